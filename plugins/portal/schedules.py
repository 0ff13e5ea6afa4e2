"""When something takes place: once, or again and again by a small part of the rules of RFC 5545.

All times are those of clocks on the wall where it takes place: what is every Thursday at five stays at
five when summer time begins. What an offset from UTC they have is told where a time zone is known.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import count, islice, takewhile
from typing import NamedTuple

from plugins.portal.fields import LAST_OF_MONTH, ORDINALS, WEEKDAYS

WEEK, MONTH = "week", "month"

LAST_YEAR = 2100
"""What repeats without an end is not looked for after it."""

MONTHS_AHEAD = 5
"""Calendars show the month that it is and so many more; what repeats is told no further ahead."""

ONE_DAY = timedelta(days=1)

MONTHS = 12


class Occurrence(NamedTuple):
    """One time that something takes place, by the clocks there."""

    starts: datetime
    ends: datetime

    @property
    def over(self) -> date:
        """The first day on which it is over from the morning."""
        return self.ends.date() + (ONE_DAY if self.ends.time() > time() else timedelta())


class Schedule(NamedTuple):
    """When something takes place, in values that JSON can hold.

    ``pace`` is ``week``, ``month`` or '' for what takes place once; ``days`` are written as editors
    write them, and none means the day on which it starts. ``until`` is the last day on which it may
    start, or ''; ``number`` is how often it takes place, exceptions included, or 0.
    """

    starts: str
    ends: str
    pace: str = ""
    interval: int = 1
    days: Sequence[str] = ()
    until: str = ""
    number: int = 0
    without: Sequence[str] = ()

    @property
    def first(self) -> Occurrence:
        return Occurrence(datetime.fromisoformat(self.starts), datetime.fromisoformat(self.ends))

    @property
    def repeat_days(self) -> tuple[str, ...]:
        """The days that are given, or else the one on which it starts."""
        start = self.first.starts
        own = WEEKDAYS[start.weekday()] if self.pace == WEEK else str(start.day)
        return tuple(self.days) or (own,)

    @property
    def has_end(self) -> bool:
        return not self.pace or bool(self.until or self.number)


def occurrences(schedule: Schedule) -> Iterator[Occurrence]:
    """Each time that it takes place, in order; without an end where the schedule has none."""
    first = schedule.first
    length = first.ends - first.starts
    for day in days_of(schedule):
        if day.isoformat() not in schedule.without:
            starts = datetime.combine(day, first.starts.time())
            yield Occurrence(starts, starts + length)


def days_of(schedule: Schedule) -> Iterator[date]:
    """The days that the rule gives, those on which it does not take place included."""
    start = schedule.first.starts.date()
    if not schedule.pace:
        yield start
        return
    found = _weekly(schedule, start) if schedule.pace == WEEK else _monthly(schedule, start)
    days: Iterable[date] = (day for day in found if day >= start)
    if schedule.until:
        last = date.fromisoformat(schedule.until)
        days = takewhile(lambda day: day <= last, days)
    yield from islice(days, schedule.number or None)


def _weekly(schedule: Schedule, start: date) -> Iterator[date]:
    monday = start - timedelta(days=start.weekday())
    places = sorted(WEEKDAYS.index(day) for day in schedule.repeat_days if day in WEEKDAYS)
    while monday.year <= LAST_YEAR:
        yield from (monday + timedelta(days=place) for place in places)
        monday += timedelta(weeks=schedule.interval)


def _monthly(schedule: Schedule, start: date) -> Iterator[date]:
    """A month that lacks a day, as the 31st, is passed over. RFC 5545, section 3.3.10"""
    for months in count(start.month - 1, schedule.interval):
        year, month = start.year + months // MONTHS, months % MONTHS + 1
        if year > LAST_YEAR:
            return
        found = {day_in_month(day, year, month) for day in schedule.repeat_days}
        yield from sorted(day for day in found if day)


def day_in_month(said: str, year: int, month: int) -> date | None:
    """The day of a month that editors call ``15`` or ``last friday``; None where there is none."""
    weekday, length = monthrange(year, month)
    if said.isdigit():
        return date(year, month, int(said)) if int(said) <= length else None
    ordinal, _, name = said.partition(" ")
    if name not in WEEKDAYS or ordinal not in ORDINALS:
        return None
    first = 1 + (WEEKDAYS.index(name) - weekday) % len(WEEKDAYS)
    found = range(first, length + 1, len(WEEKDAYS))
    return date(year, month, found[ORDINALS[ordinal] - (ORDINALS[ordinal] > 0)])


def horizon(day: date) -> date:
    """The last day of the last month that calendars show."""
    months = day.month - 1 + MONTHS_AHEAD
    year, month = min(day.year + months // MONTHS, MAXYEAR), months % MONTHS + 1
    return date(year, month, monthrange(year, month)[1])


def coming(schedule: Schedule, day: date) -> tuple[Occurrence, ...]:
    """What is not over on a day, as far ahead as calendars show, and the next one in any case."""
    found: list[Occurrence] = []
    last = horizon(day)
    for occurrence in occurrences(schedule):
        if found and occurrence.starts.date() > last:
            break
        if occurrence.over > day:
            found.append(occurrence)
    return tuple(found)


def turns(schedule: Schedule, day: date) -> Iterator[date]:
    """The days near one on which what is coming becomes something else."""
    found, first = coming(schedule, day), schedule.first
    before = [o.over for o in takewhile(lambda o: o.over <= day, occurrences(schedule))]
    yield from before[-1:]
    yield from (occurrence.over for occurrence in found)
    if schedule.pace or first.starts.date() > horizon(day):
        following = day.replace(day=1) + timedelta(days=LAST_OF_MONTH)
        yield day.replace(day=1)
        yield following.replace(day=1)
