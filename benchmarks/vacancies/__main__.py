"""Measures an import of made-up jobs from a server on this machine: ``make bench-jobs``.

All systems hold the same number of boards, with texts as long as real postings. The importer is a
process of its own, so that neither the server's time nor its memory is counted as its own.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks.made_up.writing import LANGUAGES, prose
from benchmarks.vacancies.employers import SYSTEMS, Position, board_name
from benchmarks.vacancies.serving import Server, serving
from plugins.vacancies.report import NUMBERS

PROJECT = Path(__file__).parents[2]
RESULTS = PROJECT / "benchmarks" / "results" / "jobs.json"
STOPWATCH = PROJECT / "benchmarks" / "builds" / "stopwatch.py"
CITIES = ("Aarhus", "Herning", "Viborg", "Horsens", "Randers", "Silkeborg", "Skive", "Lemvig")
TITLES = {
    "en": ("Software Developer", "Nurse", "Mechanical Engineer", "Welder", "Accountant"),
    "da": ("Softwareudvikler", "Sygeplejerske", "Maskiningeniør", "Smed", "Revisor"),
}
WORDS = (250, 700)
"""Of a posting, the fewest and the most."""

COMPANY = """
name: Example {name}
website: https://{name}.example/
careers: https://{name}.example/jobs/
municipalities: [aarhus]
clusters: []
competences: [nurse]
tagline: {{en: Made up}}
about: {{en: Made up.}}
jobs: {{system: {system}, board: "{board}"}}
sources: [{{url: "https://example.org/", checked: 2026-05-01}}]
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", type=int, default=300)
    parser.add_argument("--postings", type=int, default=5_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Server()) as server:
        root = Path(folder)
        make_project(root, server, arguments.boards, arguments.postings)
        rows = [measure(root, server, name) for name in ("first", "nothing new")]
        hire_anew(root, server, arguments.boards, arguments.postings)
        rows.append(measure(root, server, "a tenth new"))
    print(table(rows))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


def make_project(root: Path, server: Server, boards: int, postings: int) -> None:
    """A portal with the real vocabulary and made-up companies, whose boards the server holds."""
    shutil.copytree(PROJECT / "content", root / "content")
    shutil.copy(PROJECT / "pelicanconf.py", root)
    (root / "themes").symlink_to(PROJECT / "themes")
    (root / "companies").mkdir()
    for system, name, positions in employers(boards, postings):
        text = COMPANY.format(name=name, system=system, board=board_name(system, name))
        (root / "companies" / f"{name}.yaml").write_text(text, encoding="utf-8")
        server.answers |= SYSTEMS[system](name, positions)


def hire_anew(root: Path, server: Server, boards: int, postings: int) -> None:
    """One employer in ten has other positions than before."""
    del root
    for number, (system, name, positions) in enumerate(employers(boards, postings, seed=1)):
        if number % 10 == 0:
            server.answers |= SYSTEMS[system](name, positions)


def employers(
    boards: int, postings: int, seed: int = 0
) -> Iterator[tuple[str, str, list[Position]]]:
    """System, name and positions of each employer; all positions are evenly divided."""
    systems = [*SYSTEMS]
    for number in range(boards):
        first, end = number * postings // boards, (number + 1) * postings // boards
        positions = [position(one + 1, seed) for one in range(first, end)]
        yield systems[number % len(systems)], f"employer-{number}", positions


def position(number: int, seed: int) -> Position:
    random = Random(f"{seed} {number}")
    code = random.choice(LANGUAGES)
    city = random.choice(CITIES)
    text = prose(code, random, random.randint(*WORDS), city.lower())
    paragraphs = "".join(f'<p style="margin: 0">{part}</p>\n' for part in text.split("\n\n"))
    title = f"{random.choice(TITLES[code])} {number}"
    posted = date(2026, 6, 1) - timedelta(days=random.randint(0, 60))
    return Position(str(number), title, paragraphs, city, posted=posted)


def measure(root: Path, server: Server, name: str) -> dict[str, object]:
    """One import by a process of its own: what it took, and what came of it."""
    taken, report = root / "taken.json", root / "report.json"
    before = len(server.asked)
    command = [sys.executable, "-m", "benchmarks.vacancies.run", str(root), str(server.port)]
    subprocess.run(
        [sys.executable, "-S", str(STOPWATCH), str(taken), *command, str(report)],
        check=True,
        cwd=PROJECT,
    )
    total = json.loads(report.read_text("utf-8"))["total"]
    figures = json.loads(taken.read_text("utf-8"))
    return {"import": name, **figures, "requests": len(server.asked) - before, **total}


SHOWN = ("import", "wall", "cpu", "peak", "requests", *NUMBERS, "failed", "written")


def table(rows: list[dict[str, object]]) -> str:
    """Seconds, megabytes and numbers, a row for each import."""
    lines = [SHOWN, *([_shown(row[name]) for name in SHOWN] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(SHOWN))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def _shown(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
