"""Who translated an article before, and where its original is: what a relayed article says of its way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dragoman.extract import jsonld
from dragoman.extract.furniture import words_of
from dragoman.extract.language import normalised
from dragoman.extract.text import clean
from dragoman.types import Alternate, Translator, primary
from dragoman.urls import gate

_LABEL = re.compile(
    r"^\W*(?:translat(?:ed|ion)(?:\s+\(?(?:in)?to\s+\(?(?P<into>[\w-]{2,8})\)?)?\s*(?:by|:)|"
    r"übersetz(?:t|ung)(?:\s+ins?\s+\(?(?P<into2>[\w-]{2,8})\)?)?\s*(?:von|:)|"
    r"tradu(?:zido|ção|cido|cción|ction|it|zione|cció|ït|ïda)"
    r"(?:\s+(?:para|al?|ao|en|in|au|vers)\s+\(?(?P<into3>[\w-]{2,8})\)?)?\s*(?:por|de|par|di|da|per|:)|"
    r"tradott[oa]\s+da|vertaald\s+door|перев[её]л[аи]?|翻譯|翻译|翻訳)(?-i:(?![a-zà-ÿ]))\s*:?\s*",
    re.I,
)
"""What stands before a translator's name, which may follow without a space where a link begins."""
_LISTED = re.compile(r"(?:^|\s)[\w-]*translation-(?P<code>[a-z]{2,3}(?:-[a-z]{2,4})?)(?:\s|$)", re.I)
_LONGEST = 120
_MOST = 12


def translators(root: HtmlElement, article: Mapping[str, object]) -> tuple[Translator, ...]:
    """Return who translated an article on its way here, in the order of the credits."""
    shown = list(islice(_shown(root), _MOST))
    told = [Translator(name) for name in jsonld.strings(article.get("translator"))]
    return tuple(dict.fromkeys(shown or told))[:_MOST]


def _shown(root: HtmlElement) -> Iterator[Translator]:
    """Yield the names in credits; of boxes in boxes the innermost that holds a whole credit counts."""
    for element in root.iter("div", "p", "span", "li", "small", "em", "i"):
        text = clean(element.text_content()) if _is_small(element) else ""
        if not text or len(text) > _LONGEST or not _is_credit(element, text):
            continue
        label = _LABEL.match(text)
        names = [clean(link.text_content()) for link in element.iter("a")]
        name = next(filter(None, names), "") or (text[label.end() :] if label else "")
        if _is_name(name):
            yield Translator(name, _into(label))


def _is_small(element: HtmlElement) -> bool:
    """Tell whether few elements are in one: the text of a box in boxes is not to be read once for each of them."""
    return sum(1 for _ in islice(element.iter(), _MOST + 8)) < _MOST + 8


def _is_credit(element: HtmlElement, text: str) -> bool:
    """Tell whether an element is one credit: its words say so, or its class beside a name in it."""
    if _LABEL.match(text):
        return not any(_LABEL.match(clean(child.text_content())) and child.tag != "span" for child in element)
    return "translator" in words_of(element.get("class", "")) and element.find(".//a") is not None


def _into(label: re.Match[str] | None) -> str:
    code = next((value for value in label.groupdict().values() if value), "") if label else ""
    return normalised(code) if len(code) <= 5 else ""


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 6 and name[:1].isalpha() and not name.islower()


def versions(root: HtmlElement, own: str, language: str) -> Iterator[Alternate]:
    """Yield the versions in other languages that a page lists for its readers."""
    for element in root.iter("span", "li", "div"):
        match = _LISTED.search(element.get("class", ""))
        link = next(element.iter("a"), None) if match else None
        if match is None or link is None:
            continue
        code, address = normalised(match["code"]), gate(link.get("href", ""), own)
        if code and address and primary(code) != primary(language):
            yield Alternate(code, address)


def original(root: HtmlElement, article: Mapping[str, object], known: Iterable[Alternate]) -> Alternate | None:
    """Return where a translation's original is: as the page tells machines, or the version on its author's own site."""
    told = article.get("translationOfWork")
    if isinstance(told, Mapping) and (address := gate(jsonld.address(told))):
        return Alternate(normalised(jsonld.string(told.get("inLanguage"))), address)
    hosts = {host for link in _authors(root) if (host := _host(link.get("href", "")))}
    found = [each for each in known if _host(each.href) in hosts]
    return found[0] if len({each.href for each in found}) == 1 else None


def _authors(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the links to the authors' own pages, not those to the translators'."""
    for link in root.iter("a"):
        boxes = [words_of(each.get("class", "")) for each in islice(link.iterancestors(), 4)]
        if any("author" in words for words in boxes) and not any("translator" in words for words in boxes):
            yield link


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
