"""The contacts of municipalities as files for address books."""

from collections.abc import Iterator

from plugins.catalogue.edition import Edition, LocalisedText
from plugins.catalogue.pages.documents import document
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.vcard import ContactCard, card_text
from plugins.portal.page import Page
from plugins.portal.records import Municipality, Office

CARDS = "contact-card"
"""The kind of page that these files are."""


def card_plans(edition: Edition) -> Iterator[Planned]:
    for slug, municipality in edition.portal.municipalities.items():
        for office in Office:
            if municipality.contact_of(office):
                address = edition.addresses.card(municipality, office, edition.code)
                yield address, CARDS, (CARDS, slug, office)


def card(edition: Edition, slug: str, name: str) -> Page:
    municipality, office = edition.portal.municipalities[slug], Office(name)
    address = edition.addresses.card(municipality, office, edition.code)
    return document(edition, address, CARDS, card_text(_card(edition, municipality, office)))


def _card(edition: Edition, municipality: Municipality, office: Office) -> ContactCard:
    place = edition.name(municipality)
    contact = edition.office(municipality, office)
    assert contact  # noqa: S101 - or nothing would have been planned
    role, note = contact.role or LocalisedText(""), contact.text or LocalisedText("")
    organisation = contact.name or contact.role or LocalisedText(contact.heading)
    # Several municipalities can have one office in common, and address books show names alone.
    said = str(organisation.text)
    name = said if place in said else f"{said} ({place})"
    origin = edition.content.settings.origin
    first = next(iter(edition.portal.languages))
    return ContactCard(
        id=origin + edition.addresses.office(municipality, office, first),
        address=origin + contact.card,
        page=origin + edition.addresses.office(municipality, office, edition.code),
        name=name,
        language=organisation.language or edition.code,
        organisation=said,
        role=str(role.text),
        role_language=role.language or edition.code,
        email=contact.email,
        phone=contact.phone,
        website=contact.url,
        note=str(note.text),
        note_language=note.language or edition.code,
        changed=municipality.updated,
    )
