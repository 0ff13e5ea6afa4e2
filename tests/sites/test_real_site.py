"""The real portal as it is published: whole, linked, valid and light."""

import gzip
import json
import re
import subprocess
from xml.etree import ElementTree as ET

import pytest
from website import PROJECT, Website, build

BUDGET_BYTES = 40 * 1024
"""HTML, CSS and JavaScript of a profile page, compressed."""

IMPORTED = re.compile(r'(?:from|import)"\./([\w-]+\.js)"')
"""What a bundle imports at once; what it fetches later stands in parentheses."""

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(real_site: Website) -> Website:
    return real_site


def links(site: Website, address: str) -> list[str]:
    document = site.documents[address]
    return [
        str(value)
        for value in document.xpath("//@href | //@src")
        if not value.startswith(("mailto:", "tel:"))
    ]


def test_every_link_leads_to_a_file_that_exists(site: Website) -> None:
    """No page links to an address inside the portal that is not published."""
    broken = [
        (address, link)
        for address in site.documents
        for link in links(site, address)
        if (target := site.resolve(address, link)) and not site.exists(target)
    ]
    assert not broken


def test_every_fragment_leads_to_an_element_that_exists(site: Website) -> None:
    """A link with a fragment finds its element on the page it leads to."""
    ids = {a: set(d.xpath("//@id")) for a, d in site.documents.items()}
    lost = [
        (address, link)
        for address in site.pages
        for link in links(site, address)
        if "#" in link
        and (target := site.resolve(address, link)) in ids
        and link.partition("#")[2] not in ids[target]
    ]
    assert not lost


def test_every_page_is_reached_from_the_language_choice(site: Website) -> None:
    """Links, and the search field, lead from ``/`` to every page but those for lost visitors."""
    reached, ahead = {"/"}, ["/"]
    while ahead:
        address = ahead.pop()
        for link in site.documents[address].xpath("//body//@href | //form/@action"):
            target = site.resolve(address, str(link))
            if target in site.documents and target not in reached:
                reached.add(target)
                ahead.append(target)
    assert {a for a in set(site.pages) - reached if not a.endswith("/404.html")} == set()


def test_alternates_are_complete_and_reciprocal(site: Website) -> None:
    """Each page lists itself, and every alternate lists the same set."""
    sets = {
        address: {
            link.get("hreflang"): site.resolve(address, link.get("href"))
            for link in document.xpath("//link[@rel='alternate'][@hreflang]")
        }
        for address, document in site.pages.items()
    }
    for address, alternates in sets.items():
        if not alternates:
            assert site.kind(address) in {"not-found", "lost", "campaign-to-share"}
            continue
        assert "x-default" in alternates, address
        assert address in alternates.values(), address
        for target in alternates.values():
            assert sets[target] == alternates, (address, target)


def test_the_sitemap_agrees_with_the_pages(site: Website) -> None:
    """The sitemap lists exactly the pages that may be indexed, at their canonical addresses."""
    found = {e.text for e in ET.parse(site.folder / "sitemap.xml").iter(f"{SITEMAP}loc")}  # noqa: S314 - our own file
    canonical = {
        document.xpath("string(//link[@rel='canonical']/@href)")
        for document in site.pages.values()
        if not document.xpath("//meta[@name='robots']")
    }
    assert found == canonical


def test_canonical_addresses_are_the_pages_own(site: Website) -> None:
    """A page says of itself the address that it is published at."""
    for address, document in site.pages.items():
        assert document.xpath("string(//link[@rel='canonical']/@href)") == site.origin + address


def test_every_page_has_one_heading_a_title_and_a_description(site: Website) -> None:
    """Titles are unique within a language, and every page describes itself."""
    titles: dict[tuple[str, str], str] = {}
    for address, document in site.pages.items():
        assert len(document.xpath("//h1")) == 1, address
        assert document.xpath("string(//meta[@name='description']/@content)"), address
        key = (document.get("lang"), document.findtext("head/title"))
        if site.kind(address) not in {"choice", "lost"}:
            assert titles.setdefault(key, address) == address


def test_headings_skip_no_level(site: Website) -> None:
    """A heading is at most one level below the one before it."""
    for address, document in site.pages.items():
        level = 0
        for heading in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6"):
            found = int(heading.tag[1])
            assert found <= level + 1, (address, heading.text_content())
            level = found


def test_nothing_is_inline_and_nothing_comes_from_third_parties(site: Website) -> None:
    """No inline script, style or handler; no image, script, font or style of another host."""
    for address, document in site.documents.items():
        assert not document.xpath("//style | //@style"), address
        assert not document.xpath("//script[not(@type='application/ld+json')][not(@src)]"), address
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), address
        loaded = document.xpath(
            "//img/@src | //script/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"
        )
        assert all(link.startswith("/") and not link.startswith("//") for link in loaded), address


def test_structured_data_is_json_and_speaks_of_the_page(site: Website) -> None:
    """JSON-LD parses, uses schema.org, and never names a draft or a source path."""
    for address, document in site.pages.items():
        for text in document.xpath("//script[@type='application/ld+json']/text()"):
            data = json.loads(text)
            assert data["@context"] == "https://schema.org", address
            assert data["@graph"], address


def test_feeds_hold_entries_of_their_language(site: Website) -> None:
    """Every feed that a page names is well-formed and has entries with absolute addresses."""
    feeds = {
        link
        for d in site.pages.values()
        for link in d.xpath("//link[@type='application/atom+xml']/@href")
    }
    assert feeds
    for feed in feeds:
        root = ET.parse(site.folder / feed.lstrip("/")).getroot()  # noqa: S314 - our own file
        entries = root.findall("{http://www.w3.org/2005/Atom}entry")
        # A list of jobs may be empty at the moment; a section's feed holds all that ever came.
        assert entries or feed.count("/") > len(("", "en", "stories")), feed
        for entry in entries:
            assert (
                entry.find("{http://www.w3.org/2005/Atom}link").get("href").startswith(site.origin)
            )


def scripts_of(site: Website, address: str) -> set[str]:
    """The scripts that a page runs when it is opened, with those that they import at once."""
    ahead = site.pages[address].xpath("//script[@type='module']/@src")
    found: set[str] = set()
    while ahead:
        script = ahead.pop()
        if script not in found:
            found.add(script)
            text = (site.folder / script.lstrip("/")).read_text(encoding="utf-8")
            ahead += [f"/static/{name}" for name in IMPORTED.findall(text)]
    return found


def test_a_profile_page_is_light(site: Website) -> None:
    """HTML, CSS and JavaScript of the heaviest profile stay within the budget, compressed."""
    profiles = [a for a in site.pages if site.kind(a) == "company"]
    loaded = {*(f for f in site.files if f.endswith(".css")), *scripts_of(site, profiles[0])}
    styles = sum(len(gzip.compress((site.folder / f.lstrip("/")).read_bytes())) for f in loaded)
    heaviest = max(
        len(gzip.compress((site.folder / a.strip("/") / "index.html").read_bytes()))
        for a in profiles
    )
    assert heaviest + styles < BUDGET_BYTES


def test_pages_are_valid_html(site: Website) -> None:
    """html-validate finds nothing in any page."""
    tool = PROJECT / "node_modules" / ".bin" / "html-validate"
    config = PROJECT / "tests" / "sites" / "html-validate.json"
    done = subprocess.run(
        [tool, "--config", config, "--formatter", "text", str(site.folder / "**" / "*.html")],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stdout[:3000] + done.stderr[:1000]


def test_two_builds_give_the_same_bytes(site: Website, tmp_path) -> None:
    """The same content gives the same files, whenever and wherever it is built."""
    again = tmp_path / "elsewhere"
    assert build(PROJECT / "publishconf.py", again).returncode == 0
    first = {
        p.relative_to(site.folder): p.read_bytes() for p in site.folder.rglob("*") if p.is_file()
    }
    second = {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


PROMISED = {
    "company": 40,
    "municipality": 19,
    "cluster": 8,
    "competence": 120,
    "guide": 14,
    "story": 6,
    "network": 7,
    "mentor-programme": 4,
    "pathway": 2,
    "pathway-for-employers": 2,
    "campaign": 3,
    "campaign-to-share": 3,
}


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_portal_holds_what_was_promised(site: Website, language: str) -> None:
    """Each language has at least so many pages of each kind."""
    kinds = [site.kind(a) for a, d in site.pages.items() if d.get("lang") == language]
    assert {k: n for k, n in PROMISED.items() if kinds.count(k) < n} == {}


def test_employers_are_spread_over_the_region(site: Website) -> None:
    """At least twelve municipalities and eight lighthouses have employers."""
    for kind, least in (("municipality", 12), ("cluster", 8)):
        filled = [
            a
            for a, d in site.pages.items()
            if site.kind(a) == kind and d.get("lang") == "en" and d.find_class("company-card")
        ]
        assert len(filled) >= least


def test_no_source_path_and_no_editor_comment_is_published(site: Website) -> None:
    """Nothing in the pages tells which file they were made from."""
    told = re.compile(r"<!--|companies/[a-z-]+\.yaml|\.(en|da)\.md")
    for path in site.folder.rglob("*.html"):
        assert not told.search(path.read_text(encoding="utf-8")), path
