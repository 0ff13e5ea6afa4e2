"""Plain YAML says what the parser says it does; whatever is not plain is left to the parser."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.portal.plain_yaml import read_plain
from plugins.portal.reading import INVISIBLE, Document, UnreadableFile, _parsed

PLAIN = """\
# An employer
name: Ærlig Øl & Co
website: https://aerlig-oel.example/#top

phone: +45 12 34 56 78
street: 'Bager''s Gade 7'
city: "Den: gamle by"
clusters: []
competences: [brewer, tale-teller]
lat: -56.25
tagline:
  en: Honest beer since 1968
  da: |
    Ærligt øl

    # siden 1968
about:
    en: |-
      ## Beer

        and more
locations:
- municipality: exampleby
  names:
  - one
  - 'two'
- municipality: testrup
links:
  -   url: https://x.example/
      label:
        en: |-
          A page
  - text
"""


def parsed(text: str, *, is_list: bool = False) -> Document:
    return _parsed(text, "x.yaml", 1, is_list=is_list)


def test_plain_yaml_is_read_as_the_parser_reads_it():
    """Whatever editors and programs mostly write is plain."""
    found = read_plain(PLAIN)
    assert found == parsed(PLAIN).data
    assert list(found) == list(parsed(PLAIN).data)
    entries = "- id: a\n  apply: https://x.example\n-   id: b\n    tags: [x, y]\n"
    assert tuple(read_plain(entries, is_list=True)) == parsed(entries, is_list=True).entries


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "a:\n",
        "a: ~\n",
        "a: null\n",
        "a: [null]\n",
        "a: b",
        "a: b\na: c\n",
        "a: b\n  c\n",
        "a: b\n  c: d\n",
        "a: b # c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !!str b\n",
        "a: b: c\n",
        "a:b\n",
        "a: 'b\n  c'\n",
        'a: "b\\x00"\n',
        "a: >\n  b\n",
        "a: |2\n   b\n",
        "a: |\n\n    b\n  c\n",
        "a: |\n    b\n  c\n",
        "a: |\nb: c\n",
        "a: |\n  b\n",
        "a:\n- b\n  - c\n",
        "a:\n - b\n- c\n",
        "a:\n  b: c\n d: e\n",
        "a: {}\n",
        "a:\tb\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "<<: b\n",
        "- a\n",
        "a:\n" + "- b\n" * 101,
        "".join(f"{' ' * level}a:\n" for level in range(14)) + " " * 14 + "a: b\n",
    ],
)
def test_what_is_faulty_or_ambiguous_is_not_plain(text):
    """It has one reader, which knows how to tell it."""
    assert read_plain(text) is None


PIECES = (
    *("a", "b-c", "key", "null", "~", "é", "12", "-", "- ", ":", ": ", " ", "  ", "    ", "\n"),
    *(
        "\n\n",
        "\n  ",
        "\n- ",
        "\n  - ",
        "\na: ",
        "\nb:",
        "\n  c: ",
        "\n  d:\n    ",
        " #",
        "# ",
        "#",
    ),
    *(
        "'",
        "''",
        '"',
        "[",
        "]",
        "[a, b]",
        ",",
        "|",
        "|-\n",
        "|\n",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
    ),
    *("...", "---", "?", "? ", "=", "<<", "{", "}", "\\", "'x'", '"y"', "\xa0", "\n   e"),
)


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.booleans())
def test_any_text_is_read_as_the_parser_reads_it(text, is_list):
    """Or not at all."""
    text = ("- " if is_list else "a: ") + text + "\n"
    found = read_plain(text, is_list=is_list)
    if found is not None:
        assert INVISIBLE.search(text) is None
        assert_same(text, found, is_list=is_list)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
texts = words | st.lists(words, max_size=4).map("\n".join)
data = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_-]{0,5}", fullmatch=True),
    st.recursive(
        texts,
        lambda below: (
            st.lists(below, max_size=3)
            | st.dictionaries(st.sampled_from(["en", "da", "x-y"]), below, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=500)
@given(data, st.sampled_from([None, "|", "'"]), st.integers(2, 4))
def test_what_programs_write_is_read_as_the_parser_reads_it(data, style, indent):
    """However they write it."""
    text = yaml.safe_dump(
        data, default_style=style, allow_unicode=True, indent=indent, width=1000, sort_keys=False
    )
    if not INVISIBLE.search(text) and (found := read_plain(text)) is not None:
        assert_same(text, found)


def assert_same(text: str, found: object, *, is_list: bool = False) -> None:
    try:
        document = parsed(text, is_list=is_list)
    except UnreadableFile as fault:
        pytest.fail(f"{text!r} is no YAML: {fault.problems}")
    assert document.problems == ()
    assert found == (list(document.entries) if is_list else document.data)


def test_the_golden_sites_companies_are_plain(golden_site: Path):
    """Most of them: what is fast is what is there."""
    texts = [path.read_text("utf-8") for path in (golden_site / "companies").glob("*.yaml")]
    assert sum(read_plain(text) is not None for text in texts) * 2 > len(texts)
