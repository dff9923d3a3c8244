"""The corners of a page where rights are spoken of in words: footers, licence boxes, captions, parts kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from dragoman.rights import wording
from dragoman.rights.licences import licence_of, recognise
from dragoman.types import Signal

_TAGS = ("footer", "div", "section", "aside", "p", "span", "small", "li", "a")
_NOTICE = re.compile(
    r"(?:^|[\s_-])(?:licen[cs]e|copyright|creative-?commons|republish\w*|rights|cc-\w+)(?:$|[\s_-])", re.I
)
_CAPTION = re.compile(r"(?:^|[\s_-])caption", re.I)
_CAPTIONED = etree.XPath("//figure|//figcaption|//*[contains(@class,'aption')]")
_APART = etree.XPath("//*[@data-nosnippet]")
_VERBATIM = etree.XPath("//body//*[@translate='no']")
_NAMED = re.compile(r"commons|\bcc[\s_-]?(?:by|0|zero)|domain|dom[ií]ni|gemeinfrei", re.I)
_LICENCE = re.compile(r"creative ?commons|creativecommons\.org|\bCC[ -]BY", re.I)
_LONGEST = 700
_READ = 5000
_MOST = 40


def signals(root: HtmlElement) -> Iterator[Signal]:
    """Yield what stands in a page's corners: notices that name a licence or forbid changes, pictures' licences."""
    yield from _notices(root)
    yield from _captions(root)
    apart = len(_APART(root))
    verbatim = len(_VERBATIM(root))
    if apart:
        yield Signal("kept-apart", f"{apart} data-nosnippet", "elements")
    if verbatim:
        yield Signal("kept-apart", f"{verbatim} translate=no", "elements")


def is_with_picture(element: HtmlElement) -> bool:
    """Tell whether a licence stands with a picture: then it is the picture's, not the text's."""
    above = (element, *element.iterancestors())
    return any(each.tag in ("figure", "figcaption") or _CAPTION.search(each.get("class", "")) for each in above)


def _notices(root: HtmlElement) -> Iterator[Signal]:
    boxes = list(filter(_is_box, root.iter(*_TAGS)))
    # However many there are, the last ones stand in the page's foot.
    for element in (*boxes[:_MOST], *boxes[_MOST:][-_MOST:]):
        words = " ".join([element.text_content(), *(a.get("href", "") for a in element.iter("a"))][:20])
        words = " ".join(words.split())[:_READ]
        for line in [words] if len(words) <= _LONGEST else _round_licences(words):
            if line and not wording.PICTURES.search(line) and not is_with_picture(element) and recognise(line):
                yield Signal("notice", line[:500], f"element {element.tag!s}")


def _is_box(element: HtmlElement) -> bool:
    names = (element.get("class"), element.get("id"))
    return element.tag == "footer" or any(name and _NOTICE.search(name) for name in names)


def _round_licences(words: str) -> list[str]:
    """Return what stands round each licence that a long text names, from the sentence before it on."""
    spans = [match.span() for match in islice(_LICENCE.finditer(words), 5)]
    before = (re.split(r"[.!?]\s", words[max(0, start - 200) : start])[-1] for start, _ in spans)
    return [told + words[start : end + 200] for told, (start, end) in zip(before, spans, strict=True)]


def _captions(root: HtmlElement) -> Iterator[Signal]:
    for element in islice(_CAPTIONED(root), _MOST):
        told = " ".join([element.text_content(), *(a.get("href", "") for a in element.iter("a"))])[:1500]
        terms = recognise(told) if _NAMED.search(told) else None
        if terms and (licence := licence_of(terms)):
            yield Signal("picture-licence", licence.name, "caption")
