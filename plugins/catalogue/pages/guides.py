"""My life: guides by topic and audience, and each guide."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.catalogue.edition import (
    ArticleCard,
    Edition,
    SourceView,
    newest_of,
)
from plugins.catalogue.labels import AUDIENCE_MEANINGS, AUDIENCES, TOPICS
from plugins.catalogue.pages.teasers import (
    AudienceTeaser,
    audience_teasers,
    audiences_served,
)
from plugins.portal.addresses import MY_LIFE
from plugins.portal.links import Translations, in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import Audience, Guide, Topic
from plugins.portal.text import RichText, render_article


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


@dataclass(frozen=True, slots=True)
class GuideView:
    summary: str
    topic: Link
    audiences: tuple[Link, ...]
    municipality: Link | None
    text: RichText
    reviewed_on: date
    related: tuple[ArticleCard, ...]
    sources: tuple[SourceView, ...]


def guide_pages(edition: Edition) -> Iterator[Page]:
    topics = topic_views(edition)
    yield guide_list(edition, topics)
    for audience in audiences_served(edition):
        yield audience_list(edition, audience)
    by_slug = {topic.slug: topic for topic in topics}
    for translations in edition.portal.guides.values():
        if edition.code in translations:
            topic = by_slug[translations[edition.code].topic]
            yield one_guide(edition, translations, topic)


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


def guide_list(edition: Edition, topics: tuple[TopicView, ...]) -> Page:
    addresses = edition.everywhere(edition.addresses.section, MY_LIFE)
    lead = edition._(
        "What you need to know when you move here for work, from the permit to the first friends."
    )
    return edition.page(
        addresses,
        kind="guides",
        title=edition._("My life"),
        description=lead,
        view=GuidesView(lead, topics, audience_teasers(edition)),
        breadcrumbs=(edition.home,),
        updated=newest_of(edition.article(guide) for guide in edition.portal.guides.values()),
    )


def audience_list(edition: Edition, audience: Audience) -> Page:
    addresses = edition.everywhere(edition.addresses.audience, audience)
    meaning = edition._(AUDIENCE_MEANINGS[audience])
    return edition.page(
        addresses,
        kind="guides",
        title=edition._(AUDIENCES[audience]),
        description=meaning,
        view=GuidesView(meaning, topic_views(edition, audience), audience_teasers(edition)),
        breadcrumbs=(edition.home, edition.sections[MY_LIFE]),
        updated=newest_of(edition.article(guide) for guide in edition.portal.guides.values()),
    )


def one_guide(
    edition: Edition,
    translations: Translations[Guide],
    topic: TopicView,
) -> Page:
    """A guide, with the other guides of its topic."""
    guide = translations[edition.code]
    addresses = edition.translated(translations)
    lists = edition.everywhere(edition.addresses.section, MY_LIFE)
    portal = edition.portal
    place = portal.municipalities[guide.municipality] if guide.municipality else None
    topic_link = Link(topic.name, f"{lists[edition.code]}#{topic.slug}")
    view = GuideView(
        summary=guide.summary,
        topic=topic_link,
        audiences=tuple(
            Link(edition._(AUDIENCES[a]), edition.addresses.audience(edition.code, a))
            for a in guide.audience
        ),
        municipality=edition.link(place) if place else None,
        text=render_article(guide.body, edition.resolve),
        reviewed_on=guide.reviewed_on,
        related=tuple(card for card in topic.guides if card.address != addresses[edition.code]),
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
        place=edition.name(place) if place else "",
    )
