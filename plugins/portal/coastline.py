"""The coast of a region, which its map is drawn on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plugins.portal.records import Municipality


@dataclass(frozen=True, slots=True)
class Coastline:
    """Land as rings of (longitude, latitude), within (west, south, east, north) in degrees."""

    box: tuple[float, float, float, float]
    rings: tuple[tuple[tuple[float, float], ...], ...]


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
    places = [(place.lon, place.lat) for place in municipalities] or [(0.0, 0.0)]
    lons, lats = zip(*places, strict=True)
    west, south = min(lons) - margin, min(lats) - margin
    return Coastline((west, south, max(lons) + margin, max(lats) + margin), ())
