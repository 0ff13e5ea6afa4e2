"""How one language writes dates, numbers, lists and names, and in which order it sorts."""

from datetime import date

import pytest
from babel.support import Translations
from hypothesis import given
from hypothesis import strategies as st

from plugins.languages import Language

LANGUAGES = {
    "en": Language("en", "en-GB", Translations()),
    "da": Language("da", "da", Translations()),
    "ar": Language("ar", "ar", Translations()),
    "de": Language("de", "de", Translations()),
}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("da", ["Abe", "Bo", "Zoo", "Ærlig", "Østers", "Ål"]),
        ("da", ["Zoo", "Ål", "Århus", "Aarhus"]),
        ("da", ["Østers", "Aalborg"]),
        ("da", ["Item 2", "Item 10"]),
        ("da", ["7-Eleven", "ABC"]),
        ("en", ["Aarhus", "Ærlig", "Ål", "Bo", "Østers", "Zoo"]),
        ("en", ["apple", "Apple", "Banana"]),
        ("de", ["Apfel", "Äpfel", "Zebra"]),
        ("ar", ["خبز", "مخبز", "Example"]),
    ],
)
def test_names_stand_in_the_order_that_readers_expect(code, names):
    """Danish has æ, ø and å last, aa as å, and every language counts numbers as numbers."""
    language = LANGUAGES[code]
    assert language.in_order(reversed(names), lambda name: name) == names


@pytest.mark.parametrize(
    ("code", "name", "letter"),
    [
        ("da", "Aarhus", "Å"),
        ("da", "ærlig", "Æ"),
        ("da", "Østers", "Ø"),
        ("da", "Zoo", "Z"),
        ("en", "Aarhus", "A"),
        ("en", "Ærlig", "A"),
        ("en", "éclair", "E"),
        ("en", "007 Locks", "#"),
        ("en", "<script>", "#"),
        ("en", "", "#"),
        ("en", "مخبز المثال", "#"),
        ("ar", "مخبز المثال", "م"),
        ("ar", "Example Windmills", "E"),
        ("ar", "007 Locks", "#"),
    ],
)
def test_a_name_is_filed_under_its_letter(code, name, letter):
    """Each language files names under its own alphabet, and Latin names under Latin letters."""
    assert LANGUAGES[code].initial(name) == letter


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "22 November 2026"), ("da", "22. november 2026"), ("ar", "22 نوفمبر 2026")],
)
def test_a_day_is_written_in_full(code, written):
    """No reader has to guess which number is the month."""
    assert LANGUAGES[code].date(date(2026, 11, 22)) == written


@pytest.mark.parametrize(
    ("code", "time", "written"),
    [
        ("en", "2017", "2017"),
        ("en", "2017-12", "December 2017"),
        ("en", "2017-12-01", "1 December 2017"),
        ("da", "2017", "2017"),
        ("da", "2017-12", "december 2017"),
        ("da", "2017-12-01", "1. december 2017"),
        ("ar", "2017-12", "ديسمبر 2017"),
    ],
)
def test_a_time_is_no_more_exact_than_it_is_known(code, time, written):
    """A year, a month or a day is written as such."""
    assert LANGUAGES[code].partial_date(time) == written


@pytest.mark.parametrize(
    ("code", "number", "written"),
    [
        ("en", 1234567, "1,234,567"),
        ("da", 1234567, "1.234.567"),
        ("da", 56.25, "56,25"),
        ("en", 0, "0"),
        ("ar", 1234, "1,234"),
    ],
)
def test_a_number_is_written_with_the_languages_signs(code, number, written):
    """Thousands and decimals have each language's own sign."""
    assert LANGUAGES[code].number(number) == written


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        ("en", ["a", "b", "c"], "a, b and c"),
        ("da", ["a", "b", "c"], "a, b og c"),
        ("ar", ["a", "b"], "a وb"),
        ("da", ["a", "b"], "a og b"),
        ("da", ["a"], "a"),
        ("da", [], ""),
    ],
)
def test_words_are_joined_as_in_a_sentence(code, words, sentence):
    """Lists of any length can stand in a text."""
    assert LANGUAGES[code].listed(iter(words)) == sentence


@pytest.mark.parametrize(
    ("code", "country", "name"),
    [("en", "NO", "Norway"), ("da", "NO", "Norge"), ("ar", "NO", "النرويج"), ("en", "XX", "XX")],
)
def test_a_country_has_a_name_in_every_language(code, country, name):
    """What has no name is shown as its code."""
    assert LANGUAGES[code].territory(country) == name


@pytest.mark.parametrize(
    ("code", "other", "name"),
    [
        ("en", "da", "Danish"),
        ("da", "en", "engelsk"),
        ("da", "da", "dansk"),
        ("en", "pt-BR", "Brazilian Portuguese"),
        ("en", "zh-Hans", "Simplified Chinese"),
        ("en", "da-XX", "Danish"),
        ("en", "xx", "xx"),
    ],
)
def test_a_language_has_a_name_in_every_other(code, other, name):
    """A code with a region or script has that name, or its language's."""
    assert LANGUAGES[code].language_name(other) == name


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [("en", "English", "ltr"), ("da", "Dansk", "ltr"), ("ar", "العربية", "rtl")],
)
def test_a_language_knows_its_own_name_and_direction(code, name, direction):
    """A menu names each language as its speakers do."""
    assert (LANGUAGES[code].name, LANGUAGES[code].direction) == (name, direction)


NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=8)


@given(NAMES, st.sampled_from(sorted(LANGUAGES)), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_before(names, code, random):
    """However names come, they stand alike, even those that a language does not tell apart."""
    language = LANGUAGES[code]
    ordered = language.in_order(names, lambda name: name)
    random.shuffle(names)
    assert language.in_order(names, lambda name: name) == ordered
    assert language.in_order(ordered, lambda name: name) == ordered


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(sorted(LANGUAGES)))
def test_every_name_is_filed_under_one_letter(name, code):
    """A letter is one that readers can be sent to, never a sign or nothing."""
    letter = LANGUAGES[code].initial(name)
    assert letter == "#" or letter.isalpha()
