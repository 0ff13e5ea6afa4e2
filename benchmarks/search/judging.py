"""Which documents answer a query, by the query's own rule, and how good a list of answers is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

import yaml

from benchmarks.search.portal import Facts, Portal

QUERIES = Path(__file__).with_name("queries.yaml")
SHOWN = 10
"""Results of a first screen, after which nobody looks."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text, and the rule of what answers it: what a document must be about, one slug of each."""

    text: str
    language: str
    sort: str
    rule: Mapping[str, Sequence[str]]

    @property
    def kind(self) -> str:
        """The kind of documents that are asked for, '' for all."""
        return next(iter(self.rule.get("kind", ())), "")

    def is_answered_by(self, facts: Facts) -> bool:
        about: dict[str, frozenset[str]] = {
            "competence": facts.competences,
            "place": facts.places,
            "cluster": frozenset([facts.cluster]),
            "topic": frozenset([facts.topic]),
            "kind": frozenset([facts.kind]),
            "opening": frozenset([facts.opening]),
            "danish": frozenset([facts.danish]),
        }
        if (facts.kind == "job") != (self.kind == "job"):
            return False  # jobs stand apart from everything else
        return all(not about[key].isdisjoint(slugs) for key, slugs in self.rule.items())


def read_queries(path: Path = QUERIES) -> Iterator[Query]:
    for language, sorts in yaml.safe_load(path.read_text("utf-8")).items():
        for sort, queries in sorts.items():
            for rule in queries:
                about = {key: _slugs(found) for key, found in rule.items() if key != "query"}
                yield Query(rule["query"], language, sort, about)


def _slugs(found: str | list[str]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)


def right_answers(query: Query, portal: Portal) -> frozenset[str]:
    """The addresses of all documents that answer a query, for readers of its language."""
    shown = portal.shown_in(query.language)
    return frozenset(facts.address for facts in shown if query.is_answered_by(facts))


def success(found: Sequence[str], right: frozenset[str]) -> float:
    """1 where the first screen has a right answer, else 0."""
    return float(not right.isdisjoint(found[:SHOWN]))


def ndcg(found: Sequence[str], right: frozenset[str]) -> float:
    """How near the first screen is to one with right answers only, 0 to 1; early ones count more."""
    gains = [1 / log2(at + 2) for at in range(SHOWN)]
    got = sum(gain for gain, address in zip(gains, found, strict=False) if address in right)
    return got / sum(gains[: len(right)])
