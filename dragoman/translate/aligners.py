"""Choose what aligns the words of a route: the models' own files, legs put together, or questions to the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.translate.alignment import Aligner
from dragoman.translate.asking import Ask, Asking
from dragoman.translate.attempts import Translator
from dragoman.translate.composed import Composed
from dragoman.translate.engines.embedded import ModelFiles
from dragoman.translate.forced import Forced
from dragoman.types import Pair


def aligner(translators: Sequence[Translator], pair: Pair, models: Mapping[Pair, ModelFiles]) -> Aligner:
    """Return the best aligner of a pair that one translator serves, or several in a row, or a stranger (none)."""
    if pair in models or pair.reversed in models:
        return Forced(models, pair)
    if len(translators) < 2:
        return Asking(_plain(translators[0]) if translators else None)
    first, *rest = translators
    way = Pair(first.pair.target, pair.target)
    return Composed(aligner([first], first.pair, models), aligner(rest, way, models), _plain(first))


def _plain(translator: Translator) -> Ask:
    return lambda text: next(translator.attempts(text)).text
