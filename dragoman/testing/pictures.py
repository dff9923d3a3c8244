"""Pictures made by code: small photographs of nothing, in any size and format, with what their files are to say."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageDraw


def painted(width: int, height: int, format_: str = "JPEG", *, frames: int = 1, **told: Any) -> bytes:
    """Return a picture of sea and sky; `told` holds `xmp`, `exif_artist`, `orientation` and what Pillow saves."""
    pictures = [_scene(width, height, n) for n in range(frames)]
    exif = Image.Exif()
    for name, tag in (("exif_artist", ExifTags.Base.Artist), ("orientation", ExifTags.Base.Orientation)):
        if value := told.pop(name, None):
            exif[tag] = value
    if exif:
        told["exif"] = exif
    if frames > 1:
        told |= {"save_all": True, "append_images": pictures[1:]}
    out = BytesIO()
    pictures[0].save(out, format_, **told)
    return out.getvalue()


def _scene(width: int, height: int, number: int) -> Image.Image:
    sky, sea = (120 + number, 170, 210), (30, 80, 110 + number)
    image = Image.new("RGB", (width, height), sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.6, width, height), sea)
    for wave in range(0, width, max(1, width // 24)):
        draw.line((wave, height * 0.7, wave + width // 30, height * 0.72 + wave % 7), (220, 230, 235), 2)
    sail = [(width * 0.3, height * 0.6), (width * 0.5, height * 0.6), (width * 0.4, height * 0.3)]
    draw.polygon(sail, (240, 240, 230))
    return image
