"""Recruitee. A board is the name before ``.recruitee.com``, or the host of a careers site.

https://docs.recruitee.com/reference/offers
"""

from collections.abc import AsyncIterator

from plugins.vacancies.markup import as_html
from plugins.vacancies.offers import Offer, Pay
from plugins.vacancies.systems.system import Entry, System, host, listed
from plugins.vacancies.values import day, first_home, mapping, number, period, place_of, text, texts
from plugins.vacancies.web import Visit


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    found = await visit.json(f"https://{host(board, 'recruitee.com')}/api/offers/")
    for entry in listed(found, "offers"):
        if mapping(entry).get("status", "published") == "published":
            yield entry


def offer(entry: Entry) -> Offer:
    place, country = first_home(map(_place, entry.get("locations") or [entry]))
    parts = (as_html(text(entry.get(name))) for name in ("description", "requirements"))
    return Offer(
        id=text(entry["id"]),
        title=text(entry["title"]),
        description="\n".join(part for part in parts if part),
        address=text(entry["careers_url"]),
        apply=text(entry.get("careers_apply_url")),
        place=place,
        country=country,
        terms=texts(entry.get("employment_type_code")),
        workload=_hours(entry),
        posted=day(entry.get("published_at")) or day(entry.get("created_at")),
        deadline=day(entry.get("close_at")),
        pay=_pay(mapping(entry.get("salary"))),
    )


def _place(found: Entry) -> tuple[str, str]:
    """One of several places, or the only one, which stands in the offer itself, and its country."""
    place = place_of(found.get("street"), found.get("postal_code"), found.get("city"))
    country = text(found.get("country_code")) or text(found.get("country"))
    return place or text(found.get("location")) or text(found.get("name")), country


def _hours(entry: Entry) -> float | None:
    """Hours a week, where there is but one number of them."""
    low, high = number(entry.get("min_hours")), number(entry.get("max_hours"))
    return high if low is None or low == high else None


def _pay(found: Entry) -> Pay | None:
    per = period(found.get("period"))
    low, high = number(found.get("min")), number(found.get("max"))
    if per is None or (low is None and high is None):
        return None
    return Pay(text(found.get("currency")), per, low, high)


SYSTEM = System(entries, offer, lambda entry: entry["id"])
