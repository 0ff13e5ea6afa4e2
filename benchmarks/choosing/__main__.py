"""Measures choosing among many made-up jobs in a headless Chromium: ``make bench-choosing``.

The page is one of a small made-up portal, with the data of a large one beside it: choosing needs no
other page of that.
"""

import argparse
import json
import re
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from playwright.sync_api import Page

from benchmarks.builds.project import CHECKOUT, SEED, write_project
from benchmarks.builds.sizes import LARGE, SMALL, Size
from benchmarks.made_up.writing import prose
from benchmarks.search.__main__ import chromium
from benchmarks.search.serving import serving
from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.job_choices import CACHE, job_choice_files
from plugins.portal.parallel import uncollected
from plugins.portal.settings import read_settings

RESULTS = CHECKOUT / "benchmarks" / "results" / "choosing.json"
DAY = "2026-04-01T10:00:00Z"
"""When the made-up jobs are new, and most of them open."""

CHOICES = 60
ANEW_EVERY = 4
"""After so many choices all are taken back, so that few leave nothing to be shown."""

FORMER_VISIT = "localStorage.setItem('jobs-visits', '20520 20530')"
"""Somebody who was here before can choose what is new, too."""

OPEN = """async () => {
  const start = performance.now();
  document.querySelector("[data-facets-open]").click();
  const form = document.querySelector("[data-facets-form]");
  while (form.hidden) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""

CHOOSE = """([name, at]) => {
  const boxes = [...document.querySelectorAll(`[name="${name}"]`)];
  const box = boxes[at % boxes.length];
  for (const group of document.querySelectorAll("details.facet")) group.open = true;
  document.body.offsetHeight;
  const start = performance.now();
  if (box.tagName === "SELECT") {
    box.selectedIndex = (box.selectedIndex + 1) % box.options.length;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  } else box.click();
  document.body.offsetHeight;
  return performance.now() - start;
}"""
"""From the press to the page being laid out with the new list and all new counts."""

NAMES = (
    "competence",
    "municipality",
    "type",
    "danish",
    "size",
    "posted",
    "deadline",
    "language",
    "order",
    "cluster",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=Size.parse, default=LARGE)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        rows = dict(measure(Path(folder), size))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"size": str(size), **rows}, indent=1), encoding="utf-8")
    for name, value in rows.items():
        print(f"{name:42}{value:>12,.1f}")


def memory() -> Path | None:
    shared = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    return shared if shared.is_dir() else None


def measure(folder: Path, size: Size) -> Iterator[tuple[str, float]]:
    """Each measure with its name, which says the unit."""
    write_project(folder / "small", SMALL)
    build(folder / "small")
    output = folder / "small/output"
    write_project(folder / "large", size)
    vary_titles(folder / "large/content/jobs")
    yield from write_files(folder / "large", output)
    for path in sorted((output / "search/choices").glob("jobs*.gz")):
        yield f"{path.name}, kB", path.stat().st_size / 1000
    with serving(output) as server, chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(FORMER_VISIT)
        page = context.new_page()
        page.clock.set_fixed_time(DAY)
        page.goto(f"{server.address}/en/jobs/index.html")
        yield "opening the facets, ms", page.evaluate(OPEN)
        taken = sorted(choose(page))
        yield "choosing, median of ms", median(taken)
        yield f"choosing, worst of {len(taken)}, ms", taken[-1]
        context.close()


def build(project: Path) -> None:
    command = (sys.executable, "-m", "pelican", "-s", "publishconf.py", "--fatal", "errors")
    subprocess.run(
        command,
        cwd=project,
        env={"PYTHONPATH": str(CHECKOUT)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def vary_titles(folder: Path) -> None:
    """Numbered titles would compress better than any that employers write."""
    random = Random(SEED)
    for path in sorted(folder.glob("*.json")):
        jobs = json.loads(path.read_text(encoding="utf-8"))
        for job in jobs:
            words = re.findall(r"\w{4,}", prose(job["language"], random, 12))
            said = " ".join(random.sample(words, min(len(words), random.randint(1, 3))))
            job["title"] = f"{job['title'].rpartition(' ')[0]}, {said}"
            job["id"] = f"{random.randrange(10**6, 10**7)}-{job['id']}"
        path.write_text(json.dumps(jobs, ensure_ascii=False), encoding="utf-8")


def write_files(project: Path, output: Path) -> Iterator[tuple[str, float]]:
    """Write the files of all languages; how long it takes to make them, and to see that they hold."""
    settings = read_settings(runpy.run_path(str(project / "pelicanconf.py")), project)
    load_content(settings)  # what is read first is kept, and is as quick to be had as in a build
    content = load_content(settings)
    editions = {code: Edition(content, code) for code in settings.languages}
    for name in ("making the files", "seeing that they hold"):
        start = time.perf_counter()
        with uncollected():
            files = list(job_choice_files(editions, project / CACHE))
        yield f"{name}, ms", (time.perf_counter() - start) * 1000
    for file in files:
        (output / file.path).write_bytes(file.content)


def choose(page: Page) -> Iterator[float]:
    """Milliseconds of each choice: many boxes, one after the other, some of which are taken back."""
    random = Random(SEED)
    for number in range(CHOICES):
        name = NAMES[number % len(NAMES)]
        if number % ANEW_EVERY == 0 and number:
            page.locator("[data-facets-clear]").click()
        yield page.evaluate(CHOOSE, [name, random.randrange(100)])


if __name__ == "__main__":
    main()
