"""Catalogues as translators write them: what they say, and what is wrong with them at which line."""

import pytest

from plugins.languages import load_catalogue
from plugins.languages.catalogues import catalogue_path

from .conftest import FIRST_LINE

COMPANIES_DA = """\
msgid "%(number)s company"
msgid_plural "%(number)s companies"
msgstr[0] "%(number)s virksomhed"
msgstr[1] "%(number)s virksomheder"
"""
COMPANIES_AR = """\
msgid "%(number)s company"
msgid_plural "%(number)s companies"
msgstr[0] "لا شركات"
msgstr[1] "شركة واحدة"
msgstr[2] "شركتان"
msgstr[3] "%(number)s شركات"
msgstr[4] "%(number)s شركة"
msgstr[5] "%(number)s شركة"
"""


def test_messages_are_translated(read):
    """A context tells words apart that are the same in the source."""
    messages = 'msgid "stories"\nmsgstr "Historier"\n\n'
    messages += 'msgctxt "path"\nmsgid "stories"\nmsgstr "historier"\n'
    language, faults = read("da", messages)
    assert faults == []
    assert language.gettext("stories") == "Historier"
    assert language.pgettext("path", "stories") == "historier"
    assert language.gettext("not there") == "not there"


@pytest.mark.parametrize(
    ("code", "messages", "number", "said"),
    [
        ("da", COMPANIES_DA, 1, "1 virksomhed"),
        ("da", COMPANIES_DA, 0, "0 virksomheder"),
        ("da", COMPANIES_DA, 2, "2 virksomheder"),
        ("ar", COMPANIES_AR, 0, "لا شركات"),
        ("ar", COMPANIES_AR, 1, "شركة واحدة"),
        ("ar", COMPANIES_AR, 2, "شركتان"),
        ("ar", COMPANIES_AR, 3, "3 شركات"),
        ("ar", COMPANIES_AR, 11, "11 شركة"),
        ("en", "", 1, "1 company"),
        ("en", "", 2, "2 companies"),
    ],
)
def test_plurals_are_those_of_the_language(code, messages, number, said, read):
    """A language has as many forms as its readers need; one that is small may leave the number out."""
    language, faults = read(code, messages)
    assert faults == []
    text = language.ngettext("%(number)s company", "%(number)s companies", number)
    assert text % {"number": number} == said


def test_the_source_language_says_the_message_itself(read):
    """English needs a catalogue and no translations, plurals included."""
    untranslated = (
        'msgid "Home"\nmsgstr ""\n\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    language, faults = read("en", untranslated)
    assert faults == []
    assert language.gettext("Home") == "Home"
    assert [language.ngettext("one", "many", n) for n in (1, 2)] == ["one", "many"]


STRAY_SIGN = "has a '%' that stands for nothing; write '%%' for the sign itself"
FORMAT = "#, python-format\n"
TEMPLATE = "#: themes/portal/templates/page.html\n"


@pytest.mark.parametrize(
    ("code", "message", "fault"),
    [
        ("da", 'msgid "Home"\nmsgstr ""\n', "no translation of 'Home'"),
        (
            "da",
            'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "en"\nmsgstr[1] ""\n',
            "no translation of 'one'",
        ),
        (
            "ar",
            'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "a"\nmsgstr[1] "b"\n',
            "no translation of 'one'",
        ),
        (
            "en",
            'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "an"\nmsgstr[1] ""\n',
            "no translation of 'one'",
        ),
        (
            "da",
            '#, fuzzy\nmsgid "Home"\nmsgstr "Hjem"\n',
            "the translation of 'Home' is marked fuzzy; check it and remove the mark",
        ),
        (
            "da",
            FORMAT + 'msgid "Page %(number)s"\nmsgstr "Side"\n',
            "the translation of 'Page %(number)s' lacks %(number)s",
        ),
        (
            "da",
            FORMAT + 'msgid "%(a)s of %(b)s"\nmsgstr ""\n"af"\n',
            "the translation of '%(a)s of %(b)s' lacks %(a)s and %(b)s",
        ),
        (
            "da",
            FORMAT + 'msgid "Page %(number)s"\nmsgstr "Side %(nummer)s"\n',
            "the translation of 'Page %(number)s' has %(nummer)s, which the text has not",
        ),
        (
            "da",
            COMPANIES_DA.replace("%(number)s virksomhed", "virksomhed"),
            "the translation of '%(number)s company' lacks %(number)s",
        ),
        (
            "ar",
            COMPANIES_AR.replace("%(number)s شركات", "%(count)s شركات"),
            "the translation of '%(number)s company' has %(count)s, which the text has not",
        ),
        (
            "da",
            FORMAT + 'msgid "Page %(number)s"\nmsgstr "Side %(number)"\n',
            f"the translation of 'Page %(number)s' {STRAY_SIGN}",
        ),
        (
            "da",
            TEMPLATE + 'msgid "All of it"\nmsgstr "100 %"\n',
            f"the translation of 'All of it' {STRAY_SIGN}",
        ),
    ],
)
def test_a_translation_that_cannot_be_shown_is_a_fault_at_its_line(code, message, fault, read):
    """What is missing, unsure or cannot be filled in is told once, where it stands."""
    first = 'msgid "fine"\nmsgstr "fint"\n\n'
    _, faults = read(code, first + message)
    line = FIRST_LINE + 3 + message.startswith("#")
    assert [(found.line, found.message) for found in faults] == [(line, fault)]


@pytest.mark.parametrize(
    "message",
    [
        'msgid "100 %"\nmsgstr "100 %"\n',
        TEMPLATE + FORMAT + 'msgid "100 %%"\nmsgstr "100 %% sikker"\n',
        FORMAT + 'msgid "%(a)s, %(b)s"\nmsgstr "%(b)s: %(a)s (100 %%)"\n',
        COMPANIES_DA.replace('[0] "%(number)s', '[0] "en'),
    ],
)
def test_what_can_be_filled_in_is_no_fault(message, read):
    """Placeholders may change places, and a form for one needs no number."""
    _, faults = read("da", message)
    assert faults == []


def test_all_faults_of_a_catalogue_are_found(read):
    """Translators see everything that is left to do."""
    _, faults = read("da", "".join(f'msgid "{n}"\nmsgstr ""\n\n' for n in range(5)))
    assert [fault.line for fault in faults] == [FIRST_LINE + 3 * n for n in range(5)]


def test_a_language_without_a_catalogue_still_speaks(tmp_path):
    """Its fault says what makes one; the messages show as they are, so that others are found too."""
    language, (fault,) = load_catalogue(tmp_path, "da", "da")
    assert fault.path == tmp_path / "da" / "LC_MESSAGES" / "messages.po"
    assert fault.message == "there is no catalogue for 'da'; 'make messages' makes one"
    assert language.gettext("Home") == "Home"
    assert language.ngettext("one", "many", 2) == "many"


def test_a_file_that_is_no_catalogue_is_one_fault(read):
    """A mistyped word of the notation is told at its line."""
    _, (fault,) = read("da", 'msgid "a"\nmsgtr "b"\n')
    assert fault.message.startswith("is not a catalogue")
    assert fault.line == FIRST_LINE + 1


CATALOGUE = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n"Plural-Forms: {}\\n"\n'
)
TWO = "nplurals=2; plural=(n != 1);"


@pytest.mark.parametrize(
    ("charset", "plurals", "fault"),
    [
        ("utf-8", "nplurals=2; plural=__import__('os')", "are no rule: invalid token"),
        ("utf-8", "nplurals=2; plural=1/(n-1)", "are no rule: integer division"),
        ("utf-8", f"nplurals=2; plural={'(' * 2000}n", "are no rule: plural form"),
        ("utf-8", "nplurals=2; plural=n", "name a plural that is not there"),
        ("utf-8", "nplurals=2; plural=0-n", "name a plural that is not there"),
        ("utf-8", "nplurals=1000000000; plural=n", "claim ten plurals or more"),
        ("utf-8", "nplurals=x; plural=n", "invalid literal"),
        ("nonsense", TWO, " nonsense"),
        ("idna", TWO, "its charset is idna; save it as UTF-8"),
        ("utf-7", TWO, "its charset is utf-7; save it as UTF-8"),
    ],
)
def test_a_header_that_cannot_be_used_is_a_fault(tmp_path, charset, plurals, fault):
    """A rule of plurals runs no code and answers every number, and a catalogue is UTF-8."""
    path = catalogue_path(tmp_path, "da")
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE.format(charset, plurals), encoding="utf-8")
    _, faults = load_catalogue(tmp_path, "da", "da")
    assert [fault in found.message for found in faults] == [True]


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\u202e", "\u2066"])
def test_a_translation_hides_nothing(read, sign):
    """Control characters and signs that turn the direction of writing are faults."""
    _, (fault,) = read("da", f'msgid "Home"\nmsgstr "Hj{sign}em"\n')
    assert f"U+{ord(sign):04X}" in fault.message


@pytest.mark.parametrize("form", ["%(n)999999999999s", "%(n)r", "%(n)*s", "%(n)s%(n)c"])
def test_placeholders_are_plain(read, form):
    """A placeholder shows a value as it is: a width could ask for gigabytes."""
    _, (fault,) = read("da", f'#, python-format\nmsgid "a %(n)s"\nmsgstr "b {form}"\n')
    assert STRAY_SIGN in fault.message
