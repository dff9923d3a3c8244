"""How readers report a fault or ask for a takedown: the form, what it says of what came in, and the public counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import takedowns_path
from dragoman.publish.render import page
from dragoman.publish.words import words
from dragoman.types import Shelf


@dataclass(frozen=True, slots=True)
class Fields:
    """What a reader has filled in, as text; nothing of it is trusted."""

    article: str = ""
    language: str = ""
    place: str = ""
    kind: str = "fault"
    text: str = ""
    name: str = ""
    mail: str = ""
    sworn: str = ""
    website: str = ""
    """A field that people don't see: what fills it in is a machine."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the form says: why it was refused (a key of the words), or under which number it was taken."""

    why: str = ""
    number: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of requests and withdrawals so far."""

    asked: int = 0
    hidden: int = 0
    refused: int = 0
    open: int = 0
    source: int = 0
    operator: int = 0


def report_page(language: str, site: SiteFacts, fields: Fields, reply: Reply) -> bytes:
    """Render the report form with what was filled in, or the word that it came in."""
    return page(
        "report.html",
        Shelf(language),
        site,
        fields=fields,
        why=reply.why,
        number=reply.number,
        due=reply.due,
    )


def takedowns_page(language: str, counts: Counts, site: SiteFacts) -> bytes:
    """Render the page that says how to have an article taken down, and how often that was done."""
    return page(
        "takedowns.html",
        Shelf(language),
        site,
        ask=site.form,
        way=site.form_link(language) if site.form else site.report(words(language).plain("takedowns_how"), ""),
        counts={name: getattr(counts, name) for name in Counts.__dataclass_fields__},
        tongue_links=[(code, site.href(takedowns_path(code))) for code in site.languages],
    )
