"""The sitemap: every page that search engines may show. https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from xml.sax.saxutils import escape

from plugins.discovery.canonical import canonical_address
from plugins.portal.page import Page

DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

LIMIT = 50_000
"""Addresses that the protocol allows in one file."""

SITEMAP = "sitemap.xml"

Entry = tuple[str, date | None]
"""An absolute address and the day of its last change."""


def make_sitemaps(
    pages: Sequence[Page], top: str, limit: int = LIMIT
) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the sitemap files, ``sitemap.xml`` first.

    ``top`` is the absolute address of the portal's own top, which file names are appended to.
    """
    shown = sorted((page for page in pages if page.indexed), key=attrgetter("address"))
    entries = [(canonical_address(page), page.updated) for page in shown]
    if len(entries) <= limit:
        yield SITEMAP, _document("urlset", "url", entries)
        return
    parts = [entries[start : start + limit] for start in range(0, len(entries), limit)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    index = [(f"{top}{name}", _newest(part)) for name, part in zip(names, parts, strict=True)]
    yield SITEMAP, _document("sitemapindex", "sitemap", index)
    for name, part in zip(names, parts, strict=True):
        yield name, _document("urlset", "url", part)


def _newest(entries: Iterable[Entry]) -> date | None:
    return max((updated for _, updated in entries if updated), default=None)


def _document(root: str, tag: str, entries: Iterable[Entry]) -> bytes:
    """A sitemap or an index of sitemaps, which differ in their tags alone.

    It is put together as text: a tree of so many elements takes longer than all other files.
    """
    shown = "".join(
        f"<{tag}>\n<loc>{escape(address)}</loc>\n{_last_change(updated)}</{tag}>\n"
        for address, updated in entries
    )
    return f'{DECLARATION}\n<{root} xmlns="{NAMESPACE}">\n{shown}</{root}>\n'.encode()


@cache
def _last_change(day: date | None) -> str:
    """Thousands of pages were changed on the same day."""
    return f"<lastmod>{day.isoformat()}</lastmod>\n" if day else ""
