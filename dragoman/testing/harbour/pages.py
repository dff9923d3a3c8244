"""What the two papers publish: pages, feeds and pictures, the same bytes for the same state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dragoman.testing.harbour.articles import CHANGES, DISAPPEARS, Piece, load_pieces

HERE = Path(__file__).parent
TOWN_TIME = timezone(timedelta(hours=-3))
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split(),
}
STARTED = datetime(2026, 11, 10, 6, 0, tzinfo=TOWN_TIME)
ROBOTS = b"User-agent: *\nAllow: /\nDisallow: /private/\n"
DIARY = (
    b"<!DOCTYPE html><html lang='en'><head><title>Desk diary</title></head><body><p>Not for print.</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the two publishers."""

    language: str
    name: str
    strapline: str
    home: str
    feed: str
    feed_type: str


PAPERS = {
    "en": Paper(
        "en",
        "The Velame Packet",
        "News of Porto Velame since 1874",
        "/packet/",
        "/packet/rss.xml",
        "application/rss+xml",
    ),
    "pt": Paper(
        "pt", "Diário do Cais", "O jornal de Porto Velame", "/diario/", "/diario/atom.xml", "application/atom+xml"
    ),
}


@dataclass(frozen=True, slots=True)
class Served:
    """The answer to one path."""

    body: bytes
    content_type: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Press:
    """Both papers at one moment: the versions that are out now, by path, newest first."""

    base: str
    pieces: Mapping[str, Piece]

    def serve(self, path: str) -> Served | None:
        """Return what stands at a path, or None where nothing does."""
        if piece := self.pieces.get(path):
            return self._article(piece)
        for paper in PAPERS.values():
            if path == paper.feed:
                return self._render(f"{paper.language}-feed.xml", paper.feed_type, paper)
            if path == paper.home:
                return self._render("home.html", "text/html", paper)
        return self._fixed(path)

    def _fixed(self, path: str) -> Served | None:
        if path == "/":
            return self._render("town.html", "text/html", PAPERS["en"])
        if path == "/robots.txt":
            return Served(ROBOTS, "text/plain; charset=utf-8", STARTED)
        if path == "/private/diary.html":
            return Served(DIARY, "text/html; charset=utf-8", STARTED)
        if path in PICTURES:
            return Served(PICTURES[path].read_bytes(), "image/png", STARTED)
        return None

    def _article(self, piece: Piece) -> Served:
        paper = PAPERS[piece.language]
        page = TEMPLATES.get_template(f"{piece.language}-article.html").render(
            piece=piece,
            paper=paper,
            base=self.base,
            body=piece.body,
            related=_related(piece),
            ld=self._ld(piece, paper),
        )
        return Served(page.encode(), "text/html; charset=utf-8", piece.updated)

    def _render(self, template: str, content_type: str, paper: Paper) -> Served:
        pieces = [piece for piece in self.pieces.values() if piece.language == paper.language]
        updated = self._updated(paper, pieces)
        text = TEMPLATES.get_template(template).render(
            paper=paper, papers=PAPERS, base=self.base, pieces=pieces, updated=updated
        )
        return Served(text.encode(), f"{content_type}; charset=utf-8", updated)

    def _updated(self, paper: Paper, pieces: list[Piece]) -> datetime:
        """When a paper last changed: what was taken down went one minute after all else, so that the time moves."""
        all_of_it = [piece for piece in load_pieces().values() if piece.language == paper.language]
        newest = max(piece.updated for piece in all_of_it + pieces)
        return newest + timedelta(minutes=len(all_of_it) - len(pieces))

    def _ld(self, piece: Piece, paper: Paper) -> str:
        """The page's JSON-LD, with nothing in it that could end its script element."""
        url = self.base + piece.path
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": piece.kind,
            "mainEntityOfPage": url,
            "url": url,
            "headline": piece.title,
            "description": piece.standfirst,
            "inLanguage": "en-GB",
            "datePublished": piece.published.isoformat(),
            "dateModified": piece.updated.isoformat(),
            "author": [{"@type": "Person", "name": name} for name in piece.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": paper.name, "url": self.base + paper.home},
            "articleSection": piece.section,
            "keywords": list(piece.tags),
            "isAccessibleForFree": True,
            "license": piece.licence_url,
            "image": self._ld_image(piece),
        }
        text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False, indent=1)
        return text.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")

    def _ld_image(self, piece: Piece) -> dict[str, Any]:
        if not piece.picture:
            return {}
        return {
            "@type": "ImageObject",
            "url": f"{self.base}/pictures/{piece.picture}",
            "width": 960,
            "height": 600,
            "caption": piece.caption,
            "creditText": piece.credit,
            "license": piece.licence_url,
        }


def _related(piece: Piece) -> list[Piece]:
    """Three others of the paper, the same whatever happens to them: a page changes only when its own text does."""
    apart = (piece.path, CHANGES, DISAPPEARS)
    others = [other for other in load_pieces().values() if other.language == piece.language]
    return [other for other in others if other.path not in apart][:3]


def english_date(when: datetime) -> str:
    """Write a time as the English paper does: 18 November 2026, 7.40 am."""
    hour = when.hour % 12 or 12
    return f"{when.day} {MONTHS['en'][when.month - 1]} {when.year}, {hour}.{when:%M} {'am' if when.hour < 12 else 'pm'}"


def portuguese_date(when: datetime) -> str:
    """Write a time as the Portuguese paper does: 18 de novembro de 2026, às 6h50."""
    minutes = f"{when:%M}" if when.minute else ""
    return f"{when.day} de {MONTHS['pt'][when.month - 1]} de {when.year}, às {when.hour}h{minutes}"


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters.update(english=english_date, portugues=portuguese_date, rfc=format_datetime)
    return templates


TEMPLATES = _templates()
PICTURES = {f"/pictures/{file.name}": file for file in sorted((HERE / "pictures").glob("*.png"))}
