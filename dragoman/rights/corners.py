"""The corners of a page where rights are spoken of in words: footers, licence boxes, captions, parts kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from dragoman.rights import wording
from dragoman.rights.licences import licence_of, recognise
from dragoman.types import Signal

_NOTICE = re.compile(
    r"(?:^|[\s_-])(?:licen[cs]e|copyright|creative-?commons|republish\w*|rights|cc-\w+)(?:$|[\s_-])", re.I
)
_CAPTION = re.compile(r"(?:^|[\s_-])caption", re.I)
_LICENCE_LINE = re.compile(r"[^.!?]{0,200}(?:creative ?commons|creativecommons\.org|\bCC[ -]BY)[^!?]{0,200}", re.I)
_LONGEST = 700
_READ = 5000
_MOST = 40


def signals(root: HtmlElement) -> Iterator[Signal]:
    """Yield what stands in a page's corners: notices that name a licence or forbid changes, pictures' licences."""
    yield from _notices(root)
    yield from _captions(root)
    apart = sum(1 for _ in root.iterfind(".//*[@data-nosnippet]"))
    verbatim = sum(1 for each in root.iterfind(".//body//*[@translate]") if each.get("translate", "").lower() == "no")
    if apart:
        yield Signal("kept-apart", f"{apart} data-nosnippet", "elements")
    if verbatim:
        yield Signal("kept-apart", f"{verbatim} translate=no", "elements")


def is_with_picture(element: HtmlElement) -> bool:
    """Tell whether a licence stands with a picture: then it is the picture's, not the text's."""
    above = (element, *element.iterancestors())
    return any(each.tag in ("figure", "figcaption") or _CAPTION.search(each.get("class", "")) for each in above)


def _notices(root: HtmlElement) -> Iterator[Signal]:
    seen = 0
    for element in root.iter("footer", "div", "section", "aside", "p", "span", "small", "li", "a"):
        if seen >= _MOST:
            return
        if not (element.tag == "footer" or _NOTICE.search(f"{element.get('class', '')} {element.get('id', '')}")):
            continue
        seen += 1
        words = " ".join([element.text_content(), *(a.get("href", "") for a in element.iter("a"))][:20])
        words = " ".join(words.split())[:_READ]
        told = _LICENCE_LINE.findall(words) if len(words) > _LONGEST else [words]
        for line in told[:5]:
            if line and not wording.PICTURES.search(line) and not is_with_picture(element) and recognise(line):
                yield Signal("notice", line[:500], f"element {element.tag!s}")


def _captions(root: HtmlElement) -> Iterator[Signal]:
    seen = 0
    for element in root.iter("figure", "figcaption", "p", "div", "span"):
        if element.tag not in ("figure", "figcaption") and not _CAPTION.search(element.get("class", "")):
            continue
        seen += 1
        if seen > _MOST:
            return
        told = [element.text_content(), *(a.get("href", "") for a in element.iter("a"))]
        terms = recognise(" ".join(told)[:1500])
        if terms and (licence := licence_of(terms)):
            yield Signal("picture-licence", licence.name, "caption")
