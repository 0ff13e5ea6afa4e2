"""Ambassadors as cards: who they are, what they know, and whom one asks to be put in touch."""

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.catalogue.edition import Edition, LocalisedText
from plugins.catalogue.labels import COMINGS
from plugins.catalogue.people import tags
from plugins.portal.addresses import AMBASSADOR_ID
from plugins.portal.days import ONE_DAY
from plugins.portal.page import Link
from plugins.portal.records import Ambassador, Company, Competence, Municipality
from plugins.portal.tracking import by_slug


@dataclass(frozen=True, slots=True)
class AmbassadorCard:
    """``until`` is when consent ends, as clocks show it there: '' where no day is agreed."""

    id: str
    name: str
    address: str
    """Where all that is told of them stands."""
    note: str
    employer: Link | None
    languages: str
    about: LocalisedText
    programme: str
    ask: tuple[Link, ...]
    """The programme's page and its mailbox. Nothing leads to the person."""
    until: str
    tags: str


@by_slug
def ambassador_card(edition: Edition, slug: str) -> AmbassadorCard:
    ambassador = edition.portal.ambassadors[slug]
    language, until = edition.language, ambassador.consent_until
    name = edition.contact_name(ambassador.programme.name)
    note = (
        edition.link(Competence.kind, ambassador.profession).text,
        language.territory(ambassador.from_country),
        edition.link(Municipality.kind, ambassador.municipality).text,
        *(edition._(COMINGS[one]) for one in ambassador.came),
    )
    return AmbassadorCard(
        id=f"{AMBASSADOR_ID}{slug}",
        name=ambassador.name,
        address=edition.addresses.of(ambassador, edition.code),
        note=" · ".join(note),
        employer=_employer(edition, ambassador),
        languages=language.listed_languages(ambassador.languages),
        about=edition.rich_text(ambassador.about, below=3),
        programme=str(name.text) if name else "",
        ask=tuple(_ways(ambassador)),
        until=f"{until + ONE_DAY}T00:00" if until else "",
        tags=" ".join(tags(edition, ambassador)),
    )


def _employer(edition: Edition, ambassador: Ambassador) -> Link | None:
    company = ambassador.company
    if company and company in edition.portal.companies:
        return edition.link(Company.kind, company)
    return Link(ambassador.employer, "") if ambassador.employer else None


def _ways(ambassador: Ambassador) -> Iterable[Link]:
    programme = ambassador.programme
    if programme.url:
        yield Link(programme.url, programme.url)
    if programme.email:
        yield Link(programme.email, f"mailto:{programme.email}")


def ambassador_cards(edition: Edition, slugs: Iterable[str]) -> tuple[AmbassadorCard, ...]:
    """In the order of their names."""
    cards = [ambassador_card(edition, slug) for slug in slugs]
    return tuple(edition.language.in_order(cards, lambda card: card.name))


def ambassadors_of(edition: Edition, kind: str, slug: str) -> tuple[AmbassadorCard, ...]:
    """Those who know a company, a place, a lighthouse, or what a guide is about."""
    known = edition.portal.ambassadors_by_subject
    name = f"{kind}/{slug}"
    return ambassador_cards(edition, known[name]) if name in known else ()
