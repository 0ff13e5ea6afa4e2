"""The interface's texts, out of the theme's catalogues."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from plugins.languages.catalogues import catalogue_path


@dataclass(frozen=True, slots=True)
class Message:
    """A text by its English form: one form, or one for each plural that the language has."""

    id: str
    forms: tuple[str, ...]


def read_messages(code: str, translations: Path) -> Iterator[Message]:
    """All messages of a language but the words of addresses."""
    with catalogue_path(translations, code).open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        if message.id and not message.context:
            ids, forms = _forms(message.id), _forms(message.string or "")
            yield Message(ids[0], forms if all(forms) else ids)


def _forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
