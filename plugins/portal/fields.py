"""The kinds of value that editors write, each checked in one place.

A reader hands over texts (see ``reading``); the types here turn them into what they mean or say,
in an editor's words, why that cannot be done.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from babel import Locale
from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from plugins.portal.problems import nearest_name
from plugins.portal.reading import MAX_TEXT

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of ISO 8601, as editors write them."""

ORDINALS: Mapping[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""Which day of its name in a month: one that every month has."""

LAST_OF_MONTH = 31

REPEAT_DAYS = frozenset(
    (
        *WEEKDAYS,
        *(f"{ordinal} {day}" for ordinal in ORDINALS for day in WEEKDAYS),
        *map(str, range(1, LAST_OF_MONTH + 1)),
    )
)

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 80
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_ADDRESS_LETTERS = str.maketrans(
    {"å": "aa", "ø": "oe", "æ": "ae", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field whose value names another record: ``kind`` is that record's kind."""

    kind: str


def refused(message: str) -> PydanticCustomError:
    """An error whose message says of the value what is wrong with it."""
    return PydanticCustomError("refused", "{message}", {"message": message})


def unfit(message: str) -> PydanticCustomError:
    """An error whose message says of the key itself what is wrong with it."""
    return PydanticCustomError("unfit", "{message}", {"message": message})


def slugify(text: str) -> str:
    """The address form of a text: lower-case ASCII, ``å`` as ``aa``, words joined by hyphens."""
    if SLUG.fullmatch(text) and len(text) <= MAX_SLUG:
        return text
    composed = unicodedata.normalize("NFC", text.lower())
    folded = unicodedata.normalize("NFKD", composed.translate(_ADDRESS_LETTERS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return "-".join(re.findall("[a-z0-9]+", plain))[:MAX_SLUG].strip("-")


def _slug(value: str) -> str:
    if len(value) > MAX_SLUG:
        raise refused(f"'{value}' is longer than {MAX_SLUG} characters; shorten it")
    if not SLUG.fullmatch(value):
        meant = f"; did you mean '{slugify(value)}'?" if slugify(value) else ""
        raise refused(
            f"'{value}' cannot stand in an address: use a-z, 0-9 and single hyphens{meant}"
        )
    return value


_PLAIN_ADDRESS = re.compile(
    r"https://(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*(?:[/?#][^\s<>\"'\\^`{|}]*)?"
)
"""What nearly every address is like, and what is seen to be one without taking it apart."""

_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
_PUBLIC_HOST = re.compile(r"(?:[\w-]+\.)+(?![0-9]+$)[\w-]+")
"""Names, of which the last is no number: those of addresses on networks are no public ones."""


def _https(value: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        odd = parts.username is not None or parts.port not in (None, 443)
    except ValueError:
        raise refused(f"'{value}' is not a web address") from None
    if parts.scheme == "mailto" or (not parts.scheme and "@" in value):
        raise refused(
            f"'{value}' is an e-mail address; an https:// address of a page must stand here"
        )
    if parts.scheme != "https":
        rest = value.rpartition("://")[2]
        meant = f"; did you mean 'https://{rest}'?" if _WITHOUT_SCHEME.match(rest) else ""
        raise refused(f"'{value}' must be an https:// address{meant}")
    odd = odd or any(_mixes_scripts(label) for label in host.split("."))
    if odd or not _PUBLIC_HOST.fullmatch(host) or re.search(r"[\s<>\"'\\^`{|}]", value):
        raise refused(f"'{value}' is not a public web address, as in https://company.example/jobs")
    return value


def _mixes_scripts(label: str) -> bool:
    """Whether letters of several scripts stand in one name, as in "\u0430cme" with a Cyrillic a."""
    return len({unicodedata.name(sign, "?").split()[0] for sign in label if sign.isalpha()}) > 1


_EMAIL = r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_PHONE = r"\+?[0-9][0-9 ]{5,18}[0-9]"
_CVR = "[0-9]{8}"
_POSTCODE = r"[0-9A-Z \-]{3,10}"


def _email(value: str) -> str:
    if not re.fullmatch(_EMAIL, value):
        raise refused(f"'{value}' is not an e-mail address, as in jobs@company.example")
    return value


def _phone(value: str) -> str:
    if not re.fullmatch(_PHONE, value):
        raise refused(
            f"'{value}' is not a telephone number: digits and spaces, as in '+45 12 34 56 78'"
        )
    return value


_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def _cvr(value: str) -> str:
    """A Danish company number: eight digits whose weighted sum divides by 11.

    Rule: https://www.cvr.dk (Erhvervsstyrelsen, modulus 11 check).
    """
    if not re.fullmatch(_CVR, value):
        raise refused(f"'{value}' is not a CVR number: it has eight digits")
    if sum(int(digit) * weight for digit, weight in zip(value, _CVR_WEIGHTS, strict=True)) % 11:
        raise refused(
            f"'{value}' is not a CVR number: its check digit is wrong, so a digit was mistyped"
        )
    return value


_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    if isinstance(value, date) or not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise refused(f"'{value}' is no day of the calendar") from None
    raise refused(f"'{value}' is not a date: write year-month-day, as in 2026-05-31")


def _moment(value: Any) -> Any:  # noqa: ANN401 - what the JSON holds
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise refused(f"'{value}' is not a moment with its time zone, as in 2026-05-31T04:12:00Z")
    return moment


_WALL_CLOCK = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2})(?::00)?")


def _wall_clock(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    if not isinstance(value, str):
        return value
    if not (found := _WALL_CLOCK.fullmatch(value)):
        raise refused(f"'{value}' is not a day with a time: write it as in 2026-12-03 17:30")
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}")
    except ValueError:
        raise refused(f"'{value}' is no day of the calendar, or no time of day") from None


def _repeat_day(value: str) -> str:
    """A day of the week, one of the month by its number, or one such as ``first monday``."""
    if value not in REPEAT_DAYS:
        said = (
            f"'{value}' is no day to repeat on; write a day of the week, as in monday, or for every "
            "month also as in first monday, last friday or 15"
        )
        meant = nearest_name(value, (*WEEKDAYS, *(f"first {day}" for day in WEEKDAYS)))
        raise refused(f"{said}; did you mean '{meant}'?" if meant else said)
    return value


def _partial_date(value: str) -> str:
    if not re.fullmatch("[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?", value):
        raise refused(f"'{value}' is not a time: write 2017, 2017-12 or 2017-12-01")
    if value.startswith("0000"):
        raise refused(f"'{value}' is no time of the calendar")
    if len(value) == len("2017-12-01"):
        _date(value)
    return value


_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,11})")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?")


def _whole(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    if isinstance(value, str):
        if not _WHOLE.fullmatch(value):
            raise refused(f"'{value}' is not a whole number, as in 1968")
        return int(value)
    return value


def _number(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            raise refused(f"'{value}' is not a number, as in 37.5")
        return float(value)
    return value


_DECIMAL = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")
_MEANT_AS_DECIMAL = re.compile(r"([0-9]{1,9}),([0-9]{1,2}) ?%?|([0-9]{1,9}(?:\.[0-9]{1,2})?) ?%")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")


def _hundredths(value: Any, example: str) -> Any:  # noqa: ANN401 - what the YAML holds
    """A number with at most two decimals as its hundredths, which are whole."""
    if not isinstance(value, str):
        return value
    if found := _DECIMAL.fullmatch(value):
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    meant = ""
    if _THOUSANDS.fullmatch(value):
        meant = re.sub("[., ]", "", value)
    elif found := _MEANT_AS_DECIMAL.fullmatch(value):
        meant = f"{found[1]}.{found[2]}" if found[1] else found[3]
    said = f"'{value}' is not a number of at most two decimals, as in {example}"
    raise refused(f"{said}; did you mean '{meant}'?" if meant else said)


MAX_PERCENT = 100_00


def _percent(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    hundredths = _hundredths(value, "25.52")
    if isinstance(hundredths, int) and not 0 <= hundredths <= MAX_PERCENT:
        raise refused(f"'{value}' is not a percentage: it is between 0 and 100")
    return hundredths


def _kroner(value: Any) -> Any:  # noqa: ANN401 - what the YAML holds
    return _hundredths(value, "54100")


MAX_WEEKLY_HOURS = 80


def _weekly_hours(value: float) -> float:
    if not 1 <= value <= MAX_WEEKLY_HOURS:
        raise refused(f"'{value:g}' is no number of hours a week: in Denmark, full time is 37")
    return value


NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML. Feeds are XML. https://www.w3.org/TR/xml/#charsets"""


def _line(value: str) -> str:
    """One line, without the space around it that YAML's block notation leaves."""
    line = value.strip()
    if not line:
        raise unfit("is empty; write a value, or remove the line")
    if "\n" in line:
        raise unfit("must be one line; only Markdown texts have more")
    if not line.isprintable() and (found := NO_CHARACTER.search(line)):
        raise unfit(f"holds U+{ord(found[0]):04X}, which no page can show; remove it")
    return line


def _postcode(value: str) -> str:
    if not re.fullmatch(_POSTCODE, value):
        raise refused(f"'{value}' is not a postcode, as in '8700'")
    return value


def _esco(value: str) -> str:
    """The address of a concept in https://esco.ec.europa.eu, which is a name and so begins with http."""
    if not re.fullmatch(r"http://data\.europa\.eu/esco/(occupation|skill)/[0-9A-Za-z-]+", value):
        raise refused(
            f"'{value}' is not an ESCO address: it begins with http://data.europa.eu/esco/occupation/"
        )
    return value


MAX_PATH = 200
"""Characters; file systems allow 255 for a name, and names here get a digest."""

DOWNLOADS = "toolkit"
"""The folder below content/media of what others may take as it is."""

DOWNLOAD_ENDINGS = ("docx", "jpg", "odp", "odt", "pdf", "png", "pptx", "svg", "txt", "webp")


def _media(value: str) -> str:
    if len(value) > MAX_PATH:
        raise refused(f"'{value}' is longer than {MAX_PATH} characters; shorten it")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*\.(png|jpg|jpeg|webp)", value):
        raise refused(
            f"'{value}' is not a picture in content/media: lower-case names ending in "
            ".png, .jpg or .webp, with no '..' and no leading '/'"
        )
    return value


def _download(value: str) -> str:
    if len(value) > MAX_PATH:
        raise refused(f"'{value}' is longer than {MAX_PATH} characters; shorten it")
    name = r"[a-z0-9][a-z0-9_-]*"
    endings = "|".join(DOWNLOAD_ENDINGS)
    if not re.fullmatch(rf"{DOWNLOADS}/(?:{name}/)*{name}(?:\.{name})*\.(?:{endings})", value):
        raise refused(
            f"'{value}' is not a file to hand out: lower-case names in content/media/{DOWNLOADS}, as "
            f"in {DOWNLOADS}/text.en.txt, that end in .{', .'.join(DOWNLOAD_ENDINGS)}"
        )
    return value


def _language(value: str) -> str:
    if not LANGUAGE_CODE.fullmatch(value):
        raise refused(f"'{value}' is not a language code, as in da or en (ISO 639)")
    return value


_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that CLDR names beside the countries."""


@cache
def _country_codes() -> frozenset[str]:
    """Countries by ISO 3166, from CLDR."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if re.fullmatch("[A-Z]{2}", code)) - _NO_COUNTRIES


def _country(value: str) -> str:
    if value not in _country_codes():
        raise refused(f"'{value}' is not a country code, as in DE or GB (ISO 3166, two capitals)")
    return value


@cache
def _spoken_languages() -> frozenset[str]:
    """Languages by ISO 639, from CLDR."""
    return frozenset(map(str, Locale("en").languages))


def is_spoken(code: str) -> bool:
    """Whether a code names a language that people speak."""
    return bool(LANGUAGE_CODE.fullmatch(code)) and code.split("-", 1)[0] in _spoken_languages()


def _spoken(value: str) -> str:
    if not is_spoken(value):
        raise refused(f"'{value}' is not a language code, as in da or en (ISO 639)")
    return value


@cache
def _currency_codes() -> frozenset[str]:
    """Currencies by ISO 4217, from CLDR."""
    return frozenset(list_currencies())


def _currency(value: str) -> str:
    if value not in _currency_codes():
        raise refused(f"'{value}' is not a currency, as in DKK or EUR (ISO 4217, three capitals)")
    return value


_WRITTEN_NUMBER = WithJsonSchema({"type": ["string", "integer"]})
"""Editors' tools see an unquoted ``8700`` as a number; the reader keeps it as the text it is."""


def _written_number(pattern: str) -> WithJsonSchema:
    """The same, where a text has to look like something."""
    return WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{pattern}$"})


_NO_ADDRESS = r"\s<>\x22\x27\\^`{|}"
_NO_HOST = rf"{_NO_ADDRESS}/?#:@."
_ADDRESS_LIKE = (
    rf"^https://(?:[^{_NO_HOST}]+\.)+[^{_NO_HOST}0-9][^{_NO_HOST}]*"
    rf"(?::443)?(?:[/?#][^{_NO_ADDRESS}]*)?$"
)
"""What editors' tools and forms ask of an address: as near to ``_https`` as a pattern comes."""


Text = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_line)]
LongText = Annotated[str, Field(min_length=1, max_length=MAX_TEXT, pattern=r"\S")]
Slug = Annotated[str, AfterValidator(_slug)]
HttpsUrl = Annotated[
    str, AfterValidator(_https), WithJsonSchema({"type": "string", "pattern": _ADDRESS_LIKE})
]
Email = Annotated[
    str, AfterValidator(_email), WithJsonSchema({"type": "string", "pattern": f"^{_EMAIL}$"})
]
Phone = Annotated[str, AfterValidator(_phone), _written_number(_PHONE)]
Cvr = Annotated[str, AfterValidator(_cvr), _written_number(_CVR)]
Postcode = Annotated[str, AfterValidator(_postcode), _written_number(_POSTCODE)]
EscoAddress = Annotated[str, AfterValidator(_esco)]
IsoDate = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
WallClock = Annotated[
    datetime,
    BeforeValidator(_wall_clock),
    WithJsonSchema({"type": "string", "pattern": f"^{_WALL_CLOCK.pattern}$"}),
]
"""A day and a time as the clocks of the portal's ``TIMEZONE`` show them; without a zone."""
RepeatDay = Annotated[str, AfterValidator(_repeat_day), _WRITTEN_NUMBER]
PartialDate = Annotated[str, AfterValidator(_partial_date), _WRITTEN_NUMBER]
Whole = Annotated[int, BeforeValidator(_whole)]
Latitude = Annotated[float, BeforeValidator(_number), Field(ge=-90, le=90)]
Longitude = Annotated[float, BeforeValidator(_number), Field(ge=-180, le=180)]
WeeklyHours = Annotated[
    float,
    BeforeValidator(_number),
    Field(strict=True),
    AfterValidator(_weekly_hours),
    WithJsonSchema({"type": "number", "minimum": 1, "maximum": MAX_WEEKLY_HOURS}),
]
Amount = Annotated[float, BeforeValidator(_number), Field(strict=True, ge=0)]
_HUNDREDTHS = WithJsonSchema({"type": "number", "minimum": 0, "multipleOf": 0.01})
Percent = Annotated[int, BeforeValidator(_percent), _HUNDREDTHS]
"""Written as ``25.52``, held as 2552: hundredths of a percent, with which sums come out exactly."""
Kroner = Annotated[int, BeforeValidator(_kroner), Field(strict=True, ge=0), _HUNDREDTHS]
"""Written as ``54100`` or ``94.65``, held in øre."""
MediaPath = Annotated[str, AfterValidator(_media)]
DownloadPath = Annotated[str, AfterValidator(_download)]
LanguageCode = Annotated[str, AfterValidator(_language)]
SpokenLanguage = Annotated[str, AfterValidator(_spoken)]
CountryCode = Annotated[str, AfterValidator(_country)]
CurrencyCode = Annotated[str, AfterValidator(_currency)]

LocalText = Annotated[Mapping[LanguageCode, Text], Field(min_length=1)]
"""One line in several languages: language code → text."""

LocalLines = Annotated[Mapping[LanguageCode, LongText], Field(min_length=1)]
"""Plain text of several lines in several languages: language code → text."""

LocalAddress = Annotated[Mapping[LanguageCode, HttpsUrl], Field(min_length=1)]
"""A web address in several languages: language code → address."""

LocalMarkdown = Annotated[Mapping[LanguageCode, LongText], Field(min_length=1)]
"""Markdown in several languages: language code → text."""

NAME_TAGS = frozenset({"<one name>", "<name by language>", "<one board>", "<several>"})
"""What pydantic adds to the place of a fault to tell two forms of a value apart."""

Name = Annotated[
    Annotated[Text, Tag("<one name>")] | Annotated[LocalText, Tag("<name by language>")],
    Discriminator(
        lambda value: "<name by language>" if isinstance(value, Mapping) else "<one name>"
    ),
]
"""A name that is the same everywhere, or one for each language."""
