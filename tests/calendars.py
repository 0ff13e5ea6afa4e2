"""Two readers of calendar files that share nothing: a strict one of our own, and the usual library."""

from icalendar import Calendar
from strict_calendar import Component, components, read_calendar, unescaped


def read_by_both(text: str) -> Component:
    """The calendar of a file in which neither finds a fault, and both find the same."""
    strict = read_calendar(text)
    usual = Calendar.from_ical(text)
    assert [fault for part in usual.walk() for fault in part.errors] == []
    assert [
        (str(event["UID"]), str(event["SUMMARY"]), str(event.get("DESCRIPTION", "")))
        for event in usual.events
    ] == [
        tuple(_text(event, name) for name in ("UID", "SUMMARY", "DESCRIPTION"))
        for event in components(strict, "VEVENT")
    ]
    assert [event["DTSTART"].to_ical().decode() for event in usual.events] == [
        event["DTSTART"][0].value for event in components(strict, "VEVENT")
    ]
    return strict


def _text(event: Component, name: str) -> str:
    return unescaped(event[name][0].value) if name in event else ""
