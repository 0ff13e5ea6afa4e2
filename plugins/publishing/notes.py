"""What a build remembers for the next one, and for who asks why a page was rendered."""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts, PageKey
from plugins.portal.tracking import DIGEST_BYTES, Traces

NOTES = "notes.json"


class PageNote(NamedTuple):
    """What is known of a page without making it."""

    kind: str
    language: str
    key: PageKey
    template: str
    pictures: Sequence[str]
    """Those that it shows, by the names that templates use."""
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class Notes:
    """What was learnt while a site was made."""

    world: str = ""
    """The digest of code and settings: traces of others are worth nothing."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Name → digest of what results were made from."""
    traces: Traces = field(default_factory=Traces)
    """Of results by their names, and of pages by their paths."""
    pages: Mapping[str, PageNote] = field(default_factory=dict)
    """By the paths of the pages."""
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page that the last build rendered → what had changed."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Template → its digest."""

    @classmethod
    def read(cls, cache: Cache) -> "Notes":
        lines = BytesIO(cache.get(NOTES) or b"")
        kept: dict[str, Any] = {}
        try:
            for line in lines:
                kept |= json.loads(line)
            return _unpacked(kept) if kept else cls()
        except (LookupError, TypeError, ValueError):  # other code wrote them
            return cls()

    def write(self, cache: Cache) -> None:
        lines = BytesIO()
        for name, column in _packed(self).items():  # one by one, since they are long
            line = json.dumps({name: column}, ensure_ascii=False, separators=(",", ":"))
            lines.write(line.encode("utf-8", "surrogatepass") + b"\n")
        cache.put(NOTES, lines.getvalue())


def _packed(notes: Notes) -> dict[str, Any]:
    """In columns, in which nothing long stands twice."""
    traces, pages = notes.traces, notes.pages.values()
    *columns, keys, pictures, facts = zip(*_by_column(pages), strict=True) if pages else [()] * 6
    *texts, updated, published = zip(*facts, strict=True) if facts else [()] * 6
    return {
        "world": notes.world,
        "sources": notes.sources,
        "names": traces.names,
        "results": traces.results,
        "digests": "".join(digest.ljust(DIGEST_LENGTH) for digest in traces.digests),
        "lengths": _numbers(traces.lengths),
        "reads": _numbers(traces.reads),
        "paths": list(notes.pages),
        "pages": [*map(_coded, columns), keys, pictures],
        "facts": [*texts, *map(_coded, (_said(updated), _said(published)))],
        "reasons": [[reason, paths] for reason, paths in _by_reason(notes.reasons).items()],
        "templates": notes.templates,
    }


DIGEST_LENGTH = 2 * DIGEST_BYTES
"""Hexadecimal digits."""


def _by_column(pages: Iterable[PageNote]) -> Iterator[tuple[Any, ...]]:
    """Those of few values first."""
    return ((p.kind, p.language, p.template, p.key, p.pictures, p.facts) for p in pages)


def _coded(column: Sequence[str | None]) -> list[Any]:
    """A column of few values: these, and for each line the position of its own."""
    values = {value: place for place, value in enumerate(dict.fromkeys(column))}
    return [list(values), _numbers([values[value] for value in column])]


def _decoded(coded: Sequence[Any]) -> Iterator[Any]:
    values, places = coded
    return map(values.__getitem__, _array(places))


def _numbers(numbers: Iterable[int]) -> str:
    return b64encode(array("I", numbers).tobytes()).decode()


def _array(said: str) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(b64decode(said))
    return numbers


def _by_reason(reasons: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], list[str]]:
    """Few reasons are those of many pages."""
    found: dict[tuple[str, ...], list[str]] = {}
    for path, parts in reasons.items():
        found.setdefault(tuple(parts), []).append(path)
    return found


def _said(days: Sequence[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


def _unpacked(kept: Mapping[str, Any]) -> Notes:
    *columns, keys, pictures = kept["pages"]
    *texts, updated, published = kept["facts"]
    kinds, languages, templates = map(_decoded, columns)
    days = (map(_day, _decoded(column)) for column in (updated, published))
    facts = map(PageFacts, *texts, *days)
    pages = map(PageNote, kinds, languages, keys, templates, pictures, facts)
    digests, length = kept["digests"], DIGEST_LENGTH
    traces = Traces(
        kept["names"],
        kept["results"],
        [digests[at : at + length].rstrip() for at in range(0, len(digests), length)],
        _array(kept["lengths"]),
        _array(kept["reads"]),
    )
    return Notes(
        kept["world"],
        kept["sources"],
        traces,
        dict(zip(kept["paths"], pages, strict=True)),
        {path: reason for reason, paths in kept["reasons"] for path in paths},
        kept["templates"],
    )


@cache
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
