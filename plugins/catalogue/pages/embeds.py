"""Lists of jobs for other sites to show in a frame: no navigation, no scripts, and a way to the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import Edition, JobCard
from plugins.catalogue.following import LASTING
from plugins.catalogue.pages.jobs import LONGER_LISTS, job_cards
from plugins.catalogue.pages.lists import Planned
from plugins.portal.page import Page
from plugins.portal.records import Record

LENGTH = 10
"""Jobs in a frame, which is as high as a part of somebody else's page."""

EMBED = "embed"


@dataclass(frozen=True, slots=True)
class EmbedView:
    """The newest jobs of a municipality, cluster or competence, and where all of them are."""

    total: int
    cards: tuple[JobCard, ...]
    all: str
    """Where all jobs are; '' where they are all here."""
    about: str
    """The page of the municipality, cluster or competence."""


def embed_plans(edition: Edition) -> Iterator[Planned]:
    """Always there while the portal has jobs: other sites name them, whatever comes and goes."""
    if edition.portal.jobs:
        for kind in LASTING:
            for slug in edition.portal.by_kind(kind):
                yield (
                    edition.addresses.embed_named(kind, slug, edition.code),
                    EMBED,
                    (EMBED, kind, slug),
                )


def embed(edition: Edition, kind: str, slug: str) -> Page:
    record: Record = edition.portal.by_kind(kind)[slug]
    jobs, addresses = edition.portal.jobs_of(record), edition.addresses
    title = edition._(LONGER_LISTS[kind][1]) % {"name": edition.link(kind, slug).text}
    return Page(
        address=addresses.embed(record, edition.code),
        kind=EMBED,
        template="embed.html",
        title=title,
        description=title,
        frame=edition.frame,
        view=EmbedView(
            total=len(jobs),
            cards=job_cards(edition, jobs[:LENGTH]),
            all=addresses.jobs_of(record, edition.code) if len(jobs) > LENGTH else "",
            about=addresses.of(record, edition.code),
        ),
        indexed=False,
    )
