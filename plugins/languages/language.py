"""One language as templates and page makers use it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import Any, TypeVar

import icu
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

ItemT = TypeVar("ItemT")

YEAR = 4
MONTH = 7

REMEMBERED = 4096
"""Messages, days, numbers and lists whose forms are kept: pages say the same ones again and again,
and writing one out takes longer than all else in its line."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language of the portal.

    ``code`` is the BCP 47 tag that pages carry and addresses begin with, as in ``da``;
    ``locale_code`` decides how dates, numbers and lists are written, as in ``en-GB``.
    """

    code: str
    locale_code: str
    translations: Translations

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(self.locale_code, sep="-")

    @cached_property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, as the ``dir`` attribute wants it."""
        return str(self.locale.text_direction)

    @cached_property
    def name(self) -> str:
        """The language's name in itself, with the capital that a menu wants."""
        own = Locale.parse(self.code, sep="-")
        name = str(own.get_display_name(own))
        return name[:1].upper() + name[1:]

    @cached_property
    def _translated(self) -> Callable[[str], str]:
        return lru_cache(REMEMBERED)(self.translations.gettext)

    def gettext(self, message: str) -> str:
        return self._translated(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.translations.ngettext(singular, plural, number)

    def pgettext(self, context: str, message: str) -> str:
        return str(self.translations.pgettext(context, message))

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        return str(self.translations.npgettext(context, singular, plural, number))

    @cached_property
    def _written_date(self) -> Callable[[date], str]:
        return lru_cache(REMEMBERED)(partial(format_date, format="long", locale=self.locale))

    @cached_property
    def _written_number(self) -> Callable[[float], str]:
        return lru_cache(REMEMBERED)(partial(format_decimal, locale=self.locale))

    @cached_property
    def _written_list(self) -> Callable[[tuple[str, ...]], str]:
        return lru_cache(REMEMBERED)(partial(format_list, locale=self.locale))

    def full_date(self, day: date) -> str:
        """A day with that of the week, as in ``Sunday, 22 November 2026``."""
        return str(format_date(day, format="full", locale=self.locale))

    def times(self, starts: datetime, ends: datetime) -> str:
        """From when to when on one day, as a dash tells it."""
        return str(format_interval(starts, ends, "Hm", locale=self.locale))

    def time(self, moment: datetime) -> str:
        return str(format_skeleton("Hm", moment, locale=self.locale))

    def weekday(self, number: int) -> str:
        """The name of a day of the week within a sentence; 0 is Monday."""
        return str(self.locale.days["format"]["wide"][number])

    def short_weekday(self, number: int) -> str:
        """The same, as the head of a column has it."""
        return str(self.locale.days["stand-alone"]["short"][number])

    def date(self, day: date) -> str:
        """A day in full, as in ``22 November 2026``."""
        return self._written_date(day)

    def partial_date(self, time: str) -> str:
        """A year, a month or a day, given as ``2017``, ``2017-12`` or ``2017-12-01``."""
        if len(time) == YEAR:
            return time
        if len(time) == MONTH:
            return format_skeleton("yMMMM", date.fromisoformat(f"{time}-01"), locale=self.locale)
        return self.date(date.fromisoformat(time))

    def number(self, number: float) -> str:
        return self._written_number(number)

    def percent(self, hundredths: int) -> str:
        """A percentage from its hundredths, as in ``25.52%`` from 2552."""
        share = Decimal(hundredths).scaleb(-4)
        return format_percent(share, locale=self.locale, decimal_quantization=False)

    def listed(self, items: Iterable[str]) -> str:
        """Words joined as a sentence joins them, as in ``one, two and three``."""
        return self._written_list(tuple(items))

    def either(self, items: Iterable[str]) -> str:
        """Words of which one is enough, as in ``one, two or three``."""
        return format_list(list(items), style="or", locale=self.locale)

    def territory(self, code: str) -> str:
        """A country's name from its ISO 3166 code."""
        return str(self.locale.territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Another language's name in this one, from its BCP 47 code."""
        names = self.locale.languages
        return str(names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], code))

    @cached_property
    def _listed_languages(self) -> Callable[[tuple[str, ...]], str]:
        return lru_cache(REMEMBERED)(lambda codes: self.listed(map(self.language_name, codes)))

    def listed_languages(self, codes: Iterable[str]) -> str:
        """The names of languages, from their codes, as a sentence joins them."""
        return self._listed_languages(tuple(codes))

    @cached_property
    def _collator(self) -> icu.Collator:
        collator = icu.Collator.createInstance(icu.Locale(self.code))
        collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
        return collator

    def sort_key(self, text: str) -> bytes:
        """A key that sorts as the language's readers expect (CLDR: Danish æ ø å last, aa as å).

        The text itself orders what the language does not tell apart; ICU ends its part with a zero.
        """
        return bytes(self._collator.getSortKey(text)) + text.encode()

    def in_order(self, items: Iterable[ItemT], name: Callable[[ItemT], str]) -> list[ItemT]:
        """Items by their names, in the language's order."""
        found = list(items)
        if len(found) > 1:
            found.sort(key=lambda item: self.sort_key(name(item)))
        return found

    @cached_property
    def _letters(self) -> Any:  # noqa: ANN401 - PyICU does not export the type of an index
        """The alphabet, and the Latin one after it where it is another: most companies use it."""
        letters = icu.AlphabeticIndex(icu.Locale(self.code))
        letters.addLabels(icu.Locale.getEnglish())
        return letters.buildImmutableIndex()

    def initial(self, text: str) -> str:
        """The letter of the language's alphabet that a text is filed under, or ``#``."""
        label, _ = self._letters.getBucket(self._letters.getBucketIndex(text))
        return label if label.isalpha() else "#"
