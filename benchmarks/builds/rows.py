"""Measurements as rows, and the file that keeps them."""

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.builds.measuring import METRICS, Taken
from benchmarks.builds.sizes import Size
from benchmarks.builds.works import ONE_TEMPLATE, work_of

SELF = "self"
RESULTS = Path("benchmarks/results/build.json")
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A measure of ours and of a peer. ``ratio`` is ours by the peer's: below 1 we are better.

    Where the peer is ``self``, its value is what ours at the size before would be if it had grown
    in step with the number of records.
    """

    size: str
    work: str
    metric: str
    peer: str
    value: float
    peer_value: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A build of ours and one of a peer's, one after the other."""

    size: Size
    step: str
    peer: str
    ours: Taken
    theirs: Taken


def rows_of(pairs: Iterable[Pair]) -> list[Row]:
    """Medians of values, and of the ratios within each pair."""
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((str(pair.size), pair.step, pair.peer), []).append(pair)
    rows = [
        _row(*key, metric=metric, pairs=found)
        for key, found in groups.items()
        for metric in METRICS
    ]
    return list(_slower_template(rows))


def _row(size: str, step: str, peer: str, *, metric: str, pairs: Sequence[Pair]) -> Row:
    ours = [pair.ours.figures()[metric] for pair in pairs]
    theirs = [pair.theirs.figures()[metric] for pair in pairs]
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    values = (round(number, DIGITS) for number in (median(ours), median(theirs), ratio))
    return Row(size, step, metric, peer, *values)


def _slower_template(rows: Sequence[Row]) -> Iterator[Row]:
    """Of the rows about an edited template those of the one that costs us more, by wall clock."""
    slowest: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = row.size, row.peer
        if work_of(row.work) == ONE_TEMPLATE and row.metric == METRICS[0]:
            slowest[key] = max(slowest.get(key, row), row, key=lambda found: found.value)
    for row in rows:
        if work_of(row.work) != ONE_TEMPLATE:
            yield row
        elif slowest[row.size, row.peer].work == row.work:
            yield Row(**{**asdict(row), "work": ONE_TEMPLATE})


def growth(rows: Sequence[Row], sizes: Sequence[Size]) -> Iterator[Row]:
    """Ours at each size beside ours at the size before, grown in step with the records."""
    ours = {(row.size, row.work, row.metric): row.value for row in rows}
    works = dict.fromkeys((row.work, row.metric) for row in rows)
    for before, size in itertools.pairwise(sizes):
        for work, metric in works:
            smaller = ours.get((str(before), work, metric))
            value = ours.get((str(size), work, metric))
            if smaller and value:
                expected = smaller * size.records / before.records
                ratio = round(value / expected, DIGITS)
                yield Row(str(size), work, metric, SELF, value, round(expected, DIGITS), ratio)


def save(rows: Sequence[Row], path: Path = RESULTS) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
