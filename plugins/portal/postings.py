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


def render_posting(html: str) -> Markup:
    """Keep the harmless tags, as in editors' texts, and number the headings by their nesting.

    Nothing links to a record, and no heading has an id.
    """
    clean = _cleaner().clean(html).strip()
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
