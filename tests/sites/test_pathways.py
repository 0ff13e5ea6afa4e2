"""Paths to a job and contact cards on the golden site: who helps and hires, and what is left out where there is none."""

import json
import os
import shutil
from pathlib import Path

import pytest
from golden_site import SETTINGS_FILE, TODAY, seconds_of
from lxml import html
from strict_qr import read_path
from strict_vcard import Card, read_card, unescaped
from website import Website, build

from plugins.portal.days import EPOCH

PATH, EMPLOYERS = "en/partners", "en/partners/for-employers"


@pytest.fixture
def site(published_golden_site: Website) -> Website:
    return published_golden_site


def page(folder: Path, address: str) -> html.HtmlElement:
    return html.parse(folder / address / "index.html").getroot()


def built(site: Path) -> Path:
    output = site.parent / "output"
    done = build(site / SETTINGS_FILE, output)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def texts(element: html.HtmlElement, path: str) -> list[str]:
    return [found.text_content().strip() for found in element.xpath(path)]


def test_a_path_shows_its_steps_with_those_who_help_and_hire(site: Website) -> None:
    """In their order; employers by what they offer, and each municipality's office or the one for newcomers."""
    found = page(site.folder, PATH)
    steps = ["Say what you can do", "Drink coffee with somebody", "Try it out"]
    names = texts(found, "//h3[@class='path-step-name']")
    assert len(names) == 3
    assert names[::2] == steps[::2]
    assert texts(found, "//div[@class='offers-made']//h3/a") == [
        *("Coffee meetings", "Internships", "Short-term jobs"),
    ]
    own, others = found.xpath("//section[@aria-labelledby='Offices']//div[@class='contacts']")
    assert texts(own, ".//h3") == ["Exampleby", "Øksempel Ø"]
    assert texts(others, ".//h3") == ["Sampleborg <script>alert(1)</script>"]
    assert texts(found, "//li[@class='course-card']/h3") == [
        *("Kneading for newcomers", "Dough & Danish"),
    ]


def test_search_engines_are_told_the_steps_in_their_order(site: Website) -> None:
    """https://schema.org/ItemList"""
    (said,) = page(site.folder, PATH).xpath("//script[@type='application/ld+json']/text()")
    steps = next(t for t in json.loads(said)["@graph"] if t["@type"] == "ItemList")
    assert steps["numberOfItems"] == 3
    places = [item["url"].rpartition("#")[2] for item in steps["itemListElement"]]
    assert places == ["Path-1", "Path-2", "Path-3"]


def test_paths_lead_from_home_places_guides_and_my_life(site: Website) -> None:
    """And to the other paths, and to the employers' side of each that has one."""
    ways = {
        "en": {"partners", "students"},
        "en/my-life": {"partners", "students"},
        "en/my-life/for/partners": {"partners"},
        "en/municipalities/exampleby": {"partners", "students"},
        "en/two-careers": {"partners"},
        PATH: {"partners/for-employers", "students"},
        EMPLOYERS: {"partners"},
    }
    for address, expected in ways.items():
        links = page(site.folder, address).xpath("//main//a/@href")
        paths = {link.removeprefix("/work/en/").strip("/") for link in links}
        found = {path for path in paths if path.split("/")[0] in {"partners", "students"}}
        assert found == expected, address
    assert not (site.folder / "en/students/for-employers").exists()


def test_open_jobs_for_those_on_a_path_stand_on_it(golden_site: Path) -> None:
    """The newest of each kind, with the way to choose among all; nothing where there are none."""
    jobs = golden_site / "content/jobs/mithal-bakery.yaml"
    text = jobs.read_text("utf-8")
    first = text.index("  title:")
    jobs.write_text(f"{text[:first]}  opening: student-job\n{text[first:]}", "utf-8")
    found = page(built(golden_site), "en/students")
    assert texts(found, "//h2[starts-with(@id, 'Open-')]") == ["Open student jobs"]
    assert len(found.xpath("//ul[@class='job-list']/li")) == 1
    assert "/work/en/jobs/?type=student-job" in found.xpath("//main//a/@href")
    shutil.rmtree(golden_site / "content/jobs")
    assert not texts(page(built(golden_site), "en/students"), "//h2[starts-with(@id, 'Open-')]")


def test_a_third_path_is_a_file_alone(golden_site: Path) -> None:
    """The golden one for families is a draft: published, it stands beside the others."""
    path = golden_site / "content/pathways/families.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    output = built(golden_site)
    assert texts(page(output, "en/families"), "//h1") == ["A secret-draft path"]
    assert "/work/en/families/" in page(output, "en").xpath("//main//a/@href")
    assert (output / "da/da-families/index.html").exists()


def test_a_portal_without_paths_does_not_speak_of_them(golden_site: Path) -> None:
    """Partners are led to their guides, as if the kind did not exist."""
    shutil.rmtree(golden_site / "content/pathways")
    output = built(golden_site)
    assert not (output / PATH).exists()
    for path in output.glob("en/**/*.html"):
        links = html.parse(path).xpath("//a/@href")
        assert not [link for link in links if link.startswith(("/work/en/partners/", "/work/en/students/"))], path  # fmt: skip
    assert "/work/en/my-life/for/partners/" in page(output, "en").xpath("//main//a/@href")


def cards(folder: Path) -> dict[str, Card]:
    files = sorted(folder.rglob("*.vcf"))
    return {path.relative_to(folder).as_posix(): read_card(path.read_bytes()) for path in files}


def test_every_office_has_a_card_that_address_books_accept(site: Website) -> None:
    """By a strict reader, in each language; who has the one in another language has the same office."""
    found = cards(site.folder)
    assert {name for name in found if name.startswith("en/")} == {
        f"en/municipalities/{office}.vcf"
        for office in (
            *("exampleby/newcomer-service", "exampleby/partner-consultant"),
            *("oeksempel-oe/partner-consultant", "sampleborg/newcomer-service"),
        )
    }
    for name, card in found.items():
        assert card["SOURCE"][0].value == f"https://portal.example/work/{name}"
    uids = {name: card["UID"][0].value for name, card in found.items()}
    assert len(set(uids.values())) * 3 == len(found)
    desk = "municipalities/exampleby/newcomer-service.vcf"
    assert uids[f"en/{desk}"] == uids["ar/ar-municipalities/exampleby/ar-newcomer-service.vcf"]
    hostile = found["en/municipalities/sampleborg/newcomer-service.vcf"]
    assert unescaped(hostile["ROLE"][0].value) == '"><img src=x onerror=1>'


def test_cards_hang_on_every_contact_of_an_office(site: Website) -> None:
    """Wherever somebody reads whom to ask, and each leads to a file."""
    for address in (
        PATH,
        EMPLOYERS,
        "en/municipalities/exampleby",
        "en/companies/example-windmills",
    ):
        links = page(site.folder, address).xpath("//a[@type='text/vcard']/@href")
        assert links, address
        for link in links:
            assert (site.folder / link.removeprefix("/work/")).is_file(), link


def test_a_qr_code_leads_to_the_contact_that_it_stands_by(site: Website) -> None:
    """Read back by a reader of its own; only a municipality's page carries codes."""
    for place in ("en/municipalities/exampleby", "ar/ar-municipalities/exampleby"):
        found = page(site.folder, place)
        sections = found.xpath("//section[.//details[@class='contact-qr']]")
        sections = [one for one in sections if one.get("class") == "contact"]
        assert [one.get("id") for one in sections] == ["Newcomer-service", "Partner-consultant"]
        for section in sections:
            (svg,) = section.xpath(".//details//svg")
            (path,) = svg.xpath("./path/@d")
            size = int(svg.get("viewbox").split()[-1])
            address = f"https://portal.example/work/{place}/#{section.get('id')}"
            assert read_path(size, path) == address
            assert svg.get("aria-label")
    for address, document in site.pages.items():
        assert site.kind(address) == "municipality" or not document.find_class("contact-qr")


def test_cards_are_the_same_on_any_day(golden_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte: what is dated in them is the day on which somebody looked."""
    first = card_files(built(golden_site))
    monkeypatch.setitem(os.environ, EPOCH, seconds_of(TODAY.replace(year=TODAY.year + 1)))
    shutil.rmtree(golden_site / ".cache")
    assert card_files(built(golden_site)) == first


def card_files(folder: Path) -> dict[Path, bytes]:
    """All files for address books below a folder, by their paths: places have some of the same name."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.vcf")}
