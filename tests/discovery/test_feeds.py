"""Atom feeds, read back with another parser than the one that wrote them."""

from datetime import date, timedelta

from discovery_samples import SITE
from lxml import etree

from plugins.discovery.feeds import LENGTH, make_feeds

ATOM = {"a": "http://www.w3.org/2005/Atom"}
COMPANIES = "/en/companies/feed.xml"
STORIES = "/en/stories/feed.xml"


def feed(pages, address=COMPANIES):
    return etree.fromstring(dict(make_feeds(pages))[address])


def texts(element, path):
    return [found.text for found in element.iterfind(path, ATOM)]


def test_a_feed_has_all_that_atom_demands(make_page):
    """Title, identity, date, author and its own address are there, in the language's name."""
    found = feed([make_page()])
    assert texts(found, "a:title") == ["New companies"]
    assert texts(found, "a:id") == [f"{SITE}{COMPANIES}"]
    assert texts(found, "a:updated") == ["2026-03-04T00:00:00+00:00"]
    assert texts(found, "a:author/a:name") == ["Careers"]
    assert {link.get("rel"): link.get("href") for link in found.iterfind("a:link", ATOM)} == {
        "self": f"{SITE}{COMPANIES}",
        "alternate": f"{SITE}/en/companies/",
    }
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_entry_is_known_by_its_address(make_page):
    """An entry's identity is the absolute address of its page."""
    found = feed([make_page()])
    assert texts(found, "a:entry/a:id") == [f"{SITE}/en/companies/vola/"]


def test_an_entry_has_its_days(make_page):
    """An entry says when it was published and when it was changed."""
    found = feed([make_page(published=date(2025, 1, 1), updated=date(2026, 3, 4))])
    assert texts(found, "a:entry/a:published") == ["2025-01-01T00:00:00+00:00"]
    assert texts(found, "a:entry/a:updated") == ["2026-03-04T00:00:00+00:00"]


def test_an_entry_was_not_changed_before_it_was_published(make_page):
    """A day of publication that is newer counts as the last change."""
    found = feed([make_page(published=date(2026, 5, 5), updated=date(2026, 3, 4))])
    assert texts(found, "a:entry/a:updated") == ["2026-05-05T00:00:00+00:00"]


def test_only_pages_of_kind_and_language_are_in_it(make_page):
    """A feed holds its own kind in its own language, and nothing that is not indexed or dated."""
    pages = [
        make_page("a/"),
        make_page("b/", kind="story"),
        make_page("c/", language="da"),
        make_page("d/", indexed=False),
        make_page("e/", updated=None),
    ]
    assert texts(feed(pages), "a:entry/a:id") == [f"{SITE}/en/a/"]


def test_the_newest_come_first_and_the_oldest_are_left_out(make_page):
    """A feed holds the twenty newest pages, those of one day in the order of addresses."""
    first = date(2026, 1, 1)
    pages = [make_page(f"{n:02}/", updated=first + timedelta(days=n // 2)) for n in range(30)]
    found = texts(feed(pages), "a:entry/a:id")
    assert len(found) == LENGTH
    assert found[:3] == [f"{SITE}/en/28/", f"{SITE}/en/29/", f"{SITE}/en/26/"]


def test_the_first_publication_decides_what_is_new(make_page):
    """A page that was only touched again is not news."""
    pages = [
        make_page("old/", published=date(2020, 1, 1), updated=date(2026, 9, 9)),
        make_page("new/", published=date(2026, 1, 1), updated=date(2026, 1, 1)),
    ]
    found = feed(pages)
    assert texts(found, "a:entry/a:id")[0] == f"{SITE}/en/new/"
    assert texts(found, "a:updated") == ["2026-09-09T00:00:00+00:00"]


def test_an_empty_feed_takes_its_date_from_the_content(make_page):
    """A feed without entries was changed when the portal was, and never by the clock."""
    assert texts(feed([make_page()], STORIES), "a:updated") == ["2026-03-04T00:00:00+00:00"]
    assert texts(feed([make_page(updated=None)], STORIES), "a:updated") == [
        "1970-01-01T00:00:00+00:00"
    ]


def test_hostile_text_stays_text(make_page):
    """Titles are plain text and summaries are HTML, in which nothing of the text is markup."""
    found = feed([make_page(title="<b>&", description="<script>&amp;]]>")])
    assert texts(found, "a:entry/a:title") == ["<b>&"]
    summary = found.find("a:entry/a:summary", ATOM)
    assert summary.get("type") == "html"
    assert summary.text == "&lt;script&gt;&amp;amp;]]&gt;"


def test_the_order_of_pages_does_not_matter(make_page):
    """The same pages give the same bytes."""
    pages = [make_page("a/"), make_page("b/"), make_page("c/", language="da")]
    assert list(make_feeds(pages)) == list(make_feeds(pages[::-1]))
