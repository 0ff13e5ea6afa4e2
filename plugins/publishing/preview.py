"""The live preview: build, serve, watch, build again."""

import json
import re
import runpy
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from plugins.portal.settings import PREVIEW
from plugins.publishing.bulletin import Bulletin
from plugins.publishing.hooks import PUBLISHED
from plugins.publishing.server import PreviewServer

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
    address = f"http://localhost:{server.port}"
    command = build_command(settings, FOLDER, address)
    try:
        keep_built(command, moments(watched_paths(settings), settings_files(settings)), server)
    except KeyboardInterrupt:
        print()
    return 0


def keep_built(command: Sequence[str], moments: Iterator[None], server: PreviewServer) -> None:
    """Build at every moment given, and serve from the first build on until there are no more."""
    builder = Builder(command)
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


def build_command(settings: Path, folder: Path, address: str) -> list[str]:
    """The build as a process of its own, so that changed code and settings take effect too."""
    return [
        *(sys.executable, "-m", "pelican", "--settings", str(settings), "--output", str(folder)),
        *("--fatal", "errors", "--extra-settings"),
        *(f"SITEURL={json.dumps(address)}", f"{PREVIEW}=true"),
    ]


class Builder:
    """Runs one build after the other, and shows what they say.

    A build goes on when its pages can be seen, with what takes long; the next one ends that.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None

    def build(self) -> str:
        """Build until the pages can be seen. What stopped the build, or ''."""
        self.stop()
        process = self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        lines = _shown_lines(process)
        said = []
        for line in lines:
            said.append(line)
            if line.startswith(PUBLISHED):
                Thread(target=deque, args=(lines, 0), daemon=True).start()
                return ""
        if process.wait() == 0:
            return ""
        text = "".join(said).strip()
        return "\n".join(FAULT.findall(text)) or text or f"exit status {process.returncode}"

    def stop(self) -> None:
        """End what a build is still doing."""
        if self._process:
            self._process.terminate()
            self._process.wait()


def _shown_lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    """What a process says, line by line as it is shown, to the end."""
    assert process.stdout  # noqa: S101 - it is a pipe
    with process.stdout as lines:
        for line in lines:
            print(line, end="", flush=True)
            yield line


def watched_paths(settings: Path) -> list[Path]:
    """The folders whose files a build reads. Those that are made later need a new start."""
    values = runpy.run_path(str(settings))
    named = [values[name] for name in WATCHED_SETTINGS if values.get(name)]
    folders = (settings.parent / folder for folder in (*named, *WATCHED_FOLDERS))
    return [folder for folder in folders if folder.is_dir()]


def settings_files(settings: Path) -> list[Path]:
    """The settings file and those beside it that it may import."""
    return sorted({settings, *settings.parent.glob("*conf.py")})


def moments(
    folders: Sequence[Path], files: Sequence[Path], stop: Event | None = None
) -> Iterator[None]:
    """When to build: as soon as changes are seen from then on, and after every change."""
    stamps = None
    # Watched by time, as a file that an editor replaces is lost to a watcher after that.
    for changes in watch(
        *folders, debounce=DEBOUNCE, rust_timeout=TICK, yield_on_timeout=True, stop_event=stop
    ):
        seen = [_stamp(file) for file in files]
        if changes or seen != stamps:
            stamps = seen
            yield


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns if file.exists() else 0


def _fail(message: str) -> int:
    print(f"The preview cannot start: {message}", file=sys.stderr)
    return 1
