"""One import from the server at a port: ``python -m benchmarks.vacancies.run ROOT PORT REPORT``."""

import asyncio
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.vacancies.serving import Server
from plugins.portal.settings import read_settings
from plugins.vacancies.importing import import_jobs
from plugins.vacancies.network import PublicNetwork
from plugins.vacancies.report import Report, as_json
from plugins.vacancies.web import Limits, Web

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


async def run(root: Path, port: int) -> Report:
    server = Server(port=port)
    settings = read_settings(runpy.run_path(str(root / "pelicanconf.py")), root)
    network = PublicNetwork(server.wires, server.resolve)
    async with Web(Limits(), "https://portal.example", network) as web:
        return await import_jobs(settings, web, now=NOW)


def main() -> None:
    root, port, report = sys.argv[1:]
    found = asyncio.run(run(Path(root), int(port)))
    Path(report).write_text(as_json(found), encoding="utf-8")


if __name__ == "__main__":
    main()
