"""Which competences a title and a text tell of. Precision first: what is in doubt is left out.

A title names its job in the last words of a phrase: in "Erfaren sygeplejerske til hospice" before
the first preposition, in "Nurse Recruiter" it is the recruiter. So a name counts where a phrase ends
with it. Names that mean several things (see ``broad_words.yaml``) need other words beside them. Where
the title says nothing, the text may: after words that say whom one seeks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plugins.vacancies.professions import (
    SHORTEST_FIRST,
    Name,
    Professions,
    others,
)
from plugins.vacancies.words import fold, word_set, words

LONGEST_NAME = 6
"""Words of a name, and of what is joined into one."""

MOST_WORDS = 1_200
"""Words of a text that are read for names."""

MOST_PHRASES = 12
"""Phrases of a title."""

MOST = 3
"""Competences of one job; a posting that names more is about something else."""

SHORTEST_PART = 4
"""Letters of what is looked for within words: "hotel" in "strandhotel"."""

_PHRASE_ENDS = re.compile(
    r"\s[-\u2013\u2014]+\s|\s[-\u2013\u2014]+$|[,/|\u2013\u2014:;()\[\]{}!?·•*\"“”«»\n]|\.\s|&|\s\+\s|-/|\bog/eller\b"
    r"|\b(?:og|eller|samt|and|or|som|as)\b"
)
_CUTS = word_set(
    "til hos i paa med for ved under fra inden indenfor mod af to at in with of on from within who der som"
    " som til the vores our via per pr soeges wanted needed hiring"
)
"""Words before which the name of a job ends."""

_LINKS = frozenset({"og", "eller", "and", "or"})

_LEAD_INS = re.compile(
    r"^(?:(?:vi|genopslag|opslag|soeger|soeges|mangler|ansaetter|ledig|stilling|stillinger|som|en|et|er|du"
    r"|vores|den|naeste|nye|ny|bliv|vil|vaere|kan|arbejd|arbejde|job|we|are|were|is|now|hiring|looking|for|seek"
    r"|seeking|need|needed|wanted|join|us|as|a|an|our|next|new|the|become|be|work|you|vacancy|position"
    r"|stillingsopslag|haster|urgent)\b[\s:]*)+"
)
"""What stands before the name of a job in titles that are sentences."""

_NEUTRAL = word_set(
    "m k f d w x i ii iii iv v 1 2 3 senior junior sr jr lead ledende erfaren erfarne engageret engagerede dygtig"
    " dygtige faglig fagligt ny nye ung unge experienced skilled dedicated passionate part time full fuldtid deltid"
    " vikar vikariat barselsvikar barselsvikariat tidsbegraenset fastansat natarbejde nat natvagt aften aftenvagt"
    " dag day night evening shift weekend weekends timer hours hold intern internship trainee student"
    " studentermedhjaelper praktikant elev laerling apprentice graduate temporary permanent remote hybrid"
    " postdoctoral visiting seasonal summer sommer ferievikar job jobs position stilling"
)
"""Words beside the name of a job that leave its meaning as it is."""

_LEADS = word_set(
    "manager managers director head chief leader leader supervisor coordinator recruiter instructor trainer"
    " salesperson assistant keeper secretary representative controller agent adviser advisor lead writer"
    " leder chef direktoer koordinator recruitment leadership sales"
)
"""Words after the name of a job with which the phrase is about another one: "Nurse Manager"."""

_TAILS = (
    "elever", "eleven", "elev", "laerlinge", "laerling", "vikarer", "vikaren", "vikar", "trainee",
)  # fmt: skip
"""With which a Danish word ends that names a job for beginners or for a time: "kokkeelev", "lærervikar"."""

_SEEKING = (
    "vi soeger en", "vi soeger", "soeger en", "soeger", "ansat som", "ansaettes som", "arbejde som", "arbejder som",
    "job som", "stilling som", "stillingen som", "rolle som", "rollen som", "vi mangler en", "mangler en",
    "bliver en del af vores hold af", "bliver vores", "som vores nye",
    "looking for a", "looking for an", "looking for", "seeking a", "seeking an", "searching for a", "searching for an",
    "work as a", "work as an", "join us as a", "join us as an", "join as a", "role as", "position as", "position of",
    "role of", "we need a", "we need an", "hiring a", "hiring an", "employed as a", "employed as an", "you work as a",
)  # fmt: skip
"""After which a text names whom one seeks."""

_BACKGROUND = (
    "du er uddannet", "er uddannet", "uddannet", "uddannelse som", "uddannet som", "erfaring som", "baggrund som",
    "background as a", "background as an", "trained as a", "trained as an", "experience as a", "experience as an",
    "qualified", "educated as a", "educated as an", "worked as an", "worked as a",
)  # fmt: skip
"""After which a text names what one is. Leaders are often sought among those whom they lead."""

_CLOSE = ("du er en", "du er", "som", "you are a", "you are an", "as a", "as an")
"""After which much else may stand, so that the name must follow nearly at once."""

_REACH = dict.fromkeys(_SEEKING, 5) | dict.fromkeys(_BACKGROUND, 3) | dict.fromkeys(_CLOSE, 2)
"""Within how many words after a cue the name must begin."""

_LEADING = re.compile(
    r"\b(?:leder|chef|direktoer|director|head|manager|chief|teamleder|teamlead|team lead|tech lead|leader|supervisor)\b|(?:leder|chef)\b"
)
_ASSISTING = re.compile(r"^(?:assistent|assistant|hjaelper|medhjaelper)\b.*\b(?:for|to|til)\b")
_WORDS_AND_ENDS = re.compile(r"[a-z0-9]+|[;:!?\n]|\.(?=\s|$)")
"""The words of a text, and what ends its sentences; the dots of "cand.jur." do not."""

_ELISION = re.compile(r"\b([a-z]{3,})-\s?(?:/|og|eller|and|or)\s?-?([a-z]{5,})")


@dataclass(frozen=True, slots=True)
class _Found:
    names: tuple[Name, ...]
    whole: bool
    """Whether nothing else stands in the phrase that could change the meaning."""


def told_competences(
    title: str, folded: str, language: str | None, professions: Professions
) -> tuple[str, ...]:
    """The slugs of the competences, those of the title in its order. ``folded`` is the text."""
    reading = _Reading(title, folded, language, professions)
    found = list(dict.fromkeys(reading.of_title()))
    if not found:
        found = list(dict.fromkeys(reading.of_text()))
    return tuple(found[:MOST]) if len(found) <= MOST else ()


class _Reading:
    """One posting while it is read."""

    def __init__(
        self, title: str, folded: str, language: str | None, professions: Professions
    ) -> None:
        self._title = fold(title)
        self._language = language
        self._professions = professions
        self._tokens = _WORDS_AND_ENDS.findall(folded)[:MOST_WORDS]
        self._title_tokens = words(title)
        self._said: frozenset[str] | None = None

    def of_title(self) -> Iterator[str]:
        yield from self._elided()
        yield from self._spanning()
        for place, phrase in enumerate(_phrases(self._title)):
            found = self._in_phrase(phrase)
            if found and (found.whole or place == 0):
                yield from self._sure(found.names, alone=found.whole)

    def of_text(self) -> Iterator[str]:
        leading = bool(_LEADING.search(self._title))
        assisting = bool(_ASSISTING.search(self._title))
        if assisting:
            return
        cues = _CUES_OF_LEADERS if leading else _CUES
        for place, token in enumerate(self._tokens):
            for cue, reach in cues.get(token, ()):
                end = place + len(cue)
                if tuple(self._tokens[place:end]) == cue:
                    yield from self._after(end, reach)
                    break

    def _after(self, start: int, reach: int) -> Iterator[str]:
        """The first name that begins within a few words, none of which ends the phrase."""
        for first in range(start, min(start + reach, len(self._tokens))):
            for last in range(min(first + LONGEST_NAME, len(self._tokens)), first, -1):
                names = self._named("".join(self._tokens[first:last]))
                if names:
                    following = self._tokens[last : last + 1]
                    if not (following and following[0] in _LEADS):
                        yield from self._sure(names, alone=first == start)
                    return
            if self._ends(self._tokens[first]):
                return

    def _ends(self, token: str) -> bool:
        """Whether the one whom a text seeks has been named at this word, or somebody else."""
        return token in _CUTS or token in _LEADS or not token.isalnum()

    def _elided(self) -> Iterator[str]:
        """In "fysio- eller ergoterapeut" the first word takes the end of the second."""
        for short, whole in _ELISION.findall(self._title):
            for at in range(1, len(whole) - 3):
                names = self._named(short + whole[at:])
                if names:
                    yield from self._sure(names, alone=True)
                    break

    def _spanning(self) -> Iterator[str]:
        """Names that hold a word at which phrases end: "social- og sundhedshjælper", "Power-to-X engineer"."""
        tokens = self._title_tokens
        for place, token in enumerate(tokens):
            if token in _LINKS or token in _CUTS:
                spans = (
                    (first, last)
                    for first in range(max(0, place - 3), place)
                    for last in range(place + 4, place + 1, -1)
                )
                names = next(
                    filter(None, (self._named("".join(tokens[a:b])) for a, b in spans)), ()
                )
                yield from self._sure(names, alone=True)

    def _in_phrase(self, phrase: Sequence[str]) -> _Found | None:
        """The name with which a phrase ends, but for words that change nothing."""
        end = len(phrase)
        while end and phrase[end - 1] in _NEUTRAL:
            end -= 1
        for last in range(len(phrase), 0, -1):  # "PhD position" ends with a word that is neutral.
            for first in range(max(0, last - LONGEST_NAME), last):
                names = self._named("".join(phrase[first:last])) or (
                    self._compound(phrase[first]) if last - first == 1 else ()
                )
                if names:
                    before = "".join(phrase[max(0, first - 1) : last])
                    if before in others() or any(map(self._is_head, phrase[last:end])):
                        return None
                    whole = all(word in _NEUTRAL for word in (*phrase[:first], *phrase[last:end]))
                    return _Found(names, whole)
        return None

    def _is_head(self, word: str) -> bool:
        return (
            word in _LEADS
            or word.removesuffix("s") in _LEADS
            or word in self._professions.heads_of_titles
        )

    def _named(self, joined: str) -> tuple[Name, ...]:
        names = self._professions.joined.get(joined, ())
        return tuple(name for name in names if self._fits(name))

    def _compound(self, word: str) -> tuple[Name, ...]:
        """The names with which a longer Danish word ends, or what is left of it without ``_TAILS``."""
        if self._language == "en" or word in others():
            return ()
        for at in range(SHORTEST_FIRST, len(word) - 4):
            names = self._professions.heads.get(word[at:])
            if names:
                return names
        if tail := next(filter(word.endswith, _TAILS), ""):
            before = word.removesuffix(tail)
            return self._named(before) or self._compound(before)
        return ()

    def _fits(self, name: Name) -> bool:
        """Whether a name is looked for in postings of this language.

        Danish ones use English names too, English ones no Danish names, and others their own and English.
        """
        if self._language in (None, "da"):
            return True
        return not name.languages.isdisjoint((self._language, "en"))

    def _sure(self, names: tuple[Name, ...], *, alone: bool) -> Iterator[str]:
        """The competence of a name; of several that share it, the one that other words speak for."""
        plain = [name for name in names if name.needs is None and (alone or not name.alone)]
        if len(plain) == 1:
            yield plain[0].slug
            return
        supported = [name for name in names if self._supported(name)]
        if len(supported) == 1:
            yield supported[0].slug

    def _supported(self, name: Name) -> bool:
        if name.needs and self._says(name.needs):
            return True
        return name.slug in self._slugs_said()

    def _says(self, parts: frozenset[str]) -> bool:
        """Whether a word holds one of the parts; short parts only as whole words."""
        said = f" {' '.join((*self._title_tokens, *self._tokens))} "
        return any((part if len(part) >= SHORTEST_PART else f" {part} ") in said for part in parts)

    def _slugs_said(self) -> frozenset[str]:
        """The competences of which a plain name stands anywhere."""
        if self._said is None:
            self._said = frozenset(self._mentions((*self._title_tokens, "", *self._tokens)))
        return self._said

    def _mentions(self, tokens: Sequence[str]) -> Iterator[str]:
        firsts = self._professions.firsts
        for start, token in enumerate(tokens):
            for length in range(1, firsts.get(token, 0) + 1):
                for name in self._professions.joined.get(
                    "".join(tokens[start : start + length]), ()
                ):
                    if name.needs is None and not name.alone:
                        yield name.slug


def _phrases(title: str) -> Iterator[list[str]]:
    """The parts of a folded title in which a job may be named, up to the first preposition of each."""
    for part in _PHRASE_ENDS.split(title)[:MOST_PHRASES]:
        if part.rstrip().endswith("-"):
            continue  # "Maler- og gulvafdelingen": half a word.
        tokens = words(_LEAD_INS.sub("", part.strip()))
        cut = next((at for at, word in enumerate(tokens) if word in _CUTS), len(tokens))
        if not _NEUTRAL.issuperset(tokens[:cut]):
            yield tokens[:cut]


def _by_first(reach: Mapping[str, int]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """First word → cues that begin with it, the longest first, with their reach."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for cue in sorted(reach, key=len, reverse=True):
        tokens = tuple(cue.split())
        found.setdefault(tokens[0], []).append((tokens, reach[cue]))
    return found


_CUES = _by_first(_REACH)
_CUES_OF_LEADERS = _by_first({cue: _REACH[cue] for cue in _SEEKING})
