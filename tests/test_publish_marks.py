from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from dragoman.publish.marks import html, one_line, permitted
from dragoman.types import Mark, Text

KINDS = ["link", "emphasis", "strong", "sub", "sup", "code", "abbr"]


def test_marks_become_elements() -> None:
    text = Text("H2O and x2", (Mark("sub", 1, 2), Mark("strong", 4, 7), Mark("link", 8, 10, "https://a.example/")))
    assert html(text) == 'H<sub>2</sub>O <strong>and</strong> <a href="https://a.example/">x2</a>'


def test_marks_that_overlap_are_cut_so_that_they_nest() -> None:
    text = Text("abcdef", (Mark("emphasis", 0, 4), Mark("strong", 2, 6)))
    assert html(text) == "<em>ab</em><strong><em>cd</em>ef</strong>"


def test_a_link_never_stands_in_a_link() -> None:
    text = Text("abcd", (Mark("link", 0, 4, "https://a.example/"), Mark("link", 1, 3, "https://b.example/")))
    assert html(text) == '<a href="https://a.example/">abcd</a>'


def test_offsets_outside_the_text_are_clipped_or_dropped() -> None:
    text = Text("abc", (Mark("strong", -5, 2), Mark("emphasis", 2, 99), Mark("code", 3, 3), Mark("sub", 2, 1)))
    assert html(text) == "<strong>ab</strong><em>c</em>"


def test_a_link_to_anything_but_the_web_is_plain_text() -> None:
    for href in ("javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "//x", "", None, "https://a:b@c.example/"):
        assert html(Text("abc", (Mark("link", 0, 3, href),))) == "abc"


def test_an_unknown_kind_of_mark_is_ignored() -> None:
    assert html(Text("abc", (Mark("script", 0, 3),))) == "abc"  # type: ignore[arg-type]


def test_text_and_addresses_are_escaped() -> None:
    text = Text('<img src=x onerror="x">', (Mark("link", 0, 4, 'https://a.example/"onclick="x'),))
    found = lxml_html.fragment_fromstring(html(text), create_parent=True)
    assert [element.tag for element in found.iter()] == ["div", "a"]
    assert set(found[0].attrib) == {"href"}


def test_a_newline_is_a_line_break() -> None:
    assert html(Text("a\nb")) == "a<br>\nb"


def test_characters_that_no_page_may_hold_are_dropped() -> None:
    assert permitted("a\x00b\x0bc\ud800d\u202ee\uffff\tf\n") == "abcde\tf\n"
    assert one_line("  a\x07 \n b ") == "a b"


marks = st.builds(Mark, st.sampled_from(KINDS), st.integers(-3, 15), st.integers(-3, 15), st.just("https://a.example/"))


@given(st.text("ab<&", max_size=12), st.lists(marks, max_size=8))
def test_whatever_the_marks_the_letters_stay_and_the_elements_nest(letters: str, found: list[Mark]) -> None:
    markup = html(Text(letters, tuple(found)))
    tree = lxml_html.fragment_fromstring(f"<div>{markup}</div>")
    assert tree.text_content() == letters
    assert not tree.xpath("//a//a")
    assert lxml_html.tostring(tree, encoding="unicode").count("</") == markup.count("</") + 1
