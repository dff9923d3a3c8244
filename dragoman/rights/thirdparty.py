"""Copy of others inside a source's own pages and feeds: agencies in bylines and datelines, articles published before.

A source's licence does not cover what is not its own. A line that names the source itself says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.types import Document, Heading, ItemList, Paragraph, Quote, Signal

AGENCIES = (
    "Reuters", "Thomson Reuters", "AFP", "Agence France-Presse", "Agence France Presse", "AP", "Associated Press",
    "The Associated Press", "EFE", "Agência EFE", "Agencia EFE", "Lusa", "Agência Lusa", "ANSA", "dpa",
    "Deutsche Presse-Agentur", "Xinhua", "Xinhuanet", "TASS", "Interfax", "Interfax-Ukraine", "RIA Novosti", "Sputnik",
    "Kyodo", "Kyodo News", "Jiji Press", "Yonhap", "PTI", "Press Trust of India", "ANI", "IANS", "UNI", "Bloomberg",
    "Bloomberg News", "PA Media", "Press Association", "UPI", "United Press International", "Belga", "ANP", "Ritzau",
    "NTB", "TT Nyhetsbyrån", "APA", "Austria Presse Agentur", "Keystone-SDA", "SDA", "ATS", "epd", "KNA", "SID",
    "Europa Press", "Notimex", "Télam", "Prensa Latina", "Anadolu", "Anadolu Agency", "Folhapress",
    "Estadão Conteúdo", "Agência Estado", "Agência O Globo", "CNN", "The Canadian Press", "La Presse Canadienne",
    "New York Times News Service", "Tribune News Service", "Argazki Press", "EUP", "ČTK", "PAP", "MTI", "Agerpres",
)  # fmt: skip
_AGENCY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_BYLINE = re.compile(rf"(?:by |por |von |par |di |from |de |da |with |com )?\W*(?P<who>{_AGENCY})\W*", re.I)
_DATELINE = re.compile(
    rf"^[^.!?\n]{{0,60}}?[(\[](?P<who>{_AGENCY})[)\]]\s*[-–—:]|^[^.!?\n]{{0,50}},\s[^.!?\n]{{0,30}}\((?P<who2>{_AGENCY})\)\.?\s*[-–—]"
)
_CLOSING = re.compile(
    rf"^\W*(?P<who>{_AGENCY})\W*$|[(\[/](?P<who2>{_AGENCY})(?:[/,]\s?[\w./ ]{{1,30}})?[)\]]\s*\.?$|"
    rf"^\W*(?:source|fonte|fuente|quelle|agence|copyright|©)\s*:?\s*(?:©\s*)?(?:\d{{4}}\s*)?(?P<who3>{_AGENCY})\W*$"
)
_BEFORE = re.compile(
    r"(?:originally|first) (?:appeared|published|posted)(?: (?:on|in|by|at))\s+(?P<who>[^.;\n]{2,80})|"
    r"re-?(?:published|posted|printed) (?:here )?(?:from|with (?:the )?(?:kind )?permission "
    r"(?:of|from))\s+(?P<who2>[^.;\n]{2,80})|"
    r"(?:publicad[oa]|publiée?|veröffentlicht|pubblicat[oa]) (?:originalmente|inicialmente|primeiro|initialement|"
    r"originellement|zuerst|originariamente) (?:em|no|na|en|por|pel[oa]|dans|sur|par|bei|in|auf|su|"
    r"da)\s+(?P<who3>[^.;\n]{2,80})|"
    r"(?:erschien|erschienen) zuerst (?:bei|in|auf)\s+(?P<who4>[^.;\n]{2,80})|"
    r"cross-?posted (?:from|on)\s+(?P<who5>[^.;\n]{2,80})",
    re.I,
)
_AGREED = re.compile(
    r"partnership agreement|content[- ]sharing (?:agreement|partnership)|\bcontent partner\b|"
    r"used (?:here )?with (?:the )?permission|"
    r"acordo de (?:parceria|republicação)|acuerdo de (?:colaboración|republicación)|em parceria editorial|"
    r"(?:todos os )?direitos reservados|con permiso de|com (?:a )?(?:permissão|autorização) d[eoa]|"
    r"mit freundlicher genehmigung|"
    r"avec l.aimable autorisation",
    re.I,
)
_DESKS = re.compile(
    r"\b(?:reda[cçk]|rédaction|staff|newsroom|desk|editor|equipe|equipo|team|correspond|report|news ?service|board)",
    re.I,
)
_WHEN = re.compile(
    r"\W*(?:\d|an?\b|this|our|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|fev|abr|mai|ago|set|out|dez)\w*\s\d)",
    re.I,
)
_PERSON = re.compile(
    r"(?!(?i:.*\b(?:press|news|media|agenc\w+|agência|agentur|gmbh|inc|ltd|foundation|institute?|universit\w+|times|post|"
    r"daily|journal|magazine|network|wire|earth|conversation|watch|voices|minist\w+|association|union|nations)\b))"
    r"[A-ZÀ-Þ][\w'’.-]+(?:\s[A-ZÀ-Þ][\w'’.-]*){1,2}"
)
"""A person's name, which some pages give to machines as that of an organisation."""
_COMMON = frozenset("news feeds feed blog blogs rss media press online".split())
_EDGE = 3
"""Paragraphs at either end of a text that are looked at for a line about where it comes from."""


def from_document(document: Document, own: Iterable[str] = ()) -> tuple[Signal, ...]:
    """Return a sign for each line that says a document is another's; `own` are the names and hosts of its source."""
    ours = _names((*own, document.publisher))
    found = [*_bylines(document, ours), *_lines(_texts(document), ours)]
    if original := document.relays:
        found.append(Signal("translation-of", f"{original.language} {original.href}".strip(), "page"))
    return tuple(dict.fromkeys(found))


def from_text(text: str, authors: Sequence[str], own: Iterable[str] = ()) -> tuple[Signal, ...]:
    """Return the same of an item's plain text and the names in its byline."""
    ours = _names(own)
    lines = [line for line in text.split("\n") if line.strip()]
    return tuple(dict.fromkeys([*_agencies(authors, ours, "entry byline"), *_lines(lines, ours, "entry text")]))


def from_holders(signals: Iterable[Signal], own: Iterable[str] = ()) -> tuple[Signal, ...]:
    """Return the same of those whom a page names as holders of its copyright."""
    ours = _names(own)
    holders = [signal.value for signal in signals if signal.name == "copyright-holder"]
    return tuple(dict.fromkeys(_agencies(holders, ours, "copyright holder")))


def _bylines(document: Document, ours: Sequence[str]) -> Iterator[Signal]:
    yield from _agencies(document.authors, ours, "byline")
    for name in document.organisations:
        # Beside a person, an organisation is where that person works.
        alone = len(document.authors) == len(document.organisations)
        if alone and not _is_ours(name, ours) and not _DESKS.search(name) and not _PERSON.fullmatch(name):
            yield Signal("third-party", f"byline {name[:80]}", "byline")


def _agencies(names: Iterable[str], ours: Sequence[str], place: str = "byline") -> Iterator[Signal]:
    for name in names:
        for part in re.split(r"[/|,;&]|\s[–—-]\s|\s(?:and|e|y|und|et)\s", name):
            match = _BYLINE.fullmatch(part.strip())
            if match and _as_written(match["who"]) and not _is_ours(match["who"], ours):
                yield Signal("third-party", f"byline {match['who']}", place)


def _as_written(name: str) -> bool:
    """Tell whether a name is written as agencies are: `AP` and not `ap`, `Lusa` and not `lusa`."""
    return not name.islower() or name in AGENCIES


def _texts(document: Document) -> list[str]:
    return [str(block.text) for block in document.blocks if isinstance(block, Paragraph | Heading | Quote)] + [
        str(item) for block in document.blocks if isinstance(block, ItemList) for item in block.items
    ]


def _lines(lines: Sequence[str], ours: Sequence[str], place: str = "text") -> Iterator[Signal]:
    edges = dict.fromkeys([*lines[:_EDGE], *lines[-_EDGE:]])
    for line in lines[:2]:
        yield from _named(_DATELINE.search(line[:200]), "dateline", ours, place)
    for line in lines[-2:]:
        yield from _named(_CLOSING.search(line.strip()), "credit", ours, place)
    for line in edges:
        if len(line) > 1200:
            continue
        before = _BEFORE.search(line)
        yield from _named(before, "published before", ours, place)
        if (agreed := _AGREED.search(line)) and not (before and _is_ours(_who(before), ours)):
            yield Signal("third-party", f"{agreed[0].lower()}", place)


def _named(match: re.Match[str] | None, what: str, ours: Sequence[str], place: str) -> Iterator[Signal]:
    if match and not _is_ours(who := _who(match), ours):
        yield Signal("third-party", f"{what} {who[:80]}", place)


def _who(match: re.Match[str]) -> str:
    return next(value for value in match.groupdict().values() if value).strip(" \"“”'’»«")


def _names(own: Iterable[str]) -> list[str]:
    """Return the keys of a source's names; a host is also called by its parts (`nikkei` of nikkei.com)."""
    found = [*own]
    found += [label for name in found if "." in name and " " not in name for label in name.split(".")[:-1]]
    keys = (_key(name) for name in found)
    return [key for key in dict.fromkeys(keys) if len(key) > 2 and key not in _COMMON]


def _is_ours(name: str, ours: Sequence[str]) -> bool:
    """Tell whether a name is the source's: one of the two begins with the other, articles and spelling aside."""
    told = _key(name)
    if _WHEN.match(name):
        return True  # `first published in March` names nobody
    return any(own.startswith(told) or told.startswith(own) for own in ours) if told else True


def _key(name: str) -> str:
    bare = re.sub(r"^(?:the|a|o|os|as|el|la|le|il|der|die|das)\s+|^www\.|^https?://", "", name.strip(), flags=re.I)
    return re.sub(r"[\W_]+", "", bare).casefold()
