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
    switch_links,
)
from plugins.catalogue.pages.companies import numbered
from plugins.catalogue.pages.home import ClusterTeaser, cluster_teasers
from plugins.catalogue.pages.lists import CompanyList, company_pages
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
    competences: tuple[Count, ...]
    places: tuple[Count, ...]
    stories: tuple[ArticleCard, ...]
    links: tuple[tuple[str, LocalisedText], ...]
    sources: tuple[SourceView, ...]


def cluster_pages(editions: dict[str, Edition], edition: Edition) -> Iterator[Page]:
    yield cluster_list(editions, edition)
    for cluster in edition.portal.clusters.values():
        yield from one_cluster(editions, edition, cluster)


def cluster_list(editions: dict[str, Edition], edition: Edition) -> Page:
    addresses = {code: e.sections[CLUSTERS].address for code, e in editions.items()}
    return Page(
        address=addresses[edition.code],
        kind="clusters",
        template="clusters.html",
        title=edition._("Lighthouses: where the region is strong"),
        description=edition._(
            "The professional clusters of the region: who is in them, which competences they seek and where the next job could be."
        ),
        frame=edition.frame,
        view=ClustersView(cluster_teasers(edition)),
        alternates=addresses,
        default_alternate=next(iter(addresses.values())),
        switch=switch_links(editions, addresses, addresses),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.portal.clusters.values()),
    )


def one_cluster(editions: dict[str, Edition], edition: Edition, cluster: Cluster) -> Iterator[Page]:
    """A cluster's own page, and further pages where it has many companies."""
    code, name = edition.code, edition.name(cluster)
    companies = edition.portal.companies_by_cluster.get(cluster.slug, ())
    for number, found in company_pages(
        edition, companies, lambda n: edition.addresses.companies_of(cluster, code, n)
    ):
        addresses = {
            other: e.addresses.companies_of(cluster, other, number) for other, e in editions.items()
        }
        first = number == 1
        tagline = edition.text(cluster.tagline) if cluster.tagline else None
        yield Page(
            address=addresses[code],
            kind="cluster" if first else "company-list",
            template="cluster.html" if first else "company-list.html",
            title=numbered(edition, name, number),
            description=str(tagline.text)
            if tagline and not tagline.language
            else edition._("Companies and careers in %(cluster)s") % {"cluster": name},
            frame=edition.frame,
            view=cluster_view(edition, cluster, found, tagline) if first else found,
            alternates=addresses,
            default_alternate=next(iter(addresses.values())),
            switch=switch_links(editions, addresses, addresses),
            breadcrumbs=(edition.home, edition.sections[CLUSTERS])
            + (() if first else (edition.link(cluster),)),
            record=cluster if first else None,
            updated=cluster.updated,
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
        competences=edition.counts(
            (portal.competences[slug], sought[slug]) for slug in cluster.competences
        ),
        places=edition.count_places(companies),
        stories=edition.story_cards(stories),
        links=edition.useful_links(cluster.links),
        sources=edition.sources(cluster.sources),
    )
