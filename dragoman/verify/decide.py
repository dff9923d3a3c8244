"""Decide what readers may see of a rendition, from the outcomes of its sentences: pure, the policy is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.types import Outcome, Sentence, State


@dataclass(frozen=True, slots=True)
class Policy:
    """How much of an article may stand in its original language.

    `originals` is the share of body sentences (0 to 1) above which only the headline and a link are shown; `fewest`
    is how many may do so whatever their share, as long as others do not: one in a short note is no reason to drop it.
    """

    originals: float = 0.2
    fewest: int = 1


def decide(headline: Sequence[Sentence], body: Sequence[Sentence], policy: Policy) -> tuple[State, tuple[str, ...]]:
    """Return the state of a rendition with its reasons, as sentences for a reader.

    `headline` are the sentences of the headline alone, `body` those of every other text that is shown.
    """
    if _originals(headline):
        return State.HEADLINE, ("The headline could not be translated safely, so it is shown as published.",)
    left = _originals(body)
    few = left <= policy.fewest and left < len(body)
    if left > policy.originals * len(body) and not few:
        return State.HEADLINE, (f"{left} of {len(body)} sentences could not be translated safely.",)
    if left:
        one = left == 1
        what = "One sentence stands" if one else f"{left} sentences stand"
        return State.PARTIAL, (f"{what} in the original language, because no translation passed the checks.",)
    return State.PUBLISHED, ()


def _originals(sentences: Sequence[Sentence]) -> int:
    return sum(sentence.outcome is Outcome.ORIGINAL for sentence in sentences)
