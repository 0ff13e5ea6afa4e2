"""The tags of a PDF as assistive technology walks them, read from what WeasyPrint is about to write."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plugins.brochures.typesetting import Typeset


@dataclass
class Tag:
    """A structure element: its type without the slash, its alternative text, what is below it."""

    type: str
    alternative: str
    children: list["Tag"] = field(default_factory=list)
    has_content: bool = False
    """Whether something that is painted or pressed belongs to it."""

    def all(self) -> Iterator["Tag"]:
        yield self
        for child in self.children:
            yield from child.all()


@dataclass
class Outline:
    """What a document says of itself."""

    root: Tag
    language: str
    shows_title: bool
    tab_orders: list[str]
    has_fonts: list[bool]
    """Whether each font that is described has its file in the document."""
    boxes: dict[str, list[float]]
    """Of the first page: left, bottom, right and top in points."""


def outline_of(typeset: Typeset) -> Outline:
    """The tag tree of a document and what its catalogue says."""
    seen: list[Outline] = []
    typeset.pdf(lambda _, pdf: seen.append(_outline(pdf)))
    return seen[0]


def _outline(pdf: Any) -> Outline:
    objects = {found.reference: found for found in pdf.objects}

    def tag(element: Any) -> Tag:
        alternative = element.get("Alt")
        made = Tag(str(element["S"]).lstrip("/"), getattr(alternative, "string", "") or "")
        for kid in element["K"]:
            below = objects.get(kid)
            if below is not None and below.get("Type") == "/StructElem":
                made.children.append(tag(below))
            else:
                made.has_content = True
        return made

    root = objects[pdf.catalog["StructTreeRoot"]]
    pages = [found for found in pdf.objects if _type(found) == "/Page"]
    return Outline(
        root=tag(objects[root["K"][0]]),
        language=pdf.catalog["Lang"].string,
        shows_title=pdf.catalog["ViewerPreferences"]["DisplayDocTitle"] == "true",
        tab_orders=[str(page.get("Tabs", "")) for page in pages],
        has_fonts=[
            any(key.startswith("FontFile") for key in found)
            for found in pdf.objects
            if _type(found) == "/FontDescriptor"
        ],
        boxes={name: list(box) for name, box in pages[0].items() if name.endswith("Box")},
    )


def _type(found: Any) -> str:
    return str(found.get("Type", "")) if hasattr(found, "get") else ""
