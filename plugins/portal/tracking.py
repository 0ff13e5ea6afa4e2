"""What is read while something is made, so that only what something new was read for is made again.

What a build makes has a trace: its digest, and the names of all that it was made from. The next
build compares digests from the records upwards and makes again what has something new below it.
These are the verifying traces of "Build Systems à la Carte" (Mokhov, Mitchell and Peyton Jones,
2018, https://doi.org/10.1145/3236774).
"""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from functools import cached_property, partial, wraps
from typing import Any, Generic, Protocol, TypeVar, cast

from plugins.portal.records import RECORDS, CompetenceGroup, Part
from plugins.portal.sources import Key
from plugins.portal.traces import ResultTrace, Trace, digest_of

PLAN = "plan"
"""What the planning of all pages is called among the results of a build."""

Subject = TypeVar("Subject")
Value = TypeVar("Value")


class Before(Protocol):
    """What is known of the results of the build before."""

    def digest(self, result: str) -> str:
        """'' of one that is not known."""

    def traced(self, results: Iterable[str]) -> Mapping[str, str]:
        """Those of some results that there is a trace of, with their digests."""

    def readers(self, names: AbstractSet[str]) -> Iterator[tuple[str, str]]:
        """Name and digest of each result that read one of some names."""

    def has_values(self, relation: str) -> bool:
        """Whether the values of a relation's keys are known."""

    def value(self, relation: str, key: str) -> Any:  # noqa: ANN401 - whatever JSON says
        """The value of a key as JSON gives it back; None where there is no such key."""


class Tracker:
    """Knows what is read, and tells what changed since the build before.

    ``sources`` are the digests of all that is not made here, such as records.
    """

    def __init__(self, sources: Mapping[str, str] | None = None) -> None:
        self.sources: dict[str, str] = dict(sources or {})
        self.traces: dict[str, Trace | ResultTrace] = {}
        """Of the results that this build made."""
        self.reads: set[str] = set()
        """By what is being made at the moment."""
        self._digests: dict[str, Callable[[str], str]] = {}
        self.kept: dict[str, Mapping[str, Any]] = {}
        """Relations that this build made, and of which the next one may want to know some keys."""
        self.before: Before | None = None
        """The build that this one is compared with."""
        self._outdated: set[str] = set()
        self._first: set[str] = set()
        """The owners of what other results are made from, and that is compared before these."""
        self._is_settled = False
        """Whether all of that is compared."""
        self.published: Callable[[str], bytes] = lambda _: b""
        """What that build published at a path; nothing where it may be damaged or is not known."""

    def tracing(self) -> AbstractContextManager[set[str]]:
        """What is read inside the block, which counts as read by nothing outside."""
        return _Tracing(self)

    def result(self, name: str, make: Callable[..., Value], *arguments: object) -> Value:
        """The result of that name, made once. What asks for it depends on it."""
        self.reads.add(name)
        found = self.traces.get(name)
        if not isinstance(found, ResultTrace):
            found = self.made(name, make, *arguments)
        value: Value = found.value
        return value

    def made(self, name: str, make: Callable[..., object], *arguments: object) -> ResultTrace:
        """A result of that name, made here and now, for who keeps it by himself."""
        # Not ``tracing``: there are thousands of results, most of which take no longer than it does.
        outer, self.reads = self.reads, set()
        try:
            value = make(*arguments)
            reads = tuple(self.reads)
        finally:
            self.reads = outer
        found = self.traces[name] = ResultTrace(name, value, reads)
        return found

    def given(self, name: str, value: Value) -> Callable[[], Value]:
        """A source that is made in every build. Whoever asks for it depends on it."""
        self.sources[name] = digest_of(repr(value))

        def ask() -> Value:
            self.reads.add(name)
            return value

        return ask

    def compare_by(self, name: str, digest: Callable[[str], str]) -> None:
        """How to tell the digest of a result of which something that it was made from changed.

        ``digest`` is given what stands in brackets in the result's name. A result that nothing is
        told of here is taken for changed then, and made again by what asks for it.
        """
        self._digests[name] = digest

    def compare_first(self, owners: Iterable[str]) -> None:
        """Compare results of these names, or of this code, before all others.

        While others are compared, it is known which of these hold. They are made from sources and
        from one another.
        """
        self._first.update(owners)

    def digest(self, name: str) -> str:
        """The digest of a source, or of a result of this build or of the one it is compared with."""
        trace = self.traces.get(name)
        if trace:
            return trace.digest
        return self.sources.get(name) or (self.before.digest(name) if self.before else "")

    def outdated(self, sources: Mapping[str, str], before: Before) -> set[str]:
        """The results of a build before that are to be made anew, told from its sources."""
        found = self._outdated = set()
        known = sources.items() - self.sources.items()
        changed = {name for name, _ in known} | (self.sources.keys() - sources.keys())
        self.before, self._is_settled = before, False
        waiting = dict(before.readers(changed))
        later = {name: waiting.pop(name) for name in [*waiting] if not self.is_first(name)}
        while waiting:
            read = self._spread(waiting, before)
            later |= {name: digest for name, digest in read.items() if not self.is_first(name)}
            waiting = {name: read[name] for name in read.keys() - later.keys()}
        self._is_settled = True
        while later:
            later = self._spread(later, before)
        return found

    def is_first(self, name: str) -> bool:
        """Whether a result is compared before others, see ``compare_first``."""
        owner = name.partition("[")[0]
        return owner in self._first or owner.partition(".")[0] in self._first

    def _spread(self, results: Mapping[str, str], before: Before) -> dict[str, str]:
        """Take some results, given with their former digests, for outdated; who read one that changed."""
        new = {name: digest for name, digest in results.items() if name not in self._outdated}
        self._outdated.update(new)
        changed = {n for n, digest in new.items() if not digest or self._digest_now(n) != digest}
        return dict(before.readers(changed))

    def holding(self, names: Iterable[str]) -> AbstractSet[str]:
        """Those of some results that are as they were in the build before.

        What asks depends on these, as on their values.
        """
        if not self.before:
            return frozenset()
        asked = {*names} - self.traces.keys() - self._outdated
        held = {name for name, digest in self.before.traced(asked).items() if digest}
        self.reads |= held
        return held

    def holds(self, relation: str) -> bool:
        """Whether a relation is as it was in the build before, and the values of its keys are known."""
        is_same = self._is_settled and relation not in self._outdated
        return bool(is_same and self.before and self.before.has_values(relation))

    def _digest_now(self, name: str) -> str | None:
        owner, _, key = name.partition("[")
        digest = self._digests.get(owner)
        return digest(key.removesuffix("]")) if digest else None


class _Tracing:
    """Each page takes two: those of ``contextmanager`` take several times as long."""

    __slots__ = ("_outer", "_tracker")

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._outer = tracker.reads

    def __enter__(self) -> set[str]:
        found = self._tracker.reads = set()
        return found

    def __exit__(self, *_: object) -> None:
        self._tracker.reads = self._outer


class Watched:
    """A record that says when it is read, and is made when it is first. It is one to ``isinstance``.

    What it is called is no part of what stands in it: who has it knows that already. Printed, it is
    nothing but its name, so that what holds records is told by which records it holds.
    """

    __slots__ = (
        "_is_kept",
        "_key",
        "_known",
        "_name",
        "_part",
        "_read",
        "_tracker",
        "kind",
        "slug",
    )

    __pydantic_decorator_info__ = None
    """What pydantic looks for before it asks for the class."""

    kind: str
    slug: str
    """An article is known by its key and language instead, and must be read for it."""

    def __init__(
        self,
        key: Key,
        read: Callable[[Key], Part],
        tracker: Tracker,
        known: Callable[[Key], Mapping[str, Any]] = lambda _: {},
        *,
        is_kept: bool = True,
    ) -> None:
        """``known`` tells fields that are known without the record.

        A record that is not to be kept is asked for each time.
        """
        self._key = key
        self._known: Callable[[Key], Mapping[str, Any]] | Mapping[str, Any] = known
        self._name = "/".join(key)
        self._read = read
        self._part: Part | None = None
        self._is_kept = is_kept
        self._tracker = tracker
        self.kind = key[0]
        if len(key) == len(("kind", "slug")):
            self.slug = key[1]

    def __getattr__(self, attribute: str) -> Any:  # noqa: ANN401 - whatever records have
        self._tracker.reads.add(self._name)
        if self._part is None:
            if callable(self._known):
                self._known = self._known(self._key)
            if attribute in self._known:
                return self._known[attribute]
        return getattr(self._part or self.opened(), attribute)

    def told(self, names: Sequence[str]) -> tuple[Any, ...]:
        """Several fields at once, for who asks thousands of records for theirs."""
        self._tracker.reads.add(self._name)
        if self._part is None:
            if callable(self._known):
                self._known = self._known(self._key)
            known = self._known
            if all(map(known.__contains__, names)):
                return tuple(map(known.__getitem__, names))
        return tuple([getattr(self, name) for name in names])

    def __repr__(self) -> str:
        return self._name

    def opened(self) -> Part:
        """The record itself, which is read by who asks for it."""
        self._tracker.reads.add(self._name)
        part = self._part or self._read(self._key)
        if self._is_kept:
            self._part = part
        return part

    @property  # type: ignore[misc]
    def __class__(self) -> type[Part]:  # type: ignore[override]
        return RECORDS.get(self._key[0], CompetenceGroup)


def told(record: object, names: Sequence[str]) -> tuple[Any, ...]:
    """Several fields of a record, which is not made where they are known without it."""
    if type(record) is Watched:
        return record.told(names)
    return tuple([getattr(record, name) for name in names])


class Records(Mapping[str, Value]):
    """Records by their slugs, or articles by key or language, which say what of them is read.

    Who asks for one by its slug reads it, and gets the record itself; all together they are
    ``Watched``, and read one by one.
    """

    def __init__(self, name: str, found: Mapping[str, Value], tracker: Tracker) -> None:
        self._name = name
        self._found = found
        self._tracker = tracker
        self._called: dict[object, str] = {}
        """Slug → what reading it is called, of those that were read."""
        tracker.sources[name] = digest_of("\n".join(found))

    def __getitem__(self, slug: str) -> Value:
        found = self.unopened(slug)
        return cast("Value", cast("Watched", found).opened()) if type(found) is Watched else found

    def unopened(self, slug: str) -> Value:
        """One that is read as well, but not made while what is known without it is enough."""
        self._read(slug)
        return self._found[slug]

    def __contains__(self, slug: object) -> bool:
        self._read(slug)
        return slug in self._found

    def _read(self, slug: object) -> None:
        name = self._called.get(slug)
        if name is None:
            name = self._called[slug] = f"{self._name}/{slug}"
        self._tracker.reads.add(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def values(self) -> ValuesView[Value]:
        return self._all.values()

    def items(self) -> ItemsView[str, Value]:
        return self._all.items()

    @property
    def _all(self) -> Mapping[str, Value]:
        self._tracker.reads.add(self._name)
        return self._found


EVERY_KEY = "*"
"""Stands for all keys of a relation."""


class Relation(Mapping[Subject, Value]):
    """Which records belong to each key. What reads one key depends on that one alone."""

    def __init__(self, name: str, found: Mapping[Subject, Value], tracker: Tracker) -> None:
        self._name = name
        self._found = found
        self._tracker = tracker
        self._called: dict[str, str] = {}
        """Key → what reading it is called, of those that were read."""

    def __getitem__(self, key: Subject) -> Value:
        self._read(str(key))
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        self._read(str(key))
        return key in self._found

    def __iter__(self) -> Iterator[Subject]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def values(self) -> ValuesView[Value]:
        return self._all.values()

    def items(self) -> ItemsView[Subject, Value]:
        return self._all.items()

    @property
    def _all(self) -> Mapping[Subject, Value]:
        self._read(EVERY_KEY)
        return self._found

    def _read(self, key: str) -> None:
        name = self._called.get(key)
        if name is None:
            name = self._called[key] = f"{self._name}[{key}]"
            if name not in self._tracker.traces:
                self.digest(key)
        self._tracker.reads.add(name)

    def digest(self, key: str) -> str:
        """Of what belongs to a key, which is given as text.

        It is remembered: what read the key before, and is not made again, still depends on it.
        """
        every = key == EVERY_KEY
        said = repr([*self._found.items()]) if every else self._said_of(key)
        trace = Trace(digest_of(said), (self._name,))
        self._tracker.traces[f"{self._name}[{key}]"] = trace
        return trace.digest

    def _said_of(self, key: str) -> str:
        """Which records belong to a key, not what stands in them; '' where there is no such key."""
        known = self._keys.get(key)
        return "" if known is None else repr(self._found[known])

    @cached_property
    def _keys(self) -> Mapping[str, Subject]:
        return {str(key): key for key in self._found}


class FormerRelation(Relation[str, Value]):
    """One of the build before, of which single keys are looked up as long as these are enough."""

    def __init__(
        self, name: str, make: Callable[[], Mapping[str, Value]], tracker: Tracker, before: Before
    ) -> None:
        super().__init__(name, {}, tracker)
        self._make = make
        self._before = before
        self._values: dict[str, Value | None] = {}

    def __getitem__(self, key: str) -> Value:
        self._read(key)
        value = self._value(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        self._read(str(key))
        return self._value(str(key)) is not None

    def digest(self, key: str) -> str:
        if key == EVERY_KEY:
            self._found = self._found or self._make()
        return super().digest(key)

    def _value(self, key: str) -> Value | None:
        if key not in self._values:
            self._values[key] = _as_tuples(self._before.value(self._name, key))
        return self._values[key]

    def _said_of(self, key: str) -> str:
        value = self._value(key)
        return "" if value is None else repr(value)


def _as_tuples(value: Any) -> Any:  # noqa: ANN401 - whatever JSON says
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


class Tracked(Protocol):
    """What has relations."""

    @property
    def tracker(self) -> Tracker: ...


class relation(Generic[Subject, Value]):  # noqa: N801 - used as ``property`` is
    """A relation of its owner, made once: ``@relation`` on a method that makes a mapping."""

    def __init__(self, make: Callable[[Any], Mapping[Subject, Value]]) -> None:
        self._make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Tracked, _: type | None = None) -> Relation[Subject, Value]:
        found: Relation[Subject, Value] | None = owner.__dict__.get(self.name)
        if found is None:
            found = owner.__dict__[self.name] = self._related(owner)
        return found

    def _related(self, owner: Tracked) -> Relation[Subject, Value]:
        return Relation(self.name, self._made(owner), owner.tracker)

    def _made(self, owner: Tracked) -> Mapping[Subject, Value]:
        with owner.tracker.tracing() as reads:
            made = self._make(owner)
        owner.tracker.traces[self.name] = Trace("", tuple(reads))
        return made


class kept_relation(relation[str, Value]):  # noqa: N801 - as above
    """One whose values are kept: a build that needs a few need not make all.

    They are texts and numbers, or tuples of such values.
    """

    def _related(self, owner: Tracked) -> Relation[str, Value]:
        tracker = owner.tracker
        if tracker.before and tracker.holds(self.name):
            return FormerRelation(self.name, partial(self._made, owner), tracker, tracker.before)
        return super()._related(owner)

    def _made(self, owner: Tracked) -> Mapping[str, Value]:
        made = owner.tracker.kept[self.name] = super()._made(owner)
        return made


def compare_relations(owner: "Owner") -> None:
    """Have the tracker of an owner compare its relations key by key, and before all that others make.

    Only then is known which of them hold. They are made from nothing but what the owner has.
    """
    owner.tracker.compare_first([owner.code])
    for name, found in vars(type(owner)).items():
        if isinstance(found, relation):
            owner.tracker.compare_by(name, partial(_digest_in, owner, name))
            owner.tracker.compare_first([name])


def _digest_in(owner: Tracked, name: str, key: str) -> str:
    related: Relation[Any, Any] = getattr(owner, name)
    return related.digest(key)


class Owner(Tracked, Protocol):
    """What makes results of its own, told from those of others by its code."""

    @property
    def code(self) -> str: ...


OwnerT = TypeVar("OwnerT", bound=Owner)
SHARED: dict[str, Callable[[Any], object]] = {}
"""Name → the function of an owner whose result is shared."""


BY_SLUG: dict[str, Callable[[Any, str], object]] = {}
"""Name → the function of an owner and a slug."""


def shared(make: Callable[[OwnerT], Value]) -> Callable[[OwnerT], Value]:
    """What many pages show: made once for its owner, and compared by its digest."""
    name = make.__name__

    @wraps(make)
    def once(owner: OwnerT) -> Value:
        return owner.tracker.result(f"{owner.code}.{name}", make, owner)

    SHARED[name] = once
    return once


def by_slug(make: Callable[[OwnerT, str], Value]) -> Callable[[OwnerT, str], Value]:
    """A result for each slug, compared by its digest: what one record says to many pages."""
    name = make.__name__
    place = f"_{name}_by_slug"

    @wraps(make)
    def once(owner: OwnerT, slug: str) -> Value:
        # Most are asked for again and again: then nothing is put together but what was before.
        made: dict[str, ResultTrace] | None = owner.__dict__.get(place)
        if made is None:
            made = owner.__dict__[place] = {}
        found = made.get(slug)
        if found is None:
            called = f"{owner.code}.{name}[{slug}]"
            owner.tracker.reads.add(called)
            found = made[slug] = owner.tracker.made(called, make, owner, slug)
        else:
            owner.tracker.reads.add(found.name)
        value: Value = found.value
        return value

    BY_SLUG[name] = once
    return once


def compare_by_slug(owner: Owner) -> None:
    """Have the tracker of an owner compare what it makes for each slug."""
    for name, make in BY_SLUG.items():
        owner.tracker.compare_by(f"{owner.code}.{name}", partial(_digest_by_slug, owner, make))


def _digest_by_slug(owner: Owner, make: Callable[[Any, str], object], slug: str) -> str:
    try:
        make(owner, slug)
    except LookupError:
        return ""  # the record is gone
    return owner.tracker.digest(f"{owner.code}.{make.__name__}[{slug}]")


def compare_shared(owner: Owner) -> None:
    """Have the tracker of an owner compare what it shares."""
    for name, make in SHARED.items():
        owner.tracker.compare_by(f"{owner.code}.{name}", partial(_digest_of_shared, owner, make))


def _digest_of_shared(owner: Owner, make: Callable[[Any], object], _: str) -> str:
    make(owner)
    return owner.tracker.digest(f"{owner.code}.{make.__name__}")
