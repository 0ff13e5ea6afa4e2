"""What every source gave when it was last read, kept between builds in one file of JSON.

The file may be deleted, damaged or copied from another machine at any time. It holds nothing but what
the last build read, and nothing that other code, or other libraries, have made.
"""

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import babel
import pydantic
import yaml

from plugins.portal.facts import Facts
from plugins.portal.sources import Key, Source

DIGEST_BYTES = 16
LENGTH_BYTES = 8
BUFFER = 1 << 20
_FIRST, _NEXT, _LAST = b"[\n", b",\n", b"\n]"

Text = bytes | memoryview


class Entry(NamedTuple):
    """A record: its key, its facts, and itself as JSON, which has no digest where it was salvaged."""

    key: Key
    facts: Facts
    text: Text
    digest: str
    """Of the text: of all that the record was made from. Empty where none could be made."""

    def is_whole(self) -> bool:
        """Whether the text is still that which was kept."""
        return digest_of(self.text) == self.digest


class Kept(NamedTuple):
    """What a source gave when the digests of its files were these."""

    digests: tuple[str, ...]
    entries: tuple[Entry, ...]
    row: bytes
    """All of it but the texts as JSON, as it stands in the file."""


Name = tuple[str, ...]
"""Of a source: its kind, and the names of its files."""


def name_of(source: Source) -> Name:
    return (source.kind, *(file.name for file in source.files))


def digest_of(content: Text) -> str:
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def keep(source: Source, digests: tuple[str, ...], entries: tuple[Entry, ...]) -> Kept:
    """Make what a source gave ready to be kept."""
    said = [(e.key, _stated(e.facts), e.digest, len(e.text)) for e in entries]
    row = json.dumps([name_of(source), digests, said], ensure_ascii=False, separators=(",", ":"))
    return Kept(digests, entries, row.encode())


# The file begins with the digest and the length of an index, a list of JSON with a row on each line.
# A row says what a source gave, and how long the text of each record is; the texts follow the index
# in the same order. No line can end within a row, since JSON writes the ends of lines as signs.


def read_kept(path: Path) -> dict[Name, Kept]:
    """What was kept, or nothing. Texts may be damaged, see ``Entry.is_whole``."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return {}
    start = DIGEST_BYTES + LENGTH_BYTES
    end = start + int.from_bytes(content[DIGEST_BYTES:start], "big")
    index = bytes(content[start:end])
    if content[:DIGEST_BYTES] != _seal(index):
        return {}
    found: dict[Name, Kept] = {}
    rows = index[len(_FIRST) : -len(_LAST)].split(_NEXT)
    for row, (name, digests, said) in zip(rows, json.loads(index), strict=False):
        entries = []
        for key, facts, digest, length in said:
            text = content[end : end + length]
            end += length
            entries.append(Entry(tuple(key), Facts(*facts), text, digest))
        found[tuple(name)] = Kept(tuple(digests), tuple(entries), row)
    return found


def write_kept(path: Path, kept: Iterable[Kept]) -> None:
    """Keep this and nothing else, or not where the system does not let us."""
    kept = list(kept)
    index = _FIRST + _NEXT.join(one.row for one in kept) + _LAST
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb", buffering=BUFFER) as file:
                file.write(_seal(index) + len(index).to_bytes(LENGTH_BYTES, "big") + index)
                file.writelines(entry.text for one in kept for entry in one.entries)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _stated(facts: Facts) -> list[object]:
    """Facts without those at the end that say nothing."""
    stated: list[object] = list(facts)
    while stated and not stated[-1]:
        stated.pop()
    return stated


def _seal(index: Text) -> bytes:
    return blake2b(index, digest_size=DIGEST_BYTES, key=_maker()).digest()


@cache
def _maker() -> bytes:
    """A digest of the code that reads sources, and of what it is built on."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    versions = (sys.version, pydantic.VERSION, yaml.__version__, babel.__version__)
    return blake2b(b"\0".join([*code, *(version.encode() for version in versions)])).digest()
