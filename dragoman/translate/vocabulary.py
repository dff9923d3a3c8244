"""What an engine can read: its own vocabulary decides what must be shielded, and how a headline is re-cased."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sentencepiece import SentencePieceProcessor

from dragoman.types import Span

WHOLE = 2
"""Pieces of a word that a model still saw as a word: a stem and an ending."""
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
        """Return the word as the model saw it most; one that it spells out piece by piece is taken for a name."""
        forms = {form: self.encode(form) for form in (word.lower(), word.capitalize(), word.upper())}
        known = {form: pieces for form, pieces in forms.items() if len(pieces) <= WHOLE}
        return min(known, key=lambda form: (len(known[form]), known[form][0])) if known else word.capitalize()
