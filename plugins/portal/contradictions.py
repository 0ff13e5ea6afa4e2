"""Facts that each could be true but cannot all be: the same company twice, a place in the sea."""

from collections.abc import Iterator, Sequence

from plugins.portal.facts import Site
from plugins.portal.links import distance_between
from plugins.portal.loading import Loaded
from plugins.portal.problems import Problem
from plugins.portal.records import Municipality

Point = tuple[float, float]
"""Latitude and longitude."""

FARTHEST_SITE_KM = 150
"""A site is in its municipality; no municipality reaches this far from its main town."""

FARTHEST_NEIGHBOUR_KM = 300
"""The municipalities of one region; one that is farther from all others is misplaced."""


def check_contradictions(loaded: Loaded) -> Iterator[Problem]:
    """Those of records with each other; ``check_sites`` looks at each by itself."""
    yield from check_same_company(loaded)
    yield from check_positions(loaded)


def check_same_company(loaded: Loaded) -> Iterator[Problem]:
    """A company has one profile: no two share a name or a company number."""
    first: dict[tuple[str, str], str] = {}
    for key, facts in loaded.facts.items():
        for field, value in facts.identity.items():
            path = loaded.path(key)
            owner = first.setdefault((field, value), path)
            if owner != path:
                message = f"'{field}' is that of {owner} too; keep one profile of the company"
                yield loaded.problem_at(key, (field,), message)


def check_sites(loaded: Loaded) -> Iterator[Problem]:
    """A company's sites are in the municipalities that it names, and where those are."""
    points = _points(loaded)
    for key, facts in loaded.made():
        named = facts.references.get("municipalities", ())
        # A municipality that does not exist is another fault, told by the check of references.
        if facts.sites and points.keys() >= set(named):
            for position, site in enumerate(facts.sites):
                if site[0] in points:
                    for part, message in _site_faults(site, named, points[site[0]]):
                        yield loaded.problem_at(key, ("locations", position, part), message)


def _points(loaded: Loaded) -> dict[str, Point]:
    """Slug of a municipality → where it is."""
    return {
        key[1]: (point[0], point[1])
        for key in loaded.facts
        if key[0] == Municipality.kind and (point := loaded.facts[key].point)
    }


def _site_faults(site: Site, named: Sequence[str], place: Point) -> Iterator[tuple[str, str]]:
    slug, lat, lon = site
    if slug not in named:
        message = f"'{slug}' is not among the company's 'municipalities'; add it there"
        yield "municipality", message
    # Nobody need say where the site is.
    km = 0 if lat is None or lon is None else distance_between((lat, lon), place)
    if km > FARTHEST_SITE_KM:
        yield "lat", f"this point is {km:,.0f} km from {slug}; are 'lat' and 'lon' swapped?"


def check_positions(loaded: Loaded) -> Iterator[Problem]:
    """Municipalities of one region lie near one another."""
    points = _points(loaded)
    for slug, point in points.items():
        others = (other for name, other in points.items() if name != slug)
        km = min((distance_between(point, other) for other in others), default=0)
        if km > FARTHEST_NEIGHBOUR_KM:
            message = f"this point is {km:,.0f} km from every other municipality; are 'lat' and 'lon' swapped?"
            yield loaded.problem_at((Municipality.kind, slug), ("lat",), message)
