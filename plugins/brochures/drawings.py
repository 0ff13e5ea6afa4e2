"""What is drawn in brochures, as SVG: the region's map with some places marked, and QR codes."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from math import cos, radians

from plugins.portal.coastline import Coastline
from plugins.portal.qr import qr_path
from plugins.portal.records import Municipality

WIDTH = 400
"""Of the map, in its own units."""

SMALL, LARGE = 3, 9
"""The radius of a place, and of one that is marked."""


def data_address(svg: str) -> str:
    """A drawing as the address of an image that stands in the page itself."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def qr_code(address: str, colour: str) -> str:
    """A QR code on white, which a phone reads from paper that was folded or soiled a little."""
    size, path = qr_path(address)
    ground = f'<rect width="{size}" height="{size}" fill="#ffffff"/>'
    return _svg(size, size, f'{ground}<path d="{path}" fill="{colour}"/>')


def region_map(
    coastline: Coastline,
    places: Iterable[Municipality],
    marked: Iterable[str],
    colours: tuple[str, str, str],
) -> str:
    """The region with all places as dots, those with some slugs large; colours of land, dots and marks."""
    west, south, east, north = coastline.box
    scale = WIDTH / (east - west)
    stretch = scale / cos(radians((south + north) / 2))
    land, dot, mark = colours

    def at(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * stretch, 1)

    chosen = {*marked}
    rings = "".join(_ring(at(*point) for point in ring) for ring in coastline.rings)
    dots = "".join(
        _disc(*at(place.lon, place.lat), LARGE if place.slug in chosen else SMALL, colour)
        for place, colour in sorted(
            ((place, mark if place.slug in chosen else dot) for place in places),
            key=lambda pair: (pair[0].slug in chosen, pair[0].slug),
        )
    )
    height = round((north - south) * stretch)
    drawn = f'<path d="{rings}" fill="{land}"/>{dots}'
    return _svg(WIDTH, height, drawn)


def _svg(width: int, height: int, drawn: str) -> str:
    box = f"0 0 {width} {height}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawn}</svg>'


def _ring(points: Iterator[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _disc(x: float, y: float, radius: int, colour: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius}" fill="{colour}"/>'
