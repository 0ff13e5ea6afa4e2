"""The ranking is lunr's: the same weights, the same documents, scores and order."""

import json
import random

import pytest
from lunr.builder import Builder
from search_samples import count, make_document, write

from plugins.search.analyser import Analyser
from plugins.search.documents import FIELDS
from plugins.search.index import Frequencies, build_index, term_frequencies, weigh

QUERIES = 400


def lunr_index(frequencies: Frequencies) -> dict:
    """The whole index as lunr.py builds it, with its terms in our order."""
    builder = Builder()
    for name, boost in FIELDS.items():
        builder.field(name, boost)
    for place, term in enumerate(frequencies.postings):
        builder.inverted_index[term] = {**{name: {} for name in FIELDS}, "_index": place}
    builder.term_index = len(frequencies.postings)
    texts = [{name: list[str]() for name in FIELDS} for _ in frequencies.lengths[0]]
    for term, postings in frequencies.postings.items():
        for name, posting in zip(FIELDS, postings, strict=True):
            for number, times in zip(*posting, strict=True):
                texts[number][name] += [term] * times
    for number, fields in enumerate(texts):
        builder.add({"id": number, **fields})
    return builder.build().serialize()


def frequencies_of(written, tmp_path) -> Frequencies:
    language = written.index.language
    counts = count(list(written.index.documents), tmp_path, language)
    return term_frequencies(counts, Analyser(language))


def test_weights_are_those_that_lunr_gives(tmp_path):
    """Every weight of every term in every field is lunr.py's own, to the last of its digits."""
    documents = [make_document(number, length=20 + number) for number in range(60)]
    frequencies = term_frequencies(count(documents, tmp_path), Analyser("da"))
    ours = {
        (term, name, number): weight
        for term, fields in weigh(frequencies).items()
        for name, posting in zip(FIELDS, fields, strict=True)
        for number, weight in zip(*posting, strict=True)
    }
    serialised = lunr_index(frequencies)
    terms = {posting["_index"]: term for term, posting in serialised["invertedIndex"]}
    theirs = {}
    for reference, vector in serialised["fieldVectors"]:
        name, number = reference.split("/")
        for place, weight in zip(vector[::2], vector[1::2], strict=True):
            theirs[terms[place], name, int(number)] = round(weight * 1000)
    assert ours == theirs


@pytest.mark.parametrize("language", ["en", "da"])
def test_pieces_rank_as_the_whole_index_does(language, real_indexes, ask_node, tmp_path):
    """lunr.js with its whole index and the ranking by pieces give the same order and scores."""
    frequencies = frequencies_of(real_indexes[language], tmp_path)
    whole = lunr_index(frequencies)
    documents = list(real_indexes[language].index.documents)
    index = build_index(documents, count(documents, tmp_path, language), Analyser(language))
    written = write(index, tmp_path)
    path = tmp_path / "lunr.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    queries = made_up_queries([term for term, _ in whole["invertedIndex"]])
    answers = ask_node(
        "rank.mjs", {"manifest": written.manifest, "index": str(path), "queries": queries}
    )
    assert len(answers) == QUERIES
    assert sum(map(bool, (theirs for theirs, _ in answers))) > QUERIES / 2
    for query, (theirs, ours) in zip(queries, answers, strict=True):
        assert [number for number, _ in ours] == [number for number, _ in theirs], query
        for (_, our_score), (_, their_score) in zip(ours, theirs, strict=True):
            assert our_score == pytest.approx(their_score, abs=1e-9), query


def made_up_queries(terms: list[str]) -> list[list[tuple[str, float]]]:
    """One to six terms, some of them twice or unknown, each with a boost."""
    rng = random.Random(4)
    boosts = [1, 1, 1, 0.4, 0.7, 0.8]
    return [
        [
            (rng.choice([*rng.sample(terms, 5), *terms[:1]]), rng.choice(boosts))
            for _ in range(rng.randint(1, 6))
        ]
        for _ in range(QUERIES)
    ]
