"""The portal as one whole: published records and the links between them, both ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter
from typing import TypeVar

from plugins.portal.loading import Loaded
from plugins.portal.records import (
    Article,
    Cluster,
    Company,
    Competence,
    CompetenceGroup,
    Guide,
    Job,
    Municipality,
    Offer,
    PlainPage,
    Record,
    Status,
    Story,
)

RecordT = TypeVar("RecordT", bound=Record)
ArticleT = TypeVar("ArticleT", bound=Article)

Translations = Mapping[str, ArticleT]
"""One article in the languages it is written in: language code → article."""

EARTH_RADIUS_KM = 6371.0

NEXT_JOBS = 6
"""As many as a candidate can compare at a glance."""


@dataclass(frozen=True)
class Portal:
    """Everything that is published, by slug or key, in the order of slugs and keys."""

    languages: tuple[str, ...]
    companies: Mapping[str, Company]
    municipalities: Mapping[str, Municipality]
    clusters: Mapping[str, Cluster]
    competences: Mapping[str, Competence]
    groups: Mapping[str, CompetenceGroup]
    guides: Mapping[str, Translations[Guide]]
    stories: Mapping[str, Translations[Story]]
    pages: Mapping[str, Translations[PlainPage]]
    jobs: Mapping[str, Job] = field(default_factory=dict)

    @cached_property
    def newest_jobs(self) -> tuple[Job, ...]:
        """All jobs, the last posted first; those of one day in the order of their slugs."""
        return tuple(sorted(self.jobs.values(), key=lambda job: job.posted, reverse=True))

    @cached_property
    def jobs_by_subject(self) -> Mapping[tuple[str, str], tuple[Job, ...]]:
        """The jobs of each company, place, lighthouse and competence (kind, slug), newest first."""
        return _grouped((subject, job) for job in self.newest_jobs for subject in self._about(job))

    def _about(self, job: Job) -> Iterator[tuple[str, str]]:
        """Kind and slug of what a job belongs to. Its lighthouses are those of its company."""
        yield Company.kind, job.company
        yield Municipality.kind, self.place_of(job).slug
        for slug in job.competences:
            yield Competence.kind, slug
        for slug in self.companies[job.company].clusters:
            yield Cluster.kind, slug

    def jobs_of(self, record: Record) -> tuple[Job, ...]:
        """The jobs of a company, place, lighthouse or competence, newest first."""
        return self.jobs_by_subject.get((record.kind, record.slug), ())

    def place_of(self, job: Job) -> Municipality:
        """Where one works: at the company's main site, unless the job says another place."""
        return self.municipalities[
            job.municipality or self.companies[job.company].municipalities[0]
        ]

    @cached_property
    def companies_by_municipality(self) -> Mapping[str, tuple[Company, ...]]:
        return _grouped((slug, c) for c in self.companies.values() for slug in c.municipalities)

    @cached_property
    def companies_by_cluster(self) -> Mapping[str, tuple[Company, ...]]:
        return _grouped((slug, c) for c in self.companies.values() for slug in c.clusters)

    @cached_property
    def companies_by_competence(self) -> Mapping[str, tuple[Company, ...]]:
        return _grouped((slug, c) for c in self.companies.values() for slug in c.competences)

    @cached_property
    def companies_by_offer(self) -> Mapping[Offer, tuple[Company, ...]]:
        return _grouped((offer, c) for c in self.companies.values() for offer in c.offers)

    @cached_property
    def competences_by_group(self) -> Mapping[str, tuple[Competence, ...]]:
        return _grouped((c.group, c) for c in self.competences.values())

    @cached_property
    def clusters_by_competence(self) -> Mapping[str, tuple[Cluster, ...]]:
        return _grouped((slug, c) for c in self.clusters.values() for slug in c.competences)

    @cached_property
    def stories_by_company(self) -> Mapping[str, tuple[Translations[Story], ...]]:
        return _grouped((_any(s).company, s) for s in self.stories.values())

    @cached_property
    def stories_by_municipality(self) -> Mapping[str, tuple[Translations[Story], ...]]:
        return _grouped((_any(s).municipality, s) for s in self.stories.values())

    @cached_property
    def stories_by_profession(self) -> Mapping[str, tuple[Translations[Story], ...]]:
        return _grouped((_any(s).profession, s) for s in self.stories.values())

    @cached_property
    def guides_by_municipality(self) -> Mapping[str, tuple[Translations[Guide], ...]]:
        return _grouped((_any(g).municipality, g) for g in self.guides.values())

    @cached_property
    def nearest_municipalities(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """For each municipality all of them, itself first, with the distance in kilometres."""
        places = self.municipalities
        return {
            here: tuple(
                sorted(
                    ((there, distance_km(places[here], places[there])) for there in places),
                    key=lambda place: (place[1], place[0] != here, place[0]),
                )
            )
            for here in places
        }

    @cached_property
    def _companies_by_main_site(self) -> Mapping[str, tuple[Company, ...]]:
        return _grouped((c.municipalities[0], c) for c in self.companies.values())

    @cached_property
    def _seekers(self) -> Mapping[tuple[str, str], int]:
        """Main site and competence → who seeks it there: a bit for each place in the tuple above.

        Thousands of companies in one town are compared with each other in one step this way.
        """
        seekers: dict[tuple[str, str], int] = defaultdict(int)
        for place, companies in self._companies_by_main_site.items():
            for position, company in enumerate(companies):
                for competence in company.competences:
                    seekers[place, competence] |= 1 << position
        return dict(seekers)

    @cached_property
    def next_jobs(self) -> Mapping[str, tuple[tuple[Company, float], ...]]:
        """For each company a few others that seek the same competences, nearest first.

        The nearest of those that share two competences or more are chosen before any that shares
        one: a single one is often as general as project manager. Within one municipality those
        that share more come first. Distances are between the main towns of the companies' main
        municipalities, in kilometres.
        """
        return {
            slug: tuple(sorted(islice(self._next_jobs(company), NEXT_JOBS), key=itemgetter(1)))
            for slug, company in self.companies.items()
        }

    def _next_jobs(self, company: Company) -> Iterator[tuple[Company, float]]:
        most = len(company.competences)
        for shared in (range(most, 1, -1), range(min(most, 1), 0, -1)):
            for place, km in self.nearest_municipalities[company.municipalities[0]]:
                here = self._companies_by_main_site.get(place, ())
                for position in self._sharing(place, company.competences, shared):
                    if here[position] is not company:
                        yield here[position], km

    def _sharing(
        self, place: str, competences: tuple[str, ...], numbers: Iterable[int]
    ) -> Iterator[int]:
        """Positions of the companies of a place that share so many competences, in that order."""
        # Those that share one or more, two or more, and so on; the first and last stay empty.
        at_least = [0] * (len(competences) + 2)
        for done, competence in enumerate(competences, start=1):
            seekers = self._seekers.get((place, competence), 0)
            for number in range(done, 1, -1):
                at_least[number] |= at_least[number - 1] & seekers
            at_least[1] |= seekers
        for number in numbers:
            yield from _positions(at_least[number] & ~at_least[number + 1])

    @cached_property
    def related_competences(self) -> Mapping[str, tuple[Competence, ...]]:
        """Competences that the same companies seek, most often first."""
        together: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for company in self.companies.values():
            for one in company.competences:
                for other in company.competences:
                    if one != other:
                        together[one][other] += 1
        return {
            one: tuple(
                self.competences[other]
                for other in sorted(others, key=lambda slug: (-others[slug], slug))
            )
            for one, others in together.items()
        }


def link_records(loaded: Loaded, languages: tuple[str, ...]) -> Portal:
    """Put the published records of faultless content together."""
    published = [
        record
        for _, record in sorted(loaded.records.items(), key=itemgetter(0))
        if record.status is Status.PUBLISHED
    ]
    companies = _by_slug(Company, published)
    jobs = _by_slug(Job, published)
    return Portal(
        languages=languages,
        companies=companies,
        municipalities=_by_slug(Municipality, published),
        clusters=_by_slug(Cluster, published),
        competences=_by_slug(Competence, published),
        groups=loaded.groups,
        guides=_by_key(Guide, published, languages),
        stories=_by_key(Story, published, languages),
        pages=_by_key(PlainPage, published, languages),
        # Nothing of a draft is shown, and so none of its jobs.
        jobs={slug: job for slug, job in jobs.items() if job.company in companies},
    )


def distance_km(one: Municipality, other: Municipality) -> float:
    """From main town to main town, in kilometres."""
    return distance_between((one.lat, one.lon), (other.lat, other.lon))


def distance_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points (latitude, longitude; degrees) in kilometres.

    The haversine formula, which is exact enough for short distances too.
    """
    lat1, lat2 = radians(one[0]), radians(other[0])
    half_lat, half_lon = (lat2 - lat1) / 2, radians(other[1] - one[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def in_languages(article: Translations[ArticleT], languages: Iterable[str]) -> ArticleT:
    """The article in the first of ``languages`` that it is written in, or in any."""
    return next((article[code] for code in languages if code in article), _any(article))


def _any(article: Translations[ArticleT]) -> ArticleT:
    return next(iter(article.values()))


def _positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _by_slug(model: type[RecordT], records: Iterable[Record]) -> dict[str, RecordT]:
    return {record.slug: record for record in records if isinstance(record, model)}


def _by_key(
    model: type[ArticleT], records: Iterable[Record], languages: tuple[str, ...]
) -> dict[str, dict[str, ArticleT]]:
    """Articles by key, their translations in the order of the portal's languages."""
    found: dict[str, dict[str, ArticleT]] = defaultdict(dict)
    for record in records:
        if isinstance(record, model) and record.language in languages:
            found[record.key][record.language] = record
    return {
        key: {code: article[code] for code in languages if code in article}
        for key, article in found.items()
    }


KeyT = TypeVar("KeyT")
ItemT = TypeVar("ItemT")


def _grouped(pairs: Iterable[tuple[KeyT | None, ItemT]]) -> dict[KeyT, tuple[ItemT, ...]]:
    groups: dict[KeyT, list[ItemT]] = defaultdict(list)
    for key, item in pairs:
        if key is not None:
            groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
