"""The folder beside the published one in which a build is written, and the step into its place.

The published folder is whole at any moment. Where the system cannot exchange two folders, there
is a moment without one; the next build repairs what a kill in that moment leaves behind.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.portal.page import File
from plugins.publishing.exchange import exchange


class Stage:
    """A build that is being written; several processes may do that."""

    def __init__(self, folder: Path, published: Path) -> None:
        self._folder = folder
        self._published = published

    def write(self, path: str, content: bytes) -> None:
        """Write a file; one whose bytes are the published ones keeps their time."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
        if times := _times_if_same(self._published / path, content):
            os.utime(target, ns=times)

    def publish(self) -> None:
        """Put what was written in the place of what is published, as a whole."""
        if _take_free_place(self._folder, self._published):
            return
        if not exchange(self._folder, self._published):
            _replace_in_two_steps(self._folder, self._published)


@contextmanager
def staged(output: Path) -> Iterator[Stage]:
    """A stage for ``output``. What is not published when the block ends, or fails, is removed."""
    published = Path(os.path.realpath(output))  # replace the folder, not a link to it
    published.parent.mkdir(parents=True, exist_ok=True)
    restore(published)
    remove_leftovers(published)
    folder = published.with_name(f".{published.name}-{os.getpid()}")
    folder.mkdir()
    try:
        yield Stage(folder, published)
    finally:
        # After an exchange, this is the former build.
        shutil.rmtree(folder, ignore_errors=True)


def add_files(output: Path, files: Iterable[File]) -> None:
    """Put files into a published folder one by one, each as a whole, in the order given."""
    for file in files:
        target = output / file.path
        if _times_if_same(target, file.content):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(file.content)
        part.replace(target)


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


def _replace_in_two_steps(folder: Path, published: Path) -> None:
    previous = _previous(published)
    published.rename(previous)
    try:
        folder.rename(published)
    except BaseException:
        previous.rename(published)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _previous(published: Path) -> Path:
    return published.with_name(f".{published.name}-previous")


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


def _times_if_same(published: Path, content: bytes) -> tuple[int, int] | None:
    """Access and modification time in nanoseconds, if a published file has this content."""
    try:
        stat = published.stat()
        if stat.st_size != len(content) or published.read_bytes() != content:
            return None
    except OSError:
        return None  # not there, or a folder
    return stat.st_atime_ns, stat.st_mtime_ns
