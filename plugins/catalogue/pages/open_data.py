"""The open data: files for other programs, with their schemas, and the page that explains them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from markupsafe import escape

from plugins.catalogue.content import Content
from plugins.catalogue.edition import Edition
from plugins.catalogue.following import LASTING, has_jobs
from plugins.catalogue.meetings import coming, meeting_ways
from plugins.catalogue.open_data import rows, shapes, tables
from plugins.catalogue.open_data.kept import former_rows, rows_of_companies
from plugins.catalogue.pages.documents import document
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import (
    API,
    EVENTS,
    FEED,
    JOBS,
    JSON_FEED,
    MENTORS,
    NETWORKS,
    OPEN_DATA,
    SECTIONS,
)
from plugins.portal.likeness import company_of
from plugins.portal.page import ATOM, Link, Page
from plugins.portal.page import JSON_FEED as JSON_FEED_TYPE
from plugins.portal.records import Event, Municipality, Record
from plugins.portal.schema import DIALECT

DATA = "data"
"""The kind of page that files of the open data are."""

RecordsOf = Callable[[Edition], Iterable[Record]]

DATES = (
    "Days are written as in ISO 8601 and end at midnight by time_zone. A job's deadline is the last "
    "day on which one can apply; whoever shows a job hides it once that day is over. Times have their "
    "offset from UTC; whoever shows an event hides it, or goes on to its next time, once it has ended."
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file as the page for people shows it."""

    name: str
    address: str
    schema: str
    """The address of its schema; '' where it has none."""


@dataclass(frozen=True, slots=True)
class FrameLists:
    """Lists of one kind that other sites can show."""

    heading: str
    lists: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OpenDataView:
    """What other sites and programs can have, with addresses to try."""

    index: str
    licence: str
    files: tuple[DataFile, ...]
    tables: tuple[DataFile, ...]
    """In the language of the page."""
    has_events: bool
    places: tuple[Link, ...]
    """The file of the jobs of each municipality."""
    frames: tuple[FrameLists, ...]
    """Nothing while there are no jobs."""
    frame_code: str
    """The HTML of a frame with the first of these lists, to be copied."""


def data_plans(edition: Edition) -> Iterator[Planned]:
    """Files that are the same in all languages are planned with the first one."""
    data = edition.addresses.data
    if edition.code == edition.portal.languages[0]:
        for name in shapes.FILES:
            yield data(f"{name}.json"), DATA, (DATA, name)
            yield data(shapes.schema_path(name)), DATA, ("schema", name)
        for slug in edition.portal.municipalities:
            yield data(rows.jobs_path(slug)), DATA, ("jobs-data", slug)
    for name in TABLES:
        yield data(table_path(name, edition.code)), DATA, ("table", name)
    yield edition.addresses.section(edition.code, OPEN_DATA), OPEN_DATA, (OPEN_DATA,)


def table_path(name: str, code: str) -> str:
    return f"{name}.{code}.csv"


# Files


def data_file(edition: Edition, name: str) -> Page:
    """One of the JSON files, each of which has its shape."""
    if name == "index":
        text = orjson.dumps(index(edition), option=orjson.OPT_INDENT_2).decode() + "\n"
    else:
        text = rows_file(edition, name, lines(edition, name))
    return document(edition, edition.addresses.data(f"{name}.json"), DATA, text)


def municipality_jobs(edition: Edition, slug: str) -> Page:
    """The jobs of a municipality alone, in the shape of all jobs."""
    jobs = edition.portal.jobs_of(edition.portal.municipalities[slug])
    found = (rows.job_lines(edition.content, company_of(slug))[slug] for slug in sorted(jobs))
    text = rows_file(edition, "jobs", found)
    return document(edition, edition.addresses.data(rows.jobs_path(slug)), DATA, text)


def lines(edition: Edition, name: str) -> Iterable[str]:
    """The rows of a file, in the order of their ids."""
    if name in ROWS:
        return company_rows(edition, name)
    records, row = RECORD_ROWS[name]
    return [rows.line(row(edition, record)) for record in records(edition)]


def coming_events(edition: Edition) -> list[Event]:
    """Those that are not over, in the order of their ids."""
    return [edition.portal.events[slug] for slug in sorted(coming(edition, ""))]


RECORD_ROWS: Mapping[str, tuple[RecordsOf, Callable[[Edition, Any], Mapping[str, object]]]] = {
    "competences": (lambda edition: edition.portal.competences.values(), rows.competence_row),
    "municipalities": (
        lambda edition: edition.portal.municipalities.values(),
        rows.municipality_row,
    ),
    "clusters": (lambda edition: edition.portal.clusters.values(), rows.cluster_row),
    "events": (coming_events, rows.event_row),
    "networks": (lambda edition: edition.portal.networks.values(), rows.network_row),
    "mentors": (lambda edition: edition.portal.programmes.values(), rows.mentor_row),
    "pathways": (lambda edition: edition.portal.pathways.values(), rows.pathway_row),
}
"""What a file is called → the records in it, and what makes the row of one."""


def company_rows(edition: Edition, name: str) -> Iterator[str]:
    """The rows of the companies, or of all their jobs."""
    path, head = f"{API}{name}.json", head_of(edition, name)
    former = former_rows(edition.tracker, path, head, FOOT, BETWEEN, _id_in_json)
    result, make = ROWS[name]
    return rows_of_companies(edition.portal.companies, edition.content, former, result, make)


ROWS: Mapping[str, tuple[str, Callable[[Content, str], Sequence[str]]]] = {
    "companies": ("company_line", lambda content, slug: (rows.company_line(content, slug),)),
    "jobs": ("job_lines", lambda content, slug: (*rows.job_lines(content, slug).values(),)),
}
"""What a file is called → the result that holds the rows of a company, and what gives them."""

BETWEEN, FOOT = ",\n", "\n]}\n"
"""What stands between rows, and after the last."""


def _id_in_json(row: str) -> str:
    """Ids need no escape, and stand first."""
    return row[len('{"id":"') : row.index('"', len('{"id":"'))]


def head_of(edition: Edition, name: str) -> str:
    """The first line of a file."""
    schema = rows.data_address(edition, shapes.schema_path(name))
    said = orjson.dumps({"schema": schema, "version": shapes.VERSION}).decode().rstrip("}")
    return f'{said},"{name}":[\n'


def rows_file(edition: Edition, name: str, found: Iterable[str]) -> str:
    """A file with a row on each line between the first and the last."""
    return head_of(edition, name) + BETWEEN.join(found) + FOOT


def schema_file(edition: Edition, name: str) -> Page:
    path = shapes.schema_path(name)
    schema = shapes.schema_of(name, rows.data_address(edition, path))
    text = orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode()
    return document(edition, edition.addresses.data(path), DATA, f"{text}\n")


def table_file(edition: Edition, name: str) -> Page:
    make = table_of_companies if name in COMPANY_TABLES else table_of_records
    text = make(edition, name)
    return document(edition, edition.addresses.data(table_path(name, edition.code)), DATA, text)


def table_of_companies(edition: Edition, name: str) -> str:
    """The table of the companies, or of all their jobs."""
    columns, result, make = COMPANY_TABLES[name]
    head = tables.BYTE_ORDER_MARK + tables.table([columns])
    path = API + table_path(name, edition.code)
    former = former_rows(
        edition.tracker, path, head, tables.LINE_END, tables.LINE_END, _id_in_table
    )
    found = rows_of_companies(edition.portal.companies, edition, former, result, make)
    return head + "".join([row + tables.LINE_END for row in found])


def table_of_records(edition: Edition, name: str) -> str:
    columns, cells = RECORD_TABLES[name]
    records, _ = RECORD_ROWS[name]
    found = [cells(edition, record) for record in records(edition)]
    return tables.BYTE_ORDER_MARK + tables.table([columns, *found])


def _id_in_table(row: str) -> str:
    return row.partition(",")[0]


COMPANY_TABLES = {
    "companies": (
        tables.COMPANY_COLUMNS,
        "company_table",
        lambda edition, slug: tables.rows_of(tables.company_table(edition, slug)),
    ),
    "jobs": (
        tables.JOB_COLUMNS,
        "job_table",
        lambda edition, slug: tables.rows_of(tables.job_table(edition, slug)),
    ),
}
"""What a table is called → its columns, the result that holds the rows of a company, what gives them."""

RECORD_TABLES: Mapping[str, tuple[tables.Row, Callable[[Edition, Any], tables.Row]]] = {
    "events": (tables.EVENT_COLUMNS, tables.event_cells),
    "networks": (tables.NETWORK_COLUMNS, tables.network_cells),
    "mentors": (tables.MENTOR_COLUMNS, tables.mentor_cells),
}
"""What a table is called → its columns, and what gives the cells of a record."""

TABLES = (*COMPANY_TABLES, *RECORD_TABLES)


def index(edition: Edition) -> shapes.IndexFile:
    """All that there is, for programs."""
    settings, portal = edition.content.settings, edition.portal
    return {
        "schema": rows.data_address(edition, shapes.schema_path("index")),
        "version": shapes.VERSION,
        "name": dict(settings.name),
        "documentation": {
            code: settings.origin + edition.addresses.section(code, OPEN_DATA)
            for code in portal.languages
        },
        "licence": settings.data_licence,
        "languages": [*portal.languages],
        "time_zone": settings.time_zone,
        "dates": DATES,
        "files": [*json_files(edition), *table_files(edition)],
        "jobs_by_municipality": {
            slug: rows.data_address(edition, rows.jobs_path(slug)) for slug in portal.municipalities
        },
        "feeds": feeds(edition) if has_jobs(edition) else [],
    }


def json_files(edition: Edition) -> list[shapes.FileShape]:
    found: list[shapes.FileShape] = [
        {
            "name": f"{name}.json",
            "address": rows.data_address(edition, f"{name}.json"),
            "type": "application/json",
            "language": None,
            "schema": rows.data_address(edition, shapes.schema_path(name)),
        }
        for name in shapes.FILES
    ]
    company_file: shapes.FileShape = {
        "name": "company-file.schema.json",
        "address": rows.data_address(edition, shapes.COMPANY_FILE),
        "type": "application/schema+json",
        "language": None,
        "schema": DIALECT,
    }
    return [*found, company_file]


def table_files(edition: Edition) -> list[shapes.FileShape]:
    return [
        {
            "name": f"{name}.csv",
            "address": rows.data_address(edition, table_path(name, code)),
            "type": "text/csv",
            "language": code,
            "schema": None,
        }
        for name in TABLES
        for code in edition.portal.languages
    ]


def feeds(edition: Edition) -> list[shapes.FeedShape]:
    """Those of all jobs; each list of jobs names its own."""
    origin, section = edition.content.settings.origin, edition.addresses.section
    return [
        {"address": f"{origin}{section(code, JOBS)}{file}", "type": found, "language": code}
        for code in edition.portal.languages
        for file, found in ((FEED, ATOM), (JSON_FEED, JSON_FEED_TYPE))
    ]


# The page for people


def open_data(edition: Edition) -> Page:
    title = edition._("Open data and lists for your own site")
    return edition.page(
        edition.everywhere(edition.addresses.section, OPEN_DATA),
        kind=OPEN_DATA,
        title=title,
        description=edition._(
            "Companies, jobs, competences and places as files for programs and spreadsheets, as feeds, and as lists to show on your own site."
        ),
        view=open_data_view(edition),
        breadcrumbs=(edition.home,),
    )


def open_data_view(edition: Edition) -> OpenDataView:
    addresses, code = edition.addresses, edition.code
    names = file_names(edition)
    frames = tuple(frame_lists(edition)) if has_jobs(edition) else ()
    return OpenDataView(
        index=addresses.data("index.json"),
        licence=edition.content.settings.data_licence,
        files=tuple(
            DataFile(
                name,
                addresses.data(f"{file}.json"),
                addresses.data(shapes.schema_path(file)),
            )
            for file, name in names.items()
        ),
        tables=tuple(
            DataFile(names[file], addresses.data(table_path(file, code)), "")
            for file in TABLES
            if file in names
        ),
        has_events="events" in names,
        places=tuple(
            Link(link.text, addresses.data(rows.jobs_path(slug)))
            for slug, link in in_order(edition, Municipality.kind)
        ),
        frames=frames,
        frame_code=frame_code(edition, frames[0].lists[0]) if frames else "",
    )


def file_names(edition: Edition) -> dict[str, str]:
    """What each file is called. Those of meetings and paths are there, but go unnamed, while they are empty."""
    ways = meeting_ways(edition)
    has_rows = {
        "events": EVENTS in edition.sections,
        "networks": NETWORKS in ways,
        "mentors": MENTORS in ways,
        "pathways": bool(edition.pathways),
    }
    names = {
        "companies": edition._("Companies"),
        "jobs": edition._("Open jobs"),
        "competences": edition._("Competences"),
        "municipalities": edition._("Places"),
        "clusters": edition._("Industries"),
        "events": edition._("Events"),
        "networks": edition._("Networks"),
        "mentors": edition._("Mentor programmes"),
        "pathways": edition._("Paths to a job"),
    }
    return {file: name for file, name in names.items() if has_rows.get(file, True)}


def frame_lists(edition: Edition) -> Iterator[FrameLists]:
    for kind in LASTING:
        found = tuple(
            Link(link.text, edition.addresses.embed_named(kind, slug, edition.code))
            for slug, link in in_order(edition, kind)
        )
        if found:
            yield FrameLists(edition.sections[SECTIONS[kind]].text, found)


def in_order(edition: Edition, kind: str) -> list[tuple[str, Link]]:
    """Slug and link of each record of a kind, in the order of the alphabet."""
    found = [(slug, edition.link(kind, slug)) for slug in edition.portal.by_kind(kind)]
    return edition.language.in_order(found, lambda item: item[1].text)


def frame_code(edition: Edition, shown: Link) -> str:
    """The HTML of a frame around a list."""
    address = escape(edition.content.settings.origin + shown.address)
    title = escape(f"{edition._('Open jobs')}: {shown.text}")
    return f'<iframe src="{address}" title="{title}" width="100%" height="600" loading="lazy"></iframe>'
