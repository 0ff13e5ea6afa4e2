"""What the head of a page says to machines."""

from dataclasses import replace

import pytest
from discovery_samples import SITE, Target

from plugins.discovery.introduction import Discovery


@pytest.fixture
def discovery(images):
    return Discovery(images, {"en": "en-GB"})


def test_canonical_address_is_absolute(discovery, make_page):
    """A page is known under its own address with scheme and host."""
    assert discovery(make_page()).canonical == f"{SITE}/en/companies/vola/"


def test_canonical_address_is_a_path_where_the_host_is_unknown(discovery, make_page):
    """Without a site address the path stands alone."""
    assert discovery(make_page(site_url="")).canonical == "/en/companies/vola/"


def test_canonical_address_of_a_redirect_is_its_target(discovery, redirect):
    """A former address gives its standing to the new one."""
    found = discovery(redirect)
    assert found.canonical == f"{SITE}/en/companies/new/"
    assert found.open_graph == ()
    assert found.robots == "noindex"


def test_canonical_address_is_that_of_a_page_not_of_a_part(discovery, redirect):
    """What leads to a part of a page gives its standing to the whole."""
    folder = replace(redirect, kind="job-folder", view=Target("/en/companies/new/#Jobs"))
    assert discovery(folder).canonical == f"{SITE}/en/companies/new/"
    assert discovery(folder).open_graph == ()


@pytest.mark.parametrize(("indexed", "robots"), [(True, ""), (False, "noindex")])
def test_robots_follow_the_page(discovery, make_page, indexed, robots):
    """Only pages that search engines may show say nothing to robots."""
    assert discovery(make_page(indexed=indexed)).robots == robots


def test_alternates_are_reciprocal(discovery, translated_pages):
    """Every language version names the same set, its own address included."""
    found = {code: discovery(page) for code, page in translated_pages.items()}
    assert found["en"].alternates == found["da"].alternates
    for code, introduction in found.items():
        assert dict(introduction.alternates)[code] == introduction.canonical


def test_alternates_end_with_x_default(discovery, translated_pages):
    """Readers of no language of the portal are sent to the default."""
    assert discovery(translated_pages["da"]).alternates[-1] == (
        "x-default",
        f"{SITE}/en/companies/vola/",
    )


def test_pages_out_of_the_index_have_no_alternates(discovery, make_page):
    """Search engines ignore a set whose members they may not show."""
    page = make_page(alternates={"en": "/en/x/"}, default_alternate="/en/x/", indexed=False)
    assert discovery(page).alternates == ()


def test_pages_without_translations_have_no_alternates(discovery, make_page):
    """Where nothing is translated there is no set."""
    assert discovery(make_page()).alternates == ()


def test_feeds_are_those_of_the_language(discovery, make_page):
    """A page names the feeds in its own language."""
    assert {feed.address for feed in discovery(make_page(language="da")).feeds} == {
        "/da/companies/feed.xml",
        "/da/stories/feed.xml",
    }
