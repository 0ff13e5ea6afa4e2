"""What tests of languages ask for: a catalogue of their own, as a translator would write it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.languages import CatalogueFault, Language, load_catalogue
from plugins.languages.catalogues import catalogue_path

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "da": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5);",
}
FIRST_LINE = HEADER.count("\n") + 1
"""The line on which a catalogue's first message stands."""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str], tuple[Language, list[CatalogueFault]]]:
    """Read messages, written as in a ``.po`` file, as the catalogue of a language."""

    def read_messages(code: str, messages: str) -> tuple[Language, list[CatalogueFault]]:
        path = catalogue_path(tmp_path, code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(plurals=PLURALS[code]) + messages, encoding="utf-8")
        return load_catalogue(tmp_path, code, code)

    return read_messages
