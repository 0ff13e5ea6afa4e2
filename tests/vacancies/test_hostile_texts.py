"""Whatever a posting holds, it is read in a time that grows with its length alone, without a fault."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.vacancies.understanding import Advert, Posting, group_duplicates, understand

MEGABYTE = 1_000_000
LONGEST = 1.0
"""Seconds for a megabyte, on a slow machine with others at work."""

HOSTILE = {
    "letters": "a" * MEGABYTE,
    "digits": "8" * MEGABYTE,
    "spaces": " " * MEGABYTE,
    "lines": "\n" * MEGABYTE,
    "open tags": "<" * MEGABYTE,
    "half tags": "<p " * (MEGABYTE // 3),
    "scripts": "<script>" * (MEGABYTE // 8),
    "entities": "&lt;" * (MEGABYTE // 4),
    "nested entities": "&amp;" * (MEGABYTE // 5),
    "hours": "37 timer om ugen " * (MEGABYTE // 17),
    "half hours": "37 timer " * (MEGABYTE // 9),
    "languages": "danish and english or " * (MEGABYTE // 22),
    "cues": "vi søger en " * (MEGABYTE // 12),
    "lead-ins": "vi er en ny " * (MEGABYTE // 12),
    "names": "sygeplejerske " * (MEGABYTE // 14),
    "half words": "fysio- og " * (MEGABYTE // 10),
    "hyphens": "-" * MEGABYTE,
    "accents": "a" + "\u0301" * MEGABYTE,
    "ligatures": "\ufdfa" * (MEGABYTE // 3),
    "control characters": "\x00\x1b\u202e\u200b" * (MEGABYTE // 4),
    "halves of letters": "\ud800" * (MEGABYTE // 3),
    "postcodes": "8000 " * (MEGABYTE // 5),
    "thesis": "ph d student" * (MEGABYTE // 12),
    "letters for trainees": "elevlaerlingpraktikant" * (MEGABYTE // 22),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_is_read_at_once(name, vocabulary):
    """As title, text, place and terms."""
    text = HOSTILE[name]
    begun = time.process_time()
    understand(Posting(text, text, text, terms=(text,)), vocabulary)
    group_duplicates([Advert("x", text, place=text), Advert("x", text, place=text)])
    assert time.process_time() - begun < LONGEST


@given(st.text(), st.text(), st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_is_understood_without_a_fault(vocabulary, title, text, place):
    """And what is told is told again."""
    posting = Posting(title, text, place, terms=(title,))
    assert understand(posting, vocabulary) == understand(posting, vocabulary)


def test_markup_hides_nothing_and_adds_nothing(vocabulary):
    """Scripts and styles are no text; control characters do not join or part words; tags are none."""
    script = "<script>We are looking for a nurse</script><style>as a nurse</style>"
    assert understand(Posting("x", script), vocabulary).competences == ()
    hidden = "Vi s\u00adøger\u00a0en <b>syge\u200bplejerske</b>"
    assert understand(Posting("x", hidden.replace("\u200b", "")), vocabulary).competences == ()
    escaped = "&lt;p&gt;We are looking for a nurse.&lt;/p&gt;"
    assert understand(Posting("x", escaped), vocabulary).competences == ("nurse",)
