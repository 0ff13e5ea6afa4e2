"""Editors' Markdown as HTML: what is kept, what is dropped, what a link becomes."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup

from plugins.portal import text as text_module
from plugins.portal.fields import slugify
from plugins.portal.text import Heading, links_in, render_article, render_section


def resolve(kind: str, slug: str) -> str | None:
    return None if slug == "nobody" else f"/en/{kind}/{slug}/"


KEPT = [
    ("**a** & b", "<p><strong>a</strong> &amp; b</p>"),
    ("*a*  \nb", "<p><em>a</em><br>\nb</p>"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
    ("- a", "<ul>\n<li>a</li>\n</ul>"),
    ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
    ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
    ("    <b>", "<pre><code>&lt;b&gt;\n</code></pre>"),
    ("a\n\n* * *", "<p>a</p>\n<hr>"),
    (
        "| a |\n|---|\n| b |",
        (
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>"
        ),
    ),
    ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
    ("&#60;script&#62;", "<p>&lt;script&gt;</p>"),
    ("Ærlig مخبز", "<p>Ærlig مخبز</p>"),
    ('<em lang="de">Ach</em>', '<p><em lang="de">Ach</em></p>'),
]

DROPPED = [
    ("<script>alert(1)</script>", ""),
    ("a <script>alert(1)</script> b", "<p>a  b</p>"),
    ("<scr<script>ipt>alert(1)</script>", "<p>&lt;scr</p>"),
    ("a <img src=x onerror=1> b", "<p>a  b</p>"),
    ("![a](windmill.png)", "<p></p>"),
    ("<p style='x' class='y' id='z' onclick='q'>a</p>", "<p>a</p>"),
    ("<h2 id='main'>a</h2>", "<h2>a</h2>"),
    ("<style>b {}</style>a", "\n<p>a</p>"),
    ("<iframe src='https://evil.example/'></iframe>a", "\n<p>a</p>"),
    ("<svg onload=alert(1)><a xlink:href='javascript:x'>a</a></svg>", "<p></p>"),
    ("<math><mtext></p><img src=x onerror=1>", ""),
    ("<form action=x><input name=password></form>", ""),
    ("<object data=x></object><embed src=x>", "\n<p></p>"),
    ("<base href='https://evil.example/'>a", "<p>a</p>"),
    ("<meta http-equiv=refresh content=0>a", "<p>a</p>"),
    ("<link rel=stylesheet href=x>a", "<p>a</p>"),
    ("<!-- a --> b", "\n<p>b</p>"),
    ("</main></body></html>a", "<p>a</p>"),
    ("<b><i><u>a", "<p>a</p>"),
    ('<noscript><p title="</noscript><img src=x onerror=1>">', '&lt;p title=""&gt;'),
]

LINKS = [
    ("[a](https://a.example/?b=1&c=2)", '<a href="https://a.example/?b=1&amp;c=2">a</a>'),
    ("[a](HTTPS://a.example/)", '<a href="HTTPS://a.example/">a</a>'),
    ("[a](mailto:a@a.example)", '<a href="mailto:a@a.example">a</a>'),
    ("[a](tel:+4500000000)", '<a href="tel:+4500000000">a</a>'),
    ("<https://a.example/>", '<a href="https://a.example/">https://a.example/</a>'),
    ("[a][b]\n\n[b]: https://a.example/", '<a href="https://a.example/">a</a>'),
    ("[a](company:vola)", '<a href="/en/company/vola/">a</a>'),
    ('[a](page:about "title")', '<a href="/en/page/about/">a</a>'),
    ("<a href='story:ada' target=_blank onclick=x>a</a>", '<a href="/en/story/ada/">a</a>'),
    ("[a](mentor-programme:pairs)", '<a href="/en/mentor-programme/pairs/">a</a>'),
    ("[a](company:nobody)", "<a>a</a>"),
    ("[a](Company:vola)", "<a>a</a>"),
    ("[a](javascript:alert(1))", "<a>a</a>"),
    ("[a](JavaScript:alert(1))", "<a>a</a>"),
    ("[a](<javascript:alert(1)>)", "<a>a</a>"),
    ("[a](java&#115;cript:alert(1))", "<a>a</a>"),
    ("[a](&#1;javascript:alert(1))", "<a>a</a>"),
    ("<a href=' &#9;javascript:alert(1)'>a</a>", "<a>a</a>"),
    ("[a](vbscript:x)", "<a>a</a>"),
    ("[a](data:text/html,x)", "<a>a</a>"),
    ("[a](http://a.example/)", "<a>a</a>"),
    ("[a](//evil.example/)", "<a>a</a>"),
    ("[a](/en/companies/)", "<a>a</a>"),
    ("[a](#main)", "<a>a</a>"),
]


@pytest.mark.parametrize(("source", "html"), [*KEPT, *DROPPED])
def test_a_text_becomes_harmless_html(source, html):
    """What Markdown can say is kept; whatever else HTML can do is dropped."""
    assert render_article(source, resolve).html == html
    assert render_section(source, resolve) == html


@pytest.mark.parametrize(("source", "html"), LINKS)
def test_a_link_leads_to_a_record_or_safely_outside(source, html):
    """A link that leads nowhere is shown as its text."""
    assert render_section(source, resolve) == f"<p>{html}</p>"


def test_the_headings_of_an_article_can_be_gone_to():
    """Each heading has an id of its own, and those of the second level make the contents."""
    text = render_article("## Ærlig & `øl`\n\n### Å\n\n## Ærlig & øl\n\n## مثال", resolve)
    assert text.html == (
        '<h2 id="aerlig-oel">Ærlig &amp; <code>øl</code></h2>\n<h3 id="aa">Å</h3>\n'
        '<h2 id="aerlig-oel_1">Ærlig &amp; øl</h2>\n<h2 id="_1">مثال</h2>'
    )
    assert text.contents == (
        Heading("Ærlig & øl", "aerlig-oel"),
        Heading("Ærlig & øl", "aerlig-oel_1"),
        Heading("مثال", "_1"),
    )


def test_the_headings_of_a_section_are_one_level_lower_and_have_no_ids():
    """A section stands below a heading of the page, which may hold several of them."""
    html = render_section("## A\n\n### B\n\n## A", resolve)
    assert html == "<h3>A</h3>\n<h4>B</h4>\n<h3>A</h3>"


def test_the_contents_are_text():
    """What looks like a tag in a heading is shown as it was written, once it is escaped."""
    (heading,) = render_article("## 1 < 2 &amp; 3", resolve).contents
    assert heading.text == "1 < 2 & 3"


def test_a_text_says_the_same_again():
    """Nothing of one text is left for the next."""
    source = "## A\n\n[a][b]\n\n[b]: https://a.example/"
    first = render_article(source, resolve)
    assert render_article("[a][b]", resolve).html == "<p>[a][b]</p>"
    assert render_article(source, resolve) == first


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("[a](b) and\n[c](d)", [(0, "b"), (1, "d")]),
        ("[a\nb](c)", [(1, "c")]),
        ("[a [b] c](d)", [(0, "d")]),
        ("[a](https://a.example/b_(c))", [(0, "https://a.example/b_(c)")]),
        ("[a](javascript:alert(1))", [(0, "javascript:alert(1)")]),
        ('[a](b "title")', [(0, "b")]),
        ("[a](<b>)", [(0, "b")]),
        ("[a]()", [(0, "")]),
        ("[a][b]\n\n[b]: c 'title'", [(2, "c")]),
        ("<https://a.example/>", [(0, "https://a.example/")]),
        ("<HTTP://a.example/>", [(0, "HTTP://a.example/")]),
        ("![a](b)", []),
        (r"\[a](b)", []),
        ("a (b) [c] d", []),
    ],
)
def test_links_are_found_with_the_lines_before_them(source, links):
    """Every link that the renderer would make is found where it stands."""
    found = [(source.count("\n", 0, position), target) for position, target in links_in(source)]
    assert found == links


class Tags(HTMLParser):
    """Collects every tag with its attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


SIGNS = "<>\"'=()[]{}:&;#!-`*|\\/ \t\n\0\u202eÆø"
WORDS = """
<script> </script> </ /> <img src=x onerror=alert(1)> onclick= style= <svg> </svg> <style> </style> <math> <mtext>
<iframe srcdoc= <a href= <p <h2 id=main <table> <noscript> <textarea> </title> <b> <em> <!-- --> <![CDATA[ ]]>
javascript: JaVa script &#106;avascript: &#x6A; &lt; &gt; &quot; data: https://a.example/ company:vola ]( [a]( [b]: ## ---
"""
PIECES = [*SIGNS, *WORDS.split(), "\n\n", " onerror=x"]
ALLOWED = {
    "a": {"href", "lang"},
    "ol": {"start", "lang"},
    "h2": {"id", "lang"},
    "h3": {"id", "lang"},
    "h4": {"id", "lang"},
}
HARMLESS_NAMES = "blockquote br code em hr li p pre strong ul table tbody td th thead tr"
HARMLESS = {*ALLOWED, *HARMLESS_NAMES.split()}


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_gets_script_through(source):
    """Whatever hostile pieces are put together, only harmless tags, attributes and links are left."""
    for html in (render_article(source, resolve).html, render_section(source, resolve)):
        assert isinstance(html, Markup)
        assert "<script" not in html.lower()
        for tag, attributes in Tags(html).found:
            assert tag in HARMLESS
            assert set(attributes) <= ALLOWED.get(tag, {"lang"})
            href = attributes.get("href")
            assert href is None or href.startswith(("https:", "mailto:", "tel:", "/en/"))


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_link_that_is_shown_was_checked(source):
    """What the renderer links from Markdown, the check of links has seen."""
    if "<" in source or "&" in source or "\\" in source:
        return  # links of HTML are left to the sanitiser
    shown = {
        attributes.get("href")
        for tag, attributes in Tags(render_section(source, resolve)).found
        if tag == "a"
    }
    checked = {target for _, target in links_in(source)}
    for href in shown - {None}:
        assert any(
            href.startswith(t) or href == resolve(*t.partition(":")[::2]) for t in checked if t
        )


PROJECT = Path(__file__).parents[2]
PLAIN_WORDS = """
word Ærlig مثال « 12 1. don't - - = # ## + & ! ( ) : [a](company:b) [a](company:nobody) [](page:a) [a](b)
[a](https://a.example/b.c) [a](https://1.2/) [a](https://xn--a.example) ![a](page:b)
"""
PLAIN_PIECES = [
    *PLAIN_WORDS.split(),
    *(" ", " ", "  ", "\n", "\n\n", "\n\n\n", "\n- ", "& ", "[a & b](guide:c/d)", "[a\nb](page:c)"),
    *("\xa0", "\u2028", "\ufeff"),
    *("**a b**", "*a b*", "*a*", "**", "*"),
]
PLAIN_LINES = [
    "## A b",
    "## A b\n",
    "## C, d: (e)?",
    "## Ærlig مثال",
    "## 1. a-b/c",
    "## **A**",
    "### A",
    "- a\n- *b* [c](page:d)",
    "- a\n\n- b",
    "- 1. a",
    "- a\n  b",
    "a *b c* d **e**",
    "*a\nb*",
    "**a [b](page:c)**",
    "a",
]
MARKED_WORDS = r"""
* ** *** _ __ ` `` \ \* \| [ ] ![ [b] [TOC] === --- ~~~ ``` < > <b> </b> <div> <!-- --> &amp; &#60; &b ; "
*a* _a_ **a** `a` c_d <https://a.example/> <a@b.example>
"""
MARKED_LINES = [
    "- a\n- b",
    "1. a\n2. b",
    "> ",
    "## A\n",
    "| a |\n|---|\n| b |",
    "a | b\n--|--\nc | d",
]
MARKED_PIECES = [
    *MARKED_WORDS.split(),
    *MARKED_LINES,
    *("    ", "\n\n    ", "[b]: https://a.example/ 'c'", "\x02klzzwxh:0000\x03"),
    *"\0\t\x02\x03\x0b\r\x1c\x85",
]


@cache
def plain_converter(level: int) -> Markdown:
    toc = {"baselevel": level, "toc_depth": "2-4", "slugify": lambda text, _: slugify(text)}
    extensions = ["tables", "sane_lists", "toc"]
    return Markdown(extensions=extensions, extension_configs={"toc": toc}, output_format="html")


def converted_plainly(source: str, level: int, *, with_ids: bool = True) -> str:
    """A text by Python-Markdown as it comes, made safe."""
    converter = plain_converter(level)
    converter.reset()
    html = converter.convert(source)
    ids = text_module._ids(converter.toc_tokens) if level == 1 and with_ids else ()
    return text_module._sanitiser().clean(html, resolve, frozenset(ids))


def assert_same_html(source: str) -> None:
    article = render_article(source, resolve)
    assert article.html == converted_plainly(source, 1)
    tokens = plain_converter(1).toc_tokens
    assert article.contents == tuple(Heading(unescape(t["name"]), t["id"]) for t in tokens)
    assert render_section(source, resolve) == converted_plainly(source, 2)
    assert render_section(source, resolve, 1) == converted_plainly(source, 1, with_ids=False)


@given(
    st.lists(st.sampled_from(PLAIN_PIECES), max_size=12).map("".join)
    | st.lists(st.sampled_from(PLAIN_LINES), max_size=6).map("\n\n".join)
    | st.lists(st.sampled_from(PLAIN_LINES + PLAIN_PIECES), max_size=12).map("".join)
    | st.lists(st.sampled_from(PLAIN_PIECES + MARKED_PIECES + PIECES), max_size=15).map("".join)
    | st.text(max_size=30)
)
@example("a  \nb")
@example("a \n\nb ")
@example("[a](https://xn--a.example) [a](https://xn--0.example)")
@example("[a](https://a.1/)")
@example("\n\n\na\n\n\nb")
@settings(max_examples=400)
def test_the_short_ways_lead_to_the_same_html(source):
    """What is done without Python-Markdown, or with less of it, shows in no text."""
    assert_same_html(source)


def editors_texts() -> Iterator[str]:
    """The project's own: guides, stories and pages, and what companies and places say of themselves."""
    for path in PROJECT.glob("content/*/*.md"):
        yield path.read_text(encoding="utf-8").split("---\n", 2)[2]
    for path in chain(PROJECT.glob("companies/*.yaml"), PROJECT.glob("content/*/*.yaml")):
        yield from yaml.safe_load(path.read_bytes()).get("about", {}).values()


def test_the_projects_own_texts_are_what_markdown_makes_of_them():
    """They hold what editors really write."""
    for source in editors_texts():
        assert_same_html(source)


def test_a_character_says_the_same_wherever_it_stands():
    """Within a word, alone, and at the beginning and end of a line, a paragraph and a link."""
    for c in (*map(chr, range(0x180)), *"\u1680\u2003\u2028\u202f\u3000\ufeff\ufffe"):
        assert_same_html(f"a{c}b")
        assert_same_html(f"{c} b")
        assert_same_html(f"a{c}\n{c}b\n\n{c}c")
        assert_same_html(f"[{c}](page:a) [a](page:{c})")
        assert_same_html(f"{c}[a](page:a){c}")
        assert_same_html(f"## {c}a {c}\n\n## a{c}\n\n## a {c} a")
        assert_same_html(f"- {c}a\n- a{c}\n- a {c}[a](page:a)")
        assert_same_html(f"a{c}**{c}** *{c}*{c}")


def test_all_patterns_within_paragraphs_are_known():
    """One that Python-Markdown adds would not be looked for."""
    assert len(text_module._SIGNS) == len(Markdown().inlinePatterns)


def test_no_group_of_a_pattern_is_possessive():
    """Python before 3.11.5 takes too much for one: a text that is not plain would pass for one."""
    plugins = Path(text_module.__file__).parents[1]
    sources = [path.read_text("utf-8") for path in plugins.rglob("*.py")]
    assert not [source for source in sources if re.search(r"\)[*+?]\+|\(\?>", source)]
