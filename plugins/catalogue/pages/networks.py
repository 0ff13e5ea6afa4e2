"""Networks that newcomers can join: a list by place, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import ContactView, Edition, LocalisedText, SourceView, newest_of
from plugins.catalogue.labels import VISITORS
from plugins.catalogue.meetings import (
    EventCard,
    RecordCard,
    coming,
    event_cards,
    municipality_links,
    network_card,
    networks_in_order,
    organiser_link,
    way_link,
)
from plugins.catalogue.pages.events import calendar_feed
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import CALENDAR, EVENTS, NETWORKS
from plugins.portal.page import Link, Page
from plugins.portal.records import Network

PAST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class NetworksView:
    lead: str
    networks: tuple[RecordCard, ...]
    events: str
    """The list of all events; '' where there are none."""


@dataclass(frozen=True, slots=True)
class NetworkView:
    title: LocalisedText
    summary: LocalisedText
    about: LocalisedText
    how_to_join: LocalisedText | None
    website: str
    organiser: LocalisedText | None
    organiser_address: str
    places: tuple[Link, ...]
    languages: str
    audience: str
    contact: ContactView | None
    events: tuple[EventCard, ...]
    past: tuple[EventCard, ...]
    calendar: str
    """What calendar programs follow; '' while the portal has no events."""
    sources: tuple[SourceView, ...]


def network_plans(edition: Edition) -> Iterator[Planned]:
    """Nothing at all where there are no networks."""
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    if portal.networks:
        yield addresses.section(code, NETWORKS), "networks", ("networks",)
    for slug, network in portal.networks.items():
        yield addresses.of(network, code), Network.kind, (Network.kind, slug)


def network_list(edition: Edition) -> Page:
    lead = edition._(
        "Networks for those who are new here, their partners and their employers: what each is for, and how to join."
    )
    events = edition.sections.get(EVENTS)
    return edition.page(
        edition.everywhere(edition.addresses.section, NETWORKS),
        kind="networks",
        title=edition._("Networks"),
        description=lead,
        view=NetworksView(
            lead,
            tuple(network_card(edition, slug) for slug in networks_in_order(edition)),
            events.address if events else "",
        ),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.portal.networks.values()),
    )


def network_page(edition: Edition, slug: str) -> Page:
    portal, addresses = edition.portal, edition.addresses
    network = portal.networks[slug]
    own = {code: addresses.of(network, code) for code in portal.languages}
    title = edition.contact_name(network.name) or LocalisedText(slug)
    organiser = organiser_link(edition, network.organiser) if network.organiser else (None, "")
    subject = f"{Network.kind}/{slug}"
    followed = addresses.events_of(network, edition.code) if portal.events else ""
    feed_title = edition._("Events of %(network)s") % {"network": title.text}
    view = NetworkView(
        title=title,
        summary=edition.text(network.summary),
        about=edition.rich_text(network.about),
        how_to_join=edition.rich_text(network.how_to_join) if network.how_to_join else None,
        website=network.website,
        organiser=organiser[0],
        organiser_address=organiser[1],
        places=municipality_links(edition, network.municipalities),
        languages=edition.language.listed_languages(network.languages),
        audience=" · ".join(edition._(VISITORS[one]) for one in network.audience),
        contact=edition.contact(network.contact, edition._("Ask the network"))
        if network.contact
        else None,
        events=event_cards(edition, coming(edition, subject)),
        past=event_cards(edition, portal.past_events.get(subject, ())[:PAST_SHOWN]),
        calendar=followed + CALENDAR if followed else "",
        sources=edition.sources(network.sources),
    )
    return edition.page(
        own,
        kind=Network.kind,
        title=str(title.text),
        description=str(view.summary.text),
        view=view,
        breadcrumbs=(edition.home, way_link(edition, NETWORKS)),
        record=network,
        updated=network.updated,
        place=edition.place_name(network.municipalities[0]) if network.municipalities else "",
        feeds=(calendar_feed(feed_title, followed),) if followed else (),
    )
