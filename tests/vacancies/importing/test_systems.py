"""Every system's answers become the same jobs, and adding a system is adding a module."""

from datetime import date
from pathlib import Path

import pytest
from import_sites import Site, position
from website import PROJECT

from benchmarks.vacancies.employers import SYSTEMS as PLAYED
from benchmarks.vacancies.serving import Reply
from plugins.vacancies import systems
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
