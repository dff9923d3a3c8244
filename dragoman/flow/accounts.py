"""The pages on which each edition answers for itself: its corrections, its takedowns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.flow.articlepages import sound
from dragoman.flow.desk import Desk
from dragoman.newsroom import history, notes, reports, showing
from dragoman.publish import site as pages
from dragoman.publish.facts import SiteFacts
from dragoman.publish.reports import Counts

ACCOUNTS = "pages of account"
"""The notes that say of what an edition's pages of corrections and takedowns were last made."""


def account_files(desk: Desk, site: SiteFacts, out: Path, *, anew: bool = False) -> Iterator[pages.Files]:
    """Yield the pages on which each edition answers for itself, where what they tell has changed.

    What changed is known of the site's own tree only.
    """
    for answer in _answers(site) if anew else unanswered(site):
        corrected = [article for id_ in answer.ids if (article := sound(desk, id_)) is not None]
        yield pages.account_files(answer.language, corrected, answer.counts, site)
        if out == desk.public:
            notes.write(answer.note, answer.told)


class _Answer(NamedTuple):
    """What the pages of corrections and takedowns of an edition are made of, and all that in words."""

    language: str
    ids: list[str]
    counts: Counts
    told: str

    @property
    def note(self) -> str:
        """Name the note of what they were last made of."""
        return f"{ACCOUNTS} {self.language}"


def _answers(site: SiteFacts) -> Iterator[_Answer]:
    counts = Counts(**reports.counts())
    for language in site.languages:
        ids = history.corrected(language, pages.LATEST)
        versions = showing.versions(ids) if ids else {}
        yield _Answer(language, ids, counts, f"{counts} {[(id_, versions[id_]) for id_ in ids]}")


def unanswered(site: SiteFacts) -> Iterator[_Answer]:
    """Yield what the pages that stand in the site's own tree do not tell yet."""
    answers = list(_answers(site))
    known = notes.read_all(answer.note for answer in answers)
    yield from (answer for answer in answers if known.get(answer.note) != answer.told)
