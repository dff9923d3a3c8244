"""Documents of every kind that feedparser knows, made here: what it says of them is what we say, where we keep it."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest

from dragoman.ingest import clean
from dragoman.ingest.feeds import parse_feed

URL = "https://news.example/feeds/all.xml"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
        "media": "http://search.yahoo.com/mrss/",
        "cc": "http://web.resource.org/cc/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xhtml": "http://www.w3.org/1999/xhtml",
        "georss": "http://www.georss.org/georss",
        "a": "http://www.w3.org/2005/Atom",
        "other": "http://other.example/",
    }.items()
)
ATOM10 = '<feed xmlns="http://www.w3.org/2005/Atom" %(root)s>%(feed)s<entry>%(entry)s</entry></feed>'
ATOM03 = '<feed version="0.3" xmlns="http://purl.org/atom/ns#" %(root)s>%(feed)s<entry>%(entry)s</entry></feed>'
RSS20 = f'<rss version="2.0" {NAMES} %(root)s><channel>%(feed)s<item>%(entry)s</item></channel></rss>'
RSS091 = "<rss version='0.91'><channel>%(feed)s<item>%(entry)s</item></channel></rss>"
RSS10 = (
    f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" {NAMES} %(root)s><channel rdf:about="http://c/">%(feed)s</channel>'
    '<item rdf:about="http://i.example/1">%(entry)s</item></rdf:RDF>'
)
RSS090 = (
    f'<rdf:RDF xmlns="http://my.netscape.com/rdf/simple/0.9/" {NAMES}><channel>%(feed)s</channel>'
    "<item>%(entry)s</item></rdf:RDF>"
)
PREFIXED = (
    f'<rdf:RDF xmlns:rss="http://purl.org/rss/1.0/" {NAMES}><rss:channel><rss:title>C</rss:title></rss:channel>'
    "<rss:item><rss:title>T</rss:title><rss:link>http://i.example/</rss:link>%(entry)s</rss:item></rdf:RDF>"
)
CDF = (
    '<CHANNEL HREF="http://c.example/" LASTMOD="2004-01-01T19:48:21Z"><TITLE>C</TITLE>%(feed)s'
    '<ITEM HREF="/1">%(entry)s</ITEM></CHANNEL>'
)
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">Ex &amp; <b>test</b> <a href="x.html">x</a></div>'
PACKED = base64.b64encode(b"Example <b>test</b>").decode()


def atom_texts(version: str) -> Iterator[str]:
    types = {
        "1.0": ("", 'type="text"', 'type="html"', 'type="xhtml"'),
        "0.3": (
            "",
            'type="text/plain" mode="escaped"',
            'type="text/html" mode="escaped"',
            'type="application/xhtml+xml"',
        ),
    }[version]
    packed = 'type="application/octet-stream"' if version == "1.0" else 'type="text/html" mode="base64"'
    for name in ("title", "summary", "content", "rights" if version == "1.0" else "copyright"):
        for kind in types:
            for text in (
                "Ex &amp; test",
                "Ex &lt;b&gt;test&lt;/b&gt;",
                "the &lt;blink&gt; tag",
                DIV,
                "<![CDATA[a <i>b</i>]]>",
            ):
                yield f"<{name} {kind}>{text}</{name}>"
        yield f"<{name} {packed}>{PACKED}</{name}>"
        yield f'<{name} xml:lang="de">Text</{name}>'
        yield f'<{name} xml:lang="">Text</{name}>'
        yield f'<{name} {types[2]} xml:base="rel/">&lt;a href="x.html"&gt;x&lt;/a&gt;</{name}>'


ATOM = [
    *(f"<{name}>2004-01-01T19:48:21.5-05:00</{name}>" for name in "published issued updated modified created".split()),
    "<author><name>A</name><email>a@x.example</email><uri>http://a/</uri></author><author><name>B</name></author>",
    "<author><email>a@x.example</email></author>",
    '<link href="/rel"/><link rel="self" href="http://s.example/"/>',
    '<link rel="alternate" type="application/xml" href="http://x.example/?a=1&amp;b=2"/>',
    '<link rel="enclosure" href="x.mp3" type="audio/mpeg"/><link rel="license" href="http://l.example/"/>',
    '<category term="T" label="L"/><category label="only"/><category>text</category><category term="żółć"/>',
    *(
        f"<id>{id_}</id>"
        for id_ in ("http://e.example/", "http://e.example/a/../b", "http://e.example/%7Ebob", "urn:x", "/rel")
    ),
    "<title>E</title><source><title>S</title><id>sid</id><link href='http://s/'/><author><name>SA</name></author></source>",
    "<source><title>S</title><author><name>SA</name></author></source><title>E</title><link href='http://e.example/'/>",
    "<summary>S</summary><content type='html'>Content &lt;b&gt;longer&lt;/b&gt;</content>",
    '<content src="http://e.example/x.mp3" type="audio/mpeg"/><title>T</title>',
    "<title>Right</title><image><title>Wrong</title></image>",
    "<image><title>Wrong</title></image><title>Right</title>",
    '<title>T</title><svg xmlns="http://www.w3.org/2000/svg"><title>S</title></svg>',
]
RSS = [
    "<title>Ex &amp; test</title>",
    "<title><![CDATA[A <i>b</i>]]></title>",
    "<title>3 &lt; 4 &amp;amp; &#8220;x&#8221; &#147;y&#148; Tom&apos;s caf&eacute;</title>",
    "<description>x&lt;br&gt;y &lt;a href='rel'&gt;z&lt;/a&gt;</description>",
    "<description>Naked <b>markup</b></description>",
    "<description>D</description><content:encoded><![CDATA[<p>C</p>]]></content:encoded>",
    "<description>D</description><summary>S longer</summary>",
    "<title>T</title><xhtml:body><xhtml:p>Ex <xhtml:b>c</xhtml:b></xhtml:p></xhtml:body><description>D</description>",
    "<fullitem>&lt;p&gt;Full&lt;/p&gt;</fullitem><description>D</description>",
    "<dc:title>DT</dc:title><dc:description>DD</dc:description>",
    *(
        f"<guid {flag}>http://g.example/</guid>"
        for flag in ("", 'isPermaLink="false"', 'isPermaLink="true"', 'isPermaLink="x"')
    ),
    "<guid>http://g.example/</guid><link>http://l.example/</link>",
    "<link>http://e.example/?a=1&amp;b=2</link>",
    "<link>/relative</link>",
    "<link>http://e.example/</link><image><link>http://i/</link><url>http://i/x</url><title>I</title></image><title>T</title>",
    "<image><link>http://i/</link><title>I</title></image><title>T</title><link>http://e.example/</link>",
    *(f"<{name}>Name (n@x.example)</{name}>" for name in ("author", "dc:creator", "dc:author")),
    "<author>n@x.example</author>",
    "<author>Name</author><itunes:author>I</itunes:author>",
    "<dc:creator>A</dc:creator><dc:creator>B</dc:creator>",
    "<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><dc:date>2005-01-01T19:48:21Z</dc:date>",
    *(f"<dcterms:{name}>2004-01-01T19:48:21Z</dcterms:{name}>" for name in ("issued", "modified", "created")),
    '<category>A</category><category domain="d">B</category><dc:subject>C</dc:subject>',
    '<itunes:category text="T"><itunes:category text="U"/></itunes:category><itunes:keywords>a,b</itunes:keywords>',
    '<media:category scheme="s" label="L">m</media:category>',
    '<enclosure url="http://e.example/x.mp3" length="1"/><enclosure url="/rel.mp3"/>',
    '<media:group><media:content url="http://e.example/1.jpg"/></media:group><media:thumbnail url="http://e.example/t.jpg"/>',
    "<media:content url='http://e.example/1.jpg'><media:title>M</media:title><media:credit>C</media:credit></media:content><title>T</title>",
    '<cc:license rdf:resource="http://creativecommons.org/licenses/by/2.5/"/><dc:rights>R</dc:rights>',
    "<copyright>R</copyright><dc:language>de</dc:language>",
    '<source url="http://s/">S</source><title>T</title>',
    "<other:x><title>Wrong</title></other:x><title>T</title><other:link>http://wrong/</other:link>",
    "<a:title>T</a:title><a:summary>S</a:summary><a:updated>2004-01-01T19:48:21Z</a:updated><a:link href='http://x.example/'/>",
    "<georss:point>1 2</georss:point><title>T</title>",
    "<title>A & B</title><link>http://e.example/?a=1&b=2</link><undeclared:x>y</undeclared:x>",
    "<title>T</title><description><![CDATA[unfinished",
]
CHANNEL = [
    "<title>C &amp; D</title><link>http://c.example/</link><description>&lt;b&gt;D&lt;/b&gt;</description><copyright>R</copyright>",
    "<image><title>I</title><link>http://i/</link><description>ID</description></image><title>C</title><link>http://c.example/</link>",
    "<title>C</title><textInput><title>TI</title><description>TD</description><link>http://t/</link></textInput>",
    "<lastBuildDate>Fri, 02 Jan 2004 19:48:21 GMT</lastBuildDate><language>en_us</language>",
    "<dc:date>2004-01-01T19:48:21Z</dc:date><dc:language>de</dc:language><dc:rights>R</dc:rights>",
    "<link>http://c.example/</link><a:link rel='self' href='http://c.example/feed'/>",
    "<itunes:subtitle>sub</itunes:subtitle><title>C</title>",
]
BASE = 'xml:base="http://base.example/a/" xml:lang="fr"'


def documents() -> Iterator[str]:
    for kind, version in ((ATOM10, "1.0"), (ATOM03, "0.3")):
        for entry in (*atom_texts(version), *ATOM):
            for root in ("", BASE):
                yield kind % {"root": root, "feed": "", "entry": entry}
    for kind in (RSS20, RSS10, RSS091, RSS090, PREFIXED):
        for entry in RSS:
            yield kind % {"root": "", "feed": "<title>C</title>", "entry": entry}
    for entry in RSS:
        yield RSS20 % {"root": BASE, "feed": "", "entry": entry}
    for feed in CHANNEL:
        for kind in (RSS20, RSS10):
            yield kind % {"root": "", "feed": feed, "entry": "<title>T</title>"}
    yield CDF % {"feed": "<ABSTRACT>A</ABSTRACT>", "entry": "<TITLE>T</TITLE><ABSTRACT>I</ABSTRACT>"}
    yield "<rss><channel><title>cut of"
    yield ATOM10.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=") % {
        "root": "",
        "feed": "",
        "entry": "<x:id>1</x:id><x:title>T</x:title>",
    }


def theirs(body: bytes) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        headers = {"content-type": "application/xml; charset=utf-8", "content-location": URL}
        return feedparser.parse(io.BytesIO(body), response_headers=headers)  # type: ignore[no-any-return]


def told(raw: Any, name: str) -> str:
    return dict.get(raw, name) or ""


def moment(raw: Any, name: str) -> datetime | None:
    parsed = dict.get(raw, f"{name}_parsed")
    return datetime(*parsed[:6], tzinfo=UTC) if parsed else None


def rich(text: str) -> set[str]:
    return {clean.rich(text, URL, markup=markup) for markup in (True, False)}


def plain(text: str) -> set[str]:
    return {clean.plain(text, markup=markup) for markup in (True, False)}


@pytest.mark.parametrize("document", [*dict.fromkeys(documents())])
def test_both_readers_say_the_same(document: str) -> None:
    other, feed = theirs(document.encode()), parse_feed(document.encode(), URL, now=NOW)
    assert feed.title in plain(told(other["feed"], "title"))
    assert feed.link == clean.link(told(other["feed"], "link"), URL)
    assert feed.subtitle in plain(told(other["feed"], "subtitle"))
    assert feed.language == clean.language(told(other["feed"], "language"))
    assert feed.updated == (moment(other["feed"], "updated") or moment(other["feed"], "published"))
    assert feed.rights in plain(told(other["feed"], "rights"))
    assert len(feed.entries) == len(other["entries"])
    for entry, raw in zip(feed.entries, other["entries"], strict=True):
        assert entry.title in plain(told(raw, "title"))
        address = clean.link(told(raw, "link") or told(raw, "id"), URL)
        assert entry.url == address or not address  # they know no page but an HTML one
        guid = told(raw, "id").strip()
        assert not guid or guid in (entry.id, urljoin(URL, entry.id))
        assert entry.summary in rich(dict.get(raw, "summary_detail", {}).get("value", ""))
        assert entry.content in {""}.union(*(rich(each["value"]) for each in dict.get(raw, "content", [])))
        assert entry.published == (moment(raw, "published") or moment(raw, "created"))
        assert entry.updated == moment(raw, "updated")
        names = [told(each, "name") or told(each, "email") for each in dict.get(raw, "authors", [])]
        assert set(entry.authors) == {clean.plain(name) for name in names if name}
        assert set(entry.categories) == {
            clean.plain(told(tag, "term") or told(tag, "label")) for tag in dict.get(raw, "tags", [])
        }
        links = dict.get(raw, "links", [])
        assert set(entry.enclosures) == {
            clean.link(link["href"], URL) for link in links if link.get("rel") == "enclosure"
        }
        media = [*dict.get(raw, "media_content", []), *dict.get(raw, "media_thumbnail", [])]
        assert entry.media == tuple(clean.link(each["url"], URL) for each in media)
        assert entry.rights in plain(told(raw, "rights"))
