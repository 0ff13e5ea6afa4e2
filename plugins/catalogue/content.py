"""All that pages are made from: records, languages and addresses, checked as one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from markupsafe import Markup

from plugins.catalogue.coastline import Coastline, around, read_coastline
from plugins.catalogue.job_texts import JobDescriptions
from plugins.languages import CatalogueFault, Language, load_catalogue
from plugins.portal.addresses import PATH_WORDS, Addresses
from plugins.portal.checks import find_problems
from plugins.portal.days import today
from plugins.portal.fields import SLUG, slugify
from plugins.portal.links import Portal, link_records
from plugins.portal.loading import load_files
from plugins.portal.parallel import uncollected
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.settings import Settings
from plugins.portal.tracking import digest_of

CACHE = ".cache/records"
"""Where what was read is kept, below the project's folder."""


@dataclass(frozen=True)
class Content:
    """Faultless content, ready to become pages."""

    settings: Settings
    portal: Portal
    languages: Mapping[str, Language]
    addresses: Addresses

    reading: str = ""
    """What was read for it, to be told."""
    coast: Callable[[], Coastline] | None = None
    """Asks for the coast of the region, where there is one."""

    @property
    def coastline(self) -> Coastline:
        """What the map of the region is drawn on."""
        return self.coast() if self.coast else around(self.portal.municipalities.values())

    def every_language(self) -> Mapping[str, Language]:
        """For the few pages that speak all languages: each other page is known to speak its own."""
        for code in self.languages:
            self.portal.tracker.reads.add(catalogue_name(code))
        return self.languages

    @cached_property
    def job_descriptions(self) -> Mapping[str, Markup]:
        """Slug of a job → its description, which all languages show alike."""
        return JobDescriptions(self.portal.jobs)


def load_content(settings: Settings, day: date | None = None) -> Content:
    """Read and check everything that editors and translators wrote, as it is on a day: today.

    Raises ContentFault with every problem of the run.
    """
    with uncollected():
        return _load_content(settings, day or today(settings.time_zone))


def _load_content(settings: Settings, day: date) -> Content:
    languages, faults = _load_languages(settings)
    addresses = Addresses(
        {code: _path_words(language) for code, language in languages.items()}, settings.base
    )
    cache = settings.root / CACHE
    loaded = load_files(settings.root, settings.companies, settings.content, cache)
    problems = list(
        chain(
            find_problems(loaded, settings, addresses),
            (_problem(fault, settings) for fault in faults),
            check_path_words(addresses, settings),
        )
    )
    if problems:
        raise ContentFault(problems)
    portal = link_records(loaded, settings.languages, day)
    for code in languages:
        portal.tracker.sources[catalogue_name(code)] = _catalogue_digest(settings, code)
    reading = f"{loaded.found} sources ({loaded.read} read)"
    if not settings.coastline:
        return Content(settings, portal, languages, addresses, reading)
    coast = portal.tracker.given(COAST, read_coastline(settings.coastline))
    return Content(settings, portal, languages, addresses, reading, coast)


COAST = "coastline"


def catalogue_name(code: str) -> str:
    """What the texts of a language are called among the sources of pages."""
    return f"catalogue/{code}"


def _catalogue_digest(settings: Settings, code: str) -> str:
    paths = sorted((settings.translations / code).rglob("*.po"))
    return digest_of("\0".join(path.read_text("utf-8") for path in paths))


def _load_languages(settings: Settings) -> tuple[dict[str, Language], list[CatalogueFault]]:
    languages, faults = {}, []
    for code in settings.languages:
        locale = settings.locales.get(code, code)
        languages[code], found = load_catalogue(settings.translations, code, locale)
        faults.extend(found)
    return languages, faults


def _path_words(language: Language) -> dict[str, str]:
    return {word: language.pgettext("path", word) for word in PATH_WORDS}


def check_path_words(addresses: Addresses, settings: Settings) -> Iterator[Problem]:
    """Translated path words can stand in an address and differ from one another."""
    for code, words in addresses.words.items():
        path = _shown(settings.translations / code / "LC_MESSAGES" / "messages.po", settings)
        used: dict[str, str] = {}
        for word, translated in words.items():
            if not SLUG.fullmatch(translated):
                message = (
                    f"'{translated}' cannot stand in an address; write '{slugify(translated)}'"
                )
                yield Problem(path, 1, f"the path word '{word}': {message}")
            elif translated in used:
                message = f"'{translated}' is already the path word for '{used[translated]}'"
                yield Problem(path, 1, f"the path word '{word}': {message}")
            used[translated] = word


def _problem(fault: CatalogueFault, settings: Settings) -> Problem:
    return Problem(_shown(fault.path, settings), fault.line, fault.message)


def _shown(path: Path, settings: Settings) -> str:
    return (
        path.relative_to(settings.root).as_posix()
        if path.is_relative_to(settings.root)
        else str(path)
    )
