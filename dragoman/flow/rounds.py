"""Translate segments round by round: the best route for all, the next one for what it could not prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from dragoman.flow.desk import Desk
from dragoman.flow.interpreter import FAILED, better, render
from dragoman.flow.stamp import stamp
from dragoman.newsroom import memory
from dragoman.translate.brief import Segment
from dragoman.translate.routing import Route
from dragoman.types import Outcome, Sentence

BATCH = 12
"""Segments a worker takes at a time: long enough to be worth the way, short enough to share a long read."""


def translate(
    desk: Desk, found: Sequence[Route], segments: Sequence[Segment], *, remember: bool
) -> dict[str, Sentence]:
    """Return the sentence of each segment by its name: of the first route that proves it, else its original."""
    named = {name(segment): segment for segment in segments}
    made: dict[str, Sentence] = {}
    for route in found:
        left = [segment for each, segment in named.items() if each not in made or _unproved(made[each])]
        if not left:
            break
        for segment, sentence in _round(desk, route, left, remember=remember).items():
            each = name(segment)
            made[each] = better(made[each], sentence) if each in made else sentence
    return made


def name(segment: Segment) -> str:
    """Name a segment by all that decides on its translation: one that stands twice in a text is translated once."""
    return segment.key("")


def _unproved(sentence: Sentence) -> bool:
    return sentence.outcome is Outcome.ORIGINAL


def _round(desk: Desk, route: Route, segments: Sequence[Segment], *, remember: bool) -> Mapping[Segment, Sentence]:
    """Return what a route makes of segments: from memory where it is known, from the crew where it is not.

    Where nothing may be remembered, what was kept before is forgotten.
    """
    context = f"{route.pair} {route.name} {stamp()}"
    keys = {segment: segment.key(context) for segment in segments}
    today = desk.clock().date()
    if not remember:
        memory.forget(keys.values())
    known = memory.recall(keys.values(), today) if remember else {}
    made = {segment: known[key] for segment, key in keys.items() if key in known}
    missing = [segment for segment in segments if segment not in made]
    batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
    for batch, sentences in desk.crew.map(partial(render, route), batches):
        new = dict(zip(batch, sentences, strict=True))
        if remember:
            kept = {keys[each]: sentence for each, sentence in new.items() if not sentence.route.endswith(FAILED)}
            memory.remember(kept, today)
        made.update(new)
    return made
