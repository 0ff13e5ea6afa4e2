"""Another language is settings, a catalogue and content: no line of code or template."""

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import write_po
from golden_site import pseudo_catalogue
from website import PROJECT, Website, build

from plugins.languages.__main__ import collect_messages
from plugins.languages.catalogues import catalogue_path

SWAPPED = re.compile(r"^(\s*)en:", re.MULTILINE)
SWAPPED_INLINE = re.compile(r"([{,] *)en:")


@pytest.fixture
def dutch_site(tmp_path: Path) -> Path:
    """The real portal with Dutch in the place of English, in a copy, on a day before its campaigns."""
    site = tmp_path / "site"
    site.mkdir()
    for folder in ("companies", "content"):
        shutil.copytree(PROJECT / folder, site / folder)
    (site / "themes").symlink_to(PROJECT / "themes", target_is_directory=True)
    (site / "node_modules").symlink_to(PROJECT / "node_modules", target_is_directory=True)
    for path in site.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(SWAPPED_INLINE.sub(r"\1nl:", SWAPPED.sub(r"\1nl:", text)), encoding="utf-8")
    for path in (site / "content").rglob("*.en.md"):
        path.rename(path.with_name(path.name.replace(".en.md", ".nl.md")))
    settings = (PROJECT / "pelicanconf.py").read_text(encoding="utf-8")
    settings = settings.replace(
        'PORTAL_LANGUAGES = ["en", "da"]', 'PORTAL_LANGUAGES = ["nl", "da"]'
    )
    settings = settings.replace(
        '"en": "Careers in Central Denmark"', '"nl": "Werken in Midden-Jutland"'
    )
    settings += '\nPORTAL_TRANSLATIONS = "translations"\n'
    (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
    template = collect_messages([PROJECT / "plugins", PROJECT / "themes"])
    for code in ("nl", "da"):
        path = catalogue_path(site / "translations", code)
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_po(file, pseudo_catalogue(template, code))
    return site


def test_dutch_in_the_place_of_english(dutch_site: Path, tmp_path: Path) -> None:
    """With English taken out and Dutch put in, the same portal stands in Dutch and Danish."""
    output = tmp_path / "output"
    done = build(dutch_site / "pelicanconf.py", output)
    assert done.returncode == 0, done.stdout + done.stderr
    site = Website(output, "http://localhost:8000")
    assert {document.get("lang") for document in site.pages.values()} == {"nl", "da"}
    assert not (output / "en").exists()
    codes = {
        code for d in site.pages.values() for code in d.xpath("//link[@rel='alternate']/@hreflang")
    }
    assert codes == {"nl", "da", "x-default"}
    broken = [
        (address, link)
        for address, document in site.documents.items()
        for link in document.xpath("//a/@href")
        if (target := site.resolve(address, str(link)))
        and not str(link).startswith("mailto:")
        and not site.exists(target)
    ]
    assert not broken


def test_one_language_alone_makes_a_portal(dutch_site: Path, tmp_path: Path) -> None:
    """A portal may have a single language; texts in the other are kept but not published."""
    settings = dutch_site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('["nl", "da"]', '["da"]') + 'PORTAL_UNPUBLISHED_LANGUAGES = ["nl"]\n'
    settings.write_text(text, encoding="utf-8")
    output = tmp_path / "output"
    done = build(settings, output)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {d.get("lang") for d in Website(output, "http://localhost:8000").pages.values()} == {
        "da"
    }
