"""The one place that knows which address a page has, in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from plugins.portal.records import (
    PATH_AUDIENCES,
    RECORDS,
    Ambassador,
    Article,
    Audience,
    Campaign,
    Material,
    MaterialUser,
    Offer,
    Office,
    Pathway,
    PlainPage,
    Record,
    Step,
    Visitor,
)


def pgettext_noop(context: str, message: str) -> str:
    """Marks a word for translation where it is defined; it is translated where it is used."""
    del context
    return message


COMPANIES = pgettext_noop("path", "companies")
MUNICIPALITIES = pgettext_noop("path", "municipalities")
CLUSTERS = pgettext_noop("path", "clusters")
COMPETENCES = pgettext_noop("path", "competences")
MY_LIFE = pgettext_noop("path", "my-life")
STORIES = pgettext_noop("path", "stories")
JOBS = pgettext_noop("path", "jobs")
OFFERS = pgettext_noop("path", "offers")
AUDIENCE = pgettext_noop("path", "for")
SEARCH = pgettext_noop("path", "search")
SHORTLIST = pgettext_noop("path", "shortlist")
MY_MOVE = pgettext_noop("path", "my-move")
TWO_CAREERS = pgettext_noop("path", "two-careers")
EMBED = pgettext_noop("path", "embed")
OPEN_DATA = pgettext_noop("path", "open-data")
SALARY = pgettext_noop("path", "pay-after-tax")
EVENTS = pgettext_noop("path", "events")
NETWORKS = pgettext_noop("path", "networks")
AMBASSADORS = pgettext_noop("path", "ambassadors")
MENTORS = pgettext_noop("path", "mentors")
PAST = pgettext_noop("path", "past")
FOR_EMPLOYERS = pgettext_noop("path", "for-employers")
ADD_COMPANY = pgettext_noop("path", "add-your-company")
CAMPAIGNS = pgettext_noop("path", "campaigns")
TO_SHARE = pgettext_noop("path", "to-share")

OFFER_WORDS: Mapping[Offer, str] = {
    Offer.RELOCATION_HELP: pgettext_noop("path", "relocation-help"),
    Offer.PARTNER_HELP: pgettext_noop("path", "partner-help"),
    Offer.DANISH_LESSONS: pgettext_noop("path", "danish-lessons"),
    Offer.INTERNSHIPS: pgettext_noop("path", "internships"),
    Offer.STUDENT_JOBS: pgettext_noop("path", "student-jobs"),
    Offer.THESIS_PROJECTS: pgettext_noop("path", "thesis-projects"),
    Offer.COFFEE_MEETINGS: pgettext_noop("path", "coffee-meetings"),
    Offer.SHORT_TERM_JOBS: pgettext_noop("path", "short-term-jobs"),
    Offer.FAST_TRACK: pgettext_noop("path", "fast-track"),
    Offer.REMOTE_DAYS: pgettext_noop("path", "remote-days"),
}

AUDIENCE_WORDS: Mapping[Audience, str] = {
    Audience.EVERYONE: pgettext_noop("path", "everyone"),
    Audience.PARTNERS: pgettext_noop("path", "partners"),
    Audience.FAMILIES: pgettext_noop("path", "families"),
    Audience.STUDENTS: pgettext_noop("path", "students"),
}

VISITOR_WORDS: Mapping[Visitor, str] = {
    Visitor.NEWCOMERS: pgettext_noop("path", "newcomers"),
    Visitor.PARTNERS: AUDIENCE_WORDS[Audience.PARTNERS],
    Visitor.FAMILIES: AUDIENCE_WORDS[Audience.FAMILIES],
    Visitor.STUDENTS: AUDIENCE_WORDS[Audience.STUDENTS],
    Visitor.EMPLOYERS: pgettext_noop("path", "employers"),
}

OFFICE_WORDS: Mapping[Office, str] = {
    Office.NEWCOMER_SERVICE: pgettext_noop("path", "newcomer-service"),
    Office.PARTNER_CONSULTANT: pgettext_noop("path", "partner-consultant"),
}

SECTION_WORDS = (COMPANIES, MUNICIPALITIES, CLUSTERS, COMPETENCES, MY_LIFE, STORIES, JOBS)
MEETING_WORDS = (EVENTS, NETWORKS, MENTORS, AMBASSADORS)
"""Where newcomers meet others; each is there while something of its kind is."""
CHOOSING_WORDS = (SEARCH, SHORTLIST, TWO_CAREERS)
"""Pages on which candidates search, choose and compare; they stand beside the sections."""

PATH_WORDS = (
    *SECTION_WORDS,
    *MEETING_WORDS,
    *CHOOSING_WORDS,
    PAST,
    CAMPAIGNS,
    TO_SHARE,
    OFFERS,
    AUDIENCE,
    MY_MOVE,
    EMBED,
    OPEN_DATA,
    SALARY,
    FOR_EMPLOYERS,
    ADD_COMPANY,
    *OFFER_WORDS.values(),
    *AUDIENCE_WORDS.values(),
    *OFFICE_WORDS.values(),
    VISITOR_WORDS[Visitor.NEWCOMERS],
    VISITOR_WORDS[Visitor.EMPLOYERS],
)

SECTIONS: Mapping[str, str] = {
    "company": COMPANIES,
    "municipality": MUNICIPALITIES,
    "cluster": CLUSTERS,
    "competence": COMPETENCES,
    "step": MY_LIFE,
    "guide": MY_LIFE,
    "story": STORIES,
    "job": JOBS,
    "gone-job": JOBS,
    "event": EVENTS,
    "network": NETWORKS,
    "mentor-programme": MENTORS,
    "material": FOR_EMPLOYERS,
    "ambassador": AMBASSADORS,
    "campaign": CAMPAIGNS,
}
"""Kind of record → the path word of its section. Plain pages stand in no section."""

FEED = "feed.xml"
JSON_FEED = "feed.json"
"""The last parts of the addresses of feeds, below the lists that they follow."""

CALENDAR = "calendar.ics"
"""The last part of the address of a calendar file, below what it is of. RFC 5545"""

CARD = ".vcf"
"""How the address of a contact card ends. RFC 6350"""

API = "api/v1/"
"""Below the portal's top: what programs read, in a form that stays as it is documented."""

NOT_FOUND = "404.html"
"""The file that static hosts look for when there is no page."""

OFFICE_IDS: Mapping[Office, str] = {
    Office.NEWCOMER_SERVICE: "Newcomer-service",
    Office.PARTNER_CONSULTANT: "Partner-consultant",
}
"""The place of each contact on its municipality's page. It is printed as a QR code: never change it."""

STEP_ID = "Step-"
"""What the id of a step begins with, all of which stand on one page."""

MATERIAL_ID = "Material-"
"""The same of a material of the toolkit."""

AMBASSADOR_ID = "Ambassador-"

ON_ONE_PAGE = {Material.kind: MATERIAL_ID, Ambassador.kind: AMBASSADOR_ID}
"""Kind of record that has no page of its own → what its id on the page of all begins with."""

DOWNLOADS = "downloads/"
"""Below the portal's top: what editors hand out, as they made it."""

ARTICLES = frozenset(kind for kind, model in RECORDS.items() if issubclass(model, Article))
"""The kinds of record that have one page, in their own language."""

HOME_PAGE = "home"
"""The key of the plain page whose text opens the portal; it has no address of its own."""

EMPLOYERS_PAGE = "employers"
"""The key of the one whose text opens the page for employers."""

OPENING_PAGES = frozenset({HOME_PAGE, EMPLOYERS_PAGE})
"""Plain pages that are the text of another page."""


@dataclass(frozen=True)
class Addresses:
    """Addresses below ``base`` (a path, '' at the top of a host).

    ``words`` maps language code → path word → that word in the language.
    """

    words: Mapping[str, Mapping[str, str]]
    base: str = ""

    def choice(self) -> str:
        """The page where a visitor chooses a language."""
        return f"{self.base}/"

    def home(self, language: str) -> str:
        return f"{self.base}/{language}/"

    def section(self, language: str, word: str) -> str:
        return f"{self.home(language)}{self.words[language][word]}/"

    def of(self, record: Record, language: str) -> str:
        """A record's page. Articles have one page, in their own language, whatever is asked."""
        if record.kind in ARTICLES:
            return self._of_article(cast("Article", record))
        return self.named(record.kind, record.slug, language)

    def _of_article(self, article: Article) -> str:
        if article.kind == PlainPage.kind and article.key == HOME_PAGE:
            return self.home(article.language)
        if article.kind == PlainPage.kind and article.key == EMPLOYERS_PAGE:
            return self.section(article.language, FOR_EMPLOYERS)
        return self.named(article.kind, article.slug, article.language)

    def named(self, kind: str, slug: str, language: str) -> str:
        """The page of the record of ``kind`` that is, or once was, called ``slug``; a step's place on its page."""
        if kind == Step.kind:
            return f"{self.my_move(language)}#{STEP_ID}{slug}"
        if kind == Pathway.kind:
            return self.pathway(language, Audience(slug))
        if kind in ON_ONE_PAGE:
            return f"{self._above[language][kind]}#{ON_ONE_PAGE[kind]}{slug}"
        return f"{self._above[language][kind]}{slug}/"

    @cached_property
    def _above(self) -> Mapping[str, Mapping[str, str]]:
        """Language code → kind of record → the page above those of its records."""
        return {
            code: {
                kind: self.section(code, SECTIONS[kind]) if kind in SECTIONS else self.home(code)
                for kind in RECORDS
            }
            for code in self.words
        }

    def companies_of(self, record: Record, language: str, page: int = 1) -> str:
        """A page of the companies of a municipality, cluster or competence.

        The first stands on the record's own page.
        """
        own = self.of(record, language)
        return own if page == 1 else f"{own}{self.words[language][COMPANIES]}/{page}/"

    def all_companies(self, language: str, page: int = 1) -> str:
        own = self.section(language, COMPANIES)
        return own if page == 1 else f"{own}{page}/"

    def all_jobs(self, language: str, page: int = 1) -> str:
        own = self.section(language, JOBS)
        return own if page == 1 else f"{own}{page}/"

    def jobs_of(self, record: Record, language: str, page: int = 1) -> str:
        """A page of the open jobs of a company, municipality, cluster or competence."""
        own = f"{self.of(record, language)}{self.words[language][JOBS]}/"
        return own if page == 1 else f"{own}{page}/"

    def embed(self, record: Record, language: str) -> str:
        """The newest jobs of a municipality, cluster or competence, for other sites to show."""
        return self.embed_named(record.kind, record.slug, language)

    def embed_named(self, kind: str, slug: str, language: str) -> str:
        return f"{self.embeds(language)}{self.words[language][SECTIONS[kind]]}/{slug}/"

    def embeds(self, language: str) -> str:
        """What the addresses of all pages for other sites begin with; nothing stands there."""
        return f"{self.home(language)}{self.words[language][EMBED]}/"

    def data(self, name: str) -> str:
        """A file of the open data, which is the same in all languages or says its own."""
        return f"{self.base}/{API}{name}"

    def download(self, file: str) -> str:
        """A file of the toolkit, given as below content/media."""
        return f"{self.base}/{DOWNLOADS}{file.partition('/')[2]}"

    def bundle(self, audience: MaterialUser) -> str:
        """All materials for one audience in one file."""
        return f"{self.base}/{DOWNLOADS}{audience}.zip"

    def add_company(self, language: str) -> str:
        return f"{self.section(language, FOR_EMPLOYERS)}{self.words[language][ADD_COMPANY]}/"

    def offer(self, offer: Offer, language: str, page: int = 1) -> str:
        """A page of the companies that offer something."""
        words = self.words[language]
        own = f"{self.section(language, COMPANIES)}{words[OFFERS]}/{words[OFFER_WORDS[offer]]}/"
        return own if page == 1 else f"{own}{page}/"

    def audience(self, language: str, audience: Audience) -> str:
        """The guides for one audience."""
        words = self.words[language]
        return (
            f"{self.section(language, MY_LIFE)}{words[AUDIENCE]}/{words[AUDIENCE_WORDS[audience]]}/"
        )

    def pathway(self, language: str, audience: Audience) -> str:
        """The path of an audience to a job."""
        return self.section(language, AUDIENCE_WORDS[audience])

    def pathway_for_employers(self, language: str, audience: Audience) -> str:
        """What employers do on that path."""
        return f"{self.pathway(language, audience)}{self.words[language][FOR_EMPLOYERS]}/"

    def campaign(self, slug: str, frame: str, language: str) -> str:
        """A campaign in a language; in one that the portal lacks it stands below another's, its frame's."""
        own = self.named(Campaign.kind, slug, frame)
        return own if language == frame else f"{own}{language.lower()}/"

    def campaign_to_share(self, language: str, slug: str) -> str:
        """What there is to post of a campaign."""
        return f"{self.named(Campaign.kind, slug, language)}{self.words[language][TO_SHARE]}/"

    def office(self, municipality: Record, office: Office, language: str) -> str:
        """The place of a contact on its municipality's page."""
        return f"{self.of(municipality, language)}#{OFFICE_IDS[office]}"

    def card(self, municipality: Record, office: Office, language: str) -> str:
        """A contact as a file for address books."""
        word = self.words[language][OFFICE_WORDS[office]]
        return f"{self.of(municipality, language)}{word}{CARD}"

    def my_move(self, language: str) -> str:
        """The page of all steps of a move."""
        return f"{self.section(language, MY_LIFE)}{self.words[language][MY_MOVE]}/"

    def salary(self, language: str) -> str:
        """What is left of a salary."""
        return f"{self.section(language, MY_LIFE)}{self.words[language][SALARY]}/"

    def month(self, language: str, month: str) -> str:
        """The events of a month, given as ``2026-12``."""
        return f"{self.section(language, EVENTS)}{month}/"

    def past_events(self, language: str) -> str:
        return f"{self.section(language, EVENTS)}{self.words[language][PAST]}/"

    def events_for(self, language: str, visitor: Visitor) -> str:
        """The events for one audience."""
        words = self.words[language]
        return f"{self.section(language, EVENTS)}{words[AUDIENCE]}/{words[VISITOR_WORDS[visitor]]}/"

    def events_of(self, record: Record, language: str) -> str:
        """The events of a municipality or network."""
        return f"{self.of(record, language)}{self.words[language][EVENTS]}/"

    def lists(self, language: str) -> dict[str, str]:
        """The addresses of a language that belong to no record, each with its path word."""
        words = self.words[language]
        found = {
            self.section(language, word): word
            for word in (*SECTION_WORDS, *MEETING_WORDS, *CHOOSING_WORDS, OPEN_DATA, FOR_EMPLOYERS)
        }
        found[f"{self.section(language, COMPANIES)}{words[OFFERS]}/"] = OFFERS
        found[f"{self.section(language, MY_LIFE)}{words[AUDIENCE]}/"] = AUDIENCE
        found[self.my_move(language)] = MY_MOVE
        found[self.salary(language)] = SALARY
        found[self.add_company(language)] = ADD_COMPANY
        found[f"{self.section(language, EVENTS)}{words[AUDIENCE]}/"] = AUDIENCE
        found[self.past_events(language)] = PAST
        for audience in PATH_AUDIENCES:
            found[self.pathway(language, audience)] = AUDIENCE_WORDS[audience]
        return found

    def not_found(self, language: str) -> str:
        return f"{self.home(language)}{NOT_FOUND}"
