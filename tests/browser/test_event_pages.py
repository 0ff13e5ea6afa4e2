"""Events in the browser: what is over goes by the portal's clock, and every page type is accessible."""

from collections.abc import Iterator

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import Website

KINDS = {
    *("events", "events-for", "events-in", "event-month", "past-events", "event"),
    *("networks", "network", "mentors", "mentor-programme", "municipality", "guides"),
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    # Tokyo is nine hours ahead of the golden site's clocks, which go by universal time.
    context = browser.new_context(timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, golden_address: str, published_golden_site: Website, width: int
) -> None:
    """On each kind of page with events, networks or mentors, in each language of the golden site."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-02T10:00:00Z")
    found, seen = {}, set()
    for _, kind, path in published_golden_site.samples():
        if kind not in KINDS:
            continue
        seen.add(kind)
        page.goto(golden_address + path.removeprefix("/work"))
        wrong = axe_faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append("scrolls sideways")
        if wrong:
            found[path] = wrong
    context.close()
    assert seen == KINDS
    assert not found


def test_a_series_shows_its_next_time_once_one_is_over(
    context: BrowserContext, golden_address: str
) -> None:
    """At its very end by the portal's clock, whatever the visitor's says."""
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-04T19:29:00Z")
    page.goto(f"{golden_address}/en/events/")
    card = page.locator(".event-card").first
    expect(card.locator("time:visible")).to_have_text("Thursday, 4 June 2026, 17:00–19:30")  # noqa: RUF001
    page.clock.set_fixed_time("2026-06-04T19:30:00Z")
    page.reload()
    expect(card.locator("time:visible")).to_have_text("Thursday, 18 June 2026, 17:00–19:30")  # noqa: RUF001


def test_what_takes_place_once_goes_and_its_page_says_so(
    context: BrowserContext, golden_address: str
) -> None:
    """From the list, the month and, after its last day, the way to register."""
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-19T00:00:00Z")
    page.goto(f"{golden_address}/en/events/job-evening/")
    expect(page.locator("a.button")).to_be_hidden()
    page.clock.set_fixed_time("2026-06-21T01:30:00Z")
    page.reload()
    expect(page.locator(".page-head .notice")).to_have_text("This event is over.")
    page.goto(f"{golden_address}/en/events/for/students/")
    expect(page.locator(".event-card")).to_be_hidden()
    expect(page.get_by_text("These events are over.")).to_be_visible()
    page.goto(f"{golden_address}/en/events/2026-06/")
    expect(page.locator("#Day-20")).to_be_hidden()
    expect(page.locator("#Day-25")).to_be_visible()


def test_without_scripts_the_next_time_is_shown(browser: Browser, golden_address: str) -> None:
    """And the one after it is not."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{golden_address}/en/events/")
    expect(page.locator(".event-card").first.locator("time:visible")).to_have_count(1)
    context.close()


FOCUSED = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
  const { top, bottom, width } = document.activeElement.getBoundingClientRect()
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 0 &&
    bottom > 0 && top < innerHeight
}"""
"""Whether one sees where the focus is: it has an outline, and stands within the window."""


def tab_to(page: Page, name: str, within: str) -> None:
    """Press Tab until a link has the focus, which one sees at every step of the way."""
    link = page.locator(within).get_by_role("link", name=name, exact=True)
    goal = link.element_handle()
    for _ in range(200):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), page.evaluate("document.activeElement.outerHTML")
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {name}")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_keyboard_is_enough_to_choose_and_to_leaf(
    browser: Browser, golden_address: str, width: int
) -> None:
    """An audience and back, a month, a day in it, the next month and an event: by Tab and Enter."""
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-02T10:00:00Z")
    page.goto(f"{golden_address}/en/events/")
    for within, name, path in (
        ("main nav", "Students", "for/students/"),
        ("main", "All events", ""),
        ("[aria-labelledby=Months]", "June 2026", "2026-06/"),
        ("aside nav", "July 2026", "2026-07/"),
        ("table", "9", "2026-07/#Day-9"),
        ("[aria-labelledby=Day-9]", "Tea on Thursdays", "thursday-tea/"),
    ):
        tab_to(page, name, within)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{golden_address}/en/events/{path}")
    context.close()
