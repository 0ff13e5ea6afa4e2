"""``python -m plugins.vacancies import``: bring employers' open positions into ``content/jobs``."""

import argparse
import asyncio
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.portal.problems import ContentFault, allowed
from plugins.portal.settings import Settings, read_settings
from plugins.vacancies.files import put
from plugins.vacancies.importing import Progress, import_jobs, load_portal
from plugins.vacancies.report import Report, as_json, as_table
from plugins.vacancies.web import Limits, Web

ALL_READ, NOTHING_DONE, SOME_FAILED = 0, 1, 3
"""Exit statuses. ``argparse`` has 2 for itself."""

STOPPED = 130
"""What shells give for a program that was interrupted."""

STEPS = 20
"""How often progress is told where it cannot be told in one place: in a log."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m plugins.vacancies", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    importing = commands.add_parser(
        "import",
        help="read every company's board",
        epilog="exit status: 0 all boards were read, 3 some failed and the others were imported, "
        "1 nothing was done",
    )
    importing.add_argument("companies", nargs="*", help="import these companies alone")
    importing.add_argument("--settings", type=Path, default=Path("publishconf.py"))
    importing.add_argument("--report", type=Path, help="write what it came to as JSON")
    importing.add_argument("--boards", type=int, default=Limits().boards, help="read at a time")
    importing.add_argument("--quiet", action="store_true", help="tell no progress")
    arguments = parser.parse_args()
    sys.exit(run(arguments))


def run(arguments: argparse.Namespace) -> int:
    """Import, tell what it came to, and give the exit status."""
    path = arguments.settings.resolve()
    try:
        settings = read_settings(runpy.run_path(str(path)), path.parent)
        check_names(settings, arguments.companies)
        limits = Limits(boards=max(arguments.boards, 1))
        progress = _silent if arguments.quiet else _told
        report = asyncio.run(_import(settings, limits, arguments.companies, progress))
    except ContentFault as fault:
        print(fault, file=sys.stderr)
        return NOTHING_DONE
    except KeyboardInterrupt:
        print("\nstopped; what was imported until now is in place", file=sys.stderr)
        return STOPPED
    if arguments.report:
        put(arguments.report, as_json(report).encode())
    print(as_table(report))
    return SOME_FAILED if report.failed else ALL_READ


def check_names(settings: Settings, names: Sequence[str]) -> None:
    """Each company that is asked for has a board, or the run ends here."""
    known = load_portal(settings).companies if names else {}
    for name in names:
        if name not in known:
            sys.exit(f"no company with a board is called '{name}'; {allowed(name, known)}")


async def _import(
    settings: Settings, limits: Limits, only: Sequence[str], progress: Progress
) -> Report:
    contact = settings.site_url if settings.site_url.startswith("https:") else ""
    async with Web(limits, contact) as web:
        return await import_jobs(settings, web, only, progress)


def _silent(done: int, of: int) -> None:
    """Tell nothing."""


def _told(done: int, of: int) -> None:
    """Tell how far the import is: on one line of a terminal, now and then in a log."""
    is_over = done == of
    if sys.stderr.isatty():
        end = "\n" if is_over else ""
        print(f"\r{done:,} of {of:,} companies", end=end, file=sys.stderr, flush=True)
    elif is_over or done % max(of // STEPS, 1) == 0:
        print(f"{done:,} of {of:,} companies", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
