"""The portal in one language: names, links and texts as that language's pages show them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from plugins.catalogue.content import Content
from plugins.catalogue.labels import (
    DANISH_NEEDED,
    EMPLOYEES,
    EMPLOYMENT_TYPES,
    JOB_DANISH_NEEDED,
    OFFERS,
    OFFICES,
    OPENINGS,
    TOPICS,
)
from plugins.languages import Language
from plugins.portal.addresses import (
    ARTICLES,
    CLUSTERS,
    COMPANIES,
    COMPETENCES,
    EVENTS,
    FOR_EMPLOYERS,
    JOBS,
    MUNICIPALITIES,
    MY_LIFE,
    OPEN_DATA,
    OPENING_PAGES,
    SEARCH,
    SHORTLIST,
    STORIES,
)
from plugins.portal.likeness import company_of
from plugins.portal.links import Portal, Translations, in_languages, text_in
from plugins.portal.page import Feed, Frame, LanguageLink, Link, Page
from plugins.portal.qr import QrCode
from plugins.portal.records import (
    COUNTRY,
    Article,
    Audience,
    Campaign,
    Channel,
    Cluster,
    Company,
    Competence,
    Contact,
    Event,
    GoneJob,
    Guide,
    Job,
    Material,
    MentorProgramme,
    Municipality,
    Network,
    Offer,
    Office,
    Pathway,
    PlainPage,
    Record,
    Source,
    Step,
    Story,
    Topic,
    UsefulLink,
    Visitor,
)
from plugins.portal.text import render_section
from plugins.portal.tracking import by_slug, compare_by_slug, compare_shared, shared

LONGEST_NAME = 48
"""Of the last part of an address, in characters; longer ones are cut where they are shown."""

NAMED_BY: Mapping[str, str] = {
    Company.kind: "name",
    Municipality.kind: "name",
    Cluster.kind: "name",
    Step.kind: "name",
    Competence.kind: "label",
    Event.kind: "title",
    Network.kind: "name",
    MentorProgramme.kind: "name",
    **dict.fromkeys((Pathway.kind, Material.kind, Campaign.kind), "title"),
    **dict.fromkeys((Guide.kind, Story.kind, PlainPage.kind, Job.kind), "title"),
}
"""Kind of record → the field that says what it is called, in one language or in each."""

CARD_COMPETENCES = 4
"""More would make cards of unequal height without helping the choice."""


@dataclass(frozen=True, slots=True)
class LocalisedText:
    """A text, with ``language`` set where it is not in the page's own language."""

    text: str | Markup
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A way to a list, with the number of things in it."""

    text: str
    address: str
    number: int
    note: str = ""
    """What is said in the place of the number, where there is more to be told than that."""


class CompanyCard(NamedTuple):
    """A company in a list. Cards are copied with another note by the thousand, as tuples are quickly."""

    name: str
    address: str
    tagline: LocalisedText
    place: str
    languages: str
    """In which languages one works there, and how much Danish it takes; may be ''."""
    competences: tuple[str, ...]
    more_competences: int
    jobs: str = ""
    """How many open jobs it has, in words; '' where it has none."""
    note: str = ""
    """Why it stands in this list, such as a distance."""
    id: str = ""
    """What links to this place in the list name, where there are any."""


@dataclass(frozen=True, slots=True)
class JobCard:
    """A job in a list."""

    title: LocalisedText
    address: str
    company: str
    place: str
    facts: str
    """On what terms, and how much Danish it takes; may be ''."""
    posted: date
    deadline: date | None


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """A guide or story in a list; ``language`` is set where it is written in another one."""

    title: str
    address: str
    summary: str
    language: str | None
    language_name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to ask."""

    heading: str
    name: LocalisedText | None
    role: LocalisedText | None
    text: LocalisedText | None
    email: str
    phone: str
    url: str
    place: Link | None = None
    card: str = ""
    """The file for address books; '' where there is none."""
    id: str = ""
    """Its place on the page; '' where nothing leads there."""
    qr: QrCode | None = None
    """The address of that place, for telephones to take from paper."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where facts come from: the address, a short form of it to show, the day of the look."""

    url: str
    name: str
    checked: date


class Edition:
    """One language's portal. Made once a build; everything that pages share is made once in it."""

    def __init__(self, content: Content, code: str) -> None:
        self.content = content
        self.code = code
        self.language: Language = content.languages[code]
        self.portal: Portal = content.portal
        self.addresses = content.addresses
        self.preferred = (code, *(other for other in self.portal.languages if other != code))
        self.tracker = content.portal.tracker
        compare_shared(self)
        compare_by_slug(self)

    def _(self, message: str) -> str:
        return self.language.gettext(message)

    # Names and links

    def name(self, record: Record) -> str:
        name: str | Mapping[str, str] = getattr(record, NAMED_BY[record.kind])
        return name if isinstance(name, str) else str(self.text(name).text)

    def link(self, kind: str, slug: str) -> Link:
        """A link to a company, place, lighthouse or competence."""
        return self.link_to(f"{kind}/{slug}")

    @by_slug
    def link_to(self, name: str) -> Link:
        """The same for ``kind/slug``."""
        kind, _, slug = name.partition("/")
        text = self.name(self.portal.by_kind(kind)[slug])
        return Link(text, self.addresses.named(kind, slug, self.code))

    def links(self, kind: str, slugs: Iterable[str]) -> tuple[Link, ...]:
        """Links to records of a kind in the order of the language's alphabet."""
        found = [self.link(kind, slug) for slug in slugs]
        return tuple(self.language.in_order(found, lambda link: link.text))

    def resolve(self, kind: str, slug: str) -> str | None:
        """The address that a text's link ``kind:slug`` leads to; see ``portal.text``."""
        if slug not in self.portal.by_kind(kind):
            return None
        if kind not in ARTICLES:
            return self.addresses.named(kind, slug, self.code)
        article = self.article(self.portal.by_kind(kind)[slug])
        return self.addresses.of(article, self.code)

    def article(self, translations: Translations[Article]) -> Article:
        """An article in this language, or in another one where it lacks it."""
        return in_languages(translations, self.preferred)

    # Texts

    def text(self, texts: Mapping[str, str]) -> LocalisedText:
        """A text in this language, or in another one, which is then marked."""
        text, code = text_in(texts, self.preferred)
        return LocalisedText(text, None if code == self.code else code)

    def group_name(self, slug: str) -> str:
        """What a group of competences is called."""
        return str(self.text(self.portal.groups[slug].name).text)

    def message(self, audience: Visitor, channel: Channel) -> str:
        """What the narrative says to somebody; '' where it says nothing in this language."""
        return self.portal.message(audience, channel, self.code)

    def rich_text(self, texts: Mapping[str, str], below: int = 2) -> LocalisedText:
        """Markdown that stands under a heading of the level ``below`` as safe HTML."""
        found = self.text(texts)
        return LocalisedText(render_section(found.text, self.resolve, below), found.language)

    @by_slug
    def website(self, company: str) -> Link:
        """A company's own website, called by its host."""
        address = self.portal.website_of(company)
        return Link(short_host(address), address)

    def place_name(self, slug: str) -> str:
        return self.link(Municipality.kind, slug).text

    def count_places(self, companies: Iterable[Company]) -> tuple[Count, ...]:
        """How many of some companies are in each municipality, most first."""
        facts = (self.portal.facts_of(company.slug) for company in companies)
        numbers = Counter(slug for known in facts for slug in known.municipalities)
        return self.counts(Municipality.kind, numbers)

    def count_competences(self, companies: Iterable[Company]) -> tuple[Count, ...]:
        """How many of some companies seek each competence, most first."""
        facts = (self.portal.facts_of(company.slug) for company in companies)
        numbers = Counter(slug for known in facts for slug in known.competences)
        return self.counts(Competence.kind, numbers)

    def counts(self, kind: str, numbers: Mapping[str, int]) -> tuple[Count, ...]:
        """Links to records of a kind with numbers: most first, equals as the alphabet has them."""
        found = [(self.link(kind, slug), number) for slug, number in numbers.items()]
        found.sort(key=lambda item: (-item[1], self.language.sort_key(item[0].text)))
        return tuple(Count(link.text, link.address, number) for link, number in found)

    # Parts of pages

    @by_slug
    def card(self, slug: str) -> CompanyCard:
        """A company as lists show it."""
        company, names = self.portal.companies[slug], self.competence_names(slug)
        return CompanyCard(
            name=company.name,
            address=self.addresses.of(company, self.code),
            tagline=self.text(company.tagline),
            place=self.language.listed(map(self.place_name, company.municipalities[:2])),
            languages=self.languages_at(company),
            competences=tuple(names.values())[:CARD_COMPETENCES],
            more_competences=max(0, len(names) - CARD_COMPETENCES),
            jobs=self.open_jobs(f"{Company.kind}/{slug}"),
        )

    def open_jobs(self, subject: str) -> str:
        """How many open jobs something has (``kind/slug``), in words; '' where it has none."""
        number = len(self.portal.jobs_by_subject.get(subject, ()))
        if not number:
            return ""
        said = self.language.ngettext("%(number)s open job", "%(number)s open jobs", number)
        return said % {"number": self.language.number(number)}

    def next_job_card(self, slug: str, company: Company, note: str) -> CompanyCard:
        """A company as the next job after one at ``company``: what both seek stands first."""
        names, own = self.competence_names(slug), company.competences
        shared = [name for competence, name in names.items() if competence in own]
        others = [name for competence, name in names.items() if competence not in own]
        competences = (*shared, *others)[:CARD_COMPETENCES]
        return self.card(slug)._replace(competences=competences, note=note)

    @by_slug
    def competence_names(self, slug: str) -> Mapping[str, str]:
        """The competences that a company seeks, each with its name."""
        sought = self.portal.facts_of(slug).competences
        return {competence: self.link(Competence.kind, competence).text for competence in sought}

    def languages_at(self, company: Company) -> str:
        """In which languages one works at a company, and how much Danish that takes."""
        names = self.language.listed_languages(company.working_languages)
        danish = self._(DANISH_NEEDED[company.danish_needed]) if company.danish_needed else ""
        works_in = self._("Works in %(languages)s") % {"languages": names} if names else ""
        return " · ".join(filter(None, (works_in, danish)))

    @by_slug
    def companies_in_order(self, subject: str) -> tuple[str, ...]:
        """The slugs of a subject's companies by name, as the language sorts; '' for all."""
        order = self.company_order
        if not subject:
            return tuple(order)
        companies = self.portal.companies_of(subject)
        return tuple(sorted((company.slug for company in companies), key=order.__getitem__))

    @property
    @shared
    def company_order(self) -> Mapping[str, int]:
        """Slug of each company → its place in the order of names."""
        ordered = self.language.in_order(self.portal.companies, self.portal.name_of)
        return {slug: position for position, slug in enumerate(ordered)}

    @by_slug
    def job_card(self, slug: str) -> JobCard:
        """A job as lists show it."""
        # Cards stand in many lists, and what they show is known without the record.
        job = self.portal.record(Job.kind, slug)
        # How much Danish it takes is a promise where an editor or the employer's system says it; what
        # was read out of the posting's words is told on the job's own page, with a word of caution.
        danish = "" if "danish_needed" in job.guessed else self.danish_needed_in(job)
        opening = self._(OPENINGS[job.opening]) if job.opening else ""
        # An internship may be told as terms and as kind of opening, which is one word.
        facts = (self.employment_type(job), opening, danish)
        return JobCard(
            title=self.job_text(job, job.title),
            address=self.addresses.of(job, self.code),
            company=self.portal.name_of(company_of(slug)),
            place=self.place_name(self.portal.place_of(job)),
            facts=" · ".join(dict.fromkeys(filter(None, facts))),
            posted=job.posted,
            deadline=job.deadline,
        )

    def job_text(self, job: Job | GoneJob, text: str | Markup) -> LocalisedText:
        """A text of a posting, marked where the posting is not in this language."""
        language = job.language or self.code
        own = language.partition("-")[0] == self.code.partition("-")[0]
        return LocalisedText(text, None if own else language)

    def employment_type(self, job: Job) -> str:
        return self._(EMPLOYMENT_TYPES[job.employment_type]) if job.employment_type else ""

    def danish_needed_in(self, job: Job) -> str:
        return self._(JOB_DANISH_NEEDED[job.danish_needed]) if job.danish_needed else ""

    def article_card(self, translations: Translations[Article], note: str = "") -> ArticleCard:
        article = self.article(translations)
        foreign = article.language != self.code
        return ArticleCard(
            title=article.title,
            address=self.addresses.of(article, self.code),
            summary=article.summary or "",
            language=article.language if foreign else None,
            language_name=self.language.language_name(article.language) if foreign else "",
            note=note,
        )

    def story_card(self, translations: Translations[Story]) -> ArticleCard:
        story = in_languages(translations, self.preferred)
        parts = (
            self.link(Competence.kind, story.profession).text,
            self.language.territory(story.from_country),
            self.place_name(story.municipality),
        )
        return self.article_card(translations, " · ".join(parts))

    def stories(self, keys: Iterable[str]) -> tuple[ArticleCard, ...]:
        """The stories of some keys, in the order of ``story_cards``."""
        return self.story_cards(self.portal.stories[key] for key in keys)

    def story_cards(self, stories: Iterable[Translations[Story]]) -> tuple[ArticleCard, ...]:
        return tuple(map(self.story_card, self.stories_in_order(stories)))

    def stories_in_order(self, stories: Iterable[Translations[Story]]) -> list[Translations[Story]]:
        """Stories, those in this language first, then by key."""
        return sorted(stories, key=self._story_order)

    def _story_order(self, translations: Translations[Story]) -> tuple[bool, str]:
        return self.code not in translations, self.article(translations).key

    def guide_cards(self, guides: Sequence[Translations[Guide]]) -> tuple[ArticleCard, ...]:
        """Guides by their order within the topic, then by title."""
        return tuple(map(self.article_card, sorted(guides, key=self._guide_order)))

    def _guide_order(self, translations: Translations[Guide]) -> tuple[int, bytes]:
        guide = in_languages(translations, self.preferred)
        return guide.order, self.language.sort_key(guide.title)

    def contact(self, contact: Contact, heading: str, place: Link | None = None) -> ContactView:
        return ContactView(
            heading=heading,
            name=self.contact_name(contact.name),
            role=self.contact_name(contact.role),
            text=self.text(contact.text) if contact.text else None,
            email=contact.email or "",
            phone=contact.phone or "",
            url=contact.url or "",
            place=place,
        )

    def contact_name(self, name: str | Mapping[str, str] | None) -> LocalisedText | None:
        """A name or role, which is the same in all languages or has a text in each."""
        if name is None or isinstance(name, str):
            return LocalisedText(name) if name else None
        return self.text(name)

    def population(self, municipality: Municipality) -> str:
        """How many live there, as a number of this language; '' where it is not known."""
        return self.language.number(municipality.population) if municipality.population else ""

    def municipality_contacts(
        self, municipality: Municipality, place: Link | None = None
    ) -> tuple[ContactView, ...]:
        """The people of a municipality who receive newcomers and their partners.

        ``place`` leads to the municipality from pages that are not its own.
        """
        found = (self.office(municipality, office, place) for office in Office)
        return tuple(filter(None, found))

    def office(
        self,
        municipality: Municipality,
        office: Office,
        place: Link | None = None,
        heading: str | None = None,
    ) -> ContactView | None:
        """A contact of a municipality, if it has it, with its file for address books."""
        if not (contact := municipality.contact_of(office)):
            return None
        said = self._(OFFICES[office]) if heading is None else heading
        card = self.addresses.card(municipality, office, self.code)
        return replace(self.contact(contact, said, place), card=card)

    @by_slug
    def place_contacts(self, slug: str) -> tuple[ContactView, ...]:
        """The people of a municipality, as the pages of its companies and jobs show them."""
        place = self.link(Municipality.kind, slug)
        return self.municipality_contacts(self.portal.municipalities[slug], place)

    def useful_links(self, links: Iterable[UsefulLink]) -> tuple[tuple[str, LocalisedText], ...]:
        return tuple((link.url, self.text(link.label)) for link in links)

    def sources(self, sources: Iterable[Source]) -> tuple[SourceView, ...]:
        return tuple(SourceView(s.url, short_address(s.url), s.checked) for s in sources)

    @cached_property
    def country(self) -> str:
        """The country of all municipalities."""
        return self.language.territory(COUNTRY)

    def offer_name(self, offer: Offer) -> str:
        return self._(OFFERS[offer])

    def employees(self, company: Company) -> str:
        return self._(EMPLOYEES[company.employees]) if company.employees else ""

    # Ways through the portal

    @property
    @shared
    def audiences(self) -> tuple[Audience, ...]:
        """Those that a guide is for."""
        guides = (in_languages(guide, self.preferred) for guide in self.portal.guides.values())
        used = {audience for guide in guides for audience in guide.audience}
        return tuple(audience for audience in Audience if audience in used)

    @property
    def partners(self) -> str:
        """The address of their path, or of the guides for them; '' where there is neither."""
        if Audience.PARTNERS in self.pathways:
            return self.pathways[Audience.PARTNERS].address
        served = Audience.PARTNERS in self.audiences
        return self.addresses.audience(self.code, Audience.PARTNERS) if served else ""

    @property
    @shared
    def pathways(self) -> Mapping[Audience, Link]:
        """The paths to a job, in the order of audiences."""
        found = self.portal.pathways
        return {one: self.link(Pathway.kind, one) for one in Audience if one in found}

    @property
    @shared
    def my_move(self) -> str:
        """The address of the page of one's own move; '' where there are no steps of one."""
        return self.addresses.my_move(self.code) if self.portal.steps else ""

    @property
    @shared
    def topics(self) -> tuple[Link, ...]:
        """The topics of "My life" that have a guide."""
        section = self.sections[MY_LIFE].address
        used = {in_languages(guide, self.preferred).topic for guide in self.portal.guides.values()}
        return tuple(Link(self._(TOPICS[t]), f"{section}#{t}") for t in Topic if t in used)

    @cached_property
    def home(self) -> Link:
        return Link(self._("Home"), self.addresses.home(self.code))

    @property
    @shared
    def sections(self) -> Mapping[str, Link]:
        """Path word → the link to its list, in the order of the navigation.

        Jobs are there while there are any: postings go stale, so a portal may well have none. So it is
        with events that are not over.
        """
        jobs = {JOBS: self._("Jobs")} if self.portal.jobs else {}
        events = {EVENTS: self._("Events")} if "" in self.portal.events_by_subject else {}
        names = {
            **jobs,
            COMPANIES: self._("Companies"),
            COMPETENCES: self._("Competences"),
            MUNICIPALITIES: self._("Places"),
            CLUSTERS: self._("Industries"),
            MY_LIFE: self._("My life"),
            STORIES: self._("Stories"),
            **events,
        }
        return {
            word: Link(name, self.addresses.section(self.code, word))
            for word, name in names.items()
        }

    def everywhere(self, address: Callable[..., str], *arguments: object) -> dict[str, str]:
        """The addresses of one thing in every language, from its code and the arguments."""
        return {code: address(code, *arguments) for code in self.portal.languages}

    def translated(self, translations: Translations[Article]) -> dict[str, str]:
        """The addresses of an article in the languages it is written in."""
        return {code: self.addresses.of(article, code) for code, article in translations.items()}

    def page(  # noqa: PLR0913 - one call says everything that a page is
        self,
        addresses: Mapping[str, str],
        *,
        kind: str,
        title: str,
        description: str,
        view: object,
        template: str = "",
        nearest: Mapping[str, str] | None = None,
        default_alternate: str = "",
        breadcrumbs: tuple[Link, ...] = (),
        record: Record | None = None,
        updated: date | None = None,
        published: date | None = None,
        indexed: bool = True,
        place: str = "",
        feeds: tuple[Feed, ...] = (),
    ) -> Page:
        """A page in this language.

        ``addresses`` are those of the same thing in the languages that have it, this one included;
        ``nearest`` are the addresses to go to in those that lack it. The template is called after
        the kind unless it is named.
        """
        return Page(
            address=addresses[self.code],
            kind=kind,
            template=template or f"{kind}.html",
            title=title,
            description=description,
            frame=self.frame,
            view=view,
            alternates=addresses if indexed else {},
            default_alternate=default_alternate or next(iter(addresses.values()))
            if indexed
            else "",
            switch=self._switch(addresses, nearest or {}),
            breadcrumbs=breadcrumbs,
            record=record,
            updated=updated,
            published=published,
            indexed=indexed,
            place=place,
            feeds=feeds,
        )

    def _switch(
        self, same: Mapping[str, str], nearest: Mapping[str, str]
    ) -> tuple[LanguageLink, ...]:
        """For every language the same page, or where there is none the nearest one."""
        return tuple(
            LanguageLink(code, language.name, same[code], same=True)
            if code in same
            else LanguageLink(code, language.name, nearest[code], same=False)
            for code, language in self.content.languages.items()
        )

    @cached_property
    def frame(self) -> Frame:
        plain = [
            in_languages(page, self.preferred)
            for key, page in self.portal.pages.items()
            if key not in OPENING_PAGES
        ]
        return Frame(
            language=self.language,
            site_name=self.content.settings.name[self.code],
            home=self.home.address,
            navigation=tuple(self.sections.values()),
            about=(
                *(self.for_employers, *map(self.article_link, plain)),
                *(self.open_data, self.shortlist),
            ),
            feeds=self.feeds,
            site_url=self.content.settings.origin,
            shortlist=self.shortlist.address,
            search=self.addresses.section(self.code, SEARCH),
            time_zone=self.content.settings.time_zone,
            embeds=self.addresses.embeds(self.code),
            has_meetings=bool(self.portal.events or self.portal.networks or self.portal.programmes),
        )

    @cached_property
    def for_employers(self) -> Link:
        return Link(self._("For employers"), self.addresses.section(self.code, FOR_EMPLOYERS))

    @cached_property
    def open_data(self) -> Link:
        return Link(self._("Open data"), self.addresses.section(self.code, OPEN_DATA))

    @cached_property
    def shortlist(self) -> Link:
        return Link(self._("Shortlist"), self.addresses.section(self.code, SHORTLIST))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        jobs = {"job": (JOBS, self._("New jobs"))} if self.portal.jobs else {}
        titles = {
            **jobs,
            "company": (COMPANIES, self._("New companies")),
            "guide": (MY_LIFE, self._("New and revised guides")),
            "story": (STORIES, self._("New stories")),
        }
        if EVENTS in self.sections:
            titles["event"] = EVENTS, self._("New events")
        return tuple(
            Feed(kind, title, f"{self.addresses.section(self.code, word)}feed.xml")
            for kind, (word, title) in titles.items()
        )

    def guide_link(self, key: str) -> Link:
        """A guide, in this language or in another one where it lacks it."""
        return self.article_link(self.article(self.portal.guides[key]))

    def article_link(self, article: Article) -> Link:
        foreign = None if article.language == self.code else article.language
        return Link(article.title, self.addresses.of(article, self.code), foreign)


_SIMPLE_URL = re.compile(r"https?://([a-z0-9.-]+)((?:/[A-Za-z0-9._~-]+)*)/?")
"""An address as most are, which is taken apart as it stands: no port, query or encoded sign."""


def short_host(url: str) -> str:
    """The host of an address without the ``www`` that readers skip."""
    if simple := _SIMPLE_URL.fullmatch(url):
        return simple[1].removeprefix("www.")
    return (urlsplit(url).hostname or "").removeprefix("www.")


def short_address(url: str) -> str:
    """An address as a reader would say it: the host and the last word of the path."""
    simple = _SIMPLE_URL.fullmatch(url)
    path = simple[2] if simple else unquote(urlsplit(url).path)
    *above, last = path.strip("/").split("/")
    if not last:
        return short_host(url)
    shown = last if len(last) <= LONGEST_NAME else f"{last[: LONGEST_NAME - 1]}…"
    return "/".join((short_host(url), *("…" for _ in above[:1]), shown))


def newest_of(records: Iterable[Record]) -> date | None:
    """The last day on which any of the records was touched."""
    return max(filter(None, (record.updated for record in records)), default=None)
