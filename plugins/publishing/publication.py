"""One build's pages and files on their way into the output: only what changed is made."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment

from plugins.portal.cache import Cache
from plugins.portal.page import File, Page
from plugins.publishing.fingerprints import TEMPLATES, Fingerprints, changed_parts, digest_of
from plugins.publishing.inventory import page_path
from plugins.publishing.pictures import Pictures
from plugins.publishing.staging import Stage
from plugins.publishing.writing import write_pages

CACHE = Path(".cache/publishing")
NOTES = "notes.json"
"""What a build remembers for the next one, and for who asks why."""


def output_cache(root: Path, output: Path) -> Cache:
    """What is remembered of an output folder, by the project in ``root``."""
    return Cache(root / CACHE / digest_of(os.fsencode(output.resolve())))


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that a build publishes, and all that is needed to make it."""

    pages: Sequence[Page]
    files: Sequence[File]
    environments: Mapping[str, Environment]
    pictures: Pictures
    fingerprints: Fingerprints
    base: str
    cache: Cache

    def publish(self, stage: Stage) -> "Outcome":
        """Render and write what changed, and put all in its place."""
        notes = Notes.read(self.cache)
        pages = {page_path(page.address, self.base): page for page in self.pages}
        digests = {path: self._digest(page, notes.shown(path)) for path, page in pages.items()}
        changed = stage.changed(digests)
        reasons = {path: changed_parts(stage.digest(path), digests[path]) for path in changed}
        self._name_templates(reasons, pages, notes.templates)
        written = write_pages(
            {path: pages[path] for path in changed}, self.environments, self.pictures, stage
        )
        kept = {path: notes.shown(path) for path in pages.keys() - reasons.keys()}
        shown = {path: names for path, names in {**kept, **written.pictures}.items() if names}
        for path in changed:
            digests[path] = self._digest(pages[path], shown.get(path, ()))
        outcome = Outcome(len(pages), len(changed), written.changed)
        pictures = self.pictures.files(sorted({n for names in shown.values() for n in names}))
        for files in (self.files, pictures):
            outcome = outcome.with_files(*self._write_files(files, digests, stage))
        stage.publish(digests, self.cache)
        Notes(shown, reasons, self.fingerprints.template_digests).write(self.cache)
        return outcome

    def _digest(self, page: Page, pictures: Iterable[str]) -> str:
        return self.fingerprints.of(page, map(self.pictures.digest, pictures))

    def _name_templates(
        self,
        reasons: Mapping[str, list[str]],
        pages: Mapping[str, Page],
        before: Mapping[str, str],
    ) -> None:
        """Say which templates changed, where they are a reason and there were others before."""
        if not before:
            return
        now = self.fingerprints.template_digests
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        for path, parts in reasons.items():
            used = changed.intersection(self.fingerprints.templates_of(pages[path]))
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


@dataclass(frozen=True, slots=True)
class Notes:
    """What was learnt while rendering."""

    pictures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page → the pictures that it shows, by the names that templates use."""
    reasons: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Path of a page that the last build rendered → what had changed."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Template → its digest."""

    def shown(self, path: str) -> Sequence[str]:
        return self.pictures.get(path, ())

    @classmethod
    def read(cls, cache: Cache) -> "Notes":
        kept: dict[str, Any] = json.loads(cache.get(NOTES) or b"{}")
        return cls(**kept)

    def write(self, cache: Cache) -> None:
        kept = {
            "pictures": dict(self.pictures),
            "reasons": dict(self.reasons),
            "templates": dict(self.templates),
        }
        cache.put(NOTES, json.dumps(kept, separators=(",", ":")).encode())
