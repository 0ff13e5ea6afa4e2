"""Names that change with the content, so that browsers may keep a file for good."""

from hashlib import blake2b
from pathlib import PurePosixPath

DIGEST_BYTES = 6
"""48 bits: among ten thousand files of one name, two alike by chance are one in five million."""


def content_hash(content: bytes) -> str:
    return blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def hashed_name(name: str, content: bytes) -> str:
    """``img/logo.svg`` becomes ``logo-0123456789ab.svg``."""
    path = PurePosixPath(name)
    return f"{path.stem}-{content_hash(content)}{path.suffix}"
