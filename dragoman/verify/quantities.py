"""Find every quantity of a sentence with the values it may have: digits, number words, clock times, fractions."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from dragoman.verify.clocks import in_words, read_clock
from dragoman.verify.idioms import idle
from dragoman.verify.lexicon import LEXICONS, Reading, lexicon
from dragoman.verify.lexicon.forms import FIRST, WHOLE
from dragoman.verify.numerals import numeral_parts, read_numeral
from dragoman.verify.quantity import Percent, Quantity, Strength, date_part, decades, decimals, digit_parts, plus
from dragoman.verify.ranges import shared
from dragoman.verify.tokens import Kind, Token, plain, tokenise
from dragoman.verify.wordnumbers import fraction, loose, spelled

_SLASHED = re.compile(r"\d{1,4}(?:/\d{1,4}){1,2}(?![\d/])")
_SHORT_YEAR = re.compile(r"(?:(?:1[5-9]|20)\d\d\s?[-–—/]\s?|(?<!\w)['’‘])$")
"""What stands before two digits that are a year: 1990-95, 2015/16, '95."""
_PERCENT_WORDS = frozenset(
    {"percent", "percentage", "percentuais", "percentual", "pct", "prozent", "パーセント", "퍼센트"}
)
_PERCENT_PAIRS = frozenset({("per", "cent"), ("por", "cento"), ("pontos", "percentuais"), ("por", "ciento")})
_UNITS_TOO = frozenset({"m", "k", "b", "t", "mi"})
_FIRST = re.compile(r"(?:\b(?:no\.?|n[º°]\.?|number|número)|#)\s?$", re.IGNORECASE)
"""What stands before the 1 of who leads: No. 1."""
_NUMERAL, _WORD = Kind.NUMERAL, Kind.WORD
_VULGAR = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")


@lru_cache(maxsize=64)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; `language` is a primary subtag."""
    found = in_words(_Scan(text, language).run(), plain(text), language)
    return tuple(idle(shared([*found], plain(text)), plain(text), language))


class _Scan:
    """One pass over the tokens of one text."""

    def __init__(self, text: str, language: str) -> None:
        self.text = plain(text)
        self.tokens = tokenise(text)
        self.language = language
        self.lex = lexicon(language)
        self.at = 0

    def run(self) -> list[Quantity]:
        found: list[Quantity] = []
        first = self.lex.first_words if self.language in LEXICONS else frozenset[str]()
        for n, token in enumerate(self.tokens):
            if n < self.at:
                continue
            self.at = n
            if token.kind is _NUMERAL:
                found.append(self._digits(token))
            elif token.kind is _WORD:
                if (token.lower in first or (first and token.text[0] in "IVX")) and (quantity := self._word(token)):
                    found.append(quantity)
            elif token.text in _VULGAR:
                found.append(self._vulgar(token))
        return found

    def _digits(self, token: Token) -> Quantity:
        if token.start == 0 or not (self.text[token.start - 1] in "/:" and token.start > 1):
            quantity = self._slashed(token) or read_clock(self.text, token, self.language)
            if quantity:
                self._skip_to(quantity.end)
                return quantity
        return self._scaled(self._numeral(token))

    def _skip_to(self, end: int) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].start < end:
            self.at += 1

    def _slashed(self, token: Token) -> Quantity | None:
        match = _SLASHED.match(self.text, token.start)
        if not match:
            return None
        pieces = numeral_parts(match[0])
        values = [int(piece) for _, piece in pieces]
        parts = tuple(
            Quantity(token.start + at, token.start + at + len(piece), date_part(piece, values)) for at, piece in pieces
        )
        readings: set[Reading] = {("d", *sorted(values))}
        if len(values) == 2 and values[1]:
            readings.add(Decimal(values[0]) / Decimal(values[1]))
        return Quantity(match.start(), match.end(), frozenset(readings), parts=parts)

    def _numeral(self, token: Token) -> Quantity:
        readings = read_numeral(token.text, self.lex)
        parts = digit_parts(token.text, token.start) if not readings or " " in token.text else ()
        before = self.text[max(0, token.start - 14) : token.start]
        if len(token.text) == 2 and _SHORT_YEAR.search(before):
            readings |= {Decimal(1900 + int(token.text)), Decimal(2000 + int(token.text))}
        if token.text == "1" and _FIRST.search(before):
            readings |= {FIRST}
        self.at += 1
        return Quantity(token.start, token.end, readings, parts=parts)

    def _scaled(self, quantity: Quantity) -> Quantity:
        """Take in what follows a numeral: a scale, a half, a decade's s, a percent sign."""
        if quantity.readings:
            quantity = self._era(quantity)
            quantity = self._multiplied(quantity)
            quantity = self._and_more(quantity)
        return self._percent(quantity)

    def _peek(self, ahead: int = 0) -> Token | None:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def _word_at(self, ahead: int = 0) -> str:
        token = self._peek(ahead)
        return token.lower if token and token.kind is Kind.WORD else ""

    def _era(self, quantity: Quantity) -> Quantity:
        """Read 1990s as 90 too, and 80s as 1980."""
        token = self._peek()
        if token and token.start == quantity.end and token.lower in self.lex.eras:
            self.at += 1
            return quantity._replace(end=token.end, readings=quantity.readings | decades(quantity.readings))
        return quantity

    def _multiplied(self, quantity: Quantity) -> Quantity:
        token = self._peek()
        if token and self.lex.signs and token.start == quantity.end:
            return self._signed(quantity, token)
        while token := self._peek():
            touching = token.start == quantity.end
            scale = self.lex.glued.get(token.lower) if touching else self.lex.scales.get(token.lower)
            if not touching and self._short_scale(quantity, token):
                scale = self.lex.glued[token.lower]
            if token.kind is not Kind.WORD or not scale:
                break
            readings: frozenset[Reading] = frozenset(value * scale for value in decimals(quantity.readings))
            if touching and quantity.scale == 1 and token.lower in _UNITS_TOO and not self._priced(quantity):
                readings |= quantity.readings
            parts = quantity.parts if quantity.scale == 1 and touching else ()
            scale *= quantity.scale
            quantity = quantity._replace(end=token.end, readings=readings, scale=scale, parts=parts)
            self.at += 1
        return quantity

    def _signed(self, quantity: Quantity, token: Token) -> Quantity:
        """Read the scales and the month sign of Chinese, Japanese and Korean."""
        if token.text[0] in "月월":
            return quantity._replace(readings=quantity.readings | {("m", int(v)) for v in decimals(quantity.readings)})
        scale, length = 1, 0
        while length < len(token.text) and token.text[length] in self.lex.signs:
            scale, length = scale * self.lex.signs[token.text[length]], length + 1
        if not length:
            return quantity
        readings: frozenset[Reading] = frozenset(value * scale for value in decimals(quantity.readings))
        quantity = quantity._replace(end=quantity.end + length, readings=readings, scale=scale)
        if length == len(token.text):
            self.at += 1
            quantity = self._smaller_signed(quantity)
        return quantity

    def _smaller_signed(self, quantity: Quantity) -> Quantity:
        """Read the next part of 3億5000万, which stands right behind."""
        following = self._peek()
        if following is None or following.kind is not Kind.NUMERAL or following.start != quantity.end:
            return quantity
        smaller = self._multiplied(self._numeral(following))
        more = next(iter(decimals(smaller.readings)), Decimal(0))
        return quantity._replace(end=smaller.end, readings=plus(quantity.readings, more))

    def _short_scale(self, quantity: Quantity, token: Token) -> bool:
        """Tell whether `mi`, `bi` or `tri` after a number is a scale: R$ 3 bi, 3 mi de reais, but not 300 mi."""
        if self.language != "pt" or token.lower not in ("mi", "bi", "tri"):
            return False
        return self._priced(quantity) or self._word_at(1) == "de"

    def _priced(self, quantity: Quantity) -> bool:
        return self.text[max(0, quantity.start - 2) : quantity.start].rstrip().endswith(("$", "£", "€", "¥"))

    def _and_more(self, quantity: Quantity) -> Quantity:
        """Read `1 milhão e meio`, `3½`, `2 milhões e 300 mil` and `two and a half`."""
        token = self._peek()
        if token and token.text in _VULGAR and token.start - quantity.end <= 1:
            self.at += 1
            more = Decimal(str(unicodedata.numeric(token.text)))
            return quantity._replace(end=token.end, readings=plus(quantity.readings, more))
        if self.lex.joiner and self._word_at() == self.lex.joiner:
            steps = 2 if self._word_at(1) in ("a", "um", "uma") else 1
            if self._word_at(steps) in self.lex.halves:
                return self._half_more(quantity, steps)
            if quantity.scale > 1 and (following := self._peek(1)) and following.kind is Kind.NUMERAL:
                return self._smaller_more(quantity, following)
        elif quantity.scale == 1 and self._word_at(1) == self.lex.joiner and self._half_follows(2):
            return quantity._replace(readings=quantity.readings | plus(quantity.readings, Decimal("0.5")))
        return quantity

    def _half_follows(self, ahead: int) -> bool:
        """Tell whether a half follows a joiner: the `a half` of two years and a half."""
        ahead += self._word_at(ahead) in ("a", "um", "uma")
        return bool(self.lex.joiner) and self._word_at(ahead) in self.lex.halves

    def _half_more(self, quantity: Quantity, steps: int) -> Quantity:
        token = self._peek(steps)
        if token is None:
            return quantity
        self.at += steps + 1
        more = Decimal(quantity.scale) / 2
        return quantity._replace(end=token.end, readings=plus(quantity.readings, more))

    def _smaller_more(self, quantity: Quantity, following: Token) -> Quantity:
        back = self.at
        self.at += 1
        smaller = self._multiplied(self._numeral(following))
        values = decimals(smaller.readings)
        if 1 < smaller.scale < quantity.scale and values:
            both = plus(quantity.readings, values[0])
            return quantity._replace(end=smaller.end, readings=both, parts=(quantity, smaller))
        self.at = back
        return quantity

    def _percent(self, quantity: Quantity) -> Quantity:
        token = self._peek()
        if token is None or token.start - quantity.end > 1:
            return quantity
        pair = (token.lower, self._word_at(1))
        if token.text in "%٪％" or token.lower in _PERCENT_WORDS:
            self.at += 1
        elif pair in _PERCENT_PAIRS:
            self.at += 2
        else:
            return quantity
        readings = quantity.readings | ({WHOLE} if Decimal(100) in quantity.readings else set())
        return quantity._replace(end=self.tokens[self.at - 1].end, percent=Percent.YES, readings=readings)

    def _vulgar(self, token: Token) -> Quantity:
        self.at += 1
        value = Decimal(str(unicodedata.numeric(token.text)))
        return self._percent(Quantity(token.start, token.end, frozenset({value}), Strength.SOFT))

    def _word(self, token: Token) -> Quantity | None:
        if found := fraction(self.tokens, self.at, self.lex):
            parts = (
                Quantity(token.start, token.end, found.first, Strength.SOFT),
                Quantity(token.start, found.end, found.second, Strength.LOOSE),
            )
            readings = found.readings | {round(value * 100) * Decimal(1) for value in decimals(found.readings)}
            maybe = Percent.MAYBE
            quantity = Quantity(token.start, found.end, readings, Strength.SOFT, maybe, parts=parts)
        elif found := spelled(self.tokens, self.at, self.lex):
            ones = found.readings == {Decimal(1)}
            quantity = Quantity(
                token.start, found.end, found.readings, Strength.LOOSE if ones else Strength.SOFT, scale=found.scale
            )
        elif found := loose(self.tokens, self.at, self.lex):
            quantity = Quantity(token.start, found.end, found.readings, Strength.LOOSE)
        else:
            return None
        self._skip_to(quantity.end)
        if quantity.strength is Strength.SOFT or quantity.readings == {Decimal(1)}:
            quantity = self._and_more(quantity)
        return self._percent(quantity)
