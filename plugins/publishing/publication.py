"""One build's pages and files on their way into the output: only what changed is made."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment

from plugins.portal.page import Frame, Plan
from plugins.portal.traces import Traces
from plugins.publishing.files import PAGES, Files, Maker
from plugins.publishing.fingerprints import TEMPLATES, Fingerprints, changed_parts, digest_of
from plugins.publishing.knowledge import Knowledge
from plugins.publishing.notes import Learnt, Look, PageNote, coded
from plugins.publishing.pictures import Pictures
from plugins.publishing.plans import Plans
from plugins.publishing.staging import Stage
from plugins.publishing.stopwatch import Stopwatch
from plugins.publishing.writing import Writer, Written

WORTH_A_SPARE = 20_000
"""Files of which a build leaves a spare tree at once, while it writes its notes. Fewer are linked by the
next build while it reads."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that a build publishes, and all that is needed to make it."""

    plans: Plans
    known: Knowledge
    makers: Sequence[Maker]
    environments: Mapping[str, Environment]
    pictures: Pictures
    fingerprints: Fingerprints
    base: str
    compiled: Callable[[], None] = lambda: None
    """Waits for templates that other processes compile."""
    prepare: Callable[[], None] = lambda: None
    """Makes what most pages ask for, where many are made."""
    tell_placed: Callable[[], None] = lambda: None
    """Called when all is in its place, before what the next build wants to know is written down."""

    def publish(self, stage: Stage, watch: Stopwatch | None = None) -> "Outcome":
        """Make and render what changed, and put all in its place."""
        notes, watch = self.known.notes, watch or Stopwatch()
        looks = _Looks(self.fingerprints, self.pictures)
        is_known = self.known.holds and stage.is_known
        others: AbstractSet[str] = frozenset()
        if is_known:
            due, others = self._due(looks, stage)
        else:
            due = self.plans.some(self.plans.paths())
        gone = self._gone()
        if is_known:
            self.known.tracker.published = partial(_undamaged, stage)
        watch.lap("comparing")
        written = self._write(due, stage)
        if not self.known.holds:
            notes.begin([self._made_before(written.traces), *written.traces])
        watch.lap("pages")
        pages = {
            path: (note, looks.digest(due[path].frame, note))
            for path, note in written.pages.items()
        }
        before = notes.look_digests(due) if stage.is_known else {}
        reasons = {
            path: changed_parts(
                "" if path in stage.damaged else before.get(path, ""), look, is_other=path in others
            )
            for path, (_, look) in pages.items()
        }
        self._name_templates(reasons, written.pages)
        files = Files(self.plans, notes, stage, self._state(), is_known=is_known)
        if is_known:
            files.compare(due, others, written.pages, gone)
        made = [*self.makers, looks.pictures(self._shown(written.pages, gone, is_known=is_known))]
        files.make(made, written.pages, self.base)
        watch.lap("files")
        new = {**dict.fromkeys(due, ("", PAGES)), **files.written}
        gone |= files.gone
        if new or gone or not stage.is_there:
            stage.publish(new.keys(), gone - new.keys())
        self.tell_placed()
        if not stage.is_known and len(new) >= WORTH_A_SPARE:
            stage.leave_spare(new)
        watch.lap("placing")
        learnt = stage.learnt(new, gone) if stage.is_published else Learnt()
        self._learn(learnt, written, pages, before, reasons, files.made, stage.output)
        watch.lap("notes")
        number = len(self.plans.new) if self.plans.new is not None else notes.count(PAGES)
        return Outcome(number, len(due), written.changed, files.number, files.changed)

    def _due(self, looks: "_Looks", stage: Stage) -> tuple[dict[str, Plan], AbstractSet[str]]:
        """The pages that may be other ones than in the build before, and the paths of others.

        The first may look otherwise; others are new, damaged, or made from something else, too.
        """
        known, notes, former = self.known, self.known.notes, self.known.notes.looks()
        doubtful = {*known.outdated, *stage.damaged}
        if self.plans.new is None:
            frames = {plan.language: plan.frame for plan in self.plans.samples}
            stale = [
                n for n, look in former.items() if not looks.holds(frames[look.language], look)
            ]
            return self.plans.some(doubtful.union(notes.paths(stale))), doubtful
        keys = notes.keys()

        def stays(path: str, plan: Plan) -> bool:
            if path in doubtful or path not in keys:
                return False
            kind, key, number = keys[path]
            language = former[number].language
            return (kind, key, language) == (plan.kind, coded(plan.key), plan.language)

        others = {path for path, plan in self.plans.new.items() if not stays(path, plan)}
        due = {
            path: plan
            for path, plan in self.plans.new.items()
            if path in others or not looks.holds(plan.frame, former[keys[path][2]])
        }
        return due, others

    def _gone(self) -> set[str]:
        """The paths of pages that are not there any more."""
        new = self.plans.new
        return set() if new is None else self.known.notes.keys().keys() - new.keys()

    def _write(self, due: Mapping[str, Plan], stage: Stage) -> Written:
        if not due:
            return Written()
        writer = Writer(
            self.environments,
            self.pictures,
            self.known.tracker,
            stage,
            self.compiled,
            self.prepare,
        )
        return writer.write(due)

    def _made_before(self, pages: Sequence[Traces]) -> Traces:
        """What was made before pages, or for few of them, and is not told of with these."""
        told = {name for traces in pages for name in traces.result_names()}
        made = self.known.tracker.traces
        return Traces.of({name: trace for name, trace in made.items() if name not in told})

    def _state(self) -> str:
        """A digest of what files about all pages may depend on besides these."""
        frames = {self.fingerprints.frame(plan.frame) for plan in self.plans.samples}
        return digest_of(*(part.encode() for part in (self.fingerprints.shared, *sorted(frames))))

    def _shown(
        self, made: Mapping[str, PageNote], gone: Iterable[str], *, is_known: bool
    ) -> list[str]:
        """The pictures that pages show."""
        shown = {name for note in made.values() for name in note.pictures}
        if is_known:
            notes = self.known.notes
            left = Counter(notes.look_counts()) - Counter(notes.looks_of((*made, *gone)))
            looks = notes.looks()
            shown.update(name for number in left for name in looks[number].pictures)
        return sorted(shown)

    def _name_templates(
        self, reasons: Mapping[str, list[str]], pages: Mapping[str, PageNote]
    ) -> None:
        """Say which templates changed, where they are a reason and there were others before."""
        before = self.known.notes.said("templates", {})
        if not before:
            return
        now = self.fingerprints.template_digests
        changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        for path, parts in reasons.items():
            used = changed.intersection(self.fingerprints.templates_of(pages[path].template))
            if used and TEMPLATES in parts:
                parts[parts.index(TEMPLATES)] = f"{TEMPLATES} ({', '.join(sorted(used))})"

    def _learn(  # noqa: PLR0913, PLR0917 - each is something that was found out
        self,
        learnt: Learnt,
        written: Written,
        pages: Mapping[str, tuple[PageNote, str]],
        before: Mapping[str, str],
        reasons: Mapping[str, Sequence[str]],
        made: Mapping[str, str],
        output: str,
    ) -> None:
        """Remember what this build found out."""
        known, notes = self.known, self.known.notes
        said = {
            "output": output,
            "world": known.world,
            "templates": self.fingerprints.template_digests,
            "reasons": _by_reason(reasons),
            "made": made,
        }
        learnt.said |= {
            name: value
            for name, value in said.items()
            if not known.holds or notes.said(name) != value
        }
        learnt.sources = known.tracker.sources
        if not learnt.said and learnt.sources == notes.sources():
            return
        learnt.pages = pages
        learnt.values = known.tracker.kept
        if known.holds:
            is_planned = self.plans.new is not None  # another page may stand at the same path
            new = [path for path in pages if is_planned or path not in before]
            learnt.results = known.news(written.traces, new)
            learnt.forgotten = known.outdated | learnt.gone
        if self.plans.new is not None:
            learnt.order = [*self.plans.new]
        notes.learn(learnt)


def _undamaged(stage: Stage, path: str) -> bytes:
    """What is published at a path; nothing where it is not what was written there."""
    return b"" if path in stage.damaged else stage.published(path)


def _by_reason(reasons: Mapping[str, Sequence[str]]) -> list[list[list[str]]]:
    """Few reasons are those of many pages."""
    found: dict[tuple[str, ...], list[str]] = {}
    for path, parts in reasons.items():
        found.setdefault(tuple(parts), []).append(path)
    return [[list(parts), paths] for parts, paths in found.items()]


class _Looks:
    """The digests of looks, each of which is found once."""

    def __init__(self, fingerprints: Fingerprints, pictures: Pictures) -> None:
        self._fingerprints = fingerprints
        self._pictures = pictures
        self._picture = cache(pictures.digest)
        self._found: dict[tuple[int, str, tuple[str, ...]], str] = {}

    def digest(self, frame: Frame, of: PageNote | Look) -> str:
        key = id(frame), of.template, tuple(of.pictures)
        if key not in self._found:
            pictures = [*map(self._picture, of.pictures)]
            self._found[key] = self._fingerprints.look(frame, of.template, pictures)
        return self._found[key]

    def holds(self, frame: Frame, look: Look) -> bool:
        return self.digest(frame, look) == look.digest

    def pictures(self, shown: Sequence[str]) -> Maker:
        """What makes the files of some pictures."""
        digest = digest_of(*(f"{name} {self._picture(name)}".encode() for name in shown))
        return Maker("pictures", lambda _: self._pictures.files(shown), lambda *_: False, digest)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, in numbers of pages and of other files."""

    pages: int
    rendered: int
    changed: int
    files: int = 0
    changed_files: int = 0

    def __str__(self) -> str:
        return (
            f"{self.pages} pages ({self.rendered} rendered, {self.changed} changed), "
            f"{self.files} files ({self.changed_files} changed)"
        )
