"""My life: guides by topic and audience, and each guide."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from plugins.catalogue.ambassadors import AmbassadorCard, ambassadors_of
from plugins.catalogue.edition import (
    ArticleCard,
    Edition,
    SourceView,
    newest_of,
)
from plugins.catalogue.labels import AUDIENCE_MEANINGS, AUDIENCES, TOPICS
from plugins.catalogue.meetings import RecordCard, meeting_ways, network_cards, programme_card
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.pages.mentors import programmes_in_order
from plugins.catalogue.pages.salary import salary_link
from plugins.catalogue.pages.teasers import (
    AudienceTeaser,
    audience_teasers,
)
from plugins.portal.addresses import MUNICIPALITIES, MY_LIFE
from plugins.portal.links import AUDIENCE, Translations, in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import (
    Audience,
    Channel,
    Guide,
    Municipality,
    ProgrammeState,
    Step,
    Topic,
    Visitor,
)
from plugins.portal.text import RichText, render_article
from plugins.portal.tracking import shared

STORIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class TopicView:
    slug: str
    name: str
    guides: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True)
class GuidesView:
    """Guides by topic; ``lead`` says whom the page is for."""

    lead: str
    topics: tuple[TopicView, ...]
    audiences: tuple[AudienceTeaser, ...]
    salary: Link | None = None
    """Where to work out what is left of a salary."""
    places: tuple[Link, ...] = ()
    stories: tuple[ArticleCard, ...] = ()
    pathways: tuple[Link, ...] = ()
    """The paths to a job of those whom the page is for."""
    meetings: tuple[RecordCard, ...] = ()
    """The ways to networks and mentors; for an audience the networks and programmes themselves."""
    my_move: str = ""
    """Where to make a list of what to do; '' where there are no steps of a move."""


@dataclass(frozen=True, slots=True)
class GuideView:
    summary: str
    topic: Link
    audiences: tuple[Link, ...]
    pathways: tuple[Link, ...]
    """The paths to a job of those whom the guide is for."""
    municipality: Link | None
    text: RichText
    reviewed_on: date
    related: tuple[ArticleCard, ...]
    following: ArticleCard | None
    """The guide to read next, in the order of a move."""
    municipalities: str
    """Where to find who answers questions."""
    my_move: str
    steps: tuple[Link, ...]
    """Of a move: those that the guide tells more of."""
    salary: Link | None
    """Where to work out what is left of a salary; only guides to money say so."""
    ambassadors: tuple[AmbassadorCard, ...]
    """People who can tell more."""
    sources: tuple[SourceView, ...]


def guide_plans(edition: Edition) -> Iterator[Planned]:
    addresses, code = edition.addresses, edition.code
    yield addresses.section(code, MY_LIFE), "guides", ("guides",)
    for audience in edition.audiences:
        yield addresses.audience(code, audience), "guides", ("audience", audience)
    for key, translations in edition.portal.guides.items():
        if code in translations:
            guide = translations[code]
            yield addresses.of(guide, code), guide.kind, (guide.kind, key)


@shared
def all_topics(edition: Edition) -> tuple[TopicView, ...]:
    return topic_views(edition)


@shared
def following(edition: Edition) -> Mapping[str, ArticleCard]:
    """Address of a guide → the one to read next."""
    cards = [card for topic in all_topics(edition) for card in topic.guides]
    return {card.address: after for card, after in pairwise(cards)}


def topic_views(edition: Edition, audience: Audience | None = None) -> tuple[TopicView, ...]:
    """The topics that have guides, for one audience or for all, in the order of a move."""
    by_topic: dict[Topic, list[Translations[Guide]]] = {}
    for translations in edition.portal.guides.values():
        guide = in_languages(translations, edition.preferred)
        if audience is None or audience in guide.audience:
            by_topic.setdefault(guide.topic, []).append(translations)
    return tuple(
        TopicView(topic, edition._(TOPICS[topic]), edition.guide_cards(by_topic[topic]))
        for topic in Topic
        if topic in by_topic
    )


def guide_list(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, MY_LIFE)
    lead = edition._(
        "What you need to know when you move here for work, from the permit to the first friends."
    )
    return edition.page(
        addresses,
        kind="guides",
        title=edition._("My life"),
        description=lead,
        view=GuidesView(
            lead,
            all_topics(edition),
            audience_teasers(edition),
            salary=salary_link(edition),
            pathways=tuple(edition.pathways.values()),
            places=edition.links(Municipality.kind, edition.portal.municipalities),
            stories=edition.story_cards(edition.portal.stories.values())[:STORIES_SHOWN],
            my_move=edition.my_move,
            meetings=tuple(meeting_ways(edition).values()),
        ),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.article(guide) for guide in edition.portal.guides.values()),
    )


def audience_words(edition: Edition, audience: Audience) -> tuple[str, str]:
    """Lead and description of what there is for an audience: the narrative's, where it has them."""
    meaning = edition._(AUDIENCE_MEANINGS[audience])
    if audience is Audience.EVERYONE:
        return meaning, meaning
    said = partial(edition.portal.own_message, Visitor(audience), language=edition.code)
    lead = said(Channel.PAGE) or meaning
    return lead, said(Channel.DESCRIPTION) or lead


def audience_list(edition: Edition, name: str) -> Page:
    audience = Audience(name)
    addresses = edition.everywhere(edition.addresses.audience, audience)
    lead, description = audience_words(edition, audience)
    return edition.page(
        addresses,
        kind="guides",
        title=edition._(AUDIENCES[audience]),
        description=description,
        view=GuidesView(
            lead,
            topic_views(edition, audience),
            audience_teasers(edition),
            pathways=pathways_for(edition, [audience]),
            my_move=edition.my_move,
            meetings=meetings_for(edition, audience),
        ),
        breadcrumbs=(edition.home, edition.sections[MY_LIFE]),
        updated=newest_of(edition.article(guide) for guide in edition.portal.guides.values()),
    )


def pathways_for(edition: Edition, audiences: Iterable[Audience]) -> tuple[Link, ...]:
    return tuple(edition.pathways[one] for one in audiences if one in edition.pathways)


def meetings_for(edition: Edition, audience: Audience) -> tuple[RecordCard, ...]:
    """The networks for an audience of guides, and the mentor programmes that it can join."""
    programmes = edition.portal.programmes
    found = (
        programme_card(edition, slug)
        for slug in programmes_in_order(edition)
        if audience.value in [mentee.value for mentee in programmes[slug].audience]
        and programmes[slug].state is not ProgrammeState.EXAMPLE
        and not programmes[slug].elsewhere
    )
    return (*network_cards(edition, f"{AUDIENCE}/{audience}"), *found)


def guide_page(edition: Edition, key: str) -> Page:
    """A guide, with the other guides of its topic."""
    translations = edition.portal.guides[key]
    guide = translations[edition.code]
    topic = next(topic for topic in all_topics(edition) if topic.slug == guide.topic)
    addresses = edition.translated(translations)
    lists = edition.everywhere(edition.addresses.section, MY_LIFE)
    place = edition.link(Municipality.kind, guide.municipality) if guide.municipality else None
    topic_link = Link(topic.name, f"{lists[edition.code]}#{topic.slug}")
    view = GuideView(
        summary=guide.summary,
        topic=topic_link,
        audiences=tuple(
            Link(edition._(AUDIENCES[a]), edition.addresses.audience(edition.code, a))
            for a in guide.audience
        ),
        pathways=pathways_for(edition, guide.audience),
        municipality=place,
        text=render_article(guide.body, edition.resolve),
        reviewed_on=guide.reviewed_on,
        related=tuple(card for card in topic.guides if card.address != addresses[edition.code]),
        following=following(edition).get(addresses[edition.code]),
        municipalities=edition.sections[MUNICIPALITIES].address,
        my_move=edition.my_move,
        steps=tuple(
            edition.link(Step.kind, slug) for slug in edition.portal.steps_by_guide.get(key, ())
        ),
        salary=salary_link(edition) if guide.topic is Topic.MONEY else None,
        ambassadors=ambassadors_of(edition, Guide.kind, key),
        sources=edition.sources(guide.sources),
    )
    return edition.page(
        addresses,
        kind="guide",
        title=guide.title,
        description=guide.summary,
        view=view,
        nearest=lists,
        breadcrumbs=(edition.home, edition.sections[MY_LIFE], topic_link),
        record=guide,
        updated=guide.updated,
        place=place.text if place else "",
    )
