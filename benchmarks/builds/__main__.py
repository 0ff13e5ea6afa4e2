"""Builds made-up portals with the portal's own engine and with peers, in turn: ``make bench``.

For each size it makes a portal, lets every peer build the same pages, checks that visible text and
links agree, and then measures pair by pair. Everything stands in memory where the system has such a
folder: on a disk, files of others decide.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.builds import works
from benchmarks.builds.floor import Floor
from benchmarks.builds.measuring import Taken, look_at, measure
from benchmarks.builds.ours import Ours
from benchmarks.builds.peers import PEERS
from benchmarks.builds.peers.peer import Build, Peer
from benchmarks.builds.project import CHECKOUT
from benchmarks.builds.report import Report
from benchmarks.builds.rows import Pair, growth, rows_of, save
from benchmarks.builds.sizes import SIZES, Size

MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it are made with names of their own
RUNS, LONG_RUNS = 3, 1
"""How often pairs are built: of a portal whose builds take minutes, once for each peer."""

LONG = 10_000
"""Records from which builds take that long."""

EDITS = count(1)
"""Numbers of edits, of all peers together: ours is edited beside each of them."""


@dataclass(frozen=True, slots=True)
class Site:
    """A made-up portal of one size: our project, and below ``peers`` those of the peers."""

    size: Size
    project: Path
    peers: Path


def main() -> None:
    arguments = read_arguments()
    report = Report(machine(arguments.peer))
    print(report.machine, flush=True)
    with workplace(keep=arguments.keep) as folder:
        for size in arguments.size:
            runs = arguments.runs or (LONG_RUNS if size.records > LONG else RUNS)
            site = make_site(size, folder, arguments.peer, report)
            for name in arguments.peer:
                report.pairs += measure_beside(site, name, arguments.work, runs)
            if works.COLD in arguments.work and not arguments.pairs:
                measure_apart(site, runs, report)
    report.rows += rows_of(report.pairs)
    report.rows += growth(report.rows, arguments.size)
    save(report.rows)
    print(report)
    if arguments.write:
        report.write()


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=Size.parse, nargs="+", default=SIZES)
    parser.add_argument("--peer", choices=PEERS, nargs="+", default=list(PEERS))
    parser.add_argument("--work", choices=works.WORKS, nargs="+", default=works.WORKS)
    parser.add_argument("--runs", type=int, help="how often; less for large portals if not given")
    parser.add_argument("--pairs", action="store_true", help="neither the search nor the floor")
    parser.add_argument("--keep", type=Path, help="a folder that the portals stay in")
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/performance.md"
    )
    return parser.parse_args()


@contextmanager
def workplace(keep: Path | None) -> Iterator[Path]:
    """A folder to build in: in memory where there is such a place, or the one to keep."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    parent = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=parent, prefix="bench-") as folder:
        yield Path(folder)


def make_site(size: Size, folder: Path, peers: Sequence[str], report: Report) -> Site:
    """Make the portal and its peers, build each once and see that they show the same."""
    folder = folder / str(size).replace("/", "-")
    site = Site(size, folder / "ours", folder / "peers")
    if site.project.exists():
        shutil.rmtree(folder)
    prepare("project", str(size), site.project)
    measure(Ours().build(site.project))
    report.outputs[str(size), "ours"] = look_at(site.project / "output")
    prepare("peers", site.project, site.peers, *peers)
    for name in peers:
        build = PEERS[name].build(site.peers / name)
        measure(build)
        report.outputs[str(size), name] = look_at(build.output)
        print(f"{size}: {name}: ", end="", flush=True)
        prepare("compare", site.project / "output", build.output, site.peers)
    return site


def prepare(*arguments: str | Path) -> None:
    command = (sys.executable, "-m", "benchmarks.builds.prepare", *arguments)
    if status := subprocess.run(command, check=False, cwd=CHECKOUT).returncode:
        sys.exit(status)


def measure_beside(site: Site, name: str, chosen: Sequence[str], runs: int) -> Iterator[Pair]:
    """Every step of ours and of a peer's in turn, ``runs`` times. Steps go on from each other."""
    ours, peer = Side(Ours(), site.project), Side(PEERS[name], site.peers / name)
    steps = [step for step in works.STEPS if works.work_of(step) in chosen]
    for step in steps * runs:
        edit = next(EDITS)
        pair = Pair(site.size, step, name, ours.take(step, edit), peer.take(step, edit))
        print(line_of(pair), flush=True)
        yield pair


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are measured, in its project's folder."""

    generator: Ours | Peer
    folder: Path

    def take(self, step: str, edit: int) -> Taken:
        """Bring the project into the state that a step begins with, and build.

        ``edit`` is another one each time, so that no edit leaves all as it was.
        """
        build = self.generator.build(self.folder)
        if step == works.COLD:
            clear(build)
        else:
            self.generator.edit(self.folder, step, edit)
        return measure(build)


def measure_apart(site: Site, runs: int, report: Report) -> None:
    """What has no peer: a first build with the search's index, and the floor."""
    ours, size = Ours(), str(site.size)
    searching = ours.searching(site.project)
    for _ in range(runs):
        clear(searching)
        report.searches.setdefault(size, []).append(measure(searching))
    report.floors[size] = Floor.read(measure(ours.floor(site.project)).said)


def clear(build: Build) -> None:
    """As before the first build."""
    for path in (build.output, *build.caches):
        shutil.rmtree(path, ignore_errors=True)


def line_of(pair: Pair) -> str:
    ours, theirs = pair.ours.wall, pair.theirs.wall
    told = f"{pair.size} {pair.step}: {ours:.2f} s, {pair.peer} {theirs:.2f} s"
    return f"{told} ({ours / theirs:.2f})"


def machine(peers: Sequence[str]) -> str:
    """What it was measured on, in words."""
    with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    versions = ", ".join(PEERS[name].version() for name in peers)
    return f"{os.cpu_count()} processors, {names[0] if names else platform.machine()}, Python {platform.python_version()}, {versions}"


if __name__ == "__main__":
    main()
