"""The project folder that builds are measured on: seeded, visibly made up, faultless."""

import runpy
import shutil
from pathlib import Path

import pytest

from benchmarks.builds.ours import plugins_with_search
from benchmarks.builds.project import write_project
from benchmarks.builds.sizes import Size
from benchmarks.builds.works import (
    MESSAGE,
    edit_catalogue,
    edit_template,
    edit_yaml_company,
)
from plugins.catalogue.__main__ import check
from plugins.portal.reading import read_yaml

SIZE = Size(12, 30, 6)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up") / "project"
    write_project(folder, SIZE)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    found = (
        path for path in folder.rglob("*") if path.is_file() and "node_modules" not in path.parts
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_same_seed_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    """Two runs write the same files, and another seed writes other ones."""
    write_project(tmp_path / "again", SIZE)
    assert contents(tmp_path / "again") == contents(project)
    write_project(tmp_path / "other", SIZE, seed=1)
    assert contents(tmp_path / "other") != contents(project)


def test_the_portal_finds_no_fault_and_as_much_as_was_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The portal's own check passes and counts the companies, articles and jobs."""
    assert check(project / "pelicanconf.py") == 0
    said = capsys.readouterr().out
    assert said.startswith("12 companies, ")
    assert "4 guides, 2 stories, 30 jobs: no faults" in said


def test_employers_are_visibly_made_up(project: Path) -> None:
    """Names say that they are examples, and addresses are of the domain reserved for examples."""
    for path in (project / "companies").glob("*.yaml"):
        text = path.read_text("utf-8")
        assert text.startswith(("name: Example ", "name: Eksempel "))
        assert ".example/" in text.partition("website: ")[2].partition("\n")[0]


def test_most_jobs_are_imported_and_some_written(project: Path) -> None:
    """Jobs stand in both kinds of file, each for companies of its own."""
    jobs = project / "content/jobs"
    assert len(list(jobs.glob("*.json"))) > len(list(jobs.glob("*.yaml"))) > 0


def test_the_search_is_measured_apart(project: Path) -> None:
    """The made-up portal's own settings leave the search out; a build with it has others."""
    settings = runpy.run_path(str(project / "pelicanconf.py"))
    assert "plugins.search" not in settings["PLUGINS"]
    assert set(settings["PLUGINS"]) < set(plugins_with_search())


def test_an_edited_company_has_another_tagline_and_text(project: Path, tmp_path: Path) -> None:
    """Both are edited in each language, nothing else is, and a second edit leaves no trace of the first."""
    for source in sorted((project / "companies").glob("*.yaml")):
        path = Path(shutil.copy(source, tmp_path))
        edit_yaml_company(path, 1)
        edit_yaml_company(path, 2)
        before, after = (read_yaml(p, p.name).data for p in (source, path))
        changed = {key for key in before if before[key] != after[key]}
        assert changed == {"tagline", "about"}
        for key in changed:
            for code, text in after[key].items():
                assert "(edited 2)" in text
                assert "(edited 1)" not in text
                assert text != before[key][code]


def test_edits_of_a_template_and_of_a_text_change_them_once_a_run(
    project: Path, tmp_path: Path
) -> None:
    """Each run leaves its own mark in a template and in the Danish catalogue."""
    template = Path(shutil.copy(project / "themes/portal/templates/job.html", tmp_path))
    messages = "themes/portal/translations/da/LC_MESSAGES/messages.po"
    catalogue = Path(shutil.copy(project / messages, tmp_path))
    for edit, path in ((edit_template, template), (edit_catalogue, catalogue)):
        for run in (1, 2):
            edit(path, run)
            assert path.read_text("utf-8").count(f"(edited {run})") == 1
        assert "(edited 1)" not in path.read_text("utf-8")
    assert f'msgid "{MESSAGE}"' in catalogue.read_text("utf-8")
