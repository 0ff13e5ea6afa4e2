"""The live preview: build, serve, watch, build again."""

import json
import os
import re
import runpy
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from plugins.portal.days import today
from plugins.portal.settings import PREVIEW
from plugins.publishing.bulletin import Bulletin
from plugins.publishing.hooks import PLACED
from plugins.publishing.server import PreviewServer
from plugins.publishing.start import PUBLISHED
from plugins.publishing.warm import BUILD, ENDED, SIGN

FOLDER = Path(".cache/preview")
"""Not the output folder, which stays what was built for publication."""

WATCHED_SETTINGS = ("PATH", "PORTAL_COMPANIES", "THEME", "PORTAL_TRANSLATIONS")
WATCHED_FOLDERS = ("plugins",)

DEBOUNCE = 400
"""Milliseconds: editors that save by way of another file make several changes of one."""

TICK = 250
"""Milliseconds between looks at the settings files."""

FAULT = re.compile(r"^\S.*?:[0-9]+: .+$", re.MULTILINE)


def serve(settings: Path, port: int) -> int:
    """Preview the project in the current folder until Ctrl-C. The exit status."""
    if not settings.is_file():
        return _fail(f"there is no settings file {settings}; run this in the project's folder")
    bulletin = Bulletin()
    try:
        server = PreviewServer(port, FOLDER, bulletin)
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or error
        return _fail(f"port {port} cannot be served on ({said}); choose another with --port")
    arguments = build_arguments(settings, FOLDER, f"http://localhost:{server.port}")
    builder = (
        WarmBuilder(["-m", "plugins.publishing.warm", str(settings), *arguments])
        if hasattr(os, "fork")
        else Builder(["-m", "pelican", *arguments])
    )
    try:
        when = moments(
            watched_paths(settings), settings_files(settings), day=partial(day_of, settings)
        )
        keep_built(builder, when, server)
    except KeyboardInterrupt:
        print()
    return 0


def keep_built(builder: "Builder", moments: Iterator[None], server: PreviewServer) -> None:
    """Build at every moment given, and serve from the first build on until there are no more."""
    next(moments, None)
    try:
        server.bulletin.announce(builder.build())
        with serving(server):
            print(f"Preview: http://localhost:{server.port}/ (Ctrl-C ends it)", flush=True)
            for _ in moments:
                server.bulletin.announce(builder.build())
    finally:
        builder.stop()


@contextmanager
def serving(server: PreviewServer) -> Iterator[None]:
    """A server that answers inside the block, in a thread of its own."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.bulletin.close()
        server.shutdown()
        server.server_close()
        thread.join()


def build_arguments(settings: Path, folder: Path, address: str) -> list[str]:
    """What Pelican is told."""
    return [
        *("--settings", str(settings), "--output", str(folder)),
        *("--fatal", "errors", "--extra-settings"),
        *(f"SITEURL={json.dumps(address)}", f"{PREVIEW}=true"),
    ]


class Builder:
    """Runs one build after the other with Python's arguments, and shows what they say.

    Each is a process of its own, so that changed code and settings take effect too. It goes on when
    its pages can be seen, with what takes long; the next one ends that.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._process: subprocess.Popen[bytes] | None = None
        self._rest: Thread | None = None
        self._status: int | None = None

    def build(self) -> str:
        """Build until the pages can be seen. What stopped the build, or ''."""
        self.stop()
        self._start()
        return self._watch()

    def stop(self) -> None:
        """End what a build is still doing."""
        if self._process:
            self._process.terminate()
            self._end()

    def _start(self) -> None:
        # In a session of its own no Ctrl-C comes to it, only what it is told from here.
        self._process = subprocess.Popen(
            [sys.executable, *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _watch(self) -> str:
        """Look on until a build's pages can be seen. What stopped it, or ''."""
        lines, said = self._lines(), []
        for line in lines:
            said.append(line)
            if line.startswith((PLACED, PUBLISHED)):
                self._rest = Thread(target=deque, args=(lines, 0), daemon=True)
                self._rest.start()
                return ""
        if self._status is None:
            self._end()
        if self._status == 0:
            return ""
        text = "".join(said).strip()
        return "\n".join(FAULT.findall(text)) or text or f"exit status {self._status}"

    def _lines(self) -> Iterator[str]:
        """What a build says, line by line as it is shown, to its end."""
        assert self._process and self._process.stdout  # noqa: S101, PT018 - it is a pipe
        self._status = None
        for content in self._process.stdout:
            line = content.decode(errors="replace")
            print(line, end="", flush=True)
            yield line

    def _end(self) -> None:
        """Wait for the process, and for the last that it says."""
        assert self._process and self._process.stdout  # noqa: S101, PT018 - it was started
        self._join()
        self._process.stdout.read()  # where nobody reads, it waits
        self._status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process = None

    def _join(self) -> None:
        if self._rest:
            self._rest.join()
            self._rest = None


class WarmBuilder(Builder):
    """Builds sooner, by one process for all builds (``warm``), where the system can copy one (POSIX)."""

    _is_outdated = False

    def build(self) -> str:
        while True:
            if self._process and self._process.poll() is not None:
                self._end()
            if not self._process:
                self._start()
            self._ask()
            self._join()
            self._is_outdated = False
            faults = self._watch()
            if not self._is_outdated:
                return faults

    def stop(self) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._end()

    def _ask(self) -> None:
        """Ask for a build. It ends the one before, which says so."""
        assert self._process and self._process.stdin  # noqa: S101, PT018 - it is a pipe
        with suppress(BrokenPipeError):  # it has ended, as is heard where it is listened to
            self._process.stdin.write(BUILD)
            self._process.stdin.flush()

    def _lines(self) -> Iterator[str]:
        assert self._process and self._process.stdout  # noqa: S101, PT018 - it is a pipe
        self._status = None
        for content in self._process.stdout:
            line, sign, told = content.decode(errors="replace").partition(SIGN)
            if line:
                print(line, end="", flush=True)
                yield line
            if told.startswith(ENDED):
                self._status = int(told.removeprefix(ENDED))
                return
            self._is_outdated = bool(sign)


def watched_paths(settings: Path) -> list[Path]:
    """The folders whose files a build reads. Those that are made later need a new start."""
    values = runpy.run_path(str(settings))
    named = [values[name] for name in WATCHED_SETTINGS if values.get(name)]
    folders = (settings.parent / folder for folder in (*named, *WATCHED_FOLDERS))
    return [folder for folder in folders if folder.is_dir()]


def settings_files(settings: Path) -> list[Path]:
    """The settings file and those beside it that it may import."""
    return sorted({settings, *settings.parent.glob("*conf.py")})


def day_of(settings: Path) -> date | None:
    """The day by the clocks that settings name; None while they are at fault, which builds tell."""
    with suppress(Exception):
        return today(_time_zone(settings, _stamp(settings)))
    return None


@cache
def _time_zone(settings: Path, _stamp: int) -> str:
    return str(runpy.run_path(str(settings)).get("TIMEZONE", "UTC"))


def moments(
    folders: Sequence[Path],
    files: Sequence[Path],
    stop: Event | None = None,
    day: Callable[[], object] = lambda: None,
) -> Iterator[None]:
    """When to build: as soon as changes are seen from then on, after every change, on every new day."""
    stamps = None
    # Watched by time, as a file that an editor replaces is lost to a watcher after that.
    for changes in watch(
        *folders, debounce=DEBOUNCE, rust_timeout=TICK, yield_on_timeout=True, stop_event=stop
    ):
        seen = [day(), *(_stamp(file) for file in files)]
        if changes or seen != stamps:
            stamps = seen
            yield


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def _fail(message: str) -> int:
    print(f"The preview cannot start: {message}", file=sys.stderr)
    return 1
