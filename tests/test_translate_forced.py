import io
import itertools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sentencepiece import SentencePieceTrainer
from structlog.testing import capture_logs

from dragoman.errors import EngineError
from dragoman.translate.alignment import Alignment
from dragoman.translate.engines.embedded import EmbeddedEngine, ModelFiles, packaged_models
from dragoman.translate.forced import Forced
from dragoman.translate.forced.given import read
from dragoman.translate.forced.model_file import read_model
from dragoman.translate.forced.student import MAX_PIECES, Student
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Pair

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")
ANY_TEXT = Forced(packaged_models(), EN_PT)
VOCABULARY = Vocabulary(packaged_models()[EN_PT].vocabulary.read_bytes())
OWN = {
    EN_PT: (
        "The harbour master closed the port of Velame on Tuesday after the storm.",
        "Four fishermen were rescued, and two boats are still missing.",
        "The mayor said that the bridge would cost 12 million euros.",
        "Nobody had expected the ferry to arrive before noon.",
        "According to the report, prices rose by 3.5% in the first quarter.",
    ),
    PT_EN: (
        "O capitão fechou o porto de Velame na terça-feira, depois da tempestade.",
        "Quatro pescadores foram resgatados e dois barcos continuam desaparecidos.",
        "A prefeita disse que a ponte custaria 12 milhões de euros.",
        "Ninguém esperava que a balsa chegasse antes do meio-dia.",
        "Segundo o relatório, os preços subiram 3,5% no primeiro trimestre.",
    ),
}
SOURCE = "Macron met Xi in Paris on Monday."
TARGET = "Macron se encontrou com Xi em Paris na segunda-feira."
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="שלום عربي abç,.“”‘’ \u200f\u202b😀👩‍👩‍👧 1½€\ud800\x00", max_size=60),
    st.sampled_from(("", " ", "😀", "…", SOURCE, TARGET, "a" * 3000, "12 " * 500)),
)


@pytest.fixture(scope="module")
def forced() -> Forced:
    return Forced(packaged_models(), EN_PT)


def linked(alignment: Alignment, word: str) -> str:
    """Return the source word that a target word stands for."""
    row = [w.text for w in alignment.target].index(word)
    return alignment.source[int(alignment.shares[row].argmax())].text


@pytest.mark.parametrize("pair", [EN_PT, PT_EN], ids=str)
def test_the_network_says_what_the_engine_says(pair: Pair) -> None:
    files = packaged_models()[pair]
    engine, forced = EmbeddedEngine(files), Forced(packaged_models(), pair)
    gaps: list[float] = []
    for sentence in OWN[pair]:
        likelihood = forced.likelihood(sentence, engine.translate(sentence))
        assert likelihood is not None
        gaps += list(likelihood.best - likelihood.given)
    assert np.mean(np.array(gaps) == 0) >= 0.95


def test_every_view_by_itself_finds_the_words(forced: Forced) -> None:
    views = list(forced.views(SOURCE, TARGET))
    assert len(views) == 3
    for view in views:
        assert linked(view, "segunda-feira") == "Monday"
        assert linked(view, "Paris") == "Paris"


def test_the_opposite_words_align_as_well() -> None:
    assert linked(Forced(packaged_models(), PT_EN).align(TARGET, SOURCE), "Monday") == "segunda-feira"


def test_typeset_signs_that_the_model_lacks_do_not_disturb_it(forced: Forced) -> None:
    typed = forced.align('He said "we shall win" - and left.', 'Ele disse "vamos vencer" - e saiu.')
    typeset = forced.align("He said “we shall win” – and left.", "Ele disse “vamos vencer” – e saiu.")
    assert [linked(typeset, word) for word in ("vencer", "saiu")] == ["win", "left"]
    assert np.abs(typed.shares - typeset.shares).max() < 0.2


def test_a_wrong_word_is_less_likely_than_the_right_one(forced: Forced) -> None:
    right = forced.likelihood("Inflation rose in March.", "A inflação subiu em março.")
    wrong = forced.likelihood("Inflation rose in March.", "A inflação caiu em março.")
    assert right is not None
    assert wrong is not None
    worst = int(np.argmax(wrong.best - wrong.given))
    start, end = wrong.places[worst]
    assert "caiu" in "A inflação caiu em março."[start - 1 : end + 1]
    assert wrong.given.sum() < right.given.sum() - 2


def test_pieces_spell_the_translation_and_end_at_its_end(forced: Forced) -> None:
    likelihood = forced.likelihood(SOURCE, TARGET)
    assert likelihood is not None
    assert "".join(TARGET[start:end] for start, end in likelihood.places) == TARGET
    assert likelihood.places[-1] == (len(TARGET), len(TARGET))
    assert len(likelihood.places) == len(likelihood.given) == len(likelihood.best)
    assert (likelihood.given <= likelihood.best).all()
    assert (likelihood.best <= 0).all()


def test_a_batch_gives_what_single_sentences_give() -> None:
    files = packaged_models()[EN_PT]
    student, vocabulary = Student(read_model(files.model)), Vocabulary(files.vocabulary.read_bytes())
    pieces = [vocabulary.encode(text) for text in OWN[EN_PT]]
    together = student.force(pieces, pieces[::-1])
    for source, target, made in zip(pieces, pieces[::-1], together, strict=True):
        (alone,) = student.force([source], [target])
        assert made.attention.shape == (len(target) + 1, len(source) + 1)
        np.testing.assert_allclose(alone.attention, made.attention, atol=1e-4)
        np.testing.assert_allclose(alone.attention.sum(axis=1), 1, atol=1e-5)
        np.testing.assert_allclose(alone.states, made.states, atol=1e-3)


def test_the_same_is_said_twice(forced: Forced) -> None:
    again = Forced(packaged_models(), EN_PT)
    assert (forced.align(SOURCE, TARGET).shares == again.align(SOURCE, TARGET).shares).all()


# --- Files that are not what they should be -----------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def scrambled(data: bytes) -> bytes:
    return data[:20000] + bytes(byte ^ 0x5A for byte in data[20000:-2000]) + data[-2000:]


def told(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert data.count(old) == 1
        return data.replace(old, new)

    return change


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "short": lambda data: data[:100],
    "cut": cut,
    "text": lambda data: b"<!doctype html><title>Not found</title>" * 99,
    "other version": lambda data: b"\2" + data[1:],
    "too many tensors": lambda data: data[:8] + b"\xff" * 8 + data[16:],
    "scrambled weights": scrambled,
    "other heads": told(b"transformer-heads: 8", b"transformer-heads: 4"),
    "no heads": told(b"transformer-heads: 8", b"transformer-heads: 0"),
    "other depth": told(b"enc-depth: 6", b"enc-depth: 5"),
    "more depth": told(b"enc-depth: 6", b"enc-depth: 9"),
    "other width": told(b"dim-emb: 256", b"dim-emb: 512"),
    "other unit": told(b"dec-cell: ssru", b"dec-cell: gru0"),
    "no alignment trained": told(b"alignment-layer: last", b"alignment-layer: none"),
    "settings in no words": told(b"type: transformer\n", b"type: \xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\n"),
}


def with_model(folder: Path, change: Callable[[bytes], bytes]) -> ModelFiles:
    files = packaged_models()[EN_PT]
    model = folder / "model.bin"
    model.write_bytes(change(files.model.read_bytes()))
    return replace(files, model=model)


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_a_network_that_is_not_what_was_measured_is_left_out(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    forced = Forced({EN_PT: with_model(tmp_path, change)}, EN_PT)
    with capture_logs() as logs:
        views = list(forced.views(SOURCE, TARGET))
        assert forced.likelihood(SOURCE, TARGET) is None
    assert len(views) == 1
    assert linked(views[0], "Paris") == "Paris"
    assert [entry["log_level"] for entry in logs] == ["warning"]


def test_missing_files_leave_spelling_and_place(tmp_path: Path) -> None:
    nowhere = ModelFiles("none", tmp_path / "a", tmp_path / "b", tmp_path / "c")
    forced = Forced({EN_PT: nowhere, PT_EN: nowhere}, EN_PT)
    with capture_logs() as logs:
        assert linked(forced.align(SOURCE, TARGET), "Paris") == "Paris"
    assert len(logs) == 2


def test_files_of_different_models_are_not_put_together(tmp_path: Path) -> None:
    files = packaged_models()[EN_PT]
    other = tmp_path / "vocab.spm"
    trained = io.BytesIO()
    lines = iter([f"{a}{b} {b}{a}" for a in "abcdefghij" for b in "klmnopqrst"] * 3)
    SentencePieceTrainer.train(sentence_iterator=lines, model_writer=trained, vocab_size=40, minloglevel=2)
    other.write_bytes(trained.getvalue())
    forced = Forced({EN_PT: replace(files, vocabulary=other)}, EN_PT)
    with capture_logs() as logs:
        assert linked(forced.align(SOURCE, TARGET), "Paris") == "Paris"
    assert len(logs) == 2


@pytest.mark.parametrize("change", [lambda data: b"", cut, lambda data: data[:48], scrambled])
def test_a_broken_shortlist_leaves_the_network(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    files = packaged_models()[EN_PT]
    broken = tmp_path / "lex.bin"
    broken.write_bytes(change(files.shortlist.read_bytes()))
    forced = Forced({EN_PT: replace(files, shortlist=broken)}, EN_PT)
    with capture_logs() as logs:
        assert linked(forced.align(SOURCE, TARGET), "segunda-feira") == "Monday"
        assert forced.likelihood(SOURCE, TARGET) is None
    assert len(logs) == 1


def test_a_pair_without_models_aligns_by_spelling_and_place() -> None:
    assert linked(Forced({}, Pair("ru", "uk")).align(SOURCE, TARGET), "Xi") == "Xi"


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_any_bytes_are_a_model_or_an_error(noise: bytes, place: int) -> None:
    data = bytearray(packaged_models()[EN_PT].model.read_bytes()[:200_000])
    data[place : place + len(noise)] = noise
    with pytest.raises(EngineError):
        _student(bytes(data))


def _student(data: bytes) -> Student:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return Student(read_model(Path(file.name)))


# --- Any text -----------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_any_texts_have_an_alignment(source: str, target: str) -> None:
    for view in itertools.chain(ANY_TEXT.views(source, target), [ANY_TEXT.align(source, target)]):
        assert view.shares.shape == (len(view.target), len(view.source))
        assert np.isfinite(view.shares).all()
        assert (view.shares >= 0).all()
        assert (view.shares.sum(axis=1) <= 1 + 1e-9).all()
        assert all(target[word.start : word.end] == word.text for word in view.target)


@settings(deadline=None, max_examples=30)
@given(TEXTS, TEXTS)
def test_any_texts_have_a_likelihood_or_none(source: str, target: str) -> None:
    likelihood = ANY_TEXT.likelihood(source, target)
    if likelihood:
        assert np.isfinite(likelihood.given).all()
        assert all(0 <= start <= end <= len(target) for start, end in likelihood.places)


def test_a_text_too_long_for_the_network_is_aligned_without_it(forced: Forced) -> None:
    assert len(list(forced.views("port " * (MAX_PIECES + 1), "porto"))) == 1
    assert forced.likelihood("port " * (MAX_PIECES + 1), "porto") is None


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.data())
def test_a_span_holds_the_pieces_that_share_a_letter_with_it(text: str, data: st.DataObject) -> None:
    pieces = read(text, VOCABULARY)
    start = data.draw(st.integers(0, len(pieces.text)))
    end = data.draw(st.integers(start, len(pieces.text)))
    letters = {place for place in range(start, end) if not pieces.text[place].isspace()}
    shared = [n for n, place in enumerate(pieces.places) if letters & set(range(*place))]
    assert pieces.within((start, end)) == shared
