"""The process that stays warm between builds never shows what was there before."""

import os
import time
from pathlib import Path

import pytest

from plugins.publishing.preview import FOLDER, WarmBuilder, build_arguments

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system copies no process")

PAGE = Path(".cache/preview/en/one/index.html")


@pytest.fixture
def builder(project, environment, monkeypatch):
    """Builds the made-up portal."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Path("moreconf.py").write_text("", encoding="utf-8")
    replace("pelicanconf.py", 'THEME = "theme"', 'THEME = "theme"\nfrom moreconf import *')
    settings = Path("pelicanconf.py")
    arguments = build_arguments(settings, FOLDER, "http://localhost:1")
    builder = WarmBuilder(["-m", "plugins.publishing.warm", str(settings), *arguments])
    yield builder
    builder.stop()


def replace(file, old, new):
    """Replace a passage of a file."""
    text = Path(file).read_text(encoding="utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def process_of(builder):
    return builder._process.pid


def test_pages_are_told_of_as_soon_as_they_can_be_seen(builder, capfd):
    """Notes for the next build are written while the browser has the page already."""
    assert builder.build() == ""
    builder.stop()
    first, *_ = capfd.readouterr().out.splitlines()
    assert first == "In place"
    assert PAGE.exists()


def test_one_process_makes_build_after_build(builder):
    """What was imported is imported once."""
    assert builder.build() == ""
    first = process_of(builder)
    replace("content/text.txt", "two", "three")
    assert builder.build() == ""
    assert process_of(builder) == first
    assert Path(".cache/preview/en/three/index.html").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("content/text.txt", "one", "one\nlast", "Hello one"),
        ("theme/templates/page.html", "<p>", "<p>New: ", "New: Hello one"),
        ("made_up.py", '{"line": line}', '{"line": line.upper()}', "Hello ONE"),
        ("pelicanconf.py", 'THEME = "theme"', 'THEME = "other"', "Other one"),
        ("moreconf.py", "", 'THEME = "other"', "Other one"),
    ],
    ids=["content", "template", "code", "settings", "what settings import"],
)
def test_every_edit_shows(builder, file, old, new, shown):
    """Whether content, a template, code or settings change: the next build is as a new process's."""
    other = Path("other/templates/page.html")
    other.parent.mkdir(parents=True)
    other.write_text("Other {{ view['line'] }}", encoding="utf-8")
    assert builder.build() == ""
    assert "<p>Hello one" in PAGE.read_text(encoding="utf-8")
    replace(file, old, new)
    assert builder.build() == ""
    assert shown in PAGE.read_text(encoding="utf-8")


def test_code_that_cannot_be_imported_is_told_until_it_can(builder):
    """A mistake in code is a fault like others; what mends it counts, though it never was imported."""
    assert builder.build() == ""
    replace("made_up.py", "class MadeUp", "clas MadeUp")
    assert "made_up" in builder.build()
    assert "made_up" in builder.build()
    replace("made_up.py", "clas MadeUp", "class MadeUp")
    replace("made_up.py", '{"line": line}', '{"line": line.upper()}')
    assert builder.build() == ""
    assert "Hello ONE" in PAGE.read_text(encoding="utf-8")


def test_what_is_edited_while_it_is_imported_is_imported_again(builder):
    """Nobody knows what was read of such a file: a process makes one build of it."""
    with Path("made_up.py").open("a", encoding="utf-8") as file:
        file.write("\nPath(__file__).touch()\n")
    builder.build()
    first = process_of(builder)
    replace("content/text.txt", "two", "three")
    assert builder.build() == ""
    assert process_of(builder) != first


def test_a_fault_is_told_and_the_next_build_is_good(builder):
    """Faults come with file and line, and are forgotten when they are mended."""
    replace("content/text.txt", "two", "fault")
    assert builder.build().endswith("long.yaml:2: there is a [red]fault")
    replace("content/text.txt", "fault", "two")
    assert builder.build() == ""


def test_late_files_do_not_delay_the_next_build(builder):
    """What a build still makes after its pages ends when the next one begins, or the preview."""
    replace(
        "made_up.py",
        "    def make_files",
        "    def make_late_files(self, pages):\n"
        "        import subprocess\n"
        "        Path('late.txt').write_text('')\n"
        "        subprocess.run(['sleep', '60'])\n"
        "        return []\n\n"
        "    def make_files",
    )
    for line in ("three", "four"):
        replace("content/text.txt", "one\n", f"one\n{line}\n")
        began = time.monotonic()
        assert builder.build() == ""
        assert time.monotonic() - began < 30
        wait_for(Path("late.txt"))
    builder.stop()
    assert time.monotonic() - began < 30


def test_a_process_that_died_is_replaced(builder):
    """Whatever ended it, the next build is made."""
    builder.build()
    builder._process.kill()
    builder._process.wait()
    replace("content/text.txt", "one\n", "one\nmore\n")
    assert builder.build() == ""
    assert Path(".cache/preview/en/more/index.html").exists()


def wait_for(path):
    """Until a file is there, which is removed."""
    for _ in range(600):
        if path.exists():
            path.unlink()
            return
        time.sleep(0.05)
    pytest.fail(f"{path} never came")
