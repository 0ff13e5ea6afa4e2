"""The files that stand beside the pages, so that the portal is found."""

from collections.abc import Iterator, Sequence

from plugins.discovery.canonical import REDIRECT
from plugins.discovery.cards import card_of
from plugins.discovery.feeds import make_feeds
from plugins.discovery.redirects import redirects_text
from plugins.discovery.robots import robots_txt
from plugins.discovery.share_images import ShareImages
from plugins.discovery.sitemap import SITEMAP, make_sitemaps
from plugins.portal.page import File, Page
from plugins.portal.settings import Settings


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


def share_images(pages: Sequence[Page], images: ShareImages) -> Iterator[File]:
    """One file for each card that a page is shared with."""
    cards = {
        images.address(card): card for card in {card_of(p) for p in pages if p.kind != REDIRECT}
    }
    contents = images.contents(cards.values())
    for address, card in sorted(cards.items()):
        yield File(output_path(address, images.base), contents[card])


def output_path(address: str, base: str) -> str:
    """Where the file of an address stands in the output folder, which is published at ``base``."""
    return address.removeprefix(f"{base}/")
