"""Plain pages about the portal itself, and the page for addresses that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.edition import Edition, SourceView
from plugins.catalogue.pages.lists import Planned
from plugins.portal.addresses import OPENING_PAGES
from plugins.portal.page import Link, Page
from plugins.portal.text import RichText, render_article


@dataclass(frozen=True, slots=True)
class PlainView:
    summary: str
    text: RichText
    reviewed_on: date | None
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class NotFoundView:
    ways: tuple[Link, ...]


def plain_plans(edition: Edition) -> Iterator[Planned]:
    code = edition.code
    for key, translations in edition.portal.pages.items():
        if key not in OPENING_PAGES and code in translations:
            page = translations[code]
            yield edition.addresses.of(page, code), page.kind, (page.kind, key)
    yield edition.addresses.not_found(code), "not-found", ("not-found",)


def plain_page(edition: Edition, key: str) -> Page:
    translations = edition.portal.pages[key]
    page = translations[edition.code]
    text = render_article(page.body, edition.resolve)
    return edition.page(
        edition.translated(translations),
        kind="page",
        title=page.title,
        description=page.summary or page.title,
        view=PlainView(page.summary or "", text, page.reviewed_on, edition.sources(page.sources)),
        nearest=edition.everywhere(edition.addresses.home),
        breadcrumbs=(edition.home,),
        record=page,
        updated=page.updated,
    )


def not_found(edition: Edition) -> Page:
    return edition.page(
        {edition.code: edition.addresses.not_found(edition.code)},
        kind="not-found",
        title=edition._("This page is not here"),
        description=edition._("There is nothing at this address; these links lead on."),
        view=NotFoundView((edition.home, *edition.sections.values())),
        nearest=edition.everywhere(edition.addresses.home),
        indexed=False,
    )
