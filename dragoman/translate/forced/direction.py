"""One direction of a pair: its shortlist, its vocabulary and its network, each opened where it is first needed."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
import structlog

from dragoman.errors import EngineError
from dragoman.translate.alignment import Lexicon, Matrix, Vector, Word, shares
from dragoman.translate.engines.embedded import ModelFiles
from dragoman.translate.forced.model_file import mapped, read_model
from dragoman.translate.forced.student import END, MAX_PIECES, Pass, Student
from dragoman.translate.vocabulary import Vocabulary
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
_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("–—―−", "-") | {"…": "."}
)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely each piece of a translation was, given its source and the pieces before it.

    `places` are the pieces' spans in the target; the last, of no length, is the sentence's end. `given` are the
    natural logarithms of the pieces' probabilities among all that the engine chooses from, `best` those of the
    likeliest piece at each place: best - given is 0 where the model would have said the same.
    """

    places: tuple[Span, ...]
    given: Vector
    best: Vector


@dataclass(frozen=True, slots=True)
class _Pieces:
    numbers: list[int]
    places: list[Span]


class Direction:
    """One model, and what it says of given translations; it may be shared by threads."""

    def __init__(self, files: ModelFiles) -> None:
        self._files = files
        self._forced = lru_cache(REMEMBERED)(self._force)

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
        return Vocabulary(self._files.vocabulary.read_bytes())

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
        forced = self._forced(source, target)
        if forced is None:
            return None
        made, sources, targets = forced
        seen = shares(made.attention[:-1, :-1].astype(np.float64), axis=1)
        return shares(_overlaps(to_words, targets.places) @ seen @ _overlaps(from_words, sources.places).T, axis=1)

    def likelihood(self, source: str, target: str) -> Likelihood | None:
        """Return how likely a translation is, piece by piece; None where the network can't be run on the sentence."""
        forced = self._forced(source, target)
        if forced is None or self._student is None or self.lexicon is None:
            return None
        made, sources, targets = forced
        numbers = [*targets.numbers, END]
        candidates = self.lexicon.candidates([*sources.numbers, END], numbers)
        table = self._student.log_probabilities(made.states, candidates)
        given = table[np.arange(len(numbers)), np.searchsorted(candidates, numbers)]
        places = (*targets.places, (len(target), len(target)))
        return Likelihood(places, given.astype(np.float64), table.max(axis=1).astype(np.float64))

    def _force(self, source: str, target: str) -> tuple[Pass, _Pieces, _Pieces] | None:
        if self._student is None:
            return None
        sources, targets = self._pieces(source), self._pieces(target)
        if not all(0 < len(pieces.numbers) <= MAX_PIECES for pieces in (sources, targets)):
            return None
        (made,) = self._student.force([sources.numbers], [targets.numbers])
        return made, sources, targets

    def _pieces(self, text: str) -> _Pieces:
        return _Pieces(*self._vocabulary.pieces(_readable(text, self._vocabulary.knows)))


def _readable(text: str, knows: Callable[[str], bool]) -> str:
    """Write what a model can't read in letters that it can, each for one, so that places stay."""
    return "".join(c if knows(c) else _likest(c) for c in text)


def _likest(character: str) -> str:
    return unicodedata.normalize("NFD", character.translate(_ALIKE))[0]


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
