"""From the editors' folders to records: which file is what, and what is wrong with each.

Every fault of every file is collected; nothing is raised and nothing is skipped silently.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plugins.portal.fields import NAME_TAGS, SLUG, slugify
from plugins.portal.problems import Problem, allowed, nearest_name
from plugins.portal.reading import (
    Document,
    Location,
    UnreadableFile,
    read_markdown,
    read_yaml,
)
from plugins.portal.records import (
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

YAML_FOLDERS: Mapping[str, type[Record]] = {"municipalities": Municipality, "clusters": Cluster}
ARTICLE_FOLDERS: Mapping[str, type[Article]] = {"guides": Guide, "stories": Story, "pages": PlainPage}
VOCABULARIES = ("competences.yaml", "competence_groups.yaml")
MEDIA_FOLDER = "media"

PartT = TypeVar("PartT", bound=Part)


@dataclass(slots=True)
class Loaded:
    """All records that could be made, the documents behind them and every problem so far.

    ``records`` and ``documents`` share their keys: (kind, slug) or, for articles,
    (kind, key, language).
    """

    records: dict[tuple[str, ...], Record] = field(default_factory=dict)
    groups: dict[str, CompetenceGroup] = field(default_factory=dict)
    documents: dict[tuple[str, ...], tuple[Document, Location]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_files(root: Path, companies: Path, content: Path) -> Loaded:
    """Read every file below the two folders. Paths in problems are relative to ``root``."""
    return _Loader(root).load(companies, content)


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.loaded = Loaded()

    def load(self, companies: Path, content: Path) -> Loaded:
        self.load_folder(companies, ".yaml", lambda path: self.load_yaml(path, Company))
        expected = {*YAML_FOLDERS, *ARTICLE_FOLDERS, MEDIA_FOLDER, *VOCABULARIES}
        for path in self.entries(content):
            if path.name in YAML_FOLDERS:
                model = YAML_FOLDERS[path.name]
                self.load_folder(path, ".yaml", lambda file, model=model: self.load_yaml(file, model))
            elif path.name in ARTICLE_FOLDERS:
                article = ARTICLE_FOLDERS[path.name]
                self.load_folder(path, ".md", lambda file, model=article: self.load_article(file, model))
            elif path.name not in expected:
                self.problem(path, f"nothing reads '{path.name}' here; {allowed(path.name, expected)}")
        self.load_vocabulary(content / "competence_groups.yaml", self.add_group)
        self.load_vocabulary(content / "competences.yaml", self.add_competence)
        return self.loaded

    def entries(self, folder: Path) -> Iterator[Path]:
        """What is in a folder, in a fixed order, without the hidden files that tools leave."""
        if not folder.is_dir():
            self.problem(folder, "there is no such folder")
            return
        for path in sorted(folder.iterdir()):
            if not path.name.startswith("."):
                yield path

    def load_folder(self, folder: Path, suffix: str, load: Callable[[Path], None]) -> None:
        if not folder.is_dir():
            self.problem(folder, "must be a folder")
            return
        for path in self.entries(folder):
            if path.is_dir() and not path.is_symlink():
                self.problem(path, f"is a folder; files ending in {suffix} stand in {folder.name}/ itself")
            elif path.suffix != suffix:
                self.problem(path, f"is not a file that is read here; its name must end in {suffix}")
            else:
                try:
                    load(path)
                except UnreadableFile as fault:
                    self.loaded.problems.append(fault.problem)

    def load_yaml(self, path: Path, model: type[Record]) -> None:
        name = self.name(path)
        if not self.good_name(path, path.stem):
            return
        document = read_yaml(path, name)
        self.add_record(model, (model.kind, path.stem), document, (), {"slug": path.stem, "path": name})

    def load_article(self, path: Path, model: type[Article]) -> None:
        name = self.name(path)
        key, _, language = path.stem.rpartition(".")
        if not key or not self.good_name(path, key):
            if not key:
                self.problem(path, f"must name its language, as in {path.stem}.en.md")
            return
        document = read_markdown(path, name)
        given: dict[str, Any] = {
            "path": name,
            "key": key,
            "language": language,
            "body": document.body,
            "body_line": document.body_line,
        }
        title = document.data.get("title")
        if "slug" not in document.data and isinstance(title, str):
            given["slug"] = slugify(title)
        self.add_record(model, (model.kind, key, language), document, (), given)

    def load_vocabulary(
        self, path: Path, add: Callable[[Document, str, Mapping[str, Any]], None]
    ) -> None:
        if not path.exists():
            self.problem(path, "there is no such file")
            return
        try:
            document = read_yaml(path, self.name(path))
        except UnreadableFile as fault:
            self.loaded.problems.append(fault.problem)
            return
        for slug, data in document.data.items():
            if not SLUG.fullmatch(slug):
                self.add(document, (slug,), f"'{slug}' cannot be an address; write '{slugify(slug)}'")
            elif not isinstance(data, dict):
                self.add(document, (slug,), f"'{slug}' must be followed by indented 'key: value' lines")
            else:
                add(document, slug, data)

    def add_group(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        group = self.make(CompetenceGroup, {"name": data}, document, (slug,), {"slug": slug}, "name")
        if group:
            self.loaded.groups[slug] = group

    def add_competence(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        local = Document(document.path, dict(data), document.lines)
        given = {"slug": slug, "path": document.path}
        self.add_record(Competence, ("competence", slug), local, (slug,), given)

    def add_record(
        self,
        model: type[Record],
        key: tuple[str, ...],
        document: Document,
        location: Location,
        given: Mapping[str, Any],
    ) -> None:
        record = self.make(model, document.data, document, location, given)
        if record:
            self.loaded.records[key] = record
            self.loaded.documents[key] = (document, location)

    def make(  # noqa: PLR0913 - one call makes every kind of record
        self,
        model: type[PartT],
        data: Mapping[str, Any],
        document: Document,
        location: Location,
        given: Mapping[str, Any],
        wrapped: str = "",
    ) -> PartT | None:
        """Validate one record; report what is wrong with it at the lines where it is wrong."""
        internal = getattr(model, "from_file", frozenset({"slug"}))
        for key in internal & data.keys():
            self.add(document, (*location, key), unknown_key(key, model, internal))
        values = {key: value for key, value in data.items() if key not in internal} | dict(given)
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = tuple(part for part in detail["loc"] if part not in NAME_TAGS)
                shown = where[1:] if where[:1] == (wrapped,) else where
                self.add(document, location + shown, explain(detail, model, internal, shown))
        return None

    def good_name(self, path: Path, slug: str) -> bool:
        if SLUG.fullmatch(slug):
            return True
        meant = slugify(slug) or "a-name"
        suffix = path.name.removeprefix(slug)
        self.problem(path, f"a file's name becomes its address; rename it to {meant}{suffix}")
        return False

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name

    def problem(self, path: Path, message: str) -> None:
        self.loaded.problems.append(Problem(self.name(path), 1, message))

    def add(self, document: Document, location: Location, message: str) -> None:
        self.loaded.problems.append(document.problem(location, message))


def explain(
    detail: ErrorDetails, model: type[Part], internal: frozenset[str], where: Location
) -> str:
    """A validation error in the words of an editor: found, allowed, meant."""
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "refused":
            return f"'{key}': {context['message']}" if key else str(context["message"])
        case "missing":
            return f"'{key}' is missing"
        case "extra_forbidden":
            return unknown_key(key, _part_at(model, where[:-1]), internal)
        case "enum":
            choices = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            return f"'{key}' cannot be '{found}'; {allowed(str(found), choices)}"
        case "tuple_type" | "list_type":
            return f"'{key}' must be a list, as in [{_shown(found)}]"
        case "dict_type" | "mapping_type" | "is_instance_of":
            return f"'{key}' must give a text for each language, as in 'en: {_shown(found)}'"
        case "model_type":
            return f"'{key}' must be followed by indented 'key: value' lines, found '{_shown(found)}'"
        case "string_type":
            return f"'{key}' must be one text, found {_described(found)}"
        case "too_short":
            return f"'{key}' must have at least {context['min_length']}"
        case "string_too_long":
            return f"'{key}' has {len(found):,} characters; at most {context['max_length']:,} are allowed"
        case "string_too_short":
            return f"'{key}' is empty; write a value, or remove the line"
        case "greater_than_equal" | "less_than_equal":
            bound = "at least" if kind == "greater_than_equal" else "at most"
            return f"'{key}' is {found}; it must be {bound} {context.get('ge', context.get('le'))}"
        case _:
            return f"'{key}' cannot be {_described(found)}: {detail['msg'].lower()}"


def unknown_key(key: str, model: type[Part] | None, internal: frozenset[str]) -> str:
    fields = model.model_fields if model else {}
    known = [name for name in fields if name not in internal]
    nearest = nearest_name(key, known)
    meant = f"did you mean '{nearest}'?" if nearest else f"allowed: {', '.join(known)}"
    return f"unknown key '{key}'; {meant}"


def _part_at(model: type[Part], where: Location) -> type[Part] | None:
    """The model of the part that stands at ``where`` in a record of ``model``."""
    current: type[Part] | None = model
    for step in where:
        if isinstance(step, str) and current is not None:
            annotation = current.model_fields[step].annotation if step in current.model_fields else None
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
