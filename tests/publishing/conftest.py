"""A made-up portal that builds in a second, and what tests compare of its output."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from babel.support import Translations
from jinja2 import DictLoader, Environment
from PIL import Image

from plugins.languages import Language
from plugins.portal.page import Frame, Page, Plan

PROJECT = Path(__file__).parents[2]

PATIENCE = 30
"""Seconds until a test gives up; none takes a tenth of it."""

SETTINGS = """
SITENAME = "Made up"
SITEURL = "https://portal.example/work"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = ["made_up", "plugins.publishing"]
JINJA_ENVIRONMENT = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = THEME_STATIC_PATHS = DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PORTAL_LANGUAGES = ["en", "da"]
PORTAL_NAME = {"en": "Made up", "da": "Opdigtet"}
PORTAL_FONTS = {"letters.woff2": "fonts/letters-latin.woff2"}
"""

PLUGIN = '''
"""A plugin that makes a page of each line of content/text.txt; a line 'fault' is one."""

from pathlib import Path
from urllib.parse import urlsplit

from babel.support import Translations
from pelican import signals
from pelican.generators import Generator

from plugins.languages import Language
from plugins.portal.page import File, Frame, Page
from plugins.portal.problems import ContentFault, Problem


class MadeUp(Generator):
    pages = ()

    def generate_context(self):
        lines = Path("content/text.txt").read_text("utf-8").splitlines()
        if "fault" in lines:
            where = f"content/{'very-' * 30}long.yaml"
            raise ContentFault([Problem(where, lines.index("fault") + 1, "there is a [red]fault")])
        base = urlsplit(self.settings["SITEURL"]).path
        self.pages = [page(code, line, base) for code in ("en", "da") for line in lines]

    def make_files(self, pages):
        yield File("addresses.txt", "\\n".join(page.address for page in pages).encode())


def page(code, line, base):
    frame = Frame(Language(code, code, Translations()), "Made up", f"{base}/{code}/", (), (), (), "")
    return Page(f"{base}/{code}/{line}/", "line", "page.html", line, line, frame, {"line": line})


def choose(pelican):
    return MadeUp


def register():
    signals.get_generators.connect(choose)
'''

TEMPLATE = """<!doctype html><html lang="{{ page.language }}"><title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ asset("site.css") }}">
<body><p>{{ _("Hello") }} {{ view['line'] }}</p></body></html>"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a made-up portal, which is the current one."""
    folder = tmp_path / "project"
    files = {
        "pelicanconf.py": SETTINGS,
        "made_up.py": PLUGIN,
        "content/text.txt": "one\ntwo\n",
        "theme/templates/page.html": TEMPLATE,
        "theme/static/css/page.css": '@font-face { src: url("letters.woff2") }',
        "fonts/letters-latin.woff2": "letters",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def install() -> Callable[[Path], None]:
    """Put what npm installed for the real portal into a made-up one's folder."""

    def link(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        packages = folder / "node_modules"
        packages.symlink_to(PROJECT / "node_modules", target_is_directory=True)

    return link


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of a process that imports the project's plugins from another folder."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), "NO_COLOR": "1", "COLUMNS": "80"}


@pytest.fixture
def run(
    project: Path, environment: dict[str, str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python in the made-up portal's folder."""

    def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run_python


class Said:
    """What a process prints, as it prints it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, text: str, meanwhile: Callable[[], object] = lambda: None) -> str:
        """All up to the next line with a text; ``meanwhile`` is done again and again until then.

        Fails when the process ends, or says nothing of the kind for too long.
        """
        seen: list[str] = []
        for _ in range(PATIENCE):
            meanwhile()
            try:
                while line := self._lines.get(timeout=1):
                    seen.append(line)
                    if text in line:
                        return "".join(seen)
            except Empty:
                continue
            break
        pytest.fail(f"the process never said '{text}' but:\n{''.join(seen)}")

    def rest(self) -> str:
        """What is still said until the process ends."""
        return "".join(iter(lambda: self._lines.get(timeout=PATIENCE) or "", ""))


@pytest.fixture
def start(project: Path, environment: dict[str, str]) -> Iterator[Callable[..., Said]]:
    """Start Python in the made-up portal's folder; it is killed when the test ends."""
    with ExitStack() as running:

        def start_python(*arguments: str) -> Said:
            process = running.enter_context(
                subprocess.Popen(
                    [sys.executable, *arguments],
                    cwd=project,
                    env={**environment, "PYTHONUNBUFFERED": "1"},
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    # What shells start in the background is deaf to Ctrl-C, and so is all below it.
                    preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no other thread holds a lock that this needs
                )
            )
            running.callback(process.kill)
            return Said(process)

        yield start_python


@pytest.fixture
def language() -> Callable[[str], Language]:
    """A language that says every message as it is."""
    return lambda code: Language(code, code, Translations())


@pytest.fixture
def make_page(language: Callable[[str], Language]) -> Callable[..., Page]:
    """A page at an address, of a made-up kind."""

    def make(address: str, code: str = "en", view: object = None, **values: Any) -> Page:
        frame = Frame(language(code), "Made up", f"/{code}/", (), (), (), "")
        given = {"template": "page.html", "title": address, "description": address, **values}
        return Page(address=address, kind="made-up", frame=frame, view=view, **given)

    return make


@pytest.fixture
def make_plan(make_page: Callable[..., Page]) -> Callable[..., Plan]:
    """The plan of a page at an address, of a made-up kind."""

    def make(address: str, *arguments: Any, **values: Any) -> Plan:
        page = make_page(address, *arguments, **values)
        return Plan(page.address, page.kind, ("made-up", address), page.frame, lambda: page)

    return make


@pytest.fixture
def make_generator(project: Path) -> Callable[..., SimpleNamespace]:
    """What Pelican hands over, with templates from a dictionary."""

    def make(pages: list[Page], templates: dict[str, str], **values: Any) -> SimpleNamespace:
        settings = {
            "PORTAL_LANGUAGES": ["en", "da"],
            "PORTAL_NAME": {"en": "Made up", "da": "Opdigtet"},
            "PATH": str(project / "content"),
            "THEME": str(project / "theme"),
            "OUTPUT_PATH": str(project / "output"),
            "PORTAL_FONTS": {"letters.woff2": "fonts/letters-latin.woff2"},
            "SITEURL": "https://portal.example",
        }
        environment = Environment(
            loader=DictLoader(templates), autoescape=True, extensions=["jinja2.ext.i18n"]
        )
        return SimpleNamespace(pages=pages, env=environment, settings=settings, **values)

    return make


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, tuple[bytes, int]]]:
    """Content and modification time of every file in a folder, by its path there."""

    def take(folder: Path) -> dict[str, tuple[bytes, int]]:
        return {
            path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return take


@pytest.fixture
def save_picture(project: Path) -> Callable[..., Path]:
    """Save a made-up picture in content/media of the made-up portal."""

    def save(name: str, size: tuple[int, int] = (60, 40), **values: Any) -> Path:
        path = project / "content" / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.linear_gradient("L").resize(size).convert(values.pop("mode", "RGB"))
        image.save(path, **values)
        return path

    return save
