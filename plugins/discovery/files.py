"""The files that stand beside the pages, so that the portal is found."""

from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from plugins.discovery.canonical import canonical_address
from plugins.discovery.cards import OWN_HEADLINE, card_of
from plugins.discovery.feeds import HOME, make_feeds
from plugins.discovery.redirects import REDIRECT, redirects_text
from plugins.discovery.robots import robots_txt
from plugins.discovery.share_images import ShareImages
from plugins.discovery.sitemap import SITEMAP, make_sitemaps
from plugins.portal.page import BARE, LEADING_ON, File, Page
from plugins.portal.settings import Settings

UNSHARED = BARE | LEADING_ON
"""Kinds of page that have no picture."""

FACTS = ("indexed", "updated", "published", "place")
"""What decides which pages stand where, and with which picture."""


def make_files(pages: Sequence[Page], settings: Settings, images: ShareImages) -> Iterator[File]:
    """Sitemap, robots' rules, redirects, feeds and the share images that pages use."""
    top = f"{settings.origin}{settings.base}/"
    for name, content in make_sitemaps(pages, top):
        yield File(name, content)
    yield File("robots.txt", robots_txt(f"{top}{SITEMAP}").encode())
    yield File("_redirects", redirects_text(pages).encode())
    for address, content in make_feeds(pages):
        yield File(output_path(address, settings.base), content)
    yield from share_images(pages, images)


def tells(before: Page, now: Page, published: Callable[[str], bytes], base: str) -> bool:
    """Whether files about all pages are others once a page is, by what is known of it.

    Which pages they name depends on few facts. Only feeds show more, and of few pages; files show
    nothing else of a page unless it leads on.
    """
    if now.kind == REDIRECT:
        return True
    if [getattr(before, name) for name in FACTS] != [getattr(now, name) for name in FACTS]:
        return True
    if (before.title, before.description) == (now.title, now.description):
        return False
    if now.kind == HOME or now.kind in OWN_HEADLINE:
        return True
    paths = [output_path(f.address, base) for f in now.frame.feeds if f.kind == now.kind]
    shown = f">{escape(canonical_address(now))}<".encode()
    return any(shown in published(path) for path in paths)


def share_images(pages: Sequence[Page], images: ShareImages) -> Iterator[File]:
    """One file for each card that a page is shared with."""
    # Of the thousands of pages of one kind and place, one is asked.
    alike = {
        (id(p.frame), p.kind, p.title if p.kind in OWN_HEADLINE else p.place): p
        for p in pages
        if p.kind not in UNSHARED
    }
    cards = {images.address(card): card for card in map(card_of, alike.values())}
    contents = images.contents(cards.values())
    for address, card in sorted(cards.items()):
        yield File(output_path(address, images.base), contents[card])


def output_path(address: str, base: str) -> str:
    """Where the file of an address stands in the output folder, which is published at ``base``."""
    return address.removeprefix(f"{base}/")
