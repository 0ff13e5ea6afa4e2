"""The shapes of the open data: what is written, what types check, and what the schemas are made from.

Within a version fields may be added; none is taken away, renamed or given another meaning. Whoever
must do that publishes version 2 beside this one.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict  # pydantic reads the standard library's from Python 3.12 on

from plugins.portal.records import (
    DanishNeeded,
    Employees,
    EmploymentType,
    Mentee,
    MentorForm,
    Offer,
    Opening,
    PayPeriod,
    ProgrammeState,
    Visitor,
)
from plugins.portal.schema import DIALECT

VERSION = "1"

Id = Annotated[str, Field(description="Stays the same as long as the thing is published.")]
Address = Annotated[str, Field(description="An absolute address.")]
LanguageCode = Annotated[str, Field(description="A language code, as in 'en'.")]
LanguageCodes = Annotated[list[str], Field(description="Language codes.")]
Texts = Annotated[dict[str, str], Field(description="Language code → text.")]
Name = Annotated[
    dict[str, str],
    Field(description="Language code → name; one that is the same everywhere stands in each."),
]
Addresses = Annotated[dict[str, str], Field(description="Language code → address.")]
Pages = Annotated[
    dict[str, str], Field(description="Language code → address of its page in the portal.")
]
MunicipalityId = Annotated[str, Field(description="The id of a municipality.")]
MunicipalityIds = Annotated[
    list[str], Field(description="Ids of municipalities; none where it is for the whole region.")
]
ClusterIds = Annotated[list[str], Field(description="Ids of clusters.")]
CompetenceIds = Annotated[list[str], Field(description="Ids of competences.")]
Updated = Annotated[
    date | None, Field(description="The last day on which somebody looked at the facts.")
]


class SalaryShape(TypedDict):
    """What the employer says that it pays: from min to max, or one of the two."""

    min: float | None
    max: float | None
    currency: Annotated[str, Field(description="ISO 4217, as in 'DKK'.")]
    per: PayPeriod


class JobShape(TypedDict):
    """An open position, without its description, which stands on its page and at its source."""

    id: Id
    title: Annotated[str, Field(description="In the language of the posting.")]
    language: Annotated[str, Field(description="The language code of the posting.")]
    company: Annotated[str, Field(description="The id of the company.")]
    company_name: str
    municipality: Annotated[str, Field(description="The id of the municipality of the work.")]
    competences: CompetenceIds
    employment_type: EmploymentType | None
    opening: Opening | None
    hours_a_week: float | None
    working_languages: LanguageCodes
    danish_needed: DanishNeeded | None
    posted: date
    deadline: Annotated[
        date | None, Field(description="The last day on which one can apply; null where unknown.")
    ]
    salary: SalaryShape | None
    apply: Annotated[str, Field(description="Where one applies, at the employer.")]
    source: Annotated[
        str | None, Field(description="The posting itself, where one does not apply on that page.")
    ]
    guessed: Annotated[
        list[str],
        Field(description="The fields that were read out of the posting's words and may be wrong."),
    ]
    unconfirmed_since: Annotated[
        date | None,
        Field(description="Since when the employer's system has not answered; null where it does."),
    ]
    pages: Pages


GUESSED: Mapping[str, str] = {
    **{name: name for name in JobShape.__annotations__},
    "workload": "hours_a_week",
}
"""What the importer can have read out of words, by its key → the field here; others are not here."""


class LocationShape(TypedDict):
    """A site of a company."""

    municipality: MunicipalityId
    street: str | None
    postcode: str | None
    city: str | None
    latitude: float | None
    longitude: float | None


class CompanyShape(TypedDict):
    """An employer."""

    id: Id
    name: str
    website: Address
    careers: Annotated[str, Field(description="Its own page of open positions.")]
    cvr: Annotated[str | None, Field(description="Its number in the Danish business register.")]
    municipalities: Annotated[
        list[str], Field(description="Ids of municipalities; the first is that of the main site.")
    ]
    locations: list[LocationShape]
    clusters: ClusterIds
    competences: CompetenceIds
    tagline: Texts
    employees: Employees | None
    founded: Annotated[int | None, Field(description="A year.")]
    working_languages: LanguageCodes
    danish_needed: DanishNeeded | None
    offers: list[Offer]
    updated: Updated
    pages: Pages


class MunicipalityShape(TypedDict):
    """A place to live and work."""

    id: Id
    name: Texts
    region: str
    business_region: str | None
    population: int | None
    latitude: Annotated[float, Field(description="Of the main town.")]
    longitude: Annotated[float, Field(description="Of the main town.")]
    newcomer_service: Annotated[
        str | None, Field(description="The address of a page for newcomers.")
    ]
    jobs: Annotated[str, Field(description="The file with the open positions here alone.")]
    pages: Pages


class ClusterShape(TypedDict):
    """A lighthouse: a professional field in which the region is strong."""

    id: Id
    name: Texts
    tagline: Texts | None
    competences: CompetenceIds
    pages: Pages


class CompetenceShape(TypedDict):
    """A profession that employers seek."""

    id: Id
    label: Texts
    synonyms: Annotated[
        dict[str, list[str]], Field(description="Language code → other words for it.")
    ]
    group: Annotated[str, Field(description="The id of the group of professions.")]
    group_name: Texts
    esco: Annotated[
        str | None, Field(description="Its address in ESCO, the European classification.")
    ]
    pages: Pages


class OrganiserShape(TypedDict):
    """Who arranges something."""

    name: Name
    company: Annotated[
        str | None, Field(description="The id of the company, where it has a profile.")
    ]
    website: str | None


class VenueShape(TypedDict):
    """Where one goes."""

    name: Name | None
    municipality: MunicipalityId
    street: str | None
    postcode: str | None
    city: str | None


class RepetitionShape(TypedDict):
    """How an event repeats, as its calendar file says it too."""

    rule: Annotated[str, Field(description="A recurrence rule by RFC 5545, section 3.3.10.")]
    first: Annotated[
        datetime,
        Field(description="When it started the first time, from which on the rule counts."),
    ]
    without: Annotated[
        list[date], Field(description="Days of the rule on which it does not take place.")
    ]


class EventShape(TypedDict):
    """Something that one can go to and that is not over."""

    id: Id
    title: Texts
    summary: Texts
    starts: Annotated[
        datetime, Field(description="The next time, or the one that is on; with its offset.")
    ]
    ends: datetime
    repeats: Annotated[RepetitionShape | None, Field(description="null for what takes place once.")]
    cancelled: bool
    place: Annotated[
        VenueShape | None, Field(description="null where one takes part online alone.")
    ]
    online: Annotated[str | None, Field(description="Where one takes part from anywhere.")]
    languages: LanguageCodes
    audience: list[Visitor]
    organiser: OrganiserShape
    network: Annotated[str | None, Field(description="The id of the network that it belongs to.")]
    registration: Annotated[str | None, Field(description="Where one registers.")]
    register_by: Annotated[
        date | None, Field(description="The last day on which one can register.")
    ]
    is_free: Annotated[bool | None, Field(description="null where nobody says what it costs.")]
    price: Texts | None
    updated: Updated
    pages: Pages


class NetworkShape(TypedDict):
    """People who meet, and whom one can join: its page says how."""

    id: Id
    name: Name
    summary: Texts
    website: Address
    organiser: OrganiserShape | None
    municipalities: MunicipalityIds
    languages: LanguageCodes
    audience: list[Visitor]
    updated: Updated
    pages: Pages


class MentorProgrammeShape(TypedDict):
    """A programme in which somebody with experience helps somebody who is new."""

    id: Id
    name: Name
    summary: Texts
    state: ProgrammeState
    organiser: OrganiserShape
    municipalities: Annotated[
        list[str],
        Field(
            description="Ids of municipalities; none where it is for the whole region or elsewhere."
        ),
    ]
    elsewhere: Annotated[
        dict[str, str] | None,
        Field(description="Language code → where it is, if that is outside the region."),
    ]
    audience: list[Mentee]
    form: list[MentorForm]
    months: Annotated[int | None, Field(description="How long it lasts, or lasts at least.")]
    months_at_most: int | None
    meetings: Annotated[
        dict[str, str] | None, Field(description="Language code → how often one meets.")
    ]
    languages: LanguageCodes
    starts: Annotated[
        dict[str, str] | None, Field(description="Language code → when it usually begins.")
    ]
    next_start: Annotated[
        date | None, Field(description="The next day on which it begins; null where unknown.")
    ]
    apply: Annotated[str | None, Field(description="Where one applies.")]
    updated: Updated
    pages: Pages


class OfficialLinkShape(TypedDict):
    """A page of those who decide."""

    name: Name
    address: Addresses


class PathStepShape(TypedDict):
    """One step of a path to a job, without its text, which stands on the path's page."""

    name: Texts
    takes: Annotated[dict[str, str] | None, Field(description="Language code → how long it takes.")]
    helper: Annotated[
        dict[str, str] | None,
        Field(description="Language code → which office or group helps with it."),
    ]
    offers: Annotated[
        list[Offer], Field(description="What employers offer that opens the step, as in companies.")
    ]
    openings: Annotated[
        list[Opening], Field(description="What open jobs are the step, as in jobs.")
    ]
    link: OfficialLinkShape | None
    guide: Annotated[
        dict[str, str] | None,
        Field(description="Language code → address of the guide, in the languages that it is in."),
    ]


class CourseShape(TypedDict):
    """Lessons or workshops that help on a path."""

    name: Name
    about: Texts
    organiser: OrganiserShape
    municipalities: MunicipalityIds
    form: Annotated[dict[str, str] | None, Field(description="Language code → how one takes part.")]
    languages: LanguageCodes
    link: Addresses


class EmployersSideShape(TypedDict):
    """What a path asks of employers."""

    title: Texts
    lead: Texts
    pages: Pages


class PathwayShape(TypedDict):
    """How an audience gets from the arrival to a job; its id is the audience."""

    id: Id
    title: Texts
    lead: Texts
    steps: Annotated[
        list[PathStepShape], Field(description="In the order in which one takes them.")
    ]
    courses: list[CourseShape]
    employers: EmployersSideShape | None
    updated: Updated
    pages: Pages


class FileShape(TypedDict):
    """One of the files."""

    name: str
    address: Address
    type: Annotated[str, Field(description="The media type.")]
    language: Annotated[str | None, Field(description="Set where a file is in one language alone.")]
    schema: Annotated[str | None, Field(description="The JSON Schema that the file follows.")]


class FeedShape(TypedDict):
    """A feed of the newest jobs of all."""

    address: Address
    type: Annotated[str, Field(description="The media type.")]
    language: LanguageCode


class JobsFile(TypedDict):
    """Open positions, in the order of their ids."""

    schema: Address
    version: str
    jobs: list[JobShape]


class CompaniesFile(TypedDict):
    """Employers, in the order of their ids."""

    schema: Address
    version: str
    companies: list[CompanyShape]


class MunicipalitiesFile(TypedDict):
    """All municipalities, in the order of their ids."""

    schema: Address
    version: str
    municipalities: list[MunicipalityShape]


class ClustersFile(TypedDict):
    """All lighthouses, in the order of their ids."""

    schema: Address
    version: str
    clusters: list[ClusterShape]


class CompetencesFile(TypedDict):
    """The whole vocabulary of competences, in the order of their ids."""

    schema: Address
    version: str
    competences: list[CompetenceShape]


class EventsFile(TypedDict):
    """Events that are not over, in the order of their ids."""

    schema: Address
    version: str
    events: list[EventShape]


class NetworksFile(TypedDict):
    """All networks, in the order of their ids."""

    schema: Address
    version: str
    networks: list[NetworkShape]


class MentorsFile(TypedDict):
    """All mentor programmes, in the order of their ids; no mentor is named."""

    schema: Address
    version: str
    mentors: list[MentorProgrammeShape]


class PathwaysFile(TypedDict):
    """All paths to a job, in the order of their ids."""

    schema: Address
    version: str
    pathways: list[PathwayShape]


class IndexFile(TypedDict):
    """What there is, and how it may be used."""

    schema: Address
    version: str
    name: Texts
    documentation: Pages
    licence: Annotated[str, Field(description="The licence of the data, by its address.")]
    languages: list[str]
    time_zone: Annotated[
        str, Field(description="The clock by which a day ends, as in IANA's list.")
    ]
    dates: Annotated[str, Field(description="How dates are to be read.")]
    files: list[FileShape]
    jobs_by_municipality: Annotated[
        dict[str, str], Field(description="Id of a municipality → the file with its jobs alone.")
    ]
    feeds: list[FeedShape]


FILES: Mapping[str, Any] = {
    "companies": CompaniesFile,
    "jobs": JobsFile,
    "competences": CompetencesFile,
    "municipalities": MunicipalitiesFile,
    "clusters": ClustersFile,
    "events": EventsFile,
    "networks": NetworksFile,
    "mentors": MentorsFile,
    "pathways": PathwaysFile,
    "index": IndexFile,
}
"""What a JSON file is called → its shape."""


def schema_path(name: str) -> str:
    """Where the schema of a file stands, below the top of the open data."""
    return f"schemas/{name}.schema.json"


COMPANY_FILE = schema_path("company-file")
"""Where the schema of what editors write of a company stands."""


def schema_of(name: str, address: str) -> dict[str, Any]:
    """The JSON Schema of a file, known by its own address."""
    return {"$schema": DIALECT, "$id": address, **TypeAdapter(FILES[name]).json_schema()}
