"""The preview's HTTP server: the built files, and a script in each page that listens for news."""

import html
import json
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from urllib.parse import quote, urlsplit

from plugins.publishing.bulletin import Bulletin
from plugins.publishing.headers import SECURITY_HEADERS
from plugins.publishing.inventory import INDEX

HOST = "127.0.0.1"
"""This computer alone: a preview shows what is not published yet."""

NAMES = frozenset({None, HOST, "localhost"})
"""What browsers call this computer; old tools call it nothing."""

EVENTS = "/.preview/events"
SCRIPT = "/.preview/reload.js"
SCRIPT_FILE = Path(__file__).with_name("preview.js")

KEEP_ALIVE = 15.0
"""Seconds. A browser that has left is noticed when it is written to."""

NOT_FOUND = "404.html"


class PreviewServer(ThreadingTCPServer):
    """Serves a folder on this computer. Raises OSError where the port is taken."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, folder: Path, bulletin: Bulletin) -> None:
        self.folder = folder.absolute()
        self.bulletin = bulletin
        super().__init__((HOST, port), PreviewHandler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class PreviewHandler(SimpleHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer
    extensions_map = {  # noqa: RUF012 - the base class's type
        **SimpleHTTPRequestHandler.extensions_map,
        # Systems differ in what they know of these.
        ".atom": "application/atom+xml",
        ".css": "text/css",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def do_GET(self) -> None:
        try:
            if self._is_asked_by_name():
                self._answer_request()
            else:
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        except ConnectionError:
            self.close_connection = True  # the browser has left
        except (OSError, ValueError):  # an address that is none, or that no file can have
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _is_asked_by_name(self) -> bool:
        """Whether the browser means this computer.

        A page from elsewhere can let its own name lead here, and would read what is not published.
        """
        return urlsplit(f"//{self.headers.get('Host', '')}").hostname in NAMES

    def _answer_request(self) -> None:
        address = urlsplit(self.path).path
        if address == EVENTS:
            return self._stream_news()
        if address == SCRIPT:
            return self._answer(HTTPStatus.OK, "text/javascript", SCRIPT_FILE.read_bytes())
        file = self._file(address)
        if file.is_dir():
            return self._redirect(address)
        if file.is_file():
            return self._answer(HTTPStatus.OK, self.guess_type(file), file.read_bytes())
        return self._answer_missing(file)

    def _file(self, address: str) -> Path:
        """The file of an address, whether it is there or not; always inside the folder."""
        self.directory = str(self.server.folder)
        file = Path(self.translate_path(address))
        return file / INDEX if address.endswith("/") else file

    def _redirect(self, address: str) -> None:
        """To the same address with a slash, in this site even where it begins with ``//``."""
        query = urlsplit(self.path).query
        target = f"/{quote(address.lstrip('/'), safe='/%')}/" + (f"?{query}" if query else "")
        self.send_response(HTTPStatus.TEMPORARY_REDIRECT)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer_missing(self, file: Path) -> None:
        """The nearest page for addresses that lead nowhere, or what there is to say without one."""
        folder = self.server.folder
        above = (parent / NOT_FOUND for parent in file.parents if parent.is_relative_to(folder))
        candidates = (*above, *sorted(folder.glob(f"*/{NOT_FOUND}")))
        if page := next((path for path in candidates if path.is_file()), None):
            self._answer(HTTPStatus.NOT_FOUND, "text/html", page.read_bytes())
        elif faults := self.server.bulletin.news.faults:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", plain_page(faults))
        else:
            self._answer(HTTPStatus.NOT_FOUND, "text/html", plain_page("There is no such page."))

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        if kind == "text/html":
            body = with_script(body, self.server.bulletin.news.build)
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream_news(self) -> None:
        """Server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = None
        while self.command != "HEAD" and (news := self.server.bulletin.wait(known, KEEP_ALIVE)):
            line = ": still here" if news == known else f"data: {json.dumps(news._asdict())}"
            self.wfile.write(f"{line}\n\n".encode())
            known = news

    def end_headers(self) -> None:
        """What is published with these rules is seen with them."""
        for name, value in SECURITY_HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing: faults are easier found in a terminal that shows only them."""


def with_script(page: bytes, build: str) -> bytes:
    """A page with the preview's script before the end of its body."""
    script = f'<script src="{SCRIPT}" data-build="{build}"></script>'.encode()
    start, end, rest = page.rpartition(b"</body>")
    return start + script + end + rest if end else page + script


def plain_page(text: str) -> bytes:
    """A page that shows a text and nothing else."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Preview</title>'
        f"<body><pre>{html.escape(text)}</pre></body></html>"
    ).encode()
