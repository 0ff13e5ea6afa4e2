"""Each component by the examples beside it, which must be of every kind that goes wrong.

An example names a macro and its ``arguments``. A mapping becomes an object with its keys as
attributes, except ``{markdown: …}``, which becomes what editors' Markdown becomes on a page.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from jinja2 import Environment, nodes
from lxml import etree

from plugins.portal.text import render_section

THEME = Path(__file__).parents[2] / "themes" / "portal"
FOLDERS = sorted(path for path in (THEME / "templates" / "components").iterdir() if path.is_dir())
STYLES = THEME / "static" / "css" / "components"
STYLED_ELSEWHERE = {
    "company-list": "company-card",
    "job-list": "job-card",
    "localised": "facts",
    "sources": "facts",
}

ORDINARY, LONG, MISSING = "ordinary", "long words", "missing fields"
HOSTILE, RIGHT_TO_LEFT = "hostile text", "right to left"
KINDS = {ORDINARY, LONG, MISSING, HOSTILE, RIGHT_TO_LEFT}
SHOW_NUMBERS_ALONE = {"company_total", "job_total"}
"""Macros that are given no text."""

LONG_WORD = 60
SCRIPT, IMAGE = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'
RUNS_OR_LOADS = {"script", "style", "img", "iframe", "object", "embed", "link"}
ASKS = {"form": "search-box", "input": "search-input"}
"""Elements that take what a visitor types, and the class of the ones that the theme has itself."""
INPUT, CLOSED = re.compile(r"<input [^>]*"), r"\g<0>/"
"""HTML wants no slash at the end of an element that is always empty; XML does."""
NONE_EMPTY = (None, "", 0, [])


@dataclass(frozen=True)
class Example:
    """One use of a macro."""

    component: str
    name: str
    macro: str
    arguments: Any
    language: str = "en"

    def __str__(self) -> str:
        return f"{self.component}-{self.macro}-{self.name}".replace(" ", "-")


@cache
def examples_in(folder: Path) -> tuple[Example, ...]:
    file = folder / "examples.yaml"
    written = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else ()
    return tuple(Example(folder.name, **example) for example in written)


def macros_of(folder: Path) -> list[str]:
    source = (folder / "template.html").read_text(encoding="utf-8")
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)
    return [macro.name for macro in tree.find_all(nodes.Macro)]


def as_argument(value):
    """What a macro gets for a value of an example."""
    match value:
        case {"markdown": source}:
            return render_section(source, lambda kind, slug: f"/{kind}/{slug}/")
        case dict():
            return SimpleNamespace(**{key: as_argument(item) for key, item in value.items()})
        case list():
            return tuple(map(as_argument, value))
    return value


def render(example: Example, environment: Environment) -> str:
    template = environment.get_template(f"components/{example.component}/template.html")
    arguments = {name: as_argument(value) for name, value in example.arguments.items()}
    return str(getattr(template.module, example.macro)(**arguments))


def parsed(html: str):
    """The elements of a component, which is well-formed XML: stricter than HTML asks for."""
    return etree.fromstring(f"<div>{INPUT.sub(CLOSED, html)}</div>")


def values_in(value):
    """Every value of an example that is neither a mapping nor a filled list."""
    match value:
        case dict() | list() if value:
            for item in value.values() if isinstance(value, dict) else value:
                yield from values_in(item)
        case _:
            yield value


EXAMPLES = [example for folder in FOLDERS for example in examples_in(folder)]

every_component = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=str)


@pytest.fixture
def html(example, environment_of):
    """An example as its page would show it."""
    return render(example, environment_of(example.language))


@every_component
def test_a_component_is_a_template_with_examples_and_a_style(folder):
    """A folder holds a template and its examples, and one style sheet is about them."""
    style = STYLED_ELSEWHERE.get(folder.name, folder.name)
    assert {path.name for path in folder.iterdir()} == {"template.html", "examples.yaml"}
    assert (STYLES / f"{style}.css").is_file()


def test_the_table_of_styles_names_no_component_in_vain():
    """A component that stands in the table has no style sheet of its own."""
    names = {folder.name for folder in FOLDERS}
    own = {path.stem for path in STYLES.glob("*.css")}
    assert set(STYLED_ELSEWHERE) <= names - own


@every_component
def test_every_macro_has_examples_of_every_kind(folder):
    """Each macro is shown with ordinary, long, missing, hostile and right-to-left content."""
    for macro in macros_of(folder):
        kinds = {example.name for example in examples_in(folder) if example.macro == macro}
        needed = {ORDINARY, MISSING, RIGHT_TO_LEFT} if macro in SHOW_NUMBERS_ALONE else KINDS
        assert needed <= kinds, macro


@every_component
def test_examples_have_names_of_their_own_and_macros_that_exist(folder):
    """No two examples of a macro have one name, and none is of a macro that is gone."""
    shown = [(example.macro, example.name) for example in examples_in(folder)]
    assert len(shown) == len(set(shown))
    assert {macro for macro, _ in shown} == set(macros_of(folder))


@every_example
def test_an_example_is_what_its_name_says(example, environment_of):
    """Long words are long, what is missing is empty, and what is hostile tries both ways in."""
    values = list(values_in(example.arguments))
    text = "\n".join(map(str, values))
    match example.name:
        case "long words":
            assert max(map(len, text.replace("/", " ").split())) >= LONG_WORD
        case "missing fields":
            assert any(value in NONE_EMPTY for value in values)
        case "hostile text":
            assert SCRIPT in text
            assert IMAGE in text
        case "right to left":
            assert environment_of(example.language).globals["language"].direction == "rtl"


@every_example
def test_an_example_is_well_formed(html):
    """Every element that begins ends where it should, and no attribute stands twice."""
    parsed(html)


@every_example
def test_an_example_runs_loads_and_styles_nothing(html):
    """No content becomes an element or attribute that a component does not have itself."""
    for element in parsed(html).iter():
        assert element.tag not in RUNS_OR_LOADS
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert not element.get("href", "").lower().startswith("javascript:")
        if element.tag in ASKS:
            assert element.get("class") == ASKS[element.tag]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.name == HOSTILE], ids=str)
def test_hostile_text_is_shown_as_it_was_written(html):
    """What looks like markup reaches the reader as text."""
    assert SCRIPT not in html
    assert IMAGE not in html
    assert "&lt;" in html


@every_example
def test_an_example_gives_no_id_twice(html):
    """What links and labels refer to is one thing."""
    ids = [element.get("id") for element in parsed(html).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@every_example
def test_an_example_is_the_same_every_time(example, html, new_environment):
    """A component depends on nothing but its arguments and the language."""
    assert render(example, new_environment(example.language)) == html


@every_example
def test_an_example_has_no_empty_list(html):
    """A list that a screen reader announces has something in it."""
    assert all(len(element) for element in parsed(html).iter("ul", "ol", "dl"))
