"""The index of one language: for each term the documents that have it, with lunr's own weights.

lunr.py's ``Builder`` keeps a vector for each document and fills it term by term, which takes
minutes where this takes seconds; a test compares the weights of both. Formula: Okapi BM25 as lunr
2 has it, https://lunrjs.com/guides/customising.html
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lunr.idf import idf

from plugins.search.analyser import Analyser
from plugins.search.compounds import Compounds, make_compounds
from plugins.search.documents import FIELDS, Document
from plugins.search.words import Counts

K1 = 1.2
B = 0.75
"""lunr's own defaults: how soon more of a word counts no more, how much length matters."""

PRECISION = 1000
"""lunr rounds weights to three digits; as whole numbers they are exact."""

COMPOUND_PARTS_IN = 1
"""Documents that must use a word before it counts as a part of compounds."""

VOCABULARY = frozenset({"competence", "cluster", "municipality"})
"""Kinds of documents whose names people search for most."""


class Posting(NamedTuple):
    """The documents that have a term in a field, ascending, and a number of each.

    First that is how often they have it, then its weight in thousandths.
    """

    documents: list[int]
    numbers: list[int]


Postings = tuple[Posting, ...]
"""A term's, in the order of ``FIELDS``."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often each document has each term."""

    lengths: tuple[Sequence[int], ...]
    """The number of terms of each document, by field."""
    postings: Mapping[str, Postings]


@dataclass(frozen=True, slots=True)
class Index:
    """All that is needed to rank documents. Terms are in the order of ``term_order``."""

    language: str
    documents: Sequence[Document]
    postings: Mapping[str, Postings]
    spellings: Sequence[str]
    """Words of names and facts as they are written: those of the vocabulary come first, then the
    most frequent."""


def build_index(documents: Sequence[Document], counts: Counts, analyser: Analyser) -> Index:
    """The index of documents whose words were counted."""
    return Index(
        analyser.language,
        documents,
        weigh(term_frequencies(counts, analyser)),
        tuple(_spellings(documents, counts, analyser)),
    )


def term_frequencies(counts: Counts, analyser: Analyser) -> Frequencies:
    """Words as terms: stems, and those of the parts of compounds."""
    terms_of, terms = _terms(counts, analyser)
    found = [tuple(Posting([], []) for _ in FIELDS) for _ in terms]
    lengths: tuple[list[int], ...] = tuple([] for _ in FIELDS)
    for number in range(len(counts)):
        for field, pairs in enumerate(counts.document(number)):
            times: dict[int, int] = {}
            for word, often in zip(pairs[::2], pairs[1::2], strict=True):
                for term in terms_of[word]:
                    times[term] = times.get(term, 0) + often
            for term, often in times.items():
                posting = found[term][field]
                posting.documents.append(number)
                posting.numbers.append(often)
            lengths[field].append(sum(times.values()))
    postings = dict(zip(terms, found, strict=True))
    return Frequencies(lengths, {term: postings[term] for term in sorted(terms, key=term_order)})


def weigh(frequencies: Frequencies) -> dict[str, Postings]:
    """Term → its postings with weights."""
    fields = [
        _Field(lengths, boost)
        for lengths, boost in zip(frequencies.lengths, FIELDS.values(), strict=True)
    ]
    number = len(frequencies.lengths[0])
    rarities: dict[int, float] = {}

    def weighed(postings: Postings) -> Postings:
        spread = sum(len(posting.documents) for posting in postings)
        if spread not in rarities:
            rarities[spread] = idf({"": _as_many(spread)}, number)
        pairs = zip(fields, postings, strict=True)
        return tuple(field.weighed(posting, rarities[spread]) for field, posting in pairs)

    return {term: weighed(postings) for term, postings in frequencies.postings.items()}


class _Field:
    """Weighs the terms of one field. Documents of one length share the weights of equal terms."""

    def __init__(self, lengths: Sequence[int], boost: float) -> None:
        average = sum(lengths) / (len(lengths) or 1) or 1
        self._boost = boost
        self._lengths = lengths
        self._span = max(lengths, default=0) + 1
        self._norms = [K1 * (1 - B + B * (length / average)) for length in range(self._span)]
        self._weights: dict[float, dict[int, int]] = defaultdict(dict)

    def weighed(self, posting: Posting, rarity: float) -> Posting:
        """A posting with weights for frequencies."""
        documents, times = posting
        lengths, span, weights = self._lengths, self._span, self._weights[rarity]
        kinds = [often * span + lengths[n] for n, often in zip(documents, times, strict=True)]
        for kind in set(kinds) - weights.keys():
            weights[kind] = self._weight(rarity, *divmod(kind, span))
        return Posting(documents, [weights[kind] for kind in kinds])

    def _weight(self, rarity: float, often: int, length: int) -> int:
        """The order of the operations is lunr's, so that the last bit is too."""
        score = rarity * ((K1 + 1) * often) / (self._norms[length] + often) * self._boost
        return round(round(score, 3) * PRECISION)


def _as_many(number: int) -> dict[int, None]:
    """As many documents as lunr's ``idf`` is to count."""
    return dict.fromkeys(range(number))


def term_order(term: str) -> bytes:
    """The order of terms: that of JavaScript, which compares units of UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


def _terms(counts: Counts, analyser: Analyser) -> tuple[list[tuple[int, ...]], list[str]]:
    """For each word of the vocabulary the places of its terms, and the terms."""
    used = counts.used
    folded = [
        analyser.folded_words(word) if place in used else ()
        for word, place in counts.vocabulary.items()
    ]
    words = dict.fromkeys(word for words in folded for word in words)
    compounds = _compounds(words, analyser) if analyser.splits_compounds else None
    places: dict[str, int] = {}
    terms: dict[str, tuple[int, ...]] = {}
    for word in words:
        parts = compounds.parts(word) if compounds else ()
        stems = map(analyser.stem, (word, *parts))
        terms[word] = tuple(places.setdefault(stem, len(places)) for stem in stems)
    return [tuple(t for word in words for t in terms[word]) for words in folded], list(places)


def _compounds(words: Mapping[str, object], analyser: Analyser) -> Compounds:
    return make_compounds(dict.fromkeys(words, 1), analyser.stem, COMPOUND_PARTS_IN)


def _spellings(documents: Sequence[Document], counts: Counts, analyser: Analyser) -> Iterator[str]:
    """Words of all fields but running text."""
    times: Counter[int] = Counter()
    common: set[int] = set()
    for number, document in enumerate(documents):
        *names, _ = counts.document(number)
        for pairs in names:
            times.update(pairs[::2])
            if document.kind in VOCABULARY:
                common.update(pairs[::2])
    numbers: Counter[str] = Counter()
    vocabulary = set[str]()
    written: dict[str, str] = {}
    surfaces = list(counts.vocabulary)
    for place, often in times.items():
        surface = surfaces[place].lower()
        for word in analyser.folded_words(surfaces[place]):
            numbers[word] += often
            if place in common:
                vocabulary.add(word)
            if surface != word:
                written[word] = min(surface, written.get(word, surface))
    for word in sorted(
        numbers, key=lambda word: (word not in vocabulary, -numbers[word], term_order(word))
    ):
        if word.isalpha():
            yield written.get(word, word)
