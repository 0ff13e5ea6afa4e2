"""gettext catalogues: found, read and checked straight from the ``.po`` files, no compile step."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import c2py
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional, category

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
        content = path.read_bytes()
        _check_number_of_plurals(content)
        catalogue = read_po(BytesIO(content), locale=code.replace("-", "_"), abort_invalid=True)
        _check_header(catalogue)
    except (PoFileError, UnknownLocaleError, LookupError, OSError, ValueError) as error:
        line = (getattr(error, "lineno", 0) or 0) + 1
        return Language(code, locale, Translations()), [
            CatalogueFault(path, line, f"is not a catalogue: {error}")
        ]
    return Language(code, locale, _translations(catalogue)), list(_faults(catalogue, code, path))


_MANY_PLURALS = re.compile(rb"nplurals\s*=\s*[0-9]{2,}")
_SAMPLE_NUMBERS = range(1_000)
"""The plural rules of all languages look at the last two or three digits."""


def _check_number_of_plurals(content: bytes) -> None:
    """No language has ten plurals, and Babel makes room for as many as a catalogue claims."""
    if _MANY_PLURALS.search(content):
        raise ValueError("its Plural-Forms claim ten plurals or more")


def _check_header(catalogue: Catalog) -> None:
    """The catalogue is in UTF-8, and its plural rule names one of its plurals for every number."""
    if catalogue.charset.lower() != "utf-8":
        raise ValueError(f"its charset is {catalogue.charset}; save it as UTF-8 and say so")
    try:
        rule = c2py(catalogue.plural_expr)
        numbers = {rule(number) for number in _SAMPLE_NUMBERS}
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"its Plural-Forms are no rule: {error}") from None
    if not numbers <= set(range(catalogue.num_plurals)):
        raise ValueError("its Plural-Forms name a plural that is not there")


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
    if sign := _hidden_sign(message):
        return f"the translation of … holds the invisible control character U+{ord(sign):04X}"
    if message.fuzzy:
        return "the translation of … is marked fuzzy; check it and remove the mark"
    fault = _placeholder_fault(message)
    return f"the translation of … {fault}" if fault else None


_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of signs that make a text read differently from what it is."""


def _hidden_sign(message: Message) -> str | None:
    """The first sign of a translation that cannot be seen, and steers what is seen."""
    signs = (sign for form in _forms(message) for sign in form if sign != "\n")
    return next((s for s in signs if category(s) == "Cc" or bidirectional(s) in _TURNING), None)


_PLACEHOLDER = re.compile(r"(?<!%)(?:%%)*%\((\w+)\)")


_FILLED = re.compile(r"%%|%\(\w+\)[sd]")


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
    in_template = any(str(file).endswith((".html", ".xml")) for file, _ in message.locations)
    if (names or in_template) and not all(map(_can_be_filled, forms)):
        return "has a '%' that stands for nothing; write '%%' for the sign itself"
    return None


def _listed(names: set[str]) -> str:
    return " and ".join(f"%({name})s" for name in sorted(names))


def _can_be_filled(form: str) -> bool:
    """Whether every '%' is a plain placeholder or a sign. A width could ask for gigabytes."""
    return "%" not in _FILLED.sub("", form)


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def is_complete(message: Message, catalogue: Catalog) -> bool:
    """Whether a message is translated, in every plural form that the language has."""
    expected = 1 if isinstance(message.id, str) else catalogue.num_plurals
    return len(_forms(message)) == expected and all(_forms(message))
