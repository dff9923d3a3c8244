"""The witness of a pair: what the checks of meaning ask, answered by the networks of the local models."""

from __future__ import annotations

from functools import cache

from dragoman.translate.engines.store import known_models
from dragoman.translate.forced import Forced
from dragoman.types import Pair
from dragoman.verify.meaning import Witness


@cache
def witness(pair: Pair) -> Witness | None:
    """Return the witness of a pair; None where no model translates it. Threads may share it."""
    models = known_models()
    return Forced(models, pair) if pair in models else None
