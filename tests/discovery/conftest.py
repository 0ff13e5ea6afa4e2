"""Small made-up pages and records, as the catalogue would hand them over."""

from datetime import date
from pathlib import Path

import pytest
from discovery_samples import FONT, SOURCES, MakePage, Target, article, make_a_page

from plugins.discovery.share_images import ShareImages
from plugins.portal.page import Link, Page
from plugins.portal.records import Company, Guide, Job, Municipality, Story


@pytest.fixture
def make_page() -> MakePage:
    return make_a_page


@pytest.fixture
def translated_pages() -> dict[str, Page]:
    """The same company in two languages."""
    addresses = {"en": "/en/companies/vola/", "da": "/da/virksomheder/vola/"}
    return {
        code: make_a_page(
            address=address, language=code, alternates=addresses, default_alternate=addresses["en"]
        )
        for code, address in addresses.items()
    }


@pytest.fixture
def redirect() -> Page:
    return make_a_page(
        "companies/old/", kind="redirect", view=Target("/en/companies/new/"), indexed=False
    )


@pytest.fixture
def images(tmp_path: Path) -> ShareImages:
    return ShareImages.with_fonts([FONT], base="", cache=tmp_path / "cache")


@pytest.fixture
def company() -> Company:
    return Company(
        path="companies/vola.yaml",
        slug="vola",
        name="VOLA",
        website="https://www.vola.example/",
        careers="https://www.vola.example/jobs",
        municipalities=("horsens",),
        clusters=(),
        competences=("welder",),
        tagline={"en": "Taps since 1968"},
        about={"en": "Makes taps."},
        employees="250-999",
        founded=1873,
        locations=(
            {
                "municipality": "horsens",
                "street": "Lunavej 2",
                "postcode": "8700",
                "city": "Horsens",
            },
            {"municipality": "aarhus"},
        ),
        sources=SOURCES,
    )


@pytest.fixture
def municipality() -> Municipality:
    return Municipality(
        path="content/municipalities/aarhus.yaml",
        slug="aarhus",
        name={"en": "Aarhus", "da": "Aarhus"},
        region="Central Denmark",
        lat=56.16,
        lon=10.2,
        about={"en": "A city."},
        sources=SOURCES,
    )


@pytest.fixture
def job() -> Job:
    return Job(
        path="content/jobs/vola.json",
        slug="vola/4711",
        company="vola",
        id="4711",
        title="Welder",
        language="en",
        description="Weld **taps**.",
        employment_type="per-diem",
        posted=date(2026, 5, 20),
        deadline=date(2026, 6, 14),
        apply="https://www.vola.example/jobs/4711",
        salary={"min": 30000, "max": 35000.5, "currency": "DKK", "per": "month"},
    )


@pytest.fixture
def guide() -> Guide:
    return Guide(
        **article("housing"), topic="housing", audience=("everyone",), reviewed_on=date(2026, 2, 1)
    )


@pytest.fixture
def story() -> Story:
    return Story(
        **article("ana"),
        person="Ana",
        from_country="PT",
        profession="welder",
        municipality="aarhus",
    )


@pytest.fixture
def breadcrumbs() -> tuple[Link, ...]:
    return Link("Home", "/en/"), Link("Companies", "/en/companies/")
