"""Numbers that count nothing, or only say who is meant: nine lives, voltar à estaca zero, a sete chaves; os dois."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.verify.quantity import Quantity, Strength

_NOUNS = frozenset("people way first two other more only new down up".split())
_NEXT = "|".join(sorted(FUNCTION_WORDS["en"] - _NOUNS))
_IDIOMS = {
    "en": re.compile(
        r"\b(?:ground zero|zero(?:es|ed|ing)? in|on all fours|nine lives|cloud nine|catch[- ]22|six feet under"
        r"|at sixes and sevens|whole nine yards|high[- ]fives?|four[- ]letter words?|two[- ]way street|second to none"
        r"|one in a million|thanks a million|a million times|four corners of the|eleventh hour|sixth sense|24/7"
        r"|seventh heaven|9[- ]to[- ]5|nine[- ]to[- ]five|two birds with one stone)\b"
        rf"|\bthe (?P<pair>two)\b(?= (?:{_NEXT})\b|[,.;:!?)\"”’]|$)",
        re.IGNORECASE,
    ),
    "pt": re.compile(
        r"\b(?:(?:estaca|marco|do|quilômetro) zero|zero[- ]quilômetro|sete chaves|(?:entre|de) quatro paredes"
        r"|(?:fic|and|ca|engatinh)\w+ de quatro(?=[.,;:!?)\"”’]|$)|segundas intenções|mil maravilhas"
        r"|quatro cantos d\w+|quatro ventos"
        r"|dois pesos e duas medidas|bicho de sete cabeças|pintar o sete|sete vidas|dois coelhos|de duas uma"
        r"|quatro mãos|sexto sentido|sétimo céu|24 horas por dia)\b"
        r"|\b(?:[oa]s|d[oa]s|[aà]os|às|n[oa]s|pel[oa]s) (?P<pair>dois|duas)\b"
        r"(?= (?![\w-]*s\b|mil|e mei[oa])[^\W\d]|[.;:!?)\"”’]|,(?!\d)|$)",
        re.IGNORECASE,
    ),
}
"""Where `pair` stands, that alone is meant: the two of whom the text tells, which a pronoun may stand for."""


def idle(found: Sequence[Quantity], text: str, language: str) -> list[Quantity]:
    """Let numbers in idioms stand for a number of the other side, and be missed by nobody."""
    idioms = _IDIOMS.get(language)
    if idioms is None or all(q.strength is Strength.LOOSE for q in found):
        return list(found)
    spans = [match.span("pair" if match["pair"] else 0) for match in idioms.finditer(text)]
    return [q._replace(strength=Strength.LOOSE) if _inside(q, spans) else q for q in found]


def _inside(quantity: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= quantity.start and quantity.end <= end for start, end in spans)
