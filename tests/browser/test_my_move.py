"""My move: one's own list from five answers, kept in the address and the browser, and as a calendar."""

from urllib.parse import urlsplit

import pytest
from axe import axe_faults
from calendars import read_by_both
from playwright.sync_api import Browser, Page, expect
from strict_calendar import Property, components, unescaped

MINE = "citizenship=other&purpose=work&companions=both&municipality=aarhus&arrival=2027-03-01"
SHOWN = "[data-step]:visible"


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def slugs(page: Page) -> list[str]:
    """The steps that are shown, as they stand on the page."""
    return page.locator(SHOWN).evaluate_all("found => found.map(one => one.dataset.step)")


def test_five_answers_make_a_list_in_the_right_order(page: Page, address: str) -> None:
    """Who comes alone to work from the EU sees fewer steps, each after those that it needs."""
    page.goto(f"{address}/en/my-life/my-move/")
    everything = slugs(page)
    assert page.locator(".move-situation:visible").count() > 5
    assert page.locator("[data-move] :is(select, input)").count() == 5
    page.get_by_label("Which passport do you have?").select_option("eu")
    page.get_by_label("What do you come for?").select_option("work")
    page.get_by_label("Who comes with you?").select_option("nobody")
    page.get_by_label("Where will you live?").select_option("viborg")
    mine = slugs(page)
    assert len(mine) < len(everything)
    assert {"eu-residence-document", "cpr-number", "tax-card", "book-ics-west"} <= set(mine)
    assert not {"work-permit", "school-place", "student-grant", "partner-consultant"} & set(mine)
    orders = page.locator(SHOWN).evaluate_all("found => found.map(one => +one.dataset.order)")
    assert orders == sorted(orders)
    assert page.locator(".move-situation:visible").count() == 0
    assert f"{len(mine)} steps for you." in page.locator("[data-move-status]").inner_text()
    first = page.locator("#Step-cpr-number [data-after] li:visible").all_inner_texts()
    assert "Get your EU residence document" in first
    assert "Apply for a residence and work permit" not in first


@pytest.mark.parametrize(
    ("language", "path", "deadline", "advice"),
    [
        ("en", "/en/my-life/my-move/", "by 6 March 2027", "about 11 March 2027"),
        ("da", "/da/mit-liv/min-flytning/", "senest 6. marts 2027", "omkring 11. marts 2027"),
    ],
)
def test_dates_are_counted_from_the_arrival_and_said_in_the_language(
    page: Page, address: str, language: str, path: str, deadline: str, advice: str
) -> None:
    """A rule has its day, and advice about the day, as the page's language writes days."""
    page.goto(f"{address}{path}#{MINE}")
    assert page.locator("#Step-cpr-number [data-date]").inner_text() == deadline
    assert page.locator("#Step-mitid [data-date]").inner_text() == advice
    assert page.locator("#Step-mitid time").get_attribute("datetime") == "2027-03-11"
    assert page.locator("html").get_attribute("lang") == language


def test_answers_and_ticks_are_kept_and_shared_but_never_sent(page: Page, address: str) -> None:
    """They stand behind the # of the address and in the browser; no request ever holds them."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/en/my-life/my-move/?municipality=aarhus")
    assert page.get_by_label("Where will you live?").input_value() == "aarhus"
    page.get_by_label("Which passport do you have?").select_option("eu")
    page.get_by_label("When do you arrive?").fill("2027-03-01")
    page.locator("#Step-find-a-home").get_by_label("Done: Find a home").check()
    assert urlsplit(page.url).query == ""
    assert urlsplit(page.url).fragment == (
        "citizenship=eu&municipality=aarhus&arrival=2027-03-01&done=find-a-home"
    )
    shared = page.url
    page.goto(f"{address}/en/")
    page.goto(f"{address}/en/my-life/my-move/")
    assert page.get_by_label("Which passport do you have?").input_value() == "eu"
    assert page.locator("#Step-find-a-home input").is_checked()
    page.locator(".site-languages a[hreflang='da'], .site-languages a[lang='da']").first.click()
    expect(page.locator("#Step-find-a-home input")).to_be_checked()
    assert not any("citizenship" in url or "find-a-home" in url for url in asked)
    assert page.context.cookies() == []

    other = page.context.browser.new_context()
    friend = other.new_page()
    friend.goto(shared)
    assert friend.locator("#Step-find-a-home input").is_checked()
    assert friend.get_by_label("When do you arrive?").input_value() == "2027-03-01"
    assert friend.evaluate("localStorage.getItem('my-move')") is None
    other.close()


def test_starting_over_forgets_everything(page: Page, address: str) -> None:
    """Nothing is left in the address or the browser, and the whole list stands as it did."""
    page.goto(f"{address}/en/my-life/my-move/")
    everything = slugs(page)
    page.get_by_label("Which passport do you have?").select_option("nordic")
    page.locator("#Step-cpr-number input").check()
    page.get_by_role("button", name="Start over").click()
    assert page.evaluate("localStorage.getItem('my-move')") is None
    assert urlsplit(page.url).fragment == ""
    assert slugs(page) == everything
    assert page.locator("[data-step] input:checked").count() == 0
    assert page.locator("[data-move-result]").is_hidden()
    assert page.evaluate("document.activeElement.name") == "citizenship"


def test_an_address_that_somebody_made_up_does_no_harm(page: Page, address: str) -> None:
    """Answers that there are not, and steps that there are not, are left out."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(
        f"{address}/en/my-life/my-move/#citizenship=%3Cimg%20src=x%3E&purpose=spying&municipality=atlantis"
        "&arrival=2027-02-31&done=no-such-step.cpr-number.%22%3E"
    )
    assert page.locator("#Step-cpr-number input").is_checked()
    assert page.locator(".move-situation:visible").count() > 5
    page.locator("#Step-mitid input").check()
    assert "spying" not in page.url
    assert errors == []


def test_a_calendar_file_has_what_is_left_to_do(page: Page, address: str) -> None:
    """Every step with a day is in it, once, but not what is ticked off."""
    page.goto(f"{address}/da/mit-liv/min-flytning/#{MINE}&done=tax-card")
    with page.expect_download() as downloading:
        page.locator("[data-move-calendar]").click()
    download = downloading.value
    assert download.suggested_filename == "min-flytning.ics"
    content = download.path().read_bytes().decode("utf-8")
    events = {
        event["UID"][0].value.partition(".my-move@")[0]: event
        for event in components(read_by_both(content), "VEVENT")
    }
    assert set(events) == set(slugs(page)) - {"tax-card"}
    event = events["cpr-number"]
    assert event["DTSTART"] == [Property("20270306", {"VALUE": "DATE"})]
    title = "Frist: Meld flytning og få et CPR-nummer"
    assert event["SUMMARY"] == [Property(title, {"LANGUAGE": "da"})]
    told = unescaped(event["DESCRIPTION"][0].value)
    assert "https://www.norden.org/da/info-norden/folkeregistrering-i-danmark" in told
    assert event["URL"][0].value.endswith("#Step-cpr-number")


def test_two_readers_accept_the_calendar_of_any_list(page: Page, address: str) -> None:
    """In each language, for everybody who comes, however the steps are worded."""
    for path in ("en/my-life/my-move", "da/mit-liv/min-flytning"):
        for answers in (MINE, MINE.replace("other", "eu"), MINE.replace("work", "study")):
            page.goto("about:blank")
            page.goto(f"{address}/{path}/#{answers}")
            with page.expect_download() as downloading:
                page.locator("[data-move-calendar]").click()
            content = downloading.value.path().read_bytes().decode("utf-8")
            found = components(read_by_both(content), "VEVENT")
            assert len(found) == len(slugs(page))


def test_without_an_arrival_there_are_no_dates_and_no_calendar(page: Page, address: str) -> None:
    """The page says what is missing."""
    page.goto(f"{address}/en/my-life/my-move/#citizenship=eu")
    assert page.locator("[data-date]:visible").count() == 0
    assert page.locator("[data-move-calendar]").is_hidden()
    assert "Say when you arrive" in page.locator("[data-move-status]").inner_text()


def test_what_has_passed_is_told(page: Page, address: str) -> None:
    """A day that is over is said to be, until the step is ticked off."""
    page.goto(f"{address}/en/my-life/my-move/#citizenship=eu&arrival=2020-03-01")
    when = page.locator("#Step-cpr-number [data-date]")
    assert when.inner_text() == "6 March 2020 has passed"
    page.locator("#Step-cpr-number input").check()
    assert when.inner_text() == "by 6 March 2020"


def test_the_list_can_be_made_with_the_keyboard(page: Page, address: str) -> None:
    """Answers, the way to the list and ticks need no mouse, and the focus stays where it is."""
    page.goto(f"{address}/en/my-life/my-move/")
    page.get_by_label("Which passport do you have?").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(5):
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "Mine"
    page.locator("#Step-rules-for-your-passport input").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.closest('li').dataset.step") == (
        "rules-for-your-passport"
    )
    assert "1 done." in page.locator("[data-move-status]").inner_text()


def test_without_a_script_every_step_stands_under_its_situation(
    browser: Browser, address: str
) -> None:
    """The whole list, with headings by time and situation, and nothing that does not work."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{address}/da/mit-liv/min-flytning/")
    assert page.locator(SHOWN).count() >= 30
    headings = page.locator(".move-situation").all_inner_texts()
    assert {"For alle", "Med børn", "Statsborgere i andre lande · til et job"} <= set(headings)
    for hidden in ("[data-move]", "[data-move-result]", "[data-tick]", "[data-date]"):
        assert page.locator(f"{hidden}:visible").count() == 0
    context.close()


def test_on_paper_there_are_the_steps_and_their_addresses(page: Page, address: str) -> None:
    """The form, buttons and lists of sources stay on the screen."""
    page.goto(f"{address}/en/my-life/my-move/#{MINE}")
    page.emulate_media(media="print")
    assert page.locator("[data-move]").is_hidden()
    assert page.locator("[data-move-print]").is_hidden()
    assert page.locator(".move-sources:visible").count() == 0
    assert page.locator("#Step-cpr-number").is_visible()
    assert page.locator("[data-move-status]").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_personal_list_is_accessible_and_fits(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """Nothing for axe to complain about in a list with dates, ticks and open sources; nothing scrolls sideways."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for path in ("/en/my-life/my-move/", "/da/mit-liv/min-flytning/"):
        page.goto(f"{address}{path}#{MINE}&done=find-a-home")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto("about:blank")
    context.close()


def test_it_works_from_right_to_left(browser: Browser, golden_address: str) -> None:
    """The Arabic list of the golden site has dates in its language, and fits."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{golden_address}/ar/ar-my-life/ar-my-move/#citizenship=other&arrival=2027-03-01")
    assert slugs(page) == ["ask-the-owls", "wind-permit", "register", "nursery", "island-boat"]
    assert "مارس" in page.locator("#Step-register time").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_faults(page) == []
    page.get_by_label("Who comes with you?").select_option("nobody")
    assert "nursery" not in slugs(page)
    context.close()
