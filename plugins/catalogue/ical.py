"""Calendar files: events as calendar programs read them. RFC 5545, with names by RFC 7986.

What is given decides every byte: no clock is asked, and nothing is made up.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.portal.fields import ORDINALS, WEEKDAYS
from plugins.portal.schedules import MONTH, WEEK, Schedule

PRODUCT = "-//Career portal//Events//EN"

LINE_OCTETS = 75
"""Longer lines are folded. RFC 5545, section 3.1"""

BY_DAY: Mapping[str, str] = dict(
    zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True)
)

NO_SIGNS = frozenset((*map(chr, range(32)), "\x7f"))
"""Signs that no line may hold."""

UNIVERSAL = frozenset({"UTC", "Etc/UTC"})
"""Zones that need no description: moments end in Z."""

YEARS_COMPARED = 8
"""As many years show whether clocks change on the fourth Sunday of a month or on its last."""

ONE_DAY = timedelta(days=1)


class CalendarEvent(NamedTuple):
    """What a calendar shows of an event."""

    uid: str
    """The same in every file, language and build."""
    changed: date
    schedule: Schedule
    title: str
    language: str
    description: str
    place: str
    url: str
    categories: tuple[str, ...]
    is_cancelled: bool = False


def calendar_text(name: str, events: Sequence[CalendarEvent], time_zone: str) -> str:
    """A whole calendar; its lines end as the standard wants it, and are folded."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(name, events, time_zone))


def _lines(name: str, events: Sequence[CalendarEvent], time_zone: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    yield "METHOD:PUBLISH"
    yield f"NAME:{escaped(name)}"
    # Programs that are older than the property above go by this one.
    yield f"X-WR-CALNAME:{escaped(name)}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    yield "X-PUBLISHED-TTL:P1D"
    if events and time_zone not in UNIVERSAL:
        first = min(event.schedule.first.starts.year for event in events)
        yield from zone_lines(time_zone, first)
    for event in events:
        yield from _event_lines(event, time_zone)
    yield "END:VCALENDAR"


def _event_lines(event: CalendarEvent, time_zone: str) -> Iterator[str]:
    schedule, first = event.schedule, event.schedule.first
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.changed:%Y%m%d}T000000Z"
    yield f"DTSTART{moments([first.starts], time_zone)}"
    yield f"DTEND{moments([first.ends], time_zone)}"
    if schedule.pace:
        yield f"RRULE:{recurrence(schedule, time_zone)}"
    if schedule.without:
        days = map(date.fromisoformat, schedule.without)
        starts = [datetime.combine(day, first.starts.time()) for day in sorted(days)]
        yield f"EXDATE{moments(starts, time_zone)}"
    yield f"SUMMARY;LANGUAGE={event.language}:{escaped(event.title)}"
    if event.description:
        yield f"DESCRIPTION;LANGUAGE={event.language}:{escaped(event.description)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(escaped, event.categories))}"
    yield f"URL:{event.url}"
    yield "STATUS:CANCELLED" if event.is_cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def moments(found: Iterable[datetime], time_zone: str) -> str:
    """Moments by the clocks of a zone, with what stands between a property's name and them."""
    universal = time_zone in UNIVERSAL
    said = ",".join(f"{moment:%Y%m%dT%H%M%S}{'Z' if universal else ''}" for moment in found)
    return f":{said}" if universal else f";TZID={time_zone}:{said}"


def recurrence(schedule: Schedule, time_zone: str) -> str:
    """The rule by which something repeats. RFC 5545, section 3.3.10"""
    days = schedule.repeat_days
    parts = {"FREQ": "WEEKLY" if schedule.pace == WEEK else "MONTHLY"}
    if schedule.interval > 1:
        parts["INTERVAL"] = str(schedule.interval)
    if schedule.pace == MONTH and days[0].isdigit():
        parts["BYMONTHDAY"] = ",".join(sorted(days, key=int))
    else:
        parts["BYDAY"] = ",".join(map(_by_day, sorted(days, key=_place)))
    if schedule.number:
        parts["COUNT"] = str(schedule.number)
    if schedule.until:
        # Where starts have a zone, this must be universal time.
        last = datetime.combine(date.fromisoformat(schedule.until), time(23, 59, 59))
        parts["UNTIL"] = (
            f"{last.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        )
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _place(day: str) -> tuple[int, int]:
    ordinal, _, name = day.rpartition(" ")
    return ORDINALS.get(ordinal, 0), WEEKDAYS.index(name)


def _by_day(day: str) -> str:
    ordinal, _, name = day.rpartition(" ")
    return f"{ORDINALS[ordinal] if ordinal else ''}{BY_DAY[name]}"


def escaped(text: str) -> str:
    """A text as a value; what is no character of a line is left out. RFC 5545, section 3.3.11"""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    lines = text.replace("\r\n", "\n").split("\n")
    return "\\n".join("".join(sign for sign in line if sign not in NO_SIGNS) for line in lines)


def folded(line: str) -> str:
    """A line in parts of at most 75 octets, none of which ends within a character."""
    parts, octets = [""], 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > LINE_OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += sign
        octets += size
    return "\r\n".join(parts)


# The zone


class Change(NamedTuple):
    """Clocks are changed: the time that they show just before, and their offsets."""

    shows: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@cache
def zone_lines(time_zone: str, first_year: int) -> tuple[str, ...]:
    """A zone as it is from the year before a first one on. RFC 5545, section 3.6.5"""
    return tuple(_zone_lines(time_zone, first_year))


def _zone_lines(time_zone: str, first_year: int) -> Iterator[str]:
    yield from ("BEGIN:VTIMEZONE", f"TZID:{time_zone}")
    years = range(first_year - 1, first_year - 1 + YEARS_COMPARED)
    changes = [changes_in(time_zone, year) for year in years]
    if not any(changes):
        start = datetime(first_year - 1, 1, 1, tzinfo=ZoneInfo(time_zone))
        offset = start.utcoffset() or timedelta()
        yield from _observance(
            Change(
                start.replace(tzinfo=None), offset, offset, start.tzname() or "", is_summer=False
            )
        )
    elif rules := yearly_rules(changes):
        for change, rule in zip(changes[0], rules, strict=True):
            yield from _observance(change, f"RRULE:FREQ=YEARLY;{rule}")
    else:
        # Clocks were changed by other rules meanwhile: each change is told by itself.
        for change in (change for found in changes for change in found):
            yield from _observance(change)
    yield "END:VTIMEZONE"


def _observance(change: Change, rule: str = "") -> Iterator[str]:
    kind = "DAYLIGHT" if change.is_summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.shows:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{offset_text(change.before)}"
    yield f"TZOFFSETTO:{offset_text(change.after)}"
    if change.name:
        yield f"TZNAME:{change.name}"
    if rule:
        yield rule
    yield f"END:{kind}"


def offset_text(offset: timedelta) -> str:
    """An offset from universal time, as in ``+0100``."""
    sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}"


def changes_in(time_zone: str, year: int) -> list[Change]:
    """The moments of a year at which clocks are changed, to the minute."""
    zone, found = ZoneInfo(time_zone), []
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = moment + ONE_DAY
        before, after = (m.astimezone(zone).utcoffset() for m in (moment, following))
        if before is not None and after is not None and before != after:
            exact = _moment_of_change(zone, moment, following)
            local = exact.astimezone(zone)
            shows = exact.replace(tzinfo=None) + before
            found.append(Change(shows, before, after, local.tzname() or "", bool(local.dst())))
        moment = following
    return found


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        middle = middle.replace(second=0, microsecond=0)
        before, after = (
            (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
        )
    return after


def yearly_rules(years: Sequence[Sequence[Change]]) -> list[str]:
    """The rules by which each year's changes follow, or nothing where they follow none."""
    if len({len(year) for year in years}) > 1:
        return []
    rules = []
    for same in zip(*years, strict=True):
        found = set.intersection(*(set(_rules_of(change)) for change in same))
        if not found or len({change[1:] for change in same}) > 1:
            return []
        rules.append(min(found))
    return rules


def _rules_of(change: Change) -> Iterator[str]:
    """The rules that a change could follow, which name the time, too."""
    day = change.shows
    name = BY_DAY[WEEKDAYS[day.weekday()]]
    numbers = [(day.day - 1) // 7 + 1]
    if day.day + 7 > monthrange(day.year, day.month)[1]:
        numbers.append(-1)
    for number in numbers:
        yield f"BYMONTH={day.month};BYDAY={number}{name}"
