"""The pure rules of ingest: dates, robots, identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import dates, robots
from dragoman.ingest.identity import Known, flood, match, twin
from dragoman.types import Entry
from dragoman.urls import gate, normalised

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
calm = settings(deadline=None)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


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


# --- Identity ----------------------------------------------------------------------------------------------------

KNOWN = Known({"g1": "one", "g2": "two"}, {"https://n/1": "one", "https://n/2": "two"})


def entry(guid: str, url: str, title: str = "title", published: datetime | None = None) -> Entry:
    return Entry(guid, url, title, published)


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
    assert articles(entry("x", "https://n/5"), entry("g1", "https://n/5")) == ["one"]


def test_an_entry_that_cannot_be_named_is_left_out() -> None:
    assert articles(entry("", ""), entry("", "https://n/7"), entry("q", "")) == [None, None]
    assert articles(entry("g1", ""), entry("q", "")) == ["one", None], "two that have no address share none"


SPELLINGS = [
    "https://n.example/2026/11/story",
    "http://n.example/2026/11/story",
    "https://www.n.example/2026/11/story",
    "https://n.example/2026/11/story/",
    "https://n.example:443/2026/11/story#comments",
    "http://WWW.n.example:80/2026/11/story/?utm_source=rss&fbclid=1",
]


@pytest.mark.parametrize("one", SPELLINGS)
@pytest.mark.parametrize("other", SPELLINGS)
def test_all_spellings_of_an_address_are_one(one: str, other: str) -> None:
    known = Known(by_url={one: "story"})
    assert [each.article for each in match([entry("new", other)], known)] == ["story"]
    assert len(match([entry("a", one), entry("b", other)], Known())) == 1
    assert len(match([entry("same", one), entry("same", other)], Known())) == 1


def test_a_guid_that_is_the_address_of_another_entry_makes_no_two_of_one_name() -> None:
    items = [entry("https://n/b", "https://n/a"), entry("x", "https://n/b"), entry("x", "https://n/c")]
    names = [each.entry.id for each in match(items, Known())]
    assert len(set(names)) == len(names) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://n.example/a", "https://n.example/A"),
        ("https://n.example/a?id=1", "https://n.example/a?id=2"),
        ("https://n.example/a", "https://n.example:8443/a"),
        ("https://n.example/a", "https://sport.n.example/a"),
        ("https://n.example/", "https://n.example/a"),
        ("", "https://n.example/"),
        ("urn:newsml:1", "urn:newsml:2"),
    ],
)
def test_addresses_that_may_hold_two_articles_are_two(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@calm
@given(st.sampled_from(SPELLINGS) | st.text() | st.text().map("https://n.example/".__add__))
def test_what_spellings_share_is_an_address_itself(url: str) -> None:
    assert normalised(normalised(url)) == normalised(url)


# --- Articles whose guid and address both change -----------------------------------------------------------------


def known_by_twin(*entries: Entry) -> Known[str]:
    return Known(
        {each.id: each.title for each in entries},
        {each.url: each.title for each in entries},
        {twin(each): each.title for each in entries},
    )


def test_a_site_that_changes_guids_and_addresses_gives_no_article_twice() -> None:
    old = [entry(f"old{n}", f"https://n/old/{n}", f"Story {n}", NOW - n * HOUR) for n in range(10)]
    new = [replace(each, id=each.id.replace("old", "new"), url=each.url.replace("old", "new")) for each in old]
    respelt = [replace(each, title=f" {each.title.upper()}") for each in new]
    twice = [each for one in new for each in (one, replace(one, id=f"{one.id}?", url=f"{one.url}/"))]
    for listing in (new, respelt, twice):
        assert [each.article for each in match(listing, known_by_twin(*old))] == [each.title for each in old]


def test_two_articles_of_one_title_and_time_that_are_listed_together_stay_two() -> None:
    first, second = entry("a", "https://n/a", "Weather", NOW), entry("b", "https://n/b", "Weather", NOW)
    assert [each.article for each in match([first, second], known_by_twin(first))] == ["Weather", None]
    assert [each.article for each in match([second, first], known_by_twin(first))] == [None, "Weather"]
    retitled = replace(first, title="Storm")
    assert [each.article for each in match([second, retitled], known_by_twin(first))] == [None, "Weather"]


def test_without_title_or_time_there_is_no_twin() -> None:
    assert twin(entry("a", "https://n/a", "Weather")) == ""
    assert twin(entry("a", "https://n/a", "  ", NOW)) == ""
    zone = timezone(timedelta(hours=-3))
    assert twin(entry("a", "", "X", NOW)) == twin(entry("b", "u", "x", NOW.astimezone(zone)))


# --- Guids that are used again -----------------------------------------------------------------------------------

TOLD = entry("1", "https://n/a", "Rain comes", NOW - 5 * HOUR)


@pytest.mark.parametrize(
    ("now", "same"),
    [
        (replace(TOLD, title="Rain stays"), True),
        (replace(TOLD, url="https://n/b"), True),
        (replace(TOLD, url="https://n/b", published=NOW), True),
        (replace(TOLD, url="https://n/b", title="Rain stays"), True),
        (replace(TOLD, title="Rain stays", published=NOW), True),
        (replace(TOLD, url="", title="Rain stays", published=NOW), True),
        (replace(TOLD, url="https://n/b", title="Sun shines", published=NOW), False),
        (replace(TOLD, url="https://n/b", title="Sun shines", published=None), False),
    ],
)
def test_a_guid_is_believed_unless_it_names_another_story_in_every_way(now: Entry, same: bool) -> None:
    known = Known({"1": "rain"}, told={"rain": TOLD})
    (found,) = match([now], known)
    assert (found.article == "rain") == same
    assert found.entry.id == ("1" if same else now.url)


def test_without_times_a_guid_is_believed_where_address_or_title_stay() -> None:
    undated = replace(TOLD, published=None)
    known = Known({"1": "rain"}, told={"rain": undated})
    for now in (replace(undated, title="Sun shines"), replace(undated, url="https://n/b")):
        assert match([now], known)[0].article == "rain"
    assert match([replace(undated, url="https://n/b", title="Sun shines")], known)[0].article is None


class Desk:
    """Keeps articles as the wire does: by what they were first called, and as they were last told."""

    def __init__(self) -> None:
        self.told: dict[int, Entry] = {}
        self.guids: dict[str, int] = {}
        self.stories: dict[int, set[str]] = {}

    def poll(self, entries: list[Entry]) -> None:
        urls = {each.url: article for article, each in self.told.items()}
        twins = {twin(each): article for article, each in self.told.items()}
        known = Known(self.guids, urls, {key: article for key, article in twins.items() if key}, self.told)
        for found in match(entries, known):
            article = len(self.told) if found.article is None else found.article
            if found.article is None:
                assert found.entry.id not in self.guids
                self.guids = {**self.guids, found.entry.id: article}
            self.told[article] = found.entry
            self.stories.setdefault(article, set()).add(found.entry.summary)


GUIDS = {
    "stable": lambda story, poll, place: f"tag:n.example,{story}",
    "new each poll": lambda story, poll, place: f"{poll}-{story}",
    "of two kinds by turns": lambda story, poll, place: f"{'ab'[poll % 2]}{story}",
    "by place in the list": lambda story, poll, place: f"item-{place}",
    "always one": lambda story, poll, place: "news",
    "none": lambda story, poll, place: "",
}


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("guids", GUIDS)
@calm
@given(data=st.data())
def test_feeds_that_are_careless_with_guids_and_addresses_give_each_article_once(
    data: st.DataObject, guids: str, dated: bool
) -> None:
    desk, newest = Desk(), 0
    for poll in range(5):
        newest += data.draw(st.integers(0, 4))
        listed = [story for story in range(newest, newest - 6, -1) if story >= 0]
        listed += data.draw(st.lists(st.sampled_from(listed), max_size=2))
        entries = []
        for place, story in enumerate(listed):
            spelling = data.draw(st.sampled_from(SPELLINGS)).replace("story", f"story-{story}")
            published = NOW + story * HOUR if dated else None
            guid = GUIDS[guids](story, poll, place)
            entries.append(Entry(guid, gate(spelling), f"Story {story}", published, summary=str(story)))
        desk.poll(entries)
    seen = [story for stories in desk.stories.values() for story in stories]
    assert all(len(stories) == 1 for stories in desk.stories.values()), "no article is written over by another"
    assert len(seen) == len(set(seen)), "no story is two articles"


# --- Floods ------------------------------------------------------------------------------------------------------

SINCE = NOW - HOUR


def listing(count: int, published: datetime | None) -> list[Entry]:
    return [entry(f"x{n}", f"https://n/x{n}", f"X {n}", published and published - n * MINUTE) for n in range(count)]


def alarm(entries: list[Entry], expected: float = 0.5, **told: bool) -> tuple[int, int] | None:
    known = replace(KNOWN, since=SINCE, expected=expected, **told)
    found = flood(match(entries, known), known)
    return (len(found.taken), len(found.left)) if found else None


OLD = [entry("g1", "https://n/1"), entry("g2", "https://n/2")]


def test_a_known_feed_that_is_suddenly_all_new_raises_the_alarm_and_only_news_is_taken() -> None:
    older = listing(10, NOW - 5 * HOUR)
    assert alarm(older) == (0, 10)
    assert alarm([entry("n", "https://n/n", "News", NOW), *older]) == (1, 10)
    assert alarm([OLD[0], *older]) == (1, 10)
    assert alarm([*OLD, *older[:8]]) is None, "eight of ten are not over 80 %"
    assert alarm(older[:4]) is None, "a handful is no flood"


def test_a_feed_of_news_alone_is_no_flood_and_neither_is_a_first_poll() -> None:
    lively = [entry(f"x{n}", f"https://n/x{n}", f"X {n}", NOW - n * 5 * MINUTE) for n in range(12)]
    late = [replace(each, published=SINCE - 50 * MINUTE) for each in lively]
    by_day = [replace(each, published=NOW.replace(hour=0)) for each in lively]
    assert alarm(lively) is alarm(late) is alarm(by_day) is None
    assert alarm([replace(each, published=NOW.replace(day=21, hour=0)) for each in lively]) == (0, 12)
    older = listing(10, NOW - 5 * HOUR)
    assert flood(match(older, Known()), Known()) is None


def test_undated_entries_are_a_flood_unless_the_whole_list_had_time_to_change() -> None:
    undated = listing(10, None)
    assert alarm(undated, expected=1) == (0, 10)
    assert alarm(undated, expected=9) is None
    assert alarm(listing(10, NOW - 100 * HOUR), expected=9) == (0, 10), "dates are believed"


def test_a_flood_lasts_until_what_was_left_out_is_gone_from_the_feed() -> None:
    older = listing(10, NOW - 5 * HOUR)
    assert alarm([*OLD, *older[:3]], flooded=True) == (2, 3)
    assert alarm([*OLD, entry("n", "https://n/n", "News", NOW)], flooded=True) is None


def test_the_alarm_says_how_to_take_what_was_left_out() -> None:
    known = replace(KNOWN, since=SINCE)
    found = flood(match(listing(10, NOW - 5 * HOUR), known), known)
    assert found is not None
    assert "10 of the 10 entries" in found.message("n-example")
    assert "`dragoman source accept n-example`" in found.message("n-example")


@calm
@given(st.lists(st.tuples(st.booleans(), st.none() | st.integers(-200, 1)), max_size=40), st.floats(0, 50))
def test_a_flood_leaves_no_known_article_and_no_news_out(shown: list[tuple[bool, int | None]], expected: float) -> None:
    entries = [
        entry(f"{n}", f"https://n/{n}", f"T{n}", None if hours is None else NOW + hours * HOUR)
        for n, (_, hours) in enumerate(shown)
    ]
    by_id = {f"{n}": n for n, (old, _) in enumerate(shown) if old}
    known = Known(by_id, since=SINCE, expected=expected)
    matches = match(entries, known)
    found = flood(matches, known)
    left = set(found.left) if found else set()
    assert all(each.article is None and not (each.entry.published or SINCE) > SINCE for each in left)
    assert not found or [each for each in matches if each not in left] == list(found.taken)
