"""What browsers are told about builds: which is the newest good one, and what is wrong since."""

from secrets import token_hex
from threading import Condition
from typing import NamedTuple


class News(NamedTuple):
    """The newest good build, and the faults that a later one stopped at, or ''."""

    build: str
    faults: str


class Bulletin:
    """Passes news from the thread that builds to those that serve browsers."""

    def __init__(self) -> None:
        self._changed = Condition()
        # Numbers start again with every server; a browser that waits since the last one must
        # not take its build for this one's.
        self._server = token_hex(4)
        self._builds = 0
        self._faults = ""
        self._closed = False

    @property
    def news(self) -> News:
        return News(f"{self._server}-{self._builds}", self._faults)

    def announce(self, faults: str) -> None:
        """Tell of a build that ended: well, or with faults."""
        with self._changed:
            self._faults = faults
            if not faults:
                self._builds += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let everyone go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def wait(self, known: News | None, seconds: float) -> News | None:
        """The news once it is other than ``known``, or after some seconds; None when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.news != known, seconds)
            return None if self._closed else self.news
