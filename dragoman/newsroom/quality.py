"""How well translations came out, week by week, by source and pair of languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncWeek

from dragoman.newsroom import models
from dragoman.types import State

_STATES = (State.PUBLISHED, State.PARTIAL, State.HEADLINE, State.HELD)
_COUNTS = ("sentences", "repaired", "flagged", "original")


@dataclass(frozen=True, slots=True)
class Week:
    """What a week brought of a source in an edition: renditions by state, sentences by outcome.

    `pair` is the source's language, `?` where it names none, and the edition's.
    """

    week: date
    source: str
    pair: str
    published: int
    partial: int
    headline: int
    held: int
    sentences: int
    repaired: int
    flagged: int
    original: int

    @property
    def line(self) -> str:
        """The week as a line for a terminal."""
        shown = f"{self.published} published, {self.partial} partial, {self.headline} headline, {self.held} held"
        shares = f"{self.flagged_percent} % doubted, {self.original_percent} % original"
        return f"{self.week}  {self.source} {self.pair}: {shown}; {self.sentences} sentences, {shares}"

    @property
    def repaired_percent(self) -> float:
        """The share of sentences that the wire repaired, in percent."""
        return round(100 * self.repaired / self.sentences, 1)

    @property
    def flagged_percent(self) -> float:
        """The share of sentences that are shown with a doubt, in percent."""
        return round(100 * self.flagged / self.sentences, 1)

    @property
    def original_percent(self) -> float:
        """The share of sentences that stand in the original, in percent."""
        return round(100 * self.original / self.sentences, 1)


def weeks(now: datetime, count: int) -> list[Week]:
    """Return what the last weeks brought, this one among them, the latest first; withdrawn articles don't count."""
    monday = now.astimezone(UTC).date() - timedelta(days=now.astimezone(UTC).weekday(), weeks=count - 1)
    since = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    made = models.Rendition.objects.filter(made__gte=since, sentences__gt=0).exclude(state=State.WITHDRAWN)
    grouped = made.annotate(week=TruncWeek("made", tzinfo=UTC)).values(
        "week", "language", "revision__article__source__slug", "revision__article__source__language"
    )
    states = {f"is_{state}": Count("id", filter=Q(state=state)) for state in _STATES}
    rows = grouped.annotate(**states, **{f"in_{each}": Sum(each) for each in _COUNTS})
    return [_week(row) for row in rows.order_by("-week", "revision__article__source__slug", "language")]


def _week(row: Any) -> Week:
    source, own = row["revision__article__source__slug"], row["revision__article__source__language"]
    told = {str(state): row[f"is_{state}"] for state in _STATES} | {each: row[f"in_{each}"] for each in _COUNTS}
    return Week(row["week"].date(), source, f"{own or '?'}-{row['language']}", **told)
