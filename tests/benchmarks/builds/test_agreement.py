"""When a peer's page counts as the same page."""

from pathlib import Path

import pytest

from benchmarks.builds.agreement import difference, disagreements, said, said_otherwise, shown

OURS = '<main><h1>Vola</h1> <p>In <a href="/en/odder/">Odder</a>.</p></main>'


@pytest.mark.parametrize(
    "theirs",
    [
        '<main>\n<h1>Vola</h1><p>In\u00a0<a href="/en/odder/">Odder</a>.</p></main>',
        '<header>Other</header><main><h1>Vola</h1><p>In <a href="/en/odder/">Odder</a>.</p></main>',
        '<main><h2>Vola</h2><div>In <a class="x" href="/en/odder/">Odder</a>.</div></main>',
        f"{OURS[:-7]}<p hidden>Not seen</p><template>Nor this</template><script>0</script></main>",
        f'{OURS[:-7]}<svg><a href="/map/"><text>A map</text></a></svg></main>',
    ],
)
def test_pages_that_show_the_same_agree(theirs: str) -> None:
    """White space, other elements and what nobody sees make no difference."""
    assert not difference(shown(OURS), shown(theirs))


@pytest.mark.parametrize(
    ("theirs", "what"),
    [
        (OURS.replace("Odder<", "Oder<"), "text: ours 'VolaInOdder.', theirs 'VolaInOder.'"),
        (OURS.replace("/odder/", "/oder/"), "links: ours '/en/odder/', theirs '/en/oder/'"),
        (OURS.replace("<a ", "<b ").replace("/a>", "/b>"), "links: ours '/en/odder/', theirs ''"),
        ("<p>no main part</p>", "text: ours 'VolaInOdder.', theirs ''"),
        (f'{OURS[:-7]}<a href="/more/"></a></main>', "links: ours '', theirs '/more/'"),
    ],
)
def test_another_text_or_link_is_told(theirs: str, what: str) -> None:
    """What differs first is said with what stands around it."""
    assert difference(shown(OURS), shown(theirs)) == what


def test_a_page_that_is_missing_is_told(tmp_path: Path) -> None:
    """Each address is looked for on both sides; a page that agrees is not spoken of."""
    for side, addresses in (("ours", ("en/a", "en/b")), ("theirs", ("en/a", "en/c"))):
        for address in addresses:
            path = tmp_path / side / address / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(OURS, encoding="utf-8")
    addresses = ("/en/a/", "/en/b/", "/en/c/")
    found = disagreements(tmp_path / "ours", tmp_path / "theirs", addresses)
    assert list(map(str, found)) == [
        "/en/b/: the peer does not have it",
        "/en/c/: we do not have it",
    ]


HEAD = """<html><head>
<link rel="canonical" href="https://x.example/en/a/">
<link rel="alternate" hreflang="da" href="https://x.example/da/a/">
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
<meta property="og:title" content="A">
<script type="application/ld+json">{"@graph": [{"@type": "JobPosting", "title": "A", "description": "<p>One two</p>"}]}</script>
</head><body></body></html>"""
THING = "{'@type': 'JobPosting', 'title': 'A', 'description': 'Onetwo'}"


@pytest.mark.parametrize(
    "theirs",
    [
        HEAD.replace("<p>One two</p>", "<div>One</div>\\n<b>two</b>"),
        HEAD.replace("<p>One", "\\u003cp>One"),
        HEAD.replace('"title": "A", "d', '"title":"\\u0041","d'),
        HEAD.replace('<meta property="og:title" content="A">\n', "").replace(
            "<html><head>", '<html><head><meta property="og:title" content="A">'
        ),
        HEAD.replace("/feed.xml", "/other.xml"),
    ],
)
def test_pages_that_say_the_same_to_machines_agree(theirs: str) -> None:
    """In whatever order and writing; feeds are compared as files."""
    assert not said_otherwise(said(HEAD), said(theirs))


@pytest.mark.parametrize(
    ("theirs", "what"),
    [
        (
            HEAD.replace('content="A"', 'content="B"'),
            "properties: ours [('og:title', 'A')], theirs [('og:title', 'B')]",
        ),
        (
            HEAD.replace("https://x.example/da", "https://y.example/da"),
            "addresses: ours [('da', 'https://x.example/da/a/')], theirs [('da', 'https://y.example/da/a/')]",
        ),
        (
            HEAD.replace("One", "Three"),
            f"graph: ours [{THING}], theirs [{THING.replace('One', 'Three')}]",
        ),
        (
            HEAD.replace("application/ld+json", "text/plain"),
            f"graph: ours [{THING}], theirs []",
        ),
    ],
)
def test_what_is_said_otherwise_to_machines_is_told(theirs: str, what: str) -> None:
    """Properties, addresses in other languages and structured data."""
    assert said_otherwise(said(HEAD), said(theirs)) == what


def test_a_page_that_says_otherwise_does_not_agree(tmp_path: Path) -> None:
    """Also where it shows the same."""
    for side, page in (("ours", HEAD), ("theirs", HEAD.replace('content="A"', 'content="B"'))):
        path = tmp_path / side / "a" / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page, encoding="utf-8")
    (found,) = disagreements(tmp_path / "ours", tmp_path / "theirs", ["/a/"])
    assert found.what.startswith("properties: ")
