"""A server on this machine that gives compressed copies of files, alike for both searches."""

import gzip
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html"}


class CompressedHandler(SimpleHTTPRequestHandler):
    """Gives ``file.gz`` where there is one, and lets browsers keep what they got."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "CountingServer"

    def log_message(self, *args: object) -> None:
        """Say nothing: only the table is printed."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        copy = path.with_name(f"{path.name}.gz")
        if not path.is_file():
            self.send_error(404)
            return
        content = (copy if copy.is_file() else path).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        if copy.is_file():
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.server.sent.append(len(content))
        self.wfile.write(content)


class CountingServer(ThreadingHTTPServer):
    """Remembers the size of each body that it sent; workers' requests are among them."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.sent: list[int] = []
        handler: Any = partial(CompressedHandler, directory=str(folder))
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(folder: Path) -> Iterator[CountingServer]:
    """A server of a folder while the block runs."""
    with CountingServer(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def compress(folder: Path) -> None:
    """Put a compressed copy beside each file that it makes smaller."""
    for path in [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".gz"]:
        content = path.read_bytes()
        copy = gzip.compress(content, mtime=0)
        if len(copy) < len(content):
            path.with_name(f"{path.name}.gz").write_bytes(copy)


def served_bytes(paths: Iterable[Path]) -> int:
    """The bytes of files as they travel; compressed copies are not counted again."""
    total = 0
    for path in paths:
        if path.is_file() and path.suffix != ".gz":
            copy = path.with_name(f"{path.name}.gz")
            total += (copy if copy.is_file() else path).stat().st_size
    return total
