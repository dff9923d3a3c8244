"""Dashes, spaces and quotation marks: plain before the engine, in the target language's typography after it.

The embedded models read only straight quotes and hyphens; 325 curly quotes in gave 66 out, straightened all came back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, cycle

from dragoman.quotes import depth, quotes

_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″＂「」『』〝〞"), '"')
_SINGLE = dict.fromkeys(map(ord, "‘’‚‛‹›′´＇`"), "'")
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LIGATURES = {ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("…"): "...", ord("−"): "-", ord("‐"): "-", ord("‑"): "-"}
_PLAIN = _DOUBLE | _SINGLE | _INVISIBLE | _LIGATURES

_DASH_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s?[–—]\s?(?=\d)")
_DASH = re.compile(r"\s*[–—―]\s*")
_GUILLEMET_SPACE = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")
_SPACED_HYPHEN = re.compile(r"(?<=\S) - (?=\S)")
_HYPHEN_BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_TYPESET = re.compile("[“”„«»‘’‹›「」『』]")


@dataclass(frozen=True, slots=True)
class Style:
    """The quotation marks of a language, outer and inner, its dash, and the one that closes an aside if it differs."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = " — "
    closing: str = ""


STRAIGHT = Style(('"', '"'), ("'", "'"), " - ")
"""The typography of typed text."""
_ENGLISH = Style(("“", "”"), ("‘", "’"))
_GUILLEMETS = Style(("«", "»"), ("“", "”"))
_RUSSIAN = Style(("«", "»"), ("„", "“"))
_LOCALES = {
    "es": Style(("«", "»"), ("“", "”"), " —", "— "),
    "ca": _GUILLEMETS,
    "gl": _GUILLEMETS,
    "it": _GUILLEMETS,
    "fr": Style(("«\u00a0", "\u00a0»"), ("“", "”"), " – "),
    "de": Style(("„", "“"), ("‚", "‘"), " – "),
    "pl": Style(("„", "”"), ("«", "»"), " – "),
    "uk": _RUSSIAN,
    "ru": _RUSSIAN,
    "zh": Style(("“", "”"), ("‘", "’"), "——"),
    "ja": Style(("「", "」"), ("『", "』"), "――"),
    "tr": Style(("“", "”"), ("‘", "’"), " – "),
    "hi": Style(("“", "”"), ("‘", "’"), " – "),
    "ar": Style(("“", "”"), ("‘", "’"), " – "),
}


def style_of(language: str) -> Style:
    """Return the typography of a language; English and Portuguese share theirs."""
    return _LOCALES.get(language.split("-")[0], _ENGLISH)


def typeset(text: str) -> bool:
    """Tell whether a text has typographic quotation marks or apostrophes: typed text stays typed."""
    return _TYPESET.search(text) is not None


def plain(text: str) -> str:
    """Return a text with straight quotes, hyphens for dashes and plain spaces, as engines read it."""
    text = _GUILLEMET_SPACE.sub("", unicodedata.normalize("NFC", text))
    text = _DASH_BETWEEN_DIGITS.sub("-", text)
    text = _DASH.sub(" - ", text).translate(_PLAIN)
    return " ".join(text.split())


def restore(text: str, source: str, language: str) -> str:
    """Set the target language's dashes and ellipses where the source had them, and no space around a slash."""
    if re.search("[—–―]", source):
        style = style_of(language)
        turns = cycle((style.dash, style.closing or style.dash))
        text = _SPACED_HYPHEN.sub(lambda _: next(turns), text)
    if re.search(r"\d\s?–\s?\d", source):
        text = _HYPHEN_BETWEEN_DIGITS.sub("–", text)
    if " / " not in source:
        text = text.replace(" / ", "/")
    return text.replace("...", "…") if "…" in source else text


def levelled(parts: Sequence[str], language: str) -> list[str]:
    """Return the sentences of a text with the marks of a quotation in another as inner ones.

    Sentence by sentence nobody sees that: “I said, ‘When? | Was it July?’ | Yes.”
    """
    outer, inner = style_of(language).outer, style_of(language).inner
    text = "\n".join(parts)
    if text.count(outer[0]) < 2 or max(map(len, (*outer, *inner))) > 1:
        return list(parts)
    spans = quotes(text).spans
    letters = list(text)
    for start, end in spans:
        if depth((start, end), spans) % 2 and (text[start], text[end - 1]) == outer:
            letters[start], letters[end - 1] = inner
    ends = accumulate(len(part) + 1 for part in parts)
    return ["".join(letters[end - 1 - len(part) : end - 1]) for part, end in zip(parts, ends, strict=True)]
