"""Decide what readers may see of a rendition, from the outcomes of its sentences: pure, the policy is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.types import Outcome, Sentence, State


@dataclass(frozen=True, slots=True)
class Policy:
    """How much of an article may be unproved before it is not shown whole.

    `max_original` and `max_flagged` are shares of body sentences (0 to 1) that may stand in the original, or carry a
    doubt; `fewest` is how many may do so whatever their share, as long as others do not: one in a short note is no
    reason to drop it. What exceeds them is shown as a headline and a link, or not at all where `hold` says so.
    """

    max_original: float = 0.2
    max_flagged: float = 0.5
    hold: bool = False
    fewest: int = 1


def decide(headline: Sequence[Sentence], body: Sequence[Sentence], policy: Policy) -> tuple[State, tuple[str, ...]]:
    """Return the state of a rendition with its reasons, as sentences for a reader.

    `headline` are the sentences of the headline alone, `body` those of every other text that is shown.
    """
    lesser = State.HELD if policy.hold else State.HEADLINE
    if _count(headline, Outcome.ORIGINAL):
        return lesser, ("The headline could not be translated safely, so it is shown as published.",)
    left, doubted = _count(body, Outcome.ORIGINAL), _count(body, Outcome.FLAGGED)
    if _exceeds(left, len(body), policy.max_original, policy.fewest):
        return lesser, (f"{left} of {len(body)} sentences could not be translated safely.",)
    if _exceeds(doubted, len(body), policy.max_flagged, policy.fewest):
        return lesser, (f"The translation of {doubted} of {len(body)} sentences is in doubt.",)
    if left:
        what = "One sentence stands" if left == 1 else f"{left} sentences stand"
        return State.PARTIAL, (f"{what} in the original language, because no translation passed the checks.",)
    return State.PUBLISHED, ()


def _exceeds(count: int, total: int, share: float, fewest: int) -> bool:
    few = count <= fewest and count < total
    return count > share * total and not few


def _count(sentences: Sequence[Sentence], outcome: Outcome) -> int:
    return sum(sentence.outcome is outcome for sentence in sentences)
