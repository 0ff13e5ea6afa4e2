"""What an import came to: a line for each company, a table for people and JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from plugins.portal.problems import one_line

MAX_ERROR = 120
"""Characters of an error in the table; the JSON has all."""

MAX_REFUSED = 3
"""Refused postings of a company that the table names; the JSON names all."""


@dataclass(slots=True)
class Row:
    """One company. Numbers are of jobs."""

    company: str
    system: str
    found: int = 0
    """Postings on the boards, whatever became of them."""
    new: int = 0
    changed: int = 0
    gone: int = 0
    kept: int = 0
    """Jobs of the last import of which nothing is known now."""
    elsewhere: int = 0
    """Postings in other countries, or over already, or twice on the boards."""
    error: str = ""
    """Why a board could not be read."""
    note: str = ""
    """What somebody should look at, though nothing failed."""
    refused: list[str] = field(default_factory=list)
    """Which postings could not be shown, and why."""


@dataclass(frozen=True, slots=True)
class Report:
    """All companies of an import, by name."""

    rows: tuple[Row, ...]
    seconds: float
    written: int = 0
    """Files of jobs that are not as they were."""

    @property
    def failed(self) -> list[Row]:
        return [row for row in self.rows if row.error]

    def total(self) -> Row:
        sums = {name: sum(getattr(row, name) for row in self.rows) for name in NUMBERS}
        return Row("all", "", **sums, error=_counted(len(self.failed), "failed"))


NUMBERS = tuple(each.name for each in fields(Row) if each.type is int)
COLUMNS = ("company", "system", "found", "new", "changed", "gone", "kept", "elsewhere", "error")


def as_json(report: Report) -> str:
    """The report for programs: ``companies``, a list of rows, and their ``total``."""
    total = {name: getattr(report.total(), name) for name in NUMBERS}
    whole: dict[str, Any] = {
        "total": total | {"failed": len(report.failed), "written": report.written},
        "seconds": round(report.seconds, 2),
        "companies": [asdict(row) for row in report.rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_table(report: Report) -> str:
    """The report for people: companies of which something is to be told, and the sum of all."""
    told = [line for row in report.rows for line in _lines(row)]
    quiet = len(report.rows) - sum(1 for row in report.rows if _is_worth_telling(row))
    lines = [COLUMNS, *told, *_lines(report.total(), always=True)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    table = "\n".join(_laid_out(line, widths) for line in lines)
    rest = f"\n{_counted(quiet, 'with nothing new')}" if quiet else ""
    files = "1 file" if report.written == 1 else f"{report.written:,} files"
    return f"{table}{rest}\n{files} written in {report.seconds:.1f} s"


def _lines(row: Row, *, always: bool = False) -> Iterator[Sequence[str]]:
    if not always and not _is_worth_telling(row):
        return
    refused = _counted(len(row.refused), "refused")
    error = ", ".join(filter(None, (row.error, refused, row.note)))
    numbers = (f"{getattr(row, name):,}" for name in COLUMNS if name in NUMBERS)
    yield (row.company, row.system, *numbers, _short(error))
    for reason in row.refused[:MAX_REFUSED]:
        yield ("",) * (len(COLUMNS) - 1) + (_short(reason),)


def _is_worth_telling(row: Row) -> bool:
    numbers = (row.new, row.changed, row.gone, row.kept)
    return any((*numbers, row.error, row.refused, row.note))


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= MAX_ERROR else shown[: MAX_ERROR - 1] + "…"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number else ""


def _laid_out(line: Iterable[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    cells = (
        text.rjust(width) if name in NUMBERS else text.ljust(width)
        for name, text, width in zip(COLUMNS, line, widths, strict=True)
    )
    return "  ".join(cells).rstrip()
