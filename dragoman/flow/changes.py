"""Compare what is to be published with what stands: sentence by sentence, fact by fact, in every edition.

A source's edit is read in its own language and told in the words of each edition; an edit of the translation alone
counts only where it changes a fact: then it mends a mistake of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dragoman.flow.desk import Desk
from dragoman.flow.edits import edits, mended, translated
from dragoman.newsroom import history
from dragoman.newsroom.archive import StoredArticle, StoredRevision, awaited, stood
from dragoman.types import Change, Document, Rendition, State, Update


@dataclass(frozen=True)
class Succession:
    """A revision that is to stand where another stood; `before` is None where nothing did."""

    desk: Desk
    before: StoredArticle | None
    revision: StoredRevision

    def has(self, language: str) -> bool:
        """Tell whether this very revision stands in a language, in more than its headline."""
        is_same = self.before is not None and self.before.revision.number == self.revision.number
        old = self.before.renditions.get(language) if self.before and is_same else None
        return old is not None and self._seen(old) and not awaited(old)

    def record(self, rendition: Rendition) -> None:
        """Store what a new rendition changes in what its edition has shown so far; of one that is awaited, later."""
        old = self.before.renditions.get(rendition.language) if self.before else None
        if old is None or not self._seen(old) or rendition.state is State.HELD or awaited(rendition):
            return
        language, number, made = rendition.language, self.revision.number, self._edits
        if awaited(old):
            found = stood(self.revision.article, language)
            if found is None:
                return
            document, old = found
            made = self.desk.crew.run(edits, document, self._document)
        if changes := _shown(_in_words_of(made, old, rendition, self._document.language), rendition):
            history.record_update(self.revision.article, language, Update(self.revision.seen, number, changes))
        if rendition.made and (changes := self._mended(old, rendition)):
            history.record_update(self.revision.article, language, Update(rendition.made, number, changes, ours=True))

    @property
    def _document(self) -> Document:
        return self.revision.document

    def _seen(self, old: Rendition) -> bool:
        unseen = old.state in (State.HELD, State.WITHDRAWN)
        return not unseen and self.before is not None and not self.before.withdrawn

    @cached_property
    def _edits(self) -> tuple[Change, ...]:
        if self.before is None or self.before.revision.number == self.revision.number:
            return ()
        return self.desk.crew.run(edits, self.before.revision.document, self._document)

    def _mended(self, old: Rendition, new: Rendition) -> tuple[Change, ...]:
        if not old.passages or not new.passages:
            return ()
        return self.desk.crew.run(mended, new.language, old.passages, new.passages)


def _in_words_of(changes: tuple[Change, ...], old: Rendition, new: Rendition, origin: str) -> tuple[Change, ...]:
    """Tell changes in the words of an edition, as it showed and shows them; in the source's where it lacks some."""
    if not new.passages and not old.passages:
        return changes
    before, after = _targets(old), _targets(new)
    told = []
    for change in changes:
        was, now = _said(change.was, before), _said(change.now, after)
        if was is None or now is None:
            told.append(replace(change, language=origin))
        else:
            told.append(replace(change, was=was, now=now))
    return tuple(told)


def _targets(rendition: Rendition) -> dict[str, str]:
    every = [one for passage in rendition.passages.values() for one in passage if translated(one)]
    return {one.source.text: one.target.text for one in every}


def _said(source: str, targets: Mapping[str, str]) -> str | None:
    """Return the translation of one or more sentences of a source, None where one of them has none."""
    said = []
    while source:
        one = max((each for each in targets if each and source.startswith(each)), key=len, default=None)
        if one is None:
            return None
        said.append(targets[one])
        source = source[len(one) :].lstrip()
    return " ".join(said)


def _shown(changes: tuple[Change, ...], rendition: Rendition) -> tuple[Change, ...]:
    """Return the changes of what an edition shows: where that is a headline alone, of nothing else."""
    if rendition.state is State.HEADLINE:
        return tuple(change for change in changes if change.place == "headline")
    return changes
