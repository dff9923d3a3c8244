"""Money as an engine reads it: `£125m` comes back as euros, `125 million pounds` never does."""

from __future__ import annotations

import re

SYMBOLS = r"£|€|¥|₹|₽|₩|₺|₴|₪|(?:A|C|NZ|HK|S)\$"
_WORDS = {
    "en": {
        "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₽": "roubles", "₩": "won", "₺": "lira",
        "₴": "hryvnias", "₪": "shekels", "A$": "Australian dollars", "C$": "Canadian dollars",
        "NZ$": "New Zealand dollars", "HK$": "Hong Kong dollars", "S$": "Singapore dollars",
    },
    "pt": {
        "£": "libras", "€": "euros", "¥": "ienes", "₹": "rúpias", "₽": "rublos", "₩": "wons", "₺": "liras",
        "₴": "hryvnias", "₪": "shekels", "A$": "dólares australianos", "C$": "dólares canadenses",
        "NZ$": "dólares neozelandeses", "HK$": "dólares de Hong Kong", "S$": "dólares de Singapura",
    },
}  # fmt: skip
_SCALES = {
    "en": {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "b": "billion", "tn": "trillion"},
    "pt": {"mi": "milhões", "bi": "bilhões", "tri": "trilhões"},
}
_SCALE = {
    "en": r"k|mn?|bn?|tn|thousand|million|billion|trillion",
    "pt": r"mil|mi|bi|tri|milh(?:ão|ões)|bilh(?:ão|ões)|trilh(?:ão|ões)",
}
_NUMBER = r"\d[\d.,]*(?<![.,])"
_BEFORE = {
    language: re.compile(rf"(?<![\w$])(?P<symbol>{SYMBOLS})\s?(?P<number>{_NUMBER})(?:[ -]?(?P<scale>{scale})\b)?")
    for language, scale in _SCALE.items()
}
_AFTER = {
    language: re.compile(rf"(?P<number>{_NUMBER})\s?(?:(?P<scale>{scale})\s)?(?P<symbol>{SYMBOLS})(?!\w)")
    for language, scale in _SCALE.items()
}
_DOLLARS = {
    language: re.compile(rf"(\$\s?{_NUMBER})[ -]?({'|'.join(shorts)})\b") for language, shorts in _SCALES.items()
}
_LOOSE_DOLLAR = re.compile(r"\b(US|R) \$ ?(?=\d)")


def spell_out(text: str, language: str) -> str:
    """Write sums of money that engines confuse in words of the text's own language; dollars and reais stay."""
    language = language.split("-")[0]
    if language not in _WORDS:
        return text
    text = _BEFORE[language].sub(lambda sum_: _spelled(sum_, language), text)
    text = _AFTER[language].sub(lambda sum_: _spelled(sum_, language), text)
    scales = _SCALES[language]
    return _DOLLARS[language].sub(lambda found: f"{found[1]} {scales[found[2]]}", text)


def _spelled(found: re.Match[str], language: str) -> str:
    scale = found["scale"] or ""
    scale = _SCALES[language].get(scale, scale)
    name = _WORDS[language][found["symbol"]]
    of = "de " if language == "pt" and scale not in ("", "mil") else ""
    return " ".join(part for part in (found["number"], scale, of + name) if part)


def tidy(text: str) -> str:
    """Close up the dollar sign that the engine sets apart (`US $ 5` -> `US$ 5`)."""
    return _LOOSE_DOLLAR.sub(r"\1$ ", text)
