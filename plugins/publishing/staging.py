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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.portal.parallel import begun
from plugins.publishing.exchange import exchange
from plugins.publishing.notes import Entry, Learnt, Notes


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a build finds published, and the folder in which it works."""

    folder: Path
    tree: str = ""
    """The identity of the published tree; '' where it is not the one that the notes tell of."""
    damaged: AbstractSet[str] = frozenset()
    """The paths of files that somebody else changed."""
    differences: Sequence[str] = ()
    """The paths of files that the folder has otherwise, or has not, where the tree is known."""


class Stage:
    """A build that is being prepared; several processes may write to it."""

    def __init__(self, published: Path, prepared: Prepared) -> None:
        self._folder = prepared.folder
        self._published = published
        self._prepared = prepared
        self.is_there = published.exists()
        """Whether anything is published."""
        self.is_published = False
        self.has_spare = self.is_known
        """Whether the folder will be of use to the next build, once this one is published."""
        self._spare_is_left: Callable[[], None] = lambda: None
        """Waits for a process that makes it."""
        self._folders = {os.fspath(self._folder)}
        """Those that need not be made again."""

    @property
    def is_known(self) -> bool:
        """Whether what is published is what the notes tell of, but for what is damaged."""
        return bool(self._prepared.tree)

    @property
    def damaged(self) -> AbstractSet[str]:
        """The paths of published files that somebody else changed, which are to be written again."""
        return self._prepared.damaged

    @property
    def output(self) -> str:
        """The published folder."""
        return os.fspath(self._published)

    def published(self, path: str) -> bytes:
        """What is published at a path; '' where nothing is."""
        try:
            return (self._published / path).read_bytes()
        except OSError:
            return b""

    def write(self, path: str, content: bytes) -> bool:
        """Write a file; False where it turns out to be as published, and keeps its time."""
        if self.is_there and _has_content(f"{self._published}/{path}", content):
            self._share(path)
            return False

        target = f"{self._folder}/{path}"
        self._make_folder(target.rpartition("/")[0])
        _put(target, partial(_write_new, content))
        return True

    def publish(self, written: AbstractSet[str], gone: AbstractSet[str]) -> None:
        """Put a tree in the place of what is published, as a whole.

        Files that were ``written`` are in it, and all others that are published but those ``gone``.
        """
        self._bring_up_to_date(written, gone)
        if not _take_free_place(self._folder, self._published) and not exchange(
            self._folder, self._published
        ):
            _exchange_in_three_steps(self._folder, self._published)
        self.is_published = True

    def leave_spare(self, paths: Iterable[str]) -> None:
        """Let all that is published stand in the folder, too: the paths are those of every file.

        The next build would do that first, and it takes a while where there is much. Another process
        does it, for which those wait who learn of it.
        """
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._folders = {os.fspath(self._folder)}
        self.has_spare = True
        self._spare_is_left = begun(partial(self._share_all, paths))

    def _share_all(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._make_folder(f"{self._folder}/{path}".rpartition("/")[0])
            self._share(path)

    def learnt(self, written: Mapping[str, tuple[str, str]], gone: AbstractSet[str]) -> Learnt:
        """What is to be remembered of the published tree, with digest and maker of what was written."""
        files = {
            path: _entry_of(f"{self._published}/{path}", digest, maker)
            for path, (digest, maker) in written.items()
        }
        spare = self._folder if self.has_spare else None
        said = {"tree": identity(self._published), "spare": identity(spare) if spare else ""}
        differences = (*written, *gone) if self.is_known else ()
        return Learnt(
            said, files=files, gone=gone, differences=differences, is_true=self._spare_is_left
        )

    def _bring_up_to_date(self, written: AbstractSet[str], gone: AbstractSet[str]) -> None:
        """Remove what goes, and let all stand here that stays as it is published."""
        for path in gone:
            _remove(self._folder, path)
        for path in self._prepared.differences:
            if path in written or path in gone:
                continue
            if (self._published / path).is_file():
                self._share(path)
            else:
                _remove(self._folder, path)
        if self.is_known:
            first = {path.partition("/")[0] for path in written}
            for other in self._folder.iterdir():
                if other.name not in first and not (self._published / other.name).exists():
                    _delete(other)

    def _make_folder(self, folder: str) -> None:
        """Most pages have one of their own: to make it first is quicker than to miss it."""
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(OSError):
                os.mkdir(folder)  # noqa: PTH102 - there can be fifty thousand
            self._folders.add(folder)

    def _share(self, path: str) -> None:
        """Let the published file stand in this tree too."""
        _put(f"{self._folder}/{path}", partial(_link, f"{self._published}/{path}"))


def prepare(output: Path, cache: Cache, process: int) -> Prepared:
    """Look at every published file, and make a folder for a process in which it may build.

    It is the spare tree, or where there is none a copy of what is published, or empty. This is done
    by another process while a build reads, or by the build itself before it writes.
    """
    published = _real(output)
    published.parent.mkdir(parents=True, exist_ok=True)
    restore(published)
    remove_leftovers(published)
    folder = published.with_name(f".{published.name}-{process}")
    shutil.rmtree(folder, ignore_errors=True)
    notes = Notes(cache)
    is_known = published.is_dir() and notes.said("tree") == identity(published)
    has_spare = is_known and _claim_spare(folder, published, notes.said("spare"))
    if not has_spare:
        folder.mkdir()
    if not is_known:
        return Prepared(folder)
    damaged = set()
    for path, size, time in notes.stamps():
        if not _is_as_written(f"{published}/{path}", size, time):
            damaged.add(path)
        elif not has_spare:
            _put(f"{folder}/{path}", partial(_link, f"{published}/{path}"))
    differences = notes.differences() if has_spare else ()
    return Prepared(folder, identity(published), damaged, differences=differences)


def is_as_written(output: Path, cache: Cache) -> bool:
    """Whether a build wrote what is published, and nobody changed a file in it since."""
    published = _real(output)
    notes = Notes(cache)
    if not published.is_dir() or notes.said("tree") != identity(published):
        return False
    tree = os.fspath(published)
    return all(_is_as_written(f"{tree}/{path}", *stamp) for path, *stamp in notes.stamps())


@contextmanager
def staged(
    output: Path, cache: Cache, prepared: Callable[[], Prepared] | None = None
) -> Iterator[Stage]:
    """A stage for ``output``. What is not published when the block ends, or fails, is removed."""
    published = _real(output)
    found = prepared() if prepared else prepare(output, cache, os.getpid())
    if found.tree and found.tree != identity(published):  # another build was faster
        shutil.rmtree(found.folder)
        found.folder.mkdir()
        found = Prepared(found.folder)
    stage = Stage(published, found)
    try:
        yield stage
        # It is the next build's spare, unless something in it may be unknown.
        if stage.has_spare if stage.is_published else _is_spare_of(cache, found.folder):
            with suppress(OSError):  # another build was faster
                found.folder.rename(_spare(published))
    finally:
        shutil.rmtree(found.folder, ignore_errors=True)


def _is_spare_of(cache: Cache, folder: Path) -> bool:
    spare: str = Notes(cache).said("spare")
    return spare == identity(folder)


def identity(tree: Path) -> str:
    """What stays the same when a folder gets another name."""
    status = tree.stat()
    return f"{status.st_dev}-{status.st_ino}"


def _claim_spare(folder: Path, published: Path, spare: str) -> bool:
    """Make ``folder`` of the spare, if it is the one that was left."""
    with suppress(FileNotFoundError):
        _spare(published).rename(folder)
        if identity(folder) == spare:
            return True
        shutil.rmtree(folder)
    return False


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


def _real(output: Path) -> Path:
    """The folder itself: a link to it is not replaced."""
    return Path(os.path.realpath(output))


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
        if os.stat(path).st_size != len(content):  # noqa: PTH116 - there can be fifty thousand
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
            return file.read() == content
    except OSError:
        return False  # not there, or a folder


def _is_as_written(path: str, size: int, time: int) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116 - there can be fifty thousand
    except OSError:
        return False
    return status.st_size == size and status.st_mtime_ns == time


def _entry_of(path: str, digest: str, maker: str) -> Entry:
    status = os.stat(path)  # noqa: PTH116 - as above
    return Entry(digest, status.st_size, status.st_mtime_ns, maker)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
NEW_FILE |= getattr(os, "O_BINARY", 0)  # for systems that would change the ends of lines


def _write_new(content: bytes, target: str) -> None:
    """Write a file that is not there yet. Python's own files ask the system twice as much."""
    file = os.open(target, NEW_FILE, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _put(target: str, make: Callable[[str], None]) -> None:
    """Make a file. One that stands there goes first: it may be the published one, too."""
    try:
        make(target)
    except FileExistsError:
        try:
            os.unlink(target)  # noqa: PTH108 - as above
        except OSError:  # it is a folder
            _delete(Path(target))
        make(target)
    except (FileNotFoundError, NotADirectoryError):
        _make_way(target)
        make(target)


def _make_way(target: str) -> None:
    """Make the folders of a file, also where there was a file before."""
    folder = os.path.dirname(target)  # noqa: PTH120 - there can be fifty thousand
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:  # there is more to make than one folder
        for above in reversed(Path(target).parents):
            if above.is_file():
                above.unlink()
        Path(folder).mkdir(parents=True, exist_ok=True)


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
