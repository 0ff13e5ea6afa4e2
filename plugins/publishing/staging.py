"""The tree beside the published one in which a build is prepared, and the step into its place.

The tree that was published before stays as a spare. The next build only brings it up to date, which
takes as long as there are changes; files that stay are shared by both trees (hard links). The
published tree is never written to and is whole at any moment. Where the system cannot exchange two
folders, there is a moment without one; the next build repairs what a kill in that moment leaves
behind.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.publishing.exchange import exchange
from plugins.publishing.ledger import (
    Ledger,
    entry_of,
    forget_other_ledgers,
    identity,
    read_ledger,
    write_ledger,
)


class Stage:
    """A build that is being prepared; several processes may write to it.

    Files are known by their path and a digest of everything that their content depends on.
    """

    def __init__(self, folder: Path, published: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._published = published
        self._ledger = ledger
        self._is_there = published.exists()
        self.is_published = False

    def changed(self, digests: Mapping[str, str]) -> list[str]:
        """The paths of those files that have to be written: others are published already."""
        return [path for path, digest in digests.items() if self.digest(path) != digest]

    def digest(self, path: str) -> str:
        """The digest of a published file, '' where there is none."""
        entry = self._ledger.entries.get(path)
        return entry.digest if entry else ""

    @property
    def digests(self) -> Mapping[str, str]:
        """Of all that is published; '' of what somebody else changed."""
        return {path: entry.digest for path, entry in self._ledger.entries.items()}

    def write(self, path: str, content: bytes) -> bool:
        """Write a file; False where it turns out to be as published, and keeps its time."""
        if self._is_there and _has_content(f"{self._published}/{path}", content):
            self._share(path)
            return False

        def write(target: str) -> None:
            with open(target, "xb", buffering=0) as file:  # noqa: PTH123 - as there can be many
                file.write(content)

        _put(f"{self._folder}/{path}", write)
        return True

    def publish(self, digests: Mapping[str, str], cache: Cache) -> None:
        """Put all files in the place of what is published, as a whole; those that changed were written.

        Where nothing changed, nothing is done.
        """
        changed = set(self.changed(digests))
        gone = self._ledger.entries.keys() - digests.keys()
        if not changed and not gone and self._published.exists():
            return
        self._bring_up_to_date(digests, changed)
        write_ledger(cache, self._folder, self._next_ledger(digests, changed, gone))
        if not _take_free_place(self._folder, self._published) and not exchange(
            self._folder, self._published
        ):
            _exchange_in_three_steps(self._folder, self._published)
        self.is_published = True
        forget_other_ledgers(cache, self._published)

    def _bring_up_to_date(self, digests: Mapping[str, str], changed: AbstractSet[str]) -> None:
        """Remove what goes, and let all stand here that stays as it is published."""
        for path in (self._ledger.entries.keys() | self._ledger.differences) - digests.keys():
            _remove(self._folder, path)
        for path, digest in digests.items():
            if path not in changed and self._ledger.spare_digest(path) != digest:
                self._share(path)
        first = {path.partition("/")[0] for path in digests}
        for other in self._folder.iterdir():
            if other.name not in first:  # no build put it there
                shutil.rmtree(other) if other.is_dir() else other.unlink()

    def _share(self, path: str) -> None:
        """Let the published file stand in this tree too."""
        _put(f"{self._folder}/{path}", partial(_link, f"{self._published}/{path}"))

    def _next_ledger(
        self, digests: Mapping[str, str], changed: AbstractSet[str], gone: AbstractSet[str]
    ) -> Ledger:
        """That of this tree, to which what is published now will be the spare."""
        before = self._ledger.entries
        entries = {
            path: entry_of(self._folder / path, digest) if path in changed else before[path]
            for path, digest in digests.items()
        }
        if not before:
            return Ledger(entries)
        differences = {
            path: before[path].digest if path in before else "" for path in (*changed, *gone)
        }
        return Ledger(entries, identity(self._published), differences)


@contextmanager
def staged(output: Path, cache: Cache) -> Iterator[Stage]:
    """A stage for ``output``. What is not published when the block ends, or fails, is removed."""
    published = Path(os.path.realpath(output))  # replace the folder, not a link to it
    published.parent.mkdir(parents=True, exist_ok=True)
    restore(published)
    remove_leftovers(published)
    folder = published.with_name(f".{published.name}-{os.getpid()}")
    ledger = _claim_spare(folder, published, read_ledger(cache, published))
    stage = Stage(folder, published, ledger)
    try:
        yield stage
        # It is the next build's spare, unless something in it may be unknown.
        if ledger.entries if stage.is_published else ledger.spare:
            with suppress(OSError):  # another build was faster
                folder.rename(_spare(published))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _claim_spare(folder: Path, published: Path, ledger: Ledger) -> Ledger:
    """Make ``folder`` of the spare, or empty; the ledger that is right for it."""
    with suppress(FileNotFoundError):
        _spare(published).rename(folder)
        if identity(folder) == ledger.spare:
            return ledger
        shutil.rmtree(folder)
    folder.mkdir()
    return Ledger(ledger.entries, "", dict.fromkeys(ledger.entries, ""))


def restore(published: Path) -> None:
    """Bring a build back that was set aside when a kill kept its successor from taking over."""
    previous = _previous(published)
    if previous.exists() and not published.exists():
        previous.rename(published)


def remove_leftovers(published: Path) -> None:
    """Remove what killed builds left beside the published folder."""
    shutil.rmtree(_previous(published), ignore_errors=True)
    name = re.compile(rf"\.{re.escape(published.name)}-(?P<process>[0-9]+)")
    for folder in published.parent.iterdir():
        match = name.fullmatch(folder.name)
        if match and not _is_other_process(int(match["process"])):
            shutil.rmtree(folder, ignore_errors=True)


def _take_free_place(folder: Path, published: Path) -> bool:
    """Publish where nothing is published yet; another build may have been faster."""
    if published.exists():
        return False
    try:
        folder.rename(published)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    return True


def _exchange_in_three_steps(folder: Path, published: Path) -> None:
    previous = _previous(published)
    published.rename(previous)
    try:
        folder.rename(published)
    except BaseException:
        previous.rename(published)
        raise
    previous.rename(folder)


def _previous(published: Path) -> Path:
    return published.with_name(f".{published.name}-previous")


def _spare(published: Path) -> Path:
    return published.with_name(f".{published.name}-spare")


def _is_other_process(process: int) -> bool:
    """Whether another process of this number lives. Containers give the same few out again."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _has_content(path: str, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and Path(path).read_bytes() == content  # noqa: PTH116
    except OSError:
        return False  # not there, or a folder


def _put(target: str, make: Callable[[str], None]) -> None:
    """Make a file. One that stands there goes first: it may be the published one, too."""
    try:
        make(target)
    except FileExistsError:
        shutil.rmtree(target) if Path(target).is_dir() else Path(target).unlink()
        make(target)
    except (FileNotFoundError, NotADirectoryError):
        _make_way(Path(target))
        make(target)


def _make_way(target: Path) -> None:
    """Make the folders of a file, also where there was a file before."""
    try:
        target.parent.mkdir()
    except OSError:  # there is more to make than one folder
        for folder in reversed(target.parents):
            if folder.is_file():
                folder.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)


def _link(source: str, target: str) -> None:
    """Let a file stand in two places, or a copy with the same time where the system has no links."""
    try:
        os.link(source, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        shutil.copy2(source, target)


def _remove(tree: Path, path: str) -> None:
    """Remove a file, and the folders above it that are empty then."""
    file = tree / path
    with suppress(OSError):
        file.unlink()
    for folder in file.parents:
        if folder == tree:
            return
        try:
            folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return
