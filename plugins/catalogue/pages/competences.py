"""Competences: the whole vocabulary by group, and who seeks each one where."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from plugins.catalogue.edition import ArticleCard, Count, Edition
from plugins.catalogue.pages.campaigns import cards_about
from plugins.catalogue.pages.jobs import NewestJobs, newest_jobs
from plugins.catalogue.pages.lists import FURTHER, CompanyList, Planned, list_plans, record_page
from plugins.portal.addresses import COMPETENCES, MUNICIPALITIES, TWO_CAREERS
from plugins.portal.page import Link, Page
from plugins.portal.records import Cluster, Competence
from plugins.portal.tracking import shared

RELATED = 8


@dataclass(frozen=True, slots=True)
class CompetenceGroupList:
    """A group with all its competences and how many companies seek each."""

    slug: str
    name: str
    competences: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class CompetencesView:
    groups: tuple[CompetenceGroupList, ...]


@dataclass(frozen=True, slots=True)
class CompetenceView:
    group: Link
    synonyms: str
    list: CompanyList
    jobs: NewestJobs
    campaigns: tuple[ArticleCard, ...]
    """Those that run, and are about it."""
    places: tuple[Count, ...]
    places_address: str
    """The list of all municipalities."""
    related: tuple[Link, ...]
    """Those that the same companies seek, most often first."""
    same_group: tuple[Count, ...]
    clusters: tuple[Link, ...]
    stories: tuple[ArticleCard, ...]
    esco: str
    two_careers: str
    """Where to look for a place that needs this competence and a partner's."""
    slug: str


def competence_plans(edition: Edition) -> Iterator[Planned]:
    portal, addresses = edition.portal, edition.addresses
    yield addresses.section(edition.code, COMPETENCES), "competences", ("competences",)
    for slug, competence in portal.competences.items():
        yield from list_plans(
            edition,
            portal.companies_by_competence.get(slug, ()),
            (competence.kind, FURTHER),
            partial(addresses.companies_of, competence),
            competence.kind,
            slug,
        )


@shared
def group_lists(edition: Edition) -> tuple[CompetenceGroupList, ...]:
    """The groups and their competences, each in the order of the alphabet."""
    portal = edition.portal
    groups = []
    for slug, competences in portal.competences_by_group.items():
        counts = [
            Count(
                link.text,
                link.address,
                len(portal.companies_by_competence.get(competence.slug, ())),
            )
            for competence in competences
            for link in (edition.link(Competence.kind, competence.slug),)
        ]
        name = edition.group_name(slug)
        ordered = tuple(edition.language.in_order(counts, lambda count: count.text))
        groups.append(CompetenceGroupList(slug, name, ordered))
    return tuple(edition.language.in_order(groups, lambda group: group.name))


def competence_list(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, COMPETENCES)
    return edition.page(
        addresses,
        kind="competences",
        title=edition._("Competences: who seeks what you can do"),
        description=edition._(
            "Professions from nurse to wind turbine technician, and the employers of the region that seek them."
        ),
        view=CompetencesView(tuple(with_jobs(edition, group) for group in group_lists(edition))),
        breadcrumbs=(edition.home,),
        updated=edition.portal.last_updates[""],
    )


def with_jobs(edition: Edition, group: CompetenceGroupList) -> CompetenceGroupList:
    """A group with the numbers of open jobs, which change more often than all that it is shown by."""
    slugs = {
        edition.link(Competence.kind, competence.slug).address: competence.slug
        for competence in edition.portal.competences_by_group[group.slug]
    }

    def counted(count: Count) -> Count:
        jobs = edition.open_jobs(f"{Competence.kind}/{slugs[count.address]}")
        if not jobs:
            return count
        companies = edition.language.ngettext(
            "%(number)s company", "%(number)s companies", count.number
        ) % {"number": edition.language.number(count.number)}
        return replace(count, note=f"{companies} · {jobs}")

    return replace(group, competences=tuple(map(counted, group.competences)))


def competence_page(edition: Edition, slug: str, number: int) -> Page:
    competence = edition.portal.competences[slug]
    name = edition.name(competence)
    return record_page(
        edition,
        competence,
        lambda found: competence_view(edition, competence, found),
        number,
        section=COMPETENCES,
        description=edition._(
            "Employers in the region that seek the competence %(competence)s, where they are, and related competences."
        )
        % {"competence": name},
        list_title=name,
    )


def competence_view(edition: Edition, competence: Competence, found: CompanyList) -> CompetenceView:
    portal, slug = edition.portal, competence.slug
    companies = portal.companies_by_competence.get(slug, ())
    own = edition.addresses.of(competence, edition.code)
    section = edition.sections[COMPETENCES].address
    group = next(group for group in group_lists(edition) if group.slug == competence.group)
    related = portal.related_competences.get(slug, ())[:RELATED]
    return CompetenceView(
        group=Link(group.name, f"{section}#{group.slug}"),
        synonyms=edition.language.listed(competence.synonyms.get(edition.code, ())),
        list=found,
        jobs=newest_jobs(edition, competence),
        campaigns=cards_about(edition, competence),
        places=edition.count_places(companies),
        places_address=edition.sections[MUNICIPALITIES].address,
        related=tuple([edition.link(Competence.kind, other.slug) for other in related]),
        same_group=tuple(count for count in group.competences if count.address != own),
        clusters=edition.links(
            Cluster.kind, [cluster.slug for cluster in portal.clusters_by_competence.get(slug, ())]
        ),
        stories=edition.stories(portal.stories_by_profession.get(slug, ())),
        esco=competence.esco or "",
        two_careers=edition.addresses.section(edition.code, TWO_CAREERS),
        slug=slug,
    )
