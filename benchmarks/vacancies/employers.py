"""What every system answers, made up after its public documentation. No such employer exists."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from benchmarks.vacancies.serving import Address, Answer, Reply


@dataclass(frozen=True, slots=True)
class Position:
    """An open position as its employer means it."""

    id: str
    title: str
    html: str
    city: str = "Exampleby"
    country: str = "DK"
    posted: date = date(2026, 6, 1)
    deadline: date | None = None


Answers = dict[Address, Answer]


def greenhouse(board: str, positions: Sequence[Position]) -> Answers:
    jobs = [
        {
            "id": int(position.id),
            "internal_job_id": 10_000_000 + int(position.id),
            "title": position.title,
            "absolute_url": f"https://boards.greenhouse.io/{board}/jobs/{position.id}",
            "location": {"name": f"{position.city}, Denmark"},
            "content": escape(position.html),
            "first_published": f"{position.posted}T08:30:00-04:00",
            "updated_at": f"{position.posted}T10:00:00-04:00",
            "application_deadline": f"{position.deadline}T23:59:00+02:00"
            if position.deadline
            else None,
            "departments": [{"id": 1, "name": "Made-up department"}],
            "metadata": None,
        }
        for position in positions
    ]
    path = f"/v1/boards/{board}/jobs?content=true"
    return {("boards-api.greenhouse.io", path): _json({"jobs": jobs, "meta": {"total": len(jobs)}})}


def lever(board: str, positions: Sequence[Position]) -> Answers:
    postings = [
        {
            "id": f"00000000-0000-4000-8000-{int(position.id):012}",
            "text": position.title,
            "opening": "",
            "description": position.html,
            "descriptionBody": position.html,
            "lists": [{"text": "What you will do", "content": "<li>Invent</li><li>Test</li>"}],
            "additional": "<div>We made all of this up.</div>",
            "categories": {
                "location": f"{position.city}, Denmark",
                "allLocations": [f"{position.city}, Denmark"],
                "commitment": "Full-time",
                "team": "Made-up team",
            },
            "country": position.country,
            "workplaceType": "on-site",
            "createdAt": _milliseconds(position.posted),
            "hostedUrl": f"https://jobs.lever.co/{board}/{position.id}",
            "applyUrl": f"https://jobs.lever.co/{board}/{position.id}/apply",
            "salaryRange": {
                "currency": "DKK",
                "interval": "per-month-salary",
                "min": 40000,
                "max": 50000,
            },
        }
        for position in positions
    ]
    return {("api.lever.co", f"/v0/postings/{board}?mode=json"): _json(postings)}


def recruitee(board: str, positions: Sequence[Position]) -> Answers:
    offers = [
        {
            "id": int(position.id),
            "slug": f"made-up-{position.id}",
            "title": position.title,
            "status": "published",
            "description": position.html,
            "requirements": "<ul><li>You exist</li></ul>",
            "city": position.city,
            "country_code": position.country,
            "location": f"{position.city}, Denmark",
            "locations": [
                {
                    "name": position.city,
                    "street": None,
                    "postal_code": None,
                    "city": position.city,
                    "country": "Denmark",
                    "country_code": position.country,
                }
            ],
            "careers_url": f"https://{board}.recruitee.com/o/made-up-{position.id}",
            "careers_apply_url": f"https://{board}.recruitee.com/o/made-up-{position.id}/c/new",
            "published_at": f"{position.posted} 09:00:00 UTC",
            "close_at": f"{position.deadline} 22:00:00 UTC" if position.deadline else None,
            "employment_type_code": "fulltime_permanent",
            "min_hours": 37,
            "max_hours": 37,
            "salary": {"min": None, "max": None, "period": None, "currency": None},
            "remote": False,
        }
        for position in positions
    ]
    return {(f"{board}.recruitee.com", "/api/offers/"): _json({"offers": offers})}


def workable(board: str, positions: Sequence[Position]) -> Answers:
    jobs = [
        {
            "shortcode": f"MADEUP{int(position.id):04}",
            "title": position.title,
            "description": position.html,
            "employment_type": "Full-time",
            "telecommuting": False,
            "url": f"https://apply.workable.com/j/MADEUP{int(position.id):04}",
            "application_url": f"https://apply.workable.com/j/MADEUP{int(position.id):04}/apply",
            "published_on": str(position.posted),
            "created_at": str(position.posted),
            "city": position.city,
            "country": "Denmark",
            "locations": [
                {
                    "city": position.city,
                    "region": None,
                    "country": "Denmark",
                    "countryCode": position.country,
                    "hidden": False,
                }
            ],
        }
        for position in positions
    ]
    path = f"/api/v1/widget/accounts/{board}?details=true"
    return {("apply.workable.com", path): _json({"name": "Made up", "jobs": jobs})}


def smartrecruiters(board: str, positions: Sequence[Position]) -> Answers:
    host, path = "api.smartrecruiters.com", f"/v1/companies/{board}/postings"
    answers: Answers = {}
    for offset in range(0, max(len(positions), 1), 100):
        listed = [_listed(position) for position in positions[offset : offset + 100]]
        page = {"offset": offset, "limit": 100, "totalFound": len(positions), "content": listed}
        answers[host, f"{path}?limit=100&offset={offset}"] = _json(page)
    for position in positions:
        whole = _listed(position) | {
            "postingUrl": f"https://jobs.smartrecruiters.com/{board}/{position.id}",
            "applyUrl": f"https://jobs.smartrecruiters.com/{board}/{position.id}?oga=true",
            "active": True,
            "jobAd": {
                "sections": {
                    "companyDescription": {"title": "Who we are", "text": "<p>Made up.</p>"},
                    "jobDescription": {"title": "Your work", "text": position.html},
                    "qualifications": {"title": "You", "text": "<ul><li>Exist</li></ul>"},
                    "additionalInformation": {"title": "", "text": ""},
                }
            },
        }
        answers[host, f"{path}/{position.id}"] = _json(whole)
    return answers


def _listed(position: Position) -> dict[str, Any]:
    return {
        "id": position.id,
        "uuid": f"00000000-0000-4000-8000-{int(position.id):012}",
        "name": position.title,
        "releasedDate": f"{position.posted}T07:00:00.000Z",
        "location": {
            "city": position.city,
            "country": position.country.lower(),
            "remote": False,
            "fullLocation": f"{position.city}, , Denmark",
        },
        "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
        "language": {"code": "en", "label": "English"},
    }


def personio(board: str, positions: Sequence[Position]) -> Answers:
    found = "".join(
        f"<position><id>{position.id}</id><office>{escape(position.city)}</office>"
        "<additionalOffices></additionalOffices>"
        f"<department>Made up</department><name>{escape(position.title)}</name>"
        "<jobDescriptions><jobDescription><name>Your work</name>"
        f"<value><![CDATA[{position.html}]]></value></jobDescription></jobDescriptions>"
        "<employmentType>permanent</employmentType><schedule>full-time</schedule>"
        "<seniority>experienced</seniority><yearsOfExperience>2-5</yearsOfExperience>"
        f"<createdAt>{position.posted}T09:00:00+00:00</createdAt></position>"
        for position in positions
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><workzag-jobs>{found}</workzag-jobs>'
    return {(f"{board}.jobs.personio.com", "/xml?language=en"): Reply(body.encode())}


def teamtailor(board: str, positions: Sequence[Position]) -> Answers:
    answers: Answers = {}
    for offset in range(0, len(positions) + 1, 100):
        items = "".join(
            f"<item><title>{escape(position.title)}</title>"
            f"<description>{escape(position.html)}</description>"
            f"<pubDate>{position.posted:%a, %d %b %Y} 09:00:00 +0200</pubDate>"
            f"<link>https://{board}.teamtailor.com/jobs/{position.id}-made-up</link>"
            f"<guid>00000000-0000-4000-8000-{int(position.id):012}</guid>"
            "<remoteStatus>none</remoteStatus><tt:locations><tt:location>"
            f"<tt:name>Made up</tt:name><tt:zip>8000</tt:zip><tt:city>{escape(position.city)}</tt:city>"
            "<tt:country>Denmark</tt:country></tt:location></tt:locations></item>"
            for position in positions[offset : offset + 100]
        )
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            f'xmlns:tt="https://teamtailor.com/locations"><channel>{items}</channel></rss>'
        )
        path = "/jobs.rss?per_page=100" + (f"&offset={offset}" if offset else "")
        answers[f"{board}.teamtailor.com", path] = Reply(body.encode())
    return answers


def feed(board: str, positions: Sequence[Position]) -> Answers:
    entries = "".join(
        f"<entry><id>tag:{board}.example,2026:{position.id}</id>"
        f"<title>{escape(position.title)}</title>"
        f'<link href="https://{board}.example/jobs/{position.id}/"/>'
        f"<published>{position.posted}T09:00:00Z</published>"
        f'<content type="html">{escape(position.html)}</content></entry>'
        for position in positions
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{entries}</feed>'
    return {(f"{board}.example", "/jobs.atom"): Reply(body.encode())}


def jobposting(board: str, positions: Sequence[Position]) -> Answers:
    host = f"{board}.example"
    links = "".join(f'<li><a href="/jobs/{p.id}/">{escape(p.title)}</a></li>' for p in positions)
    answers: Answers = {
        (host, "/robots.txt"): Reply(b"User-agent: *\nDisallow: /secret/\n"),
        (host, "/jobs/"): Reply(
            f'<!doctype html><title>Jobs</title><a href="/about/">About</a><ul>{links}</ul>'.encode()
        ),
    }
    for position in positions:
        data = {
            "@context": "https://schema.org/",
            "@type": "JobPosting",
            "title": position.title,
            "description": position.html,
            "datePosted": str(position.posted),
            "validThrough": f"{position.deadline}T23:59" if position.deadline else None,
            "employmentType": ["FULL_TIME"],
            "hiringOrganization": {"@type": "Organization", "name": "Made up"},
            "jobLocation": {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": position.city,
                    "addressCountry": position.country,
                },
            },
        }
        script = json.dumps({"@graph": [data]}).replace("</", "<\\/")
        page = (
            f'<!doctype html><title>x</title><script type="application/ld+json">{script}</script>'
        )
        answers[host, f"/jobs/{position.id}/"] = Reply(page.encode())
    return answers


SYSTEMS: Mapping[str, Callable[[str, Sequence[Position]], Answers]] = {
    make.__name__: make
    for make in (
        greenhouse,
        lever,
        recruitee,
        workable,
        smartrecruiters,
        personio,
        teamtailor,
        feed,
        jobposting,
    )
}

BOARDS = {"feed": "https://{}.example/jobs.atom", "jobposting": "https://{}.example/jobs/"}
"""How a board is named, where it is not by its name."""


def board_name(system: str, name: str) -> str:
    """What stands in a company's file."""
    return BOARDS.get(system, "{}").format(name)


def _json(data: Any) -> Reply:  # noqa: ANN401 - plain data
    return Reply(json.dumps(data).encode(), headers={"Content-Type": "application/json"})


def _milliseconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000
