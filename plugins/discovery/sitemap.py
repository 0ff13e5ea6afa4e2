"""The sitemap: every page that search engines may show. https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from plugins.discovery.canonical import canonical_address
from plugins.portal.page import Page

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
    shown = sorted((page for page in pages if page.indexed), key=lambda page: page.address)
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


def _document(root_tag: str, tag: str, entries: Iterable[Entry]) -> bytes:
    """A sitemap or an index of sitemaps, which differ in their tags alone."""
    root = ET.Element(root_tag, xmlns=NAMESPACE)
    for address, updated in entries:
        element = ET.SubElement(root, tag)
        ET.SubElement(element, "loc").text = address
        if updated:
            ET.SubElement(element, "lastmod").text = updated.isoformat()
    ET.indent(root, space="")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
