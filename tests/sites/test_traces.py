"""A page that is not made again is as it would be, whatever was edited before and since.

Pages are shown here by templates that print all that they hold. Builds take a moment that way, so
that many edits can be tried; ``test_incremental.py`` does the same with the real theme.
"""

import gc
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site, go_to_day_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from site_edits import EDITS
from website import PROJECT

from plugins.portal.page import File, Page, PageFacts
from plugins.portal.records import RECORDS

ALL_OF_A_PAGE = """{{ page }}
{% if True %}
{% endif %}"""
"""With a line of which only its end is shown, or not, by how templates are read."""

UNSEEN = {"change_nothing", "add_or_remove_next_years_taxes"}
"""Edits that no page shows yet: taxes are shown once their year has begun."""

EDITS_OF_PAGES = sorted(EDITS.keys() - {"change_a_template", "change_a_style", "change_a_picture"})
"""All but those of what these templates do not have."""


NUMBERS = 5
"""How many of the things that an edit may change are tried: some passages stand in some files only."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What a build needs, so that not each copy of this process loads it, or looks for garbage in it."""
    for module in ("catalogue", "publishing"):
        import_module(f"plugins.{module}.hooks")
    for model in RECORDS.values():
        model.model_rebuild()
    gc.freeze()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pseudo_translations: Path) -> Path:
    site = copy_golden_site(tmp_path_factory.mktemp("traced") / "site", pseudo_translations)
    (site / "themes").unlink()
    for template in (PROJECT / "themes/portal/templates").glob("*.*"):
        copy = site / "themes/portal/templates" / template.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(ALL_OF_A_PAGE, "utf-8")
    return site


class Site:
    """A copy of the golden site that is edited and built."""

    def __init__(self, original: Path, work: Path) -> None:
        self.folder = work / "site"
        shutil.copytree(original, self.folder, symlinks=True)

    def edit(self, name: str, number: int) -> None:
        EDITS[name](self.folder, number)

    def is_changed_by(self, name: str, numbers: Iterable[int]) -> bool:
        """Whether an edit gives another site, with one of some numbers; none gives faults."""
        before = contents(self.folder / "output")
        for number in numbers:
            self.edit(name, number)
            assert self.build(), (name, number)
            if contents(self.folder / "output") != before:
                return True
        return False

    def build(self) -> bool:
        """Whether there are no faults."""
        return _built(self.folder)

    def differences(self) -> list[str]:
        """The files that a build which knows nothing makes otherwise."""
        clean = self.folder.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        ignored = shutil.ignore_patterns("output", ".output-*", ".cache")
        shutil.copytree(self.folder, clean, symlinks=True, ignore=ignored)
        assert _built(clean)
        found, expected = contents(self.folder / "output"), contents(clean / "output")
        paths = sorted(found.keys() | expected.keys())
        return [path for path in paths if found.get(path) != expected.get(path)]


def _built(site: Path) -> bool:
    """In a copy of this process, which has loaded all that a build needs."""
    process = get_context("fork").Process(target=publish, args=(site,))
    process.start()
    process.join()
    return process.exitcode == 0


def publish(site: Path) -> None:
    """Publish a site as Pelican does, with no features but the catalogue."""
    from pelican.settings import read_settings  # noqa: PLC0415 - nothing of it stays in the tests

    from plugins.catalogue.hooks import CatalogueGenerator  # noqa: PLC0415
    from plugins.publishing.hooks import publish_site  # noqa: PLC0415

    os.chdir(site)
    go_to_day_of(site)
    host = read_settings(SETTINGS_FILE)
    theme, output = host["THEME"], host["OUTPUT_PATH"]
    catalogue = CatalogueGenerator({}, host, host["PATH"], theme, output)
    catalogue.generate_context()
    publish_site([catalogue, SimpleNamespace(make_files=facts_of_all)])


def facts_of_all(pages: Sequence[Page]) -> Iterator[File]:
    """What sitemaps and feeds are made from."""
    facts = {page.address: [page.kind, *map(str, PageFacts.of(page))] for page in pages}
    yield File("facts.json", json.dumps(facts, indent=0).encode())


def contents(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_edit_is_seen(original: Path, tmp_path: Path) -> None:
    """With what was learnt by all builds before. Each changes something, so that this proves much."""
    site = Site(original, tmp_path)
    assert site.build()
    for number, name in enumerate(EDITS_OF_PAGES):
        is_changed = site.is_changed_by(name, range(number, number + NUMBERS))
        assert is_changed == (name not in UNSEEN), name
        assert site.differences() == [], name


@given(
    edits=st.lists(
        st.tuples(st.sampled_from(EDITS_OF_PAGES), st.integers(0, 200)), min_size=3, max_size=7
    )
)
@settings(max_examples=5, phases=[Phase.generate])  # looking for a shorter one takes an hour
def test_edits_are_seen_in_any_order(
    original: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    """And when they are made more than once."""
    work = tmp_path_factory.mktemp("edited")
    site = Site(original, work)
    assert site.build()
    for name, number in edits:
        site.edit(name, number)
        if site.build():
            assert site.differences() == [], (name, number)
    shutil.rmtree(work)
