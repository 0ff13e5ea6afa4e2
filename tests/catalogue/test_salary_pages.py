"""What is left of a salary: the page, the municipalities' own lines, and the browser's reckoning."""

import json
import random
import runpy
import shutil
import subprocess
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from golden_site import SETTINGS_FILE
from page_parts import by_address, pages_of
from website import PROJECT

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.salary import newest_tax, rules_for_browser
from plugins.portal.salary import (
    KRONE,
    a_month,
    may_use_scheme,
    ordinary_pay,
    rates_of,
    scheme_pay,
)
from plugins.portal.settings import read_settings

CORE = PROJECT / "themes" / "portal" / "static" / "js" / "salary-core.js"
ASKED = 4000
TYPED = {
    "45000": (45_000, None),
    "45.000": (45_000, None),
    "45,000": (45_000, None),
    "45 000 kr.": (45_000, None),
    "DKK 1\u2019234\u2019567": (1_234_567, None),
    "45000,50": (45_000, None),
    "4": (4, 400),
    "4,5 %": (None, 450),
    "4.25": (4, 425),
    "": (None, 0),
    "-5": (None, None),
    "many": (None, None),
    "1.2345": (None, None),
}


@pytest.fixture(scope="session")
def edition(editions) -> Edition:
    return editions["en"]


@pytest.fixture
def ask_browser(tmp_path):
    """Run the browser's own functions in Node."""
    for script in (CORE, Path(__file__).with_name("salary-node.mjs")):
        shutil.copy(script, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    node = shutil.which("node") or str(PROJECT / ".venv/bin/node")

    def ask(question):
        done = subprocess.run(
            [node, str(tmp_path / "salary-node.mjs")],
            input=json.dumps(question),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return json.loads(done.stdout)

    return ask


def questions(tax):
    """Salaries of any height, those where something begins and some that make odd øre."""
    rng = random.Random(1)
    turns = [rule.above for rule in tax.progressive_taxes]
    turns += [tax.job_allowance.above, tax.special_scheme.monthly_salary * 12]
    edges = [max(turn // 12 + step, 0) for turn in turns for step in range(-300, 300, 75)]
    salaries = [*edges, 0, 1, *(rng.randint(0, 10 ** rng.randint(4, 9)) for _ in range(ASKED))]
    slugs = [rates.municipality for rates in tax.municipalities]
    return [
        {
            "salary": salary,
            "place": rng.choice(slugs),
            "church": rng.random() < 0.5,
            "scheme": rng.random() < 0.2,
            "pension": rng.choice([0, 400, 525, rng.randint(0, 3000)]),
        }
        for salary in salaries
    ]


def reckoned(tax, asked):
    """What the functions say, as the browser has it."""
    if asked["scheme"]:
        slip = scheme_pay(tax, asked["salary"])
    else:
        rates = rates_of(tax, asked["place"])
        slip = ordinary_pay(
            tax, rates, asked["salary"], is_member=asked["church"], pension=asked["pension"]
        )
    return {
        **asdict(slip),
        "progressive": list(slip.progressive),
        "month": a_month(slip.net),
        "year": a_month(slip.net * 12),
        "may": may_use_scheme(tax, asked["salary"]),
    }


def test_the_browser_reckons_as_the_build_does(edition, ask_browser):
    """Thousands of salaries come out alike to the øre, by the data of the page."""
    tax = newest_tax(edition)
    asked = questions(tax)
    answer = ask_browser({"rules": json.loads(rules_for_browser(tax)), "asked": asked, "typed": []})
    for question, found in zip(asked, answer["slips"], strict=True):
        assert found == reckoned(tax, question), question


def test_the_browser_reads_what_people_type(ask_browser):
    """Thousands may be set apart as anywhere in the world, and what is no number is none."""
    answer = ask_browser({"rules": {}, "asked": [], "typed": [*TYPED]})
    assert dict(zip(TYPED, map(tuple, answer["read"]), strict=True)) == TYPED


def test_the_page_stands_below_my_life_in_every_language(editions, page_at):
    """It has an address in each language, and names the others."""
    addresses = {code: one.addresses.salary(code) for code, one in editions.items()}
    for code, address in addresses.items():
        page = page_at[address]
        assert page.alternates == addresses
        assert page.breadcrumbs[-1].address == editions[code].sections["my-life"].address
        assert page.indexed


def test_every_municipality_has_its_row(edition, page_at):
    """The table has what the functions say, in the order of the alphabet."""
    tax = newest_tax(edition)
    view = page_at[edition.addresses.salary("en")].view
    assert {row.slug for row in view.places} == set(edition.portal.municipalities)
    assert view.places == tuple(edition.language.in_order(view.places, lambda row: row.place.text))
    for row in view.places:
        rates = rates_of(tax, row.slug)
        for member, texts in ((False, row.left), (True, row.left_of_members)):
            nets = [ordinary_pay(tax, rates, s, is_member=member).net for s in tax.typical_salaries]
            assert texts == tuple(edition.language.number(a_month(net)) for net in nets)


def test_a_municipality_tells_its_own_rates(editions, page_at):
    """Its page shows them in the page's language, and leads to the whole."""
    own = editions["da"].addresses.named("municipality", "exampleby", "da")
    told = page_at[own].view.salary
    assert (told.municipal_tax, told.church_tax) == ("24,52\xa0%", "0,74\xa0%")
    assert [salary for salary, _, _ in told.left] == ["30.000", "55.000", "90.000"]
    assert told.address in page_at


def test_guides_to_money_and_my_life_lead_there(editions, page_at):
    """Who reads of life here finds the page."""
    edition = editions["en"]
    life = page_at[edition.sections["my-life"].address]
    assert life.view.salary.address == edition.addresses.salary("en")


def test_the_scheme_is_marked_where_a_salary_is_too_low(edition, page_at):
    """Only researchers may use it below the least salary of key employees."""
    view = page_at[edition.addresses.salary("en")].view
    assert [row.is_enough for row in view.scheme] == [False, False, True]


@pytest.fixture
def settings(golden_site):
    """Those of a golden site that the test may change."""
    return read_settings(runpy.run_path(str(golden_site / SETTINGS_FILE)), golden_site)


def years(golden_settings, *names):
    """Copies of the golden year under other years; its own goes."""
    folder = golden_settings.content / "tax"
    text = (folder / "2026.yaml").read_text(encoding="utf-8")
    (folder / "2026.yaml").unlink()
    for name in names:
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "day", "shown", "this_year"),
    [
        (("2025", "2026", "2027"), date(2026, 12, 31), "2026", ""),
        (("2025", "2026", "2027"), date(2027, 1, 1), "2027", ""),
        (("2026",), date(2027, 1, 1), "2026", "2027"),
    ],
)
def test_the_newest_year_that_has_begun_counts(settings, names, day, shown, this_year):
    """A file for next year waits, and a page of last year says so."""
    years(settings, *names)
    content = load_content(settings, day)
    edition = Edition(content, "en")
    view = by_address(pages_of(content))[edition.addresses.salary("en")].view
    assert (view.year, view.this_year) == (shown, this_year)
    assert day in content.portal.span
    assert date(day.year + 1, 1, 1) not in content.portal.span
    assert date(day.year - 1, 12, 31) not in content.portal.span


@pytest.mark.parametrize("names", [(), ("2027",)])
def test_without_a_year_that_has_begun_there_is_no_page(settings, names):
    """Neither the page nor a way to it, and municipalities say nothing of it."""
    years(settings, *names)
    content = load_content(settings, date(2026, 6, 2))
    edition = Edition(content, "en")
    pages = by_address(pages_of(content))
    assert edition.addresses.salary("en") not in pages
    assert pages[edition.sections["my-life"].address].view.salary is None
    assert pages[edition.addresses.named("municipality", "exampleby", "en")].view.salary is None


def test_the_real_portal_tells_the_year_of_its_newest_file():
    """Each municipality of the real portal has rates, and each rule a source, or it would not load."""
    found = sorted(path.stem for path in (PROJECT / "content" / "tax").glob("*.yaml"))
    assert found
    assert all(name.isdigit() and int(name) >= 2026 for name in found)


def test_amounts_are_whole_oere(edition):
    """What the browser is given has no fractions."""
    rules = json.loads(rules_for_browser(newest_tax(edition)))
    assert rules["atp"] == 9465
    assert rules["scheme"]["salary"] == 65_400 * KRONE
    flat = json.dumps(rules)
    assert "." not in flat
