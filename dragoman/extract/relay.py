"""Who translated an article before, and where its original is: what a relayed article says of its way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from dragoman.extract import jsonld
from dragoman.extract.furniture import words_of
from dragoman.extract.language import normalised
from dragoman.extract.text import clean
from dragoman.types import Alternate, Translator, primary
from dragoman.urls import bare_host, gate

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
_WORDS = ("ranslat", "bersetz", "radu", "radot", "ertaald", "ерев", "翻")
_TEXTS = etree.XPath(f"//body//text()[{' or '.join(f'contains(.,{word!r})' for word in _WORDS)}]")
"""The texts that may hold a label: found in C, since a page has thousands."""
_VERSIONS = etree.XPath("//body//*[contains(@class,'ranslation-')]")
_BOXES = etree.XPath("//body//*[contains(@class,'ranslator')]")
_NAMED = re.compile(
    r"original(?:ly)? (?:article|story|post|text|version|(?:was )?(?:published|written|appeared|posted))|"
    r"original(?:artikel|beitrag|text|fassung|version)|zuerst (?:erschienen|veröffentlicht)|"
    r"(?:art[íi][cg]ulo|artigo|texto|versión|versão|versió|article|articolo|testo|versione|texte|version) original[e]?|"
    r"(?:publicad[oa]|publicat|publié|pubblicat[oa]|paru) (?:original(?:ment|mente)?|originellement|originariamente|"
    r"à l[’']origine|inicialmente|initialement)",
    re.I,
)
"""What stands beside a link to the original, in the words of a page that shows a translation."""
_NAMING = etree.XPath("//body//a[@href][contains(..,'riginal') or contains(..,'zuerst') or contains(..,'nicial')]")
_LONGEST = 120
_MOST = 12
_PATH = 8
"""Letters of a path that is longer than a home page's or a section's."""


def translators(root: HtmlElement, article: Mapping[str, object]) -> tuple[Translator, ...]:
    """Return who translated an article on its way here, in the order of the credits."""
    shown = list(islice(_shown(root), _MOST))
    told = [Translator(name) for name in jsonld.strings(article.get("translator"))]
    return tuple(dict.fromkeys(shown or told))[:_MOST]


def _shown(root: HtmlElement) -> Iterator[Translator]:
    """Yield the names in credits, whose words say that they are translators', or else the class of their box."""
    labelled = [found for element in _labelled(root) if (found := _credited(element))]
    yield from labelled or (
        Translator(name) for element in _BOXES(root) if _is_box(element) and (name := _name(element))
    )


def _labelled(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements whose text begins with a label, and those round them."""
    for text in _TEXTS(root):
        if len(text) > 2 * _LONGEST or not _LABEL.match(text):
            continue
        element = text.getparent()
        yield from filter(lambda each: each is not None, (element, element.getparent()))


def _credited(element: HtmlElement) -> Translator | None:
    """Return whom a credit names; None where an element holds no credit, or more than one."""
    if not _is_small(element):
        return None
    text = clean(element.text_content())
    label = _LABEL.match(text)
    if label is None or len(text) > _LONGEST:
        return None
    name = _name(element) or text[label.end() :]
    return Translator(name, _into(label)) if _is_name(name) else None


def _name(element: HtmlElement) -> str:
    names = (clean(link.text_content()) for link in element.iter("a"))
    return next((name for name in names if _is_name(name)), "")


def _is_small(element: HtmlElement) -> bool:
    """Tell whether few elements are in one: the text of a box in boxes is not to be read once for each of them."""
    return sum(1 for _ in islice(element.iter(), _MOST + 8)) < _MOST + 8


def _is_box(element: HtmlElement) -> bool:
    return "translator" in words_of(element.get("class", "")) and _is_small(element)


def _into(label: re.Match[str] | None) -> str:
    code = next((value for value in label.groupdict().values() if value), "") if label else ""
    return normalised(code) if len(code) <= 5 else ""


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 60 and len(name.split()) <= 6 and name[:1].isalpha() and not name.islower()


def versions(root: HtmlElement, own: str, language: str) -> Iterator[Alternate]:
    """Yield the versions in other languages that a page lists for its readers."""
    for element in _VERSIONS(root):
        match = _LISTED.search(element.get("class", ""))
        link = next(element.iter("a"), None) if match else None
        if match is None or link is None:
            continue
        code, address = normalised(match["code"]), gate(link.get("href", ""), own)
        if code and address and primary(code) != primary(language):
            yield Alternate(code, address)


def original(root: HtmlElement, article: Mapping[str, object], known: Iterable[Alternate]) -> Alternate | None:
    """Return where a translation's original is: as the page tells machines, or its readers.

    To readers it is the version on its author's own site, or the one link in a line that speaks of an original.
    """
    told = article.get("translationOfWork")
    if isinstance(told, Mapping) and (address := gate(jsonld.address(told))):
        return Alternate(normalised(jsonld.string(told.get("inLanguage"))), address)
    hosts = {host for link in _authors(root) if (host := bare_host(link.get("href", "")))}
    found = [each for each in known if bare_host(each.href) in hosts] or [*islice(_in_words(root), _MOST)]
    return found[0] if len({each.href for each in found}) == 1 else None


def _in_words(root: HtmlElement) -> Iterator[Alternate]:
    """Yield the addresses of articles in lines that speak of an original; in which language is not said."""
    for link in _NAMING(root):
        line, address = link.getparent(), gate(link.get("href", ""))
        if _is_small(line) and len(list(line.iter("a"))) == 1 and len(urlsplit(address).path) > _PATH:
            words = clean(line.text_content()[: 4 * _LONGEST])
            if len(words) <= 2 * _LONGEST and _NAMED.search(words):
                yield Alternate("", address)


def _authors(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the links to the authors' own pages, not those to the translators'."""
    for link in root.iter("a"):
        boxes = [words_of(each.get("class", "")) for each in islice(link.iterancestors(), 4)]
        if any("author" in words for words in boxes) and not any("translator" in words for words in boxes):
            yield link
