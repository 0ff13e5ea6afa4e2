"""Where Pelican meets the catalogue: a generator that plans every page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pelican.generators import Generator

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.job_choices import CACHE, job_choice_files
from plugins.catalogue.pages import Planner
from plugins.catalogue.toolkit import toolkit_files
from plugins.portal.page import File, LateFile, Page
from plugins.portal.settings import read_settings


class CatalogueGenerator(Generator):  # type: ignore[misc]  # Pelican carries no types
    """Reads and checks the content, knows how to plan and to make its pages. It writes nothing."""

    planner: Planner

    tells = None
    """Its files tell of records, not of pages: they know by themselves whether they are others."""

    def generate_context(self) -> None:
        """Read the content, or raise ContentFault with everything that is wrong."""
        content = load_content(read_settings(self.settings, Path(self.settings["PATH"]).parent))
        self.planner = Planner(
            {code: Edition(content, code) for code in content.settings.languages}
        )

    def make_files(self, pages: Sequence[Page]) -> Iterator[File | LateFile]:
        """What candidates choose jobs by in the browser, and what employers may take."""
        del pages
        root = read_settings(self.settings, Path(self.settings["PATH"]).parent).root
        yield from job_choice_files(self.planner.editions, root / CACHE)
        yield from toolkit_files(self.planner.editions)
