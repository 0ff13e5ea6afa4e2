"""The vocabulary is made from a portal's records, or from plain names, in any languages."""

import time
from datetime import date

from website import PROJECT

from plugins.portal.links import link_records
from plugins.portal.loading import load_files
from plugins.vacancies.understanding import Posting, Vocabulary, understand

LONGEST = 0.005
"""Seconds for a posting of usual length, on a slow machine with others at work. On a quiet one it is
a millisecond: 20,000 take half a minute at the worst."""

POSTING = Posting(
    "Ny kollega",
    "<p>Vi tilbyder gode kolleger, frihed under ansvar og 37 timer om ugen. You will join an"
    " international team, and we are fluent in Danish and English.</p><ul><li>Erfaring</li></ul>"
    * 20,
    "Åbogade 15, 8200 Aarhus N",
)


def test_a_loaded_portal_gives_the_same_vocabulary_as_its_names(vocabulary):
    """Labels and synonyms of competences, groups, and names of municipalities."""
    loaded = load_files(PROJECT, PROJECT / "companies", PROJECT / "content")
    made = Vocabulary.of_portal(link_records(loaded, ("en", "da"), date.max))
    assert made.professions.joined == vocabulary.professions.joined
    assert made.professions.heads == vocabulary.professions.heads
    assert made.places.names == vocabulary.places.names
    assert made.places.postcodes == vocabulary.places.postcodes


def test_another_region_has_its_own_vocabulary():
    """Names in a third language, other municipalities, no groups; towns of this region are unknown."""
    other = Vocabulary.make(
        {"nurse": {"de": ("Krankenpfleger", "Pflegefachkraft"), "en": ("Nurse",)}},
        {"aalborg": ("Aalborg",)},
    )
    told = understand(Posting("Pflegefachkraft (m/w/d)", place="Aalborg"), other)
    assert (told.competences, told.municipality) == (("nurse",), "aalborg")
    assert understand(Posting("Kok", place="8000 Aarhus C"), other).municipality is None


def test_an_empty_vocabulary_tells_nothing():
    assert understand(Posting("Kok", place="Aarhus"), Vocabulary.make({}, {})).competences == ()


def test_postings_are_read_quickly(vocabulary):
    """The bound is far above the usual time, and far below what a careless pattern would take."""
    begun = time.process_time()
    for _ in range(100):
        understand(POSTING, vocabulary)
    assert (time.process_time() - begun) / 100 < LONGEST
