"""How the door waits: gaps, Crawl-delay, back-off and patience, on a clock that jumps to whatever happens next."""

from __future__ import annotations

import asyncio
import itertools
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import TooSoon
from dragoman.net.pace import BACKOFF_MOST, Pace

pytestmark = pytest.mark.timed

T = TypeVar("T")
WEEK = 7 * 86400.0


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock stands still while it works, and jumps where it would sleep."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(selectors.SelectSelector())
        really = self._selector.select  # type: ignore[attr-defined]

        def jump(timeout: float | None = None) -> list[Any]:
            self.now += timeout or 0.0
            return really(0)  # type: ignore[no-any-return]

        self._selector.select = jump  # type: ignore[attr-defined]

    def time(self) -> float:
        return self.now


def play(scene: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(scene)


def clock() -> float:
    return asyncio.get_running_loop().time()


async def ask(pace: Pace, lane: str = "a", gap: float = 0.0, took: float = 0.0, status: int = 200) -> float:
    """Ask a lane and return when the request began."""
    async with pace.turn(lane, gap) as turn:
        began = clock()
        await asyncio.sleep(took)
        turn.answered(status, None)
    return began


def test_a_lane_opens_again_only_after_its_gap_and_holds_up_no_other() -> None:
    async def scene() -> list[float]:
        pace = Pace()
        return await asyncio.gather(*(ask(pace, lane, gap=10, took=5) for lane in "aaab"))

    assert play(scene()) == [0, 15, 30, 0]


def test_a_gap_holds_after_the_request_that_brings_it_and_not_before() -> None:
    async def scene() -> list[float]:
        pace = Pace()
        return [await ask(pace, gap=gap) for gap in (1, 10, 1, 1)]

    assert play(scene()) == [0, 1, 11, 12]


def test_the_first_page_of_a_slow_host_comes_right_after_its_robots_txt_and_the_second_a_minute_later() -> None:
    async def scene() -> list[float]:
        pace = Pace(patience=30)
        times = [await ask(pace, gap=1), await ask(pace, gap=60)]
        with pytest.raises(TooSoon) as caught:
            await ask(pace, gap=60)
        await asyncio.sleep(caught.value.retry_after)
        return [*times, await ask(pace, gap=60)]

    assert play(scene()) == [0, 1, 61]


def test_a_redirect_within_a_lane_waits_for_the_shorter_gap_only() -> None:
    async def scene() -> tuple[float, float]:
        pace = Pace(patience=30)
        await ask(pace, gap=600)
        async with pace.turn("a", 600, step=1):
            hop = clock()
        with pytest.raises(TooSoon) as caught:
            await ask(pace, gap=600)
        return hop, caught.value.retry_after

    assert play(scene()) == (1, 600)


def test_nobody_waits_for_a_lane_longer_than_the_patience() -> None:
    async def scene() -> list[float]:
        pace = Pace(patience=30)
        times = [await ask(pace, gap=30), await ask(pace, gap=31)]
        with pytest.raises(TooSoon, match=r"^a is to be left in peace for 31 seconds more: ask again then\.$") as early:
            await ask(pace, gap=31)
        assert early.value.transient
        times.append(clock())
        await asyncio.sleep(early.value.retry_after)
        return [*times, await ask(pace, gap=31)]

    assert play(scene()) == [0, 30, 30, 61]


def test_the_gaps_of_those_ahead_count_and_their_requests_do_not() -> None:
    async def scene() -> list[float | BaseException]:
        pace = Pace(patience=30)
        return await asyncio.gather(*(ask(pace, gap=12, took=1000) for _ in range(4)), return_exceptions=True)

    first, second, third, fourth = play(scene())
    assert (first, second, third) == (0, 1012, 2024)
    assert isinstance(fourth, TooSoon)
    assert fourth.retry_after == 36


def test_many_may_wait_for_a_slow_host_without_a_gap() -> None:
    async def scene() -> list[float]:
        pace = Pace(patience=1)
        return await asyncio.gather(*(ask(pace, took=100) for _ in range(50)))

    assert play(scene()) == [100.0 * n for n in range(50)]


def test_refusals_without_a_time_shut_the_lane_for_a_minute_and_twice_as_long_each_time_up_to_an_hour() -> None:
    async def scene() -> list[float]:
        pace = Pace()
        times = [await ask(pace, status=429) for _ in range(9)]
        times += [await ask(pace, status=200), await ask(pace, status=429), await ask(pace)]
        return times

    waits = [later - earlier for earlier, later in itertools.pairwise(play(scene()))]
    assert waits == [60, 120, 240, 480, 960, 1920, BACKOFF_MOST, BACKOFF_MOST, BACKOFF_MOST, 0, 60]


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [(429, 300, 300), (429, WEEK, WEEK), (503, 300, 300), (503, None, 0), (500, 300, 0), (404, 300, 0), (200, 300, 0)],
)
def test_only_429_and_503_with_a_time_shut_a_lane(status: int, retry_after: float | None, wait: float) -> None:
    async def scene() -> float:
        pace = Pace()
        async with pace.turn("a", 0) as turn:
            turn.answered(status, retry_after)
        assert await ask(pace, "b") == 0
        return await ask(pace)

    assert play(scene()) == wait


@pytest.mark.parametrize("status", [301, 404, 500, 503])
def test_only_a_good_answer_ends_a_row_of_refusals(status: int) -> None:
    async def scene(between: int) -> list[float]:
        pace = Pace()
        return [await ask(pace, status=status) for status in (429, between, 429, 200)]

    assert play(scene(status)) == [0, 60, 60, 180]
    assert play(scene(200)) == play(scene(304)) == [0, 60, 60, 120]


def test_those_who_wait_when_a_lane_is_shut_are_told_so() -> None:
    async def scene() -> list[float | BaseException]:
        pace = Pace(patience=30)
        return await asyncio.gather(*(ask(pace, took=5, status=429) for _ in range(3)), return_exceptions=True)

    first, *others = play(scene())
    assert first == 0
    assert [type(other) for other in others] == [TooSoon, TooSoon]


def test_a_lane_given_up_while_waiting_does_not_stay_shut() -> None:
    async def scene() -> float:
        pace = Pace(patience=30)
        async with pace.turn("a", 20):
            waiting = asyncio.create_task(ask(pace, gap=20))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
        return await ask(pace, gap=20)

    assert play(scene()) == 20


def test_lanes_that_are_idle_are_forgotten() -> None:
    async def scene() -> int:
        pace = Pace()
        for n in range(10_000):
            await ask(pace, str(n))
        return len(pace._lanes)

    assert play(scene()) < 5000


def test_a_swarm_of_hosts_that_shut_themselves_for_a_week_fills_no_memory() -> None:
    async def scene() -> tuple[int, float]:
        pace = Pace(patience=30)
        async with pace.turn("in use", 0):
            for n in range(20_000):
                async with pace.turn(f"host{n}", 0) as turn:
                    turn.answered(429, WEEK - n)
            assert "in use" in pace._lanes
        with pytest.raises(TooSoon) as caught:
            await ask(pace, "host0")
        return len(pace._lanes), caught.value.retry_after

    lanes, longest = play(scene())
    assert lanes < 5000
    assert longest == WEEK, "the one shut for the longest is kept"


@given(
    st.lists(
        st.tuples(
            st.sampled_from("aab"),
            st.sampled_from([0.0, 1.0, 7.0, 40.0]),
            st.sampled_from([0.0, 0.5, 20.0]),
            st.sampled_from([200, 200, 429, 503]),
            st.sampled_from([0.0, 0.0, 3.0, 100.0]),
        ),
        max_size=30,
    )
)
def test_whatever_comes_no_two_ask_a_host_at_once_or_too_soon(
    plan: list[tuple[str, float, float, int, float]],
) -> None:
    async def scene() -> list[tuple[str, float, float, float]]:
        pace = Pace(patience=30)
        done: list[tuple[str, float, float, float]] = []
        turned_away: list[float] = []

        async def one(lane: str, gap: float, took: float, status: int) -> None:
            try:
                began = await ask(pace, lane, gap, took, status)
                done.append((lane, began, began + took, gap))
            except TooSoon as error:
                turned_away.append(error.retry_after)

        tasks = []
        for lane, gap, took, status, pause in plan:
            tasks.append(asyncio.create_task(one(lane, gap, took, status)))
            await asyncio.sleep(pause)
        await asyncio.gather(*tasks)
        assert len(done) + len(turned_away) == len(plan)
        assert all(seconds > 30 for seconds in turned_away)
        assert all(not lane.waiting and not lane.promised for lane in pace._lanes.values())
        return done

    for _, visits in itertools.groupby(sorted(play(scene())), key=lambda visit: visit[0]):
        for (_, _, ended, gap), (_, began, _, _) in itertools.pairwise(visits):
            assert began >= ended + gap - 1e-6
