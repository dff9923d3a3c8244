import json
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import EngineError
from dragoman.translate.alignment import Aligner, Alignment, words
from dragoman.translate.asking import Asking
from dragoman.translate.composed import Composed
from dragoman.translate.engines.embedded import open_engine, packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.marks import place_marks
from dragoman.types import Mark, MarkKind, Pair, Text

GOLD = Path(__file__).parent.parent.parent / "shared" / "data" / "mt" / "marks-gold.jsonl"
NOBODY = Forced({}, Pair("en", "pt"))
"""Aligns by spelling and place alone."""


class Lexical:
    """The first view only: what is left where no network can be run."""

    def __init__(self, forced: Forced) -> None:
        self.forced = forced

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        yield next(self.forced.views(source, target, cuts))


class Drawn:
    """Views by chance: the worst that an aligner can say."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]:
        here, there = words(source, cuts), words(target)
        for _ in range(3):
            table = self.chance.random((len(there), len(here))) ** 8
            yield Alignment(here, there, table / np.maximum(table.sum(axis=1, keepdims=True), 1e-9))


@pytest.fixture(scope="module")
def aligners() -> dict[str, Forced]:
    return {pair.key: Forced(packaged_models(), pair) for pair in packaged_models()}


def marked(source: str, *parts: str, kind: MarkKind = "link") -> Text:
    starts = [source.index(part) for part in parts]
    return Text(source, tuple(Mark(kind, s, s + len(p), "https://e.org/") for s, p in zip(starts, parts, strict=True)))


def placed(source: Text, target: str, aligner: Aligner) -> list[str]:
    return [target[mark.start : mark.end] for mark in place_marks(source, target, aligner).marks]


def test_a_link_finds_its_words_in_the_translation(aligners: dict[str, Forced]) -> None:
    source = marked("She told Radio Cais, the local station, that the red boat was lost.", "the local station")
    target = "Ela disse à Rádio Cais, a estação local, que o barco vermelho estava perdido."
    (mark,) = place_marks(source, target, aligners["en-pt"]).marks
    assert target[mark.start : mark.end] in ("a estação local", "estação local")
    assert mark.href == "https://e.org/"


def test_a_mark_over_the_whole_sentence_covers_the_whole_translation(aligners: dict[str, Forced]) -> None:
    source = marked("The port is open.", "The port is open.")
    assert placed(source, "O porto está aberto.", aligners["en-pt"]) == ["O porto está aberto."]


def test_a_mark_up_to_the_stop_leaves_the_stop(aligners: dict[str, Forced]) -> None:
    source = marked("The port is open.", "The port is open")
    assert placed(source, "O porto está aberto.", aligners["en-pt"]) == ["O porto está aberto"]


def test_no_mark_is_lost_even_where_nothing_corresponds() -> None:
    assert placed(marked("The port is open.", "port"), "Xyz!", NOBODY) == ["Xyz"]
    assert placed(marked("The port is open.", "port"), "😀", NOBODY) == ["😀"]
    assert placed(marked("The port is open.", "port"), " ", NOBODY) == [" "]


def test_nested_marks_stay_nested(aligners: dict[str, Forced]) -> None:
    source = marked("He praised the brave harbour pilots of Velame on Monday.", "the brave harbour pilots of Velame")
    inner = source.text.index("Velame")
    source = Text(source.text, (*source.marks, Mark("emphasis", inner, inner + 6)))
    target = "Ele elogiou os bravos pilotos do porto de Velame na segunda-feira."
    outer, within = placed(source, target, aligners["en-pt"])
    assert outer.endswith("bravos pilotos do porto de Velame")
    assert within == "Velame"


def test_marks_side_by_side_that_change_places_stay_apart(aligners: dict[str, Forced]) -> None:
    source = marked("The city's harbour police were there.", "city", "harbour police")
    target = "A polícia portuária da cidade estava lá."
    assert placed(source, target, aligners["en-pt"]) == ["cidade", "polícia portuária"]


def test_a_quotation_keeps_its_marks_and_a_name_leaves_those_beside_it(aligners: dict[str, Forced]) -> None:
    target = "Ele chamou isso de “um desastre terrível” e saiu."
    whole = marked("He called it “a terrible disaster” and left.", "“a terrible disaster”")
    within = marked("He called it “a terrible disaster” and left.", "terrible disaster")
    assert placed(whole, target, aligners["en-pt"]) == ["“um desastre terrível”"]
    assert placed(within, target, aligners["en-pt"]) == ["desastre terrível"]


def test_a_mark_on_part_of_a_compound_finds_that_part(aligners: dict[str, Forced]) -> None:
    source = marked("He shared Creative Commons-licensed photos.", "Creative Commons")
    target = "Ele compartilhou fotos licenciadas pela Creative Commons."
    assert placed(source, target, aligners["en-pt"]) == ["Creative Commons"]


def test_two_marks_on_what_became_one_word_part_it() -> None:
    source = marked("blue sky", "blue", "sky")
    assert "".join(placed(source, "azulado", NOBODY)) == "azulado"


def test_a_mark_without_words_is_left_out(aligners: dict[str, Forced]) -> None:
    source = Text("The port is open.", (Mark("link", 4, 4, "https://e.org/"), Mark("link", 40, 44)))
    assert placed(source, "O porto está aberto.", aligners["en-pt"]) == []


SIGNS = st.text(alphabet="abc ABC 12.,-'\"“”()😀ש\u200f\ud800", min_size=1, max_size=40)


def by_way(seed: int) -> Aligner:
    middle = "".join(np.random.default_rng(seed).choice(list("abc ABC 12.,-'\"“”()😀"), 20))
    return Composed(Asking(), Asking(lambda text: text[::-1]), lambda _: middle)


@settings(deadline=None, max_examples=400)
@given(
    SIGNS,
    SIGNS,
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6),
    st.integers(0, 99),
    st.sampled_from((Drawn, lambda _: NOBODY, lambda _: Asking(), lambda _: Asking(lambda text: text * 2), by_way)),
)
def test_whatever_an_aligner_says_no_mark_is_lost_or_leaves_the_text(
    text: str, target: str, spans: list[tuple[int, int]], seed: int, made: Callable[[int], Aligner]
) -> None:
    marks = [Mark("link", s, min(s + n, len(text)), str(i)) for i, (s, n) in enumerate(spans) if s < len(text)]
    result = place_marks(Text(text, tuple(marks)), target, made(seed))
    assert result.text == target
    assert sorted(mark.href or "" for mark in result.marks) == sorted(mark.href or "" for mark in marks)
    assert all(0 <= mark.start < mark.end <= len(target) for mark in result.marks)
    where = {mark.href: mark for mark in result.marks}
    for one, other in combinations(marks, 2):
        if one.start <= other.start and other.end <= one.end and (one.start, one.end) != (other.start, other.end):
            assert _nested(where[other.href], where[one.href], marks, other, one)


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 999), st.sampled_from(("uno due tre quattro", "una sola", "“Xyz” (abc)", "abc-def, ghi. jkl")))
def test_whatever_an_aligner_says_marks_side_by_side_share_no_letter(seed: int, target: str) -> None:
    source = marked("One two three four five six.", "One two", "three", "five")
    spans = sorted((mark.start, mark.end) for mark in place_marks(source, target, Drawn(seed)).marks)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def _nested(inner: Mark, outer: Mark, marks: list[Mark], inner_source: Mark, outer_source: Mark) -> bool:
    """Nested marks stay nested, unless a third one lay across one of them at the source."""
    across = any(
        (m.start < e.start < m.end < e.end) or (e.start < m.start < e.end < m.end)
        for m in marks
        for e in (inner_source, outer_source)
    )
    return across or (outer.start <= inner.start and inner.end <= outer.end)


def harmless(aligners: dict[str, Aligner]) -> float:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right = 0
    for row in rows:
        source = Text(row["src"], (Mark("strong", row["start"], row["end"]),))
        (mark,) = place_marks(source, row["tgt"], aligners[row["pair"]]).marks
        accepted = [row["gold"], *(row["tgt"][a[0] : a[1]] if not isinstance(a, str) else a for a in row["alt"])]
        right += _content(row["tgt"][mark.start : mark.end]) in map(_content, accepted)
    return right / len(rows)


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled marks are not here (../shared/data)")
def test_ninety_nine_in_a_hundred_marks_find_the_right_words(aligners: dict[str, Forced]) -> None:
    assert harmless(dict(aligners)) >= 0.99


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled marks are not here (../shared/data)")
def test_without_networks_ninety_six_in_a_hundred_do(aligners: dict[str, Forced]) -> None:
    assert harmless({pair: Lexical(forced) for pair, forced in aligners.items()}) >= 0.96


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled marks are not here (../shared/data)")
def test_ninety_three_in_a_hundred_do_where_an_engine_without_files_is_asked() -> None:
    engines = {pair.key: open_engine(pair) for pair in packaged_models()}
    assert harmless({pair: Asking(engine.translate) for pair, engine in engines.items()}) >= 0.93


def test_a_name_that_stands_once_on_both_sides_costs_no_question() -> None:
    asked: list[str] = []
    source = marked("The mayor of Porto Velame met Ana Sá.", "Porto Velame")
    assert placed(source, "O prefeito de Porto Velame encontrou Ana Sá.", Asking(refusing(asked))) == ["Porto Velame"]
    assert not asked


def test_an_engine_that_fails_on_a_part_costs_no_mark() -> None:
    asked: list[str] = []
    source = marked("The mayor met the old pilots.", "the old pilots")
    assert placed(source, "O prefeito se reuniu com os velhos pilotos.", Asking(refusing(asked)))
    assert asked


def refusing(asked: list[str]) -> Callable[[str], str]:
    def ask(text: str) -> str:
        asked.append(text)
        raise EngineError("The engine answered 500.")

    return ask


def test_through_a_third_language_a_mark_finds_its_words() -> None:
    middle = "El alcalde de la ciudad roja se reunió con los pilotos del puerto el lunes."
    source = marked("The mayor of the red city met the harbour pilots on Monday.", "harbour pilots")
    answers = {"harbour pilots": "pilotos del puerto", "met the": "se reunió con los", "on Monday.": "el lunes."}
    first = Asking(lambda text: answers.get(text, middle))
    target = "O alcaide da cidade vermelha se reuniu com os pilotos do porto na segunda-feira."
    assert placed(source, target, Composed(first, Asking(), lambda _: middle)) == ["pilotos do porto"]


def _content(text: str) -> list[str]:
    return [word.text.lower() for word in words(text) if word.content]
