# ruff: noqa: INP001 - copied beside its settings file, it is a module of its own
"""What the site's templates call: cards of other pages, made once, and Markdown in front matter."""

import json
from functools import cache
from typing import Any

import markdown
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from pelican import signals

NO_ENTRIES = {"embed", "feed", "redirect", "sitemap"}


def name_pages(generator: Any) -> None:  # noqa: ANN401 - Pelican carries no types
    """Let templates find pages by name; their facts are one line of JSON."""
    for page in generator.pages:
        page.v = json.loads(page.facts)
    generator.context["named"] = {page.slug: page for page in generator.pages}
    generator.context["kept"] = {}


@pass_context
def card(context: Context, template: str, name: str) -> Markup:
    """A page as lists show it."""
    kept = context["kept"]
    if (template, name) not in kept:
        kept[template, name] = shown(context, template, name, None)
    found: Markup = kept[template, name]
    return found


@pass_context
def shown(context: Context, template: str, name: str, following: object) -> Markup:
    """Another page through a template, with what this page says of it."""
    page = context["named"][name.replace("/", "--")]
    facts = {key: getattr(page, key, "") for key in ("title", "description", "address", "v")}
    facts |= {"updated": getattr(page, "updated", ""), "next": following}
    return _rendered(context, template, facts)


@pass_context
def once(context: Context, template: str, key: str) -> Markup:
    """What many pages of a language have in common."""
    kept = context["kept"]
    if (template, key) not in kept:
        facts = {"shared": context["SHARED"], "key": key}
        kept[template, key] = _rendered(context, template, facts)
    found: Markup = kept[template, key]
    return found


def _rendered(context: Context, template: str, facts: dict[str, Any]) -> Markup:
    base = {name: context[name] for name in ("named", "kept", "DEFAULT_LANG", "SHARED")}
    text = context.environment.get_template(template).render(base | facts)
    return Markup(text)  # noqa: S704 - a template's own output


@pass_context
def number(context: Context, value: float) -> str:
    text = f"{value:,}"
    return text.replace(",", ".") if context["DEFAULT_LANG"] == "da" else text


@pass_context
def entries(context: Context) -> list[Any]:
    """The pages of the sitemap."""
    return [page for page in context["named"].values() if page.template not in NO_ENTRIES]


@cache
def _converter() -> markdown.Markdown:
    return markdown.Markdown(output_format="html")


def to_html(text: str) -> str:
    converter = _converter()
    converter.reset()
    return converter.convert(text)


def as_json(text: str) -> str:
    """A text as JSON that is safe inside a script element."""
    return json.dumps(text).replace("<", r"\u003c")


FUNCTIONS = {
    "as_json": as_json,
    "text_place": '"the text of the page"',
    "card": card,
    "shown": shown,
    "once": once,
    "number": number,
    "entries": entries,
    "markdown": to_html,
}


def register() -> None:
    signals.page_generator_finalized.connect(name_pages)
