"""A process that has imported all that a build needs, and makes each build in a copy of itself.

A build begins, and the one before ends, with each letter of its standard input. What builds say comes
out as it is. This process reads no content, and no build changes it but by telling of compiled templates,
so that it is as good as a new one until code or settings change: then it says so, and ends.
"""

import os
import pkgutil
import runpy
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import count
from pathlib import Path
from select import select
from typing import NamedTuple

from plugins.publishing.fingerprints import CODE
from plugins.publishing.template_memory import MEMORY

BUILD = b"b"
"""What this process is told, whatever it is doing."""

SIGN = "\0"
"""Stands before what it says itself. Builds say nothing of the kind."""

ENDED = "ended "
"""Stands before the exit status of a build."""

OUTDATED = "outdated"
"""Said in the place of a build: a new process has to make it."""

TICK = 0.02
"""Seconds between two looks at whether a build has ended."""

READ_BYTES = 1 << 20

CLOCK = 20_000_000
"""Nanoseconds by which the clock of files may be behind the system's."""


class Stamp(NamedTuple):
    """What the system says of a file; who changes it changes that."""

    size: int
    inode: int
    changed: int
    """Nanoseconds since 1970. Programs cannot set it."""


def main(settings: Path, arguments: Sequence[str]) -> None:
    """Make builds with Pelican's arguments until nobody is there to ask for them."""
    began = time.time_ns() - CLOCK
    is_whole = import_plugins(settings)
    read = stamps(settings)
    # Nobody knows which state of a file was imported that was changed meanwhile.
    is_whole = is_whole and all(stamp.changed < began for stamp in read.values())
    uses = count()

    def is_current() -> bool:
        return stamps(settings) == read and (is_whole or next(uses) == 0)

    if Builds(is_current).make_until_end():
        sys.argv[1:] = arguments
        runpy.run_module("pelican", run_name="__main__", alter_sys=True)


def import_plugins(settings: Path) -> bool:
    """Import Pelican and the plugins that settings name, with all their modules; whether that went well.

    What is wrong with one is told by each build, which tries it again.
    """
    try:
        import_module("pelican")
        for name in runpy.run_path(str(settings)).get("PLUGINS") or ():
            package = import_module(name)
            for module in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
                if not module.name.endswith("__main__"):
                    import_module(module.name)
    except BaseException:  # noqa: BLE001 - code that is being edited may do anything
        return False
    return True


def stamps(settings: Path) -> Mapping[str, Stamp]:
    """What the system says of all that was imported, of the plugins' code and of the settings."""
    modules = (getattr(module, "__file__", None) for module in [*sys.modules.values()])
    code = (f"{folder}/{name}" for folder, _, names in os.walk(CODE) for name in names)
    files = {
        *filter(None, modules),
        *(file for file in code if file.endswith((".py", ".json"))),
        *map(str, (settings, *settings.parent.glob("*conf.py"))),
    }
    return {file: _stamp(file) for file in files}


def _stamp(file: str) -> Stamp:
    try:
        said = os.stat(file)  # noqa: PTH116 - there are hundreds
    except OSError:
        return Stamp(0, 0, 0)
    return Stamp(said.st_size, said.st_ino, said.st_ctime_ns)


class Builds:
    """Makes one build after the other, each in a copy of this process."""

    def __init__(self, is_current: Callable[[], bool]) -> None:
        self._is_current = is_current
        self._copy = 0
        self._telling = 0
        """What a build tells of its templates comes here."""

    def make_until_end(self) -> bool:
        """Do as told. True in each copy, which has to make its build; False when all is done."""
        while True:
            sources = [0, self._telling] if self._copy else [0]
            heard, _, _ = select(sources, (), (), TICK if self._copy else None)
            if self._copy:
                self._hear()
            if 0 not in heard:
                self._end_build(os.WNOHANG)
                continue
            if self._copy:
                with suppress(ProcessLookupError, PermissionError):  # it has just ended
                    os.killpg(self._copy, signal.SIGTERM)
                self._end_build()
            if not os.read(0, 1):
                return False
            if not self._is_current():
                _say(OUTDATED)
                return False
            if self._begin_build():
                return True

    def _begin_build(self) -> bool:
        """True in the copy."""
        self._telling, teller = os.pipe()
        os.set_blocking(self._telling, False)
        self._copy = os.fork()
        if self._copy:
            os.close(teller)
            with suppress(OSError):  # it was faster, or has ended
                os.setpgid(self._copy, self._copy)
            return False
        # With it ends all that it starts. What this process is told is not for it.
        os.setpgid(0, 0)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        MEMORY.tell_to(teller)
        return True

    def _end_build(self, options: int = 0) -> None:
        """Wait for a build's end, or look whether it has come, and tell."""
        process, status = os.waitpid(self._copy, options)
        if process:
            self._hear()
            MEMORY.forget_rest()
            os.close(self._telling)
            self._copy = 0
            _say(f"{ENDED}{os.waitstatus_to_exitcode(status)}")

    def _hear(self) -> None:
        with suppress(BlockingIOError):  # nothing is said yet
            while content := os.read(self._telling, READ_BYTES):
                MEMORY.hear(content)


def _say(word: str) -> None:
    """Where a build was stopped in the middle of a line, this follows."""
    print(f"{SIGN}{word}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
