"""What is found of a page: its own words, and what it is about in every language."""

from types import SimpleNamespace

import pytest
from search_samples import pages_of, planner_of

from plugins.portal.page import LazyPage, PageFacts
from plugins.search.analyser import Analyser
from plugins.search.compounds import make_compounds
from plugins.search.documents import (
    BODY,
    FACTS,
    LABELS,
    Names,
    make_documents,
    usual_words,
    words_of_job,
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


def test_a_job_is_found_by_what_it_is_and_where(golden_site):
    """Title, employer, place and competences; the words of the others' languages are labels."""
    job = documents_of(pages_of(golden_site), "en")["mill-builder-4711"]
    title, facts, labels, body = job.texts
    assert title == job.title == "Windmill builder for calm days"
    assert {job.employer, "Exampleby", "Windmill builder", "full time"} <= set(facts.splitlines())
    assert {"intet krav om dansk", "fuldtid"} <= set(labels.splitlines())
    assert (job.deadline, job.language, body) == ("2026-06-30", "", "")


def test_a_job_is_marked_with_the_language_of_its_posting(golden_site):
    """Its page is in the reader's language all the same."""
    job = documents_of(pages_of(golden_site), "en")["4712"]
    assert job.language == "da"
    assert job.address.startswith("/work/en/")


def test_nothing_of_what_a_job_needs_is_shown(golden_site):
    """What an importer guessed is a way to a job, never a promise: results cannot tell it."""
    for job in documents_of(pages_of(golden_site), "en").values():
        shown = f"{job.title} {job.summary} {job.place} {job.employer} {job.deadline}"
        assert job.kind != "job" or "danish" not in shown.lower()


@pytest.mark.parametrize(
    ("field", "value", "language", "word"),
    [
        ("opening", "student-job", "en", "student job"),
        ("opening", "student-job", "da", "studiejob"),
        ("danish_needed", "none", "da", "uden dansk"),
        ("employment_type", "part-time", "da", "deltid"),
    ],
)
def test_facts_of_jobs_have_the_words_that_people_type(field, value, language, word):
    """Postings say "20 hours", candidates ask for a student job."""
    assert word in words_of_job(((field, value),), language).splitlines()
    assert words_of_job(((field, None),), language) == ""


def test_jobs_of_a_place_and_competence_stand_together_the_newest_first(golden_site):
    """Browsers fetch documents by the block."""
    pages = pages_of(golden_site)
    found = make_documents(pages, "en", Names(pages))
    jobs = [d for d in found if d.kind == "job"]
    assert found[-len(jobs) :] == jobs
    keys = [(d.place, d.competence, d.age) for d in jobs]
    assert keys == sorted(keys)
    assert len(keys) == 6


def test_jobs_are_documents_without_their_pages(golden_site):
    """To make 20,000 pages for what their records know would take longer than the index."""
    plans = planner_of(golden_site).plan()
    pages = {plan.address: plan.make() for plan in plans}

    def refuse():
        raise AssertionError

    plans = [plan._replace(make=refuse) if plan.kind == "job" else plan for plan in plans]
    lazy = [LazyPage(plan, PageFacts.of(pages[plan.address])) for plan in plans]
    made = [*pages.values()]
    assert make_documents(lazy, "en", Names(lazy)) == make_documents(made, "en", Names(made))


def test_the_page_of_ones_move_is_found_by_its_steps(golden_site):
    """Whoever types what there is to do finds the list of all of it."""
    move = documents_of(pages_of(golden_site), "en")["my-move"]
    assert {"Apply for wind", "Find a nest"} <= set(move.texts[BODY].splitlines())
    assert "Secret step" not in move.texts[BODY]


def test_paths_to_a_job_are_found_by_their_steps_and_courses(golden_site):
    """What they say to employers is a page of its own; a draft is none."""
    pages = pages_of(golden_site)
    found = {one.address: one for one in make_documents(pages, "en", Names(pages))}
    path = found["/work/en/partners/"]
    assert (path.kind, path.title) == ("page", "Partners: from the boat to the bakery")
    assert "Partnere: fra båden til bageriet" in path.texts[FACTS].splitlines()
    assert {"Say what you can do", "Kneading for newcomers"} <= set(path.texts[BODY].splitlines())
    assert "/work/en/partners/for-employers/" in found
    assert "/work/en/families/" not in found
