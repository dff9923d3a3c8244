"""Read clock times: 3:30 p.m., 15h30, 8 da noite, 0230 UTC, half past six, às três da tarde."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from dragoman.spokentimes import HOURS, MINUTES, read
from dragoman.verify.lexicon import lexicon
from dragoman.verify.numerals import clock
from dragoman.verify.quantity import Quantity, Strength, digit_parts
from dragoman.verify.tokens import Token

_CLOCK = re.compile(
    r"(?P<h>\d{1,2})(?:(?P<sep>[:.]|\s?[hH]\s?)(?P<m>\d{2})(?!\d)(?:\s?min(?:utos?)?\b|m\b)?(?::(?P<s>\d{2}))?"
    r"|(?P<only>\s?(?:[hH]s?|horas)\b))?"
    r"(?P<half>\s?(?:[aApP]\.?\s?[mM]\b\.?))?"
)
_DAYPART = re.compile(
    r"\s?,?\s(?:(?:da|de la|de)\s(?P<am>manhã|madrugada|mañana)|(?:da|de la)\s(?P<pm>tarde|noite|noche)"
    r"|in\sthe\s(?P<am2>morning)|in\sthe\s(?P<pm2>afternoon|evening)|at\s(?P<pm3>night))\b"
)
_OCLOCK = re.compile(r"\s(?:o['’]clock|(?:UTC|GMT)\b)")

IN_WORDS = re.compile(
    rf"\b(?P<m>{'|'.join(MINUTES)})(?: minutes)?[ -](?P<way>past|to) (?P<h>{'|'.join(HOURS)})\b",
    re.IGNORECASE,
)
_FRACTIONS = {"pt": {"meia": 30, "um quarto": 15}, "es": {"media": 30, "cuarto": 15}}
"""What is said as a part of an hour, in languages that say behind a time which part of the day it is of."""


@cache
def _said(language: str) -> re.Pattern[str]:
    """Return what finds times in words whose part of the day says that they are some."""
    small = lexicon(language).small
    hours, ones = ("|".join(word for word, value in small.items() if 0 < value < most) for most in (13, 60))
    minutes = rf"{'|'.join(_FRACTIONS[language])}|(?:{ones})(?: [ey] (?:{ones}))?"
    part = r"(?= (?:d[ae]|de la) (?:manhã|mañana|madrugada|tarde|noite|noche)\b)"
    return re.compile(rf"\b(?P<h>{hours})(?: [ey] (?P<m>{minutes}))?{part}", re.IGNORECASE)


def in_words(found: Sequence[Quantity], text: str, language: str) -> Iterator[Quantity]:
    """Yield the quantities of a text with those that are a time in words as one: half past six, três da tarde."""
    spoken = _said(language) if language in _FRACTIONS else IN_WORDS if language == "en" else None
    times = [*spoken.finditer(text)] if spoken and found else []
    for time in times:
        parts = tuple(each for each in found if time.start() <= each.start < time.end())
        found = [each for each in found if each not in parts]
        if parts:
            found = sorted([*found, _spoken(time, parts, language)], key=lambda each: each.start)
    yield from found


def _spoken(time: re.Match[str], parts: tuple[Quantity, ...], language: str) -> Quantity:
    if language in _FRACTIONS:
        small, minutes = lexicon(language).small, (time["m"] or "").lower()
        hour = small[time["h"].lower()]
        minute = _FRACTIONS[language].get(minutes) or sum(small.get(word, 0) for word in minutes.split())
    else:
        hour, minute = read(time["m"], time["way"], time["h"])
    half, end = _half(time.string, None, time.end())
    readings = clock(hour, minute, half, twelve=True)
    if minute == 30:
        readings |= {Decimal(hour) + Decimal("0.5")}  # seis e meia
    return Quantity(time.start(), end, readings, Strength.SOFT, half=half, parts=parts)


def read_clock(text: str, token: Token, language: str) -> Quantity | None:
    """Read the clock time (or the hours, minutes and seconds) that starts at a numeral; None where there is none."""
    match = _CLOCK.match(text, token.start)
    if not match or not (match["sep"] or match["only"] or match["half"]):
        return _hour(text, token)
    if match["s"]:
        return _counted(match)
    if match["sep"] == "." and not match["half"]:
        return None
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half, end = _half(text, match["half"], match.end())
    readings = clock(hour, minute, half, twelve=language == "en" and match["sep"] == ":")
    if not readings:
        return None
    if match["only"] or (language != "en" and not match["m"]):
        readings |= {Decimal(hour)}
    elif match["m"] and not half:
        readings |= {("c", hour, minute)}
    parts = () if half or not match["m"] else digit_parts(match[0], match.start())
    return Quantity(match.start(), end, readings, half=half, parts=parts)


def _hour(text: str, token: Token) -> Quantity | None:
    """Read a bare hour that words make a clock time: 8 da noite, 8 o'clock, 0230 UTC."""
    if not token.text.isdecimal() or len(token.text) not in (1, 2, 4):
        return None
    half, end = _half(text, None, token.end)
    if not half and not _OCLOCK.match(text, token.end):
        return None
    hour, minute = (int(token.text[:2]), int(token.text[2:])) if len(token.text) == 4 else (int(token.text), 0)
    readings = clock(hour, minute, half, twelve=len(token.text) < 4)
    return Quantity(token.start, end, readings | {Decimal(token.text)}, half=half) if readings else None


def _half(text: str, written: str | None, end: int) -> tuple[str, int]:
    """Return am, pm or nothing, and where the words that say it end."""
    if written:
        return ("am" if "a" in written.lower() else "pm"), end
    if match := _DAYPART.match(text, end):
        return ("am" if match["am"] or match["am2"] else "pm"), match.end()
    return "", end


def _counted(match: re.Match[str]) -> Quantity:
    values = tuple(int(match[name]) for name in ("h", "m", "s"))
    return Quantity(match.start(), match.end(), frozenset({("c", *values)}), parts=digit_parts(match[0], match.start()))
