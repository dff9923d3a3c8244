"""What became of an article after it was published: corrections, updates, and what its source says of its mistakes.

Everything shown here is bound by what its edition may show now: where that is a headline alone, so is its history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dragoman.publish.marks import one_line
from dragoman.publish.paths import iso, utc
from dragoman.publish.shown import Shown
from dragoman.publish.view import Edition
from dragoman.types import Change, Fact, Place, Update


def updates(edition: Edition) -> tuple[Update, ...]:
    """Return the edits that an edition may tell of, newest first."""
    found = [
        replace(each, changes=_allowed(edition, each)) for each in edition.article.updates.get(edition.language, ())
    ]
    return tuple(each for each in reversed(found) if each.changes)


def corrections(edition: Edition) -> tuple[Update, ...]:
    """Return the edits that changed a fact, each with those changes alone, newest first."""
    return tuple(replace(each, changes=each.corrects) for each in updates(edition) if each.corrects)


def beside_notices(edition: Edition) -> tuple[Update, ...]:
    """Return the corrections where the source's own words stand already: without the edits that added those."""
    found = [(each, tuple(c for c in each.changes if c.facts != (Fact.NOTICE,))) for each in corrections(edition)]
    return tuple(replace(each, changes=changes) for each, changes in found if changes)


def _allowed(edition: Edition, update: Update) -> tuple[Change, ...]:
    if not edition.visible:
        return ()
    if edition.shown is Shown.TEXT and edition.article.decision.compare:
        return update.changes
    if edition.shown is Shown.TEXT:
        # No copy of an earlier state may be kept: what a correction has to say, and no more.
        return tuple(each for each in update.corrects if not each.language)
    # An edition that shows an untranslated headline may not show what was a translation of it.
    allowed = (each for each in update.changes if each.place == "headline")
    return tuple(each for each in allowed if each.language or edition.own or edition.translated)


def notices(edition: Edition) -> tuple[Place, ...]:
    """Return the places where the source says that it was wrong, as far as the edition shows them."""
    every = edition.article.notices
    return every if edition.shown is Shown.TEXT else tuple(place for place in every if place == "headline")


def touched(edition: Edition) -> datetime:
    """Return when the meaning of what an edition shows last changed: by a revision, or by a correction of ours."""
    return max([utc(edition.article.updated), *(utc(each.when) for each in corrections(edition))])


def heading(edition: Edition, update: Update) -> str:
    """Return what an edit is called, with its date."""
    words = edition.words
    key = "mended_at" if update.ours else "corrected_at" if update.corrects else "edited_at"
    return words.plain(key, moment=words.moment(utc(update.when)))


def plain_notes(edition: Edition) -> list[str]:
    """Return every correction as plain text, for feeds and machines."""
    return [_plain(edition, update) for update in corrections(edition)]


def _plain(edition: Edition, update: Update) -> str:
    words = edition.words
    told = [words.plain(_key(change), was=one_line(change.was), now=one_line(change.now)) for change in update.changes]
    return f"{heading(edition, update)}. {' '.join(told)}"


def _key(change: Change) -> str:
    if not change.was:
        return "note_added"
    return "note_changed" if change.now else "note_removed"


def facts(edition: Edition, change: Change) -> Sequence[str]:
    """Return the names of what a change touched, in the reader's words."""
    return [edition.words.plain(f"fact_{fact}") for fact in change.facts]


def linked_data(edition: Edition) -> list[dict[str, Any]]:
    """Return the corrections as schema.org has them."""
    return [
        {
            "@type": "CorrectionComment",
            "text": _plain(edition, update),
            "datePublished": iso(update.when),
            "inLanguage": edition.language,
        }
        for update in corrections(edition)
    ]
