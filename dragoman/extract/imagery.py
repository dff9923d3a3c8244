"""What a page tells machines of its pictures: which one leads, captions, credits, and which show only an author."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from dragoman.extract import jsonld
from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import words_of
from dragoman.extract.metadata import Metadata
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import clean
from dragoman.types import Figure, Text
from dragoman.urls import gate

_LEADING = (
    "og:image og:image:url og:image:secure_url twitter:image twitter:image:src parsely-image-url sailthru.image.full"
).split()
_PIXELS = re.compile(r"[1-9]\d{1,4}$")
_GENERIC = frozenset("logo logos default placeholder fallback favicon sprite avatar blank noimage nophoto".split())
_NO_PICTURE = re.compile(
    r"\.(?:svg|ico)$|^/?$|no-(?:image|photo|picture)|(?:^|/)(?:site|share|social|og|opengraph|facebook|twitter)[-_]?"
    r"(?:image|card|share|img|icon)?\.(?:png|jpe?g|gif|webp)$|apple-touch-icon",
    re.I,
)
_CREDITS = ("creditText", "copyrightHolder", "creator", "author", "copyrightNotice")
_MAX, _MAX_TOLD = 200, 100


def leading(meta: Metadata) -> list[str]:
    """Return the addresses of the picture that leads an article, best first, without those that stand for the site."""
    told = [value for name in _LEADING for value in meta.meta.get(name, [])]
    told += [_address(meta.article.get(name), meta.things) for name in ("image", "thumbnailUrl")][:1]
    gated = dict.fromkeys(gate(html.unescape(value), meta.url) for value in told if value)
    return [address for address in gated if address and not _is_generic(address, meta)]


def leading_size(meta: Metadata) -> tuple[int | None, int | None]:
    """Return the width and height of the leading picture in pixels, where both are told."""
    width, height = meta.first(("og:image:width",)), meta.first(("og:image:height",))
    return (int(width), int(height)) if _PIXELS.match(width) and _PIXELS.match(height) else (None, None)


def _address(value: Any, things: Mapping[str, jsonld.Node]) -> str:
    """Return the address of a picture that JSON-LD gives as such, or by a reference."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, Mapping) and set(first) <= {"@id", "@type"}:
        first = things.get(str(first.get("@id")), {})
        return jsonld.address({name: first.get(name, "") for name in ("url", "contentUrl")})
    return jsonld.address(value)


def _is_generic(address: str, meta: Metadata) -> bool:
    """Tell whether a picture stands for the site rather than for an article."""
    path = urlsplit(address).path
    publisher = meta.article.get("publisher")
    logo = jsonld.address(publisher.get("logo")) if isinstance(publisher, Mapping) else ""
    return (
        address in (logo and gate(logo, meta.url), gate(meta.url), meta.canonical)
        or not _GENERIC.isdisjoint(words_of(path[-80:]))
        or _NO_PICTURE.search(path) is not None
    )


def informed(pieces: Sequence[Piece], nodes: Sequence[jsonld.Node]) -> list[Piece]:
    """Return the pieces with what the page's JSON-LD tells of their pictures, without portraits of its people."""
    if not any(isinstance(piece.block, Figure) for piece in pieces):
        return list(pieces)
    told = [(address, node) for node in nodes for address in _addresses(node)]
    faces = [address for node in nodes if "Person" in jsonld.strings(node.get("@type")) for address in _faces(node)]
    return [_informed(piece, told[:_MAX_TOLD]) for piece in pieces if not _is_face(piece, faces[:_MAX_TOLD])]


def _informed(piece: Piece, told: Sequence[tuple[str, jsonld.Node]]) -> Piece:
    figure = piece.block
    if not isinstance(figure, Figure) or (figure.caption and figure.credit):
        return piece
    for address, node in told:
        if same_picture(figure.src, address):
            credit = next((text for name in _CREDITS if (text := jsonld.string(node.get(name)))), "")
            caption = figure.caption or Text(clean(jsonld.string(node.get("caption"))))
            return replace(piece, block=replace(figure, caption=caption, credit=figure.credit or credit[:_MAX]))
    return piece


def _addresses(node: jsonld.Node) -> Iterator[str]:
    if "ImageObject" in jsonld.strings(node.get("@type")):
        yield from {found for name in ("contentUrl", "url") if (found := jsonld.address(node.get(name)))}


def _faces(person: jsonld.Node) -> Iterator[str]:
    if found := jsonld.address(person.get("image")):
        yield found


def _is_face(piece: Piece, faces: Sequence[str]) -> bool:
    return isinstance(piece.block, Figure) and any(same_picture(piece.block.src, face) for face in faces)
