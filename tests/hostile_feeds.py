"""Feeds made to break a reader, each the size that the network door lets in at most, or as large as its trick needs."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable

MB = 1024 * 1024
NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:georss="http://www.georss.org/georss" xmlns:gml="http://www.opengis.net/gml"'
    ' xmlns:psc="http://podlove.org/simple-chapters" xmlns:cc="http://web.resource.org/cc/"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:atom="http://www.w3.org/2005/Atom"'
)

Maker = Callable[[], str | bytes]


def rss(inner: str, prolog: str = "", root: str = "") -> str:
    return f'{prolog}<rss version="2.0" {NAMES} {root}><channel><title>Trap</title>{inner}</channel></rss>'


def item(inner: str, prolog: str = "", root: str = "") -> str:
    return rss(f"<item><title>One</title><link>https://a.example/1</link>{inner}</item>", prolog, root)


def items(inner: str, count: int) -> str:
    return rss(f"<item>{inner}</item>" * count)


def atom(inner: str, root: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>Trap</title><entry>{inner}</entry></feed>'


def html(inner: str) -> str:
    """Return a feed with one field of HTML; `inner` must not hold `]]>`."""
    return item(f"<description><![CDATA[{inner}]]></description>")


def htmls(inner: str, size: int = 4 * MB, field: int = 250_000) -> str:
    """Return a feed of many fields of HTML, each a repetition."""
    one = inner * (field // len(inner))
    return items(f"<description><![CDATA[{one}]]></description>", size // len(one))


def json_feed(**keys: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Trap", "items": [], **keys})


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", b"\0" * 50 * MB)
    return file.getvalue()


def laughs(levels: int) -> str:
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{nested}]>'


def numbered(pattern: str, count: int) -> str:
    return "".join(pattern.format(n) for n in range(count))


def declaring(pattern: str, count: int) -> str:
    return f"<!DOCTYPE r [{numbered(pattern, count)}]>"


def tag(name: str, count: int, pattern: str = 'a{}="x" ') -> str:
    """Return a tag of many attributes."""
    return f"<{name} {numbered(pattern, count)}/>"


# --- What XML itself offers -------------------------------------------------------------------------------------

ENTITIES: dict[str, Maker] = {
    "billion laughs": lambda: item("<description>&l9;</description>", laughs(10)),
    "billion laughs behind a comment": lambda: item("<description>&l9;</description>", "<!-- <rss> -->" + laughs(10)),
    "billion laughs in UTF-16": lambda: item("<description>&l9;</description>", laughs(10)).encode("utf-16"),
    "billion laughs in UTF-7": lambda: item(
        "<description>&l9;</description>", laughs(10).replace("?>", ' encoding="utf-7"?>', 1)
    ).encode("utf-7"),
    "quadratic blow-up": lambda: item(
        f"<description>{'&a;' * 200_000}</description>", f'<!DOCTYPE r [<!ENTITY a "{"a" * 200_000}">]>'
    ),
    "blow-up of harmless entities": lambda: item(
        f"<description>{'&a;' * 4_000_000}</description>", f'<!DOCTYPE r [<!ENTITY a "{"a" * 16}">]>'
    ),
    "entity of itself": lambda: item("<title>&a;</title>", '<!DOCTYPE r [<!ENTITY a "&a;">]>'),
    "parameter entities": lambda: item(
        "<title>&a;</title>", "<!DOCTYPE r [<!ENTITY % p \"<!ENTITY a 'aaa'>\"> %p; %p; %p;]>"
    ),
    "external entity": lambda: item(
        "<title>&a;</title>", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://[">]>'
    ),
    "external document type": lambda: item("", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "document type in the body": lambda: rss(laughs(10) + "<item><title>&l9;</title></item>"),
    "million entities": lambda: item("", declaring('<!ENTITY e{} "x">', 700_000)),
    "million elements declared": lambda: item("", declaring("<!ELEMENT e{} ANY>", 600_000)),
    "million attributes declared": lambda: item("", declaring('<!ATTLIST rss a{} CDATA "x">', 400_000)),
}

ENTRY = "<item><guid>{}</guid><title>t</title></item>"
SHAPES: dict[str, Maker] = {
    "20,000 attributes": lambda: item(tag("a", 20_000)),
    "20,000 attributes in broken XML": lambda: item("&b;" + tag("a", 20_000)),
    "20,000 attributes of a link": lambda: item(tag("atom:link", 20_000)),
    "340 KB of attributes": lambda: item(tag("enclosure", 22_000, 'abcdefgh{}="" ')),
    "the same attribute 300,000 times": lambda: item("<a " + 'a="x" ' * 300_000 + "/>"),
    "a hundred attributes 50,000 times": lambda: rss(tag("a", 100, 'a{}="" ') * 18_000),
    "an attribute of 15 MB": lambda: item(f'<enclosure url="https://a.example/{"a" * 15 * MB}"/>'),
    "a comment of 15 MB": lambda: item(f"<!--{'a' * 15 * MB}-->"),
    "an instruction of 15 MB": lambda: item(f"<?a {'a' * 15 * MB}?>"),
    "a name of 15 MB": lambda: item(f"<{'a' * 7 * MB}></{'a' * 7 * MB}>"),
    "an attribute of 15 MB in broken XML": lambda: item(f'&b;<enclosure url="https://a.example/{"a" * 15 * MB}"/>'),
    "an attribute without an end": lambda: item(f'<enclosure url="{"a" * 5 * MB}'),
    "attributes without an end": lambda: item('<enclosure url="' * 300_000),
    "a name of 5 MB": lambda: item(f"<{'a' * 5 * MB}/>"),
    "10 MB on one line": lambda: item(f"<description>{'x' * 10 * MB}</description>"),
    "10 MB of lines": lambda: item("<description>" + "x\n" * 5 * MB + "</description>"),
    "10 MB of spaces": lambda: item(f"<title>{' ' * 10 * MB}</title>"),
    "100,000 entries": lambda: rss(numbered(ENTRY, 100_000)),
    "100,000 entries in broken XML": lambda: rss("&b;" + numbered(ENTRY, 100_000)),
    "100,000 entries in entries": lambda: rss("<item>" * 100_000),
    "entries of a strange namespace": lambda: rss("<x:item><guid>1</guid></x:item>" * 100_000),
    "depth 10,000": lambda: item("<a>" * 10_000 + "</a>" * 10_000),
    "depth 10,000 in broken XML": lambda: item("&b;" + "<a>" * 10_000 + "</a>" * 10_000),
    "depth without an end": lambda: item("<a>" * 2_000_000),
    "elements by the million": lambda: item("<a/>" * 3_000_000),
    "brackets by the million": lambda: item("<" * 5_000_000),
    "closing tags by the million": lambda: item("</a>" * 3_000_000),
    "wrong closing tags": lambda: item("<a></b>" * 90_000),
    "XHTML of 100,000 elements": lambda: atom(
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"<b>x</b>" * 95_000}</div></content>'
    ),
    "XHTML of 300 levels": lambda: atom(
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{"<b>" * 280}{"</b>" * 280}</div></content>'
    ),
    "namespaces by the thousand": lambda: rss(
        numbered('<a xmlns:n{0}="urn:{0}"><n{0}:b/></a>', 40_000)
    ),
    "a hundred namespaces on every element": lambda: rss(
        "".join(tag("a", 90, f'xmlns:n{m}_{{0}}="urn:{m}/{{0}}" ') for m in range(3_000))
    ),
    "a namespace of 5 MB": lambda: rss(f'<a xmlns="{"u" * 5 * MB}">{"<b/>" * 5_000}</a>'),
    "prefixes of no namespace": lambda: rss("<x:a><x:b/></x:a>" * 35_000),
    "attributes of no namespace": lambda: rss("<a x:b='' x:c=''/>" * 70_000),
    "prefixes changed by the thousand": lambda: rss(
        numbered('<dc{0}:creator xmlns:dc{0}="http://purl.org/dc/elements/1.1/">a</dc{0}:creator>', 30_000)
    ),
}  # fmt: skip

UNCLOSED: dict[str, Maker] = {
    f"{what} {where}": lambda what=what, where=where: {  # type: ignore[misc]
        "before the feed": lambda: UNENDING[what] + rss("<item/>"),
        "in the feed": lambda: rss("<item><title>a</title>" + UNENDING[what]),
        "in broken XML": lambda: rss("&b;<item><title>a" + UNENDING[what]),
        "before a long text in broken XML": lambda: rss(f"&b;<item><title>a{UNENDING[what][:100_000]}{'x ' * MB}"),
    }[where]()
    for where in ("before the feed", "in the feed", "in broken XML", "before a long text in broken XML")
    for what in (
        "open comments",
        "open CDATA sections",
        "open instructions",
        "open document types",
        "open conditions",
        "declarations",
        "closed brackets",
        "ends of CDATA",
        "ends of comments",
        "entity declarations",
        "entity declarations with spaces",
        "xml declarations",
        "ampersands",
        "quotation marks",
        "spaces in tags",
    )
}
UNENDING = {
    "open comments": "<!--" * 500_000,
    "open CDATA sections": "<![CDATA[" * 200_000,
    "open instructions": "<?" * MB,
    "open document types": "<!DOCTYPE [" * 200_000,
    "open conditions": "<![if a" * 300_000,
    "declarations": "<!a>" * 500_000,
    "closed brackets": "]" * 2 * MB,
    "ends of CDATA": "]]>" * 700_000,
    "ends of comments": "-->" * 700_000,
    "entity declarations": '<!ENTITY a "' * 200_000,
    "entity declarations with spaces": ("<!ENTITY" + " " * 5_000) * 400,
    "xml declarations": '<?xml version="1.0" encoding="' * 80_000,
    "ampersands": "&" * 2 * MB,
    "quotation marks": "<a \"'" * 400_000,
    "spaces in tags": "<a" + " " * 2 * MB,
}

# --- What feedparser takes quadratic time in --------------------------------------------------------------------

PILES: dict[str, Maker] = {
    **{
        f"{tag} of half a megabyte{how}": lambda tag=tag, before=before: item(f"<{tag}>{before}{'a' * 500_000}</{tag}>")  # type: ignore[misc]
        for tag in ("author", "dc:publisher", "category", "itunes:keywords", "pubDate", "language", "guid", "link")
        for how, before in ((" behind a comment", "<!-- -->"), (" behind a broken reference", "&b;<!-- -->"))
    },
    "an author in pieces": lambda: item(f"<author>{'<![CDATA[aaaaaaaaaa]]>' * 50_000}</author>"),
    "an author in references": lambda: item(f"<author>{'&#97;' * 200_000}</author>"),
    "an author in elements": lambda: atom(f"<author>{numbered('<name>{}</name>', 90_000)}</author>"),
    "an owner": lambda: item(f"<itunes:owner><itunes:name><!-- -->{'a' * MB}</itunes:name></itunes:owner>"),
    "an e-mail address": lambda: atom(f"<author><name>a</name><email>{'a.' * MB}</email></author>"),
    "an address in a name": lambda: item(f"<author>{'a@' * 300_000}</author>"),
    "a subject in an address": lambda: item(f"<author>a@b.com?subject={'a' * MB}</author>"),
    "90,000 authors": lambda: atom("<author>a</author>" * 90_000),
    "45,000 named authors": lambda: atom(numbered("<author><name>a{}</name></author>", 45_000)),
    "90,000 contributors": lambda: atom("<contributor>a</contributor>" * 90_000),
    "90,000 categories": lambda: item(numbered("<category>c{}</category>", 90_000)),
    "90,000 categories as attributes": lambda: item(numbered('<category term="c{}"/>', 90_000)),
    "90,000 categories of the feed": lambda: rss(numbered("<category>c{}</category>", 90_000)),
    "90,000 categories behind comments": lambda: item(numbered("<!-- --><category><!-- -->c{}</category>", 90_000)),
    "a million categories": lambda: item(numbered("<category>c{}</category>", 500_000)),
    "a million keywords": lambda: item(f"<itunes:keywords>{numbered('k{} ', 1_000_000)}</itunes:keywords>"),
    "a million keywords behind a comment": lambda: item(
        f"<itunes:keywords><!-- -->{numbered('k{},', 1_000_000)}</itunes:keywords>"
    ),
    "a million media keywords": lambda: item(
        f"<media:keywords><!-- -->{numbered('k{},', 1_000_000)}</media:keywords>"
    ),
    "a million tags": lambda: item(f"<tags><!-- -->{numbered('k{},', 1_000_000)}</tags>"),
    "categories in each of 2,000 entries": lambda: items(numbered("<category>c{}</category>", 40), 2000),
    "90,000 links": lambda: atom(numbered('<link href="https://a.example/{}"/>', 90_000)),
    "90,000 empty links": lambda: item("<link></link>" * 90_000),
    "90,000 enclosures": lambda: item(numbered('<enclosure url="https://a.example/{}"/>', 90_000)),
    "90,000 pictures": lambda: item(numbered('<media:content url="https://a.example/{}"/>', 90_000)),
    "90,000 thumbnails": lambda: item(numbered('<media:thumbnail url="https://a.example/{}"/>', 90_000)),
    "90,000 licences": lambda: item('<cc:license rdf:resource="https://a.example"/>' * 90_000),
    "90,000 summaries": lambda: item("<description>a</description>" * 90_000),
    "90,000 contents": lambda: atom('<content type="html">a</content>' * 90_000),
    "90,000 titles": lambda: item("<title>a</title>" * 90_000),
    "90,000 dates": lambda: item("<pubDate>Mon, 1 Jan 2024 00:00:00 GMT</pubDate>" * 90_000),
    "90,000 chapters": lambda: item("<psc:chapters>" + '<psc:chapter start="1"/>' * 90_000 + "</psc:chapters>"),
    "90,000 images": lambda: rss("<image><title>a</title></image>" * 45_000),
    "coordinates by the million": lambda: item(f"<georss:line>{'1 2 ' * 3 * MB}</georss:line>"),
    "coordinates of a strange system": lambda: item(
        '<georss:where><gml:Point srsName="EPSG:x"><gml:pos>1 2</gml:pos></gml:Point></georss:where>'
    ),
    "references by the million": lambda: item(f"<title>{'&#65;' * 2_500_000}</title>"),
    "references that are none": lambda: item(f"<title>{'&#xD800;' * 1_500_000}</title>"),
    "named references by the million": lambda: item(f"<title>{'&eacute;' * 1_500_000}</title>"),
    "unknown references by the million": lambda: item(f"<title>{'&nope;' * 2_000_000}</title>"),
    "a huge reference": lambda: item(f"<title>&#{'9' * 5 * MB};</title>"),
    "a huge reference in sixteens": lambda: item(f"<title>&#x{'0' * 5 * MB}41;</title>"),
    "base64 of 10 MB": lambda: item(f'<content:encoded mode="base64">{"QUFB" * 2 * MB}</content:encoded>'),
}  # fmt: skip

# --- Dates, addresses ------------------------------------------------------------------------------------------

DATES: dict[str, Maker] = {
    f"date of {what}": lambda text=text: rss(  # type: ignore[misc]
        f'<item lastmod="{text}"><pubDate>{text}</pubDate><dc:date><!-- -->{text}</dc:date></item>'
    )
    for what, text in {
        "figures": "1" * MB,
        "spaces": "1 " * (MB // 2),
        "colons": "1:" * (MB // 2),
        "hyphens": "2024-" * (MB // 5),
        "letters": "a" * MB,
        "commas": "Mon, " * (MB // 5),
        "zones": "2024-01-01T00:00:00+" + "0" * MB,
        "years": "1 Jan " + "9" * MB,
        "accents": "é" * MB,
        "brackets": "1 Jan 2024 10:00 (" + "(" * MB,
        "seconds": "2024-01-01T00:00:00." + "0" * MB,
        "greek": "Κυρ, 01 " + "Ι" * MB,
    }.items()
}

LINKS = '<a href="x">y</a>'
BASE = f"https://a.example/{'a/' * 1000}"
ADDRESSES: dict[str, Maker] = {
    "a link of 10 MB": lambda: item(f"<link>https://a.example/{'a' * 10 * MB}</link>"),
    "a guid of 10 MB": lambda: item(f"<guid>https://a.example/{'a' * 10 * MB}</guid>"),
    "a link of a million parameters": lambda: item(f"<link>https://a.example/?{'a&amp;' * MB}</link>"),
    "links of 40,000 parameters": lambda: items(f'<enclosure url="https://a.example/?{"a&amp;" * 40_000}"/>', 60),
    "a link of a million steps": lambda: item(f"<link>{'../' * MB}</link>"),
    "a link of a million dots": lambda: item(f"<link>https://{'a.' * MB}example/</link>"),
    "a link of a million brackets": lambda: item(f"<link>https://[{'[' * MB}</link>"),
    "a link with strange letters": lambda: item("<link>https://a℀.example/</link><guid>http://[::1</guid>"),
    "a link with a strange port": lambda: item("<link>https://a.example:99999999/</link>"),
    "a base of a megabyte": lambda: atom(
        f'<content type="html" xml:base="https://a.example/{"a/" * (MB // 2)}"><![CDATA[{LINKS * 14_000}]]></content>'
    ),
    "a base of 2,000 characters": lambda: atom(
        f'<content type="html" xml:base="{BASE}"><![CDATA[{LINKS * 14_000}]]></content>' * 40
    ),
    "bases in bases": lambda: atom("<a xml:base='a/'>" * 250 + "</a>" * 250, 'xml:base="https://a.example/"'),
    "long bases in bases": lambda: atom(
        f"<a xml:base='{'a/' * 10_000}'>" * 250 + "</a>" * 250, 'xml:base="https://a.example/"'
    ),
    "another base on every entry": lambda: rss(
        numbered(f'<item xml:base="https://a.example/{{}}/{"a" * 5000}"><title>{LINKS}</title></item>', 2000)
    ),
    "a base that is none": lambda: atom(
        '<link href="x"/><content xml:base="http://[">a</content>', "xml:base='javascript:1'"
    ),
    "a base of data": lambda: atom('<link href="x"/><content type="html" xml:base="data:text/html,a">a</content>'),
}  # fmt: skip

# --- HTML in fields --------------------------------------------------------------------------------------------

MARKUP: dict[str, Maker] = {
    "nested HTML": lambda: html("<b>" * 80_000),
    "nested HTML of other elements": lambda: html("<x-y>" * 50_000),
    "nested HTML in a title": lambda: item(f"<title><![CDATA[{'<i>' * 80_000}]]></title>"),
    "nested HTML in every title": lambda: rss(f"<item><title><![CDATA[{'<i>' * 80_000}]]></title></item>" * 30),
    "nested HTML in references": lambda: item(f"<title>{'&lt;i&gt;' * 80_000}</title>"),
    "formatting taken up again": lambda: html(f"<p>{numbered('<b id={}>', 150)}</p>{'<p>x</p>' * 28_000}"),
    "formatting taken up again in tables": lambda: html(
        f"<p>{numbered('<b id={}>', 150)}</p>{'<table><td>x' * 18_000}"
    ),
    "formatting taken up again by text": lambda: html(
        f"{numbered('<a href={0}><b id={0}>', 60)}{'<p>x</b></a>' * 20_000}"
    ),
    "misnested formatting": lambda: html("<b><p></b>" * 20_000),
    "misnested formatting of many kinds": lambda: html("<a><b><i><p></i></b></a>" * 10_000),
    "tables in tables": lambda: html("<table><tr><td>" * 12_000),
    "text in tables": lambda: html("<table>" + "x<tr>" * 50_000),
    "lists in lists": lambda: html("<ul><li>" * 30_000),
    "paragraphs by the thousand": lambda: html("<p>" * 85_000),
    "selects": lambda: html("<select><option>" * 15_000),
    "buttons": lambda: html("<button><p>" * 20_000),
    "SVG and MathML": lambda: html("<svg><desc><math><mtext>" * 8_000),
    "templates": lambda: html("<template>" * 25_000),
    "frames": lambda: html("<frameset><noframes>" * 12_000),
    "attributes in HTML": lambda: html(f"<p {numbered('a{} ', 35_000)}>x"),
    "attributes in every field": lambda: rss(
        f"<item><description><![CDATA[<p {numbered('a{} ', 35_000)}>x]]></description></item>" * 40
    ),
    "void elements": lambda: htmls("<br>"),
    "links": lambda: htmls(LINKS),
    "pictures": lambda: htmls("<img src=a>"),
    "short tags": lambda: htmls("<b>x</b>"),
    "references in fields": lambda: htmls("&amp;amp;", 4 * MB),
    "comments in fields": lambda: htmls("<!-- -->"),
    "open comments in fields": lambda: htmls("<!--"),
    "open tags in fields": lambda: htmls("<a "),
    "open attributes in fields": lambda: htmls("<a href='"),
    "declarations in fields": lambda: htmls("<!a"),
    "noscript in fields": lambda: htmls("<noscript>"),
    "brackets in fields": lambda: htmls("<"),
    "text in fields": lambda: htmls("words and words "),
    "styles and scripts": lambda: htmls("<style><script><textarea><title><plaintext>"),
    "NULs in fields": lambda: html("\0<b\0>" * 40_000),
    "controls in fields": lambda: html("\x01\x02\x1b\x7f\x85\u202e\ufeff" * 30_000),
}

# --- Encodings -------------------------------------------------------------------------------------------------

TEXT = item("<title>Não é “nada” — às 10h</title>")


def declared(name: str, encoding: str = "utf-8") -> bytes:
    return f'<?xml version="1.0" encoding="{name}"?>{TEXT}'.encode(encoding, "replace")


ENCODINGS: dict[str, Maker] = {
    **{
        f"{encoding} without a mark": lambda encoding=encoding: TEXT.encode(encoding)  # type: ignore[misc]
        for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-7", "cp037", "shift_jis", "hz")
        if encoding not in ("shift_jis", "hz", "cp037")
    },
    **{
        f"declared as {name}": lambda name=name: declared(name)  # type: ignore[misc]
        for name in (
            "utf-16", "utf-32", "utf-7", "cp037", "iso-2022-jp", "hz", "idna", "punycode", "unicode_escape", "zlib",
            "base64", "rot13", "raw_unicode_escape", "undefined", "mbcs", "x" * 39, "gb18030", "johab", "a\0b", "..",
        )
    },
    "declared as UTF-8, is not": lambda: declared("utf-8", "latin-1") + b"\xff\xfe\xfd" * MB,
    "declared as UTF-16, is UTF-8, odd": lambda: declared("utf-16") + b"x",
    "all bytes": lambda: item("@").encode().replace(b"@", bytes(range(256)) * 4096),
    "EBCDIC": lambda: TEXT.encode("cp037", "replace"),
    "UTF-7 that hides markup": lambda: b'<?xml version="1.0" encoding="utf-7"?>'
    + item("+ADw-script+AD4-alert(1)+ADw-/script+AD4-").encode(),
    "10 MB with one broken character": lambda: item("é" * 5 * MB).encode() + b"\xff",
    "10 MB of broken characters": lambda: item("@").encode().replace(b"@", b"\xe9 " * 5 * MB),
    "10 MB of characters outside the first plane": lambda: item("😀" * (15 * MB // 4)),
    "one character outside the first plane in 15 MB": lambda: item("😀" + "x" * 15 * MB, "<?xml?>"),
    "10 MB of NULs": lambda: b"\0" * 10 * MB,
    "NULs between all": lambda: "\0".join(TEXT),
    "lone surrogates": lambda: item("<title>a\ud800b\udc00c</title>").encode("utf-8", "surrogatepass"),
    "lone surrogates in UTF-16": lambda: item("<title>a\ud800b\udc00c</title>").encode("utf-16", "surrogatepass"),
    "lone surrogates as references": lambda: item("<title>&#xD800;&#55296;&#xDC00;&#xDFFF;</title>"),
    "marks upon marks": lambda: b"\xef\xbb\xbf" * 1000 + TEXT.encode(),
    "mark of UTF-16 on UTF-8": lambda: b"\xff\xfe" + TEXT.encode(),
    "mark of UTF-32, cut": lambda: b"\xff\xfe\0\0" + TEXT.encode("utf-32-le")[:-3],
}  # fmt: skip

# --- JSON ------------------------------------------------------------------------------------------------------

ONE = {"id": "1", "url": "https://a.example/1", "title": "One"}
JSON: dict[str, Maker] = {
    "JSON lists in lists": lambda: "[" * 5_000_000,
    "JSON lists in lists, closed": lambda: "[" * 100_000 + "]" * 100_000,
    "JSON objects in objects": lambda: '{"a":' * 3_000_000,
    "JSON objects in an item": lambda: json_feed(items=[{"id": 1}]).replace("1}", '{"a":' * 900 + "1" + "}" * 901, 1),
    "JSON lists in a feed": lambda: json_feed().replace("[]", "[" * 900 + "]" * 900),
    "JSON with 100,000 items": lambda: json_feed(items=[{"id": n, "title": "t"} for n in range(100_000)]),
    "JSON with 5 million items": lambda: json_feed().replace("[]", "[" + "{}," * 5_000_000 + "{}]"),
    "JSON with 7 million numbers": lambda: json_feed().replace("[]", "[" + "1," * 7_000_000 + "1]"),
    "JSON with 2 million keys": lambda: "{" + numbered('"k{}":1,', 1_200_000) + '"version":"1","items":[]}',
    "JSON with a huge number": lambda: json_feed(items=[ONE]).replace('"1"', "9" * 5_000_000, 1),
    "JSON with a huge number in a date": lambda: json_feed(items=[ONE | {"date_published": 0}]).replace(
        "0}", "9" * 4000 + "}"
    ),
    "JSON with numbers that are none": lambda: json_feed(
        items=[ONE | {"date_published": float("nan"), "id": float("inf")}]
    ),
    "JSON with a large exponent": lambda: json_feed(items=[ONE]).replace('"1"', "1e999999999", 1),
    "JSON with a string of 15 MB": lambda: json_feed(items=[ONE | {"title": "x" * 15 * MB}]),
    "JSON with strings of 15 MB of references": lambda: json_feed(items=[ONE | {"title": "&amp;" * 3 * MB}]),
    "JSON with the same key a million times": lambda: "{" + '"items":[],' * MB + '"version":"1"}',
    "JSON with lone surrogates": lambda: json_feed(items=[ONE | {"title": "\ud800", "content_text": "\udfff\ud800"}]),
    "JSON with NULs": lambda: json_feed(items=[ONE | {"title": "a\0b", "url": "https://a.example/\0"}]),
    "JSON of wrong types": lambda: json_feed(
        title=[], home_page_url={}, language=5, items=[{"url": [{}], "title": {}, "authors": [[]], "tags": 5}, [], None]
    ),
    "JSON with nested HTML": lambda: json_feed(items=[ONE | {"content_html": "<b>" * 80_000}] * 60),
    "JSON with links": lambda: json_feed(items=[ONE | {"url": BASE[:1900], "content_html": LINKS * 14_000}] * 40),
    "JSON with formatting": lambda: json_feed(
        items=[ONE | {"content_html": f"<p>{numbered('<b id={}>', 150)}</p>{'<p>x</p>' * 28_000}"}]
    ),
    "JSON with 4 million strings": lambda: json_feed().replace("[]", "[" + '"ab",' * 3 * MB + "1]"),
    "JSON with 400,000 attachments": lambda: json_feed(
        items=[ONE | {"attachments": [{"url": "https://a.example"}] * 400_000}]
    ),
    "JSON with a million tags": lambda: json_feed(items=[ONE | {"tags": ["a"] * 2_000_000}]),
    "JSON with 400,000 authors": lambda: json_feed(items=[ONE | {"authors": [{"name": "a"}] * 400_000}]),
    "JSON with a long address": lambda: json_feed(items=[ONE | {"url": "https://a.example/?" + "a&" * 5 * MB}]),
    "JSON with long addresses": lambda: json_feed(items=[ONE | {"image": "https://a.example/?" + "a&" * 100_000}] * 70),
    "JSON in UTF-16": lambda: json_feed(items=[ONE]).encode("utf-16"),
    "JSON cut off": lambda: json_feed(items=[ONE] * 1000)[:-1000],
    "JSON with long keys": lambda: '{"' + "k" * 5 * MB + '": 1}',
    "JSON behind spaces": lambda: " " * 10 * MB + json_feed(items=[ONE]),
}  # fmt: skip

# --- What is no feed -------------------------------------------------------------------------------------------

OTHERS: dict[str, Maker] = {
    "a gzip bomb": lambda: gzip.compress(b"<rss>" + b"\0" * 100 * MB),
    "a zlib bomb": lambda: zlib.compress(b"<rss>" * 20 * MB),
    "a zip bomb": zipped,
    "an HTML page of 10 MB": lambda: "<!doctype html><html><head><title>x</title></head>" + "<p>word</p>" * 950_000,
    "an HTML page of 10 MB without a head": lambda: "<p>word</p>" * 950_000,
    "an HTML page with an endless title": lambda: "<html><title" + " a" * 5 * MB,
    "an HTML page with titles": lambda: "<html>" + "<title" * 10_000,
    "an HTML page with a feed inside": lambda: "<html><body><pre>" + TEXT * 20_000,
    "a sitemap of 100,000 addresses": lambda: "<urlset>" + "<url><loc>https://a.example/</loc></url>" * 100_000,
    "plain text of 10 MB": lambda: "word " * 2 * MB,
    "dots of 10 MB": lambda: "." * 10 * MB,
    "prefixes": lambda: ("<" + "a" * 40 + ":") * 2000 + TEXT,
    "warnings before the feed": lambda: "<br />\n<b>Warning</b>: x in <b>y</b> on line <b>3</b><br />\n" * 700 + TEXT,
    "spaces": lambda: " \n" * 5 * MB,
    "nothing": lambda: "",
    "a NUL": lambda: "\0",
    "a bracket": lambda: "<",
}  # fmt: skip

FAMILIES: dict[str, dict[str, Maker]] = {
    "entities": ENTITIES,
    "shapes": SHAPES,
    "unclosed": UNCLOSED,
    "piles": PILES,
    "dates": DATES,
    "addresses": ADDRESSES,
    "html": MARKUP,
    "encodings": ENCODINGS,
    "json": JSON,
    "others": OTHERS,
}


def made(trap: Maker) -> bytes:
    """Return a trap as the bytes that a server would send."""
    body = trap()
    return body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
