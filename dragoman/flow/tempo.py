"""How the polls are shared out among the sources, reckoned anew from time to time."""

from __future__ import annotations

from datetime import datetime, timedelta

from dragoman.ingest.timing import schedule
from dragoman.ingest.timing.schedule import Budget
from dragoman.newsroom import sources

HOLDS = timedelta(minutes=10)


class Tempo:
    """Keep the budget of polls; any thread may ask, and it costs nothing most of the time."""

    def __init__(self) -> None:
        self._reckoned: tuple[datetime, Budget] | None = None

    def budget(self, now: datetime, mean: timedelta) -> Budget:
        """Return what there is to spend when each source is polled every `mean` on the average."""
        if self._reckoned is None or not timedelta() <= now - self._reckoned[0] < HOLDS:
            self._reckoned = now, schedule.budget(sources.rates(), mean)
        return self._reckoned[1]
