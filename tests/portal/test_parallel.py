"""Tasks are shared between processes; what comes back is as if one had done them all."""

import gc
import os
from functools import partial
from itertools import chain
from time import sleep

import pytest

from plugins.portal import parallel
from plugins.portal.parallel import in_parallel, share_out, uncollected
from plugins.portal.problems import ContentFault, Problem


@pytest.fixture(autouse=True, params=[1, 2, 3])
def _processors(request, monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: request.param)


@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_results_come_in_the_order_of_tasks(number):
    """Whichever process was faster."""
    assert in_parallel([partial(pow, task, 2) for task in range(number)]) == [
        task**2 for task in range(number)
    ]


def test_several_processes_work():
    """There are as many as processors, and no more than tasks."""
    found = in_parallel([os.getpid] * 4)
    assert len(set(found)) == parallel.processors()
    assert os.getpid() in found


@pytest.mark.parametrize("number", [0, 1, 7, 1000])
def test_each_item_is_taken_once(number):
    """Whoever takes it; a process with nothing to do gives an empty part."""
    taken = share_out(list, range(number))
    assert sorted(chain.from_iterable(taken)) == list(range(number))


def test_who_is_done_takes_over():
    """The part of a process that is slow is not waited for as a whole."""
    parts = share_out(partial(_slowly_where_others_work, os.getpid()), range(900))
    if parallel.processors() > 1:
        slow, *others = map(len, parts)
        assert slow < 900 / parallel.processors() < max(others)


def _slowly_where_others_work(first, items):
    done = []
    for item in items:
        done.append(item)
        if os.getpid() == first and parallel.processors() > 1:
            sleep(0.01)
    return done


def test_a_process_that_is_done_takes_the_next_task():
    """None waits while others have more to do than it had."""

    def wait() -> int:
        sleep(0.5)
        return os.getpid()

    found = in_parallel([wait, *[os.getpid] * 9])
    if parallel.processors() > 1:
        assert found.count(found[0]) == 1


@pytest.mark.parametrize("place", range(3))
def test_errors_are_raised_as_they_are(place):
    """A fault in content is told with its file and line, whichever process met it."""
    problem = Problem("content/guides/x.en.md", 3, "is wrong")

    def fail():
        raise ContentFault([problem])

    tasks = [os.getpid] * 3
    tasks[place] = fail
    with pytest.raises(ContentFault) as fault:
        in_parallel(tasks)
    assert fault.value.problems == (problem,)


def test_a_process_that_dies_is_an_error():
    """Nothing is published of a build that lost a part."""
    here = os.getpid()

    def die():
        if os.getpid() != here:
            os._exit(1)

    if parallel.processors() == 1:
        assert in_parallel([die, die, die]) == [None] * 3
    else:
        with pytest.raises(ChildProcessError):
            in_parallel([die, die, die])


def test_garbage_is_looked_for_again_afterwards():
    """Not before the outermost of several is done, and what they made is left alone."""
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_a_task_goes_on_meanwhile():
    """Its result, or its error, is there when it is asked for."""
    assert [parallel.begun(partial(pow, 2, power))() for power in range(3)] == [1, 2, 4]
    waiting = parallel.begun(partial(int, "x"))
    with pytest.raises(ValueError, match="invalid literal"):
        waiting()
