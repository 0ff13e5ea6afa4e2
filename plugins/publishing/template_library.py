"""Templates, each compiled once for all languages, in which a language then puts its own words."""

import marshal
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import CodeType
from typing import NamedTuple, TypeAlias

from jinja2 import BytecodeCache, Environment, TemplateError, TemplateNotFound, meta
from jinja2.bccache import Bucket
from jinja2.nodes import Template

from plugins.portal.parallel import begun, processors, shares
from plugins.publishing.compiling import SAID
from plugins.publishing.fingerprints import digest_of
from plugins.publishing.messages import Messages


class Compiled(NamedTuple):
    """A template as Python."""

    checksum: str
    """Of all that it was compiled from."""
    code: bytes
    """For ``marshal``. It says no words of any language: see ``PageCode``."""
    references: Sequence[str | None]
    """Names of the templates that it uses; None stands for any."""


Shelf: TypeAlias = dict[str, Compiled]
"""Templates by their names."""


class Library:
    """The templates of a build.

    ``state`` is a digest of what they are compiled for: the catalogues of all languages, and the
    functions that want more than what stands in a template.
    """

    def __init__(self, state: str = "", known: Mapping[str, Compiled] | None = None) -> None:
        self._state = state.encode()
        self.compiled: Shelf = dict(known or {})

    def find(self, environment: Environment, name: str, file: str | None, source: str) -> Compiled:
        """A template by its name, compiled if it is not yet.

        Raises TemplateSyntaxError.
        """
        checksum = self._checksum(source)
        found = self.compiled.get(name)
        if found is None or found.checksum != checksum:
            tree = environment.parse(source, name, file)
            references = _references(tree)  # before compiling, which changes the tree
            code = environment.compile(tree, name, file)
            found = Compiled(checksum, marshal.dumps(code), references)
            self.compiled[name] = found
        return found

    def _checksum(self, source: str) -> str:
        return digest_of(self._state, source.encode())

    def speaking(self, messages: Messages) -> BytecodeCache:
        """How an environment gets its templates in one language."""
        return _Speaking(self, messages)

    def references(self, environment: Environment, name: str, source: str) -> Sequence[str | None]:
        """The names of other templates in a template, None for any; of a wrong one, none."""
        found = self.compiled.get(name)
        if found and found.checksum == self._checksum(source):
            return found.references
        try:
            return _references(environment.parse(source))
        except Exception:  # noqa: BLE001 - rendering tells it with its place
            return []

    def compile(self, environment: Environment, names: Iterable[str]) -> Shelf:
        """Compile some templates, those left out that are missing or wrong; all that are compiled."""
        assert environment.loader  # noqa: S101 - whoever renders has one
        for name in names:
            try:
                source, file, _ = environment.loader.get_source(environment, name)
                self.find(environment, name, file, source)
            except (TemplateNotFound, TemplateError, UnicodeDecodeError):
                continue
        return self.compiled


def compiled_elsewhere(
    make: Callable[[], tuple[Library, Environment]], names: Sequence[str]
) -> Callable[[Library], None]:
    """Have templates compiled by all processors but this process's; what is returned waits for them.

    ``make`` is called there. One that is missing or wrong is told when a page is rendered with it, and
    where there is but one processor, each is compiled when it is asked for.
    """

    def compile_some(names: Sequence[str]) -> Shelf:
        library, environment = make()
        return library.compile(environment, names)

    others = processors() - 1
    waiting = [begun(partial(compile_some, part)) for part in shares(names, others)]

    def put(library: Library) -> None:
        while waiting:
            library.compiled = waiting.pop()() | library.compiled

    return put


class _Speaking(BytecodeCache):
    """How Jinja asks for a template."""

    def __init__(self, library: Library, messages: Messages) -> None:
        self._library = library
        self._messages = messages

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        bucket = Bucket(environment, name, "")
        found = self._library.find(environment, name, filename, source)
        # What is loaded here was compiled by this process or by a copy of it.
        bucket.code = _said(marshal.loads(found.code), self._messages)  # noqa: S302
        return bucket


def _references(tree: Template) -> list[str | None]:
    return [*meta.find_referenced_templates(tree)]


def _said(code: CodeType, messages: Messages) -> CodeType:
    """Code with the words of a language in their places."""

    def words(place: re.Match[str]) -> str:
        return messages.parts(place["message"])[2 * int(place["part"])]

    def said(constant: object) -> object:
        if isinstance(constant, CodeType):
            return _said(constant, messages)
        return SAID.sub(words, constant) if isinstance(constant, str) else constant

    return code.replace(co_consts=tuple(map(said, code.co_consts)))
