"""Type plain text anew as published pages have it, seeded: the words stay, so a reference of the plain text serves.

NTREX is typed with straight quotation marks and hyphens; pages have curly, nested and low ones, guillemets, dashes,
ellipses, narrow spaces and currency signs.
"""

from __future__ import annotations

import random
import re

NARROW, HARD, THIN = "\u202f", "\u00a0", "\u2009"
_QUOTED = re.compile(r'"([^"]+)"')
_INNER = re.compile(r"(?<!\w)'([^'\"]+)'(?!\w)")
_CURLY = str.maketrans("“”„«»‘’", '"""""\'\'')
_HOUSES = {
    "en": (("“", "”", "‘", "’"), ("“", "”", "‘", "’"), ("‘", "’", "“", "”")),
    "pt": (("“", "”", "‘", "’"), ("“", "”", "‘", "’"), ("«", "»", "“", "”"), (f"«{HARD}", f"{HARD}»", "“", "”")),
}
"""The quotation marks of publishing houses: outer pair, inner pair; the commonest twice."""
_CURRENCIES = {
    "en": (("pounds", "£"), ("euros", "€"), ("dollars", "$")),
    "pt": (("euros", "€"), ("libras", "£"), ("dólares", "US$"), ("reais", "R$")),
}
_SCALES = {
    "en": {"million": ("m", " million"), "billion": ("bn", " billion")},
    "pt": {"milhões": (" milhões", " mi"), "bilhões": (" bilhões", " bi")},
}
_NUMBER = r"\d[\d.,]*(?<![.,])"


def retyped(sentence: str, language: str, rng: random.Random) -> str:
    """Return a sentence as a page of some publishing house would have it."""
    for habit in (_sums, _quotes, _dashes, _dots, _percent, _spaces):
        sentence = habit(sentence, language, rng)
    return sentence


def _sums(text: str, language: str, rng: random.Random) -> str:
    """Write sums with their sign where they are spelt: `5 million pounds` -> `£5m`."""
    for word, sign in _CURRENCIES[language]:
        scales = "|".join(_SCALES[language])
        of = "(?: de)?" if language == "pt" else ""
        spelt = re.compile(rf"(?<![\w$€£])({_NUMBER})(?: ({scales}){of})? {word}\b")

        def signed(found: re.Match[str], sign: str = sign) -> str:
            scale = rng.choice(_SCALES[language][found[2]]) if found[2] else ""
            space = rng.choice(("", HARD, NARROW)) if language == "pt" else ""
            return f"{sign}{space}{found[1]}{scale}"

        text = spelt.sub(signed, text)
    return text


def _quotes(text: str, language: str, rng: random.Random) -> str:
    opening, closing, inner_opening, inner_closing = rng.choice(_HOUSES[language])
    text = text.translate(_CURLY)
    text = _INNER.sub(lambda found: f"{inner_opening}{found[1]}{inner_closing}", text)
    text = _QUOTED.sub(lambda found: f"{opening}{found[1]}{closing}", text)
    text = re.sub(r'"(?=\w)(?<!\w")', opening, text)
    text = text.replace('"', closing)
    return text.replace("'", "’")


def _dashes(text: str, language: str, rng: random.Random) -> str:
    dash = rng.choice(("—", " — ", " – ", f"{THIN}—{THIN}"))
    text = re.sub(r"(?<=\S) -{1,2} (?=\S)", dash, text)
    return re.sub(r"(?<=\d)-(?=\d)", "–", text)


def _dots(text: str, language: str, rng: random.Random) -> str:
    return text.replace("...", "…")


def _percent(text: str, language: str, rng: random.Random) -> str:
    words = "per ?cent" if language == "en" else "por cento"
    return re.sub(rf"(?<=\d) {words}\b", rng.choice(("%", f"{NARROW}%")) if language == "pt" else "%", text)


def _spaces(text: str, language: str, rng: random.Random) -> str:
    """Set hard and narrow spaces where typesetters do: before units and scales, in initials, and between thousands."""
    hard = rng.choice((HARD, NARROW))
    text = re.sub(r"(?<=\d) (?=(?:million|billion|milhões|bilhões|mil|km|kg|cm|mph)\b)", hard, text)
    if language == "pt" and rng.random() < 0.3:
        text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", THIN, text)
    return re.sub(r"\b(Mr|Dr|Sr|Sra)\. (?=[A-Z])", rf"\1.{HARD}", text)
