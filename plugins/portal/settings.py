"""What the portal reads from the settings file, once, into a typed record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from plugins.languages import CatalogueFault, Language, load_catalogue
from plugins.portal.problems import ContentFault, Problem

PREVIEW = "PORTAL_PREVIEW"
"""Set by the preview alone: pages are shown before what takes long is made."""

DEFAULT_PAGE_LENGTH = 24
"""Companies on one page of a list: a screen and a half of a desktop, still short on a phone."""


DEFAULT_JOBS_KEPT_DAYS = 14
"""Two weeks: long enough for an employer's system to be mended, short enough for jobs to be true."""


DEFAULT_DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Whoever names the source may use the data, in programs as in print."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The portal's settings. Paths are absolute; ``languages[0]`` is the default language."""

    root: Path
    companies: Path
    content: Path
    translations: Path
    coastline: Path | None
    languages: tuple[str, ...]
    unpublished_languages: tuple[str, ...]
    locales: Mapping[str, str]
    name: Mapping[str, str]
    site_url: str
    page_length: int
    time_zone: str = "UTC"
    """Whose clocks tell which day it is."""
    jobs_kept_days: int = DEFAULT_JOBS_KEPT_DAYS
    """How long imported jobs stay that their system says nothing of any more."""
    data_licence: str = DEFAULT_DATA_LICENCE
    """The address of the licence under which others may use the open data."""
    contact: str = ""
    """The mailbox of those who run the portal."""
    repository: str = ""
    """Where a file is added to the portal's repository, as GitHub has it: ``https://…/new/main``."""

    @property
    def base(self) -> str:
        """The path that the portal is published under: '' at the top of a host."""
        return urlsplit(self.site_url).path.rstrip("/")

    @property
    def origin(self) -> str:
        """Scheme and host, without a path; '' where no address was set."""
        parts = urlsplit(self.site_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def read_settings(settings: Mapping[str, Any], root: Path) -> Settings:
    """Read Pelican's settings, or those of a settings file.

    ``root`` is the project's folder, which holds the content folder; paths are relative to it.
    """
    if faults := sorted(_faults(settings, root)):
        raise ContentFault(Problem("pelicanconf.py", 1, fault) for fault in faults)
    languages = tuple(settings["PORTAL_LANGUAGES"])
    theme = root / settings.get("THEME", "theme")
    coastline = settings.get("PORTAL_COASTLINE")
    return Settings(
        root=root,
        companies=root / settings.get("PORTAL_COMPANIES", "companies"),
        content=root / settings.get("PATH", "content"),
        translations=root / settings.get("PORTAL_TRANSLATIONS", theme / "translations"),
        coastline=root / coastline if coastline else None,
        languages=languages,
        unpublished_languages=tuple(settings.get("PORTAL_UNPUBLISHED_LANGUAGES", ())),
        locales=dict(settings.get("PORTAL_LOCALES", {})),
        name=dict(settings["PORTAL_NAME"]),
        site_url=str(settings.get("SITEURL", "")).rstrip("/"),
        page_length=int(settings.get("PORTAL_PAGE_LENGTH", DEFAULT_PAGE_LENGTH)),
        time_zone=str(settings.get("TIMEZONE", "UTC")),
        jobs_kept_days=int(settings.get("PORTAL_JOBS_KEPT_DAYS", DEFAULT_JOBS_KEPT_DAYS)),
        data_licence=str(settings.get("PORTAL_DATA_LICENCE", DEFAULT_DATA_LICENCE)),
        contact=str(settings.get("PORTAL_CONTACT", "")),
        repository=str(settings.get("PORTAL_REPOSITORY", "")).rstrip("/"),
    )


CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
"""A language code as addresses have it."""

MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")

SITE_ADDRESS = re.compile(
    r"https?://[\w-]+(\.[\w-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
)


def load_languages(settings: Settings) -> tuple[dict[str, Language], list[CatalogueFault]]:
    """The portal's languages by their codes, and what is wrong with their catalogues."""
    languages, faults = {}, []
    for code in settings.languages:
        locale = settings.locales.get(code, code)
        languages[code], found = load_catalogue(settings.translations, code, locale)
        faults.extend(found)
    return languages, faults


def _faults(settings: Mapping[str, Any], root: Path) -> Iterator[str]:
    """What is wrong with the settings, each in a sentence that begins with the setting's name."""
    yield from _language_faults(settings)
    yield from _address_faults(settings.get("SITEURL", ""))
    length = settings.get("PORTAL_PAGE_LENGTH", DEFAULT_PAGE_LENGTH)
    if not isinstance(length, int) or length < 1:
        yield f"PORTAL_PAGE_LENGTH must be a number of companies, found {length!r}"
    kept = settings.get("PORTAL_JOBS_KEPT_DAYS", DEFAULT_JOBS_KEPT_DAYS)
    if not isinstance(kept, int) or kept < 0:
        yield f"PORTAL_JOBS_KEPT_DAYS must be a number of days, found {kept!r}"
    zone = settings.get("TIMEZONE", "UTC")
    if not (isinstance(zone, str) and _is_time_zone(zone)):
        yield f"TIMEZONE {zone!r} is not a time zone, as in 'Europe/Copenhagen'"
    licence = settings.get("PORTAL_DATA_LICENCE", DEFAULT_DATA_LICENCE)
    if not (isinstance(licence, str) and licence.startswith("https://")):
        yield f"PORTAL_DATA_LICENCE must be the https address of a licence, found {licence!r}"
    contact = settings.get("PORTAL_CONTACT", "")
    if contact and not (isinstance(contact, str) and MAILBOX.fullmatch(contact)):
        yield f"PORTAL_CONTACT must be an e-mail address, found {contact!r}"
    repository = settings.get("PORTAL_REPOSITORY", "")
    if repository and not (isinstance(repository, str) and SITE_ADDRESS.fullmatch(repository)):
        wanted = "as in 'https://github.com/owner/name/new/main'"
        yield f"PORTAL_REPOSITORY {repository!r} is not where files are added, {wanted}"
    coastline = settings.get("PORTAL_COASTLINE")
    if coastline and not (root / coastline).is_file():
        yield f"PORTAL_COASTLINE names '{coastline}', and there is no such file"


LANGUAGE_LISTS = ("PORTAL_LANGUAGES", "PORTAL_UNPUBLISHED_LANGUAGES")
LANGUAGE_TEXTS = ("PORTAL_NAME", "PORTAL_LOCALES")


def _language_faults(settings: Mapping[str, Any]) -> Iterator[str]:
    wrong = [name for name in LANGUAGE_LISTS if not _is_list_of_texts(settings.get(name, ()))]
    yield from (f"{name} must be a list of language codes, as in ['en', 'da']" for name in wrong)
    mixed = [name for name in LANGUAGE_TEXTS if not _is_text_by_language(settings.get(name, {}))]
    yield from (f"{name} must give a text for each language, as in {{'en': '…'}}" for name in mixed)
    if not wrong and not mixed:
        yield from _code_faults(settings)
        yield from _text_faults(settings)


def _code_faults(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings.get("PORTAL_LANGUAGES"):
        yield "PORTAL_LANGUAGES must list at least one language code, as in ['en', 'da']"
    listed: set[str] = set()
    for setting in LANGUAGE_LISTS:
        for code in settings.get(setting, ()):
            meant = code.lower().replace("_", "-")
            if code in listed:
                yield f"{setting} lists '{code}', which is listed already; remove one"
            elif not CODE.fullmatch(meant):
                yield f"{setting}: '{code}' is not a language code, as in 'da' or 'pt-br'"
            elif code != meant:
                yield f"{setting}: '{code}' stands in addresses, which are lower-case; write '{meant}'"
            elif not _is_locale(code):
                yield f"{setting}: nothing is known of the language '{code}'"
            listed.add(code)


def _text_faults(settings: Mapping[str, Any]) -> Iterator[str]:
    for code in settings.get("PORTAL_LANGUAGES", ()):
        if not settings.get("PORTAL_NAME", {}).get(code, "").strip():
            yield f"PORTAL_NAME has no name in '{code}', which PORTAL_LANGUAGES lists"
    for code, locale in settings.get("PORTAL_LOCALES", {}).items():
        if not _is_locale(locale):
            yield f"PORTAL_LOCALES: nothing is known of '{locale}' for '{code}', as in 'en-GB'"


def _is_list_of_texts(found: object) -> bool:
    return isinstance(found, list | tuple) and all(isinstance(text, str) for text in found)


def _is_text_by_language(found: object) -> bool:
    return isinstance(found, Mapping) and all(isinstance(t, str) for t in (*found, *found.values()))


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_locale(code: str) -> bool:
    """Whether CLDR knows how a language, as in ``en-GB``, is written."""
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _address_faults(found: object) -> Iterator[str]:
    """The address is empty, or has a scheme, a host and perhaps a path, and nothing else."""
    if found != "" and not (isinstance(found, str) and SITE_ADDRESS.fullmatch(found)):
        wanted = "as in 'https://portal.example' or 'https://host.example/portal'"
        yield f"SITEURL {found!r} is not the address of a site, {wanted}"
