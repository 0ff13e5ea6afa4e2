"""SmartRecruiters. A board is the name at the end of ``https://careers.smartrecruiters.com/<board>``.

The list tells little of each posting; its text is asked for by itself. Of a name that nobody has,
the answer is that it lists no posting. Upper and lower case are not the same in names.
https://dev.smartrecruiters.com/customer-api/posting-api/
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
    seen: set[str] = set()
    for offset in range(0, visit.web.limits.offers + 1, PAGE_LENGTH):
        answer = await visit.fresh(f"{postings}?limit={PAGE_LENGTH}&offset={offset}")
        page = markup.read_json(answer.body)
        new = [found for found in listed(page, "content") if _name(found) not in seen]
        for posting in new:
            seen.add(_name(posting))
            yield await _entry(postings, posting, visit)
        if offset + PAGE_LENGTH >= page["totalFound"] or not new:
            break


def _name(posting: Entry) -> str:
    return text(mapping(posting).get("id"))


async def _entry(postings: str, posting: Entry, visit: Visit) -> Entry:
    """A posting with its text; why not where that cannot be had."""
    name = _name(posting)
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
        place=place_of(place.get("address"), place.get("postalCode"), place.get("city"))
        or text(place.get("fullLocation")),
        country=text(place.get("country")),
        language=text(mapping(entry.get("language")).get("code")),
        terms=texts(mapping(entry.get("typeOfEmployment")).get("label")),
        posted=day(entry.get("releasedDate")),
    )


SYSTEM = System(
    entries,
    offer,
    lambda entry: entry.id if isinstance(entry, Same) else entry["id"],
    tells_unknown=False,
)
