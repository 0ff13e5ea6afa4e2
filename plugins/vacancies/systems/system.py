"""The shape that every system has, and how boards are named."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from plugins.vacancies.faults import SourceFault
from plugins.vacancies.offers import Offer, Same
from plugins.vacancies.values import mapping
from plugins.vacancies.web import Visit

Entry = Any
"""One posting as it stands in the system's answer."""


class System(NamedTuple):
    """How the boards of one system are read.

    ``entries`` asks for all postings of a board; ``offer`` says of one entry what it offers. Of an
    entry that is not as it should be, ``offer`` raises whatever comes: the other entries go on.
    """

    entries: Callable[[str, Visit], AsyncIterator[Entry]]
    offer: Callable[[Entry], Offer | Same]
    name_of: Callable[[Entry], object]
    """What an entry that ``offer`` could not read calls itself, if it says that much."""
    tells_unknown: bool = True
    """Whether a name that nobody has is answered with a fault, and not as a board without postings."""


_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9])?")


def token(board: str) -> str:
    """A board's name, where it stands in addresses; SourceFault where it could change these."""
    if not _TOKEN.fullmatch(board) or ".." in board:
        raise SourceFault(f"'{board}' cannot be the name of a board: letters, digits, '-' and '_'")
    return board


def host(board: str, domain: str) -> str:
    """The host of a board that is named by its part of the system's domain, or by a host of its own."""
    named = token(board).lower()
    return named if "." in named else f"{named}.{domain}"


def listed(found: Any, key: str | None = None) -> list[Entry]:  # noqa: ANN401 - plain data
    """The postings of an answer: a list, or the one below ``key``; SourceFault where there is none."""
    postings = mapping(found).get(key) if key else found
    if not isinstance(postings, list):
        raise SourceFault("answers with JSON that is no list of postings")
    return postings


def page_address(board: str) -> str:
    """A board that is the address of a page or feed; SourceFault where it is none."""
    if not board.startswith("https://"):
        raise SourceFault(f"'{board}' must be the https:// address of the page or feed")
    return board
