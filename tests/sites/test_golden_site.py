"""A made-up portal in three languages, one from right to left: whole, and the same as last time."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from golden_site import SETTINGS_FILE
from website import Website, build

EXPECTED = Path(__file__).parent / "golden" / "expected"
COMPARED_LANGUAGES = ("ar", "en")
"""A right-to-left language and the source language; a third would only repeat them."""

HASH = re.compile(r"(?<=[-/])[0-9a-f]{12}\.")
"""In names of assets; it changes with every style and says nothing about the page."""


@pytest.fixture
def site(published_golden_site: Website) -> Website:
    return published_golden_site


@pytest.fixture
def own_site(site: Website, tmp_path: Path) -> Website:
    """A copy of the golden site, sources and output, that a test may change."""
    shutil.copytree(site.folder.parent, tmp_path / "own", symlinks=True)
    return Website(tmp_path / "own" / "output", site.origin)


def test_every_kind_of_page_is_as_expected(site: Website, renew_goldens: bool) -> None:
    """One page of every kind, byte for byte as it was when somebody last read the difference."""
    shown = {
        f"{kind}.{language}.html": site.folder
        / address.strip("/")
        / ("" if address.endswith(".html") else "index.html")
        for language, kind, address in site.samples()
        if language in COMPARED_LANGUAGES
    }
    found = {
        name: HASH.sub("hash.", path.read_text(encoding="utf-8")) for name, path in shown.items()
    }
    found["sitemap.xml"] = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    found["_redirects"] = (site.folder / "_redirects").read_text(encoding="utf-8")
    if renew_goldens:
        shutil.rmtree(EXPECTED, ignore_errors=True)
        EXPECTED.mkdir()
        for name, text in found.items():
            (EXPECTED / name).write_text(text, encoding="utf-8")
    expected = {path.name: path.read_text(encoding="utf-8") for path in EXPECTED.iterdir()}
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == [], (
        "read the diff of `make goldens`"
    )


def test_links_hold_in_three_languages_below_a_path(site: Website) -> None:
    """Published below a path, every link stays below it and leads to a page or file."""
    for address, document in site.documents.items():
        for link in document.xpath("//a/@href | //link[@rel='stylesheet' or @rel='icon']/@href"):
            target = site.resolve(
                address,
                str(link).removeprefix("/work") if str(link).startswith("/work/") else str(link),
            )
            if not str(link).startswith(("#", "/work/")):
                assert target is None or str(link).startswith("mailto:") or target == address, (
                    address,
                    link,
                )
            elif target:
                assert site.exists(target), (address, link)


def test_every_language_runs_in_its_own_direction(site: Website) -> None:
    """The Arabic pages run from right to left, the others from left to right."""
    for address, document in site.pages.items():
        expected = "rtl" if address.startswith("/ar/") else "ltr"
        assert document.get("dir") == expected, address


def test_each_language_speaks_its_own_words(site: Website) -> None:
    """No interface text of the source language shows where there is a translation."""
    for address, document in site.pages.items():
        if address.startswith(("/ar/", "/da/")):
            language = address[1:3]
            button = document.xpath("string(//a[@class='skip-link'])")
            assert button == f"⟦{language}: Skip to the content⟧", address


def test_hreflang_names_every_language_of_a_page(site: Website) -> None:
    """Pages that exist in three languages name three alternates and a default."""
    codes = site.pages["/ar/"].xpath("//link[@rel='alternate'][@hreflang]/@hreflang")
    assert sorted(codes) == ["ar", "da", "en", "x-default"]


def test_hostile_texts_are_shown_and_never_run(site: Website) -> None:
    """Whatever editors wrote, pages hold no script of theirs, no handler and no javascript link."""
    for address, document in site.documents.items():
        foreign = document.xpath(
            "//script[not(@type='application/ld+json')][not(starts-with(@src, '/work/static/'))]"
        )
        assert not foreign, address
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), address
        assert not document.xpath("//@href[starts-with(., 'javascript:')]"), address
        assert not document.xpath("//img[@src='x']"), address


def test_drafts_are_nowhere(site: Website) -> None:
    """Neither a draft's name nor its address stands in any file."""
    for path in site.folder.rglob("*"):
        if path.is_file():
            assert b"secret-draft" not in path.read_bytes().lower(), path


def test_a_removed_record_leaves_nothing_behind(own_site: Website) -> None:
    """After a company is removed, its page is gone from the published folder."""
    site, sources = own_site, own_site.folder.parent / "site"
    gone = site.folder / "en" / "companies" / "bare-minimum" / "index.html"
    assert gone.exists()
    (sources / "companies" / "bare-minimum.yaml").unlink()
    done = build(sources / SETTINGS_FILE, site.folder)
    assert done.returncode == 0, done.stderr
    assert not gone.parent.exists()
    locations = {e.text for e in ET.parse(site.folder / "sitemap.xml").iter()}  # noqa: S314 - our own file
    assert not any("bare-minimum" in (text or "") for text in locations)


def test_a_fault_leaves_the_published_site_as_it_was(own_site: Website) -> None:
    """A build that finds faults ends with 1, names them, and touches no published file."""
    site, sources = own_site, own_site.folder.parent / "site"
    before = {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in site.folder.rglob("*") if p.is_file()
    }
    broken = sources / "companies" / "bare-minimum.yaml"
    broken.write_text(broken.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")
    done = build(sources / SETTINGS_FILE, site.folder)
    lines = [
        line for line in (done.stdout + done.stderr).splitlines() if "unknown key 'colour'" in line
    ]
    assert done.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith("companies/bare-minimum.yaml:")
    assert "Traceback" not in done.stdout + done.stderr
    assert {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in site.folder.rglob("*") if p.is_file()
    } == before
