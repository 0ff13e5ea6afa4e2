"""Open jobs: the list of all, each posting, and the longer lists of what has many."""

from collections.abc import Callable, Iterator, Sequence
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
from plugins.catalogue.labels import SALARIES
from plugins.catalogue.pages.lists import Pager, cut, numbered
from plugins.portal.addresses import CLUSTERS, COMPANIES, COMPETENCES, JOBS, MUNICIPALITIES
from plugins.portal.page import Link, Page
from plugins.portal.records import Job, Record, Salary

NEWEST = 10
"""Jobs on the page of a company, place, lighthouse or competence; more stand on their own pages."""

EN_DASH = "\N{EN DASH}"
"""Between the ends of a range."""

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


def job_pages(edition: Edition) -> Iterator[Page]:
    """Nothing at all where there are no jobs: an empty list would promise what there is not."""
    if edition.portal.jobs:
        yield from all_jobs(edition)
        for job in edition.portal.jobs.values():
            yield job_page(edition, job)
        yield from longer_lists(edition)


def all_jobs(edition: Edition) -> Iterator[Page]:
    jobs = edition.portal.newest_jobs
    for number, addresses, found in job_lists(edition, jobs, edition.addresses.all_jobs):
        yield edition.page(
            addresses,
            kind="jobs",
            title=numbered(edition, edition._("Open jobs"), number),
            description=edition._(
                "Open positions at the employers of the region, the newest first, each with its place and whom to ask there."
            ),
            view=found,
            breadcrumbs=(edition.home,) if number == 1 else (edition.home, edition.sections[JOBS]),
            updated=jobs[0].posted,
        )


def job_lists(
    edition: Edition, jobs: Sequence[Job], address: Callable[[str, int], str]
) -> Iterator[tuple[int, dict[str, str], JobList]]:
    """Number, addresses in every language and list of each page."""
    for number, addresses, shown, pager in cut(edition, jobs, address):
        yield number, addresses, JobList(len(jobs), tuple(map(edition.job_card, shown)), pager)


def newest_jobs(edition: Edition, record: Record) -> NewestJobs:
    """The newest jobs of a company, place, lighthouse or competence, for its own page."""
    jobs = edition.portal.jobs_of(record)
    length = shown_on_own_page(edition)
    return NewestJobs(
        total=len(jobs),
        cards=tuple(map(edition.job_card, jobs[:length])),
        all=edition.addresses.jobs_of(record, edition.code) if len(jobs) > length else "",
    )


def shown_on_own_page(edition: Edition) -> int:
    """How many jobs stand on a record's own page: no more than on a page of a list."""
    return min(NEWEST, edition.content.settings.page_length)


def longer_lists(edition: Edition) -> Iterator[Page]:
    """All jobs of everything whose own page shows only the newest of them."""
    portal, _ = edition.portal, edition._
    kinds = (
        (COMPANIES, _("Open jobs at %(name)s"), portal.companies),
        (MUNICIPALITIES, _("Open jobs in %(name)s"), portal.municipalities),
        (CLUSTERS, _("Open jobs: %(name)s"), portal.clusters),
        (COMPETENCES, _("Open jobs: %(name)s"), portal.competences),
    )
    for section, title, records in kinds:
        for record in records.values():
            if len(portal.jobs_of(record)) > shown_on_own_page(edition):
                yield from longer_list(edition, record, section, title)


def longer_list(edition: Edition, record: Record, section: str, title: str) -> Iterator[Page]:
    jobs, own = edition.portal.jobs_of(record), edition.link(record)
    title %= {"name": own.text}
    for number, addresses, found in job_lists(
        edition, jobs, partial(edition.addresses.jobs_of, record)
    ):
        yield edition.page(
            addresses,
            kind="job-list",
            title=numbered(edition, title, number),
            description=title,
            view=found,
            breadcrumbs=(edition.home, edition.sections[section], own),
            updated=jobs[0].posted,
        )


def job_page(edition: Edition, job: Job) -> Page:
    company = edition.portal.companies[job.company]
    place = edition.name(edition.portal.place_of(job))
    return edition.page(
        edition.everywhere(partial(edition.addresses.of, job)),
        kind="job",
        title=job.title,
        description=edition._("%(title)s: an open job at %(company)s in %(place)s.")
        % {"title": job.title, "company": company.name, "place": place},
        view=job_view(edition, job),
        breadcrumbs=(edition.home, edition.sections[JOBS]),
        record=job,
        updated=job.updated,
        published=job.posted,
        place=place,
    )


def job_view(edition: Edition, job: Job) -> JobView:
    portal, language = edition.portal, edition.language
    company, municipality = portal.companies[job.company], portal.place_of(job)
    source = job.source if job.source and job.source != job.apply else ""
    return JobView(
        title=edition.job_text(job, job.title),
        description=edition.job_text(job, edition.content.job_descriptions[job.slug]),
        company=edition.link(company),
        website=company.website,
        place=edition.link(municipality),
        competences=tuple(edition.link(portal.competences[slug]) for slug in job.competences),
        posted=job.posted,
        deadline=job.deadline,
        employment_type=edition.employment_type(job),
        workload=workload(edition, job.workload) if job.workload else "",
        working_languages=language.listed(map(language.language_name, job.working_languages)),
        danish_needed=edition.danish_needed_in(job),
        salary=salary(edition, job.salary) if job.salary else "",
        apply=job.apply,
        source=source,
        source_name=short_address(source) if source else "",
        contacts=edition.place_contacts(municipality),
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
    company = edition.portal.companies[job.company]
    jobs = edition.portal.jobs_of(company)
    shown = [other for other in jobs[: OTHERS + 1] if other is not job][:OTHERS]
    address = edition.addresses.of(company, edition.code)
    return NewestJobs(
        total=len(jobs),
        cards=tuple(map(edition.job_card, shown)),
        all=f"{address}#Jobs" if len(jobs) - 1 > OTHERS else "",
    )
