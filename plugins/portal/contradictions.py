"""Facts that each could be true but cannot all be: the same company twice, a place in the sea."""

from collections.abc import Iterator

from plugins.portal.links import distance_between
from plugins.portal.loading import Loaded
from plugins.portal.problems import Problem
from plugins.portal.records import Company, Municipality
from plugins.portal.records import Location as Site

FARTHEST_SITE_KM = 150
"""A site is in its municipality; no municipality reaches this far from its main town."""

FARTHEST_NEIGHBOUR_KM = 300
"""The municipalities of one region; one that is farther from all others is misplaced."""


def check_contradictions(loaded: Loaded) -> Iterator[Problem]:
    yield from check_same_company(loaded)
    yield from check_sites(loaded)
    yield from check_positions(loaded)


def check_same_company(loaded: Loaded) -> Iterator[Problem]:
    """A company has one profile: no two share a name or a company number."""
    first: dict[tuple[str, str], str] = {}
    for key, record in loaded.records.items():
        if isinstance(record, Company):
            for field, value in (("name", record.name.casefold()), ("cvr", record.cvr)):
                owner = first.setdefault((field, value), record.path) if value else record.path
                if owner != record.path:
                    message = f"'{field}' is that of {owner} too; keep one profile of the company"
                    yield loaded.problem_at(key, (field,), message)


def check_sites(loaded: Loaded) -> Iterator[Problem]:
    """A company's sites are in the municipalities that it names, and where those are."""
    places = {r.slug: r for r in loaded.records.values() if isinstance(r, Municipality)}
    for key, record in loaded.records.items():
        # A municipality that does not exist is another fault, told by the check of references.
        if isinstance(record, Company) and places.keys() >= set(record.municipalities):
            for position, site in enumerate(record.locations):
                if site.municipality in places:
                    for part, message in _site_faults(record, site, places[site.municipality]):
                        yield loaded.problem_at(key, ("locations", position, part), message)


def _site_faults(company: Company, site: Site, place: Municipality) -> Iterator[tuple[str, str]]:
    if place.slug not in company.municipalities:
        message = f"'{place.slug}' is not among the company's 'municipalities'; add it there"
        yield "municipality", message
    km = _distance(site, place)
    if km > FARTHEST_SITE_KM:
        yield "lat", f"this point is {km:,.0f} km from {place.slug}; are 'lat' and 'lon' swapped?"


def _distance(site: Site, place: Municipality) -> float:
    """In kilometres; 0 where nobody said where the site is."""
    if site.lat is None or site.lon is None:
        return 0
    return distance_between((site.lat, site.lon), (place.lat, place.lon))


def check_positions(loaded: Loaded) -> Iterator[Problem]:
    """Municipalities of one region lie near one another."""
    places = [(key, r) for key, r in loaded.records.items() if isinstance(r, Municipality)]
    for key, place in places:
        others = [(other.lat, other.lon) for _, other in places if other is not place]
        km = min((distance_between((place.lat, place.lon), other) for other in others), default=0)
        if km > FARTHEST_NEIGHBOUR_KM:
            message = f"this point is {km:,.0f} km from every other municipality; are 'lat' and 'lon' swapped?"
            yield loaded.problem_at(key, ("lat",), message)
