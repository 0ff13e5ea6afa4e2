"""HTML to tagged PDF: the only module that knows WeasyPrint."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from PIL import ImageFile

from plugins.portal.days import EPOCH

_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES

import weasyprint  # noqa: E402 - what it changes is looked at before
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

# WeasyPrint lets the whole process load half of a picture, which the portal reports as a fault.
ImageFile.LOAD_TRUNCATED_IMAGES = _TRUNCATED_IMAGES

VARIANT = "pdf/ua-1"
"""ISO 14289-1: what screen readers need of a PDF."""

_FONT = "font:"
"""What the addresses of fonts begin with, of which brochures fetch nothing else."""


class TypesettingFault(Exception):  # noqa: N818 - it is what somebody wrote that cannot be set
    """A brochure cannot be set as its template says. Carries what WeasyPrint says of it."""


@dataclass(frozen=True)
class Fonts:
    """Font files, those that are asked first for a letter in front."""

    paths: tuple[Path, ...]

    @cached_property
    def css(self) -> str:
        faces = (
            f'@font-face {{ font-family: "{path.stem}"; src: url("{_FONT}{number}"); }}'
            for number, path in enumerate(self.paths)
        )
        families = ", ".join(f'"{path.stem}"' for path in self.paths)
        return "\n".join((*faces, f":root {{ --sans: {families}, sans-serif; }}"))

    @cached_property
    def letters(self) -> frozenset[int]:
        return frozenset(letter for path in self.paths for letter in TTFont(path).getBestCmap())

    def missing(self, text: str) -> str:
        """The letters of a text that no font has; the system's own are used for them."""
        return "".join(sorted(s for s in {*text} if ord(s) not in self.letters and s.isprintable()))


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Gives the fonts and what stands in the page itself: nothing comes from files or the network."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(allowed_protocols=("data",))
        self._fonts = fonts

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401
        if url.startswith(_FONT):
            font = self._fonts.paths[int(url.removeprefix(_FONT))]
            return URLFetcherResponse(url, body=BytesIO(font.read_bytes()))
        return super().fetch(url, headers)


@dataclass(frozen=True)
class Typesetter:
    """Makes PDF of HTML with some fonts and style sheets."""

    fonts: Fonts
    css: str

    def set(self, html: str) -> "Typeset":
        """Lay out a document. Raises TypesettingFault where WeasyPrint has anything to say."""
        with _faults():
            page = weasyprint.HTML(string=html, url_fetcher=_Fetcher(self.fonts))
            configuration, sheet = self._sheet
            return Typeset(page.render(stylesheets=[sheet], font_config=configuration))

    @cached_property
    def _sheet(self) -> tuple[Any, Any]:
        """Fonts and style sheet, which take a while to be unpacked and read."""
        configuration = FontConfiguration()
        css = f"{self.fonts.css}\n{self.css}"
        fetcher = _Fetcher(self.fonts)
        return configuration, weasyprint.CSS(
            string=css, url_fetcher=fetcher, font_config=configuration
        )


@dataclass(frozen=True)
class Typeset:
    """A document that was laid out."""

    document: Any

    @property
    def pages(self) -> int:
        return len(self.document.pages)

    def pdf(self, finisher: Callable[[Any, Any], None] | None = None) -> bytes:
        """The same bytes for the same document: no clock and no chance is in them."""
        with _faults(), _without_clock():
            written: bytes = self.document.write_pdf(finisher=finisher, pdf_variant=VARIANT)
            return written


@contextmanager
def _without_clock() -> Iterator[None]:
    """Fonts that are cut down to some letters carry the time of that, unless the environment has another.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before


@contextmanager
def _faults() -> Iterator[None]:
    """Raise what WeasyPrint logs within a block, which is otherwise easily overlooked."""
    logger, heard = logging.getLogger("weasyprint"), _Listener()
    logger.addHandler(heard)
    try:
        yield
    finally:
        logger.removeHandler(heard)
    if heard.said:
        raise TypesettingFault("\n".join(heard.said))


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.said[record.getMessage()] = None
