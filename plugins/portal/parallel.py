"""Work on several processors at once, where the system can copy a process (POSIX ``fork``)."""

import gc
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

Result = TypeVar("Result")

_tasks: Sequence[Callable[[], object]] = ()
"""What the workers find in their copy of this process: only results travel."""


def in_parallel(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all tasks, in their order; the first error that one of them raises.

    Tasks may use all that is in memory, but what they change there is lost.
    """
    workers = min(len(tasks), processors())
    if workers < 2 or "fork" not in get_all_start_methods():  # noqa: PLR2004 - one is no help
        return [task() for task in tasks]
    global _tasks  # noqa: PLW0603 - workers inherit it
    _tasks = tasks
    try:
        with ProcessPoolExecutor(workers, get_context("fork"), gc.disable) as pool:
            return list(pool.map(_do, range(len(tasks))))  # type: ignore[arg-type]
    finally:
        _tasks = ()


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _do(place: int) -> object:
    return _tasks[place]()
