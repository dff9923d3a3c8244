"""Check what stands in brackets: no addition is lost or leaves the word that it explains, and none is new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.quotes import quotes
from dragoman.types import Finding, Pair, Severity

NAME = "brackets"
_SQUARE = re.compile(r"\[(?!\w\]\w|(?<=[^\W\d_]\[)[^\W\d_]{1,3}\](?!\w))[^\[\]]*\w[^\[\]]*\]")
"""An addition; not what was changed of a word: [W]ithin, want[ing]."""
_ANY = re.compile(r"[(\[（【]")
_IN_ENGLISH = re.compile(
    r" \((?:em (?:inglês|português|espanhol)|en (?:inglés|portugués|español)|in (?:English|Portuguese|Spanish))\)"
)
_SHORT = re.compile(r"\([A-Z][A-Z\d&-]+\)")
_SHORT_TWICE = re.compile(r"\([A-Z][A-Z\d&-]*(?: +[A-Z][A-Z\d&-]*)+\)")
_PRONOUNS = {
    "en": "i|me|you|he|him|she|her|it|we|us|they|them",
    "pt": "eu|mim|você|vocês|ele|ela|nós|nos|eles|elas|lhe|lhes",
    "es": "yo|mí|tú|usted|ustedes|él|ella|nosotros|nos|ellos|ellas|le|les",
}
_BARE = {
    language: re.compile(rf"[(\[](?:{pronouns})[)\]](?!\w)", re.IGNORECASE) for language, pronouns in _PRONOUNS.items()
}


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Fail where an addition in square brackets is lost, or where a quotation holds a bare pronoun in brackets.

    Warn where a short name in round brackets, (PCI), came back with the rest of another, (IC PCI).

    `“He (us) asks ...”`: which word the pronoun explains is told by its place alone, and no engine keeps that.
    """
    bare = _BARE.get(pair.languages[0])
    found = bare.search(source) if bare else None
    if found and any(start <= found.start() < end for start, end in quotes(source).spans):
        yield Finding(NAME, Severity.FAIL, "A pronoun in brackets can't be bound to its word.", found.span(), None)
        return
    if _SHORT.search(source) and not _SHORT_TWICE.search(source) and (twice := _SHORT_TWICE.search(target)):
        yield Finding(NAME, Severity.WARN, f"“{twice[0]}” is not in the original.", None, twice.span())
    additions = list(_SQUARE.finditer(source))
    if len(additions) > len(_SQUARE.findall(target)):
        yield Finding(NAME, Severity.FAIL, "An addition in brackets is lost.", additions[0].span(), None)


def mended(source: str, target: str, pair: Pair) -> str:
    """Return a target without the language that engines write behind names: Ana Silva (em inglês)."""
    return target if _ANY.search(source) else _IN_ENGLISH.sub("", target)
