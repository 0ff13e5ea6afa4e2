"""All that brochures are made from, as it was on the last day on which somebody touched any of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plugins.languages import Language
from plugins.portal.addresses import Addresses
from plugins.portal.checking import read_and_check
from plugins.portal.coastline import Coastline, around, read_coastline
from plugins.portal.links import Portal, link_records
from plugins.portal.loading import Loaded
from plugins.portal.settings import Settings


@dataclass(frozen=True)
class Content:
    """Faultless content, ready to be printed."""

    settings: Settings
    portal: Portal
    languages: Mapping[str, Language]
    addresses: Addresses
    coastline: Coastline
    day: date
    """Jobs are counted that were open on it."""


def load_content(settings: Settings) -> Content:
    """Read and check everything. Raises ContentFault with every problem of the run.

    The clock is not asked: what is printed tells its own day, and the same content gives the same bytes.
    """
    loaded, languages, addresses = read_and_check(settings)
    day = newest_day(loaded)
    portal = link_records(loaded, settings.languages, day)
    coastline = (
        read_coastline(settings.coastline)
        if settings.coastline
        else around(portal.municipalities.values())
    )
    return Content(settings, portal, languages, addresses, coastline, day)


def newest_day(loaded: Loaded) -> date:
    """The last day on which a published record says that it was touched."""
    records = (loaded.records[key] for key in loaded.records if key not in loaded.drafts)
    return max(filter(None, (record.updated for record in records)), default=date.min)
