"""The page for employers: what they, municipalities and universities may take, and what else is for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from plugins.catalogue.edition import Edition, LocalisedText, SourceView, newest_of
from plugins.catalogue.following import has_jobs
from plugins.catalogue.labels import LICENCES, MATERIAL_FORMS, MATERIAL_USERS
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.pages.open_data import FrameLists, frame_code, frame_lists
from plugins.catalogue.pages.pathways import employer_pages
from plugins.catalogue.toolkit import audiences, materials_for
from plugins.portal.addresses import (
    EMPLOYERS_PAGE,
    FOR_EMPLOYERS,
    MATERIAL_ID,
    MENTORS,
    MUNICIPALITIES,
)
from plugins.portal.links import in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import Channel, Material, MaterialFile, MaterialUser, Visitor
from plugins.portal.text import RichText, render_article

EMPLOYERS = "employers"

KILO, MEGA = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to take: what it is called, and in words what kind, how large and in which language."""

    name: str
    address: str
    note: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    file: str
    alt: LocalisedText


@dataclass(frozen=True, slots=True)
class MaterialView:
    id: str
    form: str
    title: LocalisedText
    summary: LocalisedText
    files: tuple[FileView, ...]
    preview: PreviewView | None
    licence: str
    licence_address: str
    licence_meaning: str
    credit: LocalisedText | None
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class AudienceView:
    """What is for one audience. A material that is for several stands with the first of them."""

    id: str
    heading: str
    materials: tuple[MaterialView, ...]
    elsewhere: tuple[Link, ...]
    """Those that stand above, with another audience."""
    bundle: str
    bundle_note: str


@dataclass(frozen=True, slots=True)
class EmployersView:
    lead: str
    text: RichText
    text_language: str | None
    sources: tuple[SourceView, ...]
    audiences: tuple[AudienceView, ...]
    paths: tuple[Link, ...]
    """What employers can do for partners and others."""
    add_company: str
    open_data: str
    companies: str
    municipalities: str
    mentors: str
    """'' where there are no mentor programmes."""
    frames: tuple[FrameLists, ...]
    """Nothing while there are no jobs."""
    frame_code: str
    site: str
    """What addresses begin with where they must be whole."""
    words: tuple[str, ...]
    """What the search reads of the page."""


def employer_plans(edition: Edition) -> Iterator[Planned]:
    yield edition.for_employers.address, EMPLOYERS, (EMPLOYERS,)


def employers(edition: Edition) -> Page:
    written = edition.portal.pages.get(EMPLOYERS_PAGE)
    found = in_languages(written, edition.preferred) if written else None
    own = written.get(edition.code) if written else None
    lead = edition._(
        "Texts, pictures and checklists to use for free, lists of jobs for your own site, and your company in the portal."
    )
    said = partial(edition.portal.own_message, Visitor.EMPLOYERS, language=edition.code)
    frames = tuple(frame_lists(edition)) if has_jobs(edition) else ()
    shown = tuple(audience_views(edition))
    materials = [material for audience in shown for material in audience.materials]
    view = EmployersView(
        lead=said(Channel.PAGE) or (own and own.summary) or lead,
        text=render_article(found.body if found else "", edition.resolve),
        text_language=found.language if found and not own else None,
        sources=edition.sources(found.sources if found else ()),
        audiences=shown,
        paths=tuple(employer_pages(edition).values()),
        add_company=edition.addresses.add_company(edition.code),
        open_data=edition.open_data.address,
        companies=edition.addresses.all_companies(edition.code),
        municipalities=edition.sections[MUNICIPALITIES].address,
        mentors=edition.addresses.section(edition.code, MENTORS)
        if edition.portal.programmes
        else "",
        frames=frames,
        frame_code=frame_code(edition, frames[0].lists[0]) if frames else "",
        site=edition.content.settings.origin,
        words=(
            *((found.body,) if found else ()),
            *(str(text.text) for one in materials for text in (one.title, one.summary)),
        ),
    )
    told = [*edition.portal.materials.values(), *([found] if found else [])]
    return edition.page(
        edition.everywhere(edition.addresses.section, FOR_EMPLOYERS),
        kind=EMPLOYERS,
        title=own.title if own else edition.for_employers.text,
        description=said(Channel.DESCRIPTION) or view.lead,
        view=view,
        breadcrumbs=(edition.home,),
        updated=newest_of(told),
    )


def audience_views(edition: Edition) -> Iterator[AudienceView]:
    for audience in audiences(edition):
        found = materials_for(edition, audience)
        own = [material for material in found if _first(material) is audience]
        files = {one.file for material in found for one in material.files}
        size = sum(edition.content.sizes().get(file, 0) for file in files)
        ngettext = edition.language.ngettext
        number = ngettext("%(number)s file", "%(number)s files", len(files))
        yield AudienceView(
            id=f"For-{audience}",
            heading=edition._(MATERIAL_USERS[audience]),
            materials=tuple(material_view(edition, material.slug) for material in own),
            elsewhere=tuple(
                Link(str(edition.text(material.title).text), f"#{MATERIAL_ID}{material.slug}")
                for material in found
                if material not in own
            ),
            bundle=edition.addresses.bundle(audience),
            bundle_note=f"{number % {'number': edition.language.number(len(files))}}, "
            f"{size_in_words(edition, size)}",
        )


def _first(material: Material) -> MaterialUser:
    return next(one for one in MaterialUser if one in material.audience)


def material_view(edition: Edition, slug: str) -> MaterialView:
    material = edition.portal.materials[slug]
    address, meaning = LICENCES[material.licence]
    preview = material.preview
    return MaterialView(
        id=f"{MATERIAL_ID}{slug}",
        form=edition._(MATERIAL_FORMS[material.form]),
        title=edition.text(material.title),
        summary=edition.text(material.summary),
        files=tuple(file_view(edition, one) for one in material.files),
        preview=PreviewView(preview.file, edition.text(preview.alt)) if preview else None,
        licence=material.licence,
        licence_address=address,
        licence_meaning=edition._(meaning),
        credit=edition.contact_name(material.credit),
        sources=edition.sources(material.sources),
    )


def file_view(edition: Edition, one: MaterialFile) -> FileView:
    name = one.file.rpartition("/")[2]
    parts = (
        name.rpartition(".")[2].upper(),
        edition.language.language_name(one.language) if one.language else "",
        size_in_words(edition, edition.content.sizes().get(one.file, 0)),
    )
    return FileView(name, edition.addresses.download(one.file), ", ".join(filter(None, parts)))


def size_in_words(edition: Edition, size: int) -> str:
    """How large a file is, in the units of file managers."""
    if size >= MEGA:
        return edition._("%(number)s MB") % {
            "number": edition.language.number(round(size / MEGA, 1))
        }
    return edition._("%(number)s kB") % {
        "number": edition.language.number(max(1, round(size / KILO)))
    }
