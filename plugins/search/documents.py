"""What of each page can be found, and what a result shows of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

import yaml

from plugins.portal.page import Page
from plugins.portal.records import (
    Article,
    Campaign,
    Cluster,
    Company,
    Competence,
    Event,
    Guide,
    Job,
    MentorProgramme,
    Municipality,
    Network,
    Offer,
    Pathway,
    Record,
    Story,
)
from plugins.portal.tracking import told

FIELDS: Mapping[str, float] = {"title": 5, "facts": 3, "labels": 1.5, "body": 1}
"""Field → how much more a word in it counts, as was measured best. The last holds running text."""

FACTS, LABELS, BODY = 1, 2, 3
"""The places of three fields."""

KINDS = (
    *("competence", "company", "municipality", "cluster", "guide", "story", "page"),
    *("event", "network", "mentor-programme", "job"),
)
"""Kinds of documents, in the order in which equal results stand. Jobs are the most: as the last they
leave the small numbers to the others, and results of both are shown apart."""

PATHS = {"pathway", "pathway-for-employers"}

CAMPAIGNS = {"campaign", "campaigns"}

LIST_KINDS = frozenset(
    {
        "home",
        "jobs",
        "companies",
        "offer",
        "guides",
        "stories",
        "municipalities",
        "my-move",
        "salary",
    }
).union(
    {"events", "events-for", "events-in", "networks", "mentors"},
    {"employers", "add-company", "ambassadors"},
    PATHS,
    CAMPAIGNS,
)
"""Pages that results call nothing but pages; their first page, where they have several."""

FOUND_KINDS = LIST_KINDS.union(KINDS)
"""Kinds of pages that can be found. To look at others would be to make them."""

LONGEST_SUMMARY = 160
"""Characters: two lines of a result on a telephone."""

NUMBERED = re.compile(r"/[0-9]+/$")
"""How the addresses of further pages of a list end."""

NOT_READ = re.compile(r"(?<=\])\([^)\s]*\)|<[^>]*>|^\[[^\]]*\]:.*$", re.MULTILINE)
"""What Markdown does not show: targets of links, tags."""

Subject = tuple[str, str]
"""What guides are sorted by, topic or audience, and its slug."""

USUAL_IN = 3
"""Guides of a topic that must share a word before it counts as one of the topic's own."""

WORD = re.compile(r"\w+")

JOB_WORDS = Path(__file__).with_name("job_words.yaml")

SAID_OF_JOBS = ("opening", "employment_type", "danish_needed")
"""Facts of jobs that people have words for. What an importer guessed counts like the rest: a job
that is found makes no promise, and results show nothing of it."""

JOB_FACTS = (
    "title",
    "language",
    "municipality",
    "competences",
    "posted",
    "deadline",
    *SAID_OF_JOBS,
)
"""All that is read of a job."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page that can be found from the pages of one language."""

    address: str
    title: str
    kind: str
    summary: str
    place: str
    language: str
    """The code of the page's language where it is another one, else ''."""
    texts: tuple[str, ...]
    """What is searched, in the order of ``FIELDS``."""
    competence: str = ""
    """The first competence, by which documents that are found together stand together."""
    age: int = 0
    """Of jobs of one place and competence the newest comes first."""
    employer: str = ""
    deadline: str = ""
    """The last day on which one can apply for a job."""

    @property
    def order(self) -> tuple[int, str, str, int, str]:
        return KINDS.index(self.kind), self.place, self.competence, self.age, self.address


class Names:
    """What records, topics and audiences are called in each language, from the pages of all."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._records: dict[tuple[str, str], Record] = {}
        self._articles: dict[tuple[str, str], dict[str, Page]] = defaultdict(dict)
        self._subjects: dict[tuple[Subject, str], str] = {}
        self._guides: dict[tuple[str, str], list[Page]] = defaultdict(list)
        for page in pages:
            if page.kind == Job.kind or page.kind in LIST_KINDS:
                continue
            if isinstance(page.record, Article):
                self._articles[page.record.kind, page.record.key][page.language] = page
            elif page.record:
                self._records[page.record.kind, page.record.slug] = page.record
            if isinstance(page.record, Guide):
                self._guides[page.record.topic, page.language].append(page)
                named = zip(subjects_of(page.record), _subject_names(page), strict=False)
                self._subjects |= {(subject, page.language): name for subject, name in named}
        self._records = dict(sorted(self._records.items(), key=lambda item: item[0]))
        self._offers: dict[tuple[Offer, str], str] = {}
        self._sought: dict[tuple[tuple[str, ...], str], str] = {}
        self._places: dict[str, str] = {}
        self._employers: dict[str, tuple[str, str]] = {}

    def translations(self, article: Article) -> Mapping[str, Page]:
        return self._articles[article.kind, article.key]

    @property
    def articles(self) -> Iterator[Mapping[str, Page]]:
        """Each article's page in every language that it is written in."""
        yield from self._articles.values()

    def languages_beside(self, language: str) -> Sequence[str]:
        """Every other language that something has a name in."""
        return [code for code in self._languages if code != language]

    @cached_property
    def _languages(self) -> Sequence[str]:
        labels = (r.label for r in self._records.values() if isinstance(r, Competence))
        return sorted({code for label in labels for code in label})

    def of(self, kind: str, slugs: Iterable[str], language: str) -> Iterator[str]:
        """The names of records and the other words that people type for them."""
        for slug in slugs:
            if record := self._records.get((kind, slug)):
                yield from names_of(record, language)

    def sought(self, competences: tuple[str, ...], language: str) -> str:
        """The names of some competences, which many jobs seek alike."""
        key = competences, language
        if key not in self._sought:
            self._sought[key] = "\n".join(self.of("competence", competences, language))
        return self._sought[key]

    def places(self, slug: str) -> str:
        """What a place is called in all languages, each name once."""
        if slug not in self._places:
            record = self._records.get(("municipality", slug))
            names = record.name if isinstance(record, Municipality) else {}
            self._places[slug] = "\n".join(dict.fromkeys(names.values()))
        return self._places[slug]

    def employer(self, slug: str) -> tuple[str, str]:
        """A company's name, and the municipality of its main site."""
        if slug not in self._employers:
            found = self._records.get(("company", slug))
            self._employers[slug] = (
                (found.name, found.municipalities[0]) if isinstance(found, Company) else ("", "")
            )
        return self._employers[slug]

    def offers(self, page: Page, company: Company) -> Iterator[str]:
        """What a company offers, as a page names it: the first that is asked says it for all."""
        if not all((offer, page.language) in self._offers for offer in company.offers):
            offers = [offer for offer in Offer if offer in company.offers]
            for offer, link in zip(offers, page.view.offers, strict=True):
                self._offers[offer, page.language] = link.name
        yield from (self._offers[offer, page.language] for offer in company.offers)

    def subjects(self, guide: Guide, language: str) -> Iterator[str]:
        """The names of a guide's topic and audiences, where a guide in the language has them."""
        found = (self._subjects.get((subject, language)) for subject in subjects_of(guide))
        yield from filter(None, found)

    def usual_words(self, topic: str, language: str) -> Sequence[str]:
        """The words of a topic, in a language that a guide on it is not written in."""
        return self._usual_words.get((topic, language), ())

    @cached_property
    def _usual_words(self) -> Mapping[tuple[str, str], Sequence[str]]:
        return {key: usual_words(guides) for key, guides in self._guides.items()}

    def related(self, record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Kind and slugs of the records whose names say what a record is about."""
        match record:
            case Company():
                yield "competence", record.competences
                yield "cluster", record.clusters
                yield "municipality", record.municipalities
            case Cluster():
                yield "competence", record.competences
            case Story():
                yield "competence", (record.profession,)
                yield "company", tuple(filter(None, [record.company]))
                yield "municipality", (record.municipality,)
            case Guide() | Event():
                yield "municipality", tuple(filter(None, [record.municipality]))
            case Network() | MentorProgramme():
                yield "municipality", record.municipalities

    def labels(self) -> Iterator[dict[str, tuple[str, ...]]]:
        """The names of every competence and cluster by language, its own name first."""
        for record in self._records.values():
            if isinstance(record, Competence | Cluster):
                names = record.label if isinstance(record, Competence) else record.name
                yield {code: tuple(names_of(record, code)) for code in names}


def subjects_of(guide: Guide) -> Iterator[Subject]:
    """A guide's topic and audiences, in the order in which its page names them."""
    yield "topic", guide.topic
    yield from (("audience", audience) for audience in guide.audience)


def _subject_names(page: Page) -> Iterator[str]:
    return _texts_of(page.view, "topic", "audiences")


def usual_words(guides: Sequence[Page]) -> list[str]:
    """Words that at least half of some guides have in title or summary."""
    texts = (f"{guide.title} {guide.description}".lower() for guide in guides)
    numbers = Counter(word for text in texts for word in set(WORD.findall(text)))
    least = max(USUAL_IN, len(guides) / 2)
    return sorted(word for word, number in numbers.items() if number >= least)


def names_of(record: Record, language: str) -> Iterator[str]:
    """What a record is called in a language, its own name first."""
    match record:
        case Company():
            yield record.name
        case Municipality() | Cluster():
            yield from filter(None, [record.name.get(language)])
        case Competence():
            yield from filter(None, [record.label.get(language)])
            yield from record.synonyms.get(language, ())


def make_documents(pages: Sequence[Page], language: str, names: Names) -> list[Document]:
    """All that can be found from one language, in a fixed order.

    An article that is not written in it is found in another language.
    """
    own = [page for page in pages if page.language == language and _is_found(page)]
    foreign = [
        next(iter(translations.values()))
        for translations in names.articles
        if language not in translations
    ]
    shown = [*own, *(page for page in foreign if _is_found(page))]
    made = (
        _job(page, names) if page.kind == Job.kind else _document(page, language, names)
        for page in shown
    )
    return sorted(made, key=lambda d: d.order)


def _is_found(page: Page) -> bool:
    if not page.indexed:
        return False
    if page.kind in LIST_KINDS:
        return not NUMBERED.search(page.address)
    return page.kind in KINDS


def _document(page: Page, language: str, names: Names) -> Document:
    competences = getattr(page.record, "competences", ())
    return Document(
        address=page.address,
        title=page.title,
        kind=page.kind if page.kind in KINDS else "page",
        summary=_summary(page),
        place=page.place,
        language=page.text_language or (page.language if page.language != language else ""),
        texts=(
            page.title,
            "\n".join(_facts(page, names)),
            "\n".join(_labels(page, names)),
            _read("\n".join(_body(page, names))),
        ),
        competence=competences[0] if competences else "",
    )


def _job(page: Page, names: Names) -> Document:
    """An open job by what is known of it without its posting.

    That one's text would make the index several times as large, and what it asks for is named by the
    job's competences already.
    """
    job, language = page.record, page.language
    assert isinstance(job, Job)  # noqa: S101 - of no other kind
    title, posted_in, municipality, competences, *facts = told(job, JOB_FACTS)
    posted, deadline, *said = facts
    employer, site = names.employer(job.slug.partition("/")[0])
    others = names.languages_beside(language)
    kinds = tuple(zip(SAID_OF_JOBS, said, strict=True))
    spoken = posted_in.partition("-")[0]
    return Document(
        address=page.address,
        title=title,
        kind=Job.kind,
        summary="",
        place=page.place,
        language=spoken if spoken != language.partition("-")[0] else "",
        texts=(
            title,
            "\n".join(
                (
                    employer,
                    names.places(municipality or site),
                    names.sought(competences, language),
                    words_of_job(kinds, language),
                )
            ),
            "\n".join(
                text
                for code in others
                for text in (names.sought(competences, code), words_of_job(kinds, code))
            ),
            "",
        ),
        competence=competences[0] if competences else "",
        age=-posted.toordinal(),
        employer=employer,
        deadline=deadline.isoformat() if deadline else "",
    )


@cache
def words_of_job(kinds: tuple[tuple[str, str | None], ...], language: str) -> str:
    """What people of a language type for some facts of a job, of which few differ."""
    found = (_job_words()[field].get(value or "", {}).get(language, ()) for field, value in kinds)
    return "\n".join(chain.from_iterable(found))


@cache
def _job_words() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    found: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = yaml.safe_load(
        JOB_WORDS.read_text("utf-8")
    )
    return found


def _summary(page: Page) -> str:
    record = page.record
    said = record.tagline if isinstance(record, Company) else None
    summary = _in_language(said, page.language) if said else page.description
    if len(summary) <= LONGEST_SUMMARY:
        return summary
    return f"{summary[:LONGEST_SUMMARY].rpartition(' ')[0]} …"


def _in_language(texts: Mapping[str, str], language: str) -> str:
    """A text as its page shows it: in another language where this one lacks it."""
    return texts.get(language) or next(iter(texts.values()), "")


def _facts(page: Page, names: Names) -> Iterator[str]:
    """What a page is about, and what the other languages call it."""
    record = page.record
    if record is None:
        return
    yield from _other_names(page, record, names)
    for kind, slugs in names.related(record):
        yield from names.of(kind, slugs, page.language)
    match record:
        case Company():
            yield from (site.city for site in record.locations if site.city)
            yield from names.offers(page, record)
            yield from map(page.frame.language.language_name, record.working_languages)
        case Competence():
            yield from record.synonyms.get(page.language, ())
            yield from _texts_of(page.view, "group")
        case Municipality():
            yield from filter(None, (record.region, record.business_region))
        case Guide():
            yield from _subject_names(page)
        case Story():
            yield record.person
            yield page.frame.language.territory(record.from_country)
            yield from filter(None, [record.employer])
        case Event() | Network() | MentorProgramme():
            organiser = record.organiser.name if record.organiser else None
            if organiser:
                yield organiser if isinstance(organiser, str) else "\n".join(organiser.values())
            yield from _said_of_audience(page)


def _said_of_audience(page: Page) -> Iterator[str]:
    """Whom an event, network or programme is for, as its page says it."""
    audience = page.view.audience
    yield from [audience] if isinstance(audience, str) else (link.text for link in audience)


def _texts_of(view: object, *attributes: str) -> Iterator[str]:
    """The texts of the links that a page's view has."""
    for attribute in attributes:
        found = getattr(view, attribute, ())
        yield from (link.text for link in (found if isinstance(found, tuple) else (found,)))


def _other_names(page: Page, record: Record, names: Names) -> Iterator[str]:
    """What a thing is called in other languages than its page's."""
    match record:
        case Article():
            translations = names.translations(record).items()
            yield from (other.title for code, other in translations if code != page.language)
        case Competence() | Cluster() | Municipality():
            for code in names.languages_beside(page.language):
                yield from names_of(record, code)
        case Event() | Network() | MentorProgramme():
            name = record.title if isinstance(record, Event) else record.name
            others = {} if isinstance(name, str) else name
            yield from (said for code, said in others.items() if code != page.language)
        case Pathway():
            yield from (said for code, said in record.title.items() if code != page.language)


def _labels(page: Page, names: Names) -> Iterator[str]:
    """What a page is about in other languages than its own."""
    record = page.record
    if record is None:
        return
    if isinstance(record, Company):
        yield from (offer.replace("-", " ") for offer in record.offers)
    if isinstance(record, Guide):
        yield record.topic.replace("-", " ")
    for code in names.languages_beside(page.language):
        if isinstance(record, Guide):
            yield from names.subjects(record, code)
            if code not in names.translations(record):
                yield from names.usual_words(record.topic, code)
        for kind, slugs in names.related(record):
            if kind != "company":
                yield from names.of(kind, slugs, code)


def _read(text: str) -> str:
    """What a reader sees of Markdown."""
    has_targets = "](" in text or "<" in text or "]:" in text
    return NOT_READ.sub("", text) if has_targets else text


def _meeting_texts(record: Event | Network | MentorProgramme, language: str) -> Iterator[str]:
    """The texts of an event, network or programme."""
    for name in ("summary", "about", "how_to_join", "for_mentees", "for_mentors"):
        if texts := getattr(record, name, None):
            yield _in_language(texts, language)


def _texts_of_path(pathway: Pathway, page: Page) -> Iterator[str]:
    """What a path says of its steps and courses, which its page names."""
    yield _in_language(pathway.lead, page.language)
    yield from (str(step.name.text) for step in page.view.steps)
    yield from (_in_language(step.what, page.language) for step in pathway.steps)
    yield from (str(course.name.text) for course in page.view.courses)
    yield from (_in_language(course.about, page.language) for course in pathway.courses)


def _body(page: Page, names: Names) -> Iterator[str]:  # noqa: C901 - a case for each kind
    """What a page says; a guide also what its translations say, whose words stand in letters."""
    record = page.record
    match record:
        case Company():
            texts = (record.tagline, record.about, record.life or {})
            yield from (_in_language(text, page.language) for text in texts)
        case Campaign():
            found = (record.lead, record.about or {})
            yield from (_in_language(text, page.text_language or page.language) for text in found)
        case Event() | Network() | MentorProgramme():
            yield from _meeting_texts(record, page.language)
        case Pathway():
            yield from _texts_of_path(record, page)
        case Municipality() | Cluster():
            yield _in_language(record.about, page.language)
            yield _in_language(getattr(record, "tagline", None) or {}, page.language)
        case Guide():
            for translation in names.translations(record).values():
                if isinstance(translation.record, Guide):
                    yield from (translation.record.summary, translation.record.body)
        case Article():
            yield page.description
            yield record.body
        case None:
            yield page.description
            yield from getattr(page.view, "words", ())
