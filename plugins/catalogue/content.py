"""All that pages are made from: records, languages and addresses, checked as one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from markupsafe import Markup

from plugins.catalogue.job_texts import JobDescriptions
from plugins.languages import Language
from plugins.portal.addresses import Addresses
from plugins.portal.checking import read_and_check
from plugins.portal.coastline import Coastline, around, read_coastline
from plugins.portal.days import today
from plugins.portal.downloads import download_files
from plugins.portal.folders import MEDIA_FOLDER
from plugins.portal.links import Portal, link_records
from plugins.portal.parallel import uncollected
from plugins.portal.settings import Settings
from plugins.portal.traces import digest_of
from plugins.portal.tracking import Tracker, compare_by_slug


@dataclass(frozen=True)
class Content:
    """Faultless content, ready to become pages."""

    code: ClassVar[str] = "content"
    """Stands before what is made of it once for all languages."""

    settings: Settings
    portal: Portal
    languages: Mapping[str, Language]
    addresses: Addresses

    reading: str = ""
    """What was read for it, to be told."""
    sizes: Callable[[], Mapping[str, int]] = dict
    """Asks how many bytes each file has that is handed out, by its name below content/media."""
    coast: Callable[[], Coastline] | None = None
    """Asks for the coast of the region, where there is one."""

    def __post_init__(self) -> None:
        compare_by_slug(self)

    @property
    def tracker(self) -> Tracker:
        return self.portal.tracker

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
    loaded, languages, addresses = read_and_check(settings)
    portal = link_records(loaded, settings.languages, day)
    for code in languages:
        portal.tracker.sources[catalogue_name(code)] = _catalogue_digest(settings, code)
    files = download_files(settings.content / MEDIA_FOLDER)
    sizes = portal.tracker.given("downloads", {name: path.stat().st_size for name, path in files})
    reading = f"{loaded.found} sources ({loaded.read} read)"
    if not settings.coastline:
        return Content(settings, portal, languages, addresses, reading, sizes)
    coast = portal.tracker.given(COAST, read_coastline(settings.coastline))
    return Content(settings, portal, languages, addresses, reading, sizes, coast)


COAST = "coastline"


def catalogue_name(code: str) -> str:
    """What the texts of a language are called among the sources of pages."""
    return f"catalogue/{code}"


def _catalogue_digest(settings: Settings, code: str) -> str:
    paths = sorted((settings.translations / code).rglob("*.po"))
    return digest_of("\0".join(path.read_text("utf-8") for path in paths))
