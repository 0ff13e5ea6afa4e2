"""Digests of what a page's bytes depend on besides what it is made from, which ``Tracker`` knows."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, TemplateNotFound

from plugins.portal.cache import Cache
from plugins.portal.page import Frame
from plugins.portal.traces import DIGEST_BYTES

TEMPLATES = "its templates"
MADE_FROM = "what the page is made from"
LOOK = (
    "its pictures",
    TEMPLATES,
    "what all pages of its language show, or the language's texts",
    "assets, settings, code or libraries",
)
"""What the digest of a look is made of, joined by hyphens."""

PARTS = (MADE_FROM, *LOOK)
"""All that a page depends on."""

CODE = Path(__file__).parents[1]
"""All plugins: views and functions of templates are made by any of them."""

LIBRARIES = (
    "jinja2",
    "markupsafe",
    "babel",
    "markdown",
    "nh3",
    "orjson",
    "pyicu-wheels",
    "pydantic",
    "segno",
)
"""What else turns records into views, and these into bytes."""

JINJA = version("jinja2")

EVERYTHING = "*"
"""Stands for a template whose name is only known while rendering."""


def digest_of(*parts: bytes) -> str:
    found = blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        found.update(len(part).to_bytes(8, "little") + part)
    return found.hexdigest()


class Fingerprints:
    """Tells the digests of what pages of a build depend on.

    ``shared`` is what all pages depend on besides: code, settings, addresses of assets, and what the
    functions that features give to templates depend on. ``catalogues`` are the texts of each language.
    """

    def __init__(
        self, templates: "Templates", shared: Iterable[str], catalogues: Mapping[str, str]
    ) -> None:
        self._templates = templates
        self.shared = digest_of(*(text.encode() for text in shared))
        self._catalogues = catalogues
        self._frames: dict[int, tuple[Frame, str]] = {}

    def look(self, frame: Frame, template: str, pictures: Iterable[str] = ()) -> str:
        """The digest of all but what a page is made from: that of each part of ``LOOK``.

        ``pictures`` are the digests of those that it shows.
        """
        parts = (
            digest_of(*(digest.encode() for digest in pictures)) if pictures else "",
            self._templates.digest(template),
            self.frame(frame),
            self.shared,
        )
        return "-".join(parts)

    @property
    def template_digests(self) -> dict[str, str]:
        """The digest of each template that a page uses."""
        return self._templates.all_digests

    def templates_of(self, template: str) -> Iterable[str]:
        """The templates that a page of a template uses."""
        return self._templates.sources(template)

    def frame(self, frame: Frame) -> str:
        """The digest of what all pages of a language show, and of the language's texts."""
        found = self._frames.get(id(frame))
        if found is None:
            own = [getattr(frame, f.name) for f in fields(frame) if f.name != "language"]
            code = frame.language.code
            text = repr([code, frame.language.locale_code, own, self._catalogues.get(code, "")])
            # The frame is kept, so that no other object gets its identity.
            found = self._frames[id(frame)] = frame, digest_of(text.encode())
        return found[1]


class Templates:
    """Templates with all that they include, import or extend.

    ``references`` tells the names of others in a template of a name and a source, None for any.
    """

    def __init__(
        self,
        environment: Environment,
        references: Callable[[str, str], Sequence[str | None]],
        cache: Cache,
    ) -> None:
        self._environment = environment
        self._find = references
        self._cache = cache
        self._sources: dict[str, str] = {}
        self._closures: dict[str, dict[str, str]] = {}
        self._digests: dict[str, str] = {}
        self._named: dict[str, list[str]] = {}

    def digest(self, name: str) -> str:
        """Of a template and all that it uses. A missing one is as an empty one: rendering tells it."""
        if name not in self._digests:
            closure = sorted(self.sources(name).items())
            self._digests[name] = digest_of(json.dumps(closure).encode())
        return self._digests[name]

    @property
    def all_digests(self) -> dict[str, str]:
        """Those of the templates that were asked for, and of all that they use."""
        return {name: digest_of(source.encode()) for name, source in self._sources.items()}

    def sources(self, name: str) -> dict[str, str]:
        """The digest of each template that one uses, itself included."""
        if name not in self._closures:
            self._closures[name] = self._closure(name)
        return self._closures[name]

    def _closure(self, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        waiting = [name]
        while waiting:
            if (used := waiting.pop()) in found:
                continue
            if used == EVERYTHING:
                waiting.extend(self._environment.list_templates())
                found[used] = ""
                continue
            source = self._source(used)
            found[used] = digest_of(source.encode())
            if used not in self._named:
                self._named[used] = self._references(used, source)
            waiting.extend(self._named[used])
        return found

    def _source(self, name: str) -> str:
        if name not in self._sources:
            loader = self._environment.loader
            assert loader  # noqa: S101 - Pelican always sets one
            try:
                self._sources[name] = loader.get_source(self._environment, name)[0]
            except (TemplateNotFound, UnicodeDecodeError):
                self._sources[name] = ""
        return self._sources[name]

    def _references(self, name: str, source: str) -> list[str]:
        """The names of other templates in a template. They are kept: reading a template takes long."""

        def find() -> bytes:
            names = self._find(name, source)
            return json.dumps([name or EVERYTHING for name in names]).encode()

        key = digest_of(JINJA.encode(), source.encode())
        found: list[str] = json.loads(self._cache.content(f"{key}.json", find))
        return found


def changed_parts(before: str, now: str, *, is_other: bool) -> list[str]:
    """What changed of a page, told from the digests of its looks; all where there was none before.

    ``is_other`` says whether it may be made from something else.
    """
    if not before:
        return list(PARTS)
    pairs = zip(LOOK, before.split("-"), now.split("-"), strict=True)
    changed = [part for part, old, new in pairs if old != new]
    return [MADE_FROM, *changed] if is_other else changed


def code_digest() -> str:
    """Of the plugins and of the libraries that make pages."""
    paths = sorted(path for path in CODE.rglob("*") if path.suffix in (".py", ".json"))
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    contents = (path.read_bytes() for path in paths)
    return digest_of(sys.version.encode(), json.dumps(libraries).encode(), *contents)


def folder_digest(folder: Path) -> str:
    """Of all files of a folder, their names included."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix().encode() for path in paths)
    return digest_of(*names, *(path.read_bytes() for path in paths))
