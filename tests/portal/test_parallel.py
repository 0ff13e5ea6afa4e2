"""Tasks are shared between processes; what comes back is as if one had done them all."""

import gc
import os
from functools import partial

import pytest

from plugins.portal import parallel
from plugins.portal.parallel import in_parallel, uncollected
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
