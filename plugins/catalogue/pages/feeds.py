"""Feeds of open jobs: one for each company, place, lighthouse and competence, and all jobs as JSON.

A feed is planned and traced as pages are, so that it is made again where one of its jobs shows
something new, and only then. Feeds of other new things are made of finished pages, by discovery.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import orjson

from plugins.catalogue.edition import Edition, JobCard
from plugins.catalogue.following import LASTING, TITLES, feed_title
from plugins.catalogue.pages.documents import document
from plugins.catalogue.pages.jobs import job_cards
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import FEED, JOBS, JSON_FEED
from plugins.portal.page import Page
from plugins.portal.records import Channel, Job, Municipality, Record, Visitor

LENGTH = 20
"""Jobs in a feed: readers ask often enough that none is missed."""

ALL_LENGTH = 100
"""Jobs in the feed of all: an import can bring more than a page of them in one night."""

NEVER = date(1970, 1, 1)
"""When a list without jobs, of something that nobody dated, changed last: Atom wants a day."""

FEEDS = "feed"
"""The kind of page that feeds are."""

JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True)
class FeedView:
    """An Atom feed. Addresses are absolute where the portal's host is known."""

    address: str
    page: str
    """Where its jobs are listed for people."""
    updated: date
    subtitle: str
    """What the narrative says to who follows the feed."""
    cards: tuple[JobCard, ...]


def feed_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where there are no jobs."""
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    if not portal.jobs:
        return
    for kind in TITLES:
        for slug, record in portal.by_kind(kind).items():
            if kind in LASTING or portal.jobs_of(record):
                yield addresses.jobs_of(record, code) + FEED, FEEDS, ("feed", kind, slug)
    for slug, record in portal.municipalities.items():
        address = addresses.jobs_of(record, code) + JSON_FEED
        yield address, FEEDS, ("json-feed", Municipality.kind, slug)
    yield addresses.section(code, JOBS) + JSON_FEED, FEEDS, ("json-feed", Job.kind, "")


def feed(edition: Edition, kind: str, slug: str) -> Page:
    record: Record = edition.portal.by_kind(kind)[slug]
    cards = job_cards(edition, edition.portal.jobs_of(record)[:LENGTH])
    origin = edition.content.settings.origin
    address = edition.addresses.jobs_of(record, edition.code) + FEED
    updated = cards[0].posted if cards else record.updated
    title = feed_title(edition, kind, slug)
    return Page(
        address=address,
        kind=FEEDS,
        template="feed.xml",
        title=title,
        description=title,
        frame=edition.frame,
        view=FeedView(
            address=origin + address,
            page=origin + own_list(edition, record, len(cards)),
            updated=updated or NEVER,
            subtitle=edition.message(Visitor.NEWCOMERS, Channel.FEED),
            cards=cards,
        ),
        indexed=False,
    )


def own_list(edition: Edition, record: Record, number: int) -> str:
    """Where people see the jobs of a feed: on the record's own page."""
    anchor = "#Jobs" if number else ""
    return f"{edition.addresses.of(record, edition.code)}{anchor}"


def json_feed(edition: Edition, kind: str, slug: str) -> Page:
    """A JSON Feed of all jobs, or of those of a municipality. https://www.jsonfeed.org/version/1.1/"""
    portal, settings = edition.portal, edition.content.settings
    if kind == Job.kind:
        jobs = portal.newest_jobs[:ALL_LENGTH]
        title, above = edition._("New jobs"), edition.addresses.section(edition.code, JOBS)
        page = above
    else:
        record: Record = portal.by_kind(kind)[slug]
        jobs = portal.jobs_of(record)[:ALL_LENGTH]
        title = feed_title(edition, kind, slug)
        above = edition.addresses.jobs_of(record, edition.code)
        page = own_list(edition, record, len(jobs))
    subtitle = edition.message(Visitor.NEWCOMERS, Channel.FEED)
    said = {
        "version": JSON_FEED_VERSION,
        "title": f"{title} \N{EN DASH} {settings.name[edition.code]}",
        "home_page_url": f"{settings.origin}{page}",
        "feed_url": f"{settings.origin}{above}{JSON_FEED}",
        "language": edition.code,
        **({"description": subtitle} if subtitle else {}),
        "items": [_item(edition, card) for card in job_cards(edition, jobs)],
    }
    return document(edition, above + JSON_FEED, FEEDS, orjson.dumps(said).decode())


def _item(edition: Edition, card: JobCard) -> dict[str, object]:
    address = f"{edition.content.settings.origin}{card.address}"
    item: dict[str, object] = {
        "id": address,
        "url": address,
        "title": card.title.text,
        "content_text": " · ".join(_summary(edition, card)),
        "date_published": f"{card.posted.isoformat()}T00:00:00Z",
        "authors": [{"name": card.company}],
    }
    if card.title.language:
        item["language"] = card.title.language
    return item


def _summary(edition: Edition, card: JobCard) -> Iterator[str]:
    """What a job's entry says besides its title, as the template of Atom feeds has it."""
    yield from filter(None, (card.company, card.place, card.facts))
    if card.deadline:
        yield edition._("Apply by %(day)s") % {"day": edition.language.date(card.deadline)}
