"""Translate segments round by round: the best route for all, the next one for what it could not prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from dragoman import metrics, traces
from dragoman.dispatch.workers import timed
from dragoman.errors import DragomanError, EngineAway, EngineError, NoRoute
from dragoman.flow.desk import Desk
from dragoman.flow.interpreter import FAILED, better, failed, prove, render, standing, worded
from dragoman.flow.judging import judged
from dragoman.flow.questions import Asked, doubt, questions
from dragoman.flow.remotes import judge_of
from dragoman.flow.stamp import stamp
from dragoman.newsroom import memory, wordings
from dragoman.translate.brief import Segment
from dragoman.translate.routing import Route
from dragoman.types import Outcome, Pair, Sentence, primary

BATCH = 12
"""Segments a worker takes at a time: long enough to be worth the way, short enough to share a long read."""
LEEWAY = 1 / 6
"""Seconds for each sentence of a text in which shorter ones that come later go ahead: some times what it takes."""
AGAIN = timedelta(minutes=5)
"""When an engine behind the network is asked again that failed over a sentence."""


@dataclass
class Made:
    """The sentences made so far, by the names of their segments, and those that an engine still owes, with its word."""

    sentences: dict[str, Sentence] = field(default_factory=dict)
    owed: dict[str, EngineAway] = field(default_factory=dict)

    def add(self, segment: Segment, sentence: Sentence) -> None:
        """Take a route's sentence where it is better than what stands."""
        each = name(segment)
        self.sentences[each] = better(self.sentences[each], sentence) if each in self.sentences else sentence

    def lacks(self, segment: Segment) -> bool:
        """Tell whether no route has proved a segment yet."""
        each = name(segment)
        return each not in self.sentences or self.sentences[each].outcome is Outcome.ORIGINAL

    @property
    def waits(self) -> EngineAway | None:
        """Return the word of the engine that owes a sentence which no other could even try; the latest, if several."""
        owed = [away for each, away in self.owed.items() if self.sentences[each].route.endswith(FAILED)]
        return max(owed, key=lambda away: away.until, default=None)


def translate(desk: Desk, found: Sequence[Route], segments: Sequence[Segment], *, remember: bool) -> Made:
    """Return the sentence of each segment by the first route that proves it, else its original."""
    named = {name(segment): segment for segment in segments}
    made = Made(_by_hand(desk, found, named))
    for route in found:
        left = [segment for segment in named.values() if made.lacks(segment)]
        if not left:
            break
        turn = _Round(desk, route, segments, made, remember)
        turn.make(left)
    return made


def _by_hand(desk: Desk, found: Sequence[Route], named: Mapping[str, Segment]) -> dict[str, Sentence]:
    """Return the sentences that the operator worded, by the names of their segments.

    A route places their marks; where it cannot be opened, the next one does.
    """
    given = wordings.given(found[0].pair, (segment.source.text for segment in named.values()))
    batch = {name: (one, given[one.source.text]) for name, one in named.items() if one.source.text in given}
    for route in found if batch else ():
        with suppress(EngineError):
            return dict(zip(batch, desk.crew.run(worded, route, list(batch.values())), strict=True))
    return {}


def translate_each(desk: Desk, found: Sequence[Route], segments: Sequence[Segment], *, remember: bool) -> Made:
    """Return the sentence of each segment, each from its own language.

    `found` are the routes of those in the document's language; others stand as they are where theirs is the target's
    already, and where no route leads from it.
    """
    made = Made({name(each): standing(each) for each in segments if each.stands})
    asked = [each for each in segments if not each.stands]
    for language in {each.language: None for each in asked}:
        some = [each for each in asked if each.language == language]
        pair = Pair(language, found[0].pair.target)
        if language == primary(pair.target):
            made.sentences |= {name(each): standing(each) for each in some}
            continue
        try:
            by = desk.ways(pair) if language else found
        except NoRoute as error:
            made.sentences |= {name(each): failed(each, f"/{FAILED}", error) for each in some}
            continue
        own = translate(desk, by, some, remember=remember)
        made.sentences |= own.sentences
        made.owed |= own.owed
    return made


def name(segment: Segment) -> str:
    """Name a segment by all that decides on its translation: one that stands twice in a text is translated once."""
    return segment.key("")


@dataclass
class _Round:
    """One route's turn at a document."""

    desk: Desk
    route: Route
    document: Sequence[Segment]
    made: Made
    remember: bool

    def make(self, segments: Sequence[Segment]) -> None:
        """Take what is in memory, have the rest made, and remember it; forget all where nothing may be remembered."""
        judge = judge_of(self.desk.settings.engines, self.route.pair)
        context = f"{self.route.pair} {self.route.name} {stamp()}" + (f" {judge.name} {judge.model}" if judge else "")
        keys = {segment: segment.key(context) for segment in segments}
        today = self.desk.clock().date()
        if not self.remember:
            memory.forget(keys.values())
        known = memory.recall(keys.values(), today) if self.remember else {}
        for segment, key in keys.items():
            if key in known:
                self.made.add(segment, known[key])
        missing = [segment for segment, key in keys.items() if key not in known]
        for new in self._asked(missing) if self.route.remote else self._rendered(missing):
            was_judged = True
            if judge:
                new, was_judged = judged(self.desk, judge, self.route.pair, new)
            if self.remember and was_judged:
                kept = {keys[each]: one for each, one in new.items() if not one.route.endswith(FAILED)}
                memory.remember(kept, today)
            for segment, sentence in new.items():
                self.made.add(segment, sentence)

    def _rendered(self, segments: Sequence[Segment]) -> Iterator[Mapping[Segment, Sentence]]:
        """Yield what the crew's own engines make of segments, a batch at a time."""
        batches = [segments[start : start + BATCH] for start in range(0, len(segments), BATCH)]
        try:
            work = partial(timed, partial(render, self.route))
            for batch, (sentences, began, seconds) in self.desk.crew.map(work, batches, leeway=LEEWAY * len(segments)):
                metrics.ENGINE.labels(self.route.name).observe(seconds)
                traces.done("translate", began, seconds, self._told(batch))
                yield dict(zip(batch, sentences, strict=True))
        except EngineError as error:
            # It could not even be opened: the next route has its turn, and where there is none, it is tried again.
            yield self._failed(segments, EngineAway(str(error), self.desk.clock() + AGAIN))

    def _asked(self, segments: Sequence[Segment]) -> Iterator[Mapping[Segment, Sentence]]:
        """Yield what an engine behind the network says to segments, proved by the crew, a question at a time."""
        (leg,) = self.route.legs
        away: EngineAway | None = None
        for asked in questions(self.route.pair, leg.able, segments, self.document):
            if away is None:
                try:
                    with traces.part("translate", self._told(asked.segments)):
                        answers = self.desk.remotes.ask(leg, asked.question)
                except EngineAway as error:
                    away = error
                except DragomanError as error:
                    yield self._failed(asked.segments, EngineAway(str(error), self.desk.clock() + AGAIN))
                    continue
                else:
                    yield self._proved(asked, answers)
                    continue
            yield self._failed(asked.segments, away)

    def _told(self, batch: Sequence[Segment]) -> traces.Attributes:
        """Return what a trace tells of a batch that the route's engine is given."""
        return {
            "dragoman.engine": self.route.name,
            "dragoman.pair": self.route.pair.key,
            "dragoman.sentences": len(batch),
        }

    def _proved(self, asked: Asked, answers: Sequence[str]) -> dict[Segment, Sentence]:
        given = list(zip(asked.segments, asked.restored(answers), strict=True))
        doubts = {segment: told for segment, answer in given if (told := doubt(segment.reading, answer))}
        batch = [(segment, answer) for segment, answer in given if segment not in doubts]
        sentences = self.desk.crew.run(prove, self.route, batch)
        new = {segment: sentence for (segment, _), sentence in zip(batch, sentences, strict=True)}
        label = self.route.legs[0].label
        for segment, told in doubts.items():
            new[segment] = failed(segment, f"{self.route.name}/refused", EngineError(f"The engine {label} {told}"))
        return new

    def _failed(self, segments: Sequence[Segment], away: EngineAway) -> dict[Segment, Sentence]:
        self.made.owed.update({name(segment): away for segment in segments})
        return {segment: failed(segment, f"{self.route.name}/{FAILED}", away) for segment in segments}
