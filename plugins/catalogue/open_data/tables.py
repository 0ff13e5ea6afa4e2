"""Published records as tables in one language, safe to open in a spreadsheet.

Comma-separated values after RFC 4180, in UTF-8. A spreadsheet takes a cell that begins with certain
signs for a formula, which could send what stands around it to anybody. Such cells get an apostrophe
in front: https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

import orjson

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import (
    DANISH_NEEDED,
    EMPLOYEES,
    EMPLOYMENT_TYPES,
    JOB_DANISH_NEEDED,
    MENTEES,
    MENTOR_FORMS,
    PROGRAMME_STATES,
)
from plugins.catalogue.meetings import (
    places_text,
    repeats_text,
    visitor_names,
    with_offset,
)
from plugins.catalogue.open_data.rows import job_lines
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    DanishNeeded,
    Employees,
    EmploymentType,
    Event,
    MentorProgramme,
    Municipality,
    Network,
    Venue,
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
VENUE_COLUMNS = ("venue", "street", "postcode", "city", "municipality", "municipality_id")
EVENT_COLUMNS = (
    "id",
    "title",
    "summary",
    "starts",
    "ends",
    "repeats",
    "cancelled",
    *VENUE_COLUMNS,
    "online",
    "languages",
    "audience",
    "organiser",
    "network",
    "network_id",
    "registration",
    "register_by",
    "price",
    "page",
)
NETWORK_COLUMNS = (
    "id",
    "name",
    "summary",
    "municipalities",
    "languages",
    "audience",
    "organiser",
    "website",
    "updated",
    "page",
)
MENTOR_COLUMNS = (
    "id",
    "name",
    "summary",
    "state",
    "municipalities",
    "elsewhere",
    "audience",
    "form",
    "months",
    "months_at_most",
    "meetings",
    "languages",
    "starts",
    "next_start",
    "organiser",
    "apply",
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
    lines, said = job_lines(edition.content, company), labels(edition)
    return table([_job_cells(edition, orjson.loads(line), said) for line in lines.values()])


def _job_cells(edition: Edition, row: Mapping[str, Any], said: Labels) -> Row:
    """The cells of a job, of which ``row`` is what is the same in all languages (``JobShape``)."""
    return (
        row["id"],
        row["title"],
        row["language"],
        row["company_name"],
        row["company"],
        said.places[row["municipality"]],
        row["municipality"],
        BETWEEN.join([said.competences[slug] for slug in row["competences"]]),
        said.employment[row["employment_type"]],
        said.danish_in_job[row["danish_needed"]],
        row["posted"],
        row["deadline"] or "",
        row["apply"],
        row["pages"][edition.code],
        BETWEEN.join([key for key in row["guessed"] if key in JOB_COLUMNS]),
        row["unconfirmed_since"] or "",
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
        _languages(edition, company.working_languages),
        said.danish[company.danish_needed],
        company.website,
        company.careers,
        company.cvr or "",
        _day(company.updated),
        absolute(edition, Company.kind, company.slug),
    )


def event_cells(edition: Edition, event: Event) -> Row:
    """The row of an event that is not over, by its next time."""
    following = edition.portal.event_dates[event.slug][0]
    return (
        event.slug,
        _said(edition, event.title),
        _said(edition, event.summary),
        with_offset(edition, following.starts).isoformat(),
        with_offset(edition, following.ends).isoformat(),
        repeats_text(edition, event.schedule),
        edition._("Cancelled") if event.cancelled else "",
        *_venue_cells(edition, event.place),
        event.online or "",
        _languages(edition, event.languages),
        BETWEEN.join(visitor_names(edition, event)),
        _said(edition, event.organiser.name),
        edition.link(Network.kind, event.network).text if event.network else "",
        event.network or "",
        event.registration or "",
        _day(event.register_by),
        edition._("Free") if event.is_free else _said(edition, event.price),
        absolute(edition, Event.kind, event.slug),
    )


def _venue_cells(edition: Edition, place: Venue | None) -> Row:
    """From its name to the id of its municipality, as the columns have it."""
    if place is None:
        return ("",) * len(VENUE_COLUMNS)
    return (
        _said(edition, place.name),
        place.street or "",
        place.postcode or "",
        place.city or "",
        edition.place_name(place.municipality),
        place.municipality,
    )


def network_cells(edition: Edition, network: Network) -> Row:
    return (
        network.slug,
        _said(edition, network.name),
        _said(edition, network.summary),
        _places(edition, network.municipalities),
        _languages(edition, network.languages),
        BETWEEN.join(visitor_names(edition, network)),
        _said(edition, network.organiser.name if network.organiser else None),
        network.website,
        _day(network.updated),
        absolute(edition, Network.kind, network.slug),
    )


def mentor_cells(edition: Edition, programme: MentorProgramme) -> Row:
    """The row of a programme, in which no mentor is named."""
    return (
        programme.slug,
        _said(edition, programme.name),
        _said(edition, programme.summary),
        edition._(PROGRAMME_STATES[programme.state]),
        "" if programme.elsewhere else _places(edition, programme.municipalities),
        _said(edition, programme.elsewhere),
        BETWEEN.join([edition._(MENTEES[one]) for one in programme.audience]),
        BETWEEN.join([edition._(MENTOR_FORMS[one]) for one in programme.form]),
        str(programme.months or ""),
        str(programme.months_at_most or ""),
        _said(edition, programme.meetings),
        _languages(edition, programme.languages),
        _said(edition, programme.starts),
        _day(edition.portal.next_starts.get(programme.slug)),
        _said(edition, programme.organiser.name),
        programme.apply or "",
        _day(programme.updated),
        absolute(edition, MentorProgramme.kind, programme.slug),
    )


def _said(edition: Edition, text: str | Mapping[str, str] | None) -> str:
    """A text or name as the language has it, or another one where it lacks it."""
    found = edition.contact_name(text)
    return str(found.text) if found else ""


def _places(edition: Edition, slugs: Sequence[str]) -> str:
    """Names of places; of what is everywhere, that it is."""
    return BETWEEN.join(map(edition.place_name, slugs)) or places_text(edition, ())


def _languages(edition: Edition, codes: Iterable[str]) -> str:
    return BETWEEN.join(map(edition.language.language_name, codes))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def absolute(edition: Edition, kind: str, slug: str) -> str:
    return edition.content.settings.origin + edition.addresses.named(kind, slug, edition.code)
