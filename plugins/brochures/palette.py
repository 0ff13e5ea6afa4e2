"""The theme's colours and measures, which are written once, in ``static/css/tokens.css``."""

import re
from collections.abc import Mapping
from pathlib import Path

TOKENS = Path("static/css/tokens.css")

Palette = Mapping[str, str]
"""Name of a custom property, without its dashes → its value on white paper."""

_LIGHT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_PROPERTY = re.compile(r"--([a-z-]+):\s*([^;]+);")


def read_palette(theme: Path) -> Palette:
    """The properties of the first rule for the root; those for dark screens come after it."""
    first = _LIGHT.search((theme / TOKENS).read_text(encoding="utf-8"))
    return dict(_PROPERTY.findall(first[1])) if first else {}


def as_css(palette: Palette) -> str:
    """The colours as custom properties; measures of screens are left out."""
    colours = ((name, value) for name, value in palette.items() if value.startswith("#"))
    return f":root {{ {' '.join(f'--{name}: {value};' for name, value in colours)} }}"
