"""The rules of a Markdown text by itself, and the links in it that others have to look at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from plugins.portal.origins import BODY
from plugins.portal.problems import Problem
from plugins.portal.reading import Location
from plugins.portal.records import Article, Brochure, Job, Narrative, Pathway, Record
from plugins.portal.text import LINK_KINDS, OUTSIDE_SCHEMES, links_in

ProblemInText = Callable[[Location, int, str], Problem]
"""Makes a problem from the place of a text, the lines of it that stand before, and a message."""


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text of a record, and its place in it."""

    record: Record
    location: Location
    source: str

    def lines_before(self, position: int) -> int:
        return self.source.count("\n", 0, position)


def markdown_texts(record: Record) -> Iterator[MarkdownText]:
    """The Markdown of a record."""
    if isinstance(record, Article):
        yield MarkdownText(record, BODY, record.body)
    elif isinstance(record, Job):
        if record.description:
            yield MarkdownText(record, ("description",), record.description)
    else:
        for part, *place, field in _rich_fields(record):
            for code, text in (getattr(part, field, None) or {}).items():
                yield MarkdownText(record, (*place, field, code), text)


def _rich_fields(record: Record) -> Iterator[tuple[Any, ...]]:
    """The parts of a record that may have Markdown, each with the place of the field from the record on."""
    yield from ((record, field) for field in RICH_FIELDS)
    if isinstance(record, Pathway):
        steps = enumerate(record.steps or ())
        yield from ((step, "steps", position, "what") for position, step in steps)
        yield from ((record.employers, "employers", field) for field in EMPLOYERS_FIELDS)
    elif isinstance(record, Brochure):
        chapters = enumerate(record.chapters or ())
        yield from ((chapter, "chapters", position, "text") for position, chapter in chapters)
        yield record.tear_out, "tear_out", "text"
    elif isinstance(record, Narrative):
        yield record, "story"


RICH_FIELDS = ("about", "life", "what", "for_mentees", "for_mentors", "how_to_join")
"""The fields of records that are Markdown in several languages, whatever the kind."""

EMPLOYERS_FIELDS = ("why", "how", "expect")
"""Those of what a path says to employers."""

Fault = tuple[int, str]
"""The position in a text at which something is wrong, and what to say of it."""


def check_markdown(record: Record, problem_in_text: ProblemInText) -> Iterator[Problem]:
    """Every rule of a Markdown text, which are only asked of one that is not too much for them."""
    for text in markdown_texts(record):
        for position, message in _faults(text):
            yield problem_in_text(text.location, text.lines_before(position), message)


def _faults(text: MarkdownText) -> Iterator[Fault]:
    if fault := _effort_fault(text.source):
        yield fault
    else:
        yield from check_links(text)
        yield from check_headings(text.source)
        yield from check_pictures(text.source)


def record_links(record: Record) -> Iterator[tuple[Location, int, str]]:
    """The links from texts to records: the text's place, the lines before the link, its target."""
    for text in markdown_texts(record):
        kinds = _link_kinds(record)
        if kinds and not _effort_fault(text.source):
            for position, target in _links_in(text.source):
                if target.partition(":")[0] in kinds:
                    yield text.location, text.lines_before(position), target


SOME_TEXTS = 32
"""As many texts as a record has: what was found in one is asked for again when its facts are."""

MAX_PARAGRAPH = 8_000
"""Characters between two empty lines; a long table or list has that many."""

MAX_SIGNS = 400
"""Markdown looks for the end of each '[' and '<' through all of its paragraph: many are a stall."""

MAX_MARKS = 20
"""Signs of lists and quotations at the start of a line, each a text within a text to Markdown."""

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
# It begins with an end of line, not with '^', since a regular expression finds a sign far faster.
_MARKS = re.compile(rf"\n[ \t]*(?:(?:>|(?:[-*+]|[0-9]+\.)(?=[ \t]))[ \t]*){{{MAX_MARKS + 1},}}")


@lru_cache(maxsize=SOME_TEXTS)
def _effort_fault(text: str) -> Fault | None:
    """Where a text is too much for Markdown, and why."""
    start = 0
    # A text that is no longer than a paragraph may be has none that is too long.
    gaps = _EMPTY_LINE.finditer(text) if len(text) > MAX_PARAGRAPH else ()
    for end, next_start in chain((gap.span() for gap in gaps), [(len(text), len(text))]):
        if end - start > MAX_PARAGRAPH:
            what = f"is a paragraph, list or table of {end - start:,} characters"
            return start, f"{what}; at most {MAX_PARAGRAPH:,} are allowed, so divide it"
        start = next_start
    if (signs := text.count("[") + text.count("<")) > MAX_SIGNS:
        return 0, f"the text has {signs:,} signs '[' and '<'; at most {MAX_SIGNS} are allowed"
    # The sign that was put before the text stands for the end of the line before a line of it.
    if line := _MARKS.search(f"\n{text}"):
        return line.start(), "the line begins with too many signs of lists and quotations"
    return None


@lru_cache(maxsize=SOME_TEXTS)
def _links_in(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(links_in(text))


def _link_kinds(record: Record) -> frozenset[str]:
    """A posting is its employer's text, the same in every language: it links to no record."""
    return LINK_KINDS if not isinstance(record, Job) else frozenset()


def check_links(text: MarkdownText) -> Iterator[Fault]:
    """Links in texts name records, or https, mailto and tel addresses."""
    kinds = _link_kinds(text.record)
    for position, target in _links_in(text.source):
        if target.partition(":")[0] in kinds or target.lower().startswith(OUTSIDE_SCHEMES):
            continue
        said = ", ".join(f"{kind}:…" for kind in sorted(kinds))
        ways = f"mailto:, tel:, or one of {said}" if said else "mailto: or tel:"
        yield position, f"'{target}' cannot be linked to; write an https:// address, {ways}"


# What Python-Markdown makes a heading of: a line that begins with '#', with or without a space
# after it, and the first line of a block that is underlined with '=' or '-'. Both begin with an end
# of line, since a regular expression finds a sign far faster than a place.
_HEADING = re.compile(
    r"\n(?P<signs>#{1,6})|\n[ \t]*\n(?P<text>[^\n]+)\n(?P<underline>=+|-+) *$", re.MULTILINE
)
_BEFORE_TEXT = "\n\n"
"""What stands before a text that begins with a heading, to be found by the above."""

_HEADING_SIGNS = ("#", "\n=", "\n-")
"""What no text with a heading is without, which is told much faster."""

_PICTURE = re.compile(r"(?<!\\)!\[(?:[^\[\]]|\[[^\[\]]*\])*\] ?[\[(]")


def check_headings(text: str) -> Iterator[Fault]:
    """Headings start at ``##``, since the title is the page's first, and skip no level."""
    if not any(sign in text for sign in _HEADING_SIGNS):
        return
    above = 1
    for match in _HEADING.finditer(_BEFORE_TEXT + text):
        level = len(match["signs"] or "") or (1 if match["underline"][0] == "=" else 2)
        written = match["signs"] or match["underline"][0] * 3
        position = match.start("signs" if match["signs"] else "text") - len(_BEFORE_TEXT)
        if level == 1:
            yield position, f"a heading with '{written}' is the page's title; use '##'"
        elif level > above + 1:
            meant = "#" * (above + 1)
            yield position, f"this heading skips a level; use '{meant}' instead of '{written}'"
        above = max(level, 2)


def check_pictures(text: str) -> Iterator[Fault]:
    """Texts hold no pictures: a picture needs a text for those who do not see it, and a size."""
    if "![" in text:
        for match in _PICTURE.finditer(text):
            yield match.start(), "texts hold no pictures; use the record's image keys"
