"""What a build knows from the one before holds as far as nothing that it is made from is new."""

from types import SimpleNamespace

import pytest

from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts
from plugins.portal.tracking import Trace, Traces, Tracker
from plugins.publishing.fingerprints import PARTS
from plugins.publishing.knowledge import PLAN, Knowledge
from plugins.publishing.notes import NOTES, Notes, PageNote

FACTS = PageFacts("X", "X", "", True, None, None)  # noqa: FBT003
PAGES = {
    f"en/{slug}/index.html": PageNote("company", "en", ["company", slug], "page.html", [], FACTS)
    for slug in "xy"
}
MADE = {
    PLAN: Trace("", ("company",)),
    "en/x/index.html": Trace("1", ("company/x", "label")),
    "en/y/index.html": Trace("2", ("company/y",)),
    "label": Trace("3", ("company/x",)),
    "unread": Trace("4", ("company/y",)),
}
SOURCES = {"company": "xy", "company/x": "1", "company/y": "1"}


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path)


@pytest.fixture
def knowledge(cache):
    """What a build knows that comes after one of two pages."""
    Knowledge.of(Tracker(SOURCES), "world", cache).learn(
        Traces.of(MADE), PAGES, {}, {"page.html": "5"}
    )

    def of(world="world", **sources):
        changed = {name.replace("_", "/"): digest for name, digest in sources.items()}
        return Knowledge.of(Tracker({**SOURCES, **changed}), world, cache)

    return of


def remembered(cache):
    traces = Notes.read(cache).traces
    return {
        name: Trace(digest, tuple(traces.names[place] for place in reads))
        for name, digest, reads in traces
    }


def test_everything_holds_when_nothing_is_new(knowledge, cache):
    known = knowledge()
    assert known.outdated == set()
    assert known.notes.pages == PAGES
    assert {name: known.digests[name] for name in PAGES} == {
        name: MADE[name].digest for name in PAGES
    }
    before = cache.get(NOTES)
    known.learn(Traces(), PAGES, {}, {"page.html": "5"})
    assert cache.get(NOTES) == before


def test_what_is_made_from_something_new_does_not_hold(knowledge):
    """With all that is made from that in turn."""
    assert knowledge(company_x="2").outdated == {"label", "en/x/index.html"}
    assert knowledge(company_y="2").outdated == {"unread", "en/y/index.html"}
    assert knowledge(company="xyz", company_z="1").outdated == {PLAN}


def test_what_other_code_made_is_not_known(knowledge):
    """Which templates there were is: it says why pages are rendered."""
    known = knowledge("other world")
    assert (known.outdated, dict(known.digests), known.notes.pages) == (set(), {}, {})
    assert known.notes.templates == {"page.html": "5"}


class TestPlans:
    @pytest.fixture
    def planner(self):
        """Says what it is asked for."""
        return SimpleNamespace(plan=lambda: ["anew"], again=lambda *planned: planned)

    def test_pages_are_planned_as_before(self, knowledge, planner):
        """Whatever stands on them."""
        planned = [
            ("en", "/work/en/x/", "company", ["company", "x"]),
            ("en", "/work/en/y/", "company", ["company", "y"]),
        ]
        for known in (knowledge(), knowledge(company_x="2")):
            assert known.plans(planner, "/work") == planned

    @pytest.mark.parametrize("news", [{"company": "xz"}, {"world": "other"}])
    def test_or_anew(self, knowledge, planner, news):
        """When there may be others."""
        assert knowledge(**news).plans(planner, "/work") == ["anew"]

    def test_the_first_build_plans(self, planner, cache):
        assert Knowledge.of(Tracker(), "world", cache).plans(planner, "") == ["anew"]


class TestLearning:
    def test_what_was_made_replaces_what_does_not_hold(self, knowledge, cache):
        """The rest is kept."""
        known = knowledge(company_x="2")
        made = {"en/x/index.html": Trace("9", ("company/x",))}
        known.learn(Traces.of(made), PAGES, {"en/x/index.html": [PARTS[0]]}, {"page.html": "6"})
        assert remembered(cache) == {
            name: made.get(name, trace) for name, trace in MADE.items() if name != "label"
        }
        notes = Notes.read(cache)
        assert notes.sources == {**SOURCES, "company/x": "2"}
        assert notes.reasons == {"en/x/index.html": [PARTS[0]]}
        assert notes.templates == {"page.html": "6"}

    def test_what_was_compared_is_remembered(self, knowledge, cache):
        """As made from what it was made from now."""
        tracker = Tracker({**SOURCES, "company/x": "2"})
        new = Trace("3", ("company/x", "company"))

        def compare(_):
            tracker.traces["label"] = new
            return new.digest

        tracker.compare_by("label", compare)
        known = Knowledge.of(tracker, "world", cache)
        assert known.outdated == {"label", "en/x/index.html"}
        known.learn(Traces(), PAGES, {}, {})
        assert remembered(cache)["label"] == new

    def test_pages_that_are_gone_are_forgotten(self, knowledge, cache):
        """By what was planned now."""
        pages = {path: note for path, note in PAGES.items() if "x" not in path.split("/")}
        knowledge(company="y").learn(Traces.of({PLAN: MADE[PLAN]}), pages, {}, {})
        assert "en/x/index.html" not in remembered(cache)
        assert Notes.read(cache).pages == pages

    def test_reasons_are_those_of_the_last_build(self, knowledge, cache):
        """Also where it rendered nothing."""
        reasons = {"en/x/index.html": [PARTS[0]]}
        for found in (reasons, {}, {}):
            knowledge().learn(Traces(), PAGES, found, {})
            assert Notes.read(cache).reasons == found
