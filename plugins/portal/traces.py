"""What is remembered of a result: its digest, and the names of all that it was made from."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

DIGEST_BYTES = 10
"""By chance, one of a million million million million changes goes unseen."""


def digest_of(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()


class Trace(NamedTuple):
    """What is remembered of a result."""

    digest: str
    """'' of one that is never compared: it is as new as what it was made from."""
    reads: tuple[str, ...]
    """The names of the sources and results that it was made from."""


class ResultTrace:
    """What is remembered of a result of this build: many are never compared, and need no digest."""

    __slots__ = ("_digest", "name", "reads", "value")

    def __init__(self, name: str, value: Any, reads: tuple[str, ...]) -> None:  # noqa: ANN401
        self.name = name
        self.value = value
        self._digest = ""
        self.reads = reads

    @property
    def digest(self) -> str:
        if not self._digest:
            self._digest = digest_of(repr(self.value))
        return self._digest


class Traces:
    """Traces of many results, in little memory: the names of all that is told of are positions in a list."""

    def __init__(
        self,
        names: Sequence[str] = (),
        results: "array[int] | None" = None,
        digests: Sequence[str] = (),
        lengths: "array[int] | None" = None,
        reads: "array[int] | None" = None,
    ) -> None:
        self.names = names
        """Of the results, and of all that was read by any of them."""
        self.results: array[int] = results or array("I")
        """The positions of their names."""
        self.digests = digests
        self.lengths: array[int] = lengths or array("I")
        """How much each result read."""
        self.reads: array[int] = reads or array("I")
        """The positions of names, result after result."""

    def __iter__(self) -> Iterator[tuple[int, str, "array[int]"]]:
        """Each result: the position of its name, its digest, and those of what it read."""
        start = 0
        for result, digest, length in zip(self.results, self.digests, self.lengths, strict=True):
            yield result, digest, self.reads[start : start + length]
            start += length

    def result_names(self) -> list[str]:
        return [self.names[result] for result in self.results]

    @classmethod
    def of(cls, traces: Mapping[str, Trace | ResultTrace]) -> "Traces":
        log = TraceLog()
        for name, trace in traces.items():
            log.add(name, trace.digest, trace.reads)
        return log.traces()

    @classmethod
    def joined(cls, parts: Iterable["Traces"]) -> "Traces":
        """Those of several processes in one; of a result that several made, the first."""
        places = _Places()
        found: set[int] = set()
        results, digests, lengths, joined = array("I"), list[str](), array("I"), array("I")
        for part in parts:
            own = [*map(places.__getitem__, part.names)]
            moved = cls(
                part.names,
                array("I", map(own.__getitem__, part.results)),
                part.digests,
                part.lengths,
                array("I", map(own.__getitem__, part.reads)),
            )
            for result, digest, reads in moved:
                if result not in found:
                    found.add(result)
                    results.append(result)
                    digests.append(digest)
                    lengths.append(len(reads))
                    joined.extend(reads)
        return cls([*places], results, digests, lengths, joined)


class _Places(dict[str, int]):
    """The positions of names, each new one's after all others."""

    def __missing__(self, name: str) -> int:
        place = self[name] = len(self)
        return place


class TraceLog:
    """Takes down one trace after the other."""

    def __init__(self) -> None:
        self._places = _Places()
        self._results = array("I")
        self._digests: list[str] = []
        self._lengths = array("I")
        self._reads = array("I")

    def add(self, result: str, digest: str, reads: Collection[str]) -> None:
        """``reads`` are the names of what a result was made from."""
        place = self._places.__getitem__
        self._results.append(place(result))
        self._digests.append(digest)
        self._lengths.append(len(reads))
        self._reads.extend(map(place, reads))

    def traces(self) -> Traces:
        """All that were taken down."""
        return Traces([*self._places], self._results, self._digests, self._lengths, self._reads)
