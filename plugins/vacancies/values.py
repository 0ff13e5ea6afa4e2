"""Single values of systems' answers, which may be missing, empty or of another kind than promised."""

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from plugins.portal.records import PayPeriod

MILLISECONDS_FROM = 100_000_000_000
"""Moments as numbers that are larger count milliseconds: in seconds they would lie beyond 5138."""

HOME = frozenset({"dk", "dnk", "denmark", "danmark"})
"""What systems call the country where the portal's municipalities are."""

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of signs beyond the first 65,536. JSON can hold one without the other, no file can."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")

PERIODS: dict[str, PayPeriod] = {
    word: period
    for period, words in {
        PayPeriod.HOUR: ("hour", "hourly", "per-hour-wage"),
        PayPeriod.DAY: ("day", "daily", "per-day-wage"),
        PayPeriod.WEEK: ("week", "weekly", "per-week-salary"),
        PayPeriod.MONTH: ("month", "monthly", "per-month-salary"),
        PayPeriod.YEAR: ("year", "yearly", "annual", "annually", "per-year-salary"),
    }.items()
    for word in words
}
"""What systems call the time that a salary is paid for."""


def text(value: object) -> str:
    """A text or number as one text without space around it; '' for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", str(value)).strip()


def texts(values: object) -> tuple[str, ...]:
    """The texts of a list, or the one text that stands in its place."""
    many = values if isinstance(values, list) else [values]
    return tuple(found for value in many if (found := text(value)))


def place_of(street: object, postcode: object, city: object) -> str:
    """Parts of a place as one text: "Åbogade 15, 8200 Aarhus N". None stands twice."""
    town = " ".join(filter(None, (text(postcode), text(city))))
    return ", ".join(dict.fromkeys(filter(None, (text(street), town))))


def first_home(places: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The places of one job, each with its country, as one text with one country.

    Where some are in the portal's country, what is elsewhere is left out. Of several the order stays.
    """
    listed = [(place, country) for place, country in places if place or country]
    kept = [found for found in listed if found[1].casefold() in HOME] or listed
    if not kept:
        return "", ""
    return " / ".join(dict.fromkeys(filter(None, (place for place, _ in kept)))), kept[0][1]


def mapping(value: object) -> dict[str, Any]:
    """A JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def number(value: object) -> float | None:
    """A number, also where it is written as a text; None where it is none, or no amount."""
    try:
        found = float(text(value))
    except ValueError:
        return None
    return found if math.isfinite(found) and found > 0 else None


def day(value: object) -> date | None:
    """The day of a moment as it is written: ISO 8601, RFC 822, or a number since 1970.

    A day stays the one that the employer wrote: a last day that ends at midnight by Greenwich, and
    so at another hour here, is still that day.
    """
    written = text(value)
    if match := _ISO_DAY.match(written):
        try:
            return date.fromisoformat(match.group())
        except ValueError:
            return None
    try:
        if written.isdecimal():
            count = int(written)
            return datetime.fromtimestamp(
                count / 1000 if count >= MILLISECONDS_FROM else count, UTC
            ).date()
        return parsedate_to_datetime(written).date() if written else None
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None


def period(value: object) -> PayPeriod | None:
    """The time that a salary is paid for, in one of the systems' words."""
    return PERIODS.get(text(value).lower())
