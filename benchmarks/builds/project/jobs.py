"""Made-up open positions: nearly all as an importer writes them, some by an editor."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import markdown

from benchmarks.builds.project.companies import MadeUp
from benchmarks.builds.project.files import write_yaml
from benchmarks.made_up.writing import INVENTED, LANGUAGES, prose, terms, words
from plugins.portal.records import DanishNeeded, EmploymentType

FIRST_DAY = date(2026, 1, 1)
BY_HAND = 10
"""One of so many companies has its jobs in a file of an editor."""

LARGE_EMPLOYERS = 20
LARGE_SHARE = 0.1
"""So many employers have, on top, this share of all jobs: their lists are long."""

OPENING_WORDS, CLOSING_WORDS = 55, 30
HEADINGS = {
    "en": ("What you will do", "What we offer"),
    "da": ("Det skal du lave", "Det får du hos os"),
}


def write_jobs(folder: Path, number: int, companies: Sequence[MadeUp], random: Random) -> None:
    for at, (company, jobs) in enumerate(_share_out(number, companies, random).items()):
        found = [_job(company, job, random) for job in range(1, jobs + 1)]
        if at % BY_HAND == 0:
            write_yaml(folder / f"{company.slug}.yaml", found)
        else:
            found = [imported(job) for job in found]
            text = json.dumps(found, ensure_ascii=False, indent=1)
            (folder / f"{company.slug}.json").write_text(text, encoding="utf-8")


def _share_out(number: int, companies: Sequence[MadeUp], random: Random) -> Counter[MadeUp]:
    """How many jobs each company has: a few very many, most some, some none."""
    large = round(number * LARGE_SHARE)
    weights = [random.random() ** 2 for _ in companies]
    drawn = random.choices(companies[:LARGE_EMPLOYERS], k=large)
    drawn += random.choices(companies, weights, k=number - large)
    counted = Counter(drawn)
    return Counter({company: counted[company] for company in companies if counted[company]})


def _job(company: MadeUp, at: int, random: Random) -> dict[str, Any]:
    code = random.choice(LANGUAGES)
    sought = random.choice(company.competences)
    posted = FIRST_DAY + timedelta(days=random.randrange(90))
    address = f"https://{company.slug}.example/jobs/{at}"
    job: dict[str, Any] = {
        "id": f"example-{at}",
        "title": f"{INVENTED[code]}: {words()['professions'][sought][code][0]} {at}",
        "language": code,
        "description": description(code, company, random),
        "competences": [sought],
        "working_languages": ["da", "en"],
        "employment_type": random.choice(list(EmploymentType)).value,
        "workload": random.choice((20, 30, 37)),
        "danish_needed": random.choice(list(DanishNeeded)).value,
        "posted": posted.isoformat(),
        "deadline": (posted + timedelta(days=45)).isoformat(),
        "apply": f"{address}/apply",
        "source": address,
    }
    if len(company.places) > 1:
        job["municipality"] = company.places[at % 2]
    if at % 5 == 0:
        job["salary"] = {"min": 30_000 + 100 * at, "currency": "DKK", "per": "month"}
    return job


def imported(job: dict[str, Any]) -> dict[str, Any]:
    """A job as the importer writes it: employers' systems send HTML."""
    return {
        **{key: value for key, value in job.items() if key != "description"},
        "description_html": markdown.markdown(job["description"]),
        "imported": "2026-04-01T04:00:00Z",
    }


def description(code: str, company: MadeUp, random: Random) -> str:
    """A posting of two sections, one of them a list, with a link to the employer."""
    tasks = "\n".join(f"- {', '.join(terms(code, random))}" for _ in range(6))
    todo, offered = HEADINGS[code]
    return "\n\n".join(
        (
            prose(code, random, OPENING_WORDS, company.places[0]),
            f"## {todo}",
            tasks,
            f"## {offered}",
            prose(code, random, CLOSING_WORDS, company.places[0]),
            f"[{INVENTED[code]}](https://{company.slug}.example/about)",
        )
    )
