"""Texts to words to terms, by a specification that the browser's ``search-analyser.js`` follows too.

``analyser.json`` beside this file is the whole specification; the part that a language needs goes
into the manifest of its index. Its two classes of characters are those of regular expressions in
both languages, so that nothing depends on the version of Unicode that either knows.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from lunr.stemmer import PorterStemmer
from snowballstemmer.danish_stemmer import DanishStemmer

SPECIFICATION = Path(__file__).with_name("analyser.json")

STEMMED = re.compile(r"[a-z]{4,}")
"""What stemmers are asked about: folded words of the Latin alphabet. Three letters are mostly stem,
and the first ones of a word that is being typed."""


def _danish_stemmer() -> Callable[[str], str]:
    """Snowball's, told that "ae" is one letter: else "skolelærer" would end with "-erer"."""
    stem = DanishStemmer().stemWord
    return lambda word: str(stem(word.replace("ae", "æ"))).replace("æ", "ae")


STEMMERS: Mapping[str, Callable[[], Callable[[str], str]]] = {
    "danish": _danish_stemmer,
    "porter": lambda: PorterStemmer().stem,
}
"""Name in the specification → what makes the stemmer. The browser has the same ones."""


@lru_cache
def _specification() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(SPECIFICATION.read_text("utf-8"))
    return found


@dataclass(frozen=True, eq=False)
class Analyser:
    """How one language's texts become terms. Languages without an entry are folded only."""

    language: str
    _words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """All that the browser must know, for the manifest."""
        shared = {key: value for key, value in _specification().items() if key != "languages"}
        return {**shared, "stop": "", "noise": "", "stemmer": "", **self._own}

    @property
    def splits_compounds(self) -> bool:
        return bool(self._own.get("compounds"))

    def words(self, text: str) -> Iterator[tuple[str, str]]:
        """Each word as it stands in the text, and folded. Stop words are left out."""
        for surface in self.surfaces(text):
            for word in self.folded_words(surface):
                yield surface, word

    def surfaces(self, text: str) -> list[str]:
        """The words of a text as they stand in it; the first and last may be ''."""
        return self._separators.split(text)

    def fold(self, surface: str) -> str:
        """Lower case without accents: ``Århus`` is ``aarhus``, ``Samsø`` is ``samso``."""
        if surface.isascii():
            return self._dropped.sub("", surface.lower())
        lower = normalize("NFKC", surface).lower().translate(self._letters)
        return self._dropped.sub("", normalize("NFKD", lower)).lower()

    def stem(self, word: str) -> str:
        """The term of a folded word."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._stemmer(word) if STEMMED.fullmatch(word) else word
        return stem

    def folded_words(self, surface: str) -> tuple[str, ...]:
        """The folded words of a word as it stands in a text, which may be none or several."""
        words = self._words.get(surface)
        if words is None:
            longest: int = self.parameters["longest"]
            pieces = self._separators.split(self.fold(surface))
            words = tuple(p[:longest] for p in pieces if p and p not in self._stop)
            self._words[surface] = words
        return words

    @property
    def _own(self) -> Mapping[str, Any]:
        own: Mapping[str, Any] = _specification()["languages"].get(self.language, {})
        return own

    @cached_property
    def _stop(self) -> frozenset[str]:
        return frozenset(self.parameters["stop"].split())

    @cached_property
    def _separators(self) -> re.Pattern[str]:
        return re.compile(f"[{self.parameters['separators']}]+")

    @cached_property
    def _dropped(self) -> re.Pattern[str]:
        return re.compile(f"[{self.parameters['dropped']}]+")

    @cached_property
    def _letters(self) -> Mapping[int, str]:
        table: Mapping[int, str] = str.maketrans(self.parameters["letters"])
        return table

    @cached_property
    def _stemmer(self) -> Callable[[str], str]:
        make = STEMMERS.get(self.parameters["stemmer"])
        return make() if make else str
