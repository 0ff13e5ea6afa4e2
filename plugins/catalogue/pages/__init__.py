"""Records to pages: one module a page type, each with its view and the function that makes it.

A view is frozen and holds all that its template shows. Which pages there are is planned first; each
is made when it is needed, by a function that is pure: edition and record in, page out.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import (
    add_company,
    ambassadors,
    calendars,
    campaigns,
    cards,
    careers,
    clusters,
    companies,
    competences,
    embeds,
    employers,
    events,
    feeds,
    guides,
    home,
    jobs,
    mentors,
    moves,
    municipalities,
    networks,
    open_data,
    pathways,
    plain,
    redirects,
    salary,
    search,
    shortlist,
    stories,
)
from plugins.catalogue.pages.lists import Planned
from plugins.languages import Language
from plugins.portal.addresses import CAMPAIGNS, MY_MOVE, OPEN_DATA, SEARCH, SHORTLIST, TWO_CAREERS
from plugins.portal.days import Span
from plugins.portal.links import FORMER
from plugins.portal.page import Page, PageKey, Plan
from plugins.portal.records import (
    Campaign,
    Cluster,
    Company,
    Competence,
    Event,
    GoneJob,
    Guide,
    Job,
    MentorProgramme,
    Municipality,
    Network,
    Pathway,
    PlainPage,
    Story,
)
from plugins.portal.traces import Trace
from plugins.portal.tracking import PLAN

BY_SLUG = frozenset(
    (
        *(Company.kind, Municipality.kind, Cluster.kind, Competence.kind, Job.kind, GoneJob.kind),
        *(Event.kind, Network.kind, MentorProgramme.kind, Pathway.kind),
        Campaign.kind,
    )
)
"""Kinds of page that are about the record whose slug follows in their keys."""


class Planner:
    """Plans the pages of some editions, and makes them."""

    def __init__(self, editions: Mapping[str, Edition]) -> None:
        self.editions = editions
        self.tracker = next(iter(editions.values())).tracker

    @property
    def reading(self) -> str:
        """What was read for the pages, to be told."""
        return next(iter(self.editions.values())).content.reading

    @property
    def languages(self) -> list[Language]:
        return [edition.language for edition in self.editions.values()]

    @property
    def span(self) -> Span:
        """On all of these days the pages are the same."""
        return next(iter(self.editions.values())).portal.span

    @property
    def state(self) -> str:
        """Pages lead to other languages by the words of their addresses."""
        return repr(next(iter(self.editions.values())).addresses.words)

    def plan(self) -> list[Plan]:
        """Every page of the portal, in every language, yet to be made."""
        with self.tracker.tracing() as reads:
            plans = [
                self.again(code, *planned)
                for code, edition in self.editions.items()
                for planned in self._planned(edition)
            ]
        self.tracker.traces[PLAN] = Trace("", tuple(reads))
        return plans

    def again(self, code: str, address: str, kind: str, key: PageKey) -> Plan:
        """A page that was planned already."""
        edition = self.editions[code]
        make = partial(make_page, edition, key)
        return Plan(
            address,
            kind,
            key,
            edition.frame,
            make,
            says_the_same=kind in {Job.kind, open_data.DATA},
            record=partial(edition.portal.record, kind, str(key[1])) if kind in BY_SLUG else None,
        )

    def make_shared(self) -> None:
        """Make the relations that most pages ask for, before several processes would each make them.

        Not worth it where few pages are to be made.
        """
        portal = next(iter(self.editions.values())).portal
        with self.tracker.tracing():
            _ = (
                portal.jobs_by_subject,
                portal.deadlines,
                portal.similar_jobs,
                portal.next_employers,
                portal.last_updates,
                portal.next_jobs,
                portal.related_competences,
                portal.companies_by_municipality,
                portal.companies_by_competence,
                portal.companies_by_cluster,
            )

    def _planned(self, edition: Edition) -> Iterator[Planned]:
        if edition.code == next(iter(self.editions)):
            yield from home.entrance_plans(edition)
        yield edition.home.address, "home", ("home",)
        yield from companies.company_plans(edition)
        yield from municipalities.municipality_plans(edition)
        yield from clusters.cluster_plans(edition)
        yield from competences.competence_plans(edition)
        yield from jobs.job_plans(edition)
        yield from feeds.feed_plans(edition)
        yield from embeds.embed_plans(edition)
        yield from events.event_plans(edition)
        yield from calendars.calendar_plans(edition)
        yield from networks.network_plans(edition)
        yield from mentors.programme_plans(edition)
        yield from ambassadors.ambassador_plans(edition)
        yield from pathways.pathway_plans(edition)
        yield from cards.card_plans(edition)
        yield from campaigns.campaign_plans(edition)
        yield from guides.guide_plans(edition)
        yield from moves.move_plans(edition)
        yield from salary.salary_plans(edition)
        yield from stories.story_plans(edition)
        yield from employers.employer_plans(edition)
        yield from add_company.add_company_plans(edition)
        yield from plain.plain_plans(edition)
        for word in (TWO_CAREERS, SHORTLIST, SEARCH):
            yield edition.addresses.section(edition.code, word), word, (word,)
        yield from open_data.data_plans(edition)
        yield from redirects.redirect_plans(edition)


def make_page(edition: Edition, key: PageKey) -> Page:
    name, *arguments = key
    return MAKERS[str(name)](edition, *arguments)


MAKERS: Mapping[str, Callable[..., Page]] = {
    "choice": home.language_choice,
    "lost": home.lost,
    "home": home.home,
    "companies": companies.all_companies,
    "offer": companies.companies_offering,
    Company.kind: companies.company_profile,
    "municipalities": municipalities.municipality_list,
    Municipality.kind: municipalities.municipality_page,
    "clusters": clusters.cluster_list,
    Cluster.kind: clusters.cluster_page,
    "competences": competences.competence_list,
    Competence.kind: competences.competence_page,
    "jobs": jobs.jobs_page,
    Job.kind: jobs.job_page,
    GoneJob.kind: jobs.gone_job_page,
    "job-list": jobs.longer_list,
    "feed": feeds.feed,
    "json-feed": feeds.json_feed,
    embeds.EMBED: embeds.embed,
    "events": events.event_list,
    "events-for": events.events_for,
    "events-in": events.events_in,
    "event-month": events.month_page,
    "past-events": events.past_list,
    Event.kind: events.event_page,
    "calendar": calendars.calendar,
    "networks": networks.network_list,
    Network.kind: networks.network_page,
    "mentors": mentors.programme_list,
    ambassadors.KIND: ambassadors.ambassadors,
    MentorProgramme.kind: mentors.programme_page,
    Pathway.kind: pathways.pathway_page,
    pathways.FOR_EMPLOYERS_PAGE: pathways.employers_page,
    cards.CARDS: cards.card,
    CAMPAIGNS: campaigns.campaign_list,
    Campaign.kind: campaigns.campaign_page,
    campaigns.PAST_CAMPAIGN: campaigns.past_campaign_page,
    campaigns.TO_SHARE: campaigns.to_share_page,
    "guides": guides.guide_list,
    "audience": guides.audience_list,
    Guide.kind: guides.guide_page,
    MY_MOVE: moves.my_move,
    salary.SALARY: salary.salary,
    employers.EMPLOYERS: employers.employers,
    add_company.ADD_COMPANY: add_company.add_company,
    add_company.SCHEMA: add_company.schema_file,
    "stories": stories.story_list,
    Story.kind: stories.story_page,
    open_data.DATA: open_data.data_file,
    "jobs-data": open_data.municipality_jobs,
    "schema": open_data.schema_file,
    "table": open_data.table_file,
    OPEN_DATA: open_data.open_data,
    PlainPage.kind: plain.plain_page,
    "not-found": plain.not_found,
    TWO_CAREERS: careers.careers,
    SHORTLIST: shortlist.shortlist,
    SEARCH: search.search,
    redirects.REDIRECT: redirects.redirect_page,
    FORMER: redirects.former_job_page,
    redirects.FOLDER: redirects.job_folder_page,
    redirects.MOVED_JOB: redirects.moved_job_page,
}
"""What a page's key begins with → the function that makes it, from the edition and the rest."""
