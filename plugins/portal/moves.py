"""The steps of a move: when each is taken, in which order, and whom it concerns.

What is said here of whom a step fits is all that the page of one's own move knows of it too: its
script is given each step's situations as they are, and ``static/js/move-rules.js`` asks the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from plugins.portal.records import Citizenship, Companion, Phase, Purpose, Situation, Step, Timing

PHASE_DAYS: Mapping[Phase, tuple[int, int]] = {
    Phase.BEFORE_DECIDING: (-730, -1),
    Phase.BEFORE_MOVING: (-365, 0),
    Phase.ON_ARRIVAL: (0, 14),
    Phase.FIRST_MONTH: (0, 31),
    Phase.FIRST_HALF_YEAR: (0, 190),
}
"""The days, counted from the arrival, by which a step of a phase can be taken."""

PHASES = tuple(Phase)

Moment = tuple[int, int]
"""The position of the phase, and the day by which a step is taken: these come in their order."""


def moment_of(when: Timing) -> Moment:
    """A step without a day is one for the end of its phase."""
    days = PHASE_DAYS[when.phase][1] if when.days is None else when.days
    return PHASES.index(when.phase), days


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps of faultless content by their time, each after all that has to be done before it.

    Those of one time stand in the order of their slugs as far as they can.
    """
    by_slug = {step.slug: step for step in steps}
    sorter = TopologicalSorter(
        {slug: [s for s in step.after if s in by_slug] for slug, step in by_slug.items()}
    )
    sorter.prepare()
    ordered: list[Step] = []
    ready: list[tuple[Moment, str]] = []
    while sorter.is_active():
        ready += [(moment_of(by_slug[slug].when), slug) for slug in sorter.get_ready()]
        ready.sort()
        _, slug = ready.pop(0)
        ordered.append(by_slug[slug])
        sorter.done(slug)
    return tuple(ordered)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says of their move: None, or nothing, where they have not said it yet.

    ``companions`` are all who come along: nobody, where there are none.
    """

    citizenship: Citizenship | None = None
    purpose: Purpose | None = None
    companions: frozenset[Companion] | None = None
    municipality: str | None = None


def fits(who: Iterable[Situation], answers: Answers) -> bool:
    """Whether a step concerns somebody: what they have not said speaks against none."""
    situations = tuple(who)
    return not situations or any(_is_in(situation, answers) for situation in situations)


def _is_in(situation: Situation, answers: Answers) -> bool:
    said = (
        (situation.citizenship, _one(answers.citizenship)),
        (situation.purpose, _one(answers.purpose)),
        (situation.companions, answers.companions),
        (situation.municipalities, _one(answers.municipality)),
    )
    return all(
        not wanted or given is None or not given.isdisjoint(wanted) for wanted, given in said
    )


def _one(answer: str | None) -> frozenset[str] | None:
    return None if answer is None else frozenset({answer})
