"""Open a picture that comes from outside: only what its bytes say it is, and only within bounds."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image
from PIL.ImageFile import ImageFile

from dragoman.errors import NotAPicture

MOST_PIXELS, LONGEST_SIDE = 40_000_000, 16_000
LEAST_WIDTH, LEAST_HEIGHT = 200, 100
"""Pixels below which a picture counts readers or adorns, and shows nothing."""
_UNSOUND = (OSError, ValueError, TypeError, LookupError, SyntaxError, EOFError, MemoryError, ArithmeticError)
"""What Pillow's decoders raise over bytes that are none."""


def sniffed(body: bytes) -> str:
    """Return the format that bytes begin as, by Pillow's name; raise NotAPicture where it is none that we take."""
    if body.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if body[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WEBP"
    if body[4:8] == b"ftyp" and b"avif" in body[8:32]:
        return "AVIF"
    raise NotAPicture("It is no JPEG, PNG, GIF, WebP or AVIF file")


def check_type(content_type: str) -> None:
    """Raise NotAPicture where a server says that what it gives is something else than a picture of pixels."""
    kind = content_type.partition(";")[0].strip().lower()
    raster = kind.startswith("image/") and not kind.startswith("image/svg")
    if kind and not raster and kind not in ("application/octet-stream", "binary/octet-stream"):
        raise NotAPicture(f"Its server says that it is {kind[:60]}, which is no picture of pixels")


@contextmanager
def opened(body: bytes) -> Iterator[ImageFile]:
    """Open a picture without decoding it; whatever is wrong with it, then or inside the block, is a NotAPicture."""
    format_ = sniffed(body)
    with warnings.catch_warnings():
        # Damaged metadata is no reason to refuse a picture; too many pixels are.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            # Of all decoders only the one that its first bytes ask for: some of them start other programs.
            with Image.open(BytesIO(body), formats=[format_]) as image:
                _check(image)
                yield image
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise NotAPicture("It has more pixels than a picture for reading by needs") from None
        except _UNSOUND as error:
            raise NotAPicture(f"It can't be read as {format_} ({type(error).__name__})") from None


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        raise NotAPicture(f"It is {width} by {height} pixels, too small to show anything")
    if max(image.size) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise NotAPicture(f"It is {width} by {height} pixels, more than a picture for reading by needs")
    if getattr(image, "is_animated", False):
        raise NotAPicture("It moves, and a still of it would show something else")
