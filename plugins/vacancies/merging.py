"""The jobs of one company: those of the last import, and those that its boards hold now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plugins.vacancies.jobs import JobData, in_order
from plugins.vacancies.understanding import Advert, group_duplicates

IMPORTED, UNCONFIRMED = "imported", "unconfirmed_since"
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
    before: Mapping[str, JobData], found: Mapping[str, JobData], unread: Iterable[str], clock: Clock
) -> Merged:
    """Compare. ``unread`` are the ids of jobs of which the boards said nothing that could be read."""
    same = [name for name in found if name in before and is_same(found[name], before[name])]
    jobs = {name: _imported(job, before.get(name, {}), clock.now) for name, job in found.items()}
    jobs |= {name: _confirmed(before[name]) for name in same}
    kept = {
        name: _unconfirmed(before[name], clock.now)
        for name in unread
        if name in before and name not in found and _is_believed(before[name], clock)
    }
    jobs |= kept
    jobs = {name: job for name, job in jobs.items() if not is_over(job, clock.today)}
    return Merged(
        jobs=tuple(jobs[name] for name in sorted(jobs)),
        new=len(jobs.keys() - before.keys()),
        changed=len((jobs.keys() & before.keys()) - {*same, *kept}),
        gone=len(before.keys() - jobs.keys()),
        kept=len(kept.keys() & jobs.keys()),
    )


def without_duplicates(
    company: str, jobs: Mapping[str, JobData], board_of: Callable[[str], int]
) -> dict[str, JobData]:
    """One job of each that stands on several boards: that of the board which says most of it.

    Two that are alike on one board are two: there the employer has looked at both.
    """
    names = sorted(jobs)
    adverts = [_advert(company, jobs[name]) for name in names]
    kept: dict[str, JobData] = {}
    for group in group_duplicates(adverts):
        alike = [names[position] for position in group]
        best = board_of(alike[0])
        kept |= {name: jobs[name] for name in alike if board_of(name) == best}
    return kept


def is_same(found: JobData, before: JobData) -> bool:
    """Whether a job says what it said before. That nobody knew when it was posted says nothing."""
    ignored = OF_THE_IMPORT | ({"posted"} if "posted" in found.get("guessed", ()) else set())
    return _said(found, ignored) == _said(before, ignored)


def is_over(job: JobData, today: date) -> bool:
    """Whether the last day on which one could apply has passed."""
    return "deadline" in job and str(job["deadline"]) < today.isoformat()


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


def _is_believed(job: JobData, clock: Clock) -> bool:
    """Whether it is not too long since somebody confirmed a job."""
    try:
        since = datetime.fromisoformat(job[UNCONFIRMED])
        return clock.now - since <= clock.keep
    except KeyError:
        return True
    except (TypeError, ValueError):
        return False


def _advert(company: str, job: JobData) -> Advert:
    return Advert(
        company=company,
        title=job["title"],
        place=job.get("municipality", ""),
        posted=date.fromisoformat(job["posted"]),
        deadline=date.fromisoformat(job["deadline"]) if "deadline" in job else None,
        length=len(job.get("description_html", "")),
    )
