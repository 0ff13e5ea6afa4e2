"""Pages are made and rendered in several processes; what is written is as if one had done it."""

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment
from remembered import named

from plugins.portal import parallel
from plugins.portal.page import Plan
from plugins.portal.problems import ContentFault
from plugins.portal.traces import Trace, Traces, digest_of
from plugins.portal.tracking import Tracker
from plugins.publishing import writing
from plugins.publishing.pictures import Pictures
from plugins.publishing.rendering import language_environments
from plugins.publishing.writing import Writer


@pytest.fixture(autouse=True, params=[1, 2, 5])
def _processors(request, monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: request.param)
    monkeypatch.setattr(writing, "WORTH_SHARING", 2)


@pytest.fixture
def write(tmp_path, make_page, project):
    """Write a page for each of some views; what is told of it, and the contents by path.

    ``read`` is done with a tracker and a view while the page is made.
    """

    def write_to(path, content):
        (tmp_path / path.replace("/", " ")).write_bytes(content)
        return content != b"en a"

    def write_views(template, views, read=lambda *_: None):
        tracker = Tracker()

        def plan(path, code, view):
            page = make_page(f"/{path}/", code, view)

            def make():
                read(tracker, view)
                return page

            return Plan(page.address, page.kind, ("made-up", path), page.frame, make)

        plans = {
            f"{code}/{number}": plan(f"{code}/{number}", code, view)
            for code in ("en", "da")
            for number, view in enumerate(views)
        }
        pictures = Pictures(project / "content/media", tmp_path / "cache", "")
        environment = Environment(loader=DictLoader({"page.html": template}), autoescape=True)
        functions = {"picture": pictures.picture}
        languages = [plan.frame.language for plan in plans.values()]
        environments = language_environments(environment, languages, functions)
        stage = SimpleNamespace(write=write_to)
        written = Writer(environments, pictures, tracker, stage).write(plans)
        return written, {path: (tmp_path / path.replace("/", " ")).read_text() for path in plans}

    return write_views


def test_every_page_is_written_by_its_path(write):
    """By whichever process; those that turn out to be as published are told apart."""
    written, contents = write("{{ page.language }} {{ view }}", ["a", "b", "c"])
    assert contents == {
        f"{code}/{number}": f"{code} {view}"
        for code in ("en", "da")
        for number, view in enumerate("abc")
    }
    assert written.changed == len(contents) - len(["en a"])
    facts = {path: (note.facts.title, note.key) for path, note in written.pages.items()}
    assert facts == {path: (f"/{path}/", ("made-up", path)) for path in contents}
    assert {path: note.language for path, note in written.pages.items()} == {
        path: path.partition("/")[0] for path in contents
    }


def test_pictures_of_all_processes_are_told(write, save_picture):
    """For each page those that it shows, however often."""
    for name in ("one", "two"):
        save_picture(f"{name}.png")
    template = "{% for name in view %}{{ picture(name).width }}{% endfor %}"
    written, _ = write(template, [["one.png", "two.png", "one.png"], [], ["one.png"]])
    assert {path: note.pictures for path, note in written.pages.items()} == {
        f"{code}/{number}": names
        for code in ("en", "da")
        for number, names in ((0, ("one.png", "two.png")), (1, ()), (2, ("one.png",)))
    }


def test_what_was_read_is_told_of_each_page(write):
    """And of each result that was made on the way, whoever asked for it first."""

    def read(tracker, view):
        tracker.given(view, view)()
        tracker.result("shared", tracker.given("below", "x"))

    written, _ = write("", ["a", "b"], read)
    traces = named(Traces.joined(written.traces))
    assert traces.pop("shared") == Trace(digest_of(repr("x")), ("below",))
    assert {path: {*trace.reads} for path, trace in traces.items()} == {
        f"{code}/{number}": {view, "shared"}
        for code in ("en", "da")
        for number, view in enumerate("ab")
    }


def test_what_templates_read_is_told_too(write):
    """They hold a record of which somebody may show more than what the page was made from."""

    def read(tracker, view):
        view.ask = tracker.given("late", "x")

    written, contents = write("{{ view.ask() }}", [SimpleNamespace()], read)
    assert set(contents.values()) == {"x"}
    assert {trace.reads for trace in named(Traces.joined(written.traces)).values()} == {("late",)}


def test_what_says_the_same_is_made_side_by_side(make_page):
    """Other pages stand with those of their language, at the end where most of them are made."""

    def plan(code, name, says_the_same):
        page = make_page(f"/{code}/{name}/", code, "")
        return Plan(page.address, "x", (name,), page.frame, None, says_the_same)

    names = {"list": False, "one": True, "two": True}
    plans = {
        f"{code}/{n}": plan(code, n, same) for code in ("en", "da") for n, same in names.items()
    }
    ordered = [path for path, _ in writing.in_order(plans, ["en", "da"])]
    assert ordered == ["en/list", "en/one", "da/one", "en/two", "da/two", "da/list"]


def test_faults_of_all_templates_are_told_at_once(write):
    """Each line of a template with the first page that it fails on."""
    template = "{% if view %}\n{{ view.x }}\n{% else %}\n{{ page.y }}\n{% endif %}"
    with pytest.raises(ContentFault) as fault:
        write(template, ["full", "", "full"])
    assert [problem.line for problem in fault.value.problems] == [2, 4]
    assert [p.message.split("(page ")[1].split(",")[0] for p in fault.value.problems] == [
        "/en/0/",
        "/en/1/",
    ]
