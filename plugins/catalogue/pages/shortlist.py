"""The shortlist: the companies that a visitor keeps, side by side."""

from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.portal.addresses import COMPANIES, COMPETENCES, SHORTLIST
from plugins.portal.page import Link, Page


@dataclass(frozen=True, slots=True)
class ShortlistView:
    ways: tuple[Link, ...]
    """Where companies to keep are found."""


def shortlist(edition: Edition) -> Page:
    """The page is the same for everybody: what is kept stays in the visitor's browser."""
    return edition.page(
        edition.everywhere(edition.addresses.section, SHORTLIST),
        kind="shortlist",
        title=edition.shortlist.text,
        description=edition._("The companies you keep, side by side, to compare, share and print."),
        view=ShortlistView((edition.sections[COMPANIES], edition.sections[COMPETENCES])),
        breadcrumbs=(edition.home,),
    )
