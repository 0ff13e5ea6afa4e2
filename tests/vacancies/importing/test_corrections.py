"""What editors write about imported jobs wins over every later import, and never stops a build."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from import_sites import Site, position

from benchmarks.vacancies.serving import Reply
from plugins.portal.loading import Loaded, load_files
from plugins.vacancies import jobs, understanding


def load(site: Site) -> Loaded:
    return load_files(site.root, site.settings.companies, site.settings.content)


def correct(site: Site, text: str) -> None:
    (site.folder / "acme.yaml").write_text(text, encoding="utf-8")


def test_a_correction_outlives_imports_and_is_no_guess(site: Site) -> None:
    """Key by key; what the editor wrote is not marked as guessed any more."""
    site.hire("greenhouse", position(1))
    site.run()
    correct(site, "- id: '1'\n  municipality: testrup\n")
    site.hire("greenhouse", position(1, title="Renamed"))
    site.run()
    job = load(site).records["job", "acme/1"]
    assert (job.title, job.municipality) == ("Renamed", "testrup")
    assert job.guessed == ("language",)


@pytest.mark.parametrize("system", ["greenhouse", "recruitee"])
def test_a_later_deadline_of_an_editor_outlives_that_of_the_board(site: Site, system: str) -> None:
    """The job stays while its board lists it: open to the editor's day, and gone on the next."""
    posting = position(1, deadline=date(2026, 6, 12))
    site.hire(system, posting)
    site.run()
    (job,) = site.jobs()
    correct(site, f"- id: '{job['id']}'\n  deadline: 2026-06-20\n")
    site.run(after=timedelta(days=4))
    assert [found["id"] for found in site.jobs()] == [job["id"]]
    assert load(site).records["job", f"acme/{job['id']}"].deadline == date(2026, 6, 20)
    site.hire(system, replace(posting, title="Renamed"))
    site.run(after=timedelta(days=10))
    assert site.titles() == ["Renamed"]
    row = site.row(after=timedelta(days=11))
    assert (site.jobs(), row.gone) == ([], 1)
    assert [found["gone"] for found in site.gone()] == ["2026-06-21"]


def test_a_job_that_went_too_early_comes_back(site: Site) -> None:
    """Also where its board says that nothing is new."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)), position(2))
    site.run()
    assert site.row(after=timedelta(days=4)).gone == 1
    assert site.run(after=timedelta(days=4)).written == 0
    correct(site, "- id: '1'\n  deadline: 2026-06-20\n")
    assert load(site).problems == []
    row = site.row(after=timedelta(days=4))
    assert (len(site.jobs()), site.gone(), row.new) == (2, [], 1)
    assert site.run(after=timedelta(days=4)).written == 0


def test_a_job_that_its_board_took_down_is_gone_whatever_editors_say(site: Site) -> None:
    """One cannot apply any more."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)), position(2))
    site.run()
    correct(site, "- id: '1'\n  deadline: 2026-06-20\n")
    site.hire("greenhouse", position(2))
    site.run(after=timedelta(days=4))
    assert site.titles() == ["Inventor 2"]


@pytest.mark.parametrize(
    "written",
    ["- id: '1'\n  deadline: 2026-06-1", "- id: '1'\n  deadline: soon\n", "- 1\n", "id: [", ""],
)
def test_a_faulty_correction_does_not_stop_the_import(site: Site, written: str) -> None:
    """The build tells of it."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)))
    site.run()
    correct(site, written)
    assert site.row().error == ""
    assert len(site.jobs()) == 1
    assert site.row(after=timedelta(days=4)).gone == 1


def test_an_earlier_deadline_takes_a_job_down_in_builds_alone(site: Site) -> None:
    """Its board still has it, and it is back as soon as the line is taken out."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 30)))
    site.run()
    correct(site, "- id: '1'\n  deadline: 2026-06-09\n")
    site.run()
    assert len(site.jobs()) == 1
    assert load(site).records["job", "acme/1"].deadline == date(2026, 6, 9)


def test_a_hidden_draft_can_be_shown(site: Site) -> None:
    """The importer took the place for one elsewhere; the editor knows better."""
    site.hire("greenhouse", position(1, city="Nowhere"))
    site.run()
    assert load(site).records["job", "acme/1"].status == "draft"
    correct(site, "- id: '1'\n  status: published\n  municipality: exampleby\n")
    assert load(site).records["job", "acme/1"].status == "published"


@pytest.mark.parametrize(
    "correction",
    [
        "municipality: testrup",
        "apply: https://acme.example/apply",
        "title: Another title",
        "status: draft",
        "description: |\n    Written anew.",
        "opening: thesis",
    ],
)
def test_a_correction_of_a_job_that_is_gone_stops_nothing(site: Site, correction: str) -> None:
    """Whatever it corrects: an employer who takes a job down must not stop the next build."""
    site.hire("greenhouse", position(1))
    site.run()
    correct(site, f"- id: '1'\n  {correction}\n")
    assert load(site).problems == []
    site.hire("greenhouse")
    site.run()
    loaded = load(site)
    assert loaded.problems == []
    assert ("job", "acme/1") not in loaded.records


def test_a_job_written_by_hand_stands_beside_imported_ones(site: Site) -> None:
    """It says what it is called and where to apply, and then must say the rest."""
    site.hire("greenhouse", position(1))
    site.run()
    whole = (
        "- id: own\n  title: Own\n  language: en\n  description: Words\n  posted: 2026-06-01\n"
        "  apply: https://acme.example/own\n"
    )
    correct(site, whole)
    assert {key[1] for key in load(site).records if key[0] == "job"} == {"acme/1", "acme/own"}
    correct(site, whole.replace("  language: en\n", ""))
    assert "'language' is missing" in str(load(site).problems[0])


@pytest.mark.parametrize("key", ["guessed: [title]", "unconfirmed_since: 2026-06-01T00:00:00Z"])
def test_editors_write_no_key_of_the_importer(site: Site, key: str) -> None:
    """They say something of the import alone."""
    site.hire("greenhouse", position(1))
    site.run()
    correct(site, f"- id: '1'\n  {key}\n")
    assert "is written by the importer alone" in str(load(site).problems[0])


def test_postings_are_understood(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way, with nothing in the place of understanding."""
    monkeypatch.undo()
    assert jobs.understand is understanding.understand
    text = "<p>We are looking for an inventor who likes to build things with us in Testrup.</p>"
    site.hire("lever", position(1, title="Inventor (student assistant)", city="Testrup", html=text))
    row = site.row()
    assert (row.error, row.refused) == ("", [])
    (job,) = site.jobs()
    assert (job["municipality"], job["language"]) == ("testrup", "en")
    assert job["competences"] == ["inventor"]
    assert {"municipality", "competences", "language"} <= set(job["guessed"])


def test_one_job_on_two_boards_is_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same employer, title, place and day."""
    monkeypatch.undo()
    site.hire("lever", position(1))
    site.hire("greenhouse", position(5, title="Inventor 1"))
    site.add("acme", "[{system: greenhouse, board: acme}, {system: lever, board: acme}]")
    row = site.row()
    assert (row.found, row.new, len(site.jobs())) == (2, 1, 1)


def test_two_alike_on_one_board_are_two(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The employer seeks two people; a second import sees no third thing in them."""
    monkeypatch.undo()
    site.hire("greenhouse", position(1, title="Inventor"), position(2, title="Inventor"))
    assert len((site.run(), site.jobs())[1]) == 2
    assert site.run().written == 0
    site.hire("lever", position(7, title="Inventor"))
    site.add("acme", "[{system: lever, board: acme}, {system: greenhouse, board: acme}]")
    site.run()
    assert len(site.jobs()) == 2
    assert site.run().written == 0


@pytest.mark.parametrize(("here", "there", "left"), [(2, 2, 2), (2, 1, 2), (1, 3, 3), (1, 1, 1)])
def test_as_many_are_left_as_one_board_has(
    site: Site, monkeypatch: pytest.MonkeyPatch, here: int, there: int, left: int
) -> None:
    """Each position of a board is the same as one of another board at the most."""
    monkeypatch.undo()
    site.hire("greenhouse", *(position(number + 1, title="Inventor") for number in range(here)))
    site.hire("lever", *(position(number + 7, title="Inventor") for number in range(there)))
    site.add("acme", "[{system: lever, board: acme}, {system: greenhouse, board: acme}]")
    site.run()
    assert len(site.jobs()) == left
    assert site.run().written == 0


def test_one_job_stays_one_while_a_board_does_not_answer(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was shown is kept; when nobody believes in it any more, the other takes its place."""
    monkeypatch.undo()
    site.hire("lever", position(1))
    site.hire("greenhouse", position(5, title="Inventor 1"))
    site.add("acme", "[{system: greenhouse, board: acme}, {system: lever, board: acme}]")
    site.run()
    (job,) = site.jobs()
    assert job["id"].startswith("lever-")
    site.server.answers["api.lever.co", "/v0/postings/acme?mode=json"] = Reply(status=500)
    row = site.row()
    assert ([job["id"] for job in site.jobs()], row.kept, row.new) == ([job["id"]], 1, 0)
    site.run(after=timedelta(days=15))
    assert [job["id"] for job in site.jobs()] == ["5"]


def test_alike_at_other_places_or_times_are_others(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On two boards, but in two towns, or with months between them."""
    monkeypatch.undo()
    old = date(2026, 3, 1)
    site.hire("greenhouse", position(1, city="Testrup"), position(2, posted=old))
    site.hire("lever", position(7, title="Inventor 1"), position(8, title="Inventor 2"))
    site.add("acme", "[{system: lever, board: acme}, {system: greenhouse, board: acme}]")
    site.run()
    assert len(site.jobs()) == 4
