"""What is printed of measurements, and stands in the documentation."""

from pathlib import Path

import pytest

from benchmarks.builds.floor import Floor
from benchmarks.builds.measuring import Output, Taken
from benchmarks.builds.report import BEGIN, DOCUMENT, END, Report, rendered, stages
from benchmarks.builds.rows import Pair, rows_of
from benchmarks.builds.sizes import Size

SAID = (
    "Published 9 pages (9 rendered, 9 changed), 2 files (2 changed): files 0.25 s, pages 0.50 s\n"
)
SMALL = Size(1, 2, 1)


@pytest.fixture
def report() -> Report:
    ours, theirs = Taken(1, 2, 100, SAID), Taken(2, 2, 400)
    pairs = [Pair(SMALL, "cold", peer, ours, theirs) for peer in ("hugo", "eleventy")]
    report = Report("2 processors", pairs, rows_of(pairs))
    report.floors["1/2/1"] = Floor(jinja=0.2, jinja_shared=0.1, writing=0.05)
    report.searches["1/2/1"] = [Taken(1.5, 3, 150)]
    report.outputs["1/2/1", "ours"] = Output(9, 11, 1.25)
    return report


def test_each_work_has_a_line_with_every_peer(report: Report) -> None:
    """Ours, then each peer's with the ratio; the search and the floor stand below a first build."""
    shown = str(report)
    assert "| 1/2/1 | cold | 1.00 s | 2.00 s (0.50) | 2.00 s (0.50) |" in shown
    assert "| 1/2/1 | cold | 100 MB | 400 MB (0.25) | 400 MB (0.25) |" in shown
    assert "| 1/2/1 | cold, with the search index | 1.50 s |  |  |" in shown
    assert "| 1/2/1 | floor: Jinja2 alone | 0.20 s |  |  |" in shown
    assert "| 1/2/1 | ours | 9 | 11 | 1.2 MB |" in shown


def test_stages_are_those_that_the_build_prints(report: Report) -> None:
    """What no stage accounts for is the time before the first one."""
    assert stages(SAID) == {"files": 0.25, "pages": 0.5}
    assert stages("nothing") == {}
    assert (rendered(SAID), rendered("nothing")) == (9, 0)
    assert "| 1/2/1 | cold | 9 | 0.25 s | files 0.25 s, pages 0.50 s |" in str(report)


def test_figures_take_the_place_of_those_in_the_documentation(
    report: Report, tmp_path: Path
) -> None:
    """What people wrote around them stays."""
    path = tmp_path / "performance.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    report.write(path)
    assert path.read_text("utf-8") == f"before\n{BEGIN}\n{report}\n{END}\nafter\n"


def test_the_documentation_has_a_place_for_figures() -> None:
    """Both marks stand in it, in their order."""
    text = DOCUMENT.read_text("utf-8")
    assert 0 < text.index(BEGIN) < text.index(END)
