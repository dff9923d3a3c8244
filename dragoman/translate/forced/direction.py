"""One direction of a pair: its shortlist, its vocabulary and its network, each opened where it is first needed."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

import numpy as np
import structlog

from dragoman.errors import EngineError
from dragoman.translate.alignment import Lexicon, Matrix, Word, shares
from dragoman.translate.engines.embedded import ModelFiles
from dragoman.translate.forced.given import Given, log_likelihood, read
from dragoman.translate.forced.model_file import mapped, read_model
from dragoman.translate.forced.student import END, MAX_PIECES, Student
from dragoman.translate.vocabulary import Vocabulary, shared_vocabulary
from dragoman.types import Span

log = structlog.get_logger()

REMEMBERED = 4
"""Sentences whose pass is kept: marks and checks ask for the same one, one after the other."""
NEUTRAL = (
    "2017, 2018, 2019, 2020, 2021, 2022",
    "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
    "https://www.example.org/2019/05/",
    "10:30 - 11:45 - 12:15",
    "Microsoft, Google, Apple, Facebook, Twitter",
)
"""Texts that every model leaves as they are."""
AGREEMENT = 0.8
"""Share of their pieces that a network must say and look at: read right, 1.0 and .94; with other heads, .71 and .48."""
_COMMON = 2000


class Direction:
    """One model, and what it says of given translations; it may be shared by threads."""

    def __init__(self, files: ModelFiles) -> None:
        self._files = files
        self._given = lru_cache(REMEMBERED)(self._force)

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """The model's shortlist; None where there is none, or it can't be read."""
        if self._files.shortlist is None:
            return None
        try:
            return Lexicon(mapped(self._files.shortlist), self._vocabulary)
        except (OSError, ValueError, RuntimeError, struct.error) as error:
            log.warning(
                "a shortlist can't be read; words are aligned without it", model=self._files.name, error=str(error)
            )
            return None

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return shared_vocabulary(self._files.vocabulary.read_bytes())

    @cached_property
    def _student(self) -> Student | None:
        try:
            student = Student(read_model(self._files.model))
            with np.errstate(all="ignore"):
                self._prove(student)
        except (EngineError, OSError, RuntimeError) as error:
            log.warning(
                "a network can't be run; words are aligned without it", model=self._files.name, error=str(error)
            )
            return None
        return student

    def _prove(self, student: Student) -> None:
        """Raise EngineError unless the network, as it was read, says and sees what it must."""
        if student.pieces != self._vocabulary.size:
            raise EngineError(f"The network and the vocabulary of {self._files.name} belong to different models")
        texts = [self._vocabulary.encode(text) for text in NEUTRAL]
        candidates = np.unique([*range(_COMMON), *(piece for text in texts for piece in text)])
        said, seen = [], []
        for pieces, forced in zip(texts, student.force(texts, texts), strict=True):
            likeliest = student.log_probabilities(forced.states, candidates).argmax(axis=1)
            said += list(candidates[likeliest] == [*pieces, END])
            seen += list(forced.attention[:-1].argmax(axis=1) == np.arange(len(pieces)))
        if not min(np.mean(said), np.mean(seen)) >= AGREEMENT:
            raise EngineError(
                f"The network of {self._files.name} says what it must in {np.mean(said):.0%} and sees it in"
                f" {np.mean(seen):.0%} of the pieces of known sentences; take another release of the model"
            )

    def attention(
        self, source: str, target: str, from_words: Sequence[Word], to_words: Sequence[Word]
    ) -> Matrix | None:
        """Return where the network looks in the source for each target word, [target words, source words].

        Rows sum to 1, or to 0 where it looks at no word. None where the network can't be run on the sentence.
        """
        given = self.given(source, target)
        if given is None:
            return None
        seen = shares(given.forced.attention[:-1, :-1].astype(np.float64), axis=1)
        here, there = _overlaps(from_words, given.source.places), _overlaps(to_words, given.target.places)
        return shares(there @ seen @ here.T, axis=1)

    def given(self, source: str, target: str) -> Given | None:
        """Return a translation as the network sees it; None where it can't be run on the sentence."""
        return self._given(source, target)

    def _force(self, source: str, target: str) -> Given | None:
        if self._student is None:
            return None
        sources, targets = read(source, self._vocabulary), read(target, self._vocabulary)
        if not all(0 < len(pieces.numbers) <= MAX_PIECES for pieces in (sources, targets)):
            return None
        listed = self.lexicon.candidates([*sources.numbers, END], []) if self.lexicon else np.zeros(0, np.int64)
        return Given(self._student, self._vocabulary, sources, targets, listed)

    def totals(self, sources: Sequence[str], target: str) -> list[list[float]]:
        """Return the log-probabilities of a text's pieces, [pieces], as the translation of each of some sources."""
        if self._student is None or self.lexicon is None:
            return []
        own, *others = [read(text, self._vocabulary).numbers for text in (target, *sources)]
        if not all(0 < len(pieces) <= MAX_PIECES for pieces in (own, *others)):
            return []
        candidates = self.lexicon.candidates([piece for pieces in others for piece in pieces], [*own, END])
        made = self._student.force(others, [own] * len(others))
        return [log_likelihood(self._student, one, own, candidates).tolist() for one in made]


def _overlaps(own: Sequence[Word], places: Sequence[Span]) -> Matrix:
    """Return the part of each piece that lies in each word, [words, pieces]; a piece's parts sum to 1."""
    starts, ends = np.array([[word.start, word.end] for word in own]).T
    first, last = np.array(places).T
    common = np.minimum(ends[:, None], last) - np.maximum(starts[:, None], first)
    return shares(np.maximum(common, 0).astype(np.float64), axis=0)


@cache
def direction(files: ModelFiles) -> Direction:
    """Return the one Direction of a model's files: both of a language's pairs use it."""
    return Direction(files)
