"""Where Pelican meets the catalogue: a generator that makes every page."""

from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import Generator

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import make_pages
from plugins.catalogue.region_map import around, read_coastline
from plugins.portal.page import Page
from plugins.portal.settings import read_settings


class CatalogueGenerator(Generator):  # type: ignore[misc]  # Pelican carries no types
    """Reads and checks the content, then makes its pages. It writes nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Pelican's signature
        super().__init__(*args, **kwargs)
        self.pages: tuple[Page, ...] = ()

    def generate_context(self) -> None:
        """Make the pages, or raise ContentFault with everything that is wrong."""
        content = load_content(read_settings(self.settings, Path(self.settings["PATH"]).parent))
        editions = {code: Edition(content, code) for code in content.settings.languages}
        coast = content.settings.coastline
        coastline = (
            read_coastline(coast) if coast else around(content.portal.municipalities.values())
        )
        self.pages = tuple(make_pages(editions, coastline))


def get_generators(pelican: Pelican) -> type[Generator]:
    del pelican
    return CatalogueGenerator
