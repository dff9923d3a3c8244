"""Money as an engine reads it: `£125m` comes back as euros, `R$ 30.000` as dollars, `125 million pounds` never does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

from dragoman.types import primary

_CODES = {
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₴": "UAH", "₪": "ILS",
    "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL",
}  # fmt: skip
_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {"£": "pounds", "¥": "yen", "₹": "rupees", "₽": "roubles", "₩": "won", "₺": "lira", "₴": "hryvnias",
           "₪": "shekels", "₦": "naira", "₱": "pesos", "₫": "dong", "฿": "baht", "R$": "reais"},
    "pt": {"£": "libras", "¥": "ienes", "₹": "rúpias", "₽": "rublos", "₩": "wons", "₺": "liras", "₪": "shekels",
           "₱": "pesos", "R$": "reais"},
}  # fmt: skip
"""What news calls a currency where CLDR's name is longer (`British pounds`)."""
_SYMBOL = r"£|€|¥|₹|₽|₩|₺|₴|₪|₦|₱|₫|฿|(?:A|C|NZ|HK|S|R)\$"
_NUMBER = r"\d[\d.,]*(?<![.,])"
_LOOSE_DOLLAR = re.compile(r"\b(US|R) \$ ?(?=\d)")
_REAL = re.compile(r"(?<=\d )(?<!\b1 )reals?(?= (?:more|less|each|for|to|in|per|an?)\b|[,.;]|$)")
_CROWNS = re.compile(r"(?<=\d )((?:million |billion )?)kron(?:or|er)\b")


@dataclass(frozen=True, slots=True)
class _Scales:
    """How a language writes millions in sums: short forms with what they stand for, words, and what joins the name."""

    short: Mapping[str, str]
    words: str
    of: str = ""


_SCALES = {
    "en": _Scales({"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"},
                  "thousand|million|billion|trillion"),
    "pt": _Scales({"mi": "milhões", "bi": "bilhões", "tri": "trilhões"},
                  "mil milhões|mil|milh(?:ão|ões)|bi?li?h(?:ão|ões)|trilh(?:ão|ões)", "de "),
    "es": _Scales({"M": "millones"}, "mil millones|mil|mill(?:ón|ones)|bill(?:ón|ones)", "de "),
    "ca": _Scales({"M": "milions"}, "mil milions|mil|mili(?:ó|ons)|bili(?:ó|ons)", "de "),
    "gl": _Scales({"M": "millóns"}, "mil millóns|mil|mill(?:ón|óns)|bill(?:ón|óns)", "de "),
    "fr": _Scales({"M": "millions", "Md": "milliards", "Mds": "milliards"}, "mille|millions?|milliards?", "de "),
    "it": _Scales({"mln": "milioni", "mld": "miliardi"}, "mila|milion[ei]|miliard[oi]", "di "),
    "de": _Scales({"Mio.": "Millionen", "Mrd.": "Milliarden"}, "Millionen|Million|Milliarden?"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    dollars: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    scales = _SCALES[language]
    short = "|".join(re.escape(form) for form in sorted(scales.short, key=len, reverse=True))
    scale = rf"(?P<scale>(?:{scales.words}|{short})(?!\w))"
    return _Patterns(
        re.compile(rf"(?<![\w$])(?P<symbol>{_SYMBOL})\s?(?P<number>{_NUMBER})(?:[\s-]?{scale})?(?:\sde\b(?=\s[a-z]))?"),
        re.compile(rf"(?P<number>{_NUMBER})\s?(?:{scale}\s)?(?:de\s)?(?P<symbol>{_SYMBOL})(?!\w)"),
        re.compile(rf"(\$\s?{_NUMBER})[\s-]?({short})(?!\w)"),
    )


@cache
def _name(symbol: str, language: str) -> str:
    named = _NAMES.get(language, {}).get(symbol)
    try:
        return named or get_currency_name(_CODES[symbol], count=2, locale=Locale.parse(language))
    except UnknownLocaleError:
        return symbol


def spell_out(text: str, language: str) -> str:
    """Write sums of money that engines confuse in words of the text's own language; dollars stay."""
    language = primary(language)
    if language not in _SCALES:
        return text
    if language == "en":
        text = _CROWNS.sub(r"\1crowns", text)
    if not any(sign in text for sign in "£€¥₹₽₩₺₴₪₦₱₫฿$"):
        return text
    patterns = _patterns(language)
    text = patterns.before.sub(lambda found: _spelled(found, language), text)
    text = patterns.after.sub(lambda found: _spelled(found, language), text)
    short = _SCALES[language].short
    return patterns.dollars.sub(lambda found: f"{found[1]} {short[found[2]]}", text)


def _spelled(found: re.Match[str], language: str) -> str:
    if found["symbol"] == "R$" and language == "en":
        return found[0]
    scales = _SCALES[language]
    scale = scales.short.get(found["scale"] or "", found["scale"] or "")
    of = scales.of if scale not in ("", "mil", "mila", "mille") else ""
    name = _name(found["symbol"], language)
    if found["number"] == "1" and not scale:
        name = "real" if name == "reais" else name.removesuffix("s")
    if of == "de " and language in ("fr", "ca") and name[0] in "aeiou":
        of = "d’" if language == "fr" else "d'"
    return " ".join(part for part in (found["number"], scale, of + name) if part)


def tidy(text: str) -> str:
    """Close up the dollar sign that the engine sets apart (`US $ 5` -> `US$ 5`), and have reais for more than one."""
    return _REAL.sub("reais", _LOOSE_DOLLAR.sub(r"\1$ ", text))
