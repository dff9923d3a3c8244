"""Fixed translations that a sentence calls for, and words that would be the wrong sense of one of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.types import Context, Finding, Pair, Severity, Span

NAME = "terms"


def check(source: str, target: str, pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield a warning for each term whose translation is none of the agreed ones, or a word that is known as wrong."""
    for term in context.terms:
        at = _place(term.source, source)
        if term.targets and not any(_words(wanted).search(target) for wanted in term.targets):
            wanted = " or ".join(f"“{word}”" for word in term.targets)
            yield Finding(NAME, Severity.WARN, f"“{term.source}” must be translated as {wanted}.", at)
        for wrong in filter(None, (_words(word).search(target) for word in term.never)):
            message = f"“{wrong[0]}” is another sense of “{term.source}”."
            yield Finding(NAME, Severity.WARN, message, at, wrong.span())


def agreed(target: str, context: Context) -> list[Span]:
    """Return where a translation has the fixed translations that it shall have."""
    wanted = (word for term in context.terms for word in term.targets)
    return [found.span() for word in wanted for found in _words(word).finditer(target)]


def _place(term: str, source: str) -> Span | None:
    found = re.search(re.escape(term), source, re.IGNORECASE)
    return found.span() if found else None


@lru_cache(maxsize=1024)
def _words(words: str) -> re.Pattern[str]:
    """Find words as a whole, in any case; `*` stands for any ending."""
    return re.compile(rf"(?<!\w){re.escape(words).replace(chr(92) + '*', chr(92) + 'w*')}(?!\w)", re.IGNORECASE)
