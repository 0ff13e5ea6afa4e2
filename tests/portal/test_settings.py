"""Pelican's settings as one typed record."""

from pathlib import Path

import pytest

from plugins.portal.problems import ContentFault
from plugins.portal.settings import read_settings

LEAST = {"PORTAL_LANGUAGES": ["da"], "PORTAL_NAME": {"da": "Portalen"}}


def test_paths_are_below_the_projects_folder():
    """Where a path is not set, it is where the design says."""
    settings = read_settings({**LEAST, "THEME": "themes/portal"}, Path("/project"))
    assert settings.companies == Path("/project/companies")
    assert settings.content == Path("/project/content")
    assert settings.translations == Path("/project/themes/portal/translations")
    assert settings.languages == ("da",)


@pytest.mark.parametrize(
    ("address", "origin", "base"),
    [
        ("https://portal.example", "https://portal.example", ""),
        ("https://portal.example/", "https://portal.example", ""),
        ("https://portal.example/work/", "https://portal.example", "/work"),
        ("http://localhost:8000", "http://localhost:8000", ""),
        ("", "", ""),
    ],
)
def test_the_sites_address_has_an_origin_and_a_base(address, origin, base):
    """A slash at the end makes no difference."""
    settings = read_settings({**LEAST, "SITEURL": address}, Path("/project"))
    assert (settings.origin, settings.base) == (origin, base)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "PORTAL_LANGUAGES must list at least one language code"),
        ({**LEAST, "PORTAL_LANGUAGES": ["da", "en"]}, "PORTAL_NAME has no name in 'en'"),
    ],
)
def test_settings_without_a_language_or_a_name_are_refused(settings, message):
    """A portal has a language, and a name in each of them."""
    with pytest.raises(ContentFault, match=message):
        read_settings(settings, Path("/project"))
