"""What seeks the same competences at which place: many are compared at once, as bits of numbers."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property


class Places:
    """The jobs or companies of each place by slug, and a bit for each that seeks a competence."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)

    def add(self, place: str, slug: str, competences: tuple[str, ...]) -> None:
        self._found[place].append((slug, competences))

    @cached_property
    def slugs(self) -> Mapping[str, Sequence[str]]:
        """Place → what is there, in order."""
        return {place: sorted(slug for slug, _ in found) for place, found in self._found.items()}

    @cached_property
    def _bits(self) -> tuple[Mapping[tuple[str, str], int], Mapping[tuple[str, str], int]]:
        """Place and competence → who seeks it there; place and company → what is of it there."""
        seekers: dict[tuple[str, str], int] = defaultdict(int)
        owners: dict[tuple[str, str], int] = defaultdict(int)
        for place, found in self._found.items():
            for position, (slug, competences) in enumerate(sorted(found)):
                owners[place, company_of(slug)] |= 1 << position
                for competence in competences:
                    seekers[place, competence] |= 1 << position
        return dict(seekers), dict(owners)

    def like(
        self, own: str, competences: Sequence[str], nearest: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        """Place and slug of what shares most, then of what is nearest, at other companies than one's own.

        Of each company there is one at a place. What is alike otherwise is taken from one's own slug on,
        and then from the first: so each is shown by about as many others, and a new one changes what
        few others show.
        """
        seekers, owners = self._bits
        most = len(competences)
        for shared in (range(most, 1, -1), range(min(most, 1), 0, -1)):
            for place in nearest if shared else ():
                sought = [seekers.get((place, competence), 0) for competence in competences]
                slugs = self.slugs[place]
                start = bisect(slugs, own)
                for bits in sharing(sought, shared):
                    bits &= ~owners.get((place, company_of(own)), 0)  # noqa: PLW2901
                    while bits:
                        slug = slugs[_first_from(start, bits)]
                        yield place, slug
                        bits &= ~owners[place, company_of(slug)]  # noqa: PLW2901


def company_of(slug: str) -> str:
    """That of a job, or the company itself."""
    return slug.partition("/")[0]


def _first_from(start: int, bits: int) -> int:
    """The first position of a bit that is set from one on, or else from the beginning."""
    after = bits >> start
    found = after or bits
    return (start if after else 0) + (found & -found).bit_length() - 1


def positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def sharing(sought: Sequence[int], numbers: Iterable[int]) -> Iterator[int]:
    """The companies of a place that share so many competences, in that order: a bit for each.

    ``sought`` says for each competence who seeks it there, a bit for each company.
    """
    # Those that share one or more, two or more, and so on; the first and last stay empty.
    at_least = [0] * (len(sought) + 2)
    for done, seekers in enumerate(sought, start=1):
        for number in range(done, 1, -1):
            at_least[number] |= at_least[number - 1] & seekers
        at_least[1] |= seekers
    for number in numbers:
        yield at_least[number] & ~at_least[number + 1]
