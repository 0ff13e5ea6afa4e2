"""The data by which candidates choose among all jobs in the browser.

One file holds the jobs, the newest first, as columns of positions in lists of slugs. It is the same
for all languages. A small one for each language says what all that is called there, and what is known
of the employers. A third, the same for all languages too, has no more than what each employer's open
jobs can be counted by. None looks at the clock: what is over or new is told in the browser. All are
taken from the facts that are known of records, and kept: most builds change no job.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import blake2b
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from plugins.catalogue.content import catalogue_name
from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import EMPLOYEES, EMPLOYMENT_TYPES, JOB_DANISH_NEEDED, OPENINGS
from plugins.portal.cache import Cache
from plugins.portal.links import Portal
from plugins.portal.page import File
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    DanishNeeded,
    Employees,
    EmploymentType,
    Job,
    Municipality,
    Opening,
)
from plugins.portal.tracking import Tracker, told

FOLDER = "search/choices"
"""Beside the companies'. Addresses stay while contents change, so that no page changes with them."""

JOBS_PATH = f"{FOLDER}/jobs.json"

OPENINGS_PATH = f"{FOLDER}/openings.json"

CACHE = Path(".cache/choices")

NOT_KNOWN = -1
"""Stands where nothing is said: of a deadline, of how much Danish it takes."""

COMPRESSION = 6
"""Of 9, as of the search index."""

TYPES: Mapping[str, str] = dict(chain(EMPLOYMENT_TYPES.items(), OPENINGS.items()))
"""On what terms, and for whom: what candidates call the type of a job."""

SAME_TYPE: Mapping[str, str] = {EmploymentType.INTERN: Opening.INTERNSHIP}
"""Two words for one thing are one choice."""

SUBJECTS = (Company.kind, Municipality.kind, Cluster.kind, Competence.kind)
"""The kinds of record besides jobs that the files tell something of."""


def names_path(language: str) -> str:
    """Where a language's names are published."""
    return f"{FOLDER}/jobs-{language}.json"


def job_choice_files(editions: Mapping[str, Edition], cache: Path) -> Iterator[File]:
    """The files of all languages with a compressed copy of each; none where there are no jobs."""
    portal = next(iter(editions.values())).portal
    if not portal.jobs:
        return
    base = next(iter(editions.values())).content.settings.base
    kept, sources = Cache(cache), Sources(portal.tracker, base)
    with portal.tracker.tracing():
        key = sources.digest(Job.kind)
        content = kept_content(kept, "jobs", key, lambda: to_json(job_columns(portal)))
        yield from with_copy(kept, JOBS_PATH, content, "jobs", key)
        openings = kept_content(kept, "openings", key, lambda: to_json(openings_in(content)))
        yield from with_copy(kept, OPENINGS_PATH, openings, "openings", key)
        lists = lists_in(content)
        for code, edition in editions.items():
            name = f"jobs-{code}"
            key = sources.digest(Job.kind, *SUBJECTS, catalogue_name(code))
            make = partial(names_content, edition, lists)
            yield from with_copy(
                kept, names_path(code), kept_content(kept, name, key, make), name, key
            )


def lists_in(content: bytes) -> Mapping[str, Any]:
    """What the columns of a file are positions in; the jobs end it, and are not read."""
    found: Mapping[str, Any] = json.loads(content[: content.index(b',"newest"')] + b"}")
    return found


def names_content(edition: Edition, lists: Mapping[str, Any]) -> bytes:
    return to_json(job_names(edition, lists))


class Sources:
    """What files are made from, by kind of record."""

    def __init__(self, tracker: Tracker, base: str) -> None:
        """``base`` is where the site lies on its host."""
        self._base = base
        self._by_kind: dict[str, list[str]] = {}
        for name, digest in tracker.sources.items():
            self._by_kind.setdefault(name.partition("/")[0], []).append(f"{name} {digest}")
            self._by_kind.setdefault(name, [digest])

    def digest(self, *names: str) -> str:
        """Changes with this code, the base, and all records of some kinds, or other sources of a name."""
        digest = blake2b(Path(__file__).read_bytes() + self._base.encode(), digest_size=16)
        for name in names:
            digest.update("\n".join(self._by_kind.get(name, ())).encode())
        return digest.hexdigest()


def kept_content(kept: Cache, name: str, key: str, make: Callable[[], bytes]) -> bytes:
    """A file's content, which is made when its key is new; what was kept under others is forgotten."""
    content = kept.content(f"{name}.{key}", make)
    kept.forget(f"{name}.*", f"{name}.{key}")
    return content


def with_copy(kept: Cache, path: str, content: bytes, name: str, key: str) -> Iterator[File]:
    yield File(path, content)
    copy = kept_content(
        kept, f"{name}~gz", key, lambda: gzip.compress(content, COMPRESSION, mtime=0)
    )
    yield File(f"{path}.gz", copy)


def to_json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


EPOCH = date(1970, 1, 1).toordinal()
"""Scripts count days from there, which takes no time zone."""


class JobRow(NamedTuple):
    """What is chosen by, of one job. The same names serve all jobs, column by column."""

    id: Any
    title: Any
    company: Any
    posted: Any
    """Days since 1970, as the deadline is, which is 0 where there is none."""
    deadline: Any
    municipality: Any
    competences: Any
    types: Any
    language: Any
    danish: Any


def job_columns(portal: Portal) -> dict[str, Any]:
    """All jobs, the newest first; those of one day in the order of their slugs, as pages have them."""
    rows = sorted(job_rows(portal), key=attrgetter("posted"), reverse=True)
    jobs = JobRow(*zip(*rows, strict=True))
    companies, places = Positions(jobs.company), Positions(jobs.municipality)
    competences = Positions(chain.from_iterable(jobs.competences))
    types = Positions(chain.from_iterable(jobs.types), order=TYPES)
    languages, danish = Positions(jobs.language), Positions(jobs.danish, order=DanishNeeded)
    return {
        "company": companies.values,
        "municipality": places.values,
        "competence": competences.values,
        "type": types.values,
        "language": languages.values,
        "danish": danish.values,
        "newest": jobs.posted[0],
        "jobs": {
            "id": jobs.id,
            "title": jobs.title,
            "company": companies.of(jobs.company),
            # Most jobs were posted on the same day as the one before: small numbers repeat.
            "posted": [newer - older for newer, older in pairwise([jobs.posted[0], *jobs.posted])],
            "deadline": [
                deadline - posted if deadline else NOT_KNOWN
                for deadline, posted in zip(jobs.deadline, jobs.posted, strict=True)
            ],
            "municipality": places.of(jobs.municipality),
            "competence": [*map(competences.of, jobs.competences)],
            "type": [*map(types.of, jobs.types)],
            "language": languages.of(jobs.language),
            "danish": danish.of(jobs.danish),
        },
    }


def openings_in(content: bytes) -> dict[str, Any]:
    """Of the file of all jobs: how many each company has, and until when each is open, for what.

    The companies' jobs follow each other. Days are counted from the first deadline.
    """
    columns = json.loads(content)
    jobs, day = columns["jobs"], columns["newest"]
    found: list[list[tuple[int, list[int]]]] = [[] for _ in columns["company"]]
    for back, company, days, own in zip(
        *map(jobs.__getitem__, ("posted", "company", "deadline", "competence")), strict=True
    ):
        day -= back
        found[company].append((NOT_KNOWN if days == NOT_KNOWN else day + days, own))
    rows = [row for its in found for row in sorted(its)]
    first = min((last for last, _ in rows if last != NOT_KNOWN), default=0)
    return {
        "company": columns["company"],
        "competence": columns["competence"],
        "first": first,
        "jobs": {
            "number": [*map(len, found)],
            "deadline": [last if last == NOT_KNOWN else last - first for last, _ in rows],
            "competence": [own for _, own in rows],
        },
    }


FIELDS = (
    "title",
    "posted",
    "deadline",
    "municipality",
    "competences",
    "language",
    "danish_needed",
    "employment_type",
    "opening",
)
"""Of a job: all of them are known without making its record."""


def job_rows(portal: Portal) -> Iterator[JobRow]:
    for slug, job in portal.jobs.items():
        company, _, own = slug.partition("/")
        title, posted, deadline, place, competences, language, danish, *types = told(job, FIELDS)
        yield JobRow(
            own,
            title,
            company,
            posted.toordinal() - EPOCH,
            deadline.toordinal() - EPOCH if deadline else 0,
            place or "",
            competences,
            [*dict.fromkeys([SAME_TYPE.get(said, said) for said in types if said])],
            language,
            danish or "",
        )


class Positions:
    """The values that are used, each once, and where in that list each stands. '' is not among them."""

    def __init__(self, used: Iterable[str], order: Iterable[str] = ()) -> None:
        found = {*used} - {""}
        ordered = [*map(str, order)] or sorted(found)
        self.values = [value for value in ordered if value in found]
        self._places = {value: place for place, value in enumerate(self.values)} | {"": NOT_KNOWN}

    def of(self, values: Iterable[str]) -> list[int]:
        return [*map(self._places.__getitem__, values)]


EMPLOYER_FIELDS = ("name", "municipalities", "clusters", "employees")
"""Of a company, known as those of jobs are."""


def job_names(edition: Edition, lists: Mapping[str, Any]) -> dict[str, Any]:
    """What is chosen by is called so in a language, each list in the order that it has there.

    Places have their point, and employers all that jobs have from them.
    """
    portal, addresses, code = edition.portal, edition.addresses, edition.code
    language = edition.language
    spoken = [(value, language.language_name(value)) for value in lists["language"]]
    clusters = in_order(edition, Cluster.kind, portal.clusters)
    places = in_order(edition, Municipality.kind, portal.municipalities)
    points = [portal.municipalities[slug] for slug, _ in places]
    sizes = [(str(size), edition._(EMPLOYEES[size])) for size in Employees]
    companies = dict(portal.companies.items())
    employers = [told(companies[slug], EMPLOYER_FIELDS) for slug in lists["company"]]
    at_place = {slug: place for place, (slug, _) in enumerate(places)}
    at_cluster = {slug: place for place, (slug, _) in enumerate(clusters)}
    at_size = {size: place for place, (size, _) in enumerate(sizes)}
    return {
        "address": addresses.all_jobs(code),
        "competence": in_order(edition, Competence.kind, lists["competence"]),
        "municipality": places,
        "points": [(place.lat, place.lon) for place in points],
        "cluster": clusters,
        "type": [(said, edition._(TYPES[said])) for said in lists["type"]],
        "language": language.in_order(spoken, lambda item: item[1]),
        "danish": [(said, edition._(JOB_DANISH_NEEDED[said])) for said in lists["danish"]],
        "size": sizes,
        "companies": {
            "slug": lists["company"],
            "name": [name for name, *_ in employers],
            "municipality": [at_place[sites[0]] for _, sites, *_ in employers],
            "cluster": [[*map(at_cluster.__getitem__, own)] for *_, own, _ in employers],
            "size": [at_size.get(size or "", NOT_KNOWN) for *_, size in employers],
        },
    }


def in_order(edition: Edition, kind: str, slugs: Iterable[str]) -> list[tuple[str, str]]:
    """Slug and name of some records, as the language sorts names."""
    named = [(slug, edition.link(kind, slug).text) for slug in slugs]
    return edition.language.in_order(named, lambda item: item[1])
