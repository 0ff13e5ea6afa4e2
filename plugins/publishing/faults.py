"""How content faults look in Pelican's output: plain ``path:line: message`` lines on stderr.

Pelican logs an exception with its traceback, through a handler that wraps and colours lines. An
editor needs neither, and a wrapped line can be neither clicked nor searched.
"""

import logging
import sys
import time

from plugins.portal.problems import ContentFault

RETRY_PAUSE = 1.0
"""Seconds. ``pelican -r`` builds again at once after a fault, without waiting for a change
(4.12; Pelican's own exceptions included). The pause may go when that is mended there."""


class FaultFilter(logging.Filter):
    """Prints a logged ContentFault itself, and leaves its last line to the log."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""

    def filter(self, record: logging.LogRecord) -> bool:
        fault = logged_fault(record)
        if fault is None:
            return True
        text = str(fault)
        if record.levelno < logging.CRITICAL:  # the loop of -r, which goes on
            time.sleep(RETRY_PAUSE)
            if text == self.shown:
                return False
        self.shown = text
        *lines, summary = text.splitlines()
        print(*lines, sep="\n", file=sys.stderr, flush=True)
        record.msg, record.args, record.exc_info = summary, (), None
        return True


FAULTS = FaultFilter()
"""One for the process: ``-r`` registers plugins again after a change of settings."""


def logged_fault(record: logging.LogRecord) -> ContentFault | None:
    """The fault that a log record tells of, as its exception or as a part of its message."""
    told = (*(record.exc_info or ()), *(record.args if isinstance(record.args, tuple) else ()))
    return next((part for part in told if isinstance(part, ContentFault)), None)


def show_plainly() -> None:
    """Let Pelican show faults plainly from now on."""
    filters = logging.getLogger("pelican").filters
    if FAULTS not in filters:
        # First, since Pelican's own filter keeps back what was said before: a fault that comes
        # back after it was mended would go unseen.
        filters.insert(0, FAULTS)


def forget(pelican: object) -> None:
    """Show the next fault even if it is the last one again: a build went well in between."""
    del pelican
    FAULTS.shown = ""
