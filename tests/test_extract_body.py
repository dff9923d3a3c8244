"""The body of an article: which parts of a page are in it, and as what blocks they stand there."""

import json
from typing import TypeVar

import pytest

from dragoman.extract import extract, to_json
from dragoman.extract.page import parse
from dragoman.extract.versions import plainer
from dragoman.testing.harbour import Piece, load_pieces
from dragoman.testing.harbour.pages import Press
from dragoman.types import Block, Document, Embed, Figure, Heading, ItemList, Paragraph, Quote, Separator, Table

T = TypeVar("T", bound=Block)
URL = "https://paper.example/2026/tide"
LINES = [
    f"{name} said that the tide would be higher than usual on Friday night, and that the wall stays closed to walkers."
    for name in ("The mayor", "A fisherman", "The coast guard", "The harbour master", "A teacher", "The engineer")
]
P = [f"<p>{line}</p>" for line in LINES]


def read(*parts: str, head: str = "") -> Document:
    body = f"<main><article><h1>A note on the tide</h1>{''.join(parts)}</article></main>"
    page = f'<html lang="en"><head><title>A note on the tide</title>{head}</head><body>{body}</body></html>'
    return extract(page.encode(), URL)


def texts(document: Document) -> list[str]:
    return [block["text"] for block in to_json(document)["blocks"] if block["text"]]


def only(document: Document, kind: type[T]) -> T:
    (found,) = (block for block in document.blocks if isinstance(block, kind))
    return found


def told(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


# What is in the body


def test_a_teaser_between_paragraphs_is_not_in_the_body() -> None:
    teaser = (
        '<div class="card"><a href="/other"><img src="/o.jpg"><h3>Ten harbours to see</h3></a>'
        "<p>From the north to the south, our correspondent has seen them all and tells which to visit.</p></div>"
    )
    assert texts(read(*P[:3], teaser, *P[3:])) == LINES


@pytest.mark.parametrize(
    "line",
    [
        "<p>Lea también: Ten harbours to see</p>",
        "<p>VEA TAMBIÉN: <strong>Ten harbours to see</strong></p>",
        "<p>Read also: <em>Ten harbours to see before you are old</em></p>",
        "<p>Siehe auch: Zehn Häfen, die man kennen muss</p>",
        "<p>関連記事：十の港</p>",
        "<p>Subscribe now to our evening edition for the full story.</p>",
        "<p>Regístrate para recibir contenido exclusivo</p>",
        "<p>If you buy something using links in our stories, we may earn a commission.</p>",
        '<p><a href="/2025/harbours">Ten harbours to see before you are old</a></p>',
        "<h3>Ten harbours to see before you are old</h3><h3>The boats that nobody wants to buy back</h3>"
        "<h3>Why the ferry leaves an hour later now</h3>",
    ],
)
def test_what_points_elsewhere_or_calls_for_readers_is_not_in_the_body(line: str) -> None:
    assert texts(read(*P[:3], line, *P[3:])) == LINES


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read the tide tables: they are right.</p>",
        '<p><a href="https://harbour.example/tables">The tables of all tides since the war</a></p>',
        '<p><a href="/1">Norby</a>, <a href="/2">Sandhaven</a>, <a href="/3">Westerlo</a></p>',
        "<h3>1 875 boats</h3><h3>2 030 boats</h3><h3>2 141 boats</h3>",
    ],
)
def test_what_only_looks_like_a_pointer_stays_in_the_body(line: str) -> None:
    assert len(texts(read(*P[:3], line, *P[3:]))) > len(LINES)


def test_a_teaser_that_leads_nowhere_is_the_articles_own_opening() -> None:
    first, *rest = (part.replace("<p>", '<p class="text">') for part in P)
    assert texts(read(f'<div class="teaser-content">{first}</div>', *rest)) == LINES


def test_a_text_in_an_aside_is_the_body_where_a_page_has_no_other() -> None:
    page = f"<html><body><aside><article><h1>A note</h1>{P[0]}{P[1]}</article></aside></body></html>"
    assert texts(extract(page.encode(), URL)) == LINES[:2]


def test_a_title_over_the_text_goes_with_the_label_over_it() -> None:
    page = f"<html><head><title>The tide</title></head><body><main><p>FAQ</p><h1>Tides, explained</h1>{''.join(P)}"
    assert texts(extract(f"{page}</main></body></html>".encode(), URL)) == LINES


def test_a_heading_that_says_the_headline_again_is_not_in_the_body() -> None:
    kicker = "<h2><span>The sea</span><span>A note on the tide</span></h2>"
    assert texts(read(kicker, *P)) == LINES
    head = "<title>A note on the tide of Friday night</title>"
    page = (
        f"<html><head>{head}</head><body><main><h2>A note on the tide of Friday</h2>{''.join(P)}</main></body></html>"
    )
    assert texts(extract(page.encode(), URL)) == LINES


def test_a_heading_over_its_own_box_alone_does_not_end_the_text() -> None:
    box = '<div><div><h3>Read more</h3><ul><li><a href="/o">Boats</a></li></ul></div></div>'
    assert texts(read(*P[:5], box, *P[5:])) == LINES


def test_a_heading_that_a_comment_quotes_stays_in_the_text() -> None:
    head = "<h3>What the coast guard says about the night of Friday</h3>"
    comment = f"<div><blockquote>{head}</blockquote><p>I have read other things about that.</p></div>"
    assert texts(read(*P[:3], head, *P[3:], comment))[3] == "What the coast guard says about the night of Friday"


@pytest.mark.parametrize(("host", "is_kept"), [("", False), ("https://harbour.example", True)])
def test_a_list_of_links_to_other_articles_is_not_in_the_body_but_one_of_sources_is(host: str, is_kept: bool) -> None:
    titles = ("Ten bays to see before you are old", "The boats that nobody wants to buy back")
    links = "".join(f'<li><a href="{host}/{len(title)}">{title}</a></li>' for title in titles)
    lines = [*LINES[:3], "\n".join(titles), *LINES[3:]]
    document = read(*P[:3], f"<ul>{links}</ul>", *P[3:], head=told(articleBody="\n".join(lines)))
    assert texts(document) == (lines if is_kept else LINES)


def test_a_teaser_with_a_label_and_its_lede_is_not_in_the_body() -> None:
    lede = "<div><p>From the north to the south, our correspondent has seen all of them and names the best.</p></div>"
    link = '<a href="/coast/ten-bays">{}</a>'.format
    label, title = '<a href="/world/coast">Coast</a>', link("Ten bays to see before you are old")
    box = f"<div>{link('<img src=/bay.jpg width=400>')}<div>{label}{title}{lede}</div></div>"
    assert texts(read(*P[:3], f"<div><div>{box}</div></div>", *P[3:])) == LINES


@pytest.mark.parametrize(
    "line",
    ["Reporting by Ana Reis; Editing by John Low", "© Harbour Press Agency 2026", "Redaktion: Ana Reis, John Low"],
)
def test_the_line_by_which_an_agency_signs_is_not_in_the_body(line: str) -> None:
    assert texts(read(*P, f"<p>{line}</p>")) == LINES


def test_what_stands_under_a_player_is_its_caption_without_the_duration() -> None:
    player = '<div><img src="/film.jpg"></div><div><p>Divers at the wall. 21.04.2026 | 3:18 min</p></div>'
    document = read(*P[:3], player, *P[3:])
    assert texts(document) == LINES
    assert only(document, Figure).caption.text == "Divers at the wall."


def test_a_large_first_letter_belongs_to_its_word() -> None:
    opening = f'<p><span class="drop-cap">T</span> <span>{LINES[0][1:]}</span></p>'
    assert texts(read(opening, *P[1:])) == LINES
    assert texts(read('<p><span class="drop-cap">A</span> year ago the wall broke.</p>', *P))[0].startswith("A year")


def test_a_signed_picture_that_leads_to_a_shop_is_kept_and_one_that_leads_to_an_article_is_not() -> None:
    shop = '<a class="image-link" aria-hidden="true" href="https://shop.example/1"><img src="/lamp.jpg">'
    own = '<a class="image-link" href="/2025/boats"><img src="/boats.jpg">'
    document = read(
        P[0], f"<div>{shop}<span>Photograph: Ana Reis</span></a></div>", P[1], f"<div>{own}</a></div>", *P[2:]
    )
    assert only(document, Figure).credit == "Ana Reis"


def test_a_picture_that_has_sources_alone_is_kept() -> None:
    picture = '<figure><picture><source srcset="/wall-400.jpg 400w, /wall-900.jpg 900w"></picture></figure>'
    assert only(read(P[0], picture, *P[1:]), Figure).src == "https://paper.example/wall-900.jpg"


def test_paragraphs_that_are_all_named_for_the_paywall_are_the_body() -> None:
    document = read(
        *(part.replace("<p>", '<p class="paywall">') for part in P), '<h2 class="paywall">The wall</h2>', P[0]
    )
    assert texts(document)[: len(LINES)] == LINES


def test_what_asks_for_consent_in_place_of_an_embed_is_not_in_the_body() -> None:
    asked = "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden."
    notice = f"<div><p>Empfohlener redaktioneller Inhalt</p><p>{asked}</p></div>"
    assert texts(read(*P[:3], notice, *P[3:])) == LINES


def test_what_follows_the_text_that_machines_are_told_is_not_in_the_body() -> None:
    box = "<div><p>Our paper lives from its readers, and we ask all of them to become members of our club.</p></div>"
    assert texts(read(*P, box, head=told(articleBody="\n".join(LINES)))) == LINES


def test_links_at_the_end_and_what_heads_them_are_not_in_the_body() -> None:
    links = '<p>You may also be interested in these:</p><p><a href="/a">Ten storms that shook the coast</a></p>'
    assert texts(read(*P, links)) == LINES
    assert texts(read(*P, "<h2>Comments</h2><p>Be kind.</p>")) == LINES


def test_a_body_in_boxes_of_other_classes_is_whole() -> None:
    parts = "".join(
        f'<div class="part-{n} {"last" * (n == 5)}"><p class="text">{line}</p></div>' for n, line in enumerate(LINES)
    )
    assert texts(read(parts)) == LINES


def test_a_list_alone_in_its_box_among_paragraphs_is_in_the_body() -> None:
    items = "<div class=facts><ul><li>High at 21:40</li><li>Low at 03:55</li></ul></div>"
    document = read(*P[:3], items, *P[3:])
    assert [item.text for item in only(document, ItemList).items] == ["High at 21:40", "Low at 03:55"]


NEXT = {
    "props": {"pageProps": {"story": {"title": "Tide", "body": "".join(P) + "<h2>The wall</h2>" + P[0]}}},
}
ARC = {
    "content_elements": [
        *({"type": "text", "content": line} for line in LINES),
        {"type": "header", "level": 2, "content": "The wall"},
        {"type": "image", "url": "https://paper.example/wall.jpg", "caption": "The outer wall"},
        {"type": "list", "items": [{"content": "High at 21:40"}, {"content": "Low at 03:55"}]},
        {"type": "text", "content": LINES[0]},
    ]
}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(NEXT)}</script>',
        f"<script>window.__INITIAL_STATE__ = {json.dumps(NEXT)};</script>",
        f"<script>window.__STATE__=JSON.parse({json.dumps(json.dumps(NEXT))});</script>",
        f"<script>Fusion.x=1;window.globalContent={json.dumps(ARC)};Fusion.y=2</script>",
    ],
    ids=["data script", "assigned", "parsed", "parts"],
)
def test_a_body_that_only_scripts_hold_is_read_from_their_state(script: str) -> None:
    document = read('<div id="app"></div>', script.replace("</p>", r"<\/p>").replace("</h2>", r"<\/h2>"))
    assert texts(document)[: len(LINES)] == LINES
    assert any(isinstance(block, Heading) and block.text.text == "The wall" for block in document.blocks)


def test_parts_of_a_state_keep_their_kinds() -> None:
    script = f"<script>window.globalContent={json.dumps(ARC)}</script>"
    kinds = [block.kind for block in read('<div id="app"></div>', script).blocks]
    assert kinds == ["paragraph"] * 6 + ["heading", "figure", "list", "paragraph"]


# As what it stands there


def test_nested_lists_keep_their_order_and_depth() -> None:
    inner = "<ol><li>Boats<ul><li>Aurora<ul><li>Red</li></ul></li><li>Boreal</li></ul>in all</li><li>Nets</li></ol>"
    found = only(read(*P[:3], inner, *P[3:]), ItemList)
    assert [(depth, item.text) for depth, item in zip(found.levels, found.items, strict=True)] == [
        (0, "Boats in all"), (1, "Aurora"), (2, "Red"), (1, "Boreal"), (0, "Nets"),
    ]  # fmt: skip
    assert found.ordered


def test_a_flat_list_has_no_levels_and_definitions_lie_under_their_terms() -> None:
    assert only(read(*P[:3], "<ul><li>One boat</li><li>Two boats</li></ul>", *P[3:]), ItemList).levels == ()
    terms = only(read(*P[:3], "<dl><dt>Flood</dt><dd>The water rises</dd></dl>", *P[3:]), ItemList)
    assert (terms.levels, [item.text for item in terms.items]) == ((0, 1), ["Flood", "The water rises"])


def test_lines_with_bullets_are_a_list() -> None:
    document = read(*P[:3], "<p>• High at 21:40<br>• Low at <b>03:55</b></p><p>• Closed on Friday</p>", *P[3:])
    found = only(document, ItemList)
    assert [item.text for item in found.items] == ["High at 21:40", "Low at 03:55", "Closed on Friday"]
    assert [(mark.kind, mark.start, mark.end) for mark in found.items[1].marks] == [("strong", 7, 12)]


def test_a_bold_line_over_a_paragraph_is_a_subhead_and_a_question_is_none() -> None:
    document = read(*P[:2], "<p><b>What the wall costs</b></p>", P[2], "<p><b>Will it hold?</b></p>", *P[3:])
    assert [block.text.text for block in document.blocks if isinstance(block, Heading)] == ["What the wall costs"]
    assert only(document, Heading).text.marks == ()
    assert "Will it hold?" in texts(document)


def test_a_pull_quote_is_marked_and_one_that_repeats_the_body_is_dropped() -> None:
    quote = "<blockquote>The sea gives, and what the sea gives it takes again in time.</blockquote>"
    pulled = (
        '<figure class="wp-block-pullquote"><blockquote><p>Walls are promises to the sea.</p></blockquote></figure>'
    )
    repeated = f'<blockquote class="pullquote">{LINES[1][20:90]}</blockquote>'
    found = [block for block in read(P[0], quote, *P[1:3], pulled, repeated, *P[3:]).blocks if isinstance(block, Quote)]
    assert [(block.text.text[:7], block.pulled) for block in found] == [("The sea", False), ("Walls a", True)]


def test_a_pull_quote_in_an_aside_is_kept_and_an_aside_that_is_none_is_not() -> None:
    pulled = "We stay here to the very end, whatever it may cost us."
    aside = f'<aside class="pull-quote"><p>{pulled}</p></aside><aside><p>A line on other harbours.</p></aside>'
    quote = only(read(*P[:3], aside, *P[3:]), Quote)
    assert (quote.text.text, quote.pulled) == (pulled, True)


def test_a_quotation_says_whose_it_is() -> None:
    quote = "<blockquote><p>The sea gives, and the sea takes.</p><footer>Maria Reis, fisherwoman</footer></blockquote>"
    said = "The sea gives, and the sea takes.\nMaria Reis, fisherwoman"
    assert only(read(*P[:3], quote, *P[3:]), Quote).text.text == said
    again = f"<blockquote><p>{LINES[4]}</p><footer>A teacher</footer></blockquote>"
    assert texts(read(*P[:3], again, *P[3:])) == LINES


def test_rules_and_stars_are_separators_between_texts_only() -> None:
    document = read("<hr>", *P[:3], "<hr><p>* * *</p>", *P[3:], "<p>___</p>")
    assert [block.kind for block in document.blocks] == ["paragraph"] * 3 + ["separator"] + ["paragraph"] * 3
    only(document, Separator)


def test_a_table_keeps_header_caption_and_columns() -> None:
    table = (
        "<figure><table><thead><tr><td>Boat</td><td colspan=2>Catch</td></tr></thead>"
        "<tbody><tr><td rowspan=2>Aurora</td><td>2.5 t</td><td>cod</td></tr><tr><td>1 t</td><td>eel</td></tr></tbody>"
        "</table><figcaption>What came in</figcaption></figure>"
    )
    found = only(read(*P[:3], table, *P[3:]), Table)
    assert found.header
    assert found.caption.text == "What came in"
    assert [[cell.text for cell in row] for row in found.rows] == [
        ["Boat", "Catch", ""], ["Aurora", "2.5 t", "cod"], ["", "1 t", "eel"],
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_unrolled() -> None:
    cells = "".join(f"<tr><td>{part}</td><td><img src='/p.gif' width=1></td></tr>" for part in P)
    assert texts(read(f"<table>{cells}</table>")) == LINES


EMBEDS = {
    '<iframe src="https://player.vimeo.com/video/76979871?h=1"></iframe>': ("video", "https://vimeo.com/76979871"),
    '<iframe data-src="https://www.youtube.com/embed/abcdefghijk" src="about:blank"></iframe>': (
        "video", "https://www.youtube.com/watch?v=abcdefghijk"
    ),
    '<amp-youtube data-videoid="abcdefghijk"></amp-youtube>': ("video", "https://www.youtube.com/watch?v=abcdefghijk"),
    "<p>https://youtu.be/abcdefghijk</p>": ("video", "https://www.youtube.com/watch?v=abcdefghijk"),
    '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=f"></iframe>': (
        "audio", "https://soundcloud.com/a/b"
    ),
    '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>': ("map", "https://www.google.com/maps/embed?pb=1"),
    '<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=1&id=123456"></iframe>': (
        "post", "https://twitter.com/i/status/123456"
    ),
    '<iframe src="https://www.instagram.com/p/Cab_1/embed/captioned/"></iframe>': ("post", "https://www.instagram.com/p/Cab_1"),
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/7">x</blockquote>': (
        "video", "https://www.tiktok.com/@a/video/7"
    ),
    '<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div>': ("post", "https://www.facebook.com/a/posts/1"),
    '<iframe src="https://datawrapper.dwcdn.net/AbC12/3/"></iframe>': ("chart", "https://datawrapper.dwcdn.net/AbC12/3/"),
    '<figure class="wp-block-embed"><iframe src="https://charts.paper.example/7"></iframe></figure>': (
        "page", "https://charts.paper.example/7"
    ),
    '<video poster="/p.jpg"><source src="/tide.mp4"></video>': ("video", "https://paper.example/tide.mp4"),
}  # fmt: skip


@pytest.mark.parametrize("markup", EMBEDS)
def test_an_embed_tells_its_medium_and_its_permalink(markup: str) -> None:
    found = only(read(*P[:3], markup, *P[3:]), Embed)
    assert (found.media, found.href) == EMBEDS[markup]


def test_a_quoted_post_keeps_its_words() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>High tide tonight.</p>— Coast Guard (@coast) '
        '<a href="https://twitter.com/coast/status/123?ref=x">May 4, 2026</a></blockquote>'
    )
    found = only(read(*P[:3], post, *P[3:]), Embed)
    assert (found.href, found.media) == ("https://twitter.com/coast/status/123", "post")
    assert found.text.text.startswith("High tide tonight.")


@pytest.mark.parametrize(
    "frame",
    [
        '<iframe src="https://ads.example/banner"></iframe>',
        '<iframe src="https://www.googletagmanager.com/ns.html"></iframe>',
        '<div class="embed"><iframe src="https://paper.example/newsletter/signup"></iframe></div>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https://paper.example/"></iframe>',
    ],
)
def test_what_is_no_part_of_the_story_is_no_embed(frame: str) -> None:
    assert [block.kind for block in read(*P[:3], frame, *P[3:]).blocks] == ["paragraph"] * 6


def test_pictures_side_by_side_are_two_and_one_with_its_stand_in_is_one() -> None:
    def shown(*pictures: str) -> list[tuple[str, str]]:
        document = read(*P[:3], f'<div class="image">{"".join(pictures)}</div>', *P[3:])
        return [(each.src[21:], each.caption.text) for each in document.blocks if isinstance(each, Figure)]

    bay, boat = (f'<img src="/{name}.jpg" width=800 height=600>' for name in ("bay-at-noon", "boat-at-sea"))
    figures = (f"<figure>{img}<figcaption>{word}</figcaption></figure>" for img, word in ((bay, "Bay"), (boat, "Boat")))
    assert shown(*figures) == [("/bay-at-noon.jpg", "Bay"), ("/boat-at-sea.jpg", "Boat")]
    assert shown(bay, boat) == [("/bay-at-noon.jpg", ""), ("/boat-at-sea.jpg", "")]
    assert shown(bay, "<noscript>", bay, "</noscript>", "<p>The bay</p>") == [("/bay-at-noon.jpg", "The bay")]


def test_figures_of_one_gallery_share_a_number() -> None:
    figure = '<figure><img src="/boat-{0}.jpg" width=600 height=400><figcaption>Boat {0}</figcaption></figure>'
    gallery = f'<div class="photo-gallery">{"".join(figure.format(name) for name in ("alpha", "bravo", "carol"))}</div>'
    document = read(*P[:2], figure.format("lonely"), *P[2:4], gallery, *P[4:])
    found = [block for block in document.blocks if isinstance(block, Figure)]
    assert [(block.caption.text, block.gallery) for block in found] == [
        ("Boat lonely", 0), ("Boat alpha", 1), ("Boat bravo", 1), ("Boat carol", 1),
    ]  # fmt: skip


CAPTIONS = {
    "<figcaption>The fleet at noon.</figcaption><figcaption><b>Image credits:</b> Rui Sá</figcaption>": "Rui Sá",
    "<figcaption>The fleet at noon. <cite>Rui Sá</cite></figcaption>": "Rui Sá",
    "<figcaption>The fleet at noon. (Rui Sá for the Post)</figcaption>": "Rui Sá for the Post",
    "<figcaption>The fleet at noon. Rui Sá/Getty Images</figcaption>": "Rui Sá/Getty Images",
    '<figcaption>The fleet at noon. <span class="copyright">© Rui Sá</span></figcaption>': "Rui Sá",
}


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_credit_is_told_from_its_caption(caption: str) -> None:
    figure = f'<figure><img src="/fleet-large.jpg" width=600 height=400>{caption}</figure>'
    found = only(read(*P[:3], figure, *P[3:]), Figure)
    assert (found.caption.text, found.credit) == ("The fleet at noon.", CAPTIONS[caption])


def test_a_credit_that_the_alternative_text_begins_with_is_no_caption_and_no_part_of_that_text() -> None:
    image = '<figure><div><img src="/fleet-large.jpg" width=600 alt="Rui Sá Boats at anchor"><span>Rui Sá</span></div>'
    for caption in ("", "The fleet at noon."):
        told = caption and f"<figcaption>{caption}</figcaption>"
        found = only(read(*P[:3], f"{image}{told}</figure>", *P[3:]), Figure)
        assert (found.alt, found.caption.text, found.credit) == ("Boats at anchor", caption, "Rui Sá")


def test_the_credit_that_machines_are_told_is_the_pictures() -> None:
    image = {
        "@type": "ImageObject",
        "contentUrl": "https://cdn.example/fleet-at-anchor-1600x900.jpg",
        "creditText": "Rui Sá",
    }
    figure = '<figure><img src="/fleet-at-anchor-640x480.jpg" width=600><figcaption>The fleet.</figcaption></figure>'
    found = only(read(*P[:3], figure, *P[3:], head=told(associatedMedia=[image])), Figure)
    assert (found.caption.text, found.credit) == ("The fleet.", "Rui Sá")


def test_a_caption_that_stands_apart_goes_to_its_picture_and_never_into_the_body() -> None:
    picture = '<a href="/zoom.jpg"><img src="/fleet-large.jpg" width=600></a>'
    apart = f'<div class="media">{picture}<span class="caption">At anchor</span></div>'
    document = read(*P[:3], apart, *P[3:], '<span class="media-caption">A video that is not here</span>')
    assert only(document, Figure).caption.text == "At anchor"
    assert texts(document) == LINES


def test_portraits_of_authors_are_not_in_the_body() -> None:
    author = {
        "@type": "Person",
        "name": "Ana Lopes",
        "image": {"@type": "ImageObject", "url": "/people/ana-lopes-face.jpg"},
    }
    pictures = '<img src="/people/ana-lopes-face.jpg" width=300><img src="/x/9f.jpg" width=300 alt="Ana Lopes">'
    document = read(*P[:3], pictures, *P[3:], head=told(author=[author]))
    assert not any(isinstance(block, Figure) for block in document.blocks)


def test_the_largest_version_of_a_picture_is_taken() -> None:
    picture = (
        '<picture><source srcset="/f-800.webp 800w, /f-2000.webp 2000w"><img src="/f-400.jpg" '
        'srcset="/f-400.jpg 400w" width="400" height="200" alt="Boats"></picture>'
    )
    found = only(read(*P[:3], picture, *P[3:]), Figure)
    assert (found.src, found.width, found.height) == ("https://paper.example/f-2000.webp", 2000, 1000)


def test_links_with_blanks_and_breaks_in_their_address_are_kept() -> None:
    line = f'<p>{LINES[0]} <a href=" /tide\ntables/may 2026 ">The tables</a> tell more.</p>'
    (mark,) = only(read(line, "<h2>More</h2>"), Paragraph).text.marks
    assert mark.href == "https://paper.example/tidetables/may%202026"


# Live-blogs


def entry(hour: int, line: str, stamp: str = "") -> str:
    stamp = stamp or f'<time datetime="2026-05-04T{hour:02}:30:00+01:00">{hour}:30</time>'
    return f'<div class="entry">{stamp}<h3>Entry of {hour}</h3><p>{line}</p></div>'


def test_entries_of_a_live_blog_keep_their_times() -> None:
    document = read(*(entry(9 + n, line) for n, line in enumerate(LINES)))
    times = [block.time.hour for block in document.blocks if isinstance(block, Heading) and block.time]
    assert times == [9, 10, 11, 12, 13, 14]
    assert not any(block.time for block in document.blocks if isinstance(block, Paragraph))
    assert next(b["time"] for b in to_json(document)["blocks"] if "time" in b) == "2026-05-04T09:30:00+01:00"


def test_one_time_over_a_text_makes_no_live_blog() -> None:
    document = read('<time datetime="2026-05-04T09:30:00+01:00">9:30</time>', *P)
    assert not any(block.time for block in document.blocks if isinstance(block, Paragraph))


def test_entries_that_only_machines_are_told_are_the_body_with_their_times() -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Entry {n}",
            "articleBody": line,
            "datePublished": f"2026-05-04T1{n}:00:00Z",
        }
        for n, line in enumerate(LINES)
    ]
    live = told(**{"@type": "LiveBlogPosting", "headline": "A note on the tide", "liveBlogUpdate": updates})
    document = read('<div id="app">Loading …</div>', head=live)
    assert texts(document) == [text for n, line in enumerate(LINES) for text in (f"Entry {n}", line)]
    assert [b.time.hour for b in document.blocks if isinstance(b, Heading) and b.time] == [10, 11, 12, 13, 14, 15]
    assert not any(block.time for block in document.blocks if isinstance(block, Paragraph))


# Other versions


def test_print_and_amp_versions_are_told() -> None:
    links = (
        '<link rel="amphtml" href="/amp/tide"><link rel="alternate" media="print" href="/print/tide">'
        '<link rel="amphtml" href="javascript:x"><link rel="stylesheet" media="print" href="/print.css">'
    )
    page = f"<html><head>{links}</head><body>{P[0]}</body></html>".encode()
    assert plainer(parse(page), URL) == ("https://paper.example/print/tide", "https://paper.example/amp/tide")


@pytest.mark.parametrize("piece", load_pieces().values(), ids=lambda piece: piece.path.rsplit("/", 1)[-1])
def test_no_article_of_the_sample_ends_with_what_stands_under_it(piece: Piece) -> None:
    served = Press("http://127.0.0.1:1", load_pieces()).serve(piece.path)
    assert served
    ours = " ".join(texts(extract(served.body, f"http://127.0.0.1:1{piece.path}")))
    assert not any(line in ours for line in ("Trabalhe conosco", "Receba o boletim", "Publicidade"))


def test_a_note_of_two_sentences_ends_with_its_box_whatever_the_others_are_called() -> None:
    served = Press("http://127.0.0.1:1", load_pieces()).serve("/diario/2026/11/balsa-volta-a-operar.html")
    assert served
    nameless = served.body.replace(b' class="', b' data-name="')
    *_, text = texts(extract(nameless, "http://127.0.0.1:1/diario/2026/11/balsa-volta-a-operar.html"))
    assert text.endswith("domingo (15).")
