"""Events, networks and mentor programmes as lists show them, in the words of a language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from plugins.catalogue.edition import Edition, LocalisedText
from plugins.catalogue.labels import EACH_MONTH, MENTEES, VISITORS
from plugins.portal.addresses import AMBASSADORS, MENTORS, NETWORKS
from plugins.portal.fields import WEEKDAYS
from plugins.portal.page import Link
from plugins.portal.records import (
    Company,
    Event,
    MentorProgramme,
    Municipality,
    Network,
    Organiser,
    Venue,
)
from plugins.portal.schedules import MONTH, Occurrence, Schedule
from plugins.portal.tracking import by_slug, shared

DATES_IN_LISTS = 2
"""The next time, and the one after it: browsers show that once the first is over."""

LAST_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DateView:
    """One time of an event."""

    text: str
    """The day with that of the week, and the times."""
    starts: str
    """ISO 8601 with the offset of the place."""
    ends: str
    until: str
    """The end by the clocks there, without an offset: what browsers compare. '' where it is over."""


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list."""

    title: LocalisedText
    address: str
    summary: LocalisedText
    dates: tuple[DateView, ...]
    """The next ones; of an event that is over the last one."""
    repeats: str
    """As in "Every Thursday"; '' for what takes place once."""
    where: str
    languages: str
    audience: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class RecordCard:
    """A network or mentor programme in a list."""

    title: LocalisedText
    address: str
    summary: LocalisedText
    note: str


def date_view(edition: Edition, occurrence: Occurrence) -> DateView:
    language = edition.language
    starts, ends = occurrence
    last_day = (ends - LAST_MINUTE).date()
    if last_day == starts.date() or ends - starts < timedelta(days=1):
        day, times = language.full_date(starts.date()), language.times(starts, ends)
        if last_day != starts.date():
            times = f"{language.time(starts)}\N{EN DASH}{language.time(ends)}"
        text = edition._("%(day)s, %(times)s") % {"day": day, "times": times}
    else:
        text = edition._("From %(start)s to %(end)s") % {
            "start": _moment(edition, starts),
            "end": _moment(edition, ends),
        }
    return DateView(
        text,
        with_offset(edition, starts).isoformat(timespec="minutes"),
        with_offset(edition, ends).isoformat(timespec="minutes"),
        ends.isoformat(timespec="minutes"),
    )


def with_offset(edition: Edition, moment: datetime) -> datetime:
    """A moment by the clocks of the portal, with the offset that these have then."""
    # Where clocks are put forward, a time may not exist: the offset from before holds, as RFC 5545 says.
    return moment.replace(tzinfo=ZoneInfo(edition.content.settings.time_zone))


def last_date(edition: Edition, slug: str) -> DateView:
    """When an event that is over took place last."""
    return replace(date_view(edition, edition.portal.last_dates[slug]), until="")


def _moment(edition: Edition, moment: datetime) -> str:
    day, time = edition.language.full_date(moment.date()), edition.language.time(moment)
    return edition._("%(day)s, %(times)s") % {"day": day, "times": time}


def repeats_text(edition: Edition, schedule: Schedule) -> str:
    """How something repeats, in a few words."""
    if not schedule.pace:
        return ""
    days = edition.language.listed(_day_text(edition, day) for day in schedule.repeat_days)
    number = schedule.interval
    if schedule.pace == MONTH:
        said = edition.language.ngettext(
            "Every month, %(days)s", "Every %(number)s months, %(days)s", number
        )
    else:
        said = edition.language.ngettext(
            "Every %(days)s", "Every %(number)s weeks, %(days)s", number
        )
    return said % {"days": days, "number": edition.language.number(number)}


def _day_text(edition: Edition, day: str) -> str:
    ordinal, _, name = day.rpartition(" ")
    if name.isdigit():
        return edition._("day %(number)s") % {"number": edition.language.number(int(name))}
    weekday = edition.language.weekday(WEEKDAYS.index(name))
    return edition._(EACH_MONTH[ordinal]) % {"day": weekday} if ordinal else weekday


def where_text(edition: Edition, place: Venue | None, online: str | None) -> str:
    """Where one takes part, as short as a list wants it."""
    parts = [edition.place_name(place.municipality)] if place else []
    if place and place.name and (name := edition.contact_name(place.name)):
        parts.insert(0, str(name.text))
    here = ", ".join(parts)
    if not online:
        return here
    both = edition._("%(place)s, or online") % {"place": here}
    return both if here else edition._("Online")


@by_slug
def event_card(edition: Edition, slug: str) -> EventCard:
    event, portal = edition.portal.events[slug], edition.portal
    found = portal.event_dates[slug][:DATES_IN_LISTS]
    dates = tuple(date_view(edition, one) for one in found) or (last_date(edition, slug),)
    return EventCard(
        title=edition.text(event.title),
        address=edition.addresses.of(event, edition.code),
        summary=edition.text(event.summary),
        dates=dates,
        repeats=repeats_text(edition, event.schedule),
        where=where_text(edition, event.place, event.online),
        languages=edition.language.listed_languages(event.languages),
        audience=" · ".join(edition._(VISITORS[one]) for one in event.audience),
        is_cancelled=event.cancelled,
    )


def event_cards(edition: Edition, slugs: Iterable[str]) -> tuple[EventCard, ...]:
    return tuple(event_card(edition, slug) for slug in slugs)


def coming(edition: Edition, subject: str) -> tuple[str, ...]:
    """The slugs of the events of a subject (``kind/slug``, '' for all) that are not over."""
    return edition.portal.events_by_subject.get(subject, ())


@by_slug
def network_card(edition: Edition, slug: str) -> RecordCard:
    network = edition.portal.networks[slug]
    note = (
        places_text(edition, network.municipalities),
        " · ".join(edition._(VISITORS[one]) for one in network.audience),
    )
    return _record_card(edition, network, " · ".join(filter(None, note)))


@by_slug
def programme_card(edition: Edition, slug: str) -> RecordCard:
    programme = edition.portal.programmes[slug]
    note = (
        programme_place(edition, programme),
        " · ".join(edition._(MENTEES[one]) for one in programme.audience),
    )
    return _record_card(edition, programme, " · ".join(filter(None, note)))


def _record_card(edition: Edition, record: Network | MentorProgramme, note: str) -> RecordCard:
    title = edition.contact_name(record.name)
    return RecordCard(
        title=title or LocalisedText(record.slug),
        address=edition.addresses.of(record, edition.code),
        summary=edition.text(record.summary),
        note=note,
    )


def programme_place(edition: Edition, programme: MentorProgramme) -> str:
    if programme.elsewhere:
        return str(edition.text(programme.elsewhere).text)
    return places_text(edition, programme.municipalities)


def places_text(edition: Edition, municipalities: Iterable[str]) -> str:
    """Names of places; of something that is everywhere, that it is."""
    names = [edition.place_name(slug) for slug in municipalities]
    return edition.language.listed(names) if names else edition._("The whole region")


@shared
def networks_in_order(edition: Edition) -> tuple[str, ...]:
    """The slugs of all networks by name."""
    networks = edition.portal.networks
    return tuple(edition.language.in_order(networks, lambda slug: edition.name(networks[slug])))


def network_cards(edition: Edition, subject: str) -> tuple[RecordCard, ...]:
    """The networks of a subject (``kind/slug``)."""
    own = edition.portal.networks_by_subject.get(subject, ())
    return tuple(network_card(edition, slug) for slug in networks_in_order(edition) if slug in own)


def organiser_link(edition: Edition, organiser: Organiser) -> tuple[LocalisedText, str]:
    """Who arranges something, and where to read more of them: in the portal, if it has a profile."""
    name = edition.contact_name(organiser.name) or LocalisedText("")
    if organiser.company:
        return name, edition.link(Company.kind, organiser.company).address
    return name, organiser.url or ""


def visitor_names(edition: Edition, event: Event | Network) -> tuple[str, ...]:
    return tuple(edition._(VISITORS[visitor]) for visitor in event.audience)


@shared
def meeting_ways(edition: Edition) -> Mapping[str, RecordCard]:
    """Path word → the way to the networks and mentor programmes, where there are any."""
    found = {}
    if edition.portal.networks:
        found[NETWORKS] = _way(
            edition,
            NETWORKS,
            edition._("Networks"),
            edition._("People who meet, and whom you can join."),
        )
    if edition.portal.programmes:
        found[MENTORS] = _way(
            edition,
            MENTORS,
            edition._("Mentors"),
            edition._("Somebody who knows the trade and the place helps you on your way."),
        )
    if edition.portal.ambassadors:
        found[AMBASSADORS] = _way(
            edition,
            AMBASSADORS,
            edition._("Ask somebody who lives here"),
            edition._("People from abroad who answer your questions."),
        )
    return found


def _way(edition: Edition, word: str, name: str, summary: str) -> RecordCard:
    address = edition.addresses.section(edition.code, word)
    return RecordCard(LocalisedText(name), address, LocalisedText(summary), "")


def way_link(edition: Edition, word: str) -> Link:
    way = meeting_ways(edition)[word]
    return Link(str(way.title.text), way.address)


def municipality_links(edition: Edition, slugs: Iterable[str]) -> tuple[Link, ...]:
    return tuple(edition.link(Municipality.kind, slug) for slug in slugs)
