"""The page that searches, which without its script offers every list there is to browse."""

from dataclasses import dataclass

from plugins.catalogue.edition import Count, Edition
from plugins.catalogue.pages.home import numbers
from plugins.catalogue.pages.teasers import (
    CompetenceGroupView,
    competence_groups,
)
from plugins.portal.addresses import JOBS, SEARCH
from plugins.portal.page import Link, Page
from plugins.portal.records import Cluster, Municipality


@dataclass(frozen=True, slots=True)
class SearchView:
    ways: tuple[Count, ...]
    """Every list, with how much is in it."""
    groups: tuple[CompetenceGroupView, ...]
    clusters: tuple[Link, ...]
    topics: tuple[Link, ...]
    places: tuple[Link, ...]
    """Municipalities, each with somebody to ask."""
    has_jobs: bool
    elsewhere: tuple[Link, ...]
    """The search in the other languages, which go by their names in this one."""


def search(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, SEARCH)
    portal = edition.portal
    view = SearchView(
        ways=numbers(edition),
        groups=competence_groups(edition),
        clusters=edition.links(Cluster.kind, portal.clusters),
        topics=edition.topics,
        places=edition.links(Municipality.kind, portal.municipalities),
        has_jobs=JOBS in edition.sections,
        elsewhere=tuple(
            Link(edition.language.language_name(code), address, code)
            for code, address in addresses.items()
            if code != edition.code
        ),
    )
    return edition.page(
        addresses,
        kind="search",
        title=edition._("Search"),
        description=edition._(
            "Search employers, competences, places, guides and stories of the region in one go, in any of the portal's languages."
        ),
        view=view,
        breadcrumbs=(edition.home,),
    )
