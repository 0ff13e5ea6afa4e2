"""What templates say in one language."""

from datetime import date
from decimal import Decimal

import pytest
from babel.support import NullTranslations
from markupsafe import Markup, escape

from plugins.languages import Language
from plugins.publishing.messages import Messages, as_html


@pytest.fixture
def messages():
    """The messages of the language that code is written in."""
    return Messages(Language("en", "en", NullTranslations()))


@pytest.mark.parametrize(
    "value",
    [
        *("plain", "<b> & \"'", "æ…", "", Markup("<b>"), type("Text", (str,), {})("<b>")),
        *(3, -1, True, None, 1.5, Decimal("1.50"), date(2026, 5, 1), ["<b>"], escape("&")),
    ],
)
def test_values_are_escaped_as_markupsafe_does(value):
    """What is written faster is the same."""
    assert str(as_html(value)) == str(escape(value))


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Companies", ["Companies"]),
        ("5 %% off", ["5 % off"]),
        ("<b> %(who)s & %(where)s", ["&lt;b&gt; ", "who", " &amp; ", "where", ""]),
        ("%(who)s", ["", "who", ""]),
        ("%%%(who)s", ["%", "who", ""]),
        ("%%(who)s", []),
        ("%(who)5s", []),
        ("%(many)d", []),
        ("5 %", []),
    ],
)
def test_a_message_is_cut_where_values_stand(messages, message, parts):
    """Only what putting texts together amounts to formatting for."""
    assert messages.parts(message) == parts


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (lambda m: m.gettext("%(a)s<%(a)s", a="&"), "&amp;&lt;&amp;"),
        (lambda m: m.gettext("%(a)d of %(b)5s%%", a=3, b="x"), "3 of     x%"),
        (lambda m: m.gettext("%(a)s", a=Markup("<i>")), "<i>"),
        (lambda m: m.ngettext("%(num)s day", "%(num)s days", 2), "2 days"),
        (lambda m: m.ngettext("one", "%(number)s", 2, number="1,000"), "1,000"),
        (lambda m: m.pgettext("path", "%(context)s"), "path"),
        (lambda m: m.npgettext("path", "one", "%(context)s %(num)s", 2), "path 2"),
    ],
)
def test_values_are_filled_in_as_html(messages, said, expected):
    """Messages are safe, and their values are text unless they are HTML."""
    found = said(messages)
    assert found == expected
    assert isinstance(found, Markup)
