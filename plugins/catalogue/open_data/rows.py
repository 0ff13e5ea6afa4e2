"""Published records as rows of the open data.

Nothing of a person is in them: contacts stay on the pages, where people look for them.
"""

from collections.abc import Mapping
from datetime import date

import orjson

from plugins.catalogue.content import Content
from plugins.catalogue.edition import Edition
from plugins.catalogue.ical import recurrence
from plugins.catalogue.meetings import with_offset
from plugins.catalogue.open_data.shapes import (
    GUESSED,
    ClusterShape,
    CompanyShape,
    CompetenceShape,
    CourseShape,
    EmployersSideShape,
    EventShape,
    JobShape,
    LocationShape,
    MentorProgrammeShape,
    MunicipalityShape,
    NetworkShape,
    OfficialLinkShape,
    OrganiserShape,
    PathStepShape,
    PathwayShape,
    RepetitionShape,
    SalaryShape,
    VenueShape,
)
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    Course,
    Event,
    Job,
    Location,
    MentorProgramme,
    Municipality,
    Network,
    OfficialLink,
    Organiser,
    PathStep,
    Pathway,
    Record,
    Salary,
    Venue,
)
from plugins.portal.schedules import Schedule
from plugins.portal.tracking import by_slug


def line(row: Mapping[str, object]) -> str:
    """A row on a line of its own: files can be compared, and read line by line."""
    return orjson.dumps(row).decode()


def pages(content: Content, kind: str, slug: str) -> dict[str, str]:
    origin, named = content.settings.origin, content.addresses.named
    return {code: origin + named(kind, slug, code) for code in content.portal.languages}


def jobs_path(municipality: str) -> str:
    """Where the file of a municipality's jobs stands, below the top of the open data."""
    return f"jobs/{municipality}.json"


def data_address(edition: Edition, name: str) -> str:
    """The absolute address of a file of the open data."""
    return edition.content.settings.origin + edition.addresses.data(name)


@by_slug
def job_lines(content: Content, company: str) -> dict[str, str]:
    """Slug of each job of a company, in order → its row.

    They are made together: there are several times as many jobs as companies, and what is
    remembered of each result takes longer than its row. Tables are made from them as well.
    """
    portal = content.portal
    jobs = portal.jobs_by_subject.get(f"{Company.kind}/{company}", ())
    name = portal.name_of(company) if jobs else ""
    return {slug: line(job_row(content, portal.jobs[slug], name)) for slug in sorted(jobs)}


def job_row(content: Content, job: Job, company_name: str) -> JobShape:
    return {
        "id": job.slug,
        "title": job.title,
        "language": job.language,
        "company": job.company,
        "company_name": company_name,
        "municipality": content.portal.place_of(job),
        "competences": [*job.competences],
        "employment_type": job.employment_type,
        "opening": job.opening,
        "hours_a_week": job.workload,
        "working_languages": [*job.working_languages],
        "danish_needed": job.danish_needed,
        "posted": job.posted,
        "deadline": job.deadline,
        "salary": _salary(job.salary) if job.salary else None,
        "apply": job.apply,
        "source": job.source,
        "guessed": guessed_fields(job),
        "unconfirmed_since": job.unconfirmed_since.date() if job.unconfirmed_since else None,
        "pages": pages(content, Job.kind, job.slug),
    }


def guessed_fields(job: Job) -> list[str]:
    """The fields of a row that were read out of words, in the order in which they were named."""
    return [GUESSED[key] for key in job.guessed if key in GUESSED]


def _salary(salary: Salary) -> SalaryShape:
    return {
        "min": salary.min,
        "max": salary.max,
        "currency": salary.currency,
        "per": salary.per,
    }


@by_slug
def company_line(content: Content, slug: str) -> str:
    return line(company_row(content, content.portal.companies[slug]))


def company_row(content: Content, company: Company) -> CompanyShape:
    return {
        "id": company.slug,
        "name": company.name,
        "website": company.website,
        "careers": company.careers,
        "cvr": company.cvr,
        "municipalities": [*company.municipalities],
        "locations": [_location(location) for location in company.locations],
        "clusters": [*company.clusters],
        "competences": [*company.competences],
        "tagline": {**company.tagline},
        "employees": company.employees,
        "founded": company.founded,
        "working_languages": [*company.working_languages],
        "danish_needed": company.danish_needed,
        "offers": [*company.offers],
        "updated": company.updated,
        "pages": pages(content, Company.kind, company.slug),
    }


def _location(location: Location) -> LocationShape:
    return {
        "municipality": location.municipality,
        "street": location.street,
        "postcode": location.postcode,
        "city": location.city,
        "latitude": location.lat,
        "longitude": location.lon,
    }


def municipality_row(edition: Edition, municipality: Municipality) -> MunicipalityShape:
    service = municipality.newcomer_service
    return {
        "id": municipality.slug,
        "name": {**municipality.name},
        "region": municipality.region,
        "business_region": municipality.business_region,
        "population": municipality.population,
        "latitude": municipality.lat,
        "longitude": municipality.lon,
        "newcomer_service": service.url if service else None,
        "jobs": data_address(edition, jobs_path(municipality.slug)),
        "pages": _pages_of(edition, municipality),
    }


def cluster_row(edition: Edition, cluster: Cluster) -> ClusterShape:
    return {
        "id": cluster.slug,
        "name": {**cluster.name},
        "tagline": {**cluster.tagline} if cluster.tagline else None,
        "competences": [*cluster.competences],
        "pages": _pages_of(edition, cluster),
    }


def competence_row(edition: Edition, competence: Competence) -> CompetenceShape:
    group = edition.portal.groups[competence.group]
    return {
        "id": competence.slug,
        "label": {**competence.label},
        "synonyms": {code: [*words] for code, words in competence.synonyms.items()},
        "group": competence.group,
        "group_name": {**group.name},
        "esco": competence.esco,
        "pages": _pages_of(edition, competence),
    }


def event_row(edition: Edition, event: Event) -> EventShape:
    """An event that is not over, by its next time."""
    following = edition.portal.event_dates[event.slug][0]
    return {
        "id": event.slug,
        "title": {**event.title},
        "summary": {**event.summary},
        "starts": with_offset(edition, following.starts),
        "ends": with_offset(edition, following.ends),
        "repeats": _repetition(edition, event.schedule) if event.repeats else None,
        "cancelled": event.cancelled,
        "place": _venue(edition, event.place) if event.place else None,
        "online": event.online,
        "languages": [*event.languages],
        "audience": [*event.audience],
        "organiser": _organiser(edition, event.organiser),
        "network": event.network,
        "registration": event.registration,
        "register_by": event.register_by,
        "is_free": event.is_free if event.is_free or event.price else None,
        "price": _texts(event.price),
        "updated": event.updated,
        "pages": _pages_of(edition, event),
    }


def _repetition(edition: Edition, schedule: Schedule) -> RepetitionShape:
    return {
        "rule": recurrence(schedule, edition.content.settings.time_zone),
        "first": with_offset(edition, schedule.first.starts),
        "without": sorted(map(date.fromisoformat, schedule.without)),
    }


def _venue(edition: Edition, place: Venue) -> VenueShape:
    return {
        "name": _name(edition, place.name) if place.name else None,
        "municipality": place.municipality,
        "street": place.street,
        "postcode": place.postcode,
        "city": place.city,
    }


def _organiser(edition: Edition, organiser: Organiser) -> OrganiserShape:
    return {
        "name": _name(edition, organiser.name),
        "company": organiser.company,
        "website": organiser.url,
    }


def _name(edition: Edition, name: str | Mapping[str, str]) -> dict[str, str]:
    """A name in each language, also where it is the same in all."""
    return dict.fromkeys(edition.portal.languages, name) if isinstance(name, str) else {**name}


def _texts(texts: Mapping[str, str] | None) -> dict[str, str] | None:
    return {**texts} if texts else None


def network_row(edition: Edition, network: Network) -> NetworkShape:
    organiser = network.organiser
    return {
        "id": network.slug,
        "name": _name(edition, network.name),
        "summary": {**network.summary},
        "website": network.website,
        "organiser": _organiser(edition, organiser) if organiser else None,
        "municipalities": [*network.municipalities],
        "languages": [*network.languages],
        "audience": [*network.audience],
        "updated": network.updated,
        "pages": _pages_of(edition, network),
    }


def mentor_row(edition: Edition, programme: MentorProgramme) -> MentorProgrammeShape:
    """A programme, in which no mentor is named."""
    return {
        "id": programme.slug,
        "name": _name(edition, programme.name),
        "summary": {**programme.summary},
        "state": programme.state,
        "organiser": _organiser(edition, programme.organiser),
        "municipalities": [*programme.municipalities],
        "elsewhere": _texts(programme.elsewhere),
        "audience": [*programme.audience],
        "form": [*programme.form],
        "months": programme.months,
        "months_at_most": programme.months_at_most,
        "meetings": _texts(programme.meetings),
        "languages": [*programme.languages],
        "starts": _texts(programme.starts),
        "next_start": edition.portal.next_starts.get(programme.slug),
        "apply": programme.apply,
        "updated": programme.updated,
        "pages": _pages_of(edition, programme),
    }


def pathway_row(edition: Edition, pathway: Pathway) -> PathwayShape:
    """A path without the people on it: neither stories nor contacts."""
    return {
        "id": pathway.slug,
        "title": {**pathway.title},
        "lead": {**pathway.lead},
        "steps": [_step(edition, step) for step in pathway.steps],
        "courses": [_course(edition, course) for course in pathway.courses],
        "employers": _employers_side(edition, pathway),
        "updated": pathway.updated,
        "pages": _pages_of(edition, pathway),
    }


def _step(edition: Edition, step: PathStep) -> PathStepShape:
    return {
        "name": {**step.name},
        "takes": _texts(step.takes),
        "helper": _texts(step.helper),
        "offers": [*step.offers],
        "openings": [*step.openings],
        "link": _official_link(edition, step.link) if step.link else None,
        "guide": {**guide_pages(edition, step.guide)} if step.guide else None,
    }


def _official_link(edition: Edition, link: OfficialLink) -> OfficialLinkShape:
    return {"name": _name(edition, link.name), "address": {**link.url}}


@by_slug
def guide_pages(edition: Edition, key: str) -> dict[str, str]:
    """Where a guide stands: what else is new in it changes no row."""
    origin = edition.content.settings.origin
    found = edition.translated(edition.portal.guides[key])
    return {code: origin + address for code, address in found.items()}


def _course(edition: Edition, course: Course) -> CourseShape:
    return {
        "name": _name(edition, course.name),
        "about": {**course.about},
        "organiser": _organiser(edition, course.organiser),
        "municipalities": [*course.municipalities],
        "form": _texts(course.form),
        "languages": [*course.languages],
        "link": {**course.link},
    }


def _employers_side(edition: Edition, pathway: Pathway) -> EmployersSideShape | None:
    if not (side := pathway.employers):
        return None
    address, origin = edition.addresses.pathway_for_employers, edition.content.settings.origin
    return {
        "title": {**side.title},
        "lead": {**side.lead},
        "pages": {
            code: origin + address(code, pathway.audience) for code in edition.portal.languages
        },
    }


def _pages_of(edition: Edition, record: Record) -> dict[str, str]:
    return pages(edition.content, record.kind, record.slug)
