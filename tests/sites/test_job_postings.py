"""What search engines are told of a job is what its page shows: every job, in every language."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from golden_site import pseudo_translation
from lxml import html
from website import Website

from plugins.catalogue.labels import EMPLOYMENT_TYPES
from plugins.portal.records import EmploymentType

REQUIRED = {"datePosted", "description", "hiringOrganization", "jobLocation", "title"}
"""https://developers.google.com/search/docs/appearance/structured-data/job-posting"""

RECOMMENDED = {"validThrough", "employmentType", "identifier", "baseSalary", "directApply"}

OWN = {"@type", "url"}

WINDMILLS = "example-windmills"

LOCALES = {"en": "en-GB", "da": "da", "ar": "ar"}


def postings(site: Website) -> Iterator[tuple[str, html.HtmlElement, Mapping[str, Any]]]:
    """Each page that is marked as a posting, with what it is marked as."""
    for address, document in site.documents.items():
        for script in document.xpath("//script[@type='application/ld+json']/text()"):
            for thing in json.loads(script)["@graph"]:
                if thing["@type"] == "JobPosting":
                    yield address, document, thing


def plain(text: str) -> str:
    return " ".join(text.split())


def text_of(fragment: str) -> str:
    return plain(html.fromstring(f"<div>{fragment}</div>").text_content())


def shown_in(document: html.HtmlElement) -> str:
    return plain(document.xpath("//main")[0].text_content())


def test_only_pages_of_single_open_jobs_are_marked(published_golden_site: Website) -> None:
    """Once each: no list, no job that is gone, and nobody's other page."""
    found = [address for address, *_ in postings(published_golden_site)]
    assert len(found) == len({*found}) >= 2 * len(LOCALES)
    pages = published_golden_site.documents
    for address in found:
        assert "kind-job" in pages[address].find("body").get("class").split(), address
        assert not pages[address].xpath("//meta[@name='robots']"), address


def test_postings_have_what_is_required_and_nothing_unknown(published_golden_site: Website) -> None:
    """No posting is so poor that it is not shown, or so rich that nobody understands it."""
    for address, _, posting in postings(published_golden_site):
        assert posting.keys() >= REQUIRED | {"identifier", "directApply"}, address
        assert posting.keys() <= REQUIRED | RECOMMENDED | OWN, address
        assert posting["directApply"] is False
        assert posting["jobLocation"]["address"]["addressCountry"] == "DK"


def test_every_fact_is_on_the_page(published_golden_site: Website) -> None:
    """Who reads the page learns all that search engines do."""
    for address, document, posting in postings(published_golden_site):
        code = document.get("lang")
        shown, links = shown_in(document), document.xpath("//main//a/@href")
        assert plain(document.xpath("string(//h1)")) == plain(posting["title"]), address
        (prose,) = document.xpath("//main//div[contains(@class, 'prose')]")
        assert plain(prose.text_content()) == text_of(posting["description"]), address
        times = document.xpath("//main//time/@datetime")
        assert posting["datePosted"] in times
        assert posting.get("validThrough", times[0]) in times
        assert posting["hiringOrganization"]["name"] in shown
        assert posting["hiringOrganization"]["sameAs"] in links
        assert posting["identifier"]["value"] in shown
        country = Locale.parse(LOCALES[code], sep="-").territories["DK"]
        place = posting["jobLocation"]["address"]["addressLocality"]
        assert f"{place}, {country}" in shown
        if "employmentType" in posting:
            terms = EmploymentType(posting["employmentType"].lower().replace("_", "-"))
            assert pseudo_translation(EMPLOYMENT_TYPES[terms], code) in shown
        for amount in _amounts(posting):
            assert format_decimal(amount, locale=Locale.parse(LOCALES[code], sep="-")) in shown


def test_what_a_program_read_out_of_words_is_said_beside_it(published_golden_site: Website) -> None:
    """So that a reader knows what to look at twice; what an editor wrote is no guess."""
    jobs = f"/en/jobs/{WINDMILLS}"
    guessed = shown_in(published_golden_site.documents[f"{jobs}/gust-forecaster/"])
    assert "For a limited time (read from the posting's text)" in guessed
    assert "27 May 2026 (when we first saw it)" in guessed
    assert "has not answered us since 1 June 2026" in guessed
    assert guessed.count("(read from the posting's text)") == len(("terms", "competences"))
    whole = shown_in(published_golden_site.documents[f"{jobs}/mill-builder-4711/"])
    assert "(read from" not in whole
    assert "answered us" not in whole


def test_a_job_that_is_gone_is_told_of_and_led_on_from(published_golden_site: Website) -> None:
    """Neither is in the sitemap, a feed, a list or the search."""
    site = published_golden_site
    gone = site.documents[f"/en/jobs/{WINDMILLS}/calm-keeper/"]
    assert gone.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "has not been open since 11 May 2026" in shown_in(gone)
    former = site.documents[f"/en/jobs/{WINDMILLS}/old-mill/"]
    target = former.xpath("//main//a/@href")
    assert target == [f"/work/en/companies/{WINDMILLS}/"]
    for path in site.folder.rglob("*"):
        if path.is_file() and path.parent.name not in {"calm-keeper", "old-mill"}:
            content = path.read_bytes()
            assert b"calm-keeper" not in content, path
            assert b"old-mill/" not in content or path.name == "_redirects", path


def test_a_deadline_ends_with_the_day_where_the_job_is(published_golden_site: Website) -> None:
    """With the offset of its clocks, so that nobody takes it for another's midnight."""
    ends = [p["validThrough"] for *_, p in postings(published_golden_site) if "validThrough" in p]
    assert ends
    assert all(end.endswith("T23:59:59+00:00") for end in ends)


def _amounts(posting: Mapping[str, Any]) -> list[float]:
    value = posting.get("baseSalary", {}).get("value", {})
    return [value[key] for key in ("value", "minValue", "maxValue") if key in value]
