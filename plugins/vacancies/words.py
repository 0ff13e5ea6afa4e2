"""Texts as they come from employers' systems, as plain text and as words that can be compared.

Every pattern here takes time that grows with the length of the text alone: none can go back over
what it has read.
"""

import html
import re
from unicodedata import normalize

LONGEST_RAW, LONGEST_TEXT = 200_000, 20_000
"""Characters that are read of a description, before and after its tags are taken off. What a job is
stands in its first pages; the rest of a longer one is mostly the employer's own story."""

LONGEST_TITLE = 300

_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|th|table|section|article)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[!/?a-z][^<>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)

_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_LETTERS |= dict.fromkeys(("'", "\u2019", "\u00b4", "`"), "")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[a-z0-9]+")


def plain_text(description: str) -> str:
    """A description, text or HTML (escaped or not), as text with a line for each block."""
    text = description[:LONGEST_RAW]
    if "<" not in text and "&lt;" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _BLOCK.sub("\n", _UNSEEN.sub(" ", text)))
    return clean(html.unescape(text))[:LONGEST_TEXT]


def clean(text: str) -> str:
    """A text without control characters and with single spaces."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def fold(text: str) -> str:
    """Lower case in a-z: ``Århus`` is ``aarhus``, ``Smørrebrød`` is ``smoerrebroed``. Apostrophes go."""
    lower = normalize("NFKC", text).lower()
    for letter, ascii_letters in _LETTERS.items():
        lower = lower.replace(letter, ascii_letters)
    return lower if lower.isascii() else _ACCENTS.sub("", normalize("NFKD", lower))


def word_set(listed: str) -> frozenset[str]:
    """Words that are listed in one text, with spaces between them."""
    return frozenset(listed.split())


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))
