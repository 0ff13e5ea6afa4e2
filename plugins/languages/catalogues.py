"""gettext catalogues: found, read and checked straight from the ``.po`` files, no compile step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from plugins.languages.language import Language

DOMAIN = "messages"
SOURCE_LANGUAGE = "en"
"""The language that templates and code are written in. It needs no translations, only a catalogue."""


@dataclass(frozen=True, order=True, slots=True)
class CatalogueFault:
    """A message that cannot be shown, at a line of a catalogue."""

    path: Path
    line: int
    message: str


def catalogue_path(folder: Path, code: str) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_catalogue(folder: Path, code: str, locale: str) -> tuple[Language, list[CatalogueFault]]:
    """A language and what is wrong with its catalogue below ``folder``.

    ``locale`` (as in ``en-GB``) decides how dates, numbers and lists are written.
    """
    path = catalogue_path(folder, code)
    if not path.is_file():
        fault = CatalogueFault(
            path, 1, f"there is no catalogue for '{code}'; 'make messages' makes one"
        )
        return Language(code, locale, Translations()), [fault]
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    except (PoFileError, UnknownLocaleError, ValueError) as error:
        line = (getattr(error, "lineno", 0) or 0) + 1
        return Language(code, locale, Translations()), [
            CatalogueFault(path, line, f"is not a catalogue: {error}")
        ]
    return Language(code, locale, _translations(catalogue)), list(_faults(catalogue, code, path))


def _translations(catalogue: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def _faults(catalogue: Catalog, code: str, path: Path) -> Iterator[CatalogueFault]:
    """One fault at most for each message: the next shows when the first is mended."""
    for message in catalogue:
        if message.id and (fault := _fault(message, catalogue, code)):
            shown = message.id if isinstance(message.id, str) else message.id[0]
            yield CatalogueFault(path, message.lineno or 1, fault.replace("…", f"'{shown}'", 1))


def _fault(message: Message, catalogue: Catalog, code: str) -> str | None:
    """What is wrong with a translation, where ``…`` stands for the message."""
    if not is_complete(message, catalogue):
        is_source = code == SOURCE_LANGUAGE and not any(_forms(message))
        return None if is_source else "no translation of …"
    if message.fuzzy:
        return "the translation of … is marked fuzzy; check it and remove the mark"
    fault = _placeholder_fault(message)
    return f"the translation of … {fault}" if fault else None


_PLACEHOLDER = re.compile(r"(?<!%)(?:%%)*%\((\w+)\)")


def _placeholder_fault(message: Message) -> str | None:
    """Every form can be filled with the message's values, and one form at least shows each of them.

    "One company" needs no number, but the forms for more do.
    """
    ids = (message.id,) if isinstance(message.id, str) else message.id
    names = set(_PLACEHOLDER.findall(" ".join(ids)))
    forms = _forms(message)
    found = set(_PLACEHOLDER.findall(" ".join(forms)))
    if unknown := found - names:
        return f"has {_listed(unknown)}, which the text has not"
    if missing := names - found:
        return f"lacks {_listed(missing)}"
    in_template = any(str(file).endswith(".html") for file, _ in message.locations)
    if (names or in_template) and not all(_can_be_filled(form, names) for form in forms):
        return "has a '%' that stands for nothing; write '%%' for the sign itself"
    return None


def _listed(names: set[str]) -> str:
    return " and ".join(f"%({name})s" for name in sorted(names))


def _can_be_filled(form: str, names: set[str]) -> bool:
    try:
        form % dict.fromkeys(names, 0)
    except (TypeError, ValueError, KeyError):
        return False
    return True


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def is_complete(message: Message, catalogue: Catalog) -> bool:
    """Whether a message is translated, in every plural form that the language has."""
    expected = 1 if isinstance(message.id, str) else catalogue.num_plurals
    return len(_forms(message)) == expected and all(_forms(message))
