"""What the checks of meaning ask of a translation model; whoever has one passes a witness in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dragoman.types import Span


class Given(Protocol):
    """A text as a model sees it that was made to say it, as the translation of another. All figures are in nats."""

    def gap(self, span: Span) -> float:
        """Return how much likelier something else was at the least expected place of a span."""

    def surprise(self, span: Span) -> float:
        """Return how unlikely a span is."""

    def unlisted(self, span: Span) -> float:
        """Return the share, 0 to 1, of a span that the model would not have thought of."""

    def instead(self, span: Span, other: str) -> tuple[float, float]:
        """Return how much likelier another word is than a span's, and how much less likely than the likeliest."""

    def proposals(self, span: Span, count: int) -> Iterable[str]:
        """Return what the model would rather say than a span's word, likeliest first."""

    def gains(self, others: Sequence[str]) -> Sequence[float]:
        """Return how much likelier each of other translations is as a whole."""

    def looked(self, span: Span) -> float:
        """Return how many pieces of the text stand for a span of what it translates."""


class Witness(Protocol):
    """The models of a pair and of the opposite pair; each answers None, or nothing, where it can't be asked."""

    def target(self, source: str, target: str) -> Given | None:
        """Return the target as the translation of the source."""

    def source(self, source: str, target: str) -> Given | None:
        """Return the source as the translation of the target."""

    def support(self, source: str, targets: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return the log-probabilities of the source's pieces, as the translation of each of some targets."""
