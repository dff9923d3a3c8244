"""Sitemaps as lists of news: what is taken from them, in the state in which the web has them."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from guards import ends_soon
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAFeed
from dragoman.ingest.lists.sitemaps import MAX_ENTRIES, MAX_PARTS, parse_sitemap
from dragoman.types import Entry, Feed
from dragoman.urls import gate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
URL = "https://daily.example/sitemap.xml"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/sitemap.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc>https://daily.example/politics/parliament-votes-4711?utm_source=sitemap</loc>
    <lastmod>2026-11-22T11:30:00+01:00</lastmod>
    <news:news>
      <news:publication><news:name>The Daily Example</news:name><news:language>en</news:language></news:publication>
      <news:genres>PressRelease</news:genres>
      <news:publication_date>2026-11-22T09:15:00+01:00</news:publication_date>
      <news:title><![CDATA[Parliament votes & adjourns]]></news:title>
      <news:keywords>parliament, vote,  politics</news:keywords>
    </news:news>
    <image:image><image:loc>/img/vote.jpg?a=1&amp;b=2</image:loc><image:title>No headline</image:title></image:image>
  </url>
  <url>
    <loc>https://daily.example/world/storm-4712</loc>
    <news:news>
      <news:publication><news:name>The Daily Example</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-11-22T10:00:00Z</news:publication_date>
      <news:title>A storm &#8211; seen from space</news:title>
    </news:news>
  </url>
</urlset>"""


def parse(text: str | bytes, url: str = URL) -> Feed:
    return parse_sitemap(text.encode() if isinstance(text, str) else text, url, now=NOW)


def urlset(*urls: str) -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'


def page(path: str, modified: str = "") -> str:
    lastmod = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<url><loc>https://daily.example{path}</loc>{lastmod}<changefreq>daily</changefreq></url>"


def paths(feed: Feed) -> list[str]:
    return [entry.url.removeprefix("https://daily.example") for entry in feed.entries]


# --- News --------------------------------------------------------------------------------------------------------


def test_a_news_sitemap_gives_titles_dates_keywords_and_pictures_newest_first() -> None:
    feed = parse(NEWS)
    assert (feed.title, feed.language, feed.link) == ("The Daily Example", "en", "https://daily.example/")
    storm, vote = feed.entries
    assert storm == Entry(
        id="https://daily.example/world/storm-4712",
        url="https://daily.example/world/storm-4712",
        title="A storm – seen from space",
        published=datetime(2026, 11, 22, 10, tzinfo=UTC),
        language="en",
    )
    assert vote == Entry(
        id="https://daily.example/politics/parliament-votes-4711",
        url="https://daily.example/politics/parliament-votes-4711",
        title="Parliament votes & adjourns",
        published=datetime(2026, 11, 22, 8, 15, tzinfo=UTC),
        updated=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
        media=("https://daily.example/img/vote.jpg?a=1&b=2",),
        categories=("parliament", "vote", "politics"),
        language="en",
    )


@pytest.mark.parametrize(
    ("found", "made"),
    [
        (' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', ""),
        ("http://www.google.com/schemas/sitemap-news/0.9", "https://www.google.com/schemas/sitemap-news/0.9/"),
        ("http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap/0.84"),
        ('xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', ""),
        ("news:", "n:"),
        ("UTF-8", "ISO-8859-1"),
        ("<?xml version", "\ufeff\n<?xml version"),
        ("<?xml version", "<br /><b>Warning</b>: include() in line 7<br />\n<?xml version"),
        ("</urlset>", ""),
        ("</news:news>\n  </url>\n</urlset>", ""),
        ("a=1&amp;b=2", "a=1&b=2"),
        ("<![CDATA[Parliament votes & adjourns]]>", "Parliament votes &amp; adjourns"),
        ("<![CDATA[Parliament votes & adjourns]]>", "Parliament votes & adjourns"),
        ("<![CDATA[Parliament votes & adjourns]]>", "<![CDATA[Parliament votes &amp; adjourns]]>"),
        ("&#8211;", "&ndash;"),
        ("&#8211;", "<![CDATA[–]]>"),
        ("<urlset", "<!-- <urlset> made by hand & in haste -->\n<urlset"),
        ("<urlset", "<!DOCTYPE urlset>\n<urlset"),
    ],
)
def test_broken_sitemaps_of_the_web_are_read_like_sound_ones(found: str, made: str) -> None:
    assert found in NEWS
    feed = parse(NEWS.replace(found, made))
    assert [entry.title for entry in feed.entries] == ["A storm – seen from space", "Parliament votes & adjourns"]
    assert feed.entries[1].media == ("https://daily.example/img/vote.jpg?a=1&b=2",)


@pytest.mark.parametrize("declared", ["", ' xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"'])
def test_a_prefix_on_every_element_does_no_harm(declared: str) -> None:
    text = f"<sm:urlset{declared}><sm:url><sm:loc>https://daily.example/2026/11/22/a</sm:loc></sm:url></sm:urlset>"
    assert paths(parse(text)) == ["/2026/11/22/a"]


def test_news_comes_whatever_its_age_and_a_date_that_is_none_is_kept_in_its_own_words() -> None:
    text = NEWS.replace("2026-11-22T10:00:00Z", "2026-09-01").replace("2026-11-22T09:15:00+01:00", "yesterday evening")
    vote, storm = parse(text).entries
    assert storm.published == datetime(2026, 9, 1, tzinfo=UTC)
    assert vote.published == datetime(2026, 11, 22, 10, 30, tzinfo=UTC), "its last change stands in"
    undated = parse(text.replace("<lastmod>2026-11-22T11:30:00+01:00</lastmod>", "")).entries[-1]
    assert (undated.published, undated.raw_published) == (None, "yesterday evening")


def test_a_page_without_news_in_a_news_sitemap_must_be_new_to_count() -> None:
    text = NEWS.replace(
        "</urlset>", page("/about-4", "2020-01-01") + page("/fresh-story-5", "2026-11-22") + "</urlset>"
    )
    assert paths(parse(text))[-1] == "/fresh-story-5"
    assert len(parse(text).entries) == 3


# --- Plain sitemaps ----------------------------------------------------------------------------------------------


def test_of_a_plain_sitemap_only_what_is_new_comes_newest_first() -> None:
    feed = parse(
        urlset(
            page("/old-story", "2026-11-19T23:59:59Z"),
            page("/morning-story", "2026-11-22T06:00:00Z"),
            page("/undated-story"),
            page("/latest-story", "2026-11-22T11:59:00+00:00"),
            page("/day-only-story", "2026-11-20"),
            page("/older-day-story", "2026-11-19"),
        )
    )
    assert paths(feed) == ["/latest-story", "/morning-story", "/day-only-story"]
    assert feed.entries[0].title == ""
    assert feed.entries[1].published == datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert feed.entries[1].updated == datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("/2026/11/22/storm", True),
        ("/2026/11/20/storm", True),
        ("/2026/11/19/storm", False),
        ("/2026-11-22-storm.html", True),
        ("/2026/nov/22/storm", True),
        ("/2026/1122/c90000-100.html", True),
        ("/2026-11/22/content_100.htm", True),
        ("/20261122-storm", True),
        ("/view/AKR20261122001200315", True),
        ("/2026/13/22/storm", False),
        ("/2026/11/22", False),
        ("/storm-20261199", False),
    ],
)
def test_a_day_in_the_address_dates_a_page_that_bears_no_other_date(path: str, new: bool) -> None:
    feed = parse(urlset(page(path), page("/some-old-story", "2020-01-01")))
    assert paths(feed) == ([path] if new else [])


def test_an_old_article_that_was_touched_today_is_no_news() -> None:
    assert parse(urlset(page("/2015/03/04/storm", "2026-11-22T10:00:00Z"))).entries == ()


def test_the_time_of_change_is_taken_where_it_lies_on_the_day_of_the_address() -> None:
    evening, edited = parse(
        urlset(
            page("/2026/11/21/storm", "2026-11-22T01:30:00Z"),  # half past ten in the evening in Brasília
            page("/2026/11/20/vote", "2026-11-22T11:00:00Z"),
        )
    ).entries
    assert evening.published == datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    assert edited.published == datetime(2026, 11, 20, tzinfo=UTC)


def test_where_it_is_tomorrow_already_a_page_is_new_but_its_day_is_not_yet_a_date() -> None:
    (entry,) = parse(urlset(page("/tomorrow-in-auckland", "2026-11-23"))).entries
    assert (entry.published, entry.raw_published) == (None, "2026-11-23")
    assert parse(urlset(page("/next-week", "2026-11-29"))).entries == ()


def test_lists_and_files_are_no_articles_however_new() -> None:
    listed = ["/", "/index.html", "/category/politics", "/tag/storm", "/author/ann-lee", "/a.pdf", "/2026/11/22/"]
    feed = parse(urlset(*(page(path, "2026-11-22T10:00:00Z") for path in listed), page("/s", "2026-11-22T09:00:00Z")))
    assert paths(feed) == ["/s"]


def test_an_address_that_is_none_harms_no_other() -> None:
    text = urlset("<url><loc>http://[::1/2026/11/22/a</loc></url>", page("/2026/11/22/b"), "<url></url>", "<url/>")
    assert paths(parse(text)) == ["/2026/11/22/b"]
    assert parse("<sitemapindex><sitemap><loc>http://[::1/news.xml</loc></sitemap></sitemapindex>").parts == ()


def test_at_most_a_thousand_entries_come_the_newest_and_each_address_once() -> None:
    pages = [page(f"/story-{n}", (NOW - timedelta(seconds=n)).isoformat()) for n in range(MAX_ENTRIES + 500)]
    feed = parse(urlset(*pages[::-1], *pages))
    assert paths(feed) == [f"/story-{n}" for n in range(MAX_ENTRIES)]


def test_a_plain_sitemap_of_old_pages_is_a_list_without_news_not_an_error() -> None:
    assert parse(urlset(page("/old-story", "2026-01-01"))) == Feed(link="https://daily.example/")
    assert parse(urlset()) == Feed(link="https://daily.example/")


def test_a_sitemap_without_dates_is_refused_and_the_sentence_says_what_to_add() -> None:
    with pytest.raises(
        NotAFeed, match=r"^https://daily.example/sitemap.xml is no .* no dates that tell .*; give .*\.$"
    ):
        parse(urlset(page("/one-story"), page("/two-story")))


def test_a_date_that_all_pages_share_is_no_date_unless_the_list_is_of_one_day() -> None:
    text = urlset(*(page(f"/story-{n}", "2026-11-22") for n in range(40)))
    with pytest.raises(NotAFeed, match="no dates"):
        parse(text)
    assert len(parse(text, "https://daily.example/sitemap-2026-11-22.xml").entries) == 40
    assert len(parse(urlset(*(page(f"/story-{n}", "2026-11-22") for n in range(5)))).entries) == 5


def test_a_text_of_addresses_is_a_sitemap_too() -> None:
    text = (
        "\ufeffhttps://daily.example/2026/11/22/storm\r\nhttps://daily.example/2026/01/01/old\n\njavascript:alert(1)\n"
    )
    assert paths(parse(text)) == ["/2026/11/22/storm"]
    with pytest.raises(NotAFeed, match="no dates"):
        parse("https://daily.example/one\nhttps://daily.example/two\n")


# --- Indexes -----------------------------------------------------------------------------------------------------


def index(*parts: tuple[str, str]) -> str:
    listed = (f"<sitemap>{page(path, modified).removeprefix('<url>')}" for path, modified in parts)
    return f"<sitemapindex>{''.join(listed).replace('</url>', '</sitemap>')}</sitemapindex>"


def parts(feed: Feed) -> list[str]:
    assert feed.entries == ()
    return [part.removeprefix("https://daily.example") for part in feed.parts]


def test_an_index_names_the_likeliest_lists_first_and_leaves_out_what_holds_no_news() -> None:
    feed = parse(
        index(
            ("/page-sitemap.xml", "2026-11-22T10:00:00Z"),
            ("/category-sitemap.xml", "2026-11-22T10:00:00Z"),
            ("/post-sitemap.xml", "2019-01-01"),
            ("/post-sitemap2.xml", "2026-11-22T10:00:00Z"),
            ("/post-sitemap3.xml", "2026-11-22T11:00:00Z"),
            ("/sitemap-main.xml", ""),
            ("/news-sitemap.xml", ""),
            ("/sitemap.xml", ""),
        )
    )
    assert parts(feed) == ["/news-sitemap.xml", "/post-sitemap3.xml", "/post-sitemap2.xml", "/sitemap-main.xml"]


def test_lists_by_day_and_month_are_taken_while_they_last() -> None:
    names = [f"/sitemap-{year}-{month:02}.xml" for year in range(2010, 2027) for month in range(1, 13)]
    assert parts(parse(index(*((name, "") for name in names)))) == ["/sitemap-2026-11.xml"]
    days = parts(parse(index(*((f"/sitemaps/202611{day}.xml", "") for day in range(10, 31)))))
    assert set(days) == {f"/sitemaps/202611{day}.xml" for day in (20, 21, 22, 23)}


def test_many_alike_lists_are_asked_from_both_ends() -> None:
    found = parts(parse(index(*((f"/wp-sitemap-posts-post-{n}.xml", "") for n in range(1, 58)))))
    assert len(found) == MAX_PARTS
    assert found[:3] == [
        "/wp-sitemap-posts-post-1.xml",
        "/wp-sitemap-posts-post-57.xml",
        "/wp-sitemap-posts-post-2.xml",
    ]


def test_where_all_lists_are_hopeless_a_few_are_tried() -> None:
    assert len(parts(parse(index(*((f"/sitemap-{year}.xml", "") for year in range(2000, 2020)))))) == 3


# --- Bytes -------------------------------------------------------------------------------------------------------


def test_a_packed_sitemap_is_unpacked_in_one_or_several_pieces() -> None:
    plain = NEWS.encode()
    assert parse(gzip.compress(plain)) == parse(plain)
    assert parse(gzip.compress(plain[:500]) + gzip.compress(plain[500:])) == parse(plain)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (gzip.compress(b"<urlset>" + b" " * 50_000_000), "unpacks to more than"),
        (gzip.compress(NEWS.encode())[:300], "ends in the middle"),
        (b"\x1f\x8b" + b"x" * 100, "can't be unpacked"),
        (gzip.compress(b"") * 1000, "pieces"),
        (b"", "it is empty"),
        (b"<!doctype html><title>Sitemap of us</title><p>x", "an HTML page titled “Sitemap of us”"),
        (b"<rss version='2.0'><channel></channel></rss>", "it is a feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "it is a feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an image"),
        (b"%PDF-1.7", "a PDF file"),
        (b"User-agent: *", "plain text that begins “User-agent"),
        (b"<urlset>" + b"<x>" * 1_100_000, "only a trap"),
        (b"<urlset>" + b"&" * 1_100_000, "only a trap"),
        (b"<urlset>" + b" " * 17_000_000, "larger than 16 MB"),
    ],
)
def test_what_is_no_sitemap_is_called_by_its_name(body: bytes, told: str) -> None:
    with pytest.raises(NotAFeed, match=f"^{URL} is no sitemap of news: .*{told}.*; give the address of .*\\.$"):
        parse(body)


LAUGHS = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};&a{n};">' for n in range(40))
TRAPS = {
    "entities": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
    f"{urlset(page('/2026/11/22/a'), '<url><loc>&a40;</loc></url>')}",
    "a file as an entity": f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    f"{urlset(page('/2026/11/22/a'), '<url><loc>https://daily.example/2026/11/22/&f;</loc></url>')}",
    "depth": urlset(page("/2026/11/22/a")).replace("</urlset>", "<url>" * 300_000),
    "attributes": urlset(page("/2026/11/22/a"), "<url " + " ".join(f"a{n}='x'" for n in range(200_000)) + "/>"),
    "namespaces": urlset(page("/2026/11/22/a"), *(f'<url xmlns:a{n}="b{n}"/>' for n in range(100_000))),
    "one page of all": urlset(page("/2026/11/22/a"), "<url>" + "<a/>" * 900_000 + "</url>"),
    "sections": urlset(page("/2026/11/22/a"), "<url><loc>" + "<![CDATA[" * 500_000),
    "ampersands": urlset(page("/2026/11/22/a"), "<url><loc>" + "&" * 900_000),
    "a long address": urlset(page("/2026/11/22/a"), *[page("/2026" + "-2026" * 2000, "2026-11-22")] * 500),
    "lines": "https://daily.example/2026/11/22/a" + "\n" * 5_000_000,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_holds_nothing_up_and_hides_no_news(trap: str) -> None:
    with ends_soon():
        found = paths(parse(TRAPS[trap]))
    assert "/2026/11/22/a" in found
    assert not any("root:" in path for path in found)


def test_fifty_thousand_pages_are_read_in_a_moment() -> None:
    pages = (page(f"/some-headline-in-the-address-{n}", f"2026-11-22T10:{n % 60:02}:00Z") for n in range(50_000))
    text = urlset(*pages)
    with ends_soon():
        assert len(parse(text).entries) == MAX_ENTRIES


# --- Properties --------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
ITEM = st.tuples(st.integers(0, 10**6), WORDS, st.integers(0, 10**5))


@given(st.lists(ITEM, max_size=20, unique_by=lambda item: item[0]))
def test_what_a_news_sitemap_says_is_what_is_read(items: list[tuple[int, str, int]]) -> None:
    listed = [
        f"<url><loc>https://daily.example/{number}-x</loc><n:news xmlns:n='n'>"
        f"<n:title>{escape(escape(title))}</n:title>"
        f"<n:publication_date>{(NOW - timedelta(seconds=ago)).isoformat()}</n:publication_date></n:news></url>"
        for number, title, ago in items
    ]
    found = {entry.url: (entry.title, entry.published) for entry in parse(urlset(*listed)).entries}
    assert found == {
        f"https://daily.example/{number}-x": (title, NOW - timedelta(seconds=ago)) for number, title, ago in items
    }


@pytest.mark.parametrize("reference", ["&#xD800;", "&#57343;", "&#x110000;", "&#0;"])
def test_a_reference_to_no_character_is_left_out_wherever_it_stands(reference: str) -> None:
    when = (NOW - timedelta(hours=1)).isoformat()
    listed = f"<url><loc>https://daily.example/a{reference}b</loc><lastmod>{when}</lastmod></url>"
    assert [entry.url for entry in parse(urlset(listed)).entries] == ["https://daily.example/ab"]
    named = urlset(listed).replace('xmlns="', f'xmlns="{reference}')
    assert [entry.url for entry in parse(named).entries] == ["https://daily.example/ab"]


def safe(body: bytes) -> None:
    try:
        feed = parse(body)
    except NotAFeed:
        return
    assert len(feed.entries) <= MAX_ENTRIES
    assert len(feed.parts) <= MAX_PARTS
    for url in (
        *feed.parts,
        *(entry.url for entry in feed.entries),
        *(m for entry in feed.entries for m in entry.media),
    ):
        assert gate(url) == url != ""


@given(st.one_of(st.binary(), st.text().map(str.encode), st.binary().map(gzip.compress)))
def test_no_bytes_raise_anything_else(body: bytes) -> None:
    safe(body)


@settings(max_examples=200)
@given(st.data())
def test_no_mutation_raises_anything_else(data: st.DataObject) -> None:
    body = bytearray((NEWS + index(("/post-sitemap.xml", "2026-11-22"))).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    safe(bytes(body))
