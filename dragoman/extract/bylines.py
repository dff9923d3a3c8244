"""Names of authors out of bylines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, takewhile
from operator import not_

from lxml.html import HtmlElement

from dragoman.extract.furniture import is_furniture_by_nature, words_of
from dragoman.extract.text import clean, key, words_in

_BY = re.compile(
    r"^\W*(?:(?:(?:written|reported|posted|published|story|words|text|article|artikel|texto|reportagem|escrito|"
    r"publié|eingestellt|geschrieben|veröffentlicht)\s+)?"
    r"(?:by|por|von|par|di|av|af|door|de la redacción de)\b\s*:?|By(?=[A-Z][a-z])|"
    r"(?:texto?(?=\s*[:：])|autor(?:in|a|es)?|auteure?s?|autore|authors?|reportagem|redaktion|rédaction|"
    r"著者|文|投稿者|作者|記者)\s*[:：]?(?=\W)|"
    r"(?:著者|作者|記者|文)[:：]|da\s+(?=redação|agência))\s*",
    re.I,
)
_AND = re.compile(
    r"\s*(?:[;|•·]|,?\s(?:and|und|et|y|e|og|och|en|&|\+|with|con|mit|com|avec|"
    r"im (?:gespräch|interview) mit|in conversation with)\s|"
    r"\((?:mit|with|con|com|avec)\s|,(?!\s*(?:jr|sr|ii|iii|md|phd|ph\.d)\b))\s*",
    re.I,
)
_ROLES = (
    r"(?:editor(?:a|s|in)?|report(?:er|era|ero|erin|agem)|repórter|correspondent|correspondente|corresponsal|"
    r"korrespondent(?:in)?|writers?|journalist(?:in|e|a)?|jornalista|periodista|giornalista|producer|photographer|"
    r"fotógraf[oa]|fotograf(?:in|o)?|redakteur(?:in)?|redactora?|rédact(?:eur|rice)|redator[a]?|column(?:ist|ista)|"
    r"colunista|columnista|contributor|inviat[oa]|enviad[oa] especial|envoyée? spéciale?|volontär(?:in)?|"
    r"analyst|analista|professora?)"
)
_AFTER = re.compile(
    r"\s*(?:\(.*|\[.*|\)$|/.*|"
    r"\s(?:stand|edited|translated|illustrat\w+|photo\w*|fotos?|bilder)(?: (?:by|von|par|por|de)\b|:).*|\sstand$|"
    r"\s(?:am |on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b.*"
    r"|@\S+|\S+@\S+|https?://\S*|\s[-–—]\s.*|,?\s(?:in|em|en|aus|from|desde)\s+[A-ZÀ-Þ][\w ]+$|"
    r",\s(?:senior |chief |associate |contributing |staff )*(?:staff|guest)\b.*|"
    rf",\s[^,]{{0,40}}\b{_ROLES}\b.*|"
    r"\s(?:last )?(?:published|updated|posted|veröffentlicht|aktualisiert|publicado|atualizado|actualizado|publié)\b.*|"
    r"\s(?:vor|há|hace|il y a)\s\d.*|\s\d+\s?(?:min|mins|minutes?|hours?|days?|h|horas?|std)\b.*|"
    r"\s(?:on |am |el |le |em )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|"
    r"\d{4}[-/年]\d|\d{1,2}[:./]\d\d|\d{1,2}\.?\s(?:de\s)?[a-zä]{3,9}\.?\s(?:de\s)?\d{4}).*)",
    re.I,
)
_STAMP = re.compile(r"\W*(?:last )?(?:published|updated|posted|veröffentlicht|aktualisiert|publicado|publié)\b", re.I)
_NO_NAME = re.compile(
    r"^(?:admin|administrator|staff|editors?|webmaster|authors?|unknown|none|null|undefined|guest|redaktion|"
    r"redacción|redação|user|name|n/?a|"
    r"(?:last )?(?:published|updated|posted|veröffentlicht|publié|publicado|artikel|article)"
    r"(?: (?:on|by|am|le|von|em))?|"
    r"share|follow|more|mehr|stand|bio|am|read more|weiterlesen|comments?|says|last|(?:vor|há|hace|il y a) \d.*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day.*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d+)$|"
    r"https?:|www\.|[{}<>=@]|\d\D*\d|\bcopyright\b|\bmin read\b| says$",
    re.I,
)
_ROLE = re.compile(rf"\b{_ROLES}\b", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_SIGN = re.compile(r"[a-z]{2,4}")
_LAST_FIRST = re.compile(r"([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w.'’-]+)")
_AGENCIES = frozenset(
    "reuters afp ap dpa efe lusa ansa apa pa upi tass xinhua kyodo jiji dts sid epd kna ntb tt ritzau anp belga "
    "europapress agênciabrasil agenciabrasil agênciaefe agencialusa agêncialusa associatedpress theassociatedpress "
    "agencefrancepresse deutschepresseagentur pressassociation tpa stnagency keystonesda sda ats bloomberg "
    "globalvoices folhapress estadãoconteúdo washingtonpost thewashingtonpost newyorktimes thenewyorktimes".split()
)
_LONGEST = 3
"""Words that the name of an agency has at most."""
_ORGANISATION = re.compile(
    r"\b(?:redaktion|redacción|redação|rédaction|redazione|redakcja|newsroom|desk|staff|agency|agência|agencia|agence|"
    r"agentur|press|media|news|team|board|editorial|institute?|universit\w+|association|foundation|ministry|"
    r"conversation|voices|inc|ltd|gmbh|e\.v)\b|新聞|編集部|通信|^[\w-]{3,}\.[a-z]{2,3}$",
    re.I,
)
_WORDS = frozenset(
    "byline bylines author authors authorname autor autoren auteur autore redator reporter contributor writer".split()
)
_NOT_WORDS = frozenset("comment comments bio avatar image picture photo foto caption related teaser card".split())
_TAGS = ("a", "span", "p", "div", "address", "li", "strong", "b", "em", "cite", "h3", "h4", "h5", "h6")
_TRIED = 12
_JOINT = 6
"""Letters of what may stand between two names."""


def names(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines, each once, without `By`, titles of jobs, places and addresses."""
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _parts(clean(html.unescape(byline))[:300]):
            found.setdefault(key(name), name)
    return tuple(found.values())


def _parts(byline: str) -> Iterator[str]:
    """Yield the names in one byline; a single word after a full name is a place, unless it is an agency."""
    full = False
    parts = takewhile(_is_undated, _AND.split(_BY.sub("", byline)))
    for place, part in enumerate(chain.from_iterable(map(_apart, parts))):
        name = part.strip(" ,.;:：–—-*\"'●")
        single = name.isascii() and " " not in name
        if not is_name(name) or (place and _ROLE.search(name)) or (full and single and not is_organisation(name)):
            continue
        full = full or " " in name or is_organisation(name)
        yield name


def _apart(part: str) -> Iterator[str]:
    """Yield a name and the agency that follows it or is joined to it by a slash, apart; signs of editors go."""
    sides = [side.strip() for side in part.split("/")]
    if not (len(sides) == 2 and any(key(side) in _AGENCIES for side in sides)):
        sides = [part]
    for side in sides:
        words = _AFTER.sub("", _BY.sub("", side)).split()
        ends = range(max(2, len(words) - _LONGEST), len(words))
        agency = next((n for n in ends if key("".join(words[n:])) in _AGENCIES and _is_person(words[:n])), len(words))
        if len(sides) == 1 or not _SIGN.fullmatch(side) or key(side) in _AGENCIES:
            yield from (" ".join(words[:agency]), " ".join(words[agency:]))


def _is_person(words: Sequence[str]) -> bool:
    """Tell whether words are the names of a person, all but what joins them with a capital."""
    return words[0][0].isupper() and words[-1][0].isupper() and not is_organisation(" ".join(words))


def _is_undated(part: str) -> bool:
    """Tell whether a part of a byline doesn't open with the time of publication, after which no names come."""
    return not _STAMP.match(part)


def turned(byline: str) -> str:
    """Return a name that is written last name first (`Silva, Ana`) in its usual order."""
    match = _LAST_FIRST.fullmatch(byline.strip())
    return f"{match[2]} {match[1]}" if match and not any(map(is_organisation, match.groups())) else byline


def is_organisation(name: str) -> bool:
    """Tell whether a name is one of a news agency, or has a word that only organisations have."""
    return key(name) in _AGENCIES or bool(_ORGANISATION.search(name))


def opens(text: str) -> bool:
    """Tell whether a text opens as a byline does."""
    return bool(_BY.match(text))


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a person or an organisation."""
    words = text.split()
    if not _LETTER.search(text) or len(text) > 60 or len(words) > 7 or _NO_NAME.search(text):
        return False
    return not (len(words) > 1 and all(word.islower() for word in words)) and not (
        len(words) <= 2 and _ROLE.search(text)
    )


def shown(root: HtmlElement, lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the names in the bylines that a page shows.

    First come the elements named for a byline that open as one does, then the lines round the headline that do, then
    the other elements.
    """
    marked = list(islice(filter(_is_byline, root.iter(*_TAGS)), _TRIED))
    opening = [opens(words_in(element)) for element in marked]
    yield from map(_named, compress(marked, opening))
    yield from (names([line]) for line in lines if opens(line))
    yield from map(_named, compress(marked, map(not_, opening)))


def _named(byline: HtmlElement) -> tuple[str, ...]:
    """Return the names in an element of a byline and in those beside it: those of its links to authors, or all."""
    beside = list(_beside(byline))
    links = [clean(link.text_content()) for one in beside for link in one.iter("a") if _leads_to_author(link)]
    return names(links) or (names(map(words_in, beside)) if 2 < len(words_in(byline)) < 80 else ())


def _beside(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield a byline's element and those of the same name right after it."""
    yield element
    for other in islice(element.itersiblings(), _TRIED):
        if other.tag == element.tag and other.get("class") == element.get("class"):
            yield other
        elif len(other.text_content()) > _JOINT:
            return


def _leads_to_author(link: HtmlElement) -> bool:
    return link.get("rel") == "author" or bool(
        re.search(r"/(?:authors?|autor(?:en|es)?|profile|people|staff|by|contributors?)/", link.get("href", ""))
    )


def _is_byline(element: HtmlElement) -> bool:
    if element.get("rel") == "author" or element.get("itemprop") in ("author", "creator"):
        return True
    if _WORDS.isdisjoint(words_of(element.get("class", "")[:200])):
        return False
    around = list(element.iterancestors())
    names = " ".join(box.get("class", "")[:200] for box in (element, *around[:2]))
    return _NOT_WORDS.isdisjoint(words_of(names)) and not any(
        box.tag in ("figure", "figcaption") or is_furniture_by_nature(box) for box in around
    )
