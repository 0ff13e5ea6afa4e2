"""Lighthouses: the professional clusters in which the region is strong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import (
    ArticleCard,
    Count,
    Edition,
    LocalisedText,
    SourceView,
    newest_of,
)
from plugins.catalogue.pages.jobs import NewestJobs, newest_jobs
from plugins.catalogue.pages.lists import CompanyList, record_pages
from plugins.catalogue.pages.teasers import ClusterTeaser, cluster_teasers
from plugins.portal.addresses import CLUSTERS
from plugins.portal.page import Page
from plugins.portal.records import Cluster


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
    stories: tuple[ArticleCard, ...]
    links: tuple[tuple[str, LocalisedText], ...]
    sources: tuple[SourceView, ...]


def cluster_pages(edition: Edition) -> Iterator[Page]:
    yield cluster_list(edition)
    for cluster in edition.portal.clusters.values():
        yield from one_cluster(edition, cluster)


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


def one_cluster(edition: Edition, cluster: Cluster) -> Iterator[Page]:
    name = edition.name(cluster)
    tagline = edition.text(cluster.tagline) if cluster.tagline else None
    return record_pages(
        edition,
        cluster,
        edition.portal.companies_by_cluster.get(cluster.slug, ()),
        lambda found: cluster_view(edition, cluster, found, tagline),
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
    sought = Counter(slug for company in companies for slug in company.competences)
    stories = [s for company in companies for s in portal.stories_by_company.get(company.slug, ())]
    return ClusterView(
        tagline=tagline,
        about=edition.rich_text(cluster.about, below=1),
        list=found,
        jobs=newest_jobs(edition, cluster),
        competences=edition.counts(
            (portal.competences[slug], sought[slug]) for slug in cluster.competences
        ),
        places=edition.count_places(companies),
        stories=edition.story_cards(stories),
        links=edition.useful_links(cluster.links),
        sources=edition.sources(cluster.sources),
    )
