"""Open jobs: the list of all, each posting, and the longer lists of what has many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil

from plugins.catalogue.edition import (
    ContactView,
    Edition,
    JobCard,
    LocalisedText,
    short_address,
)
from plugins.catalogue.labels import SALARIES, gettext_noop
from plugins.catalogue.pages.lists import Pager, Planned, cut, list_plans, numbered
from plugins.portal.addresses import CLUSTERS, COMPANIES, COMPETENCES, JOBS, MUNICIPALITIES
from plugins.portal.page import Link, Page
from plugins.portal.records import Cluster, Company, Competence, Job, Municipality, Record, Salary

NEWEST = 10
"""Jobs on the page of a company, place, lighthouse or competence; more stand on their own pages."""

EN_DASH = "\N{EN DASH}"
"""Between the ends of a range."""

LONGER_LISTS: Mapping[str, tuple[str, str]] = {
    Company.kind: (COMPANIES, gettext_noop("Open jobs at %(name)s")),
    Municipality.kind: (MUNICIPALITIES, gettext_noop("Open jobs in %(name)s")),
    Cluster.kind: (CLUSTERS, gettext_noop("Open jobs: %(name)s")),
    Competence.kind: (COMPETENCES, gettext_noop("Open jobs: %(name)s")),
}
"""Kind of record → the path word of its section, and what a list of all its jobs is called."""

OTHERS = 3
"""Other jobs of the employer below a posting."""


@dataclass(frozen=True, slots=True)
class JobList:
    """One page of a list of jobs."""

    total: int
    cards: tuple[JobCard, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class NewestJobs:
    """The newest jobs of something else, how many there are, and where all are if not here."""

    total: int
    cards: tuple[JobCard, ...]
    all: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A posting: facts in the page's language, title and description in its own."""

    title: LocalisedText
    description: LocalisedText
    company: Link
    website: str
    place: Link
    competences: tuple[Link, ...]
    posted: date
    deadline: date | None
    employment_type: str
    workload: str
    working_languages: str
    danish_needed: str
    salary: str
    apply: str
    source: str
    source_name: str
    contacts: tuple[ContactView, ...]
    others: NewestJobs


def job_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where there are no jobs: an empty list would promise what there is not."""
    if not edition.portal.jobs:
        return
    jobs, address = edition.portal.jobs, edition.addresses.all_jobs
    yield from list_plans(edition, jobs, ("jobs", "jobs"), address, "jobs")
    for slug in jobs:
        yield edition.addresses.named(Job.kind, slug, edition.code), Job.kind, (Job.kind, slug)
    yield from longer_lists(edition)


def jobs_page(edition: Edition, number: int) -> Page:
    jobs, address = edition.portal.newest_jobs, edition.addresses.all_jobs
    return edition.page(
        edition.everywhere(address, number),
        kind="jobs",
        title=numbered(edition, edition._("Open jobs"), number),
        description=edition._(
            "Open positions at the employers of the region, the newest first, each with its place and whom to ask there."
        ),
        view=job_list(edition, jobs, address, number),
        breadcrumbs=(edition.home,) if number == 1 else (edition.home, edition.sections[JOBS]),
        updated=jobs[0].posted,
    )


def job_list(
    edition: Edition, jobs: Sequence[Job], address: Callable[[str, int], str], number: int
) -> JobList:
    shown, pager = cut(edition, jobs, address, number)
    return JobList(len(jobs), job_cards(edition, shown), pager)


def job_cards(edition: Edition, jobs: Iterable[Job]) -> tuple[JobCard, ...]:
    return tuple([edition.job_card(job.slug) for job in jobs])


def newest_jobs(edition: Edition, record: Record) -> NewestJobs:
    """The newest jobs of a company, place, lighthouse or competence, for its own page."""
    jobs = edition.portal.jobs_of(record)
    length = shown_on_own_page(edition)
    return NewestJobs(
        total=len(jobs),
        cards=job_cards(edition, jobs[:length]),
        all=edition.addresses.jobs_of(record, edition.code) if len(jobs) > length else "",
    )


def shown_on_own_page(edition: Edition) -> int:
    """How many jobs stand on a record's own page: no more than on a page of a list."""
    return min(NEWEST, edition.content.settings.page_length)


def longer_lists(edition: Edition) -> Iterator[Planned]:
    """All jobs of everything whose own page shows only the newest of them."""
    for kind in LONGER_LISTS:
        for slug, record in edition.portal.by_kind(kind).items():
            jobs = edition.portal.jobs_of(record)
            if len(jobs) > shown_on_own_page(edition):
                address = partial(edition.addresses.jobs_of, record)
                yield from list_plans(
                    edition, jobs, ("job-list", "job-list"), address, "job-list", kind, slug
                )


def longer_list(edition: Edition, kind: str, slug: str, number: int) -> Page:
    section, title = LONGER_LISTS[kind]
    record = edition.portal.by_kind(kind)[slug]
    jobs, own = edition.portal.jobs_of(record), edition.link(kind, slug)
    address, title = (
        partial(edition.addresses.jobs_of, record),
        edition._(title) % {"name": own.text},
    )
    return edition.page(
        edition.everywhere(address, number),
        kind="job-list",
        title=numbered(edition, title, number),
        description=title,
        view=job_list(edition, jobs, address, number),
        breadcrumbs=(edition.home, edition.sections[section], own),
        updated=jobs[0].posted,
    )


def job_page(edition: Edition, slug: str) -> Page:
    job = edition.portal.jobs[slug]
    place = edition.place_name(edition.portal.place_of(job))
    return edition.page(
        edition.everywhere(partial(edition.addresses.of, job)),
        kind="job",
        title=job.title,
        description=edition._("%(title)s: an open job at %(company)s in %(place)s.")
        % {"title": job.title, "company": edition.portal.name_of(job.company), "place": place},
        view=job_view(edition, job),
        breadcrumbs=(edition.home, edition.sections[JOBS]),
        record=job,
        updated=job.updated,
        published=job.posted,
        place=place,
    )


def job_view(edition: Edition, job: Job) -> JobView:
    portal, place = edition.portal, edition.portal.place_of(job)
    source = job.source if job.source and job.source != job.apply else ""
    return JobView(
        title=edition.job_text(job, job.title),
        description=edition.job_text(job, edition.content.job_descriptions[job.slug]),
        company=edition.link(Company.kind, job.company),
        website=portal.website_of(job.company),
        place=edition.link(Municipality.kind, place),
        competences=tuple([edition.link(Competence.kind, slug) for slug in job.competences]),
        posted=job.posted,
        deadline=job.deadline,
        employment_type=edition.employment_type(job),
        workload=workload(edition, job.workload) if job.workload else "",
        working_languages=edition.language.listed_languages(job.working_languages),
        danish_needed=edition.danish_needed_in(job),
        salary=salary(edition, job.salary) if job.salary else "",
        apply=job.apply,
        source=source,
        source_name=short_address(source) if source else "",
        contacts=edition.place_contacts(place),
        others=other_jobs(edition, job),
    )


def workload(edition: Edition, hours: float) -> str:
    """Half an hour more than one is several, in every language."""
    said = edition.language.ngettext(
        "%(number)s hour a week", "%(number)s hours a week", ceil(hours)
    )
    return said % {"number": edition.language.number(hours)}


def salary(edition: Edition, stated: Salary) -> str:
    """What the employer says that it pays, in one line."""
    ends = dict.fromkeys(amount for amount in (stated.min, stated.max) if amount is not None)
    amount = EN_DASH.join(map(edition.language.number, ends))
    if stated.max is None:
        amount = edition._("from %(amount)s") % {"amount": amount}
    elif stated.min is None:
        amount = edition._("up to %(amount)s") % {"amount": amount}
    return edition._(SALARIES[stated.per]) % {"amount": amount, "currency": stated.currency}


def other_jobs(edition: Edition, job: Job) -> NewestJobs:
    """The newest other jobs of the employer; all of them are found from its profile."""
    jobs = edition.portal.jobs_by_subject[f"{Company.kind}/{job.company}"]
    shown = [other for other in jobs[: OTHERS + 1] if other.slug != job.slug][:OTHERS]
    address = edition.addresses.named(Company.kind, job.company, edition.code)
    return NewestJobs(
        total=len(jobs),
        cards=job_cards(edition, shown),
        all=f"{address}#Jobs" if len(jobs) - 1 > OTHERS else "",
    )
