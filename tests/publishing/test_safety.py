import os
from pathlib import Path

import pytest

from plugins.publishing.headers import HEADERS_FILE, headers_file
from plugins.publishing.safety import check_output_folder


@pytest.fixture
def faults(project):
    """What is wrong with an output folder of the made-up portal."""

    def check(output="output", **settings):
        values = {
            "OUTPUT_PATH": str(project / output),
            "PATH": str(project / "content"),
            "THEME": str(project / "theme"),
            "PORTAL_COMPANIES": "companies",
            **settings,
        }
        return [problem.message for problem in check_output_folder(values, project)]

    return check


@pytest.mark.parametrize("output", ["output", "build/site", "../elsewhere"])
def test_a_folder_of_its_own_is_fine(faults, output):
    """An output folder may lie in the project or outside, and need not be there."""
    assert faults(output) == []


def test_emptying_the_output_is_refused(faults):
    """Pelican's own way to start afresh would take the site down during a build."""
    (fault,) = faults(DELETE_OUTPUT_DIRECTORY=True)
    assert "in one step" in fault


@pytest.mark.parametrize("output", [".", "..", "content", "content/site", "theme/x", "companies"])
def test_what_people_write_is_never_replaced(faults, output):
    """The output folder does not overlap the sources, however the settings say it."""
    assert any("overlaps" in fault for fault in faults(output))


def test_links_do_not_hide_an_overlap(faults, project):
    """A symbolic link to the content is the content."""
    (project / "output").symlink_to(project / "content", target_is_directory=True)
    assert any("overlaps" in fault for fault in faults())


@pytest.mark.parametrize(
    ("there", "fine"), [([], True), ([HEADERS_FILE, "index.html"], True), (["thesis.doc"], False)]
)
def test_other_peoples_files_are_not_removed(faults, project, there, fine):
    """A folder that is replaced is empty or was published by an earlier build."""
    (project / "output").mkdir()
    for name in there:
        (project / "output" / name).touch()
    assert (faults() == []) == fine


def test_a_file_is_no_output_folder(faults, project):
    """Something that is not a folder is not replaced."""
    (project / "output").touch()
    assert "not a folder" in faults()[0]


def test_headers_apply_below_the_base():
    """Hosts match paths from the top of the domain, base included."""
    text = headers_file("/work", ["/work/en/embed/"]).content.decode()
    assert text.startswith(
        "/work/static/*\n  Cache-Control: public, max-age=31536000, immutable\n\n"
    )
    assert "\n/work/*\n  Content-Security-Policy: default-src 'none'; " in text
    assert text.endswith("\n")


def test_a_mounted_disk_is_no_output_folder(faults, project, monkeypatch):
    """What a disk is mounted on cannot change places with another folder."""
    (project / "output").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == project / "output")
    (fault,) = faults()
    assert "choose a folder in it" in fault


def test_a_folder_that_may_not_be_written_is_no_output_folder(faults, project, monkeypatch):
    """It is said before the first file is read."""
    (project / "output").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    (fault,) = faults()
    assert "may not be written by this user" in fault
