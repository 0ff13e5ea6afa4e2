"""A headless Chromium and the real portal on a port of this machine."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from website import Website

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing: a test prints only what failed."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server of a folder while the block runs; its address without a slash at the end."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(real_site: Website) -> Iterator[str]:
    """Where the real portal is served."""
    with serving(real_site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def golden_address(
    published_golden_site: Website, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the golden site is served, below the path that it was built for."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "work").symlink_to(published_golden_site.folder, target_is_directory=True)
    with serving(folder) as address:
        yield f"{address}/work"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "there is no Chromium: run the tests with `make test`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()
