"""Published records as rows of the open data.

Nothing of a person is in them: contacts stay on the pages, where people look for them.
"""

from typing import TypeVar

import orjson

from plugins.catalogue.edition import Edition
from plugins.catalogue.open_data.shapes import (
    GUESSED,
    ClusterShape,
    CompanyShape,
    CompetenceShape,
    JobShape,
    LocationShape,
    MunicipalityShape,
    SalaryShape,
)
from plugins.portal.records import (
    Cluster,
    Company,
    Competence,
    Job,
    Location,
    Municipality,
    Record,
    Salary,
)
from plugins.portal.tracking import by_slug

RowT = TypeVar("RowT", JobShape, CompanyShape, MunicipalityShape, ClusterShape, CompetenceShape)


def line(row: RowT) -> str:
    """A row on a line of its own: files can be compared, and read line by line."""
    return orjson.dumps(row).decode()


def pages(edition: Edition, kind: str, slug: str) -> dict[str, str]:
    origin, named = edition.content.settings.origin, edition.addresses.named
    return {code: origin + named(kind, slug, code) for code in edition.portal.languages}


def jobs_path(municipality: str) -> str:
    """Where the file of a municipality's jobs stands, below the top of the open data."""
    return f"jobs/{municipality}.json"


def data_address(edition: Edition, name: str) -> str:
    """The absolute address of a file of the open data."""
    return edition.content.settings.origin + edition.addresses.data(name)


@by_slug
def job_lines(edition: Edition, company: str) -> dict[str, str]:
    """Slug of each job of a company, in order → its row.

    They are made together: there are several times as many jobs as companies, and what is
    remembered of each result takes longer than its row.
    """
    jobs = edition.portal.jobs_by_subject.get(f"{Company.kind}/{company}", ())
    name = edition.portal.name_of(company) if jobs else ""
    return {slug: line(job_row(edition, edition.portal.jobs[slug], name)) for slug in sorted(jobs)}


def job_row(edition: Edition, job: Job, company_name: str) -> JobShape:
    return {
        "id": job.slug,
        "title": job.title,
        "language": job.language,
        "company": job.company,
        "company_name": company_name,
        "municipality": edition.portal.place_of(job),
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
        "pages": pages(edition, Job.kind, job.slug),
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
def company_line(edition: Edition, slug: str) -> str:
    return line(company_row(edition, edition.portal.companies[slug]))


def company_row(edition: Edition, company: Company) -> CompanyShape:
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
        "pages": pages(edition, Company.kind, company.slug),
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


def _pages_of(edition: Edition, record: Record) -> dict[str, str]:
    return pages(edition, record.kind, record.slug)
