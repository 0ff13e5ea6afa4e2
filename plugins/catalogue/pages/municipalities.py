"""Places: the map of the region with all municipalities, and a page for each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from plugins.catalogue.ambassadors import AmbassadorCard, ambassadors_of
from plugins.catalogue.edition import (
    ArticleCard,
    ContactView,
    Count,
    Edition,
    LocalisedText,
    SourceView,
    newest_of,
)
from plugins.catalogue.meetings import EventCard, RecordCard, coming, event_cards, network_cards
from plugins.catalogue.pages.jobs import NewestJobs, newest_jobs
from plugins.catalogue.pages.lists import FURTHER, CompanyList, Planned, list_plans, record_page
from plugins.catalogue.pages.salary import PlaceSalary, place_salary
from plugins.catalogue.pages.teasers import distance
from plugins.catalogue.region_map import RegionMap, located, region
from plugins.portal.addresses import MUNICIPALITIES, OFFICE_IDS
from plugins.portal.page import Link, Page
from plugins.portal.qr import qr_path
from plugins.portal.records import Cluster, Municipality, Office

NEIGHBOURS = 4
COMPETENCES_SHOWN = 10
EVENTS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A municipality in the list of all: how many live and work there, and who answers."""

    name: str
    address: str
    companies: int
    jobs: str
    """How many open jobs there are, in words; '' where there are none."""
    population: str
    service: ContactView | None


@dataclass(frozen=True, slots=True)
class MunicipalitiesView:
    map: RegionMap
    business_regions: tuple[tuple[str, tuple[PlaceLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    name: str
    address: str
    distance: str
    companies: int


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    about: LocalisedText
    population: str
    business_region: str
    map: RegionMap
    contacts: tuple[ContactView, ...]
    has_consultant: bool
    partners: str
    """What there is for partners; '' where there is nothing."""
    pathways: tuple[Link, ...]
    """The paths of audiences to a job."""
    salary: PlaceSalary | None
    list: CompanyList
    jobs: NewestJobs
    competences: tuple[Count, ...]
    clusters: tuple[Count, ...]
    events: tuple[EventCard, ...]
    all_events: str
    """All of its events, with the calendar to follow; '' where nothing is coming."""
    networks: tuple[RecordCard, ...]
    guides: tuple[ArticleCard, ...]
    topics: tuple[Link, ...]
    my_move: str
    """Where to make a list of what to do when moving; '' where there are no steps of a move."""
    slug: str
    stories: tuple[ArticleCard, ...]
    ambassadors: tuple[AmbassadorCard, ...]
    """People there who answer questions."""
    neighbours: tuple[Neighbour, ...]
    links: tuple[tuple[str, LocalisedText], ...]
    sources: tuple[SourceView, ...]


def municipality_plans(edition: Edition) -> Iterator[Planned]:
    portal, addresses = edition.portal, edition.addresses
    kind = "municipalities"
    yield addresses.section(edition.code, MUNICIPALITIES), kind, (kind,)
    for slug, municipality in portal.municipalities.items():
        yield from list_plans(
            edition,
            portal.companies_by_municipality.get(slug, ()),
            (municipality.kind, FURTHER),
            partial(addresses.companies_of, municipality),
            municipality.kind,
            slug,
        )


def municipality_list(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, MUNICIPALITIES)
    return edition.page(
        addresses,
        kind="municipalities",
        title=edition._("Places to live and work"),
        description=edition._(
            "The municipalities of the region on a map, each with its companies and the people who receive newcomers."
        ),
        view=MunicipalitiesView(region(edition), by_business_region(edition)),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.portal.municipalities.values()),
    )


def by_business_region(edition: Edition) -> tuple[tuple[str, tuple[PlaceLine, ...]], ...]:
    """Municipalities under the name of the business region they work together in."""
    groups: dict[str, list[PlaceLine]] = {}
    for municipality in edition.portal.municipalities.values():
        group = municipality.business_region or municipality.region
        groups.setdefault(group, []).append(place_line(edition, municipality))
    return tuple(
        (name, tuple(edition.language.in_order(lines, lambda line: line.name)))
        for name, lines in edition.language.in_order(groups.items(), lambda group: group[0])
    )


def place_line(edition: Edition, municipality: Municipality) -> PlaceLine:
    return PlaceLine(
        name=edition.name(municipality),
        address=edition.addresses.of(municipality, edition.code),
        companies=len(edition.portal.companies_by_municipality.get(municipality.slug, ())),
        jobs=edition.open_jobs(f"{Municipality.kind}/{municipality.slug}"),
        population=edition.population(municipality),
        service=edition.office(municipality, Office.NEWCOMER_SERVICE, heading=""),
    )


def municipality_page(edition: Edition, slug: str, number: int) -> Page:
    municipality = edition.portal.municipalities[slug]
    name = edition.name(municipality)
    return record_page(
        edition,
        municipality,
        lambda found: municipality_view(edition, municipality, found),
        number,
        section=MUNICIPALITIES,
        description=edition._(
            "Work and life in %(place)s: employers, the newcomer service, help for partners, guides and stories."
        )
        % {"place": name},
        list_title=edition._("Companies in %(place)s") % {"place": name},
        place=name,
    )


def municipality_view(
    edition: Edition, municipality: Municipality, found: CompanyList
) -> MunicipalityView:
    portal, slug = edition.portal, municipality.slug
    companies = portal.companies_by_municipality.get(slug, ())
    facts = (portal.facts_of(company.slug) for company in companies)
    events = coming(edition, f"{Municipality.kind}/{slug}")
    clusters = Counter(cluster for known in facts for cluster in known.clusters)
    return MunicipalityView(
        about=edition.rich_text(municipality.about, below=1),
        population=edition.population(municipality),
        business_region=municipality.business_region or "",
        map=located(region(edition), edition.addresses.of(municipality, edition.code)),
        contacts=own_contacts(edition, municipality),
        has_consultant=municipality.partner_consultant is not None,
        partners=edition.partners,
        pathways=tuple(edition.pathways.values()),
        salary=place_salary(edition, slug),
        list=found,
        jobs=newest_jobs(edition, municipality),
        competences=edition.count_competences(companies)[:COMPETENCES_SHOWN],
        clusters=edition.counts(Cluster.kind, clusters),
        events=event_cards(edition, events[:EVENTS_SHOWN]),
        all_events=edition.addresses.events_of(municipality, edition.code) if events else "",
        networks=network_cards(edition, f"{Municipality.kind}/{slug}"),
        guides=edition.guide_cards(
            [portal.guides[key] for key in portal.guides_by_municipality.get(slug, ())]
        ),
        topics=edition.topics,
        my_move=edition.my_move,
        slug=slug,
        stories=edition.stories(portal.stories_by_municipality.get(slug, ())),
        ambassadors=ambassadors_of(edition, Municipality.kind, slug),
        neighbours=neighbours(edition, slug),
        links=edition.useful_links(municipality.links),
        sources=edition.sources(municipality.sources),
    )


def own_contacts(edition: Edition, municipality: Municipality) -> tuple[ContactView, ...]:
    """The contacts as paper leads to them, where it is known at which address the portal stands."""
    found = []
    for office in Office:
        if contact := edition.office(municipality, office):
            address = edition.addresses.office(municipality, office, edition.code)
            origin = edition.content.settings.origin
            qr = qr_path(origin + address) if origin else None
            found.append(replace(contact, id=OFFICE_IDS[office], qr=qr))
    return tuple(found)


def neighbours(edition: Edition, slug: str) -> tuple[Neighbour, ...]:
    """The nearest other municipalities."""
    found = []
    for other, km in edition.portal.nearest_municipalities[slug][1 : NEIGHBOURS + 1]:
        link = edition.link(Municipality.kind, other)
        companies = len(edition.portal.companies_by_municipality.get(other, ()))
        found.append(Neighbour(link.text, link.address, distance(edition, km), companies))
    return tuple(found)
