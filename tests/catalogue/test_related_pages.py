"""What a page recommends besides: stories, guides, neighbours and other competences."""

import pytest
from page_parts import pages_of, parts, with_other

from plugins.catalogue.edition import ArticleCard, CompanyCard, Count
from plugins.catalogue.pages.municipalities import NEIGHBOURS, Neighbour
from plugins.portal.records import Topic

RECOMMENDED = (ArticleCard, CompanyCard, Count, Neighbour)


@pytest.fixture(scope="session")
def page_of(pages):
    """A record's page, by kind, slug or key, and language."""
    found = {
        (p.kind, getattr(p.record, "key", p.record.slug), p.language): p for p in pages if p.record
    }
    return lambda kind, name, language="en": found[kind, name, language]


def test_no_page_recommends_itself(pages):
    """What stands beside a page's own text leads away from it."""
    for page in pages:
        found = [part for part in parts(page.view) if isinstance(part, RECOMMENDED)]
        assert page.address not in {part.address for part in found}


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("company", "example-windmills"),
        ("municipality", "exampleby"),
        ("cluster", "wind-and-weather"),
        ("cluster", "tales"),
        ("competence", "windmill-builder"),
    ],
)
@pytest.mark.parametrize("language", ["en", "da", "ar"])
def test_a_story_stands_wherever_it_belongs(kind, slug, language, page_of, content):
    """The company, its lighthouses, the place and the profession of a story all lead to it."""
    story = content.portal.stories["ada-example"]
    address = content.addresses.of(story.get(language, story["en"]), language)
    assert address in {card.address for card in page_of(kind, slug, language).view.stories}


def test_a_story_leads_to_the_others(page_of):
    """Stories in the reader's language come first; those in others are marked."""
    (other,) = page_of("story", "ada-example").view.others
    assert other.address == page_of("story", "noor-sample", "ar").address
    assert other.language == "ar"


def test_stories_in_the_language_of_the_page_come_first(pages, editions):
    """Whoever reads Arabic meets the Arabic story before those in other languages."""
    for page in (page for page in pages if page.kind in {"stories", "home"}):
        cards = [getattr(story, "card", story) for story in page.view.stories]
        foreign = [bool(card.language) for card in cards]
        assert foreign == sorted(foreign)


def test_a_guide_leads_to_the_others_of_its_topic(content):
    """Two guides about one topic lead to each other, and to no third one."""
    guides = dict(content.portal.guides)
    guides["tea"] = {
        code: guide.model_copy(update={"topic": Topic.HOUSING})
        for code, guide in guides["tea"].items()
    }
    pages = pages_of(with_other(content, guides=guides))
    related = {
        (page.record.key, page.language): [card.title for card in page.view.related]
        for page in pages
        if page.kind == "guide"
    }
    assert related["housing", "en"] == related["housing", "da"] == ["الشاي"]
    assert related["tea", "ar"] == ["البحث عن سكن"]
    assert related["queueing", "en"] == []


def test_neighbours_are_the_nearest_other_places(pages, content):
    """A municipality names the places around it, nearest first."""
    nearest = content.portal.nearest_municipalities
    for page in (page for page in pages if page.kind == "municipality"):
        others = [slug for slug, _ in nearest[page.record.slug] if slug != page.record.slug]
        expected = [
            content.addresses.of(content.portal.municipalities[slug], page.language)
            for slug in others[:NEIGHBOURS]
        ]
        assert [neighbour.address for neighbour in page.view.neighbours] == expected


def test_two_places_on_one_spot_are_neighbours(content):
    """A place is not its own neighbour, even where another one has the same coordinates."""
    places = dict(content.portal.municipalities)
    spot = {"lat": places["exampleby"].lat, "lon": places["exampleby"].lon}
    places["testrup"] = places["testrup"].model_copy(update=spot)
    portal = with_other(content, municipalities=places).portal
    for here, other in (("exampleby", "testrup"), ("testrup", "exampleby")):
        assert [slug for slug, _ in portal.nearest_municipalities[here][:2]] == [here, other]


def test_competences_often_sought_together_are_related(page_of):
    """A competence leads to those that the same employers seek, and to its whole group."""
    view = page_of("competence", "tale-teller").view
    assert [count.text for count in view.related] == [
        "Grease engineer",
        "Pun checker",
        "Rhyme engineer",
    ]
    assert [count.text for count in view.same_group] == [
        "Comma counter",
        "Pun checker",
        "Rhyme engineer",
    ]
