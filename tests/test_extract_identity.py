"""A revision is named by what a reader sees: noise gives no new one, a changed word does."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAPage
from dragoman.extract import content_hash, extract, to_json
from dragoman.extract.text import Runs, clean
from dragoman.types import Document, Figure, Paragraph, Table, Text, block_texts

URL = "https://paper.example/a"
LINE = "The boats came in at nine &amp; left again at noon, and the harbour was quiet for the rest of the day."
PAGE = (
    '<html lang="en"><head><title>Quiet day</title>'
    '<meta property="article:published_time" content="2026-01-02T03:04:05Z">'
    f'</head><body><article><h1>A quiet day</h1><p class="a">{LINE}</p><p>{LINE[:50]} of <i>Friday</i>.</p>'
    f'<figure><img src="https://cdn1.example/boats-at-noon.jpg?sig=1" width="600" height="400">'
    f"<figcaption>Boats</figcaption></figure><p>{LINE}</p></article></body></html>"
)


def hashed(page: str, url: str = URL) -> str:
    return content_hash(extract(page.encode(), url))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>", "\n\n  <p>\n"),
        (" came in ", "\n   came\tin&nbsp;"),
        ("&amp;", "&#38;"),
        ('class="a"', 'class="b" data-id="77" style="color:red"'),
        ("cdn1.example/boats-at-noon.jpg?sig=1", "cdn2.example/boats-at-noon.jpg?sig=2"),
        ('width="600" height="400"', ""),
        ("<i>Friday</i>", "<em><span>Friday</span></em>"),
        ("2026-01-02T03:04:05Z", "2026-01-02T04:04:05+01:00"),
        ("</head>", '<script>var t = "f00";</script><meta name="datemodified" content="2026-02-02T03:04:05Z"></head>'),
        ("</body>", "<footer>Subscribe to our newsletter 12345</footer></body>"),
        ("quiet for", "qui\u00adet for"),
    ],
    ids=str,
)  # fmt: skip
def test_noise_gives_no_new_revision(old: str, new: str) -> None:
    assert old in PAGE
    assert hashed(PAGE.replace(old, new)) == hashed(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("nine", "ten"),
        ("A quiet day", "A loud day"),
        ("<i>Friday</i>", "Friday"),
        ("<figcaption>Boats", "<figcaption>Ships"),
        ("boats-at-noon.jpg", "boats-at-night.jpg"),
        ("2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z"),
        ("</head>", '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head>'),
        ("</head>", '<meta name="author" content="Ana Lopes"></head>'),
    ],
    ids=str,
)
def test_what_a_reader_would_see_changed_is_a_new_revision(old: str, new: str) -> None:
    assert old in PAGE
    assert hashed(PAGE.replace(old, new)) != hashed(PAGE)


def test_the_address_has_no_part_in_the_name() -> None:
    assert hashed(PAGE, "https://paper.example/moved") == hashed(PAGE)


def test_the_name_lasts_from_release_to_release() -> None:
    document = Document(URL, "en", Text("A"), (Paragraph(Text("B")),))
    assert content_hash(document) == "d259727304d1d03152fcf21b2bc03c4efb57e45219dd25ff82669b4e43866db9"


def test_section_tags_and_date_of_change_have_no_part_in_the_name() -> None:
    document = extract(PAGE.encode(), URL)
    other = replace(document, section="Sea", tags=("boats",), modified=document.published, publisher="Post")
    assert content_hash(other) == content_hash(document)


def test_marks_of_items_and_cells_are_told_beside_their_texts() -> None:
    runs = Runs()
    start = runs.length
    runs.add("bold")
    runs.mark("strong", start)
    bold = runs.text()
    form = to_json(Document(URL, "en", Text("A"), (Table(((bold, Text("plain")),)), Figure("https://a.example/b.jpg"))))
    assert form["blocks"][0]["rows"] == [["bold", "plain"]]
    assert form["blocks"][0]["row_marks"] == [[[{"kind": "strong", "start": 0, "end": 4}], []]]
    assert form["text"] == "bold\tplain"


TAGS = (
    "p",
    "b",
    "i",
    "a href='/x'",
    "ul",
    "li",
    "div",
    "span",
    "figure",
    "img src='/a.jpg'",
    "table",
    "tr",
    "td",
    "q",
    "br",
    "h2",
    "sup",
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 14))):
        tag = draw(st.sampled_from(TAGS))
        words = draw(st.text(st.characters(codec="utf-8"), max_size=12)).replace("<", "")
        parts.append(f"<{tag}>{words}" + (f"</{tag.split()[0]}>" if draw(st.booleans()) else ""))
    return "".join(parts)


@given(markup())
@settings(max_examples=120, deadline=None)
def test_whatever_the_markup_marks_lie_on_words_inside_their_text(inner: str) -> None:
    page = f"<html lang=en><body><h1>A quiet day</h1><p>{LINE}</p><p>{LINE}</p>{inner}<p>{LINE}</p></body></html>"
    try:
        document = extract(page.encode("utf-8", "ignore"), URL)
    except NotAPage:
        return
    texts = [text for n, block in enumerate(document.blocks) for _, text in block_texts(str(n), block)]
    for text in texts:
        assert text.text == text.text.strip()
        assert not any(ord(c) < 32 and c != "\n" for c in text.text)
        for mark in text.marks:
            assert 0 <= mark.start < mark.end <= len(text.text)
            assert text.text[mark.start : mark.end].strip() == text.text[mark.start : mark.end]
    assert content_hash(document) == content_hash(extract(page.encode("utf-8", "ignore"), URL))


RICH = f"""<html lang="en"><head><title>Quiet day</title></head><body><nav><a href="/">Home</a></nav><main><article>
<h1>A quiet day</h1><p>{LINE} It was <b>cold</b>, and H<sub>2</sub>O froze.</p><h2>The boats</h2><p>{LINE}</p>
<ul><li>Aurora &mdash; <a href="/aurora">at sea</a></li><li>Boreal<ul><li>in dock</li></ul></li></ul>
<figure><img src="/boats-at-noon.jpg" width="600" height="400"><figcaption>Boats &amp; nets</figcaption></figure>
<blockquote><p>The sea gives.</p></blockquote><table><tr><th>Boat</th><th>Catch</th></tr><tr><td>Aurora</td><td>2 t</td>
</tr></table><iframe src="https://www.youtube.com/embed/abcdefghijk" title="From above"></iframe><p>{LINE}</p>
</article></main><footer>All rights reserved.</footer></body></html>"""


@st.composite
def noisy(draw: st.DrawFn) -> str:
    """Draw a page written again: other white space, entities, quotation marks, cases and order of attributes."""

    def tag(match: re.Match[str]) -> str:
        name, rest = match[1], match[2]
        attributes = re.findall(r'([\w-]+)="([^"]*)"', rest)
        if draw(st.booleans()):
            attributes.append(("data-n", str(draw(st.integers(0, 9)))))
        quote = draw(st.sampled_from("\"'"))
        order = draw(st.permutations(attributes))
        blank = draw(st.sampled_from((" ", "\n  ", "\t")))
        written = "".join(f"{blank}{key}={quote}{value}{quote}" for key, value in order)
        return f"<{name.upper() if draw(st.booleans()) else name}{written}>"

    def character(match: re.Match[str]) -> str:
        return draw(st.sampled_from((match[0], match[0], match[0], f"&#{ord(match[0])};", f"&#x{ord(match[0]):x};")))

    def between(text: str) -> str:
        text = re.sub(r"(?<!&)\b[aeo]\b", character, text)
        return re.sub(r"\s+", lambda _: draw(st.sampled_from((" ", "  ", "\n", " \t "))), text)

    parts = re.split(r"(<[^>]+>)", RICH)
    return "".join(re.sub(r"<(\w+)([^>]*)>", tag, part) if part.startswith("<") else between(part) for part in parts)


@given(noisy())
@settings(max_examples=40, deadline=None)
def test_a_page_written_again_is_the_same_revision(page: str) -> None:
    assert hashed(page) == hashed(RICH)


def test_no_character_that_a_text_must_not_hold_passes() -> None:
    dropped = (
        "\x00",
        "\x1b",
        "\x7f",
        "\x9f",
        "\xad",
        "\u200b",
        "\u202e",
        "\u2069",
        "\ufeff",
        "\ufffc",
        "\udc80",
        "\uffff",
    )
    for character in dropped:
        assert clean(f" a {character} b{character}c ") == "a bc"
        runs = Runs()
        runs.add(f"a{character} {character} b{character}c ")
        assert runs.text().text == "a bc"
