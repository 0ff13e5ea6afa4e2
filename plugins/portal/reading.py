"""From a file's bytes to plain data that knows the line of every key.

YAML is read so that nothing depends on how a scalar happens to look: every scalar stays the text
that the editor wrote, and the record's field decides what it is. Hence ``NO`` is a country,
``+45…`` and ``014`` are texts, and ``22:22`` is not a number to the base of sixty. What programs
write is JSON, which is read fast; its lines are counted only when somebody asks for one.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Any, NoReturn

import yaml

from plugins.portal.plain_yaml import read_plain
from plugins.portal.problems import Problem

MAX_BYTES = 256 * 1024
"""No text that a person writes by hand comes near this; a larger file is a mistake or an attack."""

MAX_WRITTEN_BY_PROGRAMS = 16 * 1024 * 1024
"""Bytes of a JSON file: three thousand long postings of one employer."""

MAX_TEXT = 40_000
"""Characters of a Markdown text: twenty printed pages."""

MAX_ENTRIES = 500
"""Of a list. Each entry may be compared with every record, so that a longer one stalls the build."""

MAX_DEPTH = 12
"""Deeper nesting than any record has; keeps a hostile file from exhausting the stack."""

Location = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f"
    r"\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Control characters, odd ends of lines, spaces of no width, halves of characters, and signs that
turn the direction of writing, which make text read differently from what it is. Scripts that join
letters and that run from right to left need U+200C to U+200F, which turn nothing around."""

EMPTY = frozenset({"", "~", "null"})
"""What YAML reads as no value, where it is not in quotes."""


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed data, the line of every value in it and the Markdown body, where there is one.

    A file that is a list has ``entries`` and no data; locations in it begin with a position.
    ``problems`` are faults of the notation that did not keep the rest from being read; the values
    at ``faulty`` places stand for nothing that the editor meant.
    """

    path: str
    data: dict[str, Any]
    lines: Mapping[Location, int]
    block_lines: Mapping[Location, int] = field(default_factory=dict)
    """The first line of each text that keeps its own lines (``|``)."""
    entries: tuple[Any, ...] = ()
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[Location] = frozenset()
    digest: str = ""
    """Of the bytes of the file."""

    def line(self, location: Location) -> int:
        """The line of ``location``, or of the nearest thing around it that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def line_in_text(self, location: Location, lines_before: int) -> int:
        """A line within the text at ``location``; its first where YAML has folded the others."""
        first = self.block_lines.get(location)
        return self.line(location) if first is None else first + lines_before

    def is_faulty(self, location: Location) -> bool:
        """Whether ``location``, or something around it, was already found to be at fault."""
        return bool(self.faulty) and any(
            location[:depth] in self.faulty for depth in range(len(location) + 1)
        )

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.path, self.line(location), message)


class UnreadableFile(Exception):  # noqa: N818 - a fault in content, see ContentFault
    """A file that cannot be read to its end, with the problems found until there."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


DIGEST_BYTES = 16


def digest_of(content: bytes) -> str:
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def read_yaml(path: Path, name: str) -> Document:
    """Read a YAML file that holds one mapping. ``name`` is the path that messages show."""
    text, digest = read_text(path, name)
    return parse_yaml(text, name, digest=digest)


def read_yaml_list(path: Path, name: str) -> Document:
    """Read a YAML file that holds one list."""
    text, digest = read_text(path, name)
    return parse_yaml(text, name, is_list=True, digest=digest)


def read_json_list(path: Path, name: str) -> Document:
    """Read a JSON file that holds one list. Numbers stay the texts that they are in YAML."""
    text, digest = _decoded(path, name, MAX_WRITTEN_BY_PROGRAMS)
    lines = _Lines(lambda: _JsonWalk(text).lines)
    pairs = _Pairs()
    try:
        entries = json.loads(
            text, object_pairs_hook=pairs.joined, parse_int=str, parse_float=str, parse_constant=str
        )
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg} (column {error.colno})"
        raise UnreadableFile(Problem(name, error.lineno, message)) from None
    except RecursionError:
        message = f"is nested more than {MAX_DEPTH} levels deep"
        raise UnreadableFile(Problem(name, 1, message)) from None
    if pairs.are_repeated:
        raise UnreadableFile(*(Problem(name, *said) for said in _JsonWalk(text).repeated))
    if not isinstance(entries, list):
        raise UnreadableFile(Problem(name, 1, _NO_LIST))
    is_visible = not _HIDING.search(text) and text.replace("\n", "").isprintable()
    if faults := list(_json_faults(entries, (), is_visible=is_visible)):
        raise UnreadableFile(*(Problem(name, lines[place], message) for place, message in faults))
    return Document(name, {}, lines, entries=tuple(entries), digest=digest)


def read_markdown(path: Path, name: str) -> Document:
    """Read a Markdown file that opens with YAML between two lines of ``---``."""
    text, digest = read_text(path, name)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise UnreadableFile(
            Problem(
                name, 1, "the file must open with a line of '---' and its facts, as in title: …"
            )
        )
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    except StopIteration:
        raise UnreadableFile(
            Problem(name, 1, "the facts that open with '---' are never closed by a second '---'")
        ) from None
    document = parse_yaml("\n".join(lines[1:end]), name, first_line=2)
    body = "\n".join(lines[end + 1 :])
    if len(body) > MAX_TEXT:
        message = (
            f"the text has {len(body):,} characters; at most {MAX_TEXT:,} are allowed, so divide it"
        )
        raise UnreadableFile(*document.problems, Problem(name, end + 2, message))
    return replace(document, body=body, body_line=end + 2, digest=digest)


def read_text(path: Path, name: str) -> tuple[str, str]:
    """The text of a small UTF-8 file and its digest; anything else is refused with a problem."""
    text, digest = _decoded(path, name, MAX_BYTES)
    if hidden := INVISIBLE.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise UnreadableFile(Problem(name, line, _invisible(hidden)))
    return text, digest


def _decoded(path: Path, name: str, max_bytes: int) -> tuple[str, str]:
    try:
        data = _bytes(path, name, max_bytes)
    except OSError as error:
        raise UnreadableFile(Problem(name, 1, f"cannot be read: {error.strerror}")) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start]
        raise UnreadableFile(
            Problem(
                name, line, f"byte 0x{found:02x} is not UTF-8; save the file with encoding UTF-8"
            )
        ) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, digest_of(data)


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile(Problem(name, 1, "there is no such file")) from None
    if S_ISLNK(status.st_mode):
        raise UnreadableFile(Problem(name, 1, "is a symbolic link; put the file itself here"))
    if not S_ISREG(status.st_mode):
        raise UnreadableFile(Problem(name, 1, "is no ordinary file; put a text file here"))
    if (size := status.st_size) > max_bytes:
        raise UnreadableFile(
            Problem(name, 1, f"is {size:,} bytes; at most {max_bytes:,} are allowed in a text file")
        )
    return path.read_bytes()


def _invisible(found: re.Match[str]) -> str:
    return f"holds the invisible control character U+{ord(found.group()):04X}; delete it"


_NO_LIST = "must be a list of entries"


class _Pairs:
    """Makes JSON objects, and notes whether one has a key twice; where, only a slower reading tells."""

    are_repeated = False

    def joined(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self.are_repeated = True
        return found


_HIDING = re.compile(r"\\[bfru]")
"""How JSON writes signs that cannot be seen, and others that can."""


def _json_faults(
    value: Any,  # noqa: ANN401 - plain data
    location: Location,
    *,
    is_visible: bool,
) -> Iterator[tuple[Location, str]]:
    """Where JSON holds what no record may hold, and what is to be said of it.

    Where the whole file ``is_visible``, so are all texts in it.
    """
    if len(location) > MAX_DEPTH:
        yield location, f"is nested more than {MAX_DEPTH} levels deep"
        return
    if isinstance(value, list) and location and len(value) > MAX_ENTRIES:
        yield location, f"is a list of more than {MAX_ENTRIES} entries; shorten it"
        return
    for step, item in value.items() if isinstance(value, dict) else enumerate(value):
        if type(item) is str:
            if is_visible:
                continue
            # Nearly every text is printable but for its ends of lines, which is told much faster.
            if not item.replace("\n", "").isprintable() and (hidden := INVISIBLE.search(item)):
                yield (*location, step), _invisible(hidden)
        elif isinstance(item, dict | list):
            yield from _json_faults(item, (*location, step), is_visible=is_visible)


class _Lines(Mapping[Location, int]):
    """The line of every key and entry of a text, looked for when one is first asked for."""

    def __init__(self, find: Callable[[], Mapping[Location, int]]) -> None:
        self._find = find

    @cached_property
    def _found(self) -> Mapping[Location, int]:
        return self._find()

    def __getitem__(self, location: Location) -> int:
        return self._found[location]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


_SPACE = re.compile(r"[ \t\n]*")
_scalar = json.JSONDecoder().raw_decode


class _JsonWalk:
    """Goes through a JSON text that is known to be one, and notes on which line everything stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Location, int] = {}
        self.repeated: list[tuple[int, str]] = []
        self.counted, self.line = 0, 1
        self.value(0, ())

    def value(self, start: int, location: Location) -> int:
        """Note a value that begins after the space at ``start``; where it ends."""
        at = self.skip_space(start)
        self.lines.setdefault(location, self.line_at(at))
        if len(location) <= MAX_DEPTH and self.text[at] in "[{":
            return self.items(at + 1, location, is_list=self.text[at] == "[")
        return _scalar(self.text, at)[1]

    def items(self, at: int, location: Location, *, is_list: bool) -> int:
        position = 0
        while self.text[at := self.skip_space(at)] not in "]}":
            if self.text[at] == ",":
                at += 1
            elif is_list:
                at = self.value(at, (*location, position))
                position += 1
            else:
                key, end = _scalar(self.text, at)
                self.note_key((*location, key), at)
                at = self.value(self.skip_space(end) + 1, (*location, key))
        return at + 1

    def note_key(self, location: Location, at: int) -> None:
        line = self.line_at(at)
        if first := self.lines.get(location):
            said = f"'{location[-1]}' was already given on line {first}; keep one of the two"
            self.repeated.append((line, said))
        self.lines.setdefault(location, line)

    def skip_space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def line_at(self, at: int) -> int:
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line


def parse_yaml(
    text: str, name: str, first_line: int = 1, *, is_list: bool = False, digest: str = ""
) -> Document:
    """Parse one mapping of plain scalars, lists and mappings; see the module on what is refused.

    Where ``is_list``, the document is one list of them.
    """
    plain = read_plain(text if text.endswith("\n") else f"{text}\n", is_list=is_list)
    if plain is None:
        return replace(_parsed(text, name, first_line, is_list=is_list), digest=digest)
    slow = partial(_parsed, text, name, first_line, is_list=is_list)
    lines, block_lines = _Lines(lambda: slow().lines), _Lines(lambda: slow().block_lines)
    return _document(name, plain, lines, block_lines, digest)


def _document(
    name: str,
    data: dict[str, Any] | list[Any],
    lines: Mapping[Location, int],
    block_lines: Mapping[Location, int],
    digest: str = "",
) -> Document:
    if isinstance(data, dict):
        return Document(name, data, lines, block_lines, digest=digest)
    return Document(name, {}, lines, block_lines, entries=tuple(data), digest=digest)


def _parsed(text: str, name: str, first_line: int, *, is_list: bool) -> Document:
    parser = _Parser(text, name, first_line)
    try:
        data = parser.document(is_list=is_list)
    except yaml.MarkedYAMLError as error:
        line, message = _explained(error, *parser.quoted_lines)
        line = min(line + first_line, parser.last_line)
        raise UnreadableFile(*parser.problems, Problem(name, line, message)) from None
    document = _document(name, data, parser.lines, parser.block_lines)
    return replace(document, problems=tuple(parser.problems), faulty=frozenset(parser.faulty))


_UNCLOSED_QUOTE = "has a quotation mark that is never closed"
_QUOTES = "put the text in quotes"
_SYNTAX = (
    (
        "mapping values are not allowed",
        f"has ': ' where no key can stand; {_QUOTES}, or indent the line as its neighbours",
    ),
    (
        "cannot start any token",
        f"has a tab or a special sign where a value begins; indent with spaces, or {_QUOTES}",
    ),
    ("scanning a quoted scalar", _UNCLOSED_QUOTE),
    ("scanning an alias", f"has a value that begins with '*'; {_QUOTES}"),
    ("scanning an anchor", f"has a value that begins with '&'; {_QUOTES}"),
    ("expected ':'", "is neither 'key: value' nor a part of the text above it"),
    ("flow sequence", f"has a '[' without its ']'; close it, or {_QUOTES}"),
    ("flow mapping", f"has a '{{' without its '}}'; close it, or {_QUOTES}"),
    ("flow node", f"has a '[' or '{{' that is never closed; close it, or {_QUOTES}"),
    (
        "did not find expected key",
        f"goes on after its value has ended; {_QUOTES}, or indent the line as its neighbours",
    ),
    ("quoted scalar found", "has a backslash in double quotes; use single quotes"),
)
"""What the YAML parser says → the same in an editor's words."""


def _explained(error: yaml.MarkedYAMLError, quote: int, end_of_quote: int) -> tuple[int, str]:
    """The line, counted from 0, at which a faulty notation began, and what is wrong with it.

    A quotation mark that is not closed where it should be ends at the next one, lines below.
    """
    said = " ".join(filter(None, (error.context, error.problem)))
    began = said.startswith("while") and "block mapping" not in said
    mark = (error.context_mark if began else error.problem_mark) or error.problem_mark
    line = mark.line if mark else 0
    if quote < line == end_of_quote:
        return quote, _UNCLOSED_QUOTE
    plain = next((plain for part, plain in _SYNTAX if part in said), f"is not valid YAML: {said}")
    return line, plain


class _Parser:
    """Builds plain data from YAML events, so that nothing is expanded before it was looked at.

    What can be passed over is noted, so that one run shows all of it; the rest is refused.
    """

    def __init__(self, text: str, name: str, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.name = name
        self.first_line = first_line
        self.last_line = first_line + text.rstrip().count("\n")
        self.lines: dict[Location, int] = {}
        self.block_lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self.faulty: set[Location] = set()
        self.has_anchors = False
        self.quoted_lines = (0, 0)
        """Where the last text in quotes begins and ends, counted from 0."""

    def document(self, *, is_list: bool) -> dict[str, Any] | list[Any]:
        next(self.events)  # the start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise UnreadableFile(
                Problem(self.name, 1, "is empty; write at least the required keys")
            )
        event = next(self.events)
        if isinstance(event, yaml.ScalarEvent) and not event.value:
            self.refuse(event, "is empty; write at least the required keys")
        if is_list and not isinstance(event, yaml.SequenceStartEvent):
            self.refuse(event, f"{_NO_LIST}, each of which begins with '- '")
        if not is_list and not isinstance(event, yaml.MappingStartEvent):
            self.refuse(event, "must be a list of 'key: value' lines")
        data: dict[str, Any] | list[Any] = self.value(event, ())
        next(self.events)  # the end of the document
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.refuse(event, "holds a second document after '---'; one file is one document")
        return data

    def value(self, event: yaml.Event, location: Location) -> Any:  # noqa: ANN401 - plain data
        self.lines.setdefault(location, self.line(event))
        self.note_features(event, location)
        if len(location) > MAX_DEPTH:
            self.refuse(event, f"is nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(location)
        return self.text(event, location) if isinstance(event, yaml.ScalarEvent) else ""

    def text(self, event: yaml.ScalarEvent, location: Location) -> str:
        text = str(event.value)
        if not event.style and text in EMPTY:
            key = next((step for step in reversed(location) if isinstance(step, str)), "")
            self.note(event, f"'{key}' is empty; write a value, or remove the line", location)
        self.note_invisible(event, location)
        if event.style == "|":
            self.block_lines[location] = self.line(event) + 1
        if event.style in {"'", '"'} and event.start_mark and event.end_mark:
            self.quoted_lines = (event.start_mark.line, event.end_mark.line)
        return text

    def mapping(self, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "a key must be one word, not an alias, a list or a mapping")
            key = str(event.value)
            place = (*location, key)
            self.note_features(event, place)
            self.note_invisible(event, place)
            if key in data:
                first = self.lines[place]
                self.note(event, f"'{key}' was already given on line {first}; keep one of the two")
                self.value(next(self.events), (*place, "again"))
                continue
            self.lines[place] = self.line(event)
            data[key] = self.value(next(self.events), place)
        return data

    def sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            if len(items) == MAX_ENTRIES:
                self.refuse(event, f"is a list of more than {MAX_ENTRIES} entries; shorten it")
            items.append(self.value(event, (*location, len(items))))
        return items

    def note_features(self, event: yaml.Event, location: Location) -> None:
        """Aliases can blow up a small file, tags can name code, and editors need neither.

        The first anchor or alias stands for all: a file that is built on them has hundreds.
        """
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor and not self.has_anchors:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self.note(
                event, f"uses '{sign}{anchor}' to repeat a value; write the value out instead"
            )
            self.has_anchors = True
        if isinstance(event, yaml.AliasEvent):
            self.faulty.add(location)
        if tag:
            self.note(event, f"uses the tag '{tag}'; tags are not allowed, remove it", location)

    def note_invisible(self, event: yaml.ScalarEvent, location: Location) -> None:
        """Between double quotes, a control character can be written as an escape."""
        if event.style == '"' and (hidden := INVISIBLE.search(event.value)):
            self.note(event, _invisible(hidden), location)

    def line(self, event: yaml.Event) -> int:
        """The line of an event. What is missing at a file's end has the last line with a text."""
        line = event.start_mark.line if event.start_mark else 0
        return min(line + self.first_line, self.last_line)

    def note(self, event: yaml.Event, message: str, faulty: Location | None = None) -> None:
        self.problems.append(Problem(self.name, self.line(event), message))
        if faulty is not None:
            self.faulty.add(faulty)

    def refuse(self, event: yaml.Event, message: str) -> NoReturn:
        raise UnreadableFile(*self.problems, Problem(self.name, self.line(event), message))
