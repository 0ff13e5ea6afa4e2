"""From the editors' folders to records: every file read once, and again only when it changes.

Every fault of every file is collected; nothing is raised and nothing is skipped silently.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import Literal, cast

from plugins.portal.facts import Facts, Place, facts_of
from plugins.portal.folders import find_sources
from plugins.portal.kept import Entry, Kept, Name, digest_of, keep, name_of, read_kept, write_kept
from plugins.portal.origins import Origin
from plugins.portal.parallel import in_parallel, processors
from plugins.portal.problems import Problem
from plugins.portal.reading import MAX_WRITTEN_BY_PROGRAMS
from plugins.portal.record_checks import check_record
from plugins.portal.records import GROUP, RECORDS, Competence, CompetenceGroup, Part, Record
from plugins.portal.sources import Key, Reading, Source, read_source

WORTH_SHARING = 1_000
"""Sources that take longer to look at than another process takes to start."""


VOCABULARIES = (GROUP, Competence.kind)
"""The kinds that stand together in one file, so that what a file is called names none of them."""


class Records(Mapping[Key, Record]):
    """Records that are made when somebody first asks for them: a build of few pages needs few."""

    def __init__(self, entries: Mapping[Key, Entry], sources: Mapping[Key, Source]) -> None:
        self._entries = entries
        self._sources = sources
        self._made: dict[Key, Record] = {}

    def __getitem__(self, key: Key) -> Record:
        if key not in self._made:
            self._made[key] = cast("Record", _part(self._entries[key], self._sources[key]))
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _part(entry: Entry, source: Source) -> Part:
    """A record or group as it was kept, or read again where what was kept is damaged."""
    if entry.is_whole():
        model = CompetenceGroup if entry.key[0] == GROUP else RECORDS[entry.key[0]]
        return model.model_validate_json(bytes(entry.text))
    reading = read_source(source)
    return reading.groups[entry.key] if entry.key[0] == GROUP else reading.records[entry.key]


@dataclass(slots=True)
class Loaded:
    """What all files say, and every problem of each by itself.

    ``facts`` are those of records and groups that could be made, ``salvaged`` those of what is
    right in the others: they are checked in the same run, and go no further. ``named`` holds the
    kind and slug of everything that has a file or an entry, faulty or not, and ``unread`` the kinds
    of which nothing can be read: a reference to them is no second fault.
    """

    facts: dict[Key, Facts] = field(default_factory=dict)
    salvaged: dict[Key, Facts] = field(default_factory=dict)
    named: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    entries: dict[Key, Entry] = field(default_factory=dict)
    sources: dict[Key, Source] = field(default_factory=dict)
    readings: dict[Source, Reading] = field(default_factory=dict)
    """Those that were needed whole, because something is wrong."""
    digests: dict[Key, str] = field(default_factory=dict)
    """Of each record and group: of all that it was made from, whatever else its file holds."""
    records: Records = field(init=False)
    groups: dict[str, CompetenceGroup] = field(default_factory=dict)
    found: int = 0
    """How many sources there are."""
    read: int = 0
    """How many of them were read, since they were not known as they are now."""

    def __post_init__(self) -> None:
        self.records = Records(self.entries, self.sources)

    def each(self) -> Iterator[tuple[Key, Facts]]:
        """All facts, salvaged ones included: for rules that hold for a record on its own."""
        return chain(self.facts.items(), self.salvaged.items())

    def path(self, key: Key) -> str:
        return self.sources[key].files[0].name

    def record(self, key: Key) -> Record | None:
        """A record, or what is right in it; None where its file has lost it meanwhile."""
        if key in self.records:
            return self.records[key]
        return self._reading(key).salvaged.get(key)

    def problem_at(self, key: Key, place: Place, message: str) -> Problem:
        """A problem of a record, at the line of what stands at a place in it."""
        origin = self._origin(key)
        return origin.problem((*place,), message) if origin else self._lost(key, message)

    def problem_in_text(self, key: Key, place: Place, lines: int, message: str) -> Problem:
        """A problem of a line within a text, which has so many ``lines`` before it."""
        origin = self._origin(key)
        return (
            origin.problem_in_text((*place,), lines, message)
            if origin
            else self._lost(key, message)
        )

    def _origin(self, key: Key) -> Origin | None:
        return self._reading(key).origins.get(key)

    def _lost(self, key: Key, message: str) -> Problem:
        """A problem of a record that somebody took out of its file while it was looked at."""
        return Problem(self.path(key), 1, message)

    def _reading(self, key: Key) -> Reading:
        """All that is known of a record's file; where nothing was wrong, it is read once more."""
        source = self.sources[key]
        if source not in self.readings:
            self.readings[source] = read_source(source)
        return self.readings[source]

    def add_reading(self, source: Source, reading: Reading) -> None:
        self.readings[source] = reading
        self.problems += reading.problems
        self.unread |= {source.kind} if reading.is_unread else set()
        self.named |= {(source.kind, name) for name in reading.named}
        self.add(source, entries_of(reading))

    def add(self, source: Source, entries: Sequence[Entry]) -> None:
        if source.kind in VOCABULARIES:
            self.named |= {(source.kind, entry.key[1]) for entry in entries}
        for entry in entries:
            key = entry.key
            self.sources[key] = source
            if not entry.digest:
                self.salvaged[key] = entry.facts
                continue
            self.facts[key] = entry.facts
            self.digests[key] = entry.digest
            if key[0] == GROUP:
                self.groups[key[1]] = cast("CompetenceGroup", _part(entry, source))
            else:
                self.entries[key] = entry


def load_files(root: Path, companies: Path, content: Path, cache: Path | None = None) -> Loaded:
    """Read every file below the two folders. Paths in problems are relative to ``root``.

    What is read is kept in the file ``cache``, and is not read again from there while it is right.
    """
    found = find_sources(root, companies, content)
    known = read_kept(cache) if cache else {}
    loaded = Loaded(named=found.named, unread=found.unread, problems=found.problems)
    loaded.found = len(found.sources)
    kept: dict[Name, Kept] = {}
    for source, outcome in zip(found.sources, _read_all(found.sources, known), strict=True):
        loaded.read += outcome is not Outcome.UNCHANGED
        if outcome is Outcome.FAULTY:
            loaded.add_reading(source, read_checked(source))
        else:
            name = name_of(source)
            kept[name] = known[name] if outcome is Outcome.UNCHANGED else outcome
            loaded.add(source, kept[name].entries)
    if cache and [*kept.items()] != [*known.items()]:
        write_kept(cache, kept.values())
    return loaded


class Outcome(Enum):
    """What became of a source that gave nothing new to keep."""

    UNCHANGED = auto()
    FAULTY = auto()


Found = Literal[Outcome.UNCHANGED, Outcome.FAULTY] | Kept


def _read_all(sources: Sequence[Source], known: Mapping[Name, Kept]) -> list[Found]:
    """What each source gives, by several processes where that is worth it."""
    number = processors() if len(sources) >= WORTH_SHARING else 1
    shares = [sources[first::number] for first in range(number)]
    read = in_parallel([partial(_read_share, share, known) for share in shares])
    return [read[place % number][place // number] for place in range(len(sources))]


def _read_share(sources: Sequence[Source], known: Mapping[Name, Kept]) -> list[Found]:
    return [_read(source, known.get(name_of(source))) for source in sources]


def _read(source: Source, known: Kept | None) -> Found:
    """Read a source if it changed.

    What was changed while it was read is kept without its digests: the next build reads it again.
    """
    digests = tuple(_digest(file.path) for file in source.files)
    if known and known.digests == digests and all(digests):
        return Outcome.UNCHANGED
    reading = read_checked(source)
    if reading.problems or reading.is_unread:
        return Outcome.FAULTY
    is_same = digests == tuple(_digest(file.path) for file in source.files)
    return keep(source, digests if is_same else (), entries_of(reading))


def read_checked(source: Source) -> Reading:
    """Read one source, and hold its records against the rules that need no others."""
    reading = read_source(source)
    for key, record in chain(reading.records.items(), reading.salvaged.items()):
        reading.problems.extend(check_record(record, reading.origins[key]))
    return reading


def entries_of(reading: Reading) -> tuple[Entry, ...]:
    made = chain(reading.records.items(), reading.groups.items())
    salvaged = reading.salvaged.items()
    return (
        *(_entry(key, part, part.model_dump_json(exclude_unset=True)) for key, part in made),
        *(_entry(key, part, "") for key, part in salvaged),
    )


def _entry(key: Key, part: Part, text: str) -> Entry:
    facts, content = facts_of(part, is_whole=bool(text)), text.encode()
    return Entry(key, facts, content, digest_of(content) if text else "")


def _digest(path: Path) -> str:
    """Of a file's bytes: '' where there is no ordinary file, or one that is too large.

    Thousands of files are looked at for every one that changed, so this asks no more than it must.
    """
    with suppress(OSError):
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            status = os.fstat(file)
            if S_ISREG(status.st_mode) and status.st_size <= MAX_WRITTEN_BY_PROGRAMS:
                return digest_of(os.read(file, status.st_size))
        finally:
            os.close(file)
    return ""
