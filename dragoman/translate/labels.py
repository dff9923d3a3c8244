"""Labels: texts that are no sentence, as headlines, captions, alternative texts, list items and table cells often are.

Engines learn from sentences: given a word or two they add an article, a stop, a bracket, or say it twice. What needs no
engine (figures, codes, credits) is given none, and what an engine adds to a label is taken off.
"""

from __future__ import annotations

import re

from dragoman.commonwords import FUNCTION_WORDS
from dragoman.translate.shield import localised
from dragoman.types import Pair, Place

SHORT = 4
"""Words of a label at most that begins with no article where the source doesn't."""
_CODE = re.compile(r"(?=.*\d)[A-Z0-9]+(?:[./:&+-][A-Z0-9]+)*\+?")
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_CURRENCY = re.compile(r"\b(?:[A-Z]{1,2}(?=\$)|EUR|USD|GBP|BRL|CHF)")
_SPECIES = {
    "photo": {"en": "Photo", "pt": "Foto", "es": "Foto", "gl": "Foto", "ca": "Foto"},
    "photos": {"en": "Photos", "pt": "Fotos", "es": "Fotos", "gl": "Fotos", "ca": "Fotos"},
    "image": {"en": "Image", "pt": "Imagem", "es": "Imagen", "gl": "Imaxe", "ca": "Imatge"},
    "images": {"en": "Images", "pt": "Imagens", "es": "Imágenes", "gl": "Imaxes", "ca": "Imatges"},
    "video": {"en": "Video", "pt": "Vídeo", "es": "Vídeo", "gl": "Vídeo", "ca": "Vídeo"},
    "credit": {"en": "Credit", "pt": "Crédito", "es": "Crédito", "gl": "Crédito", "ca": "Crèdit"},
    "illustration": {
        "en": "Illustration", "pt": "Ilustração", "es": "Ilustración", "gl": "Ilustración", "ca": "Il·lustració"
    },
    "handout": {"en": "Handout", "pt": "Divulgação"},
    "translation": {
        "en": "Translation", "pt": "Tradução", "es": "Traducción", "gl": "Tradución", "ca": "Traducció"
    },
    "file": {"en": "File", "pt": "Arquivo"},
    "archive": {"en": "Archive", "pt": "Arquivo", "es": "Archivo", "gl": "Arquivo", "ca": "Arxiu"},
}  # fmt: skip
_BY = {"en": " by ", "pt": " de ", "es": " de ", "gl": " de ", "ca": " de "}
_PARTICLES = frozenset("de da do das dos del di du van von der e y and via for para the courtesy".split())
_CREDIT = re.compile(
    r"(?P<open>\(?)(?P<kind>[^\W\d]+)(?P<sign>\s?:\s?|/|\s(?:by|de|por)\s)(?P<names>[^()\n]+)(?P<close>[).]*)"
)
_BARE = re.compile(r"\((?P<kind>[A-Z]{4,})\)(?P<stop>\.?)")
_TRAILING = re.compile(r"\s+\(?[^\W\d]+\s?:\s?[^:()]+\)?\.?$")
_CLOSING = "\"'”’»)] "
_STOPS = (".", "!", "?", "…", ":", ";")
_STOP = re.compile(r"(?<=[^.\s])\.$")
_BRACKETS = re.compile(r"\s*\([^()]*\)?\.?$")
_ARTICLES = {
    "en": re.compile(r"^(?:the|an?)\s(?!few|lot|little|number)", re.IGNORECASE),
    "pt": re.compile(
        r"^(?:d?[oa]s?|uma?|n[oa]s?)\s(?!partir|caminho|bordo|favor|seguir|começar|cerca|respeito|fim)", re.IGNORECASE
    ),
}


def is_label(place: Place, text: str, *, heading: bool) -> bool:
    """Tell whether a text is no sentence: it stands where labels do, and has no stop or a few words only."""
    part = place.rsplit(".", 1)[-1]
    at_home = heading or part in ("alt", "caption") or ".rows." in place or ".items." in place
    return at_home and (len(text.split()) <= SHORT or not text.rstrip(_CLOSING).endswith(_STOPS))


def given(text: str, pair: Pair) -> str | None:
    """Return the translation of a label that needs no engine: signs, figures, a code, a credit; else None."""
    if not any(map(str.isalpha, _CURRENCY.sub("", text))):
        return _FIGURE.sub(lambda figure: localised(figure[0], pair), text)
    if _CODE.fullmatch(text):
        return text
    return credit(text, pair) or _species(text, pair)


def _species(text: str, pair: Pair) -> str | None:
    """Return what a picture is, in brackets and in capitals, which engines leave as it is: (FILE)."""
    found = _BARE.fullmatch(text)
    kind = found and _forms(found["kind"], pair.languages[0]).get(pair.languages[1])
    return f"({kind.upper()}){found['stop']}" if found and kind else None


def _forms(kind: str, language: str) -> dict[str, str]:
    """Return what the species of a picture is called in each language; nothing where it is none."""
    return next((forms for forms in _SPECIES.values() if forms.get(language, "").lower() == kind.lower()), {})


def credit(text: str, pair: Pair) -> str | None:
    """Return a credit with its label translated and its names as they stand; None where the text is none."""
    found = _CREDIT.fullmatch(text)
    here, there = pair.languages
    kind = _forms(found["kind"], here) if found else {}
    if not found or not kind or there not in kind or not _names(found["names"]):
        return None
    sign = found["sign"] if found["sign"].strip() in (":", "/") else _BY[there]
    return f"{found['open']}{kind[there]}{sign}{found['names']}{found['close']}"


def _names(text: str) -> bool:
    """Tell whether a text holds names alone."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    return 0 < len(words) <= 10 and all(word[0].isupper() or word in _PARTICLES for word in words)


def credit_start(text: str, language: str) -> int | None:
    """Return where the credit at the end of a caption begins, None where it ends in none."""
    found = _TRAILING.search(text)
    return found.start() if found and credit(found[0].strip(), Pair(language, language)) is not None else None


def trimmed(answer: str, source: str, pair: Pair) -> str:
    """Take off what an engine added to a label: a stop, brackets, a second time, an article before a few words."""
    if "(" not in source:
        answer = _BRACKETS.sub("", answer) or answer
    if not source.rstrip(_CLOSING).endswith((".", "…")):
        answer = _STOP.sub("", answer)
    words = answer.split()
    half = len(words) // 2
    if len(words) == 2 * half > len(source.split()) and words[:half] == words[half:]:
        answer = " ".join(words[:half])
    return _without_article(answer, source, pair)


def _without_article(answer: str, source: str, pair: Pair) -> str:
    here, there = pair.languages
    first, *others = source.split()
    small = bool(others) and first.lower() in FUNCTION_WORDS.get(here, frozenset())
    if small or len(others) >= SHORT or there not in _ARTICLES:
        return answer
    bare = _ARTICLES[there].sub("", answer)
    return bare[:1].upper() + bare[1:] if source[:1].isupper() else bare
