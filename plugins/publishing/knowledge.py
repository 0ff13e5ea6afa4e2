"""What this build knows from the one before, and which of it still holds."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from plugins.portal.cache import Cache
from plugins.portal.tracking import PLAN, Trace, Traces, Tracker
from plugins.publishing.notes import Notes


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The notes of the build before, as far as its code and settings were the same."""

    tracker: Tracker
    world: str
    notes: Notes
    holds: bool
    """Whether they were: otherwise nothing of what was made holds."""
    outdated: AbstractSet[str]
    """The results that do not hold any more, and the paths of pages that may be otherwise."""

    @classmethod
    def of(cls, tracker: Tracker, world: str, cache: Cache) -> "Knowledge":
        notes = Notes(cache)
        if not notes.exist or notes.said("world") != world:
            return cls(tracker, world, notes, holds=False, outdated=frozenset())
        outdated = tracker.outdated(notes.sources(), notes)
        return cls(tracker, world, notes, holds=True, outdated=outdated)

    @property
    def holds_plan(self) -> bool:
        """Whether there are the same pages."""
        return self.holds and PLAN not in self.outdated and self.notes.has_trace(PLAN)

    def news(self, made: Traces, pages: Iterable[str]) -> Traces:
        """What is to be remembered of what this build made, among it some pages that are new.

        What holds is known already. Other results are worth nothing but for what was made from them.
        """
        found = {name: (digest, made.names, reads) for name, digest, reads in made}
        own = self.tracker.traces
        news: dict[str, Trace] = {}
        waiting = [*pages, *self.outdated, PLAN]
        while waiting:
            name = waiting.pop()
            if name in news or not (name in found or name in own):
                continue
            if name in found:
                digest, names, reads = found[name]
                news[name] = Trace(digest, tuple(names[place] for place in reads))
            else:
                news[name] = own[name]
            waiting += (
                read
                for read in news[name].reads
                if read not in news and read not in self.tracker.sources
                if not self.notes.has_trace(read)
            )
        return Traces.of(news)
