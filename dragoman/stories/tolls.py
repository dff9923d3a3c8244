"""How many people were killed, injured, missing or arrested, in languages that are not translated into English here.

Only a number right before its noun counts, or with the word for people between them; all else is for the English rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.stories.measures import VAGUE


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The words of a language: for people and others, for about so many, for other times, and the nouns by event."""

    people: str
    others: str
    about: str
    earlier: str
    nouns: Mapping[str, str]


_TONGUES = {
    "fr": _Tongue(
        "personnes", "autres", "au moins|plus de|environ|près de|quelque|jusqu’à|jusqu'à", "depuis|an dernier|total",
        {"killed": "morts|mortes|tués|tuées|décès", "injured": "blessés|blessées", "missing": "disparus|disparues",
         "arrested": "arrêtés|arrêtées|interpellés|interpellées"},
    ),
    "es": _Tongue(
        "personas", "otros|otras", "al menos|más de|unos|unas|cerca de|casi", "desde|año pasado|total",
        {"killed": "muertos|muertas|fallecidos|fallecidas", "injured": "heridos|heridas",
         "missing": "desaparecidos|desaparecidas", "arrested": "detenidos|detenidas"},
    ),
    "pt": _Tongue(
        "pessoas", "outros|outras", "pelo menos|ao menos|mais de|cerca de|quase", "desde|ano passado|total",
        {"killed": "mortos|mortas|mortes", "injured": "feridos|feridas", "missing": "desaparecidos|desaparecidas",
         "arrested": "detidos|detidas|presos|presas"},
    ),
    "gl": _Tongue(
        "persoas", "outros|outras", "polo menos|máis de|arredor de|case", "desde|ano pasado|total",
        {"killed": "mortos|mortas|falecidos|falecidas", "injured": "feridos|feridas",
         "missing": "desaparecidos|desaparecidas", "arrested": "detidos|detidas"},
    ),
    "ca": _Tongue(
        "persones", "altres", "almenys|més de|uns|unes|prop de|gairebé", "des de|any passat|total",
        {"killed": "morts|mortes", "injured": "ferits|ferides", "missing": "desapareguts|desaparegudes",
         "arrested": "detinguts|detingudes"},
    ),
    "de": _Tongue(
        "menschen|personen", "weitere", "mindestens|mehr als|über|rund|etwa|fast|knapp", "seit|vorjahr|insgesamt",
        {"killed": "tote|todesopfer|getötet", "injured": "verletzte|verletzt", "missing": "vermisste|vermisst",
         "arrested": "festnahmen|festgenommen"},
    ),
    "it": _Tongue(
        "persone", "altri|altre", "almeno|oltre|più di|circa|quasi", "da gennaio|anno scorso|totale",
        {"killed": "morti|uccisi|uccise", "injured": "feriti|ferite", "missing": "dispersi|disperse",
         "arrested": "arrestati|arrestate"},
    ),
}  # fmt: skip
TONGUES = frozenset(_TONGUES)


def toll(before: str, after: str, language: str) -> tuple[str, str]:
    """Return what a number between two pieces of a sentence counts, and the sign of a vague one; empty for nothing."""
    tongue = _TONGUES[language]
    between = rf"(?:{tongue.others})?\s*(?:(?:{tongue.people})[,\s]+(?:\w+\s+){{0,2}})?"
    for event, nouns in tongue.nouns.items():
        if re.match(rf"\s+{between}(?:{nouns})\b", after, re.IGNORECASE):
            return event, VAGUE if re.search(rf"\b(?:{tongue.about})\s*$", before, re.IGNORECASE) else ""
    return "", ""


def is_earlier(text: str, language: str) -> bool:
    """Tell whether a sentence counts more than the event of the day."""
    return bool(re.search(rf"\b(?:{_TONGUES[language].earlier}|19\d\d|20\d\d)\b", text, re.IGNORECASE))
