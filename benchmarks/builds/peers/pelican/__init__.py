"""Ordinary Pelican with i18n_subsites: everything a page, a cache of content, the same templates as Eleventy.

Each language reads only its own folder, cards are made once, and the warm cache of content is
counted in its favour.
"""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from benchmarks.builds import works
from benchmarks.builds.peers.front_matter import as_json, link_pairs
from benchmarks.builds.peers.material import Entry, Material, Sheet
from benchmarks.builds.peers.peer import Build

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "templates"
CATALOGUE = "theme/translations/da/LC_MESSAGES/messages.po"


class Pelican:
    """The Pelican that the portal itself runs in, without the portal's engine."""

    def version(self) -> str:
        return f"Pelican {version('pelican')} with i18n_subsites {version('pelican-i18n-subsites')}"

    def write(self, material: Material, static: Path, folder: Path) -> None:
        shutil.copytree(TEMPLATES, folder / "theme/templates")
        shutil.copytree(static, folder / "theme/static")
        shutil.copy(HERE / "project/frame.html", folder / "theme/templates")
        shutil.copy(HERE / "project/pelicanconf.py", folder)
        shutil.copy(HERE / "project/cards.py", folder)
        shutil.copytree(material.translations, folder / "theme/translations")
        _compile(folder)
        (folder / "shared").mkdir()
        for code, shared in material.shared.items():
            (folder / f"shared/{code}.json").write_text(as_json(shared), encoding="utf-8")
            _write_sitemap(folder / "content", code)
        for sheet in material.sheets:
            _write_sheet(folder / "content", sheet)
        for feed in material.feeds:
            _write_feed(folder / "content", feed)

    def build(self, folder: Path) -> Build:
        command = (sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors")
        return Build(command, folder, folder / "output", caches=(folder / "cache",))

    def edit(self, folder: Path, step: str, edit: int) -> None:
        if step == works.ONE_COMPANY:
            company = min((folder / "content/en").glob("company--*.md")).name
            for code in ("en", "da"):
                works.edit_front_matter_company(folder / "content" / code / company, edit)
        elif step in works.TEMPLATES:
            works.edit_template(folder / f"theme/templates/{works.TEMPLATES[step]}.html", edit)
        elif step == works.ONE_MESSAGE:
            works.edit_catalogue(folder / CATALOGUE, edit)
            _compile(folder)


def _compile(folder: Path) -> None:
    """The catalogue as gettext reads it. The main language is the one of the templates."""
    catalogue = folder / CATALOGUE
    with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
        write_mo(target, read_po(source, locale="da"))


def _write_sheet(content: Path, sheet: Sheet) -> None:
    head = {
        "Title": sheet.title,
        "Slug": sheet.name.replace("/", "--"),
        "Template": sheet.kind,
        "Lang": sheet.language,
        "Address": sheet.address,
        "Description": sheet.description,
        "Updated": sheet.updated,
        "Facts": as_json(link_pairs(sheet.facts)),
    }
    _write_page(content / sheet.language, head, f"{sheet.address[1:]}index.html", sheet.text)


def _write_feed(content: Path, feed: Entry) -> None:
    head = {
        "Title": feed.title,
        "Slug": f"feed--{feed.kind}",
        "Template": "feed",
        "Lang": feed.language,
        "Address": feed.address,
        "Facts": as_json({"pages": feed.pages}),
    }
    _write_page(content / feed.language, head, feed.address[1:], "")


def _write_sitemap(content: Path, code: str) -> None:
    head = {
        "Title": "Sitemap",
        "Slug": "sitemap",
        "Template": "sitemap",
        "Lang": code,
        "Facts": "{}",
    }
    _write_page(content / code, head, f"{code}/sitemap.xml", "")


def _write_page(folder: Path, head: dict[str, str], save_as: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    lines += [f"Save_as: {save_as}", f"Url: {save_as}"]
    path = folder / f"{head['Slug']}.md"
    path.write_text("\n".join((*lines, "", text, "")), encoding="utf-8")
