"""A portal that visibly exists nowhere: seeded, in Danish and English, as large as one likes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any

from babel.support import Translations

from benchmarks.made_up.writing import (
    INVENTED,
    about,
    company_name,
    running_text,
    tagline,
    words,
)
from plugins.languages import Language
from plugins.portal.fields import slugify
from plugins.portal.page import Frame, Link, Page
from plugins.portal.records import (
    Article,
    Cluster,
    Company,
    Competence,
    DanishNeeded,
    EmploymentType,
    Guide,
    Job,
    Location,
    Municipality,
    Opening,
    Record,
    Source,
    Story,
)

LOCALES = {"da": "da", "en": "en-GB"}
SEED = 20260101
CHECKED = "2026-01-01"
FIRST_DAY = date(2026, 1, 1)

PAGES_PER_PLACE = 100
"""A portal of so many pages gets a place's guides; small ones would be guides only otherwise."""

STORY_SHARE = 10
"""One page of so many is a story."""

ONE_LANGUAGE = 5
"""Of so many companies one is described in Danish only and one in English only."""

JOBS_PER_COMPANY = 4
MOST_JOBS = 20_000
"""Of a portal of 5,000 employers; those of larger ones have fewer each."""

JOB_TITLE = {"en": "{name} wanted, example {at}", "da": "{name} søges, eksempel {at}"}

TERMS = [terms for terms in EmploymentType if terms is not EmploymentType.INTERN]
"""Openings say by themselves which jobs are internships."""

STORY_SUMMARY = {"en": "from {place} to {trade}", "da": "fra {place} til {trade}"}
IN_PLACE = {"en": "{topic} in {place}", "da": "{topic} i {place}"}
STORY = {
    "en": "{person} Exampleperson, {trade} in {place}",
    "da": "{person} Eksempelperson, {trade} i {place}",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page is about, for telling whether it answers a query."""

    address: str
    language: str
    kind: str
    competences: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    cluster: str = ""
    topic: str = ""
    name: str = ""
    opening: str = ""
    danish: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that a company offers, as its page shows it."""

    name: str


@dataclass(frozen=True, slots=True)
class View:
    """What of a page's view the search reads."""

    group: Link | tuple[()] = ()
    topic: Link | tuple[()] = ()
    audiences: tuple[Link, ...] = ()
    offers: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class Portal:
    """The pages of all languages and what each is about, in the same order."""

    pages: tuple[Page, ...]
    facts: tuple[Facts, ...]

    @cached_property
    def _shown(self) -> dict[str, tuple[Facts, ...]]:
        return {code: tuple(self._facts_in(code)) for code in LOCALES}

    def shown_in(self, language: str) -> tuple[Facts, ...]:
        """What readers of a language can find: its pages, and articles that lack a translation."""
        return self._shown[language]

    def _facts_in(self, language: str) -> Iterator[Facts]:
        for page, facts in zip(self.pages, self.facts, strict=True):
            record = page.record
            if page.language == language or (
                isinstance(record, Article) and language not in languages_of_article(record.key)
            ):
                yield facts


def make_portal(size: int, seed: int = SEED) -> Portal:
    """A portal with ``size`` documents beside jobs that can be found from each language."""
    made = [pair for pairs in _records(size, seed) for pair in pairs]
    return Portal(tuple(page for page, _ in made), tuple(facts for _, facts in made))


def _records(size: int, seed: int) -> Iterator[Iterator[tuple[Page, Facts]]]:
    """The pages of each record in its languages."""
    random = Random(seed)
    left: float = size
    records = [*_vocabulary(), *_guides(size)]
    records += _stories(size // STORY_SHARE, random)
    for record, facts in records:
        left -= _counts_once(record)
        yield _pages(record, facts)
    companies = list(_companies(round(left), random))
    for record, facts in (*companies, *_jobs(companies, Random(seed))):
        yield _pages(record, facts)


def _counts_once(record: Record) -> float:
    """Articles are records of one language; a pair of translations is one document of each."""
    if isinstance(record, Guide | Story):
        return 1.0 if languages_of_article(record.key) == (record.language,) else 0.5
    return 1.0


def languages_of_article(key: str) -> tuple[str, ...]:
    """Two of three articles are translated."""
    return (("da",), ("en",), ("da", "en"), ("da", "en"), ("da", "en"), ("da", "en"))[
        Random(key).randrange(6)
    ]


Made = tuple[Record, Facts]


def _facts(kind: str, **about: Any) -> Facts:  # noqa: ANN401 - the fields of Facts
    return Facts("", "", kind, **about)


def _source() -> tuple[Source, ...]:
    return (Source(url="https://made-up.example/", checked=CHECKED),)


def _vocabulary() -> Iterator[Made]:
    for slug, found in words()["professions"].items():
        yield (
            Competence(
                path="made-up",
                slug=slug,
                label={code: found[code][0] for code in LOCALES},
                synonyms={code: tuple(found[code][2:]) for code in LOCALES},
                group=found["cluster"],
            ),
            _facts("competence", competences=frozenset([slug]), cluster=found["cluster"]),
        )
    for slug, name in words()["clusters"].items():
        sought = tuple(s for s, p in words()["professions"].items() if p["cluster"] == slug)
        yield (
            Cluster(
                path="made-up",
                slug=slug,
                name={code: name[code] for code in LOCALES},
                about={code: running_text(code, slug, Random(slug)) for code in LOCALES},
                competences=sought,
            ),
            _facts("cluster", competences=frozenset(sought), cluster=slug),
        )
    for slug, name in words()["places"].items():
        yield (
            Municipality(
                path="made-up",
                slug=slug,
                name=name,
                region="Example Region",
                lat=56,
                lon=9,
                about={code: running_text(code, slug, Random(slug)) for code in LOCALES},
                sources=_source(),
            ),
            _facts("municipality", places=frozenset([slug]), name=slug),
        )


def _guides(size: int) -> Iterator[Made]:
    for place, names in list(words()["places"].items())[: max(1, size // PAGES_PER_PLACE)]:
        for topic, said in words()["topics"].items():
            key = f"{topic}-{place}"
            for code in languages_of_article(key):
                title = IN_PLACE[code].format(topic=said[code][0], place=names[code])
                yield (
                    Guide(
                        path="made-up",
                        slug=slugify(title),
                        key=key,
                        language=code,
                        title=title,
                        summary=f"{', '.join(said[code])}: {INVENTED[code]}.",
                        body=running_text(code, place, Random(key), said[code]),
                        body_line=1,
                        topic=topic,
                        audience=("everyone",),
                        municipality=place,
                        reviewed_on=CHECKED,
                        sources=_source(),
                    ),
                    _facts("guide", places=frozenset([place]), topic=topic),
                )


def _stories(number: int, random: Random) -> Iterator[Made]:
    for at in range(number):
        key = f"story-{at}"
        person = random.choice(words()["people"])
        profession = random.choice(list(words()["professions"]))
        place = random.choice(list(words()["places"]))
        country = random.choice(words()["countries"])
        for code in languages_of_article(key):
            trade = words()["professions"][profession][code]
            name = words()["places"][place][code]
            yield (
                Story(
                    path="made-up",
                    slug=f"{slugify(person)}-{at}",
                    key=key,
                    language=code,
                    title=STORY[code].format(person=person, trade=trade[0].lower(), place=name),
                    summary=STORY_SUMMARY[code].format(place=name, trade=trade[-1]),
                    body=running_text(code, place, Random(key), trade[1:]),
                    body_line=1,
                    person=f"{person} {INVENTED[code]}person",
                    from_country=country,
                    profession=profession,
                    municipality=place,
                    sources=_source(),
                ),
                _facts("story", competences=frozenset([profession]), places=frozenset([place])),
            )


def _companies(number: int, random: Random) -> Iterator[Made]:
    brands: dict[str, None] = {}
    professions = words()["professions"]
    clusters = list(words()["clusters"])
    for at in range(number):
        cluster = random.choice(clusters)
        own = [slug for slug, found in professions.items() if found["cluster"] == cluster]
        sought = random.sample(own, min(len(own), random.randint(1, 3)))
        sought += [s for s in random.sample(list(professions), 1) if s not in sought]
        places = random.sample(list(words()["places"]), random.choice((1, 1, 1, 2)))
        name = company_name(cluster, brands, random)
        slug = slugify(name)
        yield (
            Company(
                path="made-up",
                slug=slug,
                name=name,
                website=f"https://{slug}.example/",
                careers=f"https://{slug}.example/jobs",
                municipalities=tuple(places),
                clusters=(cluster,),
                competences=tuple(sought),
                tagline={code: tagline(code, slug) for code in LOCALES},
                about={code: about(code, slug, places, sought) for code in _described(at)},
                locations=tuple(
                    Location(municipality=place, city=words()["places"][place]["da"])
                    for place in places
                ),
                sources=_source(),
            ),
            _facts(
                "company",
                competences=frozenset(sought),
                places=frozenset(places),
                cluster=cluster,
                name=slug,
            ),
        )


def _jobs(companies: Sequence[Made], random: Random) -> Iterator[Made]:
    """The open jobs of all companies, each in one language, for one of the trades that it seeks."""
    for at in range(min(JOBS_PER_COMPANY * len(companies), MOST_JOBS)):
        company, _ = companies[at % len(companies)]
        assert isinstance(company, Company)  # noqa: S101 - as they were made
        sought, place = random.choice(company.competences), random.choice(company.municipalities)
        code = random.choice(list(LOCALES))
        name = words()["professions"][sought][code][0]
        opening = random.choice((None, None, None, *Opening))
        danish = random.choice((None, *DanishNeeded))
        posted = FIRST_DAY + timedelta(days=random.randrange(60))
        slug = f"{company.slug}/example-{at}"
        yield (
            Job(
                path="made-up",
                slug=slug,
                company=company.slug,
                id=f"example-{at}",
                title=JOB_TITLE[code].format(name=name, at=at),
                language=code,
                description=running_text(code, place, Random(slug), [name]),
                municipality=place,
                competences=(sought,),
                employment_type=random.choice(TERMS),
                opening=opening,
                danish_needed=danish,
                posted=posted,
                deadline=posted + timedelta(days=45),
                apply=f"https://{company.slug}.example/jobs/{at}",
            ),
            _facts(
                "job",
                competences=frozenset([sought]),
                places=frozenset([place]),
                name=company.slug,
                opening=opening or "",
                danish=danish or "",
            ),
        )


def _described(at: int) -> Sequence[str]:
    """The languages that a company is described in."""
    return {0: ["da"], 1: ["en"]}.get(at % ONE_LANGUAGE, list(LOCALES))


@cache
def _frame(code: str) -> Frame:
    language = Language(code, LOCALES[code], Translations())
    return Frame(language, "Exampleby Careers", f"/{code}/", (), (), (), "")


def _pages(record: Record, facts: Facts) -> Iterator[tuple[Page, Facts]]:
    codes = [record.language] if isinstance(record, Guide | Story) else list(LOCALES)
    for code in codes:
        address = f"/{code}/{record.kind}/{record.slug}/"
        page = Page(
            address=address,
            kind=record.kind,
            template="",
            title=_title(record, code),
            description=_description(record, code),
            frame=_frame(code),
            view=_view(record, code),
            record=record,
            place=_place(record, code),
        )
        yield page, replace(facts, address=address, language=code)


def _title(record: Record, code: str) -> str:
    match record:
        case Company():
            return record.name
        case Competence():
            return record.label[code]
        case Municipality() | Cluster():
            return record.name[code]
        case Guide() | Story() | Job():
            return record.title
    raise TypeError(record)


def _description(record: Record, code: str) -> str:
    match record:
        case Guide() | Story():
            return record.summary
        case Company():
            return record.tagline[code]
    return f"{INVENTED[code]}: {_title(record, code)}"


def _place(record: Record, code: str) -> str:
    match record:
        case Company():
            slug = record.municipalities[0]
        case Guide() | Story() | Job():
            slug = record.municipality or ""
        case _:
            return ""
    return str(words()["places"][slug][code])


def _view(record: Record, code: str) -> View:
    match record:
        case Competence():
            return View(group=Link(words()["clusters"][record.group][code], "/"))
        case Guide():
            return View(topic=Link(words()["topics"][record.topic][code][0], "/"))
    return View()
