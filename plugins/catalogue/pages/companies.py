"""Companies: the whole list, the lists by offer and each profile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from plugins.catalogue.ambassadors import AmbassadorCard, ambassadors_of
from plugins.catalogue.edition import (
    ArticleCard,
    CompanyCard,
    ContactView,
    Count,
    Edition,
    LocalisedText,
    SourceView,
    short_host,
)
from plugins.catalogue.following import feeds_of
from plugins.catalogue.labels import DANISH_NEEDED, OFFER_MEANINGS
from plugins.catalogue.pages.jobs import NewestJobs, newest_jobs
from plugins.catalogue.pages.lists import CompanyList, Planned, company_list, list_plans, numbered
from plugins.catalogue.pages.teasers import (
    ClusterTeaser,
    CompetenceGroupView,
    cluster_teasers,
    competence_groups,
    distance,
    offer_counts,
)
from plugins.portal.addresses import COMPANIES
from plugins.portal.links import OFFER
from plugins.portal.page import Link, Page
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    Image,
    Location,
    Municipality,
    Offer,
)
from plugins.portal.tracking import shared


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter of the alphabet and the page of the list where its companies begin."""

    letter: str
    address: str


@dataclass(frozen=True, slots=True)
class CompaniesView:
    """A page of all companies, with the ways to narrower lists."""

    list: CompanyList
    letters: tuple[LetterLink, ...]
    places: tuple[Count, ...]
    groups: tuple[CompetenceGroupView, ...]
    clusters: tuple[ClusterTeaser, ...]
    offers: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class OfferView:
    """A page of the companies that offer one thing."""

    meaning: str
    list: CompanyList
    others: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class OfferLink:
    name: str
    meaning: str
    address: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """Where a company is."""

    municipality: Link
    street: str
    town: str


@dataclass(frozen=True, slots=True)
class ImageView:
    file: str
    alt: LocalisedText


@dataclass(frozen=True, slots=True)
class CompanyView:
    """A profile."""

    monogram: str
    logo: ImageView | None
    images: tuple[ImageView, ...]
    tagline: LocalisedText
    about: LocalisedText
    life: LocalisedText | None
    website: str
    website_host: str
    careers: str
    """The company's own page of jobs; '' where it is only known by its website."""
    municipalities: tuple[Link, ...]
    clusters: tuple[Link, ...]
    competences: tuple[Link, ...]
    employees: str
    founded: str
    cvr: str
    working_languages: str
    danish_needed: str
    offers: tuple[OfferLink, ...]
    sites: tuple[SiteView, ...]
    contact: ContactView | None
    place_contacts: tuple[ContactView, ...]
    jobs: NewestJobs
    stories: tuple[ArticleCard, ...]
    ambassadors: tuple[AmbassadorCard, ...]
    """People there who answer questions."""
    next_jobs: tuple[CompanyCard, ...]
    verified_on: date | None
    sources: tuple[SourceView, ...]


def company_plans(edition: Edition) -> Iterator[Planned]:
    """The list of all companies, one list for each thing that companies offer, and each profile."""
    portal, addresses = edition.portal, edition.addresses
    kinds = ("companies", "companies")
    yield from list_plans(edition, portal.companies, kinds, addresses.all_companies, "companies")
    for offer in offered(edition):
        companies, of_offer = portal.companies_by_offer[offer], partial(addresses.offer, offer)
        yield from list_plans(edition, companies, ("offer", "offer"), of_offer, "offer", offer)
    for slug in portal.companies:
        address = addresses.named(Company.kind, slug, edition.code)
        yield address, Company.kind, (Company.kind, slug)


def offered(edition: Edition) -> Iterator[Offer]:
    """What at least one company offers."""
    return (offer for offer in Offer if offer in edition.portal.companies_by_offer)


def all_companies(edition: Edition, number: int) -> Page:
    address = edition.addresses.all_companies
    found = company_list(edition, "", address, number)
    return edition.page(
        edition.everywhere(address, number),
        kind="companies",
        title=numbered(edition, edition._("Companies"), number),
        description=edition._(
            "Employers in the region, large and small, with what they do, whom they seek and what they offer newcomers."
        ),
        view=CompaniesView(
            list=with_letters(edition, found),
            letters=letter_links(edition),
            places=all_places(edition),
            groups=competence_groups(edition),
            clusters=cluster_teasers(edition),
            offers=all_offers(edition),
        ),
        breadcrumbs=(edition.home,) if number == 1 else (edition.home, edition.sections[COMPANIES]),
        updated=edition.portal.last_updates[""],
    )


@shared
def all_offers(edition: Edition) -> tuple[Count, ...]:
    return offer_counts(edition, Offer)


@shared
def all_places(edition: Edition) -> tuple[Count, ...]:
    """How many companies are in each municipality, most first."""
    return edition.count_places(edition.portal.companies.values())


@shared
def letter_links(edition: Edition) -> tuple[LetterLink, ...]:
    """For each letter that a company begins with, the page and place where the letter begins."""
    length = edition.content.settings.page_length
    links: dict[str, LetterLink] = {}
    for position, slug in enumerate(edition.companies_in_order("")):
        letter = edition.language.initial(edition.portal.name_of(slug))
        if letter not in links:
            address = edition.addresses.all_companies(edition.code, position // length + 1)
            links[letter] = LetterLink(letter, f"{address}#{letter_id(letter)}")
    return tuple(links.values())


def with_letters(edition: Edition, found: CompanyList) -> CompanyList:
    """A page of the list on which the first company of each letter can be linked to."""
    seen: set[str] = set()
    cards = []
    for card in found.cards:
        letter = edition.language.initial(card.name)
        cards.append(card if letter in seen else card._replace(id=letter_id(letter)))
        seen.add(letter)
    return replace(found, cards=tuple(cards))


def letter_id(letter: str) -> str:
    return f"letter-{'0' if letter == '#' else letter}"


def companies_offering(edition: Edition, name: str, number: int) -> Page:
    offer = Offer(name)
    subject, address = f"{OFFER}/{offer}", partial(edition.addresses.offer, offer)
    meaning = edition._(OFFER_MEANINGS[offer])
    return edition.page(
        edition.everywhere(address, number),
        kind="offer",
        title=numbered(edition, edition.offer_name(offer), number),
        description=meaning,
        view=OfferView(
            meaning,
            company_list(edition, subject, address, number),
            offer_counts(edition, [other for other in Offer if other != offer]),
        ),
        breadcrumbs=(edition.home, edition.sections[COMPANIES]),
        updated=edition.portal.last_updates[subject],
    )


def company_profile(edition: Edition, slug: str) -> Page:
    company = edition.portal.companies[slug]
    addresses = edition.everywhere(partial(edition.addresses.of, company))
    tagline = edition.text(company.tagline)
    return edition.page(
        addresses,
        kind="company",
        title=company.name,
        description=edition._(
            "%(company)s: %(tagline)s. Competences sought, what newcomers are offered and whom to ask."
        )
        % {"company": company.name, "tagline": tagline.text},
        view=company_view(edition, company, tagline),
        breadcrumbs=(edition.home, edition.sections[COMPANIES]),
        record=company,
        updated=company.updated,
        published=company.added_on,
        place=edition.place_name(company.municipalities[0]),
        feeds=feeds_of(edition, company),
    )


def company_view(edition: Edition, company: Company, tagline: LocalisedText) -> CompanyView:
    portal = edition.portal
    return CompanyView(
        monogram=monogram(company.name),
        logo=image_view(edition, company.logo) if company.logo else None,
        images=tuple(image_view(edition, image) for image in company.images),
        tagline=tagline,
        about=edition.rich_text(company.about),
        life=edition.rich_text(company.life) if company.life else None,
        website=company.website,
        website_host=short_host(company.website),
        careers=company.careers if company.careers != company.website else "",
        municipalities=tuple(
            [edition.link(Municipality.kind, slug) for slug in company.municipalities]
        ),
        clusters=edition.links(Cluster.kind, company.clusters),
        competences=tuple([edition.link(Competence.kind, slug) for slug in company.competences]),
        employees=edition.employees(company),
        founded=str(company.founded or ""),
        cvr=company.cvr or "",
        working_languages=edition.language.listed_languages(company.working_languages),
        danish_needed=edition._(DANISH_NEEDED[company.danish_needed])
        if company.danish_needed
        else "",
        offers=tuple([offer_link(edition, offer) for offer in Offer if offer in company.offers])
        if company.offers
        else (),
        sites=tuple(site_view(edition, site) for site in company.locations if site.street),
        contact=edition.contact(company.contact, edition._("Contact at the company"))
        if company.contact
        else None,
        place_contacts=edition.place_contacts(company.municipalities[0]),
        jobs=newest_jobs(edition, company),
        stories=edition.stories(portal.stories_by_company.get(company.slug, ())),
        ambassadors=ambassadors_of(edition, Company.kind, company.slug),
        next_jobs=tuple(
            [
                edition.next_job_card(other, company, distance(edition, km))
                for other, km in portal.next_jobs[company.slug]
            ]
        ),
        verified_on=company.verified_on,
        sources=edition.sources(company.sources),
    )


def monogram(name: str) -> str:
    """One or two letters that stand in for a logo."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or name[:1]


def image_view(edition: Edition, image: Image) -> ImageView:
    return ImageView(image.file, edition.text(image.alt))


def offer_link(edition: Edition, offer: Offer) -> OfferLink:
    address = edition.addresses.offer(offer, edition.code)
    return OfferLink(edition.offer_name(offer), edition._(OFFER_MEANINGS[offer]), address)


def site_view(edition: Edition, site: Location) -> SiteView:
    municipality = edition.link(Municipality.kind, site.municipality)
    town = " ".join(filter(None, (site.postcode, site.city)))
    return SiteView(municipality, site.street or "", town)
