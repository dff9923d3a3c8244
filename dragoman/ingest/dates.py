"""Dates as feeds write them: in numbers, in English, Portuguese and Spanish words, and in the feeds' own mistakes."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from dragoman.ingest import clean

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=1)

# Names without accents; any beginning of three letters or more will do, as long as it begins one month only.
# English, Portuguese, Spanish; French, Italian, German and Greek for free.
_NAMES = """
january janeiro enero janvier gennaio januar ιανουαριου
february fevereiro febrero fevrier febbraio februar φεβρουαριου
march marco marzo mars marz maerz μαρτιου
april abril avril aprile απριλιου
may maio mayo mai maggio μαιου
june junho junio juin giugno juni ιουνιου
july julho julio juillet luglio juli ιουλιου
august agosto aout αυγουστου
september setembro septiembre setiembre septembre settembre σεπτεμβριου
october outubro octubre octobre ottobre oktober οκτωβριου
november novembro noviembre novembre νοεμβριου
december dezembro diciembre decembre dicembre dezember δεκεμβριου
"""


def _beginnings() -> dict[str, int]:
    meant: dict[str, set[int]] = {}
    for number, names in enumerate(_NAMES.strip().splitlines(), 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {beginning: min(numbers) for beginning, numbers in meant.items() if len(numbers) == 1}


_MONTHS = _beginnings()
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
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
# Either order is common where these are written, or nobody says where that is.
_EITHER = frozenset(("", "en", "en-ca", "es-us", "es-pr"))

_TIME = r"""(?: [,|\s]* (?:as|at|a\slas|a|ore|um|-|–|t)? \s*
    (?P<hour>\d{1,2})
    (?: [:.h] (?P<minute>\d{2}) (?: [:.m] (?P<second>\d{2}) (?:[.,]\d+)? )?
        (?:min|\s?h(?:s|rs|oras)?(?![a-z])|\s?uhr|m|s)? | \s?h )
    (?: \s* (?P<half>[ap])\.?\s?m\.?(?![a-z]) )?
)"""
_ZONE = r"""(?: \s* \(?(?P<zone> (?:utc|gmt)?\s?[+-]\d{1,2}(?::?\d{2})? | [a-z]{1,4}(?:/[a-z]{3})? )\)?
    (?: \s*\([^()]*\) | \s*\[[^\[\]]*\] | \s(?:gmt|utc) )? )"""
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|[oa](?=\s)|\.)?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2}(?!\d))"
_WEEKDAY = r"(?: (?:[2-6]a[\s-]{0,2}feira | [^\W\d_]+(?:[\s-]feira)?) \.?,?\s+ )?"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(body, re.VERBOSE)


_TAIL = rf"(?: {_TIME} {_ZONE}? )?"
_WORDS = (
    _pattern(rf"{_WEEKDAY} {_DAY} [\s,/-]* (?:de\s|of\s)?\s* {_MONTH} [\s,/-]* (?:de\s|del\s)?\s* {_YEAR} {_TAIL}"),
    _pattern(rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} (?:,\s*|\s+) {_YEAR} {_TAIL}"),
    _pattern(rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} {_TIME} {_ZONE}? \s+ {_YEAR}"),
)
_YEAR_FIRST = (
    _pattern(
        rf"""(?P<year>\d{{4}}) (?P<month>\d\d) (?P<day>\d\d)
        (?: [t\s]* (?P<hour>\d\d) :? (?P<minute>\d\d) (?: :? (?P<second>\d\d) (?:[.,]\d+)? )
        (?P<half>(?!)x)? {_ZONE}? )?"""
    ),
    _pattern(rf"(?P<year>\d{{4}}) ([-/.]) (?P<month>\d{{1,2}}) \2 (?P<day>\d{{1,2}}) {_TAIL}"),
    _pattern(rf"(?P<year>\d{{4}})[年년]\s? (?P<month>\d{{1,2}})[月월]\s? (?P<day>\d{{1,2}})[日일] {_TAIL}"),
)
_SLASHED = _pattern(rf"{_WEEKDAY} (?P<a>\d{{1,2}})([/.-])(?P<b>\d{{1,2}})\2(?P<year>\d{{4}}) {_TAIL}")
_SHORT = _pattern(rf"{_WEEKDAY} (?P<a>\d{{1,2}})([/.])(?P<b>\d{{1,2}})\2(?P<year>\d{{2}}) {_TAIL}")
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\.\d+)?")


def read(text: str, language: str = "") -> datetime | None:
    """Read a date in any of the forms feeds use, in UTC; None where it is no date or could be two different days.

    A time without a zone is taken as UTC. Days and months in figures go by the language of the feed.
    """
    text = _folded(text)
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    if match := _SLASHED.fullmatch(text):
        return _by_language(match, language.lower())
    if match := _SHORT.fullmatch(text):
        # Two figures for the year could be the day: only a language that has one order for all tells.
        return None if language.lower() in _EITHER else _by_language(match, language.lower())
    for pattern in _YEAR_FIRST:
        if match := pattern.fullmatch(text):
            return _made(match, int(match["month"]), int(match["day"]))
    for pattern in _WORDS:
        if (match := pattern.fullmatch(text)) and (month := _MONTHS.get(match["month"])):
            return _made(match, month, int(match["day"]))
    return None


def plausible(when: datetime | None, now: datetime) -> datetime | None:
    """Return the date if news can bear it (2000 to an hour from now), else None."""
    return when if when and EARLIEST <= when <= now + AHEAD else None


def quoted(text: str) -> str:
    """Return a date that could not be taken as it was written: one line of plain text."""
    return clean.plain(text, limit=100)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text[:100]).lower()
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    return " ".join(text.split())


def _by_language(match: re.Match[str], tag: str) -> datetime | None:
    first, second = int(match["a"]), int(match["b"])
    if first > 12 or first == second:
        day, month = first, second
    elif second > 12 or tag in _MONTH_FIRST:
        month, day = first, second
    elif tag in _EITHER:
        return None
    else:
        day, month = first, second
    return _made(match, month, day)


def _made(match: re.Match[str], month: int, day: int) -> datetime | None:
    zone, hour = _offset(match["zone"]), _hour(match)
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    second = min(int(match["second"] or 0), 59)
    if zone is None or hour is None:
        return None
    try:
        local = datetime(year, month, day, hour % 24, int(match["minute"] or 0), second, tzinfo=zone)
        return (local + timedelta(days=hour // 24)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(match: re.Match[str]) -> int | None:
    """Return the hour of 24, or None where it is none."""
    hour = int(match["hour"] or 0)
    if hour > (12 if match["half"] == "a" else 24):
        return None
    return hour % 12 + (12 if match["half"] == "p" else 0) if match["half"] else hour


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
