"""When feeds are polled: rates, the square-root rule and its budget, hints, failures, the ends and moves of feeds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import sqrt

import pytest
from guards import ends_soon
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest.timing import rates, schedule
from dragoman.ingest.timing.lifecycle import FeedFacts, Move, follow, verdict
from dragoman.ingest.timing.rates import HOUR, Rates, expected, from_text, observe
from dragoman.ingest.timing.schedule import (
    BASE,
    LONGEST,
    LONGEST_FAILING,
    SHORTEST,
    Budget,
    PollFacts,
    asks_whole,
    budget,
    budget_k,
    interval,
    least_wait,
    next_check,
    next_poll,
    vanished,
)
from dragoman.types import Hints

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday
calm = settings(deadline=None)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
QUARTER = budget([rates.USUAL] * 10, 15 * MINUTE)
"""The budget of a site of ten usual feeds, one poll of each every 15 minutes."""

times = st.timedeltas(-300 * DAY, 40 * DAY).map(NOW.__add__)
dates = st.none() | st.timedeltas(-9000 * DAY, 500 * DAY).map(NOW.__add__)
numbers = st.floats(1e-6, 1e4)
any_rates = st.builds(
    Rates,
    numbers,
    st.floats(0.1, rates.MEMORY),
    st.floats(0.25, 8),
    st.lists(st.floats(0.05, 16), min_size=24, max_size=24).map(tuple),
    st.lists(st.floats(0.05, 16), min_size=7, max_size=7).map(tuple),
)


def polled(
    published: Sequence[datetime], start: datetime, end: datetime, every: timedelta = HOUR, told: Rates | None = None
) -> Rates:
    """Poll a feed at a fixed interval and learn from what is new each time."""
    known, since = told or Rates(), start
    while since < end:
        until = min(since + every, end)
        known, since = observe(known, since, until, [when for when in published if since < when <= until]), until
    return known


def steadily(gap: timedelta, start: datetime, end: datetime) -> list[datetime]:
    return [start + gap * n for n in range(1, round((end - start) / gap) + 1)]


# --- Rates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [10 * MINUTE, HOUR, 5 * HOUR])
def test_a_rate_is_learned_from_what_each_poll_finds(gap: timedelta) -> None:
    start = NOW - timedelta(weeks=4)
    known = polled(steadily(gap, start, NOW), start, NOW)
    assert known.steady == pytest.approx(HOUR / gap, rel=0.15)
    assert expected(known, NOW, DAY) == pytest.approx(DAY / gap, rel=0.25)


def test_lively_hours_and_days_are_learned() -> None:
    start = NOW - timedelta(weeks=8)
    published = [
        when
        for when in steadily(20 * MINUTE, start, NOW)
        if 8 <= when.hour < 18 and when.weekday() < 5  # three an hour in office hours
    ]
    known = polled(published, start, NOW)
    night, noon = expected(known, NOW + 14 * HOUR, HOUR), expected(known, NOW + 23 * HOUR, HOUR)
    sunday = expected(known, NOW, HOUR)
    assert noon > 10 * night
    assert noon > 4 * sunday


def test_a_first_poll_tells_the_rate_by_the_dates_it_shows() -> None:
    lively = [NOW - n * 12 * MINUTE for n in range(20)]
    years_old = [NOW - n * timedelta(days=200) for n in range(1, 15)]
    assert observe(Rates(), None, NOW, lively).steady == pytest.approx(5, rel=0.5)
    assert observe(Rates(), None, NOW, [*lively, *years_old]).steady == pytest.approx(5, rel=0.6)
    assert observe(Rates(), None, NOW, years_old).steady < 0.01
    assert observe(Rates(), None, NOW, [None] * 20) == Rates()
    assert observe(Rates(), None, NOW, []) == Rates()
    assert observe(Rates(), None, NOW, [NOW - HOUR] * 20).steady < 20


@pytest.mark.parametrize("gap", [12 * MINUTE, 2 * HOUR, 2 * DAY])
def test_a_feed_with_nothing_new_for_weeks_ends_at_six_hours(gap: timedelta) -> None:
    start = NOW - timedelta(weeks=3)
    known = polled(steadily(gap, start, NOW), start, NOW)
    waits = []
    for week in range(7):
        waits.append(interval(NOW + timedelta(weeks=week), known, QUARTER))
        known = polled([], NOW + timedelta(weeks=week), NOW + timedelta(weeks=week + 1), told=known)
    assert waits[0] < 2 * HOUR
    assert waits[3] > 3 * waits[0]
    assert waits[-1] == LONGEST


@pytest.mark.parametrize("gap", [timedelta(weeks=5), DAY, HOUR])
def test_a_burst_speeds_a_feed_up_at_once_and_its_end_slows_it_down(gap: timedelta) -> None:
    start = NOW - timedelta(weeks=4)
    before = polled(steadily(gap, start, NOW), start, NOW)
    burst = observe(before, NOW, NOW + HOUR, [NOW + n * 3 * MINUTE for n in range(1, 20)])
    after = polled([], NOW + HOUR, NOW + 3 * DAY, told=burst)
    usual, quick, slow = (interval(NOW, each, QUARTER) for each in (before, burst, after))
    assert quick < usual * 0.6
    assert slow > quick * 1.5


def test_entries_without_a_plausible_time_are_spread_over_the_time_since_the_last_poll() -> None:
    since = NOW - 6 * HOUR
    undated = observe(Rates(), since, NOW, [None] * 12)
    assert undated == observe(Rates(), since, NOW, [NOW - 400 * DAY] * 6 + [NOW + HOUR] * 6)
    midnight = NOW.replace(hour=0)
    day = observe(Rates(), NOW - DAY, NOW, [midnight] * 12)
    assert day == observe(Rates(), NOW - DAY, NOW, [None] * 12), "midnight is a day without an hour"
    assert len({round(ratio, 6) for ratio in undated.hours}) == 2


def test_what_came_while_nothing_ran_is_no_burst() -> None:
    known = polled(steadily(HOUR, NOW - 20 * DAY, NOW), NOW - 20 * DAY, NOW)
    back = NOW + 90 * DAY
    after = observe(known, NOW, back, steadily(HOUR, NOW, back))
    assert after.steady == pytest.approx(known.steady, rel=0.3)


@calm
@given(any_rates, times, st.none() | st.timedeltas(-DAY, 400 * DAY), st.lists(dates, max_size=30))
def test_rates_stay_within_bounds_whatever_a_feed_shows(
    known: Rates, now: datetime, ago: timedelta | None, published: list[datetime | None]
) -> None:
    learned = observe(known, now - ago if ago is not None else None, now, published)
    assert rates.SLOWEST <= learned.steady <= rates.FASTEST
    assert rates.SLOWEST <= learned.at(now) <= rates.FASTEST
    assert expected(learned, now, 400 * DAY) == pytest.approx(400 / 28 * expected(learned, now, 28 * DAY))
    assert expected(learned, now, -HOUR) == 0
    assert from_text(learned.to_text()).to_text() == learned.to_text()


@calm
@given(any_rates, times)
def test_more_entries_never_lower_a_rate(known: Rates, now: datetime) -> None:
    few, many = (observe(known, now - HOUR, now, [None] * n) for n in (1, 5))
    assert many.mean >= few.mean
    assert many.mean * many.lately >= few.mean * few.lately * (1 - 1e-9)


@calm
@given(any_rates)
def test_rates_survive_a_column(known: Rates) -> None:
    text = known.to_text()
    assert len(text) <= 400
    read = from_text(text)
    assert read.to_text() == text
    assert read.mean == pytest.approx(known.mean, rel=1e-4)
    assert read.hours == pytest.approx(known.hours, rel=1e-4)


@calm
@given(st.text() | st.lists(st.floats(), max_size=40).map(lambda row: " ".join(map(str, row))))
def test_a_text_that_holds_no_rates_is_a_fresh_start(text: str) -> None:
    read = from_text(text)
    assert read == Rates() or len(text.split()) == 34
    assert rates.SLOWEST <= read.at(NOW) <= rates.FASTEST


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "nan " * 34, "inf " * 34, "-1 " * 34, "0 " * 34, "1e5 " * 34, "9" * 10**6]
)
def test_hostile_texts_are_a_fresh_start(text: str) -> None:
    assert from_text(text) == Rates()


# --- The square-root rule and its budget -------------------------------------------------------------------------


def spent(all_rates: Sequence[float], k: float, least: timedelta, most: timedelta) -> float:
    waits = (min(max(k / sqrt(max(rate, rates.SLOWEST)), least / HOUR), most / HOUR) for rate in all_rates)
    return sum(1 / wait for wait in waits)


@calm
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=200), st.floats(0.5, 2000))
def test_k_spends_the_whole_budget_and_no_more(all_rates: list[float], minutes: float) -> None:
    spend = budget(all_rates, minutes * MINUTE)
    asked = len(all_rates) * 60 / minutes
    assert spent(all_rates, spend.k, spend.least, spend.most) == pytest.approx(asked, rel=1e-6)


@calm
@given(st.lists(numbers, min_size=1, max_size=50), st.floats(0.01, 1e4), st.floats(1, 10))
def test_k_falls_as_the_budget_grows_and_never_overspends(all_rates: list[float], requests: float, more: float) -> None:
    k, less = (budget_k(all_rates, each, SHORTEST, LONGEST) for each in (requests, requests * more))
    assert less <= k * (1 + 1e-9)
    floor = len(all_rates) / (LONGEST / HOUR)
    assert spent(all_rates, k, SHORTEST, LONGEST) <= max(requests, floor) * (1 + 1e-6)


def test_a_budget_for_ten_thousand_feeds_is_worked_out_soon() -> None:
    chance = random.Random(1)  # noqa: S311
    all_rates = [chance.lognormvariate(-1, 2) for _ in range(10_000)]
    with ends_soon():
        budget(all_rates, 15 * MINUTE)


@pytest.mark.parametrize("rate", [0.01, 0.5, 20])
@pytest.mark.parametrize("minutes", [1, 15, 1440])
def test_a_single_feed_is_polled_as_often_as_the_operator_says(rate: float, minutes: int) -> None:
    known = Rates(mean=rate)
    assert interval(NOW, known, budget([known.steady], minutes * MINUTE)) == pytest.approx(minutes * MINUTE, rel=1e-6)
    assert budget([], minutes * MINUTE).least == min(SHORTEST, minutes * MINUTE)


@calm
@given(any_rates, times, st.floats(0.01, 10))
def test_an_interval_stays_within_its_bounds(known: Rates, now: datetime, k: float) -> None:
    assert SHORTEST <= interval(now, known, Budget(k, SHORTEST, LONGEST)) <= LONGEST


@calm
@given(st.floats(0.01, 100), times)
def test_four_times_the_news_halves_the_interval(rate: float, now: datetime) -> None:
    spend = Budget(1.0, timedelta(0), 1000 * HOUR)
    slow, quick = (interval(now, Rates(mean=each), spend) for each in (rate, 4 * rate))
    assert slow / quick == pytest.approx(2, rel=1e-3)
    assert slow / HOUR == pytest.approx(1 / sqrt(rate), rel=1e-3)


def test_a_wait_over_the_quiet_night_ends_when_the_lively_morning_begins() -> None:
    hours = (*(0.01,) * 8, *(2.0,) * 10, *(0.5,) * 6)
    known = Rates(mean=1.0, hours=hours)
    at_two = NOW.replace(hour=2)
    due = at_two + interval(at_two, known, Budget(1.0, SHORTEST, 12 * HOUR))
    assert NOW.replace(hour=8) < due < NOW.replace(hour=9)
    noon = interval(NOW, known, Budget(1.0, SHORTEST, 12 * HOUR))
    assert noon == pytest.approx(HOUR / sqrt(2), rel=1e-3)


# --- What the publisher asks for ---------------------------------------------------------------------------------

DATE = "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age=600, must-revalidate"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=600", "age": "9000"}, 0),
        ({"cache-control": "s-maxage=900"}, 900),
        ({"cache-control": "s-maxage=900, max-age=60"}, 60),
        ({"cache-control": "max-age=0, s-maxage=900"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "max-age=600, no-store"}, 0),
        ({"cache-control": "max-age=99999999999999999999"}, 6 * 3600),
        ({"cache-control": "max-age=-5"}, 0),
        ({"cache-control": "max-age=soon, =, ,max-age"}, 0),
        ({"cache-control": "max-age=600", "expires": "0"}, 600),
        ({"date": DATE, "expires": "Sun, 22 Nov 2026 12:20:00 GMT"}, 1200),
        ({"date": DATE, "expires": "Sun, 22 Nov 2026 12:20:00 GMT", "age": "300"}, 900),
        ({"date": DATE, "expires": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0),
        ({"date": DATE, "expires": "Fri, 01 Jan 9999 00:00:00 GMT"}, 6 * 3600),
        ({"date": DATE, "expires": "-1"}, 0),
        ({"expires": "Sun, 22 Nov 2026 12:20:00 GMT"}, 0),
    ],
)
def test_an_answer_that_stays_fresh_is_not_asked_for_again(headers: dict[str, str], seconds: float) -> None:
    assert least_wait(Hints(), headers) == timedelta(seconds=seconds)


def test_the_longer_of_feed_and_headers_counts_up_to_six_hours() -> None:
    assert least_wait(Hints(least=1800), {"cache-control": "max-age=600"}) == 30 * MINUTE
    assert least_wait(Hints(least=60), {"cache-control": "max-age=600"}) == 10 * MINUTE
    assert least_wait(Hints(least=7 * 86400), {}) == LONGEST
    assert least_wait(Hints(least=1800), {"cache-control": "no-cache"}) == 30 * MINUTE


@calm
@given(st.dictionaries(st.sampled_from(["cache-control", "age", "expires", "date"]), st.text()), st.floats())
def test_no_header_whatever_stops_the_polling(headers: dict[str, str], least: float) -> None:
    assert timedelta(0) <= least_wait(Hints(least=least), headers) <= LONGEST


# --- The next poll -----------------------------------------------------------------------------------------------


def wait(facts: PollFacts) -> timedelta:
    return next_poll(NOW, facts) - NOW


def test_a_feed_that_is_well_is_polled_at_its_interval_give_or_take_a_tenth() -> None:
    waits = [wait(PollFacts(f"feed{n}")) for n in range(300)]
    assert min(waits) >= BASE * 0.9
    assert max(waits) <= BASE * 1.1
    assert max(waits) - min(waits) > BASE * 0.15
    assert wait(PollFacts("feed1")) == wait(PollFacts("feed1"))


def test_each_failure_doubles_the_wait_up_to_six_hours_and_after_a_week_to_a_day() -> None:
    for failures, usual in [(1, BASE * 2), (3, BASE * 8), (5, LONGEST), (29, LONGEST), (30, LONGEST_FAILING)]:
        assert abs(wait(PollFacts("a", failures=failures)) - usual) <= usual * 0.1
    assert abs(wait(PollFacts("a", failures=10**9)) - LONGEST_FAILING) <= LONGEST_FAILING * 0.1


def test_retry_after_is_never_cut_short_but_after_a_week_and_an_interval_of_a_day_is_kept() -> None:
    assert wait(PollFacts("a", failures=1, retry_after=7 * 86400)) == timedelta(days=7)
    assert wait(PollFacts("a", failures=1, retry_after=1e300)) == timedelta(days=7)
    assert wait(PollFacts("a", retry_after=60)) >= BASE * 0.9
    assert wait(PollFacts("a", failures=3, interval=timedelta(days=1))) >= timedelta(days=1) * 0.9


def test_what_the_publisher_asks_is_a_lower_bound() -> None:
    assert wait(PollFacts("a", least=2 * HOUR)) == 2 * HOUR
    assert wait(PollFacts("a", least=MINUTE)) >= BASE * 0.9


def test_a_feed_that_is_pushed_is_polled_a_quarter_as_often_up_to_twelve_hours() -> None:
    for usual, slow in [(BASE, HOUR), (4 * HOUR, 12 * HOUR), (24 * HOUR, 24 * HOUR)]:
        assert abs(wait(PollFacts("a", interval=usual, pushed=True)) - slow) <= slow * 0.1
    failing = PollFacts("a", failures=2, pushed=True)
    assert abs(wait(failing) - 4 * HOUR) <= 4 * HOUR * 0.1


def test_hours_and_days_that_a_feed_asks_to_skip_are_skipped_for_six_hours_at_most() -> None:
    noon_to_three = PollFacts("a", hints=Hints(skip_hours=(12, 13, 14)))
    assert next_poll(NOW, noon_to_three).hour == 15
    assert wait(PollFacts("a", hints=Hints(skip_hours=(13, 14)))) < HOUR
    sunday = PollFacts("a", hints=Hints(skip_days=(6,)))
    assert LONGEST < wait(sunday) <= LONGEST + BASE * 1.1
    assert next_poll(NOW + 10 * HOUR, sunday).weekday() == 0
    always = PollFacts("a", hints=Hints(skip_hours=tuple(range(24)), skip_days=tuple(range(7))))
    assert wait(always) <= LONGEST + BASE * 1.1


facts = st.builds(
    PollFacts,
    st.text(),
    st.integers(0, 10**6),
    st.none() | st.floats(0, 1e308),
    st.timedeltas(MINUTE, 7 * DAY),
    st.timedeltas(timedelta(0), LONGEST),
    st.builds(
        Hints, st.floats(0, 1e9), st.lists(st.integers(0, 23)).map(tuple), st.lists(st.integers(0, 6)).map(tuple)
    ),
    st.booleans(),
)


@calm
@given(facts, times)
def test_a_next_poll_comes_neither_before_it_may_nor_never(given_facts: PollFacts, now: datetime) -> None:
    waits = next_poll(now, given_facts) - now
    usual = given_facts.interval
    assert waits >= max(usual * 0.9, given_facts.least, timedelta(seconds=min(given_facts.retry_after or 0, 7 * 86400)))
    assert waits <= max(24 * HOUR * 1.1, usual * 1.1, 7 * DAY) + LONGEST
    assert next_poll(now, given_facts) - now == waits


def test_a_feed_is_asked_for_whole_once_a_week() -> None:
    assert asks_whole(None, NOW)
    assert not asks_whole(NOW - 6.2 * DAY, NOW)
    assert asks_whole(NOW - 7.8 * DAY, NOW)
    at_seven = [asks_whole(NOW - 7 * DAY - n * timedelta(seconds=1), NOW) for n in range(100)]
    assert 20 < sum(at_seven) < 80, "not all feeds of one day on the same day"


# --- Pages -------------------------------------------------------------------------------------------------------


def test_a_page_is_looked_at_again_four_times_in_a_week() -> None:
    when, checks = NOW, []
    while later := next_check(when, NOW):
        checks.append(later - NOW)
        when = later
    assert checks == [timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7)]
    assert next_check(NOW + timedelta(hours=7), NOW) == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("status", "missing", "gone"),
    [
        (410, None, True),
        (404, None, False),
        (404, timedelta(hours=23), False),
        (404, timedelta(hours=25), True),
        (200, timedelta(hours=25), False),
        (403, timedelta(days=9), False),
        (503, timedelta(days=9), False),
        (None, timedelta(days=9), False),
    ],
)
def test_a_page_is_gone_by_410_at_once_or_by_404_for_a_day(
    status: int | None, missing: timedelta | None, gone: bool
) -> None:
    assert vanished(status, missing and NOW - missing, NOW) == gone


# --- Feeds that end, feeds that move -----------------------------------------------------------------------------

FEED = "https://n.example/feed"
NEW = "https://n.example/new"


def judged(**told: object) -> str:
    return verdict(NOW, FeedFacts("n-example", FEED, **told))  # type: ignore[arg-type]


def test_a_feed_that_is_gone_twice_in_a_row_is_given_up_and_the_reason_says_what_to_do() -> None:
    assert judged(gone=1, failures=1, failing_since=NOW) == ""
    reason = judged(gone=2, failures=2, failing_since=NOW - HOUR)
    assert FEED in reason
    assert "dragoman source resume n-example" in reason


def test_a_feed_that_failed_for_six_weeks_is_given_up_unless_it_was_hardly_asked() -> None:
    assert judged(failures=200, failing_since=NOW - timedelta(days=41)) == ""
    assert judged(failures=2, failing_since=NOW - timedelta(days=60)) == "", "the machine was off"
    assert judged() == ""
    reason = judged(failures=60, failing_since=NOW - timedelta(days=42), error="It answered 500.")
    assert "2026-10-11 (It answered 500)" in reason
    assert "dragoman source remove n-example" in reason


def moved(*polls: tuple[float, list[tuple[int, str]]]) -> Move:
    move = Move()
    for hour, redirects in polls:
        move = follow(move, redirects, NOW + hour * HOUR)
    return move


def test_a_feed_has_moved_after_three_permanent_redirects_in_a_day() -> None:
    there = [(301, NEW)]
    assert moved((0, there), (12, there), (24, there)).settled
    assert moved((0, there), (12, [(308, "https://n.example/b"), (301, NEW)]), (24, there)).target == NEW
    assert not moved((0, there), (24, there)).settled
    assert not moved((0, there), (1, there), (2, there), (23, there)).settled


@pytest.mark.parametrize(
    "other",
    [[], [(302, NEW)], [(301, NEW), (302, NEW)], [(307, "https://n.example/b"), (301, NEW)], [(301, FEED + "/x")]],
)
def test_a_temporary_redirect_or_another_target_begins_anew(other: list[tuple[int, str]]) -> None:
    there = [(301, NEW)]
    assert not moved((0, there), (12, there), (24, other)).settled
    assert not moved((0, there), (12, there), (24, other), (25, there), (26, there)).settled
    assert moved((0, there), (24, other), (25, there), (30, there), (49, there)).settled


@calm
@given(st.lists(st.tuples(st.floats(0.1, 10), st.sampled_from([(301, "a"), (308, "a"), (301, "b"), (302, "a")]))))
def test_no_move_settles_in_under_a_day_or_three_polls(polls: list[tuple[float, tuple[int, str]]]) -> None:
    now, move, row = NOW, Move(), [NOW, NOW]
    last = ""
    for hours, hop in polls:
        now += hours * HOUR
        move = follow(move, [hop], now)
        same = hop[0] != 302 and hop[1] == last
        row = [*row, now] if same else [now]
        last = hop[1] if hop[0] != 302 else ""
        assert move.settled == (bool(last) and len(row) >= 3 and row[-1] - row[0] >= DAY)


def test_the_bounds_of_the_schedule_are_what_the_design_says() -> None:
    assert (SHORTEST, LONGEST, LONGEST_FAILING) == (5 * MINUTE, 6 * HOUR, 24 * HOUR)
    assert schedule.JITTER == 0.1
