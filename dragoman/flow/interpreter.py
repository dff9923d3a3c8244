"""The interpreter of one pair of languages: translates a sentence, proves it, repairs it or leaves it.

Its functions run in the crew's worker processes; an engine stays open there for as long as the worker lives.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dragoman.errors import EngineError
from dragoman.translate.attempts import Engine, OpenEngine, Translator
from dragoman.translate.brief import Segment, cut_text, segments
from dragoman.translate.engines.embedded import packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.marks import place_marks
from dragoman.types import Attempt, Document, Finding, Outcome, Pair, Sentence, Severity, Text
from dragoman.verify import check
from dragoman.verify.repair import choose

FAILED = "failed"
"""The route of a sentence that the engine could not translate: it stands in the original, and is not remembered."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be translated of a document, and by which engine under which rules (`context` names both)."""

    engine: str
    context: str
    segments: tuple[Segment, ...]


class Interpreter:
    """Render segments of one pair with one engine."""

    def __init__(self, pair: Pair, engine: Engine) -> None:
        self.pair = pair
        self.engine = engine
        self._translator = Translator(pair, engine)
        self._aligner: Forced | None = None

    def render(self, segment: Segment) -> Sentence:
        """Return a segment's translation, proved, repaired, or its original where neither could be done."""

        def judge(attempt: Attempt) -> tuple[Finding, ...]:
            return check(segment.source.text, attempt.text, self.pair)

        attempts = self._translator.attempts(segment.reading)
        try:
            choice = choose(next(attempts), attempts, judge)
        except EngineError as error:
            finding = Finding("engine", Severity.FAIL, str(error))
            route = f"{self.engine.name}/{FAILED}"
            return Sentence(segment.source, segment.source, Outcome.ORIGINAL, route, (finding,), "")
        route = f"{self.engine.name}/{choice.attempt.route}"
        if choice.outcome is Outcome.ORIGINAL:
            return Sentence(segment.source, segment.source, choice.outcome, route, choice.findings, "")
        target = self._marked(segment.source, choice.attempt.text)
        return Sentence(segment.source, target, choice.outcome, route, choice.findings, "")

    def _marked(self, source: Text, target: str) -> Text:
        if not source.marks:
            return Text(target)
        if self._aligner is None:
            self._aligner = Forced(packaged_models(), self.pair)
        return place_marks(source, target, self._aligner)


_hired = threading.local()


def _interpreter(open_engine: OpenEngine, pair: Pair) -> Interpreter:
    """Return this worker's interpreter of a pair: an engine belongs to the thread that made it."""
    known: dict[tuple[OpenEngine, Pair], Interpreter] = _hired.__dict__.setdefault("interpreters", {})
    if (open_engine, pair) not in known:
        known[open_engine, pair] = Interpreter(pair, open_engine(pair))
    return known[open_engine, pair]


def make_brief(open_engine: OpenEngine, pair: Pair, document: Document, *, headline_only: bool) -> Brief:
    """Cut a document into segments for a pair; raise NoRoute where no engine serves it."""
    engine = _interpreter(open_engine, pair).engine
    cut = segments(document, engine.vocabulary.likeliest_case)
    wanted = tuple(segment for segment in cut if not headline_only or segment.place == "headline")
    return Brief(engine.name, f"{pair} {engine.name} {rules()}", wanted)


@cache
def rules() -> str:
    """Name the code that translates and proves: what older rules let pass is not remembered under newer ones."""
    told = hashlib.sha256()
    for room in ("translate", "verify", "flow"):
        for file in sorted(f for f in (Path(__file__).parents[1] / room).rglob("*") if f.suffix in (".py", ".txt")):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


def render(open_engine: OpenEngine, pair: Pair, batch: Sequence[Segment]) -> list[Sentence]:
    """Render a batch of segments in their order."""
    interpreter = _interpreter(open_engine, pair)
    return [interpreter.render(segment) for segment in batch]


def interpret_text(open_engine: OpenEngine, pair: Pair, text: str) -> list[Sentence]:
    """Render one plain text sentence by sentence, with the gaps between them."""
    interpreter = _interpreter(open_engine, pair)
    cut = cut_text("text", Text(text), pair.source)
    return [replace(interpreter.render(segment), gap=segment.gap) for segment in cut]
