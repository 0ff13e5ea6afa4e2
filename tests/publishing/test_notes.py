"""What a build remembers is what the next one reads."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts
from plugins.portal.tracking import Trace, Traces
from plugins.publishing.notes import NOTES, Notes, PageNote

PATHS = ("index.html", "da/søg/index.html")
NAMES = ("company/x", "next_jobs[x]", "en.sections", "job/x/1", "guide/søg/da", "next_jobs")


def traces_of(made: Mapping[str, Trace]) -> Traces:
    return Traces().updated(set(), Traces.of(made))


WORDS = st.sampled_from(("", "x", "Æbler & <b>", "مخبز", "\ud800"))
DAYS = st.none() | st.dates()
TRACES = st.builds(
    Trace, st.sampled_from(("", "12ab")), st.lists(st.sampled_from(NAMES), unique=True).map(tuple)
)
FACTS = st.builds(PageFacts, WORDS, WORDS, WORDS, st.booleans(), DAYS, DAYS)
KEYS = st.lists(st.sampled_from(NAMES) | st.integers(), min_size=1)
PAGES = st.builds(PageNote, WORDS, WORDS, KEYS, st.just("page.html"), st.lists(WORDS), FACTS)
NOTES_OF_A_BUILD = st.builds(
    Notes,
    st.just("world"),
    st.dictionaries(st.sampled_from(NAMES), st.just("34cd")),
    st.dictionaries(st.sampled_from((*NAMES, *PATHS)), TRACES).map(traces_of),
    st.dictionaries(st.sampled_from(PATHS), PAGES, min_size=1),
    st.dictionaries(st.just("index.html"), st.lists(st.just("its pictures"))),
    st.dictionaries(st.just("page.html"), st.just("56ef")),
)


@given(notes=NOTES_OF_A_BUILD)
def test_what_was_written_is_read(notes: Notes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """All of it."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    notes.write(cache)
    found = Notes.read(cache)
    assert replace(found, traces=notes.traces) == notes
    assert found.traces.names == notes.traces.names
    assert list(found.traces) == list(notes.traces)


def is_empty(notes: Notes) -> bool:
    return not list(notes.traces) and replace(notes, traces=(none := Traces())) == Notes(
        traces=none
    )


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Where notes of a page stand."""
    facts = PageFacts("Title", "Said", "Place", True, date(2026, 1, 1), None)  # noqa: FBT003
    page = PageNote("company", "en", ("company", "x"), "page.html", ("logo.png",), facts)
    traces = traces_of({"index.html": Trace("1", ("a",))})
    Notes("world", {"a": "1"}, traces, {"index.html": page}).write(Cache(tmp_path))
    assert Notes.read(Cache(tmp_path)).pages
    return tmp_path / NOTES


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"Title", b"Other"),
        lambda _: b"",
    ],
)
def test_damaged_notes_are_none(written, damage):
    """The build makes all of it again."""
    written.write_bytes(damage(written.read_bytes()))
    assert is_empty(Notes.read(Cache(written.parent)))


@pytest.mark.parametrize(
    "other",
    [
        lambda kept: kept.pop("facts"),
        lambda kept: kept.pop("lengths"),
        lambda kept: kept.clear(),
        lambda kept: kept.update(pages=[]),
        lambda kept: kept.update(reads="x"),
        lambda kept: kept.update(reads=["a"]),
        lambda kept: kept.update(paths=["index.html", "x.html"]),
        lambda kept: kept["facts"].pop(),
        lambda kept: kept["facts"][-1].__setitem__(0, "soon"),
    ],
)
def test_notes_of_other_code_are_none(written, other):
    """They are in the cache when the project itself is renewed."""
    cache = Cache(written.parent)
    kept = {
        name: of for line in cache.get(NOTES).splitlines() for name, of in json.loads(line).items()
    }
    other(kept)
    cache.put(NOTES, json.dumps(kept).encode())
    assert is_empty(Notes.read(cache))


def test_what_is_no_object_is_none(tmp_path):
    cache = Cache(tmp_path)
    cache.put(NOTES, b"[]")
    assert is_empty(Notes.read(cache))
