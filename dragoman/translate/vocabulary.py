"""What an engine can read: its own vocabulary decides what must be shielded, and how a headline is re-cased."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from sentencepiece import SentencePieceProcessor

from dragoman.types import Span

COMMON = 1.0
"""How much likelier, as a logarithm, an unknown headline word is a common word than a name."""
UNKNOWN = -20.0
"""Logarithm of the probability of what the vocabulary lacks."""
_VOWEL = re.compile(r"[aeiouy]|[^\x00-\x7f]")
_SPACE = "\u2581"
"""How sentencepiece writes the space before a word."""
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of characters: no text to sentencepiece."""


class Vocabulary:
    """A model's sentencepiece vocabulary; pieces are numbered by falling frequency."""

    def __init__(self, model: bytes) -> None:
        self._pieces = SentencePieceProcessor(model_proto=model)
        self._unknown = self._pieces.unk_id()
        self.knows = cache(self._knows)

    @property
    def size(self) -> int:
        """Return how many pieces there are."""
        return int(self._pieces.get_piece_size())

    def _knows(self, character: str) -> bool:
        return character.isspace() or self._unknown not in self.encode(character)

    def unknown(self, text: str) -> set[str]:
        """Return the characters of a text that the model can't read: it would drop them or guess."""
        return {character for character in set(text) if not self.knows(character)}

    def encode(self, word: str) -> list[int]:
        """Return the piece numbers of a word."""
        return list(self._pieces.encode(_LONE.sub("\ufffd", word)))

    def pieces(self, text: str) -> tuple[list[int], list[Span]]:
        """Return the piece numbers of a text and each one's place in it; a piece's place takes in the space before."""
        found = self._pieces.encode(_LONE.sub("\ufffd", text), return_type="offset_mapping")
        return found["ids"], found["offsets"]

    def text(self, pieces: Sequence[int]) -> str:
        """Return what pieces spell."""
        return str(self._pieces.decode(list(pieces)))

    def begins_word(self, piece: int) -> bool:
        """Tell whether a piece is no part of the word before it: it brings a space or a sign with it."""
        spelt = self._pieces.id_to_piece(piece)
        return spelt.startswith(_SPACE) or not any(map(str.isalnum, spelt))

    def likeliest_case(self, word: str) -> str:
        """Return the word as the model likeliest saw it: small, with a capital (where clearly likelier) or in capitals.

        One without a vowel that is no piece of the vocabulary is an abbreviation.
        """
        small, name, capitals = word.lower(), word.capitalize(), word.upper()
        if len(word) > 1 and not _VOWEL.search(_bare(small)) and len(self.encode(small)) > 1:
            return capitals
        likelihood = self._likelihood(small) + COMMON, self._likelihood(name), self._likelihood(capitals)
        return (small, name, capitals)[likelihood.index(max(likelihood))]

    def _likelihood(self, word: str) -> float:
        """Return the logarithm of a word's probability under the vocabulary's own unigram model."""
        pieces = self.encode(word)
        return sum(UNKNOWN if piece == self._unknown else self._pieces.get_score(piece) for piece in pieces)


@cache
def shared_vocabulary(model: bytes) -> Vocabulary:
    """Return the vocabulary that all who work with a model share, in 10 MB and 0.2 seconds.

    Raise RuntimeError where it can't be read.
    """
    return Vocabulary(model)


def _bare(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
