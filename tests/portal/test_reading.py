"""From bytes to data that knows its lines: YAML as people expect it, Markdown with its facts."""

import json
import os
import string
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.portal.reading import (
    EMPTY,
    INVISIBLE,
    Document,
    UnreadableFile,
    parse_yaml,
    read_json_list,
    read_markdown,
    read_yaml,
    read_yaml_list,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", "true"),
        ("+45 12 34 56 78", "+45 12 34 56 78"),
        ("+4512345678", "+4512345678"),
        ("014", "014"),
        ("22:22", "22:22"),
        ("1:30:00", "1:30:00"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("2026-05-31", "2026-05-31"),
        ("2026-05-31 12:00:00Z", "2026-05-31 12:00:00Z"),
        ("=", "="),
        ("C#", "C#"),
        ("R&D", "R&D"),
        ("Ærlig Øl på Åen", "Ærlig Øl på Åen"),
        ("one # a comment", "one"),
        ("nullable", "nullable"),
        ("'null'", "null"),
        ('"~"', "~"),
        ('""', ""),
        ("'it''s'", "it's"),
        ('"a: b"', "a: b"),
        (r'"\u00e6"', "æ"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        ("|-\n  two\n  lines\n", "two\nlines"),
        ("|\n\n  after a gap\n", "\nafter a gap\n"),
        (">\n  two\n  lines\n", "two lines\n"),
        ("two\n  lines", "two lines"),
        ("[NO, 014, 22:22]", ["NO", "014", "22:22"]),
        ("{NO: no}", {"NO": "no"}),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_a_value_is_what_was_written(written, read):
    """No scalar turns into something else because of how it happens to look."""
    document = parse_yaml(f"key: {written}", "file")
    assert document.data == {"key": read}
    assert not document.problems


@pytest.mark.parametrize("key", ["NO", "yes", "014", "22:22", "2026-05-31", "true"])
def test_a_key_is_what_was_written(key):
    """Keys are texts too: ``NO`` and ``014`` stay as they are."""
    assert parse_yaml(f"{key}: x", "file").data == {key: "x"}


NESTED = """\
# a comment
name: Example

tagline:
  en: One
  da:
    Two
offers: [one, two]
sites:
  - city: A
    lat: 1

  -
    city: B
about:
  en: |
    First.

    Third.
  da: >
    Folded
    text.
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 2),
        (("name",), 2),
        (("tagline",), 4),
        (("tagline", "en"), 5),
        (("tagline", "da"), 6),
        (("offers",), 8),
        (("offers", 1), 8),
        (("sites",), 9),
        (("sites", 0), 10),
        (("sites", 0, "city"), 10),
        (("sites", 0, "lat"), 11),
        (("sites", 1, "city"), 14),
        (("about", "en"), 16),
        (("about", "da"), 20),
        (("tagline", "missing"), 4),
        (("sites", 0, "missing", "deeper"), 10),
        (("missing",), 2),
    ],
)
def test_every_key_and_entry_has_its_line(location, line):
    """What is missing has the line of the nearest thing around it."""
    assert parse_yaml(NESTED, "file").line(location) == line


@pytest.mark.parametrize(
    ("location", "lines_before", "line"),
    [(("about", "en"), 0, 17), (("about", "en"), 2, 19), (("about", "da"), 1, 20)],
)
def test_a_line_within_a_text_is_known_where_yaml_keeps_lines(location, lines_before, line):
    """In a folded text every line is told as that of its key, since YAML has joined them."""
    assert parse_yaml(NESTED, "file").line_in_text(location, lines_before) == line


def test_lines_are_counted_from_the_first_line_that_is_given():
    """Front matter begins on the second line of its file."""
    assert parse_yaml("a: 1\nb: 2", "file", first_line=2).line(("b",)) == 3


ARTICLE = "---\ntitle: Ærlig\norder: 10\n---\n\n## Øl\n\nText.\n"


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.replace("---\n", "---  \n").encode(),
    ],
    ids=["LF", "CRLF", "CR", "BOM", "spaces after dashes"],
)
def test_an_article_reads_alike_with_every_editors_habits(data, tmp_path):
    """Ends of lines and a byte order mark change neither the facts, nor the body, nor the lines."""
    (tmp_path / "a.en.md").write_bytes(data)
    document = read_markdown(tmp_path / "a.en.md", "a.en.md")
    assert document.data == {"title": "Ærlig", "order": "10"}
    assert document.body == "\n## Øl\n\nText.\n"
    assert document.body_line == 5
    assert document.line(("order",)) == 3


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_yaml_file_reads_alike_with_every_end_of_line(bom, tmp_path):
    """CRLF within a block of text becomes the one end of line that there is."""
    (tmp_path / "a.yaml").write_bytes(bom + b"name: A\r\nabout: |\r\n  One.\r\n  Two.\r\n")
    document = read_yaml(tmp_path / "a.yaml", "a.yaml")
    assert document.data == {"name": "A", "about": "One.\nTwo.\n"}
    assert document.line(("about",)) == 2


def test_a_rule_in_the_body_is_no_end_of_the_facts(tmp_path):
    """Only the first two lines of dashes enclose the facts."""
    (tmp_path / "a.en.md").write_text("---\ntitle: A\n---\nOne\n\n---\n\nTwo\n", encoding="utf-8")
    assert read_markdown(tmp_path / "a.en.md", "a").body == "One\n\n---\n\nTwo\n"


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    """Only ordinary files are opened."""
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(UnreadableFile, match="no ordinary file"):
        read_yaml(tmp_path / "pipe.yaml", "pipe.yaml")


def test_all_faults_of_notation_are_told_at_once():
    """What can be passed over does not hide what follows it."""
    text = "a:\nb: 1\nb: 2\nc: &x 3\nd: !!str 4\n"
    document = parse_yaml(text, "file")
    assert [problem.line for problem in document.problems] == [1, 3, 4, 5]
    assert document.data == {"a": "", "b": "1", "c": "3", "d": "4"}


def test_faults_before_a_broken_notation_are_told_with_it():
    """A file that cannot be read to its end tells what was wrong until there."""
    with pytest.raises(UnreadableFile) as caught:
        parse_yaml("a:\nb: [1\n", "file")
    assert [problem.line for problem in caught.value.problems] == [1, 2]


def test_aliases_are_not_expanded():
    """A few lines that would unfold into a billion values are refused at their size."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = parse_yaml("\n".join(lines), "file")
    assert len(document.problems) == 1
    assert document.data["a11"] == [""] * 9


TEXT = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda t: not INVISIBLE.search(t))
DATA = st.dictionaries(
    TEXT.filter(bool),
    st.recursive(
        TEXT,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(TEXT.filter(bool), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=4,
)


@given(DATA, st.sampled_from([None, "'", '"', "|", ">"]))
def test_reading_back_equals_writing(data, style):
    """Whatever texts YAML writes, in whatever notation, are read as the same texts."""
    written = yaml.safe_dump(data, allow_unicode=True, default_style=style)
    # With a style for everything, PyYAML writes tags to keep its own reader from guessing.
    document = (
        parse_yaml(written.replace("!!str ", ""), "file") if style else parse_yaml(written, "file")
    )
    assert document.data == data
    assert not document.problems


PLAIN = string.ascii_letters + string.digits + "+._/:æøåÆØÅ"


@given(st.text(PLAIN, min_size=1).filter(lambda t: not t.endswith(":") and t not in EMPTY))
def test_a_plain_word_is_itself(word):
    """A word without quotes is never a number, a date, a truth or a time of day."""
    assert parse_yaml(f"key: {word}", "file").data == {"key": word}


def lines_of_faults(read: Callable[..., Document], *arguments: object) -> list[int]:
    """The lines of all faults, whether or not they kept a file from being read."""
    try:
        return [problem.line for problem in read(*arguments).problems]
    except UnreadableFile as fault:
        return [problem.line for problem in fault.problems]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    """No file makes the reader fail in any way but with a problem that has a line."""
    path: Path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    for read in (read_yaml, read_markdown):
        assert all(line >= 1 for line in lines_of_faults(read, path, "any.yaml"))


@given(st.text("ab:-[]{}&*!|>'\"#%@`~?, \n\t", max_size=60))
def test_any_notation_is_read_or_refused(text):
    """The same holds for texts made of nothing but YAML's own signs."""
    last = text.count("\n") + 1
    assert all(1 <= line <= last for line in lines_of_faults(parse_yaml, text, "file"))


def test_a_list_has_entries_with_lines(tmp_path):
    """A file that is a list has no data of its own, and its places begin with a position."""
    path = tmp_path / "jobs.yaml"
    path.write_text("- id: a\n  title: A\n- id: b\n", encoding="utf-8")
    document = read_yaml_list(path, "jobs.yaml")
    assert document.data == {}
    assert document.entries == ({"id": "a", "title": "A"}, {"id": "b"})
    assert (document.line((0, "title")), document.line((1,))) == (2, 3)


def test_numbers_in_json_stay_texts(tmp_path):
    """What a number means is for its field to decide, as in YAML."""
    path = tmp_path / "jobs.json"
    path.write_text('[{"id": 14, "workload": 37.50}]', encoding="utf-8")
    assert read_json_list(path, "jobs.json").entries == ({"id": "14", "workload": "37.50"},)


json_values = st.recursive(
    st.text(string.ascii_letters + " \n", max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(string.ascii_lowercase, min_size=1, max_size=3), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.lists(json_values, max_size=4), st.sampled_from([None, 0, 1, 4]))
def test_json_has_the_lines_that_yaml_finds_in_it(tmp_path_factory, entries, indent):
    """JSON is YAML, whose parser tells the line of everything: both say the same."""
    text = json.dumps(entries, indent=indent)
    path = tmp_path_factory.getbasetemp() / "lines.json"
    path.write_text(text, encoding="utf-8")
    document = read_json_list(path, "lines.json")
    same = parse_yaml(text, "lines.json", is_list=True)
    assert document.entries == same.entries == tuple(entries)
    assert dict(document.lines) == dict(same.lines)
