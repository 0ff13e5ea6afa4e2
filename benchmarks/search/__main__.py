"""Compares the portal's search with Pagefind's over the same made-up documents: ``make bench-search``.

Both answer in a headless Chromium from one kind of server, with the same compression, without and
with a slow line. What is typed is ``queries.yaml``; what is right follows from its rules.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from statistics import mean, median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.judging import Query, ndcg, read_queries, right_answers, success
from benchmarks.search.portal import LOCALES, make_portal
from benchmarks.search.serving import CountingServer, served_bytes, serving

OURS, PEER = "ours", "pagefind"
SIZES = (3_000, 25_000)
"""Documents of each language beside its jobs, which are four to a company and 20,000 at most."""

RESULTS = Path("benchmarks/results/search.json")
BUILD = "benchmarks.search.build"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 // 8,
    "uploadThroughput": 750_000 // 8,
}
"""Milliseconds and bytes a second: a telephone on a poor day."""

COLD_EVERY = 4
"""Of so many queries one is also asked by a browser that has nothing yet."""

SLOW_EVERY = 3

FIND = """async ([script, text, kind]) => {
  const start = performance.now();
  const { find } = await import(script);
  const found = await find(text, kind);
  return [performance.now() - start, found];
}"""
"""Time from the first need of the search to the addresses of the first ten results."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of both searches. ``language`` is '' where it is of all languages together."""

    size: int
    language: str
    metric: str
    peer: str
    value: float
    peer_value: float | None
    ratio: float | None


Measures = Mapping[str, float]


def main() -> None:
    arguments = read_arguments()
    rows: list[Row] = []
    with chromium() as browser:
        for size in arguments.sizes:
            rows += compare(size, browser, misses=arguments.misses)
    rows += growth(rows)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    print_table(rows)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument(
        "--misses", action="store_true", help="print the queries that we answer less than perfectly"
    )
    return parser.parse_args()


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not path:
        sys.exit("There is no Chromium: tools/chromium installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def compare(size: int, browser: Browser, *, misses: bool) -> Iterator[Row]:
    """All measures of one size."""
    portal = make_portal(size)
    asked = [(query, right_answers(query, portal)) for query in read_queries()]
    with tempfile.TemporaryDirectory() as work:
        folders = {name: Path(work) / name for name in (OURS, PEER)}
        built = {name: build(name, size, folder) for name, folder in folders.items()}
        yield from rows_of(size, "", built[OURS], built[PEER])
        for code in LOCALES:
            queries = [(q, right) for q, right in asked if q.language == code and right]
            found = {}
            for name, folder in folders.items():
                with serving(folder) as server:
                    side = Side(browser, server, code, name)
                    found[name] = measure(side, queries, misses=misses and name == OURS)
                found[name] |= {"index_bytes": served_bytes(index_paths(name, folder, code))}
            yield from rows_of(size, code, found[OURS], found[PEER])


def growth(rows: Sequence[Row]) -> Iterator[Row]:
    """How much longer a build takes for so many more documents, from the smallest size: 1 is in step."""
    built = [row for row in rows if row.metric == "build_s"]
    for row in built[1:]:
        first = built[0]
        more = row.size / first.size
        ours = row.value / first.value / more
        peers = (row.peer_value or 0) / (first.peer_value or 1) / more
        values = round(ours, 3), round(peers, 3)
        yield Row(row.size, "", "build_growth", PEER, *values, round(ours / peers, 3))


def build(name: str, size: int, folder: Path) -> dict[str, float]:
    """Build in a process of its own, so that its memory can be told."""
    folder.mkdir()
    command = [sys.executable, "-m", BUILD, name, str(size), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} could not be built.")
    # Of several processes that share the work, the largest.
    return {**json.loads(said), "build_mb": usage.ru_maxrss / 1024}


def index_paths(name: str, folder: Path, language: str) -> list[Path]:
    """The files of one language's index, scripts left out."""
    if name == OURS:
        return list((folder / "static/search" / language).rglob("*"))
    found = [*folder.rglob(f"{language}_*"), *folder.rglob(f"pagefind.{language}_*")]
    return [*found, *folder.rglob(f"wasm.{language}.*")]


@dataclass(frozen=True)
class Side:
    """One of both searches in one language, as a browser meets it."""

    browser: Browser
    server: CountingServer
    language: str
    name: str

    @contextmanager
    def page(self, *, slow: bool = False) -> Iterator["Asked"]:
        """A page of a browser that has nothing yet but the few lines that wait for the first need."""
        context = self.browser.new_context()
        page = context.new_page()
        self.server.sent.clear()
        page.goto(f"{self.server.address}/{self.language}.html{'?slow' if slow else ''}")
        if slow:
            line = context.new_cdp_session(page)
            line.send("Network.enable")
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
        del self.server.sent[0]  # the page; its script belongs to the search
        yield Asked(page, f"{self.server.address}/{self.name}.js")
        context.close()


@dataclass(frozen=True)
class Asked:
    """A page that can be asked."""

    page: Page
    script: str

    def find(self, query: Query) -> tuple[float, list[str]]:
        """Milliseconds, and the addresses of the first results of the kind that is asked for."""
        taken, found = self.page.evaluate(FIND, [self.script, query.text, query.kind])
        return taken, found


Judged = Sequence[tuple[Query, frozenset[str]]]


def measure(side: Side, queries: Judged, *, misses: bool) -> dict[str, float]:
    """The measures of one search in one language."""
    asked = [query for query, _ in queries]
    return {
        **measure_cold(side, asked[::COLD_EVERY]),
        "cold_slow_ms": median(cold_slow(side, asked[:: COLD_EVERY * 2])),
        "later_slow_ms": median(later_slow(side, asked[::SLOW_EVERY])),
        **measure_answers(side, queries, misses=misses),
    }


def measure_cold(side: Side, queries: Sequence[Query]) -> Measures:
    """What the first results take in a browser that has nothing yet: medians."""
    sizes, requests, times = [], [], []
    for query in queries:
        with side.page() as page:
            times.append(page.find(query)[0])
            sizes.append(sum(side.server.sent))
            requests.append(len(side.server.sent))
    return {
        "bytes_first": median(sizes),
        "requests_first": median(requests),
        "cold_ms": median(times),
    }


def cold_slow(side: Side, queries: Sequence[Query]) -> Iterator[float]:
    for query in queries:
        with side.page(slow=True) as page:
            yield page.find(query)[0]


def later_slow(side: Side, queries: Sequence[Query]) -> Iterator[float]:
    """Times of the queries after the first one."""
    with side.page(slow=True) as page:
        times = [page.find(query)[0] for query in queries]
        yield from times[1:]


def measure_answers(side: Side, queries: Judged, *, misses: bool) -> Measures:
    """How good the answers to all queries are, and how long those after the first take."""
    with side.page() as page:
        answers = [page.find(query) for query, _ in queries]
    times = sorted(taken for taken, _ in answers[1:])
    judged = [
        (success(found, right), ndcg(found, right), query)
        for (_, found), (query, right) in zip(answers, queries, strict=True)
    ]
    for _, how_well, query in judged if misses else ():
        if how_well < 1:
            print(f"  {side.language} {query.sort}: {query.text!r} nDCG {how_well:.2f}")
    return {
        "later_ms": median(times),
        "later_p95_ms": times[ceil(len(times) * 0.95) - 1],
        "success_at_10": mean(well for well, _, _ in judged),
        "ndcg_at_10": mean(how_well for _, how_well, _ in judged),
        "queries": len(judged),
    }


def rows_of(size: int, language: str, ours: Measures, peers: Measures) -> Iterator[Row]:
    for metric, value in ours.items():
        peer_value = peers.get(metric)
        ratio = round(value / peer_value, 3) if peer_value else None
        kept = None if peer_value is None else round(peer_value, 3)
        yield Row(size, language, metric, PEER, round(value, 3), kept, ratio)


def print_table(rows: Sequence[Row]) -> None:
    print(f"{'documents':>9}  {'language':8}  {'metric':15} {OURS:>12} {PEER:>12} {'ratio':>7}")
    for row in rows:
        numbers: list[Any] = [row.value, row.peer_value, row.ratio]
        ours, peer, ratio = ("" if number is None else f"{number:,.2f}" for number in numbers)
        language = row.language or "all"
        print(f"{row.size:>9,}  {language:8}  {row.metric:15} {ours:>12} {peer:>12} {ratio:>7}")


if __name__ == "__main__":
    main()
