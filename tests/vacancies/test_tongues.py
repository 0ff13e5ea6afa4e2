"""The language of a posting, the languages of the work, and whether it takes Danish."""

import pytest

from plugins.portal.records import DanishNeeded
from plugins.vacancies.understanding import Posting, understand

TEXTS = {
    "da": "Vi søger en kollega, som har lyst til at arbejde med vores kunder, og som kan tage ansvar for det hele.",
    "en": "We are looking for a colleague who wants to work with our customers and take responsibility for it all.",
    "de": "Wir suchen eine Kollegin, die mit unseren Kunden arbeitet und nicht nur für sich, sondern auch für das Team da ist.",
    "sv": "Vi söker en kollega som vill arbeta med våra kunder och som inte är rädd för att ta ansvar för det.",
    "no": "Vi søker en kollega som har lyst til å arbeide med våre kunder, og som ikke er redd for noe av det.",
    "nl": "Wij zoeken een collega die met onze klanten werkt en niet bang is om het voortouw te nemen bij ons op kantoor.",
    "fr": "Nous cherchons une collègue pour travailler avec nos clients et qui est prête dans le cadre de votre équipe.",
    "pl": "Szukamy osoby, która nie boi się pracy z klientem i jest gotowa do podróży oraz do pracy w zespole.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in_its_language(language, vocabulary):
    """Neighbours among them: Danish, Norwegian and Swedish."""
    assert understand(Posting("Kollega", TEXTS[language]), vocabulary).language == language


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Key Account Manager", TEXTS["da"], "da"),
        ("Software Developer", TEXTS["da"] + " You will work with Kubernetes, Go and React.", "da"),
        ("Elektriker", "", "da"),
        ("Warehouse Operative", "", "en"),
        ("Smørrebrødsjomfru", "", "da"),
        ("Head of Data", "", "en"),
        ("Controller", "", None),
        ("XKCD 2000", "", None),
        ("", "", None),
        ("開発者", "東京で働く", None),
    ],
)
def test_hard_languages(title, text, language, vocabulary):
    """English titles of Danish postings, single words, letters of which nothing is known."""
    assert understand(Posting(title, text), vocabulary).language == language


def test_a_stated_language_wins(vocabulary):
    told = understand(Posting("Kok", TEXTS["da"], language="en-GB"), vocabulary)
    assert told.language == "en"
    assert "language" not in told.guessed


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("You are fluent in Danish and English.", "required"),
        ("You speak and write Danish.", "required"),
        ("Danish is required.", "required"),
        ("Native or near-native proficiency in Danish", "required"),
        ("Du behersker dansk i skrift og tale.", "required"),
        ("Du taler flydende dansk og engelsk", "required"),
        ("Danish is an advantage, but not a must.", "helpful"),
        ("Fluent in English; Danish is a plus.", "helpful"),
        ("You master English fluently, and preferably Danish.", "helpful"),
        ("Dansk er en fordel, men ikke et krav.", "helpful"),
        ("Danish is not required.", "none"),
        ("You do not need to speak Danish.", "none"),
        ("No Danish needed!", "none"),
        ("Det er ikke et krav, at du taler dansk.", "none"),
        ("You are fluent in Danish or English.", "none"),
        ("We are a Danish company with strong values.", None),
        ("You know Danish law and must deliver on time.", None),
        ("We offer Danish lessons, which are required by nobody.", None),
        ("Du skal levere på tværs af danske og tyske kunder", None),
        ("English is our corporate language.", None),
        ("", None),
    ],
)
def test_whether_danish_is_needed(text, needed, vocabulary):
    """Only what is said of the language counts, not what is said of Danish things."""
    told = understand(Posting("x", text), vocabulary).danish_needed
    assert told == (DanishNeeded(needed) if needed else None)


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Our corporate language is English.", ("en",)),
        ("Koncernsproget er engelsk.", ("en",)),
        ("You are fluent in German and English.", ("de", "en")),
        ("Fluent in English, Danish is an advantage.", ("en",)),
        ("You do not need to speak Danish.", ()),
        ("We sell German machines to English customers.", ()),
        ("Du taler og skriver dansk.", ("da",)),
    ],
)
def test_languages_of_the_work(text, languages, vocabulary):
    """What must be mastered or is spoken at work, in the order of the text."""
    assert understand(Posting("x", text), vocabulary).working_languages == languages
