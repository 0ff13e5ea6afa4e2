"""Workable. A board is the name at the end of ``https://apply.workable.com/<board>``.

https://help.workable.com/hc/en-us/articles/115012771647
"""

from collections.abc import AsyncIterator

from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, listed, token
from plugins.vacancies.values import day, mapping, text, texts
from plugins.vacancies.web import Visit

ACCOUNTS = "https://apply.workable.com/api/v1/widget/accounts"


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    found = await visit.json(f"{ACCOUNTS}/{token(board)}?details=true")
    for entry in listed(found, "jobs"):
        yield entry


def offer(entry: Entry) -> Offer:
    places = entry.get("locations") or [entry]
    place = mapping(places[0])
    return Offer(
        id=text(entry["shortcode"]),
        title=text(entry["title"]),
        description=text(entry["description"]),
        address=text(entry.get("url")) or text(entry["shortlink"]),
        apply=text(entry.get("application_url")),
        place=text(place.get("city")),
        country=text(place.get("countryCode")) or text(place.get("country")),
        terms=texts(entry.get("employment_type")),
        posted=day(entry.get("published_on")) or day(entry.get("created_at")),
    )


SYSTEM = System(entries, offer, lambda entry: entry["shortcode"])
