"""Licences by address, by short name and by prose: what each asks, and whether it allows a translation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.rights import wording
from dragoman.types import Licence

_MAX = 4000


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms that we know: a licence, or a publisher's own words (no address then).

    `translation` is False where others may publish the text and nothing is said of translating it.
    """

    name: str
    url: str = ""
    non_commercial: bool = False
    no_derivatives: bool = False
    share_alike: bool = False
    translation: bool = True

    @property
    def restricts(self) -> bool:
        """Tell whether anything is forbidden, or asked beyond credit."""
        return self.non_commercial or self.no_derivatives or self.share_alike


CUSTOM_ND = "terms that allow no changes"
OWN_TERMS = Terms("terms of its own", translation=False)
LEAVE = Terms("leave to translate")
"""A publisher's own words that let others translate its text, or change it as much."""
PERMISSION = Terms("permission")
"""What an operator writes who has the publisher's leave to translate; no publisher can say it for itself."""


def permits(terms: Terms | None) -> bool:
    """Tell whether terms let a text be translated, if only where nobody earns money by it."""
    return bool(terms and terms.translation and not terms.no_derivatives)


def licence_of(terms: Terms) -> Licence | None:
    """Return the licence that terms are, None where they are a publisher's own words."""
    if terms.name in (CUSTOM_ND, OWN_TERMS.name, LEAVE.name):
        return None
    return Licence(terms.name, terms.url)


_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[sc]es|l)/(?P<code>[a-z]{2}(?:-[a-z]{2}){0,3})(?:/(?P<version>\d\.\d))?"
    r"(?:/(?P<port>[a-z]{2}|igo|scotland))?(?=[/\s?#\"'<>.,;)]|$)",
    re.I,
)
_PUBLIC = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/|p/)?(?:publicdomain/|publicdomain)?(?P<code>zero|mark|"
    r"publicdomain)\b",
    re.I,
)
_CODE = re.compile(
    # `Cc by e-mail` and `by SA News` are no licences: a hyphen, capitals or a version has to say that it is one
    r"(?<![a-z])(?:CC[-_](?=BY)|(?-i:[Cc][Cc]\)?\s{0,2}(?=B[Yy]\b))|CC\s(?=BY[\w\s-]{0,9}\s\d\.\d)|(?-i:(?=BY-N[CD]|"
    r"BY-SA)))"
    r"(?P<code>BY(?:[\s_/-]{0,2}(?:NC|ND|SA)(?![a-z])){0,3})(?![a-z])(?:[\s_v-]{0,3}(?P<version>[1-4]\.0|2\.[15]))?",
    re.I,
)
_CAPITALS = re.compile(r"(?-i:[Cc][Cc]\)?\s{1,2}By(?!\s+N[cd]\b|\s+Sa\b))")
_PORT = re.compile(r"[\s_-](?P<port>[A-Z]{2}|IGO)\b")
_CC0 = re.compile(r"(?<![a-z])CC[\s-]?(?:0|zero)\b|creative commons zero", re.I)
_VERSION = re.compile(r"(?<![\d.,])([1-4][.,]0|2[.,][15])(?!\d|[.,]\d)")
_URL = re.compile(r"https?://\S+")
_TAIL = re.compile(
    r"[\s”\"»]{0,2}(?:[-–—/+&·・_]|\s[-–—]\s)[\s“\"«]{0,2}(?!only\b|int\w*\b|unported\b|generic\b|licen[sc]|\d)(?P<part>[^\W\d_]{3,})",
    re.I,
)
"""A further part of a licence's name, joined to the one before it."""
_WORD = re.compile(r"\w*")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_HARAKAT = dict.fromkeys((*range(0x64B, 0x660), 0x670, 0x640))
_SELF = re.compile(
    r"(?:organi[sz]|ag[eê]nci|institu|associa|asocia|entidad|m[ií]di|medio|jornal|revist|sociedad|coop)\w*(?:\s\S+){0,4}\s$",
    re.I,
)
"""What stands before `sem fins lucrativos` where it tells of the publisher and not of the use."""
_ANY_USE = re.compile(
    r"commercial (?:and|or|&) non-?commercial|even commercially|inclusive (?:para )?(?:os )?comercia", re.I
)
_COUNTRIES = {
    "brasil": "br",
    "brazil": "br",
    "españa": "es",
    "spain": "es",
    "portugal": "pt",
    "deutschland": "de",
    "france": "fr",
    "italia": "it",
    "united states": "us",
}


def recognise(text: str) -> Terms | None:
    """Return the terms that an address, a short name (`CC-BY-4.0`) or a publisher's prose states, or None.

    Of several licences in one text the strictest parts hold together. None means unknown: nothing may be inferred.
    """
    text = _plain(text)
    stated = [*_addresses(text), *_codes(text)]
    if not stated and (prose := _prose(text)):
        stated = [prose]
    if stated:
        return _with_words(_strictest(stated), text)
    return _public(text) or _own(text)


def recognise_for_text(prose: str) -> Terms | None:
    """Return the terms that prose states for the text: sentences that speak of pictures alone say nothing of it."""
    kept = [each for each in _SENTENCE.split(prose) if not wording.PICTURES.search(each) or wording.TEXTS.search(each)]
    return recognise(" ".join(kept)) if kept else None


def _plain(text: str) -> str:
    """Return a text in one spelling: single spaces, European digits, no vowel signs in Arabic."""
    text = unicodedata.normalize("NFC", " ".join(text[:_MAX].split())).translate(_HARAKAT)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else _HALF.get(c, c) for c in text)


_HALF = {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)} | {
    "⁄": "/",
    "٫": ".",
    "ᱹ": ".",
    "\u2010": "-",
    "\u2011": "-",
}


def _addresses(text: str) -> Iterator[Terms]:
    for match in _ADDRESS.finditer(text):
        yield from _terms(match["code"], match["version"] or "", match["port"] or "")


def _codes(text: str) -> Iterator[Terms]:
    for match in _CODE.finditer(text):
        if _CAPITALS.match(text, match.start()):
            continue
        version = match["version"] or ""
        port = _PORT.match(text, match.end()) if version and version != "4.0" else None
        yield from _terms(re.sub(r"[\s_/-]+", "-", match["code"]), version, port["port"] if port else "")


def _terms(code: str, version: str, port: str) -> Iterator[Terms]:
    parts = set(code.lower().split("-"))
    if "by" in parts and parts <= {"by", "nc", "nd", "sa"}:
        yield _creative_commons(parts, version, port.lower())


def _creative_commons(parts: set[str], version: str, port: str) -> Terms:
    if "nd" in parts:
        parts = parts - {"sa"}  # no such licence: what may not be changed can't be shared alike
    code = "-".join(part for part in ("by", "nc", "nd", "sa") if part in parts)
    name = " ".join(filter(None, ("CC", code.upper(), version, port.upper())))
    url = f"https://creativecommons.org/licenses/{code}/{version}/{port + '/' if port else ''}" if version else ""
    return Terms(name, url, "nc" in parts, "nd" in parts, "sa" in parts)


def _prose(text: str) -> Terms | None:
    """Return a licence of Creative Commons that is named in words, in any of some dozens of languages."""
    text = _URL.sub(" ", text)
    version = _VERSION.search(text)
    by = wording.BY.search(text) or (version and wording.SA.search(text))
    numbered = bool(by and version and 0 < version.start() - by.end() <= 2 and wording.LICENCE.search(text))
    if not by or not (numbered or wording.CC.search(text)) or not _known_tail(text, by.end()):
        return None
    if not version and (not wording.LICENCE.search(text) or wording.CONDITIONS.search(text)):
        return _forbidding(text)
    parts = {"by"} | {part for part, told in _parts(text).items() if told}
    country = next((port for name, port in _COUNTRIES.items() if name in text.lower()), "")
    number = version[1].replace(",", ".") if version else ""
    return _creative_commons(parts, number, country if number and number != "4.0" else "")


def _known_tail(text: str, at: int) -> bool:
    """Tell whether all parts of a licence's name after the first are ones that we know."""
    while part := _TAIL.match(text, at):
        known = next(
            (m for words in (wording.NC, wording.ND, wording.SA) if (m := words.match(text, part.start("part")))), None
        )
        if known is None:
            return False
        rest = _WORD.match(text, known.end())
        at = rest.end() if rest else known.end()
    return True


def _parts(text: str) -> dict[str, bool]:
    """Tell which of a licence's restrictions stand in a text, in its own words or in a publisher's."""
    words = _ADDRESS.sub(" ", text)
    changeless = bool(wording.ND.search(words) or wording.CHANGELESS.search(words))
    return {"nc": _is_non_commercial(words), "nd": changeless, "sa": bool(wording.SA.search(words))}


def _is_non_commercial(text: str) -> bool:
    text = _ANY_USE.sub(" ", text)
    for match in wording.NC.finditer(text):
        if "lucr" not in match[0].lower() or not _SELF.search(text, max(0, match.start() - 80), match.start()):
            return True
    return False


def _public(text: str) -> Terms | None:
    """Return the terms of what is in the public domain, or None."""
    if _CC0.search(text) or ((match := _PUBLIC.search(text)) and match["code"].lower() == "zero"):
        return Terms("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    if _PUBLIC.search(text):
        return Terms("Public domain", "https://creativecommons.org/publicdomain/mark/1.0/")
    told = [sentence for sentence in _SENTENCE.split(text) if wording.PUBLIC.search(sentence)]
    denied = [sentence for sentence in told if wording.NEGATED.search(sentence)]
    if len(denied) < len(told) and all(wording.OTHERS.search(sentence) for sentence in denied):
        return _with_words(Terms("Public domain"), text)
    return None


def _own(text: str) -> Terms | None:
    """Return the terms of a publisher who forbids changes, or lets others publish its text, in its own words."""
    if forbidding := _forbidding(text):
        return forbidding
    sentences = _SENTENCE.split(text)
    if any(wording.FORBIDDEN.search(sentence) for sentence in sentences):
        return None
    non_commercial = _is_non_commercial(text)
    if any(map(_lets_change, sentences)) and not _hands_on(text):
        return replace(LEAVE, non_commercial=non_commercial)
    lets = any(wording.REUSE.search(sentence) and wording.LEAVE.search(sentence) for sentence in sentences)
    return replace(OWN_TERMS, non_commercial=non_commercial) if lets else None


def _lets_change(sentence: str) -> bool:
    """Tell whether a sentence lets others publish a text and translate it, or change it as much, and asks no more."""
    told = wording.CHANGES.search(sentence) and wording.REUSE.search(sentence)
    return bool(told) and not wording.ASKED.search(sentence) and not wording.NEGATED.search(sentence)


def _hands_on(text: str) -> bool:
    """Tell whether what is made of a text may have to bear a licence that nobody names: then it can't be handed on."""
    unnamed = wording.CC.search(text) and not wording.CREDITED.search(text)
    return bool(unnamed or wording.SA.search(text))


def _forbidding(text: str) -> Terms | None:
    told = _parts(text)
    return Terms(CUSTOM_ND, non_commercial=told["nc"], no_derivatives=True) if told["nd"] else None


def _strictest(stated: list[Terms]) -> Terms:
    """Return the licence that forbids most, with all that the others forbid."""
    first = max(stated, key=lambda t: (t.no_derivatives, t.non_commercial, t.share_alike, bool(t.url)))
    return Terms(
        first.name,
        first.url,
        any(terms.non_commercial for terms in stated),
        any(terms.no_derivatives for terms in stated),
        any(terms.share_alike for terms in stated),
    )


def _with_words(terms: Terms, text: str) -> Terms:
    """Tighten terms by the prose round them: a text that names CC BY and forbids changes forbids changes."""
    told = _parts(text)
    return Terms(
        terms.name,
        terms.url,
        terms.non_commercial or told["nc"],
        terms.no_derivatives or told["nd"],
        terms.share_alike or told["sa"],
    )
