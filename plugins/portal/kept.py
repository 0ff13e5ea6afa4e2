"""What every source gave when it was last read, kept between builds in two files.

One is an index with a row for each source: it is small, and written anew when something changed.
The other holds the records' facts and texts, and grows at its end: nearly all of it is never read.
Both may be deleted, damaged or copied from another machine at any time. They hold nothing but what
the last builds read, and nothing that other code, or other libraries, have made.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from errno import ENOSPC, ESTALE
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from uuid import uuid4
from weakref import finalize

import babel
import orjson
import pydantic
import yaml

from plugins.portal.facts import Facts
from plugins.portal.reading import DIGEST_BYTES, digest_of
from plugins.portal.records import RECORDS, Article, GoneJob, Job
from plugins.portal.sources import Key, Source

ID_BYTES = 32
"""The file of texts begins with as many, which the index names: the two belong together."""

MOST_GARBAGE = 1 << 20
"""Bytes of texts that nothing names any more, beside as many as there are of those that are named."""

_FIRST, _NEXT, _LAST = b"[\n", b",\n", b"\n]"

ARTICLES = frozenset(kind for kind, model in RECORDS.items() if issubclass(model, Article))

Name = tuple[str, ...]
"""Of a source: its kind, and the names of its files."""


class Shelf(Protocol):
    """Where texts are."""

    def read(self, start: int, length: int) -> bytes:
        """The bytes there; others, or fewer, where they are damaged or gone."""


class Memory:
    """Texts that are kept nowhere else."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self, start: int, length: int) -> bytes:
        return self._content[start : start + length]


class TextFile:
    """The file of texts, which other processes may write to at the same time."""

    def __init__(self, path: Path, flags: int = 0) -> None:
        self.path = path
        self._file = _opened(path, flags)
        self._process = os.getpid()
        finalize(self, os.close, self._file)

    def read(self, start: int, length: int) -> bytes:
        with suppress(OSError):
            return os.pread(self._file, length, start)
        return b""

    def append(self, content: bytes) -> int:
        """Write at the end; where that began."""
        if self._process != os.getpid():
            self._open_anew()
        if os.write(self._file, content) < len(content):
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        return os.lseek(self._file, 0, os.SEEK_CUR) - len(content)

    def _open_anew(self) -> None:
        """A process that was forked would share its place in the file with its parent."""
        file = _opened(self.path)
        if not os.path.sameopenfile(file, self._file):
            os.close(file)
            raise OSError(ESTALE, os.strerror(ESTALE))
        self._file, self._process = file, os.getpid()

    def size(self) -> int:
        return os.fstat(self._file).st_size


def _opened(path: Path, flags: int = 0) -> int:
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | flags, 0o666)


class Entry(NamedTuple):
    """A record: its key, and where its JSON is, which has no digest where it was salvaged."""

    key: Key
    digest: str
    """Of the text: of all that the record was made from. Empty where none could be made."""
    is_draft: bool
    row: "Row"
    position: int
    """Among the records of its source."""
    start: int
    length: int
    gone: str = ""
    """Of a job: the first day (ISO 8601) on which it is not open any more, where that is known."""

    def text(self) -> bytes | None:
        """The record as JSON, unless it is damaged."""
        text = self.row.shelf.read(self.start, self.length)
        return text if digest_of(text) == self.digest else None


class Row(NamedTuple):
    """What a source gave when the digests of its files were these.

    ``marks`` are what the system said of the files then; a mark is '' where it may say the same of
    another content.
    """

    name: Name
    digests: Sequence[str]
    marks: Sequence[str]
    slugs: Sequence[str]
    text_digests: Sequence[str]
    lengths: Sequence[int]
    drafts: Sequence[int]
    """The positions of the records that are drafts."""
    facts_digest: str
    facts_length: int
    gone: Sequence[str]
    """Of each record what ``Entry`` says; nothing where none of them says it."""
    start: int
    shelf: Shelf = Memory(b"")
    said: bytes = b""
    """All of it as JSON, as it stands in the index, once its texts are where they stay."""

    @property
    def length(self) -> int:
        return self.facts_length + sum(self.lengths)

    def entries(self) -> Iterator[Entry]:
        place = self.start + self.facts_length
        for position, key in enumerate(self.record_keys()):
            digest, length = self.text_digests[position], self.lengths[position]
            gone = self.gone[position] if self.gone else ""
            yield Entry(key, digest, position in self.drafts, self, position, place, length, gone)
            place += length

    def record_keys(self) -> list[Key]:
        kind = self.name[0]
        if kind in ARTICLES:
            return [(kind, *slug.split("/")) for slug in self.slugs]
        if kind == Job.kind:
            return [
                (GoneJob.kind, slug[len(_GONE) :]) if slug.startswith(_GONE) else (kind, slug)
                for slug in self.slugs
            ]
        return [(kind, slug) for slug in self.slugs]

    def facts(self) -> list[Facts] | None:
        """Those of each record, unless they are damaged."""
        said = self.shelf.read(self.start, self.facts_length)
        if digest_of(said) != self.facts_digest:
            return None
        return [Facts(*facts) for facts in orjson.loads(said)]

    def text(self) -> bytes:
        """Facts and texts, as they stand in the file."""
        return self.shelf.read(self.start, self.length)

    def marked(self, marks: Sequence[str]) -> "Row":
        """The same of files that were touched, and not changed."""
        return self._replace(marks=marks).stated()

    def at(self, start: int, shelf: Shelf) -> "Row":
        """The same where its texts were put."""
        return self._replace(start=start, shelf=shelf).stated()

    def stated(self) -> "Row":
        """The same, with all of it as JSON."""
        return self._replace(said=_json(self[:-2]).encode())


class Part(NamedTuple):
    """A record to be kept."""

    key: Key
    facts: Facts
    text: bytes
    gone: str = ""


def row_of(
    source: Source, digests: Sequence[str], marks: Sequence[str], parts: Sequence[Part]
) -> Row:
    """Make what a source gave ready to be kept."""
    facts = _json([_told(part.facts) for part in parts]).encode()
    texts = [part.text for part in parts]
    row = Row(
        name_of(source),
        digests,
        marks,
        [_slug(part.key) for part in parts],
        [digest_of(text) if text else "" for text in texts],
        [*map(len, texts)],
        [position for position, part in enumerate(parts) if part.facts.is_draft],
        digest_of(facts),
        len(facts),
        [part.gone for part in parts] if any(part.gone for part in parts) else [],
        0,
    )
    return row._replace(shelf=Memory(b"".join([facts, *texts])))


_GONE = f"{GoneJob.kind}:"
"""Stands before the slugs of those jobs in a source that are gone."""


def _slug(key: Key) -> str:
    return ("" if key[0] != GoneJob.kind else _GONE) + "/".join(key[1:])


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def name_of(source: Source) -> Name:
    return (source.kind, *(file.name for file in source.files))


def row_from(said: bytes, shelf: Shelf) -> Row:
    """The row that another process made."""
    return _row(orjson.loads(said), shelf, said)


def _row(values: Sequence[Any], shelf: Shelf, said: bytes) -> Row:
    name, *others = values
    return Row._make([tuple(name), *others, shelf, said])


def _told(facts: Facts) -> list[object]:
    """Facts without those at the end that say nothing."""
    told: list[object] = list(facts)
    while told and not told[-1]:
        told.pop()
    return told


class Store:
    """The two files, ``path`` being that of the index.

    The index begins with its digest. It is a list of JSON: the id of the file of texts, and a row
    on each line. No line can end within a row, since JSON writes the ends of lines as signs.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._texts_path = path.with_name(f"{path.name}.texts")
        self._verdict_path = path.with_name(f"{path.name}.sound")
        self._id = ""
        self.texts: TextFile | None = None
        """Where what is read now is put; None where the system does not let us."""
        self.seal = b""
        """The digest of the index, '' where it is not written."""
        self.rows: dict[Name, Row] = self._read()
        """What was kept."""
        self._seal_before = self.seal

    def _read(self) -> dict[Name, Row]:
        try:
            content = self.path.read_bytes()
            texts = TextFile(self._texts_path)
        except OSError:
            return {}
        index = content[DIGEST_BYTES:]
        seal = content[:DIGEST_BYTES]
        if seal != _seal(index):
            return {}
        found, *rows = orjson.loads(index)
        if texts.read(0, ID_BYTES) != found.encode():
            return {}
        self._id, self.texts, self.seal = found, texts, seal
        lines = index[len(_FIRST) : -len(_LAST)].split(_NEXT)[1:]
        return {
            row.name: row
            for values, line in zip(rows, lines, strict=True)
            for row in [_row(values, texts, line)]
        }

    def open(self) -> None:
        """Get ready for texts that are not kept yet."""
        if self.texts is None:
            with suppress(OSError):
                self._begin()

    def _begin(self) -> None:
        """A new file of texts, which nobody sees before the index is written that names it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(self.path)
        self._id = uuid4().hex
        part = self._texts_path.with_name(f"{self._texts_path.name}.{os.getpid()}.part")
        part.unlink(missing_ok=True)
        self.texts = TextFile(part, os.O_CREAT | os.O_EXCL)
        self.texts.append(self._id.encode())

    def put(self, row: Row) -> Row:
        """Put the texts of a row at the end of the file, where there is one that takes them."""
        if self.texts:
            with suppress(OSError):
                return row.at(self.texts.append(row.text()), self.texts)
        return row

    def write(self, rows: Mapping[Name, Row]) -> dict[Name, Row]:
        """Keep these rows and no others, or not where the system does not let us."""
        rows, self.seal = {**rows}, b""
        with suppress(OSError):
            rows = self._gathered(rows)
            self._write(rows)
        return rows

    def _write(self, rows: Mapping[Name, Row]) -> None:
        if self.texts is None or any(row.shelf is not self.texts for row in rows.values()):
            return
        lines = [_json(self._id).encode(), *(row.said for row in rows.values())]
        index = _FIRST + _NEXT.join(lines) + _LAST
        if self.texts.path != self._texts_path:
            self.texts.path.replace(self._texts_path)
            self.texts.path = self._texts_path
        write_whole(self.path, [_seal(index), index])
        self.seal = _seal(index)

    def _gathered(self, rows: dict[Name, Row]) -> dict[Name, Row]:
        """The same in a new file where most of the old one is garbage."""
        named = sum(row.length for row in rows.values())
        if self.texts is None or self.texts.size() <= 2 * named + MOST_GARBAGE:
            return rows
        self._begin()
        return {name: self.put(row) for name, row in rows.items()}

    def was_sound(self, world: bytes) -> bool:
        """Whether no fault was found in all that was kept, when the rules depended on this too."""
        before = self._seal_before
        with suppress(OSError):
            return bool(before) and self._verdict_path.read_bytes() == _seal(before + world)
        return False

    def vouch(self, world: bytes) -> None:
        """Keep that no fault was found in what is kept now."""
        if self.seal and not (self.seal == self._seal_before and self.was_sound(world)):
            with suppress(OSError):
                write_whole(self._verdict_path, [_seal(self.seal + world)])

    def close(self) -> None:
        """Leave no file that no index names; what was read from it stays as it is."""
        if self.texts and self.texts.path != self._texts_path:
            with suppress(OSError):
                self.texts.path.unlink()


def write_whole(path: Path, contents: Iterable[bytes]) -> None:
    """Put a file in place in one step; other builds may be writing the same one."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.writelines(contents)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _remove_leftovers(path: Path) -> None:
    """Remove what builds have left that were killed while they wrote."""
    for part in path.parent.glob(f"{path.name}.*.part"):
        number = part.suffixes[-2].removeprefix(".")
        if not (number.isdigit() and _is_running(int(number))):
            with suppress(OSError):
                part.unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _seal(index: bytes) -> bytes:
    return blake2b(index, digest_size=DIGEST_BYTES, key=_maker()).digest()


@cache
def _maker() -> bytes:
    """A digest of the code that reads sources, and of what it is built on."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    versions = (sys.version, pydantic.VERSION, yaml.__version__, babel.__version__)
    return blake2b(b"\0".join([*code, *(version.encode() for version in versions)])).digest()
