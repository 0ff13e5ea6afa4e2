"""The form for a company: what it writes is read without a fault, and what is wrong is told where it stands."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe import axe_faults
from playwright.sync_api import Browser, Page, expect
from website import Website

from plugins.catalogue.content import Content
from plugins.portal.records import Company

FORM = "en/for-employers/add-your-company/"

ODD_TEXTS = [
    "Møller & vinger: 100 % #1",
    "- en streg, [en] {parentes}, 'anførsel' og \"citat\"",
    "NO",
    "12:30",
    "@home *and* away!",
    "yes # no",
    "| > & * ? %",
    "emoji 🌬️ и кириллица",
    "'",
    "trailing colon:",
    "https://a.example/x?y=z#å",
    "\u2028line\u0085end\ufeff",
    "true, null, ~",
    "\\ back \\n slash",
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-02T10:00:00Z")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
    context.close()


def fill_least(page: Page, name: str = "Ærlige Møller A/S") -> None:
    page.get_by_label("Name (must be filled in)").fill(name)
    page.locator("[name=website]").fill("https://moeller.example/")
    page.locator("[name=careers]").fill("https://moeller.example/job")
    page.locator("[name='municipalities.0']").select_option("sampleborg")
    page.locator("[name=competences]").first.evaluate("box => box.click()")
    page.locator("[name='tagline.en']").fill("Mills that turn")
    page.locator("[name='about.en']").fill("We make mills.")


def made(page: Page) -> str:
    page.get_by_role("button", name="Make the file").click()
    expect(page.locator("[data-company-result]")).to_be_visible()
    return page.locator("[data-company-yaml]").text_content() or ""


def read(site: Path, load: Callable[[Path], Content], slug: str, text: str) -> Company:
    (site / f"companies/{slug}.yaml").write_text(text, encoding="utf-8")
    return load(site).portal.companies[slug]


def test_the_least_that_one_fills_in_is_read(
    page: Page, golden_address: str, golden_site: Path, load: Callable[[Path], Content]
) -> None:
    """Under the name that the form gives the file; its own site stands for the source."""
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page)
    text = made(page)
    assert page.locator("[data-company-name]").text_content() == "aerlige-moeller-a-s.yaml"
    company = read(golden_site, load, "aerlige-moeller-a-s", text)
    assert company.name == "Ærlige Møller A/S"
    assert company.municipalities == ("sampleborg",)
    assert company.clusters == ()
    assert company.sources[0].url == "https://moeller.example/"
    assert company.sources[0].checked.isoformat() == "2026-06-02"


def test_all_that_one_can_fill_in_is_read_as_it_was_meant(
    page: Page, golden_address: str, golden_site: Path, load: Callable[[Path], Content]
) -> None:
    """Every field, in every language of the portal."""
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page)
    fields = {
        "cvr": "10000009",
        "founded": "1899",
        "tagline.da": "Møller: de drejer # rundt",
        "about.da": "Vi laver møller.\n\n## Vinger\n\n- store\n- små, se [her](https://moeller.example/)\n",
        "about.ar": "نصنع الطواحين",
        "life.en": "  We begin at seven.\r\n\tTabs, too.  \n\n\nAnd go home.",
        "locations.0.street": "Møllevej 1, 2. tv.",
        "locations.0.postcode": "0800",
        "locations.0.city": "Sampleborg",
        "contact.role": "HR & løn",
        "contact.email": "hr@moeller.example",
        "contact.phone": "+45 00 00 00 09",
        "contact.url": "https://moeller.example/hr",
        "sources.0.url": "https://moeller.example/about",
    }
    for name, value in fields.items():
        page.locator(f"[name='{name}']").fill(value)
    page.locator("[name=employees]").select_option("1000+")
    page.locator("[name=danish_needed]").select_option("helpful")
    page.locator("[name='locations.0.municipality']").select_option("exampleby")
    for name in ("municipalities", "clusters", "working_languages", "offers", "competences"):
        for box in page.locator(f"[name={name}]").all():
            box.evaluate("box => { if (!box.checked) box.click() }")
    company = read(golden_site, load, "moeller", made(page))
    assert company.municipalities[0] == "sampleborg"
    assert sorted(company.municipalities) == sorted({*company.municipalities})
    assert "exampleby" in company.municipalities
    assert (company.cvr, company.founded, company.employees) == ("10000009", 1899, "1000+")
    assert company.tagline["da"] == "Møller: de drejer # rundt"
    assert company.about["da"].startswith("Vi laver møller.\n\n## Vinger")
    assert company.life is not None
    assert company.life["en"].split() == [
        "We",
        "begin",
        "at",
        "seven.",
        "Tabs,",
        "too.",
        "And",
        "go",
        "home.",
    ]
    assert company.locations[0].postcode == "0800"
    assert company.contact is not None
    assert company.contact.phone == "+45 00 00 00 09"
    assert len(company.offers) == 10


def test_any_text_is_read_as_it_was_typed(
    page: Page, golden_address: str, golden_site: Path, load: Callable[[Path], Content]
) -> None:
    """Whatever YAML makes of its signs."""
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page)
    for text in ODD_TEXTS:
        page.locator("[name='tagline.en']").fill(text)
        page.locator("[name='contact.role']").fill(text)
        page.locator("[name='about.da']").fill(f"{text}\n\n{text}")
        company = read(golden_site, load, "moeller", made(page))
        said = " ".join(text.translate({0x2028: " ", 0x85: " ", 0xFEFF: ""}).split())
        assert " ".join(company.tagline["en"].split()) == said
        assert company.contact
        assert " ".join(str(company.contact.role).split()) == said
        assert " ".join(company.about["da"].split()) == f"{said} {said}"


FAULTS = {
    "website": ("http://moeller.example", "“Website” must be an address that begins with https://"),
    "cvr": ("12345678", "A CVR number has eight digits; one of these was mistyped"),
    "founded": ("189", "Write the year in four digits"),
    "about.en": (
        "# Mills",
        "Write something about the company, in one language at least; headings begin with ##, links with https://, and there are no pictures",
    ),
    "life.en": (
        "![x](https://a.example/b.png)",
        "In these texts headings begin with ##, links with https://, and there are no pictures",
    ),
    "contact.email": ("hr", "Write an e-mail address, as in jobs@company.example"),
    "contact.phone": ("soon", "Write the telephone number in digits and spaces, as in +45 12 34 56 78"),
    "locations.0.street": ("Millroad", "Choose the municipality of this address, or leave the address out"),
    "tagline.en": ("x" * 301, "“In one line” is too long: at most 300 characters"),
    "name": ("☂", "Write the company's name in one line"),
}  # fmt: skip


def test_an_empty_form_tells_what_is_missing(page: Page, golden_address: str) -> None:
    """Above the form, where the reader is taken, and beside each field; by keyboard alone."""
    page.goto(f"{golden_address}/{FORM}")
    page.get_by_role("button", name="Make the file").focus()
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert summary.locator("li").all_text_contents() == [
        "“Name” must be filled in",
        "“Website” must be filled in",
        "“Page of open jobs” must be filled in",
        "Choose the municipality of the main site",
        "Choose at least one competence",
        "Write what the company does in one line, in one language at least",
        FAULTS["about.en"][1],
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    name = page.get_by_label("Name (must be filled in)")
    expect(name).to_be_focused()
    assert name.get_attribute("aria-invalid") == "true"
    fault = page.locator(f"#{(name.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(fault).to_have_text("“Name” must be filled in")
    expect(page.locator("[data-company-result]")).to_be_hidden()
    assert axe_faults(page) == []


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_told_at_its_field(page: Page, golden_address: str, name: str) -> None:
    """And goes once it is mended."""
    value, message = FAULTS[name]
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page)
    field = page.locator(f"[name='{name}']")
    before = field.input_value()
    field.fill(value)
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("alert").locator("li")).to_have_count(1)
    shown = page.locator(".fault:not(:empty)")
    expect(shown).to_have_text(message)
    field.fill(before)
    made(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(shown).to_have_count(0)


def test_what_was_typed_outlives_a_reload_and_no_more_than_the_tab(
    page: Page, golden_address: str
) -> None:
    """It is in the storage of the tab; emptying the form empties that."""
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page)
    page.reload()
    expect(page.locator("[name='tagline.en']")).to_have_value("Mills that turn")
    assert page.locator("[name=competences]").first.is_checked()
    made(page)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Empty the form").click()
    page.reload()
    expect(page.locator("[name='tagline.en']")).to_have_value("")


def test_the_file_can_be_taken_sent_or_proposed(page: Page, golden_address: str) -> None:
    """Downloaded, by e-mail, or as a change where the settings say where."""
    page.goto(f"{golden_address}/{FORM}")
    fill_least(page, "Møller & Søn?")
    text = made(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download").click()
    assert downloading.value.suggested_filename == "moeller-soen.yaml"
    assert downloading.value.path().read_text("utf-8") == text
    mail = urlsplit(page.get_by_role("link", name="Send by e-mail").get_attribute("href") or "")
    assert (mail.scheme, mail.path) == ("mailto", "portal@example.example")
    assert text.replace("\n", "\r\n") in parse_qs(mail.query)["body"][0]
    change = urlsplit(page.get_by_role("link", name="Open as a change").get_attribute("href") or "")
    assert f"{change.netloc}{change.path}" == "code.example/owner/portal/new/main/companies"
    assert parse_qs(change.query) == {"filename": ["moeller-soen.yaml"], "value": [text]}


def test_without_scripts_the_file_is_explained(browser: Browser, golden_address: str) -> None:
    """With an example and an address to send it to; the form, which could do nothing, is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{golden_address}/{FORM}")
    expect(page.locator("[data-company-form]")).to_be_hidden()
    expect(page.get_by_text("name: Example A/S").last).to_be_visible()
    expect(page.get_by_role("link", name="portal@example.example")).to_be_visible()
    context.close()


def test_the_code_of_a_frame_follows_the_choice(page: Page, golden_address: str) -> None:
    """Address and title are those of the list that is chosen."""
    page.goto(f"{golden_address}/en/for-employers/")
    code = page.locator("[data-frame-code]")
    page.get_by_label("Which jobs").select_option(label="Testrup")
    expect(code).to_have_text(
        '<iframe src="https://portal.example/work/en/embed/municipalities/testrup/" '
        'title="Open jobs: Testrup" width="100%" height="600" loading="lazy"></iframe>'
    )


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, golden_address: str, published_golden_site: Website, width: int
) -> None:
    """On both kinds of page, in each language of the golden site."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page, found = context.new_page(), {}
    shown = [
        path
        for _, kind, path in published_golden_site.samples()
        if kind in {"employers", "add-company"}
    ]
    for path in shown:
        page.goto(golden_address + path.removeprefix("/work"))
        wrong = axe_faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append("scrolls sideways")
        if wrong:
            found[path] = wrong
    context.close()
    assert len(shown) == 6
    assert not found
