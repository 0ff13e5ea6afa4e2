"""Records to pages: one module a page type, each with its view and the function that makes it.

A view is frozen and holds all that its template shows. The functions are pure: editions in,
pages out.
"""

from collections.abc import Iterator

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import (
    careers,
    clusters,
    companies,
    competences,
    guides,
    home,
    jobs,
    municipalities,
    plain,
    redirects,
    search,
    shortlist,
    stories,
)
from plugins.catalogue.region_map import Coastline, make_map
from plugins.portal.page import Page

Editions = dict[str, Edition]


def make_pages(editions: Editions, coastline: Coastline) -> Iterator[Page]:
    """Every page of the portal, in every language."""
    yield home.language_choice(editions)
    yield home.lost(editions)
    for edition in editions.values():
        region = make_map(edition, coastline)
        yield home.home(edition, region)
        yield from companies.company_lists(edition)
        yield from companies.company_profiles(edition)
        yield from municipalities.municipality_pages(edition, region)
        yield from clusters.cluster_pages(edition)
        yield from competences.competence_pages(edition)
        yield from jobs.job_pages(edition)
        yield from guides.guide_pages(edition)
        yield from stories.story_pages(edition)
        yield from plain.plain_pages(edition)
        yield careers.careers(edition)
        yield shortlist.shortlist(edition)
        yield search.search(edition)
        yield plain.not_found(edition)
        yield from redirects.redirect_pages(edition)
