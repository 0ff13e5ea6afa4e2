"""What a raw posting tells a candidate: place, competences, language and terms, as far as they are sure.

Employers' systems give a title, a text and a place in words of their own. ``understand`` turns them
into the values of a job's record. What it read out of words is named in ``guessed``; what the system
stated plainly is not. Where the words are not enough it says nothing: a missing competence costs a
candidate less than a wrong one.
"""

import re
from dataclasses import dataclass
from datetime import date

from plugins.portal.records import DanishNeeded, EmploymentType, Opening
from plugins.vacancies.conditions import told_conditions
from plugins.vacancies.duplicates import Advert, group_duplicates
from plugins.vacancies.matching import told_competences
from plugins.vacancies.tongues import (
    language_of_text,
    language_of_title,
    languages_of_work,
)
from plugins.vacancies.vocabulary import Vocabulary
from plugins.vacancies.words import LONGEST_TITLE, clean, fold, plain_text

__all__ = [
    "Advert",
    "Opening",
    "Posting",
    "Understanding",
    "Vocabulary",
    "group_duplicates",
    "understand",
]

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}")


@dataclass(frozen=True, slots=True)
class Posting:
    """A position as an employer's system tells of it. Only the title must be there."""

    title: str
    description: str = ""
    """Text or HTML, as it came."""
    place: str = ""
    """Where one works, in the system's words: "Aarhus, Denmark", "Åbogade 15, 8200 Aarhus N"."""
    company: str = ""
    """The slug of the employer."""
    language: str | None = None
    """The code that the system states, as in "da" or "en-GB"."""
    terms: tuple[str, ...] = ()
    """The system's words for employment: "Full-time", "FULL_TIME", "Studiejob", "Permanent"."""
    workload: float | None = None
    """Hours a week, where the system states them as a number."""
    posted: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is told of a posting: values as the record of a job has them, None or () where unknown."""

    municipality: str | None = None
    competences: tuple[str, ...] = ()
    """Slugs, those of the title in its order."""
    language: str | None = None
    """Of title and description; None where it is none of those that are known, or too short."""
    employment_type: EmploymentType | None = None
    opening: Opening | None = None
    """For whom it is, where it is no ordinary position."""
    workload: float | None = None
    """Hours a week."""
    working_languages: tuple[str, ...] = ()
    danish_needed: DanishNeeded | None = None
    guessed: frozenset[str] = frozenset()
    """The names of those fields above that were read out of words."""


def understand(posting: Posting, vocabulary: Vocabulary) -> Understanding:
    """Read a posting. Never raises, whatever the texts hold; time grows with their length alone."""
    title, text = clean(posting.title[:LONGEST_TITLE]), plain_text(posting.description)
    folded = fold(text)
    stated = _stated_language(posting.language)
    language = stated or _language(title, text, vocabulary)
    municipality = vocabulary.places.municipality(posting.place)
    competences = told_competences(title, folded, language, vocabulary.professions)
    conditions = told_conditions(title, folded, posting.terms, posting.workload)
    spoken, danish = languages_of_work(folded)
    read = {
        "municipality": municipality,
        "competences": competences,
        "language": None if stated else language,
        "working_languages": spoken,
        "danish_needed": danish,
    }
    return Understanding(
        municipality=municipality,
        competences=competences,
        language=language,
        employment_type=conditions.employment_type,
        opening=conditions.opening,
        workload=conditions.workload,
        working_languages=spoken,
        danish_needed=danish,
        guessed=conditions.guessed | {name for name, value in read.items() if value},
    )


def _stated_language(code: str | None) -> str | None:
    """The language of a code with or without its country: "en-GB" is "en"."""
    found = _LANGUAGE.match(code or "")
    return found[0].lower() if found else None


def _language(title: str, text: str, vocabulary: Vocabulary) -> str | None:
    return language_of_text(f"{title}\n{text}") or language_of_title(
        title, vocabulary.professions.languages
    )
