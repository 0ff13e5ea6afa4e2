"""``make messages``: what theme and code mark for translation goes into the catalogues."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages import catalog

from plugins.languages.__main__ import collect_messages, update_catalogue
from plugins.languages.catalogues import catalogue_path

PROJECT = Path(__file__).parents[2]

CODE = """\
WORD = pgettext_noop("path", "stories")
LABEL = gettext_noop("Help for partners")


def text(_, language, number):
    # For translators: the number is of companies.
    count = language.ngettext("%(number)s company", "%(number)s companies", number)
    return _("Home"), language.pgettext("menu", "Home"), count
"""
PAGE = """\
<p>{% trans name=view.name %}Work
  at {{ name }}{% endtrans %}</p>
<p>{{ _("Home") }}</p>
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    (folder / "tests").mkdir(parents=True)
    (folder / "code.py").write_text(CODE, encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "tests" / "code.py").write_text('_("Only in a test")\n', encoding="utf-8")
    return folder


def update(source: Path, folder: Path, code: str = "da") -> str:
    path = catalogue_path(folder, code)
    update_catalogue(collect_messages([source]), path, code)
    return path.read_text(encoding="utf-8")


def test_every_marked_message_is_collected(source):
    """From code and templates, with plurals, contexts and the files that hold them; not from tests."""
    found = {(m.context, m.id): m for m in collect_messages([source]) if m.id}
    assert set(found) == {
        ("path", "stories"),
        (None, "Help for partners"),
        (None, ("%(number)s company", "%(number)s companies")),
        (None, "Home"),
        ("menu", "Home"),
        (None, "Work at %(name)s"),
    }
    files = [file for file, _ in found[None, "Home"].locations]
    assert files == ["source/code.py", "source/page.html"]


def test_notes_for_translators_go_with_the_message(source, tmp_path):
    """What only the code knows is told in the catalogue."""
    assert "#. the number is of companies." in update(source, tmp_path)


def test_translations_are_kept(source, tmp_path):
    """A second run changes nothing that a translator wrote."""
    text = update(source, tmp_path)
    path = catalogue_path(tmp_path, "da")
    translated = text.replace(
        'msgid "Home"\nmsgstr ""', '# a remark\nmsgid "Home"\nmsgstr "Forside"'
    )
    path.write_text(translated, encoding="utf-8")
    again = update(source, tmp_path)
    assert again.count('msgstr "Forside"') == 2  # with and without a context
    assert update(source, tmp_path) == again


def test_obsolete_messages_are_dropped(source, tmp_path):
    """What nothing says any more is gone, and comes back empty."""
    update(source, tmp_path)
    path = catalogue_path(tmp_path, "da")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            'msgid "Help for partners"\nmsgstr ""', 'msgid "Help for partners"\nmsgstr "Hjælp"'
        ),
        encoding="utf-8",
    )
    (source / "code.py").write_text(
        CODE.replace("Help for partners", "Help for you"), encoding="utf-8"
    )
    after = update(source, tmp_path)
    assert "Help for partners" not in after
    assert "Hjælp" not in after
    assert 'msgid "Help for you"\nmsgstr ""' in after


def test_nothing_is_guessed_from_a_message_that_looks_alike(source, tmp_path):
    """A translation is made by a translator, never taken over from a neighbour."""
    assert "fuzzy" not in update(source, tmp_path)


def test_catalogues_are_the_same_on_any_day(source, tmp_path, monkeypatch):
    """No clock and no order of files on a disk is in a catalogue."""
    today = update(source, tmp_path / "today")

    class AnyDay(type):
        def __instancecheck__(cls, other):
            return isinstance(other, dt.datetime)

    class Later(dt.datetime, metaclass=AnyDay):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime(2100, 1, 1, tzinfo=tz or dt.UTC)

    clock = SimpleNamespace(**vars(dt) | {"datetime": Later})
    monkeypatch.setattr(catalog, "datetime", clock)
    assert update(source, tmp_path / "later") == today
    assert update(source, tmp_path / "later") == today


def test_lines_that_move_change_no_catalogue(source, tmp_path):
    """A comment added to the code is no change for translators."""
    before = update(source, tmp_path)
    (source / "code.py").write_text("# a comment\n\n" + CODE, encoding="utf-8")
    assert update(source, tmp_path) == before


@pytest.mark.parametrize(("code", "forms"), [("da", 2), ("ar", 6), ("pt-BR", 2)])
def test_a_new_catalogue_has_the_plural_forms_of_its_language(code, forms, source, tmp_path):
    """A translator finds a line for each form."""
    assert update(source, tmp_path, code).count("msgstr[") == forms


def test_the_command_tells_what_is_left_to_do(source, tmp_path):
    """``python -m plugins.languages`` writes each catalogue and counts what is untranslated."""
    command = [sys.executable, "-W", "error", "-m", "plugins.languages", tmp_path, "da", "ar"]
    done = subprocess.run(
        [*command, "--source", source], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [
        f"{catalogue_path(tmp_path, code)}: 6 messages, 6 untranslated" for code in ("da", "ar")
    ]
