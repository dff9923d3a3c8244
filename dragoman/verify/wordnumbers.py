"""Read numbers written in words: twenty-five, cento e vinte, two thirds, meia dúzia."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dragoman.verify.lexicon import Lexicon, Reading
from dragoman.verify.tokens import Kind, Token

_HUNDREDS = frozenset({"hundred", "cents", "centes"})
_DOZENS = frozenset("dozen dúzia dúzias docena docenas dotzena dotzenes ducia ducias".split())


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words that ends at `end` (code points); a fraction has its two numbers apart as well."""

    end: int
    readings: frozenset[Reading]
    scale: int = 1
    first: frozenset[Reading] = frozenset()
    second: frozenset[Reading] = frozenset()


def spelled(tokens: Sequence[Token], at: int, lex: Lexicon) -> Spelled | None:
    """Read the longest number in words that starts at a token; None where there is none."""
    word = tokens[at].lower
    if word in lex.ordinals:
        return _ordinal(tokens, at, lex, 0)
    if word in lex.plurals and _millions_follow(tokens, at, lex):
        return Spelled(tokens[at + 2].end, frozenset({("s", 10**9)}))
    if word in lex.plurals:
        return Spelled(tokens[at].end, frozenset({("s", lex.plurals[word])}))
    if word in lex.halves or word in lex.articles:
        return _led(tokens, at, lex)
    if word not in lex.small and word not in lex.scales:
        return None
    value, after, scale = _sum(tokens, at, lex)
    ordinal = _ordinal(tokens, _past_hyphen(tokens, after), lex, value) if value % 10 == 0 and value >= 20 else None
    if ordinal:
        return ordinal
    readings: set[Reading] = {Decimal(value)}
    if after == at + 1 and (word in lex.scales or word in ("hundred", "dozen")):
        readings.add(("s", value))
    return Spelled(tokens[after - 1].end, frozenset(readings), scale)


def _millions_follow(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Tell whether millions follow on thousands: miles de millones, thousands of millions."""
    return (
        lex.plurals[tokens[at].lower] == 10**3
        and at + 2 < len(tokens)
        and tokens[at + 1].lower in ("de", "of")
        and lex.plurals.get(tokens[at + 2].lower) == 10**6
    )


def _ordinal(tokens: Sequence[Token], at: int, lex: Lexicon, tens: int) -> Spelled | None:
    """Read `fifth`, `décimo oitavo`, or the `first` of twenty-first where `tens` are known."""
    value = lex.ordinals.get(tokens[at].lower, 0) if at < len(tokens) else 0
    if not value or (tens and value > 9) or (not tens and tokens[at].lower in lex.loose):
        return None
    if not tens and value >= 10 and value % 10 == 0 and (longer := _ordinal(tokens, at + 1, lex, value)):
        return longer
    return Spelled(tokens[at].end, frozenset({Decimal(tens + value)}))


def fraction(tokens: Sequence[Token], at: int, lex: Lexicon) -> Spelled | None:
    """Read two thirds, one-fifth, três quartos."""
    count = lex.small.get(tokens[at].lower)
    if count is None or not 0 < count < 20:
        return None
    after = _past_hyphen(tokens, at + 1)
    if after >= len(tokens) or tokens[after].lower not in lex.fractions:
        return None
    parts = lex.fractions[tokens[after].lower]
    second = lex.loose.get(tokens[after].lower, frozenset({Decimal(parts)}))
    value = frozenset({Decimal(count) / Decimal(parts)})
    return Spelled(tokens[after].end, value, first=frozenset({Decimal(count)}), second=second)


def loose(tokens: Sequence[Token], at: int, lex: Lexicon) -> Spelled | None:
    """Read a word that may stand for a number (both, metade, midnight), or a Roman numeral."""
    token = tokens[at]
    after = _past_hyphen(tokens, at + 1)
    if after == at + 2 and after < len(tokens):
        joined = f"{token.lower}-{tokens[after].lower}"
        if joined in lex.loose:
            return Spelled(tokens[after].end, lex.loose[joined])
    if token.lower in lex.loose:
        return Spelled(token.end, lex.loose[token.lower])
    value = roman(token.text)
    return Spelled(token.end, frozenset({Decimal(value)})) if value else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int:
    """Return the value of a Roman numeral up to 39 (centuries, kings, wars), 0 where it is none."""
    if len(text) > 6 or not text or any(letter not in "IVX" for letter in text):
        return 0
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _led(tokens: Sequence[Token], at: int, lex: Lexicon) -> Spelled | None:
    """Read `half a million`, `meio milhão`, `a hundred`, `half a dozen`, `meia dúzia`."""
    half = tokens[at].lower in lex.halves
    after = _past_hyphen(tokens, at + 1)
    if half and after < len(tokens) and tokens[after].lower in lex.articles:
        after = _past_hyphen(tokens, after + 1)
    if after >= len(tokens):
        return None
    word = tokens[after].lower
    unit = lex.scales.get(word) or (lex.small[word] if lex.small.get(word) in (12, 100) else 0)
    if not unit or (word not in lex.scales and word not in ("hundred", *_DOZENS)):
        return None
    if half:
        return Spelled(tokens[after].end, frozenset({Decimal(unit) / 2}), unit if unit > 100 else 1)
    value, end, scale = _sum(tokens, after, lex)
    return Spelled(tokens[end - 1].end, frozenset({Decimal(value)}), scale)


def _sum(tokens: Sequence[Token], at: int, lex: Lexicon) -> tuple[int, int, int]:
    """Add up a chain of number words; return its value, the index after it and its last scale."""
    total, current, scale, last = 0, 0, 1, 10**30
    began = False
    while at < len(tokens):
        word = tokens[at].lower
        if word in lex.small:
            grown = _grown(current, lex.small[word], word) if began else lex.small[word]
            if grown is None:
                break
            current = grown
        elif lex.scales.get(word, last) < last:
            scale = last = lex.scales[word]
            total, current = total + (current or 1) * scale, 0
        elif word in lex.scales and total and not current:
            scale = lex.scales[word]
            total, last = total * scale, scale
        else:
            break
        began, at = True, at + 1
        following = _next_word(tokens, at, lex, total, current)
        if following is None:
            return total + current, at, scale
        back, at = at, following
        if not _continues(tokens[at].lower, current, last, lex):
            return total + current, back, scale
    return total + current, at, scale


def _grown(current: int, more: int, word: str) -> int | None:
    """Add a number word to those before it, or None where it starts another number."""
    if word in _HUNDREDS:
        return current * 100 if 0 < current < 100 else None
    if word in _DOZENS:
        return current * 12 if 0 < current < 100 else None
    if more <= 0:
        return None
    if current == 0:
        return more
    if current % 100 == 0 and more < 100:
        return current + more
    return current + more if current % 100 >= 20 and current % 10 == 0 and more < 10 else None


def _continues(word: str, current: int, last: int, lex: Lexicon) -> bool:
    if word in lex.small:
        return _grown(current, lex.small[word], word) is not None
    return word in lex.scales and (lex.scales[word] < last or not current)


def _next_word(tokens: Sequence[Token], at: int, lex: Lexicon, total: int, current: int) -> int | None:
    """Return the index of the next word of the chain, past a hyphen or joiner that may stand there."""
    at = _past_hyphen(tokens, at)
    if at + 1 < len(tokens) and tokens[at].lower == lex.joiner:
        tens = lex.joiner != "and" or (current % 100 == 0 and (current or total))
        at = _past_hyphen(tokens, at + 1) if tens else at
    if at >= len(tokens) or tokens[at].kind is not Kind.WORD:
        return None
    return at


def _past_hyphen(tokens: Sequence[Token], at: int) -> int:
    """Return the index behind a hyphen that touches the word before it, or the same index."""
    if 0 < at < len(tokens) - 1 and tokens[at].text in "-‐‑" and tokens[at].start == tokens[at - 1].end:
        return at + 1 if tokens[at + 1].start - tokens[at].end <= 1 else at
    return at
