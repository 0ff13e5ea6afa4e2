"""What a build remembers of an output for the next one, and for who asks why a page was rendered.

It is one database for each output (SQLite), of which a build reads and writes what it needs. What a
result or page was made from is there in both directions, so that whoever read something is found at
once. It may be deleted, damaged or come from elsewhere: unless it is the very file that a build of
the same code left, it is the same as none.
"""

import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts, PageKey
from plugins.portal.parallel import begun
from plugins.portal.traces import Traces

NOTES = "notes.sqlite"
SEAL = "notes"
"""How the system described the database when a build left it."""

SCHEMA = """
CREATE TABLE said (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE trace (id INTEGER PRIMARY KEY, name TEXT, digest TEXT, reads BLOB, readers BLOB);
CREATE TABLE look (id INTEGER PRIMARY KEY, language TEXT, template TEXT, pictures TEXT, digest TEXT);
CREATE TABLE page (id INTEGER PRIMARY KEY, path TEXT, kind TEXT, key TEXT, look INTEGER,
    title TEXT, description TEXT, place TEXT, indexed INTEGER, updated TEXT, published TEXT);
CREATE TABLE file (path TEXT PRIMARY KEY, digest TEXT, size INTEGER, time INTEGER, maker TEXT)
    WITHOUT ROWID;
CREATE TABLE value (relation TEXT, key TEXT, value TEXT, PRIMARY KEY (relation, key)) WITHOUT ROWID;
CREATE TABLE difference (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""
coded = json.JSONEncoder(separators=(",", ":")).encode

AT_ONCE = 500
"""Values of one question; SQLite allows some thousands."""


class PageNote(NamedTuple):
    """What is known of a page without making it."""

    kind: str
    language: str
    key: PageKey
    template: str
    pictures: Sequence[str]
    """Those that it shows, by the names that templates use."""
    facts: PageFacts


class Look(NamedTuple):
    """What pages depend on besides what they are made from; many have the same."""

    language: str
    template: str
    pictures: tuple[str, ...]
    digest: str = ""


class Entry(NamedTuple):
    """A published file: the digest of its content, how the system describes it, and who made it."""

    digest: str
    """'' of a page."""
    size: int
    time: int
    """Of its last modification, in nanoseconds."""
    maker: str


@dataclass(slots=True)
class Learnt:
    """What a build found out that is new."""

    said: dict[str, Any] = field(default_factory=dict)
    """What there is one of, by its name."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """All of them: name → digest."""
    results: Traces = field(default_factory=Traces)
    """Of what was made, pages by their paths."""
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Of relations that were made: name → key → value."""
    forgotten: AbstractSet[str] = frozenset()
    """Results that do not hold, and pages that are gone. Where results hold, they are as they were."""
    pages: Mapping[str, tuple[PageNote, str]] = field(default_factory=dict)
    """Those that were made, with the digests of their looks."""
    order: Sequence[str] | None = None
    """The paths of all pages, where they were planned anew."""
    files: Mapping[str, Entry] = field(default_factory=dict)
    """Those that were written."""
    gone: AbstractSet[str] = frozenset()
    """The paths of files that are not published any more."""
    differences: Iterable[str] | None = None
    """The paths of files that the spare tree has otherwise, where a tree was published."""
    is_true: Callable[[], None] = lambda: None
    """Waits until all of it is so: what the next build works in may still be made."""


class Notes:
    """What is known of an output."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._seal = _seal(cache)
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._process = 0
        self._begun: tuple[Path, Callable[[], None]] | None = None

    @property
    def exist(self) -> bool:
        return bool(self._seal)

    # Questions

    def said(self, name: str, default: Any = "") -> Any:  # noqa: ANN401 - whatever JSON says
        for (value,) in self._ask("SELECT value FROM said WHERE name = ?", (name,)):
            return json.loads(value)
        return default

    def sources(self) -> dict[str, str]:
        """Name → digest of what results were made from."""
        return dict(self._ask("SELECT name, digest FROM source"))

    def digest(self, result: str) -> str:
        """Of a result or page; '' where it is not known, or is never compared."""
        for (digest,) in self._ask("SELECT digest FROM trace WHERE name = ?", (result,)):
            return str(digest or "")
        return ""

    def traced(self, results: Iterable[str]) -> dict[str, str]:
        """Those of some results and pages that there is a trace of, with their digests."""
        question = "SELECT name, digest FROM trace WHERE reads IS NOT NULL AND name"
        return {name: digest or "" for name, digest in self._ask_for(question, results)}

    def readers(self, names: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """Name and digest of each result and page that read one of some names."""
        readers: set[int] = set()
        for (found,) in self._ask_for("SELECT readers FROM trace WHERE name", names):
            readers.update(_array(found))
        yield from self._ask_for("SELECT name, digest FROM trace WHERE id", readers)

    def has_values(self, relation: str) -> bool:
        """Whether the values of a relation's keys are known."""
        found = self._ask("SELECT 1 FROM value WHERE relation = ? LIMIT 1", (relation,))
        return found.fetchone() is not None

    def value(self, relation: str, key: str) -> Any:  # noqa: ANN401 - whatever JSON says
        """The value of a relation's key as JSON gives it back; None where there is no such key."""
        question = "SELECT value FROM value WHERE relation = ? AND key = ?"
        found = self._ask(question, (relation, key)).fetchone()
        return json.loads(found[0]) if found else None

    def looks(self) -> dict[int, Look]:
        """Those of all pages, by their numbers."""
        found = self._ask("SELECT id, language, template, pictures, digest FROM look")
        return {i: Look(code, name, tuple(json.loads(p)), d) for i, code, name, p, d in found}

    def paths(self, looks: Iterable[int]) -> list[str]:
        """Of the pages of some looks."""
        return [path for (path,) in self._ask_for("SELECT path FROM page WHERE look", looks)]

    def keys(self) -> dict[str, tuple[str, str, int]]:
        """Path of each page → its kind, its key as JSON, and its look."""
        found = self._ask("SELECT path, kind, key, look FROM page")
        return {path: (kind, key, look) for path, kind, key, look in found}

    def pages(self, paths: Iterable[str] | None = None) -> dict[str, PageNote]:
        """Some pages by their paths, or all in the order in which they were planned."""
        question = (
            "SELECT path, id, look, kind, key, title, description, place, indexed, updated, published"
            " FROM page"
        )
        if paths is None:
            order = {number: place for place, number in enumerate(self.said("order", []))}
            found = sorted(self._ask(question), key=lambda row: order[row[1]])
        else:
            found = list(self._ask_for(f"{question} WHERE path", paths))
        looks = self.looks()
        return {path: _note(looks[look], *about) for path, _, look, *about in found}

    def samples(self) -> list[str]:
        """The path of one page of each kind in each language."""
        found = self._ask(
            "SELECT min(path) FROM page JOIN look ON look = look.id"
            " GROUP BY kind, language ORDER BY min(page.id)"
        )
        return [path for (path,) in found]

    def look_digests(self, paths: Iterable[str]) -> dict[str, str]:
        """Those of the looks of some pages, see ``LOOK`` in ``fingerprints.py``."""
        question = "SELECT path, digest FROM page JOIN look ON look.id = look WHERE path"
        return dict(self._ask_for(question, paths))

    def look_counts(self) -> dict[int, int]:
        """How many pages have each look."""
        return dict(self._ask("SELECT look, count(*) FROM page GROUP BY look"))

    def looks_of(self, paths: Iterable[str]) -> list[int]:
        """The looks of those pages that there are."""
        return [look for (look,) in self._ask_for("SELECT look FROM page WHERE path", paths)]

    def count(self, maker: str) -> int:
        """How many files of a maker are published."""
        found = self._ask("SELECT count(*) FROM file WHERE maker = ?", (maker,))
        number: int = next(found)[0]
        return number

    def files(self) -> dict[str, Entry]:
        """All that is published, by its path."""
        found = self._ask("SELECT path, digest, size, time, maker FROM file")
        return {path: Entry(*entry) for path, *entry in found}

    def files_beside(self, maker: str) -> dict[str, Entry]:
        """What others made."""
        question = "SELECT path, digest, size, time, maker FROM file WHERE maker != ?"
        return {path: Entry(*entry) for path, *entry in self._ask(question, (maker,))}

    def stamps(self) -> Iterator[tuple[str, int, int]]:
        """Path, size and time of every published file."""
        yield from self._ask("SELECT path, size, time FROM file")

    def differences(self) -> list[str]:
        """The paths of files that the spare tree has otherwise than the published one."""
        return [path for (path,) in self._ask("SELECT path FROM difference")]

    # What is learnt

    def begin(self, results: Sequence[Traces]) -> None:
        """Begin to write all that there is to be known anew with what was made from what, in parts.

        That takes longest, and is done by another process while this one publishes.
        """
        part = self._cache.folder / f"{NOTES}.{os.getpid()}.part"
        self._begun = part, begun(partial(_write_first, part, results))

    def learn(self, learnt: Learnt) -> None:
        """Remember what is new; it is all there is to know where ``begin`` was called before.

        What cannot be written the next build finds out again. A build that wrote here meanwhile knows
        another tree than this one: both are forgotten.
        """
        is_ours = _seal(self._cache) == self._seal != b""
        former = {} if is_ours and not self._begun else self.files()
        self.close()
        path = self._cache.folder / NOTES
        self._cache.put(SEAL, b"")
        try:
            if self._begun:
                part, is_written = self._begun
                is_written()
                learnt.files = {**_without(former, learnt.gone), **learnt.files}
                _write(part, learnt, anew=True)
                part.replace(path)
            elif is_ours:
                _write(path, learnt, anew=False)
            else:
                path.unlink(missing_ok=True)
            learnt.is_true()  # nobody relies on notes before they are sealed
            self._cache.put(SEAL, _stamp(path))
        except (OSError, sqlite3.Error, UnicodeEncodeError):  # a sign that is none, as "\ud800"
            with suppress(OSError):
                path.unlink(missing_ok=True)
        finally:
            if self._begun:
                self._begun[0].unlink(missing_ok=True)
            self._begun = None
        self._seal = _seal(self._cache)

    def forget(self) -> None:
        """Know nothing any more."""
        self.close()
        self._cache.put(SEAL, b"")
        self._seal = b""

    def close(self) -> None:
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._process = 0

    def _ask(self, question: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        if self._process != os.getpid():  # a connection belongs to the process that opened it
            self._inherited, self._connection = self._connection, self._opened()
            self._process = os.getpid()
        assert self._connection  # noqa: S101 - see above
        try:
            return self._connection.execute(question, values)
        except sqlite3.DatabaseError:  # what a broken disk made of it
            self.forget()
            raise

    def _ask_for(self, question: str, values: Iterable[object]) -> Iterator[Any]:
        """What is found for any of some values."""
        waiting = iter(values)
        while some := list(islice(waiting, AT_ONCE)):
            yield from self._ask(f"{question} IN ({','.join('?' * len(some))})", some)

    def _opened(self) -> sqlite3.Connection:
        if not self._seal:
            return _prepared(sqlite3.connect(":memory:"))
        address = f"file:{quote(os.fspath(self._cache.folder / NOTES))}?mode=ro"
        return sqlite3.connect(address, uri=True)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for statement in SCHEMA.strip().split(";\n"):
        connection.execute(statement)
    return connection


def _seal(cache: Cache) -> bytes:
    """What describes the notes, where they are those that were left."""
    seal = cache.get(SEAL)
    with suppress(OSError):
        if seal and seal == _stamp(cache.folder / NOTES):
            return seal
    return b""


def _stamp(path: Path) -> bytes:
    """As in ``inputs.py``: two equal answers are two equal files. ``SCHEMA`` is this code's."""
    status = path.stat()
    numbers = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return repr((SCHEMA, numbers)).encode()


def _without(files: Mapping[str, Entry], gone: AbstractSet[str]) -> dict[str, Entry]:
    return {path: entry for path, entry in files.items() if path not in gone}


def _write_first(path: Path, results: Sequence[Traces]) -> None:
    """A new database with nothing but traces. Nobody reads it before it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with _changing(path, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") as connection:
        _prepared(connection)
        rows = _traces(Traces.joined(results))
        connection.executemany("INSERT INTO trace VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE UNIQUE INDEX trace_name ON trace (name)")


def _write(path: Path, learnt: Learnt, *, anew: bool) -> None:
    settings = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF" if anew else ""
    with _changing(path, settings) as connection:
        if not anew:
            _change_traces(connection, learnt.results, learnt.forgotten)
        _write_values(connection, learnt)
        _write_pages(connection, learnt, anew=anew)
        _write_files(connection, learnt)
        _write_sources(connection, learnt.sources)
        said = [(name, json.dumps(value)) for name, value in learnt.said.items()]
        connection.executemany("REPLACE INTO said VALUES (?, ?)", said)
        if anew:
            connection.execute("CREATE UNIQUE INDEX page_path ON page (path)")
            connection.execute("CREATE INDEX page_look ON page (look)")


@contextmanager
def _changing(path: Path, settings: str) -> Iterator[sqlite3.Connection]:
    """A database inside one transaction, which a kill undoes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(settings)
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")


def _write_values(connection: sqlite3.Connection, learnt: Learnt) -> None:
    """Those of relations that were made; of others that do not hold none is known."""
    changed = {*learnt.values, *learnt.forgotten, *learnt.results.result_names()}
    for (relation,) in connection.execute("SELECT DISTINCT relation FROM value").fetchall():
        if relation in changed:
            connection.execute("DELETE FROM value WHERE relation = ?", (relation,))
    rows = (
        (relation, key, coded(value))
        for relation, values in learnt.values.items()
        for key, value in values.items()
    )
    connection.executemany("INSERT INTO value VALUES (?, ?, ?)", rows)


def _write_sources(connection: sqlite3.Connection, now: Mapping[str, str]) -> None:
    before = dict(connection.execute("SELECT name, digest FROM source"))
    gone = ((name,) for name in before.keys() - now.keys())
    connection.executemany("DELETE FROM source WHERE name = ?", gone)
    connection.executemany("REPLACE INTO source VALUES (?, ?)", now.items() - before.items())


def _write_files(connection: sqlite3.Connection, learnt: Learnt) -> None:
    gone = ((path,) for path in learnt.gone)
    connection.executemany("DELETE FROM file WHERE path = ?", gone)
    files = ((path, *entry) for path, entry in sorted(learnt.files.items()))
    connection.executemany("REPLACE INTO file VALUES (?, ?, ?, ?, ?)", files)
    if learnt.differences is not None:
        connection.execute("DELETE FROM difference")
        paths = ((path,) for path in learnt.differences)
        connection.executemany("REPLACE INTO difference VALUES (?)", paths)


def _write_pages(connection: sqlite3.Connection, learnt: Learnt, *, anew: bool) -> None:
    changed = [*learnt.pages, *learnt.gone]
    numbers = {} if anew else _numbers_of(connection, "page", "path", changed)
    unused = count(_last(connection, "page") + 1)
    gone = ((numbers[path],) for path in learnt.gone if path in numbers)
    connection.executemany("DELETE FROM page WHERE id = ?", gone)
    looks = _numbered_looks(connection, learnt.pages.values())
    rows = (
        (
            *(numbers.get(path) or next(unused), path, note.kind, coded(note.key)),
            looks[Look(note.language, note.template, tuple(note.pictures), digest)],
            *_columns(note.facts),
        )
        for path, (note, digest) in learnt.pages.items()
    )
    connection.executemany("REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    if learnt.order is not None:
        number = dict(connection.execute("SELECT path, id FROM page"))
        learnt.said["order"] = [number[path] for path in learnt.order]
    if changed:
        connection.execute("DELETE FROM look WHERE id NOT IN (SELECT look FROM page)")


def _numbered_looks(
    connection: sqlite3.Connection, pages: Iterable[tuple[PageNote, str]]
) -> dict[Look, int]:
    """The numbers of the looks of pages, of which those that are new have a row then."""
    question = "SELECT language, template, pictures, digest, id FROM look"
    rows = connection.execute(question)
    found = {Look(code, name, tuple(json.loads(p)), d): number for code, name, p, d, number in rows}
    unused = count(_last(connection, "look") + 1)
    for note, digest in pages:
        look = Look(note.language, note.template, tuple(note.pictures), digest)
        if look not in found:
            found[look] = next(unused)
            values = (found[look], *look[:2], coded(look.pictures), digest)
            connection.execute("INSERT INTO look VALUES (?, ?, ?, ?, ?)", values)
    return found


def _columns(facts: PageFacts) -> tuple[str | int | None, ...]:
    *texts, indexed, updated, published = facts
    days = (day.isoformat() if day else None for day in (updated, published))
    return *texts, int(indexed), *days


def _traces(results: Traces) -> Iterator[tuple[int, str, str | None, bytes | None, bytes]]:
    """What each result was made from, and who read what."""
    readers: list[list[int]] = [[] for _ in results.names]
    rows: dict[int, tuple[str, bytes]] = {}
    for number, digest, reads in results:
        rows[number] = digest, reads.tobytes()
        for place in reads:
            readers[place].append(number)
    for number, (name, read_by) in enumerate(zip(results.names, readers, strict=True)):
        yield number, name, *rows.get(number, (None, None)), array("I", read_by).tobytes()


def _change_traces(
    connection: sqlite3.Connection, results: Traces, forgotten: AbstractSet[str]
) -> None:
    """Some results in the place of those that they replace; others go."""
    forgotten = forgotten - {*results.result_names()}
    numbers = _numbered(connection, dict.fromkeys((*results.names, *forgotten)))
    number_of = [numbers[name] for name in results.names]
    now: dict[int, tuple[str | None, array[int]]] = {
        numbers[name]: (None, array("I")) for name in forgotten
    }
    for result, digest, reads in results:
        now[number_of[result]] = digest, array("I", map(number_of.__getitem__, reads))
    readers: dict[int, set[int]] = {}
    for number, (_, reads) in now.items():
        before = set(_numbers_in(connection, "reads", number))
        for place in before.symmetric_difference(reads):
            if place not in readers:
                readers[place] = set(_numbers_in(connection, "readers", place))
            readers[place] ^= {number}
    rows = ((d, None if d is None else r.tobytes(), number) for number, (d, r) in now.items())
    connection.executemany("UPDATE trace SET digest = ?, reads = ? WHERE id = ?", rows)
    found = ((array("I", sorted(by)).tobytes(), number) for number, by in readers.items())
    connection.executemany("UPDATE trace SET readers = ? WHERE id = ?", found)
    connection.executemany(
        "DELETE FROM trace WHERE id = ? AND reads IS NULL AND length(readers) = 0",
        ((number,) for number in now.keys() | readers.keys()),
    )


def _numbered(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    """The numbers of some names, of which those that are new have a row then."""
    names = [*names]
    found = _numbers_of(connection, "trace", "name", names)
    unused = count(_last(connection, "trace") + 1)
    new = {name: next(unused) for name in names if name not in found}
    rows = ((number, name) for name, number in new.items())
    connection.executemany("INSERT INTO trace VALUES (?, ?, NULL, NULL, x'')", rows)
    return found | new


def _numbers_in(connection: sqlite3.Connection, column: str, number: int) -> "array[int]":
    question = f"SELECT {column} FROM trace WHERE id = ?"  # noqa: S608 - a constant
    return _array(next(connection.execute(question, (number,)))[0])


def _numbers_of(
    connection: sqlite3.Connection, table: str, column: str, values: Iterable[str]
) -> dict[str, int]:
    """The numbers of those rows that there are."""
    question = f"SELECT id FROM {table} WHERE {column} = ?"  # noqa: S608 - constants
    rows = ((value, connection.execute(question, (value,)).fetchone()) for value in values)
    return {value: row[0] for value, row in rows if row}


def _last(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT max(id) FROM {table}")  # noqa: S608 - a constant
    return next(found)[0] or 0


def _array(blob: bytes | None) -> "array[int]":
    numbers = array("I")
    numbers.frombytes(blob or b"")
    return numbers


def _note(look: Look, kind: str, key: str, *facts: Any) -> PageNote:  # noqa: ANN401 - as in SCHEMA
    title, description, place, indexed, *days = facts
    found = PageFacts(title, description, place, bool(indexed), *map(_day, days))
    return PageNote(
        kind, look.language, tuple(json.loads(key)), look.template, look.pictures, found
    )


@cache
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
