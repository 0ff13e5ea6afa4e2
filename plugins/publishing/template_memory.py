"""Templates that were compiled by builds of a preview, so that the next build need not compile them.

They travel from each build to the process that all builds are copies of (``warm``), and are nowhere
but in memory.
"""

import marshal
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import CodeType

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

from plugins.publishing.fingerprints import digest_of

LENGTH_BYTES = 8
"""Each message begins with its length."""

Compiled = dict[str, tuple[str, CodeType]]
"""Language and template → a digest of all that it was compiled from, and its Python."""


class TemplateMemory:
    """What is known, and what this build found out."""

    def __init__(self) -> None:
        self._known: Compiled = {}
        self._new: Compiled = {}
        self._teller: int | None = None
        self._heard = b""

    def tell_to(self, pipe: int) -> None:
        """From now on, in a copy, to where the first process listens."""
        self._teller = pipe

    def serve(self, environments: Mapping[str, Environment], catalogues: Mapping[str, str]) -> None:
        """Let environments, by their languages, ask here before they compile.

        What translators wrote is part of templates; ``catalogues`` are digests of that.
        """
        if self._teller is not None:
            for code, environment in environments.items():
                environment.bytecode_cache = _Asking(
                    code, catalogues.get(code, ""), self._known, self._new
                )

    def tell(self) -> None:
        """Hand on what was compiled."""
        if self._teller is None or not self._new:
            return
        content = marshal.dumps(self._new)
        self._new.clear()
        with os.fdopen(os.dup(self._teller), "wb") as pipe, suppress(BrokenPipeError):
            pipe.write(len(content).to_bytes(LENGTH_BYTES) + content)

    def tell_all(self, environments: Iterable[Environment], templates: Iterable[str]) -> None:
        """Compile what other builds may need, and hand it on."""
        if self._teller is not None:
            names = [*templates]
            for environment in environments:
                for name in names:
                    with suppress(TemplateError):  # told where a page is made
                        environment.get_template(name)
            self.tell()

    def hear(self, content: bytes) -> None:
        """Take what a build told; parts of messages may come one by one."""
        self._heard += content
        for message in self._messages():
            self._known |= marshal.loads(message)  # noqa: S302 - a copy of this process wrote it

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


class _Asking(BytecodeCache):
    """How Jinja asks for the templates of a language."""

    def __init__(self, language: str, catalogue: str, known: Compiled, new: Compiled) -> None:
        self._language = language
        self._catalogue = catalogue
        self._known = known
        self._new = new

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{self._language} {name} {filename}"

    def get_source_checksum(self, source: str) -> str:
        return digest_of(self._catalogue.encode(), source.encode())

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code  # noqa: S101 - Jinja has just compiled it
        self._new[bucket.key] = bucket.checksum, bucket.code


MEMORY = TemplateMemory()
"""That of this process. Where nobody listens, nothing is remembered."""
