"""Dates as pages write them: ISO 8601, RFC 5322, numbers in the language's order, months by name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.I
)
_UNIX = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d?) (\d\d:\d\d):\d\d ([A-Z]{3,4}) (\d{4})$")
_RFC = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_NAMED = re.compile(
    r"(?<![\w])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:de|d’|of)?\s*([^\W\d_]{3,})\.?,?\s*(?:de|del|"
    r"do)?\s*(\d{4})(?!\d)"
)
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})\s*(?:[:h.]|heures?|Uhr)\s*(\d\d)(?![\d])(?::\d\d)?\s*(a\.?m\b|p\.?m\b)?", re.I
)
_ZONE = re.compile(r"\b(UTC|GMT|[A-Z]{2,4}T)\b(?!\s?[+-]\d)|(?:(?<=\d) |UTC\s?|GMT\s?)([+-]\d\d):?(\d\d)\b")
_ZONES = {"UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
          "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "BRT": -3, "JST": 9, "KST": 9,
          "IST": 5.5, "AEST": 10, "AEDT": 11}  # fmt: skip
_ANY = ("de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "cs", "sv", "da", "nb")
"""Languages whose months are tried on a page that names none."""
_EPOCH = date(1970, 1, 1)
_MONTH_FIRST = ("en", "en-US", "en-CA", "en-PH")


def parse(text: str, language: str = "") -> datetime | None:
    """Return the first date and time in a text, in its own zone or else UTC, or None.

    `08/07/2016` is the 8th of July, but in English of no country or of the United States the 7th of August.
    """
    text = _UNIX.sub(r"\2 \1 \5 \3 \4", text.strip()[:200])
    if text.isdecimal() and len(text) in (10, 13):
        return _sound(datetime.fromtimestamp(int(text[:10]), UTC))
    return _iso(text) or _rfc(text) or _worded(text, language)


def _sound(when: datetime | None) -> datetime | None:
    """Return a time that an article can have: the first day of the Unix clock stands for none."""
    return when if when and 1900 <= when.year <= 2100 and when.date() != _EPOCH else None


def _iso(text: str) -> datetime | None:
    match = _ISO.search(text)
    if not match:
        return None
    try:
        when = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")
        return _sound(when.replace(tzinfo=_offset(match[3] or "")))
    except ValueError:
        return None


def _offset(zone: str) -> timezone:
    if not zone or zone.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    return timezone((1 if zone[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _rfc(text: str) -> datetime | None:
    if not _RFC.match(text):
        return None
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _sound(when if when.tzinfo else when.replace(tzinfo=UTC))


def _worded(text: str, language: str) -> datetime | None:
    day = _numbers(text, language) or _names(text, language)
    if not day:
        return None
    (year, month, of_month), rest = day
    hour, minute = _clock(rest)
    try:
        return _sound(datetime(year, month, of_month, hour, minute, tzinfo=_zone(rest)))
    except ValueError:
        return None


def _numbers(text: str, language: str) -> tuple[tuple[int, int, int], str] | None:
    if match := _CJK.search(text):
        return (int(match[1]), int(match[2]), int(match[3])), text[match.end() :]
    match = _NUMBERS.search(text)
    if not match:
        return None
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    rest = text[match.end() :] + " " + text[: match.start()]
    if len(match[1]) == 4:
        return (first, second, third), rest
    year = third if third > 99 else 2000 + third
    month_first = language in _MONTH_FIRST and match[2] != "."
    if (month_first and first <= 12) or second > 12:
        first, second = second, first
    return (year, second, first), rest


def _names(text: str, language: str) -> tuple[tuple[int, int, int], str] | None:
    for pattern, order in ((_NAMED, (3, 2, 1)), (_NAMED_FIRST, (3, 1, 2))):
        for match in pattern.finditer(text):
            month = _month(match[order[1]].lower(), language)
            if month:
                rest = text[match.end() :] + " " + text[: match.start()]
                return (int(match[order[0]]), month, int(match[order[2]])), rest
    return None


def _month(name: str, language: str) -> int:
    for code in dict.fromkeys((language.split("-")[0], "en", *(() if language else _ANY))):
        if code and (month := _months(code).get(name) or _months(code).get(name[:3])):
            return month
    return 0


@lru_cache(maxsize=32)
def _months(code: str) -> dict[str, int]:
    from babel.core import UnknownLocaleError
    from babel.dates import get_month_names

    names: dict[str, int] = {}
    try:
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, code).items():
                    names.setdefault(name.lower().strip("."), number)
    except (UnknownLocaleError, ValueError):
        return {}
    return names


def _clock(text: str) -> tuple[int, int]:
    match = _CLOCK.search(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return 0, 0
    hour, half = int(match[1]), (match[3] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(match[2])


def _zone(text: str) -> timezone:
    match = _ZONE.search(text)
    if match and match[2]:
        return _offset(match[2] + match[3])
    return timezone(timedelta(hours=_ZONES.get(match[1], 0))) if match and match[1] in _ZONES else UTC
