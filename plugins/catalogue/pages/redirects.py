"""Former addresses, each a page that leads on to the new one."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import Edition
from plugins.portal.page import Page
from plugins.portal.records import LastingRecord


@dataclass(frozen=True, slots=True)
class RedirectView:
    target: str
    name: str


def redirect_pages(edition: Edition) -> Iterator[Page]:
    for record in renamed(edition):
        name, target = edition.name(record), edition.addresses.of(record, edition.code)
        for alias in record.aliases:
            yield Page(
                address=edition.addresses.named(record.kind, alias, edition.code),
                kind="redirect",
                template="redirect.html",
                title=name,
                description=name,
                frame=edition.frame,
                view=RedirectView(target, name),
                indexed=False,
            )


def renamed(edition: Edition) -> Iterator[LastingRecord]:
    """Records of an edition that once had another slug."""
    portal, code = edition.portal, edition.code
    for records in (portal.companies, portal.municipalities, portal.clusters, portal.competences):
        yield from (record for record in records.values() if record.aliases)
    for articles in (portal.guides, portal.stories, portal.pages):
        for translations in articles.values():
            if code in translations and translations[code].aliases:
                yield translations[code]
