"""Compare what is to be published with what stands: sentence by sentence, fact by fact, in every edition.

A source's edit is read in its own language and told in the words of each edition; an edit of the translation alone
counts only where it changes a fact: then it mends a mistake of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from dragoman.corrections.compare import Line, compare
from dragoman.corrections.notices import notices
from dragoman.flow.desk import Desk
from dragoman.newsroom import history
from dragoman.newsroom.archive import StoredArticle, StoredRevision
from dragoman.translate.segmentation import segment
from dragoman.types import Change, Document, Embed, Fact, Outcome, Place, Rendition, Sentence, State, Update
from dragoman.verify.edits import Wording, bare, changed, wording

_OURS = frozenset({Fact.NUMBER, Fact.NAME, Fact.NEGATION})
"""Facts that a better translation mends; in other words than before it puts every quotation."""
Passages = Mapping[Place, tuple[Sentence, ...]]


@dataclass(frozen=True)
class Succession:
    """A revision that is to stand where another stood; `before` is None where nothing did."""

    desk: Desk
    before: StoredArticle | None
    revision: StoredRevision

    def record(self, rendition: Rendition) -> None:
        """Store what a new rendition changes in what its edition has shown so far."""
        old = self.before.renditions.get(rendition.language) if self.before else None
        if old is None or not self._seen(old) or rendition.state is State.HELD:
            return
        language, number = rendition.language, self.revision.number
        if changes := _shown(_in_words_of(self._edits, old, rendition, self._document.language), rendition):
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


def edits(before: Document, after: Document) -> tuple[Change, ...]:
    """Return what a source edited between two states of an article, in its own words."""
    old, new = list(lines(before)), list(lines(after))
    changes = compare(old, new, partial(_differ, after.language, " ".join(line.text for line in new)))
    return _told(changes, before, after)


def lines(document: Document) -> Iterator[Line]:
    """Yield the sentences of a document; what only machines read, and what others wrote, is left out."""
    embeds = {f"{n}.text" for n, block in enumerate(document.blocks) if isinstance(block, Embed)}
    for place, text in document.texts():
        if place == "headline":
            yield Line(place, text.text, wording(text.text, (0, len(text.text))).quoted)
        elif not place.endswith(".alt") and place not in embeds:
            for span in segment(text.text, document.language):
                said = wording(text.text, span)
                yield Line(place, said.text, said.quoted)


def _differ(language: str, rest: str, was: Line, now: Line) -> tuple[Fact, ...]:
    return changed(Wording(was.text, was.quoted), Wording(now.text, now.quoted), language, rest)


def _told(changes: tuple[Change, ...], before: Document, after: Document) -> tuple[Change, ...]:
    """Mark what a source added to say that it was wrong: that makes a correction of any edit."""
    old, new = dict(before.texts()), dict(after.texts())
    said = [old[place].text for place in notices(before)]
    known = set(map(bare, said))
    told = {place for place in notices(after) if bare(new[place].text) not in known}

    def is_new(change: Change) -> bool:
        return bool(change.now) and change.place in told and not any(change.was and change.was in text for text in said)

    return tuple(
        replace(change, facts=(*change.facts, Fact.NOTICE)) if is_new(change) else change for change in changes
    )


def mended(language: str, before: Passages, after: Passages) -> tuple[Change, ...]:
    """Return the sentences of an unchanged source whose translation differs from the one before in a fact."""
    known = {one.source.text: one for passage in before.values() for one in passage if _translated(one)}
    rest = " ".join(one.target.text for passage in after.values() for one in passage)
    found = []
    for place, passage in after.items():
        for now in passage:
            was = known.get(now.source.text)
            if was and _translated(now) and was.target.text != now.target.text:
                facts = changed(Wording(was.target.text), Wording(now.target.text), language, rest)
                if kept := tuple(fact for fact in facts if fact in _OURS):
                    found.append(Change(place, was.target.text, now.target.text, kept))
    return tuple(found)


def _translated(sentence: Sentence) -> bool:
    return sentence.outcome is not Outcome.ORIGINAL


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
    every = [one for passage in rendition.passages.values() for one in passage if _translated(one)]
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
