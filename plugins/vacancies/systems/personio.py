"""Personio. A board is the name before ``.jobs.personio.com``, or the whole host of a career page.

https://developer.personio.de/docs/retrieving-open-job-positions
"""

from collections.abc import AsyncIterator

from plugins.vacancies.faults import SourceFault
from plugins.vacancies.markup import child, children, said, section
from plugins.vacancies.offers import Offer
from plugins.vacancies.systems.system import Entry, System, host
from plugins.vacancies.values import day
from plugins.vacancies.web import Visit


async def entries(board: str, visit: Visit) -> AsyncIterator[Entry]:
    site = f"https://{host(board, 'jobs.personio.com')}"
    root = await visit.xml(f"{site}/xml?language=en")
    if root.tag != "workzag-jobs":
        raise SourceFault("answers with XML that is no list of positions")
    for position in children(root, "position"):
        yield site, position


def offer(entry: Entry) -> Offer:
    site, position = entry
    name = said(position, "id")
    parts = children(child(position, "jobDescriptions"), "jobDescription")
    terms = (said(position, key) for key in ("employmentType", "schedule", "recruitingCategory"))
    return Offer(
        id=name,
        title=said(position, "name"),
        description="\n".join(section(said(part, "name"), said(part, "value")) for part in parts),
        address=f"{site}/job/{name}",
        place=said(position, "office"),
        terms=tuple(filter(None, terms)),
        posted=day(said(position, "createdAt")),
    )


SYSTEM = System(entries, offer, lambda entry: said(entry[1], "id"))
