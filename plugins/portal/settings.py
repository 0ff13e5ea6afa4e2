"""What the portal reads from the settings file, once, into a typed record."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.portal.problems import ContentFault, Problem

DEFAULT_PAGE_LENGTH = 48
"""Companies on one page of a list: two screens of a desktop, a light page for a phone."""


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
    languages = tuple(settings.get("PORTAL_LANGUAGES", ()))
    name = dict(settings.get("PORTAL_NAME", {}))
    faults = []
    if not languages:
        faults.append("PORTAL_LANGUAGES must list at least one language code, as in ['en', 'da']")
    faults += [
        f"PORTAL_NAME has no name in '{code}', which PORTAL_LANGUAGES lists"
        for code in languages
        if code not in name
    ]
    if faults:
        raise ContentFault(Problem("pelicanconf.py", 1, fault) for fault in faults)
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
        name=name,
        site_url=str(settings.get("SITEURL", "")).rstrip("/"),
        page_length=int(settings.get("PORTAL_PAGE_LENGTH", DEFAULT_PAGE_LENGTH)),
    )
