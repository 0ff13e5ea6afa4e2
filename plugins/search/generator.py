"""What connects search to Pelican; the work itself is done elsewhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.portal.page import File, Page
from plugins.portal.settings import read_settings
from plugins.search import choices
from plugins.search.files import CACHE, make_files, manifest_addresses

SHARED = "plugins.search"
"""The key in the context, which all generators of a run share and no other run sees."""


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the files that are searched; what publishes pages asks for them before it renders."""

    def make_files(self, pages: Sequence[Page]) -> Iterator[File]:
        """The indexes and choices of all languages. Templates are told where they are."""
        settings = read_settings(self.settings, Path.cwd())
        files = list(make_files(pages, settings.root / CACHE))
        chosen = list(choices.make_files(pages))
        addresses = _addresses(self)
        addresses["manifests"] = manifest_addresses(files, settings.base)
        addresses["choices"] = choices.choice_addresses(chosen, settings.base)
        yield from (*files, *chosen)


def choose_generator(_pelican: object) -> type[SearchGenerator]:
    return SearchGenerator


def install_globals(generator: Generator) -> None:
    """Give templates ``search_manifest(page)`` and ``choices(page)``: addresses, '' where none is."""
    addresses = _addresses(generator)

    def search_manifest(page: Page) -> str:
        return addresses.get("manifests", {}).get(page.language, "")

    def choices_address(page: Page) -> str:
        return addresses.get("choices", {}).get(page.language, "")

    generator.env.globals["search_manifest"] = search_manifest
    generator.env.globals["choices"] = choices_address


def _addresses(generator: Any) -> dict[str, dict[str, str]]:  # noqa: ANN401 - Pelican has no types
    """Which files each language has: filled by one generator, read by the templates of another."""
    addresses: dict[str, dict[str, str]] = generator.context.setdefault(SHARED, {})
    return addresses
