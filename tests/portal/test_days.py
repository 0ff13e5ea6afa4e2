"""Which day it is, and between which days nothing changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.days import ALWAYS, EPOCH, Span, end_of, span_around, today
from plugins.portal.problems import ContentFault

LATE = str(int(datetime(2026, 6, 2, 22, 30, tzinfo=UTC).timestamp()))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", 2), ("Europe/Copenhagen", 3), ("America/Godthab", 2), ("Asia/Tokyo", 3)],
)
def test_the_environment_says_the_day_by_the_clocks_of_the_portal(zone, day):
    """Half past ten in the evening in London is the next day in Denmark."""
    assert today(zone, {EPOCH: LATE}) == date(2026, 6, day)


@pytest.mark.parametrize("environment", [{}, {EPOCH: ""}])
def test_otherwise_it_is_today(environment):
    """Of the clocks of the portal, which may be a day off those of others."""
    assert abs(today("UTC", environment) - datetime.now(UTC).date()) <= timedelta(days=1)


@pytest.mark.parametrize("said", ["tomorrow", "1.5", "9" * 30, "2026-06-02"])
def test_another_word_is_a_fault_that_says_what_is_meant(said):
    """A build on a wrong day would hide what is open, or show what is not."""
    with pytest.raises(ContentFault, match=f"SOURCE_DATE_EPOCH is '{said}' .* seconds since 1970"):
        today("UTC", {EPOCH: said})


@given(day=DAYS, turns=st.lists(DAYS))
def test_a_span_holds_the_days_on_which_the_same_has_happened(day, turns):
    """On each day in it as much has fallen due as on the day itself, and on no other."""

    def due(other):
        return {turn for turn in turns if turn <= other}

    span = span_around(day, turns)
    assert day in span
    for other in (day + timedelta(days=step) for step in range(-400, 400)):
        assert (other in span) == (due(other) == due(day))


def test_where_nothing_falls_due_any_day_will_do():
    """Portals without jobs are the same for ever."""
    assert span_around(date(2026, 6, 2), ()) == ALWAYS == Span(date.min, date.max)


@pytest.mark.parametrize(("day", "offset"), [(date(2026, 6, 30), 2), (date(2026, 12, 31), 1)])
def test_a_day_ends_by_the_clocks_of_the_place(day, offset):
    """In summer two hours before the rest of the world counts it, in winter one."""
    assert end_of(day, "Europe/Copenhagen") == f"{day}T23:59:59+0{offset}:00"
