"""A clock that stands still until it is told to go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Return the same time at every call; `forward` moves it."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **passed: float) -> None:
        """Move on by hours, minutes, seconds as `timedelta` takes them."""
        self.now += timedelta(**passed)
