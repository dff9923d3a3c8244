"""Pictures: what the file of one says of itself, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dragoman.types.source import Licence, Signal

PictureFormat: TypeAlias = Literal["avif", "webp", "jpeg"]


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What a picture's file, and the server that gave it, say of its rights, as it stands there, in any order.

    `licences`: XMP `cc:license`, `dcterms:license`, `xmpRights:WebStatement`, `xmpRights:UsageTerms`, IPTC 2:116 where
    it names one. `credits`: XMP `photoshop:Credit`, `photoshop:Source`, `dc:creator`, `dc:rights`; IPTC By-line (2:80),
    Credit (2:110), Source (2:115), CopyrightNotice (2:116); Exif artist and copyright.

    `origin` is the kind of source that the file names (IPTC's digital source type), which tells pictures that machines
    made from photographs.
    """

    licences: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file of a picture: its path in the site tree, which its content names, and its size in pixels and bytes."""

    path: str
    format: PictureFormat
    width: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be shown: its files, the smallest first of each format, whom it is owed and its licence."""

    files: tuple[PictureFile, ...]
    credit: str = ""
    licence: Licence | None = None

    def of(self, format_: PictureFormat) -> tuple[PictureFile, ...]:
        """Return the files of one format, the smallest first."""
        return tuple(file for file in self.files if file.format == format_)

    @property
    def largest(self) -> PictureFile:
        """The file for those who take one only: the largest that every program reads."""
        return self.of("jpeg")[-1]
