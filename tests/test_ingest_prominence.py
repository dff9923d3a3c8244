"""What the order of a feed says: nothing where it is that of time, else what its source makes much of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from dragoman.ingest.prominence import above
from dragoman.types import Entry

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def entries(hours: Sequence[int | None]) -> list[Entry]:
    """Return entries that are so many hours old; of some no time is known."""
    ages = (None if each is None else NOON - timedelta(hours=each) for each in hours)
    return [Entry(str(n), f"https://a.example/{n}", "News", published=age) for n, age in enumerate(ages)]


@pytest.mark.parametrize("hours", [[7, 1, 5, 2, 9], [None] * 5], ids=["mixed", "undated"])
def test_an_order_that_is_not_of_time_tells_which_share_of_a_feed_stands_above(hours: list[int | None]) -> None:
    assert list(above(entries(hours)).values())[::-1] == [0.0, 0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize(
    "hours",
    [range(12), range(12, 0, -1), [*range(9), 10, 9, *range(11, 21)], [1, None, 2, 2, 3], [2, 1, 3]],
    ids=["newest first", "oldest first", "but for one", "as far as known", "too few"],
)
def test_an_order_of_time_tells_nothing(hours: Sequence[int | None]) -> None:
    assert above(entries(hours)) == {}


def test_an_entry_that_stands_twice_counts_where_it_stands_first() -> None:
    found = entries([None] * 5)
    assert above([*found, found[0]])[found[0].url] == 0.0
