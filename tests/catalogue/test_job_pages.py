"""Open jobs: their pages, their lists, and where else they stand."""

import pytest
from page_parts import by_address, pages_of, texts, with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.jobs import JobList, NewestJobs, salary, workload
from plugins.portal.records import Salary


@pytest.fixture(scope="session")
def job_at(content, editions):
    """Address → job, in every language."""
    return {
        edition.addresses.of(job, code): job
        for code, edition in editions.items()
        for job in content.portal.jobs.values()
    }


@pytest.fixture(scope="session")
def lists(pages):
    """The pages of every list of jobs: by the address of the first, in their order."""
    found = {}
    for page in pages:
        if isinstance(page.view, JobList):
            first = page.view.pager.numbers[0].address if page.view.pager else page.address
            found.setdefault(first, []).append(page)
    return found


def jobs_on(pages, job_at):
    return [job_at[card.address] for page in pages for card in page.view.cards]


def test_the_list_of_all_jobs_holds_each_once_newest_first(lists, editions, job_at):
    """No job is lost or repeated where a page ends."""
    for code, edition in editions.items():
        found = jobs_on(lists[edition.addresses.all_jobs(code)], job_at)
        assert tuple(found) == edition.portal.newest_jobs


def test_every_job_has_a_page_in_every_language(page_at, job_at, content):
    """Facts and interface are in the page's language, so that each is a page of its own."""
    languages = content.settings.languages
    for address, job in job_at.items():
        page = page_at[address]
        assert page.record.slug == job.slug
        assert tuple(page.alternates) == languages
        assert (page.published, page.place) == (job.posted, page.view.place.text)


def test_a_record_shows_its_newest_jobs_and_the_way_to_all(pages, lists, content, job_at):
    """A list of its own stands only where a record's page does not hold all of its jobs."""
    length, linked = content.settings.page_length, set()
    for page in pages:
        newest = getattr(page.view, "jobs", None)
        if isinstance(newest, NewestJobs):
            jobs = content.portal.jobs_of(page.record)
            assert newest.total == len(jobs)
            assert [job_at[card.address] for card in newest.cards] == list(jobs[:length])
            assert bool(newest.all) == (len(jobs) > length)
            if newest.all:
                linked.add(newest.all)
                assert tuple(jobs_on(lists[newest.all], job_at)) == jobs
    own = {address for address, found in lists.items() if found[0].kind == "job-list"}
    assert own == linked != set()


def test_pages_of_one_list_have_titles_of_their_own(lists):
    """A reader with two pages of a list open can tell them apart."""
    assert any(len(pages) > 1 for pages in lists.values())
    for pages in lists.values():
        assert len({page.title for page in pages}) == len(pages)


@pytest.mark.parametrize(
    ("slug", "shown_in", "marked"),
    [
        ("example-windmills/4712", "da", None),
        ("example-windmills/4712", "en", "da"),
        ("mithal-bakery/comma-counter", "ar", None),
        ("mithal-bakery/comma-counter", "da", "ar"),
    ],
)
def test_a_posting_is_marked_where_it_is_in_another_language(
    slug, shown_in, marked, pages, content
):
    """Its title and text are the employer's own everywhere, and say in which language they are."""
    (page,) = [
        p for p in pages if p.kind == "job" and p.record.slug == slug and p.language == shown_in
    ]
    assert page.view.title.language == page.view.description.language == marked
    assert page.view.title.text == content.portal.jobs[slug].title


def test_a_posting_in_a_variant_of_the_language_needs_no_mark(content):
    """British English is English to whoever reads the English pages."""
    edition = Edition(content, "en")
    job = content.portal.jobs["example-windmills/4712"]
    assert edition.job_text(job.model_copy(update={"language": "en-GB"}), "").language is None
    assert edition.job_text(job.model_copy(update={"language": "da-DK"}), "").language == "da-DK"


def test_other_jobs_are_of_the_same_employer(pages, content, job_at):
    """A reader whom one job does not fit sees what else the employer has."""
    for page in (page for page in pages if page.kind == "job"):
        others = [job_at[card.address] for card in page.view.others.cards]
        assert page.record not in others
        assert {job.company for job in others} <= {page.record.company}
        assert bool(others) == (page.view.others.total > 1)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"min": 35000, "max": 41500.5, "per": "month"}, "35,000\N{EN DASH}41,500.5 DKK a month"),
        ({"min": 210, "max": 210, "per": "hour"}, "210 DKK an hour"),
        ({"min": 210, "per": "hour"}, "from 210 DKK an hour"),
        ({"max": 600000, "per": "year"}, "up to 600,000 DKK a year"),
    ],
)
def test_a_salary_is_told_as_the_employer_stated_it(stated, said, editions):
    """From one amount to another, or one of the two."""
    assert salary(editions["en"], Salary(currency="DKK", **stated)) == said


@pytest.mark.parametrize(("hours", "said"), [(1, "1 hour a week"), (18.5, "18.5 hours a week")])
def test_a_workload_is_told_in_hours_a_week(hours, said, editions):
    """Hours mean the same to everybody."""
    assert workload(editions["en"], hours) == said


def test_without_jobs_nothing_speaks_of_them(content, pages, home):
    """No empty list, no way to one, no number, no feed: it is as if the kind did not exist."""
    bare = pages_of(with_other(content, jobs={}))
    gone = {page.address for page in pages} - {page.address for page in bare}
    assert gone == {page.address for page in pages if page.kind in {"job", "jobs", "job-list"}}
    for page in bare:
        lists = {content.addresses.all_jobs(code) for code in content.settings.languages}
        assert not lists & set(texts(page))
        assert "job" not in {feed.kind for feed in page.frame.feeds}
        assert not getattr(getattr(page.view, "jobs", None), "total", 0)
    assert by_address(bare).keys() <= by_address(pages).keys()
