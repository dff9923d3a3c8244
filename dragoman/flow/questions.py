"""What a remote engine is asked: whole paragraphs together, each question with what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from dragoman.translate.brief import Segment
from dragoman.translate.engines import Capabilities, Question
from dragoman.translate.shield import Shielded, shield
from dragoman.types import Pair

CONTEXT = 1200
"""Characters of context that go with a question."""
LONGER, SPARE = 4, 200
"""How many times as long as its sentence, and how many characters more, an answer may be."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+|[\w.+-]+@[\w-]+\.\w[\w.-]*|<[a-z/!][^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the segments that it is about, and how each answer is put right again."""

    question: Question
    segments: tuple[Segment, ...]
    shielded: tuple[Shielded, ...] = field(default=())

    def restored(self, answers: Sequence[str]) -> list[str]:
        """Return the answers with all put back that was shielded."""
        if not self.shielded:
            return list(answers)
        return [shielded.restore(answer) for shielded, answer in zip(self.shielded, answers, strict=True)]


def questions(
    pair: Pair, able: Capabilities, wanted: Sequence[Segment], document: Sequence[Segment]
) -> Iterator[Asked]:
    """Yield questions about the wanted segments of a document, in its order, none larger than the engine carries."""
    headline = " ".join(segment.reading for segment in document if segment.place == "headline")
    before = _before(document)
    for batch in _batches(able, wanted):
        context = "\n".join(filter(None, (headline, before.get(batch[0].place, "")))) if able.context else ""
        yield _asked(pair, able, batch, context if batch[0].place != "headline" else "")


def _asked(pair: Pair, able: Capabilities, batch: Sequence[Segment], context: str) -> Asked:
    readings = tuple(segment.reading for segment in batch)
    shielded = tuple(shield(each, pair, able.reads) for each in readings) if able.shielded else ()
    texts = tuple(each.text for each in shielded) or readings
    return Asked(Question(pair, texts, context[-CONTEXT:]), tuple(batch), shielded)


def _before(document: Sequence[Segment]) -> dict[str, str]:
    """Return the text that stands before each place of a document."""
    found, last = {}, ""
    for place, group in groupby(document, key=lambda segment: segment.place):
        found[place] = last
        last = " ".join(segment.reading for segment in group) if place != "headline" else ""
    return found


def _batches(able: Capabilities, wanted: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Gather whole paragraphs as far as a question holds them; one that is too long is parted between sentences."""
    batch: list[Segment] = []
    for _, group in groupby(wanted, key=lambda segment: segment.place):
        paragraph = list(group)
        if batch and not _fits(able, [*batch, *paragraph]):
            yield batch
            batch = []
        for segment in paragraph:
            if batch and not _fits(able, [*batch, segment]):
                yield batch
                batch = []
            batch.append(segment)
    if batch:
        yield batch


def _fits(able: Capabilities, batch: Sequence[Segment]) -> bool:
    return len(batch) <= able.sentences and sum(len(segment.reading) for segment in batch) <= able.longest


def doubt(source: str, answer: str) -> str:
    """Say why an answer can't be a translation, whatever the checks think of it; empty where nothing speaks against it.

    A sentence can talk a language model into anything: then there is an address that its source has not, or far more.
    """
    if not answer.strip():
        return "gave an empty translation"
    if len(answer) > LONGER * len(source) + SPARE:
        return f"gave {len(answer)} characters for {len(source)}"
    strange = {found[0].rstrip(".,;:!?)") for found in _ADDRESS.finditer(answer)} - {
        found[0].rstrip(".,;:!?)") for found in _ADDRESS.finditer(source)
    }
    return "put an address or a tag into a translation that its source does not have" if strange else ""
