"""What editors write about imported jobs wins over every later import, and never stops a build."""

import pytest
from import_sites import Site, position

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
    first = site.jobs()
    assert len({job["id"].partition("-")[0] for job in first}) == 1
    assert site.run().written == 0
