"""Make a picture anew from its pixels: several widths, three formats, and no metadata but whom it is owed.

Nothing of the original's bytes gets through, so neither does what hides in them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageCms, ImageOps

from dragoman.errors import NotAPicture
from dragoman.pictures.opening import opened
from dragoman.types import PictureFile, PictureFormat

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, the column of text, the column on a fine screen. No picture is made larger than it is."""
_SETTINGS: dict[PictureFormat, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
}
_SUFFIX: dict[PictureFormat, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
_PLAIN = ("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr")
"""Pillow's names of the forms of pixels that can be shown as they are meant."""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""{spaces}>{said}\
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
_NAMES = {
    "photoshop:Credit": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights:WebStatement": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt:DigitalSourceType": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What every copy of a picture says: whom it is owed, the address of its licence, what kind of source made it."""

    credit: str = ""
    licence: str = ""
    origin: str = ""

    @property
    def packet(self) -> bytes:
        """The same as XMP, empty where there is nothing to say."""
        told = dict(zip(_NAMES, (self.credit, self.licence, self.origin), strict=True))
        said = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in told.items() if words)
        spaces = "".join(f' xmlns:{name.partition(":")[0]}="{space}"' for name, space in _NAMES.items() if told[name])
        return _PACKET.format(spaces=spaces, said=said).encode() if said else b""


def encoded(body: bytes, owed: Owed) -> dict[PictureFile, bytes]:
    """Return a picture's files with their bytes; raise NotAPicture where it can't be decoded whole."""
    with opened(body) as image:
        whole = _upright(image)
        made: dict[PictureFile, bytes] = {}
        for width in [width for width in WIDTHS if width < whole.width] + [min(whole.width, WIDTHS[-1])]:
            copy = _scaled(whole, width)
            for format_ in _SETTINGS:
                content = _written(copy, format_, owed.packet)
                made.setdefault(_file(format_, copy, content), content)
    return made


def _upright(image: Image.Image) -> Image.Image:
    """Return a picture's pixels as they are meant to be seen: turned upright, in the colours of screens."""
    if image.mode not in _PLAIN:
        raise NotAPicture(f"Its pixels ({image.mode}) can't be shown on screens as they are meant")
    image.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
    profile = image.info.get("icc_profile", b"")
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    return _in_srgb(upright, profile).convert(mode)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in the colours that are meant where nothing is said, since what is said is left out."""
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _scaled(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)


def _written(image: Image.Image, format_: PictureFormat, packet: bytes) -> bytes:
    if format_ == "jpeg" and image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    # A bare copy: what Pillow keeps beside the pixels would be written, too.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = BytesIO()
    bare.save(out, format_, **_SETTINGS[format_], **({"xmp": packet} if packet else {}))
    return out.getvalue()


def _file(format_: PictureFormat, image: Image.Image, content: bytes) -> PictureFile:
    name = hashlib.sha256(content).hexdigest()[:24]
    path = f"pictures/{name[:2]}/{name}.{_SUFFIX[format_]}"
    return PictureFile(path, format_, image.width, image.height, len(content))
