"""Events on the golden site: told while they are to come, by the day, in calendars and in the archive."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from calendars import read_by_both
from golden_site import SETTINGS_FILE, TODAY, seconds_of
from lxml import html
from strict_calendar import components
from website import Website, build

from plugins.portal.days import EPOCH

COPENHAGEN = 'TIMEZONE="Europe/Copenhagen"'


@pytest.fixture
def site(published_golden_site: Website) -> Website:
    return published_golden_site


@pytest.fixture
def on(golden_site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], Path]:
    """The output of the golden site on a day."""

    def built(day: date) -> Path:
        monkeypatch.setitem(os.environ, EPOCH, seconds_of(day))
        output = golden_site.parent / "output"
        done = build(golden_site / SETTINGS_FILE, output, COPENHAGEN)
        assert done.returncode == 0, done.stdout + done.stderr
        return output

    return built


def titles(page: Path) -> list[str]:
    """The events in the lists of a page."""
    found = html.parse(page).xpath("//li[@class='event-card']//*[contains(@class,'title')]/a")
    return [link.text_content().strip() for link in found]


TEA, EVENING, FAIR = "Tea on Thursdays", "An evening about jobs", "Spring fair"


def starts(found: list[str], expected: list[str]) -> bool:
    return len(found) == len(expected) and all(map(str.startswith, found, expected))


def test_every_calendar_is_one_that_programs_accept(site: Website) -> None:
    """By two readers; there is one for all, each audience, place, network and coming event."""
    files = sorted(site.folder.rglob("*.ics"))
    found = {path.relative_to(site.folder).as_posix(): read(path) for path in files}
    english = {name for name in found if name.startswith("en/")}
    assert english == {
        f"en/{name}/calendar.ics"
        for name in (
            "events",
            *(f"events/for/{a}" for a in ("newcomers", "partners", "families", "students", "employers")),
            *(f"events/{event}" for event in ("thursday-tea", "job-evening", "last-friday")),
            *(f"municipalities/{p}/events" for p in ("exampleby", "oeksempel-oe", "sampleborg", "testrup")),
            *(f"networks/{network}/events" for network in ("tea-circle", "hr-forum")),
        )
    }  # fmt: skip
    assert uids(found["en/events/calendar.ics"]) == [
        f"event-{slug}@portal.example" for slug in ("thursday-tea", "job-evening", "last-friday")
    ]
    assert uids(found["en/networks/hr-forum/events/calendar.ics"]) == []
    assert uids(found["en/events/for/families/calendar.ics"]) == [
        "event-last-friday@portal.example"
    ]
    assert not [name for name, calendar in found.items() if b"Secret" in calendar]


def read(path: Path) -> bytes:
    content = path.read_bytes()
    read_by_both(content.decode())
    return content


def uids(content: bytes) -> list[str]:
    return [event["UID"][0].value for event in components(read_by_both(content.decode()), "VEVENT")]


def test_what_is_over_goes_to_the_archive(on: Callable[[date], Path]) -> None:
    """An event that goes on after midnight is over a day later, in lists, calendars and searches."""
    output = on(date(2026, 6, 21))
    assert starts(titles(output / "en/events/index.html"), [EVENING, TEA, "<script>"])
    output = on(date(2026, 6, 22))
    assert starts(titles(output / "en/events/index.html"), [TEA, "<script>"])
    assert starts(titles(output / "en/events/past/index.html"), [EVENING, FAIR])
    assert b"job-evening" not in (output / "en/events/calendar.ics").read_bytes()
    assert not (output / "en/events/job-evening/calendar.ics").exists()
    page = html.parse(output / "en/events/job-evening/index.html")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "This event is over." in page.getroot().text_content()
    assert not page.xpath("//a[@class='button']")
    assert "events/job-evening/" not in (output / "sitemap.xml").read_text("utf-8")


def test_a_day_on_which_nothing_falls_due_changes_nothing(on: Callable[[date], Path]) -> None:
    """Not a byte; and the day on which an event is over does."""
    first = digest(on(date(2026, 6, 8)))
    assert digest(on(date(2026, 6, 9))) == first
    assert digest(on(date(2026, 6, 19))) != first


def digest(output: Path) -> dict[str, bytes]:
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def test_a_month_shows_each_time_and_no_day_that_is_left_out(on: Callable[[date], Path]) -> None:
    """Also of what repeats; and what is over of the month is left out."""
    output = on(TODAY)
    page = html.parse(output / "en/events/2026-06/index.html")
    days = page.xpath("//section[@class='month-day']/@aria-labelledby")
    assert days == ["Day-4", "Day-18", "Day-20", "Day-25", "Day-26"]
    assert page.xpath("//table[@class='month']//a/@href") == [f"#{day}" for day in days]
    months = sorted(path.name for path in (output / "en/events").glob("2026-*"))
    assert months == [f"2026-{month:02}" for month in range(6, 12)]


def test_a_series_keeps_its_time_when_clocks_change(on: Callable[[date], Path]) -> None:
    """Central Europe's clocks go back on 25 October 2026."""
    page = html.parse(on(date(2026, 10, 20)) / "en/events/thursday-tea/index.html")
    moments = page.xpath("//dl[@class='facts']//time/@datetime")
    assert moments[:2] == ["2026-10-22T17:00+02:00", "2026-10-29T17:00+01:00"]


def test_the_open_data_has_the_next_time_by_the_clocks_there(on: Callable[[date], Path]) -> None:
    """What is over is not in it."""

    def times() -> dict[str, tuple[str, str]]:
        data = json.loads((output / "api/v1/events.json").read_text("utf-8"))
        return {row["id"]: (row["starts"], row["ends"]) for row in data["events"]}

    output = on(date(2026, 6, 21))
    assert times()["job-evening"] == ("2026-06-20T22:00:00+02:00", "2026-06-21T01:30:00+02:00")
    output = on(date(2026, 10, 23))
    assert "job-evening" not in times()
    assert times()["thursday-tea"] == ("2026-10-29T17:00:00+01:00", "2026-10-29T19:30:00+01:00")


def test_events_lead_from_home_places_and_networks(site: Website) -> None:
    """Each shows those that are its own."""
    shown = {
        path: titles(site.folder / path / "index.html")
        for path in ("en", "en/municipalities/exampleby", "en/networks/tea-circle", "en/events/for/students")
    }  # fmt: skip
    assert starts(shown["en"], [TEA, EVENING, "<script>"])
    assert starts(shown["en/municipalities/exampleby"], [TEA])
    assert starts(shown["en/networks/tea-circle"], [TEA, FAIR])
    assert starts(shown["en/events/for/students"], [EVENING])


def test_search_engines_are_told_the_next_time(site: Website) -> None:
    """https://developers.google.com/search/docs/appearance/structured-data/event"""
    page = html.parse(site.folder / "en/events/thursday-tea/index.html")
    (said,) = page.xpath("//script[@type='application/ld+json']/text()")
    event = next(t for t in json.loads(said)["@graph"] if t["@type"] == "Event")
    assert event["startDate"] == "2026-06-04T17:00+00:00"
    assert event["endDate"] == "2026-06-04T19:30+00:00"
    assert event["location"] == {
        "@type": "Place",
        "name": "The library",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Invented Street 1",
            "addressLocality": "0001 Exampleby",
            "addressCountry": "DK",
        },
    }
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["isAccessibleForFree"] is True


def test_a_portal_without_events_does_not_speak_of_them(golden_site: Path, tmp_path: Path) -> None:
    """No page, link, calendar or word; nor of networks and mentors where there are none."""
    for folder in ("events", "networks", "mentors"):
        for path in (golden_site / "content" / folder).iterdir():
            path.unlink()
        (golden_site / "content" / folder).rmdir()
    output = tmp_path / "output"
    done = build(golden_site / SETTINGS_FILE, output)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(output.rglob("*.ics"))
    words = ("/events/", "/networks/", "/mentors/", "js/events")
    files = ("v1/events.", "v1/networks.", "v1/mentors.")
    for path in output.glob("en/**/*.html"):
        text = path.read_text("utf-8")
        assert not any(word in text for word in (*words, *files)), path


def test_the_open_data_of_a_portal_without_events_has_none(golden_site: Path) -> None:
    """The files stay where programs look for them."""
    for path in (golden_site / "content/events").iterdir():
        path.unlink()
    output = golden_site.parent / "output"
    assert build(golden_site / SETTINGS_FILE, output).returncode == 0
    api = output / "api/v1"
    assert json.loads((api / "events.json").read_text("utf-8"))["events"] == []
    assert len((api / "events.en.csv").read_text("utf-8").splitlines()) == 1
    named = [file["name"] for file in json.loads((api / "index.json").read_text("utf-8"))["files"]]
    assert {"events.json", "events.csv"} <= {*named}
    page = (output / "en/open-data/index.html").read_text("utf-8")
    assert "v1/networks.json" in page
    assert "v1/events.json" not in page


def test_mentor_programmes_tell_when_they_begin_next_until_then(on: Callable[[date], Path]) -> None:
    """The day itself is told, the day after no more."""
    for day, is_told in ((date(2026, 9, 1), True), (date(2026, 9, 2), False)):
        page = (on(day) / "en/mentors/two-and-two/index.html").read_text("utf-8")
        assert ("Next on 1 September 2026" in page) is is_told
