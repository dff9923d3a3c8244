"""Find what a translation says over and over and the original does not: the way an engine loses its thread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.types import Finding, Pair, Severity
from dragoman.verify.lookup import Lookup
from dragoman.verify.tokens import Kind, Token, tokenise

NAME = "completeness"
_STAMMER = re.compile(r"(.{1,6}?)\1{5,}", re.DOTALL)
_STEPS, _AGAIN = (1, 2, 3), 4
"""How many words a stammer's piece has, and how often a word or a letter must come again for one at least."""
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue"})
"""Languages written without spaces between words, where words can't be counted."""
_DOUBLED = frozenset(
    "had that is very so no se que nos me te her bye ha blah não sim já etc muito tão bem long far more uma".split()
)
"""Words that may stand twice in a row."""
_PACED = frozenset(
    "day week month year step face side door one hand dia semana mês ano passo porta cara lado um".split()
)
"""Words that begin a repetition with a preposition: day to day to relax, step by step by."""
_AND = {"en": "and", "pt": "e", "es": "y", "ca": "i", "gl": "e"}
_STOPS = (".", "!", "?", ":", ";", ").", '".')
_DASHES = ("—", "–")
_LONGEST = 12
_PHRASE = 5
_LOOP, _ENOUGH = 3, 40


_STUTTERED = Lookup(lambda word: len(word) - len(set(word)) > _AGAIN)


@dataclass(frozen=True, slots=True)
class _Run:
    """A phrase of `length` tokens from `start` that is said `times` in a row."""

    start: int
    length: int
    times: int


def repetition(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Report a phrase said twice in a row (fail), a word doubled or a phrase said again behind a comma (warn)."""
    tokens = _spoken(target)
    stammer = _STAMMER.search(target) if _perhaps_stammers(tokens) else None
    if stammer and any(c.isalpha() for c in stammer[1]) and not _STAMMER.search(source):
        yield Finding(NAME, Severity.FAIL, "The translation stammers.", None, stammer.span())
        return
    here, there = pair.languages
    if there in _UNSPACED:
        return
    run = _run(target, tokens, there)
    if run and not (_as_often(_run(source, _spoken(source), here), run) or _resumed(source, target, tokens, run)):
        joint = _joint(target, tokens, run)
        sure = run.length >= _LOOP or run.times >= _LOOP or (not joint and run.length > 1)
        severity = Severity.FAIL if sure and joint not in _STOPS else Severity.WARN
        yield _finding(target, tokens, run, severity, "twice in a row")
    elif (run := _again(tokens) or _joined(tokens, there)) and not (here in _UNSPACED or _says_again(_spoken(source))):
        yield _finding(target, tokens, run, Severity.WARN, "again")


def mended(source: str, target: str, pair: Pair) -> str:
    """Return a target without the second of a word that it says twice in a row, where the source says nothing twice."""
    tokens = _spoken(target)
    run = None if pair.languages[1] in _UNSPACED else _run(target, tokens, pair.languages[1])
    if run is None or max(run.length, run.times - 1) > 1 or _run(source, _spoken(source), pair.languages[0]):
        return target
    return target[: tokens[run.start].end] + target[tokens[run.start + 1].end :]


def _as_often(before: _Run | None, run: _Run) -> bool:
    """Tell whether the source says something in a row as often as the target: a name may be double."""
    return before is not None and (before.times >= run.times or before.length != run.length)


def _resumed(source: str, target: str, tokens: Sequence[Token], run: _Run) -> bool:
    """Tell whether a phrase is said again behind a dash to say more of it, as in the source: a star — a double star."""
    return _joint(target, tokens, run) in _DASHES and _says_again(_spoken(source))


def _perhaps_stammers(tokens: Sequence[Token]) -> bool:
    """Tell whether it is worth the time to look for a stammer: letters say the same again in a word, or short words."""
    said = [token.lower for token in tokens]
    if _STUTTERED.among(frozenset(said)):
        return True
    again: int = max(sum(map(eq, said, said[step:])) for step in _STEPS)
    return again >= _AGAIN


def _spoken(text: str) -> list[Token]:
    return [token for token in tokenise(text) if token.kind is not Kind.SIGN]


def _finding(target: str, tokens: Sequence[Token], run: _Run, severity: Severity, how: str) -> Finding:
    first, last = tokens[run.start], tokens[run.start + run.length - 1]
    end = tokens[run.start + run.length * run.times - 1].end
    message = f"The translation says “{target[first.start : last.end]}” {how}."
    return Finding(NAME, severity, message, None, (first.start, end))


def _run(text: str, tokens: Sequence[Token], language: str) -> _Run | None:
    """Return the longest phrase that a text says twice or more in a row, nothing but spaces or a comma between."""
    said = [token.lower for token in tokens]
    for length, n in sorted(_starts(said), key=lambda pair: (-pair[0], pair[1])):
        times = 1
        while times < _ENOUGH and said[n : n + length] == said[n + times * length : n + (times + 1) * length]:
            times += 1
        run = _Run(n, length, times)
        if times > 1 and not _meant(text, tokens, run) and not _idiom(said, run, language):
            return run
    return None


def _starts(said: Sequence[str]) -> list[tuple[int, int]]:
    """Return where a phrase that is said twice may start: (length, index) where a word comes again so far behind."""
    starts: list[tuple[int, int]] = []
    places: dict[str, list[int]] = {}
    for n, word in enumerate(said):
        if before := places.get(word):
            starts += [(n - at, at) for at in before[-_LONGEST:] if n - at <= _LONGEST]
            before.append(n)
        else:
            places[word] = [n]
    return starts


def _meant(text: str, tokens: Sequence[Token], run: _Run) -> bool:
    """Tell whether punctuation shows that a repetition is meant: a new sentence, a bracket, a hyphen, a comma.

    A word that hangs on another is none of its own: viu-a a sair.
    """
    joint = _joint(text, tokens, run)
    if not joint:
        return run.length == 1 and text[: tokens[run.start].start].endswith("-")
    if run.length == 1 and run.times < _LOOP:
        return True
    again = tokens[run.start + run.length].text[0]
    if run.length < _LOOP:
        return joint != "," and not (joint == "." and again.islower())
    return joint in _STOPS and not again.islower()


def _joint(text: str, tokens: Sequence[Token], run: _Run) -> str:
    """Return the sign between a phrase and its first repetition."""
    after = run.start + run.length
    return text[tokens[after - 1].end : tokens[after].start].strip()


def _idiom(said: Sequence[str], run: _Run, language: str) -> bool:
    """Tell whether words may stand twice: had had, day to day to, 5 5."""
    phrase = said[run.start : run.start + run.length]
    if run.times > 2 or run.length > 2:
        return all(not word.isalpha() for word in phrase)
    if run.length == 2:
        return phrase[0] in _PACED
    common = phrase[0] in (_DOUBLED if language in ("en", "pt") else FUNCTION_WORDS.get(language, frozenset()))
    return common or not phrase[0].isalpha()


def _again(tokens: Sequence[Token]) -> _Run | None:
    """Return a phrase of five words that is said again later."""
    said = [token.lower for token in tokens]
    if len(said) - len(set(said)) < _PHRASE:
        return None
    seen: dict[tuple[str, ...], int] = {}
    for n in range(len(said) - _PHRASE + 1):
        phrase = tuple(said[n : n + _PHRASE])
        if n >= seen.setdefault(phrase, n) + _PHRASE:
            return _Run(n, _PHRASE, 1)
    return None


def _joined(tokens: Sequence[Token], language: str) -> _Run | None:
    """Return a phrase of three words or more that one `and` joins to itself: saiu do ar e saiu do ar."""
    said = [token.lower for token in tokens]
    joint = _AND.get(language)
    for n, word in enumerate(said) if joint in said else ():
        if word == joint:
            for length in range(_LOOP, min(n, len(said) - n - 1) + 1):
                if said[n - length : n] == said[n + 1 : n + 1 + length]:
                    return _Run(n + 1, length, 1)
    return None


def _says_again(tokens: Sequence[Token]) -> bool:
    """Tell whether a text says any two words in a row more than once."""
    pairs = [(a.lower, b.lower) for a, b in pairwise(tokens)]
    return len(set(pairs)) < len(pairs)
