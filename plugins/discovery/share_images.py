"""The files of share images: their names, and a cache that spares drawing the same one twice."""

import json
from collections.abc import Iterable, Sequence
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
from plugins.portal.parallel import in_parallel, shares

FOLDER = "static/share"
CACHE = ".cache/share"
"""Where drawn images are kept, below the project's folder."""

HASH_BYTES = 6
"""Twelve hexadecimal digits: enough that no two cards of a portal ever share a name."""

NAMES = 4096
"""Names that are remembered. Thousands of pages share a card."""

FEW = 50
"""Pictures that are drawn sooner by one process than another one is started."""


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
        """The pictures, read where they were drawn before. Many are drawn by several processes."""
        cache = Cache(self.cache)
        found = {card: cache.get(self.name(card)) for card in cards}
        kept = {card: content for card, content in found.items() if content is not None}
        missing = [card for card in found if card not in kept]
        parts = shares(missing) if len(missing) > FEW else [missing]
        for drawn in in_parallel([partial(self._draw, part) for part in parts]):
            kept |= drawn
        return kept

    def _draw(self, cards: Sequence[Card]) -> dict[Card, bytes]:
        drawn = {card: draw_card(card, self.faces) for card in cards}
        for card, content in drawn.items():
            Cache(self.cache).put(self.name(card), content)
        return drawn


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
