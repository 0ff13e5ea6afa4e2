"""Employers' HTML: whatever it holds, what is shown is safe, and its headings are in order."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from plugins.portal import postings
from plugins.portal.postings import render_posting


@pytest.mark.parametrize(
    ("posting", "shown"),
    [
        ("<p>Brew <b>øl</b> &amp; <em>tea</em>.", "<p>Brew øl &amp; <em>tea</em>.</p>"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ('<p id="Search" class="x" style="top:0" onclick="x()" lang="da">a', '<p lang="da">a</p>'),
        ('<p lang="&quot;><script>">a</p>', "<p>a</p>"),
        ('<ol start="3" type="a"><li>a</ol>', '<ol start="3"><li>a</li></ol>'),
        ('<ol start="x"><li>a</ol>', "<ol><li>a</li></ol>"),
        ('<a href="https://a.example/?a=1&b=2" target="_blank">a</a>', None),
        ('<a href="HTTPS://a.example">a</a>', '<a href="HTTPS://a.example">a</a>'),
        ('<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="/jobs">a</a><a href="page:about">b</a>', "<a>a</a><a>b</a>"),
        ("<img src=x onerror=alert(1)>a<!-- <h1> -->", "a"),
        ("</div></main>a", "a"),
        ("a &lt;h1&gt; b", "a &lt;h1&gt; b"),
    ],
)
def test_only_what_is_harmless_stays(posting, shown):
    """Tags that say something about the text stay, with the attributes that they need."""
    if shown is None:
        shown = '<a href="https://a.example/?a=1&amp;b=2">a</a>'
    assert render_posting(posting) == shown


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((1, 2, 3), [2, 3, 4]),
        ((2, 3, 2), [2, 3, 2]),
        ((3, 5, 3), [2, 3, 2]),
        ((5, 1, 6), [2, 2, 3]),
        ((1, 3, 2, 1), [2, 3, 3, 2]),
        ((1, 2, 3, 4, 5, 6, 2), [2, 3, 4, 4, 4, 4, 3]),
    ],
)
def test_headings_are_numbered_by_their_nesting(levels, shown):
    """What an employer begins with is the second level; what stands below it comes next."""
    posting = "".join(f"<h{n}>a <em>b</em></h{n}><p>c</p>" for n in levels)
    expected = "".join(f"<h{n}>a <em>b</em></h{n}><p>c</p>" for n in shown)
    assert render_posting(posting) == expected


PIECES = [*(f"<{end}h{n}>" for n in range(1, 7) for end in ("", "/"))]
PIECES += ["<p>", "a", "<em>", "</em>", "<!--", "-->", '<p lang="<h1>">', "<h1", "<td>", "</ul>"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_headings_skip_no_level_in_any_html(posting):
    """However torn the HTML is, what comes out is whole, and is cleaned by being cleaned again."""
    shown = str(render_posting(posting))
    opened = [int(n) for n in re.findall(r"<h([0-9])", shown)]
    assert all(2 <= n <= min(above + 1, 4) for above, n in zip([1, *opened], opened, strict=False))
    document = html.fragment_fromstring(shown, create_parent="div")
    assert len(document.xpath("//h2 | //h3 | //h4")) == len(opened)
    assert len(re.findall(r"</h[2-4]>", shown)) == len(opened)


PLAIN_WORDS = """
<p> </p> <ul> </ul> <li> </li> <ol> <h1> </h1> <h3> </h3> <strong> </strong> <em> </em> <br>
&amp; &lt; & &nbsp; Ærlig a "
"""
PLAIN_PIECES = [
    *PLAIN_WORDS.split(),
    *(" ", "\n", "\xa0", "\r", "\x00"),
    *(f'<a href="https://{host}/b.c">' for host in ("a.example", "1.2", "xn--0.example")),
    "</a>",
    *("<p>a <em>b</em></p>", "<ul>\n<li>a</li>\n</ul>", "<h3>a &amp; b</h3>"),
]


@given(
    st.lists(st.sampled_from(PLAIN_PIECES), max_size=12).map("".join)
    | st.lists(st.sampled_from(PLAIN_PIECES), max_size=4).map(lambda s: f"<p>{''.join(s)}</p>")
    | st.text(max_size=20).map(lambda text: f"<h3>{text}</h3>")
)
@settings(max_examples=400)
def test_the_short_way_leads_to_the_same_html(posting):
    """A posting that need not be cleaned is one that cleaning would leave as it is."""
    if postings._PLAIN_POSTING.fullmatch(posting):
        assert postings._cleaner().clean(posting) == posting


def test_a_character_says_the_same_wherever_it_stands():
    """Within a word, alone and in a link."""
    for c in (*map(chr, range(0x180)), *"\u1680\u2003\u2028\u3000\ufeff\ufffe\ufdd0\U0001fffe"):
        for posting in (f"<p>{c}</p>", f"<p>a{c}b</p>", f'<p><a href="https://a.bc/{c}">a</a></p>'):
            if postings._PLAIN_POSTING.fullmatch(posting):
                assert postings._cleaner().clean(posting) == posting


def test_what_a_program_writes_goes_the_short_way():
    """Or nothing would be won."""
    posting = "<p>a <strong>b</strong><br>c</p>\n<h2>d</h2>\n<ul>\n<li>e &amp; f</li>\n</ul>\n"
    assert postings._PLAIN_POSTING.fullmatch(posting)
