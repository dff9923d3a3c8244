"""Times of day: a colon and 24 hours before the engine, the target language's way after it.

`22h15` comes back as 22:15 a.m., `12h` as 12 a.m., `6h da tarde` as 6 a.m., British `6.26` as a decimal, and `half past
six` as no time at all; 22:15 comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dragoman import spokentimes
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair

_AMPM = r"(?P<half>[aApP])(?:\.\s?[mM]\.|\.?[mM]\b(?!\.\w))"
_DAYPART = r"(?P<part>(?:da|de la|de|do|del)\s(?:manhã|madrugada|mañana|matí|mañá|tarde|tarda|noite|noche|nit))"
_HALF_DAY = re.compile(rf"(?<![\w.,:$£€])(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?\s?{_AMPM}")
_DOTTED = re.compile(
    r"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\bfrom ))"
    r"(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)\b"
    r"(?![.,]?\d|%|-|\s(?:per|m|million|billion|times|metres|meters|km|points|seconds|degrees)\b)"
)
_SAID = re.compile(
    r"\b(?:(?P<half>half)[ -]past|(?P<past>(?:a )?quarter|five|ten|twenty|twenty-five)(?: minutes)? past"
    r"|(?:(?P<quarter>a quarter|quarter)|(?<=\bat )(?P<to>five|ten|twenty|twenty-five)(?: minutes)?) to)"
    rf" (?P<h>{'|'.join(spokentimes.HOURS)})\b(?!-|\s(?:odds|times|percent|per)\b)",
    re.IGNORECASE,
)
"""A time in words: half past six, at twenty to four in the afternoon; ten to one may be a vote."""
_HOURS = re.compile(
    r"(?<![\w.,:$€])(?P<h>[01]?\d|2[0-4])(?:\s?[hH]s?\s?(?P<m>[0-5]\d)(?:\s?min|m)?\b"
    r"|[.:](?P<m2>[0-5]\d)\s?(?:h|hs|horas|hores)\b|\s?(?:h|hs|horas|hores)\b|(?=\sda\s))"
    rf"(?:\s{_DAYPART}\b)?"
)
_AT = re.compile(
    r"\b(?:at|by|before|after|until|from|around|às|as|das|até|desde|pelas|las|les|ás|por volta d[ae]s?|cerca das"
    r"|entre|entre (?:as |las |les )?[\dh:]+ [eyi])\s(?:as\s|las\s|les\s)?$"
)
_CLOCK = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-4]):([0-5]\d)(?!:?\d)"
    r"(?:\s?[apAP](?:[msMS]\b\.?|\.(?:\s?[msMS]\b\.?)?)|h\b|\s?hs?\b|\s?horas\b)?"
)
_ROMANCE = frozenset({"pt", "es", "ca", "gl"})
_TWO_STOPS = re.compile(r"(\b[ap]\.m\.)\.(?!\.)")
NOON = 12
_AFTERNOON = ("tarde", "tarda", "noite", "noche", "nit")


def times(text: str, pair: Pair, knows: Knows) -> Step:
    """Write clock times as 22:15, and write those the way the target language does afterwards."""
    source, target = pair.languages
    sentence = text
    if source == "en":
        text = _SAID.sub(_in_figures, _DOTTED.sub(_colon, _HALF_DAY.sub(_colon, text)))
    elif source in _ROMANCE:
        text = _HOURS.sub(lambda found: _clock(found, text), text)
    form = _FORMS.get(target)
    known = {(int(found[1]), found[2]) for found in _CLOCK.finditer(text) if _told(found, sentence)}
    if not known or form is None:
        return Step(text, same)

    def undo(answer: str) -> str:
        answer = _CLOCK.sub(lambda found: form(found) if (int(found[1]), found[2]) in known else found[0], answer)
        return _TWO_STOPS.sub(r"\1", answer)

    return Step(text, undo)


def _told(found: re.Match[str], sentence: str) -> bool:
    """Tell a time from a verse, a ratio or a result.

    It was written anew here, is past noon, stands behind `at`, or begins its text with a nought (09:15 Doors open).
    """
    before = found.string[: found.start()]
    begins = not before and found[1].startswith("0")
    return found[0] not in sentence or int(found[1]) > NOON or begins or _AT.search(before) is not None


def _colon(found: re.Match[str]) -> str:
    """Write an English time with its colon, on 24 hours where it says which half of the day it is in."""
    hour, minute, half = int(found["h"]), found["m"] or "00", found.groupdict().get("half")
    if half:
        hour = hour % 12 + 12 * (half in "pP")
    stop = "." if found[0].endswith(".") and found.end() == len(found.string) else ""
    return f"{hour}:{minute}{stop}"


def _in_figures(found: re.Match[str]) -> str:
    """Write an English time in figures."""
    past, to = found["half"] or found["past"], found["quarter"] or found["to"]
    minutes = re.sub("^a ", "", past or to, flags=re.IGNORECASE)
    hour, minute = spokentimes.read(minutes, "past" if past else "to", found["h"])
    return f"{hour}:{minute:02}"


def _clock(found: re.Match[str], text: str) -> str:
    """Write `18h30`, `6 horas da tarde` and `6h:` before what is then as 18:30; `durante 3 horas` stays."""
    hour, minute, part = int(found["h"]), found["m"] or found["m2"], found["part"] or ""
    listed = not found.start() and text.startswith(":", found.end())
    if not minute and not part and not listed and (not _AT.search(text[: found.start()]) or "or" in found[0]):
        return found[0]
    if hour < 12 and part.endswith(_AFTERNOON):
        hour += 12
    return f"{hour}:{minute or '00'}"


def _english(found: re.Match[str]) -> str:
    hour, minute = int(found[1]) % 24, found[2]
    half = "p.m." if hour >= 12 else "a.m."
    stop = "" if minute == "00" else f":{minute}"
    return f"{(hour - 1) % 12 + 1}{stop} {half}"


def _portuguese(found: re.Match[str]) -> str:
    return f"{int(found[1])}h{'' if found[2] == '00' else found[2]}"


def _french(found: re.Match[str]) -> str:
    return f"{int(found[1])}\u00a0h{'' if found[2] == '00' else chr(0xA0) + found[2]}"


_FORMS: dict[str, Callable[[re.Match[str]], str]] = {"en": _english, "pt": _portuguese, "fr": _french}
"""How some languages write a time; others keep 22:15."""
