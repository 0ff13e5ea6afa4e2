"""How a share image looks: a calm landscape with white type, as a PNG."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import combinations, product

from PIL import Image, ImageColor, ImageDraw

from plugins.discovery.cards import HEIGHT, WIDTH, Card
from plugins.discovery.lettering import Style, Typeface, fit

SKY = "#12343b"
HILLS = ("#1b4750", "#275c64")
"""The far hill and the near one. White on the lighter has a contrast of 7:1."""
LABEL_INK = "#b5d3cf"
INK = "#ffffff"

Point = tuple[float, float]

CURVES: tuple[tuple[Point, Point, Point, Point], ...] = (
    ((0, 470), (300, 330), (640, 560), (1200, 380)),
    ((0, 560), (420, 500), (760, 400), (1200, 520)),
)
"""The ridges of the hills from left to right: end, two handles, end of a Bézier curve, in pixels.
Bézier curves need no trigonometry, so that every machine computes the same points."""

STEPS = 96
"""Straight pieces of a ridge; more cannot be told apart."""

OVERSAMPLING = 3
"""Hills are drawn larger and made smaller, which smooths their edges."""

SHADES = 12
"""Colours of the smooth edge between two colours. A palette of them takes a third of the bytes and
of the time of all colours."""

MARGIN = 80
LABEL_BASELINE, HEADLINE_TOP, FOOT_BASELINE = 132, 164, 566
LEADING = 1.12

LABEL = Style(weight=500, sizes=(40, 34, 28), max_lines=1)
HEADLINE = Style(weight=700, sizes=range(112, 50, -6), max_lines=3)
FOOT = Style(weight=500, sizes=(36, 32, 28, 24), max_lines=1)

DESIGN = repr(
    (
        (WIDTH, HEIGHT, MARGIN, LABEL_BASELINE, HEADLINE_TOP, FOOT_BASELINE, LEADING),
        (SKY, HILLS, LABEL_INK, INK),
        (CURVES, STEPS, OVERSAMPLING, SHADES),
        (LABEL, HEADLINE, FOOT),
    )
)
"""What the pictures depend on besides texts and fonts."""

VERSION = 2
"""Raise it when the drawing changes in a way that ``DESIGN`` does not show."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A picture in the making, with what all writing on it needs."""

    draw: ImageDraw.ImageDraw
    face: Typeface
    rtl: bool

    def write(self, text: str, baseline: float, style: Style, ink: str) -> None:
        """Write a text whose first line stands on ``baseline``."""
        font, lines = fit(text, self.face, style, WIDTH - 2 * MARGIN)
        x, anchor = (WIDTH - MARGIN, "rs") if self.rtl else (MARGIN, "ls")
        for number, line in enumerate(lines):
            self.draw.text((x, baseline + number * LEADING * font.size), line, ink, font, anchor)


def draw_card(card: Card, faces: tuple[Typeface, ...]) -> bytes:
    """A card as the bytes of a PNG, the same for the same card, fonts and version of Pillow.

    Written in the first typeface that has all letters. A text for which that has none is left
    out: a landscape says more than boxes.
    """
    face = next((f for f in faces if all(map(f.has_letters_for, card.texts))), faces[0])
    picture = _landscape().copy()
    sheet = _Sheet(ImageDraw.Draw(picture), face, card.direction == "rtl")
    for text, baseline, style, ink in _layout(card, face):
        if face.has_letters_for(text):
            sheet.write(text, baseline, style, ink)
    return _png(picture)


def _layout(card: Card, face: Typeface) -> Iterator[tuple[str, float, Style, str]]:
    if card.label:
        yield card.label, LABEL_BASELINE, LABEL, LABEL_INK
    font, _ = fit(card.headline, face, HEADLINE, WIDTH - 2 * MARGIN)
    yield card.headline, HEADLINE_TOP + font.size, HEADLINE, INK
    if card.foot:
        yield card.foot, FOOT_BASELINE, FOOT, INK


@cache
def _landscape() -> Image.Image:
    """What all cards have in common. Drawn once, then copied: never draw on it."""
    scale = OVERSAMPLING
    large = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), SKY)
    draw = ImageDraw.Draw(large)
    for curve, colour in zip(CURVES, HILLS, strict=True):
        ridge = [(x * scale, y * scale) for x, y in _ridge(*curve)]
        ground = [(WIDTH * scale, HEIGHT * scale), (0, HEIGHT * scale)]
        draw.polygon([*ridge, *ground], colour)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


@cache
def _palette() -> Image.Image:
    """The four grounds and inks with the shades between each two that meet."""
    grounds = [ImageColor.getrgb(colour) for colour in (SKY, *HILLS)]
    inks = [ImageColor.getrgb(colour) for colour in (INK, LABEL_INK)]
    pairs = [*product(grounds, inks), *combinations(grounds, 2)]
    shades = [
        round(one + (other - one) * step / SHADES)
        for start, end in pairs
        for step in range(SHADES + 1)
        for one, other in zip(start, end, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(shades)
    return palette


def _ridge(start: Point, handle: Point, other_handle: Point, end: Point) -> Iterator[Point]:
    """Points on a cubic Bézier curve."""
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        points = list(zip((start, handle, other_handle, end), weights, strict=True))
        yield sum(p[0] * w for p, w in points), sum(p[1] * w for p, w in points)


def _png(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(content, "PNG")
    return content.getvalue()
