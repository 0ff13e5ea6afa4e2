"""Careers pages whose list goes on on further pages: read to the end, within limits, on one host."""

import json

import pytest
from import_sites import Site, position

from benchmarks.vacancies.serving import Reply
from plugins.vacancies.systems.jobposting import LISTS

HOST = "acme.example"


def list_page(*numbers: int, more: str = "") -> Reply:
    links = "".join(f'<a href="/jobs/{number}/">Job {number}</a>' for number in numbers)
    return Reply(f"<!doctype html><title>Jobs</title>{links}{more}".encode())


def asked(site: Site) -> list[str]:
    return [request.target for request in site.server.asked]


@pytest.fixture
def paged(site: Site) -> Site:
    """Three jobs on three pages."""
    site.hire("jobposting", position(1), position(2), position(3))
    return site


@pytest.mark.parametrize(
    ("second", "third", "to_second", "to_third"),
    [
        ("?page=2", "?page=3", '<a href="?page=2">2</a>', '<a href="?page=1">1</a><a href="?page=3">3</a>'),
        ("?side=2", "?side=3", '<a href="/jobs/?side=2">2</a> <a href="?side=3">3</a>', ""),
        ("page/2/", "page/3/", '<a href="/jobs/page/2/">2</a>', '<a href="/jobs/page/3/">3</a>'),
        ("more", "most", '<a rel="nofollow next" href="more">Older</a>', '<link rel="Next" href="most">'),
    ],
)  # fmt: skip
def test_a_list_is_read_to_its_end(
    paged: Site, second: str, third: str, to_second: str, to_third: str
) -> None:
    """By numbers in addresses, or by what a page calls the next one; each page once."""
    answers = paged.server.answers
    answers[HOST, "/jobs/"] = list_page(1, more=to_second)
    answers[HOST, f"/jobs/{second}"] = list_page(2, more=to_third)
    answers[HOST, f"/jobs/{third}"] = list_page(1, 3, more='<a href="/jobs/">1</a>')
    answers[HOST, "/jobs/?page=1"] = list_page(1)
    row = paged.row()
    assert (row.error, row.refused, row.found, row.new) == ("", [], 3, 3)
    assert sorted(asked(paged)) == sorted({*asked(paged)})


def test_postings_of_several_pages_are_told_apart(site: Site) -> None:
    """Where pages of a list hold the postings themselves, each by its own address, once."""
    site.hire("jobposting")

    def page(*numbers: int, more: str = "") -> Reply:
        postings = [
            {
                "@type": "JobPosting",
                "title": f"Inventor {number}",
                "description": "<p>Words</p>",
                "url": f"/jobs/{number}",
                "jobLocation": {"address": {"addressLocality": "Exampleby"}},
            }
            for number in numbers
        ]
        script = f'<script type="application/ld+json">{json.dumps(postings)}</script>'
        return Reply((script + more).encode())

    site.server.answers[HOST, "/jobs/"] = page(1, 2, more='<a href="?page=2">2</a>')
    site.server.answers[HOST, "/jobs/?page=2"] = page(2, 3)
    row = site.row()
    assert (row.error, row.refused, row.found) == ("", [], 3)
    assert site.titles() == ["Inventor 1", "Inventor 2", "Inventor 3"]
    assert [job["apply"] for job in site.jobs()] == [f"https://{HOST}/jobs/{n}" for n in (1, 2, 3)]


def test_no_list_is_endless(paged: Site) -> None:
    """A calendar has a next page for ever."""
    answers = paged.server.answers
    answers[HOST, "/jobs/"] = list_page(1, more='<a href="?page=2">next</a>')
    for number in range(2, 3 * LISTS):
        answers[HOST, f"/jobs/?page={number}"] = list_page(
            2, more=f'<a href="?page={number + 1}">next</a>'
        )
    row = paged.row()
    assert (row.error, row.new) == ("", 2)
    assert len([target for target in asked(paged) if "page=" in target]) == LISTS - 1


def test_other_hosts_and_what_robots_forbid_end_a_list(paged: Site) -> None:
    """Neither is a fault: the list ends there for us."""
    answers = paged.server.answers
    answers[HOST, "/robots.txt"] = Reply(b"User-agent: *\nDisallow: /*?page=\n")
    answers[HOST, "/jobs/"] = list_page(
        1,
        more='<a href="?page=2">2</a><a rel="next" href="https://other.example/jobs/">3</a>'
        '<a rel="next" href="http://acme.example/jobs/">4</a><a rel="next" href="/away/">5</a>',
    )
    answers[HOST, "/away/"] = Reply(status=302, headers={"Location": "https://other.example/"})
    answers["other.example", "/"] = list_page(7)
    row = paged.row()
    assert (row.error, row.new) == ("", 1)
    assert [r.target for r in paged.server.asked if r.host != HOST] == ["/robots.txt", "/"]
    assert "/jobs/?page=2" not in asked(paged)


@pytest.mark.parametrize("reply", [Reply(status=404), Reply(status=503), Reply(b"")])
def test_a_further_page_that_cannot_be_read_costs_no_job(paged: Site, reply: Reply) -> None:
    """What stood there is kept for a while; the other pages are read all the same."""
    answers = paged.server.answers
    answers[HOST, "/jobs/"] = list_page(1, more='<a href="?page=2">2</a>')
    answers[HOST, "/jobs/?page=2"] = list_page(2)
    assert paged.row().new == 2
    answers[HOST, "/jobs/"] = list_page(1, 3, more='<a href="?page=2">2</a>')
    answers[HOST, "/jobs/?page=2"] = reply
    row = paged.row()
    assert "/jobs/?page=2 " in row.error
    assert (row.new, row.kept, row.gone) == (1, 1, 0)
