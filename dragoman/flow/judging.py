"""Have new sentences judged by a language model, where the operator named one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import structlog

from dragoman.config import EngineSettings
from dragoman.errors import DragomanError
from dragoman.flow.desk import Desk
from dragoman.translate.brief import Segment
from dragoman.translate.engines.openai import ABLE
from dragoman.types import Outcome, Pair, Sentence
from dragoman.verify.judge import Given

log = structlog.get_logger()


def judged(
    desk: Desk, judge: EngineSettings, pair: Pair, sentences: Mapping[Segment, Sentence]
) -> tuple[Mapping[Segment, Sentence], bool]:
    """Return sentences with what the judge finds in them, and whether it was there to be asked."""
    found = dict(sentences)
    ours = [segment for segment, sentence in sentences.items() if _is_ours(sentence)]
    for batch in _batches(ours, sentences):
        given = [Given(segment.source.text, sentences[segment].target.text) for segment in batch]
        try:
            answers = desk.remotes.judge(judge, pair, given)
        except DragomanError as error:
            log.warning("translations were not judged", judge=judge.name, error=str(error))
            return found, False
        for segment, findings in zip(batch, answers, strict=True):
            if findings:
                sentence = found[segment]
                told = (*sentence.findings, *findings)
                found[segment] = replace(sentence, outcome=Outcome.FLAGGED, findings=told)
    return found, True


def _is_ours(sentence: Sentence) -> bool:
    """Tell whether a sentence is a translation that is shown."""
    return sentence.source.text != sentence.target.text and sentence.outcome is not Outcome.ORIGINAL


def _batches(segments: Sequence[Segment], sentences: Mapping[Segment, Sentence]) -> Iterator[list[Segment]]:
    batch, size = list[Segment](), 0
    for segment in segments:
        more = len(segment.source.text) + len(sentences[segment].target.text)
        if batch and (len(batch) >= ABLE.sentences or size + more > ABLE.longest):
            yield batch
            batch, size = [], 0
        batch.append(segment)
        size += more
    if batch:
        yield batch
