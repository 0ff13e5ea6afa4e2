"""The narrative: what is said to whom, where, and in whose place."""

import pytest
from page_parts import pages_of, with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.narrative import told, uses
from plugins.portal.records import Channel, Message, Visitor


def narrative(content, *messages):
    """Content with these messages: audience, channel, texts."""
    (old,) = content.portal.narratives.values()
    made = tuple(Message(audience=a, channel=c, text=text) for a, c, text in messages)
    return with_other(content, narratives={old.kind: old.model_copy(update={"messages": made})})


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ([("partners", "post"), ("partners", "page"), ("newcomers", "post")], "partners post"),
        ([("partners", "page"), ("newcomers", "post"), ("newcomers", "page")], "partners page"),
        ([("newcomers", "post"), ("newcomers", "page"), ("students", "post")], "newcomers post"),
        ([("newcomers", "page"), ("students", "post"), ("partners", "feed")], "newcomers page"),
        ([("students", "post"), ("partners", "feed"), ("newcomers", "feed")], ""),
    ],
)
def test_the_fitting_message_is_said(content, there, said):
    """That of the audience for the channel; its page's; then what newcomers are told."""
    changed = narrative(content, *((a, c, {"en": f"{a} {c}"}) for a, c in there))
    assert Edition(changed, "en").message(Visitor.PARTNERS, Channel.POST) == said


def test_a_message_in_the_page_s_language_comes_before_a_better_one_in_another(content):
    """A description carries no mark of its language; where none is in it, nothing is said."""
    changed = narrative(
        content,
        ("partners", "description", {"da": "dansk"}),
        ("newcomers", "description", {"en": "English"}),
    )
    said = {
        code: Edition(changed, code).message(Visitor.PARTNERS, Channel.DESCRIPTION)
        for code in content.settings.languages
    }
    assert said == {"en": "English", "da": "dansk", "ar": ""}


def test_pages_beside_each_other_do_not_borrow_words(content):
    """What newcomers are told stands on no page that is for partners alone."""
    changed = narrative(content, ("newcomers", "page", {"en": "Hello"}))
    assert changed.portal.own_message(Visitor.PARTNERS, Channel.PAGE, "en") == ""


def test_the_home_page_says_the_story_where_nobody_wrote_another_text(content):
    """Headline and first words are the narrative's in any case."""
    for pages, begins in ((content.portal.pages, "<p>Welcome"), ({}, "<p>Exampleby is <a")):
        found = pages_of(with_other(content, pages=pages))
        (home,) = (p for p in found if p.kind == "home" and p.language == "en")
        assert home.view.headline.text == "Work where the wind is counted"
        assert home.view.lead.text.startswith("Exampleby counts its wind")
        assert str(home.view.text.text).startswith(begins) or pages


def test_where_a_message_is_said_is_told_from_what_pages_read(content):
    """Feeds of jobs and pages of audiences among them; what is said nowhere says so."""
    changed = narrative(
        content,
        ("newcomers", "page", {"en": "Hello"}),
        ("newcomers", "feed", {"en": "News"}),
        ("partners", "page", {"en": "You came along"}),
        ("families", "post", {"en": "Nobody says this"}),
    )
    found = uses(changed)
    assert "/work/en/" in found["newcomers/page"]
    assert [*found] == ["newcomers/page", "newcomers/feed", "partners/page", "families/post"]
    assert all(address.endswith((".xml", ".json")) for address in found["newcomers/feed"])
    assert found["newcomers/feed"]
    assert any("partners" in address for address in found["partners/page"])
    assert found["families/post"] == []
    lines = [*told(changed)]
    assert lines[0:2] == ["newcomers/page", "  en: Hello"]
    assert lines[-3:] == ["families/post", "  en: Nobody says this", "  on no page"]
    assert any(" more" in line for line in lines)
