"""What a page says about itself to machines, as its template prints it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from plugins.discovery.canonical import alternate_links, canonical_address
from plugins.discovery.open_graph import open_graph
from plugins.discovery.share_images import ShareImages
from plugins.discovery.structured_data import structured_data
from plugins.portal.page import Feed, Page


@dataclass(frozen=True, slots=True)
class Introduction:
    """The machine-readable head of a page. Addresses are absolute, those of feeds excepted."""

    canonical: str
    robots: str
    """Content of the robots meta element: '' or ``noindex``."""
    alternates: tuple[tuple[str, str], ...]
    """(hreflang, address) for every language and ``x-default``."""
    open_graph: tuple[tuple[str, str], ...]
    """(property, content); https://ogp.me"""
    feeds: tuple[Feed, ...]
    structured_data: Markup
    """JSON-LD, safe inside a script element; '' where there is none."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The function ``discovery`` of templates.

    ``locales`` maps language code → locale code, where the portal's settings name one.
    """

    images: ShareImages
    locales: Mapping[str, str]

    def __call__(self, page: Page) -> Introduction:
        return Introduction(
            canonical=canonical_address(page),
            robots="" if page.indexed else "noindex",
            alternates=alternate_links(page),
            open_graph=open_graph(page, self.images, self.locales),
            feeds=(*page.feeds, *page.frame.feeds),
            structured_data=structured_data(page),
        )
