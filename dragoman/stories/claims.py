"""What an article states in figures and days: how many were killed, when it was. Only what its opening says plainly.

A claim counts where its sentence names one event of a kind that news counts people by, and the number stands beside the
people or the event; miners are compared with miners, people with people. Of other figures those count that `measures`
knows. Everything else (shares, years, ranges) is left: it is better to show no disagreement than one that is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeAlias

from dragoman.stories.measures import EARLIER, VAGUE, measures
from dragoman.stories.tolls import TONGUES, is_earlier, toll
from dragoman.types import Claim

SENTENCES = 5
"""Sentences of an article that are read, its headline included."""
LONGEST = 600
"""Code points of a sentence that is read; longer ones are lists, or nothing that anybody wrote."""
ENGLISH = "en"
NUMBER, DAY = "number", "day"
"""The kinds of claims."""
LEAST = 2
"""Below it, `one` may count nothing."""
YEARS = range(1900, 2100)
"""Numbers that may be years where nothing parts their thousands."""
SHARED, STEM = 2, 5
"""Words, by their first letters, that a sentence must share with the headline to be about the same."""
_EVENTS = {
    "killed": "kill kills killed killing dead dies died deaths fatalities slain massacred",
    "injured": "injure injures injured injuring wounded wounds hurt",
    "arrested": "arrest arrests arrested arresting detained detains detain",
    "kidnapped": "kidnap kidnaps kidnapped abduct abducts abducted",
    "missing": "missing disappeared",
    "evacuated": "evacuated evacuates displaced",
    "rescued": "rescued rescues saved",
    "infected": "infected infections",
}
_KILLED = "killed"
_KIND = {word: kind for kind, words in _EVENTS.items() for word in words.split()}
_ANYBODY = frozenset("people persons others victims".split())
_PEOPLE = _ANYBODY | frozenset(
    "men women children girls schoolgirls boys schoolchildren civilians residents villagers migrants refugees"
    " soldiers troops police officers policemen guards fighters militants rebels gunmen suspects prisoners"
    " inmates hostages protesters demonstrators activists workers miners crew members sailors fishermen"
    " firefighters rescuers medics patients journalists drivers passengers tourists pilgrims worshippers"
    " students pupils climbers skiers fans".split()
)
_DOES = frozenset("kill kills killing injure injures injuring arrest arresting detain kidnap abduct".split())
"""Forms that say what those do who stand before them, not what was done to them."""
_OTHERS = "others"
_OBJECT = re.compile(
    r"^(?:\s*[\w-]+){1,3}?\s+(?:killed|injured|wounded|hurt|arrested|detained|kidnapped|abducted|rescued|saved|infected|evacuated)\s+"
    r"(?:an?|the|his|her|their|its|at least|more than|about|dozens|several|many|\d|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
"""Those who were counted did it to others: two soldiers killed five civilians."""
_BETWEEN = frozenset("were was are is been being have has had of the still also now remain found confirmed".split())
_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:dead|deaths|people killed))\b.*"
    r"\b(?:to|at|of|is|was|now|reached|reaches|hit|hits)\s+(?:at least|more than|over|about|around|nearly|almost)?\s*$",
    re.IGNORECASE,
)
_RISES = re.compile(r"\btoll\b.*?\bto (?=\d)", re.IGNORECASE)
_LIVES = re.compile(r"^\s*lives\b", re.IGNORECASE)
_LOST = re.compile(
    r"^\s*(?:people\s+)?(?:have |had )?lost their lives\b|^\s*lives (?:were|have been) lost", re.IGNORECASE
)
_CLAIMED = re.compile(r"\b(?:claimed|claims|claiming|took|cost)\s+(?:at least|more than|about)?\s*$", re.IGNORECASE)
_WHERE = frozenset("in at near on".split())
_THERE = re.compile(r"\s+(?:in|en|em|à|au|aux|a|nach)\s+[A-ZÀ-Þ]")
"""Behind a number without what it counts: seven dead in Italy, ten in Poland."""
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|as|while|after|when|who|that)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*|[%$€£-]")
_NOT_PEOPLE = re.compile(
    r"^\s*(?:-|%|percent|per cent|year|month|day|hour|week|minute|times|th\b|st\b|nd\b|rd\b)", re.I
)
_AMOUNT = re.compile(r"[$€£]\s*$|\b(?:day|number|no|page|chapter|section|article|since|in|of|by)\s*$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:at least|more than|over|about|around|nearly|almost|up to|fewer than|less than|some)\s*$", re.I
)
_ELSEWHERE = re.compile(
    rf"{EARLIER.pattern}|\b(?:since|so far|in total|total|campaign)\b|\bto \d"
    r"|\bthe (?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b",
    re.IGNORECASE,
)
"""What tells that a sentence counts more than the event of the day."""
_SPOKEN = re.compile(r"\b(?:said|says|told|announced|reported|according|confirmed|spoke)\b", re.IGNORECASE)
NEAR = 60
"""Code points from an event to its day at most."""


class Number(Protocol):
    """A number of a text with its readings."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def readings(self) -> frozenset[object]: ...


class Weekday(Protocol):
    """A day or month of a text, by its kind and number."""

    @property
    def start(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def number(self) -> int: ...


Numbers: TypeAlias = Callable[[str, str], Sequence[Number]]
Days: TypeAlias = Callable[[str, str], Sequence[Weekday]]


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence in English, or in another language that is read, and as its source has it."""

    text: str
    source: str


def claims(stated: Sequence[Stated], numbers: Numbers, days: Days, language: str = ENGLISH) -> tuple[Claim, ...]:
    """Return what the first sentences of an article state of what its headline, the first of them, is about.

    In other languages than English that is how many people, in those that nobody reads it is nothing.
    """
    subject = _subject(stated[0].text) if stated else frozenset()
    read = (one for one in stated[:SENTENCES] if len(one.text) <= LONGEST)
    told = [one for one in read if one is stated[0] or len(_subject(one.text) & subject) >= SHARED]
    if language == ENGLISH:
        return tuple(claim for one in told for claim in _claims(one, numbers, days))
    return tuple(claim for one in told if language in TONGUES for claim in _tolls(one, numbers, language))


def _subject(text: str) -> frozenset[str]:
    return frozenset(word[:STEM].lower() for word in _WORD.findall(text) if len(word) > 3)


def _claims(one: Stated, numbers: Numbers, days: Days) -> Iterator[Claim]:
    yield from (Claim(*measure, one.source) for measure in measures(one.text))
    if not _ELSEWHERE.search(_RISES.sub("", one.text)):
        found = [(*_event(one.text, number), number) for number in numbers(one.text, ENGLISH)]
        yield from _counted(one, found)
        yield from (Claim(DAY, event, str(day.number), one.source) for event, day in _days(one.text, days))


def _tolls(one: Stated, numbers: Numbers, language: str) -> Iterator[Claim]:
    if not is_earlier(one.text, language):
        every = numbers(one.text, language)
        found = [(*toll(one.text[: each.start], one.text[each.end :], language), each) for each in every]
        yield from _counted(one, found)


def _counted(one: Stated, found: Sequence[tuple[str, str, Number]]) -> Iterator[Claim]:
    """Yield what numbers count, given with it and the sign of a vague one; where one is for another place, nothing."""
    told: dict[str, set[str]] = {}
    for event, vague, number in found:
        value = _value(one.text, number)
        if event and value:
            told.setdefault(event, set()).add(f"{vague}{value}")
        elif value and _THERE.match(one.text[number.end :]):
            return
    # Two numbers of one kind are of two places, or of a part and the whole.
    yield from (Claim(NUMBER, event, min(values), one.source) for event, values in told.items() if len(values) == 1)


def _days(text: str, days: Days) -> Iterator[tuple[str, Weekday]]:
    """Yield events with the weekday on which they were; one that somebody spoke on is another."""
    found = [day for day in days(text, "en") if day.kind == "weekday"]
    words = [(word.end(), _KIND[word[0].lower()]) for word in _WORD.finditer(text) if word[0].lower() in _KIND]
    for end, event in words[:1] if len(found) == 1 else ():
        between = text[end : found[0].start]
        if between.endswith("on ") and len(between) <= NEAR and not _SPOKEN.search(between):
            yield event, found[0]


def _value(text: str, number: Number) -> str:
    """Return a number of people, empty where it may be anything else: a year, a share, a word for somebody."""
    told = text[number.start : number.end]
    values = [value for value in number.readings if isinstance(value, Decimal)]
    whole = len(values) == 1 == len(number.readings) and values[0] == int(values[0]) and values[0] >= LEAST
    figure = told.isdecimal() or (len(told) > 1 and told[0].isalnum() and told[-1].isalnum())
    if not whole or not figure or (told.isdecimal() and int(told) in YEARS):
        return ""
    return str(int(values[0]))


def _event(text: str, number: Number) -> tuple[str, str]:
    """Return the event that a number counts people of, behind a colon which, and the sign of a vague one.

    Empty where no event is in its clause.
    """
    before, after = _CLAUSE.split(text[: number.start])[-1], _CLAUSE.split(text[number.end :])[0]
    vague = VAGUE if _VAGUE.search(before) else ""
    if _TOLL.search(before) or (_CLAIMED.search(before) and _LIVES.match(after)) or _LOST.match(after):
        return _KILLED, vague
    if _NOT_PEOPLE.match(after) or _AMOUNT.search(before) or _OBJECT.match(after):
        return "", ""
    following = [word.lower() for word in _WORD.findall(after)]
    if following[:1] == [_OTHERS] and not _KIND.keys() & {word.lower() for word in _WORD.findall(text[: number.start])}:
        return "", ""  # those who are named before them count as well
    people = next((n for n, word in enumerate(following[:3]) if word in _PEOPLE), None)
    event = _named(before, following, people)
    group = following[people] if people is not None and following[people] not in _ANYBODY else ""
    return (f"{event}:{group}" if event and group else event), vague


def _named(before: str, following: Sequence[str], people: int | None) -> str:
    leading = [word.lower() for word in _WORD.findall(_VAGUE.sub("", before))][-1:]
    if leading and leading[0] in _KIND and (people is not None or not following or following[0] in _WHERE):
        return _KIND[leading[0]]
    rest = [word for word in following[0 if people is None else people + 1 :] if word not in _BETWEEN]
    return _KIND.get(rest[0], "") if rest and following and rest[0] not in _DOES else ""
