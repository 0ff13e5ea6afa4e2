"""A build makes what changed and nothing else, and remembers why."""

import pytest
from jinja2 import DictLoader, Environment

from plugins.portal.cache import Cache
from plugins.portal.page import File
from plugins.publishing.fingerprints import PARTS, Fingerprints, Templates
from plugins.publishing.pictures import Pictures
from plugins.publishing.publication import Notes, Outcome, Publication
from plugins.publishing.rendering import language_environments
from plugins.publishing.staging import staged

TEMPLATE = "{{ view.text }}{% if view.logo %} {{ picture(view.logo).address }}{% endif %}"


@pytest.fixture
def publish(tmp_path, make_page, project):
    """Publish a page for each view by its name; what was done, and the contents by path."""
    cache = Cache(tmp_path / "cache")

    def publish_views(views, template=TEMPLATE, files=()):
        pages = [make_page(f"/{name}/", view=view) for name, view in views.items()]
        pictures = Pictures(project / "content/media", tmp_path / "media", "")
        environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True)
        publication = Publication(
            pages,
            [File(path, content) for path, content in files],
            language_environments(environment, pages, {"picture": pictures.picture}),
            pictures,
            Fingerprints(Templates(environment, cache), [], {}),
            "",
            cache,
        )
        output = tmp_path / "www" / "output"
        with staged(output, cache) as stage:
            outcome = publication.publish(stage)
        published = (path for path in output.rglob("*") if path.is_file())
        contents = {path.relative_to(output).as_posix(): path.read_bytes() for path in published}
        return outcome, contents, Notes.read(cache)

    return publish_views


def view(text, logo=""):
    return {"text": text, "logo": logo}


def test_a_second_build_makes_nothing(publish, save_picture):
    """Neither pages nor files nor pictures."""
    save_picture("logo.png")
    site = {"a": view("1", "logo.png"), "b": view("2")}
    first, contents, _ = publish(site, files=[("x.txt", b"x")])
    assert first == Outcome(2, 2, 2, files=2, changed_files=2)
    second, again, notes = publish(site, files=[("x.txt", b"x")])
    assert second == Outcome(2, 0, 0, files=2, changed_files=0)
    assert (again, notes.reasons) == (contents, {})


def test_what_changed_is_made_and_remembered(publish):
    """With the reason; a page that comes out the same was rendered, but did not change."""
    publish({"a": view("1"), "b": view("2"), "c": view("3")})
    outcome, contents, notes = publish({"a": view("1"), "b": view("other"), "d": view("4")})
    assert outcome == Outcome(3, 2, 2)
    assert contents == {
        "a/index.html": b"1",
        "b/index.html": b"other",
        "d/index.html": b"4",
    }
    assert notes.reasons == {"b/index.html": [PARTS[0]], "d/index.html": list(PARTS)}
    site = {"a": view("1"), "b": view("other"), "d": view("4")}
    outcome, _, notes = publish(site, TEMPLATE + "{# a remark #}")
    assert outcome == Outcome(3, 3, 0)
    assert set(map(tuple, notes.reasons.values())) == {("its templates (page.html)",)}


def test_a_changed_picture_changes_the_pages_that_show_it(publish, save_picture):
    """Which is known from the last time that they were rendered."""
    save_picture("one.png", (60, 40))
    save_picture("two.png", (60, 40))
    site = {"a": view("1", "one.png"), "b": view("2", "two.png"), "c": view("3")}
    _, before, _ = publish(site)
    save_picture("two.png", (70, 40))
    outcome, after, notes = publish(site)
    assert outcome == Outcome(3, 1, 1, files=2, changed_files=1)
    assert notes.reasons == {"b/index.html": [PARTS[1]]}
    assert before["b/index.html"] != after["b/index.html"]
    pictures = [path for path in after if path.startswith("static/media/")]
    assert len(pictures) == 2
    assert all(any(p.encode() in after[f"{n}/index.html"] for n in "ab") for p in pictures)
    assert publish(site)[0] == Outcome(3, 0, 0, files=2, changed_files=0)


def test_pictures_that_nobody_shows_any_more_go(publish, save_picture):
    """Also those of pages that are gone."""
    save_picture("one.png")
    save_picture("two.png", (70, 40))
    publish({"a": view("1", "one.png"), "b": view("2", "two.png"), "c": view("3", "one.png")})
    _, contents, notes = publish({"a": view("1"), "c": view("3", "one.png")})
    assert [path.split("-")[0] for path in contents if path.startswith("static")] == [
        "static/media/one"
    ]
    assert notes.pictures == {"c/index.html": ["one.png"]}
