"""One job on several boards is one job; two jobs are two."""

from datetime import date

import pytest

from plugins.vacancies.understanding import Advert, group_duplicates


def advert(**changed):
    usual = {
        "company": "vola",
        "title": "Elektriker",
        "place": "horsens",
        "posted": date(2026, 5, 1),
    }
    return Advert(**(usual | changed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"title": "Elektriker (m/k)"}, {"title": "ELEKTRIKER"}),
        ({"title": "Front-end Developer"}, {"title": "Frontend Developer"}),
        ({"title": "Elektriker, Horsens"}, {"title": "Elektriker \u2013 Horsens"}),
        ({"title": "Elektriker til Horsens"}, {"title": "Elektriker"}),
        ({"title": "Vola søger elektriker"}, {"title": "Elektriker"}),
        ({"title": "Elektrikere"}, {"title": "Elektriker"}),
        ({"title": "Elektriker (req. 20412)"}, {"title": "Elektriker JR-10432"}),
        ({"place": ""}, {}),
        ({"posted": date(2026, 5, 20)}, {}),
        ({"posted": None, "deadline": date(2026, 6, 1)}, {"deadline": date(2026, 6, 2)}),
    ],
)
def test_the_same_job_is_found(one, other):
    """Gender marks, references, the place's and the employer's name, plural and hyphens do not matter."""
    assert group_duplicates([advert(**one), advert(**other)]) == ((0, 1),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"company": "vestas"}, {}),
        ({"place": "aarhus"}, {}),
        ({"title": "Senior elektriker"}, {}),
        ({"title": "Elektriker, nathold"}, {"title": "Elektriker, daghold"}),
        ({"title": "Engineer II"}, {"title": "Engineer III"}),
        ({"title": "Electrician"}, {"title": "Elektriker"}),
        ({"posted": date(2026, 3, 1)}, {}),
        ({"deadline": date(2026, 6, 1)}, {"deadline": date(2026, 7, 1)}),
        ({"board": "a"}, {"board": "a"}),
    ],
)
def test_different_jobs_stay(one, other):
    """Level, shift, language, place, employer, another round, the same board."""
    assert group_duplicates([advert(**one), advert(**other)]) == ((0,), (1,))


def test_the_fullest_is_kept_and_the_order_stays():
    adverts = [
        advert(title="Kok"),
        advert(length=10, board="a"),
        advert(title="Smed"),
        advert(length=900, board="b"),
        advert(length=900, board="c"),
    ]
    assert group_duplicates(adverts) == ((0,), (3, 4, 1), (2,))


def test_nothing_is_nothing():
    assert group_duplicates([]) == ()
