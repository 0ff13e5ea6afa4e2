"""What tests of brochures ask for: those of the golden site, made once."""

from pathlib import Path

import pytest
from golden_site import SETTINGS_FILE, copy_golden_site

from plugins.brochures.__main__ import open_press
from plugins.brochures.making import Booklet, Press, booklets


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory, pseudo_translations: Path) -> Press:
    """Everything that the golden site's brochures are made with."""
    site = copy_golden_site(tmp_path_factory.mktemp("brochures") / "site", pseudo_translations)
    return open_press(site / SETTINGS_FILE)


@pytest.fixture(scope="module")
def found(press: Press) -> dict[tuple[str, str], Booklet]:
    """Language and name → brochure."""
    return {
        (booklet.language, booklet.name): booklet
        for edition in press.editions
        for booklet in booklets(edition)
    }
