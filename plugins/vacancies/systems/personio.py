"""Personio. A board is the name before ``.jobs.personio.com``, or the whole host of a career page.

A list is in one language: what a position has no text in stands in it without one.
https://developer.personio.de/docs/retrieving-open-job-positions
"""

from collections.abc import AsyncIterator

from plugins.vacancies import markup
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.markup import child, children, said, section
from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, host
from plugins.vacancies.values import day
from plugins.vacancies.web import Visit

LANGUAGES = ("?language=en", "?language=da", "")
"""In which lists are asked for until every position has a text. Without a language it is the account's."""

EITHER = "full-or-part-time"
"""A schedule that says nothing."""


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    site = f"https://{host(board, 'jobs.personio.com')}"
    first, *others = (f"{site}/xml{language}" for language in LANGUAGES)
    positions = _positions(await visit.xml(first))
    for other in others:
        if all(map(_description, positions)):
            break
        visit.forget(first)  # It says nothing of the texts in other languages.
        found = _positions(markup.read_xml((await visit.fresh(other)).body))
        told = {said(position, "id"): position for position in found}
        positions = [
            position if _description(position) else told.get(said(position, "id"), position)
            for position in positions
        ]
    for position in positions:
        yield site, position


def _positions(root: Entry) -> list[Entry]:
    if root.tag != "workzag-jobs":
        raise SourceFault("answers with XML that is no list of positions")
    return [*children(root, "position")]


def _description(position: Entry) -> str:
    parts = children(child(position, "jobDescriptions"), "jobDescription")
    return "\n".join(
        text for part in parts if (text := section(said(part, "name"), said(part, "value")))
    )


def _offices(position: Entry) -> tuple[str, ...]:
    """The first office, and the others where one may work instead."""
    others = children(child(position, "additionalOffices"), "office")
    return tuple(
        dict.fromkeys(filter(None, (said(position, "office"), *(said(it) for it in others))))
    )


def offer(entry: Entry) -> Offer:
    site, position = entry
    name = said(position, "id")
    terms = (said(position, key) for key in ("employmentType", "schedule", "recruitingCategory"))
    return Offer(
        id=name,
        title=said(position, "name"),
        description=_description(position),
        address=f"{site}/job/{name}",
        place=" / ".join(_offices(position)),
        terms=tuple(term for term in terms if term not in ("", EITHER)),
        posted=day(said(position, "createdAt")),
    )


SYSTEM = System(entries, offer, lambda entry: said(entry[1], "id"))
