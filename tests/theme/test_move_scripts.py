"""What the browser makes of a move: whom steps fit, days, addresses, and a calendar file."""

import json
import os
import re
import runpy
import shutil
import subprocess
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from golden_site import GOLDEN_SITE, SETTINGS_FILE
from website import PROJECT

from plugins.catalogue.pages.moves import COMPANY_ANSWERS, situations_told
from plugins.portal.loading import load_files
from plugins.portal.moves import Answers, fits
from plugins.portal.records import Citizenship, Companion, Purpose
from plugins.portal.settings import read_settings

SCRIPTS = PROJECT / "themes" / "portal" / "static" / "js"
STAMP = "2026-11-23T06:30:15.123Z"
COMPANIONS = {
    "": None,
    "nobody": frozenset(),
    "partner": frozenset({Companion.PARTNER}),
    "children": frozenset({Companion.CHILDREN}),
    "both": frozenset(Companion),
}


@pytest.fixture(scope="session")
def ask(tmp_path_factory):
    """Ask the theme's scripts several questions at once, each a name and arguments."""
    folder = tmp_path_factory.mktemp("node")
    for script in (*SCRIPTS.glob("move-*.js"), Path(__file__).parent / "node" / "moves.mjs"):
        shutil.copy(script, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    node = shutil.which("node") or str(PROJECT / ".venv/bin/node")

    def answers(*questions):
        done = subprocess.run(
            [node, str(folder / "moves.mjs")],
            input=json.dumps(questions),
            env=os.environ,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return answers


def records_of(site):
    settings = read_settings(runpy.run_path(str(site / SETTINGS_FILE)), site)
    loaded = load_files(settings.root, settings.companies, settings.content)
    places = [key[1] for key in loaded.records if key[0] == "municipality"]
    return [loaded.records[key] for key in loaded.records if key[0] == "step"], places


@pytest.mark.parametrize("site", [PROJECT, GOLDEN_SITE], ids=["real", "golden"])
def test_the_script_and_the_portal_agree_whom_each_step_fits(ask, site):
    """Whatever somebody answers, and leaves open, both choose the same steps."""
    steps, places = records_of(site)
    said = list(
        product(("", *Citizenship), ("", *Purpose), COMPANIONS, ("", *places, "somewhere-else"))
    )
    asked = [
        {"citizenship": c, "purpose": p, "companions": w, "municipality": m} for c, p, w, m in said
    ]
    found = ask(*(["fits", [json.loads(situations_told(s.who)), asked]] for s in steps))
    for step, answers in zip(steps, found, strict=True):
        expected = [
            fits(step.who, Answers(c or None, p or None, COMPANIONS[w], m or None))
            for c, p, w, m in said
        ]
        assert answers == expected, step.slug
    assert any(not all(answers) for answers in found)


def test_the_form_offers_the_answers_that_the_script_knows():
    """Who comes along is asked in the words of ``move-rules.js``."""
    assert set(COMPANY_ANSWERS) == set(COMPANIONS) - {""}


def test_days_are_counted_over_months_leap_years_and_summer_time(ask):
    """A day so many days later is that of the calendar, whatever clocks do."""
    days = ["2027-03-01", "2028-02-28", "2027-03-27", "2027-10-30", "2026-12-31", "2027-01-01"]
    asked = [(day, number) for day in days for number in (-365, -60, -1, 0, 1, 5, 30, 180)]
    found = ask(*(["addDays", [day, number]] for day, number in asked))
    assert found == [
        (date.fromisoformat(day) + timedelta(number)).isoformat() for day, number in asked
    ]


def test_only_days_of_the_calendar_are_days(ask):
    """An address that anybody wrote makes no wrong date."""
    cases = {
        "2027-03-01": True,
        "2028-02-29": True,
        "2027-02-29": False,
        "2027-13-01": False,
        "27-03-01": False,
        "2027-3-1": False,
        "": False,
        "0000-01-01": False,
        "<script>": False,
    }
    assert ask(*(["isDay", [day]] for day in cases)) == list(cases.values())


STATES = [
    ("", ""),
    ("citizenship=eu&arrival=2027-03-01", "citizenship=eu&arrival=2027-03-01"),
    ("arrival=2027-03-01&citizenship=eu", "citizenship=eu&arrival=2027-03-01"),
    ("done=mitid.cpr-number.mitid", "done=cpr-number.mitid"),
    ("citizenship=%3Cscript%3E&purpose=work", "purpose=work"),
    ("arrival=tomorrow&done=..A_B.%20", ""),
    ("other=1&municipality=aarhus", "municipality=aarhus"),
]


@pytest.mark.parametrize(("said", "kept"), STATES)
def test_an_address_is_read_as_far_as_it_makes_sense(ask, said, kept):
    """What is read is written the same way every time; what nobody could answer is dropped."""
    assert ask(["again", [said]]) == [kept]


def test_the_way_from_a_municipality_answers_where(ask):
    """The address behind the # wins; a link to a step says nothing."""
    assert ask(
        ["found", [{"hash": "", "search": "?municipality=aarhus"}]],
        ["found", [{"hash": "#Step-mitid", "search": "?municipality=aarhus"}]],
        ["found", [{"hash": "#municipality=viborg", "search": "?municipality=aarhus"}]],
        ["found", [{"hash": "", "search": "?citizenship=eu"}]],
    ) == ["municipality=aarhus", "municipality=aarhus", "municipality=viborg", ""]


EVENTS = [
    {
        "uid": "cpr-number.my-move@portal.example",
        "day": "2027-03-06",
        "summary": "Frist: Meld flytning, og få et CPR-nummer; straks\\nu",
        "description": "Første linje,\r\nanden linje; «æøåÆØÅ» 👩‍💻 العربية "
        + "lang tekst æøå " * 30,
        "url": "https://portal.example/da/mit-liv/min-flytning/#Step-cpr-number",
    },
    {
        "uid": "mitid.my-move@portal.example",
        "day": "2027-02-28",
        "summary": "a\x00b\x1fc",
        "description": "",
        "url": "https://portal.example/da/mit-liv/min-flytning/#Step-mitid",
    },
]
OPTIONS = {"name": "Min flytning", "stamp": STAMP, "language": "da", "product": "portal.example"}

PROPERTY = re.compile(
    r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)", re.DOTALL
)


def properties(file):
    """Name, parameters and value of each line of a calendar, held against section 3.1."""
    assert file.endswith("\r\n")
    assert "\n" not in file.replace("\r\n", "")
    assert "\r" not in file.replace("\r\n", "")
    lines = file.removesuffix("\r\n").split("\r\n")
    assert all(0 < len(line.encode()) <= 75 for line in lines)
    unfolded = file.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    found = []
    for line in unfolded:
        match = PROPERTY.fullmatch(line)
        assert match, line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)
        parameters = dict(p.split("=") for p in match["parameters"].split(";")[1:])
        found.append((match["name"], parameters, match["value"]))
    return found


def components(found):
    """The properties of each component, nested as they begin and end."""
    stack, done = [], []
    for name, parameters, value in found:
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            kind, inside = stack.pop()
            assert kind == value
            (stack[-1][1] if stack else done).append((kind, inside))
        else:
            assert stack
            stack[-1][1].append((name, parameters, value))
    assert not stack
    return done


def told(inside):
    """Properties by name, none of which stands twice."""
    own = [one for one in inside if len(one) == 3]
    names = [name for name, _, _ in own]
    assert len(names) == len(set(names))
    return {name: (parameters, value) for name, parameters, value in own}


def unescaped(value):
    """A text as section 3.3.11 writes it."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\;,nN]", value)
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def test_a_calendar_is_one_as_rfc_5545_has_it(ask):
    """Every property that must be there is, once, and every day is a whole one."""
    (file,) = ask(["calendar", [EVENTS, OPTIONS]])
    ((kind, inside),) = components(properties(file))
    assert kind == "VCALENDAR"
    head = told(inside)
    assert head["VERSION"] == ({}, "2.0")
    assert head["PRODID"][1]
    assert head["CALSCALE"] == ({}, "GREGORIAN")
    events = [part for part in inside if part[0] == "VEVENT"]
    assert len(events) == len(EVENTS)
    for (_, found), event in zip(events, EVENTS, strict=True):
        own = told(found)
        assert own["UID"] == ({}, event["uid"])
        assert own["DTSTAMP"] == ({}, "20261123T063015Z")
        start = date.fromisoformat(event["day"])
        assert own["DTSTART"] == ({"VALUE": "DATE"}, f"{start:%Y%m%d}")
        assert own["DTEND"] == ({"VALUE": "DATE"}, f"{start + timedelta(1):%Y%m%d}")
        assert own["URL"] == ({}, event["url"])
        assert own["SUMMARY"][0] == {"LANGUAGE": "da"}
        ((alarm, rung),) = [part for part in found if len(part) == 2]
        assert alarm == "VALARM"
        assert {"ACTION", "TRIGGER", "DESCRIPTION"} == set(told(rung))
        assert told(rung)["TRIGGER"] == ({}, "-PT15H")


def test_texts_come_back_as_they_went_in(ask):
    """Commas, semicolons, backslashes and ends of lines are escaped; control signs are left out."""
    (file,) = ask(["calendar", [EVENTS, OPTIONS]])
    ((_, inside),) = components(properties(file))
    first, second = (told(part[1]) for part in inside if part[0] == "VEVENT")
    assert unescaped(first["SUMMARY"][1]) == EVENTS[0]["summary"]
    expected = EVENTS[0]["description"].replace("\r\n", "\n")
    assert unescaped(first["DESCRIPTION"][1]) == expected
    assert unescaped(second["SUMMARY"][1]) == "abc"


def test_long_lines_are_folded_between_characters(ask):
    """No line is longer than 75 octets, and what is unfolded is what was folded."""
    lines = ["x" * 75, "x" * 76, "æ" * 200, "👩‍💻" * 40, "SUMMARY:" + "العربية " * 30, ""]
    for line, folded in zip(lines, ask(*(["fold", [line]] for line in lines)), strict=True):
        assert folded.replace("\r\n ", "") == line
        assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert "\r\n" not in ask(["fold", ["x" * 75]])[0]


def test_a_calendar_is_the_same_when_made_again(ask):
    """The same dates at the same moment are the same bytes; another moment changes the stamps alone."""
    one, again = ask(["calendar", [EVENTS, OPTIONS]], ["calendar", [EVENTS, OPTIONS]])
    assert one == again
    (later,) = ask(["calendar", [EVENTS, {**OPTIONS, "stamp": "2026-11-24T00:00:00Z"}]])
    assert re.sub(r"\d{8}T\d{6}Z", "", later) == re.sub(r"\d{8}T\d{6}Z", "", one)
