"""All that editors and translators wrote, read and checked as one."""

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from plugins.languages import CatalogueFault, Language
from plugins.portal.addresses import PATH_WORDS, Addresses
from plugins.portal.checks import find_problems
from plugins.portal.fields import SLUG, slugify
from plugins.portal.loading import Loaded, load_files
from plugins.portal.problems import ContentFault, Problem
from plugins.portal.settings import Settings, load_languages

CACHE = ".cache/records"
"""Where what was read is kept, below the project's folder."""


class Checked(NamedTuple):
    """What is faultless."""

    loaded: Loaded
    languages: Mapping[str, Language]
    addresses: Addresses


def read_and_check(settings: Settings) -> Checked:
    """Read everything. Raises ContentFault with every problem of the run."""
    languages, faults = load_languages(settings)
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
    return Checked(loaded, languages, addresses)


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
