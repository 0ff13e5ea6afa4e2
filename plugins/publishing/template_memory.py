"""Templates that were compiled by builds of a preview, so that the next build need not compile them.

They travel from each build to the process that all builds are copies of (``warm``), and are nowhere
but in memory.
"""

import marshal
import os
from collections.abc import Iterator
from contextlib import suppress

from plugins.publishing.template_library import Compiled, Library, Shelf

LENGTH_BYTES = 8
"""Each message begins with its length."""


class TemplateMemory:
    """What is known, and what this build found out."""

    def __init__(self) -> None:
        self._known: Shelf = {}
        self._library = Library()
        self._teller: int | None = None
        self._heard = b""

    def tell_to(self, pipe: int) -> None:
        """From now on, in a copy, to where the first process listens."""
        self._teller = pipe

    @property
    def knows_templates(self) -> bool:
        """Whether builds before this one told of any."""
        return bool(self._known)

    def open_library(self, state: str) -> Library:
        """The templates of a build, with those that are known. ``state`` is as in ``Library``."""
        self._library = Library(state, self._known)
        return self._library

    def tell(self) -> None:
        """Hand on what was compiled."""
        compiled = self._library.compiled
        new = {name: found for name, found in compiled.items() if self._known.get(name) != found}
        if self._teller is None or not new:
            return
        self._known |= new
        content = marshal.dumps({name: tuple(found) for name, found in new.items()})
        with os.fdopen(os.dup(self._teller), "wb") as pipe, suppress(BrokenPipeError):
            pipe.write(len(content).to_bytes(LENGTH_BYTES) + content)

    def hear(self, content: bytes) -> None:
        """Take what a build told; parts of messages may come one by one."""
        self._heard += content
        for message in self._messages():
            told = marshal.loads(message)  # noqa: S302 - a copy of this process wrote it
            self._known |= {name: Compiled(*found) for name, found in told.items()}

    def forget_rest(self) -> None:
        """A build has ended, perhaps in the middle of a message."""
        self._heard = b""

    def _messages(self) -> Iterator[bytes]:
        while True:
            end = LENGTH_BYTES + int.from_bytes(self._heard[:LENGTH_BYTES])
            if len(self._heard) < max(end, LENGTH_BYTES):
                return
            message, self._heard = self._heard[LENGTH_BYTES:end], self._heard[end:]
            yield message


MEMORY = TemplateMemory()
"""That of this process. Where nobody listens, nothing is remembered."""
