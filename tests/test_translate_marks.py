import json
from pathlib import Path

import pytest

from dragoman.translate.alignment import Aligner, Lexicon, words
from dragoman.translate.engines.embedded import packaged_models
from dragoman.translate.marks import FUNCTION_WORDS, place_marks
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Mark, Pair, Text

GOLD = Path(__file__).parent.parent.parent / "shared" / "data" / "mt" / "marks-gold.jsonl"


@pytest.fixture(scope="session")
def aligners() -> dict[str, Aligner]:
    lexicons = {
        pair: Lexicon(files.shortlist.read_bytes(), Vocabulary(files.vocabulary.read_bytes()))
        for pair, files in packaged_models().items()
    }
    return {
        f"{pair.source}-{pair.target}": Aligner(lexicon, lexicons.get(Pair(pair.target, pair.source)))
        for pair, lexicon in lexicons.items()
    }


def marked(source: str, part: str) -> Text:
    start = source.index(part)
    return Text(source, (Mark("link", start, start + len(part), "https://example.org/"),))


def test_a_link_finds_its_words_in_the_translation(aligners: dict[str, Aligner]) -> None:
    source = marked("She told Radio Cais, the local station, that the red boat was lost.", "the local station")
    target = "Ela disse à Rádio Cais, a estação local, que o barco vermelho estava perdido."
    (mark,) = place_marks(source, target, aligners["en-pt"]).marks
    assert target[mark.start : mark.end] in ("a estação local", "estação local")
    assert mark.href == "https://example.org/"


def test_a_mark_over_the_whole_sentence_covers_the_whole_translation(aligners: dict[str, Aligner]) -> None:
    source = marked("The port is open.", "The port is open.")
    assert place_marks(source, "O porto está aberto.", aligners["en-pt"]).marks[0].end == len("O porto está aberto.")


def test_no_mark_is_lost_even_where_nothing_corresponds() -> None:
    source = marked("The port is open.", "port")
    placed = place_marks(source, "Xyz!", Aligner())
    assert len(placed.marks) == 1


def test_nested_marks_stay_nested(aligners: dict[str, Aligner]) -> None:
    text = "He praised the brave harbour pilots of Velame on Monday."
    start, end = text.index("the brave"), text.index(" on Monday")
    inner = text.index("Velame")
    source = Text(text, (Mark("link", start, end, "https://a.example/"), Mark("emphasis", inner, inner + 6)))
    outer, within = place_marks(
        source, "Ele elogiou os bravos pilotos do porto de Velame na segunda-feira.", aligners["en-pt"]
    ).marks
    assert outer.start <= within.start < within.end <= outer.end


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled marks are not here (../shared/data)")
def test_ninety_six_in_a_hundred_marks_find_the_right_words(aligners: dict[str, Aligner]) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    right = 0
    for row in rows:
        source = Text(row["src"], (Mark("strong", row["start"], row["end"]),))
        (mark,) = place_marks(source, row["tgt"], aligners[row["pair"]]).marks
        accepted = [row["gold"], *(row["tgt"][a[0] : a[1]] if not isinstance(a, str) else a for a in row["alt"])]
        right += _content(row["tgt"][mark.start : mark.end]) in map(_content, accepted)
    assert right / len(rows) >= 0.96


def _content(text: str) -> list[str]:
    found = (word.text.lower() for word in words(text))
    return [word for word in found if any(map(str.isalnum, word)) and word not in FUNCTION_WORDS]
