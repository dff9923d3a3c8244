"""Names of authors out of bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from dragoman.extract.furniture import words_of
from dragoman.extract.text import clean, key

_BY = re.compile(
    r"^\W*(?:(?:(?:written|reported|posted|published|story|words|text|article|artikel|texto|reportagem|escrito|"
    r"publié|eingestellt|geschrieben|veröffentlicht)\s+)?"
    r"(?:by|por|von|par|di|av|af|door|de la redacción de)\b\s*:?|By(?=[A-Z][a-z])|(?:text|texto|autor(?:in|a|es)?|"
    r"author|reportagem|著者|文|投稿者)\s*[:：]?(?=\W)|"
    r"da\s+(?=redação|agência))\s*",
    re.I,
)
_AND = re.compile(
    r"\s*(?:[;|•·]|,?\s(?:and|und|et|y|e|og|och|en|&|\+|with|con|mit|avec)\s|,(?!\s*(?:jr|sr|ii|iii|md|phd|"
    r"ph\.d)\b))\s*",
    re.I,
)
_AFTER = re.compile(
    r"\s*(?:\(.*|\[.*|/.*|@\S+|\S+@\S+|https?://\S*|\s[-–—]\s.*|,?\s(?:in|em|en|aus)\s+[A-ZÀ-Þ][\w ]+$|"
    r",\s(?:senior |chief |associate |contributing |staff )*(?:writer|staff|correspondent|reporter|editor|guest|"
    r"contributor)\b.*|"
    r"\s(?:on |am |el |le )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|\d{1,2}[:./]\d\d).*)",
    re.I,
)
_NO_NAME = re.compile(
    r"^(?:admin|administrator|staff|editors?|webmaster|authors?|unknown|none|null|undefined|guest|redaktion|"
    r"redacción|redação|user|name|n/?a|"
    r"(?:published|updated|posted|veröffentlicht|publié|publicado|artikel|article)(?: (?:on|by|am|le|von|em))?|"
    r"share|follow|comments?|says|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day.*)$|https?:|www\.|[{}<>=@]|\d\D*\d|\bcopyright\b|\bmin read\b| "
    r"says$",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|producer|photographer|Redakteur|Korrespondent)\b", re.I
)
_WORDS = frozenset(
    "byline bylines author authors authorname autor autoren auteur autore redator reporter contributor".split()
)
_TAGS = ("a", "span", "p", "div", "address", "li", "strong", "b", "em", "cite", "h3", "h4")


def names(bylines: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines, each once, without `By`, titles of jobs, places and addresses."""
    found: dict[str, str] = {}
    for byline in bylines:
        for part in _AND.split(_BY.sub("", clean(byline)[:300])):
            name = _AFTER.sub("", _BY.sub("", part)).strip(" ,.;:–—-*\"'")
            if is_name(name):
                found.setdefault(key(name), name)
    return tuple(found.values())


def opens(text: str) -> bool:
    """Tell whether a text opens as a byline does."""
    return bool(_BY.match(text))


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a person or an organisation."""
    words = text.split()
    if not key(text) or len(text) > 60 or len(words) > 7 or _NO_NAME.search(text):
        return False
    return not (len(words) > 1 and all(word.islower() for word in words)) and not (
        len(words) <= 2 and _ROLE.search(text)
    )


def shown(root: HtmlElement) -> tuple[str, ...]:
    """Return the names in the first byline that a page shows."""
    marked = [element for element in root.iter(*_TAGS) if _is_byline(element)]
    for element in marked[:12]:
        links = [clean(link.text_content()) for link in element.iter("a") if _leads_to_author(link)]
        text = clean(" ".join(element.itertext()))
        found = names(links) or (names([text]) if 2 < len(text) < 80 else ())
        if found:
            return found
    return ()


def _leads_to_author(link: HtmlElement) -> bool:
    return link.get("rel") == "author" or bool(
        re.search(r"/(?:authors?|autor(?:en|es)?|profile|people|staff|by|contributors?)/", link.get("href", ""))
    )


def _is_byline(element: HtmlElement) -> bool:
    if element.get("rel") == "author" or element.get("itemprop") in ("author", "creator"):
        return True
    words = words_of(element.get("class", "")[:200])
    return not _WORDS.isdisjoint(words) and not {"comment", "comments", "bio", "avatar"} & set(words)
