"""Lever. A board is the name at the end of ``https://jobs.lever.co/<board>``.

One at the end of ``https://jobs.eu.lever.co/<board>`` is written ``eu.<board>``.

https://github.com/lever/postings-api
"""

from collections.abc import AsyncIterator

from plugins.vacancies.markup import as_html, section
from plugins.vacancies.offers import Offer, Pay
from plugins.vacancies.systems.system import Entry, System, listed, token
from plugins.vacancies.values import day, mapping, number, period, text, texts
from plugins.vacancies.web import Visit

EUROPE = "eu."


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    host = "api.eu.lever.co" if board.startswith(EUROPE) else "api.lever.co"
    name = token(board.removeprefix(EUROPE))
    for entry in listed(await visit.json(f"https://{host}/v0/postings/{name}?mode=json")):
        yield entry


def offer(entry: Entry) -> Offer:
    categories = mapping(entry.get("categories"))
    return Offer(
        id=text(entry["id"]),
        title=text(entry["text"]),
        description=_description(entry),
        address=text(entry["hostedUrl"]),
        apply=text(entry.get("applyUrl")),
        place=" / ".join(_places(categories)),
        country=text(entry.get("country")),
        terms=texts(categories.get("commitment")),
        posted=day(entry.get("createdAt")),
        pay=_pay(mapping(entry.get("salaryRange"))),
    )


def _places(categories: Entry) -> tuple[str, ...]:
    """The first place, and the others where one may work instead."""
    return tuple(
        dict.fromkeys((*texts(categories.get("location")), *texts(categories.get("allLocations"))))
    )


def _description(entry: Entry) -> str:
    """Opening and text together, lists with headings of their own, the closing words, and the pay."""
    parts = [as_html(text(entry.get("description")))]
    parts += [
        section(text(item.get("text")), f"<ul>{text(item.get('content'))}</ul>")
        for item in entry.get("lists") or []
    ]
    parts += [as_html(text(entry.get(name))) for name in ("additional", "salaryDescription")]
    return "\n".join(part for part in parts if part)


def _pay(found: Entry) -> Pay | None:
    per = period(found.get("interval"))
    low, high = number(found.get("min")), number(found.get("max"))
    if per is None or (low is None and high is None):
        return None
    return Pay(text(found.get("currency")), per, low, high)


SYSTEM = System(entries, offer, lambda entry: entry["id"])
