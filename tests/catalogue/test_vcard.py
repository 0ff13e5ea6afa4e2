"""Contact cards, read back by a strict reader of RFC 6350 that shares nothing with their writer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strict_vcard import read_card, unescaped

from plugins.catalogue.vcard import ContactCard, card_text

DESK = ContactCard(
    id="https://portal.example/en/municipalities/exampleby/#Newcomer-service",
    address="https://portal.example/en/municipalities/exampleby/newcomer-service.vcf",
    page="https://portal.example/en/municipalities/exampleby/#Newcomer-service",
    name="Newcomer desk (Exampleby)",
    language="en",
    organisation="Newcomer desk",
    role="Adviser",
    role_language="en",
    email="newcomers@exampleby.example",
    phone="+45 00 00 00 01",
    website="https://exampleby.example/welcome",
    note="Come by; on any weekday, that does not exist.",
    note_language="en",
    changed=date(2026, 5, 31),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


def read(card):
    return read_card(card_text(card).encode())


def test_a_card_says_what_is_known():
    """Each fact once, and nothing that nobody said."""
    found = read(DESK)
    assert {name: [p.value for p in found[name]] for name in ("FN", "ORG", "ROLE", "EMAIL", "TEL", "URL", "KIND", "REV")} == {
        "FN": ["Newcomer desk (Exampleby)"],
        "ORG": ["Newcomer desk"],
        "ROLE": ["Adviser"],
        "EMAIL": ["newcomers@exampleby.example"],
        "TEL": ["tel:+4500000001"],
        "URL": ["https://exampleby.example/welcome", DESK.page],
        "KIND": ["org"],
        "REV": ["20260531T000000Z"],
    }  # fmt: skip
    assert unescaped(found["NOTE"][0].value) == DESK.note
    bare = read(
        DESK._replace(role="", email="", phone="", website="", note="", changed=None),
    )
    assert bare.keys() == {"VERSION", "PRODID", "UID", "SOURCE", "KIND", "FN", "ORG", "URL"}


@pytest.mark.parametrize(
    ("phone", "value", "kind"),
    [("+45 12 34 56 78", "tel:+4512345678", "uri"), ("12 34 56 78", "12 34 56 78", None)],
)
def test_a_number_that_can_be_called_from_anywhere_is_an_address(phone, value, kind):
    """Any other one stays as it is written, since nobody knows its country."""
    (found,) = read(DESK._replace(phone=phone))["TEL"]
    assert (found.value, found.parameters.get("VALUE")) == (value, kind)


@given(TEXTS, TEXTS)
def test_texts_come_back_as_they_were(name, note):
    """Whatever stands in them, folded and escaped."""
    found = read(DESK._replace(name=name, note=note))
    assert unescaped(found["FN"][0].value) == name
    assert unescaped(found["NOTE"][0].value) == note


def test_an_office_keeps_its_identity_whatever_is_said_of_it():
    """Programs replace the card that they have by a newer one, and no other by it."""
    own = read(DESK)["UID"]
    assert read(DESK._replace(name="Renamed", address="https://portal.example/da/"))["UID"] == own
    assert read(DESK._replace(id="https://portal.example/other"))["UID"] != own
