"""Checks that replacing the output folder as a whole destroys nothing but a former build."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.portal.problems import Problem
from plugins.publishing.headers import HEADERS_FILE

SETTINGS_FILE = "pelicanconf.py"
SOURCES = ("PATH", "THEME", "PORTAL_COMPANIES")
"""Settings that name folders which people write in."""


def check_output_folder(settings: Mapping[str, Any], root: Path) -> Iterator[Problem]:
    """All checks of the output folder of the project in ``root``."""
    output = _real(settings["OUTPUT_PATH"])
    yield from check_deletion(settings)
    yield from check_sources(output, settings, root)
    yield from check_contents(output)


def check_deletion(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Pelican does not empty the output folder, since that takes the site down during a build."""
    if settings.get("DELETE_OUTPUT_DIRECTORY"):
        message = (
            "DELETE_OUTPUT_DIRECTORY (or -d) takes the site down during a build; leave it off: "
            "the publisher replaces the whole output in one step, and nothing stale stays"
        )
        yield Problem(SETTINGS_FILE, 1, message)


def check_sources(output: Path, settings: Mapping[str, Any], root: Path) -> Iterator[Problem]:
    """The output folder neither holds what people write nor lies within it."""
    project = _real(root)
    sources = {name: _real(root / settings[name]) for name in SOURCES if settings.get(name)}
    for name, source in {"the project": project, **sources}.items():
        within = source != project and output.is_relative_to(source)
        if within or source.is_relative_to(output):
            message = (
                f"OUTPUT_PATH '{output}' overlaps {name} '{source}', which a build would remove"
            )
            yield Problem(SETTINGS_FILE, 1, f"{message}; choose a folder of its own")


def check_contents(output: Path) -> Iterator[Problem]:
    """What is in the output folder was published before: it would all be removed."""
    if not output.exists():
        return
    if not output.is_dir():
        yield Problem(SETTINGS_FILE, 1, f"OUTPUT_PATH '{output}' is not a folder")
    elif output.is_mount():
        message = f"OUTPUT_PATH '{output}' is where a disk is mounted, and cannot be replaced"
        yield Problem(SETTINGS_FILE, 1, f"{message}; choose a folder in it")
    elif not os.access(output, os.R_OK | os.W_OK | os.X_OK):
        message = f"OUTPUT_PATH '{output}' may not be written by this user; choose another folder"
        yield Problem(SETTINGS_FILE, 1, message)
    elif any(output.iterdir()) and not (output / HEADERS_FILE).exists():
        message = (
            f"OUTPUT_PATH '{output}' holds files that no build of the portal wrote, and would be "
            "replaced as a whole; remove it, or choose another folder"
        )
        yield Problem(SETTINGS_FILE, 1, message)


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))
