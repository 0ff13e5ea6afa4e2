"""Long lists of companies cut into pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plugins.catalogue.edition import CompanyCard, Edition
from plugins.portal.records import Company

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
    edition: Edition, companies: Sequence[Company], address: Callable[[int], str]
) -> Iterator[tuple[int, CompanyList]]:
    """Each page of the list with its number; at least one, which may be empty.

    ``address`` gives the address of a page by its number.
    """
    ordered = edition.in_order(companies)
    length = edition.content.settings.page_length
    total = max(1, -(-len(ordered) // length))
    for number in range(1, total + 1):
        shown = ordered[(number - 1) * length : number * length]
        pager = make_pager(number, total, address) if total > 1 else None
        yield number, CompanyList(len(ordered), tuple(map(edition.card, shown)), pager)


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
