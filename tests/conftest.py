"""What every test can ask for: a golden site of its own, ways to load it, ways to break it."""

import os
import runpy
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import write_po
from golden_site import (
    GOLDEN_SITE,
    SETTINGS_FILE,
    TODAY,
    copy_golden_site,
    pseudo_catalogue,
    seconds_of,
)
from hypothesis import settings as hypothesis_settings
from hypothesis.configuration import set_hypothesis_home_dir
from website import PROJECT, Website, build

from plugins.catalogue.content import Content, load_content
from plugins.languages.__main__ import collect_messages
from plugins.languages.catalogues import catalogue_path
from plugins.portal.days import EPOCH
from plugins.portal.settings import read_settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-goldens",
        action="store_true",
        help="write what the golden sites give now as what they should give; read the diff",
    )


IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there

ROOM = 6 << 30
"""Bytes: several times what all tests leave at once."""


def pytest_configure(config: pytest.Config) -> None:
    """Generated examples are the same in every run, and leave nothing in the project's folder.

    It is always the day on which the golden site's jobs are open.
    """
    _work_in_memory()
    os.environ[EPOCH] = seconds_of(TODAY)
    set_hypothesis_home_dir(config.cache.mkdir("hypothesis"))
    hypothesis_settings.register_profile("portal", derandomize=True, database=None, deadline=None)
    hypothesis_settings.load_profile("portal")


def _work_in_memory() -> None:
    """Where there is room: hundreds of sites are built, for which most disks take twice as long."""
    if "TMPDIR" in os.environ or not IN_MEMORY.is_dir():
        return
    if shutil.disk_usage(IN_MEMORY).free > ROOM:
        os.environ["TMPDIR"] = os.fspath(IN_MEMORY)
        tempfile.tempdir = None  # it is looked for anew


@pytest.fixture(scope="session")
def renew_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written instead of compared."""
    return bool(request.config.getoption("--renew-goldens"))


@pytest.fixture(scope="session")
def pseudo_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues with every message of theme and code in the golden languages."""
    folder = tmp_path_factory.mktemp("translations")
    template = collect_messages([PROJECT / "plugins", PROJECT / "themes"])
    for code in runpy.run_path(str(GOLDEN_SITE / SETTINGS_FILE))["PORTAL_LANGUAGES"]:
        path = catalogue_path(folder, code)
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_po(file, pseudo_catalogue(template, code))
    return folder


@pytest.fixture
def golden_site(tmp_path: Path, pseudo_translations: Path) -> Path:
    """A copy of ``tests/sites/golden`` that a test may change: the folder of its settings file."""
    return copy_golden_site(tmp_path / "site", pseudo_translations)


@pytest.fixture
def load() -> Callable[[Path], Content]:
    """Load the content of a site; raises ContentFault as the build does."""

    def load_site(site: Path) -> Content:
        return load_content(read_settings(runpy.run_path(str(site / SETTINGS_FILE)), site))

    return load_site


@pytest.fixture
def break_file(golden_site: Path) -> Callable[[str, str, str], None]:
    """Replace one passage of a file of the golden site, which must stand in it exactly once."""

    def replace(path: str, old: str, new: str) -> None:
        file = golden_site / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Website:
    """The real portal, built for publication."""
    output = tmp_path_factory.mktemp("real") / "output"
    done = build(PROJECT / "publishconf.py", output)
    assert done.returncode == 0, done.stdout + done.stderr
    origin = runpy.run_path(str(PROJECT / "publishconf.py"))["SITEURL"]
    return Website(output, origin)


@pytest.fixture(scope="session")
def published_golden_site(
    tmp_path_factory: pytest.TempPathFactory, pseudo_translations: Path
) -> Website:
    """The golden site as published; its sources lie beside the output. Tests only look at it."""
    folder = copy_golden_site(tmp_path_factory.mktemp("golden") / "site", pseudo_translations)
    done = build(folder / SETTINGS_FILE, folder.parent / "output")
    assert done.returncode == 0, done.stdout + done.stderr
    return Website(folder.parent / "output", "https://portal.example/work")
