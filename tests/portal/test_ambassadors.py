"""Who is shown as an ambassador: those who have agreed, on the days for which they have."""

from datetime import date

import pytest

from plugins.catalogue.content import load_content
from plugins.portal.days import ONE_DAY


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-03-01", ["over"]),
        ("2026-04-30", ["over"]),
        ("2026-05-01", ["ada", "noor"]),
        ("2026-06-03", ["ada", "noor"]),
        ("2026-06-04", ["ada"]),
        ("2031-01-01", ["ada"]),
    ],
)
def test_they_are_shown_from_the_first_day_to_the_last(golden_settings, day, shown):
    """Both days included; a build knows before when the next one comes or goes."""
    today = date.fromisoformat(day)
    portal = load_content(golden_settings, today).portal
    assert sorted(portal.ambassadors) == shown
    turns = [date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 4)]
    assert today in portal.span
    assert not [turn for turn in turns if turn > today and turn in portal.span]
    assert not [turn for turn in turns if turn <= today and turn - ONE_DAY in portal.span]


def test_they_stand_where_they_know_their_way(golden_settings):
    """At their company, its lighthouses, their place and their guides."""
    found = load_content(golden_settings, date(2026, 6, 1)).portal.ambassadors_by_subject
    assert found["company/example-windmills"] == ("noor",)
    assert found["guide/queueing"] == ("noor",)
    assert found["municipality/testrup"] == ("ada",)
    assert any(subject.startswith("cluster/") for subject in found)
