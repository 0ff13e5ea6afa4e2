"""People like me: stories by country, profession and situation, on the golden site and the portal's own."""

from collections.abc import Iterator

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, Locator, Page, expect

ADDRESSES = {"en": "/en/stories/", "da": "/da/historier/"}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose scripts must not fail and whose security policy must not be broken."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []
    context.close()


def shown(page: Page) -> Locator:
    return page.locator(".article-card:visible")


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"select[name={name}]").select_option(value)


@pytest.mark.parametrize("language", ADDRESSES)
def test_what_is_chosen_narrows_the_list_and_stands_in_the_address(
    page: Page, address: str, language: str
) -> None:
    """Two things at once; the address opens the same list again, and takes it along to the other language."""
    page.goto(address + ADDRESSES[language])
    everybody = shown(page).count()
    choose(page, "country", "DE")
    germans = shown(page).count()
    assert 0 < germans < everybody
    choose(page, "came", "for-work")
    expect(shown(page)).to_have_count(1)
    expect(shown(page)).to_contain_text("Holger Hampe-Hecht")
    expect(page.locator("[data-people-status]")).to_have_text(
        ("1 story", "1 historie")[language == "da"]
    )
    page.goto(page.url)
    expect(shown(page)).to_have_count(1)
    page.locator(".site-languages a[href]").first.click()
    expect(shown(page)).to_have_count(1)
    page.get_by_role("button").filter(has_text=("Show all", "Vis alle")[language == "en"]).click()
    expect(shown(page)).to_have_count(everybody)
    assert "?" not in page.url


def test_where_nobody_fits_those_come_who_come_closest(page: Page, address: str) -> None:
    """The same field counts, though for less than the same profession; unknown values count for nothing."""
    page.goto(
        f"{address}/en/stories/?country=AU&profession=competence-specialist-nurse&came=nonsense"
    )
    expect(page.locator("[data-people-status]")).to_contain_text("come closest")
    found = shown(page).all_inner_texts()
    assert len(found) == len([text for text in found if "Australia" in text or "nurse" in text])
    assert found
    page.goto(f"{address}/en/stories/?profession=competence-specialist-nurse")
    expect(page.locator("[data-people-status]")).to_have_text("1 story")


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    """From one choice to the next and on to the first person who is left."""
    page.goto(address + ADDRESSES["en"])
    page.locator("select[name=country]").focus()
    page.keyboard.type("Bel")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=profession]")).to_be_focused()
    expect(shown(page)).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(shown(page).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, golden_address: str, width: int
) -> None:
    """With the form, in every language, and where nobody fits."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    found = {}
    for where in (
        *(address + path for path in ADDRESSES.values()),
        f"{address}/en/stories/?country=AU&came=to-study",
        f"{golden_address}/en/stories/",
        f"{golden_address}/en/ambassadors/",
        f"{golden_address}/ar/ar-ambassadors/",
    ):
        page.goto(where)
        expect(page.locator("[data-people]")).to_be_visible()
        found[where] = axe_faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert [where for where, faults in found.items() if faults] == []


def test_ambassadors_are_chosen_alike_and_go_with_their_consent(
    browser: Browser, golden_address: str
) -> None:
    """Also on the pages of companies, the minute after the last day; a choice brings nobody back."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    cards = page.locator(".ambassador-card:visible")
    page.clock.install(time="2026-06-03T23:58:00Z")
    page.goto(f"{golden_address}/en/ambassadors/")
    expect(cards).to_have_count(2)
    choose(page, "country", "JO")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("hosts@hosts.example")
    page.clock.run_for(180_000)
    expect(cards).to_have_count(0)
    choose(page, "country", "")
    expect(cards).to_have_count(1)
    page.goto(f"{golden_address}/en/companies/example-windmills/")
    expect(page.locator(".ambassador-card")).to_have_count(1)
    expect(cards).to_have_count(0)
    context.close()


def test_without_a_script_all_stories_stand_there(browser: Browser, address: str) -> None:
    """And say of whom they tell; a form that does nothing is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + ADDRESSES["en"])
    assert shown(page).count() > 1
    expect(page.locator("[data-people]")).to_be_hidden()
    expect(page.locator(".article-card").filter(has_text="Came to study").first).to_be_visible()
    context.close()
