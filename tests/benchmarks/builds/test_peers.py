"""What peers are given: every page that is compared, its texts, and the same edits as ours."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.builds import works
from benchmarks.builds.peers import PEERS
from benchmarks.builds.peers.material import COMPARED, Material, read_material
from benchmarks.builds.peers.messages import read_messages
from benchmarks.builds.project import CHECKOUT, write_project
from benchmarks.builds.sizes import Size
from plugins.portal.page import LEADING_ON

SIZE = Size(12, 30, 6)
TEMPLATES = CHECKOUT / "benchmarks/builds/peers"
SAID = re.compile(r'(?:\bT |_\(|ngettext\()"([^"]+)"')


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = tmp_path_factory.mktemp("made-up") / "project"
    write_project(folder, SIZE)
    return read_material(folder)


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_every_kind_of_page_is_there_in_both_languages(material: Material) -> None:
    """Only pages that the portal may have more than one of, or one a language, are compared."""
    kinds = {(sheet.language, sheet.kind) for sheet in material.sheets}
    lists = {"company-list", "job-list"}  # so small a portal has no second pages of these
    there = COMPARED - lists - LEADING_ON | {"redirect"}
    assert {kind for _, kind in kinds} == there
    assert {kind for code, kind in kinds if code == "da"} == there


def test_names_are_unique_and_those_that_are_named_exist(material: Material) -> None:
    """What a page refers to is a page of the same language."""
    names = {(sheet.language, sheet.name) for sheet in material.sheets}
    assert len(names) == len(material.sheets)
    for sheet in material.sheets:
        for name in sheet.facts.get("stories", ()):
            assert (sheet.language, name) in names
    for feed in material.feeds:
        assert {(feed.language, name) for name in feed.pages} <= names


def test_texts_are_markdown_with_ready_addresses(material: Material) -> None:
    """Links between records are addresses already, and headings of articles say their ids."""
    guide = next(sheet for sheet in material.sheets if sheet.kind == "guide")
    assert "](competence:" not in guide.text
    assert "](/en/competences/" in guide.text
    assert all(f"{{#{heading['id']}}}" in guide.text for heading in guide.facts["text"])
    assert json.dumps(guide.facts)


@pytest.mark.parametrize("name", ["pelican", "eleventy"])
@pytest.mark.parametrize(
    ("step", "changed"),
    [
        (works.UNCHANGED, 0),
        (works.ONE_COMPANY, 2),
        (works.ONE_TEMPLATE, 1),
        ("one-template (job)", 1),
        (works.ONE_MESSAGE, 1),
    ],
)
def test_peers_that_keep_something_get_the_same_edits(
    material: Material, tmp_path: Path, name: str, step: str, changed: int
) -> None:
    """One file changes for each language, and a second run changes it again."""
    peer, static, folder = PEERS[name], tmp_path / "static", tmp_path / name
    static.mkdir()
    peer.write(material, static, folder)
    before = contents(folder)
    for run in (1, 2):
        peer.edit(folder, step, run)
        after = contents(folder)
        edited = [path for path in after if after[path] != before.get(path)]
        assert len([path for path in edited if not path.endswith(".mo")]) == changed
        assert all(f"(edited {run})".encode() in after[path] for path in edited)
        before = after


def test_hugo_is_given_every_page(material: Material, tmp_path: Path) -> None:
    """A file for each page and feed, with JSON that Hugo reads fastest."""
    (tmp_path / "static").mkdir()
    PEERS["hugo"].write(material, tmp_path / "static", tmp_path / "hugo")
    pages = list((tmp_path / "hugo/content").rglob("*.md"))
    assert len(pages) == len(material.sheets) + len(material.feeds)
    front, _ = json.JSONDecoder().raw_decode(min(pages).read_text("utf-8"))
    assert front["title"]


def test_peers_say_what_the_theme_says(material: Material) -> None:
    """Each text of the interface in a peer's template is one of the catalogues."""
    known = {message.id for message in read_messages("en", material.translations)}
    said = {
        (path.name, text)
        for path in TEMPLATES.rglob("*.html")
        if "node_modules" not in path.parts
        for text in SAID.findall(path.read_text("utf-8"))
    }
    assert len(said) > len(COMPARED)
    assert [(name, text) for name, text in sorted(said) if text not in known] == []
