"""The portal in one language, as brochures say it: names, texts, addresses and contacts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from plugins.brochures.content import Content
from plugins.brochures.drawings import data_address, qr_code, region_map
from plugins.brochures.labels import EMPLOYEES
from plugins.brochures.palette import Palette
from plugins.portal.addresses import ARTICLES
from plugins.portal.links import in_languages, text_in
from plugins.portal.records import (
    Company,
    Competence,
    Contact,
    Municipality,
    Office,
    Record,
    Source,
)
from plugins.portal.text import render_section

LONGEST_NAME = 40
"""Of the last part of an address, in characters; longer ones are cut where they are shown."""

MOST_EMPLOYERS = 48
"""As many names as two pages hold; the portal has the others."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text, with ``language`` set where it is not in the brochure's own."""

    text: str | Markup
    language: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A page: where it is, and a short form of that to be read."""

    url: str
    shown: str


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, and what it tells those who do not see it."""

    source: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, and what there are so many of."""

    number: str
    of: str


@dataclass(frozen=True, slots=True)
class Card:
    """Whom to ask. ``places`` are the municipalities that share it."""

    heading: str
    name: Text | None
    text: Text | None
    email: str
    phone: str
    web: Address | None
    places: str = ""


@dataclass(frozen=True, slots=True)
class Employer:
    name: str
    url: str
    note: Text


@dataclass(frozen=True, slots=True)
class Employers:
    """Employers by their size, largest first, and in words how many more the portal has."""

    groups: tuple[tuple[str, tuple[Employer, ...]], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a brochure's facts come from, and of which day they are."""

    updated: str
    sources: tuple[Address, ...]
    licence: Address
    home: Address


class Edition:
    """One language's portal."""

    def __init__(self, content: Content, code: str, palette: Palette) -> None:
        self.content = content
        self.portal = content.portal
        self.code = code
        self.palette = palette
        self.language = content.languages[code]
        self.preferred = (code, *(other for other in self.portal.languages if other != code))

    def _(self, message: str) -> str:
        return self.language.gettext(message)

    @property
    def site_name(self) -> str:
        return self.content.settings.name[self.code]

    # Texts and names

    def text(self, texts: Mapping[str, str]) -> Text:
        """A text in this language, or in another one, which is then marked."""
        text, code = text_in(texts, self.preferred)
        return Text(text, "" if code == self.code else code)

    def rich_text(self, texts: Mapping[str, str], below: int = 2) -> Text:
        """Markdown that stands under a heading of the level ``below`` as safe HTML."""
        found = self.text(texts)
        return Text(render_section(str(found.text), self.resolve, below), found.language)

    def named(self, name: str | Mapping[str, str] | None) -> Text | None:
        """A name that is the same in all languages, or has a text in each."""
        if isinstance(name, Mapping):
            return self.text(name)
        return Text(name) if name else None

    def name(self, kind: str, slug: str) -> str:
        record = self.portal.by_kind(kind)[slug]
        found = self.named(record.label if kind == Competence.kind else record.name)
        return str(found.text) if found else slug

    def counted(self, kind: str, numbers: Mapping[str, int]) -> tuple[Fact, ...]:
        """Names of records of a kind with numbers: most first, equals as the alphabet has them."""
        found = [(self.name(kind, slug), number) for slug, number in numbers.items()]
        found.sort(key=lambda item: (-item[1], self.language.sort_key(item[0])))
        return tuple(Fact(self.language.number(number), name) for name, number in found)

    # Addresses

    @cached_property
    def origin(self) -> str:
        return self.content.settings.origin

    def resolve(self, kind: str, slug: str) -> str | None:
        """The address that a text's link ``kind:slug`` leads to; see ``portal.text``."""
        if slug not in self.portal.by_kind(kind):
            return None
        if kind not in ARTICLES:
            return self.origin + self.content.addresses.named(kind, slug, self.code)
        article = in_languages(self.portal.by_kind(kind)[slug], self.preferred)
        return self.origin + self.content.addresses.of(article, self.code)

    def page(self, record: Record) -> Address:
        """A record's page on the portal."""
        return self.full(self.content.addresses.of(record, self.code))

    def full(self, path: str) -> Address:
        url = self.origin + path
        return Address(url, url.partition("://")[2].rstrip("/"))

    def code_for(self, address: Address) -> Figure:
        """A QR code that leads to a page."""
        said = self._("QR code that leads to %(address)s") % {"address": address.shown}
        return Figure(data_address(qr_code(address.url, self.palette["deep"])), said)

    def map_of(self, marked: Iterable[str], said: str) -> Figure:
        """The region's map with some places marked, in the colours of a cover."""
        colours = (self.palette["link"], self.palette["on-deep-quiet"], self.palette["accent"])
        places = self.portal.municipalities.values()
        drawn = region_map(self.content.coastline, places, marked, colours)
        return Figure(data_address(drawn), said)

    # People and employers

    def card(self, contact: Contact, heading: str, places: str = "") -> Card:
        return Card(
            heading=heading,
            name=self.named(contact.name),
            text=self.text(contact.text) if contact.text else None,
            email=contact.email or "",
            # A number that breaks in two is misread.
            phone=(contact.phone or "").replace(" ", "\N{NO-BREAK SPACE}"),
            web=short(contact.url) if contact.url else None,
            places=places,
        )

    def cards_of_all(self, office: Office, instead: Office | None = None) -> tuple[Card, ...]:
        """The contacts of all municipalities; those that share one stand together.

        Where a municipality lacks one office, ``instead`` is asked.
        """
        shared: dict[tuple[object, ...], list[tuple[str, Contact]]] = {}
        for municipality in self.portal.municipalities.values():
            offices = filter(None, (office, instead))
            if contact := next(filter(None, map(municipality.contact_of, offices)), None):
                name = self.named(contact.name)
                key = (name, contact.email, contact.phone, contact.url)
                place = self.name(Municipality.kind, municipality.slug)
                shared.setdefault(key, []).append((place, contact))
        cards = []
        for found in shared.values():
            places = self.language.in_order([place for place, _ in found], str)
            cards.append(self.card(found[0][1], places[0], self.language.listed(places)))
        return tuple(self.language.in_order(cards, lambda card: card.heading))

    def employers(self, companies: Iterable[Company], *, with_place: bool) -> Employers:
        """Companies by size, each with its place or with its own line."""
        found = self.language.in_order(companies, lambda company: company.name)
        sized = [(size, [c for c in found if c.employees == size]) for size in EMPLOYEES]
        groups, left = [], MOST_EMPLOYERS
        for size, members in sized:
            shown = members[: max(left, 0)]
            left -= len(members)
            if shown:
                lines = tuple(self._employer(c, with_place=with_place) for c in shown)
                groups.append((self._(EMPLOYEES[size]), lines))
        return Employers(tuple(groups), self._more(max(-left, 0)))

    def _employer(self, company: Company, *, with_place: bool) -> Employer:
        places = [self.name(Municipality.kind, slug) for slug in company.municipalities[:1]]
        note = Text(places[0]) if with_place else self.text(company.tagline)
        return Employer(company.name, self.page(company).url, note)

    def _more(self, number: int) -> str:
        if not number:
            return ""
        said = self.language.ngettext(
            "And one more on the portal.", "And %(number)s more on the portal.", number
        )
        return said % {"number": self.language.number(number)}

    def competences(self, companies: Iterable[Company], most: int) -> tuple[Fact, ...]:
        """The competences that some companies seek, most sought first."""
        sought = Counter(slug for company in companies for slug in company.competences)
        return self.counted(Competence.kind, sought)[:most]

    def number_of_employers(self, number: int) -> Fact:
        said = self.language.ngettext("employer", "employers", number)
        return Fact(self.language.number(number), said)

    def open_jobs(self, record: Record) -> Iterator[Fact]:
        """How many jobs were open on the day of the content; nothing where there were none."""
        if number := len(self.portal.jobs_of(record)):
            said = self.language.ngettext("open job on %(day)s", "open jobs on %(day)s", number) % {
                "day": self.language.date(self.content.day)
            }
            yield Fact(self.language.number(number), said)

    # What every brochure ends with

    def imprint(self, records: Iterable[Record], sources: Iterable[Source]) -> Imprint:
        """``records`` are those that the brochure is made from."""
        updated = max(filter(None, (record.updated for record in records)), default=date.min)
        return Imprint(
            updated=self.language.date(updated),
            sources=tuple(short(url) for url in dict.fromkeys(source.url for source in sources)),
            licence=short(self.content.settings.data_licence),
            home=self.full(self.content.addresses.home(self.code)),
        )


def short(url: str) -> Address:
    """An address and what a reader needs of it: the host and the last word of the path."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    *above, last = unquote(parts.path).strip("/").split("/")
    if len(last) > LONGEST_NAME:
        last = f"{last[: LONGEST_NAME - 1]}…"
    return Address(url, "/".join((host, *("…" for _ in above[:1]), last)).rstrip("/"))
