"""Employers' postings, which come as HTML, to HTML that is safe to show below a page's title."""

import re
from collections.abc import Callable
from functools import cache

import nh3
from markupsafe import Markup

from plugins.portal.fields import LANGUAGE_CODE
from plugins.portal.text import _TABLE_TAGS, _TEXT_TAGS, OUTSIDE_SCHEMES

FIRST_LEVEL, LAST_LEVEL = 2, 4
"""Of headings: the page's title is the first level, and texts go no deeper than the fourth."""

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_ATTRIBUTES = {"*": {"lang"}, "a": {"href"}, "ol": {"start"}}
_HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[ >])")
"""In what the sanitiser wrote, where a '<' is nothing but the beginning of a tag."""


# Most postings are a program's: paragraphs, headings and lists, one after the other, with no attribute
# but a link's. The sanitiser gives back such a text as it is; telling that it is one is much faster. Its
# letters are all but control characters and what HTML writes as a sign; '&' stands in such a sign.
# No group is possessive, here and elsewhere: Python before 3.11.5 takes too much for one
# (https://github.com/python/cpython/issues/106052).
_LETTERS = r"(?:[^\0-\x08\x0b-\x1f\x7f-\xa0\ud800-\udfff<>&]++|&(?:amp|lt|gt|nbsp);)*"
_SPACE = r"[ \n]*+"
_LINK = (
    rf'<a href="https://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{{2,}}(?:/[A-Za-z0-9/.-]*)?">{_LETTERS}</a>'
)
_INLINE = (
    rf"{_LETTERS}(?:(?:{_LINK}|<br>|<strong>{_LETTERS}</strong>|<em>{_LETTERS}</em>){_LETTERS})*"
)
_ITEMS = rf"{_SPACE}(?:<li>{_INLINE}</li>{_SPACE})+"
_HEADINGS_OF_ALL_LEVELS = "|".join(rf"<h{level}>{_INLINE}</h{level}>" for level in range(1, 7))
_BLOCK = (
    rf"(?:<p>{_INLINE}</p>|<ul>{_ITEMS}</ul>|<ol>{_ITEMS}</ol>|{_HEADINGS_OF_ALL_LEVELS}){_SPACE}"
)
_PLAIN_POSTING = re.compile(rf"{_SPACE}(?:{_BLOCK})*")


def render_posting(html: str) -> Markup:
    """Keep the harmless tags, as in editors' texts, and number the headings by their nesting.

    Nothing links to a record, and no heading has an id.
    """
    clean = (html if _PLAIN_POSTING.fullmatch(html) else _cleaner().clean(html)).strip()
    return Markup(_HEADING_TAG.sub(_renumbering(), clean))  # noqa: S704 - sanitised above


@cache
def _cleaner() -> nh3.Cleaner:
    """One cleaner a process: making one costs as much as cleaning a text."""
    return nh3.Cleaner(
        tags=_TEXT_TAGS | _TABLE_TAGS | _HEADINGS,
        attributes=_ATTRIBUTES,
        url_schemes={scheme.removesuffix(":") for scheme in OUTSIDE_SCHEMES},
        attribute_filter=_attribute,
        link_rel=None,
    )


def _attribute(_: str, name: str, value: str) -> str | None:
    if name == "href":
        allowed = value.lower().startswith(OUTSIDE_SCHEMES)
    else:
        allowed = bool((LANGUAGE_CODE if name == "lang" else re.compile("[0-9]+")).fullmatch(value))
    return value if allowed else None


def _renumbering() -> Callable[[re.Match[str]], str]:
    """Headings begin at the first level and skip none, whatever their author began with."""
    above: list[int] = []
    opened: list[int] = []

    def renumbered(tag: re.Match[str]) -> str:
        closes, level = tag[1], int(tag[2])
        if not closes:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            opened.append(min(len(above) + FIRST_LEVEL - 1, LAST_LEVEL))
        return f"<{closes}h{opened.pop() if closes else opened[-1]}"

    return renumbered
