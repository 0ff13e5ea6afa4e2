"""Stories: how people found work and a life here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.catalogue.edition import ArticleCard, Edition, SourceView, newest_of
from plugins.catalogue.labels import COMINGS
from plugins.catalogue.pages.companies import ImageView, image_view
from plugins.catalogue.pages.lists import Planned
from plugins.catalogue.people import Traits, tags, traits_of
from plugins.portal.addresses import STORIES
from plugins.portal.links import in_languages
from plugins.portal.page import Link, Page
from plugins.portal.records import Company, Competence, Municipality, Story
from plugins.portal.text import RichText, render_article
from plugins.portal.tracking import shared

OTHER_STORIES = 3


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A story in the list, with the tags of the person whom it is about."""

    card: ArticleCard
    tags: str


@dataclass(frozen=True, slots=True)
class StoriesView:
    lead: str
    stories: tuple[PersonCard, ...]
    traits: Traits


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a person's path: what it is, what it was, and where it leads."""

    label: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class StoryView:
    summary: str
    person: str
    portrait: ImageView | None
    path: tuple[Step, ...]
    text: RichText
    others: tuple[ArticleCard, ...]
    sources: tuple[SourceView, ...]


def story_plans(edition: Edition) -> Iterator[Planned]:
    addresses, code = edition.addresses, edition.code
    yield addresses.section(code, STORIES), "stories", ("stories",)
    for key, translations in edition.portal.stories.items():
        if code in translations:
            story = translations[code]
            yield addresses.of(story, code), story.kind, (story.kind, key)


@shared
def all_stories(edition: Edition) -> tuple[ArticleCard, ...]:
    return edition.story_cards(edition.portal.stories.values())


def story_list(edition: Edition) -> Page:
    addresses = edition.everywhere(edition.addresses.section, STORIES)
    stories = edition.portal.stories.values()
    lead = edition._(
        "People who moved here tell how they found work, what was hard and what helped."
    )
    return edition.page(
        addresses,
        kind="stories",
        title=edition._("Stories"),
        description=lead,
        view=people(edition, lead),
        breadcrumbs=(edition.home,),
        updated=newest_of(map(edition.article, stories)),
    )


def people(edition: Edition, lead: str) -> StoriesView:
    """All stories, and by what one finds those of people like oneself."""
    found = edition.stories_in_order(edition.portal.stories.values())
    stories = [in_languages(translations, edition.preferred) for translations in found]
    cards = [
        _with_coming(edition, *pair) for pair in zip(all_stories(edition), stories, strict=True)
    ]
    return StoriesView(
        lead,
        tuple(
            PersonCard(card, " ".join(tags(edition, story)))
            for card, story in zip(cards, stories, strict=True)
        ),
        traits_of(edition, stories),
    )


def _with_coming(edition: Edition, card: ArticleCard, story: Story) -> ArticleCard:
    """A card that also says what somebody came for."""
    said = [edition._(COMINGS[one]) for one in story.came]
    return replace(card, note=" · ".join([card.note, *said]))


def story_page(edition: Edition, key: str) -> Page:
    """A story, with the first of those that follow it in the list."""
    translations = edition.portal.stories[key]
    story = translations[edition.code]
    addresses = edition.translated(translations)
    lists = edition.everywhere(edition.addresses.section, STORIES)
    cards = all_stories(edition)
    here = [card.address for card in cards].index(addresses[edition.code])
    others = (*cards[here + 1 :], *cards[:here])
    view = StoryView(
        summary=story.summary,
        person=story.person,
        portrait=image_view(edition, story.portrait) if story.portrait else None,
        path=tuple(path(edition, story)),
        text=render_article(story.body, edition.resolve),
        others=others[:OTHER_STORIES],
        sources=edition.sources(story.sources),
    )
    return edition.page(
        addresses,
        kind="story",
        title=story.title,
        description=story.summary,
        view=view,
        nearest=lists,
        breadcrumbs=(edition.home, edition.sections[STORIES]),
        record=story,
        updated=story.updated,
        published=story.published_on,
        place=edition.place_name(story.municipality),
    )


def path(edition: Edition, story: Story) -> Iterator[Step]:
    """The person's way, from the country they left to the job they found."""
    language = edition.language
    yield Step(edition._("From"), language.territory(story.from_country))
    if story.arrived:
        yield Step(edition._("Arrived"), language.partial_date(story.arrived))
    if story.partner:
        yield Step(edition._("Partner"), story.partner)
    profession = edition.link(Competence.kind, story.profession)
    yield Step(edition._("Profession"), profession.text, profession.address)
    employer = employer_link(edition, story)
    if employer:
        yield Step(edition._("Employer"), employer.text, employer.address)
    place = edition.link(Municipality.kind, story.municipality)
    yield Step(edition._("Place"), place.text, place.address)
    if story.found_job_by:
        yield Step(edition._("How the job was found"), story.found_job_by)
    if story.months_to_first_job is not None:
        months = language.ngettext(
            "%(number)s month", "%(number)s months", story.months_to_first_job
        )
        number = language.number(story.months_to_first_job)
        yield Step(edition._("Time to the first job"), months % {"number": number})
    if story.was_hard:
        yield Step(edition._("What was hard"), story.was_hard)


def employer_link(edition: Edition, story: Story) -> Link | None:
    """The employer, with a way to its profile where it has one."""
    if story.company:
        return edition.link(Company.kind, story.company)
    return Link(story.employer, "") if story.employer else None
