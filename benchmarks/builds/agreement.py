"""Whether two builds show the same: the visible text and the links of each page's main part.

And whether they say the same to machines: Open Graph, structured data, and where a page stands in
which language.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

MAIN = "main"
UNSEEN = "script|style|template|noscript|svg"
"""What is not read as text. Drawings are left out: peers need not draw the map."""

AROUND = 40
"""Characters shown before and after the place where two texts part."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows in its main part. White space is left out, which browsers collapse."""

    text: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page's head says to machines."""

    properties: tuple[tuple[str, str], ...]
    """Of Open Graph, with their contents."""
    addresses: frozenset[tuple[str, str]]
    """Language, or '' for the page itself, and its address there."""
    graph: tuple[Any, ...]
    """The things of JSON-LD. Descriptions are the text that one reads in them."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page on which a peer shows something else."""

    address: str
    what: str

    def __str__(self) -> str:
        return f"{self.address}: {self.what}"


def disagreements(ours: Path, theirs: Path, addresses: Iterable[str]) -> Iterator[Disagreement]:
    """One at most for each address, of pages below two output folders."""
    for address in addresses:
        first, second = _read(ours, address), _read(theirs, address)
        if first is None or second is None:
            missing = "we do not have it" if first is None else "the peer does not have it"
            yield Disagreement(address, missing)
            continue
        what = difference(shown(first), shown(second)) or said_otherwise(said(first), said(second))
        if what:
            yield Disagreement(address, what)


def shown(page: str) -> Shown:
    """What a page's main part shows: nothing that is hidden, no drawings."""
    main = html.document_fromstring(page).find(f".//{MAIN}")
    if main is None:
        return Shown("", ())
    for part in main.xpath(f".//*[@hidden or contains('|{UNSEEN}|', concat('|', name(), '|'))]"):
        part.drop_tree()
    return Shown("".join(main.text_content().split()), tuple(main.xpath(".//a/@href")))


def difference(ours: Shown, theirs: Shown) -> str:
    """The first thing that differs, in words; '' where two pages agree."""
    if ours.text != theirs.text:
        at = _parting(ours.text, theirs.text)
        around = slice(max(0, at - AROUND), at + AROUND)
        return f"text: ours '{ours.text[around]}', theirs '{theirs.text[around]}'"
    if ours.links != theirs.links:
        pairs = zip((*ours.links, ""), (*theirs.links, ""), strict=False)
        first = next(((a, b) for a, b in pairs if a != b), ("", ""))
        return f"links: ours '{first[0]}', theirs '{first[1]}'"
    return ""


def said(page: str) -> Said:
    """What a page says to machines."""
    document = html.document_fromstring(page)
    properties = (
        (one.get("property"), one.get("content")) for one in document.iterfind("head/meta")
    )
    links = (
        (one.get("hreflang", ""), one.get("href"))
        for one in document.iterfind("head/link")
        if one.get("rel") == "canonical" or one.get("hreflang")
    )
    scripts = document.xpath("head/script[@type='application/ld+json']")
    things = [thing for script in scripts for thing in json.loads(script.text)["@graph"]]
    return Said(
        tuple((name, content) for name, content in properties if name),
        frozenset(links),
        tuple(map(_readable, things)),
    )


def _readable(thing: dict[str, Any]) -> dict[str, Any]:
    """A thing whose description, which may be HTML, is its text without white space."""
    if "description" not in thing:
        return thing
    text = html.fragment_fromstring(thing["description"], create_parent=True).text_content()
    return {**thing, "description": "".join(text.split())}


def said_otherwise(ours: Said, theirs: Said) -> str:
    """The first thing that two pages say otherwise, in words; '' where they agree."""
    for name in Said.__slots__:
        first, second = getattr(ours, name), getattr(theirs, name)
        if first != second:
            return f"{name}: ours {_only(first, second)}, theirs {_only(second, first)}"
    return ""


def _only(found: Iterable[Any], others: Iterable[Any]) -> str:
    """What is not among others, or all where none is."""
    known = [*others]
    return str([one for one in found if one not in known] or [*found])


def _parting(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _read(folder: Path, address: str) -> str | None:
    path = folder / address.lstrip("/") / "index.html"
    return path.read_text("utf-8") if path.is_file() else None
