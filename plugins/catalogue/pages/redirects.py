"""Former addresses, each a page that leads on to the new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.lists import Planned
from plugins.portal.page import Page

REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class RedirectView:
    target: str
    name: str


def redirect_plans(edition: Edition) -> Iterator[Planned]:
    for kind, name, alias in edition.portal.former_names(edition.code):
        yield (
            edition.addresses.named(kind, alias, edition.code),
            REDIRECT,
            (REDIRECT, kind, name, alias),
        )


def redirect_page(edition: Edition, kind: str, slug: str, alias: str) -> Page:
    """``slug`` is an article's key."""
    record = edition.portal.by_kind(kind)[slug]
    if isinstance(record, Mapping):
        record = record[edition.code]
    name, target = edition.name(record), edition.addresses.of(record, edition.code)
    return Page(
        address=edition.addresses.named(kind, alias, edition.code),
        kind=REDIRECT,
        template="redirect.html",
        title=name,
        description=name,
        frame=edition.frame,
        view=RedirectView(target, name),
        indexed=False,
    )
