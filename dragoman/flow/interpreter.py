"""The interpreter of one route: translates a sentence, proves it, repairs it or leaves it.

Its functions run in the crew's worker processes; an engine stays open there for as long as the worker lives.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain

from dragoman.errors import DragomanError, EngineError
from dragoman.flow.proof import examine
from dragoman.translate.aligners import aligner
from dragoman.translate.alignment import Aligner
from dragoman.translate.attempts import Engine, Translator
from dragoman.translate.brief import Segment, cut_text, segments
from dragoman.translate.engines import Offer
from dragoman.translate.engines.store import known_models
from dragoman.translate.glossary import Glossary, glossary
from dragoman.translate.labels import credit, given, trimmed
from dragoman.translate.marks import place_marks
from dragoman.translate.pivot import through
from dragoman.translate.replies import reply
from dragoman.translate.routing import Route
from dragoman.translate.typography import levelled
from dragoman.translate.verbatim import lost, restored, without
from dragoman.types import (
    BY_HAND,
    Attempt,
    Context,
    Document,
    Finding,
    Outcome,
    Pair,
    Place,
    Sentence,
    Severity,
    Term,
    Text,
)
from dragoman.verify import check, consistency, headline, persons
from dragoman.verify.mending import mended
from dragoman.verify.repair import choose

FAILED = "failed"
"""The route of a sentence that the engine could not translate: it stands in the original, and is not remembered."""
AS_IT_IS = "as it is"
"""The route of a sentence that needs no translation."""


class Interpreter:
    """Render segments of one pair by a route's translators, or by answers that others have given."""

    def __init__(self, name: str, pair: Pair, translators: Sequence[Translator] = ()) -> None:
        self.name = name
        self.pair = pair
        self._translators = translators
        self._aligner: Aligner | None = None
        own = known_models().get(pair)
        self._is_own = bool(own and [each.engine.name for each in translators] == [own.name])

    def render(self, segment: Segment, answer: str | None = None) -> Sentence:
        """Return a segment's translation, proved, repaired, or its original where neither could be done."""
        source = segment.source
        if segment.stands:
            return standing(segment)
        attempts = self._fitted(segment, answer)
        try:
            plain = next(attempts)
            choice = choose(plain, self._mended(segment, plain, attempts), partial(self._judge, segment))
        except EngineError as error:
            return failed(segment, f"{self.name}/{FAILED}", error)
        route = f"{self.name}/{choice.attempt.route}"
        if choice.outcome is Outcome.ORIGINAL:
            return Sentence(source, source, choice.outcome, route, choice.findings, "", segment.language)
        target = self._marked(segment, choice.attempt.text)
        return Sentence(source, target, choice.outcome, route, choice.findings, "", segment.language)

    def worded(self, segment: Segment, wording: str) -> Sentence:
        """Return a segment as the operator worded it, who answers for it: nothing proves or repairs that."""
        # The wording holds the words that stay as they are themselves, not the names that they go by.
        target = self._marked(replace(segment, kept=()), wording)
        return Sentence(segment.source, target, Outcome.CLEAN, BY_HAND, (), "", segment.language)

    def _judge(self, segment: Segment, attempt: Attempt) -> tuple[Finding, ...]:
        """Return what is wrong with an attempt at what the engine read: in capitals no check knows names or days.

        A label is too short for the networks to be asked.
        """
        source, context = segment.reading, Context(segment.terms, segment.small)
        if missing := lost(attempt.text, segment.kept):
            return missing
        if segment.label:
            return check(source, attempt.text, self.pair, context)
        return examine(source, attempt.text, self.pair, context, own=self._is_own)

    def _mended(self, segment: Segment, plain: Attempt, others: Iterator[Attempt]) -> Iterator[Attempt]:
        """Yield the plain attempt where words of it can be put right, so, then the others, put right, too."""
        for attempt in chain([plain], others):
            text = mended(segment.reading, attempt.text, self.pair)
            if text != attempt.text:
                yield Attempt(text, f"{attempt.route}, mended")
            elif attempt is not plain:
                yield attempt

    def _fitted(self, segment: Segment, answer: str | None) -> Iterator[Attempt]:
        """Yield translations of a segment, first that of a credit or reply, those of a label with no more than it."""
        attempts = self._attempts(segment) if answer is None else iter([Attempt(answer, "plain")])
        source = segment.source.text
        text = given(source, self.pair) if segment.label else credit(source, self.pair) or reply(source, self.pair)
        if segment.label:
            attempts = (replace(one, text=trimmed(one.text, segment.reading, self.pair)) for one in attempts)
        return attempts if text is None else chain([Attempt(text, "given")], attempts)

    def attempts(self, sentence: str, terms: Sequence[Term] = (), small: Sequence[str] = ()) -> Iterator[Attempt]:
        """Yield translations of a sentence, each made only when asked for; raise EngineError for the plain one."""
        return through(self._translators, sentence, terms, small)

    def _attempts(self, segment: Segment) -> Iterator[Attempt]:
        """Yield those of a segment in the wording that is safe for our own models; as it was published, last."""
        yield from self.attempts(segment.safe or segment.reading, segment.terms, segment.small)
        if segment.safe:
            yield replace(next(self.attempts(segment.reading)), route="published")

    def _marked(self, segment: Segment, answer: str) -> Text:
        source, target = without(segment.source), restored(answer, segment.kept)
        if not source.marks:
            return target
        if self._aligner is None:
            self._aligner = aligner(self._translators, self.pair, known_models())
        placed = place_marks(source, target.text, self._aligner)
        return replace(placed, marks=(*placed.marks, *target.marks))


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


def cut(
    reader: Offer | None, document: Document, terms: Callable[[], Glossary], *, places: frozenset[Place] | None
) -> tuple[Segment, ...]:
    """Cut a document into segments, its headlines read as the engine of `reader` knows the language's words.

    Those of some places only, where these are given.

    `terms` makes the glossary of the languages that it goes between: a worker makes it once. It is not for what the
    document says in another language.
    """
    guess = _guess(reader)
    wanted = (each for each in segments(document, guess) if places is None or each.place in places)
    return tuple(each if each.language else terms().read(each) for each in wanted)


def _guess(reader: Offer | None) -> Callable[[str], str]:
    """Return what re-cases a word; without an engine that can be opened, each stays as it is written."""
    try:
        return _engine(reader).vocabulary.likeliest_case if reader else str
    except EngineError:
        return str


def render(route: Route, batch: Sequence[Segment]) -> list[Sentence]:
    """Render a batch of segments in their order."""
    made = interpreter(route)
    return [made.render(segment) for segment in batch]


def prove(route: Route, batch: Sequence[tuple[Segment, str]]) -> list[Sentence]:
    """Render a batch of segments, each by the answer that an engine elsewhere gave to it, in their order."""
    made = interpreter(route)
    return [made.render(segment, answer) for segment, answer in batch]


def worded(route: Route, batch: Sequence[tuple[Segment, str]]) -> list[Sentence]:
    """Render a batch of segments as the operator worded each, in their order."""
    made = interpreter(route)
    return [made.worded(segment, wording) for segment, wording in batch]


def agreeing(
    pair: Pair, passages: Mapping[Place, tuple[Sentence, ...]], paragraphs: frozenset[Place] = persons.NOWHERE
) -> dict[Place, tuple[Sentence, ...]]:
    """Return a document's sentences with their names and persons alike, and doubts where facts are not.

    Those that the operator worded stay as they are.
    """
    alike = persons.made_alike(consistency.made_alike(passages, pair), pair, paragraphs)
    alike = {place: _levelled(said, pair) for place, said in alike.items()}
    return headline.held_to_its_body({place: _by_hand(passages[place], made) for place, made in alike.items()}, pair)


def _levelled(said: Sequence[Sentence], pair: Pair) -> tuple[Sentence, ...]:
    """Return the sentences of a passage with the marks of what is quoted in a quotation as inner ones."""
    texts = levelled([each.target.text for each in said], pair.target)
    return tuple(
        each if each.target.text == text else replace(each, target=replace(each.target, text=text))
        for each, text in zip(said, texts, strict=True)
    )


def _by_hand(before: Sequence[Sentence], made: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(was if was.route == BY_HAND else now for was, now in zip(before, made, strict=True))


def failed(segment: Segment, route: str, error: DragomanError) -> Sentence:
    """Return a segment that a route's engines could not translate: its original."""
    finding = Finding("engine", Severity.FAIL, str(error))
    return Sentence(segment.source, segment.source, Outcome.ORIGINAL, route, (finding,), "", segment.language)


def standing(segment: Segment) -> Sentence:
    """Return a segment that needs no translation."""
    return Sentence(segment.source, segment.source, Outcome.CLEAN, AS_IT_IS, (), "", segment.language)


def interpret_text(routes: Sequence[Route], text: str) -> list[Sentence]:
    """Render one plain text sentence by sentence, with the gaps between them: the first route that can prove each.

    A sentence that stands there more than once is rendered once.
    """
    read = glossary(routes[0].pair).read
    found = cut_text("text", Text(text), routes[0].pair.source)
    proved = cache(partial(_first_proved, routes))
    return [replace(proved(replace(read(segment), gap="")), gap=segment.gap) for segment in found]


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
