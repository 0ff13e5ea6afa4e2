"""Pages into a stage, by as many processes as there are processors."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import parent_process
from time import monotonic
from types import MappingProxyType
from typing import Any, TypeAlias

from jinja2 import Environment

from plugins.portal.page import Page, PageFacts, PageKey, Plan
from plugins.portal.parallel import processors, share_out
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.traces import TraceLog, Traces
from plugins.portal.tracking import Tracker
from plugins.publishing.notes import PageNote
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import render_page
from plugins.publishing.staging import Stage

EVERY = 5.0
"""Seconds between two words about how far a long build is."""


class Progress:
    """Tells now and then how many of some pages are made. Only the first process speaks.

    All have about as much to do, so that a part of its own is the same part of all.
    """

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._made = 0
        self._speaks = parent_process() is None
        self._next = monotonic() + EVERY

    def step(self) -> None:
        self._made += 1
        if self._speaks and monotonic() > self._next:
            self._next = monotonic() + EVERY
            print(f"Making pages: {min(self._made / self._pages, 0.99):.0%}", flush=True)


WORTH_SHARING = 200
"""Pages that take longer than another process takes to start, and to find out what they share."""


Faults: TypeAlias = dict[tuple[str, int], tuple[int, Problem]]
"""The first fault of each line of a template, with the page's place in order: one fails on many."""


@dataclass(slots=True)
class Written:
    """What became of some pages."""

    changed: int = 0
    """Pages that are other than the published ones."""
    pages: dict[str, PageNote] = field(default_factory=dict)
    """Path of a page → what is known of it now."""
    traces: Sequence[Traces] = ()
    """Those of each process: of the pages by their paths, and of what was made for many of them."""
    faults: Faults = field(default_factory=dict)

    def __getstate__(self) -> tuple[Any, ...]:
        """What travels between processes: thousands of plain tuples take half the time of records."""
        pages = {path: (*note[:-1], tuple(note.facts)) for path, note in self.pages.items()}
        return self.changed, pages, self.traces, self.faults

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.changed, pages, self.traces, self.faults = state
        self.pages = {
            path: PageNote._make((*about, PageFacts._make(facts)))
            for path, (*about, facts) in pages.items()
        }


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes pages and writes them."""

    environments: Mapping[str, Environment]
    pictures: Pictures
    tracker: Tracker
    stage: Stage
    compiled: Callable[[], None] = lambda: None
    """Waits for templates that other processes compile."""
    prepare: Callable[[], None] = lambda: None
    """Makes what most pages ask for, so that it is made once."""

    def write(self, plans: Mapping[str, Plan]) -> Written:
        """Make, render and write pages by their paths.

        Raises ContentFault with the faults of all templates.
        """
        ordered = list(enumerate(in_order(plans, list(self.environments))))
        if len(ordered) < WORTH_SHARING:
            made = {path: self._make(plan) for _, (path, plan) in ordered}
            self.compiled()
            parts = [self._write(len(ordered), ordered, made)]
        else:
            self.prepare()
            self.compiled()
            parts = share_out(partial(self._write, len(ordered) // processors()), ordered)
        faults: Faults = {}
        for part in parts:
            for place, problem in part.faults.values():
                _tell(faults, place, problem)
        if faults:
            raise ContentFault(problem for _, problem in faults.values())
        return Written(
            sum(part.changed for part in parts),
            {path: note for part in parts for path, note in part.pages.items()},
            [traces for part in parts for traces in part.traces],
        )

    def _write(
        self,
        number: int,
        plans: Iterable[tuple[int, tuple[str, Plan]]],
        made: Mapping[str, "Made"] = MappingProxyType({}),
    ) -> Written:
        """Write the pages of some plans, and make those that are not ``made``."""
        written = Written()
        self.pictures.asked_since()
        progress = Progress(number)
        known = set(self.tracker.traces)
        log = TraceLog()
        for place, (path, plan) in plans:
            progress.step()
            try:
                page = made[path] if path in made else self._make(plan)
                note, reads, is_changed = self._write_page(path, plan, page)
            except ContentFault as fault:
                for problem in fault.problems:
                    _tell(written.faults, place, problem)
            else:
                written.pages[path] = note
                # No page is made from another: its digest would be compared with nothing.
                log.add(path, "", reads)
                written.changed += is_changed
        for name, trace in self.tracker.traces.items():
            if name not in known:
                log.add(name, trace.digest, trace.reads)
        written.traces = [log.traces()]
        return written

    def _make(self, plan: Plan) -> "Made":
        with self.tracker.tracing() as reads:
            return plan.make(), reads

    def _write_page(self, path: str, plan: Plan, made: "Made") -> tuple[PageNote, set[str], bool]:
        page, reads = made
        with self.tracker.tracing() as late:
            content = render_page(self.environments[plan.language], page)
        is_changed = self.stage.write(path, content)
        shown = self.pictures.asked_since()
        facts = PageFacts.of(page)
        note = PageNote(plan.kind, plan.language, plan.key, page.template, shown, facts)
        return note, reads | late, is_changed


Made: TypeAlias = tuple[Page, set[str]]
"""A page, and the names of all that was read for it."""


def _tell(faults: Faults, place: int, problem: Problem) -> None:
    at = problem.path, problem.line
    faults[at] = min(faults.get(at, (place, problem)), (place, problem))


def in_order(plans: Mapping[str, Plan], languages: Sequence[str]) -> list[tuple[str, Plan]]:
    """Pages as processes best take them: neighbours are mostly made by the same one.

    Those of one language stand together, since they share what is made for it. In the middle stand
    those that say the same in all languages, side by side.
    """
    places = {code: place for place, code in enumerate(languages)}
    middle = (len(languages) - 1) / 2
    positions: dict[PageKey, int] = {}

    def place(item: tuple[str, Plan]) -> tuple[float, int]:
        plan = item[1]
        if plan.says_the_same:
            return middle, positions.setdefault(plan.key, len(positions))
        return places[plan.language], 0

    return sorted(plans.items(), key=place)
