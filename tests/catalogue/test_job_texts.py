"""Descriptions of jobs: safe, below the page's title, and not made before somebody asks."""

import pytest

from plugins.catalogue import job_texts
from plugins.catalogue.job_texts import JobDescriptions, render_description
from plugins.portal.records import Job


def test_an_editors_markdown_is_safe_html():
    """It says what it says; a heading stands below the page's title."""
    job = Job.model_construct(description="## Øl\n\n<script>alert(1)</script> **Brew**")
    assert render_description(job).startswith("<h2>Øl</h2>")
    assert "<strong>Brew</strong>" in render_description(job)
    assert "<script" not in render_description(job)


def test_an_employers_html_is_safe_html():
    """It is no Markdown."""
    job = Job.model_construct(description_html="<h1>Øl</h1><p>**Brew**<script>alert(1)</script>")
    assert render_description(job) == "<h2>Øl</h2><p>**Brew**</p>"


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The slug of every job whose description is made from now on."""
    found = []
    monkeypatch.setattr(job_texts, "render_description", lambda job: found.append(job.slug))
    return found


def test_a_description_is_made_once_and_only_if_asked_for(rendered):
    """A build of few pages makes few; two languages show the same."""
    jobs = {name: Job.model_construct(slug=name) for name in ("aaens-garn/a", "aaens-garn/b")}
    descriptions = JobDescriptions(jobs)
    assert list(descriptions) == list(jobs)
    assert rendered == []
    assert descriptions["aaens-garn/b"] == descriptions["aaens-garn/b"]
    assert rendered == ["aaens-garn/b"]


def test_only_some_descriptions_are_kept(rendered, monkeypatch):
    """Those that were made last: there may be more than there is room for."""
    monkeypatch.setattr(job_texts, "REMEMBERED", 2)
    jobs = {name: Job.model_construct(slug=name) for name in "abc"}
    descriptions = JobDescriptions(jobs)
    for name in "aabcca":
        descriptions[name]
    assert rendered == ["a", "b", "c", "a"]
