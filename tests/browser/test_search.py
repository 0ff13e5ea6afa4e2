"""Searching as a candidate does: typing, by keyboard, by address, in both languages, without a script."""

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect


class Words(NamedTuple):
    """What a language calls the things that the tests look for."""

    home: str
    search: str
    other: str
    query: str
    """A profession that has a page of its own."""
    misspelt: str
    found: str
    """The title of that page."""
    instead: str
    unlike: str
    """A word that is none of the portal's and no misspelling of one."""
    nearest: str
    """One of the words that are offered instead."""
    none: str
    failed: str


LANGUAGES = {
    "en": Words(
        home="/en/",
        search="/en/search/",
        other="/da/soeg/",
        query="nurse",
        misspelt="nurce",
        found="Nurse",
        instead="Showing results for nurse instead of nurce.",
        unlike="goldsmith",
        nearest="blacksmith",
        none="Nothing was found for",
        failed="The search did not load",
    ),
    "da": Words(
        home="/da/",
        search="/da/soeg/",
        other="/en/search/",
        query="sygeplejerske",
        misspelt="sygepljerske",
        found="Sygeplejerske",
        instead="Viser resultater for sygeplejerske i stedet for sygepljerske.",
        unlike="sømand",
        nearest="formand",
        none="Der blev ikke fundet noget for",
        failed="Søgningen blev ikke indlæst",
    ),
}
UNKNOWN = "qqxxqqzzxx"
HOSTILE = [
    "*",
    "~",
    "foo:bar",
    "+nurse -horsens",
    "nurse^10 ~3",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "{number} {query}",
    "%(query)s %s",
    "__proto__ constructor toString",
    "🧑‍⚕️ 🐄",
    "\u202enurse\u200f\u202c",
    "n\u0000urse",
    "nurse " * 2000,
    "x" * 10_000,
    "%E0%A4%A",
    "'; DROP TABLE",
    "\\ / ? # & =",
]

COUNTED = re.compile(r"^[\d.,]+ (result|resultat)", re.IGNORECASE)

Open = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def open_page(context: BrowserContext, address: str) -> Iterator[Open]:
    """Open an address of the portal in a page of its own; nothing in it may go wrong unnoticed."""
    said: list[str] = []

    def open_at(path: str, **query: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.goto(f"{address}{path}" + (f"?{urlencode(query)}" if query else ""))
        return page

    yield open_at
    assert said == []


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return LANGUAGES[request.param]


def field(page: Page):
    return page.locator("input[name=q]")


def results(page: Page):
    return page.locator("[data-search-list] > li")


def status(page: Page):
    return page.locator("[role=status][data-search-status]")


def searched(page: Page) -> dict[str, str]:
    """What the address says is searched."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_address(page: Page, **query: str) -> None:
    page.wait_for_function(
        "wanted => JSON.stringify(Object.fromEntries(new URLSearchParams(location.search))) === wanted",
        arg=json.dumps(query, separators=(",", ":")),
    )


class TestTyping:
    def test_results_come_with_the_third_letter(self, open_page: Open, words: Words) -> None:
        """Two letters show nothing yet; with the third, results take the place of the lists."""
        page = open_page(words.search)
        field(page).press_sequentially(words.query[:2])
        page.wait_for_timeout(300)
        expect(results(page)).to_have_count(0)
        expect(page.locator("[data-search-browse]")).to_be_visible()
        field(page).press_sequentially(words.query[2:3])
        expect(results(page).first).to_be_visible()
        expect(page.locator("[data-search-browse]")).to_be_hidden()

    def test_what_was_typed_is_found_first_and_marked(self, open_page: Open, words: Words) -> None:
        """A profession's own page comes first, with the word marked that was typed."""
        page = open_page(words.search)
        field(page).press_sequentially(words.query)
        expect(results(page).first.get_by_role("link")).to_have_text(words.found)
        expect(results(page).first.locator("a mark")).to_have_text(words.found)

    def test_a_screen_reader_hears_the_count(self, open_page: Open, words: Words) -> None:
        """The number of results is said in a live region, and it is that of the results."""
        page = open_page(words.search, q=words.query)
        expect(status(page)).to_have_text(COUNTED)
        total = int("".join(filter(str.isdigit, status(page).inner_text())))
        assert total >= results(page).count() > 0

    def test_more_results_follow_the_first(self, open_page: Open) -> None:
        """A long list grows on request, and the focus stands on the first that is new."""
        page = open_page("/en/search/", q="engineer")
        expect(results(page)).to_have_count(20)
        page.get_by_role("button", name="More results").click()
        expect(results(page).nth(20).get_by_role("link")).to_be_focused()

    def test_nothing_is_fetched_before_the_first_focus(self, open_page: Open, words: Words) -> None:
        """A visitor who does not search pays for the few lines that watch the field alone."""
        page = open_page(words.home)
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
        page.reload(wait_until="networkidle")
        assert not [path for path in fetched if "/search-fields" in path or "/search/" in path]
        with page.expect_request("**/search/*.json"), page.expect_request("**/search-fields-*"):
            field(page).focus()

    def test_what_is_needed_first_is_asked_for_at_once(
        self, context: BrowserContext, address: str, words: Words
    ) -> None:
        """The index comes with the code, not after it, and once."""
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/search-fields-*", hold)
        page.goto(f"{address}{words.home}")
        with page.expect_response("**/search/*.json"):
            field(page).focus()
        held[0].continue_()
        field(page).press_sequentially(words.query)
        expect(page.locator("a[data-search-hit]").first).to_be_visible()
        assert len([path for path in asked if path.startswith("/search/")]) == 1

    def test_an_open_page_finds_a_newer_index(
        self, context: BrowserContext, address: str, words: Words
    ) -> None:
        """The portal was published anew and the pieces that the page knows of are gone."""
        page = context.new_page()
        page.goto(f"{address}{words.search}?q={words.query}")
        expect(results(page).first).to_be_visible()
        gone: list[str] = []

        def lose(route: Route) -> None:
            gone.append(route.request.url)
            route.fulfill(status=404, body="")

        page.route("**/static/search/*/*/terms-*", lose, times=1)
        # What is typed is searched for before Enter is pressed, so the wait begins before both.
        with page.expect_response("**/search/*.json"):
            field(page).fill(LANGUAGES["da" if words is LANGUAGES["en"] else "en"].query)
            field(page).press("Enter")
        expect(results(page).first).to_be_visible()
        expect(status(page)).not_to_contain_text(words.failed)
        assert gone

    def test_words_of_the_other_language_are_found(self, open_page: Open) -> None:
        """A candidate searches in the language that comes to mind."""
        page = open_page("/en/search/", q="sygeplejerske")
        expect(results(page).filter(has_text="Nurse").first).to_be_visible()


class TestKeyboard:
    def test_slash_focuses_the_field_of_any_page(self, open_page: Open) -> None:
        """The key leads to the field, and in the field it is a letter."""
        for path in ("/en/", "/en/search/", "/en/companies/vola/"):
            page = open_page(path)
            page.keyboard.press("/")
            expect(field(page)).to_be_focused()
            page.keyboard.type("a/b")
            expect(field(page)).to_have_value("a/b")

    def test_slash_can_be_turned_off(self, open_page: Open) -> None:
        """Who speaks to the computer can turn the key off, for the next visits too (WCAG 2.1.4)."""
        page = open_page("/en/search/")
        page.locator("summary").click()
        page.locator("[data-search-slash]").uncheck()
        page.locator("summary").focus()
        page.keyboard.press("/")
        expect(field(page)).not_to_be_focused()
        again = open_page("/en/")
        again.keyboard.press("/")
        expect(field(again)).not_to_be_focused()
        expect(open_page("/en/search/").locator("[data-search-slash]")).not_to_be_checked()

    def test_arrows_move_and_enter_opens(self, open_page: Open, words: Words) -> None:
        """Down goes from the field through the results, up goes back, Enter opens."""
        page = open_page(words.search, q=words.query)
        expect(results(page).nth(1)).to_be_visible()
        links = results(page).get_by_role("link")
        field(page).focus()
        for key, target in (
            ("ArrowDown", links.nth(0)),
            ("ArrowDown", links.nth(1)),
            ("ArrowUp", links.nth(0)),
            ("ArrowUp", field(page)),
            ("ArrowUp", field(page)),
            ("ArrowDown", links.nth(0)),
        ):
            page.keyboard.press(key)
            expect(target).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(words.found)

    def test_escape_clears(self, open_page: Open, words: Words) -> None:
        """From a result, Escape leads back to an empty field and to the lists."""
        page = open_page(words.search, q=words.query)
        expect(results(page).first).to_be_visible()
        field(page).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_value("")
        expect(page.locator("[data-search-browse]")).to_be_visible()
        assert searched(page) == {}


class TestBox:
    def test_first_results_stand_below_the_field(self, open_page: Open, words: Words) -> None:
        """The field in the head shows the best results, and its keys are those of the page."""
        page = open_page(words.home)
        page.keyboard.press("/")
        page.keyboard.type(words.query)
        link = page.locator(".search-panel a").first
        expect(link).to_have_text(words.found)
        page.keyboard.press("ArrowDown")
        expect(link).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".search-panel")).to_be_hidden()
        expect(field(page)).to_have_value("")
        expect(field(page)).to_be_focused()

    def test_all_results_are_one_step_away(self, open_page: Open, words: Words) -> None:
        """The last link, and Enter in the field, lead to the page with the same search."""
        for way in ("link", "Enter"):
            page = open_page(words.home)
            field(page).press_sequentially(words.query)
            all_results = page.locator(".search-all")
            expect(all_results).to_be_visible()
            if way == "link":
                all_results.click()
            else:
                field(page).press("Enter")
            expect(results(page).first).to_be_visible()
            assert searched(page) == {"q": words.query}
            expect(field(page)).to_have_value(words.query)

    def test_all_results_are_those_of_what_was_typed_last(
        self, open_page: Open, words: Words
    ) -> None:
        """Who types on while the answer for fewer letters is shown is not led to that one's."""
        page = open_page(words.home)
        field(page).press_sequentially(words.query[:4])
        all_results = page.locator(".search-all")
        expect(all_results).to_be_visible()
        page.evaluate(
            """([rest]) => {
                const field = document.querySelector("input[name=q]");
                field.value += rest;
                field.dispatchEvent(new Event("input"));
                document.querySelector(".search-all").click();
            }""",
            [words.query[4:]],
        )
        expect(results(page).first).to_be_visible()
        assert searched(page) == {"q": words.query}

    def test_it_closes_when_the_focus_leaves(self, open_page: Open) -> None:
        """What opened over the page gives it back."""
        page = open_page("/en/")
        field(page).press_sequentially("nurse")
        expect(page.locator(".search-panel")).to_be_visible()
        page.locator("h1").click()
        expect(page.locator(".search-panel")).to_be_hidden()

    def test_misspelt_and_unknown_words_say_so(self, open_page: Open, words: Words) -> None:
        """The field says what was searched instead, and when there is nothing."""
        page = open_page(words.home)
        field(page).press_sequentially(words.misspelt)
        expect(page.locator(".search-said")).to_have_text(words.instead)
        field(page).fill(UNKNOWN)
        expect(page.locator(".search-said")).to_contain_text(words.none)


class TestAddress:
    def test_the_address_holds_the_search(self, open_page: Open, words: Words) -> None:
        """What was typed can be loaded again, shared, and seen in the title."""
        page = open_page(words.search)
        field(page).press_sequentially(f"{words.query} horsens")
        wait_for_address(page, q=f"{words.query} horsens")
        assert page.title().startswith(f"{words.query} horsens")
        expect(results(page).first).to_be_visible()
        before = results(page).all_inner_texts()
        page.reload()
        expect(field(page)).to_have_value(f"{words.query} horsens")
        expect(results(page).first).to_be_visible()
        assert results(page).all_inner_texts() == before

    def test_back_returns_to_the_search_before(self, open_page: Open, words: Words) -> None:
        """Each search that a visitor settled on is a step; the letters on the way are none."""
        page = open_page(words.search)
        field(page).press_sequentially(words.query, delay=20)
        expect(results(page).first).to_be_visible()
        field(page).press("Enter")
        wait_for_address(page, q=words.query)
        field(page).fill("horsens")
        wait_for_address(page, q="horsens")
        page.locator("input[value=company]").check()
        wait_for_address(page, q="horsens", kind="company")
        page.go_back()
        expect(page.locator("input[value='']")).to_be_checked()
        wait_for_address(page, q="horsens")
        page.go_back()
        expect(field(page)).to_have_value(words.query)
        expect(results(page).first.get_by_role("link")).to_have_text(words.found)
        page.go_back()
        expect(field(page)).to_have_value("")
        expect(page.locator("[data-search-browse]")).to_be_visible()

    def test_back_from_a_result_shows_the_results_again(self, open_page: Open) -> None:
        """A candidate looks at one employer after the other."""
        page = open_page("/en/search/")
        field(page).press_sequentially("nurse")
        results(page).nth(1).get_by_role("link").click()
        expect(page.locator(".search-form")).to_have_count(0)
        page.go_back()
        expect(field(page)).to_have_value("nurse")
        expect(results(page).first).to_be_visible()

    def test_the_same_search_in_the_other_language(self, open_page: Open, words: Words) -> None:
        """Both switches lead to the other language's search for the same words."""
        page = open_page(words.search, q="horsens", kind="company")
        expect(results(page).first).to_be_visible()
        for link in ("[data-search-elsewhere] a", ".site-languages a"):
            parts = urlsplit(page.locator(link).get_attribute("href"))
            assert parts.path == words.other
            assert parse_qs(parts.query) == {"q": ["horsens"], "kind": ["company"]}
        page.locator("[data-search-elsewhere] a").click()
        expect(field(page)).to_have_value("horsens")
        expect(page.locator("input[value=company]")).to_be_checked()
        expect(results(page).first).to_be_visible()


class TestKinds:
    def test_one_kind_alone(self, open_page: Open, words: Words) -> None:
        """A kind shows its own results, and its number says how many there are."""
        page = open_page(words.search, q="horsens")
        chosen = page.locator("label").filter(has=page.locator("input[value=company]"))
        expect(chosen.locator("[data-search-number]")).not_to_be_empty()
        number = int(chosen.locator("[data-search-number]").inner_text())
        page.locator("input[value=company]").check()
        expect(status(page)).to_contain_text(str(number))
        section = "/companies/" if words.search.startswith("/en") else "/virksomheder/"
        links = results(page).get_by_role("link").evaluate_all("all => all.map(a => a.pathname)")
        assert len(links) == min(number, 20)
        assert all(section in link for link in links)

    def test_a_kind_without_results_leads_to_all(self, open_page: Open) -> None:
        """Who filtered everything away is shown the way back."""
        page = open_page("/en/search/", q="vola", kind="competence")
        everything = page.locator("[data-search-everything] a")
        expect(everything).to_be_visible()
        everything.click()
        expect(results(page).first).to_be_visible()
        assert searched(page) == {"q": "vola"}

    def test_a_kind_that_there_is_not_is_everything(self, open_page: Open) -> None:
        """An address that somebody changed by hand still answers."""
        page = open_page("/en/search/", q="nurse", kind="<b>")
        expect(results(page).first).to_be_visible()
        expect(page.locator("input[value='']")).to_be_checked()


class TestHelp:
    def test_a_misspelling_is_forgiven_and_told(self, open_page: Open, words: Words) -> None:
        """The page says which spelling it searched instead."""
        page = open_page(words.search, q=words.misspelt)
        expect(page.locator("[data-search-instead]")).to_have_text(words.instead)
        expect(results(page).first.get_by_role("link")).to_have_text(words.found)

    def test_an_empty_result_leads_on(self, open_page: Open, words: Words) -> None:
        """Nothing found: the page says so, and shows every list and every place to ask."""
        page = open_page(words.search, q=UNKNOWN)
        expect(status(page)).to_have_text(f"{words.none} {UNKNOWN}.")
        expect(page.locator("[data-search-empty]")).to_be_visible()
        assert page.locator("[data-search-browse] .counts a:visible").count() >= 6
        assert page.locator("[aria-labelledby=Places] a:visible").count() >= 19

    def test_an_empty_result_offers_the_nearest_words(self, open_page: Open, words: Words) -> None:
        """Each of them is a link to a search that finds something; without any, none is promised."""
        page = open_page(words.search, q=words.unlike)
        expect(status(page)).to_contain_text(words.none)
        offered = page.locator("[data-search-nearest]")
        offered.get_by_role("link", name=words.nearest, exact=True).click()
        expect(results(page).first).to_be_visible()
        assert searched(page) == {"q": words.nearest}
        field(page).fill(UNKNOWN)
        expect(status(page)).to_contain_text(UNKNOWN)
        expect(offered).to_be_hidden()

    def test_the_box_offers_the_nearest_words(self, open_page: Open, words: Words) -> None:
        """The field in the head of a page leads on as well."""
        page = open_page(words.home)
        field(page).press_sequentially(words.unlike)
        panel = page.locator(".search-panel")
        expect(panel).to_contain_text(words.none)
        panel.get_by_role("link", name=words.nearest, exact=True).click()
        expect(results(page).first).to_be_visible()
        assert searched(page) == {"q": words.nearest}

    def test_a_search_that_cannot_load_says_so(
        self, context: BrowserContext, address: str, words: Words
    ) -> None:
        """Without a connection the lists stay, and the next try succeeds."""
        page = context.new_page()
        page.route("**/search/*.json", lambda route: route.abort())
        page.goto(f"{address}{words.search}?q={words.query}")
        expect(status(page)).to_contain_text(words.failed)
        expect(page.locator("[data-search-browse]")).to_be_visible()
        page.unroute("**/search/*.json")
        field(page).press("Enter")
        expect(results(page).first).to_be_visible()


class TestWithoutScript:
    @pytest.fixture
    def page(self, browser: Browser) -> Iterator[Page]:
        context = browser.new_context(java_script_enabled=False)
        yield context.new_page()
        context.close()

    def test_the_page_offers_every_list(self, page: Page, address: str, words: Words) -> None:
        """What only a script can do is not shown; lists of all kinds and places are."""
        page.goto(address + words.search)
        for hidden in ("kinds", "elsewhere", "results", "empty", "keys"):
            expect(page.locator(f"[data-search-{hidden}]")).to_be_hidden()
        expect(page.locator("noscript p")).to_be_visible()
        assert page.locator("[data-search-browse] a:visible").count() >= 50

    def test_the_box_leads_to_the_page(self, page: Page, address: str, words: Words) -> None:
        """The field in the head is a plain form."""
        page.goto(address + words.home)
        field(page).fill(words.query)
        field(page).press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).path == words.search)
        assert searched(page) == {"q": words.query}
        expect(page.locator("[data-search-browse]")).to_be_visible()


class TestHostileQueries:
    @pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query[:20]))
    def test_no_text_breaks_or_runs_anything(self, open_page: Open, query: str) -> None:
        """Whatever is typed, the page answers, shows it as text, and finds the next search."""
        page = open_page("/en/search/")
        elements = page.locator("img, script, iframe").count()
        field(page).fill(query)
        field(page).press("Enter")
        # Before the script has come, Enter asks for the page again, as it does without one.
        expect(status(page)).not_to_be_empty()
        assert page.locator("img, script, iframe").count() == elements
        field(page).fill("nurse")
        expect(results(page).first.get_by_role("link")).to_have_text("Nurse")

    def test_addresses_are_as_safe(self, open_page: Open) -> None:
        """A link that somebody else made runs nothing either."""
        for query in HOSTILE[5:9]:
            page = open_page("/da/soeg/", q=query, kind=query)
            expect(status(page)).not_to_be_empty()
            assert page.locator("img, iframe").count() == 0


STATES = {
    "before": {},
    "results": {"q": "nurse horsens"},
    "one kind": {"q": "horsens", "kind": "company"},
    "misspelt": {"q": "nurce"},
    "empty": {"q": UNKNOWN},
    "empty with offers": {"q": LANGUAGES["en"].unlike},
    "empty kind": {"q": "vola", "kind": "competence"},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """Each state of the page and of the box in the head is accessible, and none scrolls sideways."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    found: dict[str, object] = {}

    def look(state: str) -> None:
        violations = axe_faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            violations.append("scrolls sideways")
        if violations:
            found[state] = violations

    for words in LANGUAGES.values():
        for state, query in STATES.items():
            page.goto(f"{address}{words.search}?{urlencode(query)}")
            if query:
                expect(status(page)).not_to_be_empty()
            look(f"{words.search} {state}")
        for query in (words.query, words.misspelt, words.unlike, UNKNOWN):
            page.goto(address + words.home)
            field(page).press_sequentially(query)
            expect(page.locator(".search-panel")).to_be_visible()
            look(f"{words.search} box {query}")
    context.close()
    assert not found
