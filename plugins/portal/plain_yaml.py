"""YAML as nearly every file is written, read a line at a time: several times as fast as by a parser.

That is mappings and lists by indentation, and scalars that end on their line or stand below ``|``.
``read_plain`` tells what the parser would tell of such a text, and nothing of any other: one that
has a fault, or notation that is rare or ambiguous, is left to the parser.
"""

import re
from functools import cache
from typing import Any

MAX_LEVELS = 8
"""Lists and mappings that stand in one another: more than records have, fewer than are refused."""

MAX_COLUMN = 16
"""Where a text below ``|`` can begin."""

MAX_ITEMS = 100
"""Entries of a list: fewer than those of which a list may have too many."""

Plain = dict[str, Any] | list[Any]

# A scalar without quotes begins with no sign of YAML's own, and holds neither what ends a key nor
# what begins a comment. That it is one line shows by the next one, which begins no further right.
_KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_BARE = (
    r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~]|-(?=[0-9]))"
    r"[^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*(?<! )"
)
_WORD = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_LINE = re.compile(
    rf"(?P<indent> *)(?:(?P<dash>- +)?(?:(?P<key>{_KEY}):(?: +(?! )|(?=\n)))?"
    rf"(?:(?P<bare>{_BARE})|'(?P<quoted>[^'\n]*+(?:''[^'\n]*+)*)'|\"(?P<doubly>[^\"\\\n]*)\""
    rf"|\[(?P<words>(?:{_WORD}(?:, *{_WORD})*)?)\]|(?P<block>\|-?))?|#[^\n]*)?\n"
)


@cache
def _block(column: int) -> re.Pattern[str]:
    """A text that begins at a column with something, and goes on until a line begins further left."""
    space = " " * column
    return re.compile(rf"(?={space}[^ \n])(?:{space}[^\n]*+\n|\n)+")


_INDENT = re.compile(" *")


def read_plain(text: str, *, is_list: bool = False) -> Plain | None:
    """What a text without invisible characters says, if it is plain; None where it may not be."""
    if "\t" in text or not text.endswith("\n"):
        return None
    try:
        return _Reader(text, is_list=is_list).document()
    except _NotPlain:
        return None


class _NotPlain(Exception):  # noqa: N818 - no error: it is read in another way
    """Something in a text is not plain."""


class _Reader:
    """Goes through lines; ``levels`` are what is open, each with the column where it stands."""

    def __init__(self, text: str, *, is_list: bool) -> None:
        self.text = text
        self.top: Plain = [] if is_list else {}
        self.levels: list[tuple[int, Plain]] = [(0, self.top)]
        self.waiting: tuple[dict[str, Any], str] | None = None
        """A mapping and the key in it whose value stands on the lines below."""

    def document(self) -> Plain:
        at, text, line = 0, self.text, _LINE.match
        end = len(text)
        while at < end:
            found = line(text, at)
            if not found:
                raise _NotPlain
            # Any other line is empty, or a comment.
            at = found.end() if found.lastgroup == "indent" else self.read(found)
        if self.waiting or not self.top:
            raise _NotPlain
        return self.top

    def read(self, line: re.Match[str]) -> int:
        """Put what a line says where it belongs; where the next line begins."""
        indent, dash, key, value, quoted, doubly, words, block = line.groups()
        if quoted is not None:
            value = quoted.replace("''", "'")
        elif doubly is not None:
            value = doubly
        elif words is not None:
            value = self.words(words)
        elif value == "null":
            raise _NotPlain
        column, end = len(indent), line.end()
        if dash:
            column = self.entry(column, len(dash), key)
        if block:
            value, end = self.block(end, column if key else column - len(dash or ""), block)
        if key:
            self.put(column, key, value)
        else:
            self.add(value, is_entry=bool(dash))
        return end

    def entry(self, column: int, width: int, key: str | None) -> int:
        """Go to the list that an entry belongs to; the column of what stands in the entry."""
        items = self.level(column, [], is_list=True)
        if not isinstance(items, list) or len(items) == MAX_ITEMS:
            raise _NotPlain
        if key is not None:
            item: dict[str, Any] = {}
            items.append(item)
            self.levels.append((column + width, item))
        return column + width

    def put(self, column: int, key: str, value: Any) -> None:  # noqa: ANN401 - plain data
        at, mapping = self.levels[-1]
        if at != column or self.waiting or type(mapping) is list:
            mapping = self.level(column, {}, is_list=False)
        if not isinstance(mapping, dict) or key in mapping:
            raise _NotPlain
        mapping[key] = value
        if value is None:
            self.waiting = (mapping, key)

    def add(self, value: Any, *, is_entry: bool) -> None:  # noqa: ANN401 - plain data
        items = self.levels[-1][1]
        if value is None or not is_entry or not isinstance(items, list):
            raise _NotPlain
        items.append(value)

    def level(self, column: int, new: Plain, *, is_list: bool) -> Plain:
        """What is open at a column, or begins there as the value of the key that waits for one."""
        if self.waiting:
            mapping, key = self.waiting
            above = self.levels[-1][0]
            if column < above + (not is_list) or len(self.levels) > MAX_LEVELS:
                raise _NotPlain
            self.waiting = None
            mapping[key] = new
            self.levels.append((column, new))
            return new
        while self.levels[-1][0] > column:
            self.levels.pop()
            if not self.levels:
                raise _NotPlain
        if self.levels[-1][0] == column and not is_list and isinstance(self.levels[-1][1], list):
            # A list stands below its key, at the same column.
            self.levels.pop()
        if not self.levels or self.levels[-1][0] != column:
            raise _NotPlain
        return self.levels[-1][1]

    def words(self, words: str) -> list[str]:
        found = words.replace(" ", "").split(",") if words else []
        if "null" in found or len(found) > MAX_ITEMS:
            raise _NotPlain
        return found

    def block(self, at: int, above: int, sign: str) -> tuple[str, int]:
        """A text that keeps its lines, and where it ends."""
        first = _INDENT.match(self.text, at)
        column = first.end() - at if first else 0
        if not above < column <= MAX_COLUMN:
            raise _NotPlain
        found = _block(column).match(self.text, at)
        if not found or (sign == "|" and found.end() == len(self.text)):
            raise _NotPlain  # whether the last line of a file ends is known to the parser
        lines = found[0].replace("\n" + " " * column, "\n")[column:].rstrip("\n")
        return (lines if sign == "|-" else f"{lines}\n"), found.end()
