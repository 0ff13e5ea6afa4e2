"""The import from beginning to end: every company's boards, a few at a time, each by itself."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from plugins.portal.loading import Loaded, load_files
from plugins.portal.problems import ContentFault, Problem, allowed
from plugins.portal.records import Company, Competence, JobBoard, Municipality, Status
from plugins.portal.settings import Settings
from plugins.vacancies.faults import NothingNew, OfferFault, SourceFault
from plugins.vacancies.files import JobFiles, Validators, digest
from plugins.vacancies.jobs import Context, JobData, job_id, job_of
from plugins.vacancies.merging import (
    Clock,
    LastDays,
    is_believed,
    is_over,
    merge,
    without_duplicates,
)
from plugins.vacancies.offers import Offer, Same
from plugins.vacancies.report import Report, Row
from plugins.vacancies.systems import SYSTEMS
from plugins.vacancies.systems.system import Entry, System
from plugins.vacancies.vocabulary import Vocabulary
from plugins.vacancies.web import Visit, Web

CACHE = ".cache"
RECORDS, VALIDATORS = "records", "vacancies"
"""What the build keeps of what it read, and what is kept of hosts, both below the cache."""

Progress = Callable[[int, int], None]
"""Told how many companies are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Portal:
    """What is known of the portal before an import."""

    companies: Mapping[str, Company]
    """Those that are shown and have a board."""
    faulty: frozenset[str]
    """Those whose files have faults: nothing is done about their jobs."""
    named: frozenset[str]
    """All that have a file."""
    competences: Mapping[str, Competence]
    municipalities: Mapping[str, Municipality]
    seal: str
    """Changes with all that a posting is understood by."""


def load_portal(settings: Settings) -> Portal:
    """What editors wrote. Raises ContentFault where nothing can be understood without more of it.

    Faults in jobs stop nothing: it may be the import that mends them.
    """
    loaded = load_files(
        settings.root, settings.companies, settings.content, settings.root / CACHE / RECORDS
    )
    vocabularies = {Competence.kind, Municipality.kind}
    if faults := [*_faults(loaded, vocabularies)]:
        raise ContentFault(faults)
    companies = _shown(loaded, Company)
    named = {slug for kind, slug in loaded.named if kind == Company.kind}
    known = {key[1] for key in loaded.records if key[0] == Company.kind}
    made_of = [f"{key}={loaded.digests[key]}" for key in loaded.digests if key[0] in vocabularies]
    return Portal(
        companies={slug: company for slug, company in companies.items() if company.boards},
        faulty=frozenset(named - known),
        named=frozenset(named),
        competences=_shown(loaded, Competence),
        municipalities=_shown(loaded, Municipality),
        seal=digest("\n".join(sorted(made_of)).encode(), _code()),
    )


def _faults(loaded: Loaded, kinds: set[str]) -> Iterable[Problem]:
    """The faults of the sources of some kinds of records, all of which must be there.

    Where no company can be found, all faults: otherwise their jobs would seem to have no employers.
    """
    paths = {loaded.path(key) for key in (*loaded.salvaged, *loaded.facts) if key[0] in kinds}
    is_unread = bool(kinds & loaded.unread) or Company.kind not in dict(loaded.named)
    return (found for found in loaded.problems if is_unread or found.path in paths)


def _shown(loaded: Loaded, kind: type[Any]) -> dict[str, Any]:
    """The published records of a kind by slug."""
    records = (loaded.records[key] for key in loaded.records if key[0] == kind.kind)
    return {record.slug: record for record in records if record.status is Status.PUBLISHED}


@cache
def _code() -> bytes:
    """What an answer means depends on the code that reads it."""
    below = Path(__file__).parents[1]
    paths = sorted((*(below / "vacancies").rglob("*.py"), *(below / "portal").glob("*.py")))
    return digest(*(path.read_bytes() for path in paths)).encode()


@dataclass(frozen=True, slots=True)
class Importer:
    """All that the import of one company needs beside the company."""

    web: Web
    files: JobFiles
    validators: Validators
    context: Context
    clock: Clock
    seal: str


async def import_jobs(
    settings: Settings,
    web: Web,
    only: Sequence[str] = (),
    progress: Progress = lambda *_: None,
    now: datetime | None = None,
) -> Report:
    """Bring ``content/jobs`` up to date, of the companies in ``only`` or of all. What it came to.

    ``now`` is another moment in tests alone.
    """
    start = perf_counter()
    portal = load_portal(settings)
    importer = _importer(settings, web, portal, now or datetime.now(ZoneInfo(settings.time_zone)))
    importer.files.remove_parts()
    chosen = {name: portal.companies[name] for name in only or portal.companies}
    rows, written = await _import_all(importer, chosen, progress)
    if not only:
        forgotten = importer.files.companies() - portal.companies.keys() - portal.faulty
        for name in sorted(forgotten):
            row, is_written = _forget(importer, name, is_there=name in portal.named)
            rows, written = [*rows, row], written + is_written
        rows += [Row(name, "", error="its own file has faults") for name in sorted(portal.faulty)]
    rows.sort(key=lambda row: row.company)
    return Report(tuple(rows), perf_counter() - start, written)


def _importer(settings: Settings, web: Web, portal: Portal, now: datetime) -> Importer:
    vocabulary = Vocabulary.of_portal(portal)
    return Importer(
        web=web,
        files=JobFiles(settings.content),
        validators=Validators(settings.root / CACHE / VALIDATORS),
        context=Context(vocabulary, settings.languages[0], now.date()),
        clock=Clock(now, timedelta(days=settings.jobs_kept_days)),
        seal=portal.seal,
    )


async def _import_all(
    importer: Importer, companies: Mapping[str, Company], progress: Progress
) -> tuple[list[Row], int]:
    """Every company, as many at a time as the limits say: their rows, and how many files changed."""
    rows: list[Row] = []
    written = 0
    gate = asyncio.Semaphore(importer.web.limits.boards)

    async def one(company: Company) -> None:
        nonlocal written
        async with gate:
            try:
                row, is_written = await _import_company(importer, company)
            except Exception as error:  # noqa: BLE001 - one company never loses the others
                row, is_written = Row(company.slug, "", error=_said(error)), False
        rows.append(row)
        written += is_written
        progress(len(rows), len(companies))

    async with asyncio.TaskGroup() as group:
        for company in companies.values():
            group.create_task(one(company))
    return rows, written


def _forget(importer: Importer, company: str, *, is_there: bool) -> tuple[Row, bool]:
    """The jobs of a company that is gone, is a draft or has no board any more.

    Addresses of those of a company that has a file answer for a while.
    """
    files = importer.files
    before, former = files.read(company), files.read_former(company)
    merged = merge(before, {}, (), importer.clock, former, files.last_days(company))
    is_written = files.forget(company, merged.entries if is_there else ())
    return Row(company, "", gone=merged.gone), is_written


@dataclass(slots=True)
class _Found:
    """What the boards of one company hold, and until when by what editors wrote."""

    extended: LastDays
    jobs: dict[str, JobData] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Ids of jobs of which nothing is known now."""


async def _import_company(importer: Importer, company: Company) -> tuple[Row, bool]:
    """Read all boards of a company, and write its jobs if they are not as they were."""
    row = Row(company.slug, ", ".join(board.system for board in company.boards))
    before = importer.files.read(company.slug)
    seal = _seal(importer, company)
    # What is the same on several boards is seen only where all are read.
    known = importer.validators.read(company.slug, seal) if len(company.boards) == 1 else {}
    visit = Visit(importer.web, known)
    extended = importer.files.last_days(company.slug)
    found = _Found(extended)
    for number in range(len(company.boards)):
        await _read_board(importer, company, number, visit, (before, found, row))
    if len(company.boards) > 1:
        _leave_one_of_each(company, before, found, importer.clock)
    former = importer.files.read_former(company.slug)
    if not (before or former or row.found or row.error):
        row.note = _doubt(company)
    merged = merge(before, found.jobs, found.unread, importer.clock, former, extended)
    row.new, row.changed, row.gone, row.kept = merged.new, merged.changed, merged.gone, merged.kept
    row.elsewhere = max(row.found - len(merged.jobs) + merged.kept - len(row.refused), 0)
    try:
        # Of a board that never answered nothing is known, not even that it has no jobs.
        is_written = bool(before or former or not row.error) and importer.files.write(
            company.slug, merged.entries
        )
    except (SourceFault, OSError) as fault:
        row.error = str(fault)
        return row, False
    is_faultless = not row.error and not row.refused
    importer.validators.write(
        company.slug, _seal(importer, company), visit.seen if is_faultless else {}
    )
    return row, is_written


def _doubt(company: Company) -> str:
    """What is to be said of boards that never had a posting: some may be called otherwise."""
    doubted = [board for board in company.boards if not SYSTEMS[board.system].tells_unknown]
    names = ", ".join(f"'{board.board}'" for board in doubted)
    return f"never had a posting, like a name that nobody has: is {names} right?" if names else ""


def _leave_one_of_each(
    company: Company, before: Mapping[str, JobData], found: _Found, clock: Clock
) -> None:
    """Of jobs on several boards one: also of those that are kept while their board does not answer."""
    kept = {
        name: before[name]
        for name in found.unread
        if name in before and name not in found.jobs and is_believed(before[name], clock)
    }
    single = without_duplicates(company.slug, kept | found.jobs, partial(_board_of, company))
    found.jobs = {name: job for name, job in found.jobs.items() if name in single}
    found.unread -= kept.keys() - single.keys()


def _seal(importer: Importer, company: Company) -> str:
    """Of all that a company's jobs come from, themselves included, but for what its boards say."""
    said, files = company.model_dump_json().encode(), importer.files
    extended = repr(sorted(files.last_days(company.slug).items())).encode()
    return digest(importer.seal.encode(), said, files.bytes(company.slug), extended)


async def _read_board(
    importer: Importer,
    company: Company,
    number: int,
    visit: Visit,
    state: tuple[Mapping[str, JobData], _Found, Row],
) -> None:
    """Read one board. Whatever is wrong with it is told in the row, and costs nobody else's jobs."""
    before, found, row = state
    board = company.boards[number]
    prefix = _prefixes(company)[number]
    own = {name: job for name, job in before.items() if _board_of(company, name) == number}
    read = _Board(importer, company, prefix, found, row, own)
    try:
        async with asyncio.timeout(importer.web.limits.board):
            await read.all_of(_system(board), board, visit)
    except NothingNew:
        found.jobs |= own
        row.found += len(own)
    except (SourceFault, TimeoutError) as fault:
        row.error = str(fault) or f"takes more than {importer.web.limits.board:g} s"
        found.unread |= own.keys()
    except Exception as error:  # noqa: BLE001 - whatever one system does, the others' jobs are brought in
        row.error = f"answers with something unforeseen: {type(error).__name__}: {error}"
        found.unread |= own.keys()


def _system(board: JobBoard) -> System:
    if board.system not in SYSTEMS:
        raise SourceFault(f"no system is called '{board.system}'; {allowed(board.system, SYSTEMS)}")
    return SYSTEMS[board.system]


def _prefixes(company: Company) -> list[str]:
    """What the ids of each board's jobs begin with: nothing for the first, which is mostly the only one.

    Further boards of one system are told apart by their number.
    """
    prefixes = [""]
    for number, board in enumerate(company.boards[1:], 2):
        prefix = f"{board.system}-"
        prefixes.append(f"{prefix}{number}-" if prefix in prefixes else prefix)
    return prefixes


def _board_of(company: Company, name: str) -> int:
    """The place of the board that a job of a company comes from: that of the longest prefix."""
    prefixes = _prefixes(company)
    named = (place for place, prefix in enumerate(prefixes) if name.startswith(prefix))
    return max(named, key=lambda place: len(prefixes[place]))


@dataclass(frozen=True, slots=True)
class _Board:
    """One board while it is read."""

    importer: Importer
    company: Company
    prefix: str
    found: _Found
    row: Row
    before: Mapping[str, JobData]

    async def all_of(self, system: System, board: JobBoard, visit: Visit) -> None:
        count, refused_before = 0, len(self.row.refused)
        async for entry in system.entries(board.board, visit):
            count += 1
            if count > visit.web.limits.offers:
                raise SourceFault(f"has more than {visit.web.limits.offers:,} postings")
            self.row.found += 1
            self.take(system, entry)
            await asyncio.sleep(0)  # Understanding takes time; others' answers wait meanwhile.
        if count and len(self.row.refused) - refused_before == count:
            # The system has changed what it answers, rather than the employer every posting.
            raise SourceFault(f"none of its {count:,} postings can be read")

    def take(self, system: System, entry: Entry) -> None:
        """Make a job of one entry, or tell why there is none."""
        try:
            offer = system.offer(entry)
            if isinstance(offer, Same):
                name = self.prefix + job_id(offer.id)
                self.found.jobs |= {name: self.before[name]} if name in self.before else {}
                return
            if self.is_over(offer):
                return
            job = job_of(offer, self.company, self.prefix, self.importer.context)
            if job is None:
                return
            self.add(job)
        except SourceFault as fault:
            self.refuse(system, entry, str(fault), is_known=False)
        except OfferFault as fault:
            self.refuse(system, entry, str(fault), is_known=True)
        except Exception as error:  # noqa: BLE001 - one posting never loses the others
            self.refuse(system, entry, _said(error), is_known=False)

    def is_over(self, offer: Offer) -> bool:
        """Whether its last day has passed, also by what editors wrote."""
        if offer.deadline is None:
            return False
        said = {"id": self.prefix + job_id(offer.id), "deadline": offer.deadline.isoformat()}
        return is_over(said, self.importer.clock.today, self.found.extended)

    def add(self, job: JobData) -> None:
        if job["id"] in self.found.jobs:
            raise OfferFault("another posting has the same id")
        self.found.jobs[job["id"]] = job

    def refuse(self, system: System, entry: Entry, reason: str, *, is_known: bool) -> None:
        """Tell of a posting without a job. One of which nothing is known may be what it was."""
        try:
            name = str(system.name_of(entry))
        except Exception:  # noqa: BLE001 - as above
            name = "?"
        self.row.refused.append(f"{name}: {reason}")
        if not is_known and name != "?":
            self.found.unread.add(self.prefix + job_id(name))


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"its {error} is missing"
    return f"it is not as it should be: {type(error).__name__}: {error}"
