"""Calendars of events for programs: all, those of an audience, municipality or network, and each event.

They are there as long as the portal has any event, and empty where nothing is coming: who follows a
calendar is not to be told that it is gone.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from plugins.catalogue.edition import Edition
from plugins.catalogue.ical import CalendarEvent, calendar_text
from plugins.catalogue.labels import EVENTS_FOR, VISITORS
from plugins.catalogue.meetings import coming
from plugins.catalogue.pages.documents import document
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import CALENDAR, EVENTS
from plugins.portal.links import AUDIENCE
from plugins.portal.page import Page
from plugins.portal.records import Event, Municipality, Network, Record, Visitor

NEVER = date(1970, 1, 1)
"""When an event that nobody dated was changed; calendars want a day."""

LOCAL_HOST = "localhost"

CALENDARS = "calendar"
"""The kind of page that calendars are."""


def calendar_plans(edition: Edition) -> Iterator[Planned]:
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    if not portal.events:
        return
    yield addresses.section(code, EVENTS) + CALENDAR, CALENDARS, ("calendar", "", "")
    for visitor in Visitor:
        address = addresses.events_for(code, visitor) + CALENDAR
        yield address, CALENDARS, ("calendar", AUDIENCE, visitor)
    for kind in (Municipality.kind, Network.kind):
        for slug, record in portal.by_kind(kind).items():
            yield addresses.events_of(record, code) + CALENDAR, CALENDARS, ("calendar", kind, slug)
    for slug, dates in portal.event_dates.items():
        if dates:
            address = addresses.of(portal.events[slug], code) + CALENDAR
            yield address, CALENDARS, ("calendar", Event.kind, slug)


def calendar(edition: Edition, kind: str, slug: str) -> Page:
    """The calendar of a municipality, network, audience or event, or of all where there is no kind."""
    if kind == Event.kind:
        slugs: Iterable[str] = (slug,)
    else:
        slugs = coming(edition, f"{kind}/{slug}" if kind else "")
    title, above = _title_and_place(edition, kind, slug)
    name = f"{title} \N{EN DASH} {edition.content.settings.name[edition.code]}"
    events = [calendar_event(edition, edition.portal.events[one]) for one in slugs]
    text = calendar_text(name, events, edition.content.settings.time_zone)
    return document(edition, above + CALENDAR, CALENDARS, text)


def _title_and_place(edition: Edition, kind: str, slug: str) -> tuple[str, str]:
    addresses, code = edition.addresses, edition.code
    if not kind:
        return edition._("Events"), addresses.section(code, EVENTS)
    if kind == AUDIENCE:
        visitor = Visitor(slug)
        return edition._(EVENTS_FOR[visitor]), addresses.events_for(code, visitor)
    record: Record = edition.portal.by_kind(kind)[slug]
    name = edition.name(record)
    if kind == Event.kind:
        return name, addresses.of(record, code)
    if kind == Network.kind:
        return edition._("Events of %(network)s") % {"network": name}, addresses.events_of(
            record, code
        )
    return edition._("Events in %(place)s") % {"place": name}, addresses.events_of(record, code)


def calendar_event(edition: Edition, event: Event) -> CalendarEvent:
    settings = edition.content.settings
    title = edition.text(event.title)
    host = urlsplit(settings.site_url).hostname or LOCAL_HOST
    return CalendarEvent(
        uid=f"event-{event.slug}@{host}",
        changed=event.updated or NEVER,
        schedule=event.schedule,
        title=str(title.text),
        language=title.language or edition.code,
        description="\n".join(_description(edition, event)),
        place=_place(edition, event),
        url=settings.origin + edition.addresses.of(event, edition.code),
        categories=tuple(edition._(VISITORS[visitor]) for visitor in event.audience),
        is_cancelled=event.cancelled,
    )


def _description(edition: Edition, event: Event) -> Iterator[str]:
    yield str(edition.text(event.summary).text)
    if event.online:
        yield edition._("Online: %(address)s") % {"address": event.online}
    if event.registration:
        yield edition._("Register: %(address)s") % {"address": event.registration}


def _place(edition: Edition, event: Event) -> str:
    """Where to go, as maps find it; else where to click."""
    if event.place is None:
        return event.online or ""
    place = event.place
    name = edition.contact_name(place.name)
    town = " ".join(filter(None, (place.postcode, place.city)))
    municipality = edition.place_name(place.municipality)
    parts = (str(name.text) if name else "", place.street or "", town or municipality)
    return ", ".join(filter(None, parts))
