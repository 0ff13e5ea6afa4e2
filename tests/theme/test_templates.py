"""What no template may hold, read from the templates' own syntax trees."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parents[2] / "themes" / "portal" / "templates"
SHOWN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for whatever an expression shows."""

UNSAFE_FILTERS = {"safe", "mark_safe"}
READ_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
LANGUAGE_ATTRIBUTES = {"lang", "hreflang", "xml:lang"}
LANGUAGE_CODES = {code.replace("_", "-").lower() for code in locale_identifiers()}
NAMES_OF_FORMATS = "format"
"""The class of what is called the same in every language, such as Atom."""


def tree_of(source: str) -> nodes.Template:
    return Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source)


def skeleton(node: nodes.Node) -> str:
    """The HTML that a template holds itself, every branch of it, with ``SHOWN`` for the rest."""
    if isinstance(node, nodes.Output):
        parts = node.nodes
        return "".join(p.data if isinstance(p, nodes.TemplateData) else SHOWN for p in parts)
    return "".join(map(skeleton, node.iter_child_nodes()))


def shown_constants(expression: nodes.Node) -> Iterator[str]:
    """The texts that an expression shows without asking for a translation."""
    match expression:
        case nodes.Const(value=str() as text):
            yield text
        case nodes.CondExpr():
            yield from shown_constants(expression.expr1)
            if expression.expr2:
                yield from shown_constants(expression.expr2)
        case nodes.BinExpr():
            yield from shown_constants(expression.left)
            yield from shown_constants(expression.right)
        case nodes.Concat():
            for part in expression.nodes:
                yield from shown_constants(part)
        case nodes.Filter(name="join"):
            for part in (expression.node, *expression.args):
                yield from shown_constants(part)
        case nodes.Filter():
            yield from shown_constants(expression.node)


class Markup(HTMLParser):
    """The texts and attributes of a skeleton."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self._format = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.attributes += [(tag, name, value or "") for name, value in attributes]
        self._format = ("class", NAMES_OF_FORMATS) in attributes

    def handle_data(self, data):
        if not self._format:
            self.texts.append(data)
        self._format = False


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@pytest.fixture(
    params=sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.relative_to(TEMPLATES).as_posix()
)
def tree(request):
    """The syntax tree of each template."""
    return tree_of(request.param.read_text(encoding="utf-8"))


@pytest.fixture
def markup(tree):
    return Markup(skeleton(tree))


def test_no_template_switches_escaping_off(tree):
    """What is HTML has its own type, so no template says that a text is safe."""
    assert not [f.name for f in tree.find_all(nodes.Filter) if f.name in UNSAFE_FILTERS]
    assert not list(tree.find_all((nodes.MarkSafe, nodes.ScopedEvalContextModifier)))


def test_every_text_is_translated(tree, markup):
    """What a reader sees or hears comes from the page or the catalogue."""
    outputs = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
    constants = [text for part in outputs for text in shown_constants(part)]
    read = [value for _, name, value in markup.attributes if name in READ_ATTRIBUTES]
    assert not [text for text in (*markup.texts, *constants, *read) if has_letters(text)]


def test_no_template_names_a_language(tree, markup):
    """Templates serve languages that nobody has thought of yet."""
    constants = {node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)}
    assert not {text for text in constants if text.lower() in LANGUAGE_CODES}
    for _, name, value in markup.attributes:
        assert name not in LANGUAGE_ATTRIBUTES or not has_letters(value)
        assert name != "href" or not value.startswith("/")


def test_no_template_holds_scripts_or_styles(markup):
    """Behaviour and looks are files of their own; data for machines is the one script."""
    for tag, name, value in markup.attributes:
        assert not name.startswith("on")
        assert name != "style"
        assert (tag, name) != ("script", "type") or value in {"module", "application/ld+json"}


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<p>{{ _("Hello") }}</p>', [SHOWN]),
        ("<p>{% trans %}Hello{% endtrans %}</p>", [SHOWN]),
        ("{% if a %}<b>Yes</b>{% else %}<i>{{ a }}: </i>{% endif %}", ["Yes", f"{SHOWN}: "]),
        ('<b>{{ a }} <span class="format">Atom</span></b>', [f"{SHOWN} "]),
        ("{% macro m(a) %}<h{{ a }}>Text</h{{ a }}>{% endmacro %}", ["Text"]),
    ],
)
def test_texts_are_found_wherever_they_stand(source, texts):
    """The tests above look at every branch, macro and block."""
    assert Markup(skeleton(tree_of(source))).texts == texts


@pytest.mark.parametrize(
    ("expression", "constants"),
    [
        ('"Yes" if a else "No"', ["Yes", "No"]),
        ('", " if not loop.last', [", "]),
        ('a ~ "text"', ["text"]),
        ('a or "none" + b', ["none"]),
        ('a | join(" and ")', [" and "]),
        ('"yes" | upper', ["yes"]),
        ('_("Yes")', []),
        ('asset("site.css")', []),
    ],
)
def test_shown_constants_are_found_in_expressions(expression, constants):
    """A text inside an expression needs a translation as much as one outside."""
    (output,) = tree_of(f"{{{{ {expression} }}}}").find_all(nodes.Output)
    assert [text for part in output.nodes for text in shown_constants(part)] == constants
