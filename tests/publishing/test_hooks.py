import errno
import json
import logging
import os
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PIL import Image

from plugins.portal import parallel
from plugins.portal.cache import Cache
from plugins.portal.page import File, Plan
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.traces import Trace
from plugins.portal.tracking import Tracker
from plugins.publishing import faults, hooks
from plugins.publishing.faults import FaultFilter
from plugins.publishing.hooks import collect_plans, publish_site
from plugins.publishing.knowledge import PLAN, Knowledge
from plugins.publishing.staging import Stage
from plugins.publishing.start import refuse_unsafe_output

TEMPLATES = {
    "page.html": "<link href={{ asset('site.css') }}>{{ _('Hi') }} {{ page.title }}"
    "{% if view %}<img src={{ picture(view).address }}>{% endif %}"
}


@pytest.fixture
def generators(make_page, make_generator, save_picture):
    """Pelican's generators of a small site: pages in two languages, a list of them, a picture."""
    save_picture("logo.png")
    pages = [
        make_page("/"),
        make_page("/en/x/", view="logo.png"),
        make_page("/da/x/", "da"),
        make_page("/en/404.html"),
    ]

    def make_files(pages):
        yield File("pages.json", json.dumps([page.address for page in pages]).encode())

    pelicans_own = SimpleNamespace(pages=["a page of Pelican's"], settings=None, env=None)
    made = make_generator(pages, TEMPLATES)
    return [made, pelicans_own, SimpleNamespace(make_files=make_files)]


@pytest.fixture
def known(tmp_path):
    """Nothing, as in the first build."""
    return Knowledge.of(Tracker(), "", Cache(tmp_path / "nothing"))


class TestPublishing:
    def test_a_full_disk_is_a_fault(self, generators, project, snapshot, monkeypatch):
        """What the system refuses is told without a traceback, and changes nothing."""
        publish_site(generators)
        before = snapshot(project / "output")

        def refuse(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        generators[0].pages[0] = replace(generators[0].pages[0], title="Other")
        monkeypatch.setattr(Stage, "write", refuse)
        with pytest.raises(ContentFault, match="cannot be written: No space left on device"):
            publish_site(generators)
        assert snapshot(project / "output") == before

    def test_everything_is_published(self, generators, project, capsys):
        """Pages, files made from them, assets, pictures and headers are in the output."""
        publish_site(generators)
        output = project / "output"
        published = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
        hashed = {path for path in published if path.startswith("static/")}
        assert published - hashed == {
            *("index.html", "en/x/index.html", "da/x/index.html", "en/404.html"),
            *("_headers", "pages.json"),
        }
        assert sorted(path.rpartition("-")[0] for path in hashed) == [
            *("static/letters", "static/media/logo", "static/site"),
        ]
        addresses = json.loads((output / "pages.json").read_bytes())
        assert addresses == ["/", "/en/x/", "/da/x/", "/en/404.html"]
        assert capsys.readouterr().out.startswith(
            "Published 4 pages (4 rendered, 4 changed), 5 files (5 changed): reading 0."
        )

    def test_the_same_input_gives_the_same_bytes(self, generators, project, snapshot):
        """A second build changes neither bytes nor times, a third elsewhere gives the same bytes."""
        publish_site(generators)
        first = snapshot(project / "output")
        publish_site(generators)
        assert snapshot(project / "output") == first
        generators[0].settings["OUTPUT_PATH"] = str(project / "other")
        publish_site(generators)
        again = snapshot(project / "other")
        assert {p: content for p, (content, _) in again.items()} == {
            p: content for p, (content, _) in first.items()
        }

    def test_published_pictures_can_be_seen(self, generators, project):
        """A page shows its picture at the address where it lies."""
        publish_site(generators)
        page = (project / "output/en/x/index.html").read_text()
        source = page.partition("<img src=/")[2].rstrip(">")
        with Image.open(project / "output" / source) as image:
            assert image.size == (60, 40)

    @pytest.mark.parametrize(
        "change",
        [
            lambda made: vars(made).update(template_state="other"),
            lambda made: made.settings.update(JINJA_ENVIRONMENT={"trim_blocks": True}),
            lambda made: made.settings.update(SITEURL="https://other.example"),
        ],
    )
    def test_what_all_pages_depend_on(self, generators, capsys, change):
        """What generators say of their functions, how templates are read, the portal's settings."""
        publish_site(generators)
        change(generators[0])
        publish_site(generators)
        assert "(4 rendered, 0 changed)" in capsys.readouterr().out.splitlines()[-1]

    def test_the_code_counts(self, generators, capsys, monkeypatch):
        """Views and functions may be others after a change of any plugin."""
        publish_site(generators)
        monkeypatch.setattr(hooks, "code_digest", lambda: "other")
        publish_site(generators)
        assert "(4 rendered, 0 changed)" in capsys.readouterr().out.splitlines()[-1]


class TestPlans:
    @pytest.fixture
    def made(self):
        """What was made, and asked to be made ready, in this order."""
        return []

    @pytest.fixture
    def planned(self, generators, made, make_page):
        """Generators of which the first plans a page for each text; the texts."""
        texts = {"x": "one", "y": "two"}

        def plan_pages(state=""):
            tracker = Tracker()
            names = tracker.given("names", tuple(texts))
            read = {name: tracker.given(name, text) for name, text in texts.items()}

            def again(code, address, kind, key):
                (name,) = key

                def make():
                    made.append(name)
                    return make_page(address, code, title=read[name]())

                return Plan(address, kind, key, make_page(address, code).frame, make)

            def plan():
                made.append("plans")
                with tracker.tracing() as reads:
                    plans = [again("en", f"/{name}/", "made-up", (name,)) for name in names()]
                tracker.traces[PLAN] = Trace("", tuple(reads))
                return plans

            languages = [make_page("/x/").frame.language]
            said = {"state": state, "reading": "2 sources (1 read)", "languages": languages}
            planner = SimpleNamespace(tracker=tracker, plan=plan, again=again, **said)
            vars(generators[0]).update(pages=[], planner=planner)
            generators[2].prepare = lambda plans: made.append([plan.address for plan in plans])
            return generators

        return SimpleNamespace(texts=texts, generators=plan_pages)

    @pytest.fixture(autouse=True)
    def _one_process(self, monkeypatch):
        """Others would keep for themselves what they made."""
        monkeypatch.setattr(parallel, "processors", lambda: 1)

    def test_pages_are_made_once_they_are_needed(self, planned, made, project):
        """Others are prepared for each kind before; a file of their addresses needs none."""
        publish_site(planned.generators())
        assert made == ["plans", ["/x/"], "x", "y"]
        made.clear()
        planned.texts["y"] = "other"
        publish_site(planned.generators())
        assert made == [["/x/"], "y"]
        assert "other" in (project / "output/y/index.html").read_text()

    def test_pages_are_planned_again_when_there_may_be_others(self, planned, made, project):
        """Those that are gone go."""
        publish_site(planned.generators())
        made.clear()
        planned.texts["z"] = planned.texts.pop("x")
        publish_site(planned.generators())
        assert made == ["plans", ["/y/"], "z"]
        assert not (project / "output/x").exists()
        made.clear()
        publish_site(planned.generators())
        assert made == [["/y/"]]

    def test_what_the_planner_says_of_itself_counts(self, planned, made):
        """For all pages, and for which there are."""
        publish_site(planned.generators())
        made.clear()
        publish_site(planned.generators(state="other"))
        assert made == ["plans", ["/x/"], "x", "y"]

    def test_pages_and_plans_are_published_alike(self, generators, known):
        """A page that is there already is what its plan makes."""
        plans = collect_plans(generators, known, "").new
        assert [plan.make() for plan in plans.values()] == generators[0].pages


class TestFaults:
    @pytest.fixture
    def published(self, generators, project, snapshot):
        """A published site; calling it again tells whether it is untouched and alone."""
        publish_site(generators)
        before = snapshot(project / "output"), sorted(p.name for p in project.iterdir())

        def is_untouched():
            now = snapshot(project / "output"), sorted(p.name for p in project.iterdir())
            return now == before

        return is_untouched

    @pytest.mark.parametrize("address", ["/en/x/", "/EN/x/"])
    def test_two_pages_of_one_address(self, generators, published, make_page, address):
        """Duplicate paths are refused before anything is replaced."""
        generators[0].pages.append(make_page(address))
        with pytest.raises(ContentFault, match="takes already"):
            publish_site(generators)
        assert published()

    def test_a_file_in_a_pages_place(self, generators, published):
        """A file that a plugin makes may not take a page's path."""
        taken = SimpleNamespace(make_files=lambda _: [File("en/x/index.html", b"")])
        with pytest.raises(ContentFault, match="takes already"):
            publish_site([*generators, taken])
        assert published()

    def test_a_site_without_pages(self, generators, published):
        """A plugin that failed to load must not empty the site."""
        generators[0].pages.clear()
        with pytest.raises(ContentFault, match="no plugin made a page"):
            publish_site(generators)
        assert published()

    def test_an_error_on_the_last_page(self, generators, published, make_page):
        """A template's error publishes nothing of what was rendered before it."""
        generators[0].pages.append(make_page("/en/z/", view="missing.png"))
        with pytest.raises(ContentFault, match=r"content/media/missing\.png"):
            publish_site(generators)
        assert published()

    def test_pages_of_other_types_are_left_to_others(self, generators, known):
        """Pelican's own generator of pages has pages of its own type."""
        assert len(collect_plans(generators, known, "").new) == 4

    def test_unsafe_output_is_refused_at_once(self, generators, project):
        """A setting that could destroy something stops Pelican before it reads a file."""
        settings = {**generators[0].settings, "DELETE_OUTPUT_DIRECTORY": True}
        with pytest.raises(ContentFault, match="DELETE_OUTPUT_DIRECTORY"):
            refuse_unsafe_output(SimpleNamespace(settings=settings))


class TestFaultFilter:
    @pytest.fixture
    def log(self, monkeypatch):
        """Log a fault as Pelican does; whether the record goes on, and the record."""
        monkeypatch.setattr(faults, "RETRY_PAUSE", 0)
        fault_filter = FaultFilter()

        def log_fault(level, message="is wrong"):
            fault = ContentFault([Problem("content/x.yaml", 3, message)])
            info = (type(fault), fault, None) if level == logging.CRITICAL else None
            record = logging.LogRecord("pelican", level, "", 0, "%s: %s", ("", fault), info)
            return fault_filter.filter(record), record

        return log_fault

    def test_lines_are_printed_and_the_log_keeps_the_last(self, log, capsys):
        """A fault is printed as plain lines, and its record carries no traceback."""
        passes, record = log(logging.CRITICAL)
        assert passes
        assert capsys.readouterr().err == "content/x.yaml:3: is wrong\n"
        assert record.getMessage() == "1 fault in the content; nothing was published"
        assert record.exc_info is None

    def test_the_loop_of_autoreload_repeats_no_fault(self, log, capsys):
        """Pelican builds again at once after a fault; the same one is shown once."""
        assert [log(logging.WARNING)[0] for _ in range(3)] == [True, False, False]
        assert log(logging.WARNING, "is wrong elsewhere")[0]
        assert log(logging.WARNING)[0]
        assert len(capsys.readouterr().err.splitlines()) == 3

    def test_other_records_pass(self):
        """What is no fault in content is Pelican's to show."""
        for arguments in ((), ("a",), ({"a": 1},)):
            record = logging.LogRecord("pelican", logging.ERROR, "", 0, "x", arguments, None)
            assert FaultFilter().filter(record)
            assert record.msg == "x"
