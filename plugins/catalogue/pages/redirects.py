"""Former addresses, each a page that leads on to the new one, or to what is left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.lists import Planned
from plugins.portal.links import FORMER
from plugins.portal.page import Link, Page
from plugins.portal.records import Company, Job

REDIRECT = "redirect"


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
    for slug in edition.portal.former_jobs:
        yield edition.addresses.named(Job.kind, slug, edition.code), REDIRECT, (FORMER, slug)


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


def former_job_page(edition: Edition, slug: str) -> Page:
    """What stands at the address of a job of which nobody knows anything any more."""
    return _redirect(
        edition,
        edition.addresses.named(Job.kind, slug, edition.code),
        edition.link(Company.kind, slug.partition("/")[0]),
        edition._("This job is not open any more; its employer is %(name)s."),
    )


def _redirect(edition: Edition, address: str, to: Link, said: str) -> Page:
    name, target = to.text, to.address
    return Page(
        address=address,
        kind=REDIRECT,
        template="redirect.html",
        title=name,
        description=name,
        frame=edition.frame,
        view=RedirectView(target, said % {"name": name}),
        indexed=False,
    )
