"""Quotation marks, dashes and spaces: plain before the engine, in the target language's typography after it.

The embedded models read only straight quotes and hyphens; 325 curly quotes in gave 66 out, straightened all came back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"')
_SINGLE = dict.fromkeys(map(ord, "‘’‚‛‹›′´＇`"), "'")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_LIGATURES = {ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("…"): "...", ord("−"): "-", ord("‐"): "-", ord("‑"): "-"}
_PLAIN = _DOUBLE | _SINGLE | _INVISIBLE | _LIGATURES

_DASH_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s?[–—]\s?(?=\d)")
_DASH = re.compile(r"\s*[–—―]\s*")
_GUILLEMET_SPACE = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")
_SPACED_HYPHEN = re.compile(r"(?<=\S) - (?=\S)")
_HYPHEN_BETWEEN_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@dataclass(frozen=True, slots=True)
class Style:
    """The quotation marks of a language, outer and inner, and its dash."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str = " — "


_ENGLISH = Style(("“", "”"), ("‘", "’"))
_GUILLEMETS = Style(("«", "»"), ("“", "”"))
_LOCALES = {
    "es": Style(("«", "»"), ("“", "”"), " —"),
    "ca": _GUILLEMETS,
    "gl": _GUILLEMETS,
    "it": _GUILLEMETS,
    "fr": Style(("«\u00a0", "\u00a0»"), ("“", "”")),
    "de": Style(("„", "“"), ("‚", "‘"), " – "),
    "uk": Style(("«", "»"), ("„", "“")),
    "ru": Style(("«", "»"), ("„", "“")),
}


def style_of(language: str) -> Style:
    """Return the typography of a language; English and Portuguese share theirs."""
    return _LOCALES.get(language.split("-")[0], _ENGLISH)


def plain(text: str) -> str:
    """Return a text with straight quotes, hyphens for dashes and plain spaces, as engines read it."""
    text = _GUILLEMET_SPACE.sub("", unicodedata.normalize("NFC", text))
    text = _DASH_BETWEEN_DIGITS.sub("-", text)
    text = _DASH.sub(" - ", text).translate(_PLAIN)
    return " ".join(text.split())


def unpaired(text: str) -> list[int]:
    """Return the places of the double quotation marks whose other half is not in the text."""
    open_: list[int] = []
    lone: list[int] = []
    for place, character in enumerate(text):
        if character in "“„«" or (character == '"' and not (open_ and text[open_[-1]] == '"')):
            open_.append(place)
        elif character in '”»"':
            if open_:
                open_.pop()
            else:
                lone.append(place)
    return sorted(lone + open_)


def restore(text: str, source: str, language: str) -> str:
    """Set the target language's quotation marks and dashes where the source was typeset; leave typed text typed."""
    style = style_of(language)
    if re.search("[“”„«»‘’‹›]", source):
        text = _curl(text, style, inner="‘" in source or "‹" in source)
    if re.search("[—–―]", source):
        text = _SPACED_HYPHEN.sub(style.dash, text)
    if re.search(r"\d\s?–\s?\d", source):
        text = _HYPHEN_BETWEEN_DIGITS.sub("–", text)
    return text.replace("...", "…") if "…" in source else text


def _curl(text: str, style: Style, *, inner: bool) -> str:
    text = _APOSTROPHE.sub("’", text)
    opened: list[str] = []
    return "".join(_turned(text, place, opened, style, inner) for place in range(len(text)))


def _turned(text: str, place: int, opened: list[str], style: Style, inner: bool) -> str:
    """Turn one straight quote by what is open and what stands beside it; other characters stay as they are."""
    quote = text[place]
    if quote not in "\"'":
        return quote
    pair = style.outer if quote == '"' else style.inner
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    opens = (not before or before in " \u00a0([{—–-\"'") and after not in ("", *" \u00a0,.;:!?)]}…")
    if opens and (quote == '"' or inner) and quote not in opened[-1:]:
        opened.append(quote)
        return pair[0]
    if quote in opened:
        opened.remove(quote)
        return pair[1]
    return pair[1] if quote == '"' else "’"
