"""The portal as one whole: published records and the links between them, both ways."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from functools import cached_property
from itertools import chain, islice
from math import asin, cos, radians, sin, sqrt
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from plugins.portal.days import ALWAYS, ONE_DAY, TOLD_DAYS, Span, span_around
from plugins.portal.facts import KNOWN, known_fields
from plugins.portal.likeness import Places, company_of, positions, sharing
from plugins.portal.loading import JOBS, Loaded
from plugins.portal.moves import in_order
from plugins.portal.records import (
    GROUP,
    Ambassador,
    Article,
    Brochure,
    Campaign,
    Channel,
    Cluster,
    Company,
    Competence,
    CompetenceGroup,
    Event,
    GoneJob,
    Guide,
    Job,
    Material,
    MentorProgramme,
    Municipality,
    Narrative,
    Network,
    Offer,
    Opening,
    Pathway,
    PlainPage,
    Record,
    Step,
    Story,
    TaxYear,
    Visitor,
)
from plugins.portal.schedules import Occurrence, Schedule, coming, occurrences, turns
from plugins.portal.sources import Key
from plugins.portal.tracking import (
    Records,
    Tracker,
    Watched,
    by_slug,
    compare_by_slug,
    compare_relations,
    kept_relation,
    relation,
    told,
)

RecordT = TypeVar("RecordT", bound=Record)
ArticleT = TypeVar("ArticleT", bound=Article)
KeyT = TypeVar("KeyT")

Translations = Mapping[str, ArticleT]
"""One article in the languages it is written in: language code → article."""

EARTH_RADIUS_KM = 6371.0

SIMILAR_JOBS = 3

NEXT_EMPLOYERS = 4

NEXT_JOBS = 6
"""As many as a candidate can compare at a glance."""


class CompanyFacts(NamedTuple):
    """What relations know of a company. Other words of its profile change none of them."""

    municipalities: tuple[str, ...]
    """The first is that of the main site."""
    clusters: tuple[str, ...]
    competences: tuple[str, ...]
    offers: tuple[Offer, ...]


class CampaignFacts(NamedTuple):
    """What is known of a campaign that has started."""

    is_over: bool
    languages: tuple[str, ...]
    """In which it is written, its first one first."""


class JobFacts(NamedTuple):
    """What relations know of a job."""

    posted: date
    """Of one that is gone nobody asks for it."""
    municipality: str | None
    competences: tuple[str, ...]
    deadline: date | None


@dataclass(frozen=True)
class Portal:
    """Everything that is published, by slug or key, in the order of slugs and keys."""

    languages: tuple[str, ...]
    companies: Mapping[str, Company]
    municipalities: Mapping[str, Municipality]
    clusters: Mapping[str, Cluster]
    competences: Mapping[str, Competence]
    groups: Mapping[str, CompetenceGroup]
    """Asked for one by one: of all together it is not seen who reads which."""
    guides: Mapping[str, Translations[Guide]]
    stories: Mapping[str, Translations[Story]]
    pages: Mapping[str, Translations[PlainPage]]
    jobs: Mapping[str, Job] = field(default_factory=dict)
    """Those that are open."""
    gone_jobs: Mapping[str, GoneJob] = field(default_factory=dict)
    """Those that are told of, as they went not long ago."""
    former_jobs: Mapping[str, GoneJob] = field(default_factory=dict)
    """Those of which nothing is left but the address."""
    steps: Mapping[str, Step] = field(default_factory=dict)
    """Of a move here."""
    taxes: Mapping[str, TaxYear] = field(default_factory=dict)
    """The newest year of taxes that has begun, where there is one."""
    year: Callable[[], int] = field(default=lambda: date.max.year)
    """Asks which year it is."""
    events: Mapping[str, Event] = field(default_factory=dict)
    """Those that are over, too."""
    networks: Mapping[str, Network] = field(default_factory=dict)
    programmes: Mapping[str, MentorProgramme] = field(default_factory=dict)
    """Those of mentors."""
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    """Those of audiences to a job."""
    narratives: Mapping[str, Narrative] = field(default_factory=dict)
    """The one that there is, if any, by its kind."""
    ambassadors: Mapping[str, Ambassador] = field(default_factory=dict)
    """Those whose consent holds."""
    materials: Mapping[str, Material] = field(default_factory=dict)
    """Of the toolkit for employers."""
    brochures: Mapping[str, Brochure] = field(default_factory=dict)
    """Those on a topic; pages show nothing of them."""
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    """Those that are over, or have not started, too."""
    today: Callable[[], date] = field(default=lambda: date.min)
    """Asks for the day; who asks is made anew every day, and so nobody does but relations."""
    span: Span = ALWAYS
    """On all of these days the portal is the same."""
    tracker: Tracker = field(default_factory=Tracker)

    code: ClassVar[str] = "all"
    """Its results are those of all languages."""

    def __post_init__(self) -> None:
        compare_relations(self)
        compare_by_slug(self)

    def by_kind(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind, by slug or key."""
        return self._kinds[kind]

    def record(self, kind: str, slug: str) -> Any:  # noqa: ANN401 - as ``by_kind``
        """One that is not made while what is known without it is enough."""
        return _unopened(self.by_kind(kind), slug)

    @cached_property
    def _kinds(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            Company.kind: self.companies,
            Municipality.kind: self.municipalities,
            Cluster.kind: self.clusters,
            Competence.kind: self.competences,
            Job.kind: self.jobs,
            GoneJob.kind: self.gone_jobs,
            Step.kind: self.steps,
            Guide.kind: self.guides,
            Story.kind: self.stories,
            PlainPage.kind: self.pages,
            TaxYear.kind: self.taxes,
            Event.kind: self.events,
            Network.kind: self.networks,
            MentorProgramme.kind: self.programmes,
            Pathway.kind: self.pathways,
            Narrative.kind: self.narratives,
            Material.kind: self.materials,
            Ambassador.kind: self.ambassadors,
            Brochure.kind: self.brochures,
            Campaign.kind: self.campaigns,
        }

    @property
    def newest_jobs(self) -> tuple[str, ...]:
        """The slugs of all jobs, the last posted first; those of one day in their own order."""
        return self._by_day[Job.kind]

    @kept_relation
    def _by_day(self) -> Mapping[str, tuple[str, ...]]:
        posted = {slug: self.job_facts(slug).posted for slug in self.jobs}
        return {Job.kind: tuple(sorted(posted, key=posted.__getitem__, reverse=True))}

    @kept_relation
    def jobs_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of the jobs of each company, place, lighthouse and competence (``kind/slug``).

        The newest stand first. A job's lighthouses are those of its company.
        """
        own = {
            slug: (facts, _subjects_of_jobs(slug, facts))
            for slug, facts in self.company_facts.items()
        }
        found: dict[str, list[str]] = defaultdict(list)
        for job in self.newest_jobs:
            known = self.job_facts(job)
            company, subjects = own[company_of(job)]
            place = known.municipality or company.municipalities[0]
            found[f"{Municipality.kind}/{place}"].append(job)
            for competence in known.competences:
                found[f"{Competence.kind}/{competence}"].append(job)
            for subject in subjects:
                found[subject].append(job)
        return {subject: tuple(jobs) for subject, jobs in found.items()}

    @relation
    def jobs_by_opening(self) -> Mapping[Opening, tuple[str, ...]]:
        """The slugs of the jobs that are no ordinary ones, by whom they are for; the newest stand first."""
        if not self.pathways:
            return {}  # nobody else asks, and jobs come by the thousand
        said = ((told(_unopened(self.jobs, job), ("opening",))[0], job) for job in self.newest_jobs)
        return _grouped((Opening(opening) if opening else None, job) for opening, job in said)

    @kept_relation
    def deadlines(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """On which days, by their ordinals, how many jobs end: all (``job``), and those of each subject."""
        ends = {}
        for slug in self.jobs:
            day = self.job_facts(slug).deadline
            ends[slug] = day.toordinal() if day else 0
        found = {Job.kind: Counter(ends.values())}
        for subject, jobs in self.jobs_by_subject.items():
            found[subject] = Counter([ends[job] for job in jobs])
        return {
            subject: tuple((day, numbers[day]) for day in sorted(numbers) if day)
            for subject, numbers in found.items()
        }

    @by_slug
    def job_facts(self, slug: str) -> JobFacts:
        return JobFacts(*told(_unopened(self.jobs, slug), JobFacts._fields))

    def jobs_of(self, record: Record) -> tuple[str, ...]:
        """The slugs of the jobs of a company, place, lighthouse or competence, newest first."""
        return self.jobs_by_subject.get(f"{record.kind}/{record.slug}", ())

    def place_of(self, job: Job | GoneJob) -> str:
        """Slug of where one works: at the company's main site, unless the job says another place."""
        return job.municipality or self.facts_of(company_of(job.slug)).municipalities[0]

    def _jobs_by_place(self) -> Places:
        """The open jobs of each place, and who seeks what there."""
        places = Places()
        companies = dict(self.company_facts.items())
        for slug in self.jobs:
            job = self.job_facts(slug)
            place = job.municipality or companies[company_of(slug)].municipalities[0]
            places.add(place, slug, job.competences)
        return places

    def _employers_by_place(self) -> Places:
        """The same of companies, at their main sites."""
        places = Places()
        for slug, company in self.company_facts.items():
            places.add(company.municipalities[0], slug, company.competences)
        return places

    @relation
    def similar_jobs(self) -> Mapping[str, tuple[str, ...]]:
        """For each calling the slugs of a few jobs at other employers that take the same, nearest first."""
        return self._like(self._callings(), self._jobs_by_place(), SIMILAR_JOBS)

    @relation
    def similar_to_gone(self) -> Mapping[str, tuple[str, ...]]:
        """The same for the callings of jobs that are gone."""
        gone = {self.calling_of_gone(slug): self.gone_facts(slug) for slug in self.gone_jobs}
        return self._like(gone, self._jobs_by_place(), SIMILAR_JOBS)

    @relation
    def next_employers(self) -> Mapping[str, tuple[str, ...]]:
        """For each calling the slugs of a few other employers that seek the same, nearest first."""
        return self._like(self._callings(), self._employers_by_place(), NEXT_EMPLOYERS)

    def _callings(self) -> Mapping[str, JobFacts]:
        """Those of all open jobs, each with the facts of one of them."""
        return {self.calling_of(slug): self.job_facts(slug) for slug in self.jobs}

    def calling_of(self, slug: str) -> str:
        """What many jobs of an employer have in common: it, their place and what they take."""
        return self._calling(company_of(slug), self.job_facts(slug))

    def calling_of_gone(self, slug: str) -> str:
        return self._calling(company_of(slug), self.gone_facts(slug))

    def _calling(self, company: str, job: JobFacts) -> str:
        place = job.municipality or self.facts_of(company).municipalities[0]
        return "/".join((company, place, *job.competences))

    def _like(
        self, callings: Mapping[str, JobFacts], places: Places, number: int
    ) -> dict[str, tuple[str, ...]]:
        """What is like the jobs of each calling among what is at some places, but not of its own employer.

        What shares more competences comes first, then what is nearer; those that are chosen are told
        by their distance, like ``next_jobs``.
        """
        nearest = {
            here: [there for there, _ in found if there in places.slugs]
            for here, found in self.nearest_municipalities.items()
        }
        rank = {here: {there: n for n, there in enumerate(nearest[here])} for here in nearest}
        companies = dict(self.company_facts.items())
        found = {}
        for calling, job in callings.items():
            here = job.municipality
            if here not in nearest:
                here = companies[company_of(calling)].municipalities[0]
            chosen = [*islice(places.like(calling, job.competences, nearest[here]), number)]
            chosen.sort(key=lambda one, ranks=rank[here]: ranks[one[0]])  # type: ignore[misc]
            found[calling] = tuple([other for _, other in chosen])
        return found

    @by_slug
    def gone_facts(self, slug: str) -> JobFacts:
        job = _unopened(self.gone_jobs, slug)
        return JobFacts(date.min, job.municipality, job.competences, None)

    @relation
    def company_facts(self) -> Mapping[str, CompanyFacts]:
        """What the other relations are made from: they hold while these are the same."""
        return {slug: self.facts_of(slug) for slug in self.companies}

    @by_slug
    def facts_of(self, slug: str) -> CompanyFacts:
        return CompanyFacts(*told(_unopened(self.companies, slug), CompanyFacts._fields))

    @by_slug
    def name_of(self, slug: str) -> str:
        """What a company is called."""
        return _unopened(self.companies, slug).name

    @by_slug
    def website_of(self, slug: str) -> str:
        """A company's own website."""
        return self.companies[slug].website

    @by_slug
    def updated(self, slug: str) -> date | None:
        """When a company was touched last."""
        return _unopened(self.companies, slug).updated

    def _companies_by(
        self, keys: Callable[[CompanyFacts], Iterable[KeyT]]
    ) -> dict[KeyT, tuple[Company, ...]]:
        # Not one after the other by their slugs: this reads which companies there are, not them.
        companies = dict(self.companies.items())
        return _grouped(
            (key, companies[slug])
            for slug, facts in self.company_facts.items()
            for key in keys(facts)
        )

    @relation
    def event_dates(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """When each event takes place from today on, as far ahead as calendars show; of one that is over, nothing."""
        if not self.events:
            return {}
        day = self.today()
        return {slug: coming(self.schedule_of(slug), day) for slug in self.events}

    @relation
    def last_dates(self) -> Mapping[str, Occurrence]:
        """When each event that is over took place last."""
        return {
            slug: list(occurrences(self.schedule_of(slug)))[-1]
            for slug, dates in self.event_dates.items()
            if not dates
        }

    def schedule_of(self, event: str) -> Schedule:
        schedule: Schedule = _unopened(self.events, event).schedule
        return schedule

    @relation
    def events_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The events that are not over of each place, network and audience (``kind/slug``), and all (``''``).

        What comes next stands first.
        """
        dates = [(found[0], slug) for slug, found in self.event_dates.items() if found]
        subjects = ((s, slug) for _, slug in sorted(dates) for s in self._subjects_of_event(slug))
        return _grouped(subjects)

    def _subjects_of_event(self, slug: str) -> Iterator[str]:
        audience, network, municipality = told(_unopened(self.events, slug), EVENT_SUBJECTS)
        yield ""
        yield from (f"{AUDIENCE}/{one}" for one in audience)
        if network:
            yield f"{Network.kind}/{network}"
        if municipality:
            yield f"{Municipality.kind}/{municipality}"

    @relation
    def past_events(self) -> Mapping[str, tuple[str, ...]]:
        """The same of those that are over, the last one first, for networks and all."""
        ended = sorted(((last, slug) for slug, last in self.last_dates.items()), reverse=True)
        subjects = ((s, slug) for _, slug in ended for s in self._subjects_of_event(slug))
        return _grouped(subjects)

    @relation
    def networks_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The networks of each place and audience (``kind/slug``).

        Those that meet in no one place are everywhere: they stand under ``municipality/``.
        """
        return _grouped(
            (subject, slug)
            for slug, network in self.networks.items()
            for subject in (
                *(f"{Municipality.kind}/{place}" for place in network.municipalities or ("",)),
                *(f"{AUDIENCE}/{one}" for one in network.audience),
            )
        )

    @relation
    def next_starts(self) -> Mapping[str, date]:
        """When each mentor programme begins next, where that is known and not past."""
        found = {
            slug: programme.next_start
            for slug, programme in self.programmes.items()
            if programme.next_start
        }
        return {slug: day for slug, day in found.items() if day >= self.today()}

    @relation
    def started_campaigns(self) -> Mapping[str, CampaignFacts]:
        """The campaigns that run, or are over."""
        if not self.campaigns:
            return {}
        day = self.today()
        return {
            slug: CampaignFacts(campaign.until < day, (*campaign.title,))
            for slug, campaign in self.campaigns.items()
            if campaign.starts <= day
        }

    @property
    def running_campaigns(self) -> tuple[str, ...]:
        return tuple(slug for slug, known in self.started_campaigns.items() if not known.is_over)

    @relation
    def campaigns_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The running campaigns for each lighthouse and competence (``kind/slug``)."""
        return _grouped(
            (subject, slug)
            for slug in self.running_campaigns
            for subject in self._subjects_of_campaign(self.campaigns[slug])
        )

    def _subjects_of_campaign(self, campaign: Campaign) -> Iterator[str]:
        if campaign.cluster:
            yield f"{Cluster.kind}/{campaign.cluster}"
        yield from (f"{Competence.kind}/{slug}" for slug in self.field_of(campaign))

    def field_of(self, campaign: Campaign) -> tuple[str, ...]:
        """The competences that a campaign is about."""
        if campaign.cluster:
            return self.clusters[campaign.cluster].competences
        if campaign.group:
            group = self.competences_by_group.get(campaign.group, ())
            return tuple(competence.slug for competence in group)
        return campaign.competences

    @relation
    def companies_by_municipality(self) -> Mapping[str, tuple[Company, ...]]:
        return self._companies_by(lambda facts: facts.municipalities)

    @relation
    def companies_by_cluster(self) -> Mapping[str, tuple[Company, ...]]:
        return self._companies_by(lambda facts: facts.clusters)

    @relation
    def companies_by_competence(self) -> Mapping[str, tuple[Company, ...]]:
        return self._companies_by(lambda facts: facts.competences)

    @relation
    def companies_by_offer(self) -> Mapping[Offer, tuple[Company, ...]]:
        return self._companies_by(lambda facts: facts.offers)

    def companies_of(self, subject: str) -> tuple[Company, ...]:
        """The companies of a place, lighthouse, competence or offer (``kind/slug``)."""
        kind, _, key = subject.partition("/")
        found: Mapping[str, Mapping[Any, tuple[Company, ...]]] = {
            Municipality.kind: self.companies_by_municipality,
            Cluster.kind: self.companies_by_cluster,
            Competence.kind: self.companies_by_competence,
            OFFER: self.companies_by_offer,
        }
        return found[kind].get(key, ())

    @relation
    def competences_by_group(self) -> Mapping[str, tuple[Competence, ...]]:
        return _grouped((c.group, c) for c in self.competences.values())

    @relation
    def clusters_by_competence(self) -> Mapping[str, tuple[Cluster, ...]]:
        return _grouped((slug, c) for c in self.clusters.values() for slug in c.competences)

    @relation
    def stories_by_company(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the stories of people at each company."""
        return _grouped((_any(s).company, key) for key, s in self.stories.items())

    @relation
    def stories_by_municipality(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((_any(s).municipality, key) for key, s in self.stories.items())

    @relation
    def stories_by_profession(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((_any(s).profession, key) for key, s in self.stories.items())

    @relation
    def ordered_steps(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of all steps of a move, under ``step``, in the order in which they are taken."""
        steps = in_order(self.steps.values())
        return {Step.kind: tuple(step.slug for step in steps)} if steps else {}

    @relation
    def steps_by_guide(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of the steps that a guide tells more of, in their order."""
        ordered = self.ordered_steps.get(Step.kind, ())
        return _grouped((self.steps[slug].guide, slug) for slug in ordered)

    @relation
    def ambassadors_by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of those who know a company, a place, a lighthouse or what a guide is about."""
        found: dict[str, list[str]] = defaultdict(list)
        for slug, ambassador in self.ambassadors.items():
            company = ambassador.company
            subjects = {
                f"{Municipality.kind}/{ambassador.municipality}",
                *(f"{Guide.kind}/{guide}" for guide in ambassador.guides),
            }
            if company and company in self.company_facts:
                subjects |= {*_subjects_of_jobs(company, self.company_facts[company])}
            for subject in sorted(subjects):
                found[subject].append(slug)
        return {subject: tuple(slugs) for subject, slugs in found.items()}

    @relation
    def messages(self) -> Mapping[str, Mapping[str, str]]:
        """What the narrative says, in each language, by ``audience/channel``."""
        return {
            f"{message.audience}/{message.channel}": message.text
            for narrative in self.narratives.values()
            for message in narrative.messages
        }

    def said_to(self, audience: Visitor, channel: Channel) -> Iterator[Mapping[str, str]]:
        """What the narrative can say to an audience, in each language, the fitting first.

        Where there is no message for the channel, what the audience reads on pages is taken, and
        then what newcomers are told.
        """
        for who in dict.fromkeys((audience, Visitor.NEWCOMERS)):
            for where in dict.fromkeys((channel, Channel.PAGE)):
                if (name := f"{who}/{where}") in self.messages:
                    yield self.messages[name]

    def message(self, audience: Visitor, channel: Channel, language: str) -> str:
        """What it says in a language; '' where it says nothing in that."""
        found = self.said_to(audience, channel)
        return next((texts[language] for texts in found if language in texts), "")

    def own_message(self, audience: Visitor, channel: Channel, language: str) -> str:
        """The same, and nothing in its place: for pages beside those of other audiences."""
        name = f"{audience}/{channel}"
        return self.messages[name].get(language, "") if name in self.messages else ""

    @relation
    def guides_by_municipality(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((_any(g).municipality, key) for key, g in self.guides.items())

    @relation
    def nearest_municipalities(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """For each municipality all of them, itself first, with the distance in kilometres."""
        places = dict(self.municipalities.items())
        return {
            here: tuple(
                sorted(
                    ((there, distance_km(places[here], places[there])) for there in places),
                    key=lambda place: (place[1], place[0] != here, place[0]),
                )
            )
            for here in places
        }

    @relation
    def _companies_by_main_site(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((f.municipalities[0], slug) for slug, f in self.company_facts.items())

    def _seekers(self) -> Mapping[tuple[str, str], int]:
        """Main site and competence → who seeks it there: a bit for each place in the tuple above.

        Thousands of companies in one town are compared with each other in one step this way.
        """
        seekers: dict[tuple[str, str], int] = defaultdict(int)
        facts = dict(self.company_facts.items())
        for place, companies in self._companies_by_main_site.items():
            for position, slug in enumerate(companies):
                for competence in facts[slug].competences:
                    seekers[place, competence] |= 1 << position
        return seekers

    @kept_relation
    def next_jobs(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """For each company the slugs of a few others that seek the same competences, nearest first.

        The nearest of those that share two competences or more are chosen before any that shares
        one: a single one is often as general as project manager. Within one municipality those
        that share more come first. Distances are between the main towns of the companies' main
        municipalities, in kilometres.
        """
        facts = dict(self.company_facts.items())
        nearest = dict(self.nearest_municipalities.items())
        here = dict(self._companies_by_main_site.items())
        seekers = self._seekers()

        def others(slug: str) -> Iterator[tuple[str, float]]:
            competences, most = facts[slug].competences, len(facts[slug].competences)
            for shared in (range(most, 1, -1), range(min(most, 1), 0, -1)):
                for place, km in nearest[facts[slug].municipalities[0]]:
                    sought = [seekers.get((place, competence), 0) for competence in competences]
                    for bits in sharing(sought, shared):
                        for position in positions(bits):
                            if here[place][position] != slug:
                                yield here[place][position], km

        return {
            slug: tuple(sorted(islice(others(slug), NEXT_JOBS), key=itemgetter(1)))
            for slug in facts
        }

    @relation
    def related_competences(self) -> Mapping[str, tuple[Competence, ...]]:
        """Competences that the same companies seek, most often first."""
        competences = dict(self.competences.items())
        together: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for facts in self.company_facts.values():
            for one in facts.competences:
                for other in facts.competences:
                    if one != other:
                        together[one][other] += 1
        return {
            one: tuple(
                competences[other]
                for other in sorted(others, key=lambda slug: (-others[slug], slug))
            )
            for one, others in together.items()
        }

    @relation
    def last_updates(self) -> Mapping[str, date | None]:
        """For each subject (``kind/slug``, or ``''`` for all) the day when one of its companies was touched last."""
        newest: dict[str, date | None] = {"": None}
        for slug, facts in self.company_facts.items():
            updated = self.updated(slug)
            for subject in ("", *_subjects(facts)):
                newest[subject] = max(filter(None, (newest.get(subject), updated)), default=None)
        return newest

    def former_names(self, language: str) -> Iterator[tuple[str, str, str]]:
        """Kind, slug or key, and former slug of what once was called otherwise."""
        for kind in WITH_FORMER_NAMES:
            for slug in self.by_kind(kind):
                yield from ((kind, slug, alias) for alias in self.aliases(f"{kind}/{slug}"))
        for kind in (Guide.kind, Story.kind, PlainPage.kind):
            for key, translations in self.by_kind(kind).items():
                if language in translations:
                    found = self.aliases(f"{kind}/{key}/{language}")
                    yield from ((kind, key, alias) for alias in found)

    @by_slug
    def aliases(self, name: str) -> tuple[str, ...]:
        """The former slugs of ``kind/slug``, or of ``kind/key/language``."""
        kind, slug, *language = name.split("/")
        records = self.by_kind(kind)
        if language:
            records, slug = records[slug], language[0]
        aliases: tuple[str, ...] = _unopened(records, slug).aliases
        return aliases


def _subjects_of_jobs(company: str, facts: CompanyFacts) -> tuple[str, ...]:
    """What all jobs of a company belong to: itself, and its lighthouses."""
    clusters = (f"{Cluster.kind}/{cluster}" for cluster in facts.clusters)
    return f"{Company.kind}/{company}", *clusters


def _subjects(facts: CompanyFacts) -> Iterator[str]:
    """The places, lighthouses, competences and offers that have a list with a company in it."""
    yield from (f"{Municipality.kind}/{slug}" for slug in facts.municipalities)
    yield from (f"{Cluster.kind}/{slug}" for slug in facts.clusters)
    yield from (f"{Competence.kind}/{slug}" for slug in facts.competences)
    yield from (f"{OFFER}/{offer}" for offer in facts.offers)


AUDIENCE = "audience"
"""Stands before an audience of events and networks where other subjects have their kind."""

WITH_FORMER_NAMES = (
    *(Company.kind, Municipality.kind, Cluster.kind, Competence.kind),
    *(Event.kind, Network.kind, MentorProgramme.kind),
)
"""Kinds of record that have a page in every language, and keep the names that it had."""

EVENT_SUBJECTS = ("audience", "network", "municipality")

OFFER = "offer"
"""Stands before an offer where other subjects have their kind."""


def link_records(loaded: Loaded, languages: tuple[str, ...], day: date) -> Portal:
    """Put the published records of faultless content together, so that they say when they are read.

    It depends on the day which jobs are open.
    """
    tracker = Tracker({"/".join(key): digest for key, digest in loaded.digests.items()})
    calendar = _Calendar(day)

    def known(key: Key) -> Mapping[str, Any]:
        return known_fields(key[0], loaded.facts[key])

    by_kind: dict[str, dict[Key, Record]] = defaultdict(dict)
    companies = by_kind[Company.kind]
    for key in sorted(loaded.records):
        # Nothing of a draft is shown, and so none of its jobs. Companies come before jobs.
        is_hidden = key[0] in JOBS and (Company.kind, key[1].partition("/")[0]) not in companies
        if key in loaded.drafts or is_hidden:
            continue
        state = calendar.state(loaded.entries[key].gone) if key[0] in JOBS else key[0]
        if state == key[0] != GoneJob.kind:
            is_kept = key[0] not in JOBS
            watched = Watched(key, loaded.records.__getitem__, tracker, known, is_kept=is_kept)
            by_kind[state][key] = cast("Record", watched)
        else:
            by_kind[state][key] = _gone_job(loaded, key, tracker)

    by_kind[TaxYear.kind] = calendar.newest_begun(by_kind[TaxYear.kind])
    agreed = {key: consent_of(known(key)) for key in by_kind[Ambassador.kind]}
    for key in [key for key, span in agreed.items() if day not in span]:
        del by_kind[Ambassador.kind][key]

    def by_name(model: type[RecordT], kind: str = "") -> Mapping[str, RecordT]:
        found = {key[1]: cast("RecordT", r) for key, r in by_kind[kind or model.kind].items()}
        return Records(kind or model.kind, found, tracker)

    def by_key(model: type[ArticleT]) -> Mapping[str, Translations[ArticleT]]:
        found: dict[str, dict[str, ArticleT]] = defaultdict(dict)
        for (_, key, code), record in by_kind[model.kind].items():
            if code in languages:
                found[key][code] = cast("ArticleT", record)
        translations = {
            key: Records(
                f"{model.kind}/{key}",
                {code: article[code] for code in languages if code in article},
                tracker,
            )
            for key, article in found.items()
        }
        return Records(model.kind, translations, tracker)

    groups = {
        slug: tracker.given(f"{GROUP}/{slug}", group)() for slug, group in loaded.groups.items()
    }
    return Portal(
        languages=languages,
        companies=by_name(Company),
        municipalities=by_name(Municipality),
        clusters=by_name(Cluster),
        competences=by_name(Competence),
        groups=Records(GROUP, groups, tracker),
        guides=by_key(Guide),
        stories=by_key(Story),
        pages=by_key(PlainPage),
        jobs=by_name(Job),
        gone_jobs=by_name(GoneJob),
        former_jobs=by_name(GoneJob, FORMER),
        steps=by_name(Step),
        taxes=by_name(TaxYear),
        year=tracker.given(YEAR, day.year),
        events=by_name(Event),
        networks=by_name(Network),
        programmes=by_name(MentorProgramme),
        pathways=by_name(Pathway),
        narratives=by_name(Narrative),
        materials=by_name(Material),
        brochures=by_name(Brochure),
        campaigns=by_name(Campaign),
        today=tracker.given("day", day),
        ambassadors=by_name(Ambassador),
        span=calendar.span(chain(_turns(by_kind, known, day), _ends(agreed.values()))),
        tracker=tracker,
    )


YEAR = "year"
"""What the year is called among the sources of pages."""

FORMER = "former-job"
"""The jobs of which nothing is left but the address."""


def _turns(
    by_kind: Mapping[str, Mapping[Key, Record]],
    known: Callable[[Key], Mapping[str, Any]],
    day: date,
) -> Iterator[date]:
    """The days on which an event or a campaign is over, one starts, or calendars show another month."""
    for key in by_kind.get(Event.kind, ()):
        yield from turns(known(key)["schedule"], day)
    for key in by_kind.get(MentorProgramme.kind, ()):
        if begins := known(key)["next_start"]:
            yield begins + ONE_DAY
    for key in by_kind.get(Campaign.kind, ()):
        yield from (known(key)["starts"], known(key)["until"] + ONE_DAY)


def consent_of(ambassador: Mapping[str, Any]) -> Span:
    """The days on which somebody may be shown, by the fields of an ambassador."""
    return Span(ambassador["consent"], ambassador["consent_until"] or date.max)


def _ends(spans: Iterable[Span]) -> Iterator[date]:
    """The days on which consent begins, and those on which it is over."""
    for first, last in spans:
        yield first
        if last < date.max:
            yield last + ONE_DAY


class _Calendar:
    """What jobs are on a day, by the first day on which each is gone."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._today = day.isoformat()
        self._told_since = (day - timedelta(days=TOLD_DAYS)).isoformat()
        self._going: set[str] = set()
        """The days of all jobs that are known to go."""
        self._turns: list[date] = []
        """Other days on which something turns."""

    def state(self, gone: str) -> str:
        """Open, told of, or no more than an address; days are compared as ISO 8601 has them."""
        if not gone:
            return Job.kind
        self._going.add(gone)
        if gone > self._today:
            return Job.kind
        return GoneJob.kind if gone > self._told_since else FORMER

    def newest_begun(self, years: Mapping[Key, Record]) -> dict[Key, Record]:
        """Of records that are called after years the newest that is not ahead, if any.

        Where there are some, a portal is another with each new year.
        """
        if years:
            this = self._day.year
            # A portal that nobody gave a day stands at the end of time.
            turns = (this, min(this + 1, MAXYEAR))
            self._turns += [date(year, 1, 1) for year in turns]
        begun = [key for key in years if int(key[1]) <= self._day.year]
        return {key: years[key] for key in sorted(begun)[-1:]}

    def span(self, others: Iterable[date]) -> Span:
        """Until the next job goes or is no longer told of, a year ends, or one of the ``others`` comes."""
        days = [date.fromisoformat(day) for day in self._going]
        told = timedelta(days=TOLD_DAYS)
        return span_around(self._day, [*days, *(day + told for day in days), *self._turns, *others])


def _gone_job(loaded: Loaded, key: Key, tracker: Tracker) -> Record:
    """A job that is gone as the importer left it, or made of a job that is over."""
    gone = (GoneJob.kind, key[1])
    if key != gone:
        tracker.sources["/".join(gone)] = tracker.sources.pop("/".join(key))

    def read(_: Key) -> Record:
        record = loaded.records[key]
        return GoneJob.of(record) if isinstance(record, Job) else record

    def known(_: Key) -> Mapping[str, Any]:
        found = known_fields(key[0], loaded.facts[key])
        return {name: found[name] for name in KNOWN[GoneJob.kind] if name in found}

    return cast("Record", Watched(gone, read, tracker, known))


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


def text_in(texts: Mapping[str, str], languages: Iterable[str]) -> tuple[str, str]:
    """A text in the first of ``languages`` that it is written in, or in any, and that one's code."""
    code = next(code for code in chain(languages, texts) if code in texts)
    return texts[code], code


def _any(article: Translations[ArticleT]) -> ArticleT:
    return next(iter(article.values()))


def _unopened(records: Mapping[str, RecordT], slug: str) -> RecordT:
    """A record of which only what is known without it is asked for, which all that is linked is."""
    return records.unopened(slug) if isinstance(records, Records) else records[slug]


ItemT = TypeVar("ItemT")


def _grouped(pairs: Iterable[tuple[KeyT | None, ItemT]]) -> dict[KeyT, tuple[ItemT, ...]]:
    groups: dict[KeyT, list[ItemT]] = defaultdict(list)
    for key, item in pairs:
        if key is not None:
            groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
