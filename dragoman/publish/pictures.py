"""Pictures as pages, feeds and data show them: those that have a licence of their own, with whom they are owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.publish.body import tells
from dragoman.publish.marks import one_line
from dragoman.publish.view import Edition
from dragoman.publish.words import language_attributes
from dragoman.types import Figure, Picture, PictureFile, PictureFormat, Place
from dragoman.urls import gate

SIZES = "(min-width: 40rem) 34rem, 92vw"
"""How wide a picture stands in a page: the column of text, or nearly the whole of a small screen."""
FORMATS: tuple[PictureFormat, ...] = ("avif", "webp", "jpeg")
"""From the best packed one to the one that every program reads."""
FALLBACK = 960
"""Pixels of width for those who choose no file themselves."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as feeds, data and previews elsewhere tell of it: one JPEG, with its size in pixels and bytes."""

    path: str
    width: int
    height: int
    size: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    licence_url: str = ""
    small: tuple[PictureFile, ...] = ()
    """Its smallest file of each format, the best packed first, as lists show it."""

    @property
    def type(self) -> str:
        return "image/jpeg"


def picture(edition: Edition, figure: Figure) -> Picture | None:
    """Return what is shown of a figure, None where that is a link to its source."""
    return edition.pictures.get(figure.src)


def shots(edition: Edition) -> list[Shot]:
    """Return the pictures that an edition shows, the leading one first."""
    every = ((place, figure, picture(edition, figure)) for place, figure in edition.document.figures())
    return [_shot(edition, place, figure, found) for place, figure, found in every if found]


def _shot(edition: Edition, place: Place, figure: Figure, found: Picture) -> Shot:
    file = found.largest
    told = {"alt": _alt(edition, place, figure), "caption": edition.plain(f"{place}.caption")}
    licence = {"licence": licence_name(found), "licence_url": licence_url(found)}
    owed = {"credit": credit(figure, found), **licence}
    return Shot(file.path, file.width, file.height, file.size, **told, **owed, small=small(found))


def _alt(edition: Edition, place: Place, figure: Figure) -> str:
    return edition.plain(f"{place}.alt") if tells(edition.document, figure) else ""


def alternative(edition: Edition, place: Place, figure: Figure) -> Markup:
    """Return the attributes that say in words what a picture shows, and in which language where not in the page's."""
    said = [each for line in edition.lines(f"{place}.alt") for each in line]
    alt = Markup('alt="{}"').format(_alt(edition, place, figure))
    foreign = bool(said) and all(each.kept for each in said) and tells(edition.document, figure)
    return alt + Markup(" ") + language_attributes(said[0].language) if foreign else alt


def credit(figure: Figure, found: Picture) -> str:
    """Return whom a picture is owed: what its page says, else its file, unless its caption says that already.

    The name of its licence is left out at the end: it stands beside.
    """
    told = one_line(figure.credit or found.credit).removesuffix(licence_name(found)).rstrip(" ,;:/|(–—-")
    return told if figure.credit or told not in one_line(figure.caption.text) else ""


def licence_name(found: Picture) -> str:
    return one_line(found.licence.name) if found.licence else ""


def licence_url(found: Picture) -> str:
    return gate(found.licence.url) if found.licence else ""


def srcset(edition: Edition, found: Picture, format_: PictureFormat) -> str:
    """Return the files of a format with their widths, as browsers choose among them."""
    return ", ".join(f"{edition.site.href(file.path)} {file.width}w" for file in found.of(format_))


def small(found: Picture) -> tuple[PictureFile, ...]:
    """Return the smallest file of each format, the best packed first."""
    return tuple(file for format_ in FORMATS for file in found.of(format_)[:1])


def fallback(found: Picture) -> str:
    """Return the path of the file for browsers that choose none themselves."""
    fit = [file for file in found.of("jpeg") if file.width <= FALLBACK]
    return (fit or [found.largest])[-1].path


def linked_data(edition: Edition, shot: Shot) -> Mapping[str, object]:
    """Return a picture as schema.org has it."""
    return {
        "@type": "ImageObject",
        "contentUrl": edition.site.url(shot.path),
        "url": edition.site.url(shot.path),
        "width": shot.width,
        "height": shot.height,
        "encodingFormat": shot.type,
        "caption": shot.caption,
        "creditText": shot.credit,
        "license": shot.licence_url,
    }
