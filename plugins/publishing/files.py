"""Files beside the pages: which of them are to be made again, and that each path is taken once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, cast

from plugins.portal.page import File, LateFile, LazyPage, Page, Plan
from plugins.portal.problems import raise_faults
from plugins.publishing.fingerprints import digest_of
from plugins.publishing.inventory import check_paths
from plugins.publishing.notes import Notes, PageNote
from plugins.publishing.plans import Plans
from plugins.publishing.staging import Stage

PAGES = "pages"
"""Who made the files of pages."""


Tells = Callable[[Page, Page, Callable[[str], bytes]], bool]
"""Whether files that tell of a page are others now, from what the page was and is, and from what is
published at some path. Of what it was, and as long as it can of what it is, it asks for facts only."""


class Maker(NamedTuple):
    """What makes files that are published beside the pages."""

    name: str
    make: Callable[[Sequence[Page]], Iterable[File | LateFile]]
    """Is given all pages."""
    tells: Tells | None = lambda *_: True
    """None where the files tell nothing of pages, and are made in every build."""
    state: str = ""
    """A digest of what they depend on besides pages, and all files do not."""
    is_last: bool = True
    """Whether they are not to be made again though no page changes."""


class Files:
    """The files of a build."""

    def __init__(
        self, plans: Plans, notes: Notes, stage: Stage, state: str, *, is_known: bool
    ) -> None:
        self._plans = plans
        self._stage = stage
        self._state = state
        self._notes = notes
        self._is_known = is_known
        self._former = notes.files_beside(PAGES)
        self._news: list[tuple[Page, Page]] = []
        """Pages with what was known of them before."""
        self._are_others = False
        self.made: dict[str, str] = {}
        """Maker → what its files were made for."""
        self.written: dict[str, tuple[str, str]] = {}
        """Path → digest and maker, of files that are written."""
        self.gone: set[str] = set()
        """The paths of those that are not there any more."""
        self.number = 0
        self.changed = 0

    def compare(
        self,
        due: Mapping[str, Plan],
        others: AbstractSet[str],
        pages: Mapping[str, PageNote],
        gone: Iterable[str],
    ) -> None:
        """Find out what is new of pages that were made again, and may be other ones or look so."""
        former = self._notes.pages(pages)
        self._are_others = bool(gone) or not former.keys() >= pages.keys()
        for path, page in pages.items():
            was = former.get(path)
            if was and (path in others or was.facts != page.facts):
                found = (LazyPage(due[path], facts) for facts in (was.facts, page.facts))
                self._news.append(cast("tuple[Page, Page]", (*found,)))

    def make(self, makers: Iterable[Maker], pages: Mapping[str, PageNote], base: str) -> None:
        """Make and write what is to be made again."""
        former = self._notes.said("made", {}) if self._is_known else {}
        stays: dict[str, None] = {}
        files: list[File] = []
        listed: Sequence[Page] | None = None
        for maker in makers:
            state = f"{self._state} {maker.state}"
            if former.get(maker.name) == state and self._holds(maker):
                self.made[maker.name] = state
                stays.update((p, None) for p, e in self._former.items() if e.maker == maker.name)
                continue
            self.made[maker.name] = state if maker.is_last else ""
            if listed is None and maker.tells:
                listed = cast("Sequence[Page]", self._plans.listed(pages))
            found = list(maker.make(listed or ()))
            for file in found:
                self._write(file, maker.name)
            files += (File(file.path, b"") for file in found)
        paths = [*stays, *(file.path for file in files)]
        self.gone = self._former.keys() - paths
        self.number = len(paths)
        self._check_paths([*(File(path, b"") for path in stays), *files], base)

    def _holds(self, maker: Maker) -> bool:
        """Whether the files of a maker would be those that are published."""
        if maker.tells is None or self._are_others:
            return False
        damaged = self._stage.damaged & self._former.keys()
        if any(self._former[path].maker == maker.name for path in damaged):
            return False
        return not any(maker.tells(*news, self._stage.published) for news in self._news)

    def _write(self, file: File | LateFile, maker: str) -> None:
        digest = file.digest if isinstance(file, LateFile) else digest_of(file.content)
        entry = self._former.get(file.path) if self._stage.is_known else None
        is_there = entry and (entry.digest, entry.maker) == (digest, maker)
        if not is_there or file.path in self._stage.damaged:
            self.written[file.path] = digest, maker
            content = file.make() if isinstance(file, LateFile) else file.content
            self.changed += self._stage.write(file.path, content)

    def _check_paths(self, files: Sequence[File], base: str) -> None:
        """Raise ContentFault where two need one path. Different ones that are published have their own."""
        paths = {file.path for file in files}
        is_new = self._are_others or not self._is_known or not paths <= self._former.keys()
        if is_new or len(paths) < len(files):
            # Where no page is new, only what is added beside them can be in their way.
            added = paths - self._former.keys()
            tops = None if self._are_others or not self._is_known else {*map(_top, added)}
            near = (path for path in self._plans.paths() if tops is None or _top(path) in tops)
            raise_faults(check_paths(self._plans.some(near).values(), files, base))


def _top(path: str) -> str:
    """The first part of a path, as systems compare it that do not tell letters by their case."""
    return path.partition("/")[0].casefold()
