"""Searching a portal that has jobs: they stand apart, can be had alone, and go when their time is up."""

from collections.abc import Callable, Iterator

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, Page, expect

BUILDER = "Windmill builder for calm days"
IN_TIME, LATE = "2026-06-20T12:00:00Z", "2026-07-02T12:00:00Z"

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, golden_address: str) -> Iterator[Open]:
    """Open an address of the made-up portal at some time; nothing may go wrong unnoticed."""
    context = browser.new_context()
    said: list[str] = []

    def open_at(path: str, time: str = IN_TIME, width: int = 1280) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.clock.set_fixed_time(time)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.goto(f"{golden_address}{path}")
        return page

    yield open_at
    context.close()
    assert said == []


def jobs(page: Page):
    return page.locator("[data-search-joblist] > li")


def results(page: Page):
    return page.locator("[data-search-list] > li")


def test_a_job_shows_employer_place_and_deadline(open_page: Open) -> None:
    """All that tells whether to open it, and no guess about how much Danish it takes."""
    page = open_page("/en/search/?q=windmill+builder+exampleby")
    job = jobs(page).filter(has_text=BUILDER)
    expect(job).to_contain_text("Job · Example Windmills · Exampleby")
    expect(job.locator("time")).to_have_text("30 June 2026")
    expect(job).to_have_attribute("data-deadline", "2026-06-30")
    expect(job).not_to_contain_text("Danish")


def test_what_is_called_so_leads_then_jobs_then_all_else(open_page: Open) -> None:
    """Who types a profession meets its own page and open jobs before employers that seek it."""
    page = open_page("/en/search/?q=gust+forecaster")
    expect(page.locator("[data-search-lead] > li")).to_contain_text("Competence")
    expect(jobs(page)).to_contain_text(["Gust forecaster"])
    expect(page.get_by_role("heading", name="Open jobs")).to_be_visible()
    expect(page.get_by_role("heading", name="Employers, competences")).to_be_visible()
    assert jobs(page).first.bounding_box()["y"] < results(page).first.bounding_box()["y"]


def test_jobs_alone_are_one_choice_away(open_page: Open) -> None:
    """The way below the best jobs and the choice of kind lead to the same list."""
    page = open_page("/en/search/?q=windmills")
    page.locator("[data-search-alljobs]").click()
    expect(page.locator("input[value=job]")).to_be_checked()
    expect(results(page)).not_to_have_count(0)
    expect(jobs(page)).to_have_count(0)
    assert all("Job ·" in text for text in results(page).locator(".search-facts").all_inner_texts())


def test_a_job_past_its_deadline_is_not_found(open_page: Open) -> None:
    """On the last day it is there; the day after, nobody is led to it."""
    for time, number in ((IN_TIME, 1), ("2026-06-30T12:00:00Z", 1), (LATE, 0)):
        page = open_page("/en/search/?q=windmills&kind=job", time)
        expect(results(page).filter(has_text="Gust forecaster")).to_have_count(1)
        expect(results(page).filter(has_text=BUILDER)).to_have_count(number)


def test_the_field_of_every_page_finds_jobs(open_page: Open) -> None:
    """A few jobs and what else there is, in six lines."""
    page = open_page("/en/")
    page.locator("#SearchBox").fill("windmills")
    hits = page.locator(".search-panel .search-result")
    expect(hits).not_to_have_count(0)
    kinds = [text.split(" · ")[0] for text in hits.locator(".search-facts").all_inner_texts()]
    assert {"Job", "Company"} <= set(kinds)
    assert len(kinds) <= 6


def test_hostile_titles_are_text(open_page: Open) -> None:
    """Whatever an employer's system sends, a result is nothing but text."""
    page = open_page("/en/search/?q=alert&kind=job", "2026-05-01T12:00:00Z")
    expect(results(page).filter(has_text="<script>alert(1)</script>")).to_have_count(1)
    expect(page.locator("[data-search-list] img, [data-search-list] script")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", ["/en/search/?q=windmills", "/ar/ar-search/?q=windmills", "/en/"])
def test_axe_finds_nothing_where_jobs_are(open_page: Open, path: str, width: int) -> None:
    """Results with jobs, and the home page with the newest ones."""
    page = open_page(path, width=width)
    expect(page.locator("[data-search-joblist] > li, .job-card").first).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
