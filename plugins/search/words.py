"""The words of documents, counted. Counts depend on one document alone and are kept between builds."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.portal.cache import Cache
from plugins.search.analyser import SPECIFICATION, Analyser
from plugins.search.documents import BODY, LABELS, Document

VERSION = 2
"""Raise it when the same document and specification give other counts than before."""

LONGEST_LABEL = 3
"""Words of a competence's name that are looked for in texts."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The words of a document by field, and how those of its names and facts are written."""

    fields: tuple[Mapping[str, int], ...]
    spellings: Mapping[str, str]
    """Folded word → as it stands in a text, in lower case; running text left out."""


class Mentions:
    """Names of competences and clusters in texts of one language, for readers of the others."""

    def __init__(
        self, labels: Iterable[Mapping[str, Sequence[str]]], analysers: Mapping[str, Analyser]
    ) -> None:
        self._analysers = dict(analysers)
        self._others: dict[tuple[str, tuple[str, ...]], str] = {}
        for names in labels:
            for code, own in names.items():
                others = " ".join(name[0] for other, name in names.items() if other != code)
                for name in own:
                    self._others.setdefault((code, self._terms(name, code)), others)
        self._firsts = {terms[0] for _, terms in self._others if terms}
        told = sorted((code, *terms, other) for (code, terms), other in self._others.items())
        self.digest = _digest(json.dumps(told).encode())

    def others(self, text: str, language: str) -> Iterator[str]:
        """The names in other languages of what a text of a language mentions, each once."""
        terms = self._terms(text, language)
        found: dict[str, None] = {}
        for start, first in enumerate(terms):
            if first not in self._firsts:
                continue
            for end in range(start + 1, start + LONGEST_LABEL + 1):
                other = self._others.get((language, terms[start:end]))
                if other:
                    found[other] = None
        yield from found

    def _terms(self, text: str, language: str) -> tuple[str, ...]:
        analyser = self._analysers.setdefault(language, Analyser(language))
        return tuple(analyser.stem(word) for _, word in analyser.words(text))


def count_words(
    documents: Sequence[Document], analyser: Analyser, mentions: Mentions, cache: Path
) -> list[Counts]:
    """The counts of documents of one language, from the last build where nothing changed."""
    name = f"words-{analyser.language}.json"
    base = _digest(SPECIFICATION.read_bytes() + f"{VERSION} {mentions.digest}".encode())
    kept = _kept(cache / name)
    counted: dict[str, Any] = {}
    counts = []
    for document in documents:
        key = _digest(json.dumps([base, document.language, document.texts]).encode())
        found = kept.get(key) or _count(document, analyser, mentions)
        counted[key] = found
        counts.append(Counts(tuple(found[0]), found[1]))
    if counted.keys() != kept.keys():
        content = json.dumps(counted, separators=(",", ":")).encode()
        Cache(cache).put(name, content)
    return counts


def _count(document: Document, analyser: Analyser, mentions: Mentions) -> list[Any]:
    texts = list(document.texts)
    language = document.language or analyser.language
    texts[LABELS] = "\n".join((texts[LABELS], *mentions.others(document.title, language)))
    texts[BODY] = "\n".join((texts[BODY], *mentions.others(texts[BODY], language)))
    surfaces = [Counter(analyser.surfaces(text)) for text in texts]
    fields = [_folded(counted, analyser) for counted in surfaces]
    spellings = {
        word: surface.lower()
        for counted in surfaces[:BODY]
        for surface in counted
        for word in analyser.folded_words(surface)
    }
    return [fields, {word: shown for word, shown in spellings.items() if shown != word}]


def _folded(surfaces: Mapping[str, int], analyser: Analyser) -> dict[str, int]:
    """Counted words as they are searched for."""
    found: dict[str, int] = {}
    for surface, number in surfaces.items():
        for word in analyser.folded_words(surface):
            found[word] = found.get(word, 0) + number
    return found


def _kept(path: Path) -> dict[str, Any]:
    content = Cache(path.parent).get(path.name)
    found: dict[str, Any] = json.loads(content) if content else {}
    return found


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
