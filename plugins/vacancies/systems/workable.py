"""Workable. A board is the name at the end of ``https://apply.workable.com/<board>``.

https://workable.readme.io/reference/jobs-1 names the values; the address is that which career pages
with Workable's own widget ask.
"""

from collections.abc import AsyncIterator

from plugins.vacancies.markup import as_html
from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, listed, token
from plugins.vacancies.values import day, first_home, mapping, text, texts
from plugins.vacancies.web import Visit

ACCOUNTS = "https://apply.workable.com/api/v1/widget/accounts"


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    found = await visit.json(f"{ACCOUNTS}/{token(board)}?details=true")
    for entry in listed(found, "jobs"):
        yield entry


def offer(entry: Entry) -> Offer:
    place, country = first_home(map(_place, _shown(entry) or [entry]))
    return Offer(
        id=text(entry["shortcode"]),
        title=text(entry["title"]),
        description=_description(entry),
        address=text(entry.get("url")) or text(entry["shortlink"]),
        apply=text(entry.get("application_url")),
        place=place,
        country=country,
        terms=texts(entry.get("employment_type")),
        posted=day(entry.get("published_on")) or day(entry.get("created_at")),
    )


def _shown(entry: Entry) -> list[Entry]:
    """Its places but for those that the employer does not show."""
    return [place for place in entry.get("locations") or [] if not mapping(place).get("hidden")]


def _place(found: Entry) -> tuple[str, str]:
    return text(found.get("city")), text(found.get("countryCode")) or text(found.get("country"))


def _description(entry: Entry) -> str:
    """The text; accounts differ in whether it holds the requirements and what is offered, too."""
    found = text(entry.get("full_description")) or text(entry["description"])
    parts = (text(entry.get(name)) for name in ("requirements", "benefits"))
    return "\n".join((as_html(found), *(as_html(part) for part in parts if part not in found)))


SYSTEM = System(entries, offer, lambda entry: entry["shortcode"])
