"""What is kept of measurements: medians, ratios within pairs, the slower of two templates."""

import json
from dataclasses import fields
from pathlib import Path

from benchmarks.builds.measuring import METRICS, Taken
from benchmarks.builds.rows import Pair, Row, growth, rows_of, save
from benchmarks.builds.sizes import SIZES, Size
from benchmarks.builds.works import STEPS, WORKS

SMALL = Size(1, 2, 1)


def pair(step: str, ours: float, theirs: float, size: Size = SMALL) -> Pair:
    return Pair(size, step, "hugo", Taken(ours, ours * 2, 100), Taken(theirs, theirs * 2, 200))


def test_every_step_becomes_a_row_for_each_metric() -> None:
    """Sizes, works, metrics and peers are named as the documentation says."""
    rows = rows_of(pair(step, 1, 2, size) for size in SIZES for step in STEPS)
    assert {row.size for row in rows} == {"100/400/40", "544/2418/120", "5000/20000/500"}
    assert {row.work for row in rows} == set(WORKS)
    assert {row.metric for row in rows} == set(METRICS) == {"wall", "cpu", "peak"}
    assert len(rows) == len(SIZES) * len(WORKS) * len(METRICS)
    assert all(row.peer == "hugo" for row in rows)


def test_values_are_medians_and_the_ratio_is_that_of_pairs() -> None:
    """A pair that another program disturbed does not decide."""
    rows = rows_of([pair("cold", 1, 2), pair("cold", 30, 30), pair("cold", 3, 4)])
    wall = next(row for row in rows if row.metric == "wall")
    assert (wall.value, wall.peer_value, wall.ratio) == (3, 4, 0.75)


def test_of_two_templates_the_slower_counts() -> None:
    """Both are measured as one work; every metric is that of the slower one."""
    rows = rows_of([pair("one-template", 1, 2), pair("one-template (job)", 3, 2)])
    assert [(row.work, row.metric, row.value) for row in rows] == [
        ("one-template", "wall", 3),
        ("one-template", "cpu", 6),
        ("one-template", "peak", 100),
    ]


def test_growth_is_beside_what_would_be_in_step() -> None:
    """Twice as much for twice as many records is 1."""
    double = Size(2, 4, 2)
    rows = rows_of([pair("cold", 1, 1), pair("cold", 3, 1, double)])
    found = {row.metric: row for row in growth(rows, [SMALL, double])}
    assert found["wall"] == Row("2/4/2", "cold", "wall", "self", 3, 2, 1.5)
    assert found["peak"].ratio == 0.5


def test_rows_are_kept(tmp_path: Path) -> None:
    """The file holds a list of flat records."""
    save(rows_of([pair("cold", 1, 2)]), tmp_path / "results/build.json")
    kept = json.loads((tmp_path / "results/build.json").read_text("utf-8"))
    assert list(kept[0]) == [field.name for field in fields(Row)]
    assert kept[0]["size"] == "1/2/1"
