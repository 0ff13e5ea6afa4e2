"""Pages into a stage, by as many processes as there are processors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from multiprocessing import parent_process
from sys import intern
from time import monotonic

from jinja2 import Environment

from plugins.portal.page import PageFacts, Plan
from plugins.portal.parallel import in_parallel, shares
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.tracking import Trace, Traces, Tracker
from plugins.publishing.notes import PageNote
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import render_page
from plugins.publishing.staging import Stage

EVERY = 5.0
"""Seconds between two words about how far a long build is."""


class Progress:
    """Tells now and then how many of some pages are made. Only the first process speaks.

    All have as much to do, so that a part of its own is the same part of all.
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
            print(f"Making pages: {self._made / self._pages:.0%}", flush=True)


WORTH_SHARING = 200
"""Pages that take longer than another process takes to start, and to find out what they share."""


@dataclass(slots=True)
class Written:
    """What became of some pages."""

    changed: int = 0
    """Pages that are other than the published ones."""
    pages: dict[str, PageNote] = field(default_factory=dict)
    """Path of a page → what is known of it now."""
    digests: dict[str, str] = field(default_factory=dict)
    """Path of a page → the digest of what it was made from."""
    traces: Traces = field(default_factory=Traces)
    """Of the pages by their paths, and of what was made once for many of them."""
    faults: dict[tuple[str, int], Problem] = field(default_factory=dict)
    """The first fault of each line of a template: one fails on many pages."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes pages and writes them, each process those of as few languages as possible.

    It compiles their templates.
    """

    environments: Mapping[str, Environment]
    pictures: Pictures
    tracker: Tracker
    stage: Stage

    def write(self, plans: Mapping[str, Plan]) -> Written:
        """Make, render and write pages by their paths.

        Raises ContentFault with the faults of all templates.
        """
        places = {code: place for place, code in enumerate(self.environments)}
        ordered = sorted(plans.items(), key=lambda item: places[item[1].language])
        parts_of = shares(ordered) if len(ordered) >= WORTH_SHARING else [ordered]
        parts = in_parallel([partial(self._write, share) for share in parts_of])
        if faults := {at: found for part in reversed(parts) for at, found in part.faults.items()}:
            raise ContentFault(faults.values())
        return Written(
            sum(part.changed for part in parts),
            {path: note for part in parts for path, note in part.pages.items()},
            {path: digest for part in parts for path, digest in part.digests.items()},
            reduce(lambda traces, part: traces.updated(set(), part.traces), parts, Traces()),
        )

    def _write(self, plans: Sequence[tuple[str, Plan]]) -> Written:
        written = Written()
        self.pictures.asked_since()
        progress = Progress(len(plans))
        known = set(self.tracker.traces)
        traces: dict[str, Trace] = {}
        for path, plan in plans:
            progress.step()
            try:
                note, trace, is_changed = self._write_page(path, plan)
            except ContentFault as fault:
                for problem in fault.problems:
                    written.faults.setdefault((problem.path, problem.line), problem)
            else:
                written.pages[path] = note
                written.digests[path] = trace.digest
                traces[path] = trace
                written.changed += is_changed
        made = self.tracker.traces.keys() - known
        traces.update((name, self.tracker.traces[name]) for name in made)
        written.traces = Traces.of(traces)
        return written

    def _write_page(self, path: str, plan: Plan) -> tuple[PageNote, Trace, bool]:
        with self.tracker.tracing() as reads:
            page = plan.make()
            content = render_page(self.environments[plan.language], page)
        is_changed = self.stage.write(path, content)
        names = tuple(sorted(map(intern, reads)))
        trace = Trace(self.tracker.digest_of_reads(names), names)
        shown = self.pictures.asked_since()
        facts = PageFacts.of(page)
        note = PageNote(plan.kind, plan.language, plan.key, page.template, shown, facts)
        return note, trace, is_changed
