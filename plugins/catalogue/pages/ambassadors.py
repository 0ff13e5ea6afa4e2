"""Ambassadors: those who live here already and answer questions, on one page."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.ambassadors import AmbassadorCard, ambassador_cards
from plugins.catalogue.edition import Edition, newest_of
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.people import Traits, traits_of
from plugins.portal.addresses import AMBASSADORS
from plugins.portal.page import Page

KIND = "ambassadors"


@dataclass(frozen=True, slots=True)
class AmbassadorsView:
    lead: str
    people: tuple[AmbassadorCard, ...]
    traits: Traits


def ambassador_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where nobody has agreed."""
    if edition.portal.ambassadors:
        yield edition.addresses.section(edition.code, AMBASSADORS), KIND, (KIND,)


def ambassadors(edition: Edition) -> Page:
    found = edition.portal.ambassadors
    lead = edition._(
        "People who moved here from abroad and have agreed to answer your questions. Ask their programme, which puts you in touch."
    )
    view = AmbassadorsView(
        lead, ambassador_cards(edition, found), traits_of(edition, [*found.values()])
    )
    return edition.page(
        edition.everywhere(edition.addresses.section, AMBASSADORS),
        kind=KIND,
        title=edition._("Ask somebody who lives here"),
        description=lead,
        view=view,
        breadcrumbs=(edition.home,),
        updated=newest_of(found.values()),
    )
