"""Prove a translation by its surface and by its meaning: the checks of `verify`, with the local models as witnesses."""

from __future__ import annotations

from functools import cache

from dragoman.translate.engines.store import known_models
from dragoman.translate.forced import Forced
from dragoman.types import Context, Finding, Pair
from dragoman.verify import NOTHING, check, meaning, verdict
from dragoman.verify.meaning import Witness


def examine(
    source: str, target: str, pair: Pair, context: Context = NOTHING, *, own: bool = False
) -> tuple[Finding, ...]:
    """Return what is wrong with a translation, whoever made it; `own` says that the pair's local model did.

    The networks are asked only where the surface shows no failure, and where a local model translates the pair.
    """
    found = check(source, target, pair, context)
    seen = witness(pair)
    if seen is None or verdict(found) == "fail":
        return found
    return (*found, *meaning.check(source, target, pair, seen, own=own))


@cache
def witness(pair: Pair) -> Witness | None:
    """Return the witness of a pair; None where no model translates it. Threads may share it."""
    models = known_models()
    return Forced(models, pair) if pair in models else None
