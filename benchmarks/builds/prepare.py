"""Makes what is measured, in a process of its own: projects, and what peers build from.

``python -m benchmarks.builds.prepare project SIZE FOLDER`` writes a made-up project;
``… peers PROJECT FOLDER NAME…`` the projects of peers; ``… compare OURS THEIRS FOLDER`` says where
a peer's output shows something else than ours, which ends with exit status 1.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.builds.agreement import Disagreement, disagreements
from benchmarks.builds.peers import PEERS
from benchmarks.builds.peers.material import read_material
from benchmarks.builds.project import write_project
from benchmarks.builds.sizes import Size
from plugins.portal.parallel import in_parallel, shares

HASH = re.compile(r"-[0-9a-f]{12}(?=\.)")
STATIC = ("*.css", "*.js", "*.woff2", "*.svg", "media/*")
ADDRESSES = "addresses.txt"
"""Names the file beside the peers' projects that holds the addresses of all pages to compare."""

SHOWN = 10
"""Disagreements that are printed; more say the same."""


def write_peers(project: Path, folder: Path, names: list[str]) -> None:
    """The projects of peers. Style, scripts and pictures are the ready ones of our output."""
    static = folder / "static"
    copy_static(project / "output/static", static)
    material = read_material(project)
    addresses = (sheet.address for sheet in material.sheets)
    (folder / ADDRESSES).write_text("\n".join(addresses), encoding="utf-8")
    for name in names:
        PEERS[name].write(material, static, folder / name)


def copy_static(ours: Path, target: Path) -> None:
    """Ready files under plain names."""
    for pattern in STATIC:
        for path in ours.glob(pattern):
            copied = target / HASH.sub("", path.relative_to(ours).as_posix())
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copied)


def compare(ours: Path, theirs: Path, folder: Path) -> int:
    """Print where the output of a peer shows something else. The number of such pages."""
    addresses = (folder / ADDRESSES).read_text("utf-8").splitlines()
    parts = [partial(_compared, ours, theirs, share) for share in shares(addresses)]
    found = [disagreement for part in in_parallel(parts) for disagreement in part]
    for disagreement in found[:SHOWN]:
        print(disagreement)
    print(f"{len(addresses) - len(found):,} of {len(addresses):,} pages show the same.")
    return len(found)


def _compared(ours: Path, theirs: Path, addresses: Sequence[str]) -> list[Disagreement]:
    return list(disagreements(ours, theirs, addresses))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    made = steps.add_parser("project")
    made.add_argument("size", type=Size.parse)
    made.add_argument("folder", type=Path)
    peers = steps.add_parser("peers")
    peers.add_argument("project", type=Path)
    peers.add_argument("folder", type=Path)
    peers.add_argument("names", nargs="+")
    compared = steps.add_parser("compare")
    for name in ("ours", "theirs", "folder"):
        compared.add_argument(name, type=Path)
    arguments = parser.parse_args()
    if arguments.step == "project":
        write_project(arguments.folder, arguments.size)
    elif arguments.step == "peers":
        write_peers(arguments.project, arguments.folder, arguments.names)
    elif compare(arguments.ours, arguments.theirs, arguments.folder):
        sys.exit(1)


if __name__ == "__main__":
    main()
