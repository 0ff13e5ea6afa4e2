"""Rules for hosts that answer former addresses themselves.

The form is the one that Netlify, Cloudflare Pages and others read:
https://docs.netlify.com/routing/redirects/
"""

from collections.abc import Iterator, Sequence

from plugins.portal.addresses import NOT_FOUND
from plugins.portal.page import Page

REDIRECT = "redirect"
"""The kind of page at a former address; its view has the absolute path ``target``."""


def redirects_text(pages: Sequence[Page]) -> str:
    """The text of ``_redirects``. The first rule that fits wins, so the general ones come last."""
    return "".join(f"{rule}\n" for rule in (*_moved(pages), *_not_found(pages)))


def _moved(pages: Sequence[Page]) -> Iterator[str]:
    """One rule for each former address."""
    moved = [page for page in pages if page.kind == REDIRECT]
    for page in sorted(moved, key=lambda page: page.address):
        yield f"{page.address} {page.view.target} 301"


def _not_found(pages: Sequence[Page]) -> Iterator[str]:
    """One rule for each language: what is not there is answered in that language."""
    for home in sorted({page.frame.home for page in pages}):
        yield f"{home}* {home}{NOT_FOUND} 404"
