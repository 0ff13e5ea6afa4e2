"""Teamtailor. A board is the name before ``.teamtailor.com``, or the host of a career site.

Career sites in North America are at ``<board>.na.teamtailor.com``, which is written whole. They all
offer their jobs as RSS with elements of their own for places.
"""

from collections.abc import AsyncIterator

from plugins.vacancies import markup
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.markup import child, children, said
from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, host
from plugins.vacancies.values import day, first_home, place_of
from plugins.vacancies.web import Visit

PAGE_LENGTH = 100


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    feed = f"https://{host(board, 'teamtailor.com')}/jobs.rss?per_page={PAGE_LENGTH}"
    items = _items((await visit.whole(feed)).body)
    offset = 0
    seen: set[str] = set()
    while new := [item for item in items if said(item, "guid") not in seen]:
        for item in new:
            seen.add(said(item, "guid"))
            yield item
        offset += PAGE_LENGTH
        if len(items) < PAGE_LENGTH or offset > visit.web.limits.offers:
            break
        visit.forget(feed)  # The first page says nothing of the others.
        items = _items((await visit.fresh(f"{feed}&offset={offset}")).body)


def _items(body: bytes) -> list[Entry]:
    channel = child(markup.read_xml(body), "channel")
    if channel is None:
        raise SourceFault("answers with XML that is no RSS")
    return [*children(channel, "item")]


def offer(item: Entry) -> Offer:
    place, country = first_home(map(_place, children(child(item, "locations"), "location")))
    return Offer(
        id=said(item, "guid"),
        title=said(item, "title"),
        description=said(item, "description"),
        address=said(item, "link"),
        place=place,
        country=country,
        posted=day(said(item, "pubDate")),
    )


def _place(found: Entry) -> tuple[str, str]:
    parts = [said(found, part) for part in ("address", "zip", "city")]
    return place_of(*parts) or said(found, "name"), said(found, "country")


SYSTEM = System(entries, offer, lambda item: said(item, "guid"))
