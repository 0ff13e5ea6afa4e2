"""What every portal has, however many companies it has: places, industries, competences, pages."""

from collections.abc import Mapping
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.builds.project.files import write_article, write_yaml
from benchmarks.made_up.writing import INVENTED, LANGUAGES, prose, terms, words

CHECKED = "2026-01-02"
MIDDLE = (56.0, 9.0)
SPREAD = 0.7
"""Degrees between the middle of the region and its outermost place."""

PLAIN_PAGES = {
    "home": {"en": "Example careers, all made up", "da": "Eksempler på karrierer, alle opdigtede"},
    "about": {"en": "About the example", "da": "Om eksemplet"},
    "accessibility": {"en": "Accessibility of the example", "da": "Eksemplets tilgængelighed"},
    "privacy": {"en": "Privacy in the example", "da": "Privatliv i eksemplet"},
}
SERVICE = {"en": "Newcomer service of {place}", "da": "Tilflytterservice i {place}"}
CONSULTANT = {"en": "Partner consultant in {place}", "da": "Partnerkonsulent i {place}"}
HEADINGS = {"en": "What the example is for", "da": "Hvad eksemplet er til"}


def write_vocabulary(content: Path) -> None:
    """The same for every size and seed."""
    for folder in ("municipalities", "clusters", "pages", "guides", "stories", "jobs"):
        (content / folder).mkdir(parents=True)
    _write_places(content / "municipalities")
    _write_clusters(content)
    write_yaml(content / "competences.yaml", dict(map(_competence, words()["professions"])))
    _write_pages(content / "pages")


def sources(name: str) -> list[dict[str, str]]:
    return [{"url": f"https://{name}.example/facts", "checked": CHECKED}]


def in_languages(text: Mapping[str, str], **filled: str) -> dict[str, str]:
    return {code: text[code].format(**filled) for code in LANGUAGES}


def _write_places(folder: Path) -> None:
    places = words()["places"]
    for at, (slug, names) in enumerate(places.items()):
        write_yaml(folder / f"{slug}.yaml", _place(at / len(places), slug, names))


def _place(turn: float, slug: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A place on a spiral around the middle; ``turn`` is from 0 to 1."""
    angle, distance = turn * 4 * pi, SPREAD * (0.3 + 0.7 * turn)
    return {
        "name": dict(names),
        "region": "Example Region",
        "business_region": f"Example Business Region {'East' if cos(angle) > 0 else 'West'}",
        "lat": round(MIDDLE[0] + distance * sin(angle) / 2, 3),
        "lon": round(MIDDLE[1] + distance * cos(angle), 3),
        "population": 10_000 + 7_321 * len(slug),
        "about": {c: prose(c, Random(f"{slug} {c}"), 90, slug) for c in LANGUAGES},
        "newcomer_service": _contact(SERVICE, "newcomers", slug, names),
        "partner_consultant": _contact(CONSULTANT, "partners", slug, names),
        "links": [{"url": f"https://{slug}.example/", "label": dict(names)}],
        "sources": sources(slug),
    }


def _contact(name: Mapping[str, str], box: str, slug: str, names: Mapping[str, str]) -> object:
    return {
        "name": {code: name[code].format(place=names[code]) for code in LANGUAGES},
        "email": f"{box}@{slug}.example",
        "phone": "+45 00 00 00 00",
        "url": f"https://{slug}.example/{box}",
        "text": {c: f"{INVENTED[c]}: {', '.join(terms(c, Random(slug + box)))}" for c in LANGUAGES},
    }


def _write_clusters(content: Path) -> None:
    groups = {}
    for slug, names in words()["clusters"].items():
        name = {code: names[code] for code in LANGUAGES}
        sought = [s for s, p in words()["professions"].items() if p["cluster"] == slug]
        taglines = {c: ", ".join(terms(c, Random(slug))) for c in LANGUAGES}
        about = {c: prose(c, Random(f"{slug} {c}"), 110) for c in LANGUAGES}
        links = [{"url": f"https://{slug}.example/network", "label": name}]
        write_yaml(
            content / "clusters" / f"{slug}.yaml",
            {
                "name": name,
                "tagline": taglines,
                "about": about,
                "competences": sought,
                "links": links,
                "sources": sources(slug),
            },
        )
        groups[slug] = name
    write_yaml(content / "competence_groups.yaml", groups)


def _competence(slug: str) -> tuple[str, dict[str, Any]]:
    found = words()["professions"][slug]
    return slug, {
        "label": {code: found[code][0] for code in LANGUAGES},
        "synonyms": {code: found[code][2:] for code in LANGUAGES},
        "group": found["cluster"],
        "sources": sources(slug),
    }


def _write_pages(folder: Path) -> None:
    for key, titles in PLAIN_PAGES.items():
        for code in LANGUAGES:
            random = Random(f"{key} {code}")
            front = {
                "title": titles[code],
                "summary": f"{INVENTED[code]}: {', '.join(terms(code, random))}.",
                "reviewed_on": CHECKED,
                "sources": sources(key),
            }
            text = f"{prose(code, random, 80)}\n\n## {HEADINGS[code]}\n\n{prose(code, random, 80)}"
            write_article(folder / f"{key}.{code}.md", front, text)
