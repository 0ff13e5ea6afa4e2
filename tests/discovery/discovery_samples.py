"""How to make up pages and records for tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.support import Translations

from plugins.languages import Language
from plugins.portal.page import Feed, Frame, Link, Page
from plugins.portal.records import Source

SITE = "https://portal.example"
FONT = (
    Path(__file__).parents[2]
    / "node_modules/@fontsource-variable/schibsted-grotesk/files"
    / "schibsted-grotesk-latin-wght-normal.woff2"
)
SOURCES = (Source(url="https://source.example/", checked=date(2026, 1, 2)),)

MakePage = Callable[..., Page]


@dataclass(frozen=True)
class Target:
    """The view of a page that only leads on."""

    target: str


@dataclass(frozen=True)
class Shown:
    """A text of a view."""

    text: str


VOLA = Link("vola.example", "https://www.vola.example/")
WHOLE_TEXT = f"<p>Weld <strong>taps</strong>.</p><p>{'And look after them. ' * 10}</p>"
"""As long as a posting is at least."""


@dataclass(frozen=True)
class Posting:
    """What the structured data of a job take from its page's view."""

    company: Shown = Shown("VOLA")
    website: Link = VOLA
    description: Shown = Shown(WHOLE_TEXT)
    closes: str = "2026-06-14T23:59:59+02:00"


class Danish(Translations):
    """A catalogue of two words."""

    def gettext(self, message):
        return {"Company": "Virksomhed", "Place": "Sted"}.get(message, message)


def make_frame(code: str = "en", site_url: str = SITE, base: str = "") -> Frame:
    languages = {
        "en": Language("en", "en-GB", Translations()),
        "da": Language("da", "da", Danish()),
        "ar": Language("ar", "ar-EG", Translations()),
    }
    home = f"{base}/{code}/"
    return Frame(
        language=languages[code],
        site_name={"en": "Careers", "da": "Karriere", "ar": "Careers"}[code],
        home=home,
        navigation=(),
        about=(),
        feeds=(
            Feed("company", "New companies", f"{home}companies/feed.xml"),
            Feed("story", "New stories", f"{home}stories/feed.xml"),
        ),
        site_url=site_url,
    )


def make_a_page(
    path: str = "companies/vola/",
    *,
    language: str = "en",
    site_url: str = SITE,
    base: str = "",
    **fields,
) -> Page:
    """A page at a path below its language's home; every other field may be given."""
    frame = make_frame(language, site_url, base)
    defaults = {
        "address": f"{frame.home}{path}",
        "kind": "company",
        "template": "company.html",
        "title": "VOLA",
        "description": "VOLA makes taps.",
        "view": None,
        "updated": date(2026, 3, 4),
    }
    return Page(frame=frame, **{**defaults, **fields})


def article(key: str) -> dict[str, object]:
    """What every article has."""
    return {
        "path": f"content/{key}.en.md",
        "key": key,
        "slug": key,
        "language": "en",
        "body": "Text",
        "body_line": 9,
        "title": "A title",
        "summary": "A summary",
        "sources": SOURCES,
    }
