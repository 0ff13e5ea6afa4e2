"""What tests of the core ask for: a site's records without its interface."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.portal.addresses import PATH_WORDS, Addresses
from plugins.portal.checks import find_problems
from plugins.portal.loading import load_files
from plugins.portal.settings import Settings, read_settings


@pytest.fixture
def golden_settings(golden_site: Path) -> Settings:
    return read_settings(runpy.run_path(str(golden_site / "pelicanconf.py")), golden_site)


@pytest.fixture
def addresses(golden_settings: Settings) -> Addresses:
    """The golden site's addresses: ``/en/companies/`` is ``/da/da-companies/`` in Danish."""
    words = {
        code: {word: word if code == "en" else f"{code}-{word}" for word in PATH_WORDS}
        for code in golden_settings.languages
    }
    return Addresses(words)


@pytest.fixture
def find_faults(
    golden_settings: Settings, addresses: Addresses, tmp_path: Path
) -> Callable[..., list[str]]:
    """Everything that is wrong with the golden site's records, as the lines that editors read.

    They are the same with what was kept of an earlier run, of a faultless one and of this one.
    """
    kept = tmp_path / "kept" / "records"
    loaded = load_files(
        golden_settings.root, golden_settings.companies, golden_settings.content, kept
    )
    find_problems(loaded, golden_settings, addresses)

    def faults(settings: Settings = golden_settings) -> list[str]:
        found = [faults_of_one_run(settings, cache) for cache in (None, kept, kept)]
        assert found[0] == found[1] == found[2], "what was kept changes what is told"
        return found[0]

    def faults_of_one_run(settings: Settings, cache: Path | None) -> list[str]:
        loaded = load_files(settings.root, settings.companies, settings.content, cache)
        problems = {*find_problems(loaded, settings, addresses)}
        return [str(problem) for problem in sorted(problems)]

    return faults
