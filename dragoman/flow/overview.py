"""What an operator sees of a site at a glance, put together from settings and facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.config import Settings
from dragoman.newsroom import usage


@dataclass(frozen=True, slots=True)
class EngineState:
    """An engine behind the network: characters sent and allowed (0: as many as there are), failures in a row, its rest.

    Of one that the settings name no longer, `kind` is empty.
    """

    name: str
    kind: str
    role: str
    today: int
    day: int
    this_month: int
    month: int
    failures: int
    error: str
    rests: datetime | None

    @property
    def line(self) -> str:
        """The engine as a line for a terminal."""
        day, month = (f" of {bound}" if bound else "" for bound in (self.day, self.month))
        sent = f"{self.today}{day} characters today, {self.this_month}{month} this month"
        rests = f", not asked before {self.rests:%Y-%m-%d %H:%M}Z" if self.rests else ""
        wrong = f"; {self.failures} failures in a row{rests}: {self.error}" if self.failures else ""
        what = f"{self.kind}, {self.role}" if self.kind else "no longer in the settings"
        return f"{self.name} ({what}): {sent}{wrong}"


def engines(settings: Settings, now: datetime) -> Iterator[EngineState]:
    """Yield the engines of the settings, then those that are there no longer but were asked this month."""
    named = {each.name: each for each in settings.engines}
    today = now.astimezone(UTC).date()
    for name in (*named, *(name for name in usage.asked(today.replace(day=1)) if name not in named)):
        known, health = named.get(name), usage.health(name)
        yield EngineState(
            name,
            known.kind if known else "",
            known.role if known else "",
            usage.sent(name, today),
            known.day if known else 0,
            usage.sent(name, today.replace(day=1)),
            known.month if known else 0,
            health.failures,
            health.error,
            health.rests,
        )
