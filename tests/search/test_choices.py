"""The file by which candidates choose: every company's facts, once, by the names of its language."""

import gzip
import json
import runpy

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site

from plugins.catalogue.content import load_content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import Planner
from plugins.portal.page import LazyPage, PageFacts
from plugins.portal.records import Company, DanishNeeded, Employees, Offer
from plugins.portal.settings import read_settings
from plugins.search.choices import (
    choices_of,
    choices_path,
    files_by_language,
    kept_files,
    make_and_keep_files,
    make_files,
)

SLUGS = ("competence", "municipality", "cluster", "language", "danish", "offers", "size")


@pytest.fixture(scope="module")
def content(tmp_path_factory, pseudo_translations):
    site = copy_golden_site(tmp_path_factory.mktemp("choices") / "site", pseudo_translations)
    return load_content(read_settings(runpy.run_path(str(site / SETTINGS_FILE)), site))


@pytest.fixture(scope="module")
def plans(content):
    editions = {code: Edition(content, code) for code in content.settings.languages}
    return Planner(editions).plan()


@pytest.fixture(scope="module")
def pages(plans):
    return tuple(plan.make() for plan in plans)


@pytest.fixture(scope="module")
def files(pages):
    """Language code → its file and the compressed copy."""
    return dict(files_by_language(pages))


@pytest.fixture(scope="module")
def data(files):
    """Language code → what its file says."""
    return {code: json.loads(file.content) for code, (file, _) in files.items()}


def slugs_at(data, facet, company):
    """What a company has of a facet, found again by its positions."""
    found = data["companies"][facet][company]
    positions = found if isinstance(found, list) else [found] if found >= 0 else []
    return [data[facet][position][0] for position in positions]


def test_every_language_has_one_file_and_its_compressed_copy(content, files):
    """The copy stands beside the file and holds the same bytes."""
    assert list(files) == list(content.settings.languages)
    for file, copy in files.values():
        assert copy.path == f"{file.path}.gz"
        assert gzip.decompress(copy.content) == file.content


def test_a_preview_gets_what_was_made_last(pages, files, tmp_path):
    """Nothing is made for it, even where the companies are others by now."""
    all_files = [file for both in files.values() for file in both]
    assert list(kept_files(pages, tmp_path)) == []
    assert list(make_files(pages)) == list(make_and_keep_files(pages, tmp_path)) == all_files
    assert list(kept_files(pages[:-1], tmp_path)) == all_files


def test_the_same_pages_give_the_same_files(pages, files):
    """Neither the clock nor the order of sets shows in a byte."""
    assert dict(files_by_language(pages)) == files


def test_no_page_is_made_but_of_the_companies_that_choices_are_named_by(plans, pages, files):
    """A build makes few pages, and what this file says of thousands is known of their records."""
    made = []

    def counting(plan):
        def make():
            made.append(plan)
            return plan.make()

        return plan._replace(make=make)

    lazy = [
        LazyPage(counting(plan), PageFacts.of(page))
        for plan, page in zip(plans, pages, strict=True)
    ]
    assert dict(files_by_language(lazy)) == files
    choices = len([*Offer, *DanishNeeded, *Employees])
    assert {plan.kind for plan in made} == {Company.kind}
    assert len(made) <= len(files) * choices


def test_what_a_company_does_not_say_in_a_language_is_told_in_the_next(content, data):
    """As its profile tells it, marked with the language."""
    for code, its in data.items():
        edition = Edition(content, code)
        for slug, text, language in zip(
            *(its["companies"][name] for name in ("slug", "tagline", "taglineLanguage")),
            strict=True,
        ):
            said = edition.text(content.portal.companies[slug].tagline)
            assert (said.text, said.language or "") == (text, language)


def test_every_published_company_is_there_once_in_the_order_of_the_alphabet(content, data):
    """Long lists have further pages of the same records, which add nothing; drafts are nowhere."""
    for code, its in data.items():
        names = its["companies"]["name"]
        assert sorted(its["companies"]["slug"]) == sorted(content.portal.companies)
        assert names == content.languages[code].in_order(names, lambda name: name)


def test_every_column_is_as_long_as_the_list(data):
    """A company is the same position in every column."""
    for its in data.values():
        assert len({len(column) for column in its["companies"].values()}) == 1


def test_a_company_has_the_facts_of_its_record(content, data):
    """Read back through the positions, the facts are those that the editors wrote."""
    for its in data.values():
        for at, slug in enumerate(its["companies"]["slug"]):
            company = content.portal.companies[slug]
            assert slugs_at(its, "competence", at) == list(company.competences)
            assert slugs_at(its, "municipality", at) == list(company.municipalities)
            assert slugs_at(its, "cluster", at) == list(company.clusters)
            assert slugs_at(its, "language", at) == list(company.working_languages)
            assert set(slugs_at(its, "offers", at)) == set(company.offers)
            assert slugs_at(its, "size", at) == [company.employees] * bool(company.employees)
            danish = company.danish_needed
            assert slugs_at(its, "danish", at) == [danish] * bool(danish)
            assert its["companies"]["jobs"][at] == company.careers


def test_names_are_those_of_the_language(content, data):
    """Places and competences are called as on their pages, fixed choices as the catalogue says."""
    for code, its in data.items():
        edition = Edition(content, code)
        portal = content.portal
        assert dict(its["municipality"]) == {
            slug: edition.name(place) for slug, place in portal.municipalities.items()
        }
        assert dict(its["competence"]) == {
            slug: edition.name(one) for slug, one in portal.competences.items()
        }
        assert dict(its["offers"]) == {
            offer: edition.offer_name(offer)
            for offer in Offer
            if offer in portal.companies_by_offer
        }


def test_lists_of_names_are_in_the_order_of_the_alphabet_and_scales_in_their_own(content, data):
    """Places sort as the language does, sizes from small to large."""
    for code, its in data.items():
        language = content.languages[code]
        for facet in ("competence", "municipality", "cluster", "language"):
            assert its[facet] == language.in_order(its[facet], lambda item: item[1])
        order = [offer.value for offer in Offer]
        assert [slug for slug, _ in its["offers"]] == [
            slug for slug in order if slug in dict(its["offers"])
        ]


def test_addresses_are_made_of_the_section_and_the_slug(content, pages, data):
    """What stands before the slugs leads to the companies' and municipalities' own pages."""
    known = {page.address for page in pages}
    for its in data.values():
        assert all(f"{its['address']}{slug}/" in known for slug in its["companies"]["slug"])
        assert all(f"{its['placeAddress']}{slug}/" in known for slug, _ in its["municipality"])


def test_every_municipality_has_its_point(content, data):
    """Distances are measured between them."""
    for its in data.values():
        assert len(its["points"]) == len(its["municipality"])
        for (slug, _), point in zip(its["municipality"], its["points"], strict=True):
            place = content.portal.municipalities[slug]
            assert point == [place.lat, place.lon]


def test_addresses_stay_whatever_the_companies(pages, files):
    """No page changes with the file."""
    fewer = dict(files_by_language([page for page in pages if page.title != "Arla"]))
    for code, (file, _) in files.items():
        assert file.path == choices_path(code)
        assert fewer[code][0].path == file.path


def test_a_portal_without_companies_has_no_files(pages):
    """There is nothing to choose from."""
    assert not list(
        files_by_language([page for page in pages if not isinstance(page.record, Company)])
    )


def test_every_facet_is_a_list_of_values_with_names(pages):
    """No value is without a name, so none is shown as a code."""
    its = choices_of([page for page in pages if page.language == "en"], ["en"])
    for facet in SLUGS:
        assert all(slug and name for slug, name in its[facet])
