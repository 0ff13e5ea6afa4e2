"""Long lists cut into pages."""

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from plugins.catalogue.edition import CompanyCard, Edition
from plugins.catalogue.following import feeds_of
from plugins.portal.page import Page, PageKey
from plugins.portal.records import Record

ItemT = TypeVar("ItemT")

FURTHER = "company-list"
"""The kind of the further pages of a record's companies."""

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


Planned = tuple[str, str, PageKey]
"""Address, kind and key of a page."""


def list_plans(
    edition: Edition,
    things: Sized,
    kinds: tuple[str, str],
    address: Callable[[str, int], str],
    *key: str,
) -> Iterator[Planned]:
    """The pages of a list of things, of which there is at least one.

    ``kinds`` are those of the first and of the further pages; ``address`` gives the address of a
    page by language code and number. The number ends the key.
    """
    for number in range(1, page_count(edition, things) + 1):
        yield address(edition.code, number), kinds[number > 1], (*key, number)


def page_count(edition: Edition, things: Sized) -> int:
    return max(1, -(-len(things) // edition.content.settings.page_length))


def company_list(
    edition: Edition,
    subject: str,
    address: Callable[[str, int], str],
    number: int,
) -> CompanyList:
    """A page of the list of a subject's companies (``kind/slug``, '' for all) by the alphabet."""
    companies = edition.companies_in_order(subject)
    shown, pager = cut(edition, companies, address, number)
    return CompanyList(len(companies), tuple(map(edition.card, shown)), pager)


def cut(
    edition: Edition, ordered: Sequence[ItemT], address: Callable[[str, int], str], number: int
) -> tuple[Sequence[ItemT], Pager | None]:
    """The items of a page of a list, and the ways to its other pages."""
    length, total = edition.content.settings.page_length, page_count(edition, ordered)
    shown = ordered[(number - 1) * length : number * length]
    return shown, make_pager(number, total, partial(address, edition.code)) if total > 1 else None


def record_page(  # noqa: PLR0913 - what three kinds of record say differently
    edition: Edition,
    record: Record,
    view: Callable[[CompanyList], object],
    number: int,
    *,
    section: str,
    description: str,
    list_title: str,
    place: str = "",
) -> Page:
    """A record's own page with the first of its companies, or a further page where it has many.

    ``view`` makes the own page's view; ``section`` is the path word of the list it is in.
    """
    address = partial(edition.addresses.companies_of, record)
    subject = f"{record.kind}/{record.slug}"
    own, first = edition.link(record.kind, record.slug), number == 1
    found = company_list(edition, subject, address, number)
    above = (edition.home, edition.sections[section])
    return edition.page(
        edition.everywhere(address, number),
        kind=record.kind if first else FURTHER,
        title=own.text if first else numbered(edition, list_title, number),
        description=description,
        view=view(found) if first else found,
        breadcrumbs=above if first else (*above, own),
        record=record if first else None,
        updated=record.updated or edition.portal.last_updates.get(subject),
        place=place,
        feeds=feeds_of(edition, record) if first else (),
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
    near = range(max(1, current - SHOWN_AROUND), min(total, current + SHOWN_AROUND) + 1)
    shown = sorted({1, *near, total})
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
