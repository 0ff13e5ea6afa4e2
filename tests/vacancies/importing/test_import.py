"""What becomes of jobs from one import to the next."""

import json
from datetime import date, timedelta

import pytest
from import_sites import position

from benchmarks.vacancies.serving import Reply
from plugins.portal.loading import load_files
from plugins.portal.problems import ContentFault
from plugins.vacancies.files import JobFiles

DAY = timedelta(days=1)
BOARD = ("boards-api.greenhouse.io", "/v1/boards/acme/jobs?content=true")


def test_files_are_sorted_and_readable_and_faultless(site) -> None:
    """Jobs stand by id, one key a line, and the portal reads them without a fault."""
    site.hire("greenhouse", position(30), position(4), position(200))
    site.run()
    text = (site.folder / "acme.json").read_text(encoding="utf-8")
    assert [job["id"] for job in json.loads(text)] == ["200", "30", "4"]
    assert '\n    "title": "Inventor 30",\n' in text
    assert text.endswith("]\n")
    loaded = load_files(site.root, site.settings.companies, site.settings.content)
    assert loaded.problems == []


def test_what_is_the_same_keeps_the_time_of_its_import(site) -> None:
    """``imported`` tells when a job became what it is."""
    site.hire("greenhouse", position(1), position(2))
    site.run()
    site.hire("greenhouse", position(1), position(2, title="Another"))
    site.run(after=DAY)
    assert [job["imported"][:10] for job in site.jobs()] == ["2026-06-10", "2026-06-11"]


def test_a_source_that_fails_keeps_its_jobs_for_a_time_and_drops_them_then(site) -> None:
    """The day of the first failure is written down with the jobs, so that no cache is needed."""
    site.hire("greenhouse", position(1), position(2))
    site.run()
    site.server.answers[BOARD] = Reply(status=500)
    row = site.row(after=DAY)
    assert (row.kept, row.gone, row.error) == (
        2,
        0,
        "answers with status 500 Internal Server Error",
    )
    assert [job["unconfirmed_since"][:10] for job in site.jobs()] == ["2026-06-11"] * 2
    before = (site.folder / "acme.json").read_bytes()
    assert site.row(after=14 * DAY).kept == 2
    assert (site.folder / "acme.json").read_bytes() == before
    row = site.row(after=16 * DAY)
    assert (row.kept, row.gone, site.jobs()) == (0, 2, [])


def test_a_source_that_recovers_confirms_its_jobs(site) -> None:
    """Nothing is left of a failure, and the jobs are not new."""
    site.hire("greenhouse", position(1))
    site.run()
    before = (site.folder / "acme.json").read_bytes()
    well = site.server.answers[BOARD]
    site.server.answers[BOARD] = Reply(status=500)
    site.run(after=DAY)
    site.server.answers[BOARD] = well
    row = site.row(after=2 * DAY)
    assert (row.new, row.changed, row.kept) == (0, 0, 0)
    assert (site.folder / "acme.json").read_bytes() == before


def test_a_board_that_never_answered_says_nothing(site) -> None:
    """No file stands for what nobody knows; an empty board has an empty list."""
    site.add("acme", "{system: greenhouse, board: acme}")
    assert site.row().error == "answers with status 404 Not Found"
    assert not (site.folder / "acme.json").exists()
    site.hire("greenhouse")
    site.run()
    assert site.jobs() == []


def test_what_is_over_goes_whether_or_not_its_source_answers(site) -> None:
    """A job is open on its last day, and is gone on the next, also where nothing is new."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)), position(2))
    site.run()
    assert len(site.jobs()) == 2
    site.run(after=2 * DAY)
    assert len(site.jobs()) == 2
    row = site.row(after=3 * DAY)
    assert (site.titles(), row.gone) == (["Inventor 2"], 1)
    assert "if-none-match" in site.server.asked[-1].headers


def test_what_is_over_already_is_not_imported(site) -> None:
    """Nobody sees a dead job."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 9)))
    row = site.row()
    assert (row.found, row.new, row.elsewhere) == (1, 0, 1)


def test_jobs_elsewhere_are_left_out_or_hidden(site) -> None:
    """Another country is left out; a place that is not known is a draft that an editor can show."""
    site.hire("lever", position(1, country="DE"), position(2, city="Nowhere"), position(3))
    row = site.row()
    assert (row.found, row.elsewhere) == (3, 1)
    drafts = [job for job in site.jobs() if job.get("status") == "draft"]
    assert [job["title"] for job in drafts] == ["Inventor 2"]
    assert "status" in drafts[0]["guessed"]


def test_a_failing_posting_keeps_what_it_was(site) -> None:
    """One text that cannot be had does not take its job away."""
    site.hire("smartrecruiters", position(1), position(2))
    site.run()
    path = ("api.smartrecruiters.com", "/v1/companies/acme/postings/1")
    site.server.answers[path] = Reply(status=503)
    row = site.row(after=DAY)
    assert (row.kept, row.gone, row.error) == (1, 0, "")
    assert row.refused == ["1: answers with status 503 Service Unavailable"]
    assert ["unconfirmed_since" in job for job in site.jobs()] == [True, False]


def test_companies_without_a_board_lose_their_imported_jobs(site) -> None:
    """Those of drafts, of companies that went and of boards that were taken out."""
    for name in ("acme", "gone", "corrected"):
        site.hire("greenhouse", position(1), company=name)
    site.run()
    (site.folder / "corrected.yaml").write_text("- id: '1'\n  danish_needed: none\n", "utf-8")
    (site.root / "companies" / "gone.yaml").unlink()
    site.add("corrected", "")
    path = site.root / "companies" / "corrected.yaml"
    path.write_text(path.read_text("utf-8").replace("jobs: \n", ""), "utf-8")
    report = site.run()
    assert [(row.company, row.gone) for row in report.rows] == [
        ("acme", 0),
        ("corrected", 1),
        ("gone", 1),
    ]
    assert (site.jobs("corrected"), (site.folder / "gone.json").exists()) == ([], False)
    assert [job["gone"] for job in site.gone("corrected")] == ["2026-06-10"]
    assert not any(row.gone for row in site.run().rows)


def test_what_a_job_was_is_told_for_a_while(site) -> None:
    """Then its address alone is kept, and in the end nothing. The portal reads each without a fault."""
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)), position(2), position(3))
    site.run()
    site.hire("greenhouse", position(1, deadline=date(2026, 6, 12)), position(3))
    site.run(after=5 * DAY)
    first, second = site.gone()
    assert (first["gone"], second["gone"]) == ("2026-06-13", "2026-06-15")
    assert [*second] == ["id", "title", "language", "municipality", "posted", "gone"]
    before = (site.folder / "acme.json").read_bytes()
    site.run(after=92 * DAY)
    assert (site.folder / "acme.json").read_bytes() == before
    site.run(after=93 * DAY)
    assert [[*job] for job in site.gone()] == [["id", "gone"], [*second]]
    loaded = load_files(site.root, site.settings.companies, site.settings.content)
    assert (loaded.problems, [key[1] for key in loaded.records if key[0] == "gone-job"]) == (
        [],
        ["acme/1", "acme/2"],
    )
    site.run(after=368 * DAY)
    assert [job["id"] for job in site.gone()] == ["2"]
    site.run(after=370 * DAY)
    assert site.entries() == site.jobs() != []


def test_a_job_that_comes_back_is_open_again(site) -> None:
    """As new, with nothing left of its absence."""
    site.hire("greenhouse", position(1), position(2))
    site.run()
    site.hire("greenhouse", position(1))
    site.run(after=DAY)
    assert [job["id"] for job in site.gone()] == ["2"]
    site.hire("greenhouse", position(1), position(2))
    row = site.row(after=2 * DAY)
    assert (row.new, row.gone, site.gone()) == (1, 0, [])
    assert site.titles() == ["Inventor 1", "Inventor 2"]


def test_a_failing_board_forgets_no_address(site) -> None:
    """What went before still answers, and what is not confirmed is not gone."""
    site.hire("greenhouse", position(1), position(2))
    site.run()
    site.hire("greenhouse", position(1))
    site.run(after=DAY)
    site.server.answers[BOARD] = Reply(status=500)
    assert site.row(after=2 * DAY).kept == 1
    assert [job["id"] for job in site.gone()] == ["2"]


def test_a_draft_that_goes_stays_hidden(site) -> None:
    """An address that was never shown tells nothing, unless an editor had shown the job."""
    site.hire("lever", position(1), position(2, city="Nowhere"))
    site.run()
    site.hire("lever", position(1))
    site.run(after=DAY)
    (gone,) = site.gone()
    assert gone["status"] == "draft"
    loaded = load_files(site.root, site.settings.companies, site.settings.content)
    assert ("gone-job", f"acme/{gone['id']}") in loaded.drafts


def test_a_faulty_company_keeps_its_jobs(site) -> None:
    """What an editor mistyped costs no jobs; the report names it."""
    site.hire("greenhouse", position(1))
    site.run()
    path = site.root / "companies" / "acme.yaml"
    path.write_text(path.read_text("utf-8") + "colour: blue\n", "utf-8")
    assert site.row().error == "its own file has faults"
    assert len(site.jobs()) == 1


def test_without_a_vocabulary_nothing_is_done(site) -> None:
    """Jobs would lose what they are found by."""
    site.hire("greenhouse", position(1))
    (site.root / "content" / "competences.yaml").write_text("inventor: {", "utf-8")
    with pytest.raises(ContentFault, match=r"competences\.yaml"):
        site.run()


def test_several_boards_of_a_company_are_one_list(site) -> None:
    """Ids of the second board say so; where one fails, the other's jobs come and go as ever."""
    site.hire("lever", position(1))
    site.hire("greenhouse", position(5))
    boards = "[{system: greenhouse, board: acme}, {system: lever, board: acme}]"
    site.add("acme", boards)
    site.run()
    ids = {job["id"] for job in site.jobs()}
    assert ids == {"5", "lever-00000000-0000-4000-8000-000000000001"}
    site.server.answers["api.lever.co", "/v0/postings/acme?mode=json"] = Reply(status=500)
    site.hire("greenhouse", position(6))
    site.add("acme", boards)
    row = site.row()
    assert (row.new, row.gone, row.kept) == (1, 1, 1)


def test_boards_of_one_system_do_not_mix(site) -> None:
    """Three accounts of one system may have the same ids; what one of them loses is its own."""
    for board in ("one", "two", "three"):
        site.hire("recruitee", position(7, title=f"Inventor {board}"), company=board)
        (site.root / "companies" / f"{board}.yaml").unlink()
    boards = ", ".join(f"{{system: recruitee, board: {name}}}" for name in ("one", "two", "three"))
    site.add("acme", f"[{boards}]")
    assert site.row().refused == []
    assert {job["id"]: job["title"] for job in site.jobs()} == {
        "7": "Inventor one",
        "recruitee-7": "Inventor two",
        "recruitee-3-7": "Inventor three",
    }
    site.server.answers["three.recruitee.com", "/api/offers/"] = Reply(status=500)
    site.server.answers["two.recruitee.com", "/api/offers/"] = Reply(b'{"offers": []}')
    row = site.row()
    assert (row.gone, row.kept) == (1, 1)
    assert site.titles() == ["Inventor one", "Inventor three"]


def test_a_fault_of_ours_costs_one_company(site, monkeypatch) -> None:
    """Even where nobody foresaw it: the others are imported, and the table tells."""
    site.hire("lever", position(1))
    site.hire("greenhouse", position(1), company="other")
    write = JobFiles.write

    def broken(files: JobFiles, company: str, jobs) -> bool:
        return 1 // (company != "acme") and write(files, company, jobs)

    monkeypatch.setattr(JobFiles, "write", broken)
    report = site.run()
    assert "ZeroDivisionError" in report.rows[0].error
    assert (report.rows[1].error, site.titles("other")) == ("", ["Inventor 1"])


def test_what_a_posting_is_understood_by_makes_it_new(site) -> None:
    """Validators of hosts are used only with the words that the answer was understood by."""
    site.hire("greenhouse", position(1))
    site.run()
    path = site.root / "content" / "competences.yaml"
    path.write_text(path.read_text("utf-8").replace("Opfinder", "Skaber"), "utf-8")
    site.server.asked.clear()
    site.run()
    assert "if-none-match" not in site.server.asked[0].headers


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"seal": 1}', b'{"seen": {"x": 1}}', None])
def test_what_is_kept_of_hosts_may_be_lost(site, damage) -> None:
    """Without it, or with a file of jobs that somebody changed, all is asked for anew."""
    site.hire("greenhouse", position(1))
    site.run()
    right = (site.folder / "acme.json").read_bytes()
    if damage is None:
        (site.folder / "acme.json").write_text("[]\n", "utf-8")
    else:
        (site.root / ".cache" / "vacancies" / "acme.json").write_bytes(damage)
    site.run()
    assert (site.folder / "acme.json").read_bytes() == right


def test_only_those_asked_for_are_imported(site) -> None:
    """The others' files are not touched."""
    site.hire("greenhouse", position(1), company="one")
    site.hire("greenhouse", position(1), company="two")
    report = site.run("two")
    assert [row.company for row in report.rows] == ["two"]
    assert not (site.folder / "one.json").exists()


def test_days_that_nobody_states_stay_the_first_day(site) -> None:
    """A posting without a day is as old as its first import, and that is marked."""
    site.hire("greenhouse", position(1))
    body = site.server.answers[BOARD].body.replace(b'"first_published"', b'"x"')
    body = body.replace(b'"updated_at"', b'"y"')
    site.server.answers[BOARD] = Reply(body)
    site.run()
    site.server.answers[BOARD] = Reply(body + b" ")
    row = site.row(after=3 * DAY)
    assert row.changed == 0
    (job,) = site.jobs()
    assert job["posted"] == "2026-06-10"
    assert "posted" in job["guessed"]


def test_a_folder_of_companies_that_is_lost_costs_no_jobs(site) -> None:
    """A mistaken path is no reason to remove everybody's jobs."""
    site.hire("greenhouse", position(1))
    site.run()
    (site.root / "companies").rename(site.root / "employers")
    with pytest.raises(ContentFault, match="there is no such folder"):
        site.run()
    assert len(site.jobs()) == 1
