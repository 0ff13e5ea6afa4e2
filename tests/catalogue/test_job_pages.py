"""Open jobs: their pages, their lists, and where else they stand."""

import pytest
from page_parts import by_address, pages_of, texts, with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import competences, home, municipalities, search
from plugins.catalogue.pages.home import JOBS_ON_HOME
from plugins.catalogue.pages.jobs import JobList, JobsView, NewestJobs, salary, workload
from plugins.portal.page import BARE
from plugins.portal.records import EmploymentType, Opening, Salary


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
        if jobs := list_on(page):
            first = jobs.pager.numbers[0].address if jobs.pager else page.address
            found.setdefault(first, []).append(page)
    return found


def list_on(page):
    shown = page.view.jobs if isinstance(page.view, JobsView) else page.view
    return shown if isinstance(shown, JobList) else None


def jobs_on(pages, job_at):
    return [job_at[card.address].slug for page in pages for card in list_on(page).cards]


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
        if isinstance(newest, NewestJobs) and page.kind != "home":
            jobs = content.portal.jobs_of(page.record)
            assert newest.total == len(jobs)
            assert [job_at[card.address].slug for card in newest.cards] == list(jobs[:length])
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
    found = pages_of(with_other(content, jobs={}))
    bare = [page for page in found if page.kind not in BARE]
    assert {page.kind for page in found if page.kind in BARE} == {
        "calendar",
        "contact-card",
        "data",
    }
    gone = {page.address for page in pages} - {page.address for page in bare}
    kinds = {"job", "jobs", "job-list"}
    portal = content.portal
    told_of = {slug.split("/")[0] for slug in (*portal.gone_jobs, *portal.former_jobs)}
    stays = {name for slug in told_of for name in (slug, *portal.companies[slug].aliases)}
    open_jobs = {page.address for page in pages if page.kind == "job"}
    assert gone == {page.address for page in pages if page.kind in kinds} | {
        page.address
        for page in pages
        if page.kind == "job-folder"
        if stays.isdisjoint(page.address.split("/")) or page.view.target in open_jobs
    }
    for page in bare:
        lists = {content.addresses.all_jobs(code) for code in content.settings.languages}
        assert not lists & set(texts(page))
        assert "job" not in {feed.kind for feed in page.frame.feeds}
        assert not getattr(getattr(page.view, "jobs", None), "total", 0)
    assert by_address(bare).keys() <= by_address(pages).keys()


def test_a_job_that_is_gone_tells_what_it_was_and_what_comes_closest(pages, content):
    """In every language, for nobody's index, with open jobs alone."""
    gone = [page for page in pages if page.kind == "gone-job"]
    languages = len(content.settings.languages)
    assert len(gone) == 2 * languages == len(content.portal.gone_jobs) * languages
    open_jobs = {
        content.addresses.of(j, c)
        for c in content.settings.languages
        for j in content.portal.jobs.values()
    }
    for page in gone:
        cards = (*page.view.similar, *page.view.others.cards)
        assert {card.address for card in cards} <= open_jobs
        assert (page.indexed, page.alternates, page.record) == (False, {}, None)
    (calm,) = [p for p in gone if p.language == "en" and p.title == "Keeper of the calm"]
    assert calm.view.gone.isoformat() == "2026-05-11"
    assert [link.text for link in calm.view.competences] == ["Windmill builder"]
    assert all((calm.view.others.cards, calm.view.similar, calm.view.contacts))


def test_jobs_that_are_gone_answer_where_none_is_open(content):
    """Without a way to a list that is not there."""
    bare = pages_of(with_other(content, jobs={}))
    gone = [page for page in bare if page.kind == "gone-job"]
    assert gone
    for page in gone:
        assert (len(page.breadcrumbs), page.view.similar, page.view.others.total) == (1, (), 0)


def test_similar_jobs_are_of_other_employers(pages, content, job_at):
    """And share a competence; employers nearby are others, too."""
    for page in (page for page in pages if page.kind == "job"):
        similar = [job_at[card.address] for card in page.view.similar]
        for job in similar:
            assert job.company != page.record.company
            assert {*job.competences} & {*page.record.competences}
        assert page.view.company.text not in {one.name for one in page.view.next_employers}
    assert any(
        page.view.similar and page.view.next_employers for page in pages if page.kind == "job"
    )


def test_the_home_page_shows_the_newest_jobs(page_at, editions, job_at):
    """Five of them, with the way to all, and to those of the competences and places with most."""
    for code, edition in editions.items():
        page = page_at[edition.home.address]
        jobs = [job_at[card.address].slug for card in page.view.jobs.cards]
        assert tuple(jobs) == edition.portal.newest_jobs[:JOBS_ON_HOME]
        assert page.view.jobs.total == len(edition.portal.jobs) > JOBS_ON_HOME
        assert page.view.jobs.all == edition.addresses.all_jobs(code) == page_at_jobs(page)
        for counts in (page.view.job_competences, page.view.job_places):
            numbers = [count.number for count in counts]
            assert numbers == sorted(numbers, reverse=True)
            for count in counts:
                target = page_at[count.address.removesuffix("#Jobs")].view
                assert getattr(target, "jobs", target).total == count.number


def page_at_jobs(page):
    """Where the navigation leads to jobs, before everything else."""
    return page.frame.navigation[0].address


def test_nothing_speaks_of_jobs_where_there_are_none(content):
    """A portal may well have no open job today."""
    edition = Edition(with_other(content, jobs={}), "en")
    view = home.home(edition).view
    assert (view.jobs, view.job_competences, view.job_places) == (None, (), ())
    assert not search.search(edition).view.has_jobs
    cards = [edition.card(slug) for slug in edition.portal.companies]
    assert {card.jobs for card in cards} == {""}
    assert all(
        not c.note for g in competences.competence_list(edition).view.groups for c in g.competences
    )


def test_cards_and_lists_say_how_many_jobs_are_open(editions):
    """A company in a list, a competence and a municipality in the lists of all."""
    edition = editions["en"]
    assert edition.card("example-windmills").jobs == "4 open jobs"
    assert edition.card("mithal-bakery").jobs == "1 open job"
    groups = competences.competence_list(edition).view.groups
    notes = {count.text: count.note for group in groups for count in group.competences}
    assert notes["Blade polisher"].endswith("1 open job")
    places = municipalities.municipality_list(edition).view.business_regions
    lines = {line.address: line.jobs for _, found in places for line in found}
    assert any(lines.values())


def test_a_card_says_what_kind_of_opening_it_is_once(content):
    """Beside the terms, unless both are called the same."""
    slug = "example-windmills/mill-builder-4711"
    jobs = content.portal.jobs

    def facts(**said):
        job = jobs[slug].model_copy(update={"danish_needed": None, **said})
        other = with_other(content, jobs={**jobs, slug: job})
        return Edition(other, "en").job_card(slug).facts

    assert facts(opening=Opening.THESIS) == "Full time · Thesis project"
    internship = {"employment_type": EmploymentType.INTERN, "opening": Opening.INTERNSHIP}
    assert facts(**internship) == "Internship"


def test_what_was_guessed_is_no_promise_on_a_card(content):
    """An importer that read "no Danish needed" out of a posting may be wrong."""
    slug = "example-windmills/mill-builder-4711"
    jobs = content.portal.jobs
    assert "No Danish" in Edition(content, "en").job_card(slug).facts
    guessed = jobs[slug].model_copy(update={"guessed": ("danish_needed",)})
    edition = Edition(with_other(content, jobs={**jobs, slug: guessed}), "en")
    assert edition.job_card(slug).facts == "Full time"
