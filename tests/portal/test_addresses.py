"""Which address a page has, in every language."""

from dataclasses import replace

import pytest

from plugins.portal.addresses import (
    AUDIENCE_WORDS,
    CAMPAIGNS,
    COMPANIES,
    FOR_EMPLOYERS,
    HOME_PAGE,
    MEETING_WORDS,
    OFFER_WORDS,
    OFFICE_IDS,
    OFFICE_WORDS,
    PATH_WORDS,
    SECTION_WORDS,
    SECTIONS,
    VISITOR_WORDS,
)
from plugins.portal.loading import load_files
from plugins.portal.records import RECORDS, Audience, Offer, Office, Visitor


@pytest.fixture
def records(golden_settings):
    settings = golden_settings
    return load_files(settings.root, settings.companies, settings.content).records


@pytest.mark.parametrize(
    ("key", "language", "address"),
    [
        (("company", "aerlig-oel"), "en", "/en/companies/aerlig-oel/"),
        (("company", "aerlig-oel"), "ar", "/ar/ar-companies/aerlig-oel/"),
        (("municipality", "exampleby"), "da", "/da/da-municipalities/exampleby/"),
        (("cluster", "tales"), "da", "/da/da-clusters/tales/"),
        (("competence", "pun-checker"), "da", "/da/da-competences/pun-checker/"),
        (("guide", "housing", "ar"), "ar", "/ar/ar-my-life/sakan/"),
        (("guide", "housing", "ar"), "en", "/ar/ar-my-life/sakan/"),
        (("story", "ada-example", "da"), "en", "/da/da-stories/fra-fodnote-til-formand/"),
        (("page", "about", "da"), "da", "/da/om/"),
        (("page", "home", "da"), "da", "/da/"),
        (("page", "home", "da"), "en", "/da/"),
    ],
)
def test_a_record_has_an_address_in_each_language_and_an_article_in_its_own(
    key, language, address, records, addresses
):
    """Path words are in the language of the address; articles stay in theirs, whatever is asked."""
    assert addresses.of(records[key], language) == address


def test_lists_have_addresses(addresses):
    """The first page of a list has the list's address, the others a number below it."""
    assert addresses.choice() == "/"
    assert addresses.home("da") == "/da/"
    assert addresses.section("da", COMPANIES) == "/da/da-companies/"
    assert addresses.all_companies("da") == "/da/da-companies/"
    assert addresses.all_companies("da", 3) == "/da/da-companies/3/"
    assert addresses.offer(Offer.FAST_TRACK, "en") == "/en/companies/offers/fast-track/"
    assert addresses.offer(Offer.FAST_TRACK, "en", 2) == "/en/companies/offers/fast-track/2/"
    assert addresses.audience("da", Audience.PARTNERS) == "/da/da-my-life/da-for/da-partners/"
    assert addresses.not_found("ar") == "/ar/404.html"


def test_the_companies_of_a_record_begin_on_its_own_page(records, addresses):
    """Only the further pages of such a list need an address of their own."""
    place = records["municipality", "exampleby"]
    assert addresses.companies_of(place, "da") == addresses.of(place, "da")
    assert (
        addresses.companies_of(place, "da", 2) == "/da/da-municipalities/exampleby/da-companies/2/"
    )


def test_a_job_stands_below_its_company(records, addresses):
    """Ids are unique within a company only, and may be numbers there."""
    job = records["job", "example-windmills/4712"]
    assert addresses.of(job, "da") == "/da/da-jobs/example-windmills/4712/"
    assert addresses.all_jobs("en", 2) == "/en/jobs/2/"
    place = records["municipality", "exampleby"]
    assert addresses.jobs_of(place, "en") == "/en/municipalities/exampleby/jobs/"
    assert addresses.jobs_of(place, "en", 2) == "/en/municipalities/exampleby/jobs/2/"


def test_all_addresses_are_below_the_base(records, addresses):
    """A portal that is published in a folder of a host stays in it."""
    below = replace(addresses, base="/work")
    assert below.choice() == "/work/"
    for record in records.values():
        assert below.of(record, "en").startswith("/work/")


def test_no_two_records_share_an_address(records, addresses, golden_settings):
    """Every page of every language has an address of its own, which ends in a slash."""
    found = [
        addresses.of(record, code)
        for key, record in records.items()
        for code in golden_settings.languages
        # A path stands at an address that is kept for it, and so is among the lists.
        if key[0] not in {"step", "pathway", "material", "ambassador"}
        and (len(key) == 2 or record.language == code)
    ]
    found += [address for code in golden_settings.languages for address in addresses.lists(code)]
    found.remove("/en/"), found.remove("/da/"), found.remove("/ar/")  # the home pages' own texts
    # And those of the pages for employers.
    found.remove("/en/for-employers/"), found.remove("/da/da-for-employers/")
    assert len(found) == len(set(found))
    assert all(address.endswith("/") and address == address.lower() for address in found)


def test_steps_are_places_on_one_page(addresses):
    """All steps of a move stand on its page, each under an id that no heading of a text can have."""
    assert addresses.named("step", "register", "da") == "/da/da-my-life/da-my-move/#Step-register"


def test_a_page_that_is_only_called_home_is_not_the_home_page(addresses):
    """The home page is found by its key; a slug or an alias cannot take its address."""
    assert addresses.named("page", HOME_PAGE, "en") == "/en/home/"


def test_every_choice_and_kind_has_a_path_word():
    """A new offer, audience or kind of record cannot be forgotten here."""
    assert set(OFFER_WORDS) == set(Offer)
    assert set(AUDIENCE_WORDS) == set(Audience)
    assert set(SECTIONS) == set(RECORDS) - {"page", "tax", "pathway", "narrative", "brochure"}
    assert set(OFFICE_WORDS) == set(OFFICE_IDS) == set(Office)
    assert set(VISITOR_WORDS) == set(Visitor)
    assert (
        set(SECTIONS.values())
        <= {*SECTION_WORDS, *MEETING_WORDS, FOR_EMPLOYERS, CAMPAIGNS}
        <= set(PATH_WORDS)
    )
    assert len(PATH_WORDS) == len(set(PATH_WORDS))
