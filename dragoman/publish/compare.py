"""The page that sets a translation beside its original, sentence by sentence, with what the checks made of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.publish import credit
from dragoman.publish.marks import html
from dragoman.publish.render import render
from dragoman.publish.said import told as found_by
from dragoman.publish.shown import Shown
from dragoman.publish.standing import contact
from dragoman.publish.told import told
from dragoman.publish.view import Edition
from dragoman.types import Outcome, Sentence, Shelf


@dataclass(frozen=True)
class Row:
    """A sentence and its translation; `first` tells that a new text begins with it."""

    source: Markup
    target: Markup
    language: str
    """The language of the original."""
    outcome: Outcome
    notes: tuple[Markup, ...]
    first: bool = False

    @property
    def kept(self) -> bool:
        return self.outcome is Outcome.ORIGINAL


def compared(edition: Edition) -> bool:
    """Tell whether an edition has a page that compares it: whole translations have, where the original may be kept."""
    return edition.shown is Shown.TEXT and edition.translated and edition.article.decision.compare


def compare_page(edition: Edition) -> bytes:
    """Render a translation beside its original."""
    return render(
        "compare.html",
        site=edition.site,
        w=edition.words,
        contact=contact(edition.site),
        e=edition,
        label=credit.label(edition),
        credit=credit.credit(edition),
        rows=list(_rows(edition)),
        outcomes=edition.rendition.outcomes,
        shelf=Shelf(edition.language),
    )


def _rows(edition: Edition) -> Iterator[Row]:
    for passage in edition.passages.values():
        for n, sentence in enumerate(passage):
            yield _row(edition, sentence, first=n == 0)


def _row(edition: Edition, sentence: Sentence, first: bool) -> Row:
    doubted = sentence.outcome in (Outcome.ORIGINAL, Outcome.FLAGGED)
    notes = found_by(sentence.findings) if doubted else ()
    return Row(
        html(sentence.source),
        html(sentence.target, sentence.language or edition.document.language),
        sentence.language or edition.document.language,
        sentence.outcome,
        tuple(told(edition.words, note) for note in notes),
        first,
    )
