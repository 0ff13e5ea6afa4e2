"""What is read is known by name, and what nothing new was read for holds."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from types import SimpleNamespace
from typing import NamedTuple
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from remembered import named

from plugins.portal.records import Article, Company, Guide, Municipality, Record
from plugins.portal.traces import ResultTrace, Trace, Traces
from plugins.portal.tracking import (
    BY_SLUG,
    SHARED,
    Records,
    Tracker,
    Watched,
    by_slug,
    compare_by_slug,
    compare_relations,
    compare_shared,
    kept_relation,
    relation,
    shared,
)


def watched(tracker: Tracker, *key: str, **values: object) -> Watched:
    """A made-up record."""
    return Watched(key, lambda _: SimpleNamespace(**values), tracker)


class Known:
    """What is known of the results of a build before."""

    def __init__(self, **traces: Trace | ResultTrace) -> None:
        self._traces = named(Traces.of(traces))
        self._values: Mapping[str, Mapping[str, object]] = {}

    def after(self, outdated: AbstractSet[str], **made: Trace | ResultTrace) -> "Known":
        """What is known once some results do not hold, and others were made."""
        left = {name: t for name, t in self._traces.items() if name not in outdated}
        return Known(**left | made)

    def trace(self, result: str) -> Trace:
        return self._traces[result]

    def keep(self, values: Mapping[str, Mapping[str, object]]) -> "Known":
        """Know the values of relations, too, as JSON has them."""
        self._values = json.loads(json.dumps(values))
        return self

    def has_values(self, relation: str) -> bool:
        return bool(self._values.get(relation))

    def value(self, relation: str, key: str) -> object:
        return self._values[relation].get(key)

    def digest(self, result: str) -> str:
        return self._traces[result].digest if result in self._traces else ""

    def traced(self, results: Iterable[str]) -> dict[str, str]:
        return {name: self._traces[name].digest for name in results if name in self._traces}

    def readers(self, names: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        for name, trace in self._traces.items():
            if not names.isdisjoint(trace.reads):
                yield name, trace.digest


class TestRecords:
    @pytest.fixture
    def tracker(self):
        return Tracker()

    def test_what_stands_in_a_record_is_read(self, tracker):
        """The record as a whole, whichever part of it was asked for."""
        company = watched(tracker, "company", "x", name="X", founded=None)
        with tracker.tracing() as reads:
            assert company.name == "X"
            assert company.founded is None
        assert reads == {"company/x"}

    @pytest.mark.parametrize("attribute", ["kind", "slug"])
    def test_what_a_record_is_called_is_not(self, tracker, attribute):
        """Who has it knows that already: it is in what the relation says from which it came."""
        company = watched(tracker, "company", "x")
        with tracker.tracing() as reads:
            assert getattr(company, attribute) in ("company", "x")
            assert company is not None
            assert company
        assert reads == set()

    def test_the_slug_of_an_article_is_read(self, tracker):
        """It stands in the article, which is known by its key and language."""
        guide = watched(tracker, "guide", "tea", "ar", slug="shai")
        with tracker.tracing() as reads:
            assert guide.slug == "shai"
        assert reads == {"guide/tea/ar"}

    def test_printing_a_record_says_which_it_is(self, tracker):
        """In tuples of any depth; what stands in it is not read for that."""
        company = watched(tracker, "company", "x", name="X")
        with tracker.tracing() as reads:
            assert repr((company, ("a,b", 1.5))) == "(company/x, ('a,b', 1.5))"
        assert reads == set()

    def test_what_is_not_in_a_record_is_missed(self, tracker):
        """Somebody who looked for it would be made again if it came."""
        company = watched(tracker, "company", "x", name="X")
        with tracker.tracing() as reads, pytest.raises(AttributeError):
            company.nickname  # noqa: B018 - asking is what is tested
        assert reads == {"company/x"}

    def test_a_record_is_made_when_it_is_first_read(self, tracker):
        """Once, and not to tell what it is."""
        made = []

        def make(key):
            made.append(key)
            return SimpleNamespace(name="X")

        company = Watched(("company", "x"), make, tracker)
        assert (company.slug, isinstance(company, Company), made) == ("x", True, [])
        assert company.name + company.name == "XX"
        assert made == [("company", "x")]
        job = Watched(("job", "x/1"), make, tracker, is_kept=False)
        assert job.name + job.name == "XX"
        assert made[1:] == [("job", "x/1")] * 2

    def test_a_record_is_one_of_its_model(self, tracker):
        """For ``isinstance`` and ``match``, which read nothing."""
        with tracker.tracing() as reads:
            company, guide = watched(tracker, "company", "x"), watched(tracker, "guide", "x", "da")
            assert isinstance(company, Company)
            assert not isinstance(company, Municipality | Article)
            assert isinstance(guide, Guide)
            assert isinstance(guide, Record)
            match company:
                case Municipality():
                    pytest.fail("it is a company")
                case Company() as found:
                    assert found is company
        assert reads == set()

    def test_a_record_is_read_by_who_asks_for_it(self, tracker):
        """It is the record itself, and whoever has it need not be watched any more."""
        company = SimpleNamespace(name="X")
        records = Records(
            "company", {"x": Watched(("company", "x"), lambda _: company, tracker)}, tracker
        )
        with tracker.tracing() as reads:
            assert records["x"] is records.get("x") is company
        assert reads == {"company/x"}

    def test_what_is_known_without_a_record_is_told_without_it(self, tracker):
        """And is read all the same."""
        company = Watched(("company", "x"), pytest.fail, tracker, lambda _: {"name": "X"})
        records = Records("company", {"x": company}, tracker)
        with tracker.tracing() as reads:
            assert records.unopened("x").name == "X"
        assert reads == {"company/x"}

    @pytest.mark.parametrize(
        ("ask", "read"),
        [
            (lambda records: records["x"], {"company/x"}),
            (lambda records: records.get("z"), {"company/z"}),
            (lambda records: "z" in records, {"company/z"}),
            (list, {"company"}),
            (len, {"company"}),
            (bool, {"company"}),
            (lambda records: list(records.values()), {"company"}),
            (lambda records: dict(records.items()), {"company"}),
            (lambda records: list(records.keys()), {"company"}),
        ],
    )
    def test_what_is_asked_of_records_is_told_apart(self, tracker, ask, read):
        """One of them, also where it is not there; or which ones there are."""
        found = {slug: watched(tracker, "company", slug) for slug in ("x", "y")}
        records = Records("company", found, tracker)
        with tracker.tracing() as reads:
            ask(records)
        assert reads == read

    def test_which_records_there_are_is_a_source(self):
        """Their order too, which lists have."""
        digests = []
        for slugs in ("xy", "yx", "x"):
            tracker = Tracker()
            Records("company", dict.fromkeys(slugs), tracker)
            digests.append(tracker.sources["company"])
        assert len(set(digests)) == len(digests)

    def test_a_record_that_appears_or_goes_is_seen(self):
        """By who looked for it."""
        known = Known(z=Trace("1", ("company/z",)), y=Trace("1", ("company/y",)))
        for before, now in (({}, {"company/z": "1"}), ({"company/z": "1"}, {})):
            assert Tracker(now).outdated(before, known) == {"z"}


def test_what_is_read_inside_does_not_leak():
    """Outside only the result itself counts, also where it was made before."""
    tracker = Tracker()
    below = tracker.given("below", 1)
    for _ in range(2):
        with tracker.tracing() as outer:
            assert tracker.result("middle", lambda: tracker.result("low", below) + 1) == 2
        assert outer == {"middle"}
    assert {name: trace.reads for name, trace in tracker.traces.items()} == {
        "middle": ("low",),
        "low": ("below",),
    }


def test_a_result_that_fails_leaves_no_trace():
    """And what was read around it still counts."""
    tracker = Tracker()
    ask = tracker.given("x", 1)
    with tracker.tracing() as reads:
        ask()
        with pytest.raises(ZeroDivisionError):
            tracker.result("broken", lambda: ask() / 0)
    assert reads == {"x", "broken"}
    assert tracker.traces == {}


class Shop:
    """Has goods by shelf, which are sources, and makes results from them."""

    code = "da"

    def __init__(self, goods: Mapping[str, Sequence[str]], **prices: int) -> None:
        self.tracker = Tracker()
        self.asked: list[str] = []
        """Kept relations that were made."""
        self._goods = self.tracker.given("goods", goods)
        self._prices = {name: self.tracker.given(name, price) for name, price in prices.items()}
        compare_relations(self)
        compare_shared(self)
        compare_by_slug(self)

    def price(self, good: str) -> int:
        return self._prices[good]()

    @relation
    def by_shelf(self) -> Mapping[str, tuple[str, ...]]:
        return {shelf: tuple(goods) for shelf, goods in self._goods().items()}

    @relation
    def shelf_of(self) -> Mapping[str, str]:
        """Made from all of another relation."""
        return {good: shelf for shelf, goods in self.by_shelf.items() for good in goods}

    @kept_relation
    def nearest(self) -> Mapping[str, tuple[tuple[str, float], ...]]:
        self.asked.append("nearest")
        return {
            shelf: tuple((good, place + 0.5) for place, good in enumerate(goods))
            for shelf, goods in self.by_shelf.items()
        }

    @shared
    def is_dear(self) -> bool:
        return sum(map(self.price, self._prices)) > 10

    @by_slug
    def range_of(self, good: str) -> str:
        return "dear" if self._prices[good]() > 10 else "cheap"


SHARED.pop("is_dear")
BY_SLUG.pop("range_of")
"""They are no results of the portal, and belong to these tests alone."""


@pytest.fixture(autouse=True)
def _remembered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SHARED, "is_dear", Shop.is_dear)
    monkeypatch.setitem(BY_SLUG, "range_of", Shop.range_of)


GOODS = {"top": ["pear", "plum"], "": ["salt"]}


class TestRelations:
    @pytest.fixture
    def stale_after(self) -> Callable[..., list[bool]]:
        """Whether what asked a shop is stale, after each of some changes of its goods.

        It is asked again only when it is.
        """

        def stale(ask, *changes):
            shop = Shop(GOODS)
            page = traced(shop, ask)
            known = Known(page=page, **shop.tracker.traces)
            found = []
            for goods in changes:
                before, shop = shop, Shop(goods)
                outdated = shop.tracker.outdated(before.tracker.sources, known)
                found.append("page" in outdated)
                made = {"page": traced(shop, ask)} if found[-1] else {}
                known = known.after(outdated, **shop.tracker.traces, **made)
            return found

        return stale

    @pytest.mark.parametrize("relation_of", [lambda s: s.by_shelf, lambda s: s.shelf_of])
    def test_asking_for_a_relation_reads_nothing(self, relation_of):
        """What it was made from is not read by who asks."""
        shop = Shop(GOODS)
        assert traced(shop, relation_of).reads == ()

    @pytest.mark.parametrize(
        ("ask", "read"),
        [
            (lambda s: s.by_shelf["top"], "by_shelf[top]"),
            (lambda s: s.by_shelf[""], "by_shelf[]"),
            (lambda s: s.by_shelf.get("low"), "by_shelf[low]"),
            (lambda s: "low" in s.by_shelf, "by_shelf[low]"),
            (lambda s: len(s.by_shelf), "by_shelf[*]"),
            (lambda s: list(s.by_shelf), "by_shelf[*]"),
            (lambda s: list(s.by_shelf.values()), "by_shelf[*]"),
            (lambda s: dict(s.by_shelf.items()), "by_shelf[*]"),
        ],
    )
    def test_a_key_is_read_alone(self, ask, read):
        """Or all of them."""
        assert traced(Shop(GOODS), ask).reads == (read,)

    @pytest.mark.parametrize(
        ("ask", "expected"),
        [
            (lambda s: s.by_shelf.get("top"), [False, True]),
            (lambda s: s.by_shelf.get("low"), [False, False]),
            (lambda s: s.by_shelf.get("new"), [True, True]),
            (lambda s: s.by_shelf[""], [False, False]),
            (lambda s: list(s.by_shelf.values()), [True, True]),
            (lambda s: s.shelf_of["pear"], [False, True]),
            (lambda s: s.shelf_of["salt"], [False, False]),
        ],
    )
    def test_other_keys_may_change(self, stale_after, ask, expected):
        """What belongs to the keys that were read is compared, in every build anew."""
        more = {**GOODS, "new": ["rye"]}
        assert stale_after(ask, more, {"": ["salt"], "up": ["pear"]}) == expected

    @pytest.mark.parametrize("rest", range(4))
    def test_a_key_is_remembered_as_long_as_it_holds(self, stale_after, rest):
        """While others change in build after build, nobody asks for it."""
        others = [{**GOODS, "new": [f"rye {number}"]} for number in range(rest)]
        moved = {"top": ["plum"], "": ["salt", "pear"]}
        for ask in (lambda s: s.by_shelf["top"], lambda s: s.shelf_of["pear"]):
            assert stale_after(ask, *others, moved) == [False] * rest + [True]

    def test_values_of_all_keys_count(self, stale_after):
        """Not only which keys there are."""
        moved = {"top": ["plum"], "": ["pear", "salt"]}
        assert stale_after(lambda s: dict(s.by_shelf.items()), moved) == [True]


class TestKept:
    """The values of a relation are looked up, one by one, for as long as it holds."""

    @pytest.fixture
    def again(self) -> Callable[..., Shop]:
        """A shop of some goods after one of others."""

        def open_again(goods, before=GOODS, *, keep=True):
            former, shop = Shop(before), Shop(goods)
            page = traced(former, lambda s: (s.nearest.get("top"), s.nearest.get("cellar")))
            known = Known(page=page, **former.tracker.traces)
            known.keep(former.tracker.kept if keep else {})
            assert former.asked == ["nearest"]
            shop.tracker.outdated(former.tracker.sources, known)
            shop.asked.clear()
            return shop

        return open_again

    def test_a_key_is_what_it_was(self, again):
        """Also one that there is not; what is read of it is told as if the relation had been made."""
        shop, fresh = again(GOODS), Shop(GOODS)
        for one in (shop, fresh):
            with one.tracker.tracing() as reads:
                assert one.nearest["top"] == (("pear", 0.5), ("plum", 1.5))
                assert "cellar" not in one.nearest
                assert one.nearest.get("cellar", ()) == ()
                with pytest.raises(KeyError):
                    _ = one.nearest["cellar"]
            assert reads == {"nearest[top]", "nearest[cellar]"}
        assert (shop.asked, fresh.asked) == ([], ["nearest"])
        for key in ("top", "cellar"):
            name = f"nearest[{key}]"
            assert shop.tracker.traces[name] == fresh.tracker.traces[name]

    def test_all_keys_are_made(self, again):
        shop, fresh = again(GOODS), Shop(GOODS)
        assert dict(shop.nearest.items()) == dict(fresh.nearest.items())
        assert (len(shop.nearest), [*shop.nearest]) == (len(fresh.nearest), [*fresh.nearest])
        assert shop.asked == ["nearest"]
        assert shop.tracker.traces["nearest[*]"] == fresh.tracker.traces["nearest[*]"]
        assert shop.tracker.kept == fresh.tracker.kept

    @pytest.mark.parametrize(
        ("goods", "keep"), [({**GOODS, "top": ["plum"]}, True), (GOODS, False)]
    )
    def test_what_does_not_hold_or_is_not_known_is_made(self, again, goods, keep):
        shop = again(goods, keep=keep)
        assert shop.nearest["top"] == Shop(goods).nearest["top"]
        assert shop.tracker.kept.keys() == {"nearest"}


class TestShared:
    @pytest.fixture
    def stale(self):
        """Whether what asked a shop is stale when prices are others."""

        def stale_with(ask, **prices):
            shop, other = Shop({}, pear=5, plum=3), Shop({}, **{"pear": 5, "plum": 3, **prices})
            page = traced(shop, ask)
            known = Known(page=page, **shop.tracker.traces)
            return "page" in other.tracker.outdated(shop.tracker.sources, known)

        return stale_with

    @pytest.mark.parametrize(("price", "expected"), [(3, False), (4, False), (9, True)])
    def test_a_result_that_comes_out_the_same_is_no_reason(self, stale, price, expected):
        """Though what it was made from changed."""
        assert stale(Shop.is_dear, plum=price) == expected

    @pytest.mark.parametrize(("price", "expected"), [(3, False), (4, False), (11, True)])
    def test_a_result_of_a_slug_is_compared(self, stale, price, expected):
        """What it says of one record is less than the record."""
        assert stale(lambda shop: shop.range_of("plum"), plum=price) == expected
        assert not stale(lambda shop: shop.range_of("pear"), plum=price)

    def test_a_result_of_a_slug_that_is_gone_is_another(self):
        """Who asked for it is made again, and sees that."""
        shop, other = Shop({}, pear=5, plum=3), Shop({}, pear=5)
        page = traced(shop, lambda shop: shop.range_of("plum"))
        known = Known(page=page, **shop.tracker.traces)
        outdated = other.tracker.outdated(shop.tracker.sources, known)
        assert outdated == {"page", "da.range_of[plum]"}
        assert "range_of[plum]" not in other.tracker.traces

    def test_it_is_made_once(self):
        """For its owner, whoever asks."""
        shop = Shop({}, pear=5)
        first = traced(shop, Shop.is_dear)
        assert traced(shop, Shop.is_dear) == first
        assert set(first.reads) == {"da.is_dear"}
        assert shop.tracker.traces["da.is_dear"].reads == ("pear",)


def traced(shop: Shop, ask: Callable[[Shop], object]) -> Trace:
    with shop.tracker.tracing() as reads:
        ask(shop)
    return Trace("", tuple(reads))


FIRST = {"x": Trace("1", ("a", "b")), "y": Trace("2", ("b",)), "z": Trace("", ())}


class TestTraces:
    def test_what_is_put_in_comes_out(self):
        traces = Traces.of(FIRST)
        assert named(traces) == FIRST
        assert sorted(traces.names) == ["a", "b", "x", "y", "z"]
        assert sorted(traces.result_names()) == ["x", "y", "z"]

    def test_those_of_several_processes_are_joined(self):
        """What two of them made is there once; the parts stay what they were."""
        made = {"y": Trace("3", ("c", "a")), "w": Trace("4", ("d",))}
        parts = [Traces.of(FIRST), Traces(), Traces.of(made)]
        joined = Traces.joined(parts)
        assert named(joined) == {**made, **FIRST}
        assert len(set(joined.names)) == len(joined.names)
        assert named(parts[0]) == FIRST

    def test_nothing_is_joined_to_nothing(self):
        assert named(Traces.joined([])) == {}


# A made-up graph: functions of sources and of the functions before them, and pages that read both.

SOURCES = tuple(f"s{number}" for number in range(5))
FUNCTIONS = tuple(f"f{number}" for number in range(5))


class Function(NamedTuple):
    """What is read second and third depends on what was read first."""

    reads: tuple[str, str, str]
    divisor: int
    """Results are the same for many inputs."""
    is_compared: bool

    def __call__(self, read: Callable[[str], int]) -> int:
        first, second, third = self.reads
        return (read(second) + 1 if read(first) % 2 else read(third)) % self.divisor


class Graph:
    """All functions on some values of sources; a source may be missing."""

    code = "all"

    def __init__(self, functions: Sequence[Function], values: Mapping[str, int]) -> None:
        self.tracker = Tracker({name: str(value) for name, value in values.items()})
        self._values = values
        self._functions = dict(zip(FUNCTIONS, functions, strict=True))
        for name, function in self._functions.items():
            if function.is_compared:
                self.tracker.compare_by(name, partial(self._digest, name))
        compare_relations(self)

    def _digest(self, name: str, _: str) -> str:
        self.read(name)
        return self.tracker.digest(name)

    def read(self, name: str) -> int:
        if name in FUNCTIONS:
            return self.tracker.result(name, partial(self._functions[name], self.read))
        if name.startswith("by"):
            key = name.removeprefix("by")
            found = self.named.get(int(key), ()) if key else tuple(self.named.values())
            return crc32(repr(found).encode())
        if name[:2] in {"at", "of"}:
            kept, key = (self.lasts if name.startswith("at") else self.firsts), name[2:]
            values = kept.get(key, ()) if key else tuple(kept.items())
            return crc32(repr(values).encode())
        self.tracker.reads.add(name)
        return self._values.get(name, 7)

    @relation
    def named(self) -> Mapping[int, tuple[str, ...]]:
        """Remainder → the names of the sources that have it."""
        found: dict[int, tuple[str, ...]] = {}
        for name in SOURCES:
            rest = self.read(name) % 3
            found[rest] = (*found.get(rest, ()), name)
        return found

    @kept_relation
    def lasts(self) -> Mapping[str, tuple[str, ...]]:
        """Remainder → the last sources that have it. They are read on the way alone."""
        return {str(rest): names[-2:] for rest, names in self.named.items()}

    @kept_relation
    def firsts(self) -> Mapping[str, tuple[str, ...]]:
        """Those among them with an even value: made from another one that is kept, and from less."""
        return {
            rest: tuple(name for name in names if self.read(name) % 2 == 0)
            for rest, names in self.lasts.items()
        }


READ = (*SOURCES, "by", "by0", "by1", "by2", "at", "at0", "at1", "of", "of0", "of2")


@st.composite
def graphs(draw: st.DrawFn) -> list[Function]:
    return [
        Function(
            draw(st.tuples(*[st.sampled_from((*READ, *FUNCTIONS[:number]))] * 3)),
            draw(st.integers(1, 4)),
            draw(st.booleans()),
        )
        for number in range(len(FUNCTIONS))
    ]


@given(
    functions=graphs(),
    pages=st.lists(
        st.lists(st.sampled_from((*READ, *FUNCTIONS)), min_size=1, max_size=3),
        min_size=1,
        max_size=4,
    ),
    edits=st.lists(
        st.dictionaries(
            st.sampled_from(SOURCES), st.none() | st.integers(0, 4), min_size=1, max_size=2
        ),
        min_size=2,
        max_size=8,
    ),
)
@settings(max_examples=300)
def test_what_is_not_stale_is_as_made_anew(functions, pages, edits):
    """After any edits of one source or two, which also come and go.

    Where a page is not made again, what it reads is what it would be.
    """
    values = dict.fromkeys(SOURCES, 0)
    kept: dict[str, list[int]] = {}
    sources: Mapping[str, str] = {}
    known, values_kept = Known(), dict[str, Mapping[str, object]]()
    named = {f"page{number}": read for number, read in enumerate(pages)}
    for edit in ({}, *edits):
        values = {name: v for name, v in {**values, **edit}.items() if v is not None}
        graph, anew = Graph(functions, values), Graph(functions, values)
        outdated = graph.tracker.outdated(sources, known)
        made = {}
        for name, read in named.items():
            if name not in kept or name in outdated:
                kept[name], made[name] = read_page(graph, read)
        expected = {name: read_page(anew, read) for name, read in named.items()}
        assert kept == {name: found for name, (found, _) in expected.items()}
        values_kept = {n: v for n, v in values_kept.items() if n not in outdated}
        values_kept |= {name: dict(found) for name, found in graph.tracker.kept.items()}
        known = known.after(outdated, **graph.tracker.traces, **made).keep(values_kept)
        sources = graph.tracker.sources
        assert {name: known.trace(name) for name in named} == {
            name: trace for name, (_, trace) in expected.items()
        }


def read_page(graph: Graph, read: Sequence[str]) -> tuple[list[int], Trace]:
    """What stands on a page, and what is remembered of it."""
    with graph.tracker.tracing() as reads:
        found = list(map(graph.read, read))
    names = tuple(sorted(reads))
    return found, Trace("", names)


@given(functions=graphs(), page=st.lists(st.sampled_from((*READ, *FUNCTIONS)), max_size=3))
def test_what_nobody_reads_makes_nothing_stale(functions, page):
    """A source that is new, another one or gone."""
    values = dict.fromkeys(SOURCES, 1)
    for before, now in ((0, 1), (None, 1), (1, None)):
        graph, other = (
            Graph(functions, values if unread is None else {**values, "unread": unread})
            for unread in (before, now)
        )
        _, trace = read_page(graph, page)
        known = Known(page=trace, **graph.tracker.traces)
        assert other.tracker.outdated(graph.tracker.sources, known) == set()


def test_a_result_holds_until_something_it_read_is_new():
    """What asks depends on it, though it was not made; what is new or not known is to be made."""
    before = Known(old=Trace("1", ("a",)), other=Trace("2", ("b",)))
    tracker = Tracker({"a": "changed", "b": "same"})
    assert not tracker.holding(["other"])  # nothing was compared yet
    tracker.outdated({"a": "was", "b": "same"}, before)
    with tracker.tracing() as reads:
        assert tracker.holding(["other", "old", "unknown"]) == {"other"}
    assert reads == {"other"}
    tracker.result("other", lambda: 3)
    assert not tracker.holding(["other"])  # it was made in this build
