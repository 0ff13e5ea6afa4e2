"""How a share image looks: a calm landscape with white type, as a PNG."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial, reduce
from itertools import pairwise
from struct import pack

from PIL import Image, ImageColor, ImageDraw

from plugins.discovery.cards import HEIGHT, WIDTH, Card
from plugins.discovery.lettering import Style, Typeface, fit

COLOURS: Mapping[int, str] = {
    0: "#12343b",
    24: "#1b4750",
    50: "#275c64",
    200: "#b5d3cf",
    255: "#ffffff",
}
"""Pictures are drawn in greys, of which each stands for a colour; between two of these it is a mixture
of both. Edges of letters and hills are smooth without colours being looked for point by point.
White on the nearer hill has a contrast of 7:1."""
SKY, FAR_HILL, NEAR_HILL, LABEL_INK, INK = COLOURS

SHADES = (0, 8, 16, 24, 33, 41, 50, 75, 100, 125, 150, 175, 200, 218, 237, 255)
"""The greys that are left in the end, at most 16: two points fit in a byte then. More cannot be told
apart, and take longer to pack."""

ZLIB_HEADER = b"\x78\x01"
"""By https://www.rfc-editor.org/rfc/rfc1950, of which Adler-32 is, too."""
LAST_BLOCK = b"\x03\x00"
"""An empty one, by https://www.rfc-editor.org/rfc/rfc1951: strips end without one."""
ADLER_BASE = 65521

Point = tuple[float, float]

HILLS: Mapping[int, tuple[Point, Point, Point, Point]] = {
    FAR_HILL: ((0, 470), (300, 330), (640, 560), (1200, 380)),
    NEAR_HILL: ((0, 560), (420, 500), (760, 400), (1200, 520)),
}
"""The ridges of the hills from left to right: end, two handles, end of a Bézier curve, in pixels.
Bézier curves need no trigonometry, so that every machine computes the same points."""

STEPS = 96
"""Straight pieces of a ridge; more cannot be told apart."""

OVERSAMPLING = 3
"""Hills are drawn larger and made smaller, which smooths their edges."""

MARGIN = 80
LEADING = 1.12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, and how."""

    rows: tuple[int, int]
    """The strip of the picture, from side to side, in which nothing else stands: the first row,
    and the one after the last. Strips follow each other."""
    style: Style
    ink: int
    baseline: int
    """Of the first line."""
    hangs: bool = False
    """Whether the first line stands its own size below that: texts of all sizes begin at one height."""


PLACES = (
    Place((0, 148), Style(weight=500, sizes=(40, 34, 28), max_lines=1), LABEL_INK, 132),
    Place(
        (148, 528),
        Style(weight=700, sizes=range(112, 50, -6), max_lines=3, height=310),
        INK,
        164,
        hangs=True,
    ),
    Place((528, HEIGHT), Style(weight=500, sizes=(36, 32, 28, 24), max_lines=1), INK, 566),
)
"""Those of label, headline and foot."""

DESIGN = repr(
    (
        (WIDTH, HEIGHT, MARGIN, LEADING),
        (COLOURS, SHADES),
        (HILLS, STEPS, OVERSAMPLING),
        PLACES,
    )
)
"""What the pictures depend on besides texts and fonts."""

VERSION = 4
"""Raise it when the drawing changes in a way that ``DESIGN`` does not show."""

STRIPS = 1024
"""Strips that are kept: some five million bytes."""


def draw_card(card: Card, faces: tuple[Typeface, ...]) -> bytes:
    """A card as the bytes of a PNG, the same for the same card, fonts and versions of Pillow and zlib.

    Written in the first typeface that has all letters. A text for which that has none is left
    out: a landscape says more than boxes.
    """
    face = next((f for f in faces if all(map(f.has_letters_for, card.texts))), faces[0])
    texts = (text if face.has_letters_for(text) else "" for text in card.texts_by_place)
    rtl = card.direction == "rtl"
    return _png([_strip(t, face, p, rtl=rtl) for t, p in zip(texts, PLACES, strict=True)])


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a picture, compressed so that those of other strips may stand before and after."""

    compressed: bytes
    length: int
    """Bytes, before they were compressed."""
    checksum: int
    """Adler-32 of these."""


@lru_cache(maxsize=STRIPS)
def _strip(text: str, face: Typeface, place: Place, *, rtl: bool) -> Strip:
    """The strip of a place. The cards of a portal have few labels and names of places in common."""
    top, bottom = place.rows
    picture = _landscape().crop((0, top, WIDTH, bottom))
    if text:
        _write(ImageDraw.Draw(picture), text, face, place, rtl=rtl)
    return _packed(picture)


def _write(
    draw: ImageDraw.ImageDraw, text: str, face: Typeface, place: Place, *, rtl: bool
) -> None:
    font, lines = fit(text, face, place.style, WIDTH - 2 * MARGIN)
    x, anchor = (WIDTH - MARGIN, "rs") if rtl else (MARGIN, "ls")
    baseline = place.baseline + font.size * place.hangs - place.rows[0]
    for number, line in enumerate(lines):
        y = baseline + number * LEADING * font.size
        draw.text((x, y), line, place.ink, font, anchor)


@cache
def _landscape() -> Image.Image:
    """What all cards have in common. Drawn once, then cut: never draw on it."""
    scale = OVERSAMPLING
    large = Image.new("L", (WIDTH * scale, HEIGHT * scale), SKY)
    draw = ImageDraw.Draw(large)
    for hill, curve in HILLS.items():
        ridge = [(x * scale, y * scale) for x, y in _ridge(*curve)]
        ground = [(WIDTH * scale, HEIGHT * scale), (0, HEIGHT * scale)]
        draw.polygon([*ridge, *ground], hill)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def _ridge(start: Point, handle: Point, other_handle: Point, end: Point) -> Iterator[Point]:
    """Points on a cubic Bézier curve."""
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        points = list(zip((start, handle, other_handle, end), weights, strict=True))
        yield sum(p[0] * w for p, w in points), sum(p[1] * w for p, w in points)


def _packed(picture: Image.Image) -> Strip:
    """A strip in greys as rows of a PNG, two points a byte, none of them filtered."""
    shaded = picture.point(_nearest_shades())
    shaded.putpalette(_palette())
    points = shaded.tobytes("raw", "P;4")
    rows = [points[start : start + WIDTH // 2] for start in range(0, len(points), WIDTH // 2)]
    unfiltered = b"\0" + b"\0".join(rows)
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    compressed = compressor.compress(unfiltered) + compressor.flush(zlib.Z_FULL_FLUSH)
    return Strip(compressed, len(unfiltered), zlib.adler32(unfiltered))


def _png(strips: Sequence[Strip]) -> bytes:
    """Strips, from the top, as a file by https://www.w3.org/TR/png-3/."""
    header = pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)  # four bits a point, of a palette
    checksum = reduce(_checksum_with, strips, zlib.adler32(b""))
    content = b"".join(strip.compressed for strip in strips)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", _palette()),
            _chunk(b"IDAT", ZLIB_HEADER + content + LAST_BLOCK + pack(">I", checksum)),
            _chunk(b"IEND", b""),
        )
    )


def _checksum_with(checksum: int, strip: Strip) -> int:
    """The Adler-32 of what has one, followed by a strip.

    Its lower half is one more than the sum of all bytes, its upper half the sum of the lower halves
    after each byte.
    """
    before = (checksum & 0xFFFF) - 1
    sums = (checksum >> 16) + (strip.checksum >> 16) + strip.length * before
    return sums % ADLER_BASE << 16 | ((strip.checksum & 0xFFFF) + before) % ADLER_BASE


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


@cache
def _nearest_shades() -> list[int]:
    """The number of the nearest shade for each grey."""
    nearest = (min(SHADES, key=partial(_distance, grey)) for grey in range(256))
    return [SHADES.index(shade) for shade in nearest]


def _distance(one: int, other: int) -> int:
    return abs(one - other)


@cache
def _palette() -> bytes:
    """Red, green and blue of each shade."""
    return b"".join(map(_colour, SHADES))


def _colour(shade: int) -> bytes:
    below, above = next(pair for pair in pairwise(COLOURS) if shade <= pair[1])
    share = (shade - below) / (above - below)
    ends = (ImageColor.getrgb(COLOURS[grey]) for grey in (below, above))
    return bytes(round(one + (other - one) * share) for one, other in zip(*ends, strict=True))
