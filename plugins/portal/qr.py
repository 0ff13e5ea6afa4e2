"""QR codes as outlines: a text becomes the path of one SVG element, which needs no picture and no style."""

from itertools import groupby
from typing import NamedTuple

import segno

MASK = 3
"""The pattern that is laid over each code. To try all eight for the evenest one takes five times as long, and
readers are told which one it is."""

QUIET = 4
"""Modules that stay light on each side. ISO/IEC 18004, section 9.1"""


class QrCode(NamedTuple):
    """A square of ``size`` modules, the light ones around it included, and the path of the dark ones."""

    size: int
    path: str


def qr_path(text: str) -> QrCode:
    """The QR code of a text; up to 15 % of it may be soiled or torn."""
    code = segno.make_qr(text, error="m", mask=MASK, boost_error=False, encoding="utf-8")
    strokes = []
    for y, row in enumerate(code.matrix, QUIET):
        x = QUIET
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                strokes.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return QrCode(len(code.matrix) + 2 * QUIET, "".join(strokes))
