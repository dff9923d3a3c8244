"""Pictures with the caption and credit that belong to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from lxml.html import HtmlElement

from dragoman.extract.furniture import words_of
from dragoman.extract.inline import brief, read
from dragoman.extract.pictures import leads_elsewhere, leads_off, picture, same_picture
from dragoman.extract.text import clean
from dragoman.types import Figure, Text

_BOX = frozenset("caption figure image img photo foto picture bild imagen imagem media".split())
_CAPTION = frozenset(
    "caption figcaption captions legend legenda bildunterschrift legende didascalia imagecaption cutline".split()
)
_CAPTION_INSIDE = _CAPTION | frozenset("subtitle description desc text".split())
_CREDIT = frozenset(
    "credit credits copyright source photographer photocredit attribution byline author fotograf quelle credito "
    "creditos credite "
    "fuente autor agency rights owner imagecredit creditline".split()
)
_LABEL = (
    r"(?:photos?|image|picture|credits?|foto(?:grafia|s|grafía)?|symbolfoto|imagem|imagen|bild(?:rechte|quelle)?|"
    r"photograph|quelle|source|"
    r"crédito|créditos|fonte|fuente|ph|illustration|ilustração|vídeo|video)(?:\s+(?:credits?|courtesy|de|by|"
    r"from))?\s*(?::|\bby\b|\bvia\b|\|)\s*|"
    r"(?:©|\(c\)|copyright)\s*"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[.,!?)”\"])\s*|\s+[|–—-]\s+|\n|\s)\(?(?:{_LABEL})(?P<credit>\S.{{1,100}}?)\)?\s*$", re.I
)
_IN_BRACKETS = re.compile(
    r"^\((?P<whole>[^()]{2,60})\)$|"
    r"\s*\((?P<credit>[^()]{0,60}(?:/|\b(?:AP|AFP|Reuters|REUTERS|Getty|dpa|EPA|EFE|Lusa|ANSA|Belga|PA|TT|NTB|"
    r"Ritzau)\b)[^()]{0,60}(?:\([^()]{0,40}\))?)\)\s*$"
)
_LAST_BRACKET = re.compile(
    r"(?<=[.!?”\"])\s*\((?!(?:file|archive?|undated|left|right|top|bottom|front|back|center)\b|archiv|symbol)"
    r"(?P<credit>[A-ZÀ-Þ@][^()]{2,80})\)\s*$",
    re.I,
)
_AFTER_STOP = re.compile(
    r"(?<=[.!?])\s*(?P<credit>[A-ZÀ-Þ][^.!?]{2,40}\([^()]{2,50}\))\s*$|"
    r"(?<=[.!?…”\"])\s+(?P<signed>[A-ZÀ-Þ][^.!?,;:/]{1,40}/\s?[A-Z][\w .&-]{1,40})$|"
    r"＝(?P<agency>[^＝。]{1,20})$"
)
_LABEL_FIRST = re.compile(rf"^(?:{_LABEL})", re.I)
_DURATION = re.compile(
    r"(?:\s+\d{1,2}[./]\d{1,2}[./]\d{2,4})?\s*[|·]\s*\d{1,3}:\d\d\s*(?:min|minuten|minutes|minutos)\.?$", re.I
)
_LONG, _SHORT, _BARE, _SIGN, _DATED = 600, 250, 20, 30, 60
_COMMONS = re.compile(r"(?:https?:)?//(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/", re.I)
_MOST = 300
_NO_CREDIT = frozenset(("img", "figure", "picture", "figcaption"))
_JOINTS = " \n|–—-/:,;"


def figure(element: HtmlElement, base: str) -> Figure | None:
    """Return the figure that an element with picture and caption makes, or None where no picture in it counts."""
    images = element.iter("img", "amp-img")
    first = next(images, None)
    for image in element.iter("source") if first is None else chain([first], images):
        if found := picture(image, base):
            caption, credit = _caption(element, base)
            told = _signed(captioned(found, caption or Text(clean(image.get("data-caption", ""))), credit), element)
            signed = bool(told.credit) and leads_off(image, base)
            if leads_elsewhere(image) and not signed and (not (caption or credit) or _is_one_link(element)):
                return None
            return replace(told, licence=licence_in(element))
    return None


def licence_in(element: HtmlElement) -> str:
    """Return the address of the licence that a picture's box links to; a caption's words are left to who reads them."""
    links = ((link.get("href", "").strip(), link.get("rel", "").lower().split()) for link in element.iter("a"))
    return next((href[:_MOST] for href, rels in links if "license" in rels or _COMMONS.match(href)), "")


def _signed(found: Figure, element: HtmlElement) -> Figure:
    """Return a figure with the credit that its box shows and that its alternative text begins with."""
    if found.credit or not found.alt:
        return found
    lines = (clean(part.text or "") for part in element.iter("span", "div", "p", "small") if not len(part))
    credit = next((line for line in lines if line and found.alt.startswith(f"{line} ") and len(line) <= _SIGN), "")
    if not credit:
        return found
    caption = Text() if found.caption.text == credit else found.caption
    return replace(found, alt=found.alt[len(credit) + 1 :], caption=caption, credit=credit)


def captioned(found: Figure, caption: Text, credit: str) -> Figure:
    """Return a figure with its caption and credit, a credit at the caption's end set apart."""
    if credit and caption.text.endswith(credit):
        caption = _stripped(caption, 0, len(caption.text) - len(credit))
    for pattern in (_LABELLED, _AFTER_STOP, _IN_BRACKETS, _LAST_BRACKET):
        if not credit and (match := pattern.search(caption.text[-300:])):
            credit = next(filter(None, match.groups()), "")
            caption = _stripped(caption, 0, len(caption.text) - min(300, len(caption.text)) + match.start())
    credit = _LABEL_FIRST.sub("", clean(credit)).strip(" |")
    if credit.startswith("(") and credit.endswith(")"):
        credit = credit[1:-1]
    credit += ")" * (credit.count("(") - credit.count(")"))
    return replace(found, caption=caption, credit=credit[:200])


def is_box(element: HtmlElement, base: str) -> bool:
    """Tell whether an element without the figure tag is the box of one picture, be it there twice, and its caption."""
    images = [image for image, _ in zip(element.iter("img", "amp-img"), range(3), strict=False)]
    if not 1 <= len(images) <= 2 or next(element.iter("h1", "h2", "h3", "blockquote", "table"), None) is not None:
        return False
    if len(images) == 2 and not _are_one(images, base):
        return False
    length = len(element.text_content())
    if not _BOX.isdisjoint(words_of(f"{element.get('class', '')} {element.get('id', '')}"[:400])):
        return length < _LONG
    return element.tag == "div" and length < _SHORT and _is_bare_box(element, images[0])


def _are_one(images: Sequence[HtmlElement], base: str) -> bool:
    """Tell whether images are one picture in two sizes, or one with a stand-in."""
    shown = [found for image in images if (found := picture(image, base))]
    return len(shown) < 2 or same_picture(shown[0].src, shown[1].src)


def _is_bare_box(element: HtmlElement, image: HtmlElement) -> bool:
    """Tell whether an element holds a picture and a line or two under it, and nothing of a teaser or a text."""
    if not clean(element.text_content()) or leads_elsewhere(image):
        return False
    more = next(element.iter("a", "p", "ul", "ol", "h4", "h5", "h6", "button", "form"), None)
    return more is None and len(list(element.iterdescendants())) <= _BARE


def without_duration(text: Text) -> Text | None:
    """Return the text under a player without its date and duration, or None where it tells no duration."""
    start = max(0, len(text.text) - _DATED)
    found = _DURATION.search(text.text, start)
    return _stripped(text, 0, found.start()) if found else None


def is_caption(element: HtmlElement) -> bool:
    """Tell whether an element stands as the caption of a picture by its tag or class."""
    return element.tag == "figcaption" or _is(element, _CAPTION)


def _is_one_link(element: HtmlElement) -> bool:
    """Tell whether a picture's box and the words in it are one link, as a teaser is."""
    if next(element.iterancestors("a"), None) is not None:
        return True
    words = len(clean(element.text_content()))
    return words > 0 and any(len(clean(link.text_content())) > 0.8 * words for link in element.iter("a"))


def is_under(element: HtmlElement, picture: HtmlElement) -> bool:
    """Tell whether an element holds a picture, and under it words so few that they are its caption."""
    if element.tag not in ("div", "span") or element not in picture.iterancestors():
        return False
    if brief(element, _SHORT) is None or next(element.iter("p", "h1", "h2", "h3", "br"), None) is not None:
        return False
    return len(list(element.iter("img", "amp-img"))) == 1


def _caption(element: HtmlElement, base: str) -> tuple[Text, str]:
    """Return the caption of a figure's box and the credit that stands in an element of its own."""
    inner = list(element.iterdescendants())
    signed = [child for child in inner if child.tag == "cite" or (child.tag not in _NO_CREDIT and _is(child, _CREDIT))]
    credit = next((text for text in (clean(child.text_content()) for child in signed) if 1 < len(text) <= 150), "")
    places = [child for child in inner if child.tag == "figcaption"] or [
        child for child in inner if _is(child, _CAPTION_INSIDE)
    ]
    told = [text for text in (read(child, base) for child in places) if text]
    if not told:
        return _loose_caption(element, base, credit)
    if not credit and len(told) == 2 and places[0].tag == "figcaption":
        return told[0], _LABEL_FIRST.sub("", told[1].text)[:200]
    return _without(told[0], credit), credit


def _loose_caption(element: HtmlElement, base: str, credit: str) -> tuple[Text, str]:
    """Return the caption of a box whose parts have no names: its first line, and its last if it is short, as credit."""
    if element.tag in ("picture", "img") or len(element.text_content()) > _LONG:
        return Text(), credit
    text = read(element, base)
    lines = text.text.split("\n")
    if credit or len(lines) != 2 or len(lines[1]) > 40:
        return _without(text, credit), credit
    return text.cut(0, len(lines[0])), lines[1]


def _without(text: Text, credit: str) -> Text:
    """Return a caption without the credit at its start or end."""
    start = text.text.replace("\n", " ").find(credit) if credit else -1
    if start == 0:
        return _stripped(text, len(credit), len(text.text))
    return _stripped(text, 0, start) if start > 0 and start + len(credit) >= len(text.text) - 2 else text


def _stripped(text: Text, start: int, end: int) -> Text:
    while start < end and text.text[start] in _JOINTS:
        start += 1
    while end > start and text.text[end - 1] in _JOINTS + "(":
        end -= 1
    return text.cut(start, end)


def _is(element: HtmlElement, words: frozenset[str]) -> bool:
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return names != " " and not words.isdisjoint(words_of(names[:300]))
