"""The index in pieces that a browser fetches one by one: terms, documents, spellings.

All pieces are JSON. ``search-index.js`` of the theme reads them.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, groupby
from operator import sub
from typing import Any

from plugins.portal.records import Job
from plugins.search.analyser import Analyser
from plugins.search.documents import FIELDS, KINDS, Document
from plugins.search.index import Index, Posting, Postings, term_order

SHARD_BYTES = 8_000
"""Before compression. Larger ones waste bytes, smaller ones requests."""

LARGEST_GROUP = 4 * SHARD_BYTES
"""Terms that share their first letters are kept together up to this size, so that what is typed
touches one shard."""

GROUPED_BY = 3
"""Letters from which on results are shown while typing."""

BLOCK = 64
"""Documents of a block: the ten best for several words lie in about four, and browsers ask for six
files at a time."""

SHOWN = 10
"""Results of a first screen. With fewer in a shard, some would have to be fetched after all."""

JOBS_SHOWN = 3
"""Of jobs, which stand apart from them."""

SHORTEST_SPELLING = 4
"""Shorter words are not corrected: too many others are as near."""

COMMON_SPELLINGS = 1_000
"""Words that are taken for what was meant whatever the first letter is; one shard holds them."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Contents of numbered pieces, and the first key of each."""

    contents: tuple[bytes, ...]
    starts: tuple[str, ...]


def to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def term_shards(postings: Mapping[str, Postings], documents: Sequence[Document]) -> Shards:
    """Terms with their postings, in the order of terms.

    With them comes what results show of the best documents of each name: who types one word gets the
    first results without asking a second time.
    """
    sizes = {term: len(term) + 1 + _size(found) for term, found in postings.items()}
    first_job = sum(document.kind != Job.kind for document in documents)
    pieces = list(_pieces(list(postings), sizes.__getitem__, lambda term: term[:GROUPED_BY]))
    return Shards(
        tuple(
            _term_shard({t: postings[t] for t in piece}, documents, first_job)
            for _, piece in pieces
        ),
        tuple(start for start, _ in pieces),
    )


def document_blocks(documents: Sequence[Document]) -> tuple[bytes, ...]:
    """What results show, in columns, for ``BLOCK`` documents each."""
    return tuple(
        _block(documents[start : start + BLOCK]) for start in range(0, len(documents), BLOCK)
    )


def spelling_shards(spellings: Iterable[str], fold: Callable[[str], str]) -> Shards:
    """Words that others may be misspellings of, by their first letter, the likeliest first.

    The likeliest of all come once more before the letters, for words whose first letter is wrong.
    """
    words = [word for word in spellings if len(word) >= SHORTEST_SPELLING]
    groups: dict[str, list[str]] = {"": words[:COMMON_SPELLINGS]}
    for word in words:
        if letter := fold(word)[:1]:
            groups.setdefault(letter, []).append(word)
    letters = sorted(groups, key=term_order)
    sizes = {letter: sum(len(word) + 1 for word in groups[letter]) for letter in letters}
    pieces = list(_pieces(letters, sizes.__getitem__, lambda letter: letter))
    return Shards(
        tuple(
            to_json(" ".join(w for letter in piece for w in groups[letter])) for _, piece in pieces
        ),
        tuple(start for start, _ in pieces),
    )


def make_manifest(
    index: Index, terms: Shards, spellings: Shards, analyser: Analyser
) -> dict[str, Any]:
    """What the browser must know before it fetches anything else."""
    kinds = Counter(document.kind for document in index.documents)
    return {
        "language": index.language,
        "documents": len(index.documents),
        "block": BLOCK,
        "fields": list(FIELDS),
        "kinds": [[kind, kinds[kind]] for kind in KINDS],
        "terms": " ".join(terms.starts),
        "spellings": " ".join(spellings.starts),
        "analyser": analyser.parameters,
    }


def _pieces(
    keys: Sequence[str], size: Callable[[str], int], group: Callable[[str], str]
) -> Iterator[tuple[str, list[str]]]:
    """The first key of each piece and its keys. Groups stay whole unless they are too large."""
    start, piece, filled = "", list[str](), 0
    for name, members in groupby(keys, group):
        found = list(members)
        units = [(name, found)]
        if sum(map(size, found)) > LARGEST_GROUP:
            units = [(key, [key]) for key in found]
        for first, unit in units:
            bytes_of_unit = sum(map(size, unit))
            if piece and filled + bytes_of_unit > SHARD_BYTES:
                yield start, piece
                piece, filled = [], 0
            start = start if piece else first
            piece.extend(unit)
            filled += bytes_of_unit
    if piece:
        yield start, piece


def _size(postings: Postings) -> int:
    """About how many bytes postings take as JSON."""
    return 6 + sum(7 * len(posting.documents) for posting in postings)


def _term_shard(
    postings: Mapping[str, Postings], documents: Sequence[Document], first_job: int
) -> bytes:
    """Terms; for each term and field document steps and weights; perhaps a palette of weights.

    The first step of a field is the document's number. Where weights repeat, places in the palette
    stand for them, the most frequent weight at 0; otherwise the palette would take more than it saves.
    """
    used = [_used(found) for found in postings.values()]
    times: Counter[int] = Counter()
    for posting in chain.from_iterable(used):
        times.update(posting.numbers)
    palette = sorted(times, key=lambda weight: (-times[weight], weight))
    places = {weight: place for place, weight in enumerate(palette)}
    terms = " ".join(postings)
    best = sorted({n for found in postings.values() for n in best_documents(found, first_job)})
    shown = {"n": best, **_columns([documents[number] for number in best])} if best else {}
    plain = {"t": terms, "p": [[_steps(p, p.numbers) for p in found] for found in used]}
    codes = [[_steps(p, [places[n] for n in p.numbers]) for p in found] for found in used]
    short = {"t": terms, "w": palette, "p": codes}
    return min((to_json({**which, "d": shown}) for which in (plain, short)), key=len)


def best_documents(postings: Postings, first_job: int) -> list[int]:
    """The documents that come first for a term that names have, as the browser would order them.

    Jobs have the numbers from ``first_job`` on.
    """
    *names, text = postings
    scores: dict[int, int] = {}
    for posting in names:
        for number, weight in zip(*posting, strict=True):
            scores[number] = scores.get(number, 0) + weight
    if len(scores) > SHOWN:
        for number, weight in zip(*text, strict=True):
            if number in scores:
                scores[number] += weight
    order = {number: (-score, number) for number, score in scores.items()}
    jobs = [number for number in order if number >= first_job]
    others = [number for number in order if number < first_job]
    found = nsmallest(SHOWN, others, key=order.__getitem__)
    return found + nsmallest(JOBS_SHOWN, jobs, key=order.__getitem__)


def _used(postings: Postings) -> Postings:
    """The fields up to the last one that has documents."""
    last = max((at for at, posting in enumerate(postings) if posting.documents), default=-1)
    return postings[: last + 1]


def _steps(posting: Posting, codes: Sequence[int]) -> list[int]:
    """Documents as steps from one to the next, each followed by the code of its weight."""
    documents = posting.documents
    found = [0] * (2 * len(documents))
    found[::2] = [*documents[:1], *map(sub, documents[1:], documents)]
    found[1::2] = codes
    return found


def _block(documents: Sequence[Document]) -> bytes:
    return to_json(_columns(documents))


def _columns(documents: Sequence[Document]) -> dict[str, list[str]]:
    columns = {
        "a": [document.address for document in documents],
        "t": [document.title for document in documents],
        "s": [document.summary for document in documents],
        "p": [document.place for document in documents],
        "l": [document.language for document in documents],
        "e": [document.employer for document in documents],
        "d": [document.deadline for document in documents],
    }
    return {name: column for name, column in columns.items() if any(column)}
