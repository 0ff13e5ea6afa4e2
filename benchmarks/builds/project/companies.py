"""Made-up companies as their editors would describe them."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.builds.project.files import write_yaml
from benchmarks.builds.project.pictures import LOGO_FILES, write_logos
from benchmarks.builds.project.vocabulary import in_languages, sources
from benchmarks.made_up.writing import (
    INVENTED,
    LANGUAGES,
    company_name,
    prose,
    seeking,
    tagline,
    words,
)
from plugins.portal.fields import slugify
from plugins.portal.records import DanishNeeded, Employees, Offer

FIRST_DAY = date(2025, 1, 1)
ABOUT_WORDS, LIFE_WORDS = 60, 40
ONE_LANGUAGE = 10
"""Of so many companies one is described in Danish only and one in English only."""

EACH_OF = {"life": 3, "verified_on": 2, "contact": 4}
"""Of so many companies one has it."""

OFFERED = 0.2
"""The share of companies that offer any one thing."""

STREET = "Opdigtet Vej"
HR = {"en": "Recruitment of {name}", "da": "Rekruttering hos {name}"}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What jobs and articles need to know of a company."""

    slug: str
    places: tuple[str, ...]
    competences: tuple[str, ...]


def write_companies(folder: Path, number: int, random: Random) -> list[MadeUp]:
    (folder / "companies").mkdir()
    write_logos(folder / "content/media")
    brands: dict[str, None] = {}
    made = []
    for at in range(number):
        company, data = _company(at, brands, random)
        write_yaml(folder / "companies" / f"{company.slug}.yaml", data)
        made.append(company)
    return made


def _company(at: int, brands: dict[str, None], random: Random) -> tuple[MadeUp, dict[str, Any]]:
    cluster = random.choice(list(words()["clusters"]))
    places = random.sample(list(words()["places"]), random.choice((1, 1, 1, 2)))
    sought = _competences(cluster, random)
    name = company_name(cluster, brands, random)
    slug = slugify(name)
    codes = {0: ["da"], 1: ["en"]}.get(at % ONE_LANGUAGE, list(LANGUAGES))
    data: dict[str, Any] = {
        "name": name,
        "website": f"https://{slug}.example/",
        "careers": f"https://{slug}.example/jobs",
        "municipalities": places,
        "clusters": [cluster],
        "competences": sought,
        "tagline": {code: tagline(code, slug) for code in codes},
        "about": {code: about(code, slug, places, sought) for code in codes},
    }
    if at % EACH_OF["life"] == 0:
        data["life"] = {c: prose(c, Random(f"{slug} life"), LIFE_WORDS, places[0]) for c in codes}
    data |= _facts(slug, places, random)
    if at < len(LOGO_FILES):
        data["logo"] = {"file": LOGO_FILES[at], "alt": in_languages(INVENTED)}
    if at % EACH_OF["contact"] == 0:
        data["contact"] = {"role": "HR", "email": f"jobs@{slug}.example"}
    if at % EACH_OF["verified_on"] == 0:
        data["verified_on"] = _day(random)
    data["sources"] = [*sources(slug), *sources(f"www.{slug}")][: random.randint(1, 2)]
    data["added_on"] = _day(random)
    return MadeUp(slug, tuple(places), tuple(sought)), data


def _competences(cluster: str, random: Random) -> list[str]:
    """Some of the industry's own and one of any."""
    professions = words()["professions"]
    own = [slug for slug, found in professions.items() if found["cluster"] == cluster]
    sought = random.sample(own, min(len(own), random.randint(1, 3)))
    return [*sought, *(s for s in random.sample(list(professions), 2) if s not in sought)]


def about(code: str, slug: str, places: list[str], sought: list[str]) -> str:
    """Running text, then whom the company seeks, with a link to it."""
    random = Random(f"{slug} {code}")
    forms = [random.choice(words()["professions"][trade][code][1:]) for trade in sought]
    linked = f"[{forms[0]}](competence:{sought[0]})"
    asked = seeking(code, linked, forms[-1], random)
    return f"{prose(code, random, ABOUT_WORDS, places[0])}\n\n{asked}"


def _facts(slug: str, places: list[str], random: Random) -> dict[str, Any]:
    place = words()["places"][places[0]]["da"]
    return {
        "employees": random.choice(list(Employees)).value,
        "founded": random.randint(1850, 2020),
        "working_languages": random.choice((["da"], ["da", "en"], ["en"])),
        "danish_needed": random.choice(list(DanishNeeded)).value,
        "offers": [offer.value for offer in Offer if random.random() < OFFERED],
        "locations": [
            {
                "municipality": places[0],
                "street": f"{STREET} {len(slug)}",
                "postcode": "0000",
                "city": place,
            }
        ],
    }


def _day(random: Random) -> str:
    return (FIRST_DAY + timedelta(days=random.randrange(360))).isoformat()
