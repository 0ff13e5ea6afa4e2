"""Editors' pictures: re-encoded, so that nothing but what is seen is published."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

from plugins.portal.cache import Cache
from plugins.portal.page import File
from plugins.portal.problems import ContentFault, Problem
from plugins.publishing.assets import STATIC
from plugins.publishing.naming import hashed_name

MAX_WIDTH = 1200
"""Pixels: a screen that shows two for one, at the widest that a page shows a picture."""

MAX_PIXELS = 40_000_000
"""Decoded, that is 160 MB. A telephone takes 12 to 24 million; more is a mistake or an attack."""

MAX_BYTES = 30_000_000
"""A photograph from a telephone has 3 to 12 million."""

START_OF_SCAN = b"\xff\xda"
MAX_SCANS = 100
"""Passes over a JPEG, which come in 60 bytes and take as long as the picture is large. Cameras and
programs write one to twelve."""

FORMATS = ("PNG", "JPEG", "WEBP")
QUALITY = 80
EFFORT = 6
"""The slowest and smallest; the cache pays for it once."""

RECIPE = f"{MAX_WIDTH} {QUALITY} {EFFORT} {PIL.__version__} {features.version('webp')}"
"""What the bytes of a published picture depend on, besides the file."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A published picture: its address, and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Encoded:
    picture: Picture
    path: str
    source: str


class Pictures:
    """The pictures of a media folder; those that were asked for are published."""

    def __init__(self, media: Path, cache: Path, base: str) -> None:
        self._media = media
        self._cache = Cache(cache)
        self._base = base
        self._asked: dict[str, _Encoded] = {}
        self._names: dict[str, None] = {}

    def picture(self, file: str) -> Picture:
        """A picture under content/media, as in ``logos/vola.png``.

        Raises ContentFault for a file that is no picture, is too large or leads elsewhere.
        """
        self._names[file] = None
        if file not in self._asked:
            self._asked[file] = self._encode(file)
        return self._asked[file].picture

    def digest(self, file: str) -> str:
        """Changes with what is published of a picture; '' where there is none."""
        try:
            return _cache_key(self._source(file))
        except ContentFault:
            return ""

    def asked_since(self) -> tuple[str, ...]:
        """What was asked for since this was called last, by the names that templates use."""
        names, self._names = tuple(self._names), {}
        return names

    def files(self, asked: Iterable[str] = ()) -> Iterator[File]:
        """The files of pictures, one at a time; they can be many.

        ``asked`` are names that templates used in other processes.
        """
        for name in asked:
            self.picture(name)
        for path, source in sorted({e.path: e.source for e in self._asked.values()}.items()):
            yield File(path, self._content(source))

    def _encode(self, file: str) -> _Encoded:
        encoded = self._content(file)
        name = hashed_name(str(Path(file).with_suffix(".webp")), encoded)
        path = f"{STATIC}/media/{name}"
        with Image.open(BytesIO(encoded)) as image:
            return _Encoded(Picture(f"{self._base}/{path}", *image.size), path, file)

    def _content(self, file: str) -> bytes:
        """A picture as it is published."""
        content = self._source(file)
        return self._cache.content(f"{_cache_key(content)}.webp", lambda: encode(content, file))

    def _source(self, file: str) -> bytes:
        """A picture as the editor saved it."""
        source = self._media / file
        if not source.is_file() or not source.resolve().is_relative_to(self._media.resolve()):
            raise _fault(file, "there is no such picture")
        return _read_small(source, file)


def _read_small(source: Path, file: str) -> bytes:
    try:
        size = source.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1_000_000} are allowed; scale it down"
            raise _fault(file, f"is {size / 1e6:.0f} million bytes, at most {limit}")
        return source.read_bytes()
    except OSError as error:
        raise _fault(file, f"cannot be read: {error.strerror}") from None


def encode(content: bytes, file: str) -> bytes:
    """A picture as WebP, upright, at most MAX_WIDTH wide, without anything that is not seen.

    ``file`` is the name that faults show. The same content gives the same bytes.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                _refuse_large(image, file)
                if image.format == "JPEG" and content.count(START_OF_SCAN) > MAX_SCANS:
                    raise _fault(file, "is built to take long to read; save it anew")
                lossless = image.format != "JPEG"
                return _smallest(_fit(_plain(image)), lossless=lossless)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(file, "far too many") from None
    except UnidentifiedImageError:  # Pillow's message tells an address in memory
        raise _fault(file, "is not a PNG, JPEG or WebP picture") from None
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for broken files
        message = f"is not a PNG, JPEG or WebP picture that can be read: {error}"
        raise _fault(file, message) from error


def _refuse_large(image: Image.Image, file: str) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise _too_large(file, f"{pixels / 1e6:.0f} million")


def _plain(image: Image.Image) -> Image.Image:
    """The picture upright, in sRGB, with no metadata."""
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    plain = _in_srgb(upright, mode)
    plain.info.clear()  # whatever stands here, encoders may write
    return plain


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """The colours as browsers show them without the profile, which may tell of the camera."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own, srgb, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            return image.convert(mode)  # a broken profile says nothing about the colours
        if converted:
            return converted
    return image.convert(mode)


def _fit(image: Image.Image) -> Image.Image:
    if image.width <= MAX_WIDTH:
        return image
    height = max(1, round(image.height * MAX_WIDTH / image.width))
    return image.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)


def _smallest(image: Image.Image, *, lossless: bool) -> bytes:
    """Photographs are smaller with loss, logos mostly without; photographs come as PNG too."""
    encodings = [_webp(image, lossless=False)]
    if lossless:
        encodings.append(_webp(image, lossless=True))
    return min(encodings, key=len)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    file = BytesIO()
    image.save(file, "WEBP", quality=QUALITY, method=EFFORT, lossless=lossless)
    return file.getvalue()


def _cache_key(content: bytes) -> str:
    return blake2b(RECIPE.encode() + b"\0" + content, digest_size=16).hexdigest()


def _too_large(file: str, pixels: str) -> ContentFault:
    limit = f"{MAX_PIXELS // 1_000_000} million"
    return _fault(file, f"has {pixels} pixels, at most {limit} are allowed; scale it down")


def _fault(file: str, message: str) -> ContentFault:
    return ContentFault([Problem(f"content/media/{file}", 1, message)])
