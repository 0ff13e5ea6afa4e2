"""Greenhouse. A board is the name at the end of ``https://job-boards.greenhouse.io/<board>``.

Boards whose pages are at ``job-boards.eu.greenhouse.io`` are told by the same host as all others.
https://developers.greenhouse.io/job-board.html
"""

from collections.abc import AsyncIterator
from html import unescape

from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, listed, token
from plugins.vacancies.values import day, mapping, text
from plugins.vacancies.web import Visit

BOARDS = "https://boards-api.greenhouse.io/v1/boards"


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    found = await visit.json(f"{BOARDS}/{token(board)}/jobs?content=true")
    for entry in listed(found, "jobs"):
        # One without a job behind it asks for applications at any time: no open position.
        if mapping(entry).get("internal_job_id", 0) is not None:
            yield entry


def offer(entry: Entry) -> Offer:
    return Offer(
        id=text(entry["id"]),
        title=text(entry["title"]),
        description=unescape(text(entry["content"])),  # HTML, whose signs are escaped
        address=text(entry["absolute_url"]),
        place=text(mapping(entry.get("location")).get("name")),
        language=text(entry.get("language")),
        posted=day(entry.get("first_published")) or day(entry.get("updated_at")),
        deadline=day(entry.get("application_deadline")),
    )


SYSTEM = System(entries, offer, lambda entry: entry["id"])
