"""The files of an import: jobs, which are content, and what hosts said for the next import."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path

from plugins.portal.folders import JOBS_FOLDER
from plugins.portal.reading import MAX_WRITTEN_BY_PROGRAMS, UnreadableFile, read_yaml_list
from plugins.portal.sources import IMPORTED, WRITTEN
from plugins.vacancies.faults import SourceFault
from plugins.vacancies.jobs import JobData
from plugins.vacancies.merging import GONE
from plugins.vacancies.web import Validator

PART = ".part"


class JobFiles:
    """``content/jobs``. Every file in it is whole at any moment, the old one or the new one."""

    def __init__(self, content: Path) -> None:
        self.folder = content / JOBS_FOLDER

    def read(self, company: str) -> dict[str, JobData]:
        """The jobs of the last import by id; none where there was none, or its file is broken."""
        found = self._entries(company, ("id", "title", "posted"))
        return {job["id"]: job for job in found if GONE not in job}

    def read_former(self, company: str) -> dict[str, JobData]:
        """What the last import kept of jobs that are gone."""
        return {job["id"]: job for job in self._entries(company, ("id", GONE))}

    def last_days(self, company: str) -> dict[str, date]:
        """The deadlines that editors wrote, by the ids of jobs. Builds tell what is wrong with them."""
        path = self._path(company).with_suffix(WRITTEN)
        found: dict[str, date] = {}
        if not path.exists():
            return found
        with suppress(UnreadableFile):
            for entry in read_yaml_list(path, path.name).entries:
                with suppress(ValueError, TypeError, KeyError):
                    found[entry["id"]] = date.fromisoformat(entry["deadline"])
        return found

    def _entries(self, company: str, texts: Iterable[str]) -> list[JobData]:
        """The entries of a file that have some texts."""
        try:
            found = json.loads(self.bytes(company) or "[]")
        except (ValueError, RecursionError):
            return []
        entries = found if isinstance(found, list) else []
        return [
            entry
            for entry in entries
            if isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in texts)
        ]

    def bytes(self, company: str) -> bytes:
        path = self._path(company)
        with suppress(OSError):
            if not path.is_symlink() and path.stat().st_size <= MAX_WRITTEN_BY_PROGRAMS:
                return path.read_bytes()
        return b""

    def write(self, company: str, jobs: Iterable[JobData]) -> bool:
        """Put the jobs of a company in place in one step; False where the file is as it should be."""
        content = (json.dumps([*jobs], ensure_ascii=False, indent=2) + "\n").encode()
        if len(content) > MAX_WRITTEN_BY_PROGRAMS:
            raise SourceFault(
                f"its jobs are {len(content):,} bytes, which is more than a file holds"
            )
        if content == self.bytes(company):
            return False
        put(self._path(company), content)
        return True

    def companies(self) -> set[str]:
        """The companies that have imported jobs."""
        return {path.stem for path in self.folder.glob(f"[!.]*{IMPORTED}")}

    def forget(self, company: str, entries: Sequence[JobData] = ()) -> bool:
        """Take away the jobs of a company that has no board any more, but for some entries.

        Where editors corrected some of them, an empty list stays: they correct nothing, and without
        the list they would have to be whole jobs. False where nothing was to be done.
        """
        if entries or self._path(company).with_suffix(WRITTEN).exists():
            return self.write(company, entries)
        is_there = self._path(company).exists()
        self._path(company).unlink(missing_ok=True)
        return is_there

    def remove_parts(self) -> None:
        """Remove what imports left that were killed."""
        for path in self.folder.glob(f".*{PART}"):
            process = path.name.split(".")[-2]
            if not (process.isdecimal() and _is_running(int(process))):
                path.unlink(missing_ok=True)

    def _path(self, company: str) -> Path:
        return self.folder / f"{company}{IMPORTED}"


class Validators:
    """What hosts gave so that they can be asked whether anything is new: ``.cache/vacancies``.

    It holds no content, and is of no use but with the very jobs, words and code that it was seen
    with. It may be deleted or damaged at any time: everything is asked for anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, company: str, seal: str) -> dict[str, Validator]:
        """Address → validator, if they were kept under this seal."""
        try:
            found = json.loads((self.folder / f"{company}.json").read_bytes())
            if found["seal"] != seal:
                return {}
            return {str(url): Validator(str(e), str(m)) for url, (e, m) in found["seen"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return {}

    def write(self, company: str, seal: str, seen: Mapping[str, Validator]) -> None:
        """Keep them, or not where the system does not let us."""
        path = self.folder / f"{company}.json"
        with suppress(OSError):
            if not seen:
                path.unlink(missing_ok=True)
                return
            content = json.dumps({"seal": seal, "seen": dict(sorted(seen.items()))}).encode()
            if not path.exists() or path.read_bytes() != content:
                put(path, content)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def digest(*contents: bytes) -> str:
    """Of several contents, and of where one ends and the next begins."""
    found = blake2b(digest_size=16)
    for content in contents:
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()
