"""The way in: the choice of language at the top, and each language's home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.catalogue.edition import (
    ArticleCard,
    Count,
    Edition,
    LocalisedText,
)
from plugins.catalogue.labels import gettext_noop
from plugins.catalogue.meetings import EventCard, coming, event_cards, meeting_ways, way_link
from plugins.catalogue.pages.campaigns import running_cards
from plugins.catalogue.pages.jobs import NewestJobs, job_cards, job_ways, told_deadlines
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.pages.teasers import (
    PARTNER_OFFERS,
    AudienceTeaser,
    ClusterTeaser,
    CompetenceGroupView,
    audience_teasers,
    cluster_teasers,
    competence_groups,
    offer_counts,
)
from plugins.catalogue.region_map import RegionMap, region
from plugins.portal.addresses import (
    CLUSTERS,
    COMPANIES,
    COMPETENCES,
    EVENTS,
    HOME_PAGE,
    JOBS,
    MUNICIPALITIES,
    MY_LIFE,
    NOT_FOUND,
    STORIES,
    TWO_CAREERS,
)
from plugins.portal.links import in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import Channel, Job, Visitor
from plugins.portal.text import render_article

STORIES_ON_HOME = 3
JOBS_ON_HOME = 5
EVENTS_ON_HOME = 3
MOST_JOBS = 6
"""Competences and places with most open jobs: as many as stand beside the newest ones."""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One language at the top of the portal, in its own words."""

    code: str
    direction: str
    name: str
    site_name: str
    invitation: str
    address: str


@dataclass(frozen=True, slots=True)
class LanguageChoiceView:
    choices: tuple[LanguageChoice, ...]


@dataclass(frozen=True, slots=True)
class SectionAddresses:
    """Where the home page sends its readers."""

    companies: str
    competences: str
    municipalities: str
    my_life: str
    stories: str


@dataclass(frozen=True, slots=True)
class HomeView:
    headline: LocalisedText
    lead: LocalisedText
    text: LocalisedText
    numbers: tuple[Count, ...]
    jobs: NewestJobs | None
    """The newest of all, where there are any."""
    job_competences: tuple[Count, ...]
    """The competences that most open jobs seek."""
    job_places: tuple[Count, ...]
    groups: tuple[CompetenceGroupView, ...]
    map: RegionMap
    clusters: tuple[ClusterTeaser, ...]
    audiences: tuple[AudienceTeaser, ...]
    topics: tuple[Link, ...]
    offers: tuple[Count, ...]
    events: tuple[EventCard, ...]
    all_events: str
    meetings: tuple[Link, ...]
    stories: tuple[ArticleCard, ...]
    sections: SectionAddresses
    partners: str
    """What there is for partners; a place on the page itself where no guide is for them."""
    two_careers: str
    """Where to look for a place with work for two."""
    pathways: tuple[Link, ...]
    """The paths of audiences to a job."""
    campaigns: tuple[ArticleCard, ...]
    my_move: str
    """Where to make a list of what to do; '' where there are no steps of a move."""


EMPTY = LocalisedText("")


@dataclass(frozen=True, slots=True)
class HomeText:
    """What the home page says before it shows what there is."""

    headline: LocalisedText
    lead: LocalisedText
    description: str
    text: LocalisedText


def language_choices(edition: Edition, said: str) -> LanguageChoiceView:
    """A way into each language; ``said`` is the message that each one says in its own words."""
    content = edition.content
    return LanguageChoiceView(
        tuple(
            LanguageChoice(
                code,
                language.direction,
                language.name,
                content.settings.name[code],
                language.gettext(said),
                content.addresses.home(code),
            )
            for code, language in content.every_language().items()
        )
    )


def entrance_plans(edition: Edition) -> Iterator[Planned]:
    """The pages that stand above all languages, in the frame of one of them."""
    top = edition.addresses.choice()
    yield top, "choice", ("choice",)
    yield f"{top}{NOT_FOUND}", "lost", ("lost",)


def lost(edition: Edition) -> Page:
    """The page that static hosts show for any address that leads nowhere, in no language yet."""
    return Page(
        address=f"{edition.addresses.choice()}{NOT_FOUND}",
        kind="lost",
        template="choice.html",
        title=edition._("This page is not here"),
        description=edition._("There is nothing at this address; these links lead on."),
        frame=edition.frame,
        view=language_choices(edition, gettext_noop("This page is not here; go to the home page")),
        indexed=False,
    )


def language_choice(edition: Edition) -> Page:
    """The page at ``/``: every language invites in its own words."""
    return Page(
        address=edition.addresses.choice(),
        kind="choice",
        template="choice.html",
        title=edition.frame.site_name,
        description=home_text(edition).description,
        frame=edition.frame,
        view=language_choices(edition, gettext_noop("Continue in English")),
        alternates=edition.everywhere(edition.addresses.home),
        default_alternate=edition.addresses.choice(),
    )


def home(edition: Edition) -> Page:
    """The home page: what the region offers, and the ways in."""
    portal = edition.portal
    said = home_text(edition)
    view = HomeView(
        headline=said.headline,
        lead=said.lead,
        text=said.text,
        numbers=numbers(edition),
        jobs=home_jobs(edition),
        job_competences=job_ways(edition).competences[:MOST_JOBS],
        job_places=job_ways(edition).places[:MOST_JOBS],
        groups=competence_groups(edition),
        map=region(edition),
        clusters=cluster_teasers(edition),
        audiences=audience_teasers(edition),
        topics=edition.topics,
        offers=offer_counts(edition, PARTNER_OFFERS),
        events=event_cards(edition, coming(edition, "")[:EVENTS_ON_HOME]),
        all_events=edition.sections[EVENTS].address if EVENTS in edition.sections else "",
        meetings=tuple(way_link(edition, word) for word in meeting_ways(edition)),
        stories=edition.story_cards(portal.stories.values())[:STORIES_ON_HOME],
        sections=section_addresses(edition),
        partners=edition.partners or "#Partners",
        two_careers=edition.addresses.section(edition.code, TWO_CAREERS),
        pathways=tuple(edition.pathways.values()),
        campaigns=running_cards(edition),
        my_move=edition.my_move,
    )
    return edition.page(
        edition.everywhere(edition.addresses.home),
        kind="home",
        title=edition.frame.site_name,
        description=said.description,
        view=view,
        default_alternate=edition.addresses.choice(),
        updated=portal.last_updates[""],
    )


def home_jobs(edition: Edition) -> NewestJobs | None:
    """The newest jobs of all, with the way to the others."""
    if not edition.portal.jobs:
        return None
    jobs = edition.portal.newest_jobs
    address = edition.sections[JOBS].address if len(jobs) > JOBS_ON_HOME else ""
    return NewestJobs(
        total=len(jobs),
        deadlines=told_deadlines(edition, Job.kind),
        cards=job_cards(edition, jobs[:JOBS_ON_HOME]),
        all=address,
    )


def section_addresses(edition: Edition) -> SectionAddresses:
    sections = edition.sections
    return SectionAddresses(
        companies=sections[COMPANIES].address,
        competences=sections[COMPETENCES].address,
        municipalities=sections[MUNICIPALITIES].address,
        my_life=sections[MY_LIFE].address,
        stories=sections[STORIES].address,
    )


def home_text(edition: Edition) -> HomeText:
    """What the narrative says to newcomers, and the plain page that editors call ``home``.

    The page says what the narrative does not: all where there is none, and a text of its own.
    """
    name = LocalisedText(edition.frame.site_name)
    page = edition.portal.pages.get(HOME_PAGE)
    found = HomeText(name, name, edition.frame.site_name, EMPTY)
    if page:
        own = in_languages(page, edition.preferred)
        lead = own.summary or own.title
        language = None if own.language == edition.code else own.language
        parts = (own.title, lead, render_article(own.body, edition.resolve).html)
        headline, said, text = (LocalisedText(part, language) for part in parts)
        found = HomeText(headline, said, lead, text)
    for narrative in edition.portal.narratives.values():
        lead = edition.message(Visitor.NEWCOMERS, Channel.PAGE)
        found = HomeText(
            edition.text(narrative.title),
            LocalisedText(lead) if lead else found.lead,
            edition.message(Visitor.NEWCOMERS, Channel.DESCRIPTION) or lead or found.description,
            found.text if page else edition.rich_text(narrative.story, below=1),
        )
    return found


def numbers(edition: Edition) -> tuple[Count, ...]:
    """How much there is, each number a way to it. Jobs are not counted where there are none."""
    portal, ngettext = edition.portal, edition.language.ngettext
    companies, sought = len(portal.companies), len(portal.companies_by_competence)
    places, clusters = len(portal.municipalities), len(portal.clusters)
    guides, stories, jobs = len(portal.guides), len(portal.stories), len(portal.jobs)
    found = (
        (JOBS, jobs, ngettext("open job", "open jobs", jobs)),
        (COMPANIES, companies, ngettext("company", "companies", companies)),
        (COMPETENCES, sought, ngettext("competence sought", "competences sought", sought)),
        (MUNICIPALITIES, places, ngettext("municipality", "municipalities", places)),
        (CLUSTERS, clusters, ngettext("strong industry", "strong industries", clusters)),
        (MY_LIFE, guides, ngettext("guide", "guides", guides)),
        (STORIES, stories, ngettext("story", "stories", stories)),
    )
    return tuple(
        Count(text, edition.sections[word].address, number)
        for word, number, text in found
        if word in edition.sections
    )
