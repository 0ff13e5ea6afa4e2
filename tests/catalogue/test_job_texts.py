"""Descriptions of jobs: safe, the same from the cache as without it, and not made twice."""

import pytest

from plugins.catalogue import job_texts
from plugins.catalogue.job_texts import WORTH_SHARING, render_descriptions
from plugins.portal.records import Job


def job(company: str, name: str, description: str) -> Job:
    return Job.model_construct(
        slug=f"{company}/{name}", company=company, id=name, description=description
    )


JOBS = [
    job("aaens-garn", "a", "Spin **yarn**."),
    job("aaens-garn", "b", "Spin **yarn**."),
    job("aerlig-oel", "a", "<script>alert(1)</script>"),
    job("aerlig-oel", "b", "## Øl\n\n- Brew"),
]


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """Every Markdown text that is rendered from now on."""
    found = []

    def render(source):
        found.append(source)
        return render_one(source)

    render_one = job_texts._html
    monkeypatch.setattr(job_texts, "_html", render)
    return found


def test_descriptions_are_safe_html(tmp_path):
    """What an employer's system sends cannot run script; a heading stands below the page's title."""
    found = render_descriptions(JOBS, tmp_path)
    assert found["aaens-garn/a"] == found["aaens-garn/b"] == "<p>Spin <strong>yarn</strong>.</p>"
    assert "<script" not in found["aerlig-oel/a"]
    assert found["aerlig-oel/b"].startswith("<h2>Øl</h2>")


def test_what_is_kept_is_not_rendered_again(tmp_path, rendered):
    """The next build renders what is new alone, and forgets what is gone."""
    first = render_descriptions(JOBS, tmp_path)
    assert len(rendered) == 3
    rendered.clear()
    assert render_descriptions(JOBS, tmp_path) == first
    assert rendered == []
    render_descriptions([JOBS[0], job("aaens-garn", "c", "Knit.")], tmp_path)
    assert rendered == ["Knit."]
    rendered.clear()
    render_descriptions([job("aaens-garn", "c", "Knit.")], tmp_path)
    render_descriptions(JOBS[:1], tmp_path)
    assert rendered == [JOBS[0].description]


def test_a_damaged_cache_changes_nothing(tmp_path):
    """Whatever became of the folder, the texts are the same."""
    first = render_descriptions(JOBS, tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert render_descriptions(JOBS, tmp_path) == first


def test_many_are_rendered_as_few_are(tmp_path):
    """Several processors give the same as one, in any order."""
    many = [job("aaens-garn", str(n), f"Text {n}.") for n in range(WORTH_SHARING + 1)]
    found = render_descriptions(many, tmp_path)
    assert found == {one.slug: f"<p>Text {one.id}.</p>" for one in many}
