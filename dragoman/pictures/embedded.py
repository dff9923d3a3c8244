"""What a picture's own file says of its rights: XMP, IPTC and Exif."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from dragoman.pictures.opening import check_type, opened
from dragoman.types import PictureWords

_SPACES = {
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "iptcExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_LICENCES = ("cc:license", "dcterms:license", "xmpRights:WebStatement", "xmpRights:UsageTerms")
_CREDITS = ("photoshop:Credit", "dc:creator", "photoshop:Source", "dc:rights")
_ORIGIN = ("iptcExt:DigitalSourceType",)
_IIM_LICENCE = ((2, 116),)
_IIM_CREDITS = ((2, 110), (2, 80), (2, 115), (2, 116))
"""Credit, by-line, source and copyright notice."""
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_LONGEST, _MOST = 300, 10
_MAX_XMP = 256 * 1024


def words_of(body: bytes, content_type: str = "") -> PictureWords:
    """Return what a picture's bytes say of its rights; raise NotAPicture where they are none that we take."""
    check_type(content_type)
    with opened(body) as image:
        packet, iim, exif = _packet(image), _iim(image), image.getexif()
        told = [exif.get(ExifTags.Base.Artist), exif.get(ExifTags.Base.Copyright)]
        licences = (*_said(packet, _LICENCES), *_of_iim(iim, _IIM_LICENCE))
        owed = (*_said(packet, _CREDITS), *_of_iim(iim, _IIM_CREDITS), *map(str, filter(None, told)))
        origin = next(_said(packet, _ORIGIN), "")
    return PictureWords(_tidy(licences), _tidy(owed), origin=origin[:_LONGEST])


def _packet(image: ImageFile) -> etree._Element | None:
    """Return the XMP of a picture, None where it has none that can be read."""
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    text = raw.encode() if isinstance(raw, str) else bytes(raw)
    if not text.strip(b"\0 \n") or len(text) > _MAX_XMP:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(text.strip(b"\0 \n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _said(packet: etree._Element | None, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under some names of XMP, which may be elements with words or lists, or attributes."""
    if packet is None:
        return
    for name in names:
        prefix, _, local = name.partition(":")
        full = f"{{{_SPACES[prefix]}}}{local}"
        for element in packet.iter():
            if element.get(full):
                yield str(element.get(full))
            if element.tag == full:
                words = (str(element.get(_RESOURCE, "")), *map(str, element.itertext()))
                yield from (each for each in words if each.strip())


def _iim(image: ImageFile) -> dict[tuple[int, int], bytes | list[bytes]]:
    try:
        return IptcImagePlugin.getiptcinfo(image) or {}
    except (OSError, SyntaxError, ValueError, LookupError):
        return {}


def _of_iim(found: dict[tuple[int, int], bytes | list[bytes]], tags: tuple[tuple[int, int], ...]) -> Iterator[str]:
    for tag in tags:
        value = found.get(tag, b"")
        for each in value if isinstance(value, list) else [value]:
            yield each.decode("utf-8", "replace")


def _tidy(words: tuple[str, ...]) -> tuple[str, ...]:
    plain = (" ".join("".join(c if c.isprintable() else " " for c in each).split()) for each in words)
    return tuple(dict.fromkeys(each[:_LONGEST] for each in plain if each))[:_MOST]
