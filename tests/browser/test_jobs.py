"""The list of all jobs: choosing, days by the portal's clock, and what is new since the last visit."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe import axe_faults
from conftest import serving
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from website import PROJECT

from benchmarks.builds import ours
from benchmarks.builds.project import write_project
from benchmarks.builds.sizes import SMALL

LISTS = {"en": "/en/jobs/", "da": "/da/job/"}
NOON = "2026-04-01T10:00:00Z"
TODAY = date(2026, 4, 1)
EPOCH = date(1970, 1, 1)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up portal with 400 jobs in English and Danish, as published."""
    folder = tmp_path_factory.mktemp("made-up") / "project"
    write_project(folder, SMALL)
    subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "publishconf.py", "--fatal", "errors"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "SOURCE_DATE_EPOCH": ours.NOON},
        check=True,
        capture_output=True,
    )
    return folder / "output"


@pytest.fixture(scope="module")
def portal(made_up: Path) -> Iterator[str]:
    with serving(made_up) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page at noon, whose scripts must not fail and whose security policy must not be broken."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.clock.install(time=NOON)
    yield page
    assert said == []


@pytest.fixture(scope="module")
def jobs(made_up: Path) -> list[dict[str, Any]]:
    """All jobs, the newest first, with what is chosen by."""
    read = lambda name: json.loads((made_up / f"search/choices/{name}.json").read_text("utf-8"))  # noqa: E731
    columns, names = read("jobs"), read("jobs-en")
    employers = names["companies"]
    found, day = [], EPOCH + timedelta(days=columns["newest"])
    for at, title in enumerate(columns["jobs"]["title"]):
        here = {name: column[at] for name, column in columns["jobs"].items()}
        day -= timedelta(days=here["posted"])
        place, company = here["municipality"], here["company"]
        found.append(
            {
                "address": f"{employers['slug'][company]}/{here['id']}",
                "title": title,
                "posted": day,
                "deadline": day + timedelta(days=here["deadline"])
                if here["deadline"] >= 0
                else None,
                "municipality": [columns["municipality"][place]]
                if place >= 0
                else [names["municipality"][employers["municipality"][company]][0]],
                "cluster": [names["cluster"][one][0] for one in employers["cluster"][company]],
                "competence": [columns["competence"][one] for one in here["competence"]],
                "type": [columns["type"][one] for one in here["type"]],
                "language": [columns["language"][here["language"]]],
            }
        )
    return found


def open_on(jobs: list[dict[str, Any]], day: date = TODAY) -> list[dict[str, Any]]:
    return [job for job in jobs if job["deadline"] is None or job["deadline"] >= day]


def shown(page: Page) -> list[str]:
    links = page.locator("[data-facets-list] .job-card-title a").all()
    return ["/".join((link.get_attribute("href") or "").split("/")[-3:-1]) for link in links]


def number_in(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or ""))


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"input[name='{facet}'][value='{value}']")


def check(page: Page, facet: str, value: str) -> None:
    box(page, facet, value).evaluate("box => { box.closest('details').open = true }")
    box(page, facet, value).check()


def promised(page: Page, facet: str, value: str) -> int:
    return number_in(
        box(page, facet, value).locator("xpath=../..").locator(".number").text_content()
    )


def chosen(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("#Found")).to_be_visible()
    return page


# Choosing


def test_nothing_is_fetched_before_somebody_chooses(page: Page, portal: str) -> None:
    """The list loads its data when the facets are opened, not with the page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{portal}/en/jobs/", wait_until="networkidle")
    assert not [url for url in asked if "/search/choices/" in url]
    page.locator("[data-facets-open]").click()
    expect(page.locator(".facet").first).to_be_visible()
    names = [url.rpartition("/")[2] for url in asked if "/search/choices/" in url]
    assert sorted(names) == ["jobs-en.json", "jobs.json"]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("?competence=nurse", lambda job: "nurse" in job["competence"]),
        (
            "?competence=nurse,painter&language=en",
            lambda job: {"nurse", "painter"} & {*job["competence"]} and job["language"] == ["en"],
        ),
        (
            "?cluster=health&type=full-time",
            lambda job: "health" in job["cluster"] and "full-time" in job["type"],
        ),
        ("?posted=week", lambda job: (TODAY - job["posted"]).days <= 7),
        ("?posted=day", lambda job: (TODAY - job["posted"]).days <= 1),
        (
            "?deadline=week",
            lambda job: job["deadline"] and (job["deadline"] - TODAY).days < 7,
        ),
        (
            "?deadline=week,month&posted=month",
            lambda job: (
                job["deadline"]
                and (job["deadline"] - TODAY).days < 30
                and (TODAY - job["posted"]).days <= 30
            ),
        ),
    ],
)
def test_what_fits_is_shown_newest_first(
    page: Page,
    portal: str,
    jobs: list[dict[str, Any]],
    query: str,
    fits: Callable[[dict[str, Any]], bool],
) -> None:
    """An address says what is chosen; those that are over by Danish time fit nothing."""
    chosen(page, f"{portal}/en/jobs/{query}")
    fitting = [job["address"] for job in open_on(jobs) if fits(job)]
    assert number_in(page.locator("#Found").text_content()) == len(fitting)
    assert shown(page) == fitting[:24]
    assert 0 < len(fitting) < len(open_on(jobs))


def test_counts_say_what_each_further_choice_gives(page: Page, portal: str) -> None:
    """What a value promises is what is found once it is chosen, and the address says it."""
    page.goto(f"{portal}/en/jobs/")
    page.locator("[data-facets-open]").click()
    for facet, value in [("language", "da"), ("danish", "required"), ("posted", "month")]:
        expect(box(page, facet, value)).to_be_attached()
        expected = promised(page, facet, value)
        check(page, facet, value)
        assert number_in(page.locator("#Found").text_content()) == expected > 0
    assert page.url.endswith("?language=da&danish=required&posted=month")
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?language=da&danish=required$"))
    expect(box(page, "posted", "")).to_be_checked()
    expect(box(page, "danish", "required")).to_be_checked()


def test_the_number_is_told_to_those_who_do_not_see_it(page: Page, portal: str) -> None:
    """The heading with the number is a live region."""
    chosen(page, f"{portal}/en/jobs/?language=en")
    expect(page.locator("#Found")).to_have_attribute("aria-live", "polite")
    before = page.locator("#Found").text_content()
    check(page, "posted", "week")
    expect(page.locator("#Found")).not_to_have_text(before or "")


def test_jobs_by_deadline_come_in_the_order_of_their_last_day(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """The soonest first; the newest first among those of one day, and those without one last."""
    chosen(page, f"{portal}/en/jobs/?order=deadline")
    ordered = sorted(open_on(jobs), key=lambda job: job["deadline"] or date.max)
    assert shown(page) == [job["address"] for job in ordered[:24]]


def test_whoever_says_from_where_sees_what_is_nearest(page: Page, portal: str) -> None:
    """Choosing a municipality orders by distance; nobody is asked where they are."""
    page.goto(f"{portal}/en/jobs/")
    page.locator("[data-facets-open]").click()
    page.locator("select[name=order]").select_option("distance")
    expect(page.locator("select[name=near]")).to_be_focused()
    page.locator("select[name=near]").select_option(index=1)
    expect(page.locator("select[name=order]")).to_have_value("distance")
    assert "order=distance" in page.url
    assert "km=any" in page.url
    notes = page.locator("[data-facets-list] .job-card-place").all_text_contents()
    km = [number_in(found[0]) if (found := re.findall(r"\d+ km", note)) else 0 for note in notes]
    assert km == sorted(km)
    while page.locator("[data-facets-more]").is_visible():
        page.locator("[data-facets-more]").click()
    total = number_in(page.locator("#Found").text_content())
    assert page.locator("[data-facets-list] .job-card").count() == total


def test_where_nothing_fits_buttons_say_what_is_in_the_way(page: Page, portal: str) -> None:
    """Each takes one thing away and promises what there is without it."""
    chosen(page, f"{portal}/en/jobs/?competence=nurse&cluster=sea")
    expect(page.locator("[data-facets-none]")).to_be_visible()
    way = page.locator("[data-facets-without] button").first
    expected = number_in(way.text_content())
    way.click()
    expect(page.locator("[data-facets-none]")).to_be_hidden()
    assert number_in(page.locator("#Found").text_content()) == expected > 0


def test_further_pages_of_the_list_choose_among_all_as_well(page: Page, portal: str) -> None:
    """The first page stands for all of them."""
    page.goto(f"{portal}/en/jobs/2/")
    page.locator("[data-facets-open]").click()
    expect(page.locator("select[name=order]")).to_be_visible()
    check(page, "language", "en")
    expect(page).to_have_url(f"{portal}/en/jobs/?language=en")


def test_without_scripts_the_list_and_the_ways_to_shorter_ones_are_there(
    browser: Browser, portal: str
) -> None:
    """The newest first, page by page, with the lists of each place, industry and competence."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/da/job/")
    expect(page.locator("[data-facets-open]")).to_be_hidden()
    assert page.locator(".job-card:visible").count() == 24
    assert page.locator(".side-column .counts a").count() > 20
    page.goto(f"{portal}/da/job/2/")
    page.locator(".side-column a").click()
    page.wait_for_url(f"{portal}/da/job/#Narrow")
    context.close()


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("width", [1280, 360])
def test_choosing_is_accessible(browser: Browser, portal: str, language: str, width: int) -> None:
    """The list has no fault that axe knows, with open facets and marks, and fits the window."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script("localStorage.setItem('jobs-visits', '20500 20530')")
    page = context.new_page()
    page.clock.install(time=NOON)
    chosen(page, f"{portal}{LISTS[language]}?posted=visit&order=deadline")
    page.evaluate("for (const facet of document.querySelectorAll('.facet')) facet.open = true")
    assert page.locator(".job-card-new").count() > 0
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_from_right_to_left(browser: Browser, golden_address: str) -> None:
    """The made-up portal in Arabic: facets, hostile and long titles, and no sideways scrolling."""
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page = context.new_page()
    page.clock.install(time="2026-05-28T12:00:00Z")
    chosen(page, f"{golden_address}/ar/ar-jobs/?order=deadline")
    page.evaluate("for (const facet of document.querySelectorAll('.facet')) facet.open = true")
    assert "<script>alert(1)</script>" in (page.locator("[data-facets-list]").text_content() or "")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


# Truth about time


def test_what_is_over_by_danish_time_is_not_in_the_lists(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """Cards are hidden and the total is that of the open jobs, also where most stand on other pages."""
    day = date(2026, 5, 14)
    page.clock.set_system_time("2026-05-13T22:00:01Z")
    page.goto(f"{portal}/en/jobs/")
    assert number_in(page.locator(".list-total").text_content()) == len(open_on(jobs, day))
    for card in page.locator(".job-list:not([data-facets-list]) .job-card").all():
        is_over = (card.get_attribute("data-deadline") or "9") < day.isoformat()
        assert card.is_hidden() == is_over


def test_a_job_leaves_the_list_the_moment_its_day_ends(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """At midnight in Denmark, while the page stays open, whatever the visitor's time zone."""
    last = max(job["deadline"] for job in jobs if job["deadline"])
    page.clock.set_system_time(f"{last}T21:59:50Z")
    page.goto(f"{portal}/en/jobs/")
    cards = page.locator(f".job-card[data-deadline='{last}']:visible")
    total = number_in(page.locator(".list-total").text_content())
    before = cards.count()
    assert before > 0
    page.clock.fast_forward(20_000)
    expect(cards).to_have_count(0)
    assert number_in(page.locator(".list-total").text_content()) == total - before


def test_what_was_found_loses_it_in_the_same_moment(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """The jobs that one chose among are those that are open now."""
    ends = sorted({job["deadline"] for job in open_on(jobs) if job["deadline"]})
    page.clock.set_system_time(f"{ends[0]}T21:59:50Z")
    chosen(page, f"{portal}/en/jobs/?order=deadline")
    first = shown(page)[0]
    page.clock.fast_forward(20_000)
    expect(page.locator("#Found")).to_contain_text(
        str(len(open_on(jobs, ends[0] + timedelta(days=1))))
    )
    assert first not in shown(page)


def test_a_page_that_comes_back_is_looked_at_again(page: Page, portal: str) -> None:
    """From the browser's memory of pages, and when somebody looks at its tab again."""
    page.goto(f"{portal}/en/jobs/")
    assert page.locator(".job-list .job-card:visible").count() > 0
    for event, target in [("pageshow", "window"), ("visibilitychange", "document")]:
        page.clock.set_system_time(NOON)
        page.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
        assert page.locator(".job-list .job-card:visible").count() > 0
        page.clock.set_system_time("2027-01-01T10:00:00Z")
        page.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
        assert page.locator(".job-card:visible").count() == 0
        expect(page.locator("[data-jobs-none]")).to_be_visible()
        assert number_in(page.locator(".list-total").text_content()) == 0


def test_the_page_of_a_job_says_that_it_is_over(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """On its last day one can apply; a moment later there is nothing to apply with."""
    job = next(job for job in jobs if job["deadline"])
    page.clock.set_system_time(f"{job['deadline']}T12:00:00Z")
    page.goto(f"{portal}/en/jobs/{job['address']}/")
    expect(page.locator("[data-apply]").first).to_be_visible()
    page.clock.fast_forward("12:00:00")
    expect(page.locator("[data-apply]:visible")).to_have_count(0)
    expect(page.locator(".passed")).to_contain_text("The deadline has passed")
    assert axe_faults(page) == []


def test_a_company_without_open_jobs_says_so(
    page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """The number of its jobs, the list and the way to all of them tell the same."""
    page.clock.set_system_time("2027-01-01T10:00:00Z")
    company = next(job["address"] for job in jobs if job["deadline"]).partition("/")[0]
    page.goto(f"{portal}/en/companies/{company}/")
    of_company = [job for job in jobs if job["address"].startswith(f"{company}/")]
    assert number_in(page.locator("#Jobs").text_content()) == len(
        open_on(of_company, date(2027, 1, 1))
    )


# New since the last visit


def days(day: date) -> int:
    return (day - EPOCH).days


def test_the_first_visit_marks_nothing(page: Page, portal: str) -> None:
    """Everything would be new."""
    chosen(page, f"{portal}/en/jobs/?order=deadline")
    assert page.locator(".job-card-new").count() == 0
    assert box(page, "posted", "visit").count() == 0


def test_the_next_visit_marks_what_was_posted_since(
    context: BrowserContext, page: Page, portal: str, jobs: list[dict[str, Any]]
) -> None:
    """On cards and as a choice, as long as the visit lasts, in all its tabs."""
    since = sorted({job["posted"] for job in open_on(jobs)})[-3]
    page.clock.set_system_time(f"{since}T10:00:00Z")
    page.goto(f"{portal}/en/jobs/")
    assert page.locator(".job-card-new").count() == 0
    page.close()
    for path in ("/en/jobs/", "/en/jobs/2/", "/en/jobs/"):
        later = context.new_page()
        later.clock.install(time=NOON)
        later.goto(f"{portal}{path}")
        for card in later.locator(".job-card").all():
            posted = card.locator(".job-card-days > time").get_attribute("datetime") or ""
            assert card.locator(".job-card-new").count() == (posted >= since.isoformat())
    chosen(later, f"{portal}/en/jobs/?posted=visit")
    new = [job["address"] for job in open_on(jobs) if job["posted"] >= since]
    assert shown(later) == new[:24]
    assert later.locator("[data-facets-list] .job-card-new").count() == len(new[:24]) > 0


def test_a_visit_ends_with_its_tab(context: BrowserContext, page: Page, portal: str) -> None:
    """Past midnight the marks of an open tab stay as they are; a tab of another day is a new visit."""
    yesterday, before = days(TODAY) - 1, days(TODAY) - 40
    page.goto(f"{portal}/en/jobs/")
    page.evaluate(f"localStorage.setItem('jobs-visits', '{before} {yesterday}')")
    page.evaluate(f"sessionStorage.setItem('jobs-visits', '{before}')")
    page.reload()
    marked = page.locator(".job-card-new").count()
    assert marked == 24
    other = context.new_page()
    other.clock.install(time=NOON)
    other.goto(f"{portal}/en/jobs/")
    assert other.locator(".job-card-new").count() < marked
    stored = other.evaluate("localStorage.getItem('jobs-visits')")
    assert stored == f"{yesterday} {days(TODAY)}"


def test_where_the_browser_refuses_storage_all_works_without_marks(
    context: BrowserContext, page: Page, portal: str
) -> None:
    """Cookies blocked altogether make reading the storage an error in some browsers."""
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new Error('refused') } })"
    )
    chosen(page, f"{portal}/en/jobs/?posted=week")
    assert page.locator(".job-card-new").count() == 0
    assert shown(page)


# Where two people could both work


def test_two_careers_tell_who_has_open_jobs(browser: Browser, golden_address: str) -> None:
    """As many as are open for what is sought, by the clock; others where none is; none where none is."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install(time="2026-06-30T12:00:00Z")
    page.goto(f"{golden_address}/en/two-careers/?a=windmill-builder&b=rhyme-engineer&km=75")
    both = page.locator("[data-careers-both-list] > li", has_text="Example Windmills")
    expect(both.locator(".careers-open")).to_have_text("Windmill builder: 1 open job")
    columns = page.locator(".careers-place").first.locator(".careers-employers > div")
    links = columns.nth(1).locator("li", has_text="Example Windmills").locator(".careers-open")
    expect(links).to_have_text(re.compile(r"^\d open jobs in other fields$"))
    assert (links.get_attribute("href") or "").endswith("/companies/example-windmills/#Jobs")
    others = int(links.inner_text()[0])
    without = columns.nth(1).locator("li", has_text="Garn")
    expect(without).to_have_count(1)
    expect(without.locator(".careers-open")).to_have_count(0)
    # The last day of the one is over while the page is open.
    page.clock.fast_forward("13:00:00")
    expect(both.locator(".careers-open")).to_have_text(f"{others - 1} open jobs in other fields")
    context.close()


def test_two_careers_work_where_open_jobs_cannot_be_had(
    browser: Browser, golden_address: str
) -> None:
    """They are an addition, and never in the way."""
    context = browser.new_context()
    page = context.new_page()
    context.route("**/openings.json", lambda route: route.abort())
    page.goto(f"{golden_address}/en/two-careers/?a=windmill-builder&b=rhyme-engineer&km=75")
    expect(page.locator(".careers-place").first).to_be_visible()
    expect(page.locator(".careers-open")).to_have_count(0)
    context.close()
