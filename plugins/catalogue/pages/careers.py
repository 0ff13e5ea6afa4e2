"""Two careers, one move: where two competences are sought within reach of one home."""

from dataclasses import dataclass

from plugins.catalogue.edition import ContactView, Edition
from plugins.catalogue.job_choices import OPENINGS_PATH
from plugins.catalogue.pages.competences import group_lists
from plugins.portal.addresses import TWO_CAREERS
from plugins.portal.page import Link, Page
from plugins.portal.records import Competence, Municipality, Office

DISTANCES_KM = (0, 15, 30, 50, 75)
"""From a home in the same municipality to a drive of about an hour."""

USUAL_KM = 30


@dataclass(frozen=True, slots=True)
class CompetenceChoice:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """A group of competences that at least one company seeks."""

    name: str
    competences: tuple[CompetenceChoice, ...]


@dataclass(frozen=True, slots=True)
class Distance:
    """How far from home a job may be; ``text`` says it."""

    km: int
    text: str
    usual: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality, what there is for two people, and who helps the second one."""

    slug: str
    place: Link
    competences: int
    companies: int
    consultant: ContactView | None


@dataclass(frozen=True, slots=True)
class CareersView:
    groups: tuple[ChoiceGroup, ...]
    distances: tuple[Distance, ...]
    places: tuple[PlaceRow, ...]
    partners: str
    """The guides for partners; '' where there are none."""
    openings: str
    """The file by which employers' open jobs are counted; '' where there are none."""


def careers(edition: Edition) -> Page:
    return edition.page(
        edition.everywhere(edition.addresses.section, TWO_CAREERS),
        kind="two-careers",
        title=edition._("Two careers, one move"),
        description=edition._(
            "Choose what each of you can do, and see the places in the region where both are sought."
        ),
        view=CareersView(
            choice_groups(edition),
            distances(edition),
            place_rows(edition),
            edition.partners,
            f"{edition.content.settings.base}/{OPENINGS_PATH}" if edition.portal.jobs else "",
        ),
        breadcrumbs=(edition.home,),
        updated=edition.portal.last_updates[""],
    )


def choice_groups(edition: Edition) -> tuple[ChoiceGroup, ...]:
    """The competences that are sought, by group, both in the order of the alphabet."""
    portal = edition.portal
    groups = []
    for group in group_lists(edition):
        sought = [
            competence
            for competence in portal.competences_by_group[group.slug]
            if competence.slug in portal.companies_by_competence
        ]
        if sought:
            groups.append(ChoiceGroup(group.name, competence_choices(edition, sought)))
    return tuple(groups)


def competence_choices(
    edition: Edition, competences: list[Competence]
) -> tuple[CompetenceChoice, ...]:
    choices = [CompetenceChoice(one.slug, edition.name(one)) for one in competences]
    return tuple(edition.language.in_order(choices, lambda choice: choice.name))


def distances(edition: Edition) -> tuple[Distance, ...]:
    return tuple(Distance(km, distance_text(edition, km), km == USUAL_KM) for km in DISTANCES_KM)


def distance_text(edition: Edition, km: int) -> str:
    if km == 0:
        return edition._("In the same municipality")
    return edition._("Within %(km)s km") % {"km": edition.language.number(km)}


def place_rows(edition: Edition) -> tuple[PlaceRow, ...]:
    """The municipalities, those first where most competences are sought."""
    rows = [place_row(edition, place) for place in edition.portal.municipalities.values()]
    rows.sort(key=lambda row: (-row.competences, edition.language.sort_key(row.place.text)))
    return tuple(rows)


def place_row(edition: Edition, municipality: Municipality) -> PlaceRow:
    companies = edition.portal.companies_by_municipality.get(municipality.slug, ())
    facts = (edition.portal.facts_of(company.slug) for company in companies)
    return PlaceRow(
        slug=municipality.slug,
        place=edition.link(municipality.kind, municipality.slug),
        competences=len({slug for known in facts for slug in known.competences}),
        companies=len(companies),
        consultant=edition.office(municipality, Office.PARTNER_CONSULTANT, heading=""),
    )
