"""What each signal asks for: how much may be shown at most, and which uses it refuses. One table, and pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dragoman.types import Level, Signal, Use

FULL, EXCERPT, HEADLINE, SKIP = Level.FULL, Level.EXCERPT, Level.HEADLINE, Level.SKIP
ALL = frozenset(Use)
NO_COPY = frozenset((Use.REMEMBER, Use.COMPARE))
NO_MACHINE = frozenset((Use.TRANSLATE, Use.REMEMBER))
NO_MEMORY = frozenset((Use.REMEMBER,))
NO_SEARCH = frozenset((Use.INDEX,))
NO_PICTURE = frozenset((Use.ILLUSTRATE,))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a signal asks for, and the key of the sentence that says so.

    A `reservation` is a word for those who have no licence: one that is stated lifts its level, and the operator's
    own grant all of it.
    """

    key: str
    level: Level = FULL
    refused: frozenset[Use] = frozenset()
    reservation: bool = False
    excerpt: int = 0


RESERVED = Effect("reserved", HEADLINE, NO_MEMORY, reservation=True)
NO_AI = Effect("no_ai", HEADLINE, NO_MACHINE)
NO_LEARNING = Effect("no_learning", refused=NO_MEMORY)
UNLISTED = Effect("no_search", HEADLINE, NO_SEARCH)
UNPICTURED = Effect("no_pictures", refused=NO_PICTURE)
UNTRANSLATED = Effect("no_translation", HEADLINE, frozenset((Use.TRANSLATE,)))
LICENSED_ELSEWHERE = Effect("licence_elsewhere", HEADLINE, reservation=True)
THIRD_PARTY = Effect("third_party", HEADLINE, NO_PICTURE)

EFFECTS: dict[tuple[str, str], tuple[Effect, ...]] = {
    ("robots", "noindex"): (Effect("noindex", SKIP, ALL),),
    ("robots", "none"): (Effect("noindex", SKIP, ALL),),
    ("robots", "nosnippet"): (Effect("nosnippet", HEADLINE),),
    ("robots", "noarchive"): (Effect("no_copy", refused=NO_COPY),),
    ("robots", "nocache"): (Effect("no_copy", refused=NO_COPY),),
    ("robots", "notranslate"): (UNTRANSLATED,),
    ("robots", "noai"): (RESERVED,),
    ("robots", "noimageai"): (RESERVED, UNPICTURED),
    ("robots", "noimageindex"): (UNPICTURED,),
    ("robots", "max-image-preview:none"): (UNPICTURED,),
    ("robots", "max-image-preview:standard"): (UNPICTURED,),
    ("robots", "disallow"): (Effect("disallowed", HEADLINE),),
    ("tdm-reservation", "1"): (RESERVED,),
    ("translate", "no"): (UNTRANSLATED,),
    ("free", "false"): (Effect("paid", HEADLINE),),
    ("content-usage", "train-ai=n"): (NO_LEARNING,),
    ("content-usage", "search=n"): (UNLISTED,),
    ("content-signal", "ai-train=no"): (NO_LEARNING,),
    ("content-signal", "ai-input=no"): (NO_AI,),
    ("content-signal", "search=no"): (UNLISTED,),
    ("rsl", "prohibits all"): (Effect("rsl_all", SKIP, ALL),),
    ("rsl", "prohibits ai-all"): (NO_AI,),
    ("rsl", "prohibits ai-input"): (NO_AI,),
    ("rsl", "prohibits ai-train"): (NO_LEARNING,),
    ("rsl", "prohibits ai-index"): (UNLISTED,),
    ("rsl", "prohibits search"): (UNLISTED,),
}
"""By name and value of the signal, in small letters; a value that stands in none of these asks for nothing."""

EXCERPT_LENGTH = 200
"""Characters that an excerpt has where nobody sets a number: a very short extract."""


def effects(signal: Signal) -> Iterator[Effect]:
    """Yield what a signal asks for."""
    value = signal.value.strip().lower()
    yield from EFFECTS.get((signal.name, value), ())
    word, _, rest = value.partition(":")
    if signal.name == "robots" and word == "max-snippet" and rest.strip().isdecimal():
        length = int(rest)
        yield Effect("max_snippet", EXCERPT, excerpt=length) if length else Effect("nosnippet", HEADLINE)
    elif signal.name == "rsl" and _is_licensed_elsewhere(value):
        yield LICENSED_ELSEWHERE
    elif signal.name == "third-party":
        yield THIRD_PARTY


def _is_licensed_elsewhere(value: str) -> bool:
    """Tell whether RSL terms leave a use like ours to a licence that is to be had elsewhere, or that nobody read."""
    word, *uses = value.split() or [""]
    lacking = word == "permits" and not {"all", "ai-all", "ai-input"} & set(uses)
    return word in ("payment", "server", "file") or lacking


def expiry(signal: Signal) -> datetime | None:
    """Return the moment after which a page asks not to be shown (`unavailable_after`), None where it names none."""
    word, _, told = signal.value.partition(":")
    if signal.name != "robots" or word.strip().lower() != "unavailable_after":
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(told.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
