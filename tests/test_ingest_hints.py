"""What feeds say about when to ask again and who pushes their news, and the dates they write that are none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from guards import ends_soon

from dragoman.ingest import forms, hints
from dragoman.ingest.feeds import parse_feed
from dragoman.types import Feed, Hints

URL = "https://news.example/feeds/all.xml"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR, DAY = 3600.0, 86400.0


def read(body: str) -> Feed:
    return parse_feed(body.encode(), URL, now=NOW)


def rss(channel: str, items: str = "<item><guid>1</guid></item>") -> Feed:
    names = 'xmlns:a="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    return read(f'<rss version="2.0" {names}><channel><title>P</title>{channel}{items}</channel></rss>')


@pytest.mark.parametrize(
    ("channel", "least"),
    [
        ("", 0.0),
        ("<ttl>60</ttl>", HOUR),
        ("<ttl> 5 </ttl>", 300.0),
        ("<ttl>soon</ttl><ttl/>", 0.0),
        ("<ttl>-5</ttl>", 0.0),
        ("<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n 2 </sy:updateFrequency>", HOUR / 2),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", DAY),
        ("<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 7 * DAY),
        ("<sy:updatePeriod>always</sy:updatePeriod>", 0.0),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", HOUR),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 2 * HOUR),
    ],
)
def test_the_longer_of_what_a_publisher_asks_for_is_the_least(channel: str, least: float) -> None:
    assert rss(channel).hints == Hints(least)


def test_all_hours_and_days_to_skip_are_kept_wherever_they_stand() -> None:
    hours = "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in (24, 3, 2, 3, 99, "x")) + "</skipHours>"
    days = "<skipDays><day>Sunday</day><day> saturday </day><day>Domingo</day></skipDays>"
    assert rss(hours + days).hints == Hints(0.0, (0, 2, 3), (5, 6))
    assert rss("<ttl>1</ttl>", "<item><guid>1</guid></item>" + days + hours).hints == Hints(60.0, (0, 2, 3), (5, 6))


def test_a_feed_that_would_be_left_alone_for_ever_says_nothing() -> None:
    never = "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>"
    assert rss(never).hints == Hints()


def test_hours_piled_up_by_the_thousand_take_a_moment() -> None:
    with ends_soon():
        assert hints.read("<skipHours>" * 300_000 + "<hour>" * 300_000, "", "", "") == Hints()
        assert hints.read("<skipDays" + " " * 3_000_000, "9" * 3_000_000, "", "") == Hints()


@pytest.mark.parametrize(
    ("links", "hub"),
    [
        ('<a:link rel="hub" href="https://hub.example/"/>', "https://hub.example/"),
        ('<a:link rel="HUB" href="http://hub.example/"/>', "http://hub.example/"),
        (
            '<a:link rel="hub" href="http://a.example/"/><a:link rel="hub" href="https://b.example/"/>',
            "https://b.example/",
        ),
        ('<a:link rel="self hub" href="/push"/>', "https://news.example/push"),
        ('<a:link rel="hub" href="javascript:alert(1)"/>', ""),
        ('<a:link rel="self" href="https://hub.example/"/>', ""),
    ],
)
def test_the_hub_is_the_first_one_over_https(links: str, hub: str) -> None:
    assert rss(links).hub == hub


def test_a_hub_named_inside_an_item_is_not_the_feeds() -> None:
    assert rss("", '<item><guid>1</guid><a:link rel="hub" href="https://hub.example/"/></item>').hub == ""


def test_the_topic_is_what_a_feed_calls_itself_or_else_its_address() -> None:
    assert rss('<a:link rel="self" href="/all?page=1"/>').topic == "https://news.example/all?page=1"
    assert rss("<link>https://news.example/</link>").topic == URL
    assert rss('<a:link rel="self" href="data:text/xml,x"/>').topic == URL


def test_an_atom_feed_names_hub_and_topic() -> None:
    links = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="/atom"/><link href="/"/>'
    feed = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{links}<entry><id>1</id></entry></feed>')
    assert (feed.hub, feed.topic, feed.link) == (
        "https://hub.example/",
        "https://news.example/atom",
        "https://news.example/",
    )


def test_a_json_feed_names_hub_and_topic() -> None:
    hubs = [{"type": "rssCloud", "url": "https://cloud.example/"}, {"type": "WebSub", "url": "https://hub.example/"}]
    named = {"version": "https://jsonfeed.org/version/1.1", "items": [], "hubs": hubs, "feed_url": "/feed.json"}
    feed = read(json.dumps(named))
    assert (feed.hub, feed.topic) == ("https://hub.example/", "https://news.example/feed.json")
    plain = read(json.dumps({"version": "1", "items": [], "hubs": "https://hub.example/"}))
    assert (plain.hub, plain.topic) == ("", URL)


@pytest.mark.parametrize(
    ("dated", "raw"),
    [
        ("<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>", ""),
        ("<pubDate>ontem às 14h</pubDate>", "ontem às 14h"),
        ("<pubDate>Sun, 22 Nov 2099 10:00:00 GMT</pubDate>", "Sun, 22 Nov 2099 10:00:00 GMT"),
        ("<pubDate>05/11/2026</pubDate>", "05/11/2026"),
        ("<pubDate>&lt;i&gt;x&lt;/i&gt;" + "y" * 200 + "</pubDate>", "x" + "y" * 99),
        ("<pubDate> </pubDate>", ""),
        ("<pubDate>soon</pubDate><a:updated>2026-11-22T10:00:00Z</a:updated>", "soon"),
        ("<a:updated>soon</a:updated>", "soon"),
        ("<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate><a:updated>soon</a:updated>", ""),
        ("<pubDate>soon</pubDate><a:created>2026-11-22T10:00:00Z</a:created>", ""),
    ],
)
def test_a_date_that_could_not_be_taken_is_kept_as_it_was_written(dated: str, raw: str) -> None:
    assert rss("", f"<item><guid>1</guid>{dated}</item>").entries[0].raw_published == raw


def test_a_json_feed_keeps_the_words_of_a_date_too() -> None:
    items = [{"id": "1", "date_published": "in a while"}, {"id": "2", "date_published": "2026-11-22T10:00:00Z"}]
    feed = read(json.dumps({"version": "1", "items": items}))
    assert [entry.raw_published for entry in feed.entries] == ["in a while", ""]


def test_the_json_form_tells_hints_hub_and_topic() -> None:
    data = forms.to_json(
        rss('<ttl>60</ttl><skipDays><day>Sunday</day></skipDays><a:link rel="hub" href="https://h.example/"/>')
    )
    assert data["feed"]["hints"] == {"least": HOUR, "skip_hours": [], "skip_days": [6]}
    assert (data["feed"]["hub"], data["feed"]["topic"]) == ("https://h.example/", URL)
