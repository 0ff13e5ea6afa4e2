"""Made-up guides and stories, each in every language."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.builds.project.companies import MadeUp
from benchmarks.builds.project.files import write_article
from benchmarks.builds.project.vocabulary import CHECKED, sources
from benchmarks.made_up.writing import INVENTED, LANGUAGES, prose, terms, words
from plugins.portal.fields import slugify
from plugins.portal.records import Audience, Topic

STORY_EVERY = 3
"""One article of so many is a story."""

SECTIONS, SECTION_WORDS = 4, 105
IN_PLACE = {"en": "{topic} in {place}, example {at}", "da": "{topic} i {place}, eksempel {at}"}
STORY = {
    "en": "{person} Exampleperson {at}, {trade} in {place}",
    "da": "{person} Eksempelperson {at}, {trade} i {place}",
}


def write_articles(content: Path, number: int, companies: Sequence[MadeUp], random: Random) -> None:
    for at in range(number):
        if at % STORY_EVERY == STORY_EVERY - 1:
            _write_story(content / "stories", at, random.choice(companies), random)
        else:
            _write_guide(content / "guides", at, random)


def _write_guide(folder: Path, at: int, random: Random) -> None:
    topic = random.choice(list(words()["topics"]))
    place = random.choice(list(words()["places"]))
    shared: dict[str, Any] = {
        "topic": Topic(topic).value,
        "audience": [a.value for a in random.sample(list(Audience), random.choice((1, 2)))],
        "municipality": place,
        "order": at,
        "reviewed_on": CHECKED,
    }
    for code in LANGUAGES:
        said = words()["topics"][topic][code]
        title = IN_PLACE[code].format(topic=said[0], place=words()["places"][place][code], at=at)
        front = {"title": title, "slug": slugify(title), "summary": _summary(code, said, at)}
        path = folder / f"example-{at}.{code}.md"
        write_article(path, front | shared | _sources(at), _body(code, at, place))


def _write_story(folder: Path, at: int, company: MadeUp, random: Random) -> None:
    person, country = random.choice(words()["people"]), random.choice(words()["countries"])
    profession, place = company.competences[0], company.places[0]
    shared: dict[str, Any] = {
        "from_country": country,
        "profession": profession,
        "company": company.slug,
        "municipality": place,
        "arrived": f"20{at % 25:02}-05",
        "months_to_first_job": at % 12,
        "published_on": CHECKED,
    }
    if at % 2:
        shared["partner"] = INVENTED["en"]
    for code in LANGUAGES:
        trade = words()["professions"][profession][code]
        names = {"person": person, "place": words()["places"][place][code], "at": at}
        title = STORY[code].format(trade=trade[0].lower(), **names)
        front = {"title": title, "slug": slugify(title), "summary": _summary(code, trade, at)}
        front["person"] = f"{person} Exampleperson"
        path = folder / f"example-{at}.{code}.md"
        write_article(path, front | shared | _sources(at), _body(code, at, place))


def _summary(code: str, about: Sequence[str], at: int) -> str:
    return f"{INVENTED[code]}: {', '.join((*about, *terms(code, Random(f'{at} {code}'))))}."


def _sources(at: int) -> dict[str, Any]:
    return {"sources": [*sources(f"article-{at}"), *sources(f"more-{at}")]}


def _body(code: str, at: int, place: str) -> str:
    """Sections with headings of their own, a list in the middle, links to places and professions."""
    random = Random(f"article {at} {code}")
    parts = [prose(code, random, SECTION_WORDS, place)]
    for section in range(SECTIONS - 1):
        parts.append(f"## {', '.join(terms(code, random)[:2]).capitalize()}")
        parts.append(prose(code, random, SECTION_WORDS, place))
        trade = random.choice(list(words()["professions"]))
        linked = f"[{words()['professions'][trade][code][1]}](competence:{trade})"
        if section == 1:
            parts.append("\n".join(f"- **{term}**" for term in terms(code, random)))
        parts.append(f"{INVENTED[code]}: {linked}, [{place}](municipality:{place}).")
    return "\n\n".join(parts)
