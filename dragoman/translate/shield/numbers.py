"""Numbers: bare digits before the engine, which garbles separators, and the target language's way after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_GROUPED = {
    ",": re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d+))?(?![\d]|[.,]\d)"),
    ".": re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?(?![\d]|[.,]\d)"),
}
NUMBER = re.compile(r"(?<![\w.,$£€¥])\d[\d.,]*(?<![.,])(?![\d.,]*[\w°])")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_NUMBERED = re.compile(r"(?<!\w)#\s?(?=\d)")
_NUMBER_SIGN = {
    "en": "No. ",
    "pt": "nº ",
    "es": "n.º ",
    "gl": "n.º ",
    "ca": "núm. ",
    "fr": "n° ",
    "it": "n. ",
    "de": "Nr. ",
}
_FRACTION = re.compile(r"(?<=\d)\s?([½¼¾])")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_SWAP = str.maketrans(",.", ".,")
_SCORE = re.compile(
    r"(?<![\w.,])(?!4[x×]4\b)(\d{1,3})\s?[x×]\s?(\d{1,3})(?!\s?(?:m|cm|mm|km|p|px|metros|metres|meters|pixels?)\b|[\w.,]*\d)"
)
_ENGINES_ORDINAL = re.compile(r"(?<=\d)([oa])\b")
"""19o, as engines write 19º; where the source has such a thing, it is something else."""
_ORDINALS = {"pt": ("º", "ª"), "gl": ("º", "ª"), "es": (".º", ".ª"), "it": ("º", "ª")}
_DIGITS = {word: str(n) for n, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_HUNDREDS = re.compile(rf"\b({'|'.join(_DIGITS)})( to | or )({'|'.join(_DIGITS)}) hundred\b", re.IGNORECASE)
"""Two to three hundred: engines make two of the first."""
_APART = re.compile(rf"(?<=ty)- (?=(?:{'|'.join(_DIGITS)})\b)", re.IGNORECASE)
"""Seventy- one: as engines write what they read in one word."""
YEARS = range(1850, 2100)
"""Amounts that look like years without their separators: `1,991 soldiers` came back as soldiers of 1991."""
EARLIER = 800
"""How much less the engine reads instead: no year of the news, and copied just as well."""
_DECIMAL = {
    ",": re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d]|[.,]\d)"),
    ".": re.compile(
        r"(?:^|(?<=[$£€¥])|(?<=\b[a-z]) |(?<=[a-z]{2}) )(?<!version )(?<!article )(?<!section )(?<!chapter )"
        r"(\d+)\.(\d+)(?![\d]|[.,]\d)"
    ),
}
"""Decimals by their point; behind a name or the like, a stop may part the numbers of a version."""
_PERCENT = re.compile(r"(?<=\d)\s?%")


@dataclass(frozen=True, slots=True)
class _Locale:
    """How a language writes numbers, by CLDR."""

    point: str
    percent: str
    locale: Locale | None

    def grouped(self, whole: int) -> str:
        return format_decimal(whole, locale=self.locale) if self.locale else str(whole)


@cache
def _locale(language: str) -> _Locale:
    try:
        locale = Locale.parse(primary(language))
    except (UnknownLocaleError, ValueError):
        return _Locale(".", "%", None)
    symbols = locale.number_symbols.get("latn") or locale.number_symbols["default"]
    percent = locale.percent_formats[None].suffix[1]
    return _Locale(symbols["decimal"], percent or "%", locale)


def decimal_comma(language: str) -> bool:
    """Tell whether a language writes decimals with a comma and thousands with a stop or a space."""
    return _locale(language).point == ","


def numbers(text: str, pair: Pair, knows: Knows) -> Step:
    """Take thousands separators off and set the target's afterwards; write scores and numbers as engines read them."""
    separator, point = (".", ",") if decimal_comma(pair.source) else (",", ".")
    ordinals = _ORDINALS.get(primary(pair.target)) if not _ENGINES_ORDINAL.search(text) else None
    percent = _locale(pair.target).percent if "%" in text else ""
    text = _SPACED.sub(lambda found: re.sub(r"\s", separator, found[0]), text)
    text = _NUMBERED.sub(_NUMBER_SIGN.get(primary(pair.source), "# "), text)
    text = _FRACTION.sub(lambda found: point + _FRACTIONS[found[1]], text)
    text = _SCORE.sub(r"\1-\2", text)
    if primary(pair.source) == "en":
        text = _HUNDREDS.sub(lambda it: f"{_DIGITS[it[1].lower()]}00{it[2]}{_DIGITS[it[3].lower()]}00", text)
    kept = list(_decimals(text, point)) if point != _locale(pair.target).point else []
    sentence = text
    into_english = primary(pair.target) == "en"

    def ungroup(found: re.Match[str]) -> str:
        whole, decimals = found[1].replace(separator, ""), found[2] or ""
        earlier = str(int(whole) - EARLIER)
        read = earlier if int(whole) in YEARS and earlier not in sentence else whole
        kept.append(_Kept(read, whole, decimals))
        return read + (point + decimals if decimals else "")

    def undo(answer: str) -> str:
        answer = _regrouped(answer, kept, pair.target)
        if into_english:
            answer = _APART.sub("-", answer)
        if ordinals:
            answer = _ENGINES_ORDINAL.sub(lambda found: ordinals[found[1] == "a"], answer)
        return _PERCENT.sub(percent, answer) if percent else answer

    text = _GROUPED[separator].sub(ungroup, text)
    return Step(text, undo if kept or ordinals or percent or into_english else same)


class _Kept(NamedTuple):
    """A number: its whole part as the engine reads it and as it is, and its decimals."""

    read: str
    whole: str
    decimals: str


def _decimals(text: str, point: str) -> Iterator[_Kept]:
    return (_Kept(found[1], found[1], found[2]) for found in _DECIMAL[point].finditer(text))


def _regrouped(answer: str, numbers: list[_Kept], language: str) -> str:
    """Set the separators of the source's long numbers and decimals, which the engine leaves out or sets wrongly."""
    target = _locale(language)
    for read, whole, decimals in numbers:
        grouped = target.grouped(int(whole)) + (f"{target.point}{decimals}" if decimals else "")
        tail = rf"[.,]{decimals}" if decimals else r"(?![.,]?\d)"
        digits = "[.,]?".join(read)
        answer = re.sub(rf"(?<![\d.,]){digits}{tail}(?!\d)", grouped, answer)
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
