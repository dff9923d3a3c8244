"""Which request of many goes next, so that no host holds up the others. Opens no socket."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """Takes items from a long stream and gives them out so that every lane moves and few are held at once.

    At most `ahead` items are taken before they can be given out, and at most `each` of a lane are out at a time.
    """

    def __init__(self, items: Iterable[T], lane: Callable[[T], str], *, ahead: int, each: int) -> None:
        self._source, self._lane = iter(items), lane
        self._room, self._each = ahead, each
        self._waiting: dict[str, deque[T]] = {}
        self._ready: deque[str] = deque()
        self._out: Counter[str] = Counter()

    def next(self) -> T | None:
        """Give out the next item, or None while every lane is full or the stream is at its end."""
        self._refill()
        if not self._ready:
            return None
        lane = self._ready.popleft()
        queue = self._waiting[lane]
        item = queue.popleft()
        self._room += 1
        self._out[lane] += 1
        if not queue:
            del self._waiting[lane]
        elif self._out[lane] < self._each:
            self._ready.append(lane)
        return item

    def done(self, item: T) -> None:
        """Take note that an item given out is done with."""
        lane = self._lane(item)
        if self._out[lane] == self._each and lane in self._waiting:
            self._ready.append(lane)
        self._out[lane] -= 1
        if not self._out[lane]:
            del self._out[lane]

    def _refill(self) -> None:
        while self._room > 0:
            try:
                item = next(self._source)
            except StopIteration:
                return
            self._room -= 1
            lane = self._lane(item)
            if lane not in self._waiting:
                self._waiting[lane] = deque()
                if self._out[lane] < self._each:
                    self._ready.append(lane)
            self._waiting[lane].append(item)
