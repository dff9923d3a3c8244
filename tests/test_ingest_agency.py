"""What agencies deliver, in ninjs and NewsML-G2: what is kept, what is held back, and what does not get in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from guards import ends_soon
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAFeed
from dragoman.ingest import forms
from dragoman.ingest.agency.feeds import parse_items
from dragoman.types import Entry, Feed

SCHEMA = Path(__file__).resolve().parents[2] / "shared/data/schema/ninjs-3.1.schema.json"
URL = "https://agency.example/out/items.json"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def read(body: object, now: datetime = NOW) -> Feed:
    text = body if isinstance(body, str) else json.dumps(body)
    return parse_items(text.encode(), URL, now=now)


def only(body: object, now: datetime = NOW) -> Entry:
    (entry,) = read(body, now).entries
    return entry


# --- ninjs -------------------------------------------------------------------------------------------------------

PICTURE = {
    "uri": "urn:agency:p1",
    "name": "main",
    "type": "picture",
    "by": "Ana Souza",
    "descriptions": [{"value": "The harbour at dawn."}],
    "renditions": [
        {"name": "thumb", "href": "https://i.example/t.jpg", "contentType": "image/jpeg", "width": 150},
        {"name": "print", "href": "https://i.example/p.jpg", "contentType": "image/jpeg", "width": 6000},
        {"name": "web", "href": "https://i.example/w.jpg", "contentType": "image/jpeg", "width": 1200},
        {"name": "raw", "href": "https://i.example/w.tif", "contentType": "image/tiff", "width": 1900},
    ],
}
NINJS3: dict[str, Any] = {
    "uri": "urn:agency:1",
    "standard": {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
    "type": "text",
    "version": "2",
    "firstCreated": "2026-11-21T10:00:00-03:00",
    "versionCreated": "2026-11-22T08:00:00-03:00",
    "pubStatus": "usable",
    "language": "en",
    "by": "By João Lima",
    "title": "harbour-2",
    "headlines": [{"role": "short", "value": "Harbour"}, {"role": "main", "value": "Harbour  opens &amp; grows"}],
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "It took ten years."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "PORTO VELAME. The harbour opened."},
        {"role": "html", "contentType": "text/html", "value": '<p>The <a href="https://h.example/?utm_source=x">'
            "harbour</a> opened<script>alert(1)</script>.</p>"},
    ],
    "subjects": [{"name": "Ports", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000000"}, {"name": "Trade"}],
    "copyrightNotice": "© 2026 The Agency",
    "usageTerms": "Online use only.",
    "rightsInfo": {"linkedRights": "https://creativecommons.org/licenses/by/4.0/"},
    "altIds": [{"role": "webUrl", "value": "https://agency.example/harbour"}],
    "associations": [PICTURE],
}  # fmt: skip
ENTRY = Entry(
    id="urn:agency:1",
    url="https://agency.example/harbour",
    title="Harbour opens & grows",
    published=datetime(2026, 11, 21, 13, 0, tzinfo=UTC),
    updated=datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
    authors=("By João Lima",),
    summary="<p>It took ten years.</p>",
    content='<figure><img src="https://i.example/w.jpg"><figcaption>The harbour at dawn. Photo: Ana Souza</figcaption>'
    '</figure><p>The <a href="https://h.example/">harbour</a> opened.</p>',
    media=("https://i.example/w.jpg",),
    categories=("Ports", "Trade"),
    language="en",
    licence="https://creativecommons.org/licenses/by/4.0/",
    rights="Online use only. © 2026 The Agency",
)


@pytest.mark.skipif(not SCHEMA.exists(), reason="the ninjs schema is not at hand (../shared/data/schema)")
def test_our_example_is_ninjs() -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(NINJS3)


def test_ninjs_3_gives_every_field() -> None:
    assert only(NINJS3) == ENTRY


def test_ninjs_2_says_the_same_in_small_letters() -> None:
    def lowered(value: object) -> object:
        if isinstance(value, dict):
            return {key.lower(): lowered(each) for key, each in value.items()}
        return [lowered(each) for each in value] if isinstance(value, list) else value

    assert only(lowered(NINJS3)) == ENTRY


def test_ninjs_1_says_the_same_in_its_own_words() -> None:
    same = ("uri", "type", "version", "language", "title")
    old = {name: NINJS3[name] for name in same} | {
        "firstcreated": NINJS3["firstCreated"],
        "versioncreated": NINJS3["versionCreated"],
        "pubstatus": "usable",
        "byline": "By João Lima",
        "headline": "Harbour  opens &amp; grows",
        "headline_short": "Harbour",
        "description_summary": "It took ten years.",
        "body_text": "PORTO VELAME. The harbour opened.",
        "body_html": NINJS3["bodies"][1]["value"],
        "subject": NINJS3["subjects"],
        "copyrightnotice": NINJS3["copyrightNotice"],
        "usageterms": ["Online use only."],
        "rightsinfo": {"linkedrights": NINJS3["rightsInfo"]["linkedRights"]},
        "altids": {"weburl": "https://agency.example/harbour"},
        "associations": {
            "main": {
                "uri": "urn:agency:p1",
                "type": "picture",
                "byline": "Ana Souza",
                "description_caption": "The harbour at dawn.",
                "renditions": {
                    "thumb": {"href": "https://i.example/t.jpg", "mimetype": "image/jpeg", "width": "150"},
                    "web": {"href": "https://i.example/w.jpg", "mimetype": "image/jpeg", "width": "1200"},
                },
            }
        },
    }
    assert only(old) == ENTRY


@pytest.mark.parametrize(
    "wrapped",
    [
        [NINJS3],
        {"items": [NINJS3]},
        {"total": 1, "item": [NINJS3]},
        {"api": "2", "data": {"items": [{"item": NINJS3}]}},
        {"uri": "urn:agency:l", "type": "list", "items": [NINJS3]},
        {"uri": "urn:agency:c", "type": "composite", "associations": [NINJS3]},
    ],
    ids="list items item api named composite".split(),
)
def test_items_are_found_in_what_wraps_them(wrapped: object) -> None:
    assert read(wrapped).entries == (ENTRY,)


def test_the_pictures_of_a_package_go_to_its_only_article() -> None:
    text = {name: value for name, value in NINJS3.items() if name != "associations"}
    package = {"uri": "urn:agency:c", "type": "composite", "headline": "A package"}
    assert read(package | {"associations": [text, PICTURE]}).entries == (ENTRY,)
    two = read(package | {"associations": [text, text | {"uri": "urn:agency:2"}, PICTURE]})
    assert [(entry.id, entry.media) for entry in two.entries] == [("urn:agency:1", ()), ("urn:agency:2", ())]


def test_a_package_under_an_embargo_gives_nothing_away() -> None:
    package = {"uri": "urn:agency:c", "type": "composite", "associations": [NINJS3]}
    assert read(package | {"embargoedUntil": "2026-11-23T00:00:00Z"}).entries == ()


def test_pictures_and_plans_are_no_articles() -> None:
    kinds = ("picture", "video", "audio", "graphic", "planning", "event")
    assert read([{"uri": f"urn:{kind}", "type": kind, "headline": "x"} for kind in kinds]).entries == ()


def test_a_picture_that_stands_in_the_text_is_shown_there_in_its_best_rendition() -> None:
    body = '<p>One.</p><p><img src="https://i.example/t.jpg" alt="dawn"></p>'
    entry = only(NINJS3 | {"bodies": [{"value": body}]})
    assert entry.content == body.replace("t.jpg", "w.jpg")


@pytest.mark.parametrize("change", [{"pubStatus": "canceled"}, {"embargoedUntil": "2026-12-01T00:00:00Z"}])
def test_a_picture_that_may_not_be_used_is_not_shown(change: dict[str, str]) -> None:
    entry = only(NINJS3 | {"associations": [PICTURE | change]})
    assert (entry.media, "figure" in entry.content) == ((), False)


# --- Versions, withdrawals, embargoes ----------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_several_versions_the_newest_counts(order: tuple[int, ...]) -> None:
    versions = [NINJS3 | {"version": number, "title": number, "headlines": []} for number in ("9", "10", "11")]
    assert only([versions[n] for n in order]).title == "11"


@pytest.mark.parametrize("status", ["canceled", "withheld", "stat:canceled", "http://cv.iptc.org/newscodes/x/withheld"])
def test_what_an_agency_takes_back_is_withdrawn_and_says_nothing_more(status: str) -> None:
    entry = only([NINJS3, NINJS3 | {"version": "3", "pubStatus": status, "embargoedUntil": "2099-01-01T00:00:00Z"}])
    assert entry.withdrawn
    assert (entry.id, entry.title) == (ENTRY.id, ENTRY.title)
    assert (entry.summary, entry.content, entry.media) == ("", "", ())
    assert only({"uri": "urn:agency:9", "pubstatus": status}).withdrawn


def test_a_status_that_nobody_knows_is_left_out() -> None:
    assert read(NINJS3 | {"pubStatus": "embargoed"}).entries == ()


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
def test_an_embargo_holds_until_its_moment(name: str) -> None:
    item = NINJS3 | {name: "2026-11-22T10:00:00-03:00"}
    assert read(item, datetime(2026, 11, 22, 12, 59, 59, tzinfo=UTC)).entries == ()
    assert only(item, datetime(2026, 11, 22, 13, 0, tzinfo=UTC)) == ENTRY


def test_an_embargo_without_a_zone_holds_anywhere() -> None:
    item = NINJS3 | {"embargoed": "2026-11-22T00:30:00"}
    assert read(item).entries == ()
    assert only(item, datetime(2026, 11, 22, 12, 30, tzinfo=UTC)) == ENTRY


def test_an_embargo_that_cannot_be_read_has_not_ended() -> None:
    assert read(NINJS3 | {"embargoed": "until the speech"}).entries == ()
    assert only(NINJS3 | {"embargoed": None}) == ENTRY


def test_a_date_that_could_not_be_taken_is_kept_as_it_was_written() -> None:
    assert only(NINJS3 | {"firstCreated": "just now"}).raw_published == "just now"
    later = only(NINJS3 | {"firstCreated": "just now", "contentCreated": "2026-11-20T00:00:00Z"})
    assert (later.published, later.raw_published) == (datetime(2026, 11, 20, tzinfo=UTC), "")


# --- NewsML-G2 ---------------------------------------------------------------------------------------------------

XHTML = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Harbour</title></head><body>
<header><h1>Harbour opens &amp; grows</h1><ul><li>Ports</li></ul></header>
<p>The <a href="https://h.example/?utm_source=x">harbour</a> opened<script>alert(1)</script>.</p></body></html>"""
NITF = """<nitf><head><title>x</title></head><body><body.head><hedline><hl1>Harbour in NITF</hl1></hedline>
<byline>By <person>João Lima</person></byline><abstract><p>It took ten years.</p></abstract></body.head>
<body.content><block><hl2>At dawn</hl2><p>The <em>harbour</em>&nbsp;opened.</p>
<media media-type="image"><media-reference source="https://i.example/n.jpg"/><media-caption>Dawn.</media-caption>
<media-producer>Ana/Agency</media-producer></media></block></body.content>
<body.end><tagline>Editing by Zé</tagline></body.end></body></nitf>"""


def news_item(
    content: str = f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>',
    meta: str = '<pubStatus qcode="stat:usable"/>',
    more: str = "",
    guid: str = "urn:agency:1",
    kind: str = "text",
) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" xml:lang="en">
    <rightsInfo><copyrightNotice xml:lang="de">Alles unser</copyrightNotice>
    <copyrightNotice xml:lang="en">© 2026 The Agency</copyrightNotice><usageTerms>Online use only.</usageTerms>
    <link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/></rightsInfo>
    <itemMeta><itemClass qcode="ninat:{kind}"/><versionCreated>2026-11-22T08:00:00-03:00</versionCreated>
    <firstCreated>2026-11-21T10:00:00-03:00</firstCreated>{meta}<title>harbour-2</title>
    <link rel="irel:seeAlso" href="https://elsewhere.example/"><title>x</title></link>
    <link rel="x:canonical" href="https://agency.example/harbour"/></itemMeta>
    <contentMeta><by>By João Lima</by><creator qcode="a:1"><name>João Lima</name></creator>
    <creator qcode="a:2"><name>lima.joao</name></creator>
    <subject qcode="medtop:1"><name xml:lang="de">Häfen</name><name xml:lang="en">Ports</name>
    <broader><name>Economy</name></broader></subject><subject qcode="medtop:2"/>
    <headline role="hld:sub">And more</headline><headline>Harbour  opens &amp; grows</headline>
    <description role="drol:caption">HARBOUR/X: a slug</description>
    <description role="drol:summary">It took ten years.</description>{more}</contentMeta>
    <assert qcode="medtop:2"><name>Trade</name></assert><contentSet>{content}</contentSet></newsItem>"""


def picture(guid: str = "urn:agency:p1", status: str = "usable") -> str:
    remote = "".join(
        f'<remoteContent rendition="rnd:{name}" href="https://i.example/{name}.jpg" contenttype="image/jpeg"/>'
        for name in ("highRes", "thumbnail", "web")
    )
    return (
        f'<newsItem guid="{guid}"><itemMeta><itemClass qcode="ninat:picture"/><pubStatus qcode="stat:{status}"/>'
        "</itemMeta><contentMeta><by>Ana Souza</by><description>The harbour at dawn.</description></contentMeta>"
        f"<contentSet>{remote}</contentSet></newsItem>"
    )


def message(*items: str) -> str:
    head = "<header><sent>2026-11-22T11:00:00Z</sent><channel>TXT</channel></header>"
    return f"<?xml version='1.0'?><!-- rss --><newsMessage>{head}<itemSet>{''.join(items)}</itemSet></newsMessage>"


def package(*guids: str, href: str = "") -> str:
    refs = "".join(f'<itemRef residref="{guid}" href="{href}"><itemClass qcode="n:text"/></itemRef>' for guid in guids)
    return f'<packageItem guid="urn:agency:k"><groupSet root="g"><group id="g">{refs}</group></groupSet></packageItem>'


def text_only(entry: Entry) -> str:
    return entry.content.partition("</figure>")[2] or entry.content


def test_newsml_gives_every_field() -> None:
    entry = only(message(package("urn:agency:1", "urn:agency:p1"), picture(), news_item()))
    assert entry.content.replace("\n", "") == ENTRY.content.replace("w.jpg", "web.jpg")
    assert entry == Entry(
        **{name: getattr(ENTRY, name) for name in ENTRY.__slots__ if name not in ("content", "media")},
        content=entry.content,
        media=("https://i.example/web.jpg",),
    )


def test_a_single_item_needs_no_message_and_no_namespace() -> None:
    bare = news_item().replace(' xmlns="http://iptc.org/std/nar/2006-10-01/"', "")
    assert only(bare) == only(news_item()) == only('<!DOCTYPE newsItem SYSTEM "x.dtd">' + news_item())


def test_nitf_becomes_paragraphs_headings_and_pictures() -> None:
    entry = only(news_item(f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>'))
    for shown in (
        "<h2>At dawn</h2>",
        "<p>The <em>harbour</em>\xa0opened.</p>",
        '<img src="https://i.example/n.jpg">',
        "<figcaption>Dawn. Photo: Ana/Agency</figcaption>",
        "<p>Editing by Zé</p>",
    ):
        assert shown in entry.content.replace("&nbsp;", "\xa0")
    assert "João" not in entry.content


def test_what_the_metadata_lacks_is_taken_from_the_text() -> None:
    bare = (
        '<newsItem guid="g"><itemMeta><title>slug</title></itemMeta>'
        "<contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>"
    )
    entry = only(bare.format(NITF))
    assert (entry.title, entry.authors) == ("Harbour in NITF", ("By João Lima",))
    assert entry.summary == "<p>It took ten years.</p>"
    assert only(bare.format("<p>Only a text.</p>")).title == "slug"


@pytest.mark.parametrize(
    ("told", "paragraphs"),
    [
        ("One line.", ["One line."]),
        ("A & B.\n\nC &lt; D.\r\n\r\n \r\nE.", ["A &amp; B.", "C &lt; D.", "E."]),
        (
            "   First one\nwrapped by hand.\n   Second one\nas well.",
            ["First one wrapped by hand.", "Second one as well."],
        ),
        ("Each line.\nIs whole!\n– And said.", ["Each line.", "Is whole!", "– And said."]),
        ("wrapped by hand and\nwithout any\nindent at all", ["wrapped by hand and without any indent at all"]),
        ("&lt;p&gt;\n  Marked up,\nas text.\n  Twice.&lt;/p&gt;", ["Marked up, as text.", "Twice."]),
        ("", []),
    ],
)
def test_plain_text_is_parted_as_it_was_written(told: str, paragraphs: list[str]) -> None:
    escaped = told if told.startswith("&lt;") else told.replace("&", "&amp;")
    entry = only(news_item(f'<inlineData contenttype="text/plain">{escaped}</inlineData>'))
    assert entry.content == "".join(f"<p>{each}</p>" for each in paragraphs)


def test_html_in_a_string_is_html_and_the_richer_body_wins() -> None:
    page = "<html><head><title>No</title></head><body><p>Yes <b>sir</b></p></body></html>"
    data = f'<inlineData contenttype="text/html"><![CDATA[{page}]]></inlineData>'
    plain = f"<inlineData>{'Plain words. ' * 20}</inlineData>"
    assert only(news_item(plain + data)).content == "<p>Yes <b>sir</b></p>"


def test_a_header_that_says_something_is_part_of_the_text() -> None:
    header = f"<header><h1>Harbour</h1><p>{'It took ten years of work. ' * 3}</p></header>"
    assert "ten years" in only(news_item(f"<inlineXML><html><body>{header}<p>x</p></body></html></inlineXML>")).content


def test_markup_of_another_kind_is_no_body() -> None:
    assert only(news_item("<inlineXML><sports-content>12</sports-content></inlineXML>")).content == ""
    assert only(news_item("<inlineData><![CDATA[<TTNITF><HEAD>x]]></inlineData>")).content == ""


def test_a_package_that_points_elsewhere_names_the_addresses() -> None:
    feed = read(message(package("urn:agency:1", "urn:agency:2", href="/items/2.xml"), news_item()))
    assert feed.parts == ("https://agency.example/items/2.xml",)
    assert read(message(package("urn:agency:1", href="tag:x,2026:1"))).parts == ()


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_newsml_item_is_taken_back_too(status: str) -> None:
    entry = only(news_item(meta=f'<pubStatus qcode="stat:{status}"/>'))
    assert (entry.withdrawn, entry.id, entry.content) == (True, "urn:agency:1", "")
    linked = '<link rel="irel:previousVersion" href="x"><pubStatus qcode="stat:canceled"/></link>'
    assert not only(news_item(meta=linked)).withdrawn


def test_a_newsml_item_with_an_embargo_is_left_out_until_its_time() -> None:
    later = news_item(meta="<embargoed>2026-11-22T13:00:00Z</embargoed>")
    assert read(later).entries == ()
    assert only(later, datetime(2026, 11, 22, 13, 0, tzinfo=UTC)).title == ENTRY.title
    assert read(news_item(meta="<embargoed/>")).entries == ()


def test_a_picture_taken_back_is_not_shown() -> None:
    entry = only(message(news_item(), picture(status="withheld"), package("urn:agency:1", "urn:agency:p1")))
    assert (entry.media, entry.content) == ((), text_only(entry))


# --- What is not let in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a:b@c.example/"]
)
def test_no_address_but_plain_http_gets_in(bad: str) -> None:
    rendition = {"name": "web", "href": bad, "contentType": "image/jpeg"}
    item = NINJS3 | {
        "canonical": bad,
        "altIds": [{"role": "url", "value": bad}],
        "bodies": [{"value": f"<p><a href='{bad}'>a</a><img src='{bad}'></p>"}],
        "renditions": [rendition],
        "associations": [PICTURE | {"renditions": [rendition]}],
    }
    entry = only(item)
    assert (entry.url, entry.media) == ("", ())
    assert bad.partition(":")[0] + ":" not in entry.content


def test_characters_that_no_text_may_hold_are_dropped() -> None:
    bad = "\0a\ud800b\x1f"
    renditions = [{"href": f"https://i.example/{bad}.jpg"}]
    entry = only(NINJS3 | {"by": bad, "associations": [PICTURE | {"by": bad, "renditions": renditions}]})
    assert (entry.authors, entry.media) == (("ab",), ("https://i.example/ab.jpg",))
    assert "Photo: ab<" in entry.content


def test_entities_are_refused_and_files_stay_outside() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for declared in (f'<!ENTITY l0 "lol">{laughs}', '<!ENTITY l9 SYSTEM "file:///etc/passwd">', '<!ENTITY l9 "x">'):
        with pytest.raises(NotAFeed, match=r"broken XML|declares entities"):
            read(f"<!DOCTYPE r [{declared}]>" + news_item("<inlineData>&l9;</inlineData>"))


def many_pictures() -> str:
    guids = [f"p{n}" for n in range(1500)]
    return message(news_item(), package("urn:agency:1", *guids), *map(picture, guids))


@pytest.mark.parametrize(
    "body",
    [
        news_item("<a>" * 10_000 + "</a>" * 10_000),
        news_item("<a " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>"),
        news_item(f"<inlineData>{'word ' * 1_000_000}</inlineData>"),
        news_item(f"<inlineData>{chr(10) * 250_000}</inlineData>"),
        news_item(more="<headline xml:lang='de'>x</headline>" * 60_000),
        message(*(news_item("", guid=str(n)) for n in range(4000))),
        many_pictures(),
        "<newsItem>" + "<" * 300_000,
        "[" * 100_000,
        json.dumps({"uri": "u", "headline": "h", "body_html": "<div>" * 50_000}),
        json.dumps({"uri": "u", "headline": "h"} | {f"body_{n}": "<p>x</p>" for n in range(50_000)}),
        '{"uri":"a","headline":"h","associations":[' * 900 + "]}" * 900,
    ],
    ids="depth attributes length lines headlines items pictures brackets lists html bodies members".split(),
)
def test_what_is_large_or_deep_takes_a_moment(body: str) -> None:
    with ends_soon():
        try:
            count, said = len(read(body).entries), ""
        except NotAFeed as error:
            count, said = 0, str(error)
        assert count <= 2000
        assert not said or said.startswith(f"{URL} holds no items of an agency: it ")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("", "it is empty"),
        ("<!DOCTYPE html><html><head><title>Log in</title>", "it is an HTML page titled “Log in”"),
        ("<rss><channel/></rss>", "it is a feed; add it as one"),
        ("<NewsML Version='1.2'/>", "it is a NewsML 1 document"),
        ("<nitf/>", "it is an NITF document outside a NewsML-G2 item"),
        ("<planningItem/>", "it is a NewsML-G2 item that is no news"),
        ("<urlset/>", "it is a sitemap"),
        ("<newsItem guid='1'><itemMeta>", "it is broken XML"),
        ("%PDF-1.7", "it is a PDF file"),
        ("Breaking <b>news</b>", "it is plain text that begins"),
        ("{", "it is broken JSON"),
        (
            '{"version": "https://jsonfeed.org/version/1", "items": []}',
            "it is JSON that is no ninjs: its keys are “version”",
        ),
        ("[]", "it is JSON that is no ninjs: a list"),
    ],
)
def test_what_is_no_item_is_called_what_it_is(body: str, what: str) -> None:
    with pytest.raises(NotAFeed) as error:
        read(body)
    assert str(error.value).startswith(f"{URL} holds no items of an agency: {what}")
    assert str(error.value).endswith(".")


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_damaged_delivery_is_a_feed_or_a_sentence(data: st.DataObject) -> None:
    whole = message(package("urn:agency:1"), picture(), news_item(f"<inlineXML>{NITF}</inlineXML>"))
    body = bytearray((whole if data.draw(st.booleans()) else json.dumps([NINJS3])).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.binary(max_size=10)
            | st.sampled_from([b"<", b"&", b"]]>", b"\0", b"\\ud800", b'"', b"null", b"[]", b"{}"])
        )
    try:
        feed = parse_items(bytes(body), URL, now=NOW)
    except NotAFeed:
        return
    assert json.dumps(forms.to_json(feed)).encode("utf-8")
    for entry in feed.entries:
        assert "<script" not in entry.content
        assert not entry.url or entry.url.startswith(("http://", "https://"))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.just("http://\0/"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*NINJS3, "value", "role", "renditions", "href", "guid", "embargoed"]), inner, max_size=5
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*NINJS3, "headline", "body_html", "subject", "altids"]), JSON, max_size=8))
def test_any_value_may_stand_where_another_is_expected(values: dict[str, Any]) -> None:
    feed = read({"type": "text"} | values | {"uri": "urn:agency:1", "headline": "h"}, NOW)
    assert len(feed.entries) <= 100
