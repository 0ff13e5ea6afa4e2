"""What social networks show of a shared page."""

from datetime import date

import pytest
from discovery_samples import SITE

from plugins.discovery.open_graph import open_graph

LOCALES = {"en": "en-GB", "ar": "ar-EG"}


@pytest.fixture
def properties(images):
    return lambda page: open_graph(page, images, LOCALES)


def test_a_page_has_title_description_address_and_site(properties, make_page):
    """The four facts that every network shows are there."""
    found = dict(properties(make_page()))
    assert found["og:title"] == "VOLA"
    assert found["og:description"] == "VOLA makes taps."
    assert found["og:url"] == f"{SITE}/en/companies/vola/"
    assert found["og:site_name"] == "Careers"


@pytest.mark.parametrize(
    ("kind", "expected"), [("guide", "article"), ("story", "article"), ("company", "website")]
)
def test_only_texts_are_articles(properties, make_page, kind, expected):
    """Guides and stories are articles, other pages belong to a website."""
    assert dict(properties(make_page(kind=kind)))["og:type"] == expected


def test_articles_say_when_they_were_written(properties, make_page):
    """An article has the days of its first and of its last form."""
    page = make_page(kind="story", published=date(2025, 1, 1), updated=date(2026, 1, 1))
    found = dict(properties(page))
    assert found["article:published_time"] == "2025-01-01"
    assert found["article:modified_time"] == "2026-01-01"


def test_a_locale_with_territory_is_named(properties, make_page):
    """Open Graph writes a locale with an underscore."""
    assert dict(properties(make_page()))["og:locale"] == "en_GB"


def test_a_locale_without_territory_is_left_out(properties, make_page):
    """Open Graph has no form for a language alone."""
    assert "og:locale" not in dict(properties(make_page(language="da")))


def test_other_locales_are_alternates(properties, make_page):
    """The other languages of a page are named where their locales have a territory."""
    page = make_page(language="da", alternates={"en": "/en/", "da": "/da/", "ar": "/ar/"})
    found = [content for name, content in properties(page) if name == "og:locale:alternate"]
    assert found == ["en_GB", "ar_EG"]


def test_the_image_is_absolute_and_described(properties, make_page, images):
    """Networks get the picture's address, size and alternative text."""
    found = dict(properties(make_page(place="Horsens")))
    assert found["og:image"].startswith(f"{SITE}/static/share/company-horsens-")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == "Company · Horsens · Careers"


def test_an_empty_description_is_left_out(properties, make_page):
    """A property without content is not written."""
    assert "og:description" not in dict(properties(make_page(description="")))
