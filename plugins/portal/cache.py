"""Results that are dear to make, kept between builds. A build without them gives the same bytes."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results. It may be deleted, damaged or read-only at any time."""

    folder: Path

    def content(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What was kept under a name, or made now. ``name`` changes with all that it depends on."""
        kept = self.get(name)
        if kept is None:
            kept = make()
            self.put(name, kept)
        return kept

    def get(self, name: str) -> bytes | None:
        """What was kept under a name, whole and undamaged, or None."""
        return _read(self.folder / name)

    def put(self, name: str, content: bytes) -> None:
        """Keep a result, or not where the system does not let us: the next build makes it again."""
        with suppress(OSError):
            _write(self.folder / name, content)

    def forget(self, pattern: str, but: str) -> None:
        """Remove all results whose names match a pattern of ``glob``, but one."""
        with suppress(OSError):
            for path in self.folder.glob(pattern):
                if path.name != but:
                    path.unlink()


def _read(path: Path) -> bytes | None:
    """A whole and undamaged result: the digest before it is that of its bytes."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, content = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    return content if digest == _digest(content) else None


def _write(path: Path, content: bytes) -> None:
    """Put a file in place in one step; other builds may be writing the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(_digest(content) + content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST_BYTES).digest()
