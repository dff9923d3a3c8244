"""Dates as feeds write them: in numbers, in English, Portuguese and Spanish words, and in the feeds' own mistakes."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=1)

# By the first letters of the name without accents: English, Portuguese, Spanish, and French, Italian, German for free.
_MONTHS = {
    **dict.fromkeys(("jan", "ene", "gen"), 1),
    **dict.fromkeys(("feb", "fev"), 2),
    "mar": 3,
    **dict.fromkeys(("apr", "abr", "avr"), 4),
    **dict.fromkeys(("may", "mai", "mag"), 5),
    **dict.fromkeys(("jun", "juin", "giu"), 6),
    **dict.fromkeys(("jul", "juil", "lug"), 7),
    **dict.fromkeys(("aug", "ago", "aou"), 8),
    **dict.fromkeys(("sep", "set"), 9),
    **dict.fromkeys(("oct", "out", "okt", "ott"), 10),
    "nov": 11,
    **dict.fromkeys(("dec", "dez", "dic"), 12),
}
# Hours from UTC. Names that two parts of the world share and neither clearly owns (IST, AST) are left out.
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet", "etc/gmt", "etc/utc"), 0),
    **dict.fromkeys(("west", "bst", "cet", "met"), 1),
    **dict.fromkeys(("cest", "mest", "eet", "cat", "sast"), 2),
    **dict.fromkeys(("eest", "msk", "eat"), 3),
    **dict.fromkeys(("hkt", "sgt"), 8),
    **dict.fromkeys(("jst", "kst"), 9),
    "aest": 10,
    "aedt": 11,
    "brst": -2,
    **dict.fromkeys(("brt", "art", "uyt", "clst"), -3),
    **dict.fromkeys(("amt", "clt", "vet", "bot", "edt"), -4),
    **dict.fromkeys(("est", "et", "cdt", "cot", "pet", "ect"), -5),
    **dict.fromkeys(("cst", "ct", "mdt"), -6),
    **dict.fromkeys(("mst", "mt", "pdt"), -7),
    **dict.fromkeys(("pst", "pt"), -8),
}

_TIME = r"""(?: [,\s]* (?:as|at|a\slas|a|-|–|t)? \s*
    (?P<hour>\d{1,2})
    (?: [:.h] (?P<minute>\d{2}) (?: [:.m] (?P<second>\d{2}) (?:[.,]\d+)? )? (?:min|\s?hs?|m|s)? | \s?h )
    (?: \s* (?P<half>[ap])\.?m\.? )?
)"""
_ZONE = (
    r"(?: \s* \(?(?P<zone> (?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})? | [a-z]{1,4}(?:/[a-z]{3})? )\)? (?:\s*\([^()]*\))? )"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|[oa](?=\s)|\.)?"
_MONTH = r"(?P<month>[a-z]{3,10})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2}(?!\d))"
_WEEKDAY = r"(?: [a-z]+(?:-feira)?\.?,?\s+ )?"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body, re.VERBOSE)


_TAIL = rf"(?: {_TIME} {_ZONE}? )?"
_WORDS = (
    _pattern(rf"{_WEEKDAY} {_DAY} [\s,/-]* (?:de\s|of\s)?\s* {_MONTH} [\s,/-]* (?:de\s|del\s)?\s* {_YEAR} {_TAIL}"),
    _pattern(rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} (?:,\s*|\s+) {_YEAR} {_TAIL}"),
    _pattern(rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} {_TIME} {_ZONE}? \s+ {_YEAR}"),
)
_ISO = _pattern(
    rf"""(?P<year>\d{{4}}) (?P<sep>[-/.]?) (?P<month>\d\d) (?P=sep) (?P<day>\d\d)
    (?: [t\s]+ (?P<hour>\d\d) :? (?P<minute>\d\d) (?: :? (?P<second>\d\d) (?:[.,]\d+)? )?
    (?P<half>(?!)x)? {_ZONE}? )?"""
)
_SLASHED = _pattern(rf"{_WEEKDAY} (?P<a>\d{{1,2}})([/.-])(?P<b>\d{{1,2}})\2(?P<year>\d{{4}}) {_TAIL}")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")


def read(text: str, language: str = "", guess: datetime | None = None) -> datetime | None:
    """Read a date in any of the forms feeds use, in UTC; None where it is no date or could be two different days.

    A time without a zone is taken as UTC. Days and months in figures go by the language of the feed.
    `guess` is another reader's result, taken only where the form is one that this one does not know.
    """
    text = _folded(text)
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    if match := _SLASHED.fullmatch(text):
        return _by_language(match, language)
    if match := _ISO.fullmatch(text):
        return _made(match, int(match["month"]), int(match["day"]))
    for pattern in _WORDS:
        if match := pattern.fullmatch(text):
            month = _MONTHS.get(match["month"][:4]) or _MONTHS.get(match["month"][:3], 0)
            return _made(match, month, int(match["day"])) if month else guess
    return guess


def plausible(when: datetime | None, now: datetime) -> datetime | None:
    """Return the date if news can bear it (2000 to an hour from now), else None."""
    return when if when and EARLIEST <= when <= now + AHEAD else None


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text[:100]).lower()
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _by_language(match: re.Match[str], language: str) -> datetime | None:
    first, second = int(match["a"]), int(match["b"])
    tag = language.lower()
    if first > 12 or first == second:
        day, month = first, second
    elif second > 12 or tag == "en-us":
        month, day = first, second
    elif tag in ("", "en"):
        return None
    else:
        day, month = first, second
    return _made(match, month, day)


def _made(match: re.Match[str], month: int, day: int) -> datetime | None:
    zone = _offset(match["zone"])
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    second = min(int(match["second"] or 0), 59)
    try:
        local = datetime(year, month, day, hour % 24, int(match["minute"] or 0), second, tzinfo=zone)
        return (local + timedelta(days=hour // 24)).astimezone(UTC) if zone and hour <= 24 else None
    except (ValueError, OverflowError):
        return None


def _offset(name: str | None) -> timezone | None:
    """Return the zone of a name or offset, UTC for none at all, None for a name that is not known."""
    if not name:
        return UTC
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    match = re.fullmatch(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?", name)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes < 24 * 60 else None
