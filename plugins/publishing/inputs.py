"""Whether anything that a build reads was touched since the last one, told without reading it.

The system says of each file how large it is, which one it is, and when its content and itself were
changed last. The time of the last one cannot be set by programs, so that two equal answers are two
equal files, as Git and Ninja take them to be.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from plugins.portal.cache import Cache
from plugins.portal.days import Span
from plugins.portal.settings import Settings
from plugins.publishing.fingerprints import CODE, LIBRARIES, digest_of
from plugins.publishing.staging import is_as_written

INPUTS = "inputs"
PACKAGES = "node_modules/.package-lock.json"
"""Changes with whatever npm installs."""


def inputs_digest(host: Mapping[str, Any], settings: Settings) -> str:
    """Changes with everything that a build depends on."""
    folders = (settings.companies, settings.content, settings.translations, CODE)
    theme = settings.root / host["THEME"]
    fonts = (settings.root / path for path in host.get("PORTAL_FONTS", {}).values())
    single = [*settings.root.glob("*.py"), *fonts, settings.root / PACKAGES]
    single += [settings.coastline] if settings.coastline else []
    said = [
        json.dumps([name, value], default=_kind, sort_keys=True) for name, value in host.items()
    ]
    libraries = [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]
    lines = (*sorted(said), *libraries, *_described(single), *_all_in((*folders, theme)))
    return digest_of("\n".join(lines).encode("utf-8", "surrogatepass"))


def is_unchanged(cache: Cache, digest: str, day: date, output: Path) -> bool:
    """Whether the last build into ``output`` read the same, and all that it wrote is still there.

    On another day it is the same unless something fell due between the two.
    """
    same, _, days = (cache.get(INPUTS) or b"").decode("ascii", "replace").partition(" ")
    first, _, last = days.partition(" ")
    is_same = same == digest and first <= day.isoformat() <= last
    return is_same and is_as_written(output, cache)


def remember(cache: Cache, digest: str, span: Span) -> None:
    """Note what was read by a build that was published, and the days on which it stays true."""
    cache.put(INPUTS, " ".join([digest, *(day.isoformat() for day in span)]).encode())


def _kind(value: object) -> str:
    """Stands for a setting that is no plain value: the settings files, where it is written, count."""
    return type(value).__name__


def _all_in(folders: Iterable[Path]) -> Iterator[str]:
    """Every file below some folders, in an order that is always the same."""
    waiting = [os.fspath(folder) for folder in reversed([*folders])]
    while waiting:
        folder = waiting.pop()
        try:
            found = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            yield f"{folder}: unreadable"
            continue
        for entry in found:
            if entry.is_dir() and not entry.name.startswith(("__pycache__", ".")):
                waiting.append(entry.path)
            else:
                yield from _described([entry])


def _described(files: "Iterable[os.DirEntry[str] | Path]") -> Iterator[str]:
    for file in files:
        try:
            said = file.stat()
        except OSError:
            yield f"{os.fspath(file)}: none"
        else:
            numbers = (said.st_size, said.st_ino, said.st_mtime_ns, said.st_ctime_ns)
            yield f"{os.fspath(file)}: {numbers}"
