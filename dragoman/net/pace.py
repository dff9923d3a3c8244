"""When a host may be asked again: one request at a time, a gap between two, and peace where it asks for it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from dragoman.errors import TooSoon

BACKOFF_LEAST, BACKOFF_MOST = 60.0, 3600.0
"""Seconds that a lane stays shut after a first 429 that names no time, and after many in a row."""
_MANY = 4096


@dataclass(slots=True)
class Lane:
    """What is known of one host; times are those of the event loop, in seconds."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = -math.inf
    gap: float = 0.0
    shut_until: float = -math.inf
    refusals: int = 0
    waiting: int = 0
    promised: float = 0.0
    """The gaps of all who hold the lane or wait for it."""

    def due(self, step: float | None = None) -> float:
        """Return when a request may start, or the next hop of a redirect to itself, that waits for `step` only."""
        return max(self.shut_until, self.ended + (self.gap if step is None else step))

    def answered(self, status: int, retry_after: float | None) -> None:
        """Shut the lane for everyone where an answer asks for that.

        A 429 does, and a 503 that says until when: for its Retry-After, else for a minute, doubled with each refusal
        in a row up to an hour. A 503 without Retry-After is most often the trouble of one page of a big host: it shuts
        nothing. Content, or the news that there is none, ends the row.
        """
        if status == 429 or (status == 503 and retry_after is not None):
            if retry_after is None:
                retry_after = min(BACKOFF_LEAST * 2 ** min(self.refusals, 10), BACKOFF_MOST)
            self.refusals += 1
            self.shut_until = max(self.shut_until, _now() + retry_after)
        elif status < 300 or status == 304:
            self.refusals = 0


class Pace:
    """Keeps every host's lane; nobody waits for a lane's time longer than `patience` seconds."""

    def __init__(self, patience: float = math.inf) -> None:
        self._patience = patience
        self._lanes: dict[str, Lane] = {}

    @asynccontextmanager
    async def turn(self, name: str, gap: float, *, step: float | None = None) -> AsyncIterator[Lane]:
        """Wait for a lane, hold it for the block, and leave it in peace for `gap` seconds after it.

        `step` is the shorter gap before the next hop of a redirect within the lane. Raises TooSoon at once where the
        gaps ahead or a back-off take longer than the patience; how long others' requests run is not counted.
        """
        self._forget()
        lane = self._lanes.setdefault(name, Lane())
        self._be_patient(name, max(0.0, lane.due(step) - _now()) + lane.promised)
        lane.waiting += 1
        lane.promised += gap
        try:
            async with lane.lock:
                wait = lane.due(step) - _now()
                self._be_patient(name, wait)
                await asyncio.sleep(max(0.0, wait))
                try:
                    yield lane
                finally:
                    lane.ended, lane.gap = _now(), gap
        finally:
            lane.waiting -= 1
            lane.promised = lane.promised - gap if lane.waiting else 0.0

    def _be_patient(self, name: str, seconds: float) -> None:
        if seconds > self._patience:
            raise TooSoon(f"{name} is to be left in peace for {seconds:.0f} seconds more: ask again then.", seconds)

    def _forget(self) -> None:
        # Forgetting half at once keeps this cheap, also where a swarm of hosts asks for a week of peace.
        if len(self._lanes) > _MANY:
            now = _now()
            idle = sorted((lane.due(), name) for name, lane in self._lanes.items() if not lane.waiting)
            shut = {name for due, name in idle[-_MANY // 2 :] if due > now}
            self._lanes = {name: lane for name, lane in self._lanes.items() if lane.waiting or name in shut}


def _now() -> float:
    return asyncio.get_running_loop().time()
