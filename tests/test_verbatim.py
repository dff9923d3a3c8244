"""What a page asks not to be translated in a part of its text stands as it is, and says in which language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.extract.article import extract_tree
from dragoman.extract.entry import from_entry
from dragoman.extract.page import parse
from dragoman.flow.interpreter import Interpreter
from dragoman.ingest.feeds import parse_feed
from dragoman.newsroom import models
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.attempts import Translator
from dragoman.translate.brief import segments
from dragoman.translate.verbatim import hidden, lost, restored
from dragoman.types import Document, Mark, Outcome, Pair, Paragraph, Text

MOTTO = "Ad mare omnes redeunt"
VERSE = "O gentle tide, return to me the ships that went with spring."
REST = "".join(
    f"<p>Nobody knows what the mending of the {n} piers will cost before the spring comes.</p>" for n in "abcd"
)
STORY = page(
    f'<p>The harbour has the motto <span translate="no">{MOTTO}</span> over its gate.</p>{REST}'
    f'<p class="notranslate">{VERSE} So it goes on.</p><p>The council will read it again on Friday.</p>'
)


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": STORY, "/feed": source.feed(["/story"])}
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite) -> Iterator[Site]:
    with Crew(0) as crew:
        yield Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})


def shown(site: Site, language: str) -> str:
    return site.tree()[site.pages("/story")[language]][0].decode()


def test_marked_words_and_paragraphs_stay_as_they_are_with_their_language(site: Site) -> None:
    site.once()
    told = shown(site, "pt")
    assert f'<span translate="no" lang="en" dir="ltr">{MOTTO}</span>' in told
    assert f'<span translate="no" lang="en" dir="ltr">{VERSE}</span>' in told
    assert "O porto" in told
    assert "X1" not in told
    assert f'<span translate="no">{MOTTO}</span>' in shown(site, "en")
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "published", "pt": "published"}


def test_a_sentence_whose_translation_loses_such_words_stands_in_the_original() -> None:
    pair = Pair("en", "pt")
    text = Text(f"The motto {MOTTO} stands here.", (Mark("verbatim", 10, 10 + len(MOTTO)),))
    (segment,) = segments(Document("", "en", text), str)
    made = Interpreter("x", pair, [Translator(pair, ScriptedEngine(pair, lambda _: "O lema está aqui."))]).render(
        segment
    )
    assert (made.outcome, made.target) == (Outcome.ORIGINAL, text)
    assert [finding.message for finding in made.findings] == [f"“{MOTTO}” is missing."]


@pytest.mark.parametrize("box", ["html", "body", "main", "article"])
def test_an_article_that_asks_it_for_the_whole_is_not_translated(site: Site, source: ScriptedSite, box: str) -> None:
    body = STORY.body.decode()
    assert f"<{box}" in body or box == "main"
    body = body.replace("<article", "<main><article").replace("</article>", "</article></main>")
    source.answers["/story"] = page("")
    source.answers["/story"] = type(STORY)(body.replace(f"<{box}", f'<{box} translate="no"', 1).encode())
    site.once(open_engine=ScriptedEngine)
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "headline", "pt": "headline"}


def blocks(body: str) -> list[Text]:
    root = parse(f"<html><body><article><h1>A story</h1>{body}{REST}</article></body></html>".encode())
    document = extract_tree(root, "https://paper.example/story", "en", None)
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_a_box_of_paragraphs_and_a_link_may_be_marked_too() -> None:
    long = "These words stay as they are, whoever reads them."
    marked = blocks(f'<div translate="no"><p>{long}</p><p>{long} Twice.</p></div>')[:3]
    assert [[(mark.kind, mark.start, mark.end) for mark in text.marks] for text in marked] == [
        [("verbatim", 0, len(long))], [("verbatim", 0, len(long) + 7)], [],
    ]  # fmt: skip
    (link,) = blocks(f'<p>{long} <a translate="no" href="https://a.example/">Mar e Terra</a> is its name.</p>')[:1]
    assert {mark.kind for mark in link.marks} == {"verbatim", "link"}


def test_a_headline_may_be_marked_in_part() -> None:
    body = f'<html><body><article><h1>What <i translate="no">Mar e Terra</i> means</h1>{REST}</article></body></html>'
    headline = extract_tree(parse(body.encode()), "https://paper.example/story", "en", None).headline
    assert headline == Text("What Mar e Terra means", (Mark("verbatim", 5, 16),))


def test_what_a_feed_carries_is_kept_to_as_on_a_page() -> None:
    text = (
        f'<p class="a notranslate">{VERSE}</p><p class="b">The motto is <i translate="no">{MOTTO}</i> here.</p>'
        f"<div data-nosnippet>These words are for no other page.</div>{REST}"
    )
    feed = parse_feed(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><item><title>A story</title>'
        f"<link>https://paper.example/story</link><description><![CDATA[{text}]]></description></item></channel></rss>".encode(),
        "https://paper.example/feed",
    )
    first, second, *rest = from_entry(feed.entries[0], "en").blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert first.text == Text(VERSE, (Mark("verbatim", 0, len(VERSE)),))
    assert Mark("verbatim", 13, 13 + len(MOTTO)) in second.text.marks
    assert not any("no other page" in str(block) for block in rest)


@given(st.lists(st.tuples(st.text(max_size=6), st.text(min_size=1, max_size=6)), max_size=5), st.text(max_size=6))
def test_what_is_hidden_is_put_back_where_it_was(parts: list[tuple[str, str]], end: str) -> None:
    text, marks = "", []
    for plain, kept in parts:
        text += f"{plain} "
        marks.append(Mark("verbatim", len(text), len(text) + len(kept)))
        text += f"{kept} "
    whole = Text(text + end, tuple(marks))
    read, kept_words = hidden(whole)
    assert not lost(read, kept_words)
    assert restored(read, kept_words) == whole


def test_a_name_that_comes_back_twice_or_never_is_lost() -> None:
    _, kept = hidden(Text("X1 and Mar e Terra", (Mark("verbatim", 7, 18),)))
    assert [each.name for each in kept] == ["X2"]
    assert [finding.message for finding in lost("X1 e X2 e X2", kept)] == ["“Mar e Terra” is missing."]
