"""The interpreter of one pair of languages: translates a sentence, proves it, repairs it or leaves it.

Its functions run in the crew's worker processes; an engine stays open there for as long as the worker lives.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dragoman.errors import EngineError, NoRoute
from dragoman.flow.stamp import stamp
from dragoman.translate.attempts import Engine, OpenEngine, Translator
from dragoman.translate.brief import Segment, cut_text, segments
from dragoman.translate.engines.embedded import packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.labels import given, trimmed
from dragoman.translate.marks import place_marks
from dragoman.types import Attempt, Document, Finding, Outcome, Pair, Sentence, Severity, Text, primary
from dragoman.verify import check
from dragoman.verify.repair import choose

FAILED = "failed"
"""The route of a sentence that the engine could not translate: it stands in the original, and is not remembered."""
AS_IT_IS = "as it is"
"""The route of a sentence that needs no translation."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be translated of a document, and by which engine.

    `keys` name the segments' translations in the memory, one for each, with the engine and the rules that make them.
    """

    engine: str
    segments: tuple[Segment, ...]
    keys: tuple[str, ...]


class Interpreter:
    """Render segments of one pair with one engine."""

    def __init__(self, pair: Pair, engine: Engine) -> None:
        self.pair = pair
        self.engine = engine
        self._translator = Translator(pair, engine)
        self._aligner: Forced | None = None

    def render(self, segment: Segment) -> Sentence:
        """Return a segment's translation, proved, repaired, or its original where neither could be done."""
        source = segment.source

        def judge(attempt: Attempt) -> tuple[Finding, ...]:
            return check(source.text, attempt.text, self.pair)

        if not any(map(str.isalnum, source.text)):
            return standing(segment, AS_IT_IS)
        attempts = self._attempts(segment)
        try:
            choice = choose(next(attempts), attempts, judge)
        except EngineError as error:
            return failed(segment, self.engine.name, error)
        route = f"{self.engine.name}/{choice.attempt.route}"
        if choice.outcome is Outcome.ORIGINAL:
            return Sentence(source, source, choice.outcome, route, choice.findings, "", segment.language)
        target = self._marked(source, choice.attempt.text)
        return Sentence(source, target, choice.outcome, route, choice.findings, "", segment.language)

    def _attempts(self, segment: Segment) -> Iterator[Attempt]:
        """Yield translations of a segment; those of a label without what makes a sentence of it."""
        attempts = self._translator.attempts(segment.reading)
        if not segment.label:
            return attempts
        text = given(segment.source.text, self.pair)
        fitted = (replace(one, text=trimmed(one.text, segment.reading, self.pair)) for one in attempts)
        return fitted if text is None else chain([Attempt(text, "given")], fitted)

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
    contexts = {language: _context(open_engine, _own_pair(pair, language)) for language in {s.language for s in wanted}}
    return Brief(engine.name, wanted, tuple(segment.key(contexts[segment.language]) for segment in wanted))


def _context(open_engine: OpenEngine, pair: Pair) -> str:
    """Name all that decides how sentences of a pair come out, but for themselves."""
    try:
        engine = _interpreter(open_engine, pair).engine.name
    except NoRoute:
        engine = ""
    return f"{pair} {engine} {stamp()}"


def _own_pair(pair: Pair, language: str) -> Pair:
    return Pair(language or pair.source, pair.target)


def render(open_engine: OpenEngine, pair: Pair, batch: Sequence[Segment]) -> list[Sentence]:
    """Render a batch of segments in their order, each from its own language."""
    return [_render(open_engine, _own_pair(pair, segment.language), segment) for segment in batch]


def _render(open_engine: OpenEngine, pair: Pair, segment: Segment) -> Sentence:
    """Render one segment; what is in the target's language already stands as it is."""
    if primary(pair.source) == primary(pair.target):
        return standing(segment, AS_IT_IS)
    try:
        interpreter = _interpreter(open_engine, pair)
    except NoRoute as error:
        return failed(segment, str(pair), error)
    return interpreter.render(segment)


def standing(segment: Segment, route: str) -> Sentence:
    """Return a segment that needs no translation."""
    return Sentence(segment.source, segment.source, Outcome.CLEAN, route, (), "", segment.language)


def failed(segment: Segment, engine: str, error: EngineError) -> Sentence:
    """Return a segment that nothing could translate: its original, not to be remembered."""
    finding = Finding("engine", Severity.FAIL, str(error))
    original = segment.source
    return Sentence(original, original, Outcome.ORIGINAL, f"{engine}/{FAILED}", (finding,), "", segment.language)


def interpret_text(open_engine: OpenEngine, pair: Pair, text: str) -> list[Sentence]:
    """Render one plain text sentence by sentence, with the gaps between them."""
    interpreter = _interpreter(open_engine, pair)
    cut = cut_text("text", Text(text), pair.source)
    return [replace(interpreter.render(segment), gap=segment.gap) for segment in cut]
