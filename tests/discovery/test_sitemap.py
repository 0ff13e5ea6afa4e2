"""The sitemap, read back with another parser than the one that wrote it."""

from datetime import date

from discovery_samples import SITE
from lxml import etree

from plugins.discovery.sitemap import NAMESPACE, make_sitemaps

TOP = f"{SITE}/"


def entries(content):
    """Addresses and days of a sitemap or an index."""
    return [
        (entry.findtext(f"{{{NAMESPACE}}}loc"), entry.findtext(f"{{{NAMESPACE}}}lastmod"))
        for entry in etree.fromstring(content)
    ]


def test_pages_have_absolute_addresses_and_their_last_change(make_page):
    """A page is listed with the day on which its content changed."""
    ((name, content),) = make_sitemaps([make_page(updated=date(2026, 3, 4))], TOP)
    assert name == "sitemap.xml"
    assert entries(content) == [(f"{SITE}/en/companies/vola/", "2026-03-04")]


def test_pages_without_a_date_have_no_last_change(make_page):
    """Nobody is told a day that the content does not give."""
    ((_, content),) = make_sitemaps([make_page(updated=None)], TOP)
    assert entries(content) == [(f"{SITE}/en/companies/vola/", None)]


def test_addresses_are_text(make_page):
    """Signs that XML knows stand for themselves."""
    ((_, content),) = make_sitemaps([make_page("a&b<c>/")], TOP)
    assert [address for address, _ in entries(content)] == [f"{SITE}/en/a&b<c>/"]


def test_pages_out_of_the_index_are_absent(make_page, redirect):
    """Redirects and pages for nobody in particular are not offered to search engines."""
    ((_, content),) = make_sitemaps([make_page("404.html", indexed=False), redirect], TOP)
    assert entries(content) == []


def test_the_order_of_pages_does_not_matter(make_page):
    """The same pages give the same bytes."""
    pages = [make_page("b/"), make_page("a/")]
    assert list(make_sitemaps(pages, TOP)) == list(make_sitemaps(pages[::-1], TOP))


def test_as_many_pages_as_allowed_need_one_file(make_page):
    """The limit itself is still allowed."""
    assert len(list(make_sitemaps([make_page("a/"), make_page("b/")], TOP, limit=2))) == 1


def test_more_pages_than_allowed_are_split_and_indexed(make_page):
    """No file is longer than the limit, and the index leads to all."""
    pages = [
        make_page(f"{letter}/", updated=date(2026, 1, day)) for day, letter in enumerate("abcde", 1)
    ]
    files = dict(make_sitemaps(pages, TOP, limit=2))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert entries(files["sitemap.xml"]) == [
        (f"{SITE}/sitemap-1.xml", "2026-01-02"),
        (f"{SITE}/sitemap-2.xml", "2026-01-04"),
        (f"{SITE}/sitemap-3.xml", "2026-01-05"),
    ]
    listed = [address for name in list(files)[1:] for address, _ in entries(files[name])]
    assert listed == [f"{SITE}/en/{letter}/" for letter in "abcde"]
    assert etree.fromstring(files["sitemap.xml"]).tag == f"{{{NAMESPACE}}}sitemapindex"
