"""On what terms one works: the kind of employment, for whom a position is, and hours a week."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.portal.records import EmploymentType, Opening
from plugins.vacancies.words import fold

LEAST_HOURS, MOST_HOURS = 3, 48
"""What hours a week a posting may mean; anything else is a slip or speaks of something else."""

FULL_WEEK, PART_WEEK = 37, 32
"""In Denmark a full week has 37 hours; with fewer than 32 a position is part-time."""

READ = 8_000
"""Characters of a text in which terms are looked for."""

MOST_TERMS, LONGEST_TERM = 10, 100
"""What is read of the system's own words, which are a few."""

_OPENINGS = {
    Opening.THESIS: (
        "masters? thesis|thesis|theses|speciale|specialeprojekt[a-z]*|specialestuderende|bachelorprojekt"
    ),
    Opening.PHD: r"ph\.? ?d\.?(?! degree)|erhvervsphd|doctoral (?:student|fellow|researcher)",
    Opening.STUDENT_JOB: (
        "student ?(?:assistant|worker|job|helper|position|developer|programmer)s?|studenter[a-z]*"
        "|studiejob[a-z]*|studie(?:relevant )?(?:job|medhjaelp[a-z]*)"
        "|student(?! (?:housing|life|support|service|affairs|counsel|advis|admin|recruit))"
    ),
    Opening.INTERNSHIP: "intern(?:ship)?s?|[a-z]*praktikant(?:er)?|praktik(?:plads|ophold|forloeb|stilling)?",
    Opening.APPRENTICESHIP: (
        "apprentice(?:ship)?s?|[a-z]*laerlinge?|laerlingeplads|[a-z]*(?:elev|elever|elevplads|elevstilling)"
    ),
    Opening.GRADUATE: (
        "graduate (?:programme|program|trainee|scheme|position|engineer)s?|graduate$|graduateprogram[a-z]*"
        "|trainee(?:s|stilling|program[a-z]*)?"
    ),
}
"""What names an opening in a title, the plainest first: a student who writes a thesis is sought for that."""

_NO_INTERN = re.compile(
    r"\bintern(?=[\s-]+(?:revis|kommunik|kontrol|transport|service|logistik|it|jobrot|salg|konsulent))"
)
"""In Danish "intern" is an adjective as well."""

_TYPES = {
    EmploymentType.VOLUNTEER: "volunteers?|voluntary work|frivillige?|frivilligt",
    EmploymentType.PER_DIEM: (
        "per diem|tilkald[a-z]*|timevikar[a-z]*|on call (?:staff|worker|substitute)s?|afloesere?"
    ),
    EmploymentType.CONTRACTOR: "contractors?|freelance[a-z]*|b2b contract",
    EmploymentType.TEMPORARY: (
        "temporary|temp|fixed ?term|vikariat[a-z]*|[a-z]*vikar(?:er)?|tidsbegraens[a-z]*"
        "|maternity (?:cover|leave)|parental leave cover|seasonal|saeson[a-z]*|projektansaettelse[a-z]*"
        "|midlertidig[a-z]*"
    ),
    EmploymentType.PART_TIME: "part ?time|deltid[a-z]*|ungarbejder[a-z]*|fritidsjob[a-z]*|weekendjob[a-z]*",
    EmploymentType.FULL_TIME: "full ?time|fuldtid[a-z]*|heltid[a-z]*|fuld tid",
}
"""What names a kind of employment in a title or in the system's own words, where hyphens are spaces."""

_TEXT_TYPES = re.compile(
    r"\b(?:(?P<temporary>tidsbegraenset (?:stilling|ansaettelse)|stillingen er (?:tidsbegraenset|et vikariat|midlertidig)"
    r"|(?:barsels)?vikariat(?:et)?|fixed[ -]term|temporary (?:position|contract|job|employment)|position is temporary|maternity cover)"
    r"|(?P<part>deltidsstilling\w*|deltid|part[ -]time (?:position|job|role)|position is part[ -]time)"
    r"|(?P<full>fuldtidsstilling\w*|fuldtid|full[ -]time (?:position|job|role)|position is full[ -]time))\b"
)

_WORDS_OF_TYPES = (
    "deltid",
    "fuldtid",
    "tidsbegr",
    "midlertidig",
    "vikariat",
    "part time",
    "part-time",
    "full time",
    "full-time",
    "fixed",
    "temporary",
    "cover",
)
"""One of which is in all of those; looking for these first is quicker."""

_HOURS = re.compile(
    r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)[ -]?(timer?s?|hours?|hrs?|t)\.?"
    r"([ -]{0,2}(?:arbejds)?(?:om ugen|pr\.? ?uge|per uge|ugentligt?|i ugen|/ ?uge|a week|per week|/ ?week|weekly|week|uge))?\b"
)
_WITHIN_A_NUMBER = tuple("0123456789.,:/")

_VAGUE_BEFORE = re.compile(
    r"(?:op til|up to|mindst|minimum|min\.?|at least|mere end|more than|over|maks\.?|max\.?|under|[0-9][ ]?(?:-|\u2013|til|to|og|and|/))[ ]?$"
)
_WEEKLY_BEFORE = re.compile(
    r"(?:weekly (?:working )?hours|ugentlig(?:e)? (?:arbejds)?(?:timetal|tid)|timetal|working hours)[^0-9]{0,20}$"
)
CONTEXT = 60
"""Characters before a number of hours in which it is said what they are."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is known, and the names of those fields that were read out of words."""

    employment_type: EmploymentType | None
    opening: Opening | None
    workload: float | None
    guessed: frozenset[str]


_OPENING_PATTERNS = tuple((it, re.compile(rf"\b(?:{its})(?!\w)")) for it, its in _OPENINGS.items())
_TYPE_PATTERNS = tuple((it, re.compile(rf"\b(?:{its})(?!\w)")) for it, its in _TYPES.items())

_OF_OPENINGS = {
    Opening.STUDENT_JOB: EmploymentType.PART_TIME,
    Opening.INTERNSHIP: EmploymentType.INTERN,
    Opening.PHD: EmploymentType.TEMPORARY,
}
"""What those openings are as a rule. A thesis is no employment."""


def told_conditions(
    title: str, folded: str, terms: Sequence[str], workload: float | None
) -> Conditions:
    """From title, folded text and the system's own words and number of hours, which win."""
    stated = [_spaced(term[:LONGEST_TERM]) for term in terms[:MOST_TERMS]]
    head, body = _spaced(title), folded[:READ]
    guessed = set()
    opening = _first_opening(stated)
    if opening is None and (opening := _first_opening([head])):
        guessed.add("opening")
    hours = workload if workload is not None and LEAST_HOURS <= workload <= MOST_HOURS else None
    if hours is None and (hours := _hours(fold(title), body)) is not None:
        guessed.add("workload")
    kind = _one_type(stated)
    if kind is None and (kind := _guessed_type(head, body, opening, hours)):
        guessed.add("employment_type")
    return Conditions(kind, opening, hours, frozenset(guessed))


def _guessed_type(
    head: str, body: str, opening: Opening | None, hours: float | None
) -> EmploymentType | None:
    by_opening = _OF_OPENINGS.get(opening) if opening else None
    return by_opening or _one_type([head]) or _type_of_text(body) or _type_of_hours(hours)


def _spaced(words: str) -> str:
    return fold(words).replace("_", " ").replace("-", " ")


def _first_opening(texts: Iterable[str]) -> Opening | None:
    joined = _NO_INTERN.sub(" ", "\n".join(texts))
    return next((value for value, its in _OPENING_PATTERNS if its.search(joined)), None)


def _one_type(texts: Iterable[str]) -> EmploymentType | None:
    """What texts name. A substitute may work full-time or part-time; both of these together say nothing."""
    joined = _NO_INTERN.sub(" ", "\n".join(texts))
    found = [value for value, its in _TYPE_PATTERNS if its.search(joined)]
    if re.search(r"\bintern(?:ship)?s?\b|\bpraktik(?:ant\w*)?\b", joined):
        return EmploymentType.INTERN
    if {EmploymentType.PART_TIME, EmploymentType.FULL_TIME} <= set(found):
        found = [v for v in found if v not in (EmploymentType.PART_TIME, EmploymentType.FULL_TIME)]
    return found[0] if found else None


def _type_of_text(body: str) -> EmploymentType | None:
    if not any(word in body for word in _WORDS_OF_TYPES):
        return None
    kinds = {match.lastgroup for match in _TEXT_TYPES.finditer(body)}
    if "temporary" in kinds:
        return EmploymentType.TEMPORARY
    if kinds == {"part"}:
        return EmploymentType.PART_TIME
    return EmploymentType.FULL_TIME if kinds == {"full"} else None


def _type_of_hours(hours: float | None) -> EmploymentType | None:
    if hours is None or PART_WEEK <= hours < FULL_WEEK:
        return None
    return EmploymentType.FULL_TIME if hours >= FULL_WEEK else EmploymentType.PART_TIME


def _hours(title: str, body: str) -> float | None:
    """The hours a week, where title or text name one number of them."""
    found = set(_hours_in(title, is_title=True)) or set(_hours_in(body, is_title=False))
    return (found.pop() or None) if len(found) == 1 else None


def _hours_in(text: str, *, is_title: bool) -> Iterable[float]:
    """Each number of hours a week; 0 for one that only says where it begins or ends."""
    for match in _HOURS.finditer(text):
        number, unit, week = match.groups()
        before = text[max(0, match.start() - CONTEXT) : match.start()]
        if before.endswith(_WITHIN_A_NUMBER):  # Quicker here than in the pattern.
            continue
        weekly = week or (unit != "t" and (is_title or _WEEKLY_BEFORE.search(before)))
        if weekly:
            hours = float(number.replace(",", "."))
            vague = _VAGUE_BEFORE.search(before) or not LEAST_HOURS <= hours <= MOST_HOURS
            yield 0.0 if vague else hours
