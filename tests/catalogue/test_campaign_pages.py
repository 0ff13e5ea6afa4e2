"""Campaigns: what stands on their pages, in which languages, and when."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from page_parts import by_address, pages_of, with_other

from plugins.catalogue.narrative import uses
from plugins.discovery.cards import card_of

WIND = "/work/en/campaigns/wind-counters/"
GERMAN = f"{WIND}de/"
RHYMES = "/work/en/campaigns/rhymes/de/"
KINDS = {"campaign", "past-campaign", "campaigns", "campaign-to-share"}


def changed(content, slug, **changes):
    """Content in which a campaign says something else."""
    campaigns = dict(content.portal.campaigns.items())
    campaigns[slug] = campaigns[slug].model_copy(update=changes)
    return with_other(content, campaigns=campaigns)


def on(content, day):
    """Content on another day."""
    return with_other(content, today=lambda: day)


@pytest.fixture(scope="module")
def pages(content):
    return by_address(page for page in pages_of(content) if page.kind in KINDS)


def test_a_campaign_has_a_page_in_each_of_its_languages_and_no_other(pages):
    """One in a language that the portal lacks stands below the page in whose frame it is."""
    assert {address for address, page in pages.items() if page.kind == "campaign"} == {
        WIND,
        "/work/ar/ar-campaigns/wind-counters/",
        GERMAN,
        RHYMES,
    }


def test_alternates_are_the_languages_of_the_campaign(pages):
    """The same on each of its pages, with the foreign ones, and complete."""
    alternates = {"en": WIND, "ar": "/work/ar/ar-campaigns/wind-counters/", "de": GERMAN}
    for address in alternates.values():
        assert pages[address].alternates == alternates
        assert pages[address].default_alternate == WIND
    assert pages[RHYMES].alternates == {"de": RHYMES}


def test_the_switch_leads_to_every_language_of_the_portal_and_the_campaign(pages):
    """Where the campaign is not in one, to the list of campaigns there."""
    ways = {link.code: (link.address, link.same) for link in pages[GERMAN].switch}
    assert ways == {
        "en": (WIND, True),
        "da": ("/work/da/da-campaigns/", False),
        "ar": ("/work/ar/ar-campaigns/wind-counters/", True),
        "de": (GERMAN, True),
    }


def test_its_own_words_are_marked_and_the_frame_s_are_not(pages):
    """A page in German says so of title, lead and text, and of nothing that the portal says."""
    page = pages[GERMAN]
    assert page.text_language == "de"
    view = page.view
    assert {view.title.language, view.lead.language, view.about.language} == {"de"}
    assert view.message.language is None  # the narrative is not in German
    assert pages[WIND].view.title.language is None
    assert pages[WIND].text_language == ""


def test_employers_are_those_of_the_field_as_the_editor_wants_them(content, pages):
    """Whom the editor names stands first, who is left out nowhere; the others by what they seek."""

    def shown(**changes):
        page = by_address(pages_of(changed(content, "wind-counters", **changes)))[WIND]
        return [card.name[:9] for card in page.view.companies]

    assert [card.name for card in pages[WIND].view.companies] == ["Example Windmills", "007 Locks"]
    assert shown(without=()) == ["Example W", "Vindmølle", "007 Locks"]
    assert shown(companies=("mithal-bakery", "long-words"), without=()) == [
        *("مخبز المث", "Vindmølle", "Example W", "007 Locks"),
    ]


def test_the_field_is_a_cluster_a_group_or_competences(content, pages):
    """All employers who seek one of the competences are meant; of a cluster, those in it."""
    assert pages[WIND].view.field.text == "Wind and weather"
    assert pages[RHYMES].view.field is None
    assert {c.text for c in pages[RHYMES].view.competences} > {"Rhyme engineer"}
    group = changed(content, "rhymes", competences=(), group="words")
    view = by_address(pages_of(group))[RHYMES].view
    assert len(view.competences) == 4
    assert len(view.companies) >= len(pages[RHYMES].view.companies) > 2


def test_stories_of_the_field_follow_the_editor_s(pages):
    """Each stands once."""
    titles = [card.title for card in pages[WIND].view.stories]
    assert titles == ["حكاية نور", "From footnote to foreman"]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2026, 4, 30), {}),
        (date(2026, 5, 1), {"rhymes": "campaign"}),
        (date(2026, 6, 2), {"rhymes": "campaign", "wind-counters": "campaign"}),
        (date(2026, 6, 3), {"rhymes": "past-campaign", "wind-counters": "campaign"}),
        (date(2026, 7, 1), {"rhymes": "past-campaign", "wind-counters": "past-campaign"}),
    ],
)
def test_the_day_decides_which_campaigns_there_are(content, day, kinds):
    """From its first day to its last; then its address says that it is over, and is not indexed."""
    found = by_address(pages_of(on(content, day)))
    told = {
        slug: found[address].kind
        for slug, address in (("rhymes", RHYMES), ("wind-counters", WIND))
        if address in found
    }
    assert told == kinds
    for address in (RHYMES, WIND):
        if address in found:
            assert found[address].indexed == (found[address].kind == "campaign")
    runs = "campaign" in kinds.values()
    assert ("/work/en/campaigns/" in found) == runs
    assert bool(found["/work/en/"].view.campaigns) == runs


SUBJECTS = {
    "clusters/wind-and-weather",
    *("competences/windmill-builder", "competences/blade-polisher", "competences/gust-forecaster"),
    *("competences/rhyme-engineer", "competences/tale-teller"),
}


@pytest.mark.parametrize(
    ("changes", "day", "subjects"),
    [
        ({}, date(2026, 6, 2), SUBJECTS),
        ({}, date(2026, 6, 3), {one for one in SUBJECTS if one[-6:] not in {"gineer", "teller"}}),
        ({}, date(2026, 7, 1), set()),
        (
            {"competences": (), "group": "words"},
            date(2026, 6, 2),
            SUBJECTS | {"competences/pun-checker", "competences/comma-counter"},
        ),
    ],
)
def test_what_a_campaign_is_about_leads_to_it_while_it_runs(content, changes, day, subjects):
    """Its lighthouse, and each competence of its field, however the field is said."""
    found = pages_of(on(changed(content, "rhymes", **changes), day))
    leading = {
        page.address.removeprefix("/work/en/").rstrip("/")
        for page in found
        if page.kind in {"cluster", "competence"} and page.view.campaigns
    }
    assert {one for one in leading if not one.startswith("/")} == subjects


def test_a_short_way_to_a_campaign_says_its_language(content):
    """The page's own, or another; and each that the portal lacks, with no more than the title."""
    cards = by_address(pages_of(content))["/work/en/clusters/wind-and-weather/"].view.campaigns
    assert [(card.address, card.language, card.summary) for card in cards] == [
        (WIND, None, ""),
        (GERMAN, "de", ""),
    ]


def test_posts_carry_tagged_addresses_of_their_own_language(pages):
    """So that a counter of visitors tells platforms and campaigns apart; the page itself has none."""
    view = pages[f"{WIND}to-share/"].view
    assert [one.language for one in view.languages] == ["en", "ar", "de"]
    for one in view.languages:
        for post in one.posts:
            tags = {key: value[0] for key, value in parse_qs(urlsplit(post.address).query).items()}
            mail = post.platform.endswith("E-mail")
            assert tags["utm_campaign"] == "wind-counters"
            assert tags["utm_medium"] == ("email" if mail else "social")
            assert post.address.startswith("https://portal.example/work/")
            assert bool(post.mail) == (mail and post.subject != "")
    german = {post.platform: post for post in view.languages[2].posts}
    assert urlsplit(german["X"].address).path == GERMAN
    assert "?utm_source=x&" in german["X"].address
    assert german["E-mail"].mail.startswith(
        "mailto:?subject=Der%20Wind%20%26%20Sie&body=Guten%20Tag"
    )


def test_where_a_campaign_has_no_post_the_narrative_speaks(content):
    """In the language of the address, or not at all."""
    (old,) = content.portal.narratives.values()
    message = old.messages[0].model_copy(update={"text": {"en": "Said once"}, "channel": "post"})
    told = with_other(
        content, narratives={old.kind: old.model_copy(update={"messages": (message,)})}
    )
    view = by_address(pages_of(told))[f"{WIND}to-share/"].view
    said = {one.language: [post.text for post in one.posts] for one in view.languages}
    assert said["en"].count("Said once") == 2
    assert "Said once" not in said["de"]
    assert f"{WIND}to-share/" in uses(told)["newcomers/post"]


def test_a_campaign_is_shared_with_a_picture_of_its_own(pages):
    """It has the title in the language of the page."""
    assert card_of(pages[WIND]).headline == "Count the wind with us"
    assert card_of(pages[GERMAN]).headline.startswith("Wind zählen")
    assert card_of(replace(pages[WIND], kind="guide")).headline != "Count the wind with us"
