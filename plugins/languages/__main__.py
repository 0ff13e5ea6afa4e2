"""``python -m plugins.languages``: collect the messages of theme and code into the catalogues."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from plugins.languages.catalogues import SOURCE_LANGUAGE, catalogue_path, is_complete

METHODS = [
    ("**/tests/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.xml", "jinja2"),
]
TEMPLATES = {"encoding": "utf-8", "trimmed": "true", "silent": "false"}
OPTIONS = {"**.html": TEMPLATES, "**.xml": TEMPLATES}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext_noop": ((1, "c"), 2),
}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Catalogues carry no clock: the same messages give the same file on any day."""


def collect_messages(folders: list[Path]) -> Catalog:
    """Every message that theme and code mark for translation, with the files that hold it."""
    template = Catalog(
        project="career-portal", charset="utf-8", creation_date=EPOCH, revision_date=EPOCH
    )
    for filename, message, comments, context in _messages(folders):
        template.add(message, None, [(filename, 0)], auto_comments=comments, context=context)
    return template


def _messages(
    folders: list[Path],
) -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    for folder in folders:
        found = extract_from_dir(
            folder,
            METHODS,
            OPTIONS,
            KEYWORDS,
            comment_tags=("For translators:",),
            strip_comment_tags=True,
        )
        for filename, _, message, comments, context in sorted(found, key=lambda m: (m[0], m[1])):
            yield f"{folder.name}/{filename}", message, comments, context


def update_catalogue(template: Catalog, path: Path, code: str) -> tuple[int, int]:
    """Bring one catalogue up to date; the number of its messages and of those untranslated."""
    locale = code.replace("-", "_")
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=locale)
    else:
        catalogue = Catalog(locale=locale, project="career-portal", charset="utf-8", fuzzy=False)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        if code == SOURCE_LANGUAGE or not any(message.string or ()):
            message.flags.discard("fuzzy")  # Babel marks plurals that nobody has translated yet
    catalogue.creation_date = catalogue.revision_date = EPOCH
    content = BytesIO()
    write_po(
        content, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.getvalue())
    messages = [message for message in catalogue if message.id]
    return len(messages), sum(not is_complete(message, catalogue) for message in messages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the catalogues")
    parser.add_argument("languages", nargs="+", help="language codes, as in da en")
    parser.add_argument(
        "--source", type=Path, action="append", required=True, help="folder to collect from"
    )
    arguments = parser.parse_args()
    template = collect_messages(arguments.source)
    for code in arguments.languages:
        path = catalogue_path(arguments.folder, code)
        total, missing = update_catalogue(template, path, code)
        print(
            f"{path}: {total} messages{'' if code == SOURCE_LANGUAGE else f', {missing} untranslated'}"
        )


if __name__ == "__main__":
    main()
