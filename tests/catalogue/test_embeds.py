"""Lists of jobs that other sites show in a frame."""

import re

import pytest
from website import Website

from plugins.catalogue.following import LASTING
from plugins.catalogue.pages.embeds import LENGTH


@pytest.fixture(scope="session")
def embeds(all_pages):
    """Address → page."""
    return {page.address: page for page in all_pages if page.kind == "embed"}


def test_places_lighthouses_and_competences_have_one_in_each_language(embeds, content):
    """With or without jobs at the moment: other sites name them."""
    addresses, portal = content.addresses, content.portal
    records = [record for kind in LASTING for record in portal.by_kind(kind).values()]
    assert embeds.keys() == {addresses.embed(r, code) for r in records for code in portal.languages}
    assert not all(page.view.total for page in embeds.values())


def test_it_shows_the_newest_jobs_and_the_way_to_all(embeds, content, page_at):
    """No more than fit, with the number of all and a page that has them."""
    for kind in LASTING:
        for record in content.portal.by_kind(kind).values():
            view = embeds[content.addresses.embed(record, "en")].view
            jobs = content.portal.jobs_of(record)
            assert view.total == len(jobs)
            shown = [content.addresses.named("job", slug, "en") for slug in jobs[:LENGTH]]
            assert [card.address for card in view.cards] == shown
            assert view.about == content.addresses.of(record, "en")
            assert not view.all or view.all in page_at


def test_a_frame_is_nothing_but_its_list(published_golden_site: Website, embeds):
    """No navigation; links leave the frame; search engines are sent to the list.

    Its one script hides what is over.
    """
    site = published_golden_site
    for address, page in embeds.items():
        document = site.documents[address.removeprefix("/work")]
        assert not document.xpath("//nav | //header | //footer | //form")
        scripts = document.xpath("//script/@src")
        assert [s.startswith("/work/static/jobs-") for s in scripts] == [True] * bool(
            page.view.total
        )
        assert document.xpath("//base/@target") == ["_top"]
        assert not document.xpath("//base/@href")
        assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]
        (canonical,) = document.xpath("//link[@rel='canonical']/@href")
        assert canonical == f"https://portal.example{page.view.about}"
        assert not document.xpath("//link[@rel='alternate']")
        assert len(document.xpath("//li[contains(@class, 'job-card')]")) == len(page.view.cards)
        assert page.view.about in document.xpath("//main//a/@href")


def test_deadlines_can_be_seen(published_golden_site: Website, embeds):
    """A job says until when one can apply, in words and for programs."""
    site, dated = published_golden_site, 0
    for address, page in embeds.items():
        document = site.documents[address.removeprefix("/work")]
        days = document.xpath("//li[@data-deadline]/@data-deadline")
        assert days == [str(card.deadline) for card in page.view.cards if card.deadline]
        dated += len(days)
    assert dated


def test_only_frames_may_be_framed_and_only_data_is_open(published_golden_site: Website, content):
    """The headers' file says so for the paths of each language."""
    text = (published_golden_site.folder / "_headers").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^(/\S+)\n((?:  .+\n?)+)", text, re.MULTILINE))
    framed = {path for path, said in rules.items() if "frame-ancestors *" in said}
    assert framed == {f"{content.addresses.embeds(code)}*" for code in content.portal.languages}
    assert "X-Frame-Options: SAMEORIGIN" in rules["/work/*"]
    assert "frame-ancestors" not in rules["/work/*"]
    opened = {path for path, said in rules.items() if "Access-Control-Allow-Origin: *" in said}
    assert opened == {"/work/api/*"}


def test_neither_search_nor_sitemap_knows_them(published_golden_site: Website, embeds):
    """They are no pages of the portal."""
    folder = published_golden_site.folder
    found = [folder / "sitemap.xml", *(folder / "search").rglob("*.json")]
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert not [address for address in embeds if address in text], path
    assert len(found) > 1
