"""Choosing companies: facets, the shortlist and two careers, in both languages."""

import json
import math
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, BrowserContext, Page, expect
from website import Website

PAGES = {
    "en": {"companies": "companies", "shortlist": "shortlist", "careers": "two-careers"},
    "da": {"companies": "virksomheder", "shortlist": "huskeliste", "careers": "to-karrierer"},
}
FACETS = ("competence", "municipality", "cluster", "language", "danish", "offers", "size")
CHOSEN = "?competence=nurse,software-developer&near=horsens&km=50"
MANY = 5000


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


def choices_in(site: Website, language: str = "en") -> dict[str, Any]:
    path = site.folder / "search" / "choices" / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def fitting(data: dict[str, Any], chosen: dict[str, list[str]]) -> list[str]:
    """The slugs of the companies that have one of the chosen values of every facet."""
    companies = data["companies"]

    def has(company: int, facet: str, slugs: list[str]) -> bool:
        found = companies[facet][company]
        positions = found if isinstance(found, list) else [found]
        return any(at >= 0 and data[facet][at][0] in slugs for at in positions)

    return [
        slug
        for at, slug in enumerate(companies["slug"])
        if all(has(at, facet, slugs) for facet, slugs in chosen.items())
    ]


def slugs_shown(page: Page) -> list[str]:
    links = page.locator("[data-facets-list] .company-card-name a").all()
    return [(link.get_attribute("href") or "").rstrip("/").rpartition("/")[2] for link in links]


def box(page: Page, facet: str, slug: str) -> Any:
    return page.locator(f"input[name='{facet}'][value='{slug}']")


def number_in(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def check_axe(page: Page) -> None:
    assert axe_faults(page) == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Facets


def test_nothing_is_fetched_before_somebody_chooses(page: Page, address: str) -> None:
    """The list of companies loads its data when the facets are opened, not with the page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/en/companies/", wait_until="networkidle")
    assert not [url for url in asked if "/search/choices/" in url]
    page.locator("[data-facets-open]").click()
    expect(page.locator(".facet").first).to_be_visible()
    assert len([url for url in asked if "/search/choices/" in url]) == 1


def test_values_of_a_facet_add_up_and_facets_narrow_each_other(
    page: Page, address: str, real_site: Website
) -> None:
    """Or within a facet, and between facets; the counts say what each further choice gives."""
    data = choices_in(real_site)
    page.goto(f"{address}/en/companies/?competence=nurse")
    expect(page.locator("#Found")).to_be_visible()
    assert slugs_shown(page) == fitting(data, {"competence": ["nurse"]})

    promised = box(page, "competence", "software-developer").locator("xpath=../..")
    alone = number_in(promised.locator(".number").text_content() or "")
    assert alone == len(fitting(data, {"competence": ["software-developer"]}))
    box(page, "competence", "software-developer").check()
    both = {"competence": ["nurse", "software-developer"]}
    assert set(slugs_shown(page)) == set(fitting(data, both)[:24])

    page.locator(".facet summary", has_text="Municipality").click()
    aarhus = box(page, "municipality", "aarhus")
    said = aarhus.locator("xpath=../..").locator(".number").text_content() or ""
    promised_here = number_in(said)
    aarhus.check()
    narrowed = fitting(data, {**both, "municipality": ["aarhus"]})
    assert promised_here == len(narrowed) > 0
    assert slugs_shown(page) == narrowed
    assert number_in(page.locator("#Found").inner_text()) == len(narrowed)


def test_what_was_found_takes_the_place_of_the_whole_list(page: Page, address: str) -> None:
    """With a selection no company stands on the page that does not fit it."""
    page.goto(f"{address}/en/companies/?competence=nurse")
    expect(page.locator("#Found")).to_be_visible()
    names = page.locator(".company-card:visible").count()
    assert names == page.locator("[data-facets-list] .company-card").count() > 0
    expect(page.locator(".letters")).to_be_hidden()
    expect(page.locator(".pager")).to_be_hidden()


def test_where_nothing_fits_buttons_say_what_is_in_the_way(
    page: Page, address: str, real_site: Website
) -> None:
    """Each button takes one facet away and promises how many companies there are without it."""
    data = choices_in(real_site)
    page.goto(f"{address}/en/companies/?competence=nurse&size=50-249")
    expect(page.locator("[data-facets-none]")).to_be_visible()
    assert slugs_shown(page) == []
    ways = page.locator("[data-facets-without] button")
    assert {way.split(":")[0] for way in ways.all_inner_texts()} == {
        "Without Competence",
        "Without Size",
    }
    ways.filter(has_text="Without Size").click()
    expect(page).to_have_url(re.compile(r"\?competence=nurse$"))
    expect(page.locator("[data-facets-none]")).to_be_hidden()
    assert slugs_shown(page) == fitting(data, {"competence": ["nurse"]})
    expect(page.locator("#Chosen")).to_be_focused()


def test_the_selection_stands_in_the_address_and_the_back_button_undoes_it(
    page: Page, address: str
) -> None:
    """A choice can be shared, reloaded and undone."""
    page.goto(f"{address}/en/companies/")
    page.locator("[data-facets-open]").click()
    box(page, "competence", "nurse").check()
    box(page, "competence", "software-developer").check()
    expect(page).to_have_url(re.compile(r"\?competence=nurse,software-developer$"))
    found = page.locator("#Found").inner_text()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?competence=nurse$"))
    expect(box(page, "competence", "software-developer")).not_to_be_checked()
    page.go_forward()
    page.reload()
    expect(page.locator("#Found")).to_have_text(found)
    expect(box(page, "competence", "nurse")).to_be_checked()
    page.locator("[data-facets-clear]").click()
    expect(page).to_have_url(f"{address}/en/companies/")
    expect(page.locator("[data-facets-results]")).to_be_hidden()
    expect(page.locator(".letters")).to_be_visible()


def test_a_distance_leaves_what_is_near(page: Page, address: str) -> None:
    """A smaller circle holds fewer companies, the nearest first, all inside it."""
    page.goto(f"{address}/en/companies/?near=horsens&km=50")
    expect(page.locator("#Found")).to_be_visible()
    wide = number_in(page.locator("#Found").inner_text())
    page.locator("select[name='km']").select_option("20")
    assert page.url.endswith("?near=horsens&km=20")
    assert 0 < number_in(page.locator("#Found").inner_text()) < wide
    notes = page.locator("[data-facets-list] .company-card-note").all_inner_texts()
    away = [number_in(note) for note in notes]
    assert away == sorted(away)
    assert all(km <= 20 for km in away)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Nurse or Software developer", "50 km from Horsens")),
        ("da", ("Sygeplejerske eller Softwareudvikler", "50 km fra Horsens")),
    ],
)
def test_the_selection_is_a_sentence_that_can_be_copied(
    context: BrowserContext, page: Page, address: str, language: str, words: tuple[str, ...]
) -> None:
    """The sentence says what is chosen in the page's language; the copy ends with the address."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{language}/{PAGES[language]['companies']}/{CHOSEN}")
    sentence = page.locator("[data-facets-sentence]")
    for word in words:
        expect(sentence).to_contain_text(word)
    page.locator("[data-facets-copy]").click()
    expect(page.locator("[data-facets-status]")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{sentence.inner_text()}\n{page.url}"


def test_the_other_language_keeps_the_selection(page: Page, address: str) -> None:
    """Whoever changes the language has not to choose again."""
    page.goto(f"{address}/en/companies/{CHOSEN}")
    expect(page.locator("#Found")).to_be_visible()
    found = number_in(page.locator("#Found").inner_text())
    page.locator(".site-languages a[hreflang='da']").click()
    expect(page.locator("#Found")).to_be_visible()
    assert "/da/" in page.url
    assert number_in(page.locator("#Found").inner_text()) == found


@pytest.mark.parametrize(
    "query",
    [
        "?competence=no-such-thing",
        "?competence=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&near=nowhere&km=-1",
        "?near=horsens&km=1e99",
        "?size=,,,&offers=%F0%9F%8C%8A",
        "?competence=__proto__&near=constructor",
    ],
)
def test_no_address_breaks_the_facets(page: Page, address: str, query: str) -> None:
    """What an address names and the portal does not know is left out."""
    page.goto(f"{address}/en/companies/{query}")
    expect(page.locator(".facet").first).to_be_visible()
    assert page.locator("main img").count() == 0


def test_the_keyboard_is_enough_for_the_facets(page: Page, address: str) -> None:
    """Open, go to a value, choose it: Enter, Tab and Space."""
    page.goto(f"{address}/en/companies/")
    page.locator("[data-facets-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".facet summary").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("nurse")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#Found")).to_be_visible()
    assert page.locator("#Found").get_attribute("aria-live") == "polite"
    assert "nurse" in page.url
    expect(page.locator("input[type='checkbox']:focus")).to_be_checked()


def test_without_data_the_lists_stay(context: BrowserContext, address: str) -> None:
    """Where the choices cannot be had, a line says so and the plain lists are all there."""
    context.route("**/search/choices/*.json", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}/en/companies/")
    page.locator("[data-facets-open]").click()
    expect(page.locator(".facets [role='alert']")).to_be_visible()
    expect(page.locator(".narrow").first).to_be_visible()
    expect(page.locator(".letters")).to_be_visible()


def many_companies(data: dict[str, Any]) -> dict[str, Any]:
    """A made-up list of thousands of companies with the values of the real one."""
    chance = random.Random(0)

    def some(facet: str, most: int) -> list[int]:
        return chance.sample(range(len(data[facet])), min(most, len(data[facet])))

    columns = {
        "slug": [f"example-{n}" for n in range(MANY)],
        "name": [f"Example {n}" for n in range(MANY)],
        "tagline": [f"Makes example number {n} for those who need one" for n in range(MANY)],
        "taglineLanguage": [""] * MANY,
        "jobs": [f"https://example-{n}.example/jobs" for n in range(MANY)],
        "competence": [some("competence", chance.randint(1, 9)) for _ in range(MANY)],
        "municipality": [some("municipality", chance.randint(1, 2)) for _ in range(MANY)],
        "cluster": [some("cluster", chance.randint(1, 2)) for _ in range(MANY)],
        "language": [some("language", chance.randint(0, 2)) for _ in range(MANY)],
        "danish": [chance.randrange(-1, len(data["danish"])) for _ in range(MANY)],
        "offers": [some("offers", chance.randint(0, 4)) for _ in range(MANY)],
        "size": [chance.randrange(-1, len(data["size"])) for _ in range(MANY)],
    }
    return {**data, "companies": columns}


def test_thousands_of_companies_are_counted_exactly(
    context: BrowserContext, page: Page, address: str, real_site: Website
) -> None:
    """At 5,000 companies every count is what going through them one by one gives."""
    data = many_companies(choices_in(real_site))
    context.route("**/search/choices/*.json", lambda route: route.fulfill(json=data))
    chosen = {"competence": ["nurse", "software-developer"], "size": ["50-249"]}
    page.goto(f"{address}/en/companies/?competence=nurse,software-developer&size=50-249")
    expect(page.locator("#Found")).to_be_visible()
    assert number_in(page.locator("#Found").inner_text()) == len(fitting(data, chosen))
    for facet in FACETS:
        others = {name: slugs for name, slugs in chosen.items() if name != facet}
        for slug, _ in data[facet][:12]:
            row = box(page, facet, slug).locator("xpath=../..")
            said = row.locator(".number").text_content() or ""
            assert number_in(said) == len(fitting(data, {**others, facet: [slug]})), (facet, slug)
    assert len(slugs_shown(page)) == 24
    page.locator("[data-facets-more]").click()
    expect(page.locator("[data-facets-list] a").nth(24)).to_be_focused()
    assert slugs_shown(page) == fitting(data, chosen)[:48]
    assert page.locator("[data-facets-shown]").get_attribute("role") == "status"
    expect(page.locator("[data-facets-shown]")).to_have_text(
        f"48 of {len(fitting(data, chosen))} shown"
    )


WATCH = """() => {
  window.work = { reads: 0, nodes: 0, changes: 0 };
  const counting = (column) =>
    new Proxy(column, { get: (of, at) => ((window.work.reads += 1), Reflect.get(of, at)) });
  const json = Response.prototype.json;
  Response.prototype.json = async function () {
    const data = await json.call(this);
    for (const name in data.companies) data.companies[name] = counting(data.companies[name]);
    return data;
  };
  new MutationObserver((records) => {
    for (const record of records) {
      window.work.changes += 1;
      for (const node of record.addedNodes) {
        window.work.nodes += 1 + (node.querySelectorAll?.("*").length ?? 0);
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def work_of(page: Page, act: str) -> dict[str, int]:
    """How many facts of companies some script reads, and what it does to the page until it rests."""
    page.evaluate("Object.assign(work, {reads: 0, nodes: 0, changes: 0})")
    page.evaluate(act)
    page.evaluate("new Promise(done => setTimeout(done, 100))")
    return page.evaluate("work")


def choosing(selector: str, value: str) -> str:
    return (
        f"(field => {{ field.value = '{value}';"
        " field.dispatchEvent(new Event('change', {bubbles: true})) })"
        f"(document.querySelector(`{selector}`))"
    )


FACET_CHANGES = [
    "document.querySelector('[data-facets-clear]').click()",
    choosing("select[name='near']", "horsens"),
    choosing("select[name='km']", "75"),
    *(
        f"document.querySelector(`[name='{name}'][value='{value}']`).click()"
        for name, value in (
            ("competence", "nurse"),
            ("competence", "software-developer"),
            ("language", "en"),
            ("municipality", "aarhus"),
            ("municipality", "aarhus"),
            ("competence", "nurse"),
        )
    ),
    "document.querySelector('[data-facets-more]').click()",
    "document.querySelector('[data-facets-clear]').click()",
]


def test_a_choice_among_thousands_costs_no_more_than_the_cards_that_it_shows(
    context: BrowserContext, page: Page, address: str, real_site: Website
) -> None:
    """Facts are read, and elements made, for one page of companies; 5,000 others stay untouched."""
    data = many_companies(choices_in(real_site))
    values = sum(len(data[facet]) for facet in FACETS)
    context.route("**/search/choices/*.json", lambda route: route.fulfill(json=data))
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{address}/en/companies/?competence=doctor")
    expect(page.locator("#Found")).to_be_visible()
    assert page.evaluate("work.reads") > MANY, "the facts are not counted"
    # Otherwise browsers note the state of every box with every address.
    assert page.evaluate("document.querySelector('.facet').closest('form').autocomplete") == "off"
    for change in FACET_CHANGES:
        work = work_of(page, change)
        assert work["reads"] <= 24 * len(data["companies"]), (change, work)
        assert work["nodes"] <= 24 * 25 + values, (change, work)
        # A count, whether its row is hidden, and what stands around the cards.
        assert work["changes"] <= 2 * values + 100, (change, work)


# The shortlist


@pytest.mark.parametrize("language", ["en", "da"])
def test_kept_companies_stand_side_by_side(page: Page, address: str, language: str) -> None:
    """Kept on a card and on a profile, both are on the shortlist, also after a reload."""
    words = PAGES[language]
    page.goto(f"{address}/{language}/{words['companies']}/")
    card = page.locator(".company-card").first
    name = card.locator("a").inner_text()
    card.locator(".keep").click()
    expect(card.locator(".keep")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{address}/{language}/{words['companies']}/vola/")
    page.locator(".profile-head .keep").click()
    page.locator("[data-kept-bar] a").click()
    page.wait_for_url(f"{address}/{language}/{words['shortlist']}/")
    expect(page.locator(".kept-company h2")).to_have_text([name, "VOLA"])
    page.reload()
    expect(page.locator(".kept-company h2")).to_have_text([name, "VOLA"])
    tops = {row.bounding_box()["y"] for row in page.locator(".kept-facts > div:first-child").all()}
    assert len(tops) == 1
    page.locator(".kept-company .keep").first.click()
    expect(page.locator(".kept-company h2")).to_have_text(["VOLA"])
    expect(page.locator(".kept-company .keep")).to_be_focused()


def test_no_cookie_is_set_and_nothing_leaves_the_browser(
    context: BrowserContext, page: Page, address: str
) -> None:
    """What is kept stands in the browser's storage alone."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/en/companies/vola/")
    page.locator(".profile-head .keep").click()
    assert context.cookies() == []
    assert page.evaluate("localStorage.getItem('shortlist')") == '["vola"]'
    assert not [url for url in asked if not url.startswith(address)]
    assert not [url for url in asked if "?" in url]


def test_a_shortlist_is_shared_by_its_address(
    browser: Browser, context: BrowserContext, page: Page, address: str
) -> None:
    """Whoever gets the address sees the same companies, keeps their own list, and may keep these."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/en/companies/vola/")
    page.locator(".profile-head .keep").click()
    page.goto(f"{address}/en/shortlist/")
    page.locator("[data-kept-copy]").click()
    expect(page.locator("[data-kept-copied]")).not_to_be_empty()
    shared = page.evaluate("navigator.clipboard.readText()")
    assert shared == f"{address}/en/shortlist/?c=vola"

    other = browser.new_context()
    friend = other.new_page()
    friend.goto(f"{shared},danish-crown,gone-company")
    expect(friend.locator(".kept-company h2")).to_have_text(["VOLA", "Danish Crown"])
    expect(friend.locator("[data-kept-status]")).to_contain_text("1 company is no longer")
    assert friend.evaluate("localStorage.getItem('shortlist')") is None
    friend.locator("[data-kept-all]").click()
    expect(friend).to_have_url(f"{address}/en/shortlist/")
    expect(friend.locator(".kept-company h2")).to_have_text(["VOLA", "Danish Crown"])
    other.close()


@pytest.mark.parametrize("stored", ["", "null", "{", '{"a":1}', '["<img src=x>", 7, "vola"]'])
def test_whatever_stands_in_the_storage_breaks_nothing(
    page: Page, address: str, stored: str
) -> None:
    """Only what can be a company's slug is read from it."""
    page.goto(f"{address}/en/shortlist/")
    page.evaluate("text => localStorage.setItem('shortlist', text)", stored)
    page.reload()
    expect(page.locator("[data-kept-status]")).not_to_be_empty()
    assert page.locator(".kept-company").count() == ("vola" in stored)
    assert page.locator("main img").count() == 0


def test_a_long_shortlist_comes_in_pages_and_prints_whole(
    context: BrowserContext, page: Page, address: str, real_site: Website
) -> None:
    """The next page takes the focus and says how much is shown; paper gets everything."""
    data = many_companies(choices_in(real_site))
    context.route("**/search/choices/*.json", lambda route: route.fulfill(json=data))
    page.goto(f"{address}/en/shortlist/?c={','.join(data['companies']['slug'][:60])}")
    companies = page.locator(".kept-company")
    expect(companies).to_have_count(24)
    page.locator("[data-kept-more]").click()
    expect(companies).to_have_count(48)
    expect(companies.nth(24).locator("h2 a")).to_be_focused()
    expect(page.locator("[data-kept-shown]")).to_have_text("48 of 60 shown")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(companies).to_have_count(60)
    expect(page.locator("[data-kept-more]")).to_be_hidden()


def test_the_shortlist_prints_without_its_buttons(page: Page, address: str) -> None:
    """On paper stand the companies and where to apply."""
    page.goto(f"{address}/en/shortlist/?c=vola,danish-crown")
    expect(page.locator(".kept-company")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator(".kept-company").first).to_be_visible()
    expect(page.locator(".kept .keep").first).to_be_hidden()
    expect(page.locator("[data-kept-print]")).to_be_hidden()


# Two careers


@pytest.mark.parametrize("language", ["en", "da"])
def test_two_careers_give_places_with_employers_and_a_consultant(
    page: Page, address: str, language: str
) -> None:
    """Two competences and a distance lead to places, the employers there and who helps partners."""
    page.goto(f"{address}/{language}/{PAGES[language]['careers']}/")
    page.locator("select[name='a']").select_option("nurse")
    page.locator("select[name='b']").select_option("software-developer")
    page.locator("select[name='km']").select_option("30")
    places = page.locator(".careers-place")
    expect(places.first).to_be_visible()
    assert page.url.endswith("?a=nurse&b=software-developer&km=30")
    first = places.first
    assert first.locator(".careers-employers > div").count() == 2
    assert all(div.locator("li").count() for div in first.locator(".careers-employers > div").all())
    assert first.locator(".careers-help a").count()
    said = page.locator("[data-careers-status]").inner_text()
    assert "30 km" in said
    page.locator("select[name='km']").select_option("0")
    expect(page.locator("[data-careers-status]")).not_to_have_text(said)
    page.go_back()
    expect(page.locator("select[name='km']")).to_have_value("30")
    expect(page.locator("[data-careers-status]")).to_have_text(said)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points (haversine)."""
    (lat1, lon1), (lat2, lon2) = (map(math.radians, point) for point in (one, other))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(chord))


def seeking_both(data: dict[str, Any], chosen: tuple[str, str]) -> list[int]:
    wanted = {at for at, (slug, _) in enumerate(data["competence"]) if slug in chosen}
    return [at for at, found in enumerate(data["companies"]["competence"]) if wanted <= {*found}]


def farthest(data: dict[str, Any], company: int, place: int) -> float:
    sites = data["companies"]["municipality"][company]
    return max(kilometres(data["points"][place], data["points"][site]) for site in sites)


def show_all(page: Page, name: str) -> None:
    more = page.locator(f"[data-careers-{name}-more]")
    while more.is_visible():
        more.click()


def slugs_in(page: Page, selector: str) -> list[str]:
    links = page.locator(selector).all()
    return [(link.get_attribute("href") or "").rstrip("/").rpartition("/")[2] for link in links]


@pytest.mark.parametrize("km", [0, 15, 50])
def test_employers_of_both_have_all_their_sites_within_the_distance_of_one_home(
    context: BrowserContext, page: Page, address: str, real_site: Website, km: int
) -> None:
    """They are those that going through them finds, near the best places first; the rest is told."""
    data = many_companies(choices_in(real_site))
    chosen = ("nurse", "software-developer")
    for company in range(0, MANY, 100):
        for at, (slug, _) in enumerate(data["competence"]):
            if slug in chosen and at not in data["companies"]["competence"][company]:
                data["companies"]["competence"][company].append(at)
    context.route("**/search/choices/*.json", lambda route: route.fulfill(json=data))
    page.goto(f"{address}/en/two-careers/?a={chosen[0]}&b={chosen[1]}&km={km}")
    expect(page.locator(".careers-place").first).to_be_visible()
    assert page.locator("[data-careers-both-list] > li").count() == 6
    assert page.locator(".careers-place").count() <= 8
    show_all(page, "places")
    show_all(page, "both")
    slugs = [slug for slug, _ in data["municipality"]]
    places = [slugs.index(slug) for slug in slugs_in(page, ".careers-place h3 a")]
    both = seeking_both(data, chosen)
    expected = []
    for company in both:
        reach = [place for place in places if farthest(data, company, place) <= km]
        if reach:
            away = farthest(data, company, reach[0])
            expected.append((places.index(reach[0]), away, company))
    expected.sort()
    shown = slugs_in(page, "[data-careers-both-list] h3 a")
    assert shown == [data["companies"]["slug"][company] for *_, company in expected]
    note = page.locator("[data-careers-both-note]").inner_text()
    assert str(len(shown)) in note
    apart = len(both) - len(shown)
    assert (str(apart) in note) == bool(apart)


def test_a_place_leads_to_all_its_employers(page: Page, address: str) -> None:
    """What does not fit under a place is a tap away, as many as it says."""
    for km in (0, 15, 30):
        page.goto(f"{address}/en/two-careers/?a=nurse&b=software-developer&km={km}")
        link = page.locator(".careers-employers a", has_text="All ").first
        promised = number_in(link.inner_text())
        link.click()
        expect(page.locator("#Found")).to_be_visible()
        assert number_in(page.locator("#Found").inner_text()) == promised > 4


def test_every_competence_leads_to_two_careers(
    page: Page, address: str, real_site: Website
) -> None:
    """From a competence's page the first of the two is chosen already."""
    for path, document in real_site.pages.items():
        if real_site.kind(path) == "competence" and "/2/" not in path:
            language = document.get("lang")
            assert document.xpath(f"//a[contains(@href, '/{PAGES[language]['careers']}/?a=')]"), (
                path
            )
    page.goto(f"{address}/en/competences/nurse/")
    page.locator("a[href*='two-careers']").click()
    expect(page.locator("select[name='a']")).to_have_value("nurse")
    expect(page.locator("[data-careers-status]")).not_to_be_empty()


def test_home_and_the_partners_page_lead_to_two_careers(real_site: Website) -> None:
    """Those who come along find it where they look."""
    for path in ("/en/", "/en/partners/", "/da/"):
        links = real_site.pages[path].xpath("//main//a/@href")
        assert any(PAGES[path[1:3]]["careers"] in link for link in links), path


@pytest.mark.parametrize(
    "query", ["?a=nope&b=%3Cscript%3E&km=9", "?a=nurse&b=nurse&km=0", "?b=nurse"]
)
def test_no_address_breaks_two_careers(page: Page, address: str, query: str) -> None:
    """Unknown values are left out; the same competence twice is an answer too."""
    page.goto(f"{address}/en/two-careers/{query}")
    expect(page.locator("[data-careers-status]")).not_to_be_empty()


# All three


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_while_choosing(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    """Open facets, what fits, what does not, shortlists, found places and employers are accessible."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/en/companies/")
    page.locator("[data-facets-open]").click()
    for name in ("Distance", "Size"):
        page.locator(".facet summary", has_text=name).click()
    check_axe(page)
    for path, shown in (
        (f"/en/companies/{CHOSEN}", "[data-facets-list] .keep"),
        ("/en/companies/?competence=nurse&size=50-249", "[data-facets-without] button"),
        ("/da/huskeliste/", "[data-kept-empty]"),
        ("/en/shortlist/?c=vola,danish-crown", ".kept-company"),
        ("/da/to-karrierer/?a=nurse&b=software-developer&km=50", ".careers-place"),
        (
            "/en/two-careers/?a=software-developer&b=mechanical-engineer&km=15",
            "[data-careers-both-list] .keep",
        ),
    ):
        page.goto(address + path)
        expect(page.locator(shown).first).to_be_visible()
        check_axe(page)
    page.locator(".keep, .careers-place a").first.wait_for()
    page.goto(f"{address}/en/companies/vola/")
    page.locator(".profile-head .keep").click()
    check_axe(page)
    context.close()


def test_without_javascript_every_page_still_helps(browser: Browser, address: str) -> None:
    """No button that does nothing: lists, an explanation with ways on, and a table."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/companies/")
    assert page.locator("button:visible", has_text="Choose by").count() == 0
    assert page.locator(".keep:visible").count() == 0
    expect(page.locator(".narrow").first).to_be_visible()
    page.goto(f"{address}/en/shortlist/")
    expect(page.locator("main a", has_text="Companies").first).to_be_visible()
    assert page.locator(".kept button:visible").count() == 0
    page.goto(f"{address}/da/to-karrierer/")
    expect(page.locator("main select").first).to_be_hidden()
    assert page.locator("[data-consultant] a").count() >= 10
    context.close()
