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

LINKED_DATA = "application/ld+json"

MAX_DEPTH = 64
"""Of JSON. No system nests nearly as deep."""

_NOT_IN_XML = bytes({*range(32)} - {9, 10, 13})
_NO_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
"""An "&" that is a sign itself, or begins one of HTML's names for signs, which are understood later."""

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
    """The root of an XML text, or SourceFault. Entities of its own are refused, not expanded.

    What many feeds have wrong is mended: space before the beginning, signs that XML cannot hold, HTML's
    names for signs, and a lone "&". Of anything else that is broken nobody knows what is missing.
    """
    body = body.lstrip()
    try:
        root = etree.fromstring(body, _xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        try:
            root = etree.fromstring(_mended(body), _xml_parser())
        except (etree.XMLSyntaxError, ValueError):
            raise SourceFault(f"answers with no valid XML: {_first_line(error)}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceFault("answers with XML that declares entities, which are refused")
    return root


def _mended(body: bytes) -> bytes:
    """An XML text in a code that has the signs of ASCII, without what XML cannot hold."""
    return _NO_REFERENCE.sub(b"&amp;", body.translate(None, _NOT_IN_XML))


def _xml_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def read_html(body: bytes, charset: str | None) -> Element:
    """The root of a page; browsers' leniency applies. SourceFault where there is no page at all.

    What can be UTF-8 is UTF-8, whatever the host or the page calls it: other texts hardly ever can.
    """
    try:
        if b"\0" not in body:  # Of UTF-16, which can be UTF-8 too.
            body.decode()
            charset = "utf-8"
    except UnicodeDecodeError:
        pass
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
    for script in page.iterfind(".//script[@type]"):
        if not script.get("type").strip().lower().startswith(LINKED_DATA):
            continue
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


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, in whatever namespace."""
    return next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name, in whatever namespace: feeds disagree on addresses of namespaces."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def said(element: Element | None, name: str | None = None) -> str:
    """The text of an element, or of its child ``name``; '' where there is none."""
    found = child(element, name) if name else element
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
