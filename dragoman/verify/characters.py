"""Check that what no translation may touch stands in the target: addresses, handles, emoji, foreign names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.verify.tokens import ADDRESS, Kind, plain, tokenise

NAME = "characters"
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|info|int|io|tv|eu|uk|br|pt|de|fr|es|ca|au)(?![\w-])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\w\.\w")
_EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\u2600-\u27bf\u2b50\u2b55]"
)
_STEM = 5
"""Letters that a word of another language shares with its translation at least."""
_UNKNOWN = re.compile(r"\ufffd|⁇|<unk>|▁")
"""What engines write for a character they do not know."""
_OWN_LETTERS = {
    "pt": "áàâãçéêíóôõúü",
    "es": "áéíóúüñ",
    "ca": "àçèéíïòóúü·",
    "gl": "áéíóúüñ",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "it": "àèéìíòóùú",
    "de": "äöüß",
    "nl": "éëïóöüè",
    "sv": "åäöé",
    "da": "æøåé",
    "nb": "æøåéòô",
    "pl": "ąćęłńóśźż",
    "tr": "çğıöşüâîûİ",
    "ro": "ăâîșşțţ",
    "cs": "áčďéěíňóřšťúůýž",
    "hu": "áéíóöőúüű",
}
_FOLDED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "ı": "i", "ŋ": "n", "ə": "e", "Þ": "Th", "Œ": "Oe"}
)
_LOANS = frozenset(
    "café cafés cliché clichés façade fiancé fiancée naïve résumé résumés señor señora señores piñata jalapeño crème"
    " fraîche brûlée entrée protégé touché voilà déjà vis-à-vis für über el niño niña émigré élite états première"
    " première matinée melée mêlée coup d'état".split()
)
_EXONYMS = {
    "zürich": "zurique", "genève": "genebra", "münchen": "munique", "köln": "colônia", "québec": "quebeque",
    "türkiye": "turquia", "côte": "costa", "perú": "peru", "méxico": "mexico", "panamá": "panama", "kraków": "cracóvia",
    "göteborg": "gotemburgo", "curaçao": "curaçau", "istanbul": "istambul", "córdoba": "córdova", "bogotá": "bogota",
}  # fmt: skip
"""Names whose foreign letters the other language does not use, folded on both sides before they are compared."""


def check(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Look for what vanished: each address, handle, hashtag, emoji and foreign-lettered name must stand as it is.

    A name whose accents alone are gone is a note.
    """
    for unknown in _UNKNOWN.finditer(target) if "<" in target or not target.isascii() else ():
        if unknown[0] not in source:
            yield Finding(NAME, Severity.FAIL, "A character was lost.", None, unknown.span())
    if _marked(source):
        yield from _verbatim(source, target)
    if not source.isascii():
        yield from _emoji(source, target)
        yield from _names(source, target, pair)
        yield from _scripts(source, target, pair)


def _marked(text: str) -> bool:
    return "@" in text or "#" in text or "://" in text or _DOTTED.search(text) is not None


def _finding(what: str, span: Span, severity: Severity = Severity.FAIL) -> Finding:
    return Finding(NAME, severity, f"“{what}” is missing.", span, None)


def _verbatim(source: str, target: str) -> Iterator[Finding]:
    spans = [match.span() for match in ADDRESS.finditer(source)]
    spans += [match.span() for match in _DOMAIN.finditer(plain(source))]
    wanted = Counter(source[slice(*span)].rstrip(".,;:!?)]’'\"") for span in spans)
    whole = target.casefold()
    for span in spans:
        what = source[slice(*span)].rstrip(".,;:!?)]’'\"")
        if whole.count(what.casefold()) < wanted[what]:
            wanted[what] -= 1
            yield _finding(what, (span[0], span[0] + len(what)))


def _emoji(source: str, target: str) -> Iterator[Finding]:
    there = _EMOJI.findall(source)
    missing = Counter(there) - Counter(_EMOJI.findall(target)) if there else {}
    for match in _EMOJI.finditer(source):
        if missing[match[0]] > 0:
            missing[match[0]] -= 1
            yield _finding(match[0], match.span())


def _names(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare the capitalised words whose letters are foreign to the source language."""
    here, there = pair.languages
    if not {here, there} <= LATIN:
        return
    own = frozenset(_OWN_LETTERS.get(here, ""))
    whole, folded = target.casefold(), fold(target).casefold()
    for token in tokenise(source):
        if token.kind is not Kind.WORD or token.text.isascii() or not token.text[0].isupper():
            continue
        name = re.sub(r"['’]s?$", "", token.text)
        foreign = [c for c in name if c.isalpha() and not c.isascii() and own.isdisjoint((c, c.lower()))]
        if not foreign or not _latin(name) or name.lower() in _LOANS or name.casefold() in whole:
            continue
        if _known(fold(name).casefold(), name.lower(), folded):
            if any(c.lower() not in _OWN_LETTERS.get(there, "") for c in foreign):
                yield _finding(name, (token.start, token.end), Severity.NOTE)
        else:
            yield _finding(name, (token.start, token.end))


def _known(name: str, written: str, target: str) -> bool:
    """Tell whether a name stands without its accents, with another ending (Agência), or as the place is called."""
    exonym = _EXONYMS.get(written) or next((k for k, v in _EXONYMS.items() if v == written), "")
    stem = name[: max(_STEM, len(name) - 2)]
    return name in target or bool(exonym and fold(exonym) in target) or (len(name) > _STEM and f" {stem}" in target)


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """Return a text without accents and with its Latin letters spelled in ASCII."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _latin(text: str) -> bool:
    return all(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())


def _scripts(source: str, target: str, pair: Pair) -> Iterator[Finding]:
    """Compare words in a script that neither language is written in: they can only be copied."""
    if any(language not in LATIN for language in pair.languages):
        return
    for token in tokenise(source):
        foreign = token.kind is Kind.WORD and not token.text.isascii() and not _latin(token.text)
        if foreign and token.text not in target and any(c.isalpha() for c in token.text) and token.text not in "ºª":
            yield _finding(token.text, (token.start, token.end))


LATIN = frozenset((*_OWN_LETTERS, "en", "eu", "no", "nn", "is", "fi", "et", "lv", "lt", "sk", "sl", "hr", "sq", "id"))
