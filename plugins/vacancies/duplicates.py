"""Which adverts are of the same job: one employer puts a job on several boards, in nearly the same words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.vacancies.words import LONGEST_TITLE, word_set, words

APART = timedelta(days=30)
"""A board that gets a job later than this after another one is taken to show a new opening."""

DEADLINES_APART = timedelta(days=3)
"""Boards take one off before or after the day; a later deadline is another round."""

SHORTEST_NUMBER = 4
"""Digits of what is a reference, not a part of the name: "Grade 3", but "req. 20412"."""

SHORTEST_STEM = 3
"""Letters of a word that are always kept."""

LONGEST_PLACE = 300

_NOISE = word_set(
    "m f d k w x mk mf mfd mwd the a an and og i in at til for to hos paa of af req ref id job jr nr no stilling"
    " position vi soeger er du vores we are hiring is soeges wanted genopslag kommune denmark danmark"
)
"""Words that boards add or leave out."""

_REFERENCE = re.compile(r"[a-z]{0,3}[0-9]+")
_ENDINGS = ("erne", "ene", "er", "en", "e", "s")
_ONE_WORD = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Advert:
    """What tells whether two postings are of the same job."""

    company: str
    title: str
    board: str = ""
    """Where it was found: positions on the same board are different ones, whatever their titles."""
    place: str = ""
    """The municipality's slug, or the system's words where it has none."""
    posted: date | None = None
    deadline: date | None = None
    length: int = 0
    """Characters of the description: of several, the fullest is kept."""


def group_duplicates(adverts: Iterable[Advert]) -> tuple[tuple[int, ...], ...]:
    """The positions of adverts by job, in the order of their first; in each group the one to keep first."""
    listed = list(adverts)
    alike: dict[tuple[str, tuple[str, ...]], list[list[int]]] = defaultdict(list)
    groups: list[list[int]] = []
    for position, advert in enumerate(listed):
        candidates = alike[(advert.company, _title_key(advert))]
        same = next(
            (group for group in candidates if _same(advert, (listed[at] for at in group))), None
        )
        if same is None:
            same = []
            candidates.append(same)
            groups.append(same)
        same.append(position)
    return tuple(tuple(_fullest_first(group, listed)) for group in groups)


def _fullest_first(group: Sequence[int], adverts: Sequence[Advert]) -> Iterator[int]:
    yield from sorted(group, key=lambda at: (-adverts[at].length, at))


def _same(advert: Advert, others: Iterable[Advert]) -> bool:
    return all(_is_same(advert, other) for other in others)


def _is_same(one: Advert, other: Advert) -> bool:
    boards_differ = one.board != other.board or not one.board
    places_agree = not one.place or not other.place or _place_words(one) == _place_words(other)
    return (
        boards_differ
        and places_agree
        and _close(one.posted, other.posted, APART)
        and _close(one.deadline, other.deadline, DEADLINES_APART)
    )


def _close(one: date | None, other: date | None, apart: timedelta) -> bool:
    return one is None or other is None or abs(one - other) <= apart


def _title_key(advert: Advert) -> tuple[str, ...]:
    """The words of a title in any order, without noise, references, endings and the place itself."""
    beside = {*_place_words(advert), *words(advert.company[:LONGEST_PLACE])}
    found = words(_ONE_WORD.sub("", advert.title[:LONGEST_TITLE]))
    kept = [word for word in found if word not in _NOISE and not _is_reference(word)]
    told = [word for word in kept if word not in beside] or kept
    return tuple(sorted({_without_ending(word) for word in told}))


def _place_words(advert: Advert) -> list[str]:
    return words(advert.place[:LONGEST_PLACE])


def _is_reference(word: str) -> bool:
    return bool(_REFERENCE.fullmatch(word)) and sum(map(str.isdigit, word)) >= SHORTEST_NUMBER


def _without_ending(word: str) -> str:
    """What is left of a word without the endings of both languages, which may follow each other."""
    while stem := next(
        (
            word.removesuffix(e)
            for e in _ENDINGS
            if word.endswith(e) and len(word) > SHORTEST_STEM + len(e)
        ),
        "",
    ):
        word = stem
    return word
