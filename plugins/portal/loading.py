"""From the editors' folders to records: which file is what, and what is wrong with each.

Every fault of every file is collected; nothing is raised and nothing is skipped silently.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from plugins.portal.addresses import HOME_PAGE
from plugins.portal.fields import LANGUAGE_CODE, NAME_TAGS, SLUG, slugify
from plugins.portal.problems import Problem, allowed, nearest_name
from plugins.portal.reading import (
    Document,
    Location,
    UnreadableFile,
    read_markdown,
    read_yaml,
)
from plugins.portal.records import (
    RECORDS,
    Article,
    Cluster,
    Company,
    Competence,
    CompetenceGroup,
    Guide,
    Municipality,
    Part,
    PlainPage,
    Record,
    Story,
)

FOLDERS: Mapping[str, type[Record]] = {
    "municipalities": Municipality,
    "clusters": Cluster,
    "guides": Guide,
    "stories": Story,
    "pages": PlainPage,
}
COMPETENCES_FILE = "competences.yaml"
GROUPS_FILE = "competence_groups.yaml"
MEDIA_FOLDER = "media"
GROUP = "competence group"
"""The kind of a competence group, which is no record, since it has no page."""

Key = tuple[str, ...]
"""(kind, slug) or, for articles, (kind, key, language)."""

PartT = TypeVar("PartT", bound=Part)


@dataclass(slots=True)
class Loaded:
    """All records that could be made, the documents behind them and every problem so far.

    ``salvaged`` holds what is right in records that could not be made, with None for the rest: it
    is checked in the same run, and goes no further. ``named`` holds the kind and slug of everything
    that has a file or an entry, faulty or not, and ``unread`` the kinds of which nothing can be
    read: a reference to them is no second fault.
    """

    records: dict[Key, Record] = field(default_factory=dict)
    salvaged: dict[Key, Record] = field(default_factory=dict)
    groups: dict[str, CompetenceGroup] = field(default_factory=dict)
    documents: dict[Key, tuple[Document, Location]] = field(default_factory=dict)
    """The document of each record and group, and the place in it where the record stands."""
    named: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def problem_at(self, key: Key, location: Location, message: str) -> Problem:
        """A problem of a record, at the line of what stands at ``location`` in it."""
        document, above = self.documents[key]
        return document.problem((*above, *location), message)

    def each(self) -> Iterator[tuple[Key, Record]]:
        """Every record, salvaged ones included: for checks of one record by itself."""
        yield from self.records.items()
        yield from self.salvaged.items()


def load_files(root: Path, companies: Path, content: Path) -> Loaded:
    """Read every file below the two folders. Paths in problems are relative to ``root``."""
    return _Loader(root).load(companies, content)


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.loaded = Loaded()

    def load(self, companies: Path, content: Path) -> Loaded:
        self.load_folder(companies, Company)
        expected = {*FOLDERS, MEDIA_FOLDER, COMPETENCES_FILE, GROUPS_FILE}
        for path in self.entries(content):
            model = FOLDERS.get(path.name)
            if path.is_symlink() and path.is_dir():
                self.problem(path, "is a symbolic link; put the folder itself here")
                self.loaded.unread |= {model.kind} if model else set()
            elif model:
                self.load_folder(path, model)
            elif path.name not in expected:
                message = f"nothing reads '{path.name}' here; {allowed(path.name, expected)}"
                self.problem(path, message)
        if content.is_dir():
            self.load_vocabulary(content / GROUPS_FILE, GROUP, self.add_group)
            self.load_vocabulary(content / COMPETENCES_FILE, Competence.kind, self.add_competence)
        else:
            self.loaded.unread |= {*RECORDS, GROUP}
        return self.loaded

    def entries(self, folder: Path) -> Iterator[Path]:
        """What is in a folder, in a fixed order, without the hidden files that tools leave."""
        if not folder.is_dir():
            message = "must be a folder" if folder.exists() else "there is no such folder"
            self.problem(folder, message)
            return
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            self.problem(folder, f"cannot be read: {error.strerror}")
            return
        for path in paths:
            if not path.name.startswith("."):
                yield path

    def load_folder(self, folder: Path, model: type[Record]) -> None:
        suffix = ".md" if issubclass(model, Article) else ".yaml"
        for path in self.entries(folder):
            self.loaded.named.add((model.kind, slugify(path.name.partition(".")[0])))
            if path.is_dir():
                self.problem(
                    path, f"is a folder; files ending in {suffix} stand in {folder.name}/ itself"
                )
            elif path.suffix != suffix:
                self.problem(
                    path, f"is not a file that is read here; its name must end in {suffix}"
                )
            elif issubclass(model, Article):
                self.load_article(path, model)
            else:
                self.load_yaml(path, model)

    def load_yaml(self, path: Path, model: type[Record]) -> None:
        if self.good_name(path, path.stem) and (document := self.read(path, read_yaml)):
            given = {"slug": path.stem, "path": document.path}
            self.add_record(model, (model.kind, path.stem), document, (), given)

    def load_article(self, path: Path, model: type[Article]) -> None:
        key, _, language = path.stem.rpartition(".")
        if not key:
            self.problem(path, f"must name its language, as in {slugify(path.stem)}.en.md")
        elif not LANGUAGE_CODE.fullmatch(language):
            message = (
                f"'{language}' is not a language code; name the file as in {slugify(key)}.en.md"
            )
            self.problem(path, message)
        elif self.good_name(path, key) and (document := self.read(path, read_markdown)):
            given: dict[str, Any] = {
                "path": document.path,
                "key": key,
                "language": language,
                "body": document.body,
                "body_line": document.body_line,
            }
            if "slug" not in document.data:
                given["slug"] = self.default_slug(document, key)
            self.add_record(model, (model.kind, key, language), document, (), given)

    def default_slug(self, document: Document, key: str) -> str:
        """The address form of an article's title; of its key where the title is itself at fault."""
        title = document.data.get("title")
        if key == HOME_PAGE or not isinstance(title, str) or not title.strip():
            return key
        if not slugify(title):
            message = "no address can be made from this title; add a line such as 'slug: "
            self.add(document, ("title",), f"{message}{key}'")
        return slugify(title) or key

    def load_vocabulary(
        self, path: Path, kind: str, add: Callable[[Document, str, Mapping[str, Any]], None]
    ) -> None:
        document = self.read(path, read_yaml)
        if document is None:
            self.loaded.unread.add(kind)
            return
        for slug, data in document.data.items():
            self.loaded.named.add((kind, slugify(slug)))
            if not SLUG.fullmatch(slug):
                message = f"'{slug}' cannot stand in an address; write '{slugify(slug)}'"
                self.add(document, (slug,), message)
            elif document.is_faulty((slug,)):
                continue
            elif not isinstance(data, dict):
                self.add(
                    document, (slug,), f"'{slug}' must be followed by indented 'key: value' lines"
                )
            else:
                add(document, slug, data)

    def add_group(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        given = {"slug": slug, "name": data}
        group = self.make(CompetenceGroup, document, (slug,), given, wrapped="name")
        if group:
            self.loaded.groups[slug] = group
            self.loaded.documents[GROUP, slug] = (document, (slug,))

    def add_competence(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        entry = replace(document, data=dict(data))
        given = {"slug": slug, "path": document.path}
        self.add_record(Competence, (Competence.kind, slug), entry, (slug,), given)

    def add_record(
        self,
        model: type[Record],
        key: Key,
        document: Document,
        location: Location,
        given: Mapping[str, Any],
    ) -> None:
        internal = model.from_file
        for name in internal & document.data.keys():
            message = f"'{name}' comes from the file's name and place; remove the line"
            self.add(document, (*location, name), message)
        values = {name: value for name, value in document.data.items() if name not in internal}
        values |= given
        record = self.make(model, document, location, values)
        if record:
            self.loaded.records[key] = record
        else:
            self.loaded.salvaged[key] = salvage(model, values)
        self.loaded.documents[key] = (document, location)

    def make(
        self,
        model: type[PartT],
        document: Document,
        location: Location,
        values: Mapping[str, Any],
        wrapped: str = "",
    ) -> PartT | None:
        """Validate one record; report what is wrong with it at the lines where it is wrong.

        ``wrapped`` is a field whose value stands in the file without its key.
        """
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = tuple(part for part in detail["loc"] if part not in PYDANTIC_STEPS)
                shown = where[1:] if where[:1] == (wrapped,) else where
                if not document.is_faulty(location + shown):
                    self.add(document, location + shown, explain(detail, model, shown))
        return None

    def read(self, path: Path, read: Callable[[Path, str], Document]) -> Document | None:
        """A file's document, if it can be read; what is wrong with its notation is reported."""
        if not (path.exists() or path.is_symlink()):
            self.problem(path, "there is no such file")
            return None
        try:
            document = read(path, self.name(path))
        except UnreadableFile as fault:
            self.loaded.problems.extend(fault.problems)
            return None
        self.loaded.problems.extend(document.problems)
        return document

    def good_name(self, path: Path, slug: str) -> bool:
        if SLUG.fullmatch(slug):
            return True
        meant = slugify(slug) or "a-name"
        suffix = path.name.removeprefix(slug)
        self.problem(path, f"a file's name becomes its address; rename it to {meant}{suffix}")
        return False

    def name(self, path: Path) -> str:
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        )

    def problem(self, path: Path, message: str) -> None:
        self.loaded.problems.append(Problem(self.name(path), 1, message))

    def add(self, document: Document, location: Location, message: str) -> None:
        self.loaded.problems.append(document.problem(location, message))


def salvage(model: type[Record], values: Mapping[str, Any]) -> Record:
    """A record of the values that are right by themselves, unchecked as a whole."""
    required = (name for name, info in model.model_fields.items() if info.is_required())
    right: dict[str, Any] = dict.fromkeys(required)
    for name in values.keys() & model.model_fields.keys():
        with suppress(ValidationError):
            right[name] = _field_type(model, name).validate_python(values[name])
    return model.model_construct(**right)


@cache
def _field_type(model: type[Record], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[name].rebuild_annotation())


PYDANTIC_STEPS = frozenset({*NAME_TAGS, "[key]"})
"""What pydantic adds to the place of a fault, beside the keys and positions of the file."""


def explain(detail: ErrorDetails, model: type[Part], where: Location) -> str:
    """A validation error in the words of an editor: found, allowed, meant."""
    key = next((step for step in reversed(where) if isinstance(step, str)), "")
    if detail["type"] == "extra_forbidden":
        return unknown_key(key, _part_at(model, where[:-1]))
    if detail["loc"][-1] == "[key]":
        return str(detail["ctx"]["message"])
    if detail["type"] == "refused":
        return f"'{key}': {detail['ctx']['message']}"
    if say := MESSAGES.get(detail["type"]):
        return f"'{key}' {say(detail['input'], detail.get('ctx', {}))}"
    return f"'{key}' cannot be {_described(detail['input'])}: {detail['msg'].lower()}"


Say = Callable[[Any, Mapping[str, Any]], str]


def _too_many_characters(found: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"has {len(found):,} characters; at most {context['max_length']:,} are allowed"


def _no_such_choice(found: Any, context: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    return f"cannot be {_described(found)}; {allowed(str(found), choices)}"


def _no_mapping(found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"must be followed by indented 'key: value' lines, found {_described(found)}"


def _no_local_text(found: Any, _: Mapping[str, Any]) -> str:  # noqa: ANN401 - raw YAML
    return f"must give a text for each language, as in 'en: {_shown(found)}'"


_IS_EMPTY = "is empty; write a value, or remove the line"

MESSAGES: Mapping[str, Say] = {
    "unfit": lambda _, context: str(context["message"]),
    "missing": lambda *_: "is missing",
    "enum": _no_such_choice,
    "tuple_type": lambda found, _: f"must be a list, as in [{_shown(found)}]",
    "mapping_type": _no_local_text,
    "dict_type": _no_local_text,
    "model_type": _no_mapping,
    "string_type": lambda found, _: f"must be one text, found {_described(found)}",
    "int_type": lambda found, _: f"must be one number, found {_described(found)}",
    "float_type": lambda found, _: f"must be one number, found {_described(found)}",
    "date_type": lambda found, _: f"must be one date, found {_described(found)}",
    "too_short": lambda *_: "has no entries; give at least one",
    "string_too_short": lambda *_: _IS_EMPTY,
    "string_pattern_mismatch": lambda *_: _IS_EMPTY,
    "string_too_long": _too_many_characters,
    "greater_than_equal": lambda found, context: f"is {found}; it must be at least {context['ge']}",
    "less_than_equal": lambda found, context: f"is {found}; it must be at most {context['le']}",
}
"""Pydantic's type of error → what is said after the key."""


def unknown_key(key: str, model: type[Part] | None) -> str:
    internal = model.from_file if model and issubclass(model, Record) else frozenset()
    known = [name for name in (model.model_fields if model else {}) if name not in internal]
    nearest = nearest_name(key, known)
    meant = f"did you mean '{nearest}'?" if nearest else f"allowed: {', '.join(known)}"
    return f"unknown key '{key}'; {meant}"


def _part_at(model: type[Part], where: Location) -> type[Part] | None:
    """The model of the part that stands at ``where`` in a record of ``model``."""
    current: type[Part] | None = model
    for step in where:
        if isinstance(step, str) and current is not None:
            annotation = (
                current.model_fields[step].annotation if step in current.model_fields else None
            )
            current = next(_models_in(annotation), None)
    return current


def _models_in(annotation: Any) -> Iterator[type[Part]]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _shown(found: object) -> str:
    text = found if isinstance(found, str) else "…"
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - one line of a terminal


def _described(found: object) -> str:
    if isinstance(found, list):
        return "a list"
    if isinstance(found, dict):
        return f"keys ({', '.join(map(str, found))})"
    return f"'{_shown(found)}'"
