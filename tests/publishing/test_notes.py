"""What a build remembers is what the next one is told."""

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from plugins.portal import parallel
from plugins.portal.cache import Cache
from plugins.portal.page import PageFacts
from plugins.portal.traces import Trace, Traces
from plugins.publishing import notes as noted
from plugins.publishing.notes import NOTES, SEAL, Entry, Learnt, Notes, PageNote

PATHS = ("index.html", "da/søg/index.html", "en/x/index.html")
NAMES = ("company/x", "next_jobs[x]", "en.sections", "job/x/1", "guide/søg/da", "next_jobs")
WORDS = ("", "x", "Æbler & <b>", "مخبز")


class Build(NamedTuple):
    """What a build finds out."""

    made: dict[str, Trace]
    forgotten: set[str]
    pages: dict[str, tuple[PageNote, str]]
    files: dict[str, Entry]
    gone: set[str]
    sources: dict[str, str]
    values: dict[str, dict[str, object]]


def some(random: Random, of: Sequence[str]) -> list[str]:
    return random.sample(of, random.randrange(len(of) + 1))


def a_build(random: Random) -> Build:
    def word() -> str:
        return random.choice(WORDS)

    def day() -> date | None:
        return random.choice((None, date(2026, 1, random.randint(1, 28))))

    def a_page() -> tuple[PageNote, str]:
        facts = PageFacts(word(), word(), word(), random.random() < 0.5, day(), day())
        key = (word(), random.randrange(9))
        pictures = tuple(some(random, WORDS))
        return PageNote(word(), word(), key, word(), pictures, facts), word()

    return Build(
        {n: Trace(word(), tuple(some(random, NAMES))) for n in some(random, (*NAMES, *PATHS))},
        set(some(random, (*NAMES, *PATHS))),
        {path: a_page() for path in some(random, PATHS)},
        {path: Entry(word(), 1, random.randrange(2**62), word()) for path in some(random, PATHS)},
        set(some(random, PATHS)),
        {name: word() for name in some(random, NAMES)},
        {name: {key: [key, 1.5] for key in some(random, WORDS)} for name in some(random, NAMES)},
    )


@pytest.fixture(autouse=True, scope="module")
def _one_process():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parallel, "processors", lambda: 1)
        yield


@pytest.mark.parametrize("seed", range(8))
def test_what_was_learnt_is_known(seed, tmp_path):
    """By build after build, each of which tells what is new and what is gone."""
    random, cache = Random(seed), Cache(tmp_path)
    traces, pages, files, values = {}, {}, {}, {}
    for build in (a_build(random) for _ in range(5)):
        notes = Notes(cache)
        if not notes.exist:
            notes.begin([Traces.of(build.made)])
        traces = {n: t for n, t in traces.items() if n not in build.forgotten} | build.made
        pages = {p: n for p, n in pages.items() if p not in build.gone} | build.pages
        files = {p: e for p, e in files.items() if p not in build.gone} | build.files
        learnt = Learnt({"templates": {"x": "1"}}, build.sources, Traces.of(build.made))
        values = {n: v for n, v in values.items() if n not in build.forgotten | build.made.keys()}
        values |= build.values
        learnt.values = build.values
        learnt.forgotten, learnt.gone = build.forgotten, build.gone
        learnt.pages, learnt.files, learnt.order = build.pages, build.files, sorted(pages)
        notes.learn(learnt)
        for known in (notes, Notes(cache)):
            assert known.sources() == build.sources
            assert known.said("templates") == {"x": "1"}
            assert list(known.pages().items()) == [(p, pages[p][0]) for p in sorted(pages)]
            assert known.files() == files
            check_traces(known, traces)
            assert {n for n in NAMES if known.has_values(n)} == {n for n, v in values.items() if v}
            assert {(n, k): known.value(n, k) for n in NAMES for k in WORDS} == {
                (n, k): values.get(n, {}).get(k) for n in NAMES for k in WORDS
            }
            assert known.look_digests(pages) == {path: look for path, (_, look) in pages.items()}
            looks = {(n.language, n.template, n.pictures, look) for n, look in pages.values()}
            assert set(map(tuple, known.looks().values())) == looks
            known.close()


def check_traces(known: Notes, traces: Mapping[str, Trace]) -> None:
    assert {name: known.digest(name) for name in traces} == {
        name: trace.digest for name, trace in traces.items()
    }
    for name in NAMES:
        assert known.traced([name]) == {n: t.digest for n, t in traces.items() if n == name}
        readers = {(r, trace.digest) for r, trace in traces.items() if name in trace.reads}
        assert set(known.readers({name})) == readers


def page(title: str) -> PageNote:
    facts = PageFacts(title, "Said", "Place", True, date(2026, 1, 1), None)  # noqa: FBT003
    return PageNote("company", "en", ("company", "x"), "page.html", ("logo.png",), facts)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with the notes of a page."""
    cache = Cache(tmp_path / "cache")
    notes = Notes(cache)
    notes.begin([Traces.of({"index.html": Trace("1", ("a",))})])
    notes.learn(Learnt({"world": "w"}, {"a": "1"}, pages={"index.html": (page("Title"), "look")}))
    assert Notes(cache).exist
    return cache


def is_empty(notes: Notes) -> bool:
    return not (
        notes.exist or notes.sources() or notes.said("world") or notes.pages(["index.html"])
    )


def spoil(path: Path) -> None:
    content = path.read_bytes()
    assert b"Title" in content
    path.write_bytes(content.replace(b"Title", b"Other"))


def add_a_trigger(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TRIGGER t AFTER DELETE ON page BEGIN DELETE FROM source; END")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: spoil(folder / NOTES),
        lambda folder: add_a_trigger(folder / NOTES),
        lambda folder: (folder / NOTES).write_bytes(b""),
        lambda folder: (folder / NOTES).unlink(),
        lambda folder: (folder / SEAL).unlink(),
        lambda folder: os.utime(folder / NOTES, ns=(1, 1)),
    ],
)
def test_damaged_notes_are_none(cache: Cache, damage: Callable[[Path], object]) -> None:
    """The build makes all of it again, and remembers it."""
    damage(cache.folder)
    notes = Notes(cache)
    assert is_empty(notes)
    notes.begin([])
    notes.learn(Learnt({"world": "other"}))
    assert Notes(cache).said("world") == "other"


def test_notes_of_other_code_are_none(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are in the cache when the project itself is renewed."""
    monkeypatch.setattr(noted, "SCHEMA", noted.SCHEMA + "-- other")
    assert is_empty(Notes(cache))


def test_what_is_learnt_anew_is_all_that_is_known(cache: Cache) -> None:
    """But for files that are published already."""
    notes = Notes(cache)
    entry = Entry("1", 1, 1, "made up")
    notes.learn(Learnt(files={"x.txt": entry, "y.txt": entry}))
    notes.begin([])
    notes.learn(Learnt(gone={"y.txt"}))
    assert notes.files() == {"x.txt": entry}
    assert (notes.sources(), notes.pages(), notes.traced(["index.html"])) == ({}, {}, {})


def test_of_two_builds_at_once_none_is_believed(cache: Cache) -> None:
    """Each knows the other's tree as little as the other's pages."""
    first, second = Notes(cache), Notes(cache)
    assert second.sources() == first.sources()
    first.learn(Learnt(sources={"a": "2"}))
    second.learn(Learnt(sources={"a": "3"}))
    assert is_empty(Notes(cache))


@pytest.mark.parametrize("moment", ["_changing", "_write_sources"])
def test_a_kill_leaves_notes_that_are_none(cache: Cache, moment: str) -> None:
    """Whether they were begun to be changed or not."""
    process = get_context("fork").Process(target=learn_and_die, args=(cache, moment))
    process.start()
    process.join()
    assert process.exitcode == 1
    assert is_empty(Notes(cache))


def learn_and_die(cache: Cache, moment: str) -> None:
    setattr(noted, moment, lambda *_: os._exit(1))
    Notes(cache).learn(Learnt(sources={"a": "2"}))


def test_what_cannot_be_written_is_found_out_again(cache: Cache) -> None:
    """As a sign that is none; or where the disk is full, or the cache can only be read."""
    Notes(cache).learn(Learnt(pages={"x.html": (page("\ud800"), "look")}))
    assert is_empty(Notes(cache))


def test_other_processes_may_ask(cache: Cache) -> None:
    """Each opens the notes for itself."""
    notes = Notes(cache)
    assert notes.digest("index.html") == "1"
    process = get_context("fork").Process(target=ask, args=(notes,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert notes.digest("index.html") == "1"


def ask(notes: Notes) -> None:
    assert notes.digest("index.html") == "1"
    assert notes._connection is not notes._inherited is not None


def test_what_is_sealed_and_no_database_stops_one_build_alone(cache: Cache) -> None:
    """As after a disk broke; the next one knows nothing."""
    (cache.folder / NOTES).write_bytes(b"x" * 10_000)
    cache.put(SEAL, noted._stamp(cache.folder / NOTES))
    with pytest.raises(sqlite3.DatabaseError):
        Notes(cache).said("world")
    assert is_empty(Notes(cache))
