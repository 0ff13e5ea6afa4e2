"""From the editors' folders to records: which file is what, and what is wrong with each.

Every fault of every file is collected; nothing is raised and nothing is skipped silently.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from plugins.portal.addresses import HOME_PAGE
from plugins.portal.explaining import explain
from plugins.portal.fields import LANGUAGE_CODE, NAME_TAGS, SLUG, slugify
from plugins.portal.problems import Problem, allowed
from plugins.portal.reading import (
    Document,
    Location,
    UnreadableFile,
    read_json_list,
    read_markdown,
    read_yaml,
    read_yaml_list,
)
from plugins.portal.records import (
    RECORDS,
    Article,
    Cluster,
    Company,
    Competence,
    CompetenceGroup,
    Guide,
    Job,
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
JOBS_FOLDER = "jobs"
WRITTEN, IMPORTED = ".yaml", ".json"
"""How the files of jobs end that editors write, and those that the importer writes."""

COMPETENCES_FILE = "competences.yaml"
GROUPS_FILE = "competence_groups.yaml"
MEDIA_FOLDER = "media"
GROUP = "competence group"
"""The kind of a competence group, which is no record, since it has no page."""

Key = tuple[str, ...]
"""(kind, slug) or, for articles, (kind, key, language)."""

PartT = TypeVar("PartT", bound=Part)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record is written: at a place in a document, unless an editor corrects it elsewhere."""

    document: Document
    above: Location = ()
    correction: "Origin | None" = None
    """An entry whose keys win over those of this one."""

    def place(self, location: Location) -> tuple[Document, Location]:
        """The document that says what stands at ``location`` in the record, and where it does."""
        if self.correction and location:
            document, above = self.correction.document, self.correction.above
            if (*above, location[0]) in document.lines:
                return document, (*above, *location)
        return self.document, (*self.above, *location)

    def problem(self, location: Location, message: str) -> Problem:
        document, place = self.place(location)
        return document.problem(place, message)

    def problem_in_text(self, location: Location, lines_before: int, message: str) -> Problem:
        """A problem of a line within the text at ``location``."""
        document, place = self.place(location)
        return Problem(document.path, document.line_in_text(place, lines_before), message)

    def is_faulty(self, location: Location) -> bool:
        document, place = self.place(location)
        return document.is_faulty(place)


Entry = tuple[Origin, Mapping[str, Any]]
"""One entry of a list, with its data."""


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
    origins: dict[Key, Origin] = field(default_factory=dict)
    """Where each record and group is written."""
    named: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def problem_at(self, key: Key, location: Location, message: str) -> Problem:
        """A problem of a record, at the line of what stands at ``location`` in it."""
        return self.origins[key].problem(location, message)

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
        expected = {*FOLDERS, JOBS_FOLDER, MEDIA_FOLDER, COMPETENCES_FILE, GROUPS_FILE}
        for path in self.entries(content):
            model = FOLDERS.get(path.name)
            if path.is_symlink() and path.is_dir():
                self.problem(path, "is a symbolic link; put the folder itself here")
                self.loaded.unread |= {model.kind} if model else set()
            elif model:
                self.load_folder(path, model)
            elif path.name == JOBS_FOLDER:
                self.load_jobs(path)
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
            self.add_record(model, (model.kind, path.stem), Origin(document), document.data, given)

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
            self.add_record(
                model, (model.kind, key, language), Origin(document), document.data, given
            )

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
        origin = Origin(document, (slug,))
        group = self.make(CompetenceGroup, origin, given, wrapped="name")
        if group:
            self.loaded.groups[slug] = group
            self.loaded.origins[GROUP, slug] = origin

    def add_competence(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        given = {"slug": slug, "path": document.path}
        origin = Origin(document, (slug,))
        self.add_record(Competence, (Competence.kind, slug), origin, data, given)

    def load_jobs(self, folder: Path) -> None:
        """The jobs of each company: those that editors wrote, and those that were imported."""
        files: dict[str, dict[str, Path]] = defaultdict(dict)
        companies = {name for kind, name in self.loaded.named if kind == Company.kind}
        for path in self.entries(folder):
            if path.is_dir():
                self.problem(path, f"is a folder; files of jobs stand in {folder.name}/ itself")
            elif path.suffix not in (WRITTEN, IMPORTED):
                message = f"must end in {WRITTEN}, or in {IMPORTED} where a program wrote it"
                self.problem(path, f"is not a file that is read here; its name {message}")
            elif self.good_name(path, path.stem):
                files[path.stem][path.suffix] = path
                if companies and path.stem not in companies:
                    message = f"there is no company '{path.stem}' to have these jobs"
                    self.problem(path, f"{message}; {allowed(path.stem, companies)}")
        for company, paths in files.items():
            self.load_jobs_of(company, paths)

    def load_jobs_of(self, company: str, paths: Mapping[str, Path]) -> None:
        """Imported jobs as editors corrected them, and those that editors wrote alone.

        An entry that does not say where to apply corrects an imported one, and does nothing once
        that is gone: an import need not wait for editors.
        """
        written = self.jobs_in(paths[WRITTEN], read_yaml_list) if WRITTEN in paths else {}
        imported = self.jobs_in(paths[IMPORTED], read_json_list) if IMPORTED in paths else {}
        for origin, data in written.values():
            if "imported" in data:
                message = "'imported' is written by the importer alone; remove the line"
                self.loaded.problems.append(origin.problem(("imported",), message))
        for name, (origin, data) in imported.items():
            correction, corrected = written.pop(name, (None, {}))
            whole = Origin(origin.document, origin.above, correction)
            self.add_job(company, name, whole, {**data, **corrected})
        for name, (origin, data) in written.items():
            partial = IMPORTED in paths and "apply" not in data
            self.add_job(company, name, origin, data, partial=partial)

    def jobs_in(self, path: Path, read: Callable[[Path, str], Document]) -> dict[str, Entry]:
        """The entries of a file by their ids, without those that have none of their own."""
        found: dict[str, Entry] = {}
        if document := self.read(path, read):
            for position, data in enumerate(document.entries):
                origin = Origin(document, (position,))
                if message := _id_fault(data, found):
                    if not origin.is_faulty(("id",)):
                        self.loaded.problems.append(origin.problem(("id",), message))
                else:
                    found[data["id"]] = (origin, data)
        return found

    def add_job(
        self,
        company: str,
        name: str,
        origin: Origin,
        data: Mapping[str, Any],
        *,
        partial: bool = False,
    ) -> None:
        given = {"slug": f"{company}/{name}", "company": company, "path": origin.document.path}
        self.add_record(Job, (Job.kind, given["slug"]), origin, data, given, partial=partial)

    def add_record(
        self,
        model: type[Record],
        key: Key,
        origin: Origin,
        data: Mapping[str, Any],
        given: Mapping[str, Any],
        *,
        partial: bool = False,
    ) -> None:
        """Make a record. One that is ``partial`` is only checked: what it lacks is no fault."""
        internal = model.from_file
        for name in internal & data.keys():
            message = f"'{name}' comes from the file's name and place; remove the line"
            self.loaded.problems.append(origin.problem((name,), message))
        values = {name: value for name, value in data.items() if name not in internal}
        values |= given
        record = self.make(model, origin, values, partial=partial)
        if record:
            self.loaded.records[key] = record
        else:
            self.loaded.salvaged[key] = salvage(model, values)
        self.loaded.origins[key] = origin

    def make(
        self,
        model: type[PartT],
        origin: Origin,
        values: Mapping[str, Any],
        *,
        wrapped: str = "",
        partial: bool = False,
    ) -> PartT | None:
        """Validate one record; report what is wrong with it at the lines where it is wrong.

        ``wrapped`` is a field whose value stands in the file without its key. That a key is missing
        is not reported of one that is ``partial``.
        """
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = tuple(part for part in detail["loc"] if part not in PYDANTIC_STEPS)
                shown = where[1:] if where[:1] == (wrapped,) else where
                lacks = partial and detail["type"] == "missing" and len(where) == 1
                if not lacks and not origin.is_faulty(shown):
                    message = explain(detail, model, shown)
                    self.loaded.problems.append(origin.problem(shown, message))
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


def _id_fault(data: Any, found: Mapping[str, Entry]) -> str | None:  # noqa: ANN401 - plain data
    """What keeps an entry of a list of jobs from being known by its id."""
    if not isinstance(data, dict):
        return "each entry must be 'key: value' lines, of which 'id' is one"
    if not isinstance(data.get("id"), str):
        return "'id' must be one text" if "id" in data else "'id' is missing"
    if data["id"] in found:
        document, place = found[data["id"]][0].place(("id",))
        line = document.line(place)
        return f"'{data['id']}' is the id of the job on line {line} too; give each its own"
    return None


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
