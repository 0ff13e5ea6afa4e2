"""Calendar files, read back by a strict reader of RFC 5545 that shares nothing with their writer."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from strict_calendar import components, read_calendar, unescaped

from plugins.catalogue.ical import CalendarEvent, calendar_text, escaped, folded
from plugins.portal.schedules import MONTH, WEEK, Schedule, occurrences

ONCE = Schedule("2026-06-20T22:00", "2026-06-21T01:30")
WEEKLY = Schedule(
    "2026-03-05T17:00", "2026-03-05T19:30", WEEK, days=("thursday",), without=("2026-03-12",)
)
MONTHLY = Schedule("2026-01-30T15:00", "2026-01-30T17:00", MONTH, 2, ("last friday",), "2026-12-31")
ZONES = ("Europe/Copenhagen", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "UTC")


def event(schedule: Schedule, **others) -> CalendarEvent:
    given = {
        "uid": "event-tea@example.org",
        "changed": date(2026, 5, 30),
        "schedule": schedule,
        "title": "Tea; and, more",
        "language": "en",
        "description": "",
        "place": "",
        "url": "https://example.org/",
        "categories": (),
    }
    return CalendarEvent(**given | others)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("schedule", [ONCE, WEEKLY, MONTHLY], ids=["once", "weekly", "monthly"])
def test_another_reader_finds_the_same_moments(schedule, zone):
    """By the rule and the zone that stand in the file, over two changes of the clocks and more."""
    text = calendar_text("Calendar", [event(schedule)], zone)
    (found,) = components(read_calendar(text), "VEVENT")
    start = found["DTSTART"][0]
    wall = datetime.strptime(start.value.rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    days = [wall]
    if "RRULE" in found:
        rule = re.sub(r";UNTIL=\w+", "", found["RRULE"][0].value)
        days = rrulestr(rule, dtstart=wall)[:40]
    gone = found["EXDATE"][0].value.rstrip("Z").split(",") if "EXDATE" in found else []
    # dateutil reads the zone as it stands in the file; where it needs none, it is universal.
    own = tzical(_file(text)).get() if zone != "UTC" else UTC
    moments = [day.replace(tzinfo=own) for day in days if f"{day:%Y%m%dT%H%M%S}" not in gone]
    if "RRULE" in found and "UNTIL" in found["RRULE"][0].value:
        said = re.search(r"UNTIL=(\w+)", found["RRULE"][0].value)[1]
        last = datetime.strptime(said, "%Y%m%dT%H%M%S%z")
        moments = [moment for moment in moments if moment <= last]
    expected = [
        o.starts.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for o, _ in zip(occurrences(schedule), moments, strict=False)
    ]
    assert [moment.astimezone(UTC) for moment in moments] == expected
    assert len(expected) >= (1 if schedule is ONCE else 6)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("schedule", [ONCE, WEEKLY, MONTHLY], ids=["once", "weekly", "monthly"])
def test_the_usual_library_reads_what_was_meant(schedule, zone):
    """It finds no fault; beginning, end and the times left out are those of the clocks on the wall."""
    calendar = Calendar.from_ical(calendar_text("Calendar", [event(schedule)], zone))
    (found,) = calendar.events
    assert [*calendar.errors, *found.errors] == []
    clocks = ZoneInfo(zone)
    assert found.start == datetime.fromisoformat(schedule.starts).replace(tzinfo=clocks)
    assert found.end == datetime.fromisoformat(schedule.ends).replace(tzinfo=clocks)
    hour = found.start.timetz()
    without = [datetime.combine(date.fromisoformat(day), hour) for day in schedule.without]
    assert found.exdates == without
    assert len(found.rrules) == bool(schedule.pace)
    assert found["SUMMARY"] == "Tea; and, more"


def _file(text):
    return StringIO(text.replace("\r\n", "\n"))


def test_a_zone_is_told_by_the_rules_of_its_clocks():
    """Clocks of the European Union change on the last Sundays of March and October."""
    text = calendar_text("Calendar", [event(WEEKLY)], "Europe/Copenhagen")
    (zone,) = components(read_calendar(text), "VTIMEZONE")
    (summer,), (winter,) = zone.children["DAYLIGHT"], zone.children["STANDARD"]
    assert summer["RRULE"][0].value == "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    assert summer["DTSTART"][0].value == "20250330T020000"
    assert (summer["TZOFFSETFROM"][0].value, summer["TZOFFSETTO"][0].value) == ("+0100", "+0200")
    assert winter["DTSTART"][0].value == "20251026T030000"
    assert winter["TZNAME"][0].value == "CET"


def test_a_calendar_without_events_is_one():
    """A subscription outlives the last event; a calendar may hold no component but that is read."""
    assert (
        components(read_calendar(calendar_text("Empty", [], "Europe/Copenhagen")), "VEVENT") == []
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300))
def test_texts_come_back_as_they_were(text):
    """Whatever stands in them, folded and escaped."""
    found = read_calendar(calendar_text(text, [event(ONCE, title=text)], "UTC"))
    (one,) = components(found, "VEVENT")
    assert unescaped(one["SUMMARY"][0].value) == text
    assert unescaped(found["X-WR-CALNAME"][0].value) == text


def test_signs_that_no_line_holds_are_left_out():
    assert escaped("a\x00b\x7fc\x07\r\nd") == "abc\\nd"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_no_line_is_longer_than_calendars_allow(text):
    """Nor does one end within a character."""
    parts = folded(text).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == text


def test_the_same_events_give_the_same_bytes():
    """On any day: what is changed is told by the content."""
    assert calendar_text("A", [event(WEEKLY)], ZONES[0]) == calendar_text(
        "A", [event(WEEKLY)], ZONES[0]
    )
    assert "DTSTAMP:20260530T000000Z" in calendar_text("A", [event(WEEKLY)], ZONES[0])


def test_an_event_in_summer_and_in_winter_is_at_the_same_time_of_day():
    """And so an hour apart from where it was by universal time."""
    zone = ZoneInfo("Europe/Copenhagen")
    starts = [
        o.starts.replace(tzinfo=zone) for o, _ in zip(occurrences(WEEKLY), range(6), strict=False)
    ]
    offsets = [moment.utcoffset() for moment in starts]
    assert {moment.hour for moment in starts} == {17}
    assert offsets[0] == timedelta(hours=1) != offsets[-1]
