"""Editors' Markdown to HTML that is safe to show: the only place where text becomes HTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

import markdown
import nh3
from markupsafe import Markup

from plugins.portal.fields import slugify

Resolve = Callable[[str, str], str | None]
"""Kind and slug of a record → its address, or None when there is no such record."""

LINK_KINDS = frozenset(
    {"company", "municipality", "cluster", "competence", "guide", "story", "page"}
)
"""Editors link to records as ``[text](company:vola)``; addresses are not written by hand."""

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
    # [text](target): the text may hold brackets, the target may hold parentheses, in pairs.
    re.compile(r"(?<![!\\])\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)"),
    # [name]: target, which [text][name] refers to
    re.compile(r"^ {0,3}\[[^\[\]]+\]:\s*<?([^\s>]+)", re.MULTILINE),
    # <https://…>
    re.compile(r"<((?:https?|ftps?)://[^<>]*)>", re.IGNORECASE),
)
_LINK_SIGNS = ("](", "]:", "://")
"""What each of these links holds. Most texts have none of it, which is told much faster."""


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
    html, tokens = _converted(source, 1)
    contents = (Heading(unescape(token["name"]), token["id"]) for token in tokens)
    return RichText(_sanitised(html, resolve, frozenset(_ids(tokens))), tuple(contents))


def render_section(source: str, resolve: Resolve, below: int = 2) -> Markup:
    """Render a text that stands under a heading of the level ``below``; its headings have no ids.

    Editors begin with ``##`` everywhere; under an ``h2`` that becomes ``h3``.
    """
    html, _ = _converted(source, below)
    return _sanitised(html, resolve, frozenset())


@cache
def _converter(level: int) -> markdown.Markdown:
    """One converter a process: making one costs more than most texts."""
    toc = {"baselevel": level, "toc_depth": "2-4", "slugify": lambda text, _: slugify(text)}
    return markdown.Markdown(
        extensions=["tables", "sane_lists", "toc"],
        extension_configs={"toc": toc},
        output_format="html",
    )


Tokens = list[dict[str, Any]]
"""Headings as the toc extension tells them, each with those below it as its ``children``."""


def _converted(source: str, level: int) -> tuple[str, Tokens]:
    converter = _converter(level)
    converter.reset()
    html = converter.convert(source)
    return html, converter.toc_tokens  # type: ignore[attr-defined]  # set by the toc extension


def _ids(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        yield token["id"]
        yield from _ids(token["children"])


def _sanitised(html: str, resolve: Resolve, ids: frozenset[str]) -> Markup:
    """Keep the harmless tags; what comes out is what is shown, nothing rewrites it later.

    ``ids`` are those that headings were given here; one that an editor wrote as HTML goes.
    """

    def attribute(_: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if value in ids else None
        if name != "href":
            return value
        kind, _, slug = value.partition(":")
        if kind in LINK_KINDS:
            return resolve(kind, slug)
        return value if value.lower().startswith(OUTSIDE_SCHEMES) else None

    clean = nh3.clean(
        html,
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
        attribute_filter=attribute,
        link_rel=None,
    )
    return Markup(clean)  # noqa: S704 - sanitised on the line above


def links_in(source: str) -> Iterator[tuple[int, str]]:
    """Each link target in a Markdown text with the position at which it begins."""
    for pattern, sign in zip(_LINK_PATTERNS, _LINK_SIGNS, strict=True):
        if sign in source:
            for match in pattern.finditer(source):
                yield match.start(1), match.group(1)
