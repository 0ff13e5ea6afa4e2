"""What the last build put where, so that the next one knows what it need not make again."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from plugins.portal.cache import Cache


class Entry(NamedTuple):
    """A published file: the digest of what it was made from, and how the system describes it."""

    digest: str
    """'' where it is not known."""
    size: int
    time: int
    """Of its last modification, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The files of a tree, and those that its spare has otherwise or has not.

    The spare is the tree that was published before. The two share all files that are the same.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    spare: str = ""
    """The identity of the spare tree; '' where there is none."""
    differences: Mapping[str, str] = field(default_factory=dict)
    """Path → the digest that the spare has; '' where it has no such file."""

    def spare_digest(self, path: str) -> str:
        """The digest of a file in the spare, '' where it has none that can be relied on."""
        found = self.differences.get(path)
        if found is None:
            entry = self.entries.get(path)
            return entry.digest if entry else ""
        return found


def identity(tree: Path) -> str:
    """What stays the same when a folder gets another name."""
    status = tree.stat()
    return f"{status.st_dev}-{status.st_ino}"


def entry_of(path: Path, digest: str) -> Entry:
    status = path.stat()
    return Entry(digest, status.st_size, status.st_mtime_ns)


def read_ledger(cache: Cache, tree: Path) -> Ledger:
    """The ledger of a tree, or an empty one. Files that somebody else changed have the digest ''."""
    content = cache.get(_name(tree)) if tree.is_dir() else None
    if content is None:
        return Ledger()
    kept = json.loads(content)
    columns = (kept["digests"], kept["sizes"], kept["times"])
    entries = dict(zip(kept["paths"], map(Entry, *columns), strict=True))
    changed = list(_changed(tree, entries))
    entries.update((path, entries[path]._replace(digest="")) for path in changed)
    # What was changed in this tree may be the very file that the spare has.
    return Ledger(entries, kept["spare"], kept["differences"] | dict.fromkeys(changed, ""))


def is_as_written(cache: Cache, tree: Path) -> bool:
    """Whether a build wrote a tree, and nobody changed a file in it since."""
    content = cache.get(_name(tree)) if tree.is_dir() else None
    if content is None:
        return False
    kept = json.loads(content)
    folder = os.fspath(tree)
    try:
        for path, size, time in zip(kept["paths"], kept["sizes"], kept["times"], strict=True):
            status = os.stat(f"{folder}/{path}")  # noqa: PTH116 - there can be fifty thousand
            if status.st_size != size or status.st_mtime_ns != time:
                return False
    except OSError:
        return False
    return bool(kept["paths"]) and all(kept["digests"])


def write_ledger(cache: Cache, tree: Path, ledger: Ledger) -> None:
    entries = ledger.entries.values()
    content = {
        "paths": list(ledger.entries),
        "digests": [entry.digest for entry in entries],
        "sizes": [entry.size for entry in entries],
        "times": [entry.time for entry in entries],
        "spare": ledger.spare,
        "differences": dict(ledger.differences),
    }
    cache.put(_name(tree), json.dumps(content, separators=(",", ":")).encode())


def forget_other_ledgers(cache: Cache, tree: Path) -> None:
    """Only the one of the published tree is used again."""
    cache.forget("ledger-*.json", _name(tree))


def _changed(tree: Path, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Files that are not there any more as they were written."""
    folder = os.fspath(tree)
    for path, entry in entries.items():
        try:
            status = os.stat(f"{folder}/{path}")  # noqa: PTH116 - there can be fifty thousand
        except OSError:
            yield path
        else:
            if status.st_size != entry.size or status.st_mtime_ns != entry.time:
                yield path


def _name(tree: Path) -> str:
    return f"ledger-{identity(tree)}.json"
