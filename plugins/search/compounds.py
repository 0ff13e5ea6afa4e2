"""Parts of compound words: languages such as Danish write "vindmølletekniker" as one word."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

SHORTEST_LEFT = 3
SHORTEST_RIGHT = 4
"""Letters of a part; shorter ones are endings more often than words."""

LINKS = ("", "s", "e")
"""What may stand between two parts."""

ENDINGS = ("r", "n", "t", "en", "er", "et")
"""With one of them a first part may stand in texts: "skolelærer" where they only have "skoler"."""

DEEPEST = 2
"""How often parts are split again: "vindmølle-tekniker", then "vind-mølle"."""


@dataclass(frozen=True)
class Compounds:
    """Splits words into parts that the same collection of texts uses on their own."""

    firsts: frozenset[str]
    """What may stand before another part."""
    stems: frozenset[str]
    """Of what may stand last."""
    stem: Callable[[str], str]
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self, word: str, depth: int = DEEPEST) -> tuple[str, ...]:
        """The parts of a folded word, those of parts included; none where it is no compound."""
        if depth == DEEPEST and word in self._parts:
            return self._parts[word]
        found = self._split(word)
        if depth > 1:
            deeper = (part for whole in found for part in self.parts(whole, depth - 1))
            found = tuple(dict.fromkeys((*found, *deeper)))
        if depth == DEEPEST:
            self._parts[word] = found
        return found

    def _split(self, word: str) -> tuple[str, ...]:
        """The split with the longest last part, which says what the thing is."""
        for at in range(SHORTEST_LEFT, len(word) - SHORTEST_RIGHT + 1):
            left, right = word[:at], word[at:]
            cuts = (left.removesuffix(link) for link in LINKS if left.endswith(link))
            part = next((part for part in cuts if part in self.firsts), None)
            if part and self.stem(right) in self.stems:
                return part, right
        return ()


def make_compounds(
    vocabulary: Mapping[str, int], stem: Callable[[str], str], least: int
) -> Compounds:
    """From the number of documents of each word; rarer words than ``least`` are no parts."""
    words: Iterable[str] = (w for w, number in vocabulary.items() if number >= least)
    known = frozenset(word for word in words if len(word) >= SHORTEST_LEFT and word.isalpha())
    firsts = known | {
        word.removesuffix(ending)
        for word in known
        for ending in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) > SHORTEST_LEFT
    }
    stems = frozenset(stem(word) for word in known if len(word) >= SHORTEST_RIGHT)
    return Compounds(firsts, stems, stem)
