"""The toolkit as files: each material as editors made it, and all for one audience in a ZIP file.

The same contents give the same bytes: names are sorted, days and rights are fixed, nothing is
compressed, which differs between versions of zlib.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from plugins.catalogue.edition import Edition
from plugins.catalogue.labels import LICENCES, MATERIAL_FORMS
from plugins.portal.addresses import DOWNLOADS
from plugins.portal.downloads import mark
from plugins.portal.folders import MEDIA_FOLDER
from plugins.portal.page import LateFile
from plugins.portal.records import Material, MaterialUser
from plugins.portal.tracking import shared

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP file can tell. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT"""

UNIX = 3
READABLE = 0o100644 << 16
"""An ordinary file that all may read."""


@shared
def materials_in_order(edition: Edition) -> tuple[str, ...]:
    """The slugs of all materials, by their order and then by title."""
    found = edition.portal.materials
    named = edition.language.in_order(found, lambda slug: edition.name(found[slug]))
    return tuple(sorted(named, key=lambda slug: found[slug].order))


def materials_for(edition: Edition, audience: MaterialUser) -> list[Material]:
    found = edition.portal.materials
    return [found[slug] for slug in materials_in_order(edition) if audience in found[slug].audience]


def audiences(edition: Edition) -> list[MaterialUser]:
    """Those that a material is for."""
    used = {one for material in edition.portal.materials.values() for one in material.audience}
    return [one for one in MaterialUser if one in used]


def toolkit_files(editions: Mapping[str, Edition]) -> Iterator[LateFile]:
    """Every file that a published material names, and a bundle for each audience."""
    edition = next(iter(editions.values()))
    media = edition.content.settings.content / MEDIA_FOLDER
    with edition.tracker.tracing():
        materials = edition.portal.materials.values()
        names = sorted({one.file for material in materials for one in material.files})
        marks = {name: mark(media / name) for name in names}
        for name in names:
            make = (media / name).read_bytes
            yield LateFile(f"{DOWNLOADS}{_below(name)}", marks[name], make)
        for audience in audiences(edition):
            yield bundle(editions, audience, media, marks)


def _below(name: str) -> str:
    return name.partition("/")[2]


def bundle(
    editions: Mapping[str, Edition],
    audience: MaterialUser,
    media: Path,
    marks: Mapping[str, str],
) -> LateFile:
    """All materials for an audience, with a text in each language that says what one may do."""
    edition = next(iter(editions.values()))
    found = materials_for(edition, audience)
    files = sorted({one.file for material in found for one in material.files})
    texts = {
        f"README.{code}.txt": read_me(each, audience).encode() for code, each in editions.items()
    }
    digest = blake2b(digest_size=16)
    for name, said in (*((name, marks[name].encode()) for name in files), *texts.items()):
        digest.update(f"{name}\0{len(said)}\0".encode() + said)
    make = partial(packed, media, files, texts)
    return LateFile(f"{DOWNLOADS}{audience}.zip", digest.hexdigest(), make)


def packed(media: Path, files: Sequence[str], texts: Mapping[str, bytes]) -> bytes:
    """A ZIP file of some files and texts."""
    contents = {**texts, **{_below(name): (media / name).read_bytes() for name in files}}
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, contents[name])
    return output.getvalue()


def read_me(edition: Edition, audience: MaterialUser) -> str:
    """What is in a bundle and what one may do with it, in one language."""
    settings = edition.content.settings
    address = settings.origin + edition.for_employers.address
    blocks = [
        settings.name[edition.code],
        edition._("What is in this file, and what you may do with it. The newest edition is here:")
        + f"\n{address}",
        *(_entry(edition, material) for material in materials_for(edition, audience)),
    ]
    return "\n\n".join(blocks) + "\n"


def _entry(edition: Edition, material: Material) -> str:
    licence, meaning = LICENCES[material.licence]
    credit = edition.contact_name(material.credit)
    title = str(edition.text(material.title).text)
    lines = [
        f"{title}\n{'=' * len(title)}",
        edition._(MATERIAL_FORMS[material.form]) + ": " + str(edition.text(material.summary).text),
        *(f"- {_below(one.file)}{_language(edition, one.language)}" for one in material.files),
        f"{material.licence}: {edition._(meaning)} {licence}",
    ]
    if credit:
        lines.append(edition._("Name as the source: %(credit)s") % {"credit": credit.text})
    return "\n".join(lines)


def _language(edition: Edition, code: str | None) -> str:
    return f" ({edition.language.language_name(code)})" if code else ""
