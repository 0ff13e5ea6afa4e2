"""Names of competences are found where a title or text means them, and nowhere else."""

import pytest

from plugins.vacancies.understanding import Posting, understand


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Sygeplejerske til hospice", ["nurse"]),
        ("SYGEPLEJERSKER, NATHOLD", ["nurse"]),
        ("Skolesygeplejerske", ["nurse"]),
        ("Fysio-/ergoterapeut", ["physiotherapist", "occupational-therapist"]),
        ("Social- og sundhedshjælper", ["social-and-health-helper"]),
        ("SOSU assistent", ["social-and-health-assistant"]),
        ("Frontend / backend-udvikler", ["software-developer"]),
        ("Front-end engineer", ["web-developer"]),
        ("front end engineer (m/f/d)", ["web-developer"]),
        ("Tømrer, snedker og murer", ["carpenter", "joiner", "bricklayer"]),
        ("Genopslag: vi søger en erfaren kok", ["chef"]),
        ("Er du vores nye elektriker?", ["electrician"]),
        ("Power-to-X Engineer", ["energy-engineer"]),
        ("(Senior) Data Engineer \u2013 Aarhus", ["data-engineer"]),
        ("VVS'er", ["plumber"]),
        ("Praktik som grafisk designer", ["graphic-designer"]),
        ("Tjenerelev", ["waiter"]),
        ("Lærervikarer, Ry Skole", ["primary-school-teacher"]),
        ("Byggesagsbehandler", ["public-administrator"]),
        ("PhD position", ["researcher"]),
    ],
)
def test_a_title_names_its_profession(title, told, vocabulary):
    """In either language, in plural, in compounds, elided or with a hyphen."""
    assert sorted(understand(Posting(title), vocabulary).competences) == sorted(told)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nurse Recruiter Lead Keeper", ""),
        ("Assistant to the auditors", ""),
        ("Chef for økonomi", ""),
        ("Taxachauffør", ""),
        ("Kirketjener", ""),
        ("Dental nurse", ""),
        ("Lead Auditor, ISO 9001", ""),
        ("Butikselev", ""),
        ("Air Traffic Controller", ""),
        ("Production Controller", ""),
        ("Server engineer", ""),
        ("Maler- og gulvafdelingen", ""),
        ("Softwarearkitekt", ""),
        ("Konsulent", "Vi samarbejder med læger, sygeplejersker og jurister."),
        ("HR Director", "You work as a partner for 40 lawyers and software developers."),
        ("Teamleder", "Du har erfaring som kundeservicemedarbejder."),
        ("PA", "Salary by agreement"),
        ("Head of Platform", "We need a leader; experience as a software engineer helps."),
        ("Butikschef", "Som butikschef leder du vores butiksassistenter."),
        ("", ""),
        ("\u2013", "…"),
    ],
)
def test_words_in_another_sense_tell_nothing(title, text, vocabulary):
    """Modifiers, other professions, generic words, colleagues in the text."""
    assert understand(Posting(title, text), vocabulary).competences == ()


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        ("Server", "You serve food and wine to our guests.", ("waiter",)),
        ("Chef", "Our restaurant cooks with the seasons, and you lead its kitchen.", ("chef",)),
        ("Receptionist", "Du tjekker gæster ind på vores hotel.", ("hotel-receptionist",)),
        ("Receptionist", "Du passer telefon og omstilling.", ("administrative-assistant",)),
        ("Controller", "Du har ansvar for budget og regnskab.", ("financial-controller",)),
        ("PO", "As product owner you own our backlog.", ("product-owner",)),
        ("Ny kollega i Skjern", "<p>Vi søger en <b>dygtig elektriker</b></p>", ("electrician",)),
        (
            "Join us!",
            "We are looking for an experienced wind technician.",
            ("wind-turbine-technician",),
        ),
    ],
)
def test_the_text_decides_where_the_title_does_not(title, text, told, vocabulary):
    """By what it says of the work, or by whom it says one seeks."""
    assert understand(Posting(title, text), vocabulary).competences == told


def test_a_posting_that_names_many_professions_is_about_none(vocabulary):
    title = "Tømrer, snedker, murer, maler, elektriker"
    assert understand(Posting(title), vocabulary).competences == ()


def test_what_is_read_out_of_words_is_marked(vocabulary):
    """And what the system stated is not."""
    posting = Posting("Kok", "", "8000 Aarhus C", language="da", terms=("Deltid",), workload=20)
    told = understand(posting, vocabulary)
    assert told.guessed == {"competences", "municipality"}
    assert (told.language, told.workload) == ("da", 20)
