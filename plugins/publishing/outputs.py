"""Where what is known of each output folder is kept."""

import os
import shutil
from pathlib import Path

from plugins.portal.cache import Cache
from plugins.publishing.fingerprints import digest_of
from plugins.publishing.notes import Notes

CACHE = Path(".cache/publishing")
"""Below the project's folder; in it a folder for each output."""


def output_cache(root: Path, output: Path) -> Cache:
    """What is remembered of an output folder, by the project in ``root``."""
    return Cache(root / CACHE / digest_of(os.fsencode(output.resolve())))


def forget_lost_outputs(root: Path) -> None:
    """Remove what is remembered of outputs that are not there any more."""
    for folder in (root / CACHE).glob("*/"):
        output = Notes(Cache(folder)).said("output")
        if not output or not Path(output).is_dir():
            shutil.rmtree(folder, ignore_errors=True)
