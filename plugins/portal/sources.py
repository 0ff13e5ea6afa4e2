"""From one of the editors' files to its records, with everything that is wrong with them.

A source is one file, or the two files of one company's jobs. What it gives depends on nothing else,
so that sources can be read in any order and by several processes, and what they gave can be kept.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from plugins.portal.addresses import OPENING_PAGES
from plugins.portal.explaining import explain
from plugins.portal.fields import LANGUAGE_CODE, NAME_TAGS, SLUG, slugify
from plugins.portal.origins import Origin
from plugins.portal.problems import Problem
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
    GROUP,
    RECORDS,
    Article,
    Competence,
    CompetenceGroup,
    GoneJob,
    Job,
    Part,
    Record,
)

WRITTEN, IMPORTED = ".yaml", ".json"
"""How the files of jobs end that editors write, and those that the importer writes."""

WHOLE = {"title", "apply"}
"""The keys that an editor's entry has if it stands for a job, and not for a correction of one."""

DESCRIPTIONS = ("description", "description_html")
"""The keys of a job of which it has exactly one."""

IMPORTED_KEYS: Mapping[str, str] = {
    "imported": "remove the line",
    "description_html": "write 'description', in Markdown",
    "guessed": "remove the line; what you write is no guess",
    "unconfirmed_since": "remove the line",
    "gone": "write 'deadline', the last day on which one can apply",
}
"""The keys that no editor writes, and what to do instead."""

CORRECTED_WHEN_GONE = frozenset({"title", "language", "municipality", "competences", "status"})
"""What an editor's entry still says of a job that is gone."""

Key = tuple[str, ...]
"""(kind, slug) or, for articles, (kind, key, language)."""

_NOTHING: tuple[None, dict[str, Any]] = (None, {})

Entry = tuple[Origin, dict[str, Any]]
"""One entry of a list, with its data."""

PartT = TypeVar("PartT", bound=Part)


class File(NamedTuple):
    """A file and the name that messages show."""

    path: Path
    name: str

    def problem(self, message: str) -> Problem:
        return Problem(self.name, 1, message)


class Source(NamedTuple):
    """Files that are read together, and the kind of what they hold."""

    kind: str
    files: tuple[File, ...]


@dataclass(slots=True)
class Reading:
    """All that a source gives: records where they could be made, and every problem.

    ``salvaged`` holds what is right in records that could not be made, with None for the rest: it
    is checked in the same run, and goes no further. ``named`` holds the slugs of all entries of a
    vocabulary, faulty or not; ``is_unread`` says that nothing of it can be read.
    """

    records: dict[Key, Record] = field(default_factory=dict)
    salvaged: dict[Key, Record] = field(default_factory=dict)
    groups: dict[Key, CompetenceGroup] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    is_unread: bool = False
    problems: list[Problem] = field(default_factory=list)
    digests: dict[File, str] = field(default_factory=dict)
    """Of the bytes of each file, as they were read."""


def read_source(source: Source) -> Reading:
    """Read the files of one source. Every fault is collected, and none is raised."""
    reader = _Reader()
    if source.kind == GROUP:
        reader.read_vocabulary(source.files[0], reader.add_group)
    elif source.kind == Competence.kind:
        reader.read_vocabulary(source.files[0], reader.add_competence)
    elif source.kind == Job.kind:
        reader.read_jobs(source.files)
    else:
        reader.read_record(source.files[0], RECORDS[source.kind])
    return reader.reading


class _Reader:
    def __init__(self) -> None:
        self.reading = Reading()

    def read_record(self, file: File, model: type[Record]) -> None:
        if issubclass(model, Article):
            self.read_article(file, model)
        elif good_name(file, file.path.stem, self.reading.problems):
            slug = file.path.stem
            if document := self.document(file, read_yaml):
                given = {"slug": slug, "path": file.name}
                self.add_record(model, (model.kind, slug), Origin(document), document.data, given)

    def read_article(self, file: File, model: type[Article]) -> None:
        stem = file.path.stem
        key, _, language = stem.rpartition(".")
        if not key:
            self.problem(file, f"must name its language, as in {slugify(stem)}.en.md")
        elif not LANGUAGE_CODE.fullmatch(language):
            meant = f"name the file as in {slugify(key)}.en.md"
            self.problem(file, f"'{language}' is not a language code; {meant}")
        elif good_name(file, key, self.reading.problems) and (
            document := self.document(file, read_markdown)
        ):
            self.add_article(model, key, language, document)

    def add_article(
        self, model: type[Article], key: str, language: str, document: Document
    ) -> None:
        given: dict[str, Any] = {
            "path": document.path,
            "key": key,
            "language": language,
            "body": document.body,
            "body_line": document.body_line,
        }
        if "slug" not in document.data:
            given["slug"] = self.default_slug(document, key)
        place = (model.kind, key, language)
        self.add_record(model, place, Origin(document), document.data, given)

    def default_slug(self, document: Document, key: str) -> str:
        """The address form of an article's title; of its key where the title is itself at fault."""
        title = document.data.get("title")
        if key in OPENING_PAGES or not isinstance(title, str) or not title.strip():
            return key
        if not slugify(title):
            message = "no address can be made from this title; add a line such as 'slug: "
            self.add(document, ("title",), f"{message}{key}'")
        return slugify(title) or key

    def read_vocabulary(
        self, file: File, add: Callable[[Document, str, Mapping[str, Any]], None]
    ) -> None:
        document = self.document(file, read_yaml)
        if document is None:
            self.reading.is_unread = True
            return
        for slug, data in document.data.items():
            self.reading.named.add(slugify(slug))
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
            self.reading.groups[GROUP, slug] = group
            self.reading.origins[GROUP, slug] = origin

    def add_competence(self, document: Document, slug: str, data: Mapping[str, Any]) -> None:
        given = {"slug": slug, "path": document.path}
        origin = Origin(document, (slug,))
        self.add_record(Competence, (Competence.kind, slug), origin, data, given)

    def read_jobs(self, files: tuple[File, ...]) -> None:
        """Imported jobs as editors corrected them, and those that editors wrote alone.

        An entry that does not say both what the job is called and where to apply corrects an
        imported one, and does nothing once that is gone: an import need not wait for editors.
        """
        company = files[0].path.stem
        by_suffix = {file.path.suffix: file for file in files}
        written = self.jobs_in(by_suffix.get(WRITTEN), read_yaml_list)
        imported = self.jobs_in(by_suffix.get(IMPORTED), read_json_list)
        self.check_keys(written, imported)
        for _, data in written.values():
            data.pop("gone", None)  # told already; only an imported entry can be gone
        for name, (origin, data) in imported.items():
            if "gone" in data and written.get(name, _NOTHING)[1].keys() >= WHOLE:
                continue
            correction, corrected = written.pop(name, _NOTHING)
            if "gone" in data:
                corrected = {k: corrected[k] for k in CORRECTED_WHEN_GONE & corrected.keys()}
            whole = Origin(origin.document, origin.above, correction)
            self.add_job(company, name, whole, _corrected(data, corrected))
        for name, (origin, data) in written.items():
            partial = IMPORTED in by_suffix and not data.keys() >= WHOLE
            self.add_job(company, name, origin, data, partial=partial)

    def jobs_in(self, file: File | None, read: Callable[[Path, str], Document]) -> dict[str, Entry]:
        """The entries of a file by their ids, without those that have none of their own."""
        found: dict[str, Entry] = {}
        if file and (document := self.document(file, read)):
            for position, data in enumerate(document.entries):
                origin = Origin(document, (position,))
                if message := _id_fault(data, found):
                    if not origin.is_faulty(("id",)):
                        self.reading.problems.append(origin.problem(("id",), message))
                else:
                    found[data["id"]] = (origin, data)
        return found

    def check_keys(self, written: Mapping[str, Entry], imported: Mapping[str, Entry]) -> None:
        """Editors write no key that is the importer's, which writes one description of a job."""
        for origin, data in written.values():
            for key in IMPORTED_KEYS.keys() & data.keys():
                message = f"'{key}' is written by the importer alone; {IMPORTED_KEYS[key]}"
                self.reading.problems.append(origin.problem((key,), message))
        for origin, data in imported.values():
            if len(_descriptions(data)) > 1:
                message = "'description' and 'description_html' say the same; keep one of the two"
                self.reading.problems.append(origin.problem(("description",), message))

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
        if "gone" in data:
            self.add_record(GoneJob, (GoneJob.kind, given["slug"]), origin, data, given)
            return
        if not partial and not _descriptions(data):
            self.reading.problems.append(origin.problem((), "'description' is missing"))
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
            self.reading.problems.append(origin.problem((name,), message))
        values = {name: value for name, value in data.items() if name not in internal}
        values |= given
        record = self.make(model, origin, values, partial=partial)
        if record:
            self.reading.records[key] = record
        else:
            self.reading.salvaged[key] = salvage(model, values)
        self.reading.origins[key] = origin

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
                    self.reading.problems.append(origin.problem(shown, message))
        return None

    def document(self, file: File, read: Callable[[Path, str], Document]) -> Document | None:
        """A file's document, if it can be read; what is wrong with its notation is reported."""
        try:
            document = read(*file)
        except UnreadableFile as fault:
            self.reading.problems.extend(fault.problems)
            return None
        self.reading.problems.extend(document.problems)
        self.reading.digests[file] = document.digest
        return document

    def problem(self, file: File, message: str) -> None:
        self.reading.problems.append(file.problem(message))

    def add(self, document: Document, location: Location, message: str) -> None:
        self.reading.problems.append(document.problem(location, message))


def good_name(file: File, slug: str, problems: list[Problem]) -> bool:
    """Whether the part of a file's name that becomes an address can; why not is reported."""
    if SLUG.fullmatch(slug):
        return True
    meant = slugify(slug) or "a-name"
    suffix = file.path.name.removeprefix(slug)
    problems.append(
        file.problem(f"a file's name becomes its address; rename it to {meant}{suffix}")
    )
    return False


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


def _descriptions(data: Mapping[str, Any]) -> list[str]:
    return [name for name in DESCRIPTIONS if data.get(name) is not None]


def _corrected(imported: Mapping[str, Any], correction: Mapping[str, Any]) -> dict[str, Any]:
    """An editor's keys win; an editor's description stands in the place of the imported one.

    What an editor has written is no guess any more.
    """
    replaced = DESCRIPTIONS if _descriptions(correction) else ()
    kept = {key: value for key, value in imported.items() if key not in replaced}
    if isinstance(guessed := kept.get("guessed"), list):
        kept["guessed"] = [key for key in guessed if key not in correction]
    return {**kept, **correction}


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
