"""Which day it is for a build, and between which days what it makes stays as it is.

Nothing else in a build looks at the clock: the same input on the same day gives the same bytes.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.portal.problems import ContentFault, Problem

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment's seconds since 1970: https://reproducible-builds.org/specs/source-date-epoch/"""

TOLD_DAYS = 90
"""How long the address of a job that is gone tells what it was; then it leads to the employer."""

LED_ON_DAYS = 365
"""How long after a job has gone its address leads somewhere: the importer forgets it then. Whoever
kept a link looks within months, and every address is a file in every language."""

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days, both included, on which a portal is the same."""

    first: date = date.min
    last: date = date.max

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


ALWAYS = Span()


def today(time_zone: str, environment: Mapping[str, str] = os.environ) -> date:
    """The day that the environment says, else the one that it is now; by the clocks of a time zone."""
    zone = ZoneInfo(time_zone)
    said = environment.get(EPOCH, "")
    if not said:
        return datetime.now(zone).date()
    try:
        return datetime.fromtimestamp(int(said), zone).date()
    except (ValueError, OverflowError, OSError):
        message = (
            f"{EPOCH} is '{said}' in the environment; "
            "it must be a number of seconds since 1970, or not be set"
        )
        raise ContentFault([Problem("pelicanconf.py", 1, message)]) from None


def span_around(day: date, turns: Iterable[date]) -> Span:
    """The days around one on which nothing turns into something else."""
    first, last = date.min, date.max
    for turn in turns:
        if turn <= day:
            first = max(first, turn)
        else:
            last = min(last, turn - ONE_DAY)
    return Span(first, last)


@cache
def end_of(day: date, time_zone: str) -> str:
    """The last second of a day by the clocks of a time zone, in ISO 8601."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(time_zone)).isoformat()
