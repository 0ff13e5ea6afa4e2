"""A build makes what changed and nothing else, and remembers why."""

import shutil
from dataclasses import replace
from datetime import date
from errno import ENOSPC
from functools import partial
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from plugins.portal import parallel
from plugins.portal.cache import Cache
from plugins.portal.page import File, PageFacts, Plan
from plugins.portal.problems import ContentFault
from plugins.portal.tracking import Tracker
from plugins.publishing import publication
from plugins.publishing.files import Maker
from plugins.publishing.fingerprints import PARTS, Fingerprints, Templates
from plugins.publishing.knowledge import Knowledge
from plugins.publishing.notes import Learnt, Notes
from plugins.publishing.outputs import forget_lost_outputs, output_cache
from plugins.publishing.pictures import Pictures
from plugins.publishing.plans import NewPlans
from plugins.publishing.publication import Outcome, Publication
from plugins.publishing.rendering import language_environments
from plugins.publishing.staging import Stage, staged
from plugins.publishing.template_library import Library

TEMPLATE = "{{ view['text'] }}{% if view['logo'] %} {{ picture(view['logo']).address }}{% endif %}"


@pytest.fixture
def made():
    """The addresses of the pages that were made, in this order."""
    return []


@pytest.fixture(autouse=True)
def _one_process(monkeypatch):
    """Others would keep for themselves what they made."""
    monkeypatch.setattr(parallel, "processors", lambda: 1)


@pytest.fixture
def publish(tmp_path, make_page, project, made):
    """Publish a page for each view by its name; what was done, and the contents by path.

    A view may have facts of its page, and what the page does not show.
    """
    cache = Cache(tmp_path / "cache")

    def publish_views(views, template=TEMPLATE, files=(), shared="", tells=lambda *_: True):
        tracker = Tracker()
        sources = {name: tracker.given(name, view) for name, view in views.items()}

        def plan(name):
            page = make_page(f"/{name}/")

            def make():
                made.append(name)
                view = sources[name]()
                return replace(page, view=view, **view.get("facts", {}))

            return Plan(page.address, page.kind, (name,), page.frame, make)

        def make_files(pages):
            return files(pages) if callable(files) else [File(*file) for file in files]

        plans = list(map(plan, views))
        pictures = Pictures(project / "content/media", tmp_path / "media", "")
        environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True)
        references = partial(Library().references, environment)
        known = Knowledge.of(tracker, shared, cache)
        publication = Publication(
            NewPlans(plans, known.notes, ""),
            known,
            [Maker("made up", make_files, tells)],
            language_environments(
                environment, [plan.frame.language for plan in plans], {"picture": pictures.picture}
            ),
            pictures,
            Fingerprints(Templates(environment, references, cache), [shared], {}),
            "",
        )
        output = tmp_path / "www" / "output"
        with staged(output, cache) as stage:
            outcome = publication.publish(stage)
        published = (path for path in output.rglob("*") if path.is_file())
        contents = {path.relative_to(output).as_posix(): path.read_bytes() for path in published}
        return outcome, contents, remembered(Notes(cache))

    return publish_views


def remembered(notes):
    reasons = {path: parts for parts, paths in notes.said("reasons") for path in paths}
    return SimpleNamespace(
        reasons=reasons, pages=notes.pages(), output=notes.said("output"), made=notes.said("made")
    )


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


def test_a_first_build_of_many_files_leaves_a_spare(publish, tmp_path, monkeypatch):
    """The build after it publishes the same with it as without."""
    spare, sites = tmp_path / "www/.output-spare", ({"a": view("1")}, {"a": view("2")})
    publish(sites[0])
    assert not spare.exists()
    expected = publish(sites[1])[:2]
    shutil.rmtree(tmp_path / "www")
    monkeypatch.setattr(publication, "WORTH_A_SPARE", 1)
    publish(sites[0])
    assert (spare / "a/index.html").samefile(tmp_path / "www/output/a/index.html")
    assert publish(sites[1])[:2] == expected


def test_a_spare_that_is_not_whole_is_not_relied_upon(publish, tmp_path, monkeypatch):
    """What stopped its making stops nothing else; the next build knows nothing, and makes all."""
    sites = {"a": view("1"), "b": view("2")}, {"a": view("1"), "b": view("other")}
    expected = publish(sites[1])[1]
    shutil.rmtree(tmp_path / "www")

    def share_some(stage, paths):
        raise OSError(ENOSPC, "no room")

    monkeypatch.setattr(publication, "WORTH_A_SPARE", 1)
    with monkeypatch.context() as broken:
        broken.setattr(Stage, "_share_all", share_some)
        assert publish(sites[0])[0].changed == 2
    outcome, contents, _ = publish(sites[1])
    assert (outcome.rendered, contents) == (2, expected)


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


def test_other_code_or_settings_leave_as_much_to_be_remembered(publish):
    """The build after one with other code makes nothing either, and still knows of which output it is."""
    site, files = {"a": view("1")}, [("x.txt", b"x")]
    _, _, before = publish(site, files=files, shared="old code")
    outcome, _, after = publish(site, files=files, shared="new code")
    assert outcome == Outcome(1, 1, 0, files=1, changed_files=0)
    assert (after.output, after.made.keys()) == (before.output, before.made.keys())
    assert publish(site, files=files, shared="new code")[0] == Outcome(
        1, 0, 0, files=1, changed_files=0
    )


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
    assert {path: note.pictures for path, note in notes.pages.items()} == {
        "a/index.html": (),
        "c/index.html": ("one.png",),
    }


def test_pages_are_made_only_when_something_that_they_read_changed(publish, made):
    """Or when nothing is known of them."""
    publish({"a": view("1"), "b": view("2")})
    made.clear()
    publish({"a": view("1"), "b": view("other"), "c": view("3")})
    assert made == ["b", "c"]
    made.clear()
    publish({"b": view("other")}, shared="other code")
    assert made == ["b"]


def test_files_are_made_from_what_is_known_of_pages(publish, made):
    """As from pages themselves, of which only those are made that are asked for more than facts."""

    def files(pages):
        facts = [PageFacts.of(page) for page in pages]
        asked = [str(page.view["text"]) for page in pages if page.address == "/b/"]
        places = [f"{page.address} {page.kind} {page.language}" for page in pages]
        yield File("facts.txt", repr((facts, asked, places)).encode())

    facts = {
        "title": "Titel ø",
        "description": "Said",
        "place": "Æbeltoft",
        "indexed": False,
        "updated": date(2026, 1, 2),
        "published": date(2026, 1, 1),
    }
    site = {"a": {**view("1"), "facts": facts}, "b": view("2"), "c": view("3")}
    _, first, _ = publish(site, files=files)
    assert b"Titel \xc3\xb8" in first["facts.txt"]
    made.clear()
    outcome, second, _ = publish(site, files=files)
    assert (outcome.rendered, second, made) == (0, first, [])
    outcome, second, _ = publish({**site, "c": view("4")}, files=files)
    assert (outcome.rendered, second["facts.txt"]) == (1, first["facts.txt"])
    assert made == ["c", "b"]


def test_what_comes_out_the_same_keeps_its_time(publish, tmp_path):
    """It was made and rendered for nothing, and nobody is to fetch it again."""
    published = tmp_path / "www/output/a/index.html"
    publish({"a": view("1"), "b": view("2")})
    before = published.stat().st_mtime_ns
    outcome, _, notes = publish({"a": {**view("1"), "not shown": 1}, "b": view("other")})
    assert outcome == Outcome(2, 2, 1)
    assert notes.reasons["a/index.html"] == [PARTS[0]]
    assert published.stat().st_mtime_ns == before


def test_a_path_that_is_taken_twice_is_a_fault(publish):
    """Also where both are published already."""
    site = {"a": view("1"), "b": view("2")}
    for published in ([], [("x.txt", b"x")]):
        publish(site, files=published)
        for taken in ("a/index.html", "b", "x.txt"):
            with pytest.raises(ContentFault, match="takes already"):
                publish({**site, "b": view("3")}, files=[("x.txt", b"x"), (taken, b"y")])


def test_nothing_is_known_after_a_build_that_was_stopped_before_it_wrote_its_notes(
    publish, monkeypatch
):
    """The next one makes everything, and gives what it should."""
    publish({"a": view("1"), "b": view("2")})
    with monkeypatch.context() as patch:
        patch.setattr(Notes, "learn", lambda *_: None)
        publish({"a": view("1"), "b": view("other")})
    outcome, contents, _ = publish({"a": view("1"), "b": view("2")})
    assert outcome == Outcome(2, 2, 1)
    assert contents == {"a/index.html": b"1", "b/index.html": b"2"}
    assert publish({"a": view("1"), "b": view("2")})[0] == Outcome(2, 0, 0)


SITE = {"a": view("1"), "b": view("2")}


class TestFilesOfAllPages:
    @pytest.fixture
    def files(self):
        """Tells how often it was asked for files."""

        def make(pages):
            make.times += 1
            yield File("titles.txt", " ".join(page.title for page in pages).encode())

        make.times = 0
        return make

    @pytest.fixture
    def told(self):
        """What was asked of pages: what they were, and what they are."""
        return []

    @pytest.fixture
    def publish_with(self, publish, files, told):
        def tells(before, now, published):
            told.append((before.title, now.title, published("titles.txt")))
            return before.title != now.title

        return lambda site: publish(site, files=files, tells=tells)

    def test_are_not_made_again_where_they_tell_nothing_new(self, publish_with, files, told):
        """They stay published."""
        publish_with(SITE)
        outcome, contents, _ = publish_with({**SITE, "b": view("other")})
        assert outcome == Outcome(2, 1, 1, files=1)
        assert told == [("/b/", "/b/", b"/a/ /b/")]
        assert (files.times, contents["titles.txt"]) == (1, b"/a/ /b/")

    @pytest.mark.parametrize(
        ("site", "expected"),
        [
            ({"a": view("1"), "b": {**view("2"), "facts": {"title": "B"}}}, b"/a/ B"),
            ({"a": view("1")}, b"/a/"),
            ({**SITE, "c": view("3")}, b"/a/ /b/ /c/"),
        ],
    )
    def test_are_made_again_otherwise(self, publish_with, site, expected):
        """Where a page tells something new, is gone or new."""
        publish_with(SITE)
        assert publish_with(site)[1]["titles.txt"] == expected

    @pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda p: p.write_text("x")])
    def test_are_made_again_where_somebody_changed_them(self, publish_with, tmp_path, damage):
        publish_with(SITE)
        damage(tmp_path / "www/output/titles.txt")
        assert publish_with(SITE)[1]["titles.txt"] == b"/a/ /b/"

    def test_go_with_what_made_them(self, publish, files):
        publish(SITE, files=files)
        assert "titles.txt" not in publish({**SITE, "a": view("3")})[1]


def test_what_is_known_of_outputs_that_are_gone_goes(tmp_path):
    """So that the cache does not grow with every folder that somebody builds into once."""
    for name in ("here", "gone"):
        notes = Notes(output_cache(tmp_path, tmp_path / name))
        notes.begin([])
        notes.learn(Learnt({"output": str(tmp_path / name)}))
    (tmp_path / "here").mkdir()
    forget_lost_outputs(tmp_path)
    assert Notes(output_cache(tmp_path, tmp_path / "here")).exist
    assert not output_cache(tmp_path, tmp_path / "gone").folder.exists()
