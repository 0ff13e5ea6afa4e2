"""SmartRecruiters. A board is the name at the end of ``https://careers.smartrecruiters.com/<board>``.

The list tells little of each posting; its text is asked for by itself.
https://developers.smartrecruiters.com/docs/posting-api
"""

from collections.abc import AsyncIterator

from plugins.vacancies import markup
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.offers import Offer, Same
from plugins.vacancies.systems.system import Entry, System, listed, token
from plugins.vacancies.values import day, mapping, place_of, text, texts
from plugins.vacancies.web import Visit

COMPANIES = "https://api.smartrecruiters.com/v1/companies"
PAGE_LENGTH = 100
"""The most that one request gives."""

SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    postings = f"{COMPANIES}/{token(board)}/postings"
    for offset in range(0, visit.web.limits.offers + 1, PAGE_LENGTH):
        answer = await visit.fresh(f"{postings}?limit={PAGE_LENGTH}&offset={offset}")
        page = markup.read_json(answer.body)
        found = listed(page, "content")
        for posting in found:
            yield await _entry(postings, posting, visit)
        if offset + PAGE_LENGTH >= page["totalFound"] or not found:
            break


async def _entry(postings: str, posting: Entry, visit: Visit) -> Entry:
    """A posting with its text; why not where that cannot be had."""
    name = text(mapping(posting).get("id"))
    try:
        answer = await visit.if_new(f"{postings}/{token(name)}")
        return markup.read_json(answer.body) if answer else Same(name)
    except SourceFault as fault:
        return {"id": name, "fault": str(fault)}


def offer(entry: Entry) -> Offer | Same:
    if isinstance(entry, Same):
        return entry
    if "fault" in entry:
        raise SourceFault(entry["fault"])
    place = mapping(entry.get("location"))
    sections = mapping(mapping(entry.get("jobAd")).get("sections"))
    parts = (mapping(sections.get(name)) for name in SECTIONS)
    return Offer(
        id=text(entry["id"]),
        title=text(entry["name"]),
        description="\n".join(
            markup.section(text(part.get("title")), text(part.get("text"))) for part in parts
        ),
        address=text(entry["postingUrl"]),
        apply=text(entry.get("applyUrl")),
        place=place_of(place.get("address"), place.get("postalCode"), place.get("city")),
        country=text(place.get("country")),
        language=text(mapping(entry.get("language")).get("code")),
        terms=texts(mapping(entry.get("typeOfEmployment")).get("label")),
        posted=day(entry.get("releasedDate")),
    )


SYSTEM = System(entries, offer, lambda entry: entry.id if isinstance(entry, Same) else entry["id"])
