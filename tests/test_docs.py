"""The documentation names everything that it promises to name."""

import re
import runpy

import pytest
from website import PROJECT

from plugins.portal.records import (
    RECORDS,
    Chapter,
    Contact,
    Course,
    EmployersSide,
    Image,
    Location,
    Message,
    OfficialLink,
    PathStep,
    Post,
    Programme,
    Salary,
    Situation,
    Source,
    TearOut,
    Timing,
    UsefulLink,
)

EDITING = (PROJECT / "docs" / "editing.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@pytest.mark.parametrize("kind", RECORDS)
def test_every_key_that_editors_may_write_is_documented(kind: str) -> None:
    """Each field of a record is named in docs/editing.md."""
    model = RECORDS[kind]
    fields = set(model.model_fields) - model.from_file
    assert fields - set(CODE.findall(EDITING)) == set()


@pytest.mark.parametrize(
    "part",
    [
        *(Contact, Image, Location, Salary, Source, UsefulLink),
        *(OfficialLink, Situation, Timing),
        *(PathStep, Course, EmployersSide, Message, Post, Programme),
        *(Chapter, TearOut),
    ],
)
def test_every_key_of_a_part_is_documented(part: type) -> None:
    """Each field of a part of a record is named in docs/editing.md."""
    assert set(part.model_fields) - set(CODE.findall(EDITING)) == set()


def test_every_choice_is_documented() -> None:
    """Each allowed value of a fixed choice is named in docs/editing.md."""
    for model in RECORDS.values():
        for definition in model.model_json_schema().get("$defs", {}).values():
            assert set(definition.get("enum", ())) - set(CODE.findall(EDITING)) == set()


def test_every_setting_of_the_portal_is_documented() -> None:
    """Each setting that the code reads is named in docs/new-region.md."""
    code = "".join(p.read_text(encoding="utf-8") for p in (PROJECT / "plugins").rglob("*.py"))
    documented = (PROJECT / "docs" / "new-region.md").read_text(encoding="utf-8")
    used = set(re.findall(r'"(PORTAL_[A-Z_]+)"', code))
    assert used - set(CODE.findall(documented)) == set()
    assert {
        name
        for name in runpy.run_path(str(PROJECT / "pelicanconf.py"))
        if name.startswith("PORTAL_")
    } <= used


def test_every_dependency_has_its_reason() -> None:
    """Each dependency is named in docs/dependencies.md."""
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    documented = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = re.findall(r'^    "([a-z0-9-]+)[>=]', project, re.MULTILINE)
    assert names
    assert [name for name in names if name not in documented] == []


def test_the_readme_names_commands_that_exist() -> None:
    """Each `make` command in the documentation is a target of the Makefile that help prints."""
    texts = [
        p.read_text(encoding="utf-8")
        for p in (PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md"))
    ]
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", "\n".join(texts), re.MULTILINE))
    helped = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))
    assert named <= helped
    assert set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE).group(1).split()) == helped


def test_documents_link_to_files_that_exist() -> None:
    """Each relative link in the documentation finds its file."""
    for path in (PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")):
        for target in re.findall(
            r"\]\((?!https?:|company:)([^)#]+)\)", path.read_text(encoding="utf-8")
        ):
            assert (path.parent / target).exists(), (path, target)
