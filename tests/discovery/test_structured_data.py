"""What pages say in the vocabulary of schema.org."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from discovery_samples import SITE, WHOLE_TEXT, Posting, Shown, make_a_page
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.discovery.structured_data import structured_data
from plugins.portal.page import Link


def things(page):
    """The things of a page's graph by their type."""
    document = json.loads(structured_data(page))
    assert document["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in document["@graph"]}


def test_a_page_about_nothing_says_nothing(make_page):
    """Where there is no subject and no way to it, there is no data."""
    assert structured_data(make_page(kind="search")) == ""


def test_a_company_is_an_organization(make_page, company):
    """A profile marks the facts that it shows."""
    assert things(make_page(record=company))["Organization"] == {
        "@type": "Organization",
        "name": "VOLA",
        "url": "https://www.vola.example/",
        "description": "Taps since 1968",
        "foundingDate": "1873",
        "numberOfEmployees": {"@type": "QuantitativeValue", "minValue": 250, "maxValue": 999},
        "address": [
            {
                "@type": "PostalAddress",
                "streetAddress": "Lunavej 2",
                "postalCode": "8700",
                "addressLocality": "Horsens",
                "addressCountry": "DK",
            }
        ],
    }


def test_unknown_facts_are_left_out(make_page, company):
    """A company that gave little is described with little."""
    bare = company.model_copy(update={"employees": None, "founded": None, "locations": ()})
    assert set(things(make_page(record=bare))["Organization"]) == {
        "@type",
        "name",
        "url",
        "description",
    }


def test_a_text_in_another_language_is_not_marked(make_page, company):
    """A description in a language other than the page's is left out."""
    assert "description" not in things(make_page(record=company, language="da"))["Organization"]


def test_the_largest_band_of_employees_has_no_end(make_page, company):
    """A thousand or more has a least value alone."""
    large = company.model_copy(update={"employees": "1000+"})
    number = things(make_page(record=large))["Organization"]["numberOfEmployees"]
    assert number == {"@type": "QuantitativeValue", "minValue": 1000}


def test_a_municipality_has_a_position(make_page, municipality):
    """A place is an administrative area with its coordinates."""
    page = make_page("municipalities/aarhus/", kind="municipality", record=municipality)
    assert things(page)["AdministrativeArea"] == {
        "@type": "AdministrativeArea",
        "name": "Aarhus",
        "url": f"{SITE}/en/municipalities/aarhus/",
        "geo": {"@type": "GeoCoordinates", "latitude": 56.16, "longitude": 10.2},
    }


def test_a_story_is_an_article_about_a_person(make_page, story):
    """A story says who tells it, and that the portal publishes it."""
    page = make_page(kind="story", title="Ana welds", record=story, published=date(2025, 1, 1))
    found = things(page)["Article"]
    portal = {"@type": "Organization", "name": "Careers", "url": f"{SITE}/en/"}
    assert found["headline"] == "Ana welds"
    assert found["about"] == {"@type": "Person", "name": "Ana"}
    assert found["author"] == found["publisher"] == portal
    assert (found["datePublished"], found["dateModified"]) == ("2025-01-01", "2026-03-04")
    assert found["inLanguage"] == "en"


def test_a_job_is_a_posting_as_search_engines_read_it(make_page, job):
    """A posting has its employer, place, days, terms and stated salary in their notation."""
    page = make_page("jobs/vola/4711/", kind="job", record=job, view=Posting(), place="Horsens")
    assert things(page)["JobPosting"] == {
        "@type": "JobPosting",
        "title": "Welder",
        "description": WHOLE_TEXT,
        "url": f"{SITE}/en/jobs/vola/4711/",
        "identifier": {"@type": "PropertyValue", "name": "VOLA", "value": "4711"},
        "datePosted": "2026-05-20",
        "validThrough": "2026-06-14T23:59:59+02:00",
        "employmentType": "PER_DIEM",
        "hiringOrganization": {
            "@type": "Organization",
            "name": "VOLA",
            "sameAs": "https://www.vola.example/",
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Horsens",
                "addressCountry": "DK",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "DKK",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": 30000,
                "maxValue": 35000.5,
                "unitText": "MONTH",
            },
        },
        "directApply": False,
    }


def test_a_job_says_nothing_that_its_employer_did_not(make_page, job):
    """Without a deadline, terms or a salary, none is marked; one amount is one value."""
    bare = job.model_copy(update={"deadline": None, "employment_type": None, "salary": None})
    page = make_page(kind="job", record=bare, view=Posting(closes=""), place="Horsens")
    assert not {"validThrough", "employmentType", "baseSalary"} & set(things(page)["JobPosting"])
    one = job.salary.model_copy(update={"max": 30000.0})
    page = make_page(kind="job", record=job.model_copy(update={"salary": one}), view=Posting())
    value = things(page)["JobPosting"]["baseSalary"]["value"]
    assert value == {"@type": "QuantitativeValue", "value": 30000, "unitText": "MONTH"}


def test_a_deadline_that_was_read_out_of_words_is_not_marked(make_page, job):
    """Search engines take it for a promise."""
    guessed = job.model_copy(update={"guessed": ("deadline",)})
    assert (
        "validThrough"
        not in things(make_page(kind="job", record=guessed, view=Posting()))["JobPosting"]
    )


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "<p>Weld taps.</p>"),
        ({}, f"<p>{'<b></b>' * 100}Weld taps.</p>"),
        ({}, f"<p>{'Weld taps and more. ' * 20}And then …</p>\n"),
        ({}, f"<p>{'Weld taps and more. ' * 20}[...]</p></div> "),
        ({"unconfirmed_since": datetime(2026, 6, 1, tzinfo=UTC)}, WHOLE_TEXT),
    ],
)
def test_what_may_not_be_a_whole_open_job_is_not_marked(make_page, job, changed, text):
    """A text that is cut short, and a job that may be gone, are no postings to search engines."""
    page = make_page(
        kind="job", record=job.model_copy(update=changed), view=Posting(description=Shown(text))
    )
    assert not structured_data(page)


def test_a_guide_without_a_first_day_has_its_last(make_page, guide):
    """A guide that never said when it was published says when it was changed."""
    found = things(make_page(kind="guide", record=guide))["Article"]
    assert "datePublished" not in found
    assert found["dateModified"] == "2026-03-04"


@pytest.mark.parametrize(("kind", "language"), [("home", "en"), ("choice", None)])
def test_the_entrances_are_the_website(make_page, kind, language):
    """The portal's name is marked where search engines look for it."""
    found = things(make_page("", kind=kind))["WebSite"]
    assert found["name"] == "Careers"
    assert found["url"] == f"{SITE}/en/"
    assert found.get("inLanguage") == language


def test_breadcrumbs_end_with_the_page_itself(make_page, breadcrumbs):
    """The way to a page is numbered from one, with absolute addresses."""
    items = things(make_page(breadcrumbs=breadcrumbs))["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Home", f"{SITE}/en/"),
        (2, "Companies", f"{SITE}/en/companies/"),
        (3, "VOLA", f"{SITE}/en/companies/vola/"),
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "a\u2028b\u2029c",
        '"}]}',
        "\\u003c",
        "&lt;",
    ],
)
def test_hostile_text_cannot_leave_the_script(make_page, breadcrumbs, hostile):
    """Whatever a title says, it stays a text in the data."""
    text = structured_data(make_page(title=hostile, breadcrumbs=breadcrumbs))
    assert isinstance(text, Markup)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["@graph"][0]["itemListElement"][-1]["name"] == hostile


@given(title=st.text())
def test_any_title_is_read_back_as_written(title):
    """Escaping loses nothing."""
    page = make_a_page(title=title, breadcrumbs=(Link("Home", "/en/"),))
    assert things(page)["BreadcrumbList"]["itemListElement"][-1].get("name", "") == title


def test_the_steps_of_a_move_are_a_list(make_page):
    """Each step by its name and place on the page, in the order of a move."""
    first, second = (
        SimpleNamespace(order=order, name=name, id=f"Step-{name.lower()}")
        for order, name in enumerate(("Register", "Rest"))
    )
    situations = [SimpleNamespace(steps=(second,)), SimpleNamespace(steps=(first,))]
    view = SimpleNamespace(phases=(SimpleNamespace(situations=situations),))
    found = things(make_page("en/my-move/", kind="my-move", view=view))["ItemList"]
    assert found["numberOfItems"] == 2
    assert found["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "url": f"{found['url']}#Step-{name.lower()}",
        }
        for place, name in ((1, "Register"), (2, "Rest"))
    ]
