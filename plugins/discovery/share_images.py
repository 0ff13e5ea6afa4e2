"""The files of share images: their names, and a cache that spares drawing the same one twice."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

import PIL

from plugins.discovery.cards import Card
from plugins.discovery.drawing import DESIGN, VERSION, draw_card
from plugins.discovery.lettering import Typeface
from plugins.portal.cache import Cache
from plugins.portal.fields import slugify

FOLDER = "static/share"
CACHE = ".cache/share"
"""Where drawn images are kept, below the project's folder."""

HASH_BYTES = 6
"""Twelve hexadecimal digits: enough that no two cards of a portal ever share a name."""

NAMES = 4096
"""Names that are remembered. Thousands of pages share a card."""


@dataclass(frozen=True, slots=True)
class ShareImages:
    """Share images drawn with some typefaces, published below ``base``, kept in ``cache``."""

    faces: tuple[Typeface, ...]
    base: str
    cache: Path
    fingerprint: str
    """Of everything but the card itself, so that a card's name is cheap to tell."""

    @classmethod
    def with_fonts(cls, fonts: Iterable[Path], base: str, cache: Path) -> "ShareImages":
        """Images in the first of some font files that has the letters; missing files are passed over."""
        faces = (*(Typeface(font.read_bytes()) for font in fonts if font.is_file()), Typeface(None))
        return cls(faces, base, cache, _fingerprint(faces))

    def name(self, card: Card) -> str:
        """The file's name. It changes with everything that the picture depends on."""
        return _name(self.fingerprint, *card.texts_by_place, card.direction)

    def address(self, card: Card) -> str:
        return f"{self.base}/{FOLDER}/{self.name(card)}"

    def contents(self, cards: Iterable[Card]) -> dict[Card, bytes]:
        """The pictures, read where they were drawn before."""
        cache = Cache(self.cache)
        return {
            card: cache.content(self.name(card), partial(draw_card, card, self.faces))
            for card in cards
        }


@lru_cache(maxsize=NAMES)
def _name(fingerprint: str, label: str, headline: str, foot: str, direction: str) -> str:
    inputs = json.dumps([fingerprint, label, headline, foot, direction])
    digest = blake2b(inputs.encode(), digest_size=HASH_BYTES).hexdigest()
    return "-".join(filter(None, (slugify(f"{label} {headline}"), digest))) + ".png"


def _fingerprint(faces: Iterable[Typeface]) -> str:
    """A digest of design, fonts, Pillow and zlib, whose versions hint and compress differently."""
    digest = blake2b(f"{VERSION} {DESIGN} {PIL.__version__} {ZLIB_RUNTIME_VERSION}".encode())
    for face in faces:
        digest.update(blake2b(face.content or b"").digest())
    return digest.hexdigest()
