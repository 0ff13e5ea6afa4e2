"""Addresses without a page of their own, which lead on to the new one, or to what is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.lists import Planned
from plugins.portal.links import FORMER
from plugins.portal.page import Link, Page
from plugins.portal.records import Company, Job

REDIRECT = "redirect"

FOLDER = "job-folder"
"""The kind of page above the jobs of a company, and of those below a name that it had before. Hosts
get no rules for them: there are thousands, and some hosts take no more than two thousand rules."""

MOVED_JOB = "moved-job"


@dataclass(frozen=True, slots=True)
class RedirectView:
    target: str
    said: str
    """Why, to who is not led there by itself."""


def redirect_plans(edition: Edition) -> Iterator[Planned]:
    for kind, name, alias in edition.portal.former_names(edition.code):
        yield (
            edition.addresses.named(kind, alias, edition.code),
            REDIRECT,
            (REDIRECT, kind, name, alias),
        )
    named, code = edition.addresses.named, edition.code
    for slug in edition.portal.former_jobs:
        for name in below(edition, slug):
            yield named(Job.kind, name, code), REDIRECT, (FORMER, slug, name)
    for slug in (*edition.portal.jobs, *edition.portal.gone_jobs):
        _, *former = below(edition, slug)
        for name in former:
            yield named(Job.kind, name, code), FOLDER, (MOVED_JOB, slug, name)
    for company in employers(edition):
        for name in names(edition, company):
            yield named(Job.kind, name, code), FOLDER, (FOLDER, company, name)


def employers(edition: Edition) -> list[str]:
    """The companies below whose address a job stands, or stood once."""
    portal = edition.portal
    slugs = (*portal.jobs, *portal.gone_jobs, *portal.former_jobs)
    return [*dict.fromkeys(slug.partition("/")[0] for slug in slugs)]


def names(edition: Edition, company: str) -> tuple[str, ...]:
    """The slug of a company, and those that it had before."""
    return company, *edition.portal.aliases(f"{Company.kind}/{company}")


def below(edition: Edition, slug: str) -> list[str]:
    """The slug of a job, and those that it had while its employer was called otherwise."""
    company, _, job = slug.partition("/")
    return [f"{name}/{job}" for name in names(edition, company)]


def redirect_page(edition: Edition, kind: str, slug: str, alias: str) -> Page:
    """``slug`` is an article's key."""
    record = edition.portal.by_kind(kind)[slug]
    if isinstance(record, Mapping):
        record = record[edition.code]
    return _redirect(
        edition,
        edition.addresses.named(kind, alias, edition.code),
        Link(edition.name(record), edition.addresses.of(record, edition.code)),
        edition._("This page has moved to %(name)s."),
    )


def former_job_page(edition: Edition, slug: str, name: str) -> Page:
    """What stands at the address of a job of which nobody knows anything any more."""
    return _redirect(
        edition,
        edition.addresses.named(Job.kind, name, edition.code),
        edition.link(Company.kind, slug.partition("/")[0]),
        edition._("This job is not open any more; its employer is %(name)s."),
    )


def moved_job_page(edition: Edition, slug: str, name: str) -> Page:
    """What stands at the address that a job had while its employer was called otherwise."""
    employer = edition.link(Company.kind, slug.partition("/")[0])
    return _redirect(
        edition,
        edition.addresses.named(Job.kind, name, edition.code),
        Link(employer.text, edition.addresses.named(Job.kind, slug, edition.code)),
        edition._("This page has moved to %(name)s."),
        FOLDER,
    )


def job_folder_page(edition: Edition, company: str, name: str) -> Page:
    """What who shortens the address of a job finds: the jobs of its employer, or the employer."""
    address = edition.addresses.named(Job.kind, name, edition.code)
    employer = edition.link(Company.kind, company)
    if not edition.portal.jobs_by_subject.get(f"{Company.kind}/{company}"):
        return _redirect(edition, address, employer, "%(name)s", FOLDER)
    jobs = Link(employer.text, f"{employer.address}#Jobs")
    return _redirect(edition, address, jobs, edition._("Open jobs at %(name)s"), FOLDER)


def _redirect(edition: Edition, address: str, to: Link, said: str, kind: str = REDIRECT) -> Page:
    name, target = to.text, to.address
    return Page(
        address=address,
        kind=kind,
        template="redirect.html",
        title=name,
        description=name,
        frame=edition.frame,
        view=RedirectView(target, said % {"name": name}),
        indexed=False,
    )
