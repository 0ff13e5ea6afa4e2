"""Companies and jobs as tables in one language, safe to open in a spreadsheet.

Comma-separated values after RFC 4180, in UTF-8. A spreadsheet takes a cell that begins with certain
signs for a formula, which could send what stands around it to anybody. Such cells get an apostrophe
in front: https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import (
    DANISH_NEEDED,
    EMPLOYEES,
    EMPLOYMENT_TYPES,
    JOB_DANISH_NEEDED,
)
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    DanishNeeded,
    Employees,
    EmploymentType,
    Job,
    Municipality,
)
from plugins.portal.tracking import by_slug, shared

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel reads UTF-8 as if it were older, and æ, ø and å are lost."""

FORMULA_SIGNS = tuple("=+-@\t\r\n" + "".join(chr(ord(sign) + 0xFEE0) for sign in "=+-@"))
"""What a cell must not begin with, the wide forms of East Asian fonts included."""

BETWEEN = "; "
"""Between several values of one cell."""

LINE_END = "\r\n"
"""RFC 4180. No cell holds one: texts are of one line."""

Row = Sequence[str]

JOB_COLUMNS = (
    "id",
    "title",
    "language",
    "company",
    "company_id",
    "municipality",
    "municipality_id",
    "competences",
    "employment_type",
    "danish_needed",
    "posted",
    "deadline",
    "apply",
    "page",
    "guessed",
    "unconfirmed_since",
)
COMPANY_COLUMNS = (
    "id",
    "name",
    "tagline",
    "municipalities",
    "clusters",
    "competences",
    "employees",
    "working_languages",
    "danish_needed",
    "website",
    "careers",
    "cvr",
    "updated",
    "page",
)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def table(rows: Iterable[Row]) -> str:
    """Rows as lines."""
    lines = StringIO()
    csv.writer(lines).writerows([safe_cell(cell) for cell in row] for row in rows)
    return lines.getvalue()


def rows_of(table: str) -> Sequence[str]:
    """The lines of a table, without their ends."""
    return table.split(LINE_END)[:-1]


class Labels(NamedTuple):
    """What the cells of a language call things, by slug or key."""

    places: Mapping[str, str]
    clusters: Mapping[str, str]
    competences: Mapping[str, str]
    employees: Mapping[Employees | None, str]
    employment: Mapping[EmploymentType | None, str]
    danish: Mapping[DanishNeeded | None, str]
    danish_in_job: Mapping[DanishNeeded | None, str]


@shared
def labels(edition: Edition) -> Labels:
    """Asked for once a company, and not for every word of every row."""
    say = edition._
    return Labels(
        places=names(edition, Municipality.kind),
        clusters=names(edition, Cluster.kind),
        competences=names(edition, Competence.kind),
        employees={None: "", **{key: say(text) for key, text in EMPLOYEES.items()}},
        employment={None: "", **{key: say(text) for key, text in EMPLOYMENT_TYPES.items()}},
        danish={None: "", **{key: say(text) for key, text in DANISH_NEEDED.items()}},
        danish_in_job={None: "", **{key: say(text) for key, text in JOB_DANISH_NEEDED.items()}},
    )


def names(edition: Edition, kind: str) -> Mapping[str, str]:
    return {slug: edition.link(kind, slug).text for slug in edition.portal.by_kind(kind)}


@by_slug
def job_table(edition: Edition, company: str) -> str:
    """The rows of all jobs of a company."""
    portal = edition.portal
    jobs = portal.jobs_by_subject.get(f"{Company.kind}/{company}", ())
    if not jobs:
        return ""
    said, name = labels(edition), portal.name_of(company)
    found = [portal.jobs[slug] for slug in sorted(jobs)]
    return table([_job_cells(edition, job, name, said) for job in found])


def _job_cells(edition: Edition, job: Job, company: str, said: Labels) -> Row:
    place = edition.portal.place_of(job)
    return (
        job.slug,
        job.title,
        job.language,
        company,
        job.company,
        said.places[place],
        place,
        BETWEEN.join([said.competences[slug] for slug in job.competences]),
        said.employment[job.employment_type],
        said.danish_in_job[job.danish_needed],
        job.posted.isoformat(),
        job.deadline.isoformat() if job.deadline else "",
        job.apply,
        absolute(edition, Job.kind, job.slug),
        BETWEEN.join([key for key in job.guessed if key in JOB_COLUMNS]),
        job.unconfirmed_since.date().isoformat() if job.unconfirmed_since else "",
    )


@by_slug
def company_table(edition: Edition, slug: str) -> str:
    """The row of a company."""
    return table([_company_cells(edition, edition.portal.companies[slug], labels(edition))])


def _company_cells(edition: Edition, company: Company, said: Labels) -> Row:
    return (
        company.slug,
        company.name,
        str(edition.text(company.tagline).text),
        BETWEEN.join([said.places[slug] for slug in company.municipalities]),
        BETWEEN.join([said.clusters[slug] for slug in company.clusters]),
        BETWEEN.join([said.competences[slug] for slug in company.competences]),
        said.employees[company.employees],
        BETWEEN.join(map(edition.language.language_name, company.working_languages)),
        said.danish[company.danish_needed],
        company.website,
        company.careers,
        company.cvr or "",
        company.updated.isoformat() if company.updated else "",
        absolute(edition, Company.kind, company.slug),
    )


def absolute(edition: Edition, kind: str, slug: str) -> str:
    return edition.content.settings.origin + edition.addresses.named(kind, slug, edition.code)
