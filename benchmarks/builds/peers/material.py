"""What all peers build the same pages from: for each page its facts and its text.

What takes computing is handed to them ready: which companies stand on which page of a list, the
order of everything, distances, dates in words, contents of articles. Cards of companies, jobs and
articles are named by reference, as an author of these generators would name them.
"""

import re
import runpy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup

from benchmarks.builds.project.jobs import FIRST_DAY
from plugins.catalogue.content import Content, load_content
from plugins.catalogue.edition import (
    ArticleCard,
    CompanyCard,
    Edition,
    JobCard,
    LocalisedText,
)
from plugins.catalogue.pages import Planner
from plugins.catalogue.pages.companies import OfferLink
from plugins.catalogue.pages.feeds import FeedView
from plugins.catalogue.pages.stories import PersonCard
from plugins.catalogue.region_map import RegionMap
from plugins.discovery.canonical import canonical_address
from plugins.discovery.feeds import make_feeds
from plugins.discovery.introduction import Discovery
from plugins.discovery.share_images import ShareImages
from plugins.discovery.structured_data import graph_of, script_text
from plugins.languages import Language
from plugins.portal.addresses import HOME_PAGE
from plugins.portal.fields import slugify
from plugins.portal.links import in_languages
from plugins.portal.page import LEADING_ON, Frame, Link, Page
from plugins.portal.records import Article, Cluster, Company, Job, Municipality, Story
from plugins.portal.settings import read_settings
from plugins.portal.text import RichText

UNLISTED = frozenset({"embed", "redirect"})
"""Kinds of sheet without navigation, which search engines pass over."""

COMPARED = LEADING_ON | frozenset(
    [
        "embed",
        "home",
        "companies",
        "company-list",
        "offer",
        "company",
        "municipalities",
        "municipality",
        "clusters",
        "cluster",
        "competences",
        "competence",
        "jobs",
        "job",
        "job-list",
        "guides",
        "guide",
        "stories",
        "story",
        "page",
    ]
)
"""Kinds of page that peers build. Left out are the few that scripts fill (search, shortlist, two
careers), the choice of languages, and the pages for lost visitors."""

TEXT_PLACE = "the text of the page"
"""Stands in JSON-LD where the peer puts the text that it made."""

SHARED = {
    "companies": ("letters", "places", "groups", "clusters", "offers"),
}
"""What is the same on every page of a kind stands once for the language."""

LEAST_CONTENTS = 3
"""Headings from which an article has a list of contents."""

HEADING = re.compile(r"^(#{2,4}) (.*)$", re.MULTILINE)
RECORD_LINK = re.compile(
    r"\]\((company|municipality|cluster|competence|guide|story|page):([^)]+)\)"
)
ATOM = "{http://www.w3.org/2005/Atom}"

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page is made from. ``name`` is how other pages refer to it, as in ``company/vola``."""

    name: str
    address: str
    language: str
    kind: str
    title: str
    description: str
    facts: Facts
    text: str = ""
    """Markdown, or HTML that begins with a tag: what employers' systems send."""
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed, with the names of the pages that it tells of, newest first."""

    language: str
    kind: str
    title: str
    address: str
    pages: tuple[str, ...]


@dataclass
class Material:
    """All sheets of a portal, what they share in each language, and the interface's texts."""

    languages: Mapping[str, Language]
    translations: Path
    sheets: list[Sheet] = field(default_factory=list)
    shared: dict[str, Facts] = field(default_factory=dict)
    feeds: list[Entry] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    """Ours, with their views."""


def read_material(project: Path) -> Material:
    """The material of the portal in a project folder."""
    found = runpy.run_path(str(project / "pelicanconf.py"))
    settings = read_settings(found, project)
    content = load_content(settings, FIRST_DAY)
    editions = {code: Edition(content, code) for code in settings.languages}
    pages = [plan.make() for plan in Planner(editions).plan()]
    fonts = [project / path for path in found["PORTAL_FONTS"].values()]
    images = ShareImages.with_fonts(fonts, settings.base, project)
    discovery = Discovery(images, settings.locales)
    return _Maker(content, editions, pages, discovery).material()


class _Maker:
    """Turns pages into sheets."""

    def __init__(
        self,
        content: Content,
        editions: dict[str, Edition],
        pages: list[Page],
        discovery: Discovery,
    ) -> None:
        self.content = content
        self.editions = editions
        self.pages = pages
        self.discovery = discovery
        self.names = {page.address: _name(page, at) for at, page in enumerate(pages)}

    def material(self) -> Material:
        found = Material(self.content.languages, self.content.settings.translations)
        shown = [page for page in self.pages if page.kind in COMPARED]
        crumbs = _usual_crumbs(shown)
        for code, edition in self.editions.items():
            found.shared[code] = self._shared(edition) | {"crumbs": crumbs[code]}
        for page in shown:
            facts = self._facts(page, found.shared[page.language])
            found.sheets.append(self._sheet(page, facts, crumbs[page.language]))
        found.feeds = list(self._feeds())
        found.pages = self.pages
        return found

    def _sheet(self, page: Page, facts: Facts, crumbs: Mapping[str, Any]) -> Sheet:
        if page.kind in LEADING_ON:
            facts["canonical"] = canonical_address(page)
        if _kind(page) not in UNLISTED:
            self._add_frame(page, facts, crumbs)
        return Sheet(
            name=self.names[page.address],
            address=page.address,
            language=page.language,
            kind=_kind(page),
            title=page.title,
            description=page.description,
            facts=facts,
            text=self._text(page),
            updated=page.updated.isoformat() if page.updated else "",
        )

    def _add_frame(self, page: Page, facts: Facts, crumbs: Mapping[str, Any]) -> None:
        """What stands around a page's main part, and in its head."""
        above = [{"text": link.text, "address": link.address} for link in page.breadcrumbs]
        if crumbs.get(page.kind, []) != above:
            facts["crumbs"] = above
        if page.feeds and page.kind != "jobs":
            facts["follow"] = page.feeds[0].address
        facts["switch"] = {link.code: link.address for link in page.switch}
        facts |= self._said(page)

    def _said(self, page: Page) -> Facts:
        """What a page says to machines, ready to be printed but for the text of a posting."""
        graph = graph_of(page)
        for thing in graph:
            if thing["@type"] == "JobPosting":
                thing["description"] = TEXT_PLACE
        found = self.discovery(page)
        return {
            "default": page.default_alternate,
            "shared_as": [[name, content] for name, content in found.open_graph],
            "graph": str(script_text({"@context": "https://schema.org", "@graph": graph})),
        }

    def _facts(self, page: Page, shared: Facts) -> Facts:
        facts: Facts = self._plain(page.view, page.frame.language)
        for name in SHARED.get(page.kind, ()):
            shared.setdefault(page.kind, {})[name] = facts.pop(name)
        edition = self.editions[page.language]
        match page.record:
            case Company() as company:
                facts |= self._company(edition, company, facts)
            case Job() as job:
                facts |= self._job(edition, job, facts)
            case Municipality():
                facts.pop("map")
            case Story() as story:
                translations = self.content.portal.stories[story.key]
                facts["note"] = edition.story_card(translations).note
        return facts

    def _company(self, edition: Edition, company: Company, facts: Facts) -> Facts:
        """What its card shows, and by what its own page names what it shares with others."""
        facts.pop("place_contacts", None)
        if company.life:
            facts.setdefault("life", {})["text"] = self._linked(company.life, edition)
        card = edition.card(company.slug)
        shown = {
            "tagline": card.tagline,
            "place": card.place,
            "languages": card.languages,
            "competences": card.competences,
            "more": card.more_competences,
            "jobs": card.jobs,
        }
        return {
            "slug": company.slug,
            "asked": company.municipalities[0],
            "card": self._plain(shown, edition.language),
        }

    def _job(self, edition: Edition, job: Job, facts: Facts) -> Facts:
        facts.pop("contacts", None)
        facts.pop("title", None)
        card = edition.job_card(job.slug)
        return {
            "asked": self.content.portal.place_of(job),
            "written": self._localised(edition.job_text(job, Markup()), edition.language),
            "card": {"place": card.place, "facts": card.facts},
        }

    def _text(self, page: Page) -> str:
        """The page's Markdown, with headings at the level that they are shown at."""
        edition = self.editions[page.language]
        match page.record:
            case Company() | Municipality() | Cluster() as record:
                return self._linked(record.about, edition)
            case Job() as job:
                return posting(job)
            case Article() as article:
                return self._article(article, edition)
        home = self.content.portal.pages.get(HOME_PAGE)
        if page.kind == "home" and home:
            return self._article(in_languages(home, edition.preferred), edition)
        return ""

    def _article(self, article: Article, edition: Edition) -> str:
        """An article whose headings say their ids, as its list of contents names them."""
        text = HEADING.sub(lambda m: f"{m[1]} {m[2]} {{#{slugify(m[2])}}}", article.body)
        return self._resolved(text, edition)

    def _linked(self, texts: Mapping[str, str], edition: Edition) -> str:
        return self._resolved(str(edition.text(texts).text), edition)

    @staticmethod
    def _resolved(text: str, edition: Edition) -> str:
        return RECORD_LINK.sub(lambda m: f"]({edition.resolve(m[1], m[2])})", text)

    def _plain(self, value: Any, language: Language) -> Any:  # noqa: ANN401, PLR0911, C901 - any part of a view
        """A part of a view as JSON has it; what is empty is left out."""
        value = value.card if isinstance(value, PersonCard) else value
        match value:
            case CompanyCard():
                name = self.names[value.address]
                if not value.note:
                    return name
                return {"name": name, "note": value.note, "competences": list(value.competences)}
            case JobCard() | ArticleCard():
                return self.names[value.address]
            case OfferLink():
                return value.address
            case LocalisedText():
                return self._localised(value, language)
            case RichText():
                headings = value.contents if len(value.contents) >= LEAST_CONTENTS else ()
                return [self._plain(heading, language) for heading in headings]
            case RegionMap():
                return [{"text": place.name, "address": place.address} for place in value.places]
            case date():
                return {"iso": value.isoformat(), "shown": language.date(value)}
            case Markup():
                return ""
            case _ if is_dataclass(value):
                pairs = {f.name: getattr(value, f.name) for f in fields(value)}
                return self._plain(pairs, language)
            case Mapping():
                found = {key: self._plain(part, language) for key, part in value.items()}
                return {key: part for key, part in found.items() if not _is_empty(part)}
            case tuple() | list():
                return [self._plain(part, language) for part in value]
        return value

    @staticmethod
    def _localised(text: LocalisedText, language: Language) -> Facts:
        found: Facts = {} if isinstance(text.text, Markup) else {"text": text.text}
        if text.language:
            found |= {"language": text.language, "named": language.language_name(text.language)}
        return found

    def _shared(self, edition: Edition) -> Facts:
        """What all pages of a language show, or may name."""
        frame: Frame = edition.frame
        shared: Facts = self._plain(
            {
                "site_name": frame.site_name,
                "home": frame.home,
                "shortlist": frame.shortlist,
                "search": frame.search,
                "navigation": frame.navigation,
                "about": frame.about,
                "feeds": frame.feeds,
                "languages": {code: of.name for code, of in self.content.languages.items()},
            },
            edition.language,
        )
        places = self.content.portal.municipalities
        contacts = {place: edition.place_contacts(place) for place in places}
        shared["contacts"] = self._plain(contacts, edition.language)
        shared["offers"] = self._offers(edition.code)
        return shared

    def _offers(self, code: str) -> Facts:
        """Address of the list → what the offer is called and what it means."""
        views = (p.view for p in self.pages if p.kind == "company" and p.language == code)
        offers = {offer.address: offer for view in views for offer in view.offers}
        return {at: {"name": of.name, "meaning": of.meaning} for at, of in offers.items()}

    def _feeds(self) -> Iterator[Entry]:
        """The portal's feeds, with the pages that they tell of."""
        frames = {page.language: page.frame for page in self.pages}
        told = dict(make_feeds(self.pages))
        for code, frame in frames.items():
            for feed in frame.feeds:
                yield Entry(
                    code, feed.kind, feed.title, feed.address, self._told(told[feed.address])
                )
        for at, page in enumerate(self.pages):
            if isinstance(page.view, FeedView):
                told_of = tuple(self.names[card.address] for card in page.view.cards)
                yield Entry(page.language, f"jobs-{at}", page.title, page.address, told_of)

    def _told(self, feed: bytes) -> tuple[str, ...]:
        site = self.content.settings.origin
        links = ET.fromstring(feed).iterfind(f"{ATOM}entry/{ATOM}link")  # noqa: S314 - our own
        return tuple(self.names[link.attrib["href"].removeprefix(site)] for link in links)


def posting(job: Job) -> str:
    """A posting's text: Markdown, or ready HTML, which every peer lets through as it is."""
    return job.description_html or job.description or ""


def _is_empty(part: object) -> bool:
    return part is None or part is False or (hasattr(part, "__len__") and not len(part))


def _name(page: Page, at: int) -> str:
    record = page.record
    if not record or isinstance(record, Article):
        return f"{_kind(page)}/{at}"
    return f"{page.kind}/{record.slug.replace('/', '--')}"


def _kind(page: Page) -> str:
    """Which template a page has with the peers."""
    return "redirect" if page.kind in LEADING_ON else page.kind


def _usual_crumbs(pages: Sequence[Page]) -> dict[str, dict[str, Any]]:
    """Language → kind → the way down to most pages of that kind."""
    counted: dict[tuple[str, str], Counter[tuple[Link, ...]]] = {}
    for page in pages:
        counted.setdefault((page.language, page.kind), Counter())[page.breadcrumbs] += 1
    usual: dict[str, dict[str, Any]] = {}
    for (code, kind), ways in counted.items():
        links = ways.most_common(1)[0][0]
        usual.setdefault(code, {})[kind] = [
            {"text": link.text, "address": link.address} for link in links
        ]
    return usual
