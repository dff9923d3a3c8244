"""The verb before its subject, as headlines have it: *Sobe para 40 o número de mortos* loses its verb or its number."""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_VERB = (
    r"(?:Morr|Sob|Ca|Cheg|Cresc|Aument|Diminu|Termin|Acab)(?:e|em|eu|eram|iu|iram|i|em|ou|aram|a|am)"
    r"|Passa(?=\sde\s\d)|Passam(?=\sde\s\d)|Passou(?=\sde\s\d)"
)
_NOUN = r"(?:número|total|preço|taxa|venda|produção|consumo|confiança|procura|prazo|reunião|greve)s?"
_TURNED = re.compile(
    rf"(?P<verb>{_VERB})(?P<how>(?: (?!(?:o|os|as|a(?! (?:\d|R\$|[A-ZÀ-Þ]|\w+r\b))|{_NOUN}) )[^\s,;:]+){{0,6}}?)"
    rf" (?P<who>(?:(?:o|a|os|as) |(?={_NOUN} ))[^\W\d_A-ZÀ-Þ][^,;:]*?)"
    r"(?P<rest>(?:, (?:aos \d|diz|segundo|de acordo|em \d|n[ao] |nest[ae] |após|mas|apont|mostra|afirm)[^;:]*)?[.!]?)"
)
_DEAD = re.compile(
    r"(?P<verb>Morreu?)(?P<how>) (?P<who>[A-ZÀ-Þ][\w-]+(?: (?:d[aeo]s? )?[A-ZÀ-Þ][\w-]+)+)(?P<rest>,? aos \d[^;:]*)"
)
"""Whose name has no article: *Morre Ana Lima aos 80 anos*."""
_TWO = re.compile(r" e (?:o|a|os|as) ")


def inversion(text: str, pair: Pair, knows: Knows) -> Step:
    """Put the subject of a sentence that begins with its verb first."""
    found = (_TURNED.fullmatch(text) or _DEAD.fullmatch(text)) if primary(pair.source) == "pt" else None
    if not found or _TWO.search(found["who"]) or found["how"].startswith(" se "):
        return Step(text, same)
    who, verb = found["who"], found["verb"]
    return Step(f"{who[0].upper()}{who[1:]} {verb[0].lower()}{verb[1:]}{found['how']}{found['rest']}", same)
