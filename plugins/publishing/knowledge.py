"""What this build knows from the one before, and which of it still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from plugins.portal.cache import Cache
from plugins.portal.page import PageKey, Plan
from plugins.portal.tracking import PLAN, Traces, Tracker
from plugins.publishing.inventory import page_address
from plugins.publishing.notes import Notes, PageNote


class Planner(Protocol):
    """Plans pages, and knows how to make those that were planned in a build before."""

    tracker: Tracker

    @property
    def reading(self) -> str:
        """What was read for its pages, to be told."""

    @property
    def state(self) -> str:
        """What its pages depend on and do not say that they read."""

    def plan(self) -> Sequence[Plan]: ...

    def again(self, code: str, address: str, kind: str, key: PageKey) -> Plan: ...


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The notes of the build before, as far as its code and settings were the same."""

    tracker: Tracker
    world: str
    cache: Cache
    notes: Notes
    outdated: set[str]
    """The results that do not hold any more, and the paths of pages that may be otherwise."""

    @classmethod
    def of(cls, tracker: Tracker, world: str, cache: Cache) -> "Knowledge":
        notes = Notes.read(cache)
        if notes.world != world:
            notes = Notes(world, templates=notes.templates)
        outdated = tracker.outdated(notes.sources, notes.traces)
        return cls(tracker, world, cache, notes, outdated)

    @property
    def digests(self) -> Mapping[str, str]:
        """Of the results and pages of the build before."""
        return self.tracker.before

    def plans(self, planner: Planner, base: str) -> Sequence[Plan]:
        """All pages: as they were planned before, where nothing changes that."""
        if PLAN in self.digests and PLAN not in self.outdated:
            return [
                planner.again(note.language, page_address(path, base), note.kind, note.key)
                for path, note in self.notes.pages.items()
            ]
        return planner.plan()

    def learn(
        self,
        made: Traces,
        pages: Mapping[str, PageNote],
        reasons: Mapping[str, Sequence[str]],
        templates: Mapping[str, str],
    ) -> None:
        """Remember what this build found out."""
        is_known = reasons == self.notes.reasons and self.tracker.sources == self.notes.sources
        if not made.results and is_known:
            return
        gone = self.outdated | (self.notes.pages.keys() - pages.keys())
        own = Traces.of(self.tracker.traces)
        traces = self.notes.traces.updated(gone, own).updated(set(), made)
        sources = self.tracker.sources
        Notes(self.world, sources, traces, pages, reasons, templates).write(self.cache)
