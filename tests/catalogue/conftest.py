"""The golden site's content and the pages that it makes; tests only look at them."""

import runpy

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site
from page_parts import by_address, pages_of

from plugins.catalogue.content import Content, load_content
from plugins.catalogue.edition import Edition
from plugins.portal.page import BARE, Page
from plugins.portal.settings import read_settings


@pytest.fixture(scope="session")
def content(tmp_path_factory, pseudo_translations) -> Content:
    site = copy_golden_site(tmp_path_factory.mktemp("catalogue") / "site", pseudo_translations)
    return load_content(read_settings(runpy.run_path(str(site / SETTINGS_FILE)), site))


@pytest.fixture(scope="session")
def editions(content) -> dict[str, Edition]:
    return {code: Edition(content, code) for code in content.settings.languages}


@pytest.fixture(scope="session")
def all_pages(content) -> tuple[Page, ...]:
    """Also those that programs read, or that other sites show."""
    return pages_of(content)


@pytest.fixture(scope="session")
def pages(all_pages) -> tuple[Page, ...]:
    """The pages that visitors walk through."""
    return tuple(page for page in all_pages if page.kind not in BARE)


@pytest.fixture(scope="session")
def page_at(all_pages) -> dict[str, Page]:
    """Address → page."""
    return by_address(all_pages)


@pytest.fixture(scope="session")
def home(content) -> str:
    """What every address begins with."""
    return f"{content.settings.base}/"
