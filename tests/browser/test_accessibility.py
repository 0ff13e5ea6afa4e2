"""Every page type meets WCAG 2.2 AA as far as a machine can tell."""

import pytest
from axe import axe_faults
from playwright.sync_api import Browser
from website import Website


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_any_page_type(
    browser: Browser, address: str, real_site: Website, width: int, scheme: str
) -> None:
    """axe-core has no complaint about one page of each kind in each language."""
    found = {}
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for _, _, path in real_site.samples():
        page.goto(address + path)
        violations = axe_faults(page)
        if violations:
            found[path] = violations
    context.close()
    assert not found


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(
    browser: Browser, address: str, real_site: Website, width: int
) -> None:
    """Every kind of page fits its window, down to 320 px."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    wide = []
    for _, _, path in real_site.samples():
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    context.close()
    assert not wide


def test_text_twice_as_large_still_fits(browser: Browser, address: str, real_site: Website) -> None:
    """With text at 200 % nothing is cut off or pushed out at 1280 px (WCAG 1.4.4)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wide = []
    for _, _, path in real_site.samples():
        page.goto(address + path)
        page.evaluate("document.documentElement.style.fontSize = '212%'")
        if page.evaluate("document.documentElement.scrollWidth") > 1280:
            wide.append(path)
    context.close()
    assert not wide


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    """The first tab stop skips to the content, and focus is visible there."""
    page = browser.new_page()
    page.goto(f"{address}/en/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#Content"
    assert focused.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "Content"
    page.close()


def test_every_link_of_a_profile_shows_its_focus(
    browser: Browser, address: str, real_site: Website
) -> None:
    """Tabbing through a profile, each stop has an outline."""
    profile = next(
        a for language, kind, a in real_site.samples() if (language, kind) == ("en", "company")
    )
    page = browser.new_page()
    page.goto(address + profile)
    stops = page.locator("a[href]:visible, summary:visible").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
    page.close()


def test_right_to_left_long_words_and_hostile_texts_are_accessible(
    browser: Browser, golden_address: str, published_golden_site: Website
) -> None:
    """On the made-up portal, axe finds nothing at 360 px and no page of a company or job scrolls sideways."""
    site = published_golden_site
    samples = {path for language, _, path in site.samples() if language == "ar"}
    whole = {path for path in site.pages if site.kind(path) in {"company", "job", "gone-job"}}
    context = browser.new_context(viewport={"width": 360, "height": 900})
    page = context.new_page()
    found: dict[str, object] = {}
    for path in sorted(samples | whole):
        page.goto(golden_address + path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            found[path] = "scrolls sideways"
        elif path in samples:
            violations = axe_faults(page)
            if violations:
                found[path] = violations
    context.close()
    assert not found
