"""Which word of a translation stands for which word of its source, as several witnesses see it.

A witness is a view: an Alignment. Here is the cheapest, the models' own shortlist files, which say what target pieces
each source piece may become; `dragoman.translate.forced` has the dearer ones, read from the networks themselves.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dragoman.translate.vocabulary import Vocabulary

Matrix: TypeAlias = NDArray[np.float64]
Vector: TypeAlias = NDArray[np.float64]

FUNCTION_WORDS = frozenset(
    (
        "a an the of to in on at by for from with and or as is was be been are were his her its their this that it"
        " o os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos pelas para com e ou"
        " que se seu sua seus suas el la los las un una del al en y con por"
    ).split()
)
MAX_WORDS = 400
"""Words of a sentence that are aligned, on each side; sentences that engines carry have at most 60."""
_WORD = re.compile(r"\w+(?:['’\-.]\w+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_HEADER = struct.Struct("<6Q")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark in its place; `folded` is without case and accents, of a number only its digits."""

    text: str
    start: int
    end: int
    folded: str
    content: bool
    """Neither a function word nor punctuation."""


def words(text: str, cuts: Iterable[int] = ()) -> list[Word]:
    """Return the words and punctuation marks of a text with their places; none goes across a cut."""
    bounds = sorted({0, len(text), *cuts})
    found = (word for start, end in pairwise(bounds) for word in _WORD.finditer(text, start, end))
    return [_word(word[0], word.start()) for word in found]


def _word(text: str, start: int) -> Word:
    content = any(map(str.isalnum, text)) and text.lower() not in FUNCTION_WORDS
    return Word(text, start, start + len(text), _fold(text), content)


def _fold(word: str) -> str:
    if any(map(str.isdigit, word)):
        return "".join(filter(str.isdigit, word))
    word = _POSSESSIVE.sub("", word)
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much of each target word stands for each source word.

    `shares` is [target words, source words]; a row sums to 1, or is 0 where nothing is known of its word.
    """

    source: Sequence[Word]
    target: Sequence[Word]
    shares: Matrix

    def share_of(self, start: int, end: int) -> Vector:
        """Return for each target word how much of it stands for source[start:end], 0 to 1."""
        inside = [max(0, min(end, word.end) - max(start, word.start)) / (word.end - word.start) for word in self.source]
        share: Vector = self.shares @ np.array(inside, np.float64)
        return share

    def anchored(self) -> Alignment:
        """Return the same with every word that stands once on both sides tied to its like."""
        shares = self.shares.copy()
        for there, here in anchors(self.source, self.target).items():
            shares[there] = 0
            shares[there, here] = 1
        return Alignment(self.source, self.target, shares)


class Aligner(Protocol):
    """Whatever gives views of a sentence beside its translation, in rising cost, each made only when asked for.

    No source word of a view goes across one of the `cuts`.
    """

    def views(self, source: str, target: str, cuts: Iterable[int] = ()) -> Iterator[Alignment]: ...


def mean(views: Sequence[Alignment]) -> Alignment:
    """Return what the views say together, each with the same weight; there is at least one."""
    return Alignment(views[0].source, views[0].target, shares(np.sum([view.shares for view in views], axis=0), axis=1))


def anchors(source: Sequence[Word], target: Sequence[Word]) -> dict[int, int]:
    """Return the target words that stand once on both sides, and where in the source: names, numbers, loan words."""
    here, there = Counter(word.folded for word in source), Counter(word.folded for word in target)
    places = {word.folded: n for n, word in enumerate(source)}
    return {
        n: places[word.folded]
        for n, word in enumerate(target)
        if word.content and here[word.folded] == there[word.folded] == 1
    }


def shares(table: Matrix, axis: int) -> Matrix:
    """Divide a table by its sums along an axis; what sums to nothing stays 0."""
    totals = table.sum(axis=axis, keepdims=True)
    divided: Matrix = np.divide(table, totals, out=np.zeros_like(table), where=totals > 0)
    return divided


class Lexicon:
    """One direction's shortlist: membership of a target piece in a source piece's list, worth more where rare.

    Raises ValueError or struct.error where the file is cut or of another vocabulary.
    """

    def __init__(self, shortlist: bytes | memoryview, vocabulary: Vocabulary) -> None:
        _, _, self._first, _, count, total = _HEADER.unpack_from(shortlist)
        self._offsets = np.frombuffer(shortlist, np.uint64, count, _HEADER.size)
        self._targets = np.frombuffer(shortlist, np.uint32, total, _HEADER.size + 8 * count)
        if count != vocabulary.size + 1 or not total or self._targets.max() >= vocabulary.size:
            raise ValueError("it is not of the same vocabulary")
        self._worth = 1 / np.log2(2 + np.bincount(self._targets, minlength=count))
        self._vocabulary = vocabulary

    def scores(self, source: Sequence[Word], target: Sequence[Word]) -> Matrix:
        """Return how well each target word (column) is listed under each source word (row), 0 to 1."""
        encoded = [self._vocabulary.encode(word.text) for word in target]
        pieces = np.array([piece for column in encoded for piece in column], np.int64)
        owners = np.repeat(np.arange(len(target)), [len(column) for column in encoded])
        lengths = np.maximum(np.bincount(owners, minlength=len(target)), 1)
        table = np.zeros((len(source), len(target)))
        listed = np.zeros(len(self._worth), bool)
        for row, word in enumerate(source):
            listed[:] = False
            listed[self._listed(self._vocabulary.encode(word.text))] = True
            table[row] = np.bincount(owners, listed[pieces] * self._worth[pieces], len(target)) / lengths
        return table

    def candidates(self, source: Sequence[int], target: Sequence[int]) -> NDArray[np.int64]:
        """Return the pieces that the engine chooses among for a source, and those of its translation, in order."""
        common = np.arange(self._first)
        return np.unique(np.concatenate([common, self._listed(source), target])).astype(np.int64)

    def _listed(self, pieces: Sequence[int]) -> NDArray[np.uint32]:
        lists = [self._targets[int(self._offsets[piece]) : int(self._offsets[piece + 1])] for piece in pieces]
        return np.concatenate(lists) if lists else np.zeros(0, np.uint32)


def lexical(
    source: Sequence[Word], target: Sequence[Word], forward: Lexicon | None = None, back: Lexicon | None = None
) -> Alignment:
    """Align words by both directions' shortlists, by spelling and by place."""
    table = alike(source, target)
    if forward:
        table = table + forward.scores(source, target).T
    if back:
        table = table + back.scores(target, source)
    far = np.abs(positions(len(target))[:, None] - positions(len(source))[None, :])
    table = (table * np.exp(-3 * far)) ** 2
    both: Matrix = np.sqrt(shares(table, axis=0) * shares(table, axis=1))
    return Alignment(source, target, shares(both, axis=1))


def positions(count: int) -> Vector:
    """Return the places of words in their text, from 0 to 1."""
    return (np.arange(count) + 0.5) / max(count, 1)


def alike(source: Sequence[Word], target: Sequence[Word]) -> Matrix:
    """Score words that are spelt alike, [target words, source words].

    Numbers and punctuation must be equal, names and cognates are scored by their letters.
    """
    table = np.zeros((len(target), len(source)))
    begin: defaultdict[str, list[int]] = defaultdict(list)
    for column, word in enumerate(source):
        begin[word.folded[:1]].append(column)
    for row, word in enumerate(target):
        for column in begin[word.folded[:1]]:
            table[row, column] = _likeness(source[column].folded, word.folded)
    return table


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0 if one[:1].isalnum() else 0.5
    if min(len(one), len(other)) < 4:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio > 0.6 else 0.0
