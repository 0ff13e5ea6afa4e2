"""Whatever is edited in whatever order, a build that makes what changed gives what a clean one gives."""

import gc
import os
import shutil
import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from golden_site import SETTINGS_FILE, TODAY, copy_golden_site, go_to_day_of, set_day
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from site_edits import EDITS, change_a_company, change_a_template
from website import PROJECT

COMMAND = ["--settings", SETTINGS_FILE, "--fatal", "errors"]


EDITS_OF_A_THEME = ("change_a_template", "change_a_style", "change_a_picture")
"""Which ``test_traces.py`` does not try."""

MOMENTS = (0.3, 0.5, 0.7, 0.8, 0.9, 1)
"""When builds are killed, as parts of how long they take: files are put in place at the end."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What a build needs, so that not each copy of this process loads it, or looks for garbage in it."""
    for module in (
        "catalogue.hooks",
        "discovery.generator",
        "search.generator",
        "publishing.hooks",
    ):
        import_module(f"plugins.{module}")
    gc.freeze()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pseudo_translations: Path) -> Path:
    """A golden site with a theme of its own, so that templates can be edited."""
    site = copy_golden_site(tmp_path_factory.mktemp("original") / "site", pseudo_translations)
    (site / "themes").unlink()
    shutil.copytree(PROJECT / "themes", site / "themes")
    return site


@pytest.fixture(scope="module")
def built(original: Path) -> Path:
    """The same site, built once. A test that edits it puts it back with ``restored``."""
    site = original.with_name("built") / "site"
    shutil.copytree(original, site, symlinks=True)
    assert build(site) == 0
    shutil.copytree(site, site.with_name("as-built"), symlinks=True)
    return site


def restored(site: Path) -> Path:
    """A built site as it was: where it lies, so that what its builds remember is known."""
    shutil.rmtree(site)
    shutil.copytree(site.with_name("as-built"), site, symlinks=True)
    return site


def build(site: Path) -> int:
    """Build a site in a copy of this process, which has loaded all that a build needs."""
    process = start_build(site)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def start_build(site: Path) -> BaseProcess:
    process = get_context("fork").Process(target=run_pelican, args=(site,))
    process.start()
    return process


def run_pelican(site: Path) -> None:
    import pelican  # noqa: PLC0415 - only here, so that nothing of it stays in the tests' process

    os.setsid()
    os.chdir(site)
    go_to_day_of(site)
    pelican.main(COMMAND)


def contents(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def clean_contents(site: Path, work: Path) -> Mapping[str, bytes] | None:
    """What a build gives that knows nothing; None where the content has faults."""
    copy = work / "clean" / "site"
    shutil.rmtree(copy.parent, ignore_errors=True)
    ignored = shutil.ignore_patterns("output", ".output-*", ".cache")
    shutil.copytree(site, copy, symlinks=True, ignore=ignored)
    return None if build(copy) else contents(copy / "output")


def difference(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@given(
    edits=st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 200)), min_size=2, max_size=4
    )
)
@settings(max_examples=4, phases=[Phase.generate])  # looking for a shorter one takes an hour
def test_incremental_equals_clean(
    built: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    """After each edit of a sequence, byte for byte; a fault leaves what was published."""
    work = tmp_path_factory.mktemp("incremental")
    site = restored(built)
    for name, number in edits:
        before = contents(site / "output")
        EDITS[name](site, number)
        status = build(site)
        expected = clean_contents(site, work)
        assert bool(status) == (expected is None), (name, number)
        found = contents(site / "output")
        assert difference(found, expected if expected is not None else before) == [], (name, number)
    shutil.rmtree(work)


def test_days_on_which_nothing_falls_due_change_nothing(
    built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A build ends at once on such a day, and on any other gives what a clean one gives."""
    days = (1, 26, 27, 28, 30, 67, 68, 300, 26)
    site = restored(built)
    for folder in ("ambassadors", "campaigns", "events", "mentors", "networks"):
        shutil.rmtree(site / "content" / folder)
    told = nothing_was_due(site, days, tmp_path, capfd)
    assert told == [True, True, False, True, False, True, False, False, False]


def test_days_on_which_nothing_is_over_change_nothing(
    built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A campaign is over on 3 June, an ambassador's consent on the 4th, a tea on the 5th.

    The tea of the 11th is left out; months begin on their first.
    """
    told = nothing_was_due(restored(built), (1, 2, 3, 9, 17, 28, 29), tmp_path, capfd)
    assert told == [False, False, False, True, False, False, False]


def nothing_was_due(
    site: Path, passed: Sequence[int], work: Path, capfd: pytest.CaptureFixture[str]
) -> list[bool]:
    """Whether each build found nothing to do, so many days after the golden site's own."""
    assert build(site) == 0
    told = []
    for days in passed:
        set_day(site, TODAY + timedelta(days=days))
        capfd.readouterr()
        assert build(site) == 0
        told.append("already" in capfd.readouterr().out)
        assert difference(contents(site / "output"), clean_contents(site, work) or {}) == []
    return told


@pytest.mark.parametrize("name", EDITS_OF_A_THEME)
def test_every_edit_of_a_theme_changes_something(built: Path, name: str) -> None:
    """Otherwise the test above would prove little."""
    site = restored(built)
    before = contents(site / "output")
    for number in range(5):  # some passages stand in some of the files only
        EDITS[name](site, number)
    assert build(site) == 0
    assert difference(contents(site / "output"), before)


def test_a_killed_build_leaves_a_whole_site(built: Path, tmp_path: Path) -> None:
    """Either the old one or the new one, whenever it is killed; the next build makes up for it."""
    site = restored(built)
    duration = seconds_of_a_build(site)
    for number, moment in enumerate(MOMENTS):
        old = contents(site / "output")
        change_a_company(site, number)
        change_a_template(site, number)
        new = clean_contents(site, tmp_path)
        assert new is not None
        kill_build(site, moment * duration)
        found = contents(site / "output")
        assert [] in (difference(found, old), difference(found, new))
        assert build(site) == 0
        assert difference(contents(site / "output"), new) == []
    assert sorted(path.name for path in site.glob(".output-*")) in ([], [".output-spare"])


def seconds_of_a_build(site: Path) -> float:
    change_a_template(site, len(MOMENTS))
    start = time.monotonic()
    assert build(site) == 0
    return time.monotonic() - start


def kill_build(site: Path, after: float) -> None:
    """Start a build, and kill it and the processes that it started after some seconds."""
    process = start_build(site)
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join()
