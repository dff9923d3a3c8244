"""What a page tells machines of its pictures: captions, credits, and which show no more than an author's face."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract import jsonld
from dragoman.extract.blocks import Piece
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import clean
from dragoman.types import Figure, Text

_CREDITS = ("creditText", "copyrightHolder", "creator", "author", "copyrightNotice")
_MAX, _MAX_TOLD = 200, 100


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
