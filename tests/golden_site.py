"""The golden site: a made-up portal whose every interface text is a pseudo-translation."""

import os
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

from babel.messages.catalog import Catalog
from website import PROJECT

from plugins.languages.catalogues import SOURCE_LANGUAGE
from plugins.portal.days import EPOCH

GOLDEN_SITE = PROJECT / "tests" / "sites" / "golden"
SETTINGS_FILE = "pelicanconf.py"

TODAY = date(2026, 6, 2)
"""A day on which its jobs are open, but for those that are gone on purpose."""


def seconds_of(day: date) -> str:
    """The noon of a day as the environment of a build says it."""
    return str(int(datetime.combine(day, time(12), UTC).timestamp()))


DAY = "today"
"""A file of a site that says on which day it is built, where that is another one."""


def set_day(site: Path, day: date) -> None:
    (site / DAY).write_text(day.isoformat(), encoding="utf-8")


def go_to_day_of(site: Path) -> None:
    """Make it the day of a site for this process."""
    if (site / DAY).exists():
        os.environ[EPOCH] = seconds_of(date.fromisoformat((site / DAY).read_text("utf-8")))


def pseudo_translation(message: str, code: str, context: str | None = None) -> str:
    """What the golden site says in a language: ``⟦da: Companies⟧``, or ``da-companies`` in a path.

    The source language says the message itself.
    """
    if code == SOURCE_LANGUAGE:
        return message
    return f"{code}-{message}" if context == "path" else f"⟦{code}: {message}⟧"


def pseudo_catalogue(template: Catalog, code: str) -> Catalog:
    """A complete catalogue of a language that nobody speaks, with the plural forms of ``code``."""
    catalogue = Catalog(locale=code)
    for message in template:
        if isinstance(message.id, str) and message.id:
            said = pseudo_translation(message.id, code, message.context)
            catalogue.add(message.id, said, context=message.context)
        elif message.id:
            one, many = message.id
            forms = [one, *[many] * (catalogue.num_plurals - 1)]
            said = tuple(pseudo_translation(form, code) for form in forms)
            catalogue.add(message.id, said, context=message.context)
    return catalogue


def copy_golden_site(site: Path, pseudo_translations: Path) -> Path:
    """Lay out the golden site in a new folder, ready to be built."""
    shutil.copytree(GOLDEN_SITE, site, ignore=shutil.ignore_patterns("expected", "__pycache__"))
    shutil.copytree(pseudo_translations, site / "translations")
    for folder in ("themes", "node_modules"):
        (site / folder).symlink_to(PROJECT / folder, target_is_directory=True)
    return site
