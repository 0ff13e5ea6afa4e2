"""What is found of a page: its own words, and what it is about in every language."""

from types import SimpleNamespace

from search_samples import pages_of

from plugins.search.analyser import Analyser
from plugins.search.compounds import make_compounds
from plugins.search.documents import (
    BODY,
    FACTS,
    LABELS,
    Names,
    make_documents,
    usual_words,
)


def documents_of(pages, language):
    found = make_documents(pages, language, Names(pages))
    return {document.address.rstrip("/").rpartition("/")[2]: document for document in found}


def test_guides_are_found_by_topic_and_audience_in_every_language(golden_site):
    """A reader of one language types another's word for what the guide is about."""
    guide = documents_of(pages_of(golden_site), "da")["at-staa-i-koe"]
    assert {"everyday", "Everyday life", "For accompanying partners"} <= set(
        guide.texts[LABELS].splitlines()
    )


def test_articles_of_another_language_are_labelled_in_the_readers(golden_site):
    """A guide in English alone is found from Arabic by the Arabic name of its place."""
    documents = documents_of(pages_of(golden_site), "ar")
    guide = documents["queueing-script-alert-1-script"]
    assert guide.language == "en"
    assert "قلعة العينة" in guide.texts[LABELS]


def test_names_of_the_other_language_are_facts(real_pages):
    """What a page is called elsewhere counts more than what it is about there."""
    documents = documents_of(real_pages, "da")
    assert "Nurse" in documents["nurse"].texts[FACTS].splitlines()
    hospital = documents["regionshospitalet-horsens"]
    assert "Nurse" in hospital.texts[LABELS].splitlines()
    assert "Nurse" not in hospital.texts[FACTS].splitlines()


def test_guides_are_found_by_the_words_of_their_translations(real_pages):
    """Danish words stand in the letters that a newcomer gets."""
    assert "boligorganisationer" in documents_of(real_pages, "en")["housing"].texts[BODY]


def test_words_that_most_guides_of_a_topic_share_are_its_own():
    """Half of the guides and three at least: what one or two have says nothing of the topic."""
    guides = [
        SimpleNamespace(title=f"Lessons in {place}", description=f"Danish {word}")
        for place, word in (("Horsens", "classes"), ("Odder", "classes"), ("Skive", "Classes"))
    ]
    assert usual_words(guides) == ["classes", "danish", "in", "lessons"]
    assert usual_words(guides[:2]) == []


def test_a_first_part_may_be_inflected_where_it_stands_alone():
    """Texts that have "skoler" show that "skole" is a word; "sko" would be too short to tell."""
    compounds = make_compounds({"skoler": 1, "laerer": 1, "bager": 1}, Analyser("da").stem, 1)
    assert compounds.parts("skolelaerer") == ("skole", "laerer")
    assert compounds.parts("baglaerer") == ()
