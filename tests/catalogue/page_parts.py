"""Pages taken apart, so that a test can look at everything that they show."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any

from plugins.catalogue.content import Content
from plugins.catalogue.edition import Edition
from plugins.catalogue.pages import Planner
from plugins.languages import Language
from plugins.portal.page import Page
from plugins.portal.tracking import Tracker

LINK = re.compile(r'href="([^"]*)"')


def pages_of(content: Content) -> tuple[Page, ...]:
    """Every page, made as the generator makes them, on a map without a coast."""
    editions = {code: Edition(content, code) for code in content.settings.languages}
    return tuple(plan.make() for plan in Planner(editions).plan())


def by_address(pages) -> dict[str, Page]:
    return {page.address: page for page in pages}


def parts(value: Any) -> Iterator[Any]:
    """A value and all that it holds, however deep; of a language only itself."""
    yield value
    if isinstance(value, Language):
        return
    if is_dataclass(value):
        value = tuple(getattr(value, field.name) for field in fields(value))
    elif isinstance(value, Mapping):
        value = (*value.keys(), *value.values())
    if isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from parts(part)


def shown(page: Page) -> tuple[Any, ...]:
    """All that a template can show of a page."""
    return (page.title, page.description, page.view, page.breadcrumbs, page.switch, page.frame)


def texts(page: Page) -> list[str]:
    return [part for part in parts(shown(page)) if isinstance(part, str)]


def links(page: Page, home: str) -> set[str]:
    """The addresses below ``home`` that a page leads to, without what follows a ``#``."""
    found = {part for part in texts(page) if part.startswith(home)}
    found |= {unescape(link) for text in texts(page) for link in LINK.findall(text)}
    found.discard(page.frame.embeds)  # what addresses begin with, which is none itself
    return {address.split("#")[0] for address in found if address.startswith(home)}


def with_companies(content: Content, **changes: Mapping[str, Any]) -> Content:
    """The content with some companies changed: slug, with ``_`` for ``-``, to fields."""
    companies = dict(content.portal.companies)
    for name, fields_of_one in changes.items():
        slug = name.replace("_", "-")
        companies[slug] = companies[slug].model_copy(update=dict(fields_of_one))
    return with_other(content, companies=companies)


def with_other(content: Content, **records: Mapping[str, Any]) -> Content:
    """Content with other records, which shares nothing with the first."""
    portal = replace(content.portal, tracker=Tracker(), **records)
    return replace(content, portal=portal)
