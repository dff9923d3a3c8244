"""What an engine would lose is mapped, masked or folded before it, and put back after it.

Each step takes the text and returns it changed with an undo for the engine's answer; undos run last first.
The model's own vocabulary decides what it can't read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from dragoman.translate import money, typography
from dragoman.types import Pair

Undo = Callable[[str], str]
Step = tuple[str, Undo]
Knows = Callable[[str], bool]


class Unmask(Protocol):
    def __call__(self, answer: str, change: Callable[[str], str] = ...) -> str: ...


_TOKEN = re.compile(r"https?://\S*[\w/]|www\.\S*[\w/]|[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<![\w/])[@#]\w*[^\W\d]\w*")
_GROUPED = {
    ",": re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(?![\d]|[.,]\d)"),
    ".": re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?(?![\d]|[.,]\d)"),
}
NUMBER = re.compile(r"(?<![\w.,$£€¥])\d[\d.,]*(?<![.,])(?![\d.,]*[\w°])")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)")
_DOTTED_TIME = re.compile(
    r"(?:(?<=\bat )|(?<=\bby )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\bfrom )|(?=\S+\s?[ap]\.?m\b))"
    r"\b([01]?\d|2[0-3])\.([0-5]\d)\b(?![.,]?\d|%|-|\s(?:per|m|million|billion|times|metres|meters|km|points)\b)"
)
_NUMBERED = re.compile(r"(?<!\w)#\s?(?=\d)")
_NUMBER_SIGN = {"en": "No. ", "pt": "nº ", "es": "nº "}
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_SWAP = str.maketrans(",.", ".,")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOLDS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D",
                        "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"})  # fmt: skip
NATIVE = {"en": "", "pt": "áàâãéêíóôõúçÁÀÂÃÉÊÍÓÔÕÚÇ", "es": "áéíóúüñÁÉÍÓÚÜÑ"}
"""Letters outside ASCII of a language's own words: a word that lacks only these may be a name or not."""
_EXONYMS = frozenset({"India", "Indias", "Indico"})
"""Folded words that are themselves the English for the word folded: they don't get their letters back."""


def decimal_comma(language: str) -> bool:
    """Tell whether a language writes decimals with a comma and thousands with a stop."""
    return language.split("-")[0] not in {"en", "zh", "ja", "ko", "th", "he", "hi"}


@dataclass(frozen=True, slots=True)
class Shielded:
    """A sentence as the engine shall read it, and how its answer is put right again."""

    text: str
    undos: tuple[Undo, ...]

    def restore(self, answer: str) -> str:
        """Return the engine's answer with everything put back."""
        for undo in reversed(self.undos):
            answer = undo(answer)
        return answer


def shield(sentence: str, pair: Pair, knows: Knows) -> Shielded:
    """Prepare a sentence for an engine that reads only the characters it `knows`."""
    text, undos = sentence, []
    for step in (_edges, _half_quotes, _opening, _tokens, _times, _numbers, _money, _typography, _letters, _strangers):
        text, undo = step(text, pair, knows)
        undos.append(undo)
    return Shielded(text, tuple(undos))


def _same(answer: str) -> str:
    return answer


def _edges(text: str, pair: Pair, knows: Knows) -> Step:
    """Take off symbols at both ends that the engine can't read (emoji, bullets) and put them back there."""
    start, end = 0, len(text)
    while start < end and _foreign_symbol(text[start], knows):
        start += 1
    while end > start and _foreign_symbol(text[end - 1], knows):
        end -= 1
    head, tail = text[:start], text[end:]
    return text[start:end], lambda answer: f"{head}{answer}{tail}"


def _foreign_symbol(character: str, knows: Knows) -> bool:
    if character.isspace():
        return True
    symbol = unicodedata.category(character) in ("So", "Sk", "Cn", "Co") or character in "•·▪►✓\ufe0f\u200d"
    return symbol and not knows(character)


def _half_quotes(text: str, pair: Pair, knows: Knows) -> Step:
    """Take off a quotation mark whose other half stands in another sentence: engines drop it, or speak for it."""
    style = typography.style_of(pair.target)
    lone = typography.unpaired(text)
    head, tail = "", ""
    if lone and not text[lone[-1] + 1 :].strip(".,;:!?…") and lone[-1] > 0:
        tail = '"' if text[lone[-1]] == '"' else style.outer[1]
        text = text[: lone[-1]] + text[lone[-1] + 1 :]
    if lone[:1] == [0]:
        head = '"' if text[0] == '"' else style.outer[0]
        text = text[1:].lstrip()
    return text, lambda answer: f"{head}{answer}{tail}"


def _times(text: str, pair: Pair, knows: Knows) -> Step:
    """Write clock times with a colon: British papers' `6.26` is read as a decimal."""
    return (_DOTTED_TIME.sub(r"\1:\2", text) if pair.source.startswith("en") else text), _same


def _opening(text: str, pair: Pair, knows: Knows) -> Step:
    """Begin in lower case where only the capital is unknown (`Às` -> `às`); begin the answer as the source began."""
    if not text[:1].isupper():
        return text, _same
    if not knows(text[0]) and knows(text[0].lower()):
        text = text[0].lower() + text[1:]
    return text, lambda answer: answer[:1].upper() + answer[1:]


def _tokens(text: str, pair: Pair, knows: Knows) -> Step:
    """Mask addresses, handles and hashtags."""
    return masked(text, _TOKEN)


def _strangers(text: str, pair: Pair, knows: Knows) -> Step:
    """Mask whatever the engine still can't read: other scripts, emoji, signs."""
    unknown = {character for character in set(text) if not knows(character)}
    if not unknown:
        return text, _same
    signs = "".join(map(re.escape, sorted(unknown)))
    return masked(text, re.compile(rf"\w*[{signs}]+(?:\s*[{signs}]+)*\w*"))


def masked(text: str, pattern: re.Pattern[str]) -> tuple[str, Unmask]:
    """Replace what a pattern finds by names that engines keep; the unmask puts it back, through a function if given."""
    names = _fresh(text)
    kept: dict[str, str] = {}

    def mask(found: re.Match[str]) -> str:
        name = next(names)
        kept[name] = found[0]
        joined = found.start() > 0 and text[found.start() - 1].isalnum()
        return f" {name}" if joined else name

    def unmask(answer: str, change: Callable[[str], str] = _same) -> str:
        for name, original in kept.items():
            answer = re.sub(rf"\b{name}\b", change(original).replace("\\", r"\\"), answer)
        return answer

    return pattern.sub(mask, text), unmask


def _fresh(text: str) -> Iterator[str]:
    """Yield names that survive the embedded models in 60 of 60 sentences: X1, X2, ..."""
    return (name for number in count(1) if (name := f"X{number}") not in text)


def _numbers(text: str, pair: Pair, knows: Knows) -> Step:
    """Take thousands separators off (the engine garbles them) and set the target language's afterwards."""
    separator = "." if decimal_comma(pair.source) else ","
    point = "," if separator == "." else "."
    text = _SPACED.sub(lambda found: re.sub(r"\s", separator, found[0]), text)
    text = _NUMBERED.sub(_NUMBER_SIGN.get(pair.source.split("-")[0], "# "), text)
    text = re.sub(r"(?<=\d) ?([½¼¾])", lambda found: point + _FRACTIONS[found[1]], text)
    kept: list[tuple[str, str]] = []

    def ungroup(found: re.Match[str]) -> str:
        kept.append((found[1].replace(separator, ""), found[2] or ""))
        return kept[-1][0] + (point + found[2] if found[2] else "")

    def regroup(answer: str) -> str:
        return _regrouped(answer, kept, pair.target)

    text = _GROUPED[separator].sub(ungroup, text)
    return (text, regroup) if kept else (text, _same)


def _regrouped(answer: str, numbers: list[tuple[str, str]], language: str) -> str:
    thousands, point = (".", ",") if decimal_comma(language) else (",", ".")
    for whole, decimals in numbers:
        grouped = f"{int(whole):,}".replace(",", thousands) + (f"{point}{decimals}" if decimals else "")
        tail = rf"[.,]{decimals}" if decimals else r"(?![.,]?\d)"
        answer = re.sub(rf"(?<![\d.,]){whole}{tail}(?!\d)", grouped, answer)
    return answer


def localised(text: str, pair: Pair) -> str:
    """Write the decimals and thousands of a text's numbers as the target language does."""
    if decimal_comma(pair.source) == decimal_comma(pair.target):
        return text
    return NUMBER.sub(lambda found: found[0].translate(_SWAP) if _amount(found[0], pair.source) else found[0], text)


def _amount(number: str, language: str) -> bool:
    """Tell a quantity from a date, a version or a time: its separators stand where the language puts them."""
    thousands, point = (r"\.", ",") if decimal_comma(language) else (",", r"\.")
    return re.fullmatch(rf"\d+(?:{thousands}\d{{3}})*(?:{point}\d+)?", number) is not None


def _money(text: str, pair: Pair, knows: Knows) -> Step:
    return money.spell_out(text, pair.source), money.tidy


def _typography(text: str, pair: Pair, knows: Knows) -> Step:
    return typography.plain(text), lambda answer: typography.restore(answer, text, pair.target)


def _letters(text: str, pair: Pair, knows: Knows) -> Step:
    """Fold letters that the engine lacks to their base letters; names among those words get them back afterwards."""
    native = NATIVE.get(pair.source.split("-")[0], "")
    names: dict[str, str] = {}

    def fold(found: re.Match[str]) -> str:
        word = found[0]
        unknown = {letter for letter in word if not knows(letter)}
        if not unknown:
            return word
        folded = "".join(_folded(letter) if letter in unknown else letter for letter in word)
        if not all(map(knows, folded)):
            return word
        if not (unknown <= set(native) and folded in _EXONYMS):
            names[folded] = word
        return folded

    def unfold(answer: str) -> str:
        for folded, name in names.items():
            answer = re.sub(rf"\b{folded}\b", name, answer)
        return answer

    text = _LETTERS.sub(fold, text)
    return (text, unfold) if names else (text, _same)


def _folded(letter: str) -> str:
    letter = letter.translate(_FOLDS)
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
