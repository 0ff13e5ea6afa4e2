"""Contact cards: an office as address books read it. RFC 6350, version 4.0.

What is given decides every byte: no clock is asked, and nothing is made up.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from plugins.catalogue.ical import escaped, folded

PRODUCT = "-//Career portal//Contacts//EN"


class ContactCard(NamedTuple):
    """What a card says of an office. Texts that are not known are ''."""

    id: str
    """An address that is the office's own in all languages: programs know by it which card they have."""
    address: str
    """Where the card itself is published."""
    page: str
    """The office's place on the portal."""
    name: str
    language: str
    """That of the name."""
    organisation: str
    role: str
    role_language: str
    email: str
    phone: str
    website: str
    note: str
    note_language: str
    changed: date | None


def card_text(card: ContactCard) -> str:
    """A whole file; its lines end as the standard wants it, and are folded."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(card))


def _lines(card: ContactCard) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"PRODID:{PRODUCT}")
    yield f"UID:{uuid5(NAMESPACE_URL, card.id).urn}"
    if card.changed:
        yield f"REV:{card.changed:%Y%m%d}T000000Z"
    yield f"SOURCE:{card.address}"
    yield "KIND:org"
    yield f"FN;LANGUAGE={card.language}:{escaped(card.name)}"
    yield f"ORG:{escaped(card.organisation)}"
    if card.role:
        yield f"ROLE;LANGUAGE={card.role_language}:{escaped(card.role)}"
    if card.email:
        yield f"EMAIL;TYPE=work:{escaped(card.email)}"
    if card.phone:
        yield f"TEL;{_phone(card.phone)}"
    if card.website:
        yield f"URL;TYPE=work;PREF=1:{card.website}"
    yield f"URL;PREF=2:{card.page}"
    if card.note:
        yield f"NOTE;LANGUAGE={card.note_language}:{escaped(card.note)}"
    yield "END:VCARD"


def _phone(number: str) -> str:
    """A number that can be called from anywhere is an address (RFC 3966), any other a text."""
    kind = 'TYPE="voice,work"'
    if number.startswith("+"):
        return f"VALUE=uri;{kind}:tel:{number.replace(' ', '')}"
    return f"{kind}:{escaped(number)}"
