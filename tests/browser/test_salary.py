"""What is left of a salary, worked out while somebody types, in both languages."""

import re
import runpy
from collections.abc import Iterator

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import PROJECT

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.salary import newest_tax
from plugins.portal.salary import KRONE, a_month, ordinary_pay, rates_of, scheme_pay
from plugins.portal.settings import read_settings

ADDRESSES = {"en": "/en/my-life/pay-after-tax/", "da": "/da/mit-liv/loen-efter-skat/"}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts must not fail and whose security policy must not be broken."""
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


@pytest.fixture(scope="module")
def edition() -> Edition:
    settings = read_settings(runpy.run_path(str(PROJECT / "pelicanconf.py")), PROJECT)
    return Edition(load_content(settings), "en")


def left(page: Page) -> int:
    text = page.locator("[data-line=left] [data-month]").inner_text()
    return int(re.sub(r"\D", "", text))


def test_typing_works_it_out_and_the_address_keeps_it(
    page: Page, address: str, edition: Edition
) -> None:
    """Salary, place, church and pension change the result at once; the address opens it again."""
    tax = newest_tax(edition)
    assert tax
    viborg = rates_of(tax, "viborg")
    assert viborg
    page.goto(address + ADDRESSES["en"])
    page.get_by_label("Salary a month").fill("71,500")
    page.get_by_label("Where you will live").select_option("viborg")
    page.get_by_label("Your own pension share").fill("4.5")
    page.get_by_label("I am a member").check()
    slip = ordinary_pay(tax, viborg, 71_500 * KRONE, is_member=True, pension=450)
    assert left(page) == a_month(slip.net)
    status = page.locator("[data-salary-status]")
    expect(status).to_contain_text(f"{a_month(slip.net):,}")
    expect(status).to_contain_text("Viborg")
    kept = page.url.split("?", 1)[1]
    page.goto(f"{address}{ADDRESSES['da']}?{kept}")
    assert left(page) == a_month(slip.net)
    expect(page.locator("[data-line=municipal] [data-rate]")).to_have_text("25,5\xa0%")
    switch = page.locator(".site-languages a[href]").first
    assert kept in (switch.get_attribute("href") or "")


def test_the_scheme_leaves_the_same_everywhere(page: Page, address: str, edition: Edition) -> None:
    """It hides what it does not take, and says when the salary is too low for a key employee."""
    tax = newest_tax(edition)
    assert tax
    page.goto(f"{address}{ADDRESSES['en']}?scheme=1&salary=90000")
    assert left(page) == a_month(scheme_pay(tax, 90_000 * KRONE).net)
    expect(page.locator("[data-line=municipal]")).to_be_hidden()
    note = page.locator("[data-salary-note]")
    expect(note).to_be_hidden()
    page.get_by_label("Salary a month").fill("50000")
    expect(note).to_be_visible()
    expect(note).to_contain_text("researchers")
    assert left(page) == a_month(scheme_pay(tax, 50_000 * KRONE).net)


@pytest.mark.parametrize("typed", ["much", "5", "-30000", "12345678"])
def test_what_is_no_salary_is_told(page: Page, address: str, typed: str) -> None:
    """The field is marked, the reason is said, and no old result stands there."""
    page.goto(address + ADDRESSES["en"])
    page.get_by_label("Salary a month").fill(typed)
    expect(page.get_by_label("Salary a month")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-salary-status]")).to_contain_text("between 10,000 and 999,999")
    expect(page.locator("[data-salary-slip]")).to_be_hidden()


def test_an_odd_address_asks_for_nothing_odd(page: Page, address: str) -> None:
    """A place that is none, and scripts in the address, leave the page as it was."""
    page.goto(f"{address}{ADDRESSES['en']}?place=nowhere&pension=<script>&church=2&scheme=x")
    expect(page.get_by_label("Where you will live")).to_have_value("aarhus")
    expect(page.get_by_label("I am a member")).not_to_be_checked()
    expect(page.locator("[data-salary-status]")).to_contain_text("pension share between")


@pytest.mark.parametrize("language", ADDRESSES)
def test_without_scripts_the_tables_say_it(browser: Browser, address: str, language: str) -> None:
    """No field that does nothing; a worked example and every municipality stand there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + ADDRESSES[language])
    expect(page.locator("[data-salary]")).to_be_hidden()
    expect(page.locator("[data-salary-status]")).not_to_be_empty()
    places = page.locator(".salary-places").first.locator("tbody tr")
    assert places.count() == len([*(PROJECT / "content" / "municipalities").glob("*.yaml")])
    context.close()


def test_everything_is_reached_by_keyboard(page: Page, address: str) -> None:
    """From the first field the others follow, and the space bar chooses."""
    page.goto(address + ADDRESSES["en"])
    page.get_by_label("Salary a month").focus()
    for name in ("place", "pension", "church", "scheme"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name
    page.keyboard.press("Space")
    expect(page.locator("[data-line=scheme]")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("query", ["?scheme=1&salary=50000", "?salary=x"])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, width: int, query: str
) -> None:
    """With notes and faults shown, too; nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + ADDRESSES["da"] + query)
    page.wait_for_timeout(100)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_the_result_stands_without_the_form(page: Page, address: str) -> None:
    """What is printed is the answer."""
    page.goto(address + ADDRESSES["en"])
    page.emulate_media(media="print")
    expect(page.locator("[data-salary]")).to_be_hidden()
    expect(page.locator(".salary-slip")).to_be_visible()
