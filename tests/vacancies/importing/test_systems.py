"""Every system's answers become the same jobs, and adding a system is adding a module."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from import_sites import Site, position
from website import PROJECT

from benchmarks.vacancies.employers import SYSTEMS as PLAYED
from benchmarks.vacancies.serving import Reply
from plugins.vacancies import systems
from plugins.vacancies.report import as_table
from plugins.vacancies.systems import SYSTEMS

TELLS_DEADLINE = {"greenhouse", "recruitee", "jobposting"}


def test_every_module_of_a_system_is_offered_and_played() -> None:
    """No system is forgotten, here or in the tests."""
    found = {path.stem for path in Path(systems.__file__).parent.glob("[!_]*.py")} - {"system"}
    assert found == set(SYSTEMS) == set(PLAYED)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_board_becomes_jobs(site: Site, system: str) -> None:
    """Title, text, place, day and addresses of each posting arrive, whatever the system."""
    site.hire(system, position(7, deadline=date(2026, 6, 30)), position(8, title="Ærlig & <sej>"))
    row = site.row()
    assert (row.error, row.refused) == ("", [])
    assert (row.found, row.new, row.changed, row.gone, row.kept) == (2, 2, 0, 0, 0)
    first, second = sorted(site.jobs(), key=lambda job: job["title"])
    assert first["title"] == "Inventor 7"
    assert "<p>We invent things.</p>" in first["description_html"]
    assert first["posted"] == "2026-06-01"
    assert first["apply"].startswith("https://")
    assert first["imported"] == "2026-06-10T12:00:00+00:00"
    assert first.get("deadline") == ("2026-06-30" if system in TELLS_DEADLINE else None)
    if system != "feed":  # A feed knows no places.
        assert first["municipality"] == "exampleby"
        assert "municipality" in first["guessed"]
    assert second["title"] == "Ærlig & <sej>"


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_written_where_nothing_changed(site: Site, system: str) -> None:
    """The second import leaves every file as it is, and asks for no text that it has."""
    site.hire(system, position(7), position(8))
    site.run()
    _forget_reading(site)
    files = site.times()
    site.server.asked.clear()
    assert site.run().written == 0
    _forget_reading(site)
    assert site.times() == files
    assert any("if-none-match" in asked.headers for asked in site.server.asked)


def _forget_reading(site: Site) -> None:
    """Remove what the build remembers of what it read, jobs included."""
    for path in (site.root / ".cache").glob("records*"):
        path.unlink()


@pytest.mark.parametrize("system", SYSTEMS)
def test_one_posting_is_told_from_the_next(site: Site, system: str) -> None:
    """What is new, changed and gone is counted by postings, and the ids of the others stay."""
    site.hire(system, position(7), position(8))
    site.run()
    before = {job["title"]: job["id"] for job in site.jobs()}
    site.hire(system, position(8, title="Inventor 8, once more"), position(9))
    row = site.row()
    assert (row.new, row.changed, row.gone) == (1, 1, 1)
    after = {job["title"]: job["id"] for job in site.jobs()}
    assert after["Inventor 8, once more"] == before["Inventor 8"]


@pytest.mark.parametrize("system", ["smartrecruiters", "teamtailor"])
def test_boards_of_several_pages_are_read_to_the_end(site: Site, system: str) -> None:
    """Systems that give a hundred at a time are asked for the rest."""
    site.hire(system, *(position(number) for number in range(1, 206)))
    row = site.row()
    assert (row.found, len(site.jobs())) == (205, 205)


def test_rss_of_all_kinds_is_read(site: Site) -> None:
    """RSS 1.0 and 2.0 and Atom with XHTML in it say the same."""
    feeds = {
        "one": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/>'
        "<item><title>T</title><link>https://one.example/1</link><description>Text</description>"
        "<dc:date>2026-06-01T00:00:00Z</dc:date></item></rdf:RDF>",
        "two": '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<item><title>T</title><link>https://two.example/1</link><description>Short</description>"
        "<content:encoded><![CDATA[<p>Text</p>]]></content:encoded>"
        "<pubDate>Mon, 01 Jun 2026 23:59:00 +0200</pubDate></item></channel></rss>",
        "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>T</title>'
        '<link rel="self" href="https://atom.example/self"/><link href="https://atom.example/1"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div></content>'
        "<updated>2026-06-01T00:00:00Z</updated></entry></feed>",
    }
    for name, body in feeds.items():
        site.hire("feed", company=name)
        site.server.answers[f"{name}.example", "/jobs.atom"] = Reply(body.encode())
    assert [row.error for row in site.run().rows] == ["", "", ""]
    for name in feeds:
        (job,) = site.jobs(name)
        assert (job["title"], job["posted"]) == ("T", "2026-06-01")
        assert job["apply"] == f"https://{name}.example/1"
        assert "<p>Text</p>" in job["description_html"]


def test_lever_tells_pay_and_lists(site: Site) -> None:
    """What the employer states of pay is kept, and lists stand below their headings."""
    site.hire("lever", position(1))
    site.run()
    (job,) = site.jobs()
    assert job["salary"] == {"min": 40000.0, "max": 50000.0, "currency": "DKK", "per": "month"}
    assert "<h2>What you will do</h2>\n<ul><li>Invent</li>" in job["description_html"]
    assert job["apply"].endswith("/apply")
    assert job["source"] == "https://jobs.lever.co/acme/1"


def test_a_name_that_may_be_mistyped_is_told_until_it_had_a_posting(site: Site) -> None:
    """SmartRecruiters answers for names that nobody has as for boards without postings."""
    site.hire("smartrecruiters")
    report = site.run()
    (row,) = report.rows
    assert row.note == "never had a posting, like a name that nobody has: is 'acme' right?"
    assert (row.error, report.failed) == ("", [])
    assert row.note in as_table(report)
    assert site.row().note == row.note
    site.hire("smartrecruiters", position(1))
    assert site.row().note == ""
    site.hire("smartrecruiters")
    assert (site.row().note, site.row().note) == ("", "")


@pytest.mark.parametrize("system", ["greenhouse", "jobposting"])
def test_boards_that_are_there_may_be_empty(site: Site, system: str) -> None:
    """Other systems tell of names that nobody has: an empty board is no reason for doubt."""
    site.hire(system)
    assert site.row().note == ""


def test_pages_outside_robots_rules_and_of_others_are_not_asked_for(site: Site) -> None:
    """robots.txt is read first; links to other hosts, files and unrelated pages are not followed."""
    site.hire("jobposting", position(1))
    page = (
        b'<a href="/jobs/1/">x</a> <a href="/jobs/1/#top">x</a> <a href="/secret/jobs/">no</a>'
        b'<a href="https://other.example/jobs/1">no</a> <a href="/jobs/x.pdf">no</a>'
        b'<a href="/contact/">no</a> <a href="javascript:alert(1)">no</a> <a href="//[">no</a>'
    )
    site.server.answers["acme.example", "/jobs/"] = Reply(page)
    row = site.row()
    asked = [(request.host, request.target) for request in site.server.asked]
    assert asked == [
        ("acme.example", "/robots.txt"),
        ("acme.example", "/jobs/"),
        ("acme.example", "/jobs/1/"),
    ]
    assert len(site.jobs()) == 1
    assert len(row.refused) == 1
    assert "robots.txt of acme.example forbids" in row.refused[0]


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_system_is_documented(system: str) -> None:
    """Editors find what to write as system and board."""
    text = (PROJECT / "docs" / "importing-jobs.md").read_text(encoding="utf-8")
    assert f"| `{system}` |" in text


def _changed(site: Site, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the one entry of a board that answers with JSON."""
    ((place, reply),) = site.server.answers.items()
    found = json.loads(reply.body)
    change((found if isinstance(found, list) else next(filter(_listed, found.values())))[0])
    site.server.answers[place] = Reply(json.dumps(found).encode())


def _listed(value: object) -> bool:
    return isinstance(value, list)


COPENHAGEN = {"city": "Copenhagen", "countryCode": "DK", "country_code": "DK", "country": "Denmark"}
EXAMPLEBY = COPENHAGEN | {"city": "Exampleby"}
MALMO = {"city": "Malmö", "countryCode": "SE", "country_code": "SE", "country": "Sweden"}


@pytest.mark.parametrize("system", ["workable", "recruitee"])
@pytest.mark.parametrize("places", [[COPENHAGEN, EXAMPLEBY], [MALMO, EXAMPLEBY]])
def test_a_job_at_one_of_several_places_is_at_the_one_here(
    site: Site, system: str, places: list[dict[str, str]]
) -> None:
    """Wherever the employer names first: another town, or another country."""
    site.hire(system, position(1))
    _changed(site, lambda entry: entry.update(locations=places))
    site.run()
    assert [job.get("municipality") for job in site.jobs()] == ["exampleby"]


@pytest.mark.parametrize("system", ["workable", "recruitee"])
def test_a_job_at_places_abroad_alone_is_elsewhere(site: Site, system: str) -> None:
    site.hire(system, position(1))
    _changed(site, lambda entry: entry.update(locations=[MALMO]))
    assert (site.row().elsewhere, site.jobs()) == (1, [])


def test_a_place_that_workable_hides_is_not_told(site: Site) -> None:
    """Only those that the employer shows count."""
    site.hire("workable", position(1))
    places = [EXAMPLEBY | {"hidden": True}, COPENHAGEN | {"hidden": False}]
    _changed(site, lambda entry: entry.update(locations=places))
    site.run()
    assert "municipality" not in site.jobs()[0]


@pytest.mark.parametrize("is_apart", [True, False])
def test_what_workable_tells_apart_is_part_of_the_text(site: Site, is_apart: bool) -> None:
    """Requirements stand in the description, or beside it; never twice."""
    site.hire("workable", position(1))
    told = "<ul><li>You exist</li></ul>"
    more = {"requirements": told} if is_apart else {"description": f"<p>We invent.</p>{told}"}
    _changed(site, lambda entry: entry.update(more | {"benefits": ""}))
    site.run()
    assert site.jobs()[0]["description_html"].count("You exist") == 1


def test_lever_tells_all_places_and_the_words_for_the_pay(site: Site) -> None:
    site.hire("lever", position(1))
    more = {"location": "Copenhagen, Denmark", "allLocations": ["Copenhagen", "Exampleby"]}
    _changed(site, lambda entry: entry["categories"].update(more))
    _changed(site, lambda entry: entry.update(salaryDescription="<p>By agreement.</p>"))
    site.run()
    (job,) = site.jobs()
    assert job["municipality"] == "exampleby"
    assert job["description_html"].endswith("<p>By agreement.</p>")


def test_applications_at_any_time_are_no_open_position(site: Site) -> None:
    """Greenhouse shows them as posts without a job."""
    site.hire("greenhouse", position(1))
    _changed(site, lambda entry: entry.update(internal_job_id=None))
    row = site.row()
    assert (row.found, row.refused, site.jobs()) == (0, [], [])


def test_smartrecruiters_without_a_town_tells_the_place_in_one(site: Site) -> None:
    site.hire("smartrecruiters", position(1))
    place = ("api.smartrecruiters.com", "/v1/companies/acme/postings/1")
    found = json.loads(site.server.answers[place].body)
    found["location"] = {"country": "dk", "fullLocation": "Exampleby, , Denmark"}
    site.server.answers[place] = Reply(json.dumps(found).encode())
    site.run()
    assert site.jobs()[0]["municipality"] == "exampleby"


def test_positions_of_personio_have_their_text_in_some_language(site: Site) -> None:
    """Lists in other languages are asked for, and only as long as a text is missing."""
    site.hire("personio", position(1), position(2))
    host = "acme.jobs.personio.com"
    whole = site.server.answers[host, "/xml?language=en"].body
    start = whole.index(b"<jobDescriptions>")
    end = whole.index(b"</jobDescriptions>")
    site.server.answers[host, "/xml?language=en"] = Reply(whole[:start] + whole[end + 18 :])
    site.server.answers[host, "/xml?language=da"] = Reply(whole.replace(b"invent", b"opfinder"))
    row = site.row()
    assert (row.error, row.refused) == ("", [])
    first, second = (job["description_html"] for job in site.jobs())
    assert "opfinder" in first
    assert "invent" in second
    site.server.asked.clear()
    assert site.run().written == 0
    assert [request.target for request in site.server.asked] == [
        "/xml?language=en",
        "/xml?language=da",
    ]


def test_other_offices_of_personio_count_too(site: Site) -> None:
    site.hire("personio", position(1, city="Copenhagen"))
    place = ("acme.jobs.personio.com", "/xml?language=en")
    body = site.server.answers[place].body
    offices = b"<additionalOffices><office>Exampleby</office>"
    body = body.replace(b"<additionalOffices>", offices).replace(b"full-time", b"full-or-part-time")
    site.server.answers[place] = Reply(body)
    site.run()
    (job,) = site.jobs()
    assert job["municipality"] == "exampleby"
    assert "employment_type" not in job


RSS = (
    '<rss version="2.0"><channel><item><title>{title}</title><link>{link}</link>'
    "<guid>{guid}</guid><description>{text}</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("title", "text", "read"),
    [
        ("R & D", "Words", "R & D"),
        ("Smed\x0b", "a\x00b", "Smed"),
        ("K&oslash;kken&nbsp;1", "&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "Køkken 1"),
        ("<![CDATA[A & B]]>", "x &c; y", "A & B"),
        ("&amp;&#x42;&#67; &no; &", "a&b;", "&BC &no; &"),
    ],
)
def test_what_many_feeds_have_wrong_is_mended(site: Site, title: str, text: str, read: str) -> None:
    """HTML's names for signs are read as well; unknown ones are words."""
    site.hire("feed")
    body = RSS.format(title=title, link="https://acme.example/1", guid="1", text=text)
    site.server.answers["acme.example", "/jobs.atom"] = Reply(b"\r\n " + body.encode())
    row = site.row()
    assert (row.error, site.titles()) == ("", [read])


@pytest.mark.parametrize(
    ("link", "guid", "address"),
    [
        ("/jobs/1", "1", "https://acme.example/jobs/1"),
        ("jobs/1", "1", "https://acme.example/jobs/1"),
        ("", "https://acme.example/one", "https://acme.example/one"),
        ("https://other.example/1", "1", "https://other.example/1"),
    ],
)
def test_links_of_feeds_may_be_short(site: Site, link: str, guid: str, address: str) -> None:
    """They begin where the feed stands; RSS may have the address as the id alone."""
    site.hire("feed")
    body = RSS.format(title="T", link=link, guid=guid, text="Words")
    site.server.answers["acme.example", "/jobs.atom"] = Reply(body.encode())
    site.run()
    assert [job["apply"] for job in site.jobs()] == [address]


@pytest.mark.parametrize(
    "kind", ["JobPosting", "https://schema.org/JobPosting", "schema:JobPosting"]
)
@pytest.mark.parametrize("script", ["application/ld+json", "Application/LD+JSON; charset=utf-8"])
def test_postings_of_pages_have_several_spellings(site: Site, kind: str, script: str) -> None:
    site.hire("jobposting", position(1))
    towns = [{"address": {"addressLocality": name, "addressCountry": code}} for name, code in
             (("Malmö", "SE"), ("Copenhagen", "DK"), ("Exampleby", "DK"))]  # fmt: skip
    data = {"@type": [kind], "title": "T", "description": "Words", "jobLocation": towns}
    page = f'<script type="{script}">{json.dumps(data)}</script>'
    site.server.answers["acme.example", "/jobs/1/"] = Reply(page.encode())
    site.run()
    assert [job["municipality"] for job in site.jobs()] == ["exampleby"]
