"""Find what differs between two states of a text. Runs in the crew, so it knows nothing of the newsroom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from dragoman.corrections.compare import Line, compare
from dragoman.corrections.notices import notices
from dragoman.translate.segmentation import segment
from dragoman.types import Change, Document, Embed, Fact, Outcome, Place, Sentence
from dragoman.verify.edits import Wording, bare, changed, wording

_OURS = frozenset({Fact.NUMBER, Fact.NAME, Fact.NEGATION})
"""Facts that a better translation mends; in other words than before it puts every quotation."""
Passages = Mapping[Place, tuple[Sentence, ...]]


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
    known = {one.source.text: one for passage in before.values() for one in passage if translated(one)}
    rest = " ".join(one.target.text for passage in after.values() for one in passage)
    found = []
    for place, passage in after.items():
        for now in passage:
            was = known.get(now.source.text)
            if was and translated(now) and was.target.text != now.target.text:
                facts = changed(Wording(was.target.text), Wording(now.target.text), language, rest)
                if kept := tuple(fact for fact in facts if fact in _OURS):
                    found.append(Change(place, was.target.text, now.target.text, kept))
    return tuple(found)


def translated(sentence: Sentence) -> bool:
    """Tell whether a sentence stands in other words than its original's."""
    return sentence.outcome is not Outcome.ORIGINAL
