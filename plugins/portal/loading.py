"""From the editors' folders to records: every file read once, and again only when it changes.

Every fault of every file is collected; nothing is raised and nothing is skipped silently.
"""

import os
import time
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple, cast

from plugins.portal.facts import Facts, Place, facts_of, outward
from plugins.portal.folders import find_sources
from plugins.portal.kept import Entry, Memory, Part, Row, Store, name_of, row_from, row_of
from plugins.portal.origins import Origin
from plugins.portal.parallel import in_parallel, processors
from plugins.portal.problems import Problem
from plugins.portal.reading import MAX_WRITTEN_BY_PROGRAMS, digest_of
from plugins.portal.record_checks import check_record
from plugins.portal.records import (
    GROUP,
    RECORDS,
    Competence,
    CompetenceGroup,
    GoneJob,
    Job,
    Record,
)
from plugins.portal.records import Part as AnyPart
from plugins.portal.sources import Key, Reading, Source, read_source

WORTH_SHARING = 300
"""Sources that take longer to read than another process takes to start."""

AT_A_TIME = 100
"""As many sources are given to a process at once: it asks for more when it is done."""

MOST_PARTS = 1_000
"""More sources at a time where these would be too many."""

SETTLED_NS = 2_000_000_000
"""A file that was changed longer ago than this shows its next change by its times: no file system
counts them in larger steps."""

JOBS = frozenset({Job.kind, GoneJob.kind})

VOCABULARIES = (GROUP, Competence.kind)
"""The kinds that stand together in one file, so that what a file is called names none of them."""


JOBS_AT_HAND = 4096
"""Jobs that are kept once they were made. There are thousands, each with its whole posting, and its
pages in all languages are made one after the other."""


class Records(Mapping[Key, Record]):
    """Records that are made when somebody first asks for them: a build of few pages needs few."""

    def __init__(self, entries: Mapping[Key, Entry], sources: Mapping[Key, Source]) -> None:
        self._entries = entries
        self._sources = sources
        self._made: dict[Key, Record] = {}
        self._jobs: dict[Key, Record] = {}

    def __getitem__(self, key: Key) -> Record:
        made = self._jobs if key[0] in JOBS else self._made
        if key not in made:
            made[key] = cast("Record", _part(self._entries[key], self._sources[key]))
            if len(self._jobs) > JOBS_AT_HAND:
                del self._jobs[next(iter(self._jobs))]
        return made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Key]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _part(entry: Entry, source: Source) -> AnyPart:
    """A record or group as it was kept, or read again where what was kept is damaged."""
    if text := entry.text():
        model = CompetenceGroup if entry.key[0] == GROUP else RECORDS[entry.key[0]]
        return model.model_validate_json(text)
    reading = read_source(source)
    return reading.groups[entry.key] if entry.key[0] == GROUP else reading.records[entry.key]


class KnownFacts(Mapping[Key, Facts]):
    """Facts that are looked up when somebody first asks for them, those of a source at once."""

    def __init__(self, sources: Mapping[Key, Source]) -> None:
        self._sources = sources
        self._rows: dict[Key, Row] = {}
        self._found: dict[Key, Facts] = {}

    def add(self, entry: Entry) -> None:
        self._rows[entry.key] = entry.row

    def __getitem__(self, key: Key) -> Facts:
        if key not in self._found:
            self._found.update(facts_in(self._rows[key], self._sources[key]))
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Key]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> ItemsView[Key, Facts]:
        if len(self._found) < len(self._rows):
            found: dict[Key, Facts] = {}
            rows = {id(row): key for key, row in self._rows.items()}
            for key in rows.values():
                found.update(facts_in(self._rows[key], self._sources[key]))
            self._found = {key: found[key] for key in self._rows}
        return self._found.items()


def facts_in(row: Row, source: Source) -> dict[Key, Facts]:
    """The facts of all records of a source, which is read again where they are damaged."""
    if (found := row.facts()) is not None:
        return dict(zip(row.record_keys(), found, strict=True))
    again = row_of(source, (), (), parts_of(read_source(source)))
    facts = dict(zip(again.record_keys(), again.facts() or (), strict=True))
    return {key: facts.get(key, Facts()) for key in row.record_keys()}


@dataclass(slots=True)
class Loaded:
    """What all files say, and every problem of each by itself.

    ``facts`` are those of records and groups that could be made, ``salvaged`` those of what is
    right in the others: they are checked in the same run, and go no further. ``named`` holds the
    kind and slug of everything that has a file or an entry, faulty or not, and ``unread`` the kinds
    of which nothing can be read: a reference to them is no second fault.
    """

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
    drafts: set[Key] = field(default_factory=set)
    facts: KnownFacts = field(init=False)
    records: Records = field(init=False)
    groups: dict[str, CompetenceGroup] = field(default_factory=dict)
    found: int = 0
    """How many sources there are."""
    read: int = 0
    """How many of them were read, since they were not known as they are now."""
    store: Store | None = None
    new_rows: list[tuple[Row | None, Row | None]] = field(default_factory=list)
    """What sources gave when they were read last that give something else now, with that."""
    scope: set[Key] | None = None
    """The records whose facts can be at fault, where it is known that those of others are not."""

    def __post_init__(self) -> None:
        self.facts = KnownFacts(self.sources)
        self.records = Records(self.entries, self.sources)

    def each(self) -> Iterator[tuple[Key, Facts]]:
        """Facts, salvaged ones included: for rules that hold for a record on its own."""
        scope = self.scope
        salvaged = self.salvaged.items()
        return chain(self.made(), (s for s in salvaged if scope is None or s[0] in scope))

    def made(self) -> Iterable[tuple[Key, Facts]]:
        """Facts of records that could be made."""
        if self.scope is None:
            return self.facts.items()
        return [(key, self.facts[key]) for key in self.facts if key in self.scope]

    def narrow(self, world: bytes) -> None:
        """Leave out of ``scope`` what was found to be right, and is still.

        The facts of a record are right or wrong by themselves, by the ``world``, which is the same,
        and by what is known of other records outwardly.
        """
        if self.problems or self.unread or not (self.store and self.store.was_sound(world)):
            return
        if all(_outwardly(before) == _outwardly(now) for before, now in self.new_rows):
            rows = (row for _, row in self.new_rows if row)
            self.scope = {key for row in rows for key in row.record_keys()}

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
        self.add(source, row_of(source, (), (), parts_of(reading)))

    def add(self, source: Source, row: Row) -> None:
        if source.kind in VOCABULARIES:
            self.named |= {(source.kind, key[1]) for key in row.record_keys()}
        for entry in row.entries():
            key = entry.key
            self.sources[key] = source
            if not entry.digest:
                self.salvaged[key] = facts_in(row, source)[key]
                continue
            self.facts.add(entry)
            self.digests[key] = entry.digest
            if entry.is_draft:
                self.drafts.add(key)
            if key[0] == GROUP:
                self.groups[key[1]] = cast("CompetenceGroup", _part(entry, source))
            else:
                self.entries[key] = entry


def load_files(root: Path, companies: Path, content: Path, cache: Path | None = None) -> Loaded:
    """Read every file below the two folders. Paths in problems are relative to ``root``.

    What is read is kept in the file ``cache`` and one beside it, and is not read again while it is
    right.
    """
    found = find_sources(root, companies, content)
    loaded = Loaded(named=found.named, unread=found.unread, problems=found.problems)
    loaded.found = len(found.sources)
    store = Store(cache) if cache else None
    known = {} if store is None else store.rows
    names = [name_of(source) for source in found.sources]
    marks = [[mark_of(file.path) for file in source.files] for source in found.sources]
    rows: dict[tuple[str, ...], Row | None] = {}
    touched = []
    for source, name, said in zip(found.sources, names, marks, strict=True):
        row = rows[name] = known.get(name)
        if row is None or row.marks != said or "" in said:
            touched.append(_Touched(source, row, said))
    for one, outcome in zip(touched, _look_at(touched, store), strict=True):
        rows[name_of(one.source)] = outcome.row
        loaded.read += outcome.is_read
    kept = {name: row for name, row in rows.items() if row}
    loaded.new_rows = [
        (known.get(name), kept.get(name))
        for name in known.keys() | kept.keys()
        if known.get(name) is not kept.get(name)
    ]
    if store:
        loaded.store = store
        if loaded.new_rows:
            kept = store.write(kept)
        store.close()
    for source, name in zip(found.sources, names, strict=True):
        if row := kept.get(name):
            loaded.add(source, row)
        else:
            loaded.add_reading(source, read_checked(source))
    return loaded


def _outwardly(row: Row | None) -> dict[Key, object]:
    """What the records of a source are to others, jobs being nothing: no record names one.

    Where that is damaged, it equals nothing.
    """
    if row is None:
        return {}
    facts = row.facts()
    if facts is None:
        return {(): object()}
    return {
        entry.key: (bool(entry.digest), *outward(of_one))
        for entry, of_one in zip(row.entries(), facts, strict=True)
        if entry.key[0] not in JOBS
    }


class _Touched(NamedTuple):
    """A source that may have changed, and what was kept of it."""

    source: Source
    row: Row | None
    marks: Sequence[str]


class _Outcome(NamedTuple):
    """What a source gives to be kept: nothing where something is wrong with it."""

    row: Row | None
    is_read: bool = True


class _Sent(NamedTuple):
    """The same, as it travels between processes: texts only where they could not be written."""

    said: bytes
    texts: bytes
    is_read: bool


def _look_at(touched: Sequence[_Touched], store: Store | None) -> list[_Outcome]:
    """What each source gives, by several processes where that is worth it."""
    if store and touched:
        store.open()
    if len(touched) < WORTH_SHARING or processors() == 1:
        return [_look(one, store) for one in touched]
    size = max(AT_A_TIME, len(touched) // MOST_PARTS)
    parts = [touched[start : start + size] for start in range(0, len(touched), size)]
    found = in_parallel([partial(_look_at_part, part, store) for part in parts])
    return [_received(sent, store) for part in found for sent in part]


def _look_at_part(touched: Sequence[_Touched], store: Store | None) -> list[_Sent]:
    sent = []
    for one in touched:
        row, is_read = _look(one, store)
        texts = row.text() if row and isinstance(row.shelf, Memory) else b""
        said = (row.said or row.stated().said) if row else b""
        sent.append(_Sent(said, texts, is_read))
    return sent


def _received(sent: _Sent, store: Store | None) -> _Outcome:
    if not sent.said:
        return _Outcome(None)
    shelf = store.texts if store and store.texts and not sent.texts else Memory(sent.texts)
    return _Outcome(row_from(sent.said, shelf), sent.is_read)


def _look(touched: _Touched, store: Store | None) -> _Outcome:
    """Read a source if it changed."""
    source, row, marks = touched
    if row:
        digests = [_digest(file.path) for file in source.files]
        if row.digests == digests and all(digests):
            return _Outcome(row if row.marks == marks else row.marked(marks), is_read=False)
    reading = read_checked(source)
    if reading.problems or reading.is_unread:
        return _Outcome(None)
    digests = [reading.digests[file] for file in source.files]
    row = row_of(source, digests, marks, parts_of(reading))
    return _Outcome(store.put(row) if store else row)


def read_checked(source: Source) -> Reading:
    """Read one source, and hold its records against the rules that need no others."""
    reading = read_source(source)
    for key, record in chain(reading.records.items(), reading.salvaged.items()):
        reading.problems.extend(check_record(record, reading.origins[key]))
    return reading


def parts_of(reading: Reading) -> list[Part]:
    """All that a source gives, ready to be kept: what was salvaged has no text."""
    made = chain(reading.records.items(), reading.groups.items())
    return [
        *(
            Part(
                key,
                facts_of(part),
                part.__pydantic_serializer__.to_json(part, exclude_unset=True),
                _gone(part),
            )
            for key, part in made
        ),
        *(Part(key, facts_of(p, is_whole=False), b"") for key, p in reading.salvaged.items()),
    ]


def _gone(part: AnyPart) -> str:
    if isinstance(part, Job | GoneJob) and part.gone:
        return part.gone.isoformat()
    return ""


def mark_of(path: Path) -> str:
    """What the system says of a file, which it says of no other content of it.

    '' where it may: the time of a change that is too new may be that of the next one.
    """
    try:
        said = os.lstat(path)
    except OSError:
        return ""
    if not S_ISREG(said.st_mode) or said.st_ctime_ns > time.time_ns() - SETTLED_NS:
        return ""
    return f"{said.st_size} {said.st_ino} {said.st_mtime_ns} {said.st_ctime_ns}"


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
