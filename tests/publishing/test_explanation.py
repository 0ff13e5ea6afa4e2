"""Who asks why a page was rendered is told what had changed."""

import pytest

from plugins.portal.cache import Cache
from plugins.publishing.explanation import explain
from plugins.publishing.files import PAGES as MAKER
from plugins.publishing.fingerprints import PARTS
from plugins.publishing.notes import Notes
from plugins.publishing.staging import staged

PAGES = (
    "en/x/index.html",
    "en/new/index.html",
    "da/søg/index.html",
    "en/404.html",
)
REASONS = {
    "en/x/index.html": ["its pictures", "its templates (base.html)"],
    "en/new/index.html": list(PARTS),
}


@pytest.fixture
def ask(tmp_path):
    """Ask about a page of an output that was built with reasons."""
    output, cache = tmp_path / "output", Cache(tmp_path / "cache")
    files = dict.fromkeys(PAGES, ("1", MAKER)) | {"x.json": ("1", "made up")}
    with staged(output, cache) as stage:
        for path in files:
            stage.write(path, b"x")
        stage.publish(files.keys(), set())
        learnt = stage.learnt(files, set())
    learnt.said["reasons"] = [[parts, [path]] for path, parts in REASONS.items()]
    notes = Notes(cache)
    notes.begin([])
    notes.learn(learnt)
    return lambda page, base="": explain(page, output, cache, base)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/en/x/", "since this had changed: its pictures; its templates (base.html)."),
        ("/en/new/", "there was none before it."),
        ("/da/søg/", "was not rendered"),
        ("/da/s%C3%B8g/", "was not rendered"),
        ("/en/404.html", "was not rendered"),
        ("https://portal.example/en/x/?q=1#top", "its pictures"),
    ],
)
def test_the_reason_is_told(ask, page, said):
    """For an address as browsers show it."""
    assert said in ask(page)


def test_the_path_of_the_portal_may_be_left_out(ask):
    """What it is published below is in the addresses of its pages."""
    assert ask("/en/x/", base="/work") == ask("/work/en/x/", base="/work").replace("/work", "", 1)


@pytest.mark.parametrize("page", ["/en/y/", "/en/", "/x.json", "en/x"])
def test_other_addresses_are_told(ask, page):
    """With those that there are, or the nearest."""
    with pytest.raises(LookupError, match="there is no page"):
        ask(page)


def test_without_a_build_nothing_is_known(tmp_path):
    """And what makes one is named."""
    with pytest.raises(LookupError, match="make site"):
        explain("/en/", tmp_path / "output", Cache(tmp_path / "cache"), "")
