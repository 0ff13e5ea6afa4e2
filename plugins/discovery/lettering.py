"""Type on pictures: fonts, and lines of text that fit a given width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import inf
from typing import cast

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

ELLIPSIS = "…"

MISSING = "\U0010ffff"
"""Unicode promises that this is never a letter, so every font shows its sign for a missing one."""

PROBE_SIZE = 32


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file's content, or None for the plain font that Pillow brings along."""

    content: bytes | None

    def at(self, size: int, weight: int) -> FreeTypeFont:
        """The font at a size in pixels and, where it is variable, a weight (400 is regular)."""
        return _font(self.content, size, weight)

    def has_letters_for(self, text: str) -> bool:
        """Whether the font has every letter of a text; the others would show as boxes."""
        return all(_has_letter(self.content, letter) for letter in set(text))


@cache
def _has_letter(content: bytes | None, letter: str) -> bool:
    font = _font(content, PROBE_SIZE, 400)
    return _picture(font, letter) != _picture(font, MISSING)


@cache
def _font(content: bytes | None, size: int, weight: int) -> FreeTypeFont:
    """Unpacking a font takes longer than writing a card with it."""
    if content is None:
        return cast("FreeTypeFont", ImageFont.load_default(size))
    font = ImageFont.truetype(BytesIO(content), size)
    _set_weight(font, weight)
    return font


def _set_weight(font: FreeTypeFont, weight: int) -> None:
    try:
        axes = font.get_variation_axes()
    except OSError:  # Pillow's way to say that a font has one weight only
        return
    values = [weight if axis["name"] == b"Weight" else axis["default"] for axis in axes]
    font.set_variation_by_axes(cast("list[float]", values))


def _picture(font: FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text may be set: ``sizes`` in pixels from the preferred to the smallest."""

    weight: int
    sizes: Sequence[int]
    max_lines: int
    height: float = inf
    """Pixels for the sizes of all lines together."""


def fit(text: str, face: Typeface, style: Style, width: int) -> tuple[FreeTypeFont, list[str]]:
    """The largest font in which a text fits, and its lines; what fits in none is cut short."""
    for size in style.sizes:
        font = face.at(size, style.weight)
        lines = list(wrap(text, font, width))
        is_low = len(lines) <= style.max_lines and len(lines) * size <= style.height
        if is_low and all(font.getlength(line) <= width for line in lines):
            return font, lines
    kept, rest = lines[: style.max_lines - 1], lines[style.max_lines - 1 :]
    return font, [cut(line, font, width) for line in (*kept, " ".join(rest))]


def wrap(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """Lines of whole words; a word that is wider than a line stands alone on one."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def cut(line: str, font: FreeTypeFont, width: int) -> str:
    """A line that fits the width, ending in an ellipsis where something is left out."""
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
