"""Acronyms: of which words they are made, and whether their letters stand in the order of those words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.verify.tokens import Token, word_tokens

_LEAST = 3
"""Letters of a word that gives an acronym its letter, at least: small words give none."""
_LONGEST = 5
"""Words of a name that stands as its initials, at most."""
_SAID = {
    "avc": ("stroke",),
    "cpi": ("inquiry",),
    "dp": ("police",),
    "iml": ("morgue",),
    "pec": ("constitutional amendment",),
}
"""What acronyms of Portuguese news are in English words that don't begin with their letters."""


def made_of(acronym: Token, text: str) -> bool:
    """Tell whether as many words in a row begin with the letters of an acronym, in any order, or are what it is."""
    letters = Counter(acronym.lower)
    known = any(said in text.lower() for said in _SAID.get(acronym.lower, ()))
    return known or any(Counter(some) == letters for some in _initials(acronym, text))


def permuted(one: Token, other: Token) -> bool:
    """Tell whether two acronyms have the same letters: IOC, COI."""
    return one.text.isupper() and other.text.isupper() and sorted(one.text) == sorted(other.text)


def disordered(acronym: Token, text: str) -> bool:
    """Tell whether a text has the words of an acronym in another order than its letters alone: Banco do Sul (SB)."""
    return made_of(acronym, text) and acronym.lower not in map("".join, _initials(acronym, text))


def abbreviated(name: Token, mine: Sequence[Token], others: Sequence[Token]) -> bool:
    """Tell whether a word is of a name whose initials alone stand on the other side: Jane Eyre, JE."""
    short = {token.text for token in others if token.text.isupper() and len(token.text) > 1}
    short -= {token.text for token in mine}
    at = mine.index(name) if short and name in mine else -1
    return at >= 0 and any(
        mine[n + size - 1].end - mine[n].start == sum(len(t.text) for t in mine[n : n + size]) + size - 1
        and "".join(token.text[0] for token in mine[n : n + size]) in short
        for size in range(2, _LONGEST + 1)
        for n in range(max(0, at - size + 1), min(at, len(mine) - size) + 1)
    )


def _initials(acronym: Token, text: str) -> Iterator[list[str]]:
    """Yield the first letters of as many words in a row as an acronym has letters."""
    size = len(acronym.text)
    letters = [token.lower[0] for token in word_tokens(text) if len(token.text) >= _LEAST and not token.text.isupper()]
    yield from (letters[n : n + size] for n in range(len(letters) - size + 1))
