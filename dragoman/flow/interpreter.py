"""The interpreter of one route: translates a sentence, proves it, repairs it or leaves it.

Its functions run in the crew's worker processes; an engine stays open there for as long as the worker lives.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.errors import DragomanError, EngineError
from dragoman.translate.attempts import Engine, Translator
from dragoman.translate.brief import Segment, cut_text, segments
from dragoman.translate.engines import Offer
from dragoman.translate.engines.store import known_models
from dragoman.translate.forced import Forced
from dragoman.translate.marks import place_marks
from dragoman.translate.pivot import through
from dragoman.translate.routing import Route
from dragoman.types import Attempt, Document, Finding, Outcome, Pair, Sentence, Severity, Text
from dragoman.verify import check
from dragoman.verify.repair import choose

FAILED = "failed"
"""The route of a sentence that the engine could not translate: it stands in the original, and is not remembered."""


class Interpreter:
    """Render segments of one pair by a route's translators, or by answers that others have given."""

    def __init__(self, name: str, pair: Pair, translators: Sequence[Translator] = ()) -> None:
        self.name = name
        self.pair = pair
        self._translators = translators
        self._aligner: Forced | None = None

    def render(self, segment: Segment, answer: str | None = None) -> Sentence:
        """Return a segment's translation, proved, repaired, or its original where neither could be done."""

        def judge(attempt: Attempt) -> tuple[Finding, ...]:
            return check(segment.source.text, attempt.text, self.pair)

        attempts = self.attempts(segment.reading) if answer is None else iter([Attempt(answer, "plain")])
        try:
            choice = choose(next(attempts), attempts, judge)
        except EngineError as error:
            return failed(segment, f"{self.name}/{FAILED}", error)
        route = f"{self.name}/{choice.attempt.route}"
        if choice.outcome is Outcome.ORIGINAL:
            return Sentence(segment.source, segment.source, choice.outcome, route, choice.findings, "")
        target = self._marked(segment.source, choice.attempt.text)
        return Sentence(segment.source, target, choice.outcome, route, choice.findings, "")

    def attempts(self, sentence: str) -> Iterator[Attempt]:
        """Yield translations of a sentence, each made only when asked for; raise EngineError for the plain one."""
        return through(self._translators, sentence)

    def _marked(self, source: Text, target: str) -> Text:
        if not source.marks:
            return Text(target)
        if self._aligner is None:
            self._aligner = Forced(known_models(), self.pair)
        return place_marks(source, target, self._aligner)


_hired = threading.local()


def _engine(offer: Offer) -> Engine:
    """Return this worker's engine of an offer, opened where it is not: an engine belongs to the thread that made it."""
    known: dict[Offer, Engine] = _hired.__dict__.setdefault("engines", {})
    if offer not in known:
        if offer.open is None:
            raise EngineError(f"{offer.name} does not work here")
        known[offer] = offer.open()
    return known[offer]


def interpreter(route: Route) -> Interpreter:
    """Return this worker's interpreter of a route."""
    known: dict[Route, Interpreter] = _hired.__dict__.setdefault("interpreters", {})
    if route not in known:
        local = [leg for leg in route.legs if leg.open]
        known[route] = Interpreter(route.name, route.pair, [Translator(leg.pair, _engine(leg)) for leg in local])
    return known[route]


def cut(reader: Offer | None, document: Document, *, headline_only: bool) -> tuple[Segment, ...]:
    """Cut a document into segments, its headlines read as the engine of `reader` knows the language's words."""
    guess = _engine(reader).vocabulary.likeliest_case if reader else str
    found = segments(document, guess)
    return tuple(segment for segment in found if not headline_only or segment.place == "headline")


def render(route: Route, batch: Sequence[Segment]) -> list[Sentence]:
    """Render a batch of segments in their order."""
    made = interpreter(route)
    return [made.render(segment) for segment in batch]


def prove(route: Route, batch: Sequence[tuple[Segment, str]]) -> list[Sentence]:
    """Render a batch of segments, each by the answer that an engine elsewhere gave to it, in their order."""
    made = interpreter(route)
    return [made.render(segment, answer) for segment, answer in batch]


def failed(segment: Segment, route: str, error: DragomanError) -> Sentence:
    """Return a segment that a route's engines could not translate: its original."""
    finding = Finding("engine", Severity.FAIL, str(error))
    return Sentence(segment.source, segment.source, Outcome.ORIGINAL, route, (finding,), "")


def interpret_text(routes: Sequence[Route], text: str) -> list[Sentence]:
    """Render one plain text sentence by sentence, with the gaps between them: the first route that can prove each."""
    found = cut_text("text", Text(text), routes[0].pair.source)
    return [replace(_first_proved(routes, segment), gap=segment.gap) for segment in found]


def _first_proved(routes: Sequence[Route], segment: Segment) -> Sentence:
    sentence = interpreter(routes[0]).render(segment)
    for route in routes[1:]:
        if sentence.outcome is not Outcome.ORIGINAL:
            break
        sentence = better(sentence, interpreter(route).render(segment))
    return sentence


def better(one: Sentence, other: Sentence) -> Sentence:
    """Return the better of a sentence's renditions by two routes: a proved one, else one that was tried."""
    return max((one, other), key=lambda each: (each.outcome is not Outcome.ORIGINAL, not each.route.endswith(FAILED)))
