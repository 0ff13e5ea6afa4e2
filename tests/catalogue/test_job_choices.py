"""The files by which candidates choose jobs: every job's facts, once, and its names in each language."""

import gzip
import json
from datetime import date, timedelta

import pytest

from plugins.catalogue import job_choices
from plugins.catalogue.edition import Edition
from plugins.catalogue.job_choices import (
    FIELDS,
    JOBS_PATH,
    OPENINGS_PATH,
    job_choice_files,
    names_path,
)
from plugins.portal.facts import KNOWN
from plugins.portal.records import Job

EPOCH = date(1970, 1, 1)


def editions_of(content):
    return {code: Edition(content, code) for code in content.settings.languages}


def made(content, cache):
    """Path → content of all files."""
    return {file.path: file.content for file in job_choice_files(editions_of(content), cache)}


@pytest.fixture
def site(golden_site, load, tmp_path):
    """Makes the files of the golden site as it is now, with what was kept by the time before."""
    return lambda kept="kept": made(load(golden_site), tmp_path / kept)


@pytest.fixture
def data(golden_site, load, tmp_path):
    content = load(golden_site)
    files = made(content, tmp_path / "kept")
    names = {code: json.loads(files[names_path(code)]) for code in content.settings.languages}
    return content.portal, json.loads(files[JOBS_PATH]), names


def said(columns, column, job):
    """What a job has in a column, found again by its positions."""
    found = columns["jobs"][column][job]
    positions = found if isinstance(found, list) else [found] if found >= 0 else []
    return [columns[column][position] for position in positions]


def test_each_job_stands_once_with_its_facts_newest_first(data):
    """What the columns say of a job is what its record says."""
    portal, columns, _ = data
    day = EPOCH + timedelta(days=columns["newest"])
    jobs = [portal.jobs[slug] for slug in portal.newest_jobs]
    assert len(columns["jobs"]["id"]) == len(jobs) > 0
    for at, job in enumerate(jobs):
        day -= timedelta(days=columns["jobs"]["posted"][at])
        ends = columns["jobs"]["deadline"][at]
        types = [job.employment_type, job.opening]
        assert said(columns, "company", at) == [job.company]
        assert (columns["jobs"]["id"][at], columns["jobs"]["title"][at]) == (job.id, job.title)
        assert day == job.posted
        assert (day + timedelta(days=ends) if ends >= 0 else None) == job.deadline
        assert said(columns, "municipality", at) == [*filter(None, [job.municipality])]
        assert said(columns, "competence", at) == [*job.competences]
        assert said(columns, "language", at) == [job.language]
        assert said(columns, "danish", at) == [*filter(None, [job.danish_needed])]
        assert said(columns, "type", at) == [
            "internship" if one == "intern" else one for one in types if one
        ]


def test_what_employers_have_open_can_be_counted(golden_site, load, tmp_path):
    """Of each job stand the competences and the last day, company by company, and nothing else."""
    content = load(golden_site)
    found = json.loads(made(content, tmp_path / "kept")[OPENINGS_PATH])
    jobs, columns = [], found["jobs"]
    ends = iter(zip(columns["deadline"], columns["competence"], strict=True))
    for company, number in zip(found["company"], columns["number"], strict=True):
        for _ in range(number):
            days, own = next(ends)
            last = EPOCH + timedelta(days=found["first"] + days) if days >= 0 else None
            jobs.append((company, last, tuple(found["competence"][at] for at in own)))
    open_jobs = content.portal.jobs.values()
    told = [(job.company, job.deadline, job.competences) for job in open_jobs]
    assert sorted(jobs, key=str) == sorted(told, key=str)
    assert [*ends] == []
    assert {last is None for _, last, _ in jobs} == {True, False}


def test_every_language_names_all_that_is_chosen_by(data):
    """Whatever stands in the columns has a name, and employers have their place and lighthouses."""
    portal, columns, names = data
    for found in names.values():
        for facet in ("competence", "municipality", "type", "language", "danish"):
            assert {slug for slug, _ in found[facet]} >= set(columns[facet])
            assert all(name for _, name in found[facet])
        employers = found["companies"]
        assert employers["slug"] == columns["company"]
        for at, slug in enumerate(employers["slug"]):
            company = portal.companies[slug]
            assert employers["name"][at] == company.name
            assert (
                found["municipality"][employers["municipality"][at]][0] == company.municipalities[0]
            )
            clusters = [found["cluster"][position][0] for position in employers["cluster"][at]]
            assert clusters == [*company.clusters]
            size = employers["size"][at]
            assert (found["size"][size][0] if size >= 0 else None) == company.employees


def test_names_are_those_of_the_language(data):
    """The interface's words are translated, and drafts are in no file."""
    _, columns, names = data
    types = {code: dict(found["type"]) for code, found in names.items()}
    assert types["en"]["full-time"] == "Full time"
    assert types["ar"]["full-time"] == "⟦ar: Full time⟧"
    assert "SECRET" not in json.dumps([columns, names])


def test_a_compressed_copy_stands_beside_each_file(site):
    """It holds the same bytes, and the same each time."""
    files = site()
    assert site() == files
    for path, content in files.items():
        if not path.endswith(".gz"):
            assert gzip.decompress(files[f"{path}.gz"]) == content


def test_no_record_of_a_job_is_made_for_them():
    """All that the files tell of a job is known of it without its record."""
    assert {*FIELDS} <= {*KNOWN[Job.kind]}


def test_they_are_kept_while_no_job_changes(site, break_file, monkeypatch):
    """A company's new address makes the jobs no others; its new name is that of the names."""
    files = site()

    def fail(_):
        raise AssertionError("the jobs were read again")

    monkeypatch.setattr(job_choices, "job_columns", fail)
    assert site() == files
    break_file(
        "companies/example-windmills.yaml", "name: Example Windmills", "name: Other Windmills"
    )
    again = site()
    assert again[JOBS_PATH] == files[JOBS_PATH]
    assert "Other Windmills" in json.loads(again[names_path("en")])["companies"]["name"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"title": "Gust forecaster"', '"title": "Calm forecaster"'),
        ('"employment_type": "temporary"', '"employment_type": "full-time"'),
        ('"posted": "2026-05-27"', '"posted": "2026-05-26"'),
        ('/secret-draft",\n    "status": "draft"', '/secret-draft"'),
    ],
)
def test_they_are_others_when_a_job_is(site, break_file, old, new):
    """What is kept gives the same as what is made from nothing."""
    files = site()
    break_file("content/jobs/example-windmills.json", old, new)
    again = site()
    assert again[JOBS_PATH] != files[JOBS_PATH]
    assert again == site("nothing kept")


def test_they_lead_to_where_the_site_lies(site, golden_site):
    """Also when all else is as it was."""
    site()
    settings = golden_site / "pelicanconf.py"
    settings.write_text(
        settings.read_text("utf-8").replace("example/work", "example/play"), "utf-8"
    )
    again = site()
    assert b"/play/" in again[names_path("en")]
    assert again == site("nothing kept")


def test_without_jobs_there_are_no_files(golden_site, load, tmp_path):
    """A portal may well have no job for a time."""
    for path in (golden_site / "content/jobs").iterdir():
        path.unlink()
    assert made(load(golden_site), tmp_path / "kept") == {}
