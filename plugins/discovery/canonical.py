"""The absolute addresses that a page goes by."""

from urllib.parse import urldefrag

from plugins.portal.page import LEADING_ON, Frame, Page

X_DEFAULT = "x-default"
"""The hreflang of the page for readers of none of the languages.
https://developers.google.com/search/docs/specialty/international/localized-versions"""


def absolute(frame: Frame, address: str) -> str:
    """An address with scheme and host, or as it is where the portal's host is not known."""
    return f"{frame.site_url}{address}"


def canonical_address(page: Page) -> str:
    """The one address under which a page's content is to be known."""
    address = urldefrag(page.view.target).url if page.kind in LEADING_ON else page.address
    return absolute(page.frame, address)


def alternate_links(page: Page) -> tuple[tuple[str, str], ...]:
    """Language code (hreflang) and absolute address of a page in every language, its own included."""
    if not (page.indexed and page.alternates):
        return ()
    links = [(code, absolute(page.frame, address)) for code, address in page.alternates.items()]
    if page.default_alternate:
        links.append((X_DEFAULT, absolute(page.frame, page.default_alternate)))
    return tuple(links)
