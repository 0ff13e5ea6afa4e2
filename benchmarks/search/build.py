"""Builds one search over the made-up portal, in a process of its own, and says how long it took.

``python -m benchmarks.search.build ours|pagefind SIZE FOLDER`` prints one line of JSON.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from benchmarks.search.portal import LOCALES, make_portal
from benchmarks.search.serving import compress
from benchmarks.search.web_pages import write_pages
from plugins.portal.page import Page
from plugins.publishing.scripts import OPTIONS, find_bundler
from plugins.search.files import make_files, manifest_path

PROJECT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).with_name("pages")
SHELL = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Made up</title>
<meta name="search-manifest" content="{manifest}">
<script type="module" src="/{script}"></script></head>
<body><template data-search-phrases data-time-zone="Europe/Copenhagen"></template></body></html>
"""


def build_ours(size: int, folder: Path) -> dict[str, float]:
    """The portal's own indexes, cold and then once more with one company changed."""
    pages = list(make_portal(size).pages)
    with tempfile.TemporaryDirectory() as cache:
        cold = seconds(lambda: _write_index(pages, Path(cache), folder))
        shutil.rmtree(folder)
        pages[-2:] = [replace(page, title="Example changed") for page in pages[-2:]]
        changed = seconds(lambda: _write_index(pages, Path(cache), folder))
    for code in LOCALES:
        _write_shell(folder, code, "ours.js", f"/{manifest_path(code)}")
    bundler = find_bundler(PROJECT)
    subprocess.run([bundler, PAGES / "ours.js", *OPTIONS, f"--outdir={folder}"], check=True)
    compress(folder)
    return {"build_s": cold, "rebuild_s": changed}


def build_pagefind(size: int, folder: Path) -> dict[str, float]:
    """Pagefind's indexes over the same documents as pages."""
    write_pages(make_portal(size), folder)
    command: list[str | Path] = [sys.executable, "-m", "pagefind", "--site", folder, "--quiet"]
    taken = seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))
    for code in LOCALES:
        shutil.rmtree(folder / code)
        _write_shell(folder, code, "pagefind.js", "")
    shutil.copy(PAGES / "pagefind.js", folder)
    compress(folder)
    return {"build_s": taken}


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _write_index(pages: Sequence[Page], cache: Path, folder: Path) -> None:
    for file in make_files(pages, cache):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def _write_shell(folder: Path, language: str, script: str, manifest: str) -> None:
    shell = SHELL.format(language=language, script=script, manifest=manifest)
    (folder / f"{language}.html").write_text(shell, encoding="utf-8")


BUILDERS = {"ours": build_ours, "pagefind": build_pagefind}

if __name__ == "__main__":
    name, documents, target = sys.argv[1:]
    print(json.dumps(BUILDERS[name](int(documents), Path(target))))
