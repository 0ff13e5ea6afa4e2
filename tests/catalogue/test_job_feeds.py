"""Feeds of lists of jobs, as they are published."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from page_parts import pages_of, with_other
from website import Website

from plugins.catalogue.following import LASTING
from plugins.catalogue.pages.feeds import ALL_LENGTH, LENGTH, NEVER, FeedView
from plugins.portal.page import ATOM, JSON_FEED
from plugins.portal.problems import ContentFault

NAMES = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SITE = "https://portal.example"


DEPTH = len(("en", "companies", "acme", "jobs", "feed.xml"))


@pytest.fixture(scope="session")
def feeds(all_pages):
    """Address → page of each Atom feed of jobs."""
    return {page.address: page for page in all_pages if isinstance(page.view, FeedView)}


@pytest.fixture(scope="session")
def published(published_golden_site: Website) -> Mapping[str, etree._Element]:
    """Address → feed, read back by another parser than the one that wrote it."""
    folder = published_golden_site.folder
    # Feeds of whole sections stand less deep; they are made of pages, by discovery.
    paths = (path.relative_to(folder) for path in folder.rglob("feed.xml"))
    strict = etree.XMLParser(resolve_entities=False, no_network=True)
    return {
        f"/work/{path.as_posix()}": etree.parse(folder / path, strict).getroot()
        for path in paths
        if len(path.parts) == DEPTH
    }


def test_every_list_of_jobs_has_a_feed_in_each_language(feeds, content):
    """Places, lighthouses and competences always, companies while they have jobs."""
    portal, addresses = content.portal, content.addresses
    lasting = [r for kind in LASTING for r in portal.by_kind(kind).values()]
    companies = [c for c in portal.companies.values() if portal.jobs_of(c)]
    assert companies
    assert len(companies) < len(portal.companies)
    expected = {
        f"{addresses.jobs_of(record, code)}feed.xml"
        for record in (*lasting, *companies)
        for code in portal.languages
    }
    assert feeds.keys() == expected


def test_a_feed_holds_the_newest_jobs_of_its_list(feeds, content):
    """In the order of the list, and no more of them than readers need."""
    for (kind, slug), address in of_records(content).items():
        jobs = content.portal.jobs_by_subject.get(f"{kind}/{slug}", ())
        shown = [card.address for card in feeds[address].view.cards]
        assert shown == [content.addresses.named("job", job, "en") for job in jobs[:LENGTH]]


def of_records(content):
    addresses = content.addresses
    return {
        (kind, slug): f"{addresses.jobs_of(record, 'en')}feed.xml"
        for kind in LASTING
        for slug, record in content.portal.by_kind(kind).items()
    }


def test_a_feed_without_jobs_stays_and_is_dated(feeds, content):
    """Who follows a list whose last job has gone is not lost, and no clock is asked."""
    empty = [page.view for page in feeds.values() if not page.view.cards]
    assert empty
    days = {record.updated for kind in LASTING for record in content.portal.by_kind(kind).values()}
    assert {view.updated for view in empty} <= {*days, NEVER}


def test_published_feeds_are_what_atom_demands(published, feeds):
    """Identity, title, date, author and both links, of the feed and of each entry. RFC 4287, 4.1"""
    assert published.keys() == feeds.keys()
    for address, root in published.items():
        assert root.tag == f"{{{NAMES['a']}}}feed"
        assert root.findtext("a:id", None, NAMES) == SITE + address
        assert root.findtext("a:author/a:name", None, NAMES)
        links = {link.get("rel"): link.get("href") for link in root.iterfind("a:link", NAMES)}
        assert links.keys() == {"self", "alternate"}
        assert links["self"] == SITE + address
        entries = root.findall("a:entry", NAMES)
        assert len(entries) == len(feeds[address].view.cards)
        for element in (root, *entries):
            assert element.findtext("a:title", None, NAMES)
            updated = element.findtext("a:updated", None, NAMES)
            assert datetime.fromisoformat(updated).tzinfo
        ids = [entry.findtext("a:id", None, NAMES) for entry in entries]
        assert len(set(ids)) == len(ids)
        assert all(name.startswith(f"{SITE}/work/") for name in ids)


def test_hostile_titles_are_text(published, feeds):
    """What an employer wrote comes back as it was, and is no part of the feed's own markup."""
    for address, root in published.items():
        titles = [
            entry.findtext("a:title", None, NAMES) for entry in root.iterfind("a:entry", NAMES)
        ]
        assert titles == [card.title.text for card in feeds[address].view.cards]
    said = [card.title.text for page in feeds.values() for card in page.view.cards]
    assert any("<" in title for title in said)


def test_a_title_in_another_language_says_so(published, feeds):
    """Readers can speak it rightly; what the portal adds is in the feed's language."""
    marked = 0
    for address, root in published.items():
        for entry, card in zip(
            root.iterfind("a:entry", NAMES), feeds[address].view.cards, strict=True
        ):
            assert entry.get(LANGUAGE) == card.title.language
            own = entry.find("a:summary", NAMES).get(LANGUAGE, root.get(LANGUAGE))
            assert own == feeds[address].language
            marked += bool(card.title.language)
    assert marked


def test_pages_name_the_feeds_of_their_lists(published_golden_site: Website, all_pages):
    """In the head and, where there are jobs, for everybody to see; every feed is named."""
    site = published_golden_site
    named = set()
    for address, document in site.documents.items():
        for kind in (ATOM, JSON_FEED):
            links = document.xpath(f"//head/link[@rel='alternate'][@type='{kind}']/@href")
            assert all((site.folder / link.removeprefix("/work/")).is_file() for link in links), (
                address
            )
            named |= set(links)
        seen = document.xpath("//p[@class='follow-link']/a/@href")
        assert set(seen) <= named
        assert bool(seen) == bool(
            site.kind(address) in {"company", "municipality", "cluster", "competence", "job-list"}
            and document.find_class("job-list")
        ), address
    assert {page.address for page in all_pages if page.kind == "feed"} <= named


def test_json_feeds_are_what_their_version_demands(all_pages, content):
    """Version, title and items with identity and text. https://www.jsonfeed.org/version/1.1/"""
    found = [page for page in all_pages if page.address.endswith("feed.json")]
    assert len(found) == (len(content.portal.municipalities) + 1) * len(content.portal.languages)
    for page in found:
        feed = json.loads(page.view.text)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["language"] == page.language
        assert feed["feed_url"] == SITE + page.address
        for item in feed["items"]:
            assert item["id"] == item["url"]
            assert item["url"].startswith(f"{SITE}/work/{page.language}/")
            assert item["content_text"]
            assert datetime.fromisoformat(item["date_published"]).tzinfo
            assert item["authors"][0]["name"]


def test_the_json_feed_of_all_has_every_new_job(all_pages, content):
    """Newest first, as the list of all jobs has them."""
    page = next(p for p in all_pages if p.address.endswith("/en/jobs/feed.json"))
    shown = [item["url"].removeprefix(SITE) for item in json.loads(page.view.text)["items"]]
    jobs = content.portal.newest_jobs[:ALL_LENGTH]
    assert shown == [content.addresses.named("job", job, "en") for job in jobs]


def test_a_company_that_loses_its_last_job_loses_its_feed(content, feeds):
    """Nothing is remembered of it: its page names none either."""
    jobs = dict(content.portal.jobs.items())
    company = next(job.company for job in jobs.values())
    left = {slug: job for slug, job in jobs.items() if job.company != company}
    found = pages_of(with_other(content, jobs=left))
    gone = feeds.keys() - {page.address for page in found}
    record = content.portal.companies[company]
    assert gone == {
        f"{content.addresses.jobs_of(record, c)}feed.xml" for c in content.portal.languages
    }
    profiles = [p for p in found if p.kind == "company" and p.record.slug == company]
    assert not any(page.feeds for page in profiles)


def test_titles_with_characters_that_xml_has_not_are_refused(golden_site: Path, load):
    """They are told with the file, before they could break a feed."""
    path = next((golden_site / "content/jobs").glob("*.json"))
    jobs = json.loads(path.read_text("utf-8"))
    entries = jobs["jobs"] if isinstance(jobs, dict) else jobs
    entries[0]["title"] = "Bad\u0001title"
    path.write_text(json.dumps(jobs), "utf-8")
    with pytest.raises(ContentFault, match=r"U\+0001"):
        load(golden_site)
