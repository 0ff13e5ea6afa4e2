"""Files for programs that are planned, traced and written as pages are."""

from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.portal.page import Page


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The whole text of a file."""

    text: str


def document(edition: Edition, address: str, kind: str, text: str) -> Page:
    """A file with a text that is published as it is."""
    return Page(
        address=address,
        kind=kind,
        template="document.txt",
        title="",
        description="",
        frame=edition.frame,
        view=DocumentView(text),
        indexed=False,
    )
