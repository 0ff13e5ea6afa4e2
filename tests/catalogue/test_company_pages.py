"""Lists of companies, the ways through them, and profiles."""

from collections import defaultdict

import pytest
from page_parts import by_address, pages_of, parts, texts, with_companies

from plugins.catalogue.edition import (
    CompanyCard,
    Edition,
    LocalisedText,
    short_address,
    short_host,
)
from plugins.catalogue.pages.companies import monogram
from plugins.catalogue.pages.lists import CompanyList, PageNumber, make_pager
from plugins.portal.links import NEXT_JOBS
from plugins.portal.records import Offer


def company_list(page) -> CompanyList | None:
    """The list of companies on a page, if there is one."""
    return page.view if isinstance(page.view, CompanyList) else getattr(page.view, "list", None)


@pytest.fixture(scope="session")
def lists(pages):
    """The pages of every list of companies: by the address of the first, in their order."""
    found = defaultdict(list)
    for page in pages:
        part = company_list(page)
        if part:
            first = part.pager.numbers[0].address if part.pager else page.address
            found[first].append(page)
    return found


def addresses_on(pages):
    return [card.address for page in pages for card in company_list(page).cards]


def test_a_long_list_is_cut_into_pages(lists, content):
    """Every page but the last is full, and all know the number of companies in the list."""
    length = content.settings.page_length
    assert any(len(pages) > 1 for pages in lists.values())
    for pages in lists.values():
        cards = [len(company_list(page).cards) for page in pages]
        assert {company_list(page).total for page in pages} == {sum(cards)}
        assert cards[:-1] == [length] * (len(cards) - 1)
        assert cards[-1] > 0 or cards == [0]


def test_a_list_holds_every_company_once_in_the_order_of_the_language(lists, content, editions):
    """No company is lost or repeated where a page ends, and names sort as readers expect."""
    for pages in lists.values():
        edition = editions[pages[0].language]
        named = {
            edition.addresses.of(c, edition.code): c for c in content.portal.companies.values()
        }
        shown = [named[address].name for address in addresses_on(pages)]
        assert len(shown) == len(set(shown))
        assert shown == edition.language.in_order(shown, str)


@pytest.mark.parametrize(
    ("grouped", "address"),
    [
        (
            "companies_by_municipality",
            lambda e, slug: e.link("municipality", slug).address,
        ),
        ("companies_by_cluster", lambda e, slug: e.link("cluster", slug).address),
        ("companies_by_competence", lambda e, slug: e.link("competence", slug).address),
        ("companies_by_offer", lambda e, offer: e.addresses.offer(offer, e.code)),
    ],
)
def test_a_list_holds_the_companies_that_belong_there(grouped, address, lists, editions):
    """A place, lighthouse, competence or offer lists its own companies and no others."""
    for edition in editions.values():
        for key, companies in getattr(edition.portal, grouped).items():
            pages = lists[address(edition, key)]
            expected = {edition.addresses.of(company, edition.code) for company in companies}
            assert set(addresses_on(pages)) == expected


def test_pagers_lead_through_a_list(lists, page_at):
    """Each page of a list knows its neighbours, and the numbers lead to the pages they name."""
    for pages in lists.values():
        if len(pages) == 1:
            assert company_list(pages[0]).pager is None
            continue
        own = [page.address for page in pages]
        for number, page in enumerate(pages, start=1):
            pager = company_list(page).pager
            assert (pager.current, pager.total) == (number, len(pages))
            assert (pager.previous or None) == (own[number - 2] if number > 1 else None)
            assert (pager.next or None) == (own[number] if number < len(pages) else None)
            assert all(own[n.number - 1] == n.address for n in pager.numbers)


@pytest.mark.parametrize(
    ("current", "total", "shown"),
    [
        (1, 2, "1 2"),
        (2, 3, "1 2 3"),
        (1, 9, "1 2 3 … 9"),
        (4, 9, "1 2 3 4 5 6 … 9"),
        (5, 9, "1 … 3 4 5 6 7 … 9"),
        (6, 9, "1 … 4 5 6 7 8 9"),
        (9, 9, "1 … 7 8 9"),
        (500, 1000, "1 … 498 499 500 501 502 … 1000"),
    ],
)
def test_a_pager_shows_the_ends_and_what_is_near(current, total, shown):
    """However long a list is, its pager stays short and says where numbers are left out."""
    pager = make_pager(current, total, str)
    assert " ".join(f"{'… ' if n.gap else ''}{n.number}" for n in pager.numbers) == shown


def test_pages_of_one_list_have_titles_of_their_own(lists):
    """A reader with two pages of a list open can tell them apart."""
    for pages in lists.values():
        assert len({page.title for page in pages}) == len(pages)


def test_letters_lead_to_the_page_where_they_begin(pages, page_at):
    """A letter's link names the page and the company with which the letter begins."""
    for page in pages:
        if page.kind != "companies":
            continue
        for letter in page.view.letters:
            address, _, place = letter.address.partition("#")
            target = company_list(page_at[address])
            (first,) = [card for card in target.cards if card.id == place]
            initial = page.frame.language.initial
            assert initial(first.name) == letter.letter
            before = target.cards[: target.cards.index(first)]
            assert letter.letter not in {initial(card.name) for card in before}


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "# A B C E O V"), ("da", "# B C E V Æ Ø Å")],
)
def test_letters_stand_in_the_order_of_the_alphabet(language, letters, pages):
    """Danish ends with Æ, Ø and Å, under which Aaens Garn stands too."""
    first = next(p for p in pages if p.kind == "companies" and p.language == language)
    assert " ".join(letter.letter for letter in first.view.letters) == letters


def test_ids_of_letters_stand_once_on_a_page(pages):
    """What a letter's link leads to is one place of its page."""
    for page in pages:
        ids = [part.id for part in parts(page.view) if isinstance(part, CompanyCard) and part.id]
        assert len(ids) == len(set(ids))
        assert page.kind == "companies" or not ids


def test_an_offer_is_listed_with_its_meaning_and_the_other_offers(pages, content):
    """Whoever reads what an employer offers learns what it means and what else there is."""
    offers = [page for page in pages if page.kind == "offer"]
    assert {page.language for page in offers} == set(content.settings.languages)
    for page in offers:
        others = [count.address for count in page.view.others]
        assert page.view.meaning
        assert page.address not in others
        assert len(others) == len(content.portal.companies_by_offer) - 1


def test_what_nobody_offers_has_no_list(content):
    """An offer that no company makes has no page, and nothing leads to one."""
    offers = tuple(offer for offer in Offer if offer is not Offer.THESIS_PROJECTS)
    pages = pages_of(with_companies(content, example_windmills={"offers": offers}))
    for edition in content.settings.languages:
        gone = content.addresses.offer(Offer.THESIS_PROJECTS, edition)
        assert gone not in by_address(pages)
        assert not [page.address for page in pages if gone in texts(page)]


def test_numbers_beside_links_are_those_of_the_lists(pages, page_at):
    """Where the ways into the lists say how many companies there are, the lists say the same."""
    ways_in = {"home", "companies", "offer", "municipalities", "clusters", "competences"}
    for page in (page for page in pages if page.kind in ways_in):
        for part in parts(page.view):
            number = getattr(part, "number", getattr(part, "companies", None))
            target = page_at.get(getattr(part, "address", ""))
            found = company_list(target) if target and not isinstance(part, PageNumber) else None
            if isinstance(number, int) and found:
                assert found.total == number, (page.address, part)


def test_next_jobs_are_the_nearest_that_share_a_competence(pages, content):
    """The second job comes from other companies that seek the same, nearest first."""
    portal = content.portal
    for page in (page for page in pages if page.kind == "company"):
        found = portal.next_jobs[page.record.slug]
        distances = [km for _, km in found]
        assert distances == sorted(distances)
        assert len(found) <= NEXT_JOBS
        assert [card.name for card in page.view.next_jobs] == [
            portal.name_of(slug) for slug, _ in found
        ]
        for slug, _ in found:
            assert slug != page.record.slug
            assert set(portal.companies[slug].competences) & set(page.record.competences)


@pytest.mark.parametrize(
    ("slug", "notes"),
    [
        (
            "aaens-garn",
            [
                ("Example Windmills", "in the same municipality"),
                ("Cannery", "about 42 km away"),
                ("Ærlig Øl", "about 112 km away"),
            ],
        ),
        ("bare-minimum", [("مخبز المثال", "about 55 km away")]),
    ],
)
def test_next_jobs_say_how_far_away_they_are(slug, notes, pages):
    """A reader sees at once whether the second job means a second move."""
    (page,) = [
        p for p in pages if p.kind == "company" and p.address.endswith(f"/en/companies/{slug}/")
    ]
    found = [(card.name.split(" <")[0], card.note) for card in page.view.next_jobs]
    assert found == notes


def test_a_competence_that_nobody_seeks_has_a_page(content):
    """The vocabulary is larger than today's demand: the page says so, and leads to others."""
    without = {
        slug.replace("-", "_"): {
            "competences": tuple(set(company.competences) - {"gust-forecaster"})
        }
        for slug, company in content.portal.companies.items()
    }
    pages = pages_of(with_companies(content, **without))
    found = [p for p in pages if p.kind == "competence" and p.record.slug == "gust-forecaster"]
    assert {page.language for page in found} == set(content.settings.languages)
    for page in found:
        assert page.view.list == CompanyList(0, (), None)
        assert page.view.same_group
        assert not page.view.places
    for page in (page for page in pages if page.kind == "competences"):
        counts = {
            count.address: count.number for group in page.view.groups for count in group.competences
        }
        assert counts[found[0].alternates[page.language]] == 0


def profile(pages, slug, language):
    return next(
        p for p in pages if p.kind == "company" and p.record.slug == slug and p.language == language
    ).view


@pytest.mark.parametrize(
    ("slug", "shown_in", "text", "marked"),
    [
        ("bare-minimum", "en", lambda view: view.about, "da"),
        ("bare-minimum", "da", lambda view: view.about, None),
        ("bare-minimum", "ar", lambda view: view.tagline, "da"),
        ("mithal-bakery", "da", lambda view: view.about, "ar"),
        ("aaens-garn", "ar", lambda view: view.tagline, "en"),
        ("example-windmills", "ar", lambda view: view.life, "en"),
        ("example-windmills", "da", lambda view: view.logo.alt, None),
        ("example-windmills", "da", lambda view: view.images[0].alt, "en"),
        ("example-windmills", "da", lambda view: view.contact.role, None),
        ("example-windmills", "ar", lambda view: view.contact.role, "en"),
        ("example-windmills", "da", lambda view: view.contact.text, "en"),
        ("example-windmills", "ar", lambda view: view.place_contacts[0].name, None),
        ("example-windmills", "ar", lambda view: view.place_contacts[0].text, "en"),
        ("example-windmills", "ar", lambda view: view.stories[0], "en"),
    ],
)
def test_a_text_that_a_language_lacks_is_marked_with_its_own(slug, shown_in, text, marked, pages):
    """Browsers and screen readers learn in which language a text is that is not the page's."""
    assert text(profile(pages, slug, shown_in)).language == marked


def test_no_text_is_marked_with_the_language_of_its_page(pages):
    """A mark says that something is different, and only then."""
    for page in pages:
        for part in parts(page.view):
            assert not isinstance(part, LocalisedText) or part.language != page.language


@pytest.mark.parametrize(
    ("key", "language", "listed"),
    [("tea", "en", "ar"), ("tea", "da", "ar"), ("tea", "ar", None), ("queueing", "ar", "en")],
)
def test_a_guide_is_listed_in_every_language(key, language, listed, pages, content):
    """A guide that a language lacks stands in the list with its own title, language and address."""
    edition = Edition(content, language)
    article = edition.article(content.portal.guides[key])
    (page,) = [
        p
        for p in pages
        if p.kind == "guides" and p.language == language and len(p.breadcrumbs) == 1
    ]
    cards = [card for topic in page.view.topics for card in topic.guides]
    (card,) = [card for card in cards if card.address == edition.addresses.of(article, language)]
    assert (card.title, card.language) == (article.title, listed)
    assert bool(card.language_name) == bool(listed)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Example Windmills", "EW"),
        ("vola", "V"),
        ("Ærlig Øl A/S", "ÆØ"),
        ("Jeld-Wen", "JW"),
        ("007 Locks", "0L"),
        ("مخبز المثال", "ما"),
        ("& Sons", "S"),
        ("…", "…"),
    ],
)
def test_a_monogram_stands_in_for_a_logo(name, letters):
    """One or two letters of a name, whatever it is written with."""
    assert monogram(name) == letters


def test_the_first_municipality_is_the_main_site(pages):
    """The first municipality of a company is its main site, whose people are asked."""
    view = profile(pages, "example-windmills", "en")
    assert [place.text for place in view.municipalities] == ["Exampleby", "Testrup"]
    assert {contact.place.text for contact in view.place_contacts} == {"Exampleby"}


def test_the_card_of_a_next_job_tells_why_it_stands_there(content):
    """A company's card is the same in every list, but as a next job it begins with what is shared."""
    edition = Edition(content, "en")
    company = content.portal.companies["example-windmills"]
    card = edition.card(company.slug)
    assert edition.card(company.slug) is card
    wanted = company.competences[-1]
    other = company.model_copy(update={"competences": (wanted,)})
    found = edition.next_job_card(company.slug, other, "near")
    assert found.note == "near"
    assert found.competences[0] == edition.name(content.portal.competences[wanted])
    assert found._replace(note="", competences=card.competences) == card


@pytest.mark.parametrize(
    ("url", "host", "address"),
    [
        ("https://www.a.example", "a.example", "a.example"),
        ("https://www.a.example/", "a.example", "a.example"),
        ("https://a.example/b", "a.example", "a.example/b"),
        ("https://a.example/b/c.html/", "a.example", "a.example/…/c.html"),
        ("https://A.Example:8080/b?c=d#e", "a.example", "a.example/b"),
        ("https://a.example/b//%C3%B8l", "a.example", "a.example/…/øl"),
        ("https://a.example/" + "b" * 49, "a.example", "a.example/" + "b" * 47 + "…"),
    ],
)
def test_addresses_are_short_where_they_are_shown(url, host, address):
    """As a reader would say them."""
    assert (short_host(url), short_address(url)) == (host, address)
