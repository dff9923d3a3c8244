"""Finding the feed of a home page: what it declares, what it links, what is usual, and which of them is best."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from guards import ends_soon
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.discovery import MAX_CANDIDATES, Candidate, best, candidates
from dragoman.types import Entry, Feed, Kind
from dragoman.urls import gate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOME = "https://daily.example/"
START = "<!doctype html><html><head><title>The Daily</title>"


def found(text: str, url: str = HOME, link_header: str = "", sitemaps: tuple[str, ...] = ()) -> list[Candidate]:
    return list(candidates(text.encode(), url, "text/html", link_header, sitemaps))


def declared(text: str, url: str = HOME, link_header: str = "") -> list[str]:
    named = [each for each in found(text, url, link_header) if each.declared and each.kind is Kind.FEED]
    return [each.url.removeprefix("https://daily.example") for each in named]


# --- What a page names -------------------------------------------------------------------------------------------

WORDPRESS = f"""{START}
<link rel="alternate" type="application/rss+xml" title="The Daily &raquo; Comments Feed" href="/comments/feed/" />
<link rel="alternate" type="application/rss+xml" title="The Daily &raquo; Feed" href="https://daily.example/feed/" />
<link rel="alternate" type="application/rss+xml" title="The Daily &raquo; Storm hits Comments Feed"
  href="/2026/11/22/storm/feed/" />
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/5" />
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x" />
<link rel="alternate" hreflang="pt" href="https://daily.example/pt/" />
<link rel="https://api.w.org/" href="/wp-json/" />
<script src="/wp-content/themes/x.js"></script></head><body><a href="/about">About</a></body></html>"""


def test_a_wordpress_home_gives_its_feed_first_and_those_of_comments_last_before_the_page_itself() -> None:
    everything = found(WORDPRESS)
    assert everything[0] == Candidate("https://daily.example/feed/", Kind.FEED, "The Daily » Feed")
    assert [each.url for each in everything[-3:]] == [
        "https://daily.example/comments/feed/",
        "https://daily.example/2026/11/22/storm/feed/",
        "https://daily.example/",
    ]
    assert everything[-1] == Candidate(HOME, Kind.SECTION, "The Daily")
    assert not any("wp-json" in each.url for each in everything)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/n">',
        '<link rel="ALTERNATE" type="Application/Atom+XML; charset=utf-8" href="/n">',
        "<link rel=alternate type=application/feed+json href=/n>",
        "<link rel=alternate type=application/rdf+xml href=/n>",
        "<link rel='alternate home' type=text/rss href=/n>",
        "<link rel=feed href=/n>",
        "<LINK HREF='/n' TYPE='application/rss+xml' REL='alternate'>",
        "</head><body><link rel=alternate type=application/rss+xml href=/n>",
        '<base href="https://daily.example/"><link rel=alternate type=application/rss+xml href="n">',
        '</head><body><a href="/n">RSS</a>',
        '</head><body><a href="/n" title="RSS feed"><img src="icon.png"></a>',
        '</head><body><a href="feed:https://daily.example/n">Subscribe</a>',
        '</head><body><a href="feed://daily.example/n">Subscribe</a>',
    ],
)
def test_a_feed_is_known_by_its_type_its_relation_or_its_name(link: str) -> None:
    assert declared(START + link) == ["/n"]


@pytest.mark.parametrize(
    "href",
    [
        *("/rss", "/rss.xml", "/feed", "/feeds/all", "/feed.json", "/atom.xml", "/index.rdf", "/news.rss", "/rss/news"),
        *("/?feed=rss2", "/?format=feed&type=rss", "/world/rss.php", "/feeds/posts/default?alt=rss", "/newsfeed.xml"),
    ],
)
def test_a_link_is_a_feed_where_its_address_says_so(href: str) -> None:
    assert declared(f'{START}</head><body><a href="{href}">News from us</a>') == [href]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" type="text/css" href="/rss.css">',
        '<link rel="alternate" type="application/json" href="/api/7">',
        '<link rel="alternate" type="text/xml" href="/sitemap">',
        '<link rel="alternate" media="handheld" href="https://m.daily.example/">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<a href="https://feedly.com/i/subscription/feed/https://daily.example/feed">RSS</a>',
        '<a href="https://other.example/feed/">Their feed</a>',
        '<a href="/feeding-the-hungry">How we feed the hungry of this town</a>',
        '<a href="/harass-the-rich.html">Harass</a>',
        '<a href="mailto:rss@daily.example">RSS</a>',
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(link: str) -> None:
    assert declared(f"{START}{link}") == []


def test_the_feed_of_a_section_comes_before_that_of_the_site() -> None:
    text = f"""{START}<link rel=alternate type=application/rss+xml href=/feed/>
    <link rel=alternate type=application/rss+xml href=/politics/feed/>"""
    assert declared(text, "https://daily.example/politics/") == ["/politics/feed/", "/feed/"]
    assert declared(text) == ["/feed/", "/politics/feed/"]


def test_a_link_header_counts_as_a_declaration() -> None:
    header = (
        '<https://daily.example/wp-json/>; rel="https://api.w.org/", </x.css>; rel=preload; as=style, '
        '</feed.xml>; rel="alternate"; type="application/rss+xml"; title="All, of it", <https://hub.example/>; rel=hub'
    )
    first = found(START, link_header=header)[0]
    assert first == Candidate("https://daily.example/feed.xml", Kind.FEED, "All, of it")


# --- Guesses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trace", "path"),
    [
        ('<link href="/wp-content/x.css">', "feed/"),
        ('<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">', "rss.xml"),
        ('<meta name="generator" content="Ghost 5.8">', "rss/"),
        ('<meta name="generator" content="Hugo 0.1">', "index.xml"),
        ('<meta name="generator" content="Joomla!">', "?format=feed&type=rss"),
        ("<p>", "feed/"),
    ],
)
def test_where_nothing_is_declared_the_usual_places_of_the_system_are_tried_first(trace: str, path: str) -> None:
    guesses = [each for each in found(START + trace) if not each.declared]
    assert guesses[0] == Candidate(HOME + path, Kind.FEED, declared=False)
    assert {"https://daily.example/rss.xml", "https://daily.example/feed/"} <= {each.url for each in guesses}


def test_guesses_start_under_the_section_that_was_named() -> None:
    urls = [each.url for each in found(START, "https://daily.example/politics?page=2")]
    assert urls[0] == "https://daily.example/politics/feed/"
    assert "https://daily.example/feed/" in urls


def test_sitemaps_of_robots_txt_come_by_likelihood_and_none_is_guessed_then() -> None:
    named = ("https://daily.example/sitemap-pages.xml", "/sitemap.xml", "https://daily.example/news-sitemap.xml", "x:y")
    listed = [each for each in found(START, sitemaps=named) if each.kind is Kind.SITEMAP]
    assert [each.url.removeprefix("https://daily.example/") for each in listed] == [
        "news-sitemap.xml",
        "sitemap.xml",
        "sitemap-pages.xml",
    ]
    assert all(each.declared for each in listed)
    assert not any(each.declared for each in found(START) if each.kind is Kind.SITEMAP)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"<rss version='2.0'/>", b'{"a": 1}'])
def test_what_is_no_page_still_gives_guesses_but_is_no_section(body: bytes) -> None:
    kinds = {each.kind for each in candidates(body, HOME)}
    assert kinds == {Kind.FEED, Kind.SITEMAP}


def test_there_are_at_most_twenty_and_each_address_once() -> None:
    links = "".join(f"<link rel=alternate type=application/rss+xml href=/feed-{n}.xml>" for n in range(500))
    everything = found(START + links + links)
    assert len(everything) == MAX_CANDIDATES
    assert len({each.url for each in everything}) == MAX_CANDIDATES
    assert {each.kind for each in everything} == {Kind.FEED, Kind.SITEMAP, Kind.SECTION}
    assert everything[-1].kind is Kind.SECTION


@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.booleans())
def test_nothing_raises_and_every_address_is_gated(body: str, header: str, sitemaps: list[str], html: bool) -> None:
    for each in candidates((START * html + body).encode(), HOME, "", header, sitemaps):
        assert gate(each.url) == each.url != ""


@pytest.mark.parametrize(
    "header",
    ["<" * 100_000, "<a>;" * 50_000, '<a>; rel="' * 20_000, "<a>; a=" + "b" * 99_999, "<a>" + "; a=b" * 50_000],
)
def test_a_hostile_header_holds_nothing_up(header: str) -> None:
    with ends_soon():
        found(START, link_header=header)


# --- The choice --------------------------------------------------------------------------------------------------

RSS = Candidate("https://daily.example/feed/", Kind.FEED)
ATOM = Candidate("https://daily.example/atom.xml", Kind.FEED)
GUESS = Candidate("https://daily.example/rss.xml", Kind.FEED, declared=False)
COMMENTS = Candidate("https://daily.example/comments/feed/", Kind.FEED, "Comments Feed")
NEWS = Candidate("https://daily.example/news-sitemap.xml", Kind.SITEMAP)
PAGE = Candidate(HOME, Kind.SECTION)


def feed(entries: int, age: timedelta | None = timedelta(hours=1), content: str = "") -> Feed:
    when = None if age is None else NOW - age
    listed = (Entry(str(n), f"{HOME}{n}", f"Story {n}", published=when, content=content) for n in range(entries))
    return Feed(entries=tuple(listed))


FULL = "x" * 2000


@pytest.mark.parametrize(
    ("tried", "chosen"),
    [
        ([(RSS, feed(10)), (ATOM, feed(10))], RSS),
        ([(RSS, feed(3)), (ATOM, feed(10))], ATOM),
        ([(RSS, feed(10)), (ATOM, feed(10, content=FULL))], ATOM),
        ([(GUESS, feed(10)), (RSS, feed(10))], RSS),
        ([(RSS, feed(10, timedelta(days=900))), (GUESS, feed(10))], GUESS),
        ([(RSS, feed(10)), (NEWS, feed(900))], RSS),
        ([(RSS, feed(10, timedelta(days=30))), (NEWS, feed(900))], NEWS),
        ([(RSS, feed(0)), (PAGE, feed(40, None))], PAGE),
        ([(RSS, feed(20, timedelta(days=900))), (PAGE, feed(40, None))], PAGE),
        ([(RSS, feed(10, timedelta(days=5))), (PAGE, feed(40, None))], RSS),
        ([(COMMENTS, feed(50, timedelta(0), FULL)), (RSS, feed(5, timedelta(days=5)))], RSS),
        ([(PAGE, feed(40)), (NEWS, feed(40))], NEWS),
        ([(PAGE, feed(0))], PAGE),
    ],
)
def test_the_liveliest_fullest_and_most_certain_list_is_chosen(
    tried: list[tuple[Candidate, Feed]], chosen: Candidate
) -> None:
    assert best(tried, NOW) == chosen
    if len({candidate.kind for candidate, _ in tried}) > 1:
        assert best(tried[::-1], NOW) == chosen


def test_entries_without_a_title_or_a_date_count_for_nothing() -> None:
    untitled = Feed(entries=tuple(Entry(str(n), HOME, "", published=NOW) for n in range(50)))
    assert best([(RSS, untitled), (ATOM, feed(1))], NOW) == ATOM


def test_nothing_to_choose_from_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="empty"):
        best([], NOW)
