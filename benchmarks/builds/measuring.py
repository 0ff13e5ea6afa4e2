"""What a build took, measured from outside, and what it left."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.builds.peers.peer import Build

STOPWATCH = Path(__file__).with_name("stopwatch.py")
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of wall clock and of processor, and megabytes of the largest process."""

    wall: float
    cpu: float
    peak: float
    said: str = ""
    """What the build printed."""

    def figures(self) -> Mapping[str, float]:
        return {"wall": self.wall, "cpu": self.cpu, "peak": self.peak}


METRICS = ("wall", "cpu", "peak")


def measure(build: Build) -> Taken:
    """Run a build. It stops the benchmark where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [sys.executable, "-S", STOPWATCH, report, *map(str, build.command)],
            cwd=build.folder,
            env={**os.environ, **build.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{build.command[0]} failed:\n{done.stdout}\n{done.stderr}")
        return Taken(**json.loads(report.read_text("utf-8")), said=done.stdout)


@dataclass(frozen=True, slots=True)
class Output:
    """What stands in an output folder: pages, all files, megabytes."""

    pages: int
    files: int
    megabytes: float


def look_at(folder: Path) -> Output:
    pages = files = size = 0
    for path in folder.rglob("*"):
        if path.is_file():
            files += 1
            pages += path.suffix == ".html"
            size += path.stat().st_size
    return Output(pages, files, size / MEGABYTE)
