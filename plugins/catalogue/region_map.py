"""The map of the region: a coast and the municipalities on it, as numbers that SVG draws.

The projection is equirectangular around the map's middle latitude, which at the size of a region
differs from any other by less than the width of a line.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt
from pathlib import Path

from plugins.catalogue.edition import Edition
from plugins.portal.records import Municipality

WIDTH = 640
"""Of the drawing, in its own units."""

SMALLEST, LARGEST = 10.0, 21.0
"""Radius of a place without companies, and of the place with most."""

LABEL_GAP = 4
LABEL_HEIGHT = 19
LETTER_WIDTH = 9.4
"""A label's measure in the drawing's units, generous for the theme's typeface."""


@dataclass(frozen=True, slots=True)
class Coastline:
    """Land as rings of (longitude, latitude), within (west, south, east, north) in degrees."""

    box: tuple[float, float, float, float]
    rings: tuple[tuple[tuple[float, float], ...], ...]


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
    here: bool


@dataclass(frozen=True, slots=True)
class RegionMap:
    width: int
    height: int
    land: str
    """The coast as the ``d`` of an SVG path."""
    places: tuple[MapPlace, ...]


def read_coastline(path: Path) -> Coastline:
    """Read a GeoJSON feature with a MultiPolygon and a bbox, as ``tools/coastline`` cuts it."""
    feature = json.loads(path.read_text(encoding="utf-8"))
    west, south, east, north = feature["bbox"]
    rings = tuple(
        tuple((x, y) for x, y in polygon[0]) for polygon in feature["geometry"]["coordinates"]
    )
    return Coastline((west, south, east, north), rings)


def around(municipalities: Iterable[Municipality], margin: float = 0.3) -> Coastline:
    """A map without a coast that holds the municipalities, for a region that has not cut one yet."""
    places = list(municipalities)
    west, east = min(p.lon for p in places) - margin, max(p.lon for p in places) + margin
    south, north = min(p.lat for p in places) - margin, max(p.lat for p in places) + margin
    return Coastline((west, south, east, north), ())


def make_map(edition: Edition, coastline: Coastline, here: str = "") -> RegionMap:
    """The map with every municipality, in the order of the alphabet.

    ``here`` is the slug of the municipality that the page is about.
    """
    west, south, east, north = coastline.box
    scale = WIDTH / (east - west)
    stretch = scale / cos(radians((south + north) / 2))

    def project(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * stretch, 1)

    portal = edition.portal
    numbers = {slug: len(portal.companies_by_municipality.get(slug, ())) for slug in portal.municipalities}
    most = max([*numbers.values(), 1])
    discs = []
    for slug, municipality in portal.municipalities.items():
        x, y = project(municipality.lon, municipality.lat)
        radius = round(SMALLEST + (LARGEST - SMALLEST) * sqrt(numbers[slug] / most), 1)
        discs.append((municipality, x, y, radius))
    return RegionMap(
        width=WIDTH,
        height=round((north - south) * stretch),
        land="".join(_path(map(lambda point: project(*point), ring)) for ring in coastline.rings),
        places=tuple(edition.language.in_order(_label(edition, discs, numbers, here), lambda p: p.name)),
    )


def _path(points: Iterable[tuple[float, float]]) -> str:
    """A closed ring, leaving out points that would move by less than half a unit."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


Disc = tuple[Municipality, float, float, float]
Box = tuple[float, float, float, float]


def _label(edition: Edition, discs: list[Disc], numbers: dict[str, int], here: str) -> Iterable[MapPlace]:
    """Places with their names set where they cover the least: right, left, below or above."""
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for _, x, y, r in discs]
    for municipality, x, y, radius in sorted(discs, key=lambda disc: (-disc[3], disc[0].slug)):
        name = edition.name(municipality)
        half, gap = len(name) * LETTER_WIDTH / 2, radius + LABEL_GAP
        candidates = (
            (x + gap, y + 5, "start", (x + gap, y - 9, x + gap + 2 * half, y + 9)),
            (x - gap, y + 5, "end", (x - gap - 2 * half, y - 9, x - gap, y + 9)),
            (x, y + gap + 12, "middle", (x - half, y + gap, x + half, y + gap + LABEL_HEIGHT)),
            (x, y - gap - 1, "middle", (x - half, y - gap - LABEL_HEIGHT, x + half, y - gap)),
            (x - radius, y + gap + 12, "start", (x - radius, y + gap, x - radius + 2 * half, y + gap + LABEL_HEIGHT)),
            (x - radius, y - gap - 1, "start", (x - radius, y - gap - LABEL_HEIGHT, x - radius + 2 * half, y - gap)),
        )
        label_x, label_y, anchor, box = min(candidates, key=lambda c: _covered(c[3], taken))
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
            here=municipality.slug == here,
        )


def _covered(box: Box, taken: Iterable[Box]) -> float:
    """How much of other labels and places a label would cover; passing the edge is worst."""
    left, top, right, bottom = box
    area = (max(0.0, -left) + max(0.0, right - WIDTH)) * WIDTH
    for west, north, east, south in taken:
        width, height = min(right, east) - max(left, west), min(bottom, south) - max(top, north)
        if width > 0 and height > 0:
            area += width * height
    return area
