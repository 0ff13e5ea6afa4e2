"""Ways in that more than one page shows: groups of competences, lighthouses, audiences, topics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.catalogue.edition import Count, Edition, LocalisedText
from plugins.catalogue.labels import AUDIENCE_MEANINGS, AUDIENCES
from plugins.portal.addresses import COMPETENCES
from plugins.portal.records import Competence, Offer
from plugins.portal.tracking import shared

COMPETENCES_PER_GROUP = 5

SAME_PLACE_KM = 1.0
"""Below this two main towns are the same town."""

PARTNER_OFFERS = (
    Offer.PARTNER_HELP,
    Offer.COFFEE_MEETINGS,
    Offer.INTERNSHIPS,
    Offer.SHORT_TERM_JOBS,
    Offer.RELOCATION_HELP,
    Offer.DANISH_LESSONS,
)


@dataclass(frozen=True, slots=True)
class CompetenceGroupView:
    """A group of competences with those most sought."""

    name: str
    address: str
    companies: int
    competences: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class ClusterTeaser:
    name: str
    address: str
    tagline: LocalisedText | None
    companies: int


@dataclass(frozen=True, slots=True)
class AudienceTeaser:
    name: str
    address: str
    meaning: str


@shared
def competence_groups(edition: Edition) -> tuple[CompetenceGroupView, ...]:
    """Groups of competences that companies seek, with those sought by most."""
    portal = edition.portal
    section = edition.sections[COMPETENCES].address
    views = []
    for slug, competences in portal.competences_by_group.items():
        sought = [(c, portal.companies_by_competence.get(c.slug, ())) for c in competences]
        companies = {company.slug for _, found in sought for company in found}
        if companies:
            counts = edition.counts(
                Competence.kind, {one.slug: len(found) for one, found in sought if found}
            )
            name = edition.group_name(slug)
            views.append(
                CompetenceGroupView(
                    name, f"{section}#{slug}", len(companies), counts[:COMPETENCES_PER_GROUP]
                )
            )
    return tuple(edition.language.in_order(views, lambda view: view.name))


@shared
def cluster_teasers(edition: Edition) -> tuple[ClusterTeaser, ...]:
    portal = edition.portal
    teasers = (
        ClusterTeaser(
            edition.name(cluster),
            edition.addresses.of(cluster, edition.code),
            edition.text(cluster.tagline) if cluster.tagline else None,
            len(portal.companies_by_cluster.get(cluster.slug, ())),
        )
        for cluster in portal.clusters.values()
    )
    return tuple(edition.language.in_order(teasers, lambda teaser: teaser.name))


def offer_counts(edition: Edition, offers: Iterable[Offer]) -> tuple[Count, ...]:
    """Ways to the companies that offer something, with their number."""
    return tuple(
        Count(
            edition.offer_name(offer),
            edition.addresses.offer(offer, edition.code),
            len(edition.portal.companies_by_offer[offer]),
        )
        for offer in offers
        if offer in edition.portal.companies_by_offer
    )


@shared
def audience_teasers(edition: Edition) -> tuple[AudienceTeaser, ...]:
    return tuple(
        AudienceTeaser(
            edition._(AUDIENCES[audience]),
            edition.addresses.audience(edition.code, audience),
            edition._(AUDIENCE_MEANINGS[audience]),
        )
        for audience in edition.audiences
    )


def distance(edition: Edition, km: float) -> str:
    """How far away the next job would be, in words."""
    if km < SAME_PLACE_KM:
        return edition._("in the same municipality")
    return edition._("about %(km)s km away") % {"km": edition.language.number(round(km))}


@shared
def distances(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    """From each municipality to each: what it is called, and how far away it is."""
    names = {slug: edition.place_name(slug) for slug in edition.portal.municipalities}
    return {
        here: {there: f"{names[there]}, {distance(edition, km)}" for there, km in nearest}
        for here, nearest in edition.portal.nearest_municipalities.items()
    }
