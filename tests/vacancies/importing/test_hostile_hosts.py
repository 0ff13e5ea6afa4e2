"""Hostile hosts all at once: each has its line in the table, and costs no other employer its jobs."""

import gzip
import json
from collections.abc import Callable

import pytest
from import_sites import Site, position
from test_hostile import BOMB

from benchmarks.vacancies.serving import Reply
from plugins.vacancies.report import as_table

INSIDE = "169.254.169.254"
MAPPED = "::ffff:169.254.169.254"


def leads_to(address: str) -> Reply:
    return Reply(status=302, headers={"Location": address})


def changed(change: Callable[[bytes], bytes]) -> Callable[[Reply], Reply]:
    return lambda reply: Reply(change(reply.body))


HOSTILE: dict[str, tuple[str, Callable[[Reply], Reply], str]] = {
    "bomb": ("feed", changed(lambda body: BOMB.encode() + body), "declares entities, which are"),
    "broken": ("personio", changed(lambda body: body[:-20]), "no valid XML"),
    "inward": (
        "feed",
        lambda _: leads_to(f"https://{INSIDE}/latest/"),
        "no public address; refused",
    ),
    "mapped": ("feed", lambda _: leads_to(f"https://[{MAPPED}]/"), "no public address; refused"),
    "userinfo": ("feed", lambda _: leads_to("https://acme.example@evil.example/"), "no public"),
    "port": ("lever", lambda _: leads_to("https://acme.example:8443/"), "no public address"),
    "plain": ("lever", lambda _: leads_to("http://acme.example/"), "not https; refused"),
    "nothing": ("lever", lambda _: leads_to("https://["), "no address"),
    "loop": ("lever", lambda _: leads_to("?mode=json"), "leads on more than 4 times"),
    "slow": ("greenhouse", lambda reply: Reply(reply.body, delay=2), "takes too long"),
    "drips": ("greenhouse", lambda reply: Reply(reply.body, drip=0.05), "takes too long"),
    "huge": ("recruitee", lambda _: Reply(b" " * 3_000_000), "more than 2,000,000 bytes"),
    "packed": (
        "workable",
        lambda _: Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}),
        "more than 2,000,000 bytes",
    ),
    "latin": ("workable", changed(lambda _: '{"jobs": "æ"}'.encode("latin-1")), "no valid JSON"),
    "sorry": ("recruitee", lambda _: Reply(b"<html>Back soon</html>"), "no valid JSON"),
    "text": (
        "greenhouse",
        changed(lambda body: body.replace(b"We invent", b"x" * 1_000_000)),
        "characters; refused",
    ),
    "script": (
        "lever",
        changed(lambda body: body.replace(b"https://jobs.lever.co/", b"javascript:alert(1)//")),
        "javascript:",
    ),
    "unsafe": (
        "lever",
        changed(lambda body: body.replace(b"jobs.lever.co", b"192.168.0.1")),
        "not a public web address",
    ),
}
"""Company → system, what its host answers instead, what the table says."""


def test_each_has_its_line_in_the_table_and_the_good_are_imported(site: Site) -> None:
    """In one run, beside two employers who mean no harm; nobody outside is asked for anything."""
    server = site.server
    server.addresses |= {INSIDE: [INSIDE], MAPPED: [MAPPED], f"[{MAPPED}]": [MAPPED]}
    for company, (system, answer, _) in HOSTILE.items():
        before = set(server.answers)
        site.hire(system, position(1), company=company)
        place = next(iter(server.answers.keys() - before))
        listed = [key for key in server.answers.keys() - before if "?" in key[1]]
        place = listed[0] if listed else place
        server.answers[place] = answer(server.answers[place])
    hosts = {host for host, _ in server.answers}
    site.hire("greenhouse", position(1), company="good")
    site.hire("jobposting", position(1), company="kind")
    report = site.run()
    table = as_table(report)
    lines = {line.split()[0]: line for line in table.splitlines() if line[:1].strip()}
    for company, (_, _, told) in HOSTILE.items():
        row = next(row for row in report.rows if row.company == company)
        assert company in lines, company
        assert told in " ".join((lines[company], *row.refused)), (company, row)
    assert site.titles("good") == site.titles("kind") == ["Inventor 1"]
    assert {request.host for request in server.asked} <= hosts | {"kind.example", "good.example"}
    assert {path.name for path in site.folder.iterdir()} == {"good.json", "kind.json"}


@pytest.mark.parametrize("system", ["smartrecruiters", "teamtailor"])
def test_a_board_that_never_ends_is_left_when_it_repeats_itself(site: Site, system: str) -> None:
    """However many postings it says that there are, and whatever page is asked for."""
    site.hire(system, *(position(number) for number in range(1, 101)))
    places = [place for place in site.server.answers if "per_page" in place[1] or "?" in place[1]]
    first = site.server.answers[places[0]]
    lie = Reply(first.body.replace(b'"totalFound": 100', b'"totalFound": 1000000000'))
    for offset in range(0, 3_100, 100):
        for host, path in places[:1]:
            start = path.removesuffix("&offset=0")
            site.server.answers[host, f"{start}&offset={offset}"] = lie
            site.server.answers[host, start] = lie
    row = site.row()
    assert (row.found, row.error, row.refused) == (100, "", [])
    assert len([request for request in site.server.asked if "?" in request.target]) == 2


@pytest.mark.parametrize(
    "answers",
    [["::ffff:10.0.0.1"], ["93.184.215.14", "::1"], ["93.184.215.14", "fd00::1"], ["127.1.1.1"]],
)
def test_names_that_lead_inside_are_not_asked(site: Site, answers: list[str]) -> None:
    """IPv4 within IPv6, and one address of several."""
    site.hire("feed", position(1))
    site.server.addresses["acme.example"] = answers
    assert "no public address; refused" in site.row().error
    assert site.server.asked == []


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("utf-8", "text/html"),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8", "text/html; charset=no-such"),
        ("iso-8859-1", "text/html"),
        ("iso-8859-1", "text/html; charset=iso-8859-1"),
        ("utf-16", "text/html; charset=utf-16"),
    ],
)
def test_letters_are_read_whatever_a_page_calls_them(
    site: Site, encoding: str, header: str
) -> None:
    """Pages lie about their letters, or say nothing of them."""
    site.hire("jobposting", position(1))
    data = {"@type": "JobPosting", "title": "Ærlig smørelse", "description": "<p>På båden</p>"}
    script = json.dumps(data, ensure_ascii=False)
    page = f'<!doctype html><script type="application/ld+json">{script}</script>'
    site.server.answers["acme.example", "/jobs/1/"] = Reply(
        page.encode(encoding), headers={"Content-Type": header}
    )
    site.run()
    (job,) = site.jobs()
    assert (job["title"], job["description_html"]) == ("Ærlig smørelse", "<p>På båden</p>")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_letters_of_feeds_are_those_that_they_declare(site: Site, encoding: str) -> None:
    site.hire("feed", position(1))
    body = site.server.answers["acme.example", "/jobs.atom"].body.decode()
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + body.replace("Inventor", "Ærlig")
    site.server.answers["acme.example", "/jobs.atom"] = Reply(text.encode(encoding))
    site.run()
    assert site.titles() == ["Ærlig 1"]


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/x",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://localhost/",
        "https://\u0430cme.example/",
        "https://acme.example\\@evil.example/",
        "https://acme.example@evil.example/",
        "data:text/html,x",
        "//evil.example/",
        "https:evil.example",
    ],
)
def test_links_to_apply_lead_to_public_names(site: Site, address: str) -> None:
    """What a reader follows is checked like what the importer follows."""
    site.hire("lever", position(1))
    ((place, reply),) = site.server.answers.items()
    found = json.loads(reply.body)
    found[0]["applyUrl"] = address
    site.server.answers[place] = Reply(json.dumps(found).encode())
    row = site.row()
    assert row.found == len(row.refused) == 1
    assert site.folder.joinpath("acme.json").exists() is False
