"""Editors' Markdown to HTML that is safe to show: the only place where text becomes HTML."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions.toc import unique
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString
from markupsafe import Markup

from plugins.portal.fields import slugify

Resolve = Callable[[str, str], str | None]
"""Kind and slug of a record → its address, or None when there is no such record."""

LINK_KINDS = frozenset(
    {
        "company",
        "municipality",
        "cluster",
        "competence",
        "step",
        "guide",
        "story",
        "page",
        "network",
        "mentor-programme",
        "pathway",
    }
)
"""Editors link to records as ``[text](company:vola)``; addresses are not written by hand."""

HEADING, ITEM = "## ", "- "
"""What simple headings and items of lists begin with."""

LAST_LEVEL = 4
"""Of headings that are shown."""

OUTSIDE_SCHEMES = ("https:", "mailto:", "tel:")

_TEXT_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
}
_TABLE_TAGS = {"table", "tbody", "td", "th", "thead", "tr"}
_LINK_PATTERNS = (
    # [text](target): the text may hold brackets, the target may hold parentheses, in pairs. What may
    # not stand before it is looked at last, since a regular expression finds a sign far faster.
    re.compile(r"\[(?<![!\\]\[)(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)"),
    # [name]: target, which [text][name] refers to
    re.compile(r"^ {0,3}\[[^\[\]]+\]:\s*<?([^\s>]+)", re.MULTILINE),
    # <https://…>
    re.compile(r"<((?:https?|ftps?)://[^<>]*)>", re.IGNORECASE),
)
_LINK_SIGNS = ("](", "]:", "://")
"""What each of these links holds. Most texts have none of it, which is told much faster."""


# A text of nothing but paragraphs, simple lists and headings, with simple links and emphasis, as most
# are, is HTML almost as it stands. Its letters are all but control characters, white space other than
# ' ' and the signs of Markdown and HTML; '&' stands alone. A line begins with no marker of another
# list, a heading or a rule and ends with no space. A link's host is one that the sanitiser finds valid
# whatever its words are: no number, nothing encoded. Emphasis stands in one line, and holds and touches
# no other.
_LETTERS = (
    r"(?:[^\0-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff"
    r"\\`*_\[\]<>&|]++|& )*"
)
_LINE_START = r"(?=[^\s#=+-])(?!\d+\.)"
_LINES = rf"{_LETTERS}(?:(?<! )\n{_LINE_START}{_LETTERS})*"
_TARGET = (
    rf"(?:{'|'.join(sorted(LINK_KINDS))}):[a-z0-9/-]+"
    r"|https://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9/.-]*)?"
)
_LINK = rf"(?<!!)\[({_LINES})\]\(({_TARGET})\)"
_LINK_IN_LINE = rf"(?<!!)\[{_LETTERS}\]\((?:{_TARGET})\)"
_EMPHASIS = rf"(?<!\*)(?:\*\*(?![ *]){_LETTERS}(?<! )\*\*|\*(?![ *]){_LETTERS}(?<! )\*)(?!\*)"
_PARAGRAPH = rf"{_LINE_START}{_LINES}(?:(?:{_LINK}|{_EMPHASIS}){_LINES})*(?<! )"
_ITEM = rf"- {_LINE_START}{_LETTERS}(?:(?:{_LINK_IN_LINE}|{_EMPHASIS}){_LETTERS})*(?<! )"
_LIST = rf"{_ITEM}(?:\n{_ITEM})*(?!\n\n-)"
_HEADING = r"## [^\W_]++(?:(?:[,.:;?!)]? \(?|['/-])[^\W_]++)*[?!.)]?"
_BLOCK = rf"(?:{_HEADING}|{_LIST}|{_PARAGRAPH})"
_PLAIN_LINK = re.compile(_LINK)
_PLAIN_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_PLAIN_EM = re.compile(r"\*([^*]+)\*")
_PLAIN_TEXT = re.compile(rf"\n*+{_BLOCK}(?:\n\n{_BLOCK})*\n*+")

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Each pattern that Python-Markdown looks for within paragraphs → what it cannot do without."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a contents list: the text and the ``id`` to go to."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class RichText:
    """Sanitised HTML and the headings of its second level."""

    html: Markup
    contents: tuple[Heading, ...] = ()


def render_article(source: str, resolve: Resolve) -> RichText:
    """Render a text that fills a page: headings from ``h2``, each with an ``id``."""
    if _PLAIN_TEXT.fullmatch(source):
        headings = tuple(_plain_headings(source))
        return RichText(_plain(source, resolve, 1, [heading.id for heading in headings]), headings)
    html, tokens = _converted(source, 1)
    contents = (Heading(unescape(token["name"]), token["id"]) for token in tokens)
    clean = _sanitiser().clean(html, resolve, frozenset(_ids(tokens)))
    return RichText(clean, tuple(contents))


def render_section(source: str, resolve: Resolve, below: int = 2) -> Markup:
    """Render a text that stands under a heading of the level ``below``; its headings have no ids.

    Editors begin with ``##`` everywhere; under an ``h2`` that becomes ``h3``.
    """
    if below < LAST_LEVEL and _PLAIN_TEXT.fullmatch(source):
        return _plain(source, resolve, below)
    html, _ = _converted(source, below)
    return _sanitiser().clean(html, resolve, frozenset())


def _plain(source: str, resolve: Resolve, below: int, ids: Iterable[str] = ()) -> Markup:
    """What converter and sanitiser make of a text of simple blocks, with ``ids`` for its headings."""

    def link(found: re.Match[str]) -> str:
        address = _address(found[2], resolve)
        href = "" if address is None else f' href="{escape(address)}"'
        return f"<a{href}>{found[1]}</a>"

    text = source.strip("\n")
    if "*" in text:
        text = _PLAIN_EM.sub(r"<em>\1</em>", _PLAIN_STRONG.sub(r"<strong>\1</strong>", text))
    text = _PLAIN_LINK.sub(link, text).replace("& ", "&amp; ")
    level, unused = below + 1, iter(ids)
    blocks = []
    for block in text.split("\n\n"):
        if block.startswith(HEADING):
            id_ = next(unused, "")
            opened = f'h{level} id="{id_}"' if id_ else f"h{level}"
            blocks.append(f"<{opened}>{block.removeprefix(HEADING)}</h{level}>")
        elif block.startswith(ITEM):
            items = block.removeprefix(ITEM).replace(f"\n{ITEM}", "</li>\n<li>")
            blocks.append(f"<ul>\n<li>{items}</li>\n</ul>")
        else:
            blocks.append(f"<p>{block}</p>")
    return Markup("\n".join(blocks))  # noqa: S704 - it holds no other sign of HTML


def _plain_headings(source: str) -> Iterator[Heading]:
    """The headings of a text of simple blocks, with the ids that the toc extension gives them."""
    used: set[str] = set()
    for block in source.strip("\n").split("\n\n"):
        if block.startswith(HEADING):
            text = block.removeprefix(HEADING)
            yield Heading(text, unique(slugify(text), used))


class _Inline(InlineProcessor):
    """Looks for those patterns only of which a text has the signs, and where it has them."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        names = sorted(_SIGNS, key=md.inlinePatterns.get_index_for_name)
        self._patterns = [(md.inlinePatterns[name], _SIGNS[name]) for name in names]

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        written = "".join(tree.itertext())
        found = [found for found in self._patterns if any(sign in written for sign in found[1])]
        # The base class takes items by their places only, which a list tells sooner than a registry.
        self.inlinePatterns = [pattern for pattern, _ in found]  # type: ignore[assignment]
        signs = {sign for _, signs in found for sign in signs}
        for element in tree.iter():
            if element.text and not any(sign in element.text for sign in signs):
                element.text = AtomicString(element.text)
        return super().run(tree, ancestors)


@cache
def _converter(level: int, *, tables: bool) -> markdown.Markdown:
    """One converter a process: making one costs more than most texts.

    One that knows tables looks for them in each paragraph.
    """
    toc = {"baselevel": level, "toc_depth": "2-4", "slugify": lambda text, _: slugify(text)}
    converter = markdown.Markdown(
        extensions=["sane_lists", "toc", *(["tables"] if tables else [])],
        extension_configs={"toc": toc},
        output_format="html",
    )
    converter.treeprocessors.register(_Inline(converter), "inline", 20)
    return converter


Tokens = list[dict[str, Any]]
"""Headings as the toc extension tells them, each with those below it as its ``children``."""


def _converted(source: str, level: int) -> tuple[str, Tokens]:
    converter = _converter(level, tables="|" in source)
    converter.reset()
    html = converter.convert(source)
    return html, converter.toc_tokens  # type: ignore[attr-defined]  # set by the toc extension


def _ids(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        yield token["id"]
        yield from _ids(token["children"])


class _Sanitiser:
    """Keeps the harmless tags; what comes out is what is shown, nothing rewrites it later."""

    def __init__(self) -> None:
        self._resolve: Resolve = lambda _kind, _slug: None
        self._ids: frozenset[str] = frozenset()
        self._cleaner = nh3.Cleaner(
            tags=_TEXT_TAGS | _TABLE_TAGS,
            attributes={
                "*": {"lang"},
                "a": {"href"},
                "h2": {"id"},
                "h3": {"id"},
                "h4": {"id"},
                "ol": {"start"},
            },
            url_schemes={"https", "mailto", "tel", *LINK_KINDS},
            attribute_filter=self._attribute,
            link_rel=None,
        )

    def clean(self, html: str, resolve: Resolve, ids: frozenset[str]) -> Markup:
        """``ids`` are those that headings were given here; one that an editor wrote as HTML goes."""
        self._resolve, self._ids = resolve, ids
        return Markup(self._cleaner.clean(html))  # noqa: S704 - sanitised here

    def _attribute(self, _: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if value in self._ids else None
        return _address(value, self._resolve) if name == "href" else value


@cache
def _sanitiser() -> _Sanitiser:
    """One a process: making one costs more than cleaning a text."""
    return _Sanitiser()


def _address(target: str, resolve: Resolve) -> str | None:
    """Where a link leads; None for one that is shown as its text."""
    kind, _, slug = target.partition(":")
    if kind in LINK_KINDS:
        return resolve(kind, slug)
    return target if target.lower().startswith(OUTSIDE_SCHEMES) else None


def links_in(source: str) -> Iterator[tuple[int, str]]:
    """Each link target in a Markdown text with the position at which it begins."""
    for pattern, sign in zip(_LINK_PATTERNS, _LINK_SIGNS, strict=True):
        if sign in source:
            for match in pattern.finditer(source):
                yield match.start(1), match.group(1)
