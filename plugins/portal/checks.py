"""The rules that hold between records. Each check yields problems; none prints or raises."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from plugins.portal.addresses import Addresses
from plugins.portal.contradictions import check_contradictions
from plugins.portal.fields import Reference
from plugins.portal.loading import GROUP, Key, Loaded
from plugins.portal.problems import Problem, allowed
from plugins.portal.reading import Location
from plugins.portal.records import Article, Image, Job, LastingRecord, Part, Record, Status
from plugins.portal.settings import Settings
from plugins.portal.text import LINK_KINDS, OUTSIDE_SCHEMES, links_in

Values = Iterator[tuple[Location, Any]]

COMPLETE_FIELDS: Mapping[str, str] = {
    "municipality": "name",
    "cluster": "name",
    "competence": "label",
    GROUP: "name",
}
"""Kind → the text that stands in every list, and so must exist in every language."""

UNSHOWN_TEXTS = frozenset({"synonyms"})
"""What only searches read: it need not be in a language that the portal is published in."""


def check_records(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """Every rule between records, in the order in which an editor would want to mend them."""
    yield from check_languages(loaded, settings)
    yield from check_texts(loaded, settings)
    yield from check_bodies(loaded)
    yield from check_references(loaded, settings)
    yield from check_repetitions(loaded)
    yield from check_markdown(loaded, settings)
    yield from check_jobs(loaded)
    yield from check_translations(loaded, settings)
    yield from check_images(loaded, settings.content / "media")
    yield from check_slugs(loaded)
    yield from check_addresses(loaded, settings, addresses)
    yield from check_contradictions(loaded)


def check_languages(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Every text is in a language that the portal has."""
    known = _known_languages(settings)
    for _, record in loaded.each():
        if isinstance(record, Article) and record.language not in known:
            message = f"{_no_language(record.language, known)}; rename the file"
            yield Problem(record.path, 1, message)
    for key, location, texts in _local_texts(loaded):
        for code in texts:
            if code not in known:
                yield loaded.problem_at(key, (*location, code), _no_language(code, known))


def _known_languages(settings: Settings) -> tuple[str, ...]:
    return (*settings.languages, *settings.unpublished_languages)


def _no_language(code: str, known: Iterable[str]) -> str:
    return f"'{code}' is not a language of this portal; {allowed(code, known)}"


def check_texts(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """A text is in one published language at least, and a name that lists show in all of them.

    A page can excuse a text in another language; a list cannot excuse each of its lines.
    """
    for key, location, texts in _local_texts(loaded):
        if not set(texts) <= set(_known_languages(settings)) or location[-1] in UNSHOWN_TEXTS:
            continue
        missing = [code for code in settings.languages if code not in texts]
        complete = location == (COMPLETE_FIELDS.get(key[0]),)
        if missing and (complete or len(missing) == len(settings.languages)):
            codes = (" and " if complete else " or ").join(f"'{code}'" for code in missing)
            field = key[1] if key[0] == GROUP else location[-1]
            yield loaded.problem_at(key, location, f"'{field}' has no text in {codes}")


def check_bodies(loaded: Loaded) -> Iterator[Problem]:
    """An article has a text."""
    for _, record in loaded.each():
        if isinstance(record, Article) and not record.body.strip():
            line = record.body_line - 1
            yield Problem(record.path, line, "there is no text below the second '---'")


MAX_PARAGRAPH = 8_000
"""Characters between two empty lines; a long table or list has that many."""

MAX_SIGNS = 400
"""Markdown looks for the end of each '[' and '<' through all of its paragraph: many are a stall."""

MAX_MARKS = 20
"""Signs of lists and quotations at the start of a line, each a text within a text to Markdown."""

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# It begins with an end of line, not with '^', since a regular expression finds a sign far faster.
_MARKS = re.compile(rf"\n[ \t]*(?:(?:>|(?:[-*+]|[0-9]+\.)(?=[ \t]))[ \t]*){{{MAX_MARKS + 1},}}")


def check_markdown(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Every rule of a Markdown text, which are only asked of one that is not too much for them."""
    names = _names(loaded, settings)
    for text in _markdown_texts(loaded):
        if fault := _effort_fault(text.source):
            yield text.problem(*fault)
        else:
            yield from check_text_links(text, names, loaded.unread)
            yield from check_headings(text)
            yield from check_pictures(text)


def _effort_fault(text: str) -> tuple[int, str] | None:
    """Where a text is too much for Markdown, and why."""
    start = 0
    gaps = (gap.span() for gap in _EMPTY_LINE.finditer(text))
    for end, next_start in chain(gaps, [(len(text), len(text))]):
        if end - start > MAX_PARAGRAPH:
            what = f"is a paragraph, list or table of {end - start:,} characters"
            return start, f"{what}; at most {MAX_PARAGRAPH:,} are allowed, so divide it"
        start = next_start
    if (signs := text.count("[") + text.count("<")) > MAX_SIGNS:
        return 0, f"the text has {signs:,} signs '[' and '<'; at most {MAX_SIGNS} are allowed"
    # The sign that was put before the text stands for the end of the line before a line of it.
    if line := _MARKS.search(f"\n{text}"):
        return line.start(), "the line begins with too many signs of lists and quotations"
    return None


def check_references(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """A record that is named exists, and a published one names no draft."""
    names, spoken = _names(loaded, settings), _spoken_names(loaded)
    for key, record in loaded.each():
        for location, kind, slug in references(record):
            if kind in loaded.unread:
                continue
            if slug not in names[kind]:
                message = f"there is no {kind} '{slug}'; {allowed(slug, names[kind], spoken[kind])}"
                yield loaded.problem_at(key, location, message)
            elif record.status is Status.PUBLISHED and names[kind][slug] is Status.DRAFT:
                message = f"the {kind} '{slug}' is a draft; publish it, or make this a draft too"
                yield loaded.problem_at(key, location, message)


def check_repetitions(loaded: Loaded) -> Iterator[Problem]:
    """No list of words holds one of them twice."""
    for key, record in loaded.each():
        for field in _fields_with(type(record), tuple):
            values = getattr(record, field)
            for position, value in enumerate(values if isinstance(values, tuple) else ()):
                if isinstance(value, str) and value in values[:position]:
                    message = f"'{value}' is given twice; remove one"
                    yield loaded.problem_at(key, (field, position), message)


def check_text_links(text: "MarkdownText", names: "Names", unread: set[str]) -> Iterator[Problem]:
    """Links in texts name records that exist, or https, mailto and tel addresses."""
    for position, target in links_in(text.source):
        message = _link_fault(target, names, text.record)
        if message and target.partition(":")[0] not in unread:
            yield text.problem(position, message)


def _link_fault(target: str, names: "Names", record: Record) -> str | None:
    kind, _, slug = target.partition(":")
    # A posting is its employer's text, the same in every language: it links to no record.
    kinds = LINK_KINDS if not isinstance(record, Job) else frozenset[str]()
    if kind not in kinds:
        if target.lower().startswith(OUTSIDE_SCHEMES):
            return None
        said = ", ".join(f"{kind}:…" for kind in sorted(kinds))
        ways = f"mailto:, tel:, or one of {said}" if said else "mailto: or tel:"
        return f"'{target}' cannot be linked to; write an https:// address, {ways}"
    if slug not in names[kind]:
        return f"there is no {kind} '{slug}' to link to; {allowed(slug, names[kind])}"
    if record.status is Status.PUBLISHED and names[kind][slug] is Status.DRAFT:
        return f"the link goes to the {kind} '{slug}', a draft; publish it, or remove the link"
    return None


# What Python-Markdown makes a heading of: a line that begins with '#', with or without a space
# after it, and the first line of a block that is underlined with '=' or '-'. Both begin with an end
# of line, since a regular expression finds a sign far faster than a place.
_HEADING = re.compile(
    r"\n(?P<signs>#{1,6})|\n[ \t]*\n(?P<text>[^\n]+)\n(?P<underline>=+|-+) *$", re.MULTILINE
)
_BEFORE_TEXT = "\n\n"
"""What stands before a text that begins with a heading, to be found by the above."""

_PICTURE = re.compile(r"(?<!\\)!\[(?:[^\[\]]|\[[^\[\]]*\])*\] ?[\[(]")


def check_headings(text: "MarkdownText") -> Iterator[Problem]:
    """Headings start at ``##``, since the title is the page's first, and skip no level."""
    above = 1
    for match in _HEADING.finditer(_BEFORE_TEXT + text.source):
        level = len(match["signs"] or "") or (1 if match["underline"][0] == "=" else 2)
        written = match["signs"] or match["underline"][0] * 3
        position = match.start("signs" if match["signs"] else "text") - len(_BEFORE_TEXT)
        if level == 1:
            message = f"a heading with '{written}' is the page's title; use '##'"
            yield text.problem(position, message)
        elif level > above + 1:
            message = (
                f"this heading skips a level; use '{'#' * (above + 1)}' instead of '{written}'"
            )
            yield text.problem(position, message)
        above = max(level, 2)


def check_pictures(text: "MarkdownText") -> Iterator[Problem]:
    """Texts hold no pictures: a picture needs a text for those who do not see it, and a size."""
    if "![" in text.source:
        for match in _PICTURE.finditer(text.source):
            yield text.problem(match.start(), "texts hold no pictures; use the record's image keys")


def check_jobs(loaded: Loaded) -> Iterator[Problem]:
    """A job's days and amounts stand in their order, and a salary says an amount."""
    for key, job in loaded.each():
        if not isinstance(job, Job):
            continue
        if job.deadline and job.posted and job.deadline < job.posted:
            message = f"'deadline' is before {job.posted}, the day on which the job was posted"
            yield loaded.problem_at(key, ("deadline",), message)
        if job.salary and job.salary.min is job.salary.max is None:
            yield loaded.problem_at(key, ("salary",), "'salary' needs 'min', 'max' or both")
        if job.salary and job.salary.min and job.salary.max and job.salary.min > job.salary.max:
            message = f"'max' is less than 'min', {job.salary.min:g}; swap the two"
            yield loaded.problem_at(key, ("salary", "max"), message)


def check_translations(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Facts that every translation of a guide or story states are the same in all of them."""
    families: dict[tuple[str, str], list[tuple[Key, Article]]] = defaultdict(list)
    for key, record in sorted(loaded.records.items()):
        if isinstance(record, Article):
            families[record.kind, record.key].append((key, record))
    order = _known_languages(settings)
    for family in families.values():
        family.sort(key=lambda pair: (*order, pair[1].language).index(pair[1].language))
        for field in sorted(family[0][1].shared):
            yield from _disagreements(loaded, family, field)


def _disagreements(
    loaded: Loaded, family: list[tuple[Key, Article]], field: str
) -> Iterator[Problem]:
    """The translations that state something else than most of them do, or than the first does."""
    usual, _ = Counter(getattr(article, field) for _, article in family).most_common(1)[0]
    agreed = next(article for _, article in family if getattr(article, field) == usual)
    for key, article in family:
        found = getattr(article, field)
        if found != usual:
            message = f"'{field}' is {_plain(found)} here and {_plain(usual)} in {agreed.path}; make them the same"
            yield loaded.problem_at(key, (field,), message)


def check_images(loaded: Loaded, media: Path) -> Iterator[Problem]:
    """Pictures exist as real files inside content/media."""
    if not media.parent.is_dir():
        return  # the missing folder is one fault, not one for each picture
    for key, record in loaded.each():
        for location, image in _parts(record, Image):
            path = media / image.file
            if not path.is_file():
                there = (p.relative_to(media).as_posix() for p in media.rglob("*") if p.is_file())
                message = f"there is no picture {image.file} in content/media; {allowed(image.file, there)}"
                yield loaded.problem_at(key, (*location, "file"), message)
            elif path.is_symlink() or not path.resolve().is_relative_to(media.resolve()):
                message = f"'{image.file}' leads out of content/media; put the file itself there"
                yield loaded.problem_at(key, (*location, "file"), message)


def check_slugs(loaded: Loaded) -> Iterator[Problem]:
    """A slug is no number: ``/companies/2/`` is the second page of the list."""
    for key, location, slug in _slugs(loaded):
        if slug.isdigit():
            message = f"'{slug}' would be mistaken for a page number; add a word"
            yield loaded.problem_at(key, location, message)


def check_addresses(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """No two pages share an address, former addresses included."""
    owners = {
        address: f"the portal's own list '{word}'"
        for language in settings.languages
        for address, word in addresses.lists(language).items()
    }
    for key, location, slug in _slugs(loaded):
        record = loaded.records[key]
        own = f"the {record.kind} '{key[1]}'"
        for language in _shown_languages(record, settings):
            address = addresses.named(record.kind, slug, language)
            owner = owners.setdefault(address, own)
            if owner != own or (location[0] == "aliases" and slug == record.slug):
                yield loaded.problem_at(
                    key, location, _taken(address, owner, own, location, record)
                )
                break


def _taken(address: str, owner: str, own: str, location: Location, record: Record) -> str:
    if owner == own:
        return f"the address {address} is the one that this record has already; remove the alias"
    former = location[0] == "aliases"
    renamed = "choose another slug" if isinstance(record, Article) else "choose another name"
    return f"the address {address} already belongs to {owner}; {'remove the alias' if former else renamed}"


def _slugs(loaded: Loaded) -> Iterator[tuple[Key, Location, str]]:
    """Every slug with its place: first those that records have, then those that they had.

    Jobs are left out: below their company, which has one file, they are told apart by their ids.
    """
    records = sorted(
        ((key, r) for key, r in loaded.records.items() if isinstance(r, LastingRecord)),
        key=itemgetter(0),
    )
    for key, record in records:
        yield key, ("slug",), record.slug
    for key, record in records:
        for position, alias in enumerate(record.aliases):
            yield key, ("aliases", position), alias


def _shown_languages(record: Record, settings: Settings) -> tuple[str, ...]:
    """The languages in which a record has a page of its own."""
    if isinstance(record, Article):
        return tuple(code for code in settings.languages if code == record.language)
    return settings.languages


def references(part: Part, above: Location = ()) -> Iterator[tuple[Location, str, str]]:
    """Each reference in a record: where it stands, the kind and the slug that it names."""
    for name, kind in _references_of(type(part)):
        for location, value in _flattened(getattr(part, name), (*above, name)):
            if isinstance(value, Part):
                yield from references(value, location)
            elif kind and isinstance(value, str):
                yield location, kind, value


@cache
def _references_of(model: type[Part]) -> tuple[tuple[str, str | None], ...]:
    """The fields that name records, with the kind of those, and the fields that are parts."""
    found = []
    parts = _fields_with(model, Part)
    for name, field in model.model_fields.items():
        marks = chain(field.metadata, _marks(field.annotation))
        kind = next((mark.kind for mark in marks if isinstance(mark, Reference)), None)
        if kind or name in parts:
            found.append((name, kind))
    return tuple(found)


@cache
def _fields_with(model: type[BaseModel], *wanted: type) -> tuple[str, ...]:
    """The fields that can hold a value of a wanted type: the others need not be looked at."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if any(issubclass(found, wanted) for found in _types_in(field.annotation))
    )


def _types_in(annotation: Any) -> Iterator[type]:  # noqa: ANN401 - a type expression
    found = getattr(annotation, "__origin__", annotation)
    if isinstance(found, type):
        yield found
    elif found is not annotation:
        yield from _types_in(found)
    for argument in getattr(annotation, "__args__", ()):
        yield from _types_in(argument)


def _marks(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return
    yield from getattr(annotation, "__metadata__", ())
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks(argument)


Names = Mapping[str, Mapping[str, Status]]
"""Kind → slug (or key) → whether it is shown."""


def _names(loaded: Loaded, settings: Settings) -> Names:
    """Everything that can be named; an article is shown when one of its translations is."""
    found: dict[str, dict[str, Status]] = defaultdict(dict)
    for kind, name in loaded.named:
        found[kind][name] = Status.PUBLISHED
    drafts: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, set[str]] = defaultdict(set)
    for (kind, name, *_), record in loaded.records.items():
        is_shown = record.status is Status.PUBLISHED and _shown_languages(record, settings)
        (shown if is_shown else drafts)[kind].add(name)
    for kind, names in drafts.items():
        found[kind].update(dict.fromkeys(names - shown[kind], Status.DRAFT))
    return found


def _spoken_names(loaded: Loaded) -> dict[str, dict[str, str]]:
    """Kind → what people call a record, in any language and lower case → its slug."""
    spoken: dict[str, dict[str, str]] = defaultdict(dict)
    for (kind, slug, *_), record in loaded.records.items():
        for texts in (getattr(record, "name", None), getattr(record, "label", None)):
            if isinstance(texts, Mapping):
                spoken[kind].update(dict.fromkeys(map(str.casefold, texts.values()), slug))
        for names in getattr(record, "synonyms", {}).values():
            for name in names:
                spoken[kind].setdefault(name.casefold(), slug)
    return spoken


def _local_texts(loaded: Loaded) -> Iterator[tuple[Key, Location, Mapping[str, Any]]]:
    """Every mapping from language to text, with its place."""
    for key, record in loaded.each():
        for location, texts in _texts_by_language(record):
            yield key, location, texts
    for slug, group in loaded.groups.items():
        yield (GROUP, slug), ("name",), group.name


def _texts_by_language(part: BaseModel, location: Location = ()) -> Values:
    for name in _fields_with(type(part), BaseModel, Mapping):
        for where, value in _flattened(getattr(part, name), (*location, name)):
            if isinstance(value, BaseModel):
                yield from _texts_by_language(value, where)
            elif isinstance(value, Mapping):
                yield where, value


def _parts(record: Record, model: type[BaseModel]) -> Values:
    for name in _fields_with(type(record), model):
        for where, value in _flattened(getattr(record, name), (name,)):
            if isinstance(value, model):
                yield where, value


def _flattened(value: object, location: Location) -> Values:
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield (*location, position), item
    else:
        yield location, value


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text of a record; ``problem_at`` makes a problem of one of its lines."""

    record: Record
    source: str
    problem_at: Callable[[int, str], Problem]

    def problem(self, position: int, message: str) -> Problem:
        """A problem of the line that has the character at ``position``."""
        return self.problem_at(self.source.count("\n", 0, position), message)


def _markdown_texts(loaded: Loaded) -> Iterator[MarkdownText]:
    """The Markdown of all records."""
    for key, record in loaded.each():
        if isinstance(record, Article):
            yield MarkdownText(record, record.body, partial(_problem_in_body, record))
            continue
        for location, text in _texts_of(record):
            problem_at = partial(loaded.origins[key].problem_in_text, location)
            yield MarkdownText(record, text, problem_at)


def _texts_of(record: Record) -> Iterator[tuple[Location, str]]:
    """The Markdown among a record's keys, with its place."""
    if isinstance(record, Job):
        if record.description:
            yield ("description",), record.description
        return
    for field in ("about", "life"):
        for code, text in (getattr(record, field, None) or {}).items():
            yield (field, code), text


def _problem_in_body(article: Article, lines_before: int, message: str) -> Problem:
    return Problem(article.path, article.body_line + lines_before, message)


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return "not given" if value is None else f"'{value}'"
