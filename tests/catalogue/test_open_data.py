"""The open data: it follows its schemas, holds what is published, and nothing else."""

import csv
import json
from datetime import date
from io import StringIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_schema import problems
from page_parts import with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.open_data import shapes, tables
from plugins.catalogue.open_data.rows import guessed_fields
from plugins.catalogue.pages.open_data import data_file, table_file
from plugins.portal.records import Contact, Job
from plugins.portal.schema import DIALECT

SITE = "https://portal.example"
API = "/work/api/v1/"

COMING = ("job-evening", "last-friday", "thursday-tea")
"""The events of the golden site that are neither over nor drafts."""

FILES_OF_RECORDS = [name for name in shapes.FILES if name != "index"]

TABLES = ["companies", "jobs", "events", "networks", "mentors"]


@pytest.fixture(scope="session")
def files(all_pages):
    """Path below the top of the open data → text."""
    return {p.address.removeprefix(API): p.view.text for p in all_pages if p.kind == "data"}


@pytest.fixture(scope="session")
def data(files):
    return {path: json.loads(text) for path, text in files.items() if path.endswith(".json")}


@pytest.fixture(scope="session")
def jobs(data):
    return {row["id"]: row for row in data["jobs.json"]["jobs"]}


@pytest.fixture(scope="session")
def events(data):
    return {row["id"]: row for row in data["events.json"]["events"]}


def test_every_file_follows_its_schema(data):
    """Each names its schema, which stands beside it, and no field is undocumented or missing."""
    checked = 0
    for path, found in data.items():
        if not path.startswith("schemas/"):
            schema = data[found["schema"].removeprefix(f"{SITE}{API}")]
            assert list(problems(schema, found)) == [], path
            checked += 1
    assert checked == len(shapes.FILES) + sum(path.startswith("jobs/") for path in data)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"posted": "yesterday"}, "no date"),
        ({"title": None}, "is no string"),
        ({"employment_type": "sometimes"}, "nothing that is allowed"),
        ({"pages": {"en": 1}}, "is no string"),
        ({"e-mail": "somebody@example.com"}, "documented nowhere"),
        ({"competences": "smith"}, "is no array"),
    ],
)
def test_what_does_not_follow_the_schema_is_seen(data, change, told):
    """The check itself can fail."""
    schema, found = data["schemas/jobs.schema.json"], json.loads(json.dumps(data["jobs.json"]))
    found["jobs"][0] |= change
    assert told in " ".join(problems(schema, found))
    del found["jobs"][0]["id"]
    assert "'id' is missing" in " ".join(problems(schema, found))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"starts": "2026-06-04T17:00:00"}, "no date-time"),
        ({"ends": "tea time"}, "no date-time"),
        ({"cancelled": 0}, "no boolean"),
        ({"register_by": True}, "nothing that is allowed"),
    ],
)
def test_what_does_not_follow_the_schema_of_events_is_seen(data, change, told):
    """Such as a time that nobody knows the moment of."""
    schema, found = data["schemas/events.schema.json"], json.loads(json.dumps(data["events.json"]))
    found["events"][0] |= change
    assert told in " ".join(problems(schema, found))


def test_schemas_say_what_they_are(data):
    """The dialect, an address of their own, and a word on each thing."""
    for name in shapes.FILES:
        schema = data[shapes.schema_path(name)]
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"{SITE}{API}{shapes.schema_path(name)}"
        assert all(part["description"] for part in schema.get("$defs", {}).values())


@pytest.mark.parametrize("name", FILES_OF_RECORDS)
def test_everything_published_is_there_in_order(data, content, name):
    """By the order of ids, so that two days' files can be compared; events while they are not over."""
    records = getattr(content.portal, {"mentors": "programmes"}.get(name, name))
    expected = COMING if name == "events" else sorted(records)
    assert [row["id"] for row in data[f"{name}.json"][name]] == [*expected]


def test_addresses_lead_to_pages_of_every_language(data, page_at, content):
    """Each row has its page in each language, with scheme and host."""
    for name in FILES_OF_RECORDS:
        for row in data[f"{name}.json"][name]:
            assert row["pages"].keys() == set(content.portal.languages)
            for code, address in row["pages"].items():
                assert page_at[address.removeprefix(SITE)].language == code


def test_ids_that_rows_name_are_rows(data, jobs):
    """A program can join the files."""
    ids = {name: {row["id"] for row in data[f"{name}.json"][name]} for name in FILES_OF_RECORDS}
    for job in jobs.values():
        assert job["company"] in ids["companies"]
        assert job["municipality"] in ids["municipalities"]
        assert set(job["competences"]) <= ids["competences"]
    for company in data["companies.json"]["companies"]:
        assert set(company["municipalities"]) <= ids["municipalities"]
        assert set(company["clusters"]) <= ids["clusters"]
        assert set(company["competences"]) <= ids["competences"]
    named = [*members(data)]
    assert {key for key, _ in named} >= {"network", "municipality", "municipalities", "company"}
    for key, found in named:
        assert {*found} <= ids[FILE_OF.get(key, key)], key


FILE_OF = {"network": "networks", "municipality": "municipalities", "company": "companies"}
"""What a row calls another one → the file that this stands in."""


def members(data):
    """What the rows of events, networks, programmes and paths call other rows, however deep."""
    waiting = [data[f"{name}.json"][name] for name in ("events", "networks", "mentors", "pathways")]
    while waiting:
        found = waiting.pop()
        for key, value in found.items() if isinstance(found, dict) else ():
            if value and key in {*FILE_OF, "municipalities"}:
                yield key, [value] if isinstance(value, str) else value
        if isinstance(found, dict | list):
            waiting += found.values() if isinstance(found, dict) else found


def test_the_files_of_municipalities_share_out_all_jobs(data, jobs):
    """Each job stands in one of them, as it stands in the file of all."""
    parts = {path: d["jobs"] for path, d in data.items() if path.startswith("jobs/")}
    found = [row for rows in parts.values() for row in rows]
    assert sorted(row["id"] for row in found) == sorted(jobs)
    for path, rows in parts.items():
        assert {row["municipality"] for row in rows} <= {path[len("jobs/") : -len(".json")]}
        assert all(row == jobs[row["id"]] for row in rows)


def test_the_index_names_every_file(data, files):
    """With its licence and how dates are meant."""
    index = data["index.json"]
    named = {file["address"] for file in index["files"]}
    named |= {file["schema"] for file in index["files"] if file["schema"]}
    named |= set(index["jobs_by_municipality"].values())
    assert named == {f"{SITE}{API}{path}" for path in files} | {DIALECT}
    assert index["licence"].startswith("https://")
    assert "deadline" in index["dates"]


def test_nothing_of_people_drafts_or_sources_is_in_it(files, content):
    """No contact's name, mail or telephone, no draft, no path of a file."""
    portal = content.portal
    contacts = [company.contact for company in portal.companies.values()]
    contacts += [m.newcomer_service for m in portal.municipalities.values()]
    contacts += [m.partner_consultant for m in portal.municipalities.values()]
    contacts += [network.contact for network in portal.networks.values()]
    contacts += [programme.contact for programme in portal.programmes.values()]
    secret = {"secret-draft", "secret-party", "secret-comment", ".yaml", "description_html"}
    secret |= {"mailto:", "circle@tea.example", "ada-example"}
    for contact in filter(None, contacts):
        assert isinstance(contact, Contact)
        names = (contact.name, contact.email, contact.phone)
        # Hostile texts stand in other fields, too.
        secret |= {text for text in names if isinstance(text, str) and "<" not in text}
    assert len(secret) > 6
    for path, text in files.items():
        assert not [word for word in secret if word in text], path


def test_a_row_stands_on_its_own_line(files):
    """Files can be compared and read line by line."""
    for name in FILES_OF_RECORDS:
        first, *rows, last = files[f"{name}.json"].splitlines()
        assert first.endswith(f'"{name}":[')
        assert last == "]}"
        assert all(orjson.loads(row.removesuffix(","))["id"] for row in rows)


def read_table(text):
    return list(csv.reader(StringIO(text.removeprefix(tables.BYTE_ORDER_MARK)), strict=True))


@pytest.mark.parametrize("name", TABLES)
def test_tables_hold_what_the_files_hold(files, data, content, name):
    """A table in each language: as many cells in each row, the same ids."""
    for code in content.portal.languages:
        text = files[f"{name}.{code}.csv"]
        assert text.startswith(tables.BYTE_ORDER_MARK)
        head, *found = read_table(text)
        assert {len(row) for row in found} == {len(head)}
        assert [row[0] for row in found] == [row["id"] for row in data[f"{name}.json"][name]]
        pages = {row["id"]: row["pages"][code] for row in data[f"{name}.json"][name]}
        page = head.index("page")
        assert all(row[page] == pages[row[0]] for row in found)


def test_an_event_is_told_by_its_next_time(events):
    """With the offset that clocks have then, and the rule that its calendar has, too."""
    tea, evening = events["thursday-tea"], events["job-evening"]
    assert (tea["starts"], tea["ends"]) == (
        *("2026-06-04T17:00:00+00:00", "2026-06-04T19:30:00+00:00"),
    )
    assert tea["repeats"] == {
        "rule": "FREQ=WEEKLY;BYDAY=TH",
        "first": "2026-03-05T17:00:00+00:00",
        "without": ["2026-06-11", "2026-12-24"],
    }
    assert evening["repeats"] is None
    assert evening["ends"] == "2026-06-21T01:30:00+00:00"


def test_the_rule_of_an_event_is_that_of_its_calendar(events, page_at, content):
    """Who knows the one knows the other."""
    for slug, row in events.items():
        event = content.portal.events[slug]
        address = content.addresses.of(event, "en") + "calendar.ics"
        unfolded = page_at[address].view.text.replace("\r\n ", "")
        rules = [line for line in unfolded.splitlines() if line.startswith("RRULE:FREQ=")]
        expected = row["repeats"] and f"RRULE:{row['repeats']['rule']}"
        assert [*filter(None, [expected])] == [r for r in rules if "YEARLY" not in r]


def test_an_event_says_what_it_costs_where_somebody_does(events):
    """Nobody else knows whether it is free."""
    costs = {slug: (row["is_free"], bool(row["price"])) for slug, row in events.items()}
    assert costs == {
        "thursday-tea": (True, False),
        "job-evening": (False, True),
        "last-friday": (None, False),
    }
    assert events["last-friday"]["cancelled"]
    assert events["last-friday"]["place"]["name"] is None


def test_names_stand_in_every_language(data):
    """Also those that are the same in all, so that programs need not know of two forms."""
    names = {row["id"]: row["name"] for row in data["networks.json"]["networks"]}
    assert names["hr-forum"] == dict.fromkeys(("en", "da", "ar"), "HR Forum")
    assert names["tea-circle"] == {"en": "The Tea Circle", "da": "Tekredsen"}


def test_a_programme_begins_next_on_a_day_that_is_not_past(content, data):
    """As its page says it."""
    starts = {row["id"]: row["next_start"] for row in data["mentors.json"]["mentors"]}
    assert starts == {"two-and-two": "2026-09-01", "far-away": None}
    later = with_other(content)
    object.__setattr__(later.portal, "today", lambda: date(2026, 9, 2))
    found = json.loads(data_file(Edition(later, "en"), "mentors").view.text)["mentors"]
    assert [row["next_start"] for row in found] == [None, None]


def test_a_path_leads_to_guides_and_to_what_employers_read(data, page_at):
    """At addresses of the portal, a guide's in the languages that it is written in."""
    (path,) = [row for row in data["pathways.json"]["pathways"] if row["id"] == "partners"]
    guide = path["steps"][1]["guide"]
    assert guide.keys() == {"en", "da"}
    for code, address in (*guide.items(), *path["employers"]["pages"].items()):
        assert page_at[address.removeprefix(SITE)].language == code
    assert path["steps"][2]["openings"] == ["internship"]
    assert path["courses"][0]["organiser"]["company"] == "mithal-bakery"


def test_a_guides_new_text_makes_no_path_anew(editions):
    """Of a guide the file reads where it stands."""
    edition = editions["en"]
    with edition.tracker.tracing() as reads:
        data_file(edition, "pathways")
    assert "en.guide_pages[queueing]" in reads
    assert "pathway/partners" in reads
    assert not [name for name in reads if name.startswith(("guide/", "company/", "story/"))]


@pytest.mark.parametrize("make", [data_file, table_file])
def test_files_of_events_read_those_that_are_not_over(editions, make):
    """What is over may change without them."""
    edition = editions["en"]
    with edition.tracker.tracing() as reads:
        make(edition, "events")
    assert {n for n in reads if n.startswith("event/")} == {f"event/{slug}" for slug in COMING}
    assert {n for n in reads if n.startswith("event_dates")} == {
        f"event_dates[{slug}]" for slug in COMING
    }


def test_tables_of_events_networks_and_programmes_speak_the_language(files):
    """Of what is everywhere they say that it is; of what is free, that."""

    def cells(name, slug):
        head, *rows = read_table(files[f"{name}.da.csv"])
        (row,) = [dict(zip(head, row, strict=True)) for row in rows if row[0] == slug]
        return row

    tea = cells("events", "thursday-tea")
    assert (tea["venue"], tea["postcode"], tea["municipality_id"]) == (
        *("Biblioteket", "0001", "exampleby"),
    )
    assert (tea["price"], tea["network"], tea["starts"]) == (
        *("⟦da: Free⟧", "Tekredsen", "2026-06-04T17:00:00+00:00"),
    )
    assert "torsdag" in tea["repeats"]
    assert cells("events", "last-friday")["cancelled"] == "⟦da: Cancelled⟧"
    assert cells("events", "job-evening")["municipality"] == ""
    assert cells("networks", "hr-forum")["municipalities"] == "⟦da: The whole region⟧"
    assert cells("mentors", "far-away")["municipalities"] == ""
    pairs = cells("mentors", "two-and-two")
    assert pairs["form"] == "⟦da: One-to-one meetings⟧; ⟦da: Workshops⟧"
    assert (pairs["months"], pairs["next_start"]) == ("3", "2026-09-01")


def test_what_was_guessed_or_is_unconfirmed_is_told(content, jobs, files):
    """By the names of the fields and columns, so that others can be as careful as our pages are."""
    slug = "example-windmills/gust-forecaster"
    job = content.portal.jobs[slug]
    assert jobs[slug]["guessed"] == [*job.guessed] == ["competences", *job.guessed[1:]]
    assert jobs[slug]["unconfirmed_since"] == "2026-06-01"
    stated = jobs["example-windmills/mill-builder-4711"]
    assert (stated["guessed"], stated["unconfirmed_since"]) == ([], None)
    head, *rows = read_table(files["jobs.en.csv"])
    (row,) = [dict(zip(head, row, strict=True)) for row in rows if row[0] == slug]
    assert row["guessed"] == "competences; employment_type; language; posted"
    assert row["unconfirmed_since"] == "2026-06-01"


def test_what_was_guessed_is_named_as_the_field_is(content):
    """What is no field of a row is not named; that of another name by that name."""
    job = next(iter(content.portal.jobs.values()))
    guessed = job.model_copy(update={"guessed": ("municipality", "status", "workload")})
    assert guessed_fields(guessed) == ["municipality", "hours_a_week"]
    assert {*shapes.GUESSED.values()} <= shapes.JobShape.__annotations__.keys()
    assert shapes.GUESSED.keys() - {*shapes.JobShape.__annotations__} <= Job.model_fields.keys()


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+45", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"],  # noqa: RUF001
)
def test_no_spreadsheet_takes_a_cell_for_a_formula(cell):
    """OWASP's signs, also in their wide forms, stand behind an apostrophe."""
    ((found, _),) = csv.reader(StringIO(tables.table([(cell, "x")]), newline=""))
    assert found == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "a=b", "Åse & Søn", 'say "cheese"', "one, two", "two\nlines", "7"]
)
def test_other_cells_are_as_they_were(cell):
    """RFC 4180: what holds a comma, a quote or a line's end stands in quotes."""
    text = tables.table([(cell, "x")])
    assert text.endswith("\r\n")
    ((found, _),) = csv.reader(StringIO(text, newline=""))
    assert found == cell


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2))
def test_a_table_is_read_back_as_it_was_written(row):
    """Whatever editors and employers write, it is one row of as many cells."""
    (found,) = csv.reader(StringIO(tables.table([row]), newline=""))
    assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in row]
    assert not any(cell.startswith(tables.FORMULA_SIGNS) for cell in found)


@pytest.fixture
def former(content, files):
    """An edition for which everything holds, and what the build before published, by path."""
    own = with_other(content)
    edition = Edition(own, content.portal.languages[0])
    tracker, published = edition.tracker, {}
    tracker.holding = lambda names: tracker.reads.update(names) or {*names}
    tracker.published = lambda path: published.get(path, "").encode()
    published.update({f"api/v1/{path}": text for path, text in files.items()})
    return edition, published


FILES_OF_ROWS = ["companies.json", "jobs.json", "companies.en.csv", "jobs.en.csv"]


def made(edition, path):
    name, *_, ending = path.split(".")
    return (data_file if ending == "json" else table_file)(edition, name).view.text


@pytest.mark.parametrize("path", FILES_OF_ROWS)
def test_rows_that_hold_are_taken_as_they_were_published(path, former, files):
    """None is made again, and each is still something that the file depends on."""
    edition, _ = former
    with edition.tracker.tracing() as reads:
        assert made(edition, path) == files[path]
    assert not [name for name in edition.tracker.traces if "_line" in name or "_table" in name]
    assert len([name for name in reads if "[" in name]) == len(edition.portal.companies)


@pytest.mark.parametrize("path", FILES_OF_ROWS)
def test_a_row_that_does_not_hold_is_made(path, former, files):
    """It takes the place of the former one, whatever that said."""
    edition, published = former
    published[f"api/v1/{path}"] = files[path].replace("Example Windmills", "Former Windmills")
    edition.tracker.holding = lambda names: {n for n in names if "example-windmills" not in n}
    assert made(edition, path) == files[path]


@pytest.mark.parametrize("path", FILES_OF_ROWS)
@pytest.mark.parametrize("damage", ["", "something else", "\N{ZERO WIDTH NO-BREAK SPACE}"])
def test_a_file_that_is_none_of_ours_gives_no_rows(path, damage, former, files):
    """Where the build before wrote another form, or nothing is there, all rows are made."""
    edition, published = former
    published[f"api/v1/{path}"] = damage
    assert made(edition, path) == files[path]
