"""The names of competences, laid out so that they are found in titles, in texts and in compound words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from plugins.vacancies.words import words

BROAD_WORDS = Path(__file__).with_name("broad_words.yaml")

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "da": ("e", "n", "r", "en", "er", "et", "ne", "re", "erne", "rne", "s", "ens", "ernes"),
    "en": ("s", "es"),
}
"""With which the last word of a name stands in texts. Other languages have none."""

SHORTEST_ENDED = 4
"""Letters of a last word that takes endings."""

LONGEST_ACRONYM = 3
"""Letters of a name in capitals, which means many things and needs support."""

SHORTEST_HEAD = 5
"""Letters of a name that is found at the end of a compound word: "skolesygeplejerske"."""

SHORTEST_FIRST = 3
"""Letters of what stands before it."""

GROUPS_OF_A_BROAD_WORD = 3
"""A word with which names from so many groups end says little: "arkitekt", "programmer"."""

SPACED = frozenset({"en"})
"""Languages that write compounds with spaces, so that a word before a name may change its meaning."""


class Name(NamedTuple):
    """A name of one competence, in one language or in several."""

    slug: str
    languages: frozenset[str]
    needs: frozenset[str] | None
    """Beginnings of words of which one must stand beside it; with none, another name of the
    competence must. None where the name tells enough by itself."""
    alone: bool = False
    """Whether it tells enough only where nothing stands before it: "Architect", "Data Architect"."""


@dataclass(frozen=True, eq=False)
class Professions:
    """Names as they are looked for; keys are the folded words of a name."""

    joined: Mapping[str, tuple[Name, ...]]
    """The words of a name without spaces, as "front-end", "front end" and "frontend" are one → what
    has it, with endings."""
    heads: Mapping[str, tuple[Name, ...]]
    """Words with which a longer word may end."""
    heads_of_titles: frozenset[str]
    """Last words of all names: a title that goes on with one of them is about that."""
    firsts: Mapping[str, int]
    """First words of names → the most words of a name that begins so."""
    languages: Mapping[str, frozenset[str]]
    """Words of names → the languages that use them."""


def make_professions(
    competences: Mapping[str, Mapping[str, Sequence[str]]], groups: Mapping[str, str]
) -> Professions:
    """From slug → language → names, the label first, and slug → group."""
    tokens = {
        (slug, code, name): tuple(words(name))
        for slug, named in sorted(competences.items())
        for code, names in named.items()
        for name in names
    }
    tokens = {key: found for key, found in tokens.items() if found}
    broad = _broad_words(tokens, groups)
    joined: dict[str, dict[str, Name]] = defaultdict(dict)
    heads: dict[str, dict[str, Name]] = defaultdict(dict)
    firsts: dict[str, int] = {}
    for (slug, code, name), found in tokens.items():
        is_broad = len(found) == 1 and found[0] in broad.get(code, ())
        entry = Name(
            slug, frozenset({code}), _needs(name, found, slug), is_broad and code in SPACED
        )
        is_head = (
            (competences[slug][code][0] == name or found[0] in _ends())
            and not is_broad
            and len(found[0]) >= SHORTEST_HEAD
        )
        for form in _forms(found, code):
            _add(joined["".join(form)], entry)
            firsts[form[0]] = max(firsts.get(form[0], 0), len(form))
            if is_head and len(form) == 1 and code not in SPACED and entry.needs is None:
                _add(heads[form[0]], entry)
    return Professions(
        {key: tuple(names.values()) for key, names in joined.items()},
        {key: tuple(names.values()) for key, names in heads.items()},
        frozenset(found[-1] for found in tokens.values()),
        firsts,
        _languages_of_words(tokens),
    )


def _languages_of_words(
    tokens: Mapping[tuple[str, str, str], tuple[str, ...]],
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for (_, code, _), its in tokens.items():
        for form in _forms(its, code):
            for word in form:
                found[word].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _add(names: dict[str, Name], name: Name) -> None:
    """The same name in two languages is one; what is plain in one of them is plain."""
    known = names.setdefault(name.slug, name)
    if known is not name and (known.needs, known.alone) == (name.needs, name.alone):
        names[name.slug] = known._replace(languages=known.languages | name.languages)
    elif known.needs is not None and name.needs is None:
        names[name.slug] = name


def _forms(found: tuple[str, ...], code: str) -> Iterator[tuple[str, ...]]:
    """A name's words with each ending of the last one."""
    yield found
    *before, last = found
    if len(last) >= SHORTEST_ENDED:
        yield from ((*before, last + ending) for ending in ENDINGS.get(code, ()))
        if code == "en" and last.endswith("man"):
            yield (*before, last[:-3] + "men")
        if code == "en" and last.endswith("y"):
            yield (*before, last[:-1] + "ies")
        if code == "da" and last.endswith("mand"):
            yield (*before, last[:-4] + "maend")
    elif code == "da" and last.isalpha() and len(last) == SHORTEST_ENDED - 1:
        yield from ((*before, last + last[-1] + ending) for ending in ("e", "en"))


def _needs(name: str, found: tuple[str, ...], slug: str) -> frozenset[str] | None:
    if name.isupper() and len(name) <= LONGEST_ACRONYM:
        return broad_words().get(name.lower(), {}).get(slug, frozenset())
    told = broad_words().get(" ".join(found))
    return None if told is None else told.get(slug, told.get("", frozenset()))


def _broad_words(
    tokens: Mapping[tuple[str, str, str], tuple[str, ...]], groups: Mapping[str, str]
) -> Mapping[str, frozenset[str]]:
    """Endings that the names of several groups share, by language."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (slug, code, _), its in tokens.items():
        for at in range(len(its[-1])):
            found[code, its[-1][at:]].add(groups.get(slug, slug))
    broad: dict[str, set[str]] = defaultdict(set)
    for (code, ending), its_groups in found.items():
        if len(its_groups) >= GROUPS_OF_A_BROAD_WORD:
            broad[code].add(ending)
    return {code: frozenset(its) for code, its in broad.items()}


@cache
def broad_words() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Folded name → slug, or '' for any → beginnings of words that it needs beside it."""
    read = yaml.safe_load(BROAD_WORDS.read_text("utf-8"))["broad"]
    return {
        " ".join(words(name)): {
            slug: _beginnings(its)
            for slug, its in (told.items() if isinstance(told, dict) else [("", told)])
        }
        for name, told in read.items()
    }


@cache
def others() -> frozenset[str]:
    """Folded words that end like a name and are another profession."""
    read = yaml.safe_load(BROAD_WORDS.read_text("utf-8"))["others"]
    return frozenset("".join(words(name)) for name in read)


@cache
def _ends() -> frozenset[str]:
    """Folded synonyms that mean the same at the end of a longer word, as labels do."""
    read = yaml.safe_load(BROAD_WORDS.read_text("utf-8"))["ends"]
    return frozenset("".join(words(name)) for name in read)


def _beginnings(told: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(words(word)) for word in told)
