"""One page of a paper, with all the furniture that pages have: what comes out, and what does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dragoman.extract import extract, to_json
from dragoman.extract.entry import filled
from dragoman.flow.parsing import Page, parse_page
from dragoman.rights.signals import from_page
from dragoman.types import Document, Embed, Entry, Figure, Heading, ItemList, Paragraph, Quote, Table, Text

URL = "https://www.harbourpost.example/news/2026/harbour"
PAGE = """<!doctype html><html lang="en-gb"><head><meta charset="utf-8">
<title>Harbour wall reopens after storm | Harbour Post</title>
<meta property="og:title" content="Harbour wall reopens after storm - Harbour Post">
<meta property="og:site_name" content="Harbour Post">
<meta property="og:image" content="/img/harbour-wall-1200x630.jpg">
<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
<link rel="canonical" href="https://www.harbourpost.example/news/harbour?utm_source=x">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Harbour Post"},
 {"@type": "NewsArticle", "headline": "Harbour wall reopens after storm",
  "datePublished": "2026-05-04T09:30:00+01:00", "dateModified": "2026-05-04T11:00:00+01:00",
  "author": [{"@type": "Person", "name": "By Ana Lopes"}, {"@type": "Person", "name": "Tom O’Neill, staff writer"}],
  "publisher": {"@type": "Organization", "name": "Harbour Post"}, "articleSection": "Local",
  "keywords": "harbour, storm", "isAccessibleForFree": true}]}</script></head>
<body class="has-sidebar share-enabled"><a class="skip-link" href="#main">Skip to content</a>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main id="main"><article class="story related-content-enabled">
<h1>Harbour wall reopens after storm</h1>
<p class="standfirst">Nine weeks of work have ended, and the fishing fleet is back at its moorings.</p>
<div class="byline">By <a rel="author" href="/authors/ana">Ana Lopes</a> and Tom O’Neill</div>
<time datetime="2026-05-04T09:30:00+01:00">4 May 2026</time>
<div class="share-bar"><a href="https://x.com/share">Share</a><a href="https://facebook.com/share">Post</a></div>
<figure><img src="/img/harbour-wall-640x480.jpg" alt="Harbour wall reopens after storm"
 srcset="/img/harbour-wall-640x480.jpg 640w, /img/harbour-wall-1600x1200.jpg 1600w" width="640" height="480">
<figcaption>The outer wall on <em>Monday</em>
 <span class="credit">Photo: Rui Sá/Harbour Post</span></figcaption></figure>
<p>The harbour was opened again on Monday after <a href="/storm?utm_campaign=a">nine weeks of work</a> on its
  outer wall, the mayor, Ms&nbsp;A.&nbsp;B. Costa, <em>told</em> <strong>the&shy; council</strong>.</p>
<p>“We lost £1,250,000,” she said.<br>“We gained a wall.” H<sub>2</sub>O rose by 2.4&nbsp;m on the 3<sup>rd</sup>.</p>
<div class="newsletter-signup"><p>
Sign up for our newsletter to get the best of the harbour each morning in your inbox.</p></div>
<h2>What comes next</h2>
<ul><li>The fish market opens on <b>Friday</b></li>
<li>The <a href="https://tide.example/">tide tables</a> change</li></ul>
<aside><h3>Related stories</h3><p>Ten harbours to see before the tide turns, by our own correspondent.</p></aside>
<blockquote><p>The sea gives.</p><p>The sea takes.</p></blockquote>
<figure class="wp-caption"><img data-src="/img/fleet-large.jpg" src="data:image/gif;base64,AAAA" alt="Boats at anchor">
<figcaption class="wp-caption-text">The fleet at anchor. (Luís Melo/AFP)</figcaption></figure>
<table><tr><th>Boat</th><th>Catch</th></tr><tr><td>Aurora</td><td>2.5 t</td></tr></table>
<p style="display:none">Hidden words that no reader ever sees on this page, however long they may be.</p>
<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0" title="The wall from above"></iframe>
<p>Read more: <a href="/other">Ten storms that shook the coast and what they left behind</a></p>
<p>The last boats, eleven of them, came in at 17:45 on Tuesday, and the bells of the old church rang.</p>
<p class="tags">Tags: <a rel="tag" href="/t/h">harbour</a> <a rel="tag" href="/t/s">storm</a></p>
<p class="licence">Licence: <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p>
</article>
<section id="comments"><h2>Comments</h2><p>First!
I think that the wall is far too high for what it cost us all.</p></section>
</main>
<aside><h2>Read more</h2><ul><li><a href="/1">A related story about the harbour and its wall</a></li></ul></aside>
<footer>All rights reserved. Subscribe to our newsletter. We use cookies to make this site better.</footer>
</body></html>"""


@pytest.fixture(scope="module")
def document() -> Document:
    return extract(PAGE.encode(), URL, "text/html; charset=utf-8")


def test_the_fields_are_read(document: Document) -> None:
    zone = timezone(timedelta(hours=1))
    assert document.headline == Text("Harbour wall reopens after storm")
    assert document.standfirst.text == "Nine weeks of work have ended, and the fishing fleet is back at its moorings."
    assert document.authors == ("Ana Lopes", "Tom O’Neill")
    assert document.published == datetime(2026, 5, 4, 9, 30, tzinfo=zone)
    assert document.modified == datetime(2026, 5, 4, 11, 0, tzinfo=zone)
    assert document.language == "en-GB"
    assert document.canonical == "https://www.harbourpost.example/news/harbour"
    assert document.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert document.publisher == "Harbour Post"
    assert (document.section, document.tags) == ("Local", ("harbour", "storm"))
    assert document.free is True
    assert document.complete


def test_the_body_is_whole_and_in_order(document: Document) -> None:
    kinds = [block.kind for block in document.blocks]
    expected = ["paragraph", "paragraph", "heading", "list", "quote", "figure", "table", "embed", "paragraph"]
    assert kinds == expected


def test_no_furniture_is_in_the_text(document: Document) -> None:
    text = str(to_json(document))
    for furniture in (
        "Skip to content", "Home", "Sport", "Share", "Sign up", "newsletter", "Related", "Ten harbours", "Hidden words",
        "Read more", "Ten storms", "Tags:", "Licence:", "Comments", "First!", "cookies", "rights reserved",
        "4 May 2026",
    ):  # fmt: skip
        assert furniture not in text


def test_a_sentence_is_not_cut_at_its_marks(document: Document) -> None:
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text.text == (
        "The harbour was opened again on Monday after nine weeks of work on its outer wall, the mayor, "
        "Ms A. B. Costa, told the council."
    )
    marked = {mark.kind: (first.text.text[mark.start : mark.end], mark.href) for mark in first.text.marks}
    assert marked == {
        "link": ("nine weeks of work", "https://www.harbourpost.example/storm"),
        "emphasis": ("told", None),
        "strong": ("the council", None),
    }


def test_a_break_is_a_newline_and_small_letters_stay_marked(document: Document) -> None:
    second = document.blocks[1]
    assert isinstance(second, Paragraph)
    assert second.text.text == "“We lost £1,250,000,” she said.\n“We gained a wall.” H2O rose by 2.4 m on the 3rd."
    assert [(mark.kind, second.text.text[mark.start : mark.end]) for mark in second.text.marks] == [
        ("sub", "2"),
        ("sup", "rd"),
    ]


def test_the_lead_figure_has_its_caption_and_is_not_repeated(document: Document) -> None:
    lead = document.lead
    assert lead is not None
    assert lead.src == "https://www.harbourpost.example/img/harbour-wall-1200x630.jpg"
    assert (lead.width, lead.height) == (1200, 630)
    assert lead.alt == "", "the headline is no alternative text"
    assert lead.caption.text == "The outer wall on Monday"
    assert [mark.kind for mark in lead.caption.marks] == ["emphasis"]
    assert lead.credit == "Rui Sá/Harbour Post"
    assert not any(isinstance(block, Figure) and "harbour-wall" in block.src for block in document.blocks)


def test_a_figure_in_the_body_keeps_caption_and_credit_apart(document: Document) -> None:
    figure = next(block for block in document.blocks if isinstance(block, Figure))
    assert figure.src == "https://www.harbourpost.example/img/fleet-large.jpg"
    assert (figure.alt, figure.caption.text, figure.credit) == (
        "Boats at anchor",
        "The fleet at anchor.",
        "Luís Melo/AFP",
    )
    assert "fleet at anchor" not in to_json(document)["text"]


def test_lists_quotations_tables_and_embeds_are_kept(document: Document) -> None:
    _, _, heading, items, quote, _, table, embed, _ = document.blocks
    assert heading == Heading(Text("What comes next"), 2)
    assert isinstance(items, ItemList)
    assert [item.text for item in items.items] == ["The fish market opens on Friday", "The tide tables change"]
    assert items.items[1].marks[0].href == "https://tide.example/"
    assert isinstance(quote, Quote)
    assert quote.text.text == "The sea gives.\nThe sea takes."
    assert isinstance(table, Table)
    assert table.header
    assert [[cell.text for cell in row] for row in table.rows] == [["Boat", "Catch"], ["Aurora", "2.5 t"]]
    assert embed == Embed("https://www.youtube.com/watch?v=abcdefghijk", Text("The wall from above"), media="video")


def test_the_json_form_has_the_agreed_keys(document: Document) -> None:
    form = to_json(document)
    assert set(form) >= {
        "url", "canonical", "language", "headline", "standfirst", "authors", "published", "modified", "section", "tags",
        "lead", "blocks", "text", "complete", "free", "licence",
    }  # fmt: skip
    assert form["published"] == "2026-05-04T09:30:00+01:00"
    assert form["lead"].keys() >= {"src", "alt", "caption", "credit"}
    assert form["text"].startswith(f"{form['standfirst']}\n\nThe harbour was opened again")
    assert form["text"].count("\n\n") == 8
    listed = next(block for block in form["blocks"] if block["kind"] == "list")
    assert listed["items"] == ["The fish market opens on Friday", "The tide tables change"]


def test_the_plain_text_says_a_standfirst_once() -> None:
    opening = "The harbour is open again after nine weeks."
    body = (Paragraph(Text(f"{opening} The fleet came back.")), Paragraph(Text("The council paid.")))
    document = Document(URL, "en", Text("Harbour opens"), body, standfirst=Text(opening))
    assert to_json(document)["text"] == f"{opening} The fleet came back.\n\nThe council paid."
    bare = replace(document, standfirst=Text(), blocks=())
    assert to_json(bare)["text"] == ""


def test_a_reading_has_the_document_and_the_signals_of_one_tree(document: Document) -> None:
    headers = {"content-type": "text/html; charset=utf-8", "x-robots-tag": "noarchive"}
    reading = parse_page(Page(URL, PAGE.encode(), headers))
    assert reading.document == document
    assert reading.signals == from_page(PAGE.encode(), headers)
    assert {signal.name for signal in reading.signals} == {"robots", "licence", "free", "notice"}


def test_what_only_the_feed_tells_is_told(document: Document) -> None:
    when = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
    entry = Entry("1", URL, "A note on the tide", when, authors=("Ana Reis",), categories=("Weather", "Weather"))
    told = filled(replace(document, published=None, authors=(), tags=()), entry)
    assert (told.published, told.authors, told.tags) == (when, ("Ana Reis",), ("Weather",))
    assert filled(document, entry) == document


def test_the_same_bytes_give_the_same_document(document: Document) -> None:
    assert extract(PAGE.encode(), URL, "text/html; charset=utf-8") == document


def short(body: str, head: str = "", language: str = "en") -> Document:
    page = f'<html lang="{language}"><head><title>A note on the tide</title>{head}</head><body>{body}</body></html>'
    return extract(page.encode(), "https://paper.example/2024/03/09/note")


LINE = "<p>The tide will be higher than usual on the night of Friday, and the wall is closed to walkers.</p>"


def test_a_very_short_note_is_an_article() -> None:
    note = short("<a href='#c'>Skip to content</a><article><h1>A note on the tide</h1><p>High at 21:40.</p></article>")
    assert [str(block.text) for block in note.blocks] == ["High at 21:40."]  # type: ignore[union-attr]


def test_a_naive_time_is_taken_as_utc() -> None:
    note = short(f"<h1>A note on the tide</h1>{LINE * 4}", '<meta name="date" content="2016-07-08 17:15:00">')
    assert note.published == datetime(2016, 7, 8, 17, 15, tzinfo=UTC)


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert short(f"<h1>A note on the tide</h1>{LINE * 4}").published == datetime(2024, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "ending",
    [
        "<p>The mayor then said that …</p>",
        "<p>And so it went. Continue reading</p>",
        "<p>Subscribe to continue reading.</p>",
    ],
)
def test_a_text_that_trails_off_or_asks_for_money_is_not_complete(ending: str) -> None:
    assert not short(f"<article><h1>A note on the tide</h1>{LINE * 4}{ending}</article>").complete


def test_an_article_that_ends_in_a_full_stop_is_complete() -> None:
    assert short(f"<article><h1>A note on the tide</h1>{LINE * 4}</article>").complete


def test_the_language_comes_from_the_page_before_the_feed_before_a_guess() -> None:
    text = "<p>A maré será mais alta do que o habitual na noite de sexta-feira, e o muro fica fechado.</p>" * 4
    page = f"<html><body><article><h1>Nota sobre a maré</h1>{text}</article></body></html>".encode()
    assert (
        extract(page.replace(b"<html>", b'<html lang="pt_BR">'), "https://a.example/", language="en").language
        == "pt-BR"
    )
    assert extract(page, "https://a.example/", language="pt-PT").language == "pt-PT"
    assert extract(page, "https://a.example/").language == "pt"


def test_a_class_name_never_takes_words_out_of_a_sentence() -> None:
    line = 'The mayor, <span class="author">Ana Lopes</span>, '
    line += 'told <a class="related" href="/r">Reuters</a> so on <i>Monday</i>.'
    note = short(f"<article><h1>A note on the tide</h1>{LINE}<p>{line}</p>{LINE}</article>")
    assert "The mayor, Ana Lopes, told Reuters so on Monday." in [str(block.text) for block in note.blocks]  # type: ignore[union-attr]


def test_quotation_elements_keep_their_quotation_marks() -> None:
    note = short(
        f"<article><h1>A note on the tide</h1>{LINE}<p>He said <q>so it is</q> and left the town.</p>{LINE}</article>"
    )
    assert "He said “so it is” and left the town." in [str(block.text) for block in note.blocks]  # type: ignore[union-attr]


def test_a_body_that_only_machines_are_given_is_read_from_there() -> None:
    text = "The tide will be higher than usual on Friday night and the wall is closed to walkers. " * 4
    told = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}\\n\\n{text}"}}</script>'
    )
    note = short("<h1>A note on the tide</h1><div id=app></div>", told)
    assert [str(block.text) for block in note.blocks] == [text.strip()] * 2  # type: ignore[union-attr]


def test_an_article_in_several_boxes_is_whole() -> None:
    box = (
        '<div class="body-part"><p>{} The tide will be higher than usual, and the wall is closed for walkers.</p></div>'
    )
    parts = "<div class='ad-slot'>Advertisement</div>".join(box.format(n) for n in range(8))
    note = short(f"<article><h1>A note on the tide</h1>{parts}</article>")
    assert [str(block.text)[0] for block in note.blocks] == list("01234567")  # type: ignore[union-attr]


def test_links_to_places_that_are_no_pages_lose_their_link_and_keep_their_words() -> None:
    line = '<p>Write <a href="javascript:x()">to us</a> or <a href="mailto:a@b.example">by mail</a>, before Friday.</p>'
    note = short(f"<article><h1>A note on the tide</h1>{LINE}{line}{LINE}</article>")
    written = next(block for block in note.blocks if isinstance(block, Paragraph) and "Write" in block.text.text)
    assert written.text == Text("Write to us or by mail, before Friday.")
