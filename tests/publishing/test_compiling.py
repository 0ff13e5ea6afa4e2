"""Templates render to the bytes that Jinja's own Python renders them to."""

from types import SimpleNamespace

import pytest
from babel.support import NullTranslations
from jinja2 import DictLoader, Environment, UndefinedError, pass_context
from jinja2.compiler import CodeGenerator

from plugins.languages import Language
from plugins.publishing.rendering import language_environments

TEMPLATES = {
    "macros.html": """
        {%- macro plain(a, b="<b>") %}[{{ a }}|{{ b }}]{% endmacro %}
        {%- macro needs(a) %}[{{ a is defined }}{{ a }}]{% endmacro %}
        {%- macro any() %}{{ varargs | join }}{{ kwargs | length }}{% endmacro %}
        {%- macro calls() %}<{{ caller() }}>{% endmacro %}
        {%- set colour = "red" %}""",
    "base.html": "a{% block one %}b{{ text }}{% endblock %}c{% block two %}d{% endblock %}",
    "alone.html": "({{ 'alone' }})",
    "shown.html": "({{ text }}{{ unknown is defined }})",
}


@pytest.fixture
def render():
    """Render a template by the Python of this project, or by Jinja's own."""

    @pass_context
    def whole(context, name):
        return context[name]

    def render_template(template, *, own=True):
        loader = DictLoader({**TEMPLATES, "page.html": template})
        language = Language("en", "en", NullTranslations())
        environment = language_environments(
            Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"]),
            [language],
            {"whole": whole},
        )[language.code]
        if not own:
            environment.code_generator_class = CodeGenerator
            environment.bytecode_cache = None
        record = SimpleNamespace(name="<i>", items=("x", "y"), inner=SimpleNamespace(name="&"))
        return environment.get_template("page.html").render(
            record=record, mapping={"name": "<m>", "items": 3}, text="<t>", tree=[[[], []], []]
        )

    return render_template


@pytest.mark.parametrize(
    "template",
    [
        "{{ record.name }} {{ record.inner.name }} {{ record['name'] }}",
        "{{ mapping['name'] }} {{ mapping['items'] }} {{ mapping.items() | list }}",
        "{{ text.upper().lower() }} {{ text.split('t') | first }} {{ 'a'.upper() }}",
        "{{ 3 }} {{ none }} {{ 1.5 }} {{ text | safe }} {{ [text] }} {{ text ~ 'x' }}",
        "{{ record.none is defined }} {{ record.name if record.inner else text }}",
        "{{ record.none | default(text) }} {{ record.name | d(text) }} {{ record.none is undefined }}",
        "{{ record.inner.none is not defined }} {{ (record.none or text) if record.none is defined }}",
        "{% for x in record.items if x != 'x' %}{{ loop.index }}{{ x }}{{ loop.last }}{% endfor %}",
        "{% for x in [] %}{% else %}{{ text }}{% endfor %}{{ dict(a=text)['a'] }} {{ range(3) | list }}",
        "{% for x in tree recursive %}<{{ loop(x) }}>{% endfor %}",
        "{% set x %}<b>{{ text }}</b>{% endset %}{{ x }}{{ x | upper }}",
        "{% from 'macros.html' import plain %}{{ plain(1) }}{{ plain(text, 2) }}{{ plain(b=1, a=2) }}",
        "{% from 'macros.html' import any, colour %}{{ any(1, 2, a=3) }}{{ any() }}{{ colour }}",
        "{% import 'macros.html' as m %}{% call m.calls() %}{{ text }}{% endcall %}{{ m.plain(*[1, 2]) }}",
        "{% macro own(a) %}{{ a }}{{ text }}{% endmacro %}{{ own(1) }}{{ own(**{'a': 2}) }}",
        "{{ whole('text') }}{% for text in ['inner'] %}{{ whole('text') }}{% endfor %}",
        "{% extends 'base.html' %}lost{% block one %}{{ super() }}{{ self.two() }}{% endblock %}",
        "{% if text %}{% extends 'base.html' %}{% endif %}lost{% block two %}{{ text }}{% endblock %}",
        "{% if not text %}{% extends 'base.html' %}{% endif %}kept{% block two %}{% endblock %}",
        "1{% include 'shown.html' %}2{% include 'none.html' ignore missing %}3",
        "{% import 'shown.html' as s with context %}{{ s }}",
        "{% filter upper %}{{ text }}x{% endfilter %}{% with a = text %}{{ a }}{% endwith %}",
        "{% autoescape false %}{{ text }}{{ _('<m> %(a)s', a=text) }}{% endautoescape %}",
        "{{ _('<m>') }} {{ _('%(a)s%(b)s%%', a=text, b=_('inner')) }} {{ _('%(name)s', **mapping) }}",
        "{{ (_('%(a)s', a=text) if text else _('none')) ~ _('x') | upper }}",
        "{{ _('%(a)s and %(a)s', a=text) }} {{ _('%(a)d', a=3) }} {{ _('said', unused=text) }}",
        "{% for _ in [text.upper] %}{{ _() }}{% endfor %}",
        "{% trans a=text %}{{ a }} %{% endtrans %} {% trans n=2 %}one{% pluralize %}{{ n }}{% endtrans %}",
    ],
)
def test_gives_what_jinja_gives(render, template):
    """It only takes less time."""
    assert render(template) == render(template, own=False)


def test_includes_without_context_stand_in_their_place(render):
    """Jinja writes them at once."""
    assert render("1{% include 'alone.html' without context %}{{ 2 }}") == "1(alone)2"


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing.at.all }}",
        "{{ nothing() }}",
        "{% from 'macros.html' import needs %}{{ needs() }}",
        "{% from 'macros.html' import absent %}{{ absent() }}",
        "{{ _('%(a)s', a=nothing) }}",
    ],
)
def test_names_of_nothing_are_errors(render, template):
    """They are told as Jinja tells them."""
    with pytest.raises(UndefinedError) as own:
        render(template)
    with pytest.raises(UndefinedError) as jinjas:
        render(template, own=False)
    assert str(own.value) == str(jinjas.value)


@pytest.mark.parametrize(
    "template", ["{{ record.none }}", "{{ mapping.name }}", "{{ record.none.name is defined }}"]
)
def test_a_name_after_a_dot_is_that_of_an_attribute(render, template):
    """It is looked up as Python does; items stand in brackets."""
    with pytest.raises(AttributeError, match="has no attribute 'n"):
        render(template)


@pytest.mark.parametrize(
    "template",
    ["{{ _('5 %') }}", "{{ _('%(a)s') }}", "{% import 'macros.html' as m %}{{ m.plain(1, 2, 3) }}"],
)
def test_wrong_calls_are_errors(render, template):
    """A message without its values, or a macro with too many, is no text."""
    with pytest.raises((ValueError, KeyError, TypeError)):
        render(template)
