"""A page's digest changes with all that its bytes depend on, and with nothing else."""

from dataclasses import fields, replace
from datetime import date
from functools import partial

import pytest
from jinja2 import DictLoader, Environment

from plugins.portal.cache import Cache
from plugins.portal.page import Link, Page
from plugins.portal.tracking import Tracker
from plugins.publishing import fingerprints
from plugins.publishing.fingerprints import (
    LIBRARIES,
    PARTS,
    Fingerprints,
    Templates,
    changed_parts,
    code_digest,
)
from plugins.publishing.template_library import Library

TEMPLATES = {
    "page.html": "{% extends 'base.html' %}{% from 'macros.html' import m %}",
    "base.html": "{% include 'foot.html' %}{% block head %}{% endblock %}",
    "macros.html": "{% macro m() %}{% endmacro %}",
    "foot.html": "foot",
    "other.html": "other",
    "any.html": "{% include page.kind ~ '.html' %}",
}


@pytest.fixture
def templates(tmp_path):
    """Templates by name, some of them other than the usual ones."""

    def make(**changed):
        sources = {**TEMPLATES, **{f"{name}.html": text for name, text in changed.items()}}
        environment = Environment(loader=DictLoader(sources), autoescape=True)
        references = partial(Library().references, environment)
        return Templates(environment, references, Cache(tmp_path))

    return make


@pytest.fixture
def fingerprint(templates):
    """The digest of a page's look; what all pages share may be another one."""

    def make(page, /, shared=("s",), catalogues=None, pictures=(), **changed):
        found = Fingerprints(templates(**changed), shared, catalogues or {"en": "x", "da": "y"})
        return found.look(page.frame, page.template, pictures)

    return make


def made_from(page):
    """The digest of what a page is made from, where that is the page itself."""
    tracker = Tracker()
    tracker.given(page.address, page)
    return tracker.digest(page.address)


@pytest.fixture
def page(make_page):
    return make_page("/en/x/", view={"a": 1, "b": ("x", None)})


OTHER_VALUES = {
    "alternates": {"da": "/da/x/"},
    "switch": (Link("x", "/"),),
    "breadcrumbs": (Link("x", "/"),),
    "updated": date(2026, 1, 1),
    "published": date(2026, 1, 1),
    "indexed": False,
    "view": {"a": 1, "b": ("x", "None")},
}


@pytest.mark.parametrize("name", [field.name for field in fields(Page) if field.name != "frame"])
def test_everything_in_a_page_counts(page, fingerprint, name):
    """Whatever a template may show of it."""
    other = replace(page, **{name: OTHER_VALUES.get(name, "other")})
    assert made_from(page) == made_from(replace(page)) != made_from(other)
    parts = changed_parts(fingerprint(page), fingerprint(other), is_other=True)
    assert parts == [PARTS[0], *([PARTS[2]] if name == "template" else [])]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"shared": ["other"]}, PARTS[4]),
        ({"catalogues": {"en": "other", "da": "y"}}, PARTS[3]),
        ({"pictures": ["other"]}, PARTS[1]),
        ({"page": "other"}, PARTS[2]),
        ({"base": "{% include 'foot.html' %} other"}, PARTS[2]),
        ({"macros": "other"}, PARTS[2]),
        ({"foot": "other"}, PARTS[2]),
    ],
)
def test_everything_around_a_page_counts(page, fingerprint, change, part):
    """Its templates and those that they use, its language's texts, what all pages share."""
    before, now = fingerprint(page), fingerprint(page, **change)
    assert changed_parts(before, now, is_other=False) == [part]


@pytest.mark.parametrize(
    "change", [{"other": "another"}, {"catalogues": {"en": "x", "da": "other"}}]
)
def test_what_a_page_does_not_use_does_not_count(page, fingerprint, change):
    """Other templates and languages."""
    assert fingerprint(page) == fingerprint(page, **change)


def test_the_frame_counts(page, fingerprint):
    """What all pages of a language show is a part of each."""
    other = replace(page, frame=replace(page.frame, site_name="Other"))
    assert changed_parts(fingerprint(page), fingerprint(other), is_other=False) == [PARTS[3]]


def test_a_template_that_may_use_any_depends_on_all(page, fingerprint):
    """Where the name is only known while rendering."""
    page = replace(page, template="any.html")
    assert fingerprint(page) != fingerprint(page, other="another")


def test_broken_and_missing_templates_are_told_by_rendering(page, fingerprint):
    """Here they only count as they are."""
    assert fingerprint(page) != fingerprint(page, base="{% if %}")
    assert fingerprint(page) != fingerprint(page, base="{% include 'missing.html' %}")


@pytest.mark.parametrize(
    "name", ["jinja2", "babel", "markdown", "nh3", "pyicu-wheels", "pydantic", "markupsafe"]
)
def test_libraries_count(name, monkeypatch):
    """Those that make views, too: a page is not made to see that it would be another one."""
    before = code_digest()
    real = fingerprints.version
    monkeypatch.setattr(fingerprints, "version", lambda of: "0" if of == name else real(of))
    assert code_digest() != before
    assert name in LIBRARIES


def test_a_new_page_changed_in_every_part(page, fingerprint):
    """Which is why it is rendered."""
    assert changed_parts("", fingerprint(page), is_other=True) == list(PARTS)
