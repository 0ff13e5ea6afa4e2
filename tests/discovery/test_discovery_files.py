"""The files that stand beside the pages."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plugins.discovery.files import make_files, tells
from plugins.discovery.share_images import ShareImages
from plugins.portal.settings import read_settings


def settings_for(site_url):
    settings = {"PORTAL_LANGUAGES": ["en"], "PORTAL_NAME": {"en": "Careers"}, "SITEURL": site_url}
    return read_settings(settings, Path("/project"))


@pytest.fixture
def files_at(tmp_path, make_page, redirect):
    """The files of a portal that is published at an address, by path."""

    def make(site_url):
        settings = settings_for(site_url)
        origin, base = settings.origin, settings.base
        images = ShareImages.with_fonts([], base=base, cache=tmp_path)
        pages = [make_page(path, site_url=origin, base=base) for path in ("a/", "b/")]
        pages.append(replace(redirect, frame=pages[0].frame))
        return {file.path: file.content for file in make_files(pages, settings, images)}

    return make


@pytest.mark.parametrize("site_url", ["https://portal.example", "https://host.example/jobs", ""])
def test_paths_do_not_depend_on_where_the_portal_is_published(files_at, site_url):
    """The output folder is the same; only addresses in the files differ."""
    paths = sorted(path for path in files_at(site_url) if not path.startswith("static/share/"))
    assert paths == [
        "_redirects",
        "en/companies/feed.xml",
        "en/stories/feed.xml",
        "robots.txt",
        "sitemap.xml",
    ]


def test_only_the_images_that_pages_use_are_made(files_at):
    """Two companies share one picture, and a redirect has none."""
    assert len([path for path in files_at("") if path.startswith("static/share/company-")]) == 1
    assert len([path for path in files_at("") if path.startswith("static/share/")]) == 1


def test_robots_are_let_in_and_shown_the_sitemap(files_at):
    """Everything is allowed, and the sitemap's address is absolute."""
    assert files_at("https://host.example/jobs")["robots.txt"] == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://host.example/jobs/sitemap.xml\n"
    )


def test_the_same_pages_give_the_same_files(files_at):
    """Nothing of the day is in any file."""
    assert files_at("https://portal.example") == files_at("https://portal.example")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, False),
        ({"title": "Other"}, True),
        ({"description": "Other & more"}, True),
        ({"indexed": False}, True),
        ({"updated": date(2026, 3, 9)}, True),
        ({"published": date(2026, 3, 9)}, True),
        ({"place": "Testrup"}, True),
        ({"kind": "made-up", "title": "Other"}, False),
    ],
)
def test_files_are_others_where_they_tell_of_a_page_that_is(tmp_path, make_page, changes, expected):
    """Titles stand in feeds alone, which not every page is in."""
    settings = settings_for("https://portal.example")
    images = ShareImages.with_fonts([], base="", cache=tmp_path)
    kind = {name: value for name, value in changes.items() if name == "kind"}
    before = replace(make_page("a&b/"), **kind)
    now = replace(before, **changes)

    def made(page):
        pages = [page, make_page("c/")]
        return {file.path: file.content for file in make_files(pages, settings, images)}

    published = made(before)
    assert (published != made(now)) == expected
    assert tells(before, now, lambda path: published.get(path, b""), "") == expected


def test_files_are_others_where_a_page_leads_elsewhere(redirect):
    """Of which its facts say nothing."""
    assert tells(redirect, redirect, lambda _: b"", "")
