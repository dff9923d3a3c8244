"""An entry that carries its whole text as a Document: structure kept, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAPage
from dragoman.extract.entry import from_entry
from dragoman.extract.forms import to_json
from dragoman.extract.text import key
from dragoman.ingest import clean
from dragoman.types import (
    Code,
    Document,
    Entry,
    Figure,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Separator,
    Table,
    Text,
)

WORDS = "The harbour of Porto Velame opened on Sunday after ten years of work, and the mayor said so."
CONTENT = """<h1>Harbour opens</h1>
<figure><img src="https://i.example/w.jpg" alt="Dawn">
<figcaption>The harbour at dawn. Photo: Ana Souza</figcaption></figure>
<p>The <a href="https://h.example/">harbour</a> opened on <b>Sunday</b>.</p><h2>Ten years</h2>
<ul><li>One pier</li><li>Two <i>cranes</i></li></ul><blockquote><p>At last.</p></blockquote>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>2025</td><td>0</td></tr></table><pre>a = 1
b = 2</pre><hr>Loose words<br>in two lines"""
ENTRY = Entry(
    id="urn:agency:1",
    url="https://agency.example/harbour",
    title="Harbour opens",
    published=datetime(2026, 11, 21, 13, 0, tzinfo=UTC),
    updated=datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
    authors=("By João Lima and Zé Costa",),
    summary="<p>It took <i>ten</i> years.</p>",
    content=CONTENT,
    media=("https://i.example/w.jpg",),
    categories=("Ports", "Ports", "Trade"),
    language="en_gb",
    licence="https://creativecommons.org/licenses/by/4.0/",
)


def read(content: str, summary: str = "", title: str = "A headline", **more: object) -> Document:
    return from_entry(Entry("1", "https://n.example/1", title, content=content, summary=summary, **more))  # type: ignore[arg-type]


def words(document: Document) -> Counter[str]:
    """Return every word that a reader can see, in figures' credits and in code too."""
    blocks = [block for block in (*document.blocks, document.lead) if isinstance(block, Code | Figure)]
    others = (block.text if isinstance(block, Code) else block.credit for block in blocks)
    return Counter(re.findall(r"\w+", " ".join([*(text.text for _, text in document.texts()), *others])))


def texts(document: Document) -> list[str]:
    return [str(block.text) for block in document.blocks if isinstance(block, Paragraph | Heading | Quote)]


def test_an_entry_gives_every_field() -> None:
    document = from_entry(ENTRY)
    assert document == Document(
        url="https://agency.example/harbour",
        language="en-GB",
        headline=Text("Harbour opens"),
        standfirst=Text("It took ten years.", (Mark("emphasis", 8, 11),)),
        authors=("João Lima", "Zé Costa"),
        published=ENTRY.published,
        modified=ENTRY.updated,
        tags=("Ports", "Trade"),
        lead=Figure("https://i.example/w.jpg", "Dawn", Text("The harbour at dawn."), "Ana Souza"),
        licence="https://creativecommons.org/licenses/by/4.0/",
        blocks=(
            Paragraph(
                Text(
                    "The harbour opened on Sunday.",
                    (Mark("link", 4, 11, "https://h.example/"), Mark("strong", 22, 28)),
                )
            ),
            Heading(Text("Ten years")),
            ItemList((Text("One pier"), Text("Two cranes", (Mark("emphasis", 4, 10),)))),
            Quote(Text("At last.")),
            Table(((Text("Year"), Text("Ships")), (Text("2025"), Text("0"))), header=True),
            Code("a = 1\nb = 2"),
            Separator(),
            Paragraph(Text("Loose words\nin two lines")),
        ),
    )


def test_the_same_entry_always_gives_the_same_document() -> None:
    assert to_json(from_entry(ENTRY)) == to_json(from_entry(ENTRY))


# --- Which text is the article's -----------------------------------------------------------------------------------


def test_a_summary_that_begins_the_text_is_no_standfirst() -> None:
    text = f"<p>{WORDS}</p><p>More of it.</p>"
    for summary in (f"<p>{WORDS}</p>", f"{WORDS[:60]}… [read on]", f"<p>{WORDS}</p><p>More</p>", "A headline", ""):
        document = read(text, summary)
        assert (document.standfirst, texts(document)) == (Text(), [WORDS, "More of it."]), summary
    assert read(text, "Another thing").standfirst == Text("Another thing")


def test_an_entry_whose_summary_is_the_whole_text_is_read_from_it() -> None:
    whole = f"<p>{WORDS}</p><p>More of it.</p>"
    for content in ("", "<p><br></p>", f"<p>{WORDS}</p>"):
        document = read(content, whole)
        assert (texts(document), document.standfirst) == ([WORDS, "More of it."], Text())


def test_two_different_texts_are_both_kept() -> None:
    document = read("<p>Short.</p>", f"<p>{WORDS}</p>")
    assert (texts(document), document.standfirst.text) == (["Short."], WORDS)


@pytest.mark.parametrize("content", ["", "<p> </p>", "<img src='https://i.example/a.jpg'>", "<p>—</p>"])
def test_an_entry_without_a_text_is_no_article(content: str) -> None:
    with pytest.raises(NotAPage, match=r"^The entry 1 carries no text"):
        read(content)


def test_a_headline_repeated_in_the_text_is_shown_once() -> None:
    assert texts(read("<h2>A Headline!</h2><p>Text.</p>")) == ["Text."]
    assert texts(read("<p>Text.</p><h1>Below</h1><p>A</p><p>A headline</p>")) == ["Text.", "Below", "A", "A headline"]
    assert texts(read("<p>***</p><p>Text.</p>", title="")) == ["***", "Text."]


@pytest.mark.parametrize(
    "line",
    [
        "The post A headline appeared first on The Paper.",
        "O post A headline apareceu primeiro em O Jornal.",
        "La entrada A headline se publicó primero en El Diario.",
    ],
)
def test_the_line_that_wordpress_adds_is_no_part_of_the_text(line: str) -> None:
    document = read(f"<p>Text.</p><p>{line}</p>", f"<p>Before it.</p><p>{line}</p>")
    assert (texts(document), document.standfirst) == (["Text."], Text("Before it."))
    assert texts(read("<p>This report appeared first on the wire.</p>")) == ["This report appeared first on the wire."]


def test_an_entry_that_trails_off_is_not_complete() -> None:
    assert read("<p>It is whole.</p>").complete
    assert not read("<p>It is whole.</p><p>It goes on […]</p>").complete


# --- Pictures ------------------------------------------------------------------------------------------------------


def test_the_lead_is_the_picture_sent_with_the_entry() -> None:
    text = "<p>Text.</p>"
    inside = '<figure><img src="https://i.example/harbour-view-640x480.jpg"><figcaption>Dawn</figcaption></figure>'
    media = ("https://v.example/film.mp4", "https://i.example/harbour-view-1200x900.jpg?s=1")
    assert read(text, media=media).lead == Figure(media[1])
    assert read(text, enclosures=media).lead == Figure(media[1])
    document = read(text + inside + text, media=media)
    assert document.lead == Figure("https://i.example/harbour-view-640x480.jpg", caption=Text("Dawn"))
    assert texts(document) == ["Text.", "Text."]
    assert len(document.blocks) == 2
    assert read(inside + text).lead == document.lead
    assert read(text + inside, media=media[:1]).lead is None


def test_a_line_beside_a_caption_is_the_credit() -> None:
    figure = '<figure><img src="https://i.example/a.jpg"><div>Ana Souza/TT</div><figcaption>Dawn.</figcaption></figure>'
    assert read(f"{figure}<p>Text.</p>").lead == Figure(
        "https://i.example/a.jpg", caption=Text("Dawn."), credit="Ana Souza/TT"
    )


def test_a_picture_in_a_box_with_the_text_takes_no_words_from_it() -> None:
    document = read(f'<div><img src="https://i.example/a.jpg">{WORDS}</div>')
    assert texts(document) == [WORDS]
    assert document.lead == Figure("https://i.example/a.jpg")


# --- Nothing lost --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        f"<aside>{WORDS}</aside>",
        f"<p>A.</p><footer><nav>{WORDS}</nav></footer>",
        f"<dl><dt>Term</dt><dd>{WORDS}</dd></dl>",
        f"<ul>{WORDS}<li>One</li></ul>",
        f"<ol><li>One<ul><li>{WORDS}</li></ul></li></ol>",
        f"<table><caption>{WORDS}</caption><tr><td>Only</td></tr></table>",
        f"<table><tr><td>A</td><td>{WORDS * 6}</td></tr><tr><td>B</td><td>C</td></tr></table>",
        f"<blockquote><aside>{WORDS}</aside></blockquote>",
        f"<figure><img src='https://i.example/a.jpg'><p>{WORDS}</p><figcaption>A</figcaption></figure>",
        f"<figure><p>{WORDS}</p></figure>",
        f"<details><summary>A</summary>{WORDS}</details>",
        f"<pre>{'line of code ' * 2000}</pre>",
        "".join(f"<p>{n}</p>" for n in range(5000)),
        "<p>Read more</p><p>Advertisement</p><p>Share this</p>",
    ],
    ids="aside footer terms loose nested caption cells quote figure words details code many furniture".split(),
)
def test_no_word_is_lost_whatever_holds_it(content: str) -> None:
    said = words(read(clean.rich(content, "https://n.example/")))
    assert not Counter(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", content))) - said


def test_what_is_struck_through_is_no_part_of_the_text() -> None:
    assert texts(read("<p>There were <del>500</del> <s>600</s> 700 people.</p>")) == ["There were 700 people."]


MARKUP = st.recursive(
    st.sampled_from(
        ["One", "two three.", "naïve café ", "<br>", "<img src='https://i.example/a.jpg'>", "<hr>", "&amp;", "№ 5"]
    ),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            "p div ul ol li b a blockquote figure figcaption table tr td h1 h3 pre aside dl dt dd span q".split()
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(MARKUP, st.sampled_from(["", "<p>A summary of four words.</p>"]))
def test_any_markup_keeps_its_words(content: str, summary: str) -> None:
    content = clean.rich(content, "https://n.example/")
    told = Counter(key(re.sub(r"<[^>]*>", " ", content.replace("&amp;", "&"))))
    try:
        said = Counter(key("".join(words(read(content, summary, title="")).elements())))
    except NotAPage:
        said = told
    # In a figure, what is taken for a credit may lose its label.
    assert (told - said).total() <= 25 * content.count("<figure>")


def test_a_text_beyond_all_measure_is_refused() -> None:
    with pytest.raises(NotAPage):
        read("<div>" * 190 + WORDS)


def test_the_language_is_what_the_entry_says_unless_its_words_say_another() -> None:
    portuguese = (
        "<p>O porto de Porto Velame abriu no domingo, depois de dez anos de obras, e o prefeito disse que não. "
        "Os navios que chegam do sul já não precisam esperar pela maré, como era há muito tempo.</p>"
    )
    assert read(portuguese, language="pt-br").language == "pt-BR"
    assert read(portuguese * 4, language="en").language == "pt"
    assert from_entry(Entry("1", "", "Título", content=portuguese), "pt_PT").language == "pt-PT"
