"""The rules that hold between records. Each check yields problems; none prints or raises."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from plugins.portal.addresses import HOME_PAGE, Addresses
from plugins.portal.fields import Reference
from plugins.portal.loading import Loaded
from plugins.portal.problems import Problem, allowed
from plugins.portal.reading import Location
from plugins.portal.records import (
    Article,
    Company,
    Image,
    Record,
    Status,
)
from plugins.portal.settings import Settings
from plugins.portal.text import LINK_KINDS, OUTSIDE_SCHEMES, links_in

Key = tuple[str, ...]
Values = Iterator[tuple[Location, Any]]

COMPLETE_FIELDS: Mapping[str, str] = {"municipality": "name", "cluster": "name", "competence": "label"}
"""Kind → the text that stands in every list, and so must exist in every language."""


def check_records(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """Every rule between records, in the order in which an editor would want to mend them."""
    yield from check_languages(loaded, settings)
    yield from check_complete_names(loaded, settings)
    yield from check_references(loaded)
    yield from check_text_links(loaded)
    yield from check_headings(loaded)
    yield from check_translations(loaded)
    yield from check_images(loaded, settings.content / "media")
    yield from check_addresses(loaded, settings, addresses)


def check_languages(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """A text is in a language that the portal has, and a profile has a text in a published one."""
    known = (*settings.languages, *settings.unpublished_languages)
    for key, record in loaded.records.items():
        if isinstance(record, Article):
            if record.language not in known:
                yield Problem(
                    record.path,
                    1,
                    f"'{record.language}' is not a language of this portal; {allowed(record.language, known)}",
                )
            continue
        for location, text in _texts_by_language(record):
            for code in text:
                if code not in known:
                    message = f"'{code}' is not a language of this portal; {allowed(code, known)}"
                    yield _problem(loaded, key, (*location, code), message)
            if not any(code in settings.languages for code in text) and location[-1] != "synonyms":
                codes = " or ".join(settings.languages)
                yield _problem(loaded, key, location, f"'{location[-1]}' has no text in {codes}")
    for slug, group in loaded.groups.items():
        for code in settings.languages:
            if code not in group.name:
                message = f"'{slug}' has no name in '{code}'"
                yield Problem("content/competence_groups.yaml", 1, message)


def check_complete_names(loaded: Loaded, settings: Settings) -> Iterator[Problem]:
    """Names in lists exist in every language, since a list cannot excuse each of its lines."""
    for key, record in loaded.records.items():
        name = COMPLETE_FIELDS.get(record.kind)
        if name:
            for code in settings.languages:
                if code not in getattr(record, name):
                    yield _problem(loaded, key, (name,), f"'{name}' has no text in '{code}'")


def check_references(loaded: Loaded) -> Iterator[Problem]:
    """A record that is named exists, and a published one names no draft."""
    names = _slugs_by_kind(loaded)
    for key, record in loaded.records.items():
        for location, kind, slug in references(record):
            if slug not in names[kind]:
                message = f"there is no {kind} '{slug}'; {allowed(slug, names[kind])}"
                yield _problem(loaded, key, location, message)
            elif record.status is Status.PUBLISHED and names[kind][slug] is Status.DRAFT:
                message = f"the {kind} '{slug}' is a draft; publish it, or make this a draft too"
                yield _problem(loaded, key, location, message)
        yield from _repeated(loaded, key, record)


def _repeated(loaded: Loaded, key: Key, record: Record) -> Iterator[Problem]:
    for field in ("municipalities", "clusters", "competences", "offers", "audience", "aliases"):
        values = getattr(record, field, ())
        for position, value in enumerate(values):
            if value in values[:position]:
                yield _problem(loaded, key, (field, position), f"'{value}' is given twice; remove one")


def check_text_links(loaded: Loaded) -> Iterator[Problem]:
    """Links in texts name records that exist, or https, mailto and tel addresses."""
    names = _slugs_by_kind(loaded)
    for key, record in loaded.records.items():
        for location, first_line, text in _markdown_texts(loaded, key, record):
            for lines_before, target in links_in(text):
                message = _link_fault(target, names)
                if message:
                    line = first_line + lines_before
                    yield Problem(record.path, line, message)
            del location


def _link_fault(target: str, names: Mapping[str, Mapping[str, Status]]) -> str | None:
    kind, _, slug = target.partition(":")
    if kind in LINK_KINDS:
        if slug in names[kind]:
            draft = names[kind][slug] is Status.DRAFT
            return f"the link goes to the draft {kind} '{slug}'" if draft else None
        return f"there is no {kind} '{slug}' to link to; {allowed(slug, names[kind])}"
    if target.lower().startswith(OUTSIDE_SCHEMES):
        return None
    kinds = ", ".join(f"{kind}:…" for kind in sorted(LINK_KINDS))
    return f"'{target}' cannot be linked to; write an https:// address, mailto:, tel:, or one of {kinds}"


_HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\(")


def check_headings(loaded: Loaded) -> Iterator[Problem]:
    """Headings start at ``##``, since the title is the page's first, and skip no level."""
    for key, record in loaded.records.items():
        for _, first_line, text in _markdown_texts(loaded, key, record):
            shown = _FENCE.sub(lambda fence: "\n" * fence.group().count("\n"), text)
            level = 1
            for match in _HEADING.finditer(shown):
                line = first_line + shown.count("\n", 0, match.start())
                found = len(match.group(1))
                if found == 1:
                    yield Problem(record.path, line, "a heading with one '#' is the page's title; use '##'")
                elif found > level + 1:
                    meant = "#" * (level + 1)
                    message = f"this heading skips a level; use '{meant}' instead of '{match.group(1)}'"
                    yield Problem(record.path, line, message)
                level = max(found, 2)
            for match in _PICTURE.finditer(shown):
                line = first_line + shown.count("\n", 0, match.start())
                yield Problem(record.path, line, "texts hold no pictures; use the record's image keys")


def check_translations(loaded: Loaded) -> Iterator[Problem]:
    """Facts that every translation of a guide or story states are the same in all of them."""
    families: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, record in loaded.records.items():
        if isinstance(record, Article):
            families[record.kind, record.key].append(key)
    for keys in families.values():
        first, *others = (loaded.records[key] for key in sorted(keys))
        for key, other in zip(sorted(keys)[1:], others, strict=True):
            assert isinstance(other, Article)  # noqa: S101 - families hold articles alone
            for field in sorted(other.shared):
                if getattr(first, field) != getattr(other, field):
                    message = (
                        f"'{field}' is {_plain(getattr(other, field))} here and "
                        f"{_plain(getattr(first, field))} in {first.path}; make them the same"
                    )
                    yield _problem(loaded, key, (field,), message)


def check_images(loaded: Loaded, media: Path) -> Iterator[Problem]:
    """Pictures exist as real files inside content/media."""
    for key, record in loaded.records.items():
        for location, image in _parts(record, Image):
            path = media / image.file
            if not path.is_file():
                there = (p.relative_to(media).as_posix() for p in media.rglob("*") if p.is_file())
                message = f"there is no picture content/media/{image.file}; {allowed(image.file, there)}"
                yield _problem(loaded, key, (*location, "file"), message)
            elif path.is_symlink() or not path.resolve().is_relative_to(media.resolve()):
                message = f"'{image.file}' leads out of content/media; put the file itself there"
                yield _problem(loaded, key, (*location, "file"), message)


def check_addresses(loaded: Loaded, settings: Settings, addresses: Addresses) -> Iterator[Problem]:
    """No two pages share an address, former addresses included."""
    taken: dict[str, str] = {}
    for language in settings.languages:
        for word in addresses.words[language]:
            taken[addresses.section(language, word)] = f"the list of {word}"
        for word in addresses.words[language].values():
            taken[addresses.named("company", word, language)] = f"the part '{word}' of the list"
    for key, record in sorted(loaded.records.items()):
        languages = [record.language] if isinstance(record, Article) else settings.languages
        if isinstance(record, Article) and record.key == HOME_PAGE:
            continue
        for language in set(languages) & set(settings.languages):
            for slug in (record.slug, *record.aliases):
                address = addresses.named(record.kind, slug, language)
                owner = taken.setdefault(address, record.path)
                repeated = owner == record.path and slug != record.slug and slug in record.aliases
                if owner != record.path or (repeated and slug == record.slug):
                    where = ("slug",) if slug == record.slug else ("aliases",)
                    message = f"the address {address} already belongs to {owner}; choose another slug"
                    yield _problem(loaded, key, where, message)
        for slug in (record.slug, *record.aliases):
            if slug.isdigit():
                message = f"'{slug}' would be mistaken for a page number; add a word"
                yield _problem(loaded, key, ("slug",), message)


def references(record: Record) -> Iterator[tuple[Location, str, str]]:
    """Each reference in a record: where it stands, the kind and the slug that it names."""
    for field, kind in _reference_fields(type(record)):
        value = getattr(record, field)
        if isinstance(value, str):
            yield (field,), kind, value
        for position, slug in enumerate(value if isinstance(value, tuple) else ()):
            yield (field, position), kind, slug
    if isinstance(record, Company):
        for position, site in enumerate(record.locations):
            yield ("locations", position, "municipality"), "municipality", site.municipality


@cache
def _reference_fields(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a record that name other records, with the kind that they name."""
    found = []
    for name, field in model.model_fields.items():
        marks = chain(field.metadata, _marks(field.annotation))
        kind = next((mark.kind for mark in marks if isinstance(mark, Reference)), None)
        if kind:
            found.append((name, kind))
    return tuple(found)


def _marks(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - a type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return
    yield from getattr(annotation, "__metadata__", ())
    for argument in getattr(annotation, "__args__", ()):
        yield from _marks(argument)


def _slugs_by_kind(loaded: Loaded) -> dict[str, dict[str, Status]]:
    """Kind → slug (or key) → whether it is shown; an article is when one translation is."""
    found: dict[str, dict[str, Status]] = defaultdict(dict)
    for (kind, name, *_), record in loaded.records.items():
        if found[kind].get(name) is not Status.PUBLISHED:
            found[kind][name] = record.status
    found["competence group"] = dict.fromkeys(loaded.groups, Status.PUBLISHED)
    return found


def _texts_by_language(part: BaseModel, location: Location = ()) -> Values:
    """Every mapping from language to text in a record, with its place."""
    for name in type(part).model_fields:
        for where, value in _flattened(getattr(part, name), (*location, name)):
            if isinstance(value, BaseModel):
                yield from _texts_by_language(value, where)
            elif isinstance(value, Mapping):
                yield where, value


def _parts(record: Record, model: type[BaseModel]) -> Values:
    for name in type(record).model_fields:
        for where, value in _flattened(getattr(record, name), (name,)):
            if isinstance(value, model):
                yield where, value


def _flattened(value: object, location: Location) -> Values:
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield (*location, position), item
    else:
        yield location, value


def _markdown_texts(
    loaded: Loaded, key: Key, record: Record
) -> Iterator[tuple[Location, int, str]]:
    """The Markdown of a record, each text with its place and first line."""
    if isinstance(record, Article):
        yield ("body",), record.body_line, record.body
        return
    document, above = loaded.documents[key]
    for field in ("about", "life"):
        for code, text in (getattr(record, field, None) or {}).items():
            line = document.line((*above, field, code))
            yield (field, code), line + ("\n" in text), text


def _problem(loaded: Loaded, key: Key, location: Location, message: str) -> Problem:
    document, above = loaded.documents[key]
    return document.problem((*above, *location), message)


def _plain(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return "not given" if value is None else f"'{value}'"


Check = Callable[..., Iterator[Problem]]
