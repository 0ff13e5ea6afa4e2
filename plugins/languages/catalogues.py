"""gettext catalogues: found, read and checked straight from the ``.po`` files, no compile step."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

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
        fault = CatalogueFault(path, 1, f"there is no catalogue for '{code}'; 'make messages' makes one")
        return Language(code, locale, Translations()), [fault]
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        line = (getattr(error, "lineno", 0) or 0) + 1
        return Language(code, locale, Translations()), [CatalogueFault(path, line, f"is not a catalogue: {error}")]
    return Language(code, locale, _translations(catalogue)), _faults(catalogue, code, path)


def _translations(catalogue: Catalog) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def _faults(catalogue: Catalog, code: str, path: Path) -> list[CatalogueFault]:
    faults = []
    for message in catalogue:
        if not message.id:
            continue
        line = message.lineno or 1
        shown = message.id if isinstance(message.id, str) else message.id[0]
        if code != SOURCE_LANGUAGE and not is_complete(message, catalogue):
            faults.append(CatalogueFault(path, line, f"no translation of '{shown}'"))
        elif message.fuzzy:
            faults.append(CatalogueFault(path, line, f"the translation of '{shown}' is marked fuzzy; check it"))
        else:
            faults.extend(CatalogueFault(path, line, f"'{shown}': {e}") for e in message.check(catalogue))
    return faults


def is_complete(message: Message, catalogue: Catalog) -> bool:
    """Whether a message is translated, in every plural form that the language has."""
    if isinstance(message.id, str):
        return bool(message.string)
    return len(message.string or ()) == catalogue.num_plurals and all(message.string)
