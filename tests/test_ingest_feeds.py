"""Feeds of our own making: what they say is kept, what they try is not."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from guards import ends_soon
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAFeed
from dragoman.ingest import clean, forms
from dragoman.ingest.feeds import parse_feed
from dragoman.types import Entry, Feed

URL = "https://news.example/feeds/all.xml"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def read(body: str | bytes, content_type: str = "", language: str = "") -> Feed:
    return parse_feed(body.encode() if isinstance(body, str) else body, URL, content_type, NOW, language)


def rss(items: str, channel: str = "", root: str = "") -> str:
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<rss version="2.0" {names} {root}><channel><title>The Paper</title>{channel}{items}</channel></rss>'


def item(inner: str, channel: str = "", root: str = "") -> Entry:
    return read(rss(f"<item><link>https://news.example/1</link>{inner}</item>", channel, root)).entries[0]


# --- What is kept ------------------------------------------------------------------------------------------------

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt-BR" xml:base="https://jornal.example/sub/">
  <title>O Jornal</title><subtitle>Notícias</subtitle><updated>2026-11-22T08:00:00-03:00</updated>
  <link href="/"/><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
  <rights>© 2026 O Jornal</rights>
  <entry>
    <id>tag:jornal.example,2026:1</id><title type="html">Chuva &amp;amp; &lt;b&gt;vento&lt;/b&gt;</title>
    <link href="noticia/1?utm_source=rss#topo"/><link rel="enclosure" href="som.mp3" type="audio/mpeg"/>
    <published>2026-11-21T22:00:00-03:00</published><updated>2026-11-22T07:30:00-03:00</updated>
    <author><name>Ana Souza</name></author><author><name>Zé Lima</name></author>
    <category term="Clima"/><category term="Clima"/>
    <summary>Texto &lt;curto&gt;</summary>
    <content type="html"><![CDATA[<p onclick="x()">Veja <a href="mapa" target="_blank">o mapa</a>.</p>]]></content>
    <rights>CC BY</rights>
  </entry>
</feed>"""


def test_an_atom_feed_gives_every_field_gated_and_resolved() -> None:
    feed = read(ATOM)
    assert (feed.title, feed.link, feed.language) == ("O Jornal", "https://jornal.example/", "pt-BR")
    assert (feed.subtitle, feed.rights) == ("Notícias", "© 2026 O Jornal")
    assert feed.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert feed.updated == datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    assert feed.entries == (
        Entry(
            id="tag:jornal.example,2026:1",
            url="https://jornal.example/sub/noticia/1",
            title="Chuva & vento",
            published=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
            updated=datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
            authors=("Ana Souza", "Zé Lima"),
            summary="Texto &lt;curto&gt;",
            content='<p>Veja <a href="https://jornal.example/sub/mapa">o mapa</a>.</p>',
            enclosures=("https://jornal.example/sub/som.mp3",),
            categories=("Clima",),
            language="pt-BR",
            rights="CC BY",
        ),
    )


def test_the_json_form_is_the_documented_one() -> None:
    data = forms.to_json(read(ATOM))
    assert list(data) == ["feed", "entries"]
    assert list(data["feed"]) == ("title link language subtitle updated licence rights hints hub topic".split())
    assert list(data["entries"][0]) == (
        "id url title published updated authors summary content enclosures media categories language licence "
        "rights raw_published withdrawn".split()
    )
    assert data["entries"][0]["published"] == "2026-11-22T01:00:00+00:00"
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    "name",
    [
        'xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"',
        'xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"',
    ],
)
def test_a_creative_commons_licence_is_kept(name: str) -> None:
    licence = "https://creativecommons.org/licenses/by/2.5/"
    assert item(f"<cc:license>{licence}</cc:license>", root=name).licence == licence


def test_a_licence_of_a_feed_and_the_words_of_its_rights_are_kept() -> None:
    resource = '<cc:license rdf:resource="https://creativecommons.org/licenses/by-sa/3.0/"/>'
    root = 'xmlns:cc="http://web.resource.org/cc/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    feed = read(rss("", f"{resource}<copyright>All rights reserved</copyright>", root))
    assert feed.licence == "https://creativecommons.org/licenses/by-sa/3.0/"
    assert feed.rights == "All rights reserved"
    assert item("<dc:rights>Free to copy</dc:rights>").rights == "Free to copy"


def test_an_entry_without_a_guid_is_named_by_its_address_and_one_without_a_link_by_its_guid() -> None:
    assert item("").id == "https://news.example/1"
    feed = read(rss('<item><guid isPermaLink="false">abc</guid></item><item><guid>https://n.example/a</guid></item>'))
    assert [(entry.id, entry.url) for entry in feed.entries] == [("abc", ""), ("https://n.example/a",) * 2]


@pytest.mark.parametrize("base", ["http://[", "http://[::1", "javascript:x", "http://a b/"])
def test_a_broken_base_is_no_base(base: str) -> None:
    inner = "<link>/1</link><title>T</title><description>&lt;a href='/2'&gt;x&lt;/a&gt;</description>"
    entry = item(inner, root=f'xml:base="{base}"')
    assert entry.title == "T"
    assert all(url.startswith("http") for url in re.findall(r'href="([^"]*)"', entry.summary))


def test_a_guid_that_is_a_path_is_an_address_of_its_site() -> None:
    assert item("<guid>/news/1</guid>").id == "https://news.example/news/1"
    assert item("<guid isPermaLink='false'>news/1</guid>").id == "news/1"
    base = 'xml:base="https://other.example/feeds/"'
    assert item("<guid>/news/1</guid><title>T</title>", root=base).id == "https://other.example/news/1"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_words_under_a_picture_are_not_the_entrys_own(order: tuple[int, int]) -> None:
    own, caption = "<description>What happened.</description>", "<media:description>A picture.</media:description>"
    inner = [own, f"<media:content url='/a.jpg'>{caption}<media:description/></media:content>"]
    entry = item("".join(inner[n] for n in order))
    assert (entry.summary, entry.content) == ("What happened.", "")


def test_words_under_a_picture_are_the_summary_of_an_entry_that_says_no_more_than_where_to_read() -> None:
    caption = '<media:description type="html">&lt;p&gt;What happened.&lt;/p&gt;</media:description>'
    assert item(caption).summary == "<p>What happened.</p>"
    assert (
        item(f"<description>&lt;a href='/1'&gt;Leer&lt;/a&gt;</description>{caption}").summary
        == "<p>What happened.</p>"
    )


def test_media_and_enclosures_are_kept_as_addresses() -> None:
    entry = item(
        '<media:group><media:content url="/a.jpg"/></media:group><media:thumbnail url="https://i.example/b c.jpg"/>'
        '<enclosure url="https://i.example/s.mp3" length="1" type="audio/mpeg"/>'
    )
    assert entry.media == ("https://news.example/a.jpg", "https://i.example/b%20c.jpg")
    assert entry.enclosures == ("https://i.example/s.mp3",)


def test_the_language_of_an_entry_goes_before_that_of_its_feed_and_of_its_header() -> None:
    assert item("<dc:language>es</dc:language>", "<language>pt_BR</language>").language == "es"
    assert item("", "<language>pt_BR</language>").language == "pt-BR"
    assert read(rss("<item><guid>1</guid></item>"), language="fr").entries[0].language == "fr"
    assert item("<dc:language>not a language!</dc:language>").language == ""


def test_titles_are_one_line_of_plain_text() -> None:
    assert item("<title>  Rain\n &amp;amp; <![CDATA[<b>wind</b><br/>now]]> </title>").title == "Rain & wind now"
    assert item("<title>5 &lt; 6 and AT&amp;T</title>").title == "5 < 6 and AT&T"


def test_a_json_feed_is_read_like_any_other() -> None:
    author = {"name": "Ana"}
    first = {"id": 7, "url": "/a?fbclid=1", "title": "T", "content_html": '<a href="b">b</a>', "tags": ["x", 5]}
    dated = {"date_published": "2026-11-22T09:00:00-03:00", "authors": [author], "attachments": [{"url": "/s.mp3"}]}
    second = {"id": "2", "content_text": "1 < 2", "author": author, "image": "https://i.example/i.jpg"}
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [first | dated, second, 3, {}]}
    feed = read(json.dumps(document))
    assert feed.entries[0] == Entry(
        id="7",
        url="https://news.example/a",
        title="T",
        published=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
        authors=("Ana",),
        content='<a href="https://news.example/b">b</a>',
        enclosures=("https://news.example/s.mp3",),
        categories=("x",),
    )
    assert (feed.entries[1].content, feed.entries[1].authors) == ("1 &lt; 2", ("Ana",))
    assert feed.entries[1].media == ("https://i.example/i.jpg",)


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "", "text/xml"),
        ("utf-8", "iso-8859-1", "application/xml; charset=iso-8859-1"),
        ("utf-8-sig", "", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-16", ""),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "utf-8", ""),
        ("cp1252", "no-such-charset", ""),
        ("cp1252", "", "text/xml; charset=windows-1252"),
    ],
)
def test_a_feed_is_read_in_the_encoding_it_is_in(encoding: str, declared: str, header: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = (declaration + rss("<item><title>“Não” – às 10h</title></item>")).encode(encoding)
    assert read(body, header).entries[0].title == "“Não” – às 10h"


def test_a_broken_character_or_two_do_not_spoil_a_utf8_feed() -> None:
    body = rss("<item><title>ação, coração, informação, é</title></item>").encode() + b"\xff"
    assert read(body).entries[0].title == "ação, coração, informação, é"


def test_halves_of_a_character_are_joined_and_forbidden_ones_dropped() -> None:
    assert item("<title>a&#xD83D;&#xDE00;b&#0;c&#x1F;d&#xDC00;e\0f&#xFFFF;</title>").title == "a😀bcdef"


def test_markup_that_is_not_well_formed_is_read_all_the_same() -> None:
    feed = read("<b>Warning</b>: in line 3\n" + rss("<item><title>A & B</title><link>https://n.example/1</link>"))
    assert [(entry.title, entry.url) for entry in feed.entries] == [("A & B", "https://n.example/1")]


# --- What is not let in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a:b@c.example/"]
)
def test_no_address_but_plain_http_gets_in(bad: str) -> None:
    entry = read(
        rss(
            f"<item><guid>{bad}</guid><link>{bad}</link><enclosure url='{bad}'/><media:content url='{bad}'/>"
            f"<description><![CDATA[<a href='{bad}'>a</a><img src='{bad}'><q cite='{bad}'>q</q>]]></description></item>"
        )
    ).entries[0]
    assert (entry.url, entry.enclosures, entry.media) == ("", (), ())
    assert bad.partition(":")[0] + ":" not in entry.summary


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<iframe src='https://evil.example'></iframe>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<form action='https://evil.example'><input name=q></form>",
        "<style>*{background:url(https://evil.example)}</style>",
        "<p style='background:url(https://evil.example)'>x</p>",
        "<base href='https://evil.example'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<!--><img src=x onerror=alert(1)>-->",
    ],
)
def test_no_markup_that_acts_gets_in(attack: str) -> None:
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;")
    acts = re.compile(r"<(?:script|svg|iframe|math|form|input|style|base|noscript)|\son\w+=|\sstyle=|javascript:|evil")
    for way in (escaped, f"<![CDATA[{attack}]]>"):
        shown = item(f"<description>{way}</description>").summary
        assert not acts.search("".join(re.findall(r"<[^<>]*>", shown))), shown


def test_a_picture_for_those_without_scripts_is_kept() -> None:
    entry = item("<description><![CDATA[<noscript><img src='/a.jpg' alt='A'></noscript>]]></description>")
    assert entry.summary == '<img src="https://news.example/a.jpg" alt="A">'


def test_dates_that_news_cannot_bear_are_left_out() -> None:
    late, soon = NOW + timedelta(hours=2), NOW + timedelta(minutes=30)
    assert item(f"<pubDate>{late.isoformat()}</pubDate>").published is None
    assert item(f"<pubDate>{soon.isoformat()}</pubDate>").published == soon
    assert item("<pubDate>Fri, 31 Dec 1999 23:59:59 GMT</pubDate>").published is None
    assert item("<pubDate>9999-12-31T23:59:59Z</pubDate>").published is None


def test_days_and_months_in_figures_go_by_the_language_of_the_feed() -> None:
    date = "<pubDate>05/11/2026 10:30</pubDate>"
    assert item(date, "<language>pt-br</language>").published == datetime(2026, 11, 5, 10, 30, tzinfo=UTC)
    assert item(date, "<language>en-us</language>").published == datetime(2026, 5, 11, 10, 30, tzinfo=UTC)
    assert item(date).published is None


def test_entries_and_fields_are_capped() -> None:
    many = read(rss("".join(f"<item><guid>{n}</guid></item>" for n in range(3000)), root="") + "<!-- end -->")
    assert [entry.id for entry in many.entries] == [str(n) for n in range(2000)]
    assert many.title == "The Paper"
    long = item(f"<title>{'t' * 9999}</title><description>{'word ' * 99_999}</description>")
    assert len(long.title) <= clean.MAX_LINE
    assert len(long.summary) <= clean.MAX_FIELD


def test_a_document_of_entities_in_entities_is_refused_and_one_of_files_gets_none() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(NotAFeed, match="entities made of other entities"):
        read(f'<!-- <a --><!DOCTYPE r [<!ENTITY l0 "lol">{laughs}]>' + rss("<item><title>&l9;</title></item>"))
    outside = '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY c "&#169;">]>'
    assert read(outside + rss("<item><title>&f; &c;</title></item>")).entries[0].title == "&f; ©"


@pytest.mark.parametrize(
    "inner",
    [
        "<a " + " ".join(f"a{n}='x'" for n in range(20_000)) + "/>",
        "<a>" * 10_000 + "</a>" * 10_000,
        "<author>" + "a" * 300_000 + "</author>",
        "".join(f"<category>c{n}</category>" for n in range(20_000)),
        "<media:keywords>" + ",".join(map(str, range(50_000))) + "</media:keywords>",
        "<description>" + "x" * 3_000_000 + "</description>",
        "<description><![CDATA[" + "<i>" * 80_000 + "]]></description>",
        "<title>" + "&amp;" * 1_100_000 + "</title>",
        "<x/>" * 150_000,
        "<" * 300_000,
    ],
    ids="attributes depth author categories keywords length html-depth references elements brackets".split(),
)
def test_what_takes_others_quadratic_time_takes_a_moment(inner: str) -> None:
    with ends_soon():
        for broken in ("", "&broken;"):
            try:
                item(inner + broken)
            except NotAFeed as error:
                ended = str(error)
                assert ended.startswith(f"{URL} is no feed: it")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "it is empty"),
        (b"  \n\0", "it is empty"),
        (b"<!DOCTYPE html><html><head><title>Front page</title>", "it is an HTML page titled “Front page”"),
        (b"<html><title>Just a moment...</title><item>x</item></html>", "asks visitors to prove that they are human"),
        (b"<br><b>Fatal error</b>: out of memory", "it is an HTML page"),
        (b'{"error": "not found"}', "it is JSON that is no JSON Feed: its keys are “error”"),
        (b"[]", "it is JSON that is no JSON Feed: a list"),
        (b'{"a": ', "it is broken JSON"),
        (b"[" * 100_000, "it is broken JSON"),
        (b"%PDF-1.7 ...", "it is a PDF file"),
        (b"\x89PNG\r\n", "it is an image"),
        (b"<urlset><url><loc>https://a.example</loc></url></urlset>", "it is a sitemap"),
        (b"<opml/>", r"it is a list of feeds \(OPML\)"),
        (b"<catalog><title>Books</title></catalog>", r"it is an XML document of another kind \(<catalog>\)"),
        ("Serviço indisponível".encode(), "it is plain text that begins “Serviço indisponível”"),
        (b"<?xml version='1.0'", "it is plain text that begins"),
    ],
)
def test_what_is_no_feed_is_called_what_it_is(body: bytes, what: str) -> None:
    with pytest.raises(NotAFeed, match=f"^{URL} is no feed: .*{what}.*\\.$"):
        read(body)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_feed_is_a_feed_or_a_sentence(data: st.DataObject) -> None:
    body = bytearray((ATOM if data.draw(st.booleans()) else rss("<item><title>a</title></item>" * 3)).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.binary(max_size=20)
            | st.sampled_from([b"<", b"&", b"]]>", b"<![CDATA[", b"\0", b"&#xD800;", b"<!--", b"'"])
        )
    try:
        feed = read(bytes(body))
    except NotAFeed:
        return
    assert json.dumps(forms.to_json(feed)).encode("utf-8")
    for entry in feed.entries:
        assert "\0" not in entry.title + entry.summary + entry.content
        assert not entry.url or entry.url.startswith(("http://", "https://"))
