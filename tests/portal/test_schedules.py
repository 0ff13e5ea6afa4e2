"""When something takes place, by our own rules and by those of another implementation."""

from datetime import date, datetime, time, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.fields import ORDINALS, WEEKDAYS
from plugins.portal.schedules import (
    MONTH,
    WEEK,
    Occurrence,
    Schedule,
    coming,
    days_of,
    horizon,
    occurrences,
    turns,
)

TEA = Schedule("2026-03-05T17:00", "2026-03-05T19:30", WEEK, days=("thursday",))
ONCE = Schedule("2026-06-20T22:00", "2026-06-21T01:30")
EVE, DAY = date(2026, 6, 1), timedelta(days=1)


def starts(schedule: Schedule, number: int) -> list[str]:
    return [f"{o.starts:%Y-%m-%d %H:%M}" for o in islice(occurrences(schedule), number)]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (ONCE, ["2026-06-20 22:00"]),
        (TEA, ["2026-03-05 17:00", "2026-03-12 17:00", "2026-03-19 17:00"]),
        (TEA._replace(interval=2), ["2026-03-05 17:00", "2026-03-19 17:00", "2026-04-02 17:00"]),
        (TEA._replace(days=("monday", "thursday"), number=2), ["2026-03-05 17:00", "2026-03-09 17:00"]),
        (TEA._replace(without=("2026-03-12",), number=2), ["2026-03-05 17:00"]),
        (TEA._replace(until="2026-03-12"), ["2026-03-05 17:00", "2026-03-12 17:00"]),
        (TEA._replace(pace=MONTH, days=()), ["2026-03-05 17:00", "2026-04-05 17:00", "2026-05-05 17:00"]),
        (
            Schedule("2026-01-31T09:00", "2026-01-31T10:00", MONTH, days=("31",)),
            ["2026-01-31 09:00", "2026-03-31 09:00", "2026-05-31 09:00"],
        ),
        (
            Schedule("2026-01-30T09:00", "2026-01-30T10:00", MONTH, days=("last friday",)),
            ["2026-01-30 09:00", "2026-02-27 09:00", "2026-03-27 09:00"],
        ),
    ],
)  # fmt: skip
def test_what_repeats_falls_on_the_days_that_it_says(schedule, expected):
    """Exceptions count towards the number, and a month without the day is passed over."""
    assert starts(schedule, 3) == expected


def test_what_repeats_stays_at_its_time_when_clocks_change():
    """Central Europe changes its clocks on 29 March 2026, between the fourth Thursday and the fifth."""
    assert {o.starts.time().hour for o in islice(occurrences(TEA), 8)} == {17}


NAMES = dict(zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


@given(
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    pace=st.sampled_from([WEEK, MONTH]),
    interval=st.integers(1, 12),
    days=st.sets(st.sampled_from(WEEKDAYS), max_size=4),
    ordinal=st.sampled_from([*ORDINALS]),
    numbers=st.sets(st.integers(1, 31), max_size=3),
    number=st.integers(0, 30),
)
def test_days_are_those_of_another_implementation(  # noqa: PLR0913 - a rule has so many parts
    *, start, pace, interval, days, ordinal, numbers, number
):
    """Any rule that editors can write gives the days that python-dateutil gives for it."""
    said, rule = (), f"FREQ={'WEEKLY' if pace == WEEK else 'MONTHLY'};INTERVAL={interval}"
    if pace == WEEK and days:
        said, rule = (*days,), f"{rule};BYDAY={','.join(NAMES[day] for day in days)}"
    elif days:
        said = tuple(f"{ordinal} {day}" for day in days)
        rule += f";BYDAY={','.join(f'{ORDINALS[ordinal]}{NAMES[day]}' for day in days)}"
    elif pace == MONTH and numbers:
        said, rule = tuple(map(str, numbers)), f"{rule};BYMONTHDAY={','.join(map(str, numbers))}"
    moment = datetime.combine(start, time(17))
    schedule = Schedule(
        moment.isoformat(),
        (moment + timedelta(hours=2)).isoformat(),
        pace,
        interval,
        said,
        "",
        number,
    )
    other = rrulestr(rule + (f";COUNT={number}" if number else ""), dtstart=moment)
    expected = [day.date() for day in islice(other, 20) if day.year < 2095]
    found = [day for day in islice(days_of(schedule), 20) if day.year < 2095]
    assert found == expected


@pytest.mark.parametrize(
    ("schedule", "day", "first", "number"),
    [
        (ONCE, date(2026, 6, 1), "2026-06-20 22:00", 1),
        (ONCE, date(2026, 6, 21), "2026-06-20 22:00", 1),
        (ONCE, date(2026, 6, 22), "", 0),
        (ONCE, date(2020, 1, 1), "2026-06-20 22:00", 1),
        (TEA, date(2026, 6, 2), "2026-06-04 17:00", 26),
        (TEA, date(2026, 6, 4), "2026-06-04 17:00", 26),
        (TEA, date(2026, 6, 5), "2026-06-11 17:00", 25),
    ],
)
def test_what_is_coming_is_told_as_far_as_calendars_show(schedule, day, first, number):
    """What goes on after midnight is over a day later; what is far away is told if it is the next."""
    found = coming(schedule, day)
    assert len(found) == number
    assert [f"{o.starts:%Y-%m-%d %H:%M}" for o in found[:1]] == [first] * bool(number)
    assert all(o.starts.date() <= horizon(day) for o in found[1:])


def test_what_ends_at_midnight_is_over_the_next_day():
    assert (
        Occurrence(datetime.combine(EVE, time(20)), datetime.combine(EVE + DAY, time())).over
        == EVE + DAY
    )


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    schedule=st.sampled_from(
        [ONCE, TEA, TEA._replace(number=40), TEA._replace(pace=MONTH, days=("first thursday",))]
    ),
)
def test_nothing_that_is_coming_changes_between_its_turns(schedule, day):
    """A build on a day without a turn would tell what the day before told."""
    after = day + timedelta(days=1)
    if after not in {*turns(schedule, day)}:
        assert coming(schedule, day) == coming(schedule, after)
    if day not in {*turns(schedule, day)}:
        assert coming(schedule, day) == coming(schedule, day - timedelta(days=1))
