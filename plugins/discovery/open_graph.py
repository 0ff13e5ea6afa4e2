"""What social networks show of a page that somebody shares. https://ogp.me"""

from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from plugins.discovery.canonical import absolute, canonical_address
from plugins.discovery.cards import HEIGHT, WIDTH, card_of
from plugins.discovery.share_images import ShareImages
from plugins.portal.page import LEADING_ON, Page

ARTICLE_KINDS = frozenset({"guide", "story"})
"""Kinds of page that are texts with a date; everything else is a ``website`` to Open Graph."""

Property = tuple[str, str]
"""The name of a property and its content."""


def open_graph(page: Page, images: ShareImages, locales: Mapping[str, str]) -> tuple[Property, ...]:
    """The Open Graph properties of a page; none for one that only leads on."""
    if page.kind in LEADING_ON:
        return ()
    return (*_text(page), *_locales(page, locales), *_dates(page), *_image(page, images))


def _text(page: Page) -> Iterator[Property]:
    yield "og:type", "article" if page.kind in ARTICLE_KINDS else "website"
    yield "og:title", page.title
    if page.description:
        yield "og:description", page.description
    yield "og:url", canonical_address(page)
    yield "og:site_name", page.frame.site_name


def _locales(page: Page, locales: Mapping[str, str]) -> Iterator[Property]:
    own = _with_territory(page.text_language or page.frame.language.locale_code)
    if own:
        yield "og:locale", own
    for code in page.alternates:
        other = _with_territory(locales.get(code, code))
        if other and code != (page.text_language or page.language):
            yield "og:locale:alternate", other


@cache
def _with_territory(code: str) -> str:
    """A locale as Open Graph writes it, as in ``en_GB``; it has no form without a territory."""
    locale = Locale.parse(code, sep="-")
    return f"{locale.language}_{locale.territory}" if locale.territory else ""


def _dates(page: Page) -> Iterator[Property]:
    if page.kind not in ARTICLE_KINDS:
        return
    if page.published:
        yield "article:published_time", page.published.isoformat()
    if page.updated:
        yield "article:modified_time", page.updated.isoformat()


def _image(page: Page, images: ShareImages) -> Iterator[Property]:
    card = card_of(page)
    yield "og:image", absolute(page.frame, images.address(card))
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    yield "og:image:alt", card.alternative
