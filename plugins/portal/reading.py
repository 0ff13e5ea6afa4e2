"""From a file's bytes to plain data that knows the line of every key.

YAML is read so that nothing depends on how a scalar happens to look: every scalar stays the text
that the editor wrote, and the record's field decides what it is. Hence ``NO`` is a country,
``+45…`` and ``014`` are texts, and ``22:22`` is not a number to the base of sixty.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plugins.portal.problems import Problem

MAX_BYTES = 256 * 1024
"""No text that a person writes by hand comes near this; a larger file is a mistake or an attack."""

MAX_DEPTH = 12
"""Deeper nesting than any record has; keeps a hostile file from exhausting the stack."""

Location = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

INVISIBLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\ufeff]")
"""Control characters and the overrides that make text read differently from what it is."""


@dataclass(frozen=True, slots=True)
class Document:
    """Parsed data, the line of every value in it and the Markdown body, where there is one."""

    path: str
    data: dict[str, Any]
    lines: dict[Location, int]
    body: str = ""
    body_line: int = 1

    def line(self, location: Location) -> int:
        """The line of ``location``, or of the nearest thing around it that has one."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.path, self.line(location), message)


class UnreadableFile(Exception):  # noqa: N818 - a fault in content, see ContentFault
    """A file that cannot be read at all, with the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_yaml(path: Path, name: str) -> Document:
    """Read a YAML file that holds one mapping. ``name`` is the path that messages show."""
    return parse_yaml(read_text(path, name), name)


def read_markdown(path: Path, name: str) -> Document:
    """Read a Markdown file that opens with YAML between two lines of ``---``."""
    text = read_text(path, name)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise UnreadableFile(
            Problem(name, 1, "the file must open with a line of '---' and its facts, as in title: …")
        )
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    except StopIteration:
        raise UnreadableFile(
            Problem(name, 1, "the facts that open with '---' are never closed by a second '---'")
        ) from None
    document = parse_yaml("\n".join(lines[1:end]), name, first_line=2)
    body = "\n".join(lines[end + 1 :])
    return Document(name, document.data, document.lines, body, end + 2)


def read_text(path: Path, name: str) -> str:
    """The text of a small UTF-8 file; anything else is refused with a problem."""
    if path.is_symlink():
        raise UnreadableFile(Problem(name, 1, "is a symbolic link; put the file itself here"))
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFile(
            Problem(name, 1, f"is {size:,} bytes; at most {MAX_BYTES:,} are allowed in a text file")
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start]
        raise UnreadableFile(
            Problem(name, line, f"byte 0x{found:02x} is not UTF-8; save the file with encoding UTF-8")
        ) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if hidden := INVISIBLE.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        code = f"U+{ord(hidden.group()):04X}"
        raise UnreadableFile(
            Problem(name, line, f"holds the invisible control character {code}; delete it")
        )
    return text


def parse_yaml(text: str, name: str, first_line: int = 1) -> Document:
    """Parse one mapping of plain scalars, lists and mappings; see the module on what is refused."""
    parser = _Parser(text, name, first_line)
    try:
        data = parser.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        said = " ".join(filter(None, (error.context, error.problem)))
        raise UnreadableFile(Problem(name, line, f"is not valid YAML: {said}{_hint(said)}")) from None
    except yaml.YAMLError as error:
        raise UnreadableFile(Problem(name, first_line, f"is not valid YAML: {error}")) from None
    return Document(name, data, parser.lines)


def _hint(said: str) -> str:
    if "mapping values are not allowed" in said:
        return "; put a text that holds ': ' in quotes"
    if "cannot start any token" in said:
        return "; indent with spaces, and put a text that begins with a special sign in quotes"
    return ""


class _Parser:
    """Builds plain data from YAML events, so that nothing is expanded before it was looked at."""

    def __init__(self, text: str, name: str, first_line: int) -> None:
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.name = name
        self.first_line = first_line
        self.lines: dict[Location, int] = {}

    def document(self) -> dict[str, Any]:
        next(self.events)  # the start of the stream
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self.refuse(event, "is empty; write at least the required keys")
        event = next(self.events)
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
        self.lines.setdefault(location, event.start_mark.line + self.first_line)
        self.refuse_features(event)
        if len(location) > MAX_DEPTH:
            self.refuse(event, f"is nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(location)
        if event.style is None and event.value in ("", "~", "null"):
            key = location[-1] if location else ""
            self.refuse(event, f"'{key}' is empty; write a value, or remove the line")
        return event.value

    def mapping(self, location: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in iter(self.events.__next__, None):
            if isinstance(event, yaml.MappingEndEvent):
                break
            self.refuse_features(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "a key must be one word, not a list or a mapping")
            key = event.value
            if key in data:
                first = self.lines[(*location, key)]
                self.refuse(event, f"'{key}' was already given on line {first}; keep one of the two")
            self.lines[(*location, key)] = event.start_mark.line + self.first_line
            data[key] = self.value(next(self.events), (*location, key))
        return data

    def sequence(self, location: Location) -> list[Any]:
        items: list[Any] = []
        for event in iter(self.events.__next__, None):
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(event, (*location, len(items))))
        return items

    def refuse_features(self, event: yaml.Event) -> None:
        """Aliases can blow up a small file, tags can name code, and editors need neither."""
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"uses the alias '*{event.anchor}'; write the value out instead")
        if getattr(event, "anchor", None):
            self.refuse(event, f"uses the anchor '&{event.anchor}'; anchors are not allowed, remove it")
        if getattr(event, "tag", None):
            self.refuse(event, f"uses the tag '{event.tag}'; tags are not allowed, remove it")

    def refuse(self, event: yaml.Event, message: str) -> None:
        raise UnreadableFile(Problem(self.name, event.start_mark.line + self.first_line, message))
