"""A strict reader of calendar files (RFC 5545), which takes nothing that the standard does not allow."""

import re
from dataclasses import dataclass, field

LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<parameters>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+))*):(?P<value>.*)'
)

ALLOWED = {
    "VCALENDAR": {"VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL"},
    "VEVENT": {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "RRULE", "EXDATE", "SUMMARY", "DESCRIPTION",
        "LOCATION", "CATEGORIES", "URL", "STATUS", "TRANSP", "LAST-MODIFIED",
    },
    "VALARM": {"ACTION", "DESCRIPTION", "TRIGGER"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE"},
}  # fmt: skip
REQUIRED = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "DESCRIPTION", "TRIGGER"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
VALUES = {
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "LAST-MODIFIED": r"\d{8}T\d{6}Z",
    "DTSTART": r"\d{8}T\d{6}Z?",
    "DTEND": r"\d{8}T\d{6}Z?",
    "EXDATE": r"\d{8}T\d{6}Z?(,\d{8}T\d{6}Z?)*",
    "TZOFFSETFROM": r"[+-]\d{4}",
    "TZOFFSETTO": r"[+-]\d{4}",
    "UID": r"[!-~]+@[a-z0-9.-]+",
    "URL": r"[a-z]*:?/[!-~]*",
    "RRULE": r"FREQ=(YEARLY|MONTHLY|WEEKLY)(;(INTERVAL|COUNT|BYMONTH)=\d+|;UNTIL=\d{8}T\d{6}Z"
    r"|;BYDAY=-?\d?[A-Z]{2}(,-?\d?[A-Z]{2})*|;BYMONTHDAY=\d+(,\d+)*)*",
    "STATUS": "CONFIRMED|CANCELLED|TENTATIVE",
    "VERSION": r"2\.0",
    "METHOD": "PUBLISH",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "ACTION": "DISPLAY",
    "TRIGGER": r"[+-]?P(\d+W|(?=[\dT])(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)",
}
WHOLE_DAY = r"\d{8}"
"""What stands in the place of a moment where a parameter says ``VALUE=DATE``."""
TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")


@dataclass
class Property:
    value: str
    parameters: dict[str, str]


@dataclass
class Component:
    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    children: dict[str, list["Component"]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Property]:
        return self.properties[name]

    def __contains__(self, name: str) -> bool:
        return name in self.properties


def read_calendar(text: str) -> Component:
    """The calendar of a file; whatever the standard forbids is an AssertionError."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = re.sub("\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n")
    open_ones = [Component("")]
    for line in whole:
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            child = Component(value)
            open_ones[-1].children.setdefault(value, []).append(child)
            open_ones.append(child)
        elif name == "END":
            closed = open_ones.pop()
            assert closed.name == value
            _check(closed)
        else:
            given = dict(part.split("=", 1) for part in found["parameters"].split(";")[1:])
            open_ones[-1].properties.setdefault(name, []).append(Property(value, given))
    assert len(open_ones) == 1
    (calendar,) = open_ones[0].children["VCALENDAR"]
    _check_whole(calendar)
    return calendar


def _check(component: Component) -> None:
    names = set(component.properties)
    assert component.name in ALLOWED, component.name
    own = {name for name in names if not name.startswith("X-")}
    assert own <= ALLOWED[component.name], own
    assert names >= REQUIRED[component.name]
    for name, found in component.properties.items():
        assert len(found) == 1, name
        if name in VALUES:
            is_day = found[0].parameters.get("VALUE") == "DATE"
            assert not is_day or name in {"DTSTART", "DTEND", "EXDATE"}, name
            form = WHOLE_DAY if is_day else VALUES[name]
            assert re.fullmatch(form, found[0].value), (name, found[0].value)
        elif name in {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME"}:
            assert TEXT.fullmatch(found[0].value), found[0].value


def _check_whole(calendar: Component) -> None:
    zones = {zone["TZID"][0].value for zone in calendar.children.get("VTIMEZONE", [])}
    events = calendar.children.get("VEVENT", [])
    named = {
        p.parameters["TZID"]
        for e in events
        for ps in e.properties.values()
        for p in ps
        if "TZID" in p.parameters
    }
    assert named == zones, "a zone that is named is described, and no other"
    uids = [event["UID"][0].value for event in events]
    assert len(uids) == len(set(uids))
    for event in events:
        if "DTEND" in event:
            kinds = {event[name][0].parameters.get("VALUE") for name in ("DTSTART", "DTEND")}
            assert len(kinds) == 1, "an event ends as it starts: on a day, or at a moment"
            assert event["DTEND"][0].value > event["DTSTART"][0].value
        if "EXDATE" in event:
            assert event["EXDATE"][0].parameters == event["DTSTART"][0].parameters
        if "UNTIL" in (event["RRULE"][0].value if "RRULE" in event else ""):
            assert "COUNT" not in event["RRULE"][0].value


def components(calendar: Component, name: str) -> list[Component]:
    return calendar.children.get(name, [])


def unescaped(value: str) -> str:
    """The text of a value."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
