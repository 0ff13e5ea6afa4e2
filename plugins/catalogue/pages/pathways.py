"""Paths to a job: an audience's steps with those who help and hire, and the employers' side of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from plugins.catalogue.edition import (
    ArticleCard,
    ContactView,
    Count,
    Edition,
    JobCard,
    LocalisedText,
    SourceView,
)
from plugins.catalogue.labels import (
    OFFER_MEANINGS,
    OPENINGS_NOW,
)
from plugins.catalogue.meetings import (
    RecordCard,
    network_cards,
    organiser_link,
    places_text,
)
from plugins.catalogue.pages.guides import meetings_for
from plugins.catalogue.pages.jobs import job_cards
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.pages.moves import OfficialPage, official_page
from plugins.catalogue.pages.teasers import offer_counts
from plugins.portal.addresses import COMPETENCES, JOBS, TWO_CAREERS
from plugins.portal.links import AUDIENCE, OFFER, in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import (
    Audience,
    Company,
    Course,
    Municipality,
    Offer,
    Office,
    Opening,
    PathStep,
    Pathway,
    Visitor,
)
from plugins.portal.tracking import shared

FOR_EMPLOYERS_PAGE = "pathway-for-employers"
"""The kind of page that tells employers of a path."""

COMPANIES_SHOWN = 8
"""Employers by name below an offer; the others are in its list."""

JOBS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class StepView:
    id: str
    name: LocalisedText
    what: LocalisedText
    takes: LocalisedText | None
    helper: LocalisedText | None
    offers: tuple[Count, ...]
    """The ways to the employers who open the step."""
    official: OfficialPage | None
    guide: Link | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer, and those who make it: some by name, all in a list."""

    name: str
    meaning: str
    companies: tuple[Link, ...]
    total: int
    all: str


@dataclass(frozen=True, slots=True)
class OpeningView:
    """The newest open jobs for somebody on a path, and where the others are."""

    id: str
    name: str
    cards: tuple[JobCard, ...]
    all: str


@dataclass(frozen=True, slots=True)
class CourseView:
    name: LocalisedText
    about: LocalisedText
    organiser: LocalisedText
    organiser_address: str
    where: str
    form: LocalisedText | None
    languages: str
    url: str
    url_language: str | None
    """That of the page behind it, where it is another one."""
    source: SourceView


@dataclass(frozen=True, slots=True)
class PathwayView:
    title: LocalisedText
    lead: LocalisedText
    steps: tuple[StepView, ...]
    offers: tuple[OfferView, ...]
    openings: tuple[OpeningView, ...]
    competences: str
    """Where to look for employers by profession."""
    courses: tuple[CourseView, ...]
    contacts: tuple[ContactView, ...]
    other_contacts: tuple[ContactView, ...]
    """Of the municipalities that have nobody for the audience: who receives newcomers there."""
    two_careers: str
    """Where to look for a place with work for two; '' where the path is not for couples."""
    stories: tuple[ArticleCard, ...]
    guides: tuple[ArticleCard, ...]
    all_guides: str
    """The guides for the audience by topic; '' where there are none."""
    meetings: tuple[RecordCard, ...]
    employers: Link | None
    others: tuple[Link, ...]
    """The paths of other audiences."""
    reviewed_on: date
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class EmployersView:
    title: LocalisedText
    lead: LocalisedText
    why: LocalisedText
    how: LocalisedText
    expect: LocalisedText
    offers: tuple[OfferView, ...]
    contacts: tuple[ContactView, ...]
    other_contacts: tuple[ContactView, ...]
    stories: tuple[ArticleCard, ...]
    networks: tuple[RecordCard, ...]
    pathway: Link
    others: tuple[Link, ...]
    """What other audiences ask of employers."""
    reviewed_on: date
    sources: tuple[SourceView, ...]


def pathway_plans(edition: Edition) -> Iterator[Planned]:
    for audience in edition.pathways:
        address = edition.addresses.pathway(edition.code, audience)
        yield address, Pathway.kind, (Pathway.kind, audience)
        if audience in employer_pages(edition):
            address = edition.addresses.pathway_for_employers(edition.code, audience)
            yield address, FOR_EMPLOYERS_PAGE, (FOR_EMPLOYERS_PAGE, audience)


@shared
def employer_pages(edition: Edition) -> dict[Audience, Link]:
    """The pages for employers of the paths that have one."""
    return {
        one: Link(
            edition._("For employers: %(path)s") % {"path": path.text},
            edition.addresses.pathway_for_employers(edition.code, one),
        )
        for one, path in edition.pathways.items()
        if edition.portal.pathways[one].employers
    }


def pathway_page(edition: Edition, slug: str) -> Page:
    pathway, audience = edition.portal.pathways[slug], Audience(slug)
    title, lead = edition.text(pathway.title), edition.text(pathway.lead)
    contacts, others = contact_views(edition, pathway.office)
    guides = [
        guide
        for guide in edition.portal.guides.values()
        if audience in in_languages(guide, edition.preferred).audience
    ]
    view = PathwayView(
        title=title,
        lead=lead,
        steps=tuple(step_views(edition, pathway.steps)),
        offers=offer_views(edition, pathway),
        openings=tuple(opening_views(edition, pathway)),
        competences=edition.sections[COMPETENCES].address,
        courses=tuple(course_view(edition, course, pathway) for course in pathway.courses),
        contacts=contacts,
        other_contacts=others,
        two_careers=edition.addresses.section(edition.code, TWO_CAREERS)
        if pathway.two_careers
        else "",
        stories=edition.stories(pathway.stories),
        guides=edition.guide_cards(guides),
        all_guides=edition.addresses.audience(edition.code, audience) if guides else "",
        meetings=meetings_for(edition, audience),
        employers=employer_pages(edition).get(audience),
        others=tuple(link for one, link in edition.pathways.items() if one != audience),
        reviewed_on=pathway.reviewed_on,
        sources=edition.sources(pathway.sources),
    )
    return edition.page(
        edition.everywhere(edition.addresses.pathway, audience),
        kind=Pathway.kind,
        title=str(title.text),
        description=str(lead.text),
        view=view,
        breadcrumbs=(edition.home,),
        record=pathway,
        updated=pathway.updated,
    )


def step_views(edition: Edition, steps: Iterable[PathStep]) -> Iterator[StepView]:
    for number, step in enumerate(steps, 1):
        yield StepView(
            id=f"Path-{number}",
            name=edition.text(step.name),
            what=edition.rich_text(step.what, below=3),
            takes=edition.text(step.takes) if step.takes else None,
            helper=edition.text(step.helper) if step.helper else None,
            offers=offer_counts(edition, step.offers),
            official=official_page(edition, step.link) if step.link else None,
            guide=edition.guide_link(step.guide) if step.guide else None,
        )


def offer_views(edition: Edition, pathway: Pathway) -> tuple[OfferView, ...]:
    """What opens the steps of a path, in their order, where any company offers it."""
    offers = dict.fromkeys(offer for step in pathway.steps for offer in step.offers)
    there = edition.portal.companies_by_offer
    return tuple(offer_view(edition, offer) for offer in offers if offer in there)


def offer_view(edition: Edition, offer: Offer) -> OfferView:
    companies = edition.companies_in_order(f"{OFFER}/{offer}")
    return OfferView(
        name=edition.offer_name(offer),
        meaning=edition._(OFFER_MEANINGS[offer]),
        companies=tuple(edition.link(Company.kind, slug) for slug in companies[:COMPANIES_SHOWN]),
        total=len(companies),
        all=edition.addresses.offer(offer, edition.code),
    )


def opening_views(edition: Edition, pathway: Pathway) -> Iterator[OpeningView]:
    """The open jobs that are steps of a path, where there are any."""
    found = edition.portal.jobs_by_opening
    for opening in dict.fromkeys(one for step in pathway.steps for one in step.openings):
        if jobs := found.get(opening):
            address = f"{edition.addresses.section(edition.code, JOBS)}?type={opening}"
            cards = job_cards(edition, jobs[:JOBS_SHOWN])
            name = edition._(OPENINGS_NOW[opening])
            yield OpeningView(_opening_id(opening), name, cards, address)


def _opening_id(opening: Opening) -> str:
    return f"Open-{opening}"


def course_view(edition: Edition, course: Course, pathway: Pathway) -> CourseView:
    organiser, address = organiser_link(edition, course.organiser)
    url = edition.text(course.link)
    source = next(source for source in pathway.sources if source.url == course.source)
    return CourseView(
        name=edition.contact_name(course.name) or organiser,
        about=edition.text(course.about),
        organiser=organiser,
        organiser_address=address,
        where=places_text(edition, course.municipalities),
        form=edition.text(course.form) if course.form else None,
        languages=edition.language.listed_languages(course.languages),
        url=str(url.text),
        url_language=url.language,
        source=edition.sources([source])[0],
    )


def contact_views(
    edition: Edition, office: Office
) -> tuple[tuple[ContactView, ...], tuple[ContactView, ...]]:
    """Who helps in each municipality, by its name; apart, where nobody does, who receives newcomers.

    What their offices say of themselves stands on the municipalities' own pages.
    """
    own, others = [], []
    places = edition.language.in_order(edition.portal.municipalities.values(), edition.name)
    for place in places:
        link = edition.link(Municipality.kind, place.slug)
        if contact := edition.office(place, office, link, heading=link.text):
            own.append(replace(contact, text=None))
        elif contact := edition.office(place, Office.NEWCOMER_SERVICE, link, heading=link.text):
            others.append(replace(contact, text=None))
    return tuple(own), tuple(others)


def employers_page(edition: Edition, slug: str) -> Page:
    pathway, audience = edition.portal.pathways[slug], Audience(slug)
    side = pathway.employers
    assert side  # noqa: S101 - or nothing would have been planned
    title, lead = edition.text(side.title), edition.text(side.lead)
    contacts, others = contact_views(edition, pathway.office)
    view = EmployersView(
        title=title,
        lead=lead,
        why=edition.rich_text(side.why),
        how=edition.rich_text(side.how),
        expect=edition.rich_text(side.expect),
        offers=offer_views(edition, pathway),
        contacts=contacts,
        other_contacts=others,
        stories=edition.stories(pathway.stories),
        networks=network_cards(edition, f"{AUDIENCE}/{Visitor.EMPLOYERS}"),
        pathway=edition.pathways[audience],
        others=tuple(link for one, link in employer_pages(edition).items() if one != audience),
        reviewed_on=pathway.reviewed_on,
        sources=edition.sources(pathway.sources),
    )
    return edition.page(
        edition.everywhere(edition.addresses.pathway_for_employers, audience),
        kind=FOR_EMPLOYERS_PAGE,
        title=str(title.text),
        description=str(lead.text),
        view=view,
        breadcrumbs=(edition.home, edition.pathways[audience]),
        updated=pathway.updated,
    )
