"""What a page says in the vocabulary of schema.org, as JSON-LD.

Only facts that the page also shows are marked, as search engines demand:
https://developers.google.com/search/docs/appearance/structured-data/sd-policies
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import orjson
from markupsafe import Markup

from plugins.discovery.canonical import absolute, canonical_address
from plugins.portal.addresses import MY_MOVE
from plugins.portal.page import Frame, Page
from plugins.portal.records import (
    COUNTRY,
    Company,
    Employees,
    Event,
    Guide,
    Job,
    Location,
    Municipality,
    Pathway,
    Salary,
    Story,
)

Thing: TypeAlias = dict[str, object]
"""A thing of https://schema.org; its keys stand in the order in which they were given."""

ENTRANCES = frozenset({"choice", "home"})
"""Kinds of page that stand for the whole portal. Search engines take a site's name from its top
alone, which is the choice of language:
https://developers.google.com/search/docs/appearance/site-names"""

EMPLOYEES: Mapping[Employees, tuple[int, int | None]] = {
    Employees.UP_TO_9: (1, 9),
    Employees.FROM_10: (10, 49),
    Employees.FROM_50: (50, 249),
    Employees.FROM_250: (250, 999),
    Employees.FROM_1000: (1000, None),
}

ESCAPES = tuple((letter, f"\\u{ord(letter):04x}") for letter in "<>&\u2028\u2029")
"""Letters that could end a script element, or a line of a script, and how JSON also writes them."""

LEAST_TEXT = 200
"""Characters of a posting that can be a whole one: two or three sentences."""

SURELY_WHOLE = 1_000
"""Characters with their tags, from which no text is so short."""

TAG = re.compile("<[^<>]*>")

CUT_SHORT = re.compile(r"(?:…|\.\.\.|&hellip;)\W*(?:<[^<>]*>\s*)*$")
"""How a text ends of which somebody has shown the beginning."""

LONGEST_END = 100

Json: TypeAlias = orjson.Fragment
"""A thing that many pages speak of, as JSON."""

REMEMBERED = 8192
"""Things that are kept as JSON."""


def structured_data(page: Page) -> Markup:
    """A page's JSON-LD, safe inside a script element; '' where there is nothing to say."""
    graph = graph_of(page)
    if not graph:
        return Markup()
    return script_text({"@context": "https://schema.org", "@graph": graph})


def graph_of(page: Page) -> list[Thing]:
    """The things that a page speaks of."""
    return [*_subjects(page), *_breadcrumbs(page)]


def script_text(value: object) -> Markup:
    """A value as JSON that is safe inside a script element."""
    text = orjson.dumps(value).decode()
    for letter, escaped in ESCAPES:  # far quicker than str.translate, which asks for each letter
        text = text.replace(letter, escaped)
    return Markup(text)  # noqa: S704 - nothing in it can end the script element


def _subjects(page: Page) -> Iterator[Thing]:
    """What the page is about, or is."""
    if page.kind in ENTRANCES:
        yield _website(page)
    if page.kind == MY_MOVE:
        yield _steps(page)
    match page.record:
        case Company() as company:
            yield _company(company, page)
        case Municipality() as municipality:
            yield _municipality(municipality, page)
        case Job() as job if _is_complete(job, page.view.description.text):
            yield _job_posting(job, page)
        case Event() if page.indexed:
            yield _event(page)
        case Pathway():
            yield _path(page)
        case Guide():
            yield _article(page, about=_thing("Place", name=page.place) if page.place else None)
        case Story() as story:
            yield _article(page, about=_thing("Person", name=story.person))


def _thing(kind: str, **facts: object) -> Thing:
    """A thing with those facts that are known: texts and lists that are not empty, and all numbers."""
    known = {name: fact for name, fact in facts.items() if fact or fact == 0}
    return {"@type": kind, **known}


def _website(page: Page) -> Thing:
    frame = page.frame
    language = frame.language.code if page.kind == "home" else None
    return _thing("WebSite", name=frame.site_name, url=canonical_address(page), inLanguage=language)


def _steps(page: Page) -> Thing:
    """The steps of a move as a list: no how-to, since nobody takes all of them."""
    steps = [
        step
        for phase in page.view.phases
        for situation in phase.situations
        for step in situation.steps
    ]
    steps.sort(key=lambda step: int(step.order))
    return _list_of_steps(page, ((step.name, step.id) for step in steps))


def _path(page: Page) -> Thing:
    """A path to a job, whose steps stand in their order."""
    return _list_of_steps(page, ((str(step.name.text), step.id) for step in page.view.steps))


def _list_of_steps(page: Page, steps: Iterable[tuple[str, str]]) -> Thing:
    """Steps by their names and the ids of their places on the page."""
    address = canonical_address(page)
    items = [
        _thing("ListItem", position=place, name=name, url=f"{address}#{id_}")
        for place, (name, id_) in enumerate(steps, 1)
    ]
    return _thing(
        "ItemList",
        name=page.title,
        description=page.description,
        url=address,
        itemListOrder="https://schema.org/ItemListOrderAscending",
        numberOfItems=len(items),
        itemListElement=items,
    )


def _portal(frame: Frame) -> Thing:
    """The portal as the one that speaks."""
    return _thing("Organization", name=frame.site_name, url=absolute(frame, frame.home))


def _company(company: Company, page: Page) -> Thing:
    return _thing(
        "Organization",
        name=company.name,
        url=company.website,
        description=company.tagline.get(page.language),
        foundingDate=str(company.founded) if company.founded else None,
        numberOfEmployees=_employees(company.employees) if company.employees else None,
        address=list(filter(None, map(_postal_address, company.locations))),
    )


def _employees(band: Employees) -> Thing:
    least, most = EMPLOYEES[band]
    return _thing("QuantitativeValue", minValue=least, maxValue=most)


def _postal_address(location: Location) -> Thing | None:
    """An address, where a site has one: a municipality alone is none."""
    if not (location.street or location.postcode or location.city):
        return None
    return _thing(
        "PostalAddress",
        streetAddress=location.street,
        postalCode=location.postcode,
        addressLocality=location.city,
        addressCountry=COUNTRY,
    )


def _municipality(municipality: Municipality, page: Page) -> Thing:
    position = _thing("GeoCoordinates", latitude=municipality.lat, longitude=municipality.lon)
    name = municipality.name.get(page.language, page.title)
    return _thing("AdministrativeArea", name=name, url=canonical_address(page), geo=position)


def _job_posting(job: Job, page: Page) -> Thing:
    """https://developers.google.com/search/docs/appearance/structured-data/job-posting

    The view of the page has the employer (the links ``company`` and ``website``), the ``description`` as HTML and
    the moment at which the posting ``closes``, by the clocks where the job is.
    """
    view = page.view
    employer = view.company.text
    is_stated = view.closes and "deadline" not in job.guessed
    terms = job.employment_type
    return _thing(
        "JobPosting",
        title=job.title,
        description=str(view.description.text),
        url=canonical_address(page),
        identifier=_thing("PropertyValue", name=employer, value=job.id),
        datePosted=job.posted.isoformat(),
        validThrough=view.closes if is_stated else None,
        employmentType=terms.upper().replace("-", "_") if terms else None,
        hiringOrganization=_employer(employer, view.website.address),
        jobLocation=_job_location(page.place),
        baseSalary=_base_salary(job.salary) if job.salary else None,
        directApply=False,
    )


@lru_cache(REMEMBERED)
def _employer(name: str, website: str) -> Json:
    return _json(_thing("Organization", name=name, sameAs=website))


@lru_cache(REMEMBERED)
def _job_location(place: str) -> Json:
    address = _thing("PostalAddress", addressLocality=place, addressCountry=COUNTRY)
    return _json(_thing("Place", address=address))


def _json(thing: Thing) -> Json:
    return orjson.Fragment(orjson.dumps(thing))


EVENT_STATUS: Mapping[bool, str] = {
    True: "https://schema.org/EventCancelled",
    False: "https://schema.org/EventScheduled",
}
"""By whether an event is cancelled."""


def _event(page: Page) -> Thing:
    """The next time of an event. https://developers.google.com/search/docs/appearance/structured-data/event

    The view of the page has its ``dates`` with offsets from universal time, the first not over, its
    ``venue`` and its address ``online``, of which it has one at least.
    """
    view = page.view
    venue, dates = view.venue, view.dates[0]
    places = [_venue(view) if venue else None]
    places += [_thing("VirtualLocation", url=view.online) if view.online else None]
    found = [place for place in places if place]
    mode = "Mixed" if len(found) > 1 else ("Offline" if venue else "Online")
    return _thing(
        "Event",
        name=page.title,
        description=page.description,
        url=canonical_address(page),
        startDate=dates.starts,
        endDate=dates.ends,
        eventStatus=EVENT_STATUS[view.is_cancelled],
        eventAttendanceMode=f"https://schema.org/{mode}EventAttendanceMode",
        location=found if len(found) > 1 else found[0],
        isAccessibleForFree=True if view.is_free else None,
        organizer=_thing(
            "Organization",
            name=str(view.organiser.text),
            url=_outside(page, view.organiser_address),
        ),
    )


def _outside(page: Page, address: str) -> str | None:
    """An address as others reach it, whether it is one of the portal or not."""
    if not address:
        return None
    return address if "://" in address else absolute(page.frame, address)


def _venue(view: Any) -> Thing:  # noqa: ANN401 - the view of a page of another feature
    venue = view.venue
    place = venue.municipality.text
    address = _thing(
        "PostalAddress",
        streetAddress=venue.street,
        addressLocality=venue.town or place,
        addressCountry=COUNTRY,
    )
    name = str(venue.name.text) if venue.name else place
    return _thing("Place", name=name, address=address)


def _is_complete(job: Job, description: str) -> bool:
    """Whether search engines may show a job: its text says all that there is to say, and it is open.

    Feeds may hold no more than the beginning of a text. A job that nobody has confirmed for a while
    may be gone, and those are not to be marked.
    """
    if job.unconfirmed_since:
        return False
    if CUT_SHORT.search(description[-LONGEST_END:]):
        return False
    # Counting the letters of all texts would take long, and most are many times as long.
    return len(description) > SURELY_WHOLE or len(TAG.sub("", description)) >= LEAST_TEXT


def _base_salary(salary: Salary) -> Thing:
    least, most = map(_plain_number, (salary.min, salary.max))
    amounts = {"value": least} if least == most else {"minValue": least, "maxValue": most}
    value = _thing("QuantitativeValue", **amounts, unitText=salary.per.upper())
    return _thing("MonetaryAmount", currency=salary.currency, value=value)


def _plain_number(amount: float | None) -> float | None:
    """An amount without a decimal point where it needs none."""
    return int(amount) if amount is not None and amount.is_integer() else amount


def _article(page: Page, about: Thing | None) -> Thing:
    portal = _portal(page.frame)
    return _thing(
        "Article",
        headline=page.title,
        description=page.description,
        url=canonical_address(page),
        inLanguage=page.language,
        datePublished=page.published.isoformat() if page.published else None,
        dateModified=page.updated.isoformat() if page.updated else None,
        about=about,
        author=portal,
        publisher=portal,
    )


def _breadcrumbs(page: Page) -> Iterator[Thing]:
    """The way from the home page to this one, both included."""
    if not page.breadcrumbs:
        return
    above = [
        _above(position, link.text, absolute(page.frame, link.address))
        for position, link in enumerate(page.breadcrumbs, 1)
    ]
    here = _breadcrumb(len(above) + 1, page.title, absolute(page.frame, page.address))
    yield _thing("BreadcrumbList", itemListElement=[*above, here])


@lru_cache(REMEMBERED)
def _above(position: int, name: str, address: str) -> Json:
    return _json(_breadcrumb(position, name, address))


def _breadcrumb(position: int, name: str, address: str) -> Thing:
    return _thing("ListItem", position=position, name=name, item=address)
