"""What no build of these pages with Jinja2 in Python can go below: rendering alone, writing alone.

``python -m benchmarks.builds.floor PROJECT`` makes all pages with their views, renders and writes
each once in one process, then renders all once more on every processor, and prints the seconds.
"""

import json
import runpy
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from jinja2 import Environment, FileSystemLoader

from benchmarks.builds.peers.material import read_material
from plugins.discovery.introduction import Discovery
from plugins.discovery.share_images import ShareImages
from plugins.portal.page import Page
from plugins.portal.parallel import in_parallel, shares
from plugins.publishing.rendering import language_environments, render_page


@dataclass(frozen=True, slots=True)
class Floor:
    """Seconds of wall clock."""

    jinja: float
    """Rendering alone, in one process."""
    jinja_shared: float
    """The same, shared among the processors."""
    writing: float
    """Writing the ready pages into an empty folder, in one process."""

    @classmethod
    def read(cls, said: str) -> "Floor":
        return cls(**json.loads(said))


@dataclass(frozen=True, slots=True)
class _Picture:
    """Stands for any picture: looking at files is none of Jinja's work."""

    address: str
    width: int = 1
    height: int = 1


def find_floor(project: Path) -> Floor:
    pages = read_material(project).pages
    environments = _environments(project, pages)
    for page in {(page.language, page.template): page for page in pages}.values():
        render_page(environments[page.language], page)  # compiles the template
    jinja = writing = 0.0
    with tempfile.TemporaryDirectory(dir=project) as output:
        for page in pages:
            start = perf_counter()
            content = render_page(environments[page.language], page)
            rendered = perf_counter()
            _write(Path(output), page, content)
            jinja += rendered - start
            writing += perf_counter() - rendered
    start = perf_counter()
    in_parallel([partial(_render, environments, share) for share in shares(pages)])
    return Floor(jinja, perf_counter() - start, writing)


def _environments(project: Path, pages: Sequence[Page]) -> dict[str, Environment]:
    """Those that publishing renders with; what pages say to machines is ready as well."""
    settings: Mapping[str, Any] = runpy.run_path(str(project / "pelicanconf.py"))
    templates = FileSystemLoader(project / settings["THEME"] / "templates")
    environment = Environment(loader=templates, **settings["JINJA_ENVIRONMENT"])  # noqa: S701 - it says so
    discovery = Discovery(ShareImages.with_fonts((), "", project), settings["PORTAL_LOCALES"])
    said = {page.address: discovery(page) for page in pages}
    functions: dict[str, Callable[..., object]] = {
        "asset": "/static/{}".format,
        "picture": _Picture,
        "discovery": lambda page: said[page.address],
    }
    languages = [page.frame.language for page in pages]
    return language_environments(environment, languages, functions)


def _render(environments: dict[str, Environment], pages: Sequence[Page]) -> None:
    for page in pages:
        render_page(environments[page.language], page)


def _write(output: Path, page: Page, content: bytes) -> None:
    path = output / page.address.lstrip("/")
    if page.address.endswith("/"):
        path /= "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    print(json.dumps(asdict(find_floor(Path(sys.argv[1])))))
