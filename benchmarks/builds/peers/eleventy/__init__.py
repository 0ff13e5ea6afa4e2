"""Eleventy: everything a Markdown file with JSON above it, Nunjucks templates shared with Pelican's.

A build for publication is a whole one; Eleventy renders by halves only while it watches.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.builds import works
from benchmarks.builds.peers.front_matter import as_json, link_pairs
from benchmarks.builds.peers.material import Entry, Material, Sheet
from benchmarks.builds.peers.messages import read_messages
from benchmarks.builds.peers.peer import Build

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "templates"
MODULES = HERE / "node_modules"
PACKAGE = MODULES / "@11ty/eleventy"
MESSAGES = "messages/da.json"


class Eleventy:
    """Eleventy as its own lock file has it."""

    def version(self) -> str:
        return f"Eleventy {json.loads((PACKAGE / 'package.json').read_text('utf-8'))['version']}"

    def write(self, material: Material, static: Path, folder: Path) -> None:
        shutil.copytree(TEMPLATES, folder / "_includes")
        shutil.copytree(static, folder / "static")
        shutil.copy(HERE / "project/frame.html", folder / "_includes")
        shutil.copy(HERE / "project/eleventy.config.mjs", folder)
        (folder / "node_modules").symlink_to(MODULES)
        for sub in ("shared", "messages"):
            (folder / sub).mkdir()
        for code, shared in material.shared.items():
            (folder / f"shared/{code}.json").write_text(as_json(shared), encoding="utf-8")
            messages = {m.id: m.forms for m in read_messages(code, material.translations)}
            text = json.dumps(messages, ensure_ascii=False, indent=1)
            (folder / f"messages/{code}.json").write_text(text, encoding="utf-8")
            _write_sitemap(folder / "content", code)
        for sheet in material.sheets:
            _write_sheet(folder / "content", sheet)
        for feed in material.feeds:
            _write_feed(folder / "content", feed)

    def build(self, folder: Path) -> Build:
        command = (_node(), PACKAGE / "cmd.cjs", "--quiet")
        return Build(command, folder, folder / "_site")

    def edit(self, folder: Path, step: str, edit: int) -> None:
        if step == works.ONE_COMPANY:
            company = min((folder / "content/en/company").glob("*.md")).name
            for code in ("en", "da"):
                path = folder / "content" / code / "company" / company
                works.edit_front_matter_company(path, edit)
        elif step in works.TEMPLATES:
            works.edit_template(folder / f"_includes/{works.TEMPLATES[step]}.html", edit)
        elif step == works.ONE_MESSAGE:
            works.edit_messages(folder / MESSAGES, edit)


def _node() -> str:
    """Node out of the virtual environment, which has one where the machine's is too old."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return shutil.which("node", path=path) or "node"


def _write_sheet(content: Path, sheet: Sheet) -> None:
    front = {
        "name": sheet.name,
        "kind": sheet.kind,
        "layout": f"{sheet.kind}.html",
        "permalink": f"{sheet.address}index.html",
        "lang": sheet.language,
        "title": sheet.title,
        "address": sheet.address,
        "description": sheet.description,
        "updated": sheet.updated,
        "v": link_pairs(sheet.facts),
    }
    _write_page(content / sheet.language / f"{sheet.name}.md", front, sheet.text)


def _write_feed(content: Path, feed: Entry) -> None:
    front = {
        "name": f"feed/{feed.kind}",
        "kind": "feed",
        "layout": "feed.html",
        "permalink": feed.address,
        "lang": feed.language,
        "title": feed.title,
        "address": feed.address,
        "v": {"pages": feed.pages},
    }
    _write_page(content / feed.language / f"feed/{feed.kind}.md", front, "")


def _write_sitemap(content: Path, code: str) -> None:
    front = {
        "name": "sitemap",
        "kind": "sitemap",
        "layout": "sitemap.html",
        "permalink": f"/{code}/sitemap.xml",
        "lang": code,
    }
    _write_page(content / code / "sitemap.md", front, "")


def _write_page(path: Path, front: dict[str, Any], text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---json\n{as_json(front)}\n---\n\n{text}\n", encoding="utf-8")
