"""``python -m plugins.vacancies import``: what it prints, what it leaves, how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from import_sites import Site, position
from website import PROJECT

from benchmarks.vacancies.serving import Reply
from plugins.vacancies.importing import load_portal
from plugins.vacancies.report import NUMBERS, Report, Row, as_json, as_table

SETTINGS = """
PORTAL_LANGUAGES = ["en", "da"]
PORTAL_NAME = {"en": "Portal", "da": "Portal"}
TIMEZONE = "Europe/Copenhagen"
SITEURL = "https://portal.example"
"""
BOARD = ("boards-api.greenhouse.io", "/v1/boards/acme/jobs?content=true")


def run(site: Site, *options: str) -> subprocess.CompletedProcess[str]:
    (site.root / "publishconf.py").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "plugins.vacancies", "import", *options]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        command, cwd=site.root, env=environment, capture_output=True, text=True, check=False
    )


def test_a_run_without_boards_ends_well(site: Site) -> None:
    """A portal without any board has nothing to import; the report says so too."""
    done = run(site, "--report", "build/report.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 files written" in done.stdout
    report = json.loads((site.root / "build" / "report.json").read_text("utf-8"))
    assert report["companies"] == []


def test_a_failed_board_is_told_by_the_exit_status(site: Site) -> None:
    """Progress is told on the way; the table tells why."""
    site.add("acme", "{system: nonsense, board: x}")
    done = run(site)
    assert done.returncode == 3
    assert "no system is called 'nonsense'" in done.stdout
    assert "1 of 1 companies" in done.stderr
    assert run(site, "--quiet").stderr == ""


@pytest.mark.parametrize(
    ("path", "options", "told"),
    [
        ("content/competences.yaml", (), "content/competences.yaml:1:"),
        ("companies/acme.yaml", ("acmee",), "no company with a board is called 'acmee'"),
    ],
)
def test_where_nothing_can_be_done_the_status_is_one(site: Site, path, options, told) -> None:
    """Faults of the portal's own are told as everywhere, with file and line."""
    site.add("acme", "{system: greenhouse, board: x}")
    if not options:
        (site.root / path).write_text("x: {", encoding="utf-8")
    done = run(site, *options)
    assert done.returncode == 1
    assert told in done.stderr


def test_the_table_tells_what_is_to_be_told(site: Site) -> None:
    """Companies with nothing new are counted; each refused posting has a line, up to a few."""
    rows = (
        Row("acme", "lever", found=3, new=1, refused=[f"{n}: it has no text" for n in range(5)]),
        Row("quiet", "lever", found=2),
        Row("zulu", "feed", kept=1_234, error="answers with\x1b[31m status 500" + "x" * 300),
    )
    table = as_table(Report(rows, 1.25, 2)).splitlines()
    assert table[0].split() == [
        "company",
        "system",
        "found",
        "new",
        "changed",
        "gone",
        "kept",
        "elsewhere",
        "error",
    ]
    assert table[1].endswith("5 refused")
    assert [line.strip() for line in table[2:5]] == [f"{n}: it has no text" for n in range(3)]
    assert table[5].startswith("zulu     feed")
    assert "1,234" in table[5]
    assert "\x1b" not in "".join(table)
    assert max(map(len, table)) < 200
    assert table[6].split()[:2] == ["all", "5"]
    assert table[7:] == ["1 with nothing new", "2 files written in 1.2 s"]


def test_the_report_for_programs_tells_all() -> None:
    """Every company, every reason, and the sums."""
    rows = (Row("acme", "lever", found=3, new=1, refused=["1: x"]), Row("b", "feed", error="y"))
    report = json.loads(as_json(Report(rows, 1.0, 1)))
    assert report["total"] == dict.fromkeys(NUMBERS, 0) | {
        "found": 3,
        "new": 1,
        "failed": 1,
        "written": 1,
    }
    assert report["companies"][0]["refused"] == ["1: x"]
    assert report["companies"][1] == {
        **dict.fromkeys(NUMBERS, 0),
        "company": "b",
        "system": "feed",
        "error": "y",
        "note": "",
        "refused": [],
    }


IMPORT = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, {helpers!r})
from import_sites import LIMITS, NOON, Site
from benchmarks.vacancies.serving import Server
server = Server(port={port})
site = Site(Path({root!r}), server)
while True:
    site.run()
"""


def test_killed_at_any_moment_every_file_is_whole(site: Site, tmp_path: Path) -> None:
    """Each file is that of one import or of the other, whenever the process dies."""
    companies = [f"c{number}" for number in range(8)]
    texts: dict[str, set[bytes]] = {company: {b""} for company in companies}

    def hire(version: int) -> None:
        for company in companies:
            changed = position(1, title=f"Version {version}", html="<p>word </p>" * 500)
            site.hire("greenhouse", changed, company=company)

    for version in (0, 1):  # What the files may hold.
        hire(version)
        site.run()
        for company in companies:
            texts[company].add(without_time(site.folder / f"{company}.json"))
    script = IMPORT.format(
        helpers=str(Path(__file__).parent), port=site.server.port, root=str(site.root)
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    killed = 0
    for attempt in range(4):
        process = subprocess.Popen([sys.executable, "-c", script], env=environment)
        start = time.perf_counter()
        while time.perf_counter() - start < 0.9 + attempt * 0.037:
            hire(int(time.perf_counter() * 50) % 2)
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        for company in companies:
            assert without_time(site.folder / f"{company}.json") in texts[company]
    assert killed == 4
    hire(1)
    site.run()
    assert [path.name for path in site.folder.iterdir() if path.suffix != ".json"] == []


def without_time(path: Path) -> bytes:
    """A file of jobs but for the lines that tell when they were imported."""
    lines = path.read_bytes().splitlines()
    json.loads(b"\n".join(lines))
    return b"\n".join(line for line in lines if b'"imported"' not in line)


def test_the_seal_changes_with_the_words(site: Site) -> None:
    """What is kept of hosts is of no use with other words."""
    before = load_portal(site.settings).seal
    assert load_portal(site.settings).seal == before
    path = site.root / "content" / "municipalities" / "testrup.yaml"
    path.write_text(path.read_text("utf-8").replace("da: Testrup", "da: Prøvestrup"), "utf-8")
    assert load_portal(site.settings).seal != before


def test_an_unforeseen_fault_of_ours_costs_one_company(site: Site, monkeypatch) -> None:
    """Whatever one board makes us do, the others are imported."""
    site.hire("greenhouse", position(1))
    site.hire("lever", position(1), company="other")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("plugins.vacancies.systems.greenhouse.unescape", broken)
    site.server.answers[BOARD] = Reply(site.server.answers[BOARD].body)
    report = site.run()
    assert report.rows[0].refused[0].startswith("1: it is not as it should be: ZeroDivisionError")
    assert report.rows[1].new == 1
