"""Which lists of jobs can be followed: the feeds that their pages name."""

from collections.abc import Mapping

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import gettext_noop
from plugins.portal.addresses import FEED, JOBS, JSON_FEED
from plugins.portal.page import JSON_FEED as JSON_FEED_TYPE
from plugins.portal.page import Feed
from plugins.portal.records import Cluster, Company, Competence, Job, Municipality, Record

TITLES: Mapping[str, str] = {
    Company.kind: gettext_noop("New jobs at %(name)s"),
    Municipality.kind: gettext_noop("New jobs in %(name)s"),
    Cluster.kind: gettext_noop("New jobs: %(name)s"),
    Competence.kind: gettext_noop("New jobs: %(name)s"),
}
"""Kind of record → what the feed of its jobs is called."""

LASTING = (Municipality.kind, Cluster.kind, Competence.kind)
"""Kinds of record that have a feed as soon as the portal has jobs. Theirs may come and go, and who
follows them is not to be lost. Companies have one while they have jobs."""


def is_followed(edition: Edition, record: Record) -> bool:
    """Whether a record has a feed of its jobs."""
    if record.kind in LASTING:
        return has_jobs(edition)
    return bool(edition.portal.jobs_of(record))


def has_jobs(edition: Edition) -> bool:
    """Whether the portal has any job. Who asks does not depend on which these are."""
    return JOBS in edition.sections


def feed_title(edition: Edition, kind: str, slug: str) -> str:
    return edition._(TITLES[kind]) % {"name": edition.link(kind, slug).text}


def feeds_of(edition: Edition, record: Record) -> tuple[Feed, ...]:
    """The feeds that a record's page and the list of its jobs name."""
    if not is_followed(edition, record):
        return ()
    title, above = (
        feed_title(edition, record.kind, record.slug),
        edition.addresses.jobs_of(record, edition.code),
    )
    atom = Feed(Job.kind, title, above + FEED)
    if record.kind != Municipality.kind:
        return (atom,)
    return atom, Feed(Job.kind, title, above + JSON_FEED, JSON_FEED_TYPE)


def feeds_of_all(edition: Edition) -> tuple[Feed, ...]:
    """What the list of all jobs names besides the portal's own feeds."""
    address = edition.addresses.section(edition.code, JOBS) + JSON_FEED
    return (Feed(Job.kind, edition._("New jobs"), address, JSON_FEED_TYPE),)
