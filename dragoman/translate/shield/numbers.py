"""Numbers: bare digits before the engine, which garbles separators, and the target language's way after it."""

from __future__ import annotations

import re

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_GROUPED = {
    ",": re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(?![\d]|[.,]\d)"),
    ".": re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?(?![\d]|[.,]\d)"),
}
NUMBER = re.compile(r"(?<![\w.,$£€¥])\d[\d.,]*(?<![.,])(?![\d.,]*[\w°])")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_NUMBERED = re.compile(r"(?<!\w)#\s?(?=\d)")
_NUMBER_SIGN = {"en": "No. ", "pt": "nº ", "es": "nº "}
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_SWAP = str.maketrans(",.", ".,")


def decimal_comma(language: str) -> bool:
    """Tell whether a language writes decimals with a comma and thousands with a stop."""
    return language.split("-")[0] not in {"en", "zh", "ja", "ko", "th", "he", "hi"}


def numbers(text: str, pair: Pair, knows: Knows) -> Step:
    """Take thousands separators off (the engine garbles them) and set the target language's afterwards."""
    separator = "." if decimal_comma(pair.source) else ","
    point = "," if separator == "." else "."
    text = _SPACED.sub(lambda found: re.sub(r"\s", separator, found[0]), text)
    text = _NUMBERED.sub(_NUMBER_SIGN.get(pair.source.split("-")[0], "# "), text)
    text = re.sub(r"(?<=\d) ?([½¼¾])", lambda found: point + _FRACTIONS[found[1]], text)
    kept: list[tuple[str, str]] = []

    def ungroup(found: re.Match[str]) -> str:
        kept.append((found[1].replace(separator, ""), found[2] or ""))
        return kept[-1][0] + (point + found[2] if found[2] else "")

    def regroup(answer: str) -> str:
        return _regrouped(answer, kept, pair.target)

    text = _GROUPED[separator].sub(ungroup, text)
    return Step(text, regroup if kept else same)


def _regrouped(answer: str, numbers: list[tuple[str, str]], language: str) -> str:
    thousands, point = (".", ",") if decimal_comma(language) else (",", ".")
    for whole, decimals in numbers:
        grouped = f"{int(whole):,}".replace(",", thousands) + (f"{point}{decimals}" if decimals else "")
        tail = rf"[.,]{decimals}" if decimals else r"(?![.,]?\d)"
        answer = re.sub(rf"(?<![\d.,]){whole}{tail}(?!\d)", grouped, answer)
    return answer


def localised(text: str, pair: Pair) -> str:
    """Write the decimals and thousands of a text's numbers as the target language does."""
    if decimal_comma(pair.source) == decimal_comma(pair.target):
        return text
    return NUMBER.sub(lambda found: found[0].translate(_SWAP) if _amount(found[0], pair.source) else found[0], text)


def _amount(number: str, language: str) -> bool:
    """Tell a quantity from a date, a version or a time: its separators stand where the language puts them."""
    thousands, point = (r"\.", ",") if decimal_comma(language) else (",", r"\.")
    return re.fullmatch(rf"\d+(?:{thousands}\d{{3}})*(?:{point}\d+)?", number) is not None
