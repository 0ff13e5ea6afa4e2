"""What this build knows from the one before, and which of it still holds."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from plugins.portal.cache import Cache
from plugins.portal.traces import ResultTrace, Trace, Traces
from plugins.portal.tracking import PLAN, Tracker
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
        return self.holds and PLAN not in self.outdated and PLAN in self.notes.traced([PLAN])

    def news(self, parts: Iterable[Traces], pages: Iterable[str]) -> Traces:
        """What is to be remembered of what this build made, among it some pages that are new.

        What holds is known already. Other results are worth nothing but for what was made from them.
        """
        found = {
            part.names[result]: (digest, part.names, reads)
            for part in parts
            for result, digest, reads in part
        }
        own = self.tracker.traces
        news: dict[str, Trace | ResultTrace] = {}
        waiting = {*pages, *self.outdated, PLAN}
        while waiting:
            read: set[str] = set()
            for name in waiting:
                if name in found:
                    digest, names, reads = found[name]
                    news[name] = Trace(digest, tuple(names[place] for place in reads))
                elif name in own:
                    news[name] = own[name]
                else:
                    continue
                read.update(news[name].reads)
            read -= news.keys() | self.tracker.sources.keys()
            waiting = read - self.notes.traced(read).keys()
        return Traces.of(news)
