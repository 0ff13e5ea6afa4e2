"""What a build knows from the one before holds as far as nothing that it is made from is new."""

import pytest
from remembered import named

from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts
from plugins.portal.traces import Trace, Traces
from plugins.portal.tracking import PLAN, Tracker
from plugins.publishing.knowledge import Knowledge
from plugins.publishing.notes import Learnt, Notes, PageNote

FACTS = PageFacts("X", "X", "", True, None, None)  # noqa: FBT003
PAGES = {
    f"en/{slug}/index.html": PageNote("company", "en", ("company", slug), "page.html", (), FACTS)
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
    notes = Notes(cache)
    notes.begin([Traces.of(MADE)])
    pages = {path: (note, "a look") for path, note in PAGES.items()}
    notes.learn(Learnt({"world": "world"}, sources=SOURCES, pages=pages, order=[*PAGES]))

    def of(world="world", **sources):
        changed = {name.replace("_", "/"): digest for name, digest in sources.items()}
        return Knowledge.of(Tracker({**SOURCES, **changed}), world, cache)

    return of


def test_everything_holds_when_nothing_is_new(knowledge):
    known = knowledge()
    assert known.holds
    assert known.outdated == set()
    assert known.notes.pages() == PAGES
    assert {name: known.tracker.digest(name) for name in PAGES} == {
        name: MADE[name].digest for name in PAGES
    }
    assert not known.news([], ()).results


def test_what_is_made_from_something_new_does_not_hold(knowledge):
    """With all that is made from that in turn."""
    assert knowledge(company_x="2").outdated == {"label", "en/x/index.html"}
    assert knowledge(company_y="2").outdated == {"unread", "en/y/index.html"}
    assert knowledge(company="xyz", company_z="1").outdated == {PLAN}


def test_what_other_code_made_does_not_hold(knowledge):
    """What pages there were is known: it says why they are rendered."""
    known = knowledge("other world")
    assert (known.holds, known.outdated, known.notes.pages()) == (False, set(), PAGES)
    assert known.tracker.digest("label") == ""


@pytest.mark.parametrize(
    ("news", "expected"),
    [({}, True), ({"company_x": "2"}, True), ({"company": "xz"}, False), ({"world": "o"}, False)],
)
def test_there_are_the_same_pages(knowledge, news, expected):
    """Whatever stands on them, unless what they were planned from is new."""
    assert knowledge(**news).holds_plan == expected


def test_of_the_first_build_nothing_is_known(cache):
    """Whatever its code and settings are."""
    known = Knowledge.of(Tracker(), "", cache)
    assert not known.holds
    assert not known.holds_plan


class TestNews:
    """What is to be remembered."""

    def test_what_was_made_again_is_news(self, knowledge):
        """Not what holds, though it was made again on the way."""
        known = knowledge(company_x="2")
        made = {"en/x/index.html": Trace("9", ("label",)), "unread": MADE["unread"]}
        known.tracker.traces["label"] = Trace("3", ("company/x", "company"))
        found = known.news([Traces.of(made)], ["en/x/index.html"])
        assert named(found) == {
            "en/x/index.html": made["en/x/index.html"],
            "label": known.tracker.traces["label"],
        }

    def test_what_was_compared_is_news(self, cache, knowledge):
        """As made from what it was made from now; nobody needs to ask for it."""
        knowledge()
        tracker = Tracker({**SOURCES, "company/x": "2"})
        new = Trace("3", ("company/x", "company"))

        def compare(_):
            tracker.traces["label"] = new
            return new.digest

        tracker.compare_by("label", compare)
        known = Knowledge.of(tracker, "world", cache)
        assert known.outdated == {"label", "en/x/index.html"}
        assert named(known.news([], [])) == {"label": new}

    def test_what_is_read_for_the_first_time_is_news(self, knowledge):
        """With all that it was made from."""
        known = knowledge(company_x="2")
        known.tracker.traces |= {
            "new": Trace("7", ("newer", "company/y")),
            "newer": Trace("8", ("company/x",)),
            "nobody's": Trace("9", ("company/x",)),
        }
        made = Traces.of({"en/x/index.html": Trace("9", ("new",))})
        found = known.news([made], ["en/x/index.html"])
        assert set(found.result_names()) == {"en/x/index.html", "new", "newer"}
