"""Lighthouses: the professional clusters in which the region is strong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from plugins.catalogue.ambassadors import AmbassadorCard, ambassadors_of
from plugins.catalogue.edition import (
    ArticleCard,
    Count,
    Edition,
    LocalisedText,
    SourceView,
    newest_of,
)
from plugins.catalogue.pages.campaigns import cards_about
from plugins.catalogue.pages.jobs import NewestJobs, newest_jobs
from plugins.catalogue.pages.lists import FURTHER, CompanyList, Planned, list_plans, record_page
from plugins.catalogue.pages.teasers import ClusterTeaser, cluster_teasers
from plugins.portal.addresses import CLUSTERS
from plugins.portal.page import Page
from plugins.portal.records import Cluster, Competence


@dataclass(frozen=True, slots=True)
class ClustersView:
    clusters: tuple[ClusterTeaser, ...]


@dataclass(frozen=True, slots=True)
class ClusterView:
    tagline: LocalisedText | None
    about: LocalisedText
    list: CompanyList
    jobs: NewestJobs
    competences: tuple[Count, ...]
    places: tuple[Count, ...]
    campaigns: tuple[ArticleCard, ...]
    """Those that run, and are about it."""
    stories: tuple[ArticleCard, ...]
    ambassadors: tuple[AmbassadorCard, ...]
    """People there who answer questions."""
    links: tuple[tuple[str, LocalisedText], ...]
    sources: tuple[SourceView, ...]


def cluster_plans(edition: Edition) -> Iterator[Planned]:
    portal, addresses = edition.portal, edition.addresses
    yield addresses.section(edition.code, CLUSTERS), "clusters", ("clusters",)
    for slug, cluster in portal.clusters.items():
        yield from list_plans(
            edition,
            portal.companies_by_cluster.get(slug, ()),
            (cluster.kind, FURTHER),
            partial(addresses.companies_of, cluster),
            cluster.kind,
            slug,
        )


def cluster_list(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, CLUSTERS)
    return edition.page(
        addresses,
        kind="clusters",
        title=edition._("Lighthouses: the industries where the region is strong"),
        description=edition._(
            "The professional clusters of the region: who is in them, which competences they seek and where the next job could be."
        ),
        view=ClustersView(cluster_teasers(edition)),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.portal.clusters.values()),
    )


def cluster_page(edition: Edition, slug: str, number: int) -> Page:
    cluster = edition.portal.clusters[slug]
    name = edition.name(cluster)
    tagline = edition.text(cluster.tagline) if cluster.tagline else None
    return record_page(
        edition,
        cluster,
        lambda found: cluster_view(edition, cluster, found, tagline),
        number,
        section=CLUSTERS,
        description=str(tagline.text)
        if tagline and not tagline.language
        else edition._("Companies and careers in %(cluster)s") % {"cluster": name},
        list_title=name,
    )


def cluster_view(
    edition: Edition, cluster: Cluster, found: CompanyList, tagline: LocalisedText | None
) -> ClusterView:
    portal = edition.portal
    companies = portal.companies_by_cluster.get(cluster.slug, ())
    facts = (portal.facts_of(company.slug) for company in companies)
    sought = Counter(slug for known in facts for slug in known.competences)
    stories = [s for company in companies for s in portal.stories_by_company.get(company.slug, ())]
    return ClusterView(
        tagline=tagline,
        about=edition.rich_text(cluster.about, below=1),
        list=found,
        jobs=newest_jobs(edition, cluster),
        competences=edition.counts(
            Competence.kind, {slug: sought[slug] for slug in cluster.competences}
        ),
        places=edition.count_places(companies),
        campaigns=cards_about(edition, cluster),
        stories=edition.stories(stories),
        ambassadors=ambassadors_of(edition, Cluster.kind, cluster.slug),
        links=edition.useful_links(cluster.links),
        sources=edition.sources(cluster.sources),
    )
