"""Which files the editors' folders hold: what is to be read, and what cannot be."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from plugins.portal.fields import slugify
from plugins.portal.problems import Problem, allowed
from plugins.portal.records import (
    GROUP,
    RECORDS,
    Ambassador,
    Article,
    Brochure,
    Campaign,
    Cluster,
    Company,
    Competence,
    Event,
    Guide,
    Job,
    Material,
    MentorProgramme,
    Municipality,
    Narrative,
    Network,
    Pathway,
    PlainPage,
    Record,
    Step,
    Story,
    TaxYear,
)
from plugins.portal.sources import IMPORTED, WRITTEN, File, Source, good_name

FOLDERS: Mapping[str, type[Record]] = {
    "municipalities": Municipality,
    "clusters": Cluster,
    "moves": Step,
    "guides": Guide,
    "stories": Story,
    "pages": PlainPage,
    "tax": TaxYear,
    "events": Event,
    "networks": Network,
    "mentors": MentorProgramme,
    "pathways": Pathway,
    "toolkit": Material,
    "ambassadors": Ambassador,
    "brochures": Brochure,
    "campaigns": Campaign,
}
JOBS_FOLDER = "jobs"
COMPETENCES_FILE = "competences.yaml"
GROUPS_FILE = "competence_groups.yaml"
NARRATIVE_FILE = "narrative.yaml"
MEDIA_FOLDER = "media"
FILES = frozenset({COMPETENCES_FILE, GROUPS_FILE, NARRATIVE_FILE})


@dataclass(slots=True)
class Found:
    """All sources below two folders. Paths in problems are relative to ``root``.

    ``named`` holds the kind and slug of everything that has a file of its own, and ``unread`` the
    kinds of which nothing can be read.
    """

    root: Path
    sources: list[Source] = field(default_factory=list)
    named: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def find_sources(root: Path, companies: Path, content: Path) -> Found:
    """Look for every file below the two folders."""
    finder = _Finder(Found(root))
    finder.find(companies, content)
    return finder.found


@dataclass(frozen=True, slots=True)
class _Finder:
    found: Found

    def find(self, companies: Path, content: Path) -> None:
        self.find_records(companies, Company)
        expected = {*FOLDERS, *FILES, JOBS_FOLDER, MEDIA_FOLDER}
        for path, _ in self.entries(content):
            model = FOLDERS.get(path.name)
            if path.is_symlink() and path.is_dir():
                self.problem(path, "is a symbolic link; put the folder itself here")
                self.found.unread |= {model.kind} if model else set()
            elif model:
                self.find_records(path, model)
            elif path.name == JOBS_FOLDER:
                self.find_jobs(path)
            elif path.name == NARRATIVE_FILE:
                self.add(Narrative.kind, path)
            elif path.name not in expected:
                message = f"nothing reads '{path.name}' here; {allowed(path.name, expected)}"
                self.problem(path, message)
        if content.is_dir():
            self.add(GROUP, content / GROUPS_FILE)
            self.add(Competence.kind, content / COMPETENCES_FILE)
        else:
            self.found.unread |= {*RECORDS, GROUP}

    def entries(self, folder: Path) -> Iterator[tuple[Path, bool]]:
        """What is in a folder, in a fixed order, and whether it is one itself; no hidden files."""
        if not folder.is_dir():
            message = "must be a folder" if folder.exists() else "there is no such folder"
            self.problem(folder, message)
            return
        try:
            # The system tells of all at once what it would be asked of each.
            with os.scandir(folder) as entries:
                folders = {entry.name for entry in entries if entry.is_dir()}
            paths = sorted(folder.iterdir(), key=attrgetter("name"))
        except OSError as error:
            self.problem(folder, f"cannot be read: {error.strerror}")
            return
        for path in paths:
            if not path.name.startswith("."):
                yield path, path.name in folders

    def find_records(self, folder: Path, model: type[Record]) -> None:
        suffix = ".md" if issubclass(model, Article) else ".yaml"
        shown = self.name(folder)
        for path, is_folder in self.entries(folder):
            self.found.named.add((model.kind, slugify(path.name.partition(".")[0])))
            if is_folder:
                self.problem(
                    path, f"is a folder; files ending in {suffix} stand in {folder.name}/ itself"
                )
            elif path.suffix != suffix:
                self.problem(
                    path, f"is not a file that is read here; its name must end in {suffix}"
                )
            else:
                file = File(path, f"{shown}/{path.name}")
                self.found.sources.append(Source(model.kind, (file,)))

    def find_jobs(self, folder: Path) -> None:
        """The jobs of each company: those that editors wrote, and those that were imported."""
        files: dict[str, list[File]] = defaultdict(list)
        shown = self.name(folder)
        companies = {name for kind, name in self.found.named if kind == Company.kind}
        for path, is_folder in self.entries(folder):
            if is_folder:
                self.problem(path, f"is a folder; files of jobs stand in {folder.name}/ itself")
            elif path.suffix not in (WRITTEN, IMPORTED):
                message = f"must end in {WRITTEN}, or in {IMPORTED} where a program wrote it"
                self.problem(path, f"is not a file that is read here; its name {message}")
            elif good_name(
                file := File(path, f"{shown}/{path.name}"), path.stem, self.found.problems
            ):
                files[path.stem].append(file)
                if companies and path.stem not in companies:
                    message = f"there is no company '{path.stem}' to have these jobs"
                    self.problem(path, f"{message}; {allowed(path.stem, companies)}")
        self.found.sources += (Source(Job.kind, tuple(some)) for some in files.values())

    def add(self, kind: str, path: Path) -> None:
        self.found.sources.append(Source(kind, (File(path, self.name(path)),)))

    def name(self, path: Path) -> str:
        root = self.found.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name

    def problem(self, path: Path, message: str) -> None:
        self.found.problems.append(Problem(self.name(path), 1, message))
