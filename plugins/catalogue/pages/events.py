"""Events: what is coming, by audience, month and place, what is over, and a page for each."""

from calendar import Calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.edition import Edition, LocalisedText, SourceView, newest_of
from plugins.catalogue.labels import EVENTS_FOR, VISITORS
from plugins.catalogue.meetings import (
    DateView,
    EventCard,
    RecordCard,
    coming,
    date_view,
    event_card,
    event_cards,
    last_date,
    meeting_ways,
    network_card,
    organiser_link,
    repeats_text,
)
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import CALENDAR, EVENTS, MUNICIPALITIES
from plugins.portal.links import AUDIENCE
from plugins.portal.page import Feed, Link, Page
from plugins.portal.records import Event, Municipality, Venue, Visitor
from plugins.portal.schedules import Occurrence, horizon
from plugins.portal.tracking import shared

ICALENDAR = "text/calendar"

DATES_SHOWN = 8
"""Of an event that repeats: two months of what is every week."""

EVENTS_ON_OTHER_PAGES = 4

MONTH_OF = "%Y-%m"


@dataclass(frozen=True, slots=True)
class EventsView:
    """A list of events; ``lead`` says which."""

    lead: str
    events: tuple[EventCard, ...]
    audiences: tuple[Link, ...] = ()
    places: tuple[Link, ...] = ()
    months: tuple[Link, ...] = ()
    ways: tuple[RecordCard, ...] = ()
    calendar: str = ""
    """The file that calendar programs follow; '' for what is over."""
    past: str = ""
    all: str = ""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a month on which something takes place; ``number`` is that of the day."""

    id: str
    number: int
    name: str
    events: tuple[tuple[EventCard, DateView], ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[tuple[int, str], ...], ...]
    """The days of each week with the id of what is below; 0 is a day of another month."""
    days: tuple[MonthDay, ...]
    months: tuple[Link, ...]
    before: Link | None
    after: Link | None
    calendar: str


@dataclass(frozen=True, slots=True)
class VenueView:
    name: LocalisedText | None
    street: str
    town: str
    municipality: Link


@dataclass(frozen=True, slots=True)
class EventView:
    title: LocalisedText
    summary: LocalisedText
    about: LocalisedText | None
    dates: tuple[DateView, ...]
    """Those to come; of an event that is over the last one."""
    repeats: str
    is_over: bool
    is_cancelled: bool
    venue: VenueView | None
    online: str
    languages: str
    audience: tuple[Link, ...]
    organiser: LocalisedText
    organiser_address: str
    network: RecordCard | None
    registration: str
    register_by: date | None
    price: LocalisedText | None
    is_free: bool
    calendar: str
    others: tuple[EventCard, ...]
    all: str
    sources: tuple[SourceView, ...]


def event_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where there are no events."""
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    for slug, event in portal.events.items():
        yield addresses.of(event, code), Event.kind, (Event.kind, slug)
    if "" in portal.past_events:
        yield addresses.past_events(code), "past-events", ("past-events",)
    if "" not in portal.events_by_subject:
        return
    yield addresses.section(code, EVENTS), "events", ("events",)
    for visitor in visitors(edition):
        yield addresses.events_for(code, visitor), "events-for", ("events-for", visitor)
    for month in months(edition):
        yield addresses.month(code, month), "event-month", ("event-month", month)
    for slug in places(edition):
        municipality = portal.municipalities[slug]
        yield addresses.events_of(municipality, code), "events-in", ("events-in", slug)


def visitors(edition: Edition) -> tuple[Visitor, ...]:
    """The audiences that some coming event is for."""
    found = edition.portal.events_by_subject
    return tuple(visitor for visitor in Visitor if f"{AUDIENCE}/{visitor}" in found)


def places(edition: Edition) -> tuple[str, ...]:
    """The slugs of the municipalities in which some event is coming."""
    found = edition.portal.events_by_subject
    return tuple(
        slug for slug in edition.portal.municipalities if f"{Municipality.kind}/{slug}" in found
    )


@shared
def dates_by_month(edition: Edition) -> Mapping[str, tuple[tuple[Occurrence, str], ...]]:
    """Month, as in ``2026-12`` → all that takes place in it from today on, in order.

    Months further ahead than what repeats is told for are left out: they would look empty.
    """
    last = horizon(edition.portal.today())
    found: dict[str, list[tuple[Occurrence, str]]] = {}
    for slug, dates in edition.portal.event_dates.items():
        for occurrence in dates:
            if occurrence.starts.date() <= last:
                month = occurrence.starts.strftime(MONTH_OF)
                found.setdefault(month, []).append((occurrence, slug))
    return {month: tuple(sorted(found[month])) for month in sorted(found)}


def months(edition: Edition) -> tuple[str, ...]:
    return tuple(dates_by_month(edition))


def month_links(edition: Edition) -> tuple[Link, ...]:
    return tuple(
        Link(edition.language.partial_date(month), edition.addresses.month(edition.code, month))
        for month in months(edition)
    )


def audience_links(edition: Edition) -> tuple[Link, ...]:
    return tuple(
        Link(edition._(VISITORS[visitor]), edition.addresses.events_for(edition.code, visitor))
        for visitor in visitors(edition)
    )


def place_links(edition: Edition) -> tuple[Link, ...]:
    found = [
        Link(edition.place_name(slug), edition.addresses.events_of(place, edition.code))
        for slug in places(edition)
        if (place := edition.portal.municipalities[slug])
    ]
    return tuple(edition.language.in_order(found, lambda link: link.text))


def calendar_feed(title: str, above: str) -> Feed:
    return Feed(Event.kind, title, above + CALENDAR, ICALENDAR)


def list_page(  # noqa: PLR0913 - what the lists of events say differently
    edition: Edition,
    addresses: Mapping[str, str],
    kind: str,
    key: str,
    title: str,
    lead: str,
    *,
    breadcrumbs: tuple[Link, ...],
    place: str = "",
) -> Page:
    """A list of coming events of a subject (``kind/slug``, '' for all)."""
    own = addresses[edition.code]
    everything = not key
    portal, section = edition.portal, edition.addresses.section(edition.code, EVENTS)
    slugs = coming(edition, key)
    view = EventsView(
        lead,
        event_cards(edition, slugs),
        audiences=audience_links(edition),
        places=place_links(edition),
        months=month_links(edition) if everything else (),
        ways=tuple(meeting_ways(edition).values()) if everything else (),
        calendar=own + CALENDAR,
        past=edition.addresses.past_events(edition.code)
        if everything and "" in portal.past_events
        else "",
        all="" if everything else section,
    )
    return edition.page(
        addresses,
        kind=kind,
        template="events.html",
        title=title,
        description=lead,
        view=view,
        breadcrumbs=breadcrumbs,
        updated=newest_of(portal.events[slug] for slug in slugs),
        place=place,
        feeds=(calendar_feed(title, own),),
    )


def event_list(edition: Edition) -> Page:
    lead = edition._(
        "Meet colleagues, neighbours and employers: what is on for those who are new here."
    )
    return list_page(
        edition,
        edition.everywhere(edition.addresses.section, EVENTS),
        "events",
        "",
        edition._("Events"),
        lead,
        breadcrumbs=(edition.home,),
    )


def events_for(edition: Edition, name: str) -> Page:
    visitor = Visitor(name)
    title = edition._(EVENTS_FOR[visitor])
    return list_page(
        edition,
        edition.everywhere(edition.addresses.events_for, visitor),
        "events-for",
        f"{AUDIENCE}/{visitor}",
        title,
        edition._("%(title)s in the region and online.") % {"title": title},
        breadcrumbs=(edition.home, edition.sections[EVENTS]),
    )


def events_in(edition: Edition, slug: str) -> Page:
    municipality = edition.portal.municipalities[slug]
    place = edition.link(Municipality.kind, slug)
    title = edition._("Events in %(place)s") % {"place": place.text}
    addresses = {
        code: edition.addresses.events_of(municipality, code) for code in edition.portal.languages
    }
    return list_page(
        edition,
        addresses,
        "events-in",
        f"{Municipality.kind}/{slug}",
        title,
        edition._("What is on in %(place)s for those who are new there.") % {"place": place.text},
        breadcrumbs=(edition.home, edition.sections[MUNICIPALITIES], place),
        place=place.text,
    )


def past_list(edition: Edition) -> Page:
    """What is over: for those who look for something they remember, not for search engines."""
    addresses = edition.everywhere(edition.addresses.past_events)
    lead = edition._("These events are over. Many organisers repeat what went well.")
    has_coming = "" in edition.portal.events_by_subject
    return edition.page(
        addresses,
        kind="past-events",
        template="events.html",
        title=edition._("Past events"),
        description=lead,
        view=EventsView(
            lead,
            event_cards(edition, edition.portal.past_events[""]),
            all=edition.addresses.section(edition.code, EVENTS) if has_coming else "",
        ),
        breadcrumbs=(edition.home, *events_crumb(edition)),
        indexed=False,
    )


def events_crumb(edition: Edition) -> tuple[Link, ...]:
    """The way to all events, while there are any to come."""
    found = edition.sections.get(EVENTS)
    return (found,) if found else ()


def month_page(edition: Edition, month: str) -> Page:
    """All that takes place in a month. The address goes when the month is over, so none is indexed."""
    found = dates_by_month(edition)[month]
    year, number = map(int, month.split("-"))
    by_day: dict[int, list[tuple[EventCard, DateView]]] = {}
    for occurrence, slug in found:
        shown = event_card(edition, slug), date_view(edition, occurrence)
        by_day.setdefault(occurrence.starts.day, []).append(shown)
    days = tuple(
        MonthDay(
            f"Day-{day}",
            day,
            edition.language.full_date(date(year, number, day)),
            tuple(by_day[day]),
        )
        for day in sorted(by_day)
    )
    links = month_links(edition)
    here = months(edition).index(month)
    title = edition._("Events in %(month)s") % {"month": links[here].text}
    section = edition.addresses.section(edition.code, EVENTS)
    view = MonthView(
        weekdays=tuple(edition.language.short_weekday(day) for day in range(7)),
        weeks=tuple(
            tuple((day, f"Day-{day}" if day in by_day else "") for day in week)
            for week in Calendar().monthdayscalendar(year, number)
        ),
        days=days,
        months=links,
        before=links[here - 1] if here else None,
        after=links[here + 1] if here + 1 < len(links) else None,
        calendar=section + CALENDAR,
    )
    return edition.page(
        edition.everywhere(edition.addresses.month, month),
        kind="event-month",
        title=title,
        description=edition._("All events in %(month)s, day by day.") % {"month": links[here].text},
        view=view,
        breadcrumbs=(edition.home, edition.sections[EVENTS]),
        indexed=False,
        feeds=(calendar_feed(edition._("Events"), section),),
    )


def event_page(edition: Edition, slug: str) -> Page:
    portal, addresses = edition.portal, edition.addresses
    event = portal.events[slug]
    own = {code: addresses.of(event, code) for code in portal.languages}
    coming_dates = portal.event_dates[slug]
    dates = tuple(date_view(edition, found) for found in coming_dates[:DATES_SHOWN])
    organiser, organiser_address = organiser_link(edition, event.organiser)
    title = edition.text(event.title)
    others = (other for other in coming(edition, "") if other != slug)
    view = EventView(
        title=title,
        summary=edition.text(event.summary),
        about=edition.rich_text(event.about) if event.about else None,
        dates=dates or (last_date(edition, slug),),
        repeats=repeats_text(edition, event.schedule),
        is_over=not coming_dates,
        is_cancelled=event.cancelled,
        venue=venue_view(edition, event.place) if event.place else None,
        online=event.online or "",
        languages=edition.language.listed_languages(event.languages),
        audience=event_audience(edition, event),
        organiser=organiser,
        organiser_address=organiser_address,
        network=network_card(edition, event.network) if event.network else None,
        registration=event.registration or "",
        register_by=event.register_by,
        price=edition.text(event.price) if event.price else None,
        is_free=event.is_free,
        calendar="" if not coming_dates else own[edition.code] + CALENDAR,
        others=event_cards(edition, list(others)[:EVENTS_ON_OTHER_PAGES]),
        all=addresses.section(edition.code, EVENTS) if EVENTS in edition.sections else "",
        sources=edition.sources(event.sources),
    )
    return edition.page(
        own,
        kind=Event.kind,
        title=str(title.text),
        description=str(view.summary.text),
        view=view,
        breadcrumbs=(edition.home, *events_crumb(edition)),
        record=event,
        updated=event.updated,
        published=event.updated,
        indexed=bool(coming_dates),
        place=edition.place_name(event.place.municipality) if event.place else "",
        feeds=(calendar_feed(str(title.text), own[edition.code]),) if coming_dates else (),
    )


def event_audience(edition: Edition, event: Event) -> tuple[Link, ...]:
    """Whom an event is for, with the way to what else is, while something is."""
    known = visitors(edition)
    return tuple(
        Link(
            edition._(VISITORS[visitor]),
            edition.addresses.events_for(edition.code, visitor) if visitor in known else "",
        )
        for visitor in event.audience
    )


def venue_view(edition: Edition, place: Venue) -> VenueView:
    return VenueView(
        name=edition.contact_name(place.name),
        street=place.street or "",
        town=" ".join(filter(None, (place.postcode, place.city))),
        municipality=edition.link(Municipality.kind, place.municipality),
    )
