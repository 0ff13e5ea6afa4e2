"""Which pages a build has."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from plugins.languages import Language
from plugins.portal.days import Span
from plugins.portal.page import LazyPage, PageKey, Plan
from plugins.portal.tracking import Tracker
from plugins.publishing.inventory import page_address, page_path
from plugins.publishing.notes import Notes, PageNote


class Planner(Protocol):
    """Plans pages, and knows how to make those that were planned in a build before."""

    tracker: Tracker

    @property
    def reading(self) -> str:
        """What was read for its pages, to be told."""

    @property
    def languages(self) -> Iterable[Language]:
        """Those of its pages."""

    @property
    def span(self) -> Span:
        """The days on which its pages are the same."""

    @property
    def state(self) -> str:
        """What its pages depend on and do not say that they read."""

    def plan(self) -> Sequence[Plan]: ...

    def again(self, code: str, address: str, kind: str, key: PageKey) -> Plan: ...

    def make_shared(self) -> None:
        """Make what most pages ask for, before several processes would each make it."""


class Plans(Protocol):
    """Pages by their paths, each of which can be made."""

    @property
    def new(self) -> Mapping[str, Plan] | None:
        """All of them, where they may be other ones than in the build before."""

    @property
    def samples(self) -> Sequence[Plan]:
        """One page of each kind in each language."""

    def paths(self) -> Iterable[str]:
        """Those of all pages."""

    def some(self, paths: Iterable[str]) -> dict[str, Plan]:
        """The pages among what stands at some paths."""

    def listed(self, made: Mapping[str, PageNote]) -> list[LazyPage]:
        """All pages with what is known of them, in their order. Some were made in this build."""


class NewPlans:
    """Pages that were planned anew."""

    def __init__(self, plans: Iterable[Plan], notes: Notes, base: str) -> None:
        self.new = {page_path(plan.address, base): plan for plan in plans}
        samples: dict[tuple[str, str], Plan] = {}
        for plan in self.new.values():
            samples.setdefault((plan.kind, plan.language), plan)
        self.samples = [*samples.values()]
        self._notes = notes

    def paths(self) -> Iterable[str]:
        return self.new.keys()

    def some(self, paths: Iterable[str]) -> dict[str, Plan]:
        return {path: self.new[path] for path in paths}

    def listed(self, made: Mapping[str, PageNote]) -> list[LazyPage]:
        known = self._notes.pages() if len(made) < len(self.new) else {}
        return [
            LazyPage(plan, (made[path] if path in made else known[path]).facts)
            for path, plan in self.new.items()
        ]


class FormerPlans:
    """The pages of the build before. What was true of all of them then is true now."""

    new = None

    def __init__(self, planner: Planner, notes: Notes, base: str) -> None:
        self._planner = planner
        self._notes = notes
        self._base = base
        self.samples = [*self.some(notes.samples()).values()]

    def paths(self) -> Iterable[str]:
        return self._notes.keys().keys()

    def some(self, paths: Iterable[str]) -> dict[str, Plan]:
        return {path: self._again(path, note) for path, note in self._notes.pages(paths).items()}

    def listed(self, made: Mapping[str, PageNote]) -> list[LazyPage]:
        return [
            LazyPage(self._again(path, note), (made.get(path) or note).facts)
            for path, note in self._notes.pages().items()
        ]

    def _again(self, path: str, note: PageNote) -> Plan:
        address = page_address(path, self._base)
        return self._planner.again(note.language, address, note.kind, note.key)
