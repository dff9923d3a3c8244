"""OPML in and out, as the feed readers of the world write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from guards import ends_soon
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from dragoman.errors import NotAFeed
from dragoman.ingest import clean
from dragoman.ingest.opml import Outline, read, write
from dragoman.types import Kind
from dragoman.urls import gate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

MINIFLUX = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:miniflux="https://miniflux.app/opml">
    <head><title>Miniflux</title><dateCreated>Sun, 22 Nov 2026 12:00:00 UTC</dateCreated></head>
    <body>
        <outline text="News">
            <outline title="The Daily" text="The Daily" xmlUrl="https://daily.example/feed/"
              htmlUrl="https://daily.example/" description="All of it." miniflux:crawler="true" type="rss"></outline>
        </outline>
    </body>
</opml>"""
FEEDLY = """<?xml version="1.0" encoding="UTF-8"?>

<opml version="1.0">
    <head>
        <title>Ann subscriptions in feedly Cloud</title>
    </head>
    <body>
        <outline text="News" title="News">
            <outline type="rss" text="The Daily" title="The Daily" xmlUrl="https://daily.example/feed/"
              htmlUrl="https://daily.example"/>
        </outline>
        <outline text="Again" title="Again">
            <outline type="rss" text="Daily" title="Daily" xmlUrl="https://daily.example/feed/"/>
        </outline>
    </body>
</opml>"""
NEWSBLUR = """<?xml version='1.0' encoding='utf-8'?>
<opml version="1.1"><head><title>NewsBlur Feeds</title><dateCreated>2026-11-22 12:00:00.0</dateCreated></head>
<body><outline text="News" title="News"><outline htmlUrl="https://daily.example/" text="The Daily" title="The Daily"
type="rss" version="RSS" xmlUrl="https://daily.example/feed/" /></outline></body></opml>"""
THUNDERBIRD = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0" xmlns:fz="urn:forumzilla:">
  <head><title>Thunderbird OPML Export - News &amp; Blogs</title></head>
  <body>
    <outline title="News">
      <outline type="rss" fz:quickMode="false" fz:options="{&quot;updates&quot;:{&quot;enabled&quot;:true}}"
        title="The Daily" text="The Daily" version="RSS" xmlUrl="https://daily.example/feed/"
        htmlUrl="https://daily.example/"/>
    </outline>
  </body>
</opml>"""
FRESHRSS = """<?xml version="1.0" encoding="UTF-8"?>
<opml xmlns:frss="https://freshrss.org/opml" version="2.0">
  <head><title>FreshRSS</title></head>
  <body>
    <outline text="News" frss:opmlUrl="">
      <outline text="The Daily" type="rss" xmlUrl="https://daily.example/feed/?a=1&amp;amp;b=2"
        htmlUrl="https://daily.example/" description="x" frss:priority="important"/>
    </outline>
  </body>
</opml>"""
SHOUTING = """<OPML VERSION="1.1"><BODY><OUTLINE TEXT="News"><OUTLINE TYPE="rss" TITLE="The Daily"
XMLURL="https://daily.example/feed/" HTMLURL="https://daily.example/"/></OUTLINE></BODY></OPML>"""

DAILY = Outline("https://daily.example/feed/", "The Daily", "https://daily.example/", folder="News")


@pytest.mark.parametrize("text", [MINIFLUX, FEEDLY, NEWSBLUR, THUNDERBIRD, SHOUTING])
def test_the_files_of_all_readers_say_the_same(text: str) -> None:
    assert read(text.encode()) == [DAILY]


def test_an_address_that_was_escaped_twice_is_mended() -> None:
    (outline,) = read(FRESHRSS.encode())
    assert outline.feed == "https://daily.example/feed/?a=1&b=2"


@pytest.mark.parametrize(
    ("attributes", "feed", "title"),
    [
        ('text="A" xmlUrl="https://a.example/f"', "https://a.example/f", "A"),
        ('text="A" title="" xmlUrl="https://a.example/f"', "https://a.example/f", "A"),
        ('text="t" title="T" feedUrl="https://a.example/f"', "https://a.example/f", "T"),
        ('text="A" type="rss" url="https://a.example/f"', "https://a.example/f", "A"),
        ('text="https://a.example/f" xmlUrl="https://a.example/f"', "https://a.example/f", ""),
        ('text="A &amp; B" xmlUrl="https://a.example/?x=1&amp;y=2"', "https://a.example/?x=1&y=2", "A & B"),
        ('text="A & B" xmlUrl="https://a.example/?x=1&y=2"', "https://a.example/?x=1&y=2", "A & B"),
        ('text="A &amp;amp; B &amp;#233;" xmlUrl="https://a.example/f"', "https://a.example/f", "A & B é"),
        ('text="Not&iacute;cias &laquo;A&raquo;" xmlUrl="https://a.example/f"', "https://a.example/f", "Notícias «A»"),
        ('text="A\n  B" xmlUrl=" HTTPS://A.example:443/f#x "', "https://a.example/f", "A B"),
    ],
)
def test_attributes_are_read_as_they_are_meant(attributes: str, feed: str, title: str) -> None:
    (outline,) = read(f'<opml version="2.0"><body><outline {attributes}/></body></opml>'.encode())
    assert (outline.feed, outline.title) == (feed, title)


@pytest.mark.parametrize(
    "attributes",
    [
        'text="A" type="link" url="https://a.example/"',
        'text="A" type="include" url="https://a.example/more.opml"',
        'text="A" htmlUrl="https://a.example/"',
        'text="A" type="rss" xmlUrl="file:///etc/passwd"',
        'text="A" type="rss" xmlUrl="javascript:alert(1)"',
        'text="A" type="agency" xmlUrl="/srv/agency"',
    ],
)
def test_what_is_no_web_feed_is_left_out(attributes: str) -> None:
    assert read(f'<opml version="2.0"><body><outline {attributes}/></body></opml>'.encode()) == []


def test_folders_nest_and_a_feed_may_hold_outlines_itself() -> None:
    text = """<opml><body><outline text="World"><outline text=" Europe "><outline text="A" xmlUrl="https://a.example/">
    <outline text="B" xmlUrl="https://b.example/"/></outline></outline><outline text=""><outline xmlUrl="https://c.example"
    /></outline></outline><outline text="D" language="pt_BR" xmlUrl="https://d.example/"/></body></opml>"""
    assert [(each.feed[8], each.folder, each.language) for each in read(text.encode())] == [
        ("a", "World/Europe", ""),
        ("b", "World/Europe", ""),
        ("c", "World", ""),
        ("d", "", "pt-BR"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
@pytest.mark.parametrize("said", ["UTF-8", "ISO-8859-1", "nonsense"])
def test_a_file_in_another_encoding_than_it_says_is_read_all_the_same(encoding: str, said: str) -> None:
    text = f'<?xml version="1.0" encoding="{said}"?><opml><body><outline text="Notícias" xmlUrl="https://a.example/"/>'
    assert [each.title for each in read(f"{text}</body></opml>".encode(encoding))] == ["Notícias"]


@pytest.mark.parametrize("cut", ["</body></opml>", "</outline></body></opml>", '"/>'])
def test_a_file_that_ends_too_soon_gives_what_it_has(cut: str) -> None:
    text = '<opml><body><outline text="A"><outline xmlUrl="https://a.example/"/><outline xmlUrl="https://b.example/"/>'
    assert read(text.removesuffix(cut).encode())[0].feed == "https://a.example/"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "it is empty"),
        (b"<!doctype html><title>Log in</title>", "an HTML page titled “Log in”"),
        (b"<rss version='2.0'/>", "it is a feed"),
        (b'{"subscriptions": []}', "plain text"),
        (b"PK\x03\x04", "a zip archive"),
        (b"<opml>" + b"<outline>" * 1_100_000, "only a trap"),
    ],
)
def test_what_is_no_opml_is_called_by_its_name(body: bytes, told: str) -> None:
    with pytest.raises(NotAFeed, match=rf"^The file is no OPML: .*{told}.*; export .*\.$"):
        read(body)


# --- Out, and in again -------------------------------------------------------------------------------------------


def test_what_is_written_is_opml_that_others_can_read() -> None:
    section = Outline("https://b.example/politics", "B & C", language="pt", kind=Kind.SECTION, selector="h2 > a")
    root = etree.fromstring(write([DAILY, section], "Sources of “us”", NOW))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert (root.findtext("head/title"), root.findtext("head/dateCreated")) == (
        "Sources of “us”",
        "Sun, 22 Nov 2026 12:00:00 +0000",
    )
    (folder, other) = root.findall("body/outline")
    assert dict(folder.attrib) == {"text": "News"}
    assert dict(folder[0].attrib) == {
        "text": "The Daily",
        "title": "The Daily",
        "type": "rss",
        "xmlUrl": "https://daily.example/feed/",
        "htmlUrl": "https://daily.example/",
    }
    assert (other.get("text"), other.get("type"), other.get("language")) == ("B & C", "section", "pt")
    assert other.get("{urn:x-dragoman:opml}selector") == "h2 > a"


def test_a_folder_of_an_agency_stays_at_home() -> None:
    assert read(write([Outline("/srv/agency", kind=Kind.AGENCY)], "x", NOW)) == []


LINE = st.text(max_size=40).map(lambda text: clean.plain(text, markup=False))
NAME = LINE.map(lambda text: " ".join(text.replace("/", " ").split())).filter(bool)
ADDRESS = st.builds(
    "https://{}.example/{}".format, st.sampled_from("abc"), st.text(st.sampled_from("abc/?&=é%20"), max_size=9)
).map(gate)
OUTLINE = st.builds(
    Outline,
    feed=ADDRESS,
    title=LINE,
    home=st.one_of(st.just(""), ADDRESS),
    language=st.sampled_from(["", "pt", "pt-BR", "zh-Hant-TW"]),
    folder=st.lists(NAME, max_size=4).map("/".join),
    kind=st.sampled_from(list(Kind)),
    selector=st.text(max_size=60).map(lambda text: clean.bare(text).strip()),
    licence=st.text(max_size=60).map(lambda text: " ".join(clean.bare(text).split())),
)


@given(st.lists(OUTLINE, max_size=8, unique_by=lambda outline: outline.feed), LINE)
@example(
    [Outline("https://a.example/", "A &amp; B", folder="&lt;/&amp;", licence="x?a=1&copy=2", selector="a\n\t>b")], "x"
)
def test_what_is_written_is_read_again(outlines: list[Outline], title: str) -> None:
    again = read(write(outlines, title, NOW))
    assert {each.feed: each for each in again} == {each.feed: each for each in outlines}
    assert read(write(again, title, NOW)) == again


def safe(body: bytes) -> None:
    try:
        outlines = read(body)
    except NotAFeed:
        return
    for each in outlines:
        assert gate(each.feed) == each.feed != ""
        assert each.home == gate(each.home)
    assert {each.feed for each in read(write(outlines, "x", NOW))} == {each.feed for each in outlines}


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.sampled_from([b"", b"<opml><body>"]))
def test_no_bytes_raise_anything_else(body: bytes, start: bytes) -> None:
    safe(start + body)


@given(st.data())
def test_no_mutation_raises_anything_else(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([MINIFLUX, FEEDLY, THUNDERBIRD, FRESHRSS, SHOUTING])).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=10))
    safe(bytes(body))


OPENED = "<opml><body><outline text='A' xmlUrl='https://a.example/'/>"
TRAPS = {
    "entities": '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + OPENED + "<outline text='&b;'/>",
    "depth": OPENED + "<outline text='x'>" * 200_000,
    "folders": OPENED + f"<outline text='{'x/' * 3000}'>" * 200 + "<outline xmlUrl='https://b.example/'/>" * 30_000,
    "attributes": OPENED + "<outline " + " ".join(f"a{n}='x'" for n in range(300_000)) + "/>",
    "a long name": OPENED + f"<outline text='{'x ' * 3_000_000}' xmlUrl='https://b.example/'/>",
    "outlines": OPENED + "<outline/>" * 900_000,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_holds_nothing_up(trap: str) -> None:
    with ends_soon():
        assert read(TRAPS[trap].encode())[0].feed == "https://a.example/"
