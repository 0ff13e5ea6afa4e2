"""Work on several processors at once, where the system can copy a process (POSIX ``fork``)."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, pairwise
from math import ceil
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")


def in_parallel(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, in their order. Raises what a task raised.

    Tasks find all that is in memory, and only their results travel: what they change is lost, or
    not, by which process did them.
    """
    workers = min(len(tasks), processors())
    if len(tasks) > MOST_TASKS:
        message = f"{len(tasks)} tasks are too many to be shared; give each more to do"
        raise ValueError(message)
    if workers < 2 or "fork" not in get_all_start_methods():  # noqa: PLR2004 - one is no help
        return [task() for task in tasks]
    waiting = _numbered(range(workers, len(tasks)))
    others = [_start(partial(_do, tasks, worker, waiting)) for worker in range(1, workers)]
    try:
        with uncollected():
            found = _do(tasks, 0, waiting)
        for other in others:
            found |= _receive(other)
    finally:
        os.close(waiting)
        # One that still works, because another one failed, stops when nobody listens.
        for connection in others:
            connection.close()
    return [found[place] for place in range(len(tasks))]


NUMBER_BYTES = 2
MOST_TASKS = 2_000
"""As many numbers fit into a pipe on every system."""

TURNS = 128
"""How often processes come for more of a part of some items."""


def _numbered(places: range) -> int:
    """A pipe from which each process takes the place of its next task, until it is empty."""
    reader, writer = os.pipe()
    for place in places:
        os.write(writer, place.to_bytes(NUMBER_BYTES, "big"))
    os.close(writer)
    return reader


def _taken(waiting: int) -> Iterator[int]:
    """Places from a pipe, until it is empty. Each is read by one process."""
    while number := os.read(waiting, NUMBER_BYTES):
        yield int.from_bytes(number, "big")


def _do(tasks: Sequence[Callable[[], Result]], first: int, waiting: int) -> dict[int, Result]:
    """Do one task, and then those that nobody has taken; place → result."""
    return {place: tasks[place]() for place in chain([first], _taken(waiting))}


def share_out(work: Callable[[Iterator[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """What each process made of some items: its own part, and what others had not begun yet then.

    Neighbours are mostly taken by the same process.
    """
    parts = [_Turns(part) for part in shares(items)]
    tasks = [partial(_take, work, parts[first:] + parts[:first]) for first in range(len(parts))]
    try:
        return in_parallel(tasks)
    finally:
        for part in parts:
            part.close()


def _take(work: Callable[[Iterator[Item]], Result], parts: Sequence["_Turns[Item]"]) -> Result:
    return work(item for part in parts for item in part)


class _Turns(Generic[Item]):
    """Items for any process to take, a few at a time. Each is taken once."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._length = ceil(len(items) / TURNS)
        self._waiting = _numbered(range(ceil(len(items) / self._length)))

    def __iter__(self) -> Iterator[Item]:
        for turn in _taken(self._waiting):
            yield from self._items[turn * self._length : (turn + 1) * self._length]

    def close(self) -> None:
        os.close(self._waiting)


def begun(task: Callable[[], Result]) -> Callable[[], Result]:
    """Begin a task in another process where there is a processor for it; its result when asked for.

    What it raised is raised then. Who never asks leaves it alone: it ends with this process.
    """
    if processors() < 2 or "fork" not in get_all_start_methods():  # noqa: PLR2004 - one is no help
        return task
    connection = _start(task)

    def wait() -> Result:
        with connection:
            found: Result = _receive(connection)
            return found

    return wait


def shares(items: Sequence[Item], number: int | None = None) -> list[Sequence[Item]]:
    """Items in a number of about equal parts, else one for each processor; neighbours stay together."""
    number = min(processors() if number is None else number, len(items))
    ends = [len(items) * share // number for share in range(number + 1)] if number else [0]
    return [items[start:end] for start, end in pairwise(ends)]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(work: Callable[[], object]) -> Connection:
    """Work in a process of its own; where its result, or its error, will arrive."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_work, args=(work, sender), daemon=True).start()
    sender.close()
    return receiver


def _work(work: Callable[[], object], sender: Connection) -> None:
    try:
        with uncollected():
            result: object = work()
    except Exception as error:  # noqa: BLE001 - it is raised where it is received
        result = error
    sender.send(result)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for garbage, for work that makes much that stays and few circles.

    The search looks at all that is new, and every now and then at all there is, which takes longer
    than making it; and a process that shares memory with others copies what it looks at. What was
    made is not looked at afterwards either, until this begins anew.
    """
    if not gc.isenabled():
        yield
        return
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _receive(connection: Connection) -> Any:  # noqa: ANN401 - whatever was worked out
    try:
        result = connection.recv()
    except EOFError:
        message = "a process that took a part of the work ended without a result"
        raise ChildProcessError(message) from None
    if isinstance(result, Exception):
        raise result
    return result
