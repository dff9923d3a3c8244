"""The pure rules of ingest: dates, robots, schedule, identity."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dragoman.ingest import dates, robots
from dragoman.ingest.identity import Known, flood, match
from dragoman.ingest.schedule import BASE, LONGEST, PollFacts, next_check, next_poll, vanished
from dragoman.types import Entry

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


# --- Dates -------------------------------------------------------------------------------------------------------


def at(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2024, 2, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Mon, 12 Feb 2024 10:00:00 GMT", at(12, 10)),
        ("Mon, 12 Feb 2024 10:00:00 +0000 (UTC)", at(12, 10)),
        ("Mon, 12 Feb 24 10:00 EST", at(12, 15)),
        ("Mon, 12 Feb 2024 10:00:00 BRT", at(12, 13)),
        ("Seg, 12 Fev 2024 10:00:00 -0300", at(12, 13)),
        ("segunda-feira, 12 de fevereiro de 2024, às 10h30", at(12, 10, 30)),
        ("12 de fevereiro de 2024 10h", at(12, 10)),
        ("lunes, 12 de febrero de 2024 a las 10:30 h", at(12, 10, 30)),
        ("1º de fevereiro de 2024", at(1)),
        ("lun, 12 févr. 2024 10:00:00 +0100", at(12, 9)),
        ("February 12, 2024 10:30 p.m. PST", at(13, 6, 30)),
        ("12th February 2024", at(12)),
        ("12-Feb-2024 12:00 am", at(12)),
        ("Mon Feb 12 10:00:00 PST 2024", at(12, 18)),
        ("Mon Feb 12 10:00:05 2024", at(12, 10, 0, 5)),
        ("2024-02-12T10:00:00Z", at(12, 10)),
        ("2024-02-12T10:00:00.123-03:00", at(12, 13)),
        ("2024-02-12 10:00:00 -0300", at(12, 13)),
        ("20240212T100000Z", at(12, 10)),
        ("2024-02-12", at(12)),
        ("2024-02-11T24:00:00Z", at(12)),
        ("1707732000", at(12, 10)),
        ("1707732000000", at(12, 10)),
        ("13/02/2024 10:30", at(13, 10, 30)),
        ("02/13/2024", at(13)),
        ("2/2/2024", at(2)),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, when: datetime) -> None:
    assert dates.read(text) == when


@pytest.mark.parametrize("language", ["pt", "pt-BR", "es", "en-GB", "fr"])
def test_day_before_month_is_the_rule_of_most_languages(language: str) -> None:
    assert dates.read("12/02/2024 10:30", language) == at(12, 10, 30)


@pytest.mark.parametrize(
    "text",
    [
        "12/02/2024",  # two days at once, in no language
        "31 Feb 2024",
        "2024-13-01",
        "0000-00-00 00:00:00",
        "Mon, 12 Feb 2024 10:00:00 XYZ",  # a zone nobody knows
        "Mon, 12 Feb 2024 10:61:00 GMT",
        "12 Foo 2024",
        "yesterday",
        "9" * 100,
        "",
    ],
)
def test_what_is_no_date_or_two_is_none(text: str) -> None:
    assert dates.read(text) is None


# --- Robots ------------------------------------------------------------------------------------------------------

RULES = """
User-agent: *
Disallow: /private/
Allow: /private/open$
Crawl-delay: 5

User-agent: dragoman
Disallow: /*.pdf$
Crawl-delay: 999999999
"""


def test_robots_are_read_for_the_agent_that_asks() -> None:
    assert not robots.allowed(RULES, "https://n.example/private/a", "other")
    assert robots.allowed(RULES, "https://n.example/private/open", "other")
    assert robots.allowed(RULES, "https://n.example/private/a", "dragoman")
    assert not robots.allowed(RULES, "https://n.example/a.pdf", "Dragoman/0.1 (+https://us.example)")
    assert robots.crawl_delay(RULES, "other") == 5
    assert robots.crawl_delay(RULES, "dragoman") == robots.MAX_DELAY
    assert robots.crawl_delay("", "dragoman") is None


@pytest.mark.parametrize(
    ("status", "open_"),
    [(404, True), (403, True), (401, True), (410, True), (429, False), (500, False), (503, False), (None, False)],
)
def test_no_robots_means_yes_and_a_broken_server_means_no(status: int | None, open_: bool) -> None:
    rules = robots.robots_from(status, b"User-agent: *\nDisallow: /")
    assert robots.allowed(rules, "https://n.example/a", "dragoman") == open_


def test_robots_that_were_found_are_kept_to() -> None:
    assert not robots.allowed(robots.robots_from(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /a"), "https://n/a", "x")
    assert robots.allowed(robots.robots_from(200, b"<html>not found</html>"), "https://n.example/a", "x")
    assert robots.allowed(robots.robots_from(200, b"\xff\0" * 999_999), "https://n.example/a", "x")


# --- Schedule ----------------------------------------------------------------------------------------------------


def wait(facts: PollFacts) -> timedelta:
    return next_poll(NOW, facts) - NOW


def test_a_feed_that_is_well_is_polled_at_its_interval_give_or_take_a_tenth() -> None:
    waits = [wait(PollFacts(f"feed{n}")) for n in range(300)]
    assert min(waits) >= BASE * 0.9
    assert max(waits) <= BASE * 1.1
    assert max(waits) - min(waits) > BASE * 0.15
    assert wait(PollFacts("feed1")) == wait(PollFacts("feed1"))


def test_each_failure_doubles_the_wait_up_to_six_hours() -> None:
    for failures, expected in [(1, BASE * 2), (3, BASE * 8), (5, LONGEST), (10_000, LONGEST)]:
        assert abs(wait(PollFacts("a", failures=failures)) - expected) <= expected * 0.1


def test_retry_after_is_never_cut_short_and_an_interval_of_a_day_is_kept() -> None:
    assert wait(PollFacts("a", failures=1, retry_after=7 * 86400)) == timedelta(days=7)
    assert wait(PollFacts("a", retry_after=60)) >= BASE * 0.9
    assert wait(PollFacts("a", failures=3, interval=timedelta(days=1))) >= timedelta(days=1) * 0.9


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


# --- Identity ----------------------------------------------------------------------------------------------------

KNOWN = Known({"g1": "one", "g2": "two"}, {"https://n/1": "one", "https://n/2": "two"})


def entry(guid: str, url: str) -> Entry:
    return Entry(guid, url, "title")


def articles(*entries: Entry) -> list[str | None]:
    return [each.article for each in match(entries, KNOWN)]


def test_an_entry_is_known_by_its_guid_and_then_by_its_address() -> None:
    assert articles(entry("g1", "https://n/moved"), entry("fresh", "https://n/2")) == ["one", "two"]
    assert articles(entry("g3", "https://n/3")) == [None]


def test_a_guid_given_to_several_addresses_is_no_guid() -> None:
    assert articles(entry("g1", "https://n/1"), entry("g1", "https://n/8"), entry("g1", "https://n/9")) == [
        "one",
        None,
        None,
    ]


def test_an_article_listed_twice_is_one() -> None:
    assert articles(entry("a", "https://n/5"), entry("b", "https://n/5"), entry("a", "https://n/5")) == [None]
    assert articles(entry("g1", "https://n/moved"), entry("x", "https://n/1")) == ["one"]


def test_an_entry_that_cannot_be_named_is_left_out() -> None:
    assert articles(entry("", ""), entry("", "https://n/7"), entry("q", "")) == [None, None]


def test_a_feed_that_is_suddenly_all_new_raises_the_alarm_but_a_new_feed_does_not() -> None:
    fresh = [entry(f"x{n}", f"https://n/x{n}") for n in range(10)]
    assert flood(match(fresh, KNOWN), KNOWN)
    assert not flood(match([*fresh[:6], entry("g1", ""), entry("g2", "")], KNOWN), KNOWN)
    assert not flood(match(fresh, Known()), Known())
