"""What connects search to Pelican; the work itself is done elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.portal.page import File, Page, Plan
from plugins.portal.records import Cluster, Company, Competence, Municipality
from plugins.portal.settings import PREVIEW, read_settings
from plugins.search import choices
from plugins.search.choices import choices_path
from plugins.search.documents import FOUND_KINDS
from plugins.search.files import CACHE, kept_files, make_files, manifest_path

SHARED = "plugins.search"
"""The key in the context, which all generators of a run share and no other run sees."""


CHOSEN = frozenset({Company.kind, Municipality.kind, Competence.kind, Cluster.kind})
"""Kinds of page that choices are made of."""


class SearchGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the files that are searched; what publishes pages asks for them before it renders."""

    def prepare(self, plans: Iterable[Plan]) -> None:
        """Tell templates where the files of each language will be."""
        base = read_settings(self.settings, Path.cwd()).base
        languages = {plan.language for plan in plans}
        choosing = {plan.language for plan in plans if plan.kind == Company.kind}
        addresses = _addresses(self)
        addresses["manifests"] = {code: f"{base}/{manifest_path(code)}" for code in languages}
        addresses["choices"] = {code: f"{base}/{choices_path(code)}" for code in choosing}

    def make_files(self, pages: Sequence[Page]) -> Iterator[File]:
        """The indexes and choices of all languages.

        A preview gets those of the last build, and the new ones late.
        """
        searched, choosing = _searched(pages), _choosing(pages)
        if self.settings.get(PREVIEW):
            yield from choices.kept_files(choosing, self._cache)
            yield from kept_files(searched, self._cache)
        else:
            yield from choices.make_files(choosing)
            yield from make_files(searched, self._cache)

    def tells(self, before: Page, now: Page, published: Callable[[str], bytes]) -> bool:
        """Whether the files are others once a page is: all that is searched or chosen counts."""
        del before, published
        return now.kind in FOUND_KINDS | CHOSEN

    @property
    def template_state(self) -> str:
        """What the functions of templates depend on besides the page."""
        return repr(sorted((name, sorted(of.items())) for name, of in _addresses(self).items()))

    def make_late_files(self, pages: Sequence[Page]) -> Iterator[File]:
        """The choices and indexes, for a preview that has shown its pages."""
        yield from choices.make_and_keep_files(_choosing(pages), self._cache)
        yield from make_files(_searched(pages), self._cache)

    @property
    def _cache(self) -> Path:
        return read_settings(self.settings, Path.cwd()).root / CACHE


def _searched(pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if page.kind in FOUND_KINDS]


def _choosing(pages: Iterable[Page]) -> list[Page]:
    return [page for page in pages if page.kind in CHOSEN]


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
