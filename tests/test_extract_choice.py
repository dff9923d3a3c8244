"""The better of page and entry: the whole one wins, and the page keeps its word on the rest."""

from dataclasses import replace

from dragoman.extract.choice import better, carries_all
from dragoman.types import Document, Paragraph, Text

SENTENCE = "The council met on Monday and agreed to mend the old quay before the winter storms."


def document(paragraphs: int, complete: bool = True) -> Document:
    return Document(
        url="https://example.org/a",
        language="en",
        headline=Text("The quay"),
        blocks=tuple(Paragraph(Text(f"{SENTENCE} Part {n}.")) for n in range(paragraphs)),
        complete=complete,
    )


def test_a_page_that_is_whole_stands() -> None:
    page = replace(document(14), authors=("Ana Lima",))
    assert better(page, document(12)) == page


def test_the_text_of_a_whole_entry_stands_in_for_the_stub_of_a_page() -> None:
    page = replace(document(3, complete=False), authors=("Ana Lima",))
    chosen = better(page, document(14))
    assert (len(chosen.blocks), chosen.authors, chosen.complete) == (14, ("Ana Lima",), True)


def test_an_entry_half_as_long_again_is_taken_though_the_page_seems_whole() -> None:
    assert len(better(document(5), document(12)).blocks) == 12


def test_a_summary_is_never_taken_for_an_article() -> None:
    assert not carries_all(document(2))
    assert not carries_all(document(14, complete=False))
    assert better(document(1, complete=False), document(3)) == document(1, complete=False)
