"""The map of the region: a coast and the municipalities on it, as numbers that SVG draws.

The projection is equirectangular around the map's middle latitude, which at the size of a region
differs from any other by less than the width of a line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians, sqrt

from plugins.catalogue.edition import Edition
from plugins.portal.coastline import Coastline
from plugins.portal.records import Municipality
from plugins.portal.tracking import shared

WIDTH = 640
"""Of the drawing, in its own units."""

SMALLEST, LARGEST = 10.0, 21.0
"""Radius of a place without companies, and of the place with most."""

LABEL_GAP = 4
LABEL_HEIGHT = 19
LETTER_WIDTH = 9.4
"""A label's measure in the drawing's units, generous for the theme's typeface."""


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A municipality on the map; positions and radius are in the drawing's units."""

    name: str
    address: str
    companies: int
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    anchor: str
    here: bool = False
    """Whether it is the place that the page is about."""


@dataclass(frozen=True, slots=True)
class RegionMap:
    width: int
    height: int
    land: str
    """The coast as the ``d`` of an SVG path."""
    places: tuple[MapPlace, ...]


@shared
def region(edition: Edition) -> RegionMap:
    """The map of the portal's region in a language."""
    return make_map(edition, edition.content.coastline)


def make_map(edition: Edition, coastline: Coastline) -> RegionMap:
    """The map with every municipality, in the order of the alphabet."""
    west, south, east, north = coastline.box
    scale = WIDTH / (east - west)
    stretch = scale / cos(radians((south + north) / 2))

    def project(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * stretch, 1)

    portal = edition.portal
    numbers = {
        slug: len(portal.companies_by_municipality.get(slug, ())) for slug in portal.municipalities
    }
    most = max([*numbers.values(), 1])
    discs = []
    for slug, municipality in portal.municipalities.items():
        x, y = project(municipality.lon, municipality.lat)
        radius = round(SMALLEST + (LARGEST - SMALLEST) * sqrt(numbers[slug] / most), 1)
        discs.append((municipality, x, y, radius))
    height = round((north - south) * stretch)
    places = _label(edition, discs, numbers, height)
    return RegionMap(
        width=WIDTH,
        height=height,
        land="".join(_path(project(*point) for point in ring) for ring in coastline.rings),
        places=tuple(edition.language.in_order(places, lambda place: place.name)),
    )


def located(region: RegionMap, address: str) -> RegionMap:
    """The map with the place marked that the page at ``address`` is about."""
    places = (replace(p, here=True) if p.address == address else p for p in region.places)
    return replace(region, places=tuple(places))


def _path(points: Iterable[tuple[float, float]]) -> str:
    """A closed ring, leaving out points that are less than a unit from the one before."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


Disc = tuple[Municipality, float, float, float]
Box = tuple[float, float, float, float]


def _label(
    edition: Edition, discs: list[Disc], numbers: dict[str, int], height: int
) -> Iterable[MapPlace]:
    """Places with their names set where they cover the least: right, left, below or above."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _, x, y, r in discs]
    for municipality, x, y, radius in sorted(discs, key=lambda disc: (-disc[3], disc[0].slug)):
        name = edition.name(municipality)
        half, gap = len(name) * LETTER_WIDTH / 2, radius + LABEL_GAP
        below, above, edge = y + gap + 12, y - gap - 1, x - radius
        beside = (y - LABEL_HEIGHT / 2, y + LABEL_HEIGHT / 2)
        under, over = (y + gap, y + gap + LABEL_HEIGHT), (y - gap - LABEL_HEIGHT, y - gap)
        candidates = (
            (x + gap, y + 5, "start", (x + gap, beside[0], x + gap + 2 * half, beside[1])),
            (x - gap, y + 5, "end", (x - gap - 2 * half, beside[0], x - gap, beside[1])),
            (x, below, "middle", (x - half, under[0], x + half, under[1])),
            (x, above, "middle", (x - half, over[0], x + half, over[1])),
            (edge, below, "start", (edge, under[0], edge + 2 * half, under[1])),
            (edge, above, "start", (edge, over[0], edge + 2 * half, over[1])),
        )
        label_x, label_y, anchor, box = min(candidates, key=lambda c: _covered(c[3], taken, height))
        taken.append(box)
        yield MapPlace(
            name=name,
            address=edition.addresses.of(municipality, edition.code),
            companies=numbers[municipality.slug],
            x=x,
            y=y,
            radius=radius,
            label_x=round(label_x, 1),
            label_y=round(label_y, 1),
            anchor=anchor,
        )


def _covered(box: Box, taken: Iterable[Box], height: int) -> tuple[float, float]:
    """How far a label would pass the edges, which is worst, and how much it would cover."""
    left, top, right, bottom = box
    beyond = max(0.0, -left, -top, right - WIDTH, bottom - height)
    area = 0.0
    for west, north, east, south in taken:
        wide, high = min(right, east) - max(left, west), min(bottom, south) - max(top, north)
        if wide > 0 and high > 0:
            area += wide * high
    return beyond, area
