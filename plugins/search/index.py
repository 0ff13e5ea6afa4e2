"""The index of one language: for each term the documents that have it, with lunr's own weights.

lunr.py's ``Builder`` keeps a vector for each document and fills it term by term, which takes
minutes where this takes seconds; a test compares the weights of both. Formula: Okapi BM25 as lunr
2 has it, https://lunrjs.com/guides/customising.html
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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

Postings = tuple[list[tuple[int, int]], ...]
"""For each field the documents' numbers, ascending, with their weights in thousandths."""

Frequencies = list[tuple[dict[str, int], ...]]
"""For each document and field: term → how often."""


@dataclass(frozen=True, slots=True)
class Index:
    """All that is needed to rank documents. Terms are in the order of ``term_order``."""

    language: str
    documents: Sequence[Document]
    postings: Mapping[str, Postings]
    spellings: Sequence[str]
    """Words of names and facts as they are written: those of the vocabulary come first, then the
    most frequent."""


def build_index(
    documents: Sequence[Document], counts: Sequence[Counts], analyser: Analyser
) -> Index:
    """The index of documents whose words were counted."""
    frequencies = term_frequencies(counts, analyser)
    return Index(
        analyser.language,
        documents,
        weigh(frequencies),
        tuple(_spellings(documents, counts)),
    )


def term_frequencies(counts: Sequence[Counts], analyser: Analyser) -> Frequencies:
    """Words as terms: stems, and those of the parts of compounds."""
    compounds = _compounds(counts, analyser) if analyser.splits_compounds else None
    terms: dict[str, tuple[str, ...]] = {}

    def field_terms(words: Mapping[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for word, number in words.items():
            if word not in terms:
                parts = compounds.parts(word) if compounds else ()
                terms[word] = tuple(map(analyser.stem, (word, *parts)))
            for term in terms[word]:
                found[term] = found.get(term, 0) + number
        return found

    return [tuple(map(field_terms, counted.fields)) for counted in counts]


def weigh(frequencies: Frequencies) -> dict[str, Postings]:
    """Term → its postings, in the order of terms."""
    found = _postings(frequencies)
    norms = _norms(frequencies)
    rarities: dict[int, float] = {}
    for postings in found.values():
        number = sum(map(len, postings))
        if number not in rarities:
            rarities[number] = idf({"": _as_many(number)}, len(frequencies))
        for field, (documents, boost) in enumerate(zip(postings, FIELDS.values(), strict=True)):
            if documents:
                documents[:] = _weights(documents, rarities[number], norms[field], boost)
    return {term: found[term] for term in sorted(found, key=term_order)}


def _as_many(number: int) -> dict[int, None]:
    """As many documents as lunr's ``idf`` is to count."""
    return dict.fromkeys(range(number))


def _postings(frequencies: Frequencies) -> dict[str, Postings]:
    """Term → for each field the documents that have it with how often."""
    found: dict[str, Postings] = defaultdict(lambda: tuple([] for _ in FIELDS))
    for number, fields in enumerate(frequencies):
        for field, terms in enumerate(fields):
            for term, frequency in terms.items():
                found[term][field].append((number, frequency))
    return found


def _norms(frequencies: Frequencies) -> list[list[float]]:
    """For each field and document how much its length counts against it."""
    norms = []
    for field in range(len(FIELDS)):
        lengths = [sum(fields[field].values()) for fields in frequencies]
        average = sum(lengths) / (len(lengths) or 1) or 1
        norms.append([K1 * (1 - B + B * (length / average)) for length in lengths])
    return norms


def _weights(
    documents: Iterable[tuple[int, int]], rarity: float, norms: Sequence[float], boost: float
) -> list[tuple[int, int]]:
    """Documents' numbers with a term's weights, from numbers with frequencies.

    The order of the operations is lunr's, so that the last bit is too.
    """
    top = K1 + 1
    return [
        (n, round(round(rarity * (top * often) / (norms[n] + often) * boost, 3) * PRECISION))
        for n, often in documents
    ]


def term_order(term: str) -> bytes:
    """The order of terms: that of JavaScript, which compares units of UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


def _compounds(counts: Iterable[Counts], analyser: Analyser) -> Compounds:
    numbers: Counter[str] = Counter()
    for counted in counts:
        numbers.update(set().union(*counted.fields))
    return make_compounds(numbers, analyser.stem, COMPOUND_PARTS_IN)


def _spellings(documents: Iterable[Document], counts: Iterable[Counts]) -> Iterator[str]:
    numbers: Counter[str] = Counter()
    vocabulary = set[str]()
    written: dict[str, str] = {}
    for document, counted in zip(documents, counts, strict=True):
        for field in counted.fields[:-1]:
            numbers.update(field.keys())
            if document.kind in VOCABULARY:
                vocabulary.update(field)
        for word, spelling in counted.spellings.items():
            written[word] = min(spelling, written.get(word, spelling))
    for word in sorted(
        numbers, key=lambda word: (word not in vocabulary, -numbers[word], term_order(word))
    ):
        if word.isalpha():
            yield written.get(word, word)
