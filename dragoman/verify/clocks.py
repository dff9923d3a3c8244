"""Read clock times: 3:30 p.m., 15h30, 8 da noite, 0230 UTC."""

from __future__ import annotations

import re
from decimal import Decimal

from dragoman.verify.numerals import clock
from dragoman.verify.quantity import Quantity, digit_parts
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
