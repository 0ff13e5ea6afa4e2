"""Competences are told of made-up postings as a careful editor would tell them."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from plugins.vacancies.understanding import Posting, Vocabulary, understand

HALVES = ("tuned", "held-out", "later-tuned", "later-held-out")
"""The later ones were labelled when the matching was finished, and then it was tuned on one of them."""

LABELLED = Path(__file__).with_name("labelled")
PRECISION, RECALL = 0.95, 0.75
LEAST = 300
"""Titles of all halves together."""


class Measured(NamedTuple):
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def labelled(half: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((LABELLED / f"{half}.yaml").read_text("utf-8")))


def measure(items: list[dict[str, Any]], vocabulary: Vocabulary) -> Measured:
    right = wrong = missed = 0
    for item in items:
        posting = Posting(item["title"], item.get("text", ""))
        told = set(understand(posting, vocabulary).competences)
        must = set(item["competences"])
        right += len(told & must)
        wrong += len(told - must - set(item.get("also", ())))
        missed += len(must - told)
    return Measured(right, wrong, missed)


@pytest.mark.parametrize("half", HALVES)
def test_competences_are_told_rightly(half, vocabulary, capsys):
    """On each half of the labelled postings; those held out were not looked at while tuning."""
    items = labelled(half)
    everything = measure(items, vocabulary)
    with capsys.disabled():
        for language in ("da", "en"):
            own = [item for item in items if item["language"] == language]
            print(f"\n{half}, {language}: {measure(own, vocabulary)}", end="")
    assert everything.precision >= PRECISION
    assert everything.recall >= RECALL


def test_there_is_enough_to_measure_and_all_labels_are_of_the_vocabulary(vocabulary):
    """Half of the postings in each language, an eighth of them without a competence."""
    halves = [labelled(half) for half in HALVES]
    items = [item for half in halves for item in half]
    known = {name.slug for names in vocabulary.professions.joined.values() for name in names}
    assert len(items) >= LEAST
    assert all(abs(len(one) - len(other)) <= 1 for one, other in (halves[:2], halves[2:]))
    assert {slug for it in items for slug in (*it["competences"], *it.get("also", ()))} <= known
    assert len({item["title"] for item in items}) == len(items)
    for half in halves:
        danish = sum(item["language"] == "da" for item in half)
        assert 0.4 < danish / len(half) < 0.6
        assert sum(not item["competences"] for item in half) > len(half) / 8


@pytest.mark.parametrize("half", HALVES)
def test_the_language_of_titles_is_hardly_ever_told_wrongly(half, vocabulary):
    """A title alone says little, so None is no fault; the other language is."""
    items = labelled(half)
    told = [(understand(Posting(i["title"]), vocabulary).language, i["language"]) for i in items]
    wrong = sum(found not in (None, right) for found, right in told)
    assert wrong / len(items) < 0.04
    assert sum(found == right for found, right in told) / len(items) > 0.75
