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
    """Traces of many results, in little memory: the names of what was read are positions in a list."""

    def __init__(
        self,
        names: Sequence[str] = (),
        results: Sequence[str] = (),
        digests: Sequence[str] = (),
        lengths: Sequence[int] = (),
        reads: "array[int] | None" = None,
    ) -> None:
        self.names = names
        """Of all that was read by any result."""
        self.results = results
        self.digests = digests
        self.lengths = lengths
        """How much each result read."""
        self.reads: array[int] = reads or array("I")
        """The positions of names, result after result."""

    def __iter__(self) -> Iterator[tuple[str, str, "array[int]"]]:
        """Name, digest and reads of each result."""
        start = 0
        for name, digest, length in zip(self.results, self.digests, self.lengths, strict=True):
            yield name, digest, self.reads[start : start + length]
            start += length

    @classmethod
    def of(cls, traces: Mapping[str, Trace | ResultTrace]) -> "Traces":
        log = TraceLog()
        for name, trace in traces.items():
            log.add(name, trace.digest, trace.reads)
        return log.traces()

    @classmethod
    def joined(cls, parts: Iterable["Traces"]) -> "Traces":
        """Those of several processes in one; of a result that several made, the last."""
        places: dict[str, int] = {}
        found: dict[str, tuple[str, array[int]]] = {}
        for part in parts:
            own = [places.setdefault(name, len(places)) for name in part.names]
            for name, digest, reads in part:
                found[name] = digest, array("I", map(own.__getitem__, reads))
        joined = array("I")
        for _, reads in found.values():
            joined.extend(reads)
        digests = [digest for digest, _ in found.values()]
        lengths = [len(reads) for _, reads in found.values()]
        return cls(list(places), list(found), digests, lengths, joined)


class TraceLog:
    """Takes down one trace after the other."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._results: list[str] = []
        self._digests: list[str] = []
        self._lengths: list[int] = []
        self._reads = array("I")

    def add(self, result: str, digest: str, reads: Collection[str]) -> None:
        """``reads`` are the names of what a result was made from."""
        places = self._places
        self._results.append(result)
        self._digests.append(digest)
        self._lengths.append(len(reads))
        self._reads.extend([places.setdefault(name, len(places)) for name in reads])

    def traces(self) -> Traces:
        """All that were taken down."""
        return Traces([*self._places], self._results, self._digests, self._lengths, self._reads)
