"""Plain pages about the portal itself, and the page for addresses that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.edition import Edition, SourceView, switch_links
from plugins.portal.addresses import HOME_PAGE
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


def plain_pages(editions: dict[str, Edition], edition: Edition) -> Iterator[Page]:
    homes = {code: e.home.address for code, e in editions.items()}
    for key, translations in edition.portal.pages.items():
        if key == HOME_PAGE or edition.code not in translations:
            continue
        page = translations[edition.code]
        addresses = {code: editions[code].addresses.of(p, code) for code, p in translations.items()}
        text = render_article(page.body, edition.resolve)
        yield Page(
            address=addresses[edition.code],
            kind="page",
            template="page.html",
            title=page.title,
            description=page.summary or page.title,
            frame=edition.frame,
            view=PlainView(
                page.summary or "", text, page.reviewed_on, edition.sources(page.sources)
            ),
            alternates=addresses,
            default_alternate=next(iter(addresses.values())),
            switch=switch_links(editions, addresses, homes),
            breadcrumbs=(edition.home,),
            record=page,
            updated=page.updated,
        )


def not_found(editions: dict[str, Edition], edition: Edition) -> Page:
    addresses = {code: e.addresses.not_found(code) for code, e in editions.items()}
    homes = {code: e.home.address for code, e in editions.items()}
    return Page(
        address=addresses[edition.code],
        kind="not-found",
        template="not-found.html",
        title=edition._("This page is not here"),
        description=edition._("There is nothing at this address; these links lead on."),
        frame=edition.frame,
        view=NotFoundView((edition.home, *edition.sections.values())),
        switch=switch_links(editions, {edition.code: addresses[edition.code]}, homes),
        indexed=False,
    )
