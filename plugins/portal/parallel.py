"""Work on several processors at once, where the system can copy a process (POSIX ``fork``)."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")


def in_parallel(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, in their order. Raises what a task raised.

    Tasks find all that is in memory, and only their results travel: what they change is lost, or
    not, by which process did them.
    """
    workers = min(len(tasks), processors())
    if workers < 2 or "fork" not in get_all_start_methods():  # noqa: PLR2004 - one is no help
        return [task() for task in tasks]
    others = [_start(tasks[first::workers]) for first in range(1, workers)]
    try:
        with uncollected():
            own = [task() for task in tasks[::workers]]
        shares = [own, *map(_receive, others)]
    finally:
        # One that still works, because another one failed, stops when nobody listens.
        for connection in others:
            connection.close()
    return [shares[place % workers][place // workers] for place in range(len(tasks))]


def shares(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Items in about equal parts, one for each processor; neighbours stay together."""
    number = min(processors(), len(items))
    ends = [len(items) * share // number for share in range(number + 1)] if number else [0]
    return [items[start:end] for start, end in pairwise(ends)]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(tasks: Sequence[Callable[[], object]]) -> Connection:
    """Do tasks in a process of their own; where their results, or their error, will arrive."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    context.Process(target=_work, args=(tasks, sender), daemon=True).start()
    sender.close()
    return receiver


def _work(tasks: Sequence[Callable[[], object]], sender: Connection) -> None:
    try:
        with uncollected():
            results: object = [task() for task in tasks]
    except Exception as error:  # noqa: BLE001 - it is raised where it is received
        results = error
    sender.send(results)


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


def _receive(connection: Connection) -> list[Any]:
    try:
        results = connection.recv()
    except EOFError:
        message = "a process that took a part of the work ended without a result"
        raise ChildProcessError(message) from None
    if isinstance(results, Exception):
        raise results
    found: list[Any] = results
    return found
