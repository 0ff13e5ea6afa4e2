"""The jobs of one company: those of the last import, those that its boards hold now, those that went."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from types import MappingProxyType

from plugins.portal.days import LED_ON_DAYS, ONE_DAY, TOLD_DAYS
from plugins.portal.records import GoneJob
from plugins.vacancies.jobs import JobData, in_order
from plugins.vacancies.understanding import Advert, group_duplicates

LastDays = Mapping[str, date]
"""Id of a job → the last day on which one can apply for it."""

NO_DAYS: LastDays = MappingProxyType({})

IMPORTED, UNCONFIRMED, GONE = "imported", "unconfirmed_since", "gone"
OF_THE_IMPORT = {IMPORTED, UNCONFIRMED}
"""What a job says of its import, and not of itself."""


@dataclass(frozen=True, slots=True)
class Merged:
    """All jobs by their ids, and how they compare with those of the last import."""

    jobs: tuple[JobData, ...]
    new: int
    changed: int
    gone: int
    kept: int
    """Of the last import, since nothing is known of them."""
    former: tuple[JobData, ...] = ()
    """What is kept of jobs that are gone, so that their addresses still answer."""

    @property
    def entries(self) -> list[JobData]:
        """All that a file holds, by id."""
        return sorted((*self.jobs, *self.former), key=itemgetter("id"))


@dataclass(frozen=True, slots=True)
class Clock:
    """When an import takes place, and how long it believes in jobs that nobody confirms."""

    now: datetime
    """With its time zone, which is that of the portal."""
    keep: timedelta

    @property
    def today(self) -> date:
        return self.now.date()


def merge(
    before: Mapping[str, JobData],
    found: Mapping[str, JobData],
    unread: Iterable[str],
    clock: Clock,
    former: Mapping[str, JobData] | None = None,
    extended: LastDays = NO_DAYS,
) -> Merged:
    """Compare. ``unread`` are the ids of jobs of which the boards said nothing that could be read.

    ``former`` is what was kept of jobs that went earlier: one that is found again is open again.
    ``extended`` are the last days that editors wrote.
    """
    same = [name for name in found if name in before and is_same(found[name], before[name])]
    jobs = {name: _imported(job, before.get(name, {}), clock.now) for name, job in found.items()}
    jobs |= {name: _confirmed(before[name]) for name in same}
    kept = {
        name: _unconfirmed(before[name], clock.now)
        for name in unread
        if name in before and name not in found and is_believed(before[name], clock)
    }
    jobs |= kept
    jobs = {name: job for name, job in jobs.items() if not is_over(job, clock.today, extended)}
    left = {name: as_gone(job, clock.today, extended) for name, job in before.items()}
    left |= {
        name: aged for name, job in (former or {}).items() if (aged := _aged(job, clock.today))
    }
    return Merged(
        jobs=tuple(jobs[name] for name in sorted(jobs)),
        new=len(jobs.keys() - before.keys()),
        changed=len((jobs.keys() & before.keys()) - {*same, *kept}),
        gone=len(before.keys() - jobs.keys()),
        kept=len(kept.keys() & jobs.keys()),
        former=tuple(job for name, job in left.items() if name not in jobs),
    )


def without_duplicates(
    company: str, jobs: Mapping[str, JobData], board_of: Callable[[str], int]
) -> dict[str, JobData]:
    """One job of each that stands on several boards: that of the board which says most of it.

    Two that are alike on one board are two, on whatever other boards they stand as well.
    """
    names = sorted(jobs)
    adverts = [_advert(company, jobs[name], board_of(name)) for name in names]
    kept = (names[group[0]] for group in group_duplicates(adverts))
    return {name: jobs[name] for name in kept}


def is_same(found: JobData, before: JobData) -> bool:
    """Whether a job says what it said before. That nobody knew when it was posted says nothing."""
    ignored = OF_THE_IMPORT | ({"posted"} if "posted" in found.get("guessed", ()) else set())
    return _said(found, ignored) == _said(before, ignored)


def is_over(job: JobData, today: date, extended: LastDays = NO_DAYS) -> bool:
    """Whether the last day on which one could apply has passed."""
    return "deadline" in job and _last_day(job, extended) < today.isoformat()


def _last_day(job: JobData, extended: LastDays) -> str:
    """The deadline of a job that has one; a later one that an editor wrote takes its place.

    An earlier one is for builds alone: the board still has the job.
    """
    stated = str(job["deadline"])
    editors = extended.get(str(job.get("id")))
    return max(stated, editors.isoformat()) if editors else stated


def as_gone(job: JobData, today: date, extended: LastDays = NO_DAYS) -> JobData:
    """What is kept of a job that is not open any more: since its last day, or since it was not found."""
    gone = today.isoformat()
    if is_over(job, today, extended):
        with suppress(TypeError, ValueError):
            gone = (date.fromisoformat(_last_day(job, extended)) + ONE_DAY).isoformat()
    return _of_gone({**job, GONE: max(gone, job["posted"])}, GoneJob.model_fields)


def _aged(job: JobData, today: date) -> JobData | None:
    """What is kept of it later: at first all, then no more than the address, in the end nothing."""
    try:
        days = (today - date.fromisoformat(job[GONE])).days
    except (TypeError, ValueError):
        return None
    if days >= LED_ON_DAYS:
        return None
    return job if days < TOLD_DAYS else _of_gone(job, ("id", "status", GONE))


def _of_gone(job: JobData, names: Iterable[str]) -> JobData:
    return {name: job[name] for name in GoneJob.model_fields if name in job and name in names}


def _said(job: JobData, ignored: set[str]) -> JobData:
    return {key: value for key, value in job.items() if key not in ignored}


def _imported(job: JobData, before: JobData, now: datetime) -> JobData:
    """A job as it is from now on. Where nobody knows when it was posted, it is when we first saw it."""
    values = {**_said(job, OF_THE_IMPORT), IMPORTED: now.isoformat(timespec="seconds")}
    if "posted" in job.get("guessed", ()):
        values["posted"] = before.get("posted", job["posted"])
    return in_order(values)


def _confirmed(job: JobData) -> JobData:
    return _said(job, {UNCONFIRMED})


def _unconfirmed(job: JobData, now: datetime) -> JobData:
    return in_order({UNCONFIRMED: now.isoformat(timespec="seconds"), **job})


def is_believed(job: JobData, clock: Clock) -> bool:
    """Whether it is not too long since somebody confirmed a job."""
    try:
        since = datetime.fromisoformat(job[UNCONFIRMED])
        return clock.now - since <= clock.keep
    except KeyError:
        return True
    except (TypeError, ValueError):
        return False


def _advert(company: str, job: JobData, board: int) -> Advert:
    return Advert(
        company=company,
        title=job["title"],
        board=str(board),
        place=job.get("municipality", ""),
        posted=date.fromisoformat(job["posted"]),
        deadline=date.fromisoformat(job["deadline"]) if "deadline" in job else None,
        length=len(job.get("description_html", "")),
    )
