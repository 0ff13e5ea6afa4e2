"""What is measured of a command: its own process and those that it starts."""

import sys
from pathlib import Path

import pytest

from benchmarks.builds.measuring import look_at, measure
from benchmarks.builds.peers.peer import Build

BUSY = "sum(range(3_000_000))"
LARGE = "bytearray(120 * 2**20)"
MEGABYTES = 120


def python(code: str, folder: Path) -> Build:
    return Build((sys.executable, "-c", code), folder, folder)


def test_processes_that_a_build_starts_count_too(tmp_path: Path) -> None:
    """Their processor time is added, and the largest process gives the memory."""
    started = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {LARGE!r}])"
    assert measure(python(started, tmp_path)).peak > MEGABYTES
    assert measure(python("print('hello')", tmp_path)).said == "hello\n"
    assert measure(python(BUSY, tmp_path)).cpu > 0


def test_the_runner_s_own_memory_does_not_count(tmp_path: Path) -> None:
    """A small command is small, however much the process holds that measures it."""
    held = bytearray(MEGABYTES * 2**20)
    assert measure(python("0", tmp_path)).peak < MEGABYTES < len(held)


def test_a_build_that_fails_stops_the_benchmark(tmp_path: Path) -> None:
    """Its output is shown, since a failed build is fast."""
    with pytest.raises(SystemExit, match="no good"):
        measure(python("import sys; sys.exit('no good')", tmp_path))


def test_an_output_is_counted(tmp_path: Path) -> None:
    """Pages are HTML files; all files and their bytes count as well."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en/index.html").write_text("page")
    (tmp_path / "feed.xml").write_text("feed")
    found = look_at(tmp_path)
    assert (found.pages, found.files) == (1, 2)
    assert found.megabytes * 2**20 == pytest.approx(8)
