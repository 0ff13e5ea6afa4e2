"""Kinds of employment, openings for students and hours a week."""

import pytest

from plugins.vacancies.understanding import Posting, understand


@pytest.mark.parametrize(
    ("title", "text", "terms", "kind", "opening"),
    [
        ("Kok", "", ("Full-time",), "full-time", None),
        ("Kok", "", ("FULL_TIME",), "full-time", None),
        ("Kok", "", ("Deltid",), "part-time", None),
        ("Kok", "", ("Permanent",), None, None),
        ("Kok", "", ("Full time", "Part time"), None, None),
        ("Kok", "", ("Temporary", "Full-time"), "temporary", None),
        ("Kok", "", ("Internship",), "intern", "internship"),
        ("Kok", "", ("Contractor",), "contractor", None),
        ("Kok", "", ("PER_DIEM",), "per-diem", None),
        ("Studentermedhjælper til HR", "", (), "part-time", "student-job"),
        ("Student Assistant, Finance", "", (), "part-time", "student-job"),
        ("Studiejob i lageret", "", (), "part-time", "student-job"),
        ("Student Housing Manager", "", (), None, None),
        ("Marketing Intern", "", (), "intern", "internship"),
        ("Praktikant til redaktionen", "", (), "intern", "internship"),
        ("Intern revisor", "", (), None, None),
        ("Internal Auditor", "", (), None, None),
        ("International Sales Manager", "", (), None, None),
        ("Master's thesis in fatigue", "", (), None, "thesis"),
        ("Speciale om vinger", "", (), None, "thesis"),
        ("Specialebageri søger bager", "", (), None, None),
        ("PhD Fellow in Soil Ecology", "", (), "temporary", "phd"),
        ("Ph.d.-stipendiat i fysik", "", (), "temporary", "phd"),
        ("Tømrerlærling", "", (), None, "apprenticeship"),
        ("Kontorelev", "", (), None, "apprenticeship"),
        ("Elevator Technician", "", (), None, None),
        ("Graduate Programme, Engineering", "", (), None, "graduate"),
        ("Barselsvikar til skolen", "", (), "temporary", None),
        ("Lærer (vikariat)", "", (), "temporary", None),
        ("Project manager, maternity cover", "", (), "temporary", None),
        ("Tilkaldevikar til bosted", "", (), "per-diem", None),
        ("Frivillig besøgsven", "", (), "volunteer", None),
        ("Freelance fotograf", "", (), "contractor", None),
        ("Pædagog, deltid", "", (), "part-time", None),
        ("Kok", "Stillingen er tidsbegrænset til et år.", (), "temporary", None),
        ("Kok", "This is a full-time position.", (), "full-time", None),
        ("Kok", "Fuldtid eller deltid efter aftale.", (), None, None),
        ("Kok", "Arbejdstiden er 37 timer om ugen.", (), "full-time", None),
        ("Kok", "You help our interns and students.", (), None, None),
    ],
)
def test_kinds_of_employment(title, text, terms, kind, opening, vocabulary):
    """The system's words win over the title, and the title over the text."""
    told = understand(Posting(title, text, terms=terms), vocabulary)
    assert (told.employment_type, told.opening) == (kind, opening)
    assert ("employment_type" in told.guessed) == bool(kind and not terms)


@pytest.mark.parametrize(
    ("title", "text", "hours"),
    [
        ("Kok 32 timer", "", 32),
        ("Pædagog, 30 timer/uge", "", 30),
        ("Kok", "Stillingen er på 37 timer om ugen.", 37),
        ("Kok", "Ugentlig arbejdstid: 28,5 timer", 28.5),
        ("Kok", "20 hours per week, weekends included", 20),
        ("Kok", "a 37-hour week", 37),
        ("Kok", "15 t/uge", 15),
        ("Kok", "30-37 timer om ugen", None),
        ("Kok", "op til 15 timer ugentligt", None),
        ("Kok", "at least 10 hours a week", None),
        ("Kok", "37 timer om ugen, heraf 8 timer om ugen hjemme", None),
        ("Kok", "vi svarer inden for 24 timer", None),
        ("Kok", "du kører 300 timer om året", None),
        ("Kok", "open 168 hours a week", None),
        ("Kok", "kl. 8.30 timer", None),
        ("Kok", "5 t stål om dagen", None),
    ],
)
def test_hours_a_week(title, text, hours, vocabulary):
    """One number that is said to be of a week; bounds and ranges are none."""
    assert understand(Posting(title, text), vocabulary).workload == hours


def test_a_stated_workload_wins_and_a_slip_does_not(vocabulary):
    posting = Posting("Kok", "37 timer om ugen", workload=20)
    assert understand(posting, vocabulary).workload == 20
    assert understand(Posting("Kok", "37 timer om ugen", workload=1924), vocabulary).workload == 37
