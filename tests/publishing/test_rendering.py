import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from babel.support import NullTranslations
from jinja2 import DictLoader, Environment, FileSystemLoader

from plugins.languages import Language
from plugins.portal.page import Frame
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing import rendering
from plugins.publishing.rendering import language_environments, render_page
from plugins.publishing.template_library import Library, compiled_elsewhere

MACROS = "{% macro hello() %}{{ _('Hello') }} {{ language.code }}{% endmacro %}"


class MarkedTranslations(NullTranslations):
    """A catalogue that puts the language's code before every message."""

    def __init__(self, code):
        super().__init__()
        self.code = code

    def gettext(self, message):
        return f"{self.code}: {message}"

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)

    def pgettext(self, context, message):
        return self.gettext(f"({context}) {message}")

    def npgettext(self, context, singular, plural, number):
        return self.ngettext(f"({context}) {singular}", f"({context}) {plural}", number)


@pytest.fixture
def make_environment():
    """An environment as Pelican makes it."""

    def make(loader):
        return Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"])

    return make


@pytest.fixture
def pages(make_page):
    """A page in each of two languages that mark what they say."""

    def frame(code):
        language = Language(code, code, MarkedTranslations(code))
        return Frame(language, "Made up", f"/{code}/", (), (), (), "")

    view = SimpleNamespace(name="<b>", day=date(2026, 5, 1))
    return [
        replace(make_page(f"/{code}/x/", view=view), frame=frame(code)) for code in ("en", "da")
    ]


def languages_of(pages):
    return [page.frame.language for page in pages]


@pytest.fixture
def render(make_environment, pages):
    """Render a template as the Danish page."""

    def render_template(template):
        loader = DictLoader({"page.html": template, "macros.html": MACROS})
        functions = {"asset": "/static/{}".format}
        environments = language_environments(
            make_environment(loader), languages_of(pages), functions
        )
        return render_page(environments["da"], pages[1]).decode()

    return render_template


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ page.address }} {{ view.name }} {{ frame.site_name }}", "/da/x/ &lt;b&gt; Made up"),
        ("{{ language.date(view.day) }}", "1. maj 2026"),
        ("{{ asset('site.css') }}", "/static/site.css"),
        ("{{ _('Hi') }} {{ gettext('you') }}", "da: Hi da: you"),
        ("{{ _('Hi') | upper }} {{ 'a' ~ _('b') }}", "DA: HI ada: b"),
        ("{% set hi = _('a <b>') %}{{ hi }}", "da: a &lt;b&gt;"),
        ("{{ _('5 %%') }} {{ [_('x')][0] }}", "da: 5 % da: x"),
        ("{{ language.code.join(['_', '(']) }}", "_da("),
        ("{% trans n=2 %}one{% pluralize %}{{ n }} of us{% endtrans %}", "da: 2 of us"),
        ("{{ ngettext('one', 'many', 2) }}", "da: many"),
        ("{{ pgettext('path', 'word') }}", "da: (path) word"),
        ("{{ npgettext('path', 'one', 'many', 1) }}", "da: (path) one"),
        ("{{ _('Hi %(name)s', name=view.name) }}", "da: Hi &lt;b&gt;"),
        ("{% import 'macros.html' as macros %}{{ macros.hello() }}", "da: Hello da"),
    ],
)
def test_what_templates_see_and_say(render, template, shown):
    """Templates, and the macros they import, speak the language of the page and escape."""
    assert render(template) == shown


def test_languages_do_not_mix(make_environment, pages):
    """Each language has an environment of its own, and the one of Pelican stays as it was."""
    environment = make_environment(DictLoader({"page.html": "{{ _('Hi') }}"}))
    before = dict(environment.globals)
    environments = language_environments(environment, languages_of(pages), {})
    rendered = [render_page(environments[page.language], page) for page in (*pages, *pages)]
    assert rendered == [b"en: Hi", b"da: Hi"] * 2
    assert environment.globals == before


def test_pelican_may_come_without_gettext(pages):
    """The extension for translations is there even if no setting asks for it."""
    environment = Environment(loader=DictLoader({"page.html": "{{ _('Hi') }}"}), autoescape=True)
    environments = language_environments(environment, languages_of(pages), {})
    assert render_page(environments["en"], pages[0]) == b"en: Hi"


@pytest.fixture
def compiled(monkeypatch):
    """The names of the templates that were compiled, in their order."""
    names = []
    own = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, tree, name, file: names.append(name) or own(self, tree, name, file),
    )
    return names


def test_a_template_is_compiled_once_for_all_languages(make_environment, pages, compiled):
    """Each language puts its own words into it."""
    template = "{{ _('Hi') }} {{ [_('you')][0] }} {{ _('%(a)s and %(b)s', a=1, b=_('2')) }}"
    loader = DictLoader({"page.html": template})
    environments = language_environments(make_environment(loader), languages_of(pages), {})
    for page in pages * 5:
        code = page.language
        shown = f"{code}: Hi {code}: you {code}: 1 and {code}: 2"
        assert render_page(environments[code], page).decode() == shown
    assert compiled == ["page.html"]


def test_languages_may_order_values_in_their_own_way(make_environment, pages, monkeypatch):
    """What stands first in one language stands last in another."""
    monkeypatch.setattr(
        MarkedTranslations,
        "gettext",
        lambda self, m: "%(b)s, %(a)s &" if self.code == "da" else "%(a)s, %(b)s &",
    )
    loader = DictLoader(
        {"page.html": "{{ _('m', a='<', b=2) }}{% if _('m', a=1, b=2) %}!{% endif %}"}
    )
    environments = language_environments(make_environment(loader), languages_of(pages), {})
    shown = [render_page(environments[page.language], page) for page in pages]
    assert shown == [b"&lt;, 2 &amp;!", b"2, &lt; &amp;!"]


def test_templates_are_compiled_before_they_are_needed(make_environment, pages, compiled):
    """Those that are missing or wrong are left to what needs them."""
    environment = make_environment(
        DictLoader({"page.html": "{{ _('Hello') }}", "wrong.html": "{% if %}"})
    )

    def make():
        library = Library()
        return library, language_environments(environment, languages_of(pages), {}, library)["en"]

    put = compiled_elsewhere(make, ["page.html", "wrong.html", "missing.html"])
    library = Library()
    environments = language_environments(environment, languages_of(pages), {}, library)
    put(library)
    put(library)
    assert "page.html" in library.compiled
    begun = len(compiled)
    for page in pages:
        assert render_page(environments[page.language], page).decode() == f"{page.language}: Hello"
    assert len(compiled) == begun


def test_a_library_knows_what_templates_refer_to(make_environment, pages):
    """Whether they are compiled or not. A wrong one refers to nothing."""
    source = "{% extends 'a.html' %}{% include name %}{% from 'b.html' import c %}"
    library = Library()
    environment = language_environments(
        make_environment(DictLoader({"page.html": source})), languages_of(pages), {}, library
    )["en"]
    before = library.references(environment, "page.html", source)
    assert sorted(before, key=str) == [None, "a.html", "b.html"]
    library.compile(environment, ["page.html"])
    assert library.references(environment, "page.html", source) == before
    assert library.references(environment, "page.html", "{% include 'd.html' %}") == ["d.html"]
    assert library.references(environment, "page.html", "{% if %}") == []


def test_a_message_is_translated_once(make_environment, pages, monkeypatch):
    """It stands in the compiled template, and the values are put into it for each page."""
    asked = []
    gettext = MarkedTranslations.gettext
    monkeypatch.setattr(
        MarkedTranslations, "gettext", lambda self, m: asked.append(m) or gettext(self, m)
    )
    template = "{{ _('fixed') }} {{ _('for %(page)s', page=page.address) }}"
    loader = DictLoader({"page.html": template})
    environments = language_environments(make_environment(loader), languages_of(pages[:1]), {})
    for _ in range(3):
        assert render_page(environments["en"], pages[0]) == b"en: fixed en: for /en/x/"
    assert asked == ["fixed", "for %(page)s"]


def test_what_pages_share_is_made_once(make_environment, pages):
    """A macro that depends on nothing but its arguments runs once for the same ones."""
    calls = []
    template = """
    {%- macro foot(frame) %}{{ count() }} {{ frame.site_name }}{% endmacro -%}
    {{ once(foot, frame) }}, {{ once(foot, page.frame) }}, {{ once(foot, view) }}"""
    loader = DictLoader({"page.html": template})
    functions = {"count": lambda: calls.append("called") or len(calls)}
    pages = [replace(page, view=SimpleNamespace(site_name="<b>")) for page in pages]
    environments = language_environments(make_environment(loader), languages_of(pages), functions)
    for _ in range(2):
        assert render_page(environments["en"], pages[0]) == b"1 Made up, 1 Made up, 2 &lt;b&gt;"
    assert render_page(environments["da"], pages[1]) == b"3 Made up, 3 Made up, 4 &lt;b&gt;"


def test_macros_of_one_name_do_not_share(make_environment, pages):
    """Templates may call their macros alike."""
    loader = DictLoader(
        {
            "one.html": "{% macro card(x) %}one{% endmacro %}",
            "two.html": "{% macro card(x) %}two{% endmacro %}",
            "page.html": "{% import 'one.html' as one %}{% import 'two.html' as two %}"
            "{{ once(one.card, frame) }} {{ once(two.card, frame) }}",
        }
    )
    environments = language_environments(make_environment(loader), languages_of(pages), {})
    assert render_page(environments["en"], pages[0]) == b"one two"


def test_what_pages_share_is_not_kept_without_end(make_environment, pages, monkeypatch):
    """What does not fit is made again, and is the same."""
    monkeypatch.setattr(rendering, "KEPT", 2)
    template = "{% macro show(x) %}{{ count() }}{{ x }}{% endmacro %}{% for x in view %}{{ once(show, x) }} {% endfor %}"
    calls = []
    functions = {"count": lambda: calls.append("called") or ""}
    pages = [replace(page, view=["a", "b", "c", "c"]) for page in pages]
    environments = language_environments(
        make_environment(DictLoader({"page.html": template})), languages_of(pages), functions
    )
    for _ in range(2):
        assert render_page(environments["en"], pages[0]) == b"a b c c "
    assert 3 < len(calls) < 8


HOSTILE = '" onclick="alert(1)"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "said",
    [
        '{{ _("m") }}',
        '{{ ngettext("m", "m", 2) }}',
        '{{ pgettext("c", "m") }}',
        '{{ npgettext("c", "m", "m", 2) }}',
        "{% trans %}m{% endtrans %}",
        "{% trans number=2 %}m{% pluralize %}%(number)s m{% endtrans %}",
    ],
)
def test_what_translators_write_is_text(render, monkeypatch, said):
    """A translation is no HTML, in an element or in an attribute."""
    monkeypatch.setattr(MarkedTranslations, "gettext", lambda *_: HOSTILE)
    escaped = "&#34; onclick=&#34;alert(1)&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    assert render(f'<p title="{said}">') == f'<p title="{escaped}">'


def test_text_is_escaped_whatever_the_settings_say(pages):
    """Jinja escapes nothing by itself, and the settings can forget it."""
    plain = Environment(loader=DictLoader({"page.html": "{{ view.name }}"}), autoescape=False)  # noqa: S701 - what is tested
    environments = language_environments(plain, languages_of(pages), {})
    assert render_page(environments["en"], pages[0]) == b"&lt;b&gt;"


class TestFaults:
    @pytest.fixture
    def fault(self, make_environment, pages, tmp_path, monkeypatch):
        """The fault of a build with some templates, given by name."""
        monkeypatch.chdir(tmp_path)

        def find(**functions):
            loader = FileSystemLoader("templates")
            environments = language_environments(
                make_environment(loader), languages_of(pages), functions
            )
            with pytest.raises(ContentFault) as raised:
                render_page(environments["en"], pages[0])
            (problem,) = raised.value.problems
            return problem

        return find

    @pytest.fixture
    def write(self, tmp_path):
        """Write a template."""

        def write_template(name, text):
            path = tmp_path / "templates" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")

        return write_template

    @pytest.mark.parametrize(
        ("template", "line", "said"),
        [
            ("\n{{ veiw.name }}", 2, "UndefinedError: 'veiw' is undefined"),
            (
                "\n\n{{ page.titel }}",
                3,
                "AttributeError: .* has no attribute 'titel'; did you mean 'title'\\?",
            ),
            ("{% if page.whatever %}{% endif %}", 1, "has no attribute 'whatever' \\(page"),
            ("\n{{ 1 / 0 }}", 2, "ZeroDivisionError: division by zero"),
            ("\n{% if %}", 2, "Expected an expression"),
            ("\n{{ '' | lowercase }}", 2, "No filter named 'lowercase'"),
            ("{% include 'card.html' %}", 1, "there is no template 'card.html'"),
        ],
    )
    def test_name_the_templates_line_and_the_page(self, fault, write, template, line, said):
        """An error of a template is a problem at its line that names the page."""
        write("page.html", template)
        problem = fault()
        assert (problem.path, problem.line) == ("templates/page.html", line)
        assert re.search(said, problem.message)
        assert problem.message.endswith("(page /en/x/, template page.html)")

    def test_name_the_innermost_template(self, fault, write):
        """An error in an included template is found there."""
        write("page.html", "{% include 'card.html' %}")
        write("card.html", "\n\n{{ nothing }}")
        problem = fault()
        assert (problem.path, problem.line) == ("templates/card.html", 3)
        assert "template page.html" in problem.message

    def test_name_a_missing_template_of_the_page(self, fault):
        """A page whose own template is missing names it."""
        assert fault().message.startswith("there is no template 'page.html'")

    def test_of_called_functions_stand_where_they_are_called(self, fault, write):
        """What a function of the site refuses is found at the call."""

        def asset(name):
            raise LookupError(f"there is no asset\n'{name}'")

        write("page.html", "\n{{ asset('site.cs') }}")
        problem = fault(asset=asset)
        assert problem.line == 2
        assert "there is no asset 'site.cs'" in problem.message

    def test_in_content_are_passed_on(self, fault, write):
        """A fault in content that shows while rendering is told as it is."""
        told = Problem("content/media/x.png", 1, "is no picture")

        def picture(name):
            raise ContentFault([told])

        write("page.html", "{{ picture('x.png') }}")
        assert fault(picture=picture) == told
