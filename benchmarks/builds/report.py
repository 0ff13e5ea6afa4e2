"""Measurements as Markdown, which is printed and stands in the documentation."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.builds.floor import Floor
from benchmarks.builds.measuring import Output, Taken
from benchmarks.builds.rows import SELF, Pair, Row
from benchmarks.builds.works import COLD
from plugins.publishing.start import PUBLISHED

DOCUMENT = Path("docs/performance.md")
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
FORMS = {"wall": "{:,.2f} s", "cpu": "{:,.2f} s", "peak": "{:,.0f} MB"}
TITLES = {
    "wall": "Wall clock",
    "cpu": "Time of the processors, all processes together",
    "peak": "Peak memory of the largest process",
}

LAP = re.compile(r"(\w+) ([0-9.]+) s\b")
"""A stage and its seconds."""


@dataclass
class Report:
    """What a run of the benchmark found."""

    machine: str
    pairs: list[Pair] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    outputs: dict[tuple[str, str], Output] = field(default_factory=dict)
    """Size and generator → what stands in its output folder."""
    floors: dict[str, Floor] = field(default_factory=dict)
    searches: dict[str, list[Taken]] = field(default_factory=dict)
    """Size → first builds of ours with the search's index."""

    def __str__(self) -> str:
        parts = (self._head(), *map(self._figures, TITLES), self._growth(), self._stages())
        return "\n\n".join((*filter(None, parts), self._outputs()))

    def _head(self) -> str:
        counts = sorted({len(found) for found in _grouped(self.pairs).values()})
        runs = " to ".join(map(str, dict.fromkeys((counts[0], counts[-1]))))
        return f"{self.machine}. Medians of {runs}; ratios are ours by the peer's, within pairs."

    def _figures(self, metric: str) -> str:
        """A line for each size and work: ours, and each peer's with the ratio."""
        rows = [row for row in self.rows if row.metric == metric and row.peer != SELF]
        peers = list(dict.fromkeys(row.peer for row in rows))
        lines = []
        for size, work in dict.fromkeys((row.size, row.work) for row in rows):
            found = {row.peer: row for row in rows if (row.size, row.work) == (size, work)}
            ours = FORMS[metric].format(median(row.value for row in found.values()))
            theirs = (_against(found.get(peer), metric) for peer in peers)
            lines.append([size, work, ours, *theirs])
            if work == COLD:
                lines += self._floor(size, metric, peers) + self._search(size, metric, peers)
        return table(TITLES[metric], ["size", "work", "ours", *peers], lines)

    def _search(self, size: str, metric: str, peers: Sequence[str]) -> list[list[str]]:
        taken = [one.figures()[metric] for one in self.searches.get(size, [])]
        if not taken:
            return []
        shown = FORMS[metric].format(median(taken))
        return [[size, "cold, with the search index", shown, *["" for _ in peers]]]

    def _floor(self, size: str, metric: str, peers: Sequence[str]) -> list[list[str]]:
        floor = self.floors.get(size)
        if not floor or metric != "wall":
            return []
        named = (
            ("floor: Jinja2 alone", floor.jinja),
            ("floor: Jinja2 alone, on all processors", floor.jinja_shared),
            ("floor: writing alone", floor.writing),
        )
        empty = ["" for _ in peers]
        return [[size, name, FORMS[metric].format(value), *empty] for name, value in named]

    def _growth(self) -> str:
        rows = [row for row in self.rows if row.peer == SELF]
        lines = [[row.size, row.work, row.metric, f"{row.ratio:.2f}"] for row in rows]
        title = "Growth from the size before: 1 is in step with the number of records"
        return table(title, ["size", "work", "metric", "growth"], lines) if lines else ""

    def _stages(self) -> str:
        """How long the stages of our builds took, by what they print themselves."""
        lines = []
        for (size, step), taken in _by_step(self.pairs).items():
            laps = [stages(one.said) for one in taken]
            names = list(dict.fromkeys(name for lap in laps for name in lap))
            before = median(
                one.wall - sum(lap.values()) for one, lap in zip(taken, laps, strict=True)
            )
            parts = [f"{name} {median(lap.get(name, 0) for lap in laps):.2f} s" for name in names]
            made = min(map(rendered, (one.said for one in taken)))
            lines.append([size, step, f"{made:,}", f"{before:.2f} s", ", ".join(parts)])
        heads = ["size", "work", "pages rendered", "start and end", "between"]
        return table("Where our builds spend their time", heads, lines)

    def _outputs(self) -> str:
        lines = [
            [size, name, f"{found.pages:,}", f"{found.files:,}", f"{found.megabytes:,.1f} MB"]
            for (size, name), found in self.outputs.items()
        ]
        return table("What they write", ["size", "by", "pages", "files", "bytes"], lines)

    def write(self, path: Path = DOCUMENT) -> None:
        """Put the figures in the place of those in the documentation."""
        before, _, rest = path.read_text("utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        path.write_text(f"{before}{BEGIN}\n{self}\n{END}{after}", encoding="utf-8")


def table(title: str, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join((f"### {title}", "", *(f"| {' | '.join(row)} |" for row in rows)))


def stages(said: str) -> Mapping[str, float]:
    """The seconds of each stage, out of what a build of ours printed last: ``files 0.12 s, …``.

    A build that found nothing changed has none.
    """
    line = next((line for line in said.splitlines() if line.startswith(PUBLISHED)), "")
    return {name: float(seconds) for name, seconds in LAP.findall(line)}


def rendered(said: str) -> int:
    """How many pages a build of ours rendered, as it says: ``9 pages (3 rendered, 2 changed)``."""
    found = re.search(r"\((\d+) rendered", said)
    return int(found[1]) if found else 0


def _against(row: Row | None, metric: str) -> str:
    return f"{FORMS[metric].format(row.peer_value)} ({row.ratio:.2f})" if row else ""


def _grouped(pairs: Iterable[Pair]) -> dict[tuple[str, str, str], list[Pair]]:
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((str(pair.size), pair.step, pair.peer), []).append(pair)
    return groups


def _by_step(pairs: Iterable[Pair]) -> dict[tuple[str, str], list[Taken]]:
    groups: dict[tuple[str, str], list[Taken]] = {}
    for pair in pairs:
        groups.setdefault((str(pair.size), pair.step), []).append(pair.ours)
    return groups
