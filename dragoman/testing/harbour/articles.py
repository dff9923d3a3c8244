"""The articles of the sample source: data files of a few `key: value` lines, an empty line, and the body as HTML.

`NN-slug.html` is an article; `NN-slug.edited.html` beside it is what its editors made of it later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"

CHANGES = "/packet/fire-at-the-couto-yard"
"""The article that has a second version."""
DISAPPEARS = "/diario/2026/11/navio-de-cruzeiro-em-2-de-dezembro.html"
"""The article that is meant to be taken down: the ship it announces never came."""
FAULTS = {
    "en": "/packet/harbour-clock-leaves-37-behind",
    "pt": "/diario/2026/11/relogio-adiantado-deixa-37-no-cais.html",
}
"""One article a paper that holds the causes of the ten faults that this project exists to beat."""

LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "none": "",
}
MANY = ("author",)
REQUIRED = ("title", "author", "published", "section", "licence")
OPTIONAL = ("standfirst", "modified", "tags", "type", "picture", "alt", "caption", "credit")


@dataclass(frozen=True, slots=True)
class Piece:
    """One version of one article as its paper holds it; `licence` is a short name, empty where there is none."""

    language: str
    path: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    section: str
    licence: str
    body: str
    standfirst: str = ""
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    kind: str = "NewsArticle"
    picture: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""

    @property
    def updated(self) -> datetime:
        """When this version was written."""
        return self.modified or self.published

    @property
    def licence_url(self) -> str:
        """The address of the licence, empty where there is none."""
        return LICENCES.get(self.licence, "")

    @property
    def guid(self) -> str:
        """A name that outlives every address."""
        return f"tag:portovelame.example,2026:{self.path}"


@cache
def load_pieces(edited: bool = False) -> dict[str, Piece]:
    """Return every article by path, newest first; or, of those that have one, the second version."""
    pieces = [read_piece(file) for file in sorted(FOLDER.glob("*/*.html")) if file.stem.endswith(".edited") is edited]
    return {piece.path: piece for piece in sorted(pieces, key=lambda piece: piece.published, reverse=True)}


def read_piece(file: Path) -> Piece:
    """Read one data file; ValueError names the file and the key that is wrong."""
    head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    fields = _fields(head, file.name)
    one = {key: values[0] for key, values in fields.items()}
    language = file.parent.name
    published = datetime.fromisoformat(one["published"])
    return Piece(
        language=language,
        path=_path(language, file.stem, published),
        title=one["title"],
        authors=tuple(fields["author"]),
        published=published,
        section=one["section"],
        licence="" if one["licence"] == "none" else one["licence"],
        body=body.strip(),
        standfirst=one.get("standfirst", ""),
        modified=datetime.fromisoformat(one["modified"]) if "modified" in one else None,
        tags=tuple(tag.strip() for tag in one.get("tags", "").split(",") if tag.strip()),
        kind=one.get("type", "NewsArticle"),
        picture=one.get("picture", ""),
        alt=one.get("alt", ""),
        caption=one.get("caption", ""),
        credit=one.get("credit", ""),
    )


def _fields(head: str, name: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        if key not in REQUIRED + OPTIONAL or (fields[key] and key not in MANY):
            raise ValueError(f"{name}: {line!r} is not one of the lines an article begins with.")
        fields[key].append(value.strip())
    if (licence := fields["licence"]) and licence[0] not in LICENCES:
        raise ValueError(f"{name}: {licence[0]!r} is none of the licences {', '.join(LICENCES)}.")
    if missing := [key for key in REQUIRED if not fields.get(key)]:
        raise ValueError(f"{name}: the line {missing[0]!r} is missing.")
    return fields


def _path(language: str, stem: str, published: datetime) -> str:
    slug = re.sub(r"^\d+-|\.edited$", "", stem)
    return f"/packet/{slug}" if language == "en" else f"/diario/{published:%Y/%m}/{slug}.html"
