"""What an article states in figures besides how many people: magnitudes, ages, votes, sums of money, days to come.

Each pattern wants a figure and what it is a figure of in one breath, and a sentence that gives two of a kind gives none
but of ages, which have names. Of votes, sums and days only those that are near each other can be of one thing, since a
committee votes as well as a parliament.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

MAGNITUDE, AGE, VOTES, MONEY, DATE = "magnitude", "age", "votes", "money", "date"
VAGUE = "~"
"""What stands before a value that its source gives as about so much, or at least."""
EARLIER = re.compile(r"\b(?:previous|earlier|last (?:year|month|week)|in \d{4}|years? ago)\b", re.IGNORECASE)
"""What tells that a sentence is of another event."""
_MAGNITUDE = re.compile(
    r"(?<!over )(?<!above )(?<!than )\bmagnitude[- ](?:of )?(\d\.\d)\b(?!.*aftershock)"
    r"|\b(\d\.\d)[- ]magnitude (?!after)",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[A-Z][^\W\d_]+ (?:[A-Z]\. |(?:de|da|do|del|al|bin|van|von|di) )?[A-Z][\w'’]+(?:-[\w'’]+)*)"
_AGES = (
    re.compile(rf"{_NAME}, (?P<age>\d{{1,3}})(?:,|;| was | is | died | who )"),
    re.compile(rf"{_NAME},? aged (?P<age>\d{{1,3}})\b"),
    re.compile(rf"{_NAME} (?i:(?:has )?(?:died?|dies)(?: \w+)? (?:aged|at|at the age of)) (?P<age>\d{{1,3}})\b"),
    re.compile(rf"\b(?P<age>\d{{1,3}})-year-old (?:[a-z-]+ ){{0,3}}{_NAME}(?! [A-Z])"),
)
_VOTES = (
    re.compile(
        r"\b(?:voted?|votes|vote of|passed|approved|rejected|adopted)(?: it)?(?: by)? (\d{1,3})(?:-|–| to )(\d{1,3})\b"
    ),
    re.compile(r"\b(\d{1,3})(?:-|–| to )(\d{1,3}) (?:vote|against|in favou?r)\b"),
    re.compile(r"\b(\d{1,3}) votes? to (\d{1,3})\b"),
    re.compile(r"\b(\d{1,3}) (?:votes |members )?(?:in favou?r|for)(?:,? and|,| to)? (\d{1,3}) against\b"),
)
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "R$": "BRL", "₹": "INR"}
_NAMES = {"dollars": "USD", "euros": "EUR", "pounds": "GBP", "reais": "BRL", "rupees": "INR"}
_SCALES = {"": 0, "thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SUM = (
    r"(?:(?P<vague>about|around|nearly|almost|more than|over|at least|up to) )?"
    r"(?:(?P<sign>US\$|R\$|(?<![A-Z])[$€£₹]) ?)?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"(?:[ -]?(?P<scale>thousand|k|million|m|billion|bn|trillion|tn)\b)?"
    r"(?:[ -](?P<name>dollars|euros|pounds|reais|rupees)\b)?"
)
_FOR = (
    r"(?P<what>fine|penalty|ransom|settlement|bail|loan|takeover|acquisition|contract|compensation|damages|bounty|prize"
    r"|deal|bailout|lawsuit)\b"
)
_SUMS = (
    re.compile(rf"{_SUM}(?: \w+)? {_FOR}"),
    re.compile(rf"\b{_FOR} (?:of|worth|valued at|totall?ing) {_SUM}"),
    re.compile(rf"\b(?P<what>fine)d (?:[A-Z]\w+ )*{_SUM}"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"[A-Z][a-z]{2,8}"
_DAY = rf"(?:(?P<day>\d{{1,2}}) (?P<month>{_MONTH})|(?P<first>{_MONTH})\.? (?P<then>\d{{1,2}}))\b(?!,? \d{{4}}|[:.]\d)"
_EVENT = r"(?P<event>election|referendum|run-?off|summit|trial|hearing|funeral|inauguration|by-election)s?\b"
_DATES = (
    re.compile(rf"\b{_DAY} (?:[a-z]+ )?{_EVENT}"),
    re.compile(rf"\b{_EVENT}(?: \w+){{0,4}} (?:on|for) {_DAY}"),
)


def measures(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, subject and value of what a sentence in English states; whose an age is stands behind a colon."""
    if EARLIER.search(text):
        return
    found = {
        MAGNITUDE: [(MAGNITUDE, one[1] or one[2]) for one in _MAGNITUDE.finditer(text)],
        AGE: [(f"{AGE}:{_person(one['name'])}", one["age"]) for one in _all(_AGES, text)],
        VOTES: [(VOTES, _votes(one)) for one in _all(_VOTES, text)],
        MONEY: [(f"{MONEY}:{one['what']}", sum_) for one in _all(_SUMS, text) if (sum_ := _sum(one))],
        DATE: [(f"{DATE}:{one['event']}", day) for one in _all(_DATES, text) if (day := _day(one))],
    }
    for kind, stated in found.items():
        for about in dict(stated):
            values = {value for subject, value in stated if subject == about}
            if len(values) == 1:
                yield kind, about, values.pop()


def _all(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    return chain.from_iterable(pattern.finditer(text) for pattern in patterns)


def _person(name: str) -> str:
    first, *_, last = name.split()
    return f"{first} {last.partition('-')[0]}"


def _votes(found: re.Match[str]) -> str:
    return "-".join(sorted(found.groups(), key=int, reverse=True))


def _sum(found: re.Match[str]) -> str:
    """Return currency and amount, with no more digits than were said; empty where no currency was said."""
    currency = _SIGNS.get(found["sign"] or "") or _NAMES.get(found["name"] or "", "")
    amount = Decimal(found["number"].replace(",", "")).scaleb(_SCALES[found["scale"] or ""]).normalize()
    return f"{VAGUE if found['vague'] else ''}{currency} {amount}" if currency and amount else ""


def _day(found: re.Match[str]) -> str:
    month = (found["month"] or found["first"])[:3].lower()
    day = int(found["day"] or found["then"])
    return f"{_MONTHS.index(month) + 1}-{day}" if month in _MONTHS and 0 < day <= 31 else ""
