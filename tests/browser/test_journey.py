"""A candidate's way through the portal, with JavaScript off."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

TEXTS = {
    "en": {
        "invitation": "English",
        "who": "Who could hire me?",
        "jobs": "Jobs at",
        "life": "My life",
        "stories": "Stories",
        "other": "Dansk",
    },
    "da": {
        "invitation": "dansk",
        "who": "Hvem kan ansætte mig?",
        "jobs": "Job hos",
        "life": "Mit liv",
        "stories": "Historier",
        "other": "English",
    },
}


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["en", "da"])
def test_from_the_front_door_to_a_company_its_place_a_guide_and_a_story(
    page: Page, address: str, language: str
) -> None:
    """Language, competence, company, the same company in the other language, contact, guide, story."""
    texts = TEXTS[language]
    page.goto(f"{address}/")
    page.locator(f"a[hreflang='{language}']").click()
    page.wait_for_url(f"{address}/{language}/")

    page.get_by_role("link", name=texts["who"]).click()
    page.locator("a[href$='/software-developer/']").first.click()
    card = page.locator(".company-card a").first
    path = card.get_attribute("href")
    card.click()
    page.wait_for_url(f"{address}{path}")
    company = page.locator("h1").inner_text()
    assert page.get_by_role("link", name=texts["jobs"]).get_attribute("href").startswith("https://")

    page.locator("header").get_by_role("link", name=texts["other"]).click()
    page.wait_for_url(lambda url: not url.startswith(f"{address}/{language}/"))
    assert page.locator("h1").inner_text() == company
    page.go_back()

    page.locator(".contact-ways a[href^='/']").first.click()
    contact = page.locator(".contact").first
    expect(contact.locator("a[href^='https://'], a[href^='mailto:']")).not_to_have_count(0)

    page.locator(".site-nav").get_by_role("link", name=texts["life"]).click()
    page.locator(".article-card a").first.click()
    expect(page.locator(".contents a").nth(2)).to_be_attached()
    page.wait_for_load_state()
    page.locator(".contents a").last.click()
    expect(page).to_have_url(re.compile("#"))

    page.locator(".site-nav").get_by_role("link", name=texts["stories"]).click()
    page.locator(".article-card a").first.click()
    expect(page.locator(".path dt").nth(2)).to_be_attached()


def test_nothing_is_fetched_from_elsewhere_and_no_cookie_is_set(
    browser: Browser, address: str
) -> None:
    """A visit asks no other host for anything and leaves nothing behind."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/en/", "/en/companies/vola/", "/da/mit-liv/"):
        page.goto(address + path, wait_until="networkidle")
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert context.cookies() == []
    context.close()


def test_the_console_stays_silent(browser: Browser, address: str) -> None:
    """No page type breaks its own content security policy or asks for a file that is not there."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/", "/en/", "/en/companies/vola/", "/da/kommuner/", "/en/my-life/housing/"):
        page.goto(address + path, wait_until="networkidle")
    assert said == []
    page.close()
