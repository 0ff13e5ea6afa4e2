"""From folders to records: what files and their names become."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from golden_site import TODAY

from plugins.portal import loading
from plugins.portal.links import link_records
from plugins.portal.loading import Loaded, load_files
from plugins.portal.records import (
    Company,
    DanishNeeded,
    Employees,
    EmploymentType,
    Guide,
    Job,
    Offer,
    PayPeriod,
    Status,
)
from plugins.portal.settings import Settings


@pytest.fixture
def loaded(golden_settings: Settings) -> Loaded:
    return load_files(golden_settings.root, golden_settings.companies, golden_settings.content)


def test_the_golden_site_has_no_fault(find_faults):
    """The golden site is faultless, hostile texts, drafts and missing languages included."""
    assert find_faults() == []


def test_a_company_file_becomes_a_company(loaded):
    """Every key of a file stands in the record, as what it means."""
    company = loaded.records["company", "example-windmills"]
    assert isinstance(company, Company)
    assert company.slug == "example-windmills"
    assert company.path == "companies/example-windmills.yaml"
    assert company.name == "Example Windmills"
    assert company.municipalities == ("exampleby", "testrup")
    assert company.tagline["da"] == "Vindmøller til indbildt vind"
    assert company.employees is Employees.FROM_250
    assert company.founded == 1968
    assert company.cvr == "00000000"
    assert company.offers[0] is Offer.RELOCATION_HELP
    assert len(company.offers) == len(Offer)
    assert company.locations[0].postcode == "0001"
    assert company.locations[0].lat == 56.25
    assert company.contact.role == {"en": "People and culture", "da": "Mennesker og kultur"}
    assert company.contact.name == "The recruitment mailbox"
    assert company.logo.file == "windmills.png"
    assert company.jobs.board == "windmills"
    assert company.sources[1].checked == date(2026, 6, 1)
    assert company.aliases == ("example-mills", "old-mills")
    assert company.status is Status.PUBLISHED


def test_a_company_needs_no_more_than_the_required_keys(loaded):
    """What a company does not say is empty, never guessed."""
    company = loaded.records["company", "bare-minimum"]
    assert company.life is company.employees is company.founded is company.contact is None
    assert company.offers == company.locations == company.aliases == ()


def test_a_record_cannot_be_changed(loaded):
    """What was checked stays as it was checked."""
    with pytest.raises(ValueError, match="frozen"):
        loaded.records["company", "bare-minimum"].name = "Other"


def test_an_article_takes_its_key_and_language_from_its_name(loaded):
    """``housing.da.md`` is the Danish text of ``housing``."""
    guide = loaded.records["guide", "housing", "da"]
    assert isinstance(guide, Guide)
    assert (guide.key, guide.language, guide.path) == (
        "housing",
        "da",
        "content/guides/housing.da.md",
    )
    assert guide.body.startswith("\nHusene står på række.")


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        (("guide", "housing", "en"), "housing"),
        (("guide", "housing", "da"), "find-et-sted-at-bo-paa-oeksempel-oe"),
        (("guide", "queueing", "en"), "queueing-script-alert-1-script"),
        (("page", "home", "da"), "home"),
        (("page", "home", "ar"), "home"),
    ],
)
def test_an_article_without_a_slug_takes_it_from_its_title(loaded, key, slug):
    """A given slug comes first; the home page needs none, since it has no address of its own."""
    assert loaded.records[key].slug == slug


def test_a_competence_takes_its_slug_from_its_key(loaded):
    """Competences stand in one file, each under its slug."""
    assert loaded.records["competence", "grease-engineer"].aliases == ("oil-engineer",)
    assert loaded.groups["words"].name["da"] == "Ord"


def test_an_imported_entry_becomes_a_job(loaded):
    """Every key of an entry stands in the record, which its company's file name completes."""
    job = loaded.records["job", "example-windmills/mill-builder-4711"]
    assert isinstance(job, Job)
    assert (job.company, job.id) == ("example-windmills", "mill-builder-4711")
    assert job.path == "content/jobs/example-windmills.json"
    assert job.employment_type is EmploymentType.FULL_TIME
    assert job.workload == 37
    assert (job.posted, job.deadline) == (date(2026, 6, 1), date(2026, 6, 30))
    assert (job.salary.min, job.salary.max, job.salary.per) == (35000, 41500.5, PayPeriod.MONTH)
    assert job.imported == datetime(2026, 6, 2, 2, 12, tzinfo=UTC)


def test_few_jobs_are_kept_once_they_were_made(golden_settings, monkeypatch):
    """Whoever asks again gets an equal one; companies are kept, as there are not so many."""
    monkeypatch.setattr(loading, "JOBS_AT_HAND", 1)
    settings = golden_settings
    records = load_files(settings.root, settings.companies, settings.content).records
    company, *_ = (key for key in records if key[0] == "company")
    jobs = [key for key in records if key[0] == "job"]
    first = [records[key] for key in jobs]
    assert all(records[key] == job for key, job in zip(jobs, first, strict=True))
    assert records[jobs[0]] is not first[0]
    assert records[company] is records[company]


def test_an_editor_corrects_an_imported_job_key_by_key(loaded):
    """What the editor's entry says wins; the rest stays as it was imported."""
    job = loaded.records["job", "example-windmills/4712"]
    assert (job.municipality, job.danish_needed) == ("oeksempel-oe", DanishNeeded.HELPFUL)
    assert (job.title, job.workload) == ("Vingepudser på Øksempel Ø", 18.5)


def test_an_editors_description_replaces_the_imported_one(golden_settings, break_file):
    """It is Markdown, and the HTML is gone."""
    key = ("job", "example-windmills/mill-builder-4711")
    path = "content/jobs/example-windmills.yaml"
    break_file(path, "- id: long-gone", f"- id: {key[1].partition('/')[2]}\n  description: Anew.")
    loaded = load_files(golden_settings.root, golden_settings.companies, golden_settings.content)
    assert loaded.problems == []
    job = loaded.records[key]
    assert (job.description, job.description_html) == ("Anew.", None)


def test_a_correction_does_nothing_once_its_job_is_gone(loaded, golden_site, find_faults):
    """An import that takes a job down stops no build; without any import it is a job of its own."""
    assert ("job", "example-windmills/long-gone") not in loaded.records
    (golden_site / "content" / "jobs" / "example-windmills.json").unlink()
    missing = [line.rpartition(": ")[2] for line in find_faults()]
    assert missing.count("'apply' is missing") == 2


def test_what_is_kept_of_a_job_that_is_gone_can_be_corrected(golden_settings, break_file):
    """By what an editor says of it still; the rest of the entry stands for nothing."""
    path = "content/jobs/example-windmills.yaml"
    correction = "- id: calm-keeper\n  municipality: testrup\n  workload: 30\n"
    break_file(path, "- id: long-gone", f"{correction}- id: long-gone")
    loaded = load_files(golden_settings.root, golden_settings.companies, golden_settings.content)
    assert loaded.problems == []
    gone = loaded.records["gone-job", "example-windmills/calm-keeper"]
    assert (gone.municipality, gone.title) == ("testrup", "Keeper of the calm")


def test_an_editors_own_job_stands_where_an_imported_one_was(golden_settings, break_file):
    """Whatever an import remembers of the id."""
    whole = (
        "- id: calm-keeper\n  title: Anew\n  language: en\n  description: Anew.\n"
        "  posted: 2026-06-01\n  apply: https://windmills.example/anew\n"
    )
    break_file("content/jobs/example-windmills.yaml", "- id: long-gone", f"{whole}- id: long-gone")
    loaded = load_files(golden_settings.root, golden_settings.companies, golden_settings.content)
    assert loaded.problems == []
    portal = link_records(loaded, golden_settings.languages, TODAY)
    assert "example-windmills/calm-keeper" in portal.jobs
    assert "example-windmills/calm-keeper" not in portal.gone_jobs


def test_an_editor_can_hide_an_imported_job(golden_settings, break_file):
    """A draft is not shown, whoever said that it is one."""
    break_file("content/jobs/example-windmills.yaml", "danish_needed: helpful", "status: draft")
    loaded = load_files(golden_settings.root, golden_settings.companies, golden_settings.content)
    portal = link_records(loaded, golden_settings.languages, TODAY)
    assert "example-windmills/4712" not in portal.jobs


def test_a_portal_without_jobs_is_no_fault(golden_site, find_faults):
    """The folder may be empty, or missing."""
    folder = golden_site / "content" / "jobs"
    shutil.rmtree(folder)
    assert find_faults() == []
    folder.mkdir()
    assert find_faults() == []


def test_hidden_files_are_passed_over(golden_site, find_faults):
    """What file managers and editors leave behind is nobody's fault."""
    for name in (".DS_Store", ".aerlig-oel.yaml.swp"):
        (golden_site / "companies" / name).write_bytes(b"\xff")
    (golden_site / "content" / ".git").mkdir()
    assert find_faults() == []


def test_a_draft_may_name_drafts(break_file, find_faults):
    """Drafts are prepared together; only what is published must lead to what is published."""
    break_file(
        "content/competences.yaml",
        "  group: words\ncomma",
        "  group: words\n  status: draft\ncomma",
    )
    break_file("companies/secret-draft.yaml", "[windmill-builder]", "[rhyme-engineer]")
    break_file(
        "companies/secret-draft.yaml", "SECRET-DRAFT text", "See [it](competence:rhyme-engineer)"
    )
    break_file("companies/aaens-garn.yaml", "[rhyme-engineer, tale-teller]", "[tale-teller]")
    break_file("companies/example-windmills.yaml", ", rhyme-engineer]", "]")
    break_file("content/campaigns/rhymes.yaml", "[rhyme-engineer, tale-teller]", "[tale-teller]")
    assert find_faults() == []


def test_an_article_is_a_draft_when_all_its_translations_are(break_file, find_faults):
    """A link to an article holds as long as one language shows it."""
    assert find_faults() == []  # noor-sample is a draft in English alone
    break_file("content/pages/about.da.md", "Intet her", "[Noor](story:noor-sample). Intet her")
    assert find_faults() == []
    break_file("content/campaigns/wind-counters.yaml", "stories: [noor-sample]\n", "")
    break_file("content/stories/noor-sample.ar.md", "from_country:", "status: draft\nfrom_country:")
    fault = (
        "content/pages/about.da.md:8: the link goes to the story 'noor-sample', a draft; "
        "publish it, or remove the link"
    )
    assert find_faults() == [fault]


def test_a_text_may_be_written_before_its_language_is_published(
    golden_site, golden_settings, break_file, find_faults
):
    """Unpublished languages are checked like the others, but nothing published leads to them."""
    guides = golden_site / "content" / "guides"
    shutil.copy(guides / "queueing.da.md", guides / "later.uk.md")
    break_file(
        "content/municipalities/testrup.yaml", "  da: Testrup", "  da: Testrup\n  uk: Теструп"
    )
    settings = replace(golden_settings, unpublished_languages=("uk",))
    assert find_faults(settings) == []
    break_file("content/pages/about.da.md", "Intet her", "[Senere](guide:later). Intet her")
    fault = (
        "content/pages/about.da.md:8: the link goes to the guide 'later', a draft; "
        "publish it, or remove the link"
    )
    assert find_faults(settings) == [fault]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("companies/example-windmills.yaml", "founded: 1968", "founded: soon"),
        ("companies/example-windmills.yaml", "founded: 1968", "founded: [1968"),
        ("content/competences.yaml", "  group: craft\n  esco", "  grup: craft\n  esco"),
        ("content/competences.yaml", "  group: craft\n  esco", "  group: {\n  esco"),
        ("content/competence_groups.yaml", "craft:\n  en:", "craft:\n  en: [x]\n  xx:"),
        ("content/municipalities/exampleby.yaml", "lat: 56.25", "lat: north"),
    ],
)
def test_a_faulty_file_is_no_reason_to_doubt_what_refers_to_it(
    path, old, new, break_file, find_faults
):
    """One fault in a file that many others name is not told once for each of them."""
    break_file(path, old, new)
    faults = find_faults()
    assert faults
    assert all(line.startswith(path) for line in faults)


def test_missing_folders_are_told_once(golden_site, golden_settings, find_faults):
    """Without a content folder, its files are not missed one by one."""
    golden_settings.content.rename(golden_site / "moved")
    assert find_faults() == ["content:1: there is no such folder"]
