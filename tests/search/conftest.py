"""The real content as an index, and Node to ask what the browser's scripts make of it."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from search_samples import WrittenIndex, pages_of, write
from website import PROJECT

from plugins.portal.page import Page
from plugins.search.files import collections

SCRIPTS = PROJECT / "themes" / "portal" / "static" / "js"

AskNode = Callable[[str, object], Any]


@pytest.fixture(scope="session")
def real_pages() -> tuple[Page, ...]:
    return pages_of(PROJECT)


@pytest.fixture(scope="session")
def real_indexes(
    real_pages: tuple[Page, ...], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, WrittenIndex]:
    """The indexes of the real content by language."""
    folder = tmp_path_factory.mktemp("search")
    found = collections(real_pages)
    return {one.language: write(one.index(folder / "cache"), folder) for one in found}


@pytest.fixture
def golden_indexes(golden_site: Path, tmp_path: Path) -> dict[str, WrittenIndex]:
    """The indexes of the made-up site, which has jobs, by language."""
    found = collections(pages_of(golden_site))
    return {one.language: write(one.index(tmp_path / "cache"), tmp_path) for one in found}


@pytest.fixture(scope="session")
def ask_node(tmp_path_factory: pytest.TempPathFactory) -> AskNode:
    """Run a script of ``tests/search/node`` beside the theme's modules, with a question as JSON."""
    folder = tmp_path_factory.mktemp("node")
    for script in (*SCRIPTS.glob("search-*.js"), *(Path(__file__).parent / "node").glob("*.mjs")):
        shutil.copy(script, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    node = shutil.which("node") or str(PROJECT / ".venv/bin/node")

    def ask(script: str, question: object) -> Any:
        done = subprocess.run(
            [node, str(folder / script)],
            input=json.dumps(question),
            env={**os.environ, "PROJECT": str(PROJECT)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
