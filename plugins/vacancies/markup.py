"""XML, HTML and JSON from outside, read so that no file, no network and no bomb is behind them."""

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from lxml import etree, html

from plugins.vacancies.faults import SourceFault

Element = Any
"""An element of lxml, which has no types of its own."""

MAX_DEPTH = 64
"""Of JSON. No system nests nearly as deep."""

_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
"""Stops at the next '<': a text of nothing but beginnings of tags would be searched for hours."""
_INLINE_TAG = re.compile(
    r"</?(?:b|br|div|em|font|i|p|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)


def read_json(body: bytes) -> Any:  # noqa: ANN401 - plain data
    """The data of a JSON text in UTF-8, or SourceFault."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceFault(f"answers with no valid JSON: {_first_line(error)}") from None


def read_xml(body: bytes) -> Element:
    """The root of an XML text, or SourceFault. Entities of its own are refused, not expanded."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceFault(f"answers with no valid XML: {_first_line(error)}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceFault("answers with XML that declares entities, which are refused")
    return root


def read_html(body: bytes, charset: str | None) -> Element:
    """The root of a page; browsers' leniency applies. SourceFault where there is no page at all."""
    try:
        parser = html.HTMLParser(
            no_network=True, huge_tree=False, remove_comments=True, encoding=charset
        )
        return html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise SourceFault(f"answers with no page: {_first_line(error)}") from None


def linked_data(page: Element) -> Iterator[dict[str, Any]]:
    """Every object of a page's JSON-LD, those within lists, graphs and others included.

    A script that is no JSON is passed over, as search engines do.
    """
    for script in page.iterfind('.//script[@type="application/ld+json"]'):
        try:
            found = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(found)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - plain data
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            if isinstance(item, dict | list):
                yield from _objects(item, depth + 1)


def child(element: Element, name: str) -> Element | None:
    """The first child of that name, in whatever namespace."""
    return next(children(element, name), None)


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of that name, in whatever namespace: feeds disagree on addresses of namespaces."""
    yield from element.iterchildren(f"{{*}}{name}")


def said(element: Element | None, name: str | None = None) -> str:
    """The text of an element, or of its child ``name``; '' where there is none."""
    found = child(element, name) if element is not None and name else element
    return "" if found is None else "".join(found.itertext()).strip()


def as_html(source: str) -> str:
    """HTML of a description that is HTML, HTML with its signs escaped, or text with line breaks."""
    if _TAG.search(source):
        return source
    plain = unescape(source)
    if _TAG.search(plain):
        return plain
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", plain.replace("\r\n", "\n")))
    return "\n".join(
        f"<p>{escape(part, quote=False).replace(chr(10), '<br>')}</p>"
        for part in paragraphs
        if part
    )


def as_line(source: str) -> str:
    """A title as one line of text: feeds escape it twice, or leave tags of letters in it.

    Other signs in it are the employer's own.
    """
    return " ".join(_INLINE_TAG.sub(" ", unescape(source)).split())


def section(heading: str, body: str) -> str:
    """A part of a description with its heading, or '' where it says nothing."""
    if not body.strip():
        return ""
    return (f"<h2>{escape(heading, quote=False)}</h2>\n" if heading else "") + as_html(body)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def written(element: Element) -> str:
    """An element as HTML, with the text that follows it."""
    return str(html.tostring(element, encoding="unicode"))
