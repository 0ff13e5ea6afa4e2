"""When a peer's page counts as the same page."""

from pathlib import Path

import pytest

from benchmarks.builds.agreement import difference, disagreements, shown

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
