"""The words of documents, counted. Counts depend on one document alone and are kept between builds."""

import json
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.search.analyser import SPECIFICATION, Analyser
from plugins.search.documents import BODY, FIELDS, LABELS, Document

VERSION = 3
"""Raise it when the same document and specification give other counts than before."""

LONGEST_LABEL = 3
"""Words of a competence's name that are looked for in texts."""

MOST_FORGOTTEN = 2
"""Words that are kept for each one in use; beyond that everything is counted again."""


def numbers(values: Iterable[int] = ()) -> "array[int]":
    return array("I", values)


@dataclass(frozen=True, slots=True)
class Counts:
    """The words of each document by field, as they stand in the texts.

    A word is its place in ``vocabulary``. ``pairs`` holds the fields of all documents one after the
    other, words and how often they occur in turn, and ``ends`` where each field ends: millions of
    pairs in two blocks of memory.
    """

    vocabulary: dict[str, int] = field(default_factory=dict)
    pairs: "array[int]" = field(default_factory=numbers)
    ends: "array[int]" = field(default_factory=numbers)

    def __len__(self) -> int:
        return len(self.ends) // len(FIELDS)

    @property
    def used(self) -> set[int]:
        """The words that a document has; ``vocabulary`` may remember others."""
        return set(self.pairs[::2])

    def document(self, place: int) -> Iterator["array[int]"]:
        """A document's fields, in the order of ``FIELDS``."""
        first = place * len(FIELDS)
        start = self.ends[first - 1] if first else 0
        for end in self.ends[first : first + len(FIELDS)]:
            yield self.pairs[start:end]
            start = end

    def add(self, document: Iterable["array[int]"]) -> None:
        for pairs in document:
            self.pairs.extend(pairs)
            self.ends.append(len(self.pairs))

    def add_counted(self, fields: Iterable[Mapping[str, int]]) -> None:
        """Add a document by its words."""
        place = self.vocabulary.setdefault
        self.add(
            numbers(
                n
                for word, times in words.items()
                for n in (place(word, len(self.vocabulary)), times)
            )
            for words in fields
        )


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
) -> Counts:
    """The counts of documents of one language; those that the last build counted are kept."""
    name = f"words-{analyser.language}"
    base = _digest(SPECIFICATION.read_bytes() + f"{VERSION} {mentions.digest}".encode())
    keys = [
        _digest(repr((base, d.language, d.texts)).encode("utf-8", "replace")) for d in documents
    ]
    kept_keys, kept = _unpacked(Cache(cache).get(name))
    if keys == kept_keys:
        return kept
    places = {key: place for place, key in enumerate(kept_keys)}
    counts = Counts(kept.vocabulary)
    for key, document in zip(keys, documents, strict=True):
        if key in places:
            counts.add(kept.document(places[key]))
        else:
            counts.add_counted(_count(document, analyser, mentions))
    Cache(cache).put(name, _packed(keys, counts))
    return counts


def _count(
    document: Document, analyser: Analyser, mentions: Mentions
) -> Iterator[Mapping[str, int]]:
    texts = list(document.texts)
    language = document.language or analyser.language
    texts[LABELS] = "\n".join((texts[LABELS], *mentions.others(document.title, language)))
    texts[BODY] = "\n".join((texts[BODY], *mentions.others(texts[BODY], language)))
    return (Counter(filter(None, analyser.surfaces(text))) for text in texts)


def _packed(keys: Sequence[str], counts: Counts) -> bytes:
    """A line of JSON, then the numbers as they lie in memory."""
    head = {"order": sys.byteorder, "keys": keys, "words": list(counts.vocabulary)}
    line = json.dumps(head).encode() + b"\n"
    return line + counts.ends.tobytes() + counts.pairs.tobytes()


def _unpacked(content: bytes | None) -> tuple[list[str], Counts]:
    """What was packed; nothing where that was by another kind of machine, or holds too much."""
    line, _, rest = (content or b"").partition(b"\n")
    head = json.loads(line or b"{}")
    if head.get("order") != sys.byteorder:
        return [], Counts()
    counts = Counts({word: place for place, word in enumerate(head["words"])})
    size = len(head["keys"]) * len(FIELDS) * counts.ends.itemsize
    counts.ends.frombytes(rest[:size])
    counts.pairs.frombytes(rest[size:])
    if len(counts.vocabulary) > MOST_FORGOTTEN * len(counts.used):
        return [], Counts()
    return head["keys"], counts


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
