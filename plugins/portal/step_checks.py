"""The rules that hold between the steps of a move: there is an order in which they can be taken."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from plugins.portal.facts import BEFOREHAND, Facts
from plugins.portal.loading import Loaded
from plugins.portal.moves import PHASES, Moment
from plugins.portal.problems import Problem
from plugins.portal.records import Step
from plugins.portal.sources import Key

Steps = dict[str, Facts]


def check_order_of_steps(loaded: Loaded) -> Iterator[Problem]:
    """No step has to wait for itself, nor for one that is taken later."""
    steps = {key[1]: facts for key, facts in loaded.made() if key[0] == Step.kind}
    rings = list(_rings(steps))
    for ring in rings:
        yield _problem(loaded, steps, ring[-1], ring[-2], _waits_for_itself(ring))
    for slug, facts in sorted(steps.items()):
        for earlier in _beforehand(facts):
            in_ring = any(slug in ring and earlier in ring for ring in rings)
            if earlier in steps and not in_ring:
                then, now = _moment(steps[earlier]), _moment(facts)
                if then > now:
                    yield _problem(loaded, steps, slug, earlier, _comes_later(earlier, then, now))


def _beforehand(facts: Facts) -> list[str]:
    return [*facts.references.get(BEFOREHAND, ())]


def _moment(facts: Facts) -> Moment:
    phase, days = facts.moment
    return phase, days


def _rings(steps: Steps) -> Iterator[list[str]]:
    """Slugs of which each has to be done before the next; the last is the first again."""
    before = {
        slug: [other for other in _beforehand(facts) if other in steps]
        for slug, facts in sorted(steps.items())
    }
    while True:
        try:
            TopologicalSorter(before).prepare()
        except CycleError as error:
            *ring, _ = error.args[1]
            start = ring.index(min(ring))
            ring = [*ring[start:], *ring[: start + 1]]
            yield ring
            before[ring[-1]].remove(ring[-2])
        else:
            return


def _waits_for_itself(ring: list[str]) -> str:
    first, *others = reversed(ring)
    needed = ", which needs ".join(f"'{slug}'" for slug in others)
    return f"'{first}' needs {needed}, so that none of them can be done; remove one from 'after'"


def _comes_later(earlier: str, then: Moment, now: Moment) -> str:
    if then[0] != now[0]:
        times = f"is a step of '{PHASES[then[0]]}', later than '{PHASES[now[0]]}'"
    else:
        times = f"is due on day {then[1]}, later than day {now[1]} on which this step is"
    return f"'{earlier}' {times}; change 'when' in one of the two files, or remove it from 'after'"


def _problem(loaded: Loaded, steps: Steps, slug: str, earlier: str, message: str) -> Problem:
    """A problem at the entry of ``after`` that names the step ``earlier``."""
    key: Key = (Step.kind, slug)
    position = _beforehand(steps[slug]).index(earlier)
    return loaded.problem_at(key, (BEFOREHAND, position), message)
