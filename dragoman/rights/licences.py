"""Licences by address, by short name and by prose: what each asks, and whether it allows a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.types import Licence

_MAX = 4000


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms that we know: a licence, or a publisher's own words that forbid changes (no address then)."""

    name: str
    url: str = ""
    non_commercial: bool = False
    no_derivatives: bool = False
    share_alike: bool = False

    @property
    def licence(self) -> Licence:
        return Licence(self.name, self.url)


CUSTOM_ND = "terms that allow no changes"

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
    r"(?<![a-z])(?:CC[-_](?=BY)|(?-i:[Cc][Cc]\)?\s{0,2}(?=BY))|CC\s(?=BY[\w\s-]{0,9}\s\d\.\d)|(?-i:(?=BY-N[CD]|"
    r"BY-SA)))"
    r"(?P<code>BY(?:[\s_/-]{0,2}(?:NC|ND|SA)(?![a-z])){0,3})(?![a-z])(?:[\s_v-]{0,3}(?P<version>[1-4]\.0|2\.[15]))?",
    re.I,
)
_PORT = re.compile(r"[\s_-](?P<port>[A-Z]{2}|IGO)\b")
_CC0 = re.compile(r"(?<![a-z])CC[\s-]?(?:0|zero)\b|creative commons zero", re.I)
_PUBLIC_DOMAIN = re.compile(
    r"\b(?:public[\s-]domain|domínio público|dominio público|domaine public|pubblico dominio|gemeinfrei)\b", re.I
)
_NOT_PUBLIC = re.compile(
    r"\b(?:not|n’est|nicht|não|no)\b.{0,30}\b(?:public domain|domínio público|dominio público|domaine public|"
    r"gemeinfrei)",
    re.I,
)
_CC = re.compile(r"creative[\s-]*commons", re.I)
_BY = re.compile(
    r"attribution|atribuiç|atribuci[oó]n|attribuzione|namensnennung|naamsvermelding|reconocimiento|reconeixement|"
    r"paternit|mention de l.auteur|"
    r"uznanie autorstwa|erkännande|navngivelse|tilskrivning|атрибуция|署名|表示|(?-i:\bBY\b)",
    re.I,
)
_ND = re.compile(
    r"no[\s-]*deriv|sem[\s-]*deriv|sin[\s-]*(?:obras?[\s-]*)?deriv|sense[\s-]*(?:obra[\s-]*)?deriv|"
    r"non[\s-]*(?:opere[\s-]*)?derivat|pas de (?:modification|travail d[ée]riv)|"
    r"sans (?:modification|d[ée]riv)|keine[\s-]*bearbeitung|geen[\s-]*afgeleide|zonder (?:\w+ )?(?:bewerking|"
    r"wijziging)|bez utworów zależnych|"
    r"without (?:any |making any |making )?(?:edit|chang|modif|alter)\w*|unmodified|unaltered|unedited|"
    r"(?:not|don.t|never|cannot|can.t) (?:\w+ ){0,4}(?:edit|alter|modify|change|translate|derivative)|no "
    r"(?:substantive |material )?(?:edit|change|modification|alteration)s|"
    r"in (?:its|their) entirety(?! or\b)|(?:publish\w*|reproduce\w*|used?) as is\b|sem (?:qualquer )?(?:tipo de "
    r")?(?:altera|modifica|edi[çt])|(?:não|nao) "
    r"(?:\w+ ){0,4}(?:alterad|modificad|editad)|"
    r"sin (?:\w+ ){0,3}(?:modifica|altera|edita|cambi)|(?:no|sin) (?:\w+ ){0,3}(?:modificar|alterar|editar)|nicht "
    r"(?:\w+ ){0,3}(?:bearbeite|verände)|unverändert|"
    r"senza (?:\w+ ){0,2}modific|na íntegra(?! ou\b)|íntegramente(?! o\b)|dans son intégralité",
    re.I,
)
_NC = re.compile(
    r"non[\s-]*commercial|no[\s-]*comercial|n[ãa]o[\s-]*comercial|pas d.utilisation commerciale|"
    r"non[\s-]*commerciale|nicht[\s-]*kommerziell|keine kommerzielle|"
    r"niet[\s-]*commercieel|użycie niekomercyjne|sem fins? (?:comercia|lucrativ)|sin (?:ánimo|fines) de lucro|no "
    r"(?:commercial|sale)|(?:without|prohibits?|forbids?|not for|no) (?:any )?commercial|not[\s-]for[\s-]profit only",
    re.I,
)
_SA = re.compile(
    r"share[\s-]*alike|compartilha\w*[\s-]*(?:pela mesma|igual)|compartir[\s-]*igual|partage dans les mêmes|"
    r"condividi allo stesso|"
    r"weitergabe unter gleichen|gelijk[\s-]*delen|na tych samych warunkach",
    re.I,
)
_CONDITIONS = re.compile(
    r"following|guidelines|conditions|subject to|here.s (?:all|what)|as long as you|(?:these|some) (?:simple "
    r")?(?:rules|terms)",
    re.I,
)
"""What a publisher adds to a licence that it names without its version: nobody can tell what holds then."""
_LICENCE = re.compile(r"li[cz]en[sczçt]|lisens|лиценз|ліценз|ライセンス|授權|许可", re.I)
_VERSION = re.compile(r"(?<![\d.])([1-4]\.0|2\.[15])(?![\d.])")
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
    text = " ".join(text[:_MAX].split())
    stated = [*_addresses(text), *_codes(text)]
    if not stated and (prose := _prose(text)):
        stated = [prose]
    if not stated:
        return _public(text)
    return _with_words(_strictest(stated), text)


def _addresses(text: str) -> Iterator[Terms]:
    for match in _ADDRESS.finditer(text):
        yield from _terms(match["code"], match["version"] or "", match["port"] or "")


def _codes(text: str) -> Iterator[Terms]:
    for match in _CODE.finditer(text):
        version = match["version"] or ""
        port = _PORT.match(text, match.end()) if version and version != "4.0" else None
        yield from _terms(re.sub(r"[\s_/-]+", "-", match["code"]), version, port["port"] if port else "")


def _terms(code: str, version: str, port: str) -> Iterator[Terms]:
    parts = set(code.lower().split("-"))
    if "by" in parts and parts <= {"by", "nc", "nd", "sa"}:
        yield _creative_commons(parts, version, port.lower())


def _creative_commons(parts: set[str], version: str, port: str) -> Terms:
    code = "-".join(part for part in ("by", "nc", "nd", "sa") if part in parts)
    name = " ".join(filter(None, ("CC", code.upper(), version, port.upper())))
    url = f"https://creativecommons.org/licenses/{code}/{version}/{port + '/' if port else ''}" if version else ""
    return Terms(name, url, "nc" in parts, "nd" in parts, "sa" in parts)


def _prose(text: str) -> Terms | None:
    """Return a licence of Creative Commons that is named in words, in any of a handful of languages."""
    if not _CC.search(text) or not _BY.search(text):
        return None
    version = _VERSION.search(text)
    if not version and not _LICENCE.search(text):
        return None
    if not version and _CONDITIONS.search(text):
        return None
    parts = {"by"} | {part for part, words in (("nc", _NC), ("nd", _ND), ("sa", _SA)) if words.search(text)}
    country = next((port for name, port in _COUNTRIES.items() if name in text.lower()), "")
    ported = country if version and version[1] != "4.0" else ""
    return _creative_commons(parts, version[1] if version else "", ported)


def _public(text: str) -> Terms | None:
    """Return the terms of what is in the public domain, or of prose that only forbids, or None."""
    if _CC0.search(text) or ((match := _PUBLIC.search(text)) and match["code"].lower() == "zero"):
        return Terms("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    if _PUBLIC.search(text):
        return Terms("Public domain", "https://creativecommons.org/publicdomain/mark/1.0/")
    if _PUBLIC_DOMAIN.search(text) and not _NOT_PUBLIC.search(text):
        return _with_words(Terms("Public domain"), text)
    if _ND.search(text):
        return Terms(CUSTOM_ND, non_commercial=bool(_NC.search(text)), no_derivatives=True)
    return None


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
    words = _ADDRESS.sub(" ", text)
    return Terms(
        terms.name,
        terms.url,
        terms.non_commercial or bool(_NC.search(words)),
        terms.no_derivatives or bool(_ND.search(words)),
        terms.share_alike or bool(_SA.search(words)),
    )
