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
        ({**LEAST, "PORTAL_NAME": {"da": " "}}, "PORTAL_NAME has no name in 'da'"),
    ],
)
def test_settings_without_a_language_or_a_name_are_refused(settings, message):
    """A portal has a language, and a name in each of them."""
    with pytest.raises(ContentFault, match=message):
        read_settings(settings, Path("/project"))


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("PORTAL_LANGUAGES", "da", "must be a list of language codes"),
        ("PORTAL_LANGUAGES", None, "must be a list of language codes"),
        ("PORTAL_LANGUAGES", ["da", 1], "must be a list of language codes"),
        ("PORTAL_LANGUAGES", ["pt-BR"], "addresses, which are lower-case; write 'pt-br'"),
        ("PORTAL_LANGUAGES", ["pt_BR"], "addresses, which are lower-case; write 'pt-br'"),
        ("PORTAL_LANGUAGES", ["static"], "'static' is not a language code"),
        ("PORTAL_LANGUAGES", ["../x"], "'../x' is not a language code"),
        ("PORTAL_LANGUAGES", ["xx"], "nothing is known of the language 'xx'"),
        ("PORTAL_LANGUAGES", ["da", "da"], "lists 'da', which is listed already"),
        ("PORTAL_UNPUBLISHED_LANGUAGES", ["da"], "lists 'da', which is listed already"),
        ("PORTAL_UNPUBLISHED_LANGUAGES", "en", "must be a list of language codes"),
        ("PORTAL_NAME", "Portalen", "must give a text for each language"),
        ("PORTAL_LOCALES", ["da"], "must give a text for each language"),
        ("PORTAL_LOCALES", {"da": "da-XY-Z"}, "nothing is known of 'da-XY-Z' for 'da'"),
        ("PORTAL_PAGE_LENGTH", 0, "must be a number of companies, found 0"),
        ("PORTAL_PAGE_LENGTH", "48", "must be a number of companies, found '48'"),
        ("PORTAL_COASTLINE", "no.geojson", "names 'no.geojson', and there is no such file"),
        ("SITEURL", None, "is not the address of a site"),
        ("SITEURL", "portal.example", "is not the address of a site"),
        ("SITEURL", "//portal.example", "is not the address of a site"),
        ("SITEURL", "ftp://portal.example", "is not the address of a site"),
        ("SITEURL", "https://", "is not the address of a site"),
        ("SITEURL", "https://[", "is not the address of a site"),
        ("SITEURL", "https://portal.example/a/../b", "is not the address of a site"),
        ("SITEURL", "https://portal.example//b", "is not the address of a site"),
        ("SITEURL", "https://portal.example/?a", "is not the address of a site"),
        ("SITEURL", 'https://portal.example/"', "is not the address of a site"),
    ],
)
def test_a_mistake_in_the_settings_is_a_fault(setting, value, message):
    """What cannot be meant is refused with the setting's name and what is right."""
    with pytest.raises(ContentFault) as refusal:
        read_settings({**LEAST, setting: value}, Path("/project"))
    said = [problem.message for problem in refusal.value.problems]
    assert any(setting in line and message in line for line in said)
