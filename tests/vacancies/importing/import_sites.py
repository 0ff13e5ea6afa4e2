"""A small portal whose employers are on a server of ours, and a moment."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.vacancies.employers import SYSTEMS, Position, board_name
from benchmarks.vacancies.serving import Server
from plugins.portal.settings import Settings, read_settings
from plugins.vacancies.importing import import_jobs
from plugins.vacancies.network import PublicNetwork
from plugins.vacancies.report import Report, Row
from plugins.vacancies.understanding import Posting, Understanding
from plugins.vacancies.vocabulary import Vocabulary
from plugins.vacancies.web import Limits, Web

NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)
LIMITS = Limits(step=0.5, request=0.8, board=5, pause=0.01, patience=0.05, bytes=2_000_000)
"""Impatient enough for tests."""

MUNICIPALITY = """
name: {{en: {name}, da: {name}}}
region: Made up
lat: 56.1
lon: 9.1
about: {{en: Made up., da: Opfundet.}}
sources: [{{url: "https://example.org/", checked: 2026-05-01}}]
"""
COMPETENCES = """
inventor:
  label: {en: Inventor, da: Opfinder}
  group: makers
  sources: [{url: "https://example.org/", checked: 2026-05-01}]
"""
COMPANY = """
name: {name}
website: https://{name}.example/
careers: https://{name}.example/jobs/
municipalities: [exampleby]
clusters: []
competences: [inventor]
tagline: {{en: Made up}}
about: {{en: Made up.}}
jobs: {jobs}
sources: [{{url: "https://example.org/", checked: 2026-05-01}}]
"""


def understood(posting: Posting, _: Vocabulary) -> Understanding:
    """What these tests need: the place alone. How postings are understood is tested elsewhere."""
    is_here = "Exampleby" in posting.place
    return Understanding(
        municipality="exampleby" if is_here else None,
        language="en",
        guessed=frozenset({"municipality", "language"}),
    )


@dataclass
class Site:
    """A portal in a folder, whose employers are on a server."""

    root: Path
    server: Server
    limits: Limits = LIMITS
    now: datetime = NOON
    boards: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        named = {"PORTAL_LANGUAGES": ["en", "da"], "PORTAL_NAME": {"en": "Portal", "da": "Portal"}}
        return read_settings(named | {"TIMEZONE": "Europe/Copenhagen"}, self.root)

    @property
    def folder(self) -> Path:
        return self.root / "content" / "jobs"

    def add(self, company: str, jobs: str) -> None:
        path = self.root / "companies" / f"{company}.yaml"
        path.write_text(COMPANY.format(name=company, jobs=jobs), encoding="utf-8")

    def hire(self, system: str, *positions: Position, company: str = "acme") -> None:
        """Let a company's board in a system hold these positions."""
        self.add(company, f"{{system: {system}, board: '{board_name(system, company)}'}}")
        self.server.answers |= SYSTEMS[system](company, positions)

    def web(self) -> Web:
        network = PublicNetwork(self.server.wires, self.server.resolve)
        return Web(self.limits, "https://portal.example", network)

    def run(self, *only: str, after: timedelta = timedelta()) -> Report:
        """Import, so long after noon."""

        async def run() -> Report:
            async with self.web() as web:
                return await import_jobs(self.settings, web, only, now=self.now + after)

        return asyncio.run(run())

    def row(self, company: str = "acme", **wanted: Any) -> Row:
        """Import; what came of one company."""
        report = self.run(**wanted)
        return next(row for row in report.rows if row.company == company)

    def entries(self, company: str = "acme") -> list[dict[str, Any]]:
        return json.loads((self.folder / f"{company}.json").read_text(encoding="utf-8"))

    def jobs(self, company: str = "acme") -> list[dict[str, Any]]:
        return [job for job in self.entries(company) if "gone" not in job]

    def gone(self, company: str = "acme") -> list[dict[str, Any]]:
        return [job for job in self.entries(company) if "gone" in job]

    def times(self) -> dict[Path, int]:
        """When each file was written."""
        return {p: p.stat().st_mtime_ns for p in self.root.rglob("*") if p.is_file()}

    def titles(self, company: str = "acme") -> list[str]:
        return [job["title"] for job in self.jobs(company)]


def position(number: int = 1, **changed: Any) -> Position:
    """A made-up position."""
    made = Position(str(number), f"Inventor {number}", "<p>We invent <b>things</b>.</p>")
    return replace(made, **changed)
