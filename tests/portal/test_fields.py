"""The kinds of value that editors write: what each takes, what it makes of it, what it refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from plugins.portal import fields
from plugins.portal.fields import MAX_SLUG, SLUG, slugify

GOOD = [
    ("Slug", "vola", "vola"),
    ("Slug", "ringkoebing-skjern", "ringkoebing-skjern"),
    ("Slug", "3d-print", "3d-print"),
    ("Slug", "x" * MAX_SLUG, "x" * MAX_SLUG),
    ("HttpsUrl", "https://company.example/", "https://company.example/"),
    ("HttpsUrl", "https://www.company.example/jobs?page=1&sort=new#top", None),
    ("HttpsUrl", "https://company.example:443/", None),
    ("HttpsUrl", "https://møller.example/ærlig", None),
    ("HttpsUrl", "https://company.example/a_(b)", None),
    ("Email", "jobs@company.example", None),
    ("Email", "hr+new.people@jobs.company.example", None),
    ("Phone", "+45 12 34 56 78", None),
    ("Phone", "12345678", None),
    ("Phone", "+4512345678", None),
    ("Cvr", "10000009", None),
    ("Cvr", "00000000", None),
    ("Postcode", "8700", None),
    ("Postcode", "0001", None),
    ("Postcode", "SW1A 1AA", None),
    ("IsoDate", "2026-05-31", date(2026, 5, 31)),
    ("IsoDate", "2024-02-29", date(2024, 2, 29)),
    ("PartialDate", "2017", "2017"),
    ("PartialDate", "2017-12", "2017-12"),
    ("PartialDate", "2017-12-01", "2017-12-01"),
    ("Whole", "0", 0),
    ("Whole", "1968", 1968),
    ("Whole", "-5", -5),
    ("Latitude", "56.25", 56.25),
    ("Latitude", "-90", -90.0),
    ("Longitude", "180", 180.0),
    ("MediaPath", "vola.png", None),
    ("MediaPath", "logos/vola-2.webp", None),
    ("LanguageCode", "da", None),
    ("LanguageCode", "pt-BR", None),
    ("SpokenLanguage", "da", None),
    ("SpokenLanguage", "fo", None),
    ("SpokenLanguage", "pt-BR", None),
    ("CountryCode", "NO", None),
    ("CountryCode", "XK", None),
    ("EscoAddress", "http://data.europa.eu/esco/occupation/8d3e8aaa-791b-4c75", None),
    ("Text", "Ærlig Øl på Åen", None),
    ("Text", "folded by YAML\n", "folded by YAML"),
    ("Text", "مخبز المثال", None),
    ("LongText", "# Any\n\nMarkdown.\n", None),
    ("Name", "One name", None),
    ("Name", {"en": "A name", "da": "Et navn"}, None),
    ("LocalText", {"en": "A line"}, None),
]


@pytest.mark.parametrize(("field", "written", "meant"), GOOD)
def test_a_good_value_is_taken(field, written, meant):
    """A value becomes what it means, or stays what it is."""
    value = TypeAdapter(getattr(fields, field)).validate_python(written)
    assert value == (written if meant is None else meant)


BAD = [
    ("Slug", "Vola", "did you mean 'vola'?"),
    ("Slug", "ringkøbing-skjern", "did you mean 'ringkoebing-skjern'?"),
    ("Slug", "ærø å", "did you mean 'aeroe-aa'?"),
    ("Slug", "a--b", "did you mean 'a-b'?"),
    ("Slug", "-a", "did you mean 'a'?"),
    ("Slug", "a_b", "did you mean 'a-b'?"),
    ("Slug", "../a", "did you mean 'a'?"),
    ("Slug", "a\n", "did you mean 'a'?"),
    ("Slug", "مثال", "use a-z, 0-9 and single hyphens"),
    ("Slug", "", "use a-z, 0-9 and single hyphens"),
    ("Slug", "x" * (MAX_SLUG + 1), "longer than 80 characters"),
    ("HttpsUrl", "http://company.example/", "did you mean 'https://company.example/'?"),
    ("HttpsUrl", "company.example", "did you mean 'https://company.example'?"),
    ("HttpsUrl", "mailto:jobs@company.example", "is an e-mail address"),
    ("HttpsUrl", "javascript:alert(1)", "must be an https:// address"),
    ("HttpsUrl", "data:text/html,x", "must be an https:// address"),
    ("HttpsUrl", "//company.example/", "must be an https:// address"),
    ("HttpsUrl", "https:company.example", "not a public web address"),
    ("HttpsUrl", "https://localhost/", "not a public web address"),
    ("HttpsUrl", "https://.example/", "not a public web address"),
    ("HttpsUrl", "https://company.example:8443/", "not a public web address"),
    ("HttpsUrl", "https://me@company.example/", "not a public web address"),
    ("HttpsUrl", "https://company.example/a b", "not a public web address"),
    ("HttpsUrl", "https://company.example/<script>", "not a public web address"),
    ("HttpsUrl", 'https://company.example/"onmouseover', "not a public web address"),
    ("HttpsUrl", "https://company.example/\n", "not a public web address"),
    ("HttpsUrl", "https://[", "not a web address"),
    ("HttpsUrl", "https://company.example:port/", "not a web address"),
    ("Email", "jobs", "not an e-mail address"),
    ("Email", "jobs@company", "not an e-mail address"),
    ("Email", "jobs@company.example, hr@company.example", "not an e-mail address"),
    ("Email", "Jobs <jobs@company.example>", "not an e-mail address"),
    ("Email", "jobs@company.example?bcc=all@company.example", "not an e-mail address"),
    ("Phone", "12 34", "not a telephone number"),
    ("Phone", "call us", "not a telephone number"),
    ("Phone", "+45 12 34 56 78 ext. 9", "not a telephone number"),
    ("Phone", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "not a telephone number"),
    ("Cvr", "1000000", "it has eight digits"),
    ("Cvr", "100000090", "it has eight digits"),
    ("Cvr", "DK10000009", "it has eight digits"),
    ("Cvr", "10000008", "its check digit is wrong"),
    ("Cvr", "01000009", "its check digit is wrong"),
    ("Postcode", "87", "not a postcode"),
    ("Postcode", "8700 Horsens", "not a postcode"),
    ("IsoDate", "31-05-2026", "write year-month-day"),
    ("IsoDate", "2026-5-31", "write year-month-day"),
    ("IsoDate", "20260531", "write year-month-day"),
    ("IsoDate", "2026-05-31T12:00:00", "write year-month-day"),
    ("IsoDate", "\u0662\u0660\u0662\u0666-05-31", "write year-month-day"),
    ("IsoDate", "2026-02-30", "no day of the calendar"),
    ("IsoDate", "2025-02-29", "no day of the calendar"),
    ("IsoDate", "2026-13-01", "no day of the calendar"),
    ("IsoDate", "0000-01-01", "no day of the calendar"),
    ("PartialDate", "17", "write 2017, 2017-12 or 2017-12-01"),
    ("PartialDate", "2017-13", "write 2017, 2017-12 or 2017-12-01"),
    ("PartialDate", "2017-12-32", "no day of the calendar"),
    ("PartialDate", "\u0662\u0660\u0661\u0667", "write 2017, 2017-12 or 2017-12-01"),
    ("Whole", "1.5", "not a whole number"),
    ("Whole", "1,000", "not a whole number"),
    ("Whole", "014", "not a whole number"),
    ("Whole", "1e3", "not a whole number"),
    ("Whole", "about 5", "not a whole number"),
    ("Whole", "1" * 5000, "not a whole number"),
    ("Latitude", "56,25", "not a number"),
    ("Latitude", "nan", "not a number"),
    ("Latitude", "1e1", "not a number"),
    ("Latitude", "90.1", "less than or equal to 90"),
    ("Longitude", "-181", "greater than or equal to -180"),
    ("MediaPath", "../secret.png", "with no '..'"),
    ("MediaPath", "/etc/passwd.png", "no leading '/'"),
    ("MediaPath", "logos/../../secret.png", "with no '..'"),
    ("MediaPath", "Logo.PNG", "lower-case names"),
    ("MediaPath", "logo.svg", "ending in .png"),
    ("MediaPath", "logo.png\n", "lower-case names"),
    ("MediaPath", "a\\b.png", "lower-case names"),
    ("LanguageCode", "Danish", "not a language code"),
    ("LanguageCode", "en_GB", "not a language code"),
    ("SpokenLanguage", "xx", "not a language code"),
    ("SpokenLanguage", "dk", "not a language code"),
    ("CountryCode", "UK", "not a country code"),
    ("CountryCode", "dk", "not a country code"),
    ("CountryCode", "EU", "not a country code"),
    ("CountryCode", "ZZ", "not a country code"),
    ("EscoAddress", "https://data.europa.eu/esco/occupation/1", "not an ESCO address"),
    ("EscoAddress", "http://data.europa.eu/esco/occupation/1?x", "not an ESCO address"),
    ("Text", "", "at least 1 character"),
    ("Text", " \t ", "is empty"),
    ("Text", "two\nlines", "must be one line"),
    ("Text", "x" * 301, "at most 300 characters"),
    ("LongText", " \n ", "match pattern"),
    ("LongText", "x" * 40_001, "at most 40000 characters"),
    ("Name", {}, "at least 1"),
    ("Name", {"English": "A name"}, "not a language code"),
    ("LocalText", {"en": ""}, "at least 1 character"),
    ("LocalText", "A line", "valid dictionary"),
]


@pytest.mark.parametrize(("field", "written", "reason"), BAD)
def test_a_bad_value_is_refused_with_its_reason(field, written, reason):
    """Nothing is guessed or repaired in silence."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(getattr(fields, field)).validate_python(written)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Find et sted at bo på Øksempel Ø", "find-et-sted-at-bo-paa-oeksempel-oe"),
        ("Ærlige ÆØÅ", "aerlige-aeoeaa"),
        ("a\u030a", "aa"),  # an å in two parts, as file names on macOS have it
        ("Größe Ümlaut", "groesse-uemlaut"),
        ("Crème brûlée", "creme-brulee"),
        ("  --C++ & C#--  ", "c-c"),
        ("2026: a year", "2026-a-year"),
        ("½ day", "1-2-day"),
        ("مخبز المثال", ""),
        ("!?", ""),
        ("", ""),
        ("long " * 40, ("long-" * 40)[:MAX_SLUG].strip("-")),
    ],
)
def test_a_text_has_an_address_form(text, slug):
    """Danish letters become the two that readers expect; what has no ASCII form goes."""
    assert slugify(text) == slug


@given(st.text())
def test_an_address_form_is_a_slug_or_nothing(text):
    """What slugify makes is valid, and making it again changes nothing."""
    slug = slugify(text)
    assert slug == "" or (SLUG.fullmatch(slug) and len(slug) <= MAX_SLUG)
    assert slugify(slug) == slug


@given(st.integers(0, 9999999))
def test_a_mistyped_digit_of_a_company_number_is_found(number):
    """At most one check digit goes with seven others, and no other single digit does."""
    digits = f"{number:07}"
    valid = [digit for digit in "0123456789" if is_valid("Cvr", digits + digit)]
    assert len(valid) <= 1


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    """A date in ISO 8601 is read as itself."""
    assert TypeAdapter(fields.IsoDate).validate_python(day.isoformat()) == day


def is_valid(field: str, value: str) -> bool:
    try:
        TypeAdapter(getattr(fields, field)).validate_python(value)
    except ValidationError:
        return False
    return True
