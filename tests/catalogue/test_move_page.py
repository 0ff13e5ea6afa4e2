"""My move: every step once, in its part of the move, under those whom it is for."""

import json

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site
from page_parts import pages_of
from website import PROJECT

from plugins.catalogue.edition import Edition
from plugins.catalogue.pages.moves import (
    places_text,
    situations_told,
    step_view,
    timing_text,
    who_text,
)
from plugins.portal.moves import PHASES
from plugins.portal.records import Situation, Timing

ORDER = ["ask-the-owls", "wind-permit", "register", "nursery", "island-boat"]


@pytest.fixture(scope="module", params=["en", "da", "ar"])
def page(request, pages):
    (found,) = [p for p in pages if p.kind == "my-move" and p.language == request.param]
    return found


def steps_of(page):
    return [
        step
        for phase in page.view.phases
        for situation in phase.situations
        for step in situation.steps
    ]


def test_every_published_step_stands_once_in_its_order(page):
    """Drafts are left out; the orders that the script sorts by are those of the move."""
    steps = steps_of(page)
    assert [step.slug for step in sorted(steps, key=lambda step: step.order)] == ORDER
    assert len(steps) == page.view.total == len({step.id for step in steps})


def test_phases_stand_in_the_order_of_a_move(page):
    """Parts without a step are left out."""
    phases = [phase.id.removeprefix("Phase-") for phase in page.view.phases]
    assert phases == [phase for phase in PHASES if phase in phases]


def test_the_page_says_which_situation_each_step_is_for(editions):
    """Without a script, headings tell whom steps are for; those for everybody come first."""
    edition = editions["en"]
    steps = edition.portal.steps
    assert who_text(edition, steps["register"].who) == "For everybody"
    assert who_text(edition, steps["nursery"].who) == "With children"
    assert (
        who_text(edition, steps["wind-permit"].who)
        == "Citizens of other countries · for a job or for studies or citizens of other countries · with a partner"
    )


def test_places_that_are_left_out_are_named_where_they_are_fewer(editions):
    """A step for all municipalities but one says so."""
    edition = editions["en"]
    assert places_text(edition, ()) == ""
    assert places_text(edition, ("exampleby",)) == "in Exampleby"
    assert (
        places_text(edition, ("exampleby", "sampleborg", "oeksempel-oe"))
        == "in all municipalities but Testrup"
    )
    assert places_text(edition, tuple(edition.portal.municipalities)).startswith("in ")


TIMES = [
    ("first-month", None, "advice", "The first month"),
    ("on-arrival", 0, "advice", "The day you arrive"),
    ("on-arrival", 1, "rule", "At the latest 1 day after you arrive"),
    ("on-arrival", 5, "rule", "At the latest 5 days after you arrive"),
    ("first-half-year", 180, "rule", "At the latest 180 days after you arrive"),
    ("before-moving", -30, "rule", "At the latest 30 days before you arrive"),
    ("first-month", 10, "advice", "About 10 days after you arrive"),
    ("first-month", 14, "advice", "About 2 weeks after you arrive"),
    ("first-month", 31, "advice", "About 4 weeks after you arrive"),
    ("before-moving", -3, "advice", "About 3 days before you arrive"),
    ("before-moving", -45, "advice", "About 6 weeks before you arrive"),
    ("before-moving", -90, "advice", "About 3 months before you arrive"),
    ("first-half-year", 60, "advice", "About 2 months after you arrive"),
]


@pytest.mark.parametrize(("phase", "days", "due", "said"), TIMES)
def test_rules_are_told_to_the_day_and_advice_in_round_numbers(editions, phase, days, due, said):
    """Nobody mistakes advice for a law, nor a law for advice."""
    when = {"phase": phase, "due": due, **({} if days is None else {"days": days})}
    assert timing_text(editions["en"], Timing.model_validate(when)) == said


def test_the_script_is_given_what_the_records_say(page, content):
    """Situations are told as they are written, without what they leave open."""
    for step in steps_of(page):
        record = content.portal.steps[step.slug]
        told = [Situation.model_validate(one) for one in json.loads(step.who)]
        assert tuple(told) == record.who
        assert step.who == situations_told(record.who)
        assert step.days == record.when.days


def test_a_step_leads_to_what_comes_first_to_its_guide_and_to_the_official_page(editions):
    """Each link is in the language of the page where there is one."""
    edition = editions["da"]
    view = step_view(edition, edition.portal.steps["wind-permit"], 1)
    assert [link.address for link in view.after] == [
        "/work/da/da-my-life/da-my-move/#Step-ask-the-owls"
    ]
    assert view.official.url == "https://wind.example/da"
    assert view.official.language is None
    assert view.guide.address == edition.resolve("guide", "housing")
    english_only = step_view(edition, edition.portal.steps["register"], 2)
    assert english_only.official.url == "https://registry.example/"
    assert english_only.official.language == "en"


def test_the_pages_that_newcomers_read_lead_to_it(pages, page):
    """Home page, guides, each guide and each municipality know where one's own list is."""
    kinds = {"home", "guides", "guide", "municipality"}
    found = [p for p in pages if p.kind in kinds and p.language == page.language]
    assert {p.kind for p in found} == kinds
    assert all(p.view.my_move == page.address for p in found)


def test_a_guide_names_the_steps_that_it_tells_more_of(pages):
    """Where a step leads to a guide, the guide leads to the step."""
    (guide,) = [
        p for p in pages if p.kind == "guide" and p.record.key == "housing" and p.language == "en"
    ]
    assert [link.address for link in guide.view.steps] == [
        "/work/en/my-life/my-move/#Step-wind-permit"
    ]


def test_without_steps_nothing_speaks_of_a_move(tmp_path, pseudo_translations, load):
    """A portal that has none has no page, and no link to one."""
    site = copy_golden_site(tmp_path / "site", pseudo_translations)
    for path in (site / "content" / "moves").iterdir():
        path.unlink()
    content = load(site)
    assert not any(page.kind == "my-move" for page in pages_of(content))
    assert all(Edition(content, code).my_move == "" for code in content.settings.languages)


def test_the_real_portal_has_enough_steps_for_everybody(load):
    """At least thirty steps, all in every language, each with an official page and sources."""
    assert (PROJECT / SETTINGS_FILE).exists()
    content = load(PROJECT)
    steps = content.portal.steps
    assert len(steps) >= 30
    for step in steps.values():
        for text in (step.name, step.what, step.why, step.where):
            assert set(text) == set(content.settings.languages), step.slug
        assert step.sources, step.slug
