"""One build's pages and files on their way into the output: only what changed is made."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from jinja2 import Environment

from plugins.portal.cache import Cache
from plugins.portal.page import File, LazyPage, Page, Plan
from plugins.portal.problems import raise_faults
from plugins.portal.tracking import Traces
from plugins.publishing.fingerprints import TEMPLATES, Fingerprints, changed_parts, digest_of
from plugins.publishing.inventory import check_paths
from plugins.publishing.knowledge import Knowledge
from plugins.publishing.notes import PageNote
from plugins.publishing.pictures import Pictures
from plugins.publishing.staging import Stage
from plugins.publishing.stopwatch import Stopwatch
from plugins.publishing.writing import Writer

CACHE = Path(".cache/publishing")


def output_cache(root: Path, output: Path) -> Cache:
    """What is remembered of an output folder, by the project in ``root``."""
    return Cache(root / CACHE / digest_of(os.fsencode(output.resolve())))


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that a build publishes, and all that is needed to make it."""

    plans: Mapping[str, Plan]
    """By the paths of the pages."""
    known: Knowledge
    make_files: Callable[[Sequence[Page]], Iterable[File]]
    """Makes what is published besides, from all pages."""
    environments: Mapping[str, Environment]
    pictures: Pictures
    fingerprints: Fingerprints
    base: str
    cache: Cache
    is_late: bool = False
    """Whether files are other ones now, though no page is."""

    def publish(self, stage: Stage, watch: Stopwatch | None = None) -> "Outcome":
        """Make and render what changed, and put all in its place."""
        known, watch = self.known, watch or Stopwatch()
        kept = {
            path: note
            for path, note in known.notes.pages.items()
            if path in self.plans and path not in known.outdated
        }
        digests = {
            path: self._digest(path, note, known.digests[path]) for path, note in kept.items()
        }
        due = [p for p in self.plans if p not in kept or stage.digest(p) != digests[p]]
        writer = Writer(self.environments, self.pictures, known.tracker, stage)
        watch.lap("comparing")
        if not due and self._are_all(kept, stage):
            known.learn(Traces(), kept, {}, self.fingerprints.template_digests)
            return Outcome(len(kept), 0, 0, len(stage.digests) - len(kept))
        written = writer.write({path: self.plans[path] for path in due})
        watch.lap("pages")
        pages = {path: written.pages.get(path) or kept[path] for path in self.plans}
        for path in due:
            digests[path] = self._digest(path, pages[path], written.digests[path])
        reasons = {path: changed_parts(stage.digest(path), digests[path]) for path in due}
        self._name_templates(reasons, pages, known.notes.templates)
        outcome = Outcome(len(pages), len(due), written.changed)
        listed = [LazyPage(plan, pages[path].facts) for path, plan in self.plans.items()]
        files = list(self.make_files(cast("Sequence[Page]", listed)))
        self._check_paths(files, stage)
        shown = sorted({name for note in pages.values() for name in note.pictures})
        for made in (files, self.pictures.files(shown)):
            outcome = outcome.with_files(*self._write_files(made, digests, stage))
        watch.lap("files")
        stage.publish(digests, self.cache)
        watch.lap("placing")
        known.learn(written.traces, pages, reasons, self.fingerprints.template_digests)
        watch.lap("notes")
        return outcome

    def _are_all(self, kept: Mapping[str, PageNote], stage: Stage) -> bool:
        """Whether all that is published are these pages, and files that are made from them."""
        is_whole = all(stage.digests.values()) and kept.keys() == self.known.notes.pages.keys()
        return is_whole and not self.is_late

    def _digest(self, path: str, note: PageNote, own: str) -> str:
        pictures = [self.pictures.digest(name) for name in note.pictures]
        return self.fingerprints.of(self.plans[path].frame, note.template, own, pictures)

    def _check_paths(self, files: Iterable[File], stage: Stage) -> None:
        """Raise ContentFault where two need one path. Different ones that are published have their own."""
        paths = [*self.plans, *(file.path for file in files)]
        if len(set(paths)) < len(paths) or not all(map(stage.digest, paths)):
            raise_faults(check_paths(self.plans.values(), files, self.base))

    def _name_templates(
        self,
        reasons: Mapping[str, list[str]],
        pages: Mapping[str, PageNote],
        before: Mapping[str, str],
    ) -> None:
        """Say which templates changed, where they are a reason and there were others before."""
        if not before:
            return
        now = self.fingerprints.template_digests
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        for path, parts in reasons.items():
            used = changed.intersection(self.fingerprints.templates_of(pages[path].template))
            if used and TEMPLATES in parts:
                parts[parts.index(TEMPLATES)] = f"{TEMPLATES} ({', '.join(sorted(used))})"

    def _write_files(
        self, files: Iterable[File], digests: dict[str, str], stage: Stage
    ) -> tuple[int, int]:
        """Write files, one at a time: pictures can be many. How many there are, and are new."""
        number = changed = 0
        for file in files:
            number += 1
            digest = digest_of(file.content)
            digests[file.path] = digest
            if stage.changed({file.path: digest}):
                changed += stage.write(file.path, file.content)
        return number, changed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, in numbers of pages and of other files."""

    pages: int
    rendered: int
    changed: int
    files: int = 0
    changed_files: int = 0

    def with_files(self, number: int, changed: int) -> "Outcome":
        return Outcome(
            self.pages,
            self.rendered,
            self.changed,
            self.files + number,
            self.changed_files + changed,
        )

    def __str__(self) -> str:
        return (
            f"{self.pages} pages ({self.rendered} rendered, {self.changed} changed), "
            f"{self.files} files ({self.changed_files} changed)"
        )
