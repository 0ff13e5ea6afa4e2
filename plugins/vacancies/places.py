"""Which municipality the words for a place mean: postcodes and towns first, names of municipalities too."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.vacancies.words import clean, fold, word_set, words

POSTCODES = Path(__file__).with_name("postcodes.csv")
LONGEST_PLACE = 500
LONGEST_NAME = 4
"""Words of a town's name."""

SHORTEST_AMONG_OTHERS = 5
"""Letters of a town that is recognised among other words; "Them", "Tim" and "Fur" must stand alone."""

SUFFIXES = word_set("c n nv no noe s sv so soe o oe v j st by jyll djurs kommune municipality")
"""What may follow the name of a town: its quarters, and what tells it from others of the name."""

WORDS_TOO = frozenset(
    {"balle", "beder", "flemming", "galten", "gedved", "orsted", "oersted", "spjald"}
)
"""Towns that are people, companies or everyday words too: they must stand alone as well."""

KEYBOARDS = tuple(
    str.maketrans(*letters) for letters in (("", ""), ("ø", "o"), ("øå", "oa"), ("øåæ", "oaa"))
)
"""What those write who have no æ, ø and å; "å" as "aa" is how it is folded anyway."""

_POSTCODE = re.compile(r"(?<![0-9a-z.-])(?:dk[ -]?)?([0-9]{4})(?![0-9]|[.,-][0-9])")
_PARTS = re.compile(r"[,;|/()\n·•]|\s[-\u2013\u2014]\s")
_ABROAD = word_set(
    "albania australia austria belgium brazil bulgaria canada china croatia czechia estonia finland france"
    " germany greece hungary iceland india ireland italy japan latvia lithuania luxembourg malaysia mexico"
    " netherlands norway philippines poland portugal romania russia serbia singapore slovakia slovenia spain"
    " sweden switzerland thailand turkey ukraine usa vietnam tyskland sverige norge finland frankrig polen"
    " spanien italien holland oestrig schweiz indien kina storbritannien england scotland uk us faroe"
    " greenland groenland faeroeerne"
)
_HOME = frozenset({"denmark", "danmark", "dk", "danish"})


@dataclass(frozen=True, eq=False)
class Places:
    """Postcodes and folded names → slugs of municipalities."""

    postcodes: Mapping[str, str]
    names: Mapping[tuple[str, ...], str]

    def municipality(self, place: str) -> str | None:
        """The municipality that a place tells of, of several the first; None for unknown or foreign ones."""
        text = fold(clean(place[:LONGEST_PLACE]))
        abroad = _ABROAD.intersection(words(text))
        if abroad and not _HOME.intersection(words(text)):
            return None
        codes = _POSTCODE.findall(text)
        by_code = next((self.postcodes[code] for code in codes if code in self.postcodes), None)
        if by_code or any(_stands_before_a_name(code, text) for code in codes):
            return by_code
        return next(self._named(text), None)

    def _named(self, text: str) -> Iterator[str]:
        for part in _PARTS.split(text):
            tokens = words(part)
            while tokens and tokens[-1] in SUFFIXES:
                tokens.pop()
            whole = self.names.get(tuple(tokens))
            if whole:
                yield whole
            else:
                yield from self._among(tokens)

    def _among(self, tokens: Sequence[str]) -> Iterator[str]:
        """Names among other words, the longest at each place."""
        start = 0
        while start < len(tokens):
            length = next(
                (
                    n
                    for n in range(LONGEST_NAME, 0, -1)
                    if tuple(tokens[start : start + n]) in self.names
                ),
                0,
            )
            name = tuple(tokens[start : start + length])
            if length and not (len(name) == 1 and self._needs_to_stand_alone(name[0])):
                yield self.names[name]
            start += max(length, 1)

    def _needs_to_stand_alone(self, name: str) -> bool:
        return len(name) < SHORTEST_AMONG_OTHERS or name in WORDS_TOO


def make_places(municipalities: Mapping[str, Sequence[str]]) -> Places:
    """From the names of municipalities by slug; towns of others are left out."""
    slugs = {fold(name): slug for slug, names in municipalities.items() for name in names}
    postcodes: dict[str, str] = {}
    named: dict[tuple[str, ...], str] = {}
    for code, town, municipality in _rows():
        slug = slugs.get(fold(municipality))
        if slug:
            if code:
                postcodes[code] = slug
            for name in _spellings(town):
                named.setdefault(name, slug)
    for slug, names in municipalities.items():
        named.update((spelling, slug) for name in names for spelling in _spellings(name))
    return Places(postcodes, named)


def _stands_before_a_name(code: str, text: str) -> bool:
    """Whether an unknown postcode stands before a name: then that town is another one of the name."""
    return re.search(rf"\b{code} [a-z]", text) is not None


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    """Postcode or '', town, Danish name of the municipality."""
    lines = POSTCODES.read_text("utf-8").splitlines()
    rows = (line.split(";") for line in lines if line and not line.startswith("#"))
    return tuple((code, town, municipality) for code, town, municipality, *_ in rows)


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name as it is folded, and as those write it who have no æ, ø and å on their keyboards."""
    for letters in KEYBOARDS:
        spelling = words(name.lower().translate(letters))
        yield tuple(spelling)
        yield tuple(_without_suffix(spelling))


def _without_suffix(tokens: Iterable[str]) -> list[str]:
    found = list(tokens)
    while len(found) > 1 and found[-1] in SUFFIXES:
        found.pop()
    return found
