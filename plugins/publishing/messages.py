"""What templates say in one language: messages of gettext with their values, all of it HTML."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

import markupsafe
from markupsafe import Markup, escape

from plugins.languages import Language

VALUE = re.compile(r"%\((\w+)\)s")
"""Where a value stands in a message."""

REMEMBERED = 4096
"""Translations, those of numbers above all, that are kept."""

ESCAPE_TEXT: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""What ``escape`` itself calls, where this version of MarkupSafe has it."""

PLAIN = frozenset({int, date})
"""Types that are written without any letter that HTML knows."""


def as_html(value: object) -> str:
    """A value as HTML: what ``escape`` gives, though not marked as such."""
    kind = type(value)
    if kind is str:
        return ESCAPE_TEXT(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind in PLAIN else escape(value)


def marked(html: str) -> Markup:
    """HTML, marked as such without looking at it again, as ``Markup`` would."""
    return str.__new__(Markup, html)


class Messages:
    """The messages of a language. What translators wrote is text: Jinja would take it for HTML.

    They are formatted also without values: "%%" is a sign of per cent.
    """

    def __init__(self, language: Language) -> None:
        self._gettext = _remembered(language.gettext)
        self._ngettext = _remembered(language.ngettext)
        self._pgettext = _remembered(language.pgettext)
        self._npgettext = _remembered(language.npgettext)

    @property
    def functions(self) -> Mapping[str, Callable[..., Markup]]:
        """The functions of templates, by their names."""
        named = (self.gettext, self.ngettext, self.pgettext, self.npgettext)
        return {"_": self.gettext, **{function.__name__: function for function in named}}

    def gettext(self, message: str, /, **values: object) -> Markup:
        return _filled(self._gettext(message), values)

    def ngettext(self, singular: str, plural: str, number: int, /, **values: object) -> Markup:
        return _filled(self._ngettext(singular, plural, number), {"num": number, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> Markup:
        return _filled(self._pgettext(context, message), {"context": context, **values})

    def npgettext(
        self, context: str, singular: str, plural: str, number: int, /, **values: object
    ) -> Markup:
        message = self._npgettext(context, singular, plural, number)
        return _filled(message, {"context": context, "num": number, **values})

    def parts(self, message: str) -> list[str]:
        """A message as HTML, the name of a value, HTML, and so on, HTML last.

        One that cannot be put together so, such as with an aligned number, is [].
        """
        parts = VALUE.split(self._gettext(message))
        if any("%" in html.replace("%%", "") for html in parts[::2]):
            return []
        return [part.replace("%%", "%") for part in parts]


def common_outline(
    languages: Iterable[Messages],
) -> Callable[[str], Sequence[str] | None]:
    """What tells the names of the values of a message in their order, None where languages differ.

    Danish may say "%(day)s at %(place)s" the other way round.
    """
    languages = [*languages]

    @cache
    def outline(message: str) -> Sequence[str] | None:
        found = [messages.parts(message) for messages in languages]
        orders = {tuple(parts[1::2]) for parts in found}
        return orders.pop() if all(found) and len(orders) == 1 else None

    return outline


def _remembered(translate: Callable[..., str]) -> Callable[..., str]:
    return lru_cache(REMEMBERED)(lambda *message: str(escape(translate(*message))))


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """A message that may ask for numbers as such."""
    return marked(
        message
        % {n: value if type(value) is int else as_html(value) for n, value in values.items()}
    )
