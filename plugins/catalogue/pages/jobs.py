"""Jobs: the list of all that are open, each posting, what is left of one, the longer lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from math import ceil

from plugins.catalogue.edition import (
    ContactView,
    Count,
    Edition,
    JobCard,
    LocalisedText,
    short_address,
)
from plugins.catalogue.following import feeds_of, feeds_of_all
from plugins.catalogue.job_choices import EPOCH, JOBS_PATH, names_path
from plugins.catalogue.labels import OPENINGS, SALARIES, gettext_noop
from plugins.catalogue.pages.lists import Pager, Planned, cut, list_plans, numbered
from plugins.catalogue.pages.teasers import distances
from plugins.portal.addresses import CLUSTERS, COMPANIES, COMPETENCES, JOBS, MUNICIPALITIES
from plugins.portal.days import end_of
from plugins.portal.page import Link, Page
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    GoneJob,
    Job,
    Municipality,
    Record,
    Salary,
)
from plugins.portal.tracking import by_slug, shared

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
    deadlines: str
    cards: tuple[JobCard, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True)
class JobWays:
    """The ways from all jobs to those of a place, lighthouse or competence, with their numbers."""

    places: tuple[Count, ...]
    clusters: tuple[Count, ...]
    competences: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class JobsView:
    """A page of all jobs. The ways to shorter lists stand on the first page."""

    jobs: JobList
    first: str
    ways: JobWays | None
    columns: str
    """The files that one chooses by in the browser: the jobs, and what they are called."""
    names: str


@dataclass(frozen=True, slots=True)
class NewestJobs:
    """The newest jobs of something else, how many there are, and where all are if not here."""

    total: int
    deadlines: str
    """How many of all end on which day, as ``told_deadlines`` says it."""
    cards: tuple[JobCard, ...]
    all: str


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer nearby, and where that is."""

    name: str
    address: str
    where: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A posting: facts in the page's language, title and description in its own."""

    title: LocalisedText
    description: LocalisedText
    company: Link
    website: Link
    place: Link
    country: str
    competences: tuple[Link, ...]
    posted: date
    deadline: date | None
    closes: str
    """The last moment of the deadline (ISO 8601), if there is one."""
    employment_type: str
    opening: str
    """For whom it is, where it is no ordinary position."""
    workload: str
    working_languages: str
    danish_needed: str
    salary: str
    reference: str
    """What the employer's system, or the editor, knows it by."""
    guessed: tuple[str, ...]
    """The keys of what was read out of words."""
    unconfirmed_since: date | None
    """Since when nobody has confirmed that it is open."""
    apply: str
    source: str
    source_name: str
    contacts: tuple[ContactView, ...]
    similar: tuple[JobCard, ...]
    others: NewestJobs
    next_employers: tuple[Employer, ...]


@dataclass(frozen=True, slots=True)
class GoneJobView:
    """What once was a posting, and what a reader may want in its place."""

    title: LocalisedText | None
    """None where nobody knows it any more."""
    company: Link
    website: Link
    place: Link
    gone: date
    competences: tuple[Link, ...]
    similar: tuple[JobCard, ...]
    others: NewestJobs
    """All that the employer still has."""
    contacts: tuple[ContactView, ...]


def job_plans(edition: Edition) -> Iterator[Planned]:
    """No list where there are no open jobs: an empty one would promise what there is not."""
    for slug in edition.portal.gone_jobs:
        address_of_gone = edition.addresses.named(GoneJob.kind, slug, edition.code)
        yield address_of_gone, GoneJob.kind, (GoneJob.kind, slug)
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
        view=jobs_view(edition, job_list(edition, Job.kind, jobs, address, number), number),
        breadcrumbs=(edition.home,) if number == 1 else (edition.home, edition.sections[JOBS]),
        updated=edition.portal.job_facts(jobs[0]).posted,
        feeds=feeds_of_all(edition),
    )


def jobs_view(edition: Edition, jobs: JobList, number: int) -> JobsView:
    base = edition.content.settings.base
    return JobsView(
        jobs=jobs,
        first=edition.addresses.all_jobs(edition.code),
        ways=job_ways(edition) if number == 1 else None,
        columns=f"{base}/{JOBS_PATH}",
        names=f"{base}/{names_path(edition.code)}",
    )


@shared
def job_ways(edition: Edition) -> JobWays:
    return JobWays(
        *(ways_to(edition, kind) for kind in (Municipality.kind, Cluster.kind, Competence.kind))
    )


def ways_to(edition: Edition, kind: str) -> tuple[Count, ...]:
    """The lists of jobs of all records of a kind that have any, the longest first."""
    records = edition.portal.by_kind(kind)
    numbers = {slug: len(edition.portal.jobs_of(record)) for slug, record in records.items()}
    counts = edition.counts(kind, {slug: number for slug, number in numbers.items() if number})
    own_page, list_page = "#Jobs", f"{edition.addresses.words[edition.code][JOBS]}/"
    length = shown_on_own_page(edition)
    return tuple(
        replace(count, address=count.address + (list_page if count.number > length else own_page))
        for count in counts
    )


def job_list(
    edition: Edition,
    subject: str,
    jobs: Sequence[str],
    address: Callable[[str, int], str],
    number: int,
) -> JobList:
    """The jobs are given by their slugs; ``subject`` is what all belong to, as relations name it."""
    shown, pager = cut(edition, jobs, address, number)
    deadlines = told_deadlines(edition, subject)
    return JobList(len(jobs), deadlines, job_cards(edition, shown), pager)


def told_deadlines(edition: Edition, subject: str) -> str:
    """How many of a subject's jobs end on which day, as ``20618*3 20620``.

    The days are counted since 1970. By them a script can tell how many jobs are still open.
    """
    numbers = edition.portal.deadlines.get(subject, ())
    return " ".join(
        f"{day - EPOCH}*{number}" if number > 1 else f"{day - EPOCH}" for day, number in numbers
    )


def job_cards(edition: Edition, jobs: Iterable[str]) -> tuple[JobCard, ...]:
    """The cards of jobs by their slugs."""
    return tuple([edition.job_card(slug) for slug in jobs])


def newest_jobs(edition: Edition, record: Record) -> NewestJobs:
    """The newest jobs of a company, place, lighthouse or competence, for its own page."""
    jobs = edition.portal.jobs_of(record)
    length = shown_on_own_page(edition)
    return NewestJobs(
        total=len(jobs),
        deadlines=told_deadlines(edition, f"{record.kind}/{record.slug}"),
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
        view=job_list(edition, f"{kind}/{slug}", jobs, address, number),
        breadcrumbs=(edition.home, edition.sections[section], own),
        updated=edition.portal.job_facts(jobs[0]).posted,
        feeds=feeds_of(edition, record),
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
    website, zone = edition.website(job.company), edition.content.settings.time_zone
    calling = portal.calling_of(job.slug)
    source = job.source if job.source and job.source != job.apply else ""
    return JobView(
        title=edition.job_text(job, job.title),
        description=edition.job_text(job, edition.content.job_descriptions[job.slug]),
        company=edition.link(Company.kind, job.company),
        website=website,
        place=edition.link(Municipality.kind, place),
        country=edition.country,
        competences=tuple([edition.link(Competence.kind, slug) for slug in job.competences]),
        posted=job.posted,
        deadline=job.deadline,
        closes=end_of(job.deadline, zone) if job.deadline else "",
        employment_type=edition.employment_type(job),
        opening=edition._(OPENINGS[job.opening]) if job.opening else "",
        workload=workload(edition, job.workload) if job.workload else "",
        working_languages=edition.language.listed_languages(job.working_languages),
        danish_needed=edition.danish_needed_in(job),
        salary=salary(edition, job.salary) if job.salary else "",
        reference=job.id,
        guessed=job.guessed,
        unconfirmed_since=job.unconfirmed_since.date() if job.unconfirmed_since else None,
        apply=job.apply,
        source=source,
        source_name=short_address(source) if source else "",
        contacts=edition.place_contacts(place),
        similar=jobs_like(edition, calling),
        others=other_jobs(edition, job),
        next_employers=employers_near(edition, calling),
    )


@by_slug
def jobs_like(edition: Edition, calling: str) -> tuple[JobCard, ...]:
    """Jobs at other employers that are like those of a calling, the same for all of these."""
    return job_cards(edition, edition.portal.similar_jobs[calling])


@by_slug
def employers_near(edition: Edition, calling: str) -> tuple[Employer, ...]:
    """Companies that seek the same as jobs of a calling, with what lies between."""
    from_here, found = distances(edition)[calling.split("/")[1]], []
    for slug in edition.portal.next_employers[calling]:
        link = edition.link(Company.kind, slug)
        there = edition.portal.facts_of(slug).municipalities[0]
        found.append(Employer(link.text, link.address, from_here[there]))
    return tuple(found)


def gone_job_page(edition: Edition, slug: str) -> Page:
    """What stands for a while at the address of a job that is gone."""
    job, portal = edition.portal.gone_jobs[slug], edition.portal
    company = portal.name_of(job.company)
    title = job.title or edition._("A job at %(company)s") % {"company": company}
    return edition.page(
        edition.everywhere(partial(edition.addresses.of, job)),
        kind=GoneJob.kind,
        title=title,
        description=edition._("%(title)s: this job at %(company)s is not open any more.")
        % {"title": title, "company": company},
        view=gone_job_view(edition, job),
        breadcrumbs=(edition.home, *filter(None, [edition.sections.get(JOBS)])),
        updated=job.gone,
        indexed=False,
    )


def gone_job_view(edition: Edition, job: GoneJob) -> GoneJobView:
    """What it names may be gone as well."""
    portal = edition.portal
    place = portal.place_of(job)
    if place not in portal.municipalities:
        place = portal.facts_of(job.company).municipalities[0]
    known = [slug for slug in job.competences if slug in portal.competences]
    return GoneJobView(
        title=edition.job_text(job, job.title) if job.title else None,
        company=edition.link(Company.kind, job.company),
        website=edition.website(job.company),
        place=edition.link(Municipality.kind, place),
        gone=job.gone,
        competences=tuple([edition.link(Competence.kind, slug) for slug in known]),
        similar=job_cards(edition, portal.similar_to_gone[portal.calling_of_gone(job.slug)]),
        others=employer_jobs(edition, job.company),
        contacts=edition.place_contacts(place),
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
    return employer_jobs(edition, job.company, job.slug)


def employer_jobs(edition: Edition, company: str, but: str = "") -> NewestJobs:
    """The newest jobs of a company but one."""
    jobs = edition.portal.jobs_by_subject.get(f"{Company.kind}/{company}", ())
    shown = [job for job in jobs[: OTHERS + 1] if job != but][:OTHERS]
    address = edition.addresses.named(Company.kind, company, edition.code)
    return NewestJobs(
        total=len(jobs),
        deadlines="",
        cards=job_cards(edition, shown),
        all=f"{address}#Jobs" if len(jobs) - bool(but) > OTHERS else "",
    )
