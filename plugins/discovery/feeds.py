"""Atom feeds of what is new, one for each kind and language. RFC 4287"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from feedgenerator import Atom1Feed

from plugins.discovery.canonical import absolute, canonical_address
from plugins.portal.page import Feed, Frame, Page

HOME = "home"
"""The kind of page whose description is that of all feeds."""

LENGTH = 20
"""Entries of a feed: readers ask often enough that none is missed."""

NEVER = date(1970, 1, 1)
"""When a portal without any dated page changed last; Atom wants a date in any case."""


class _DatedFeed(Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """A feed that knows its own date. An empty one would take it from the clock otherwise."""

    def latest_post_date(self) -> datetime:
        newest: datetime = self.feed["newest"]
        return newest


def make_feeds(pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Addresses and contents of all feeds that the pages' frames name."""
    dated = [page for page in pages if page.indexed and (page.published or page.updated)]
    days = {day for page in dated for day in (page.published, page.updated) if day}
    newest = max(days, default=NEVER)
    frames = {page.language: page.frame for page in pages}
    fed = {feed.kind for frame in frames.values() for feed in frame.feeds}
    groups: dict[tuple[str, str], list[Page]] = defaultdict(list)
    for page in dated:
        if page.kind in fed:
            groups[page.language, page.kind].append(page)
    said = {page.language: page.description for page in pages if page.kind == HOME}
    for language, frame in sorted(frames.items()):
        for feed in frame.feeds:
            entries = _newest_first(groups[language, feed.kind])
            yield feed.address, _feed(feed, frame, said.get(language), entries, newest)


def _newest_first(pages: Sequence[Page]) -> list[Page]:
    """The pages of a feed. Addresses decide between pages of the same day."""
    by_address = sorted(pages, key=lambda page: page.address)
    return sorted(by_address, key=lambda page: _day(page) or NEVER, reverse=True)[:LENGTH]


def _day(page: Page) -> date | None:
    """The day that a page is news of."""
    return page.published or page.updated


def _changed(page: Page) -> date:
    """The day of a page's last change, which is never before the one it was published on."""
    return max(filter(None, (page.published, page.updated)), default=NEVER)


def _feed(
    feed: Feed, frame: Frame, said: str | None, pages: Sequence[Page], otherwise: date
) -> bytes:
    """A feed's XML; ``said`` is what the portal says of itself, ``otherwise`` the date of an empty feed."""
    address = absolute(frame, feed.address)
    document = _DatedFeed(
        title=feed.title,
        link=address.rpartition("/")[0] + "/",
        description="",
        subtitle=said,
        language=frame.language.code,
        author_name=frame.site_name,
        feed_url=address,
        feed_guid=address,
        newest=_midnight(max(map(_changed, pages), default=otherwise)),
    )
    for page in pages:
        _add_entry(document, page)
    content = BytesIO()
    document.write(content, "utf-8")
    return content.getvalue()


def _add_entry(document: _DatedFeed, page: Page) -> None:
    address = canonical_address(page)
    document.add_item(
        title=page.title,
        link=address,
        unique_id=address,
        # The library declares summaries to be HTML, and descriptions are plain text.
        description=escape(page.description) or None,
        pubdate=_midnight(page.published) if page.published else None,
        updateddate=_midnight(_changed(page)),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
