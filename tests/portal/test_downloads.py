"""Files that are handed out: each is what its name says, and carries nothing that acts or tells too much."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from plugins.portal.downloads import MAX_BYTES, file_fault

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def picture(kind: str, **info: object) -> bytes:
    output = BytesIO()
    Image.new("RGB", (3, 2), "red").save(output, kind, **info)
    return output.getvalue()


def with_place() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    return exif


def packed(**parts: str) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return output.getvalue()


def document(kind: str) -> bytes:
    return packed(
        mimetype=f"application/vnd.oasis.opendocument.{kind}", content_xml="<office:document/>"
    )


GOOD = {
    "words.txt": "Velkommen, æøå\n".encode(),
    "sheet.pdf": b"%PDF-1.7\n",
    "picture.png": picture("PNG"),
    "picture.jpg": picture("JPEG"),
    "picture.webp": picture("WEBP"),
    "drawing.svg": SVG.format('<use href="#a"/><path fill="url(#b)" d="M0 0"/>').encode(),
    "text.docx": packed(word__document_xml="<w:document/>"),
    "slides.pptx": packed(ppt__presentation_xml="<p:presentation/>"),
    "text.odt": document("text"),
    "slides.odp": document("presentation"),
}

METADATA = "carries metadata, such as place, camera or author; save it without"
ANEW = "save it anew in the form that its name says"
BAD = [
    ("words.txt", b"", "is empty"),
    ("words.txt", b"a\x00b", "holds U+0000, which no page can show; remove it"),
    ("sheet.pdf", b"<html>", f"is no PDF; {ANEW}"),
    ("picture.png", picture("JPEG"), f"is no PNG; {ANEW}"),
    ("picture.jpg", picture("PNG"), f"is no JPEG; {ANEW}"),
    ("picture.webp", picture("PNG"), f"is no WebP; {ANEW}"),
    ("picture.png", picture("PNG", exif=with_place()), METADATA),
    ("picture.jpg", picture("JPEG", exif=with_place()), METADATA),
    ("picture.jpg", picture("JPEG", comment="by me"), METADATA),
    ("picture.webp", picture("WEBP", exif=with_place()), METADATA),
    ("drawing.svg", b"<html/>", f"is no SVG; {ANEW}"),
    ("drawing.svg", b"<svg", f"is no SVG; {ANEW}"),
    (
        "drawing.svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("").encode(),
        "has a declaration such as <!DOCTYPE>; save it as plain SVG",
    ),
    (
        "drawing.svg",
        SVG.format("<foreignObject/>").encode(),
        "holds the element 'foreignObject', which is not allowed; save it as plain SVG",
    ),
    (
        "drawing.svg",
        SVG.format('<path onclick="x()"/>').encode(),
        "has the attribute 'onclick', which acts or loads; remove it",
    ),
    (
        "drawing.svg",
        SVG.format('<use xlink:href="https://a.example/b.svg#c"/>').encode(),
        "has the attribute 'href', which acts or loads; remove it",
    ),
    (
        "drawing.svg",
        SVG.format('<path style="fill: url( https://a.example/)"/>').encode(),
        "has the attribute 'style', which acts or loads; remove it",
    ),
    ("text.docx", b"PK", f"is no such document; {ANEW}"),
    ("text.docx", GOOD["slides.pptx"], f"is no such document; {ANEW}"),
    ("slides.odp", GOOD["text.odt"], f"is no such document; {ANEW}"),
    (
        "text.docx",
        packed(word__document_xml="", word__vbaProject="x"),
        "holds macros; save it without them",
    ),
]


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_each_kind_may_be_handed_out(name, tmp_path):
    """As programs save it that write no metadata."""
    (tmp_path / name).write_bytes(GOOD[name])
    assert file_fault(tmp_path / name) is None


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_what_is_wrong_with_a_file_is_said(name, content, message, tmp_path):
    """By its name, with the way out."""
    (tmp_path / name).write_bytes(content)
    assert file_fault(tmp_path / name) == f"'{name}' {message}"


def test_a_file_that_is_too_large_is_told_unread(tmp_path):
    """Its size says it already."""
    path = tmp_path / "words.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    said = "'words.txt' is 20 million bytes, at most 20 are allowed; make it smaller"
    assert file_fault(path) == said
