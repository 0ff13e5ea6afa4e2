"""Runs one command and says what it took: ``python -S stopwatch.py REPORT COMMAND …``.

A process of its own with hardly anything imported. The system counts a process's memory from before
its program is loaded, when it is still a copy of what started it: a large runner would show there.
"""

import json
import os
import sys
from time import monotonic


def main() -> None:
    report, *command = sys.argv[1:]
    start = monotonic()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = monotonic() - start
    # Of processes that it started and waited for too: their times added up, the largest one's memory.
    taken = {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss / 1024,
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes long to import
        json.dump(taken, file)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
