"""What the portal knows: frozen, typed records, named after the domain.

The fields are the contract with editors: their names are the keys of the files, and the JSON
Schema of a file is generated from them. Fields named in ``from_file`` come from the file's place
and name instead, and are not keys.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from plugins.portal.fields import (
    Amount,
    CountryCode,
    CurrencyCode,
    Cvr,
    DownloadPath,
    Email,
    EscoAddress,
    HttpsUrl,
    IsoDate,
    Kroner,
    LanguageCode,
    Latitude,
    LocalAddress,
    LocalLines,
    LocalMarkdown,
    LocalText,
    Longitude,
    LongText,
    MediaPath,
    Moment,
    Name,
    PartialDate,
    Percent,
    Phone,
    Postcode,
    Reference,
    RepeatDay,
    Slug,
    SpokenLanguage,
    Text,
    WallClock,
    WeeklyHours,
    Whole,
)
from plugins.portal.schedules import Schedule

COUNTRY = "DK"
"""ISO 3166; every municipality of the portal is in Denmark."""

GROUP = "competence group"
"""The kind of a competence group, which is no record, since it has no page."""

MunicipalityRef = Annotated[Text, Reference("municipality")]
ClusterRef = Annotated[Text, Reference("cluster")]
CompetenceRef = Annotated[Text, Reference("competence")]
CompanyRef = Annotated[Text, Reference("company")]
GuideRef = Annotated[Text, Reference("guide")]
StoryRef = Annotated[Text, Reference("story")]
StepRef = Annotated[Text, Reference("step")]
NetworkRef = Annotated[Text, Reference("network")]
GroupRef = Annotated[Text, Reference(GROUP)]


class Employees(StrEnum):
    """How many people work at a company, in the bands that statistics use."""

    UP_TO_9 = "1-9"
    FROM_10 = "10-49"
    FROM_50 = "50-249"
    FROM_250 = "250-999"
    FROM_1000 = "1000+"


class DanishNeeded(StrEnum):
    """How much Danish the work takes."""

    NONE = "none"
    HELPFUL = "helpful"
    REQUIRED = "required"


class Offer(StrEnum):
    """What a company offers newcomers, partners and students."""

    RELOCATION_HELP = "relocation-help"
    PARTNER_HELP = "partner-help"
    DANISH_LESSONS = "danish-lessons"
    INTERNSHIPS = "internships"
    STUDENT_JOBS = "student-jobs"
    THESIS_PROJECTS = "thesis-projects"
    COFFEE_MEETINGS = "coffee-meetings"
    SHORT_TERM_JOBS = "short-term-jobs"
    FAST_TRACK = "fast-track"
    REMOTE_DAYS = "remote-days"


class EmploymentType(StrEnum):
    """On what terms somebody is employed, as schema.org and search engines for jobs divide them.

    https://developers.google.com/search/docs/appearance/structured-data/job-posting
    """

    FULL_TIME = "full-time"
    PART_TIME = "part-time"
    CONTRACTOR = "contractor"
    TEMPORARY = "temporary"
    INTERN = "intern"
    VOLUNTEER = "volunteer"
    PER_DIEM = "per-diem"
    OTHER = "other"


class Opening(StrEnum):
    """For whom a position is that is no ordinary one."""

    STUDENT_JOB = "student-job"
    INTERNSHIP = "internship"
    THESIS = "thesis"
    PHD = "phd"
    APPRENTICESHIP = "apprenticeship"
    GRADUATE = "graduate"


class PayPeriod(StrEnum):
    """The time that a stated salary is paid for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Topic(StrEnum):
    """The parts of "My life", in the order in which a newcomer meets them."""

    PERMITS = "permits"
    FIRST_WEEKS = "first-weeks"
    HOUSING = "housing"
    FAMILY = "family"
    HEALTH = "health"
    MONEY = "money"
    LANGUAGE = "language"
    WORK = "work"
    EVERYDAY = "everyday"
    COMMUNITY = "community"
    STUDY = "study"


class Audience(StrEnum):
    """Whom a guide is for."""

    EVERYONE = "everyone"
    PARTNERS = "partners"
    FAMILIES = "families"
    STUDENTS = "students"


class Office(StrEnum):
    """Who answers at a municipality: its contacts, by the keys of its file."""

    NEWCOMER_SERVICE = "newcomer_service"
    PARTNER_CONSULTANT = "partner_consultant"


class Phase(StrEnum):
    """The parts of a move, in their order."""

    BEFORE_DECIDING = "before-deciding"
    BEFORE_MOVING = "before-moving"
    ON_ARRIVAL = "on-arrival"
    FIRST_MONTH = "first-month"
    FIRST_HALF_YEAR = "first-half-year"


class Due(StrEnum):
    """Who says that a step is taken by a day."""

    RULE = "rule"
    ADVICE = "advice"


class Citizenship(StrEnum):
    """Groups of citizenships that come to Denmark under rules of their own.

    Nordic citizens are none of the second, and those of Switzerland are.
    """

    NORDIC = "nordic"
    EU = "eu"
    OTHER = "other"


class Purpose(StrEnum):
    """What somebody moves for: a job, studies, or to come along with somebody else."""

    WORK = "work"
    STUDY = "study"
    FAMILY = "family"


class Companion(StrEnum):
    """Who moves together with somebody."""

    PARTNER = "partner"
    CHILDREN = "children"


class Coming(StrEnum):
    """What somebody came for, and with whom."""

    FOR_WORK = "for-work"
    TO_STUDY = "to-study"
    AS_PARTNER = "as-partner"
    WITH_PARTNER = "with-partner"
    WITH_CHILDREN = "with-children"


class Visitor(StrEnum):
    """Whom an event or a network is for."""

    NEWCOMERS = "newcomers"
    PARTNERS = "partners"
    FAMILIES = "families"
    STUDENTS = "students"
    EMPLOYERS = "employers"


class Channel(StrEnum):
    """Where a message of the narrative is said."""

    PAGE = "page"
    DESCRIPTION = "description"
    FEED = "feed"
    POST = "post"
    BROCHURE = "brochure"


class Platform(StrEnum):
    """Where those who communicate post what a campaign says."""

    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    X = "x"
    EMAIL = "email"


class Pace(StrEnum):
    """How what repeats is counted."""

    WEEK = "week"
    MONTH = "month"


class MentorForm(StrEnum):
    """What mentor and mentee do."""

    ONE_TO_ONE = "one-to-one"
    WORKSHOPS = "workshops"
    COMPANY_VISITS = "company-visits"
    NETWORKING = "networking"
    ONLINE = "online"


class Mentee(StrEnum):
    """Whom a mentor programme is for."""

    PARTNERS = "partners"
    STUDENTS = "students"
    GRADUATES = "graduates"
    RESEARCHERS = "researchers"
    NEWCOMERS = "newcomers"


class ProgrammeState(StrEnum):
    """Whether one can join a programme."""

    RUNNING = "running"
    PLANNED = "planned"
    EXAMPLE = "example"


class MaterialForm(StrEnum):
    """What a material of the toolkit is."""

    TEXT = "text"
    POSTS = "posts"
    CHECKLIST = "checklist"
    IMAGE = "image"
    MAP = "map"
    PRESENTATION = "presentation"


class MaterialUser(StrEnum):
    """Whom a material of the toolkit is for."""

    EMPLOYERS = "employers"
    MUNICIPALITIES = "municipalities"
    UNIVERSITIES = "universities"


class Licence(StrEnum):
    """Licences for texts and pictures, by their names at https://spdx.org/licenses/."""

    CC0 = "CC0-1.0"
    BY = "CC-BY-4.0"
    BY_SA = "CC-BY-SA-4.0"
    BY_ND = "CC-BY-ND-4.0"
    BY_NC = "CC-BY-NC-4.0"


DATES = ("verified_on", "added_on", "reviewed_on", "published_on")
"""The fields of records that tell when somebody touched them."""


class Status(StrEnum):
    """Whether a record is shown. Drafts are checked but never written."""

    PUBLISHED = "published"
    DRAFT = "draft"


class Part(BaseModel):
    """A frozen part of a record; keys that it does not have are faults."""

    # What takes apart a record of a kind is built when the first one is made: many builds make few.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(Part):
    """Where a fact comes from, and the day on which somebody looked."""

    url: HttpsUrl
    checked: IsoDate


class Contact(Part):
    """Whom to ask. Function mailboxes, not private people's."""

    role: Name | None = None
    name: Name | None = None
    email: Email | None = None
    phone: Phone | None = None
    url: HttpsUrl | None = None
    text: LocalText | None = None


class Location(Part):
    """A site of a company."""

    municipality: MunicipalityRef
    street: Text | None = None
    postcode: Postcode | None = None
    city: Text | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None


class Image(Part):
    """A picture under content/media with its alternative text."""

    file: MediaPath
    alt: LocalText


class JobBoard(Part):
    """Where the importer finds a company's open positions."""

    system: Slug
    board: Text


JobBoards = Annotated[
    Annotated[JobBoard, Tag("<one board>")] | Annotated[tuple[JobBoard, ...], Tag("<several>")],
    Discriminator(lambda value: "<several>" if isinstance(value, list | tuple) else "<one board>"),
]
"""One board, or each of several."""


class Salary(Part):
    """What an employer says that it pays: from ``min`` to ``max``, or one of the two."""

    min: Amount | None = None
    max: Amount | None = None
    currency: CurrencyCode
    per: PayPeriod


class UsefulLink(Part):
    """A page elsewhere that helps."""

    url: HttpsUrl
    label: LocalText


class Record(Part):
    """Something that has a page. ``path`` is its file, for messages only, never for output."""

    kind: ClassVar[str]
    from_file: ClassVar[frozenset[str]] = frozenset({"slug", "path"})

    path: str
    slug: Slug
    status: Status = Status.PUBLISHED

    @cached_property
    def updated(self) -> date | None:
        """The last day on which the record says that somebody touched it."""
        return None


class LastingRecord(Record):
    """A record that stays: it says where its facts come from, and keeps its former addresses."""

    sources: tuple[Source, ...] = ()
    aliases: tuple[Slug, ...] = ()

    @cached_property
    def updated(self) -> date | None:
        days = [source.checked for source in self.sources]
        days += filter(None, (self.__dict__.get(name) for name in DATES))
        return max(days, default=None)


class Company(LastingRecord):
    """An employer."""

    kind = "company"

    name: Text
    website: HttpsUrl
    careers: HttpsUrl
    municipalities: Annotated[tuple[MunicipalityRef, ...], Field(min_length=1)]
    """The first is the main site."""
    clusters: tuple[ClusterRef, ...]
    competences: Annotated[tuple[CompetenceRef, ...], Field(min_length=1)]
    tagline: LocalText
    about: LocalMarkdown
    life: LocalMarkdown | None = None
    employees: Employees | None = None
    founded: Annotated[Whole, Field(ge=1000, le=2100)] | None = None
    cvr: Cvr | None = None
    working_languages: tuple[SpokenLanguage, ...] = ()
    danish_needed: DanishNeeded | None = None
    offers: tuple[Offer, ...] = ()
    locations: tuple[Location, ...] = ()
    contact: Contact | None = None
    logo: Image | None = None
    images: tuple[Image, ...] = ()
    jobs: JobBoards | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    verified_on: IsoDate | None = None
    added_on: IsoDate | None = None

    @property
    def boards(self) -> tuple[JobBoard, ...]:
        """Where its open positions can be imported from."""
        return (self.jobs,) if isinstance(self.jobs, JobBoard) else self.jobs or ()


class Municipality(LastingRecord):
    """A place to live, with the people who receive newcomers."""

    kind = "municipality"

    name: LocalText
    region: Text
    business_region: Text | None = None
    lat: Latitude
    lon: Longitude
    population: Annotated[Whole, Field(ge=1)] | None = None
    about: LocalMarkdown
    newcomer_service: Contact | None = None
    partner_consultant: Contact | None = None
    links: tuple[UsefulLink, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def contact_of(self, office: Office) -> Contact | None:
        found: Contact | None = getattr(self, office)
        return found


class Cluster(LastingRecord):
    """A lighthouse (fyrtårn): a professional field in which the region is strong."""

    kind = "cluster"

    name: LocalText
    tagline: LocalText | None = None
    about: LocalMarkdown
    competences: tuple[CompetenceRef, ...] = ()
    links: tuple[UsefulLink, ...] = ()


class CompetenceGroup(Part):
    """A heading in the vocabulary of competences."""

    slug: Slug
    name: LocalText


class Competence(LastingRecord):
    """A profession that employers seek, with the words people type for it."""

    kind = "competence"

    label: LocalText
    synonyms: Annotated[dict[LanguageCode, tuple[Text, ...]], Field(default_factory=dict)]
    group: GroupRef
    esco: EscoAddress | None = None


class Timing(Part):
    """When a step of a move is taken."""

    phase: Phase
    days: Whole | None = None
    """By which day after the arrival, which is day 0; before it the number is negative."""
    due: Due = Due.ADVICE
    """Whether a rule says so, or those who know the way."""


class Situation(Part):
    """For whom a step is: those whom every key that is given holds for, with one of its values."""

    citizenship: tuple[Citizenship, ...] = ()
    purpose: tuple[Purpose, ...] = ()
    companions: tuple[Companion, ...] = ()
    municipalities: tuple[MunicipalityRef, ...] = ()


class OfficialLink(Part):
    """A page of those who decide. Many have another one in each language."""

    name: Name
    url: LocalAddress


class Step(Record):
    """One thing to do when moving here. All of them stand on one page, in the order of a move."""

    kind = "step"

    name: LocalText
    """What to do, in a few words that begin with a verb."""
    what: LocalMarkdown
    why: LocalText
    where: LocalText
    when: Timing
    who: tuple[Situation, ...] = ()
    """Whom one of these situations fits; everybody, where there are none."""
    after: tuple[StepRef, ...] = ()
    """What has to be done before."""
    link: OfficialLink
    guide: GuideRef | None = None
    reviewed_on: IsoDate
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @cached_property
    def updated(self) -> date | None:
        return max(self.reviewed_on, *(source.checked for source in self.sources))


class Article(LastingRecord):
    """A text of its own in one language. ``key`` ties its translations together."""

    from_file: ClassVar[frozenset[str]] = frozenset(
        {"path", "key", "language", "body", "body_line"}
    )
    shared: ClassVar[frozenset[str]] = frozenset()
    """Facts that every translation must give alike."""

    key: Slug
    language: LanguageCode
    body: str
    body_line: int
    title: Text
    summary: Text | None = None
    reviewed_on: IsoDate | None = None


class Guide(Article):
    """What to know about one thing when moving for work."""

    kind = "guide"
    shared: ClassVar[frozenset[str]] = frozenset({"topic", "audience", "municipality", "order"})

    summary: Text
    topic: Topic
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    municipality: MunicipalityRef | None = None
    order: Whole = 100
    reviewed_on: IsoDate
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Story(Article):
    """How one person found work and a life here."""

    kind = "story"
    shared: ClassVar[frozenset[str]] = frozenset(
        {
            "person",
            "from_country",
            "profession",
            "company",
            "municipality",
            "arrived",
            "came",
            "months_to_first_job",
        }
    )

    summary: Text
    person: Text
    from_country: CountryCode
    profession: CompetenceRef
    company: CompanyRef | None = None
    employer: Text | None = None
    """The employer's name, where it has no profile in the portal."""
    municipality: MunicipalityRef
    arrived: PartialDate | None = None
    came: tuple[Coming, ...] = ()
    months_to_first_job: Annotated[Whole, Field(ge=0, le=600)] | None = None
    found_job_by: Text | None = None
    partner: Text | None = None
    was_hard: Text | None = None
    portrait: Image | None = None
    published_on: IsoDate | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Programme(Part):
    """Whom one asks to be put in touch with somebody: a page, a function mailbox, or both."""

    name: Name
    url: HttpsUrl | None = None
    email: Email | None = None


class Ambassador(Record):
    """Somebody from abroad who lives here and has agreed to answer questions, for as long as that holds.

    How to reach them is the programme's to know: nothing here is their own address.
    """

    kind = "ambassador"

    name: Text
    """As they have agreed to be named."""
    from_country: CountryCode
    profession: CompetenceRef
    company: CompanyRef | None = None
    employer: Text | None = None
    """The employer's name, where it has no profile in the portal."""
    municipality: MunicipalityRef
    languages: Annotated[tuple[SpokenLanguage, ...], Field(min_length=1)]
    arrived: PartialDate | None = None
    came: tuple[Coming, ...] = ()
    about: LocalMarkdown
    guides: tuple[GuideRef, ...] = ()
    """Those about what they can tell more of."""
    programme: Programme
    consent: IsoDate
    """From which day on they may be shown."""
    consent_until: IsoDate | None = None
    """The last day, where one is agreed."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class PlainPage(Article):
    """A page about the portal itself."""

    kind = "page"


class Organiser(Part):
    """Who arranges something."""

    name: Name
    url: HttpsUrl | None = None
    company: CompanyRef | None = None
    """Where it has a profile in the portal."""


class Venue(Part):
    """Where one goes."""

    name: Name | None = None
    municipality: MunicipalityRef
    street: Text | None = None
    postcode: Postcode | None = None
    city: Text | None = None


class Repetition(Part):
    """How an event repeats: a small part of RFC 5545, section 3.3.10.

    ``on`` holds days of the week; for every month also such as ``first monday`` or ``15``. Without
    it, the day on which the event starts counts.
    """

    every: Pace
    interval: Annotated[Whole, Field(ge=1, le=12)] = 1
    on: tuple[RepeatDay, ...] = ()
    until: IsoDate | None = None
    """The last day on which it may take place."""
    count: Annotated[Whole, Field(ge=2, le=500)] | None = None
    """How many times, those of ``not_on`` included."""
    not_on: tuple[IsoDate, ...] = ()


class Event(LastingRecord):
    """Something that one can go to, once or again and again.

    Times are those of the clocks of the portal's ``TIMEZONE``. Whether it is over is asked where
    the day is known: see ``portal.links``.
    """

    kind = "event"

    title: LocalText
    summary: LocalText
    about: LocalMarkdown | None = None
    starts: WallClock
    ends: WallClock
    repeats: Repetition | None = None
    place: Venue | None = None
    online: HttpsUrl | None = None
    """Where one takes part from anywhere. An event has a place, this address or both."""
    languages: Annotated[tuple[SpokenLanguage, ...], Field(min_length=1)]
    audience: Annotated[tuple[Visitor, ...], Field(min_length=1)]
    organiser: Organiser
    network: NetworkRef | None = None
    registration: HttpsUrl | None = None
    register_by: IsoDate | None = None
    price: LocalText | None = None
    is_free: bool = False
    cancelled: bool = False
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @cached_property
    def schedule(self) -> Schedule:
        repeats = self.repeats
        once = Schedule(_minutes(self.starts), _minutes(self.ends))
        if repeats is None:
            return once
        return once._replace(
            pace=repeats.every,
            interval=repeats.interval,
            days=repeats.on,
            until=repeats.until.isoformat() if repeats.until else "",
            number=repeats.count or 0,
            without=tuple(day.isoformat() for day in repeats.not_on),
        )

    @property
    def municipality(self) -> str | None:
        """Where one goes, if anywhere."""
        return self.place.municipality if self.place else None


def _minutes(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


class Network(LastingRecord):
    """People who meet, and whom one can join."""

    kind = "network"

    name: Name
    summary: LocalText
    about: LocalMarkdown
    how_to_join: LocalMarkdown | None = None
    website: HttpsUrl
    organiser: Organiser | None = None
    municipalities: tuple[MunicipalityRef, ...] = ()
    """Where it meets; none where it is for all of the region."""
    languages: tuple[SpokenLanguage, ...] = ()
    audience: Annotated[tuple[Visitor, ...], Field(min_length=1)]
    contact: Contact | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Result(Part):
    """What became of those who took part, and who says so."""

    text: LocalText
    year: Annotated[Whole, Field(ge=1990, le=2100)] | None = None
    source: HttpsUrl


class MentorProgramme(LastingRecord):
    """Somebody with experience helps somebody who is new, for a time and by appointment."""

    kind = "mentor-programme"

    name: Name
    summary: LocalText
    about: LocalMarkdown
    state: ProgrammeState = ProgrammeState.RUNNING
    organiser: Organiser
    municipalities: tuple[MunicipalityRef, ...] = ()
    elsewhere: LocalText | None = None
    """Where it is, if that is outside the region: an example to learn from."""
    audience: Annotated[tuple[Mentee, ...], Field(min_length=1)]
    form: Annotated[tuple[MentorForm, ...], Field(min_length=1)]
    months: Annotated[Whole, Field(ge=1, le=60)] | None = None
    """How long it lasts, or lasts at least."""
    months_at_most: Annotated[Whole, Field(ge=1, le=60)] | None = None
    meetings: LocalText | None = None
    languages: tuple[SpokenLanguage, ...] = ()
    starts: LocalText | None = None
    """When it usually begins, in words."""
    next_start: IsoDate | None = None
    """The next day on which it begins. Pages tell it until then."""
    for_mentees: LocalMarkdown | None = None
    for_mentors: LocalMarkdown | None = None
    apply: HttpsUrl | None = None
    contact: Contact | None = None
    results: tuple[Result, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class PathStep(Part):
    """One step of a path to a job."""

    name: LocalText
    what: LocalMarkdown
    takes: LocalText | None = None
    """How long, where that is known."""
    helper: LocalText | None = None
    """Who helps with it."""
    offers: tuple[Offer, ...] = ()
    """What employers offer that opens the step: they are listed by it."""
    openings: tuple[Opening, ...] = ()
    """The open jobs that are it."""
    link: OfficialLink | None = None
    guide: GuideRef | None = None


class Course(Part):
    """Lessons or workshops that help on a path."""

    name: Name
    about: LocalText
    organiser: Organiser
    municipalities: tuple[MunicipalityRef, ...] = ()
    """None where it is for all of the region."""
    form: LocalText | None = None
    """How one takes part, and how long it lasts."""
    languages: tuple[SpokenLanguage, ...] = ()
    link: LocalAddress
    source: HttpsUrl


class EmployersSide(Part):
    """What a path asks of employers, and what they get from it."""

    title: LocalText
    lead: LocalText
    why: LocalMarkdown
    how: LocalMarkdown
    expect: LocalMarkdown


class Pathway(Record):
    """How an audience gets from the arrival to a job, step by step. The file is named after the audience."""

    kind = "pathway"

    title: LocalText
    lead: LocalText
    office: Office
    """Who helps at each municipality."""
    two_careers: bool = False
    """Whether it is for those who look for two jobs around one home."""
    steps: Annotated[tuple[PathStep, ...], Field(min_length=1)]
    courses: tuple[Course, ...] = ()
    employers: EmployersSide | None = None
    stories: tuple[StoryRef, ...] = ()
    """Of people who went the path."""
    reviewed_on: IsoDate
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @property
    def audience(self) -> Audience:
        return Audience(self.slug)

    @cached_property
    def updated(self) -> date | None:
        return max(self.reviewed_on, *(source.checked for source in self.sources))


class MaterialFile(Part):
    """A file of a material below content/media, published as it is."""

    file: DownloadPath
    language: SpokenLanguage | None = None
    """Of its words; none where it has none, or several languages."""


class Material(Record):
    """Something that employers and others may take and use. All stand on the page for employers."""

    kind = "material"

    title: LocalText
    summary: LocalText
    form: MaterialForm
    audience: Annotated[tuple[MaterialUser, ...], Field(min_length=1)]
    licence: Licence
    credit: Name | None = None
    """Who is named where it is used, as the licence asks."""
    files: Annotated[tuple[MaterialFile, ...], Field(min_length=1)]
    preview: Image | None = None
    order: Whole = 100
    reviewed_on: IsoDate
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @cached_property
    def updated(self) -> date | None:
        return max(self.reviewed_on, *(source.checked for source in self.sources))


PATH_AUDIENCES = tuple(one for one in Audience if one is not Audience.EVERYONE)
"""Those who can have a path of their own."""


class Message(Part):
    """What the narrative comes to for one audience, as long as its channel allows."""

    audience: Visitor
    channel: Channel
    text: LocalText


class Narrative(Record):
    """Why to work and live here, told once: a story, and what of it is said to whom and where."""

    kind = "narrative"

    title: LocalText
    story: LocalMarkdown
    messages: Annotated[tuple[Message, ...], Field(min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Post(Part):
    """What a campaign says on a platform; the address follows it."""

    platform: Platform
    subject: LocalText | None = None
    """Of an e-mail."""
    text: LocalLines


class Campaign(Record):
    """A page for one audience and one field of competences, for a time.

    It is in the languages of its title, which the portal may lack.
    """

    kind = "campaign"

    title: LocalText
    lead: LocalText
    description: LocalText | None = None
    """For search engines, where the lead does not fit."""
    about: LocalMarkdown | None = None
    audience: Visitor
    cluster: ClusterRef | None = None
    group: GroupRef | None = None
    competences: tuple[CompetenceRef, ...] = ()
    """One of these three is the field."""
    companies: tuple[CompanyRef, ...] = ()
    """Those that stand first; others of the field follow."""
    without: tuple[CompanyRef, ...] = ()
    """Those of the field that are left out, with their jobs."""
    stories: tuple[StoryRef, ...] = ()
    """Those that stand first."""
    posts: tuple[Post, ...] = ()
    starts: IsoDate
    until: IsoDate
    """The last day."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @cached_property
    def updated(self) -> date | None:
        return max(source.checked for source in self.sources)


class Job(Record):
    """An open position at a company, in the words and the language of its posting.

    Jobs come and go within weeks, so they keep no former addresses and nothing links to them from
    texts. Whether one is over is asked where the day is known: see ``portal.links``.
    """

    kind = "job"
    from_file: ClassVar[frozenset[str]] = frozenset({"path", "slug", "company"})

    slug: str
    """``<company>/<id>``, which is also how its address ends."""
    company: Slug
    """The name of the file that it stands in."""
    id: Slug
    title: Text
    language: SpokenLanguage
    """Of title and description; it need not be a language of the portal."""
    description: LongText | None = None
    """Markdown, where an editor wrote it."""
    description_html: LongText | None = None
    """HTML, where the importer wrote it. A job has exactly one of the two."""
    municipality: MunicipalityRef | None = None
    """Where it is not given, the job is at the company's main site: see ``Portal.place_of``."""
    competences: tuple[CompetenceRef, ...] = ()
    working_languages: tuple[SpokenLanguage, ...] = ()
    employment_type: EmploymentType | None = None
    opening: Opening | None = None
    workload: WeeklyHours | None = None
    """Hours a week. A percentage means other hours in every country and agreement, and those who
    are new to this one cannot know which."""
    danish_needed: DanishNeeded | None = None
    posted: IsoDate
    deadline: IsoDate | None = None
    """The last day on which one can apply."""
    apply: HttpsUrl
    salary: Salary | None = None
    source: HttpsUrl | None = None
    """The posting, where one does not apply on the same page."""
    imported: Moment | None = None
    """When the importer got it as it is; only the importer writes that."""
    guessed: tuple[Text, ...] = ()
    """The keys that the importer read out of words, which may be wrong; no editor's are among them."""
    unconfirmed_since: Moment | None = None
    """Since when the importer cannot tell whether it is still open, as its system does not answer."""

    @cached_property
    def updated(self) -> date | None:
        return self.posted

    @property
    def gone(self) -> date | None:
        """The first day on which one cannot apply any more, where that is known."""
        return self.deadline + timedelta(days=1) if self.deadline else None


class GoneJob(Record):
    """What is still known of a job that one could apply for once: its address answers for a while.

    The importer writes it in the place of the job. What it names need not be there any more.
    """

    kind = "gone-job"
    from_file: ClassVar[frozenset[str]] = Job.from_file

    slug: str
    """``<company>/<id>``, as the job had it."""
    company: Slug
    id: Slug
    title: Text | None = None
    """Left out, like all that follows but ``gone``, once the address only leads to the employer."""
    language: SpokenLanguage | None = None
    municipality: Slug | None = None
    competences: tuple[Slug, ...] = ()
    posted: IsoDate | None = None
    gone: IsoDate
    """The first day on which it was not open any more, or not found."""

    @classmethod
    def of(cls, job: Job) -> "GoneJob":
        """A job that is over."""
        kept = {name: getattr(job, name) for name in cls.model_fields}
        return cls.model_construct(**kept)


class EmploymentAllowance(Part):
    """Beskæftigelsesfradrag: a percentage of what work pays, up to an amount a year."""

    percent: Percent
    at_most: Kroner


class JobAllowance(Part):
    """Jobfradrag: a percentage of what work pays above an amount a year, up to another."""

    percent: Percent
    above: Kroner
    at_most: Kroner


class ProgressiveTax(Part):
    """A tax of the state on the personal income above an amount a year, such as the mellemskat."""

    name: LocalText
    percent: Percent
    above: Kroner


class SpecialScheme(Part):
    """The scheme for researchers and key employees recruited abroad (forskerskatteordningen)."""

    percent: Percent
    """Of the salary after the labour market contribution, in the place of all income taxes."""
    monthly_salary: Kroner
    """The least that a key employee must earn; researchers may earn less."""
    months: Annotated[Whole, Field(ge=1)]
    """How long it can be used."""


class MunicipalRates(Part):
    """What one municipality, and the national church there, take of the taxable income."""

    municipality: MunicipalityRef
    municipal_tax: Percent
    church_tax: Percent


class RuleSource(Source):
    """A source, and the keys of the file that it states."""

    states: Annotated[tuple[Text, ...], Field(min_length=1)]


class TaxYear(Record):
    """The rates and rules of income tax on a salary in one year, by which net pay is reckoned.

    The file is named after the year. Amounts are for a year unless their names say otherwise.
    """

    kind = "tax"

    labour_market_contribution: Percent
    atp_per_month: Kroner
    """The employee's own share of ATP, which everybody with full-time work pays."""
    personal_allowance: Kroner
    employment_allowance: EmploymentAllowance
    job_allowance: JobAllowance
    bottom_tax: Percent
    progressive_taxes: Annotated[tuple[ProgressiveTax, ...], Field(min_length=1)]
    """The one that begins lowest comes first."""
    tax_ceiling: Percent
    """What municipal tax, bottom tax and the first progressive tax may come to together."""
    special_scheme: SpecialScheme
    municipalities: Annotated[tuple[MunicipalRates, ...], Field(min_length=1)]
    typical_salaries: Annotated[tuple[Kroner, ...], Field(min_length=1, max_length=8)]
    """A month, for the tables."""
    sources: Annotated[tuple[RuleSource, ...], Field(min_length=1)]

    @property
    def year(self) -> int:
        return int(self.slug)

    @cached_property
    def updated(self) -> date | None:
        return max(source.checked for source in self.sources)


class Chapter(Part):
    """A part of a brochure under a heading."""

    title: LocalText
    text: LocalMarkdown


class TearOut(Part):
    """A leaf to be cut out of a brochure and handed on: what it is, and what to do step by step."""

    title: LocalText
    text: LocalMarkdown
    steps: Annotated[tuple[LocalText, ...], Field(min_length=1, max_length=8)]


class Brochure(Record):
    """The text of a brochure on one topic; see ``plugins.brochures``. It has no page."""

    kind = "brochure"

    title: LocalText
    standfirst: LocalText | None = None
    """Where there is none, the narrative says it."""
    audience: Visitor
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1)]
    story: StoryRef | None = None
    """The key of one that shows what the brochure tells."""
    contacts: Office | None = None
    """Those of each municipality that it lists."""
    tear_out: TearOut | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @cached_property
    def updated(self) -> date | None:
        return max(source.checked for source in self.sources)


RULES_OF_TAX = tuple(
    name
    for name in TaxYear.model_fields
    if name not in {*Record.model_fields, "typical_salaries", "sources"}
)
"""The keys of a year of taxes that a source must state."""

RECORDS: dict[str, type[Record]] = {
    model.kind: model
    for model in (
        *(Company, Municipality, Cluster, Competence, Step, Guide, Story, PlainPage),
        *(Job, GoneJob),
        TaxYear,
        *(Event, Network, MentorProgramme),
        Pathway,
        *(Narrative, Campaign),
        Material,
        Ambassador,
        Brochure,
    )
}
