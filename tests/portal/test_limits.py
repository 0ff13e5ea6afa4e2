"""What would stall a build, or be too much for it, is refused with its place before it is tried."""

import os
from pathlib import Path

import pytest

from plugins.portal.markdown_checks import MAX_MARKS, MAX_PARAGRAPH, MAX_SIGNS
from plugins.portal.reading import (
    MAX_ENTRIES,
    MAX_TEXT,
    UnreadableFile,
    parse_yaml,
    read_markdown,
    read_text,
)
from plugins.portal.text import render_article

COMPANY = "companies/example-windmills.yaml"
GUIDE = "content/guides/housing.en.md"


@pytest.fixture
def faults_of(golden_site, find_faults):
    """What is said of a guide's text, without the file's name."""

    def faults(text: str) -> list[str]:
        path = golden_site / GUIDE
        head = path.read_text(encoding="utf-8").split("---\n")[1]
        path.write_text(f"---\n{head}---\n{text}", encoding="utf-8")
        first = head.count("\n") + 3
        told = [line.removeprefix(f"{GUIDE}:").split(": ", 1) for line in find_faults()]
        return [f"{int(line) - first}: {message}" for line, message in told]

    return faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n\n" + "[" * MAX_SIGNS + "b", None),
        ("a\n\n" + "[" * (MAX_SIGNS + 1), "0: the text has 401 signs '[' and '<'"),
        ("<a" * 201 + "[" * 200, "0: the text has 401 signs '[' and '<'"),
        ("a\n\n" + "b" * MAX_PARAGRAPH, None),
        ("a\n\n" + "b" * (MAX_PARAGRAPH + 1), "2: is a paragraph, list or table of 8,001"),
        ("a\n \t\n" + "b\n" * (MAX_PARAGRAPH // 2 + 1), "2: is a paragraph, list or table of"),
        ("a\n" + "1. " * MAX_MARKS + "b", None),
        ("a\n" + "1. " * (MAX_MARKS + 1), "1: the line begins with too many signs of lists"),
        ("a\n" + "> - " * MAX_MARKS, "1: the line begins with too many signs of lists"),
        ("a\n\n" + "*   " * (MAX_MARKS + 1), "2: the line begins with too many signs of lists"),
        ("a\n\n* * *\n\nb", None),
        ("a\n\n" + "-" * 80, None),
        ("a\n\n" + "+ " * (MAX_MARKS + 1), "2: the line begins with too many signs of lists"),
    ],
)
def test_texts_that_are_too_much_for_markdown(faults_of, text, fault):
    """Paragraphs, brackets and nesting have limits that no written text comes near."""
    told = faults_of(text)
    assert len(told) == bool(fault)
    assert not fault or told[0].startswith(fault)


def test_what_is_within_the_limits_can_be_rendered():
    """Nothing that is let through is too deep for Markdown."""
    deep = "\n".join("    " * level + "- a" for level in range(60))
    text = f"{deep}\n\n{'1. ' * MAX_MARKS}a\n\n{'> ' * MAX_MARKS}b"
    assert "b" in render_article(text, lambda *_: None).html


def test_a_long_text_is_divided(tmp_path):
    """A text is as long as twenty printed pages at most."""
    path = tmp_path / "x.en.md"
    path.write_text("---\ntitle: x\n---\n" + "a" * MAX_TEXT)
    assert len(read_markdown(path, "x.en.md").body) == MAX_TEXT
    path.write_text("---\ntitle: x\n---\n" + "a" * (MAX_TEXT + 1))
    with pytest.raises(UnreadableFile) as refusal:
        read_markdown(path, "x.en.md")
    assert str(refusal.value.problems[0]).startswith("x.en.md:4: the text has 40,001 characters")


def test_a_long_list_is_refused():
    """A list is no longer than a person writes."""
    assert len(parse_yaml(f"a: [{'b,' * MAX_ENTRIES}]", "x").data["a"]) == MAX_ENTRIES
    with pytest.raises(UnreadableFile) as refusal:
        parse_yaml(f"a: [{'b,' * (MAX_ENTRIES + 1)}]", "x")
    assert "x:1: is a list of more than 500 entries" in str(refusal.value.problems[0])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("windmills.png", f"{'a' * 300}.png", "is longer than 200 characters"),
        ("windmills.png", f"{'a/' * 300}a.png", "is longer than 200 characters"),
        ("name: Example Windmills", "name: Example \u2066Windmills", "character U+2066; delete it"),
        ("name: Example Windmills", "name: Example\u200b Windmills", "character U+200B; delete it"),
        ("name: Example Windmills", "name: Example \u202eWindmills", "character U+202E; delete it"),
    ],
)
def test_what_no_file_system_or_eye_can_read(break_file, find_faults, old, new, said):
    """Names that no file can have, and signs that hide what is written, are faults."""
    break_file(COMPANY, old, new)
    assert any(line.startswith(f"{COMPANY}:") and said in line for line in find_faults())


def test_a_time_is_in_the_calendar(break_file, find_faults):
    """There was no year 0, which nothing that writes dates could say."""
    break_file("content/stories/ada-example.en.md", "arrived: 2017-12", "arrived: 0000-05")
    assert any("'0000-05' is no time of the calendar" in line for line in find_faults())


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    """What the system refuses to read is told as a fault of the file."""
    (tmp_path / "x.yaml").write_text("a: b")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFile) as refusal:
        read_text(tmp_path / "x.yaml", "x.yaml")
    assert str(refusal.value.problems[0]) == "x.yaml:1: cannot be read: Permission denied"


def test_a_folder_that_may_not_be_read(golden_settings, find_faults, monkeypatch):
    """The same holds for a folder."""
    iterdir = Path.iterdir

    def refuse(path: Path) -> object:
        if path == golden_settings.content / "guides":
            raise PermissionError(13, os.strerror(13), str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert "content/guides:1: cannot be read: Permission denied" in find_faults()
