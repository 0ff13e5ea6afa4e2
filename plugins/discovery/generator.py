"""What connects discovery to Pelican; the work itself is done elsewhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from plugins.discovery.files import make_files, tells
from plugins.discovery.introduction import Discovery
from plugins.discovery.share_images import CACHE, ShareImages
from plugins.portal.page import File, Page
from plugins.portal.settings import Settings, read_settings


class DiscoveryGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the files by which the portal is found; what publishes pages asks for them."""

    @property
    def template_state(self) -> str:
        """What ``discovery(page)`` depends on besides the page."""
        settings = _portal_settings(self.settings)
        return repr([_share_images(self.settings, settings).fingerprint, settings.locales])

    def make_files(self, pages: Sequence[Page]) -> Iterable[File]:
        settings = _portal_settings(self.settings)
        return make_files(pages, settings, _share_images(self.settings, settings))

    def tells(self, before: Page, now: Page, published: Callable[[str], bytes]) -> bool:
        """Whether the files are others once a page is."""
        return tells(before, now, published, _portal_settings(self.settings).base)


def install_global(generator: Generator) -> None:
    """Give templates ``discovery(page)``."""
    settings = _portal_settings(generator.settings)
    images = _share_images(generator.settings, settings)
    generator.env.globals["discovery"] = Discovery(images, settings.locales)


def _portal_settings(pelican_settings: Mapping[str, Any]) -> Settings:
    # Pelican forgets where its settings file stood; builds run in the project's folder, from which
    # the plugins are imported.
    return read_settings(pelican_settings, Path.cwd())


def _share_images(pelican_settings: Mapping[str, Any], settings: Settings) -> ShareImages:
    fonts = [settings.root / path for path in pelican_settings.get("PORTAL_FONTS", {}).values()]
    return ShareImages.with_fonts(fonts, base=settings.base, cache=settings.root / CACHE)
