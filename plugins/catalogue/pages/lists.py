"""Long lists cut into pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from plugins.catalogue.edition import CompanyCard, Edition, newest_of
from plugins.portal.page import Page
from plugins.portal.records import Company, Record

ItemT = TypeVar("ItemT")

SHOWN_AROUND = 2
"""Page numbers shown on either side of the current one."""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number in a pager; ``gap`` says that numbers are left out before it."""

    number: int
    address: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a paged list, and the ways to its other pages."""

    current: int
    total: int
    previous: str
    next: str
    numbers: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True)
class CompanyList:
    """One page of a list of companies."""

    total: int
    cards: tuple[CompanyCard, ...]
    pager: Pager | None


def company_pages(
    edition: Edition, companies: Sequence[Company], address: Callable[[str, int], str]
) -> Iterator[tuple[int, dict[str, str], CompanyList]]:
    """Number, addresses in every language and list of each page; at least one, which may be empty.

    ``address`` gives the address of a page by language code and number.
    """
    for number, addresses, shown, pager in cut(edition, edition.in_order(companies), address):
        cards = tuple(map(edition.card, shown))
        yield number, addresses, CompanyList(len(companies), cards, pager)


def cut(
    edition: Edition, ordered: Sequence[ItemT], address: Callable[[str, int], str]
) -> Iterator[tuple[int, dict[str, str], Sequence[ItemT], Pager | None]]:
    """Number, addresses in every language, items and pager of each page; at least one."""
    length = edition.content.settings.page_length
    total = max(1, -(-len(ordered) // length))
    for number in range(1, total + 1):
        shown = ordered[(number - 1) * length : number * length]
        pager = make_pager(number, total, partial(address, edition.code)) if total > 1 else None
        yield number, edition.everywhere(address, number), shown, pager


def record_pages(  # noqa: PLR0913 - what three kinds of record say differently
    edition: Edition,
    record: Record,
    companies: Sequence[Company],
    view: Callable[[CompanyList], object],
    *,
    section: str,
    description: str,
    list_title: str,
    place: str = "",
) -> Iterator[Page]:
    """A record's own page with the first of its companies, and further pages where it has many.

    ``view`` makes the own page's view; ``section`` is the path word of the list it is in.
    """
    own = edition.link(record)
    above = (edition.home, edition.sections[section])
    updated = record.updated or newest_of(companies)
    for number, addresses, found in company_pages(
        edition, companies, partial(edition.addresses.companies_of, record)
    ):
        first = number == 1
        yield edition.page(
            addresses,
            kind=record.kind if first else "company-list",
            title=own.text if first else numbered(edition, list_title, number),
            description=description,
            view=view(found) if first else found,
            breadcrumbs=above if first else (*above, own),
            record=record if first else None,
            updated=updated,
            place=place,
        )


def numbered(edition: Edition, title: str, number: int) -> str:
    """A title with the number of its page, from the second page on."""
    if number == 1:
        return title
    return edition._("%(title)s, page %(number)s") % {
        "title": title,
        "number": edition.language.number(number),
    }


def make_pager(current: int, total: int, address: Callable[[int], str]) -> Pager:
    """A pager that always shows the first, the last and the pages near the current one."""
    near = range(current - SHOWN_AROUND, current + SHOWN_AROUND + 1)
    shown = [n for n in range(1, total + 1) if n in (1, total) or n in near]
    numbers = tuple(
        PageNumber(n, address(n), gap=n - before > 1)
        for before, n in zip([0, *shown], shown, strict=False)
    )
    return Pager(
        current,
        total,
        previous=address(current - 1) if current > 1 else "",
        next=address(current + 1) if current < total else "",
        numbers=numbers,
    )
