"""Files that editors hand out as they are: whether each is what its name says, and carries nothing that acts."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from plugins.portal.fields import DOWNLOADS, NO_CHARACTER
from plugins.portal.loading import mark_of

MAX_BYTES = 20_000_000
"""As much as a mail with the whole bundle of an audience may well have, and static hosts take."""

SAVE_AS = "save it anew in the form that its name says"


def download_files(media: Path) -> Iterator[tuple[str, Path]]:
    """Name below content/media and path of every file that may be handed out, in a fixed order."""
    for path in sorted((media / DOWNLOADS).rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(media).as_posix(), path


def mark(path: Path) -> str:
    """Is another one when a file is: what the system says of it, or where that may lie its digest."""
    return mark_of(path) or blake2b(path.read_bytes(), digest_size=16).hexdigest()


def marks(media: Path) -> list[tuple[str, str]]:
    """Changes with every file that may be handed out."""
    return [(name, mark(path)) for name, path in download_files(media)]


def file_fault(path: Path) -> str | None:
    """What is wrong with a file, in an editor's words."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1_000_000} are allowed; make it smaller"
            return f"'{path.name}' is {size / 1e6:.0f} million bytes, at most {limit}"
        content = path.read_bytes()
    except OSError as error:
        return f"'{path.name}' cannot be read: {error.strerror}"
    said = CHECKS[path.suffix](content) if content else "is empty"
    return f"'{path.name}' {said}" if said else None


def _text_fault(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return "is not text in UTF-8; save it as UTF-8"
    found = NO_CHARACTER.search(text)
    return f"holds U+{ord(found[0]):04X}, which no page can show; remove it" if found else None


def _pdf_fault(content: bytes) -> str | None:
    return None if content.startswith(b"%PDF-") else f"is no PDF; {SAVE_AS}"


PNG = b"\x89PNG\r\n\x1a\n"
PNG_WORDS = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt"})
"""Parts of a PNG that say something of who made it, when and where."""

METADATA = "carries metadata, such as place, camera or author; save it without"


def _png_fault(content: bytes) -> str | None:
    if not content.startswith(PNG):
        return f"is no PNG; {SAVE_AS}"
    place = len(PNG)
    while place + 8 <= len(content):
        if content[place + 4 : place + 8] in PNG_WORDS:
            return METADATA
        place += 12 + int.from_bytes(content[place : place + 4])
    return None


JPEG_WORDS = frozenset({0xE1, 0xED, 0xFE})
"""Segments of a JPEG for Exif and XMP, for Photoshop and for comments."""

SEGMENT, START_OF_SCAN = 0xFF, 0xDA


def _jpeg_fault(content: bytes) -> str | None:
    if not content.startswith(b"\xff\xd8\xff"):
        return f"is no JPEG; {SAVE_AS}"
    place = 2
    while place + 4 <= len(content) and content[place] == SEGMENT:
        kind = content[place + 1]
        if kind in JPEG_WORDS:
            return METADATA
        if kind == START_OF_SCAN:
            break
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return None


def _webp_fault(content: bytes) -> str | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return f"is no WebP; {SAVE_AS}"
    place = 12
    while place + 8 <= len(content):
        if content[place : place + 4] in (b"EXIF", b"XMP "):
            return METADATA
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        place += 8 + size + size % 2
    return None


SVG = "{http://www.w3.org/2000/svg}"
SVG_DRAWS = frozenset(
    (
        *("svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text"),
        *("tspan", "title", "desc", "defs", "use", "clipPath", "linearGradient", "radialGradient"),
        "stop",
    )
)
"""What draws, and neither runs nor loads anything."""

OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:", re.IGNORECASE)


def _svg_fault(content: bytes) -> str | None:
    if b"<!" in content.replace(b"<!--", b""):
        return "has a declaration such as <!DOCTYPE>; save it as plain SVG"
    try:
        root = ET.fromstring(content)  # noqa: S314 - it declares no entities, see above
    except ET.ParseError:
        return f"is no SVG; {SAVE_AS}"
    if root.tag != f"{SVG}svg":
        return f"is no SVG; {SAVE_AS}"
    return next((fault for element in root.iter() if (fault := _element_fault(element))), None)


def _element_fault(element: ET.Element) -> str | None:
    name = str(element.tag).removeprefix(SVG)
    if name not in SVG_DRAWS:
        return f"holds the element '{name}', which is not allowed; save it as plain SVG"
    for attribute, value in element.items():
        own = attribute.rpartition("}")[2].lower()
        leads_out = own in ("href", "src") and not value.startswith("#")
        if own.startswith("on") or leads_out or OUTWARD.search(value):
            return f"has the attribute '{own}', which acts or loads; remove it"
    return None


def _office_fault(part: str, kind: str) -> Callable[[bytes], str | None]:
    """A check of documents of office programs: which part they must hold, or of what type they are."""

    def check(content: bytes) -> str | None:
        try:
            with zipfile.ZipFile(BytesIO(content)) as packed:
                names = packed.namelist()
                said = packed.open("mimetype").read(200).decode() if kind else ""
        except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, UnicodeDecodeError):
            return f"is no such document; {SAVE_AS}"
        if part not in names or said != kind:
            return f"is no such document; {SAVE_AS}"
        if any(re.search(r"vbaProject|^Basic/|^Scripts/", name) for name in names):
            return "holds macros; save it without them"
        return None

    return check


OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

CHECKS: Mapping[str, Callable[[bytes], str | None]] = {
    ".txt": _text_fault,
    ".pdf": _pdf_fault,
    ".png": _png_fault,
    ".jpg": _jpeg_fault,
    ".webp": _webp_fault,
    ".svg": _svg_fault,
    ".docx": _office_fault("word/document.xml", ""),
    ".pptx": _office_fault("ppt/presentation.xml", ""),
    ".odt": _office_fault("content.xml", f"{OPEN_DOCUMENT}text"),
    ".odp": _office_fault("content.xml", f"{OPEN_DOCUMENT}presentation"),
}
"""The end of a file's name → what is wrong with a content under it."""
