"""Whatever is edited in whatever order, a build that makes what changed gives what a clean one gives."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from pathlib import Path

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from website import PROJECT

COMMAND = ["--settings", SETTINGS_FILE, "--fatal", "errors"]

Edit = Callable[[Path, int], None]
"""Changes something in a site; the number says what of several things, and is in new names."""

EDITS: dict[str, Edit] = {}


def edit(change: Edit) -> Edit:
    EDITS[change.__name__] = change
    return change


def files(site: Path, pattern: str) -> list[Path]:
    return sorted(site.glob(pattern))


def replace_in(path: Path, pattern: str, text: str) -> None:
    """Replace the first place that matches, if there is one."""
    found = path.read_text("utf-8")
    path.write_text(re.sub(pattern, text, found, count=1, flags=re.MULTILINE), "utf-8")


@edit
def change_a_company(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    replace_in(
        companies[number % len(companies)],
        r"^tagline:\n  (\w+): .*",
        rf"tagline:\n  \1: No {number}",
    )


@edit
def rename_what_a_company_is_called(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    replace_in(
        companies[number % len(companies)], r"^name: .*", f"name: {'ZAÅÆ'[number % 4]} {number}"
    )


@edit
def add_a_company(site: Path, number: int) -> None:
    companies = files(site, "companies/*.yaml")
    copy = site / "companies" / f"new-{number}.yaml"
    shutil.copy(companies[number % len(companies)], copy)
    replace_in(copy, r"^name: .*", f"name: New {number}")
    replace_in(copy, r"^aliases:.*\n", "")
    replace_in(copy, r"^cvr:.*\n", "")


@edit
def remove_a_new_company(site: Path, number: int) -> None:
    for path in files(site, "companies/new-*.yaml")[:1]:
        path.unlink()


@edit
def move_a_new_company(site: Path, number: int) -> None:
    for path in files(site, "companies/new-*.yaml")[:1]:
        path.rename(path.with_name(f"new-moved-{number}.yaml"))
        replace_in(path.with_name(f"new-moved-{number}.yaml"), r"\Z", f"aliases: [{path.stem}]\n")


@edit
def change_a_guide(site: Path, number: int) -> None:
    guides = files(site, "content/guides/*.md")
    replace_in(guides[number % len(guides)], r"\Z", f"\nAnd **{number}** more.\n")


@edit
def rename_a_guide(site: Path, number: int) -> None:
    guides = files(site, "content/guides/*.md")
    replace_in(guides[number % len(guides)], r"^title: .*", f"title: Guide {number}")


@edit
def add_a_guide(site: Path, number: int) -> None:
    copy = site / f"content/guides/tea-{number}.ar.md"
    shutil.copy(site / "content/guides/tea.ar.md", copy)
    replace_in(copy, r"^slug: .*", f"slug: tea-{number}")


@edit
def remove_a_new_guide(site: Path, number: int) -> None:
    for path in files(site, "content/guides/tea-*.md")[:1]:
        path.unlink()


@edit
def change_a_competence(site: Path, number: int) -> None:
    replace_in(site / "content/competences.yaml", r"^(\s+en): .*", rf"\1: Competence {number}")


@edit
def change_a_municipality(site: Path, number: int) -> None:
    places = files(site, "content/municipalities/*.yaml")
    replace_in(places[number % len(places)], r"^population: .*", f"population: {number + 1}")


@edit
def change_a_cluster(site: Path, number: int) -> None:
    clusters = files(site, "content/clusters/*.yaml")
    replace_in(
        clusters[number % len(clusters)], r"^name:\n  (\w+): .*", rf"name:\n  \1: Cluster {number}"
    )


@edit
def change_a_setting(site: Path, number: int) -> None:
    path = site / SETTINGS_FILE
    match number % 3:
        case 0:
            replace_in(path, r"^PORTAL_PAGE_LENGTH = .*", f"PORTAL_PAGE_LENGTH = {2 + number % 5}")
        case 1:
            replace_in(path, r'^SITEURL = ".*', f'SITEURL = "https://portal.example/work{number}"')
        case 2:
            replace_in(path, r'^    "en": "Careers.*', f'    "en": "Careers {number}",')


@edit
def change_a_template(site: Path, number: int) -> None:
    templates = files(site, "themes/portal/templates/**/template.html")
    templates += files(site, "themes/portal/templates/*.html")
    replace_in(templates[number % len(templates)], r"</(p|li|a)>", rf" {number}</\1>")


@edit
def change_a_style(site: Path, number: int) -> None:
    styles = files(site, "themes/portal/static/css/*.css")
    replace_in(styles[number % len(styles)], r"\Z", f"\n.x{number} {{ color: red; }}\n")


@edit
def change_a_message(site: Path, number: int) -> None:
    catalogue = site / "translations/da/LC_MESSAGES/messages.po"
    replace_in(catalogue, r'^msgstr "⟦da: Companies⟧"', f'msgstr "Virksomheder {number}"')


@edit
def change_a_picture(site: Path, number: int) -> None:
    colour = (number % 256, 80, 90)
    Image.new("RGB", (40 + number % 3, 40), colour).save(site / "content/media/windmills.png")


@edit
def change_nothing(site: Path, number: int) -> None:
    for path in files(site, "companies/*.yaml"):
        os.utime(path)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, pseudo_translations: Path) -> Path:
    """A golden site with a theme of its own, so that templates can be edited."""
    site = copy_golden_site(tmp_path_factory.mktemp("original") / "site", pseudo_translations)
    (site / "themes").unlink()
    shutil.copytree(PROJECT / "themes", site / "themes")
    return site


def build(site: Path) -> int:
    """Build a site in a copy of this process, which has loaded all that a build needs."""
    process = get_context("fork").Process(target=run_pelican, args=(site,))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def run_pelican(site: Path) -> None:
    import pelican  # noqa: PLC0415 - only here, so that nothing of it stays in the tests' process

    os.chdir(site)
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
@settings(max_examples=5)
def test_incremental_equals_clean(
    original: Path, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int]]
) -> None:
    """After each edit of a sequence, byte for byte; a fault leaves what was published."""
    work = tmp_path_factory.mktemp("incremental")
    site = work / "site"
    shutil.copytree(original, site, symlinks=True)
    assert build(site) == 0
    for name, number in edits:
        before = contents(site / "output")
        EDITS[name](site, number)
        status = build(site)
        expected = clean_contents(site, work)
        assert bool(status) == (expected is None), (name, number)
        found = contents(site / "output")
        assert difference(found, expected if expected is not None else before) == [], (name, number)
    shutil.rmtree(work)


def test_every_edit_changes_something(original: Path, tmp_path: Path) -> None:
    """Otherwise the test above would prove little."""
    site = tmp_path / "site"
    shutil.copytree(original, site, symlinks=True)
    EDITS["add_a_company"](site, 1)
    EDITS["add_a_guide"](site, 1)
    assert build(site) == 0
    for name in sorted(EDITS.keys() - {"change_nothing"}):
        before = contents(site / "output")
        if name.startswith(("remove", "move")):
            EDITS["add_a_guide"](site, 2)
        for number in range(4):  # some passages stand in some of the files only
            EDITS[name](site, number)
        assert build(site) == 0, name
        assert difference(contents(site / "output"), before), name


@given(moments=st.lists(st.floats(0, 1), min_size=4, max_size=4), number=st.integers(0, 50))
@settings(max_examples=2)
def test_a_killed_build_leaves_a_whole_site(
    original: Path,
    tmp_path_factory: pytest.TempPathFactory,
    moments: list[float],
    number: int,
) -> None:
    """Either the old one or the new one, whenever it is killed; the next build makes up for it."""
    work = tmp_path_factory.mktemp("killed")
    site = work / "site"
    shutil.copytree(original, site, symlinks=True)
    assert build(site) == 0
    duration = seconds_of_a_build(site)
    for turn, moment in enumerate(moments):
        old = contents(site / "output")
        change_a_company(site, number + turn)
        change_a_template(site, number + turn)
        new = clean_contents(site, work)
        assert new is not None
        kill_build(site, moment * duration)
        found = contents(site / "output")
        assert [] in (difference(found, old), difference(found, new))
        assert build(site) == 0
        assert difference(contents(site / "output"), new) == []
    assert sorted(path.name for path in site.glob(".output-*")) in ([], [".output-spare"])
    shutil.rmtree(work)


def seconds_of_a_build(site: Path) -> float:
    change_a_template(site, 0)
    start = time.monotonic()
    assert build(site) == 0
    return time.monotonic() - start


def kill_build(site: Path, after: float) -> None:
    """Start a build, and kill it and the processes that it started after some seconds."""
    script = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); import pelican; pelican.main({COMMAND!r})"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=site,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
