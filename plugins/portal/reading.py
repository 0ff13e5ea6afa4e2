"""From a file's bytes to plain data that knows the line of every key.

YAML is read so that nothing depends on how a scalar happens to look: every scalar stays the text
that the editor wrote, and the record's field decides what it is. Hence ``NO`` is a country,
``+45…`` and ``014`` are texts, and ``22:22`` is not a number to the base of sixty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from plugins.portal.problems import Problem

MAX_BYTES = 256 * 1024
"""No text that a person writes by hand comes near this; a larger file is a mistake or an attack."""

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
    r"\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Control characters, odd ends of lines, spaces of no width, and signs that turn the direction of
writing, which make text read differently from what it is. Scripts that join letters and that run
from right to left need U+200C to U+200F, which turn nothing around."""

EMPTY = frozenset({"", "~", "null"})
"""What YAML reads as no value, where it is not in quotes."""


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed data, the line of every value in it and the Markdown body, where there is one.

    ``problems`` are faults of the notation that did not keep the rest from being read; the values
    at ``faulty`` places stand for nothing that the editor meant.
    """

    path: str
    data: dict[str, Any]
    lines: Mapping[Location, int]
    block_lines: Mapping[Location, int] = field(default_factory=dict)
    """The first line of each text that keeps its own lines (``|``)."""
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[Location] = frozenset()

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
        return any(location[:depth] in self.faulty for depth in range(len(location) + 1))

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.path, self.line(location), message)


class UnreadableFile(Exception):  # noqa: N818 - a fault in content, see ContentFault
    """A file that cannot be read to its end, with the problems found until there."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def read_yaml(path: Path, name: str) -> Document:
    """Read a YAML file that holds one mapping. ``name`` is the path that messages show."""
    return parse_yaml(read_text(path, name), name)


def read_markdown(path: Path, name: str) -> Document:
    """Read a Markdown file that opens with YAML between two lines of ``---``."""
    text = read_text(path, name)
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
    return replace(document, body=body, body_line=end + 2)


def read_text(path: Path, name: str) -> str:
    """The text of a small UTF-8 file; anything else is refused with a problem."""
    if path.is_symlink():
        raise UnreadableFile(Problem(name, 1, "is a symbolic link; put the file itself here"))
    if not path.is_file():
        raise UnreadableFile(Problem(name, 1, "is no ordinary file; put a text file here"))
    try:
        data = _bytes(path, name)
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
    if hidden := INVISIBLE.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        raise UnreadableFile(Problem(name, line, _invisible(hidden)))
    return text


def _bytes(path: Path, name: str) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFile(
            Problem(name, 1, f"is {size:,} bytes; at most {MAX_BYTES:,} are allowed in a text file")
        )
    return path.read_bytes()


def _invisible(found: re.Match[str]) -> str:
    return f"holds the invisible control character U+{ord(found.group()):04X}; delete it"


def parse_yaml(text: str, name: str, first_line: int = 1) -> Document:
    """Parse one mapping of plain scalars, lists and mappings; see the module on what is refused."""
    parser = _Parser(text, name, first_line)
    try:
        data = parser.document()
    except yaml.MarkedYAMLError as error:
        line, message = _explained(error, *parser.quoted_lines)
        line = min(line + first_line, parser.last_line)
        raise UnreadableFile(*parser.problems, Problem(name, line, message)) from None
    return Document(
        name,
        data,
        parser.lines,
        parser.block_lines,
        problems=tuple(parser.problems),
        faulty=frozenset(parser.faulty),
    )


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

    def document(self) -> dict[str, Any]:
        next(self.events)  # the start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise UnreadableFile(
                Problem(self.name, 1, "is empty; write at least the required keys")
            )
        event = next(self.events)
        if isinstance(event, yaml.ScalarEvent) and not event.value:
            self.refuse(event, "is empty; write at least the required keys")
        if not isinstance(event, yaml.MappingStartEvent):
            self.refuse(event, "must be a list of 'key: value' lines")
        data = self.value(event, ())
        next(self.events)  # the end of the document
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.refuse(event, "holds a second document after '---'; one file is one document")
        assert isinstance(data, dict)  # noqa: S101 - a mapping was started above
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
