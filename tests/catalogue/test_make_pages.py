"""What holds of every page, whatever its kind."""

import shutil
from dataclasses import is_dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from page_parts import by_address, links, pages_of, parts, shown, texts, with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.redirects import job_folder_page
from plugins.languages import Language
from plugins.portal.page import BARE, LEADING_ON

ALONE = {"choice", "home", "lost", "not-found"} | LEADING_ON
"""Kinds of page that stand below no other."""

DRAFTS = "secret-draft"
NOT_FOR_READERS = "secret-comment"

TEMPLATES = Path(__file__).parents[2] / "themes" / "portal" / "templates"


def comparable(value):
    """A value by which pages of separately loaded content can be compared."""
    return tuple(
        part.code if isinstance(part, Language) else part
        for part in parts(value)
        if isinstance(part, str | int | float | date | Language) or part is None
    )


def test_every_page_has_a_title_and_a_description(pages):
    """No page is without the two texts that search engines show."""
    assert not [p.address for p in pages if not p.title.strip() or not p.description.strip()]


def test_every_page_has_a_template(pages):
    """What a page names to be rendered with is there."""
    assert not {page.template for page in pages if not (TEMPLATES / page.template).is_file()}


def test_no_two_pages_share_an_address(pages):
    """Addresses differ on file systems that ignore case, too."""
    addresses = [page.address.lower() for page in pages]
    assert len(addresses) == len(set(addresses))


def test_addresses_are_plain(pages, home):
    """An address is lower-case ASCII below the portal's own, and is a folder or the lost page."""
    for page in pages:
        assert page.address.startswith(home)
        assert page.address.isascii()
        assert page.address == page.address.lower()
        assert page.address.endswith(("/", "/404.html"))


def test_alternates_are_reciprocal_and_hold_the_page_itself(pages, page_at):
    """Each translation of a page names the same translations, itself included."""
    for page in pages:
        if page.alternates and page.kind != "choice":
            assert page.alternates[page.text_language or page.language] == page.address
        for code, address in page.alternates.items():
            assert (page_at[address].text_language or page_at[address].language) == code
            if page.kind != "choice":
                assert page_at[address].alternates == page.alternates


def test_every_page_to_be_found_has_alternates(pages):
    """Pages that search engines shall not show have none, all others have."""
    assert {page.kind for page in pages if page.indexed != bool(page.alternates)} == set()


def test_readers_of_no_language_get_the_default(pages, content, home):
    """The first language serves those who read none, or the page where one chooses."""
    default = content.settings.languages[0]
    for page in pages:
        if page.kind in {"choice", "home"}:
            assert page.default_alternate == home
        elif default in page.alternates:
            assert page.default_alternate == page.alternates[default]
        elif page.alternates:
            assert page.default_alternate in page.alternates.values()


def test_the_language_switch_leads_to_the_same_thing(pages, page_at, content):
    """Every language is offered: the same page where there is one, else one above it."""
    for page in pages:
        if not page.switch:
            assert page.kind in {"choice", "lost", "not-found"} | LEADING_ON
            continue
        codes = tuple(link.code for link in page.switch)
        assert codes[:3] == content.settings.languages
        assert not codes[3:] or page.kind in {"campaign", "past-campaign"}
        for link in page.switch:
            target = page_at[link.address]
            assert (target.text_language or target.language) == link.code
            if link.same and page.indexed and page.kind != "not-found":
                assert page.alternates[link.code] == link.address
            elif not link.same:
                assert link.code not in page.alternates


@pytest.mark.parametrize(("kind", "above"), [("guide", "guides"), ("story", "stories")])
def test_where_a_translation_is_missing_the_switch_leads_to_the_list(kind, above, pages, page_at):
    """A guide or story that a language lacks is listed there, so that is where the switch leads."""
    lacking = [link for p in pages if p.kind == kind for link in p.switch if not link.same]
    assert lacking
    assert {page_at[link.address].kind for link in lacking} == {above}


def test_breadcrumbs_lead_home(pages, page_at, editions):
    """From every page the way up is a line of existing pages that ends at the home page."""
    for page in pages:
        if page.kind in ALONE:
            assert not page.breadcrumbs
            continue
        above = [link.address.split("#")[0] for link in page.breadcrumbs]
        assert page.breadcrumbs[0] == editions[page.language].home
        assert all(address in page_at for address in above)
        assert all(page.address.startswith(address) for address in above)
        assert page.address not in above


def test_every_link_leads_to_a_page(pages, page_at, home):
    """Nothing in a view leads to a page that is not made; feeds and data are made by others."""
    for page in pages:
        targets = {
            a
            for a in links(page, home)
            if not a.endswith(("feed.xml", ".json")) and "/downloads/" not in a
        }
        assert targets <= page_at.keys(), page.address


@pytest.mark.parametrize("secret", [DRAFTS, NOT_FOR_READERS])
def test_drafts_and_comments_appear_nowhere(secret, pages):
    """Nothing of a draft is in any page: not its name, its texts, its links or its address."""
    for page in pages:
        assert secret not in page.address
        assert not [text for text in texts(page) if secret in text.lower()], page.address


def test_a_translation_that_is_a_draft_is_no_translation(pages):
    """A story that is a draft in one language stands in the other alone."""
    (story,) = [p for p in pages if p.kind == "story" and p.record.key == "noor-sample"]
    assert story.alternates == {"ar": story.address}


def test_former_addresses_lead_on(pages, page_at, content):
    """Each alias has a page in every language that leads to the record's page of today."""
    redirects = {page.address: page for page in pages if page.kind == "redirect"}
    portal, addresses, languages = content.portal, content.addresses, content.settings.languages
    expected = {
        addresses.named(record.kind, alias, code): addresses.of(record, code)
        for records in (
            portal.companies,
            portal.municipalities,
            portal.clusters,
            portal.competences,
            portal.events,
            portal.networks,
            portal.programmes,
        )
        for record in records.values()
        for alias in record.aliases
        for code in languages
    }
    expected |= {
        addresses.named(article.kind, alias, code): addresses.of(article, code)
        for articles in (portal.guides, portal.stories, portal.pages)
        for translations in articles.values()
        for code, article in translations.items()
        for alias in article.aliases
    }
    expected |= {
        addresses.named("job", f"{name}/{job}", code): addresses.named("company", company, code)
        for company, job in (slug.split("/") for slug in portal.former_jobs)
        for name in (company, *portal.companies[company].aliases)
        for code in languages
    }
    assert {address: page.view.target for address, page in redirects.items()} == expected
    assert all(page_at[target].kind not in LEADING_ON for target in expected.values())


def test_who_shortens_the_address_of_a_job_finds_the_employers_jobs(pages, content):
    """Its jobs on its profile; the profile itself where no job is open any more."""
    folders = {page.address: page for page in pages if page.kind == "job-folder"}
    portal, addresses, languages = content.portal, content.addresses, content.settings.languages
    expected = {}
    for slug in (*portal.former_jobs, *portal.gone_jobs, *portal.jobs):
        company, *_ = slug.split("/")
        names = (company, *portal.companies[company].aliases)
        for name, code in product(names, languages):
            has_jobs = any(job.company == company for job in portal.jobs.values())
            profile = addresses.named("company", company, code)
            expected[addresses.named("job", name, code)] = profile + "#Jobs" * has_jobs
    found = {address: folders[address].view.target for address in expected}
    assert found == expected
    assert not any(page.indexed for page in folders.values())
    assert {"#Jobs" in target for target in expected.values()} == {True}


def test_jobs_of_a_renamed_employer_are_found_under_its_former_name(pages, content):
    """Open jobs and those that are told of have pages; the rest leads to the employer."""
    folders = {page.address: page for page in pages if page.kind == "job-folder"}
    portal, named = content.portal, content.addresses.named
    expected = {}
    for slug in (*portal.gone_jobs, *portal.jobs):
        company, job = slug.split("/")
        for alias, code in product(portal.companies[company].aliases, content.settings.languages):
            expected[named("job", f"{alias}/{job}", code)] = named("job", slug, code)
    assert expected
    below = {address: page for address, page in folders.items() if address in expected}
    assert {address: page.view.target for address, page in below.items()} == expected


def test_the_folder_of_an_employer_without_open_jobs_leads_to_its_profile(content):
    """There is no part of the profile about jobs then; a name may hold any sign."""
    (gone, *_), company = content.portal.gone_jobs, "example-windmills"
    assert gone.startswith(f"{company}/")
    employer = content.portal.companies[company].model_copy(update={"name": "100 % (wind)s"})
    edition = Edition(with_other(content, jobs={}, companies={company: employer}), "en")
    page = job_folder_page(edition, company, company)
    assert page.view.target == "/work/en/companies/example-windmills/"
    assert page.view.said == "100 % (wind)s"


def test_nothing_links_to_a_former_address(pages, home):
    """Redirects are for links from elsewhere."""
    former = {page.address for page in pages if page.kind in LEADING_ON}
    assert not any(former & links(page, home) for page in pages)


def test_making_the_pages_twice_gives_the_same_pages(content, all_pages):
    """A page is a pure function of the content."""
    assert pages_of(content) == all_pages


def test_views_cannot_be_changed(pages):
    """Whatever a template is given is frozen, down to the last list."""
    for page in pages:
        for part in parts(shown(page)):
            assert not isinstance(part, dict | list | set), page.kind
            assert not is_dataclass(part) or type(part).__dataclass_params__.frozen


def test_pages_depend_on_the_order_of_languages_by_the_default_alone(golden_site, load, pages):
    """With the other languages in another order the same pages say the same."""
    settings = golden_site / "pelicanconf.py"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace('["en", "da", "ar"]', '["en", "ar", "da"]'), "utf-8")
    swapped = by_address(p for p in pages_of(load(golden_site)) if p.kind not in BARE)
    assert swapped.keys() == {page.address for page in pages}
    for page in pages:
        if page.kind not in {
            "choice",
            "lost",
            "search",
            "add-company",
        }:  # they show the languages in their order
            other = swapped[page.address]
            assert comparable(without_order(other)) == comparable(without_order(page))


def without_order(page):
    """A page with what follows the order of languages put in one order."""
    switch = tuple(sorted(page.switch, key=lambda link: link.code))
    return replace(page, switch=switch, alternates=dict(sorted(page.alternates.items())))


COMPANY = """\
name: Example Alone
website: https://alone.example/
careers: https://alone.example/jobs
municipalities: [alonby]
clusters: []
competences: [hermit]
tagline: {{ {code}: Example }}
about: {{ {code}: Example text. }}
sources:
  - {{ url: https://alone.example/, checked: 2026-05-31 }}
"""
MUNICIPALITY = """\
name: {{ {code}: Alonby }}
region: Example County
lat: 56.25
lon: 9.5
about: {{ {code}: Example place. }}
sources:
  - {{ url: https://alonby.example/, checked: 2026-05-31 }}
"""
SMALLEST = {
    "companies/alone.yaml": COMPANY,
    "content/municipalities/alonby.yaml": MUNICIPALITY,
    "content/competence_groups.yaml": "craft: {{ {code}: Example craft }}\n",
    "content/competences.yaml": "hermit:\n  label: {{ {code}: Hermit }}\n  group: craft\n",
}
"""The least that makes a portal, in one language: path → file."""


@pytest.fixture(params=["en", "da", "ar"])
def smallest_portal(request, golden_site, load):
    """The pages of a portal with one language, one company and one place."""
    shutil.rmtree(golden_site / "companies")
    shutil.rmtree(golden_site / "content")
    for path, text in SMALLEST.items():
        file = golden_site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format(code=request.param), encoding="utf-8")
    settings = golden_site / "pelicanconf.py"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace('["en", "da", "ar"]', f'["{request.param}"]'), "utf-8")
    return pages_of(load(golden_site))


def test_a_portal_may_have_one_language(smallest_portal):
    """One language, whichever it is, makes a portal: it is the default and the only one."""
    (code,) = {page.language for page in smallest_portal}
    for page in smallest_portal:
        assert page.alternates.keys() <= {code}
        assert {link.code for link in page.switch} <= {code}


def test_a_portal_may_be_small(smallest_portal, home):
    """Without guides, stories, lighthouses and a text for the home page every link still holds."""
    page_at = by_address(smallest_portal)
    for page in smallest_portal:
        assert page.title or page.kind in BARE
        assert page.description or page.kind in BARE
        assert {a for a in links(page, home) if not a.endswith("feed.xml")} <= page_at.keys()
