"""Whether a text is whole, as far as it and its page tell."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from dragoman.extract import jsonld
from dragoman.extract.furniture import is_furniture
from dragoman.extract.metadata import Metadata
from dragoman.extract.text import clean, key
from dragoman.types import Block, Code, Heading, ItemList, Paragraph, Quote, Table, Text, block_texts
from dragoman.urls import gate

_ON = (
    r"(?:continue reading|keep reading|read (?:the )?(?:full|whole|rest of (?:the|this)) (?:story|article)|"
    r"continuar lendo|continue lendo|ler (?:a )?(?:matéria|notícia) completa|seguir leyendo|continuar leyendo|"
    r"lire la suite|weiterlesen|jetzt weiterlesen|continua a leggere|lees verder|czytaj dalej)"
)
_CUT = re.compile(rf"(?:\[?(?:…|\.\.\.)\]?|(?:{_ON}|read more|leia mais|leer más)\W*)$", re.I)
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register|create (?:a free|an) account|become a (?:member|"
    r"subscriber))\b.{0,40}\b(?:to (?:continue|read|keep|unlock)|for full access)|"
    r"(?:this (?:article|story|content) is (?:for|reserved|only available|exclusive)).{0,40}\b(?:subscribers|"
    r"members)|already (?:a subscriber|subscribed)\?|"
    r"(?:conteúdo|matéria) exclusiv[oa] para assinantes|assine para (?:continuar|ler)|para continuar (?:lendo|"
    r"leyendo)|contenido exclusivo para suscriptores|"
    r"(?:cet )?article (?:est )?réservé aux abonnés|réservé à nos abonnés|il vous reste .{0,12}% de cet article|"
    r"weiterlesen mit|"
    r"(?:artikel|inhalt|text) ist (?:nur )?für abonnenten|mit .{2,30}abo (?:weiter|lesen)|contenuto riservato "
    r"agli abbonati",
    re.I,
)
_CONTINUE = re.compile(rf"\W*{_ON}\W*", re.I)
_NOTES = ("p", "div", "span", "section", "h2", "h3", "h4", "a", "button")
_RATIO = 1.5
"""How many times the text another method must find."""
_MORE = 200
"""Letters that it must find besides."""
_WORDS = 80
"""Words that a page must count beyond those found."""
_LOOSELY = 2.0
"""How many times the words a page must count: some count those of menus and captions too."""
_TEASER, _STUB = 1000, 2500
"""Letters under which a text that must be paid for is hardly whole, and under which a wall on the page says so."""
_NOTE, _PARTS = 300, 6
"""Letters of the note that a wall is, and the elements in it."""
_PARAGRAPH = 60
"""Letters from which a paragraph is no label."""


def is_complete(blocks: Sequence[Block], standfirst: Text, told: str, meta: Metadata) -> bool:
    """Tell whether an article is whole, as far as it and its page tell.

    It isn't where its last words trail off or ask the reader to pay for the rest, where the page tells machines of a
    text half as long again (told), or where other methods find one.
    """
    if not ends_whole(blocks, free=meta.free is True):
        return False
    texts = [standfirst, *(text for block in blocks for _, text in block_texts("", block))]
    words = " ".join([*map(str, texts), *(block.text for block in blocks if isinstance(block, Code))])
    letters = len(key(words))
    return not (
        _is_longer(len(key(told)), letters)
        or _counts_more(meta, words, letters)
        or _is_stub(letters, meta)
        or (_holds_more(meta.root, letters) and _is_longer(_found(meta.root), letters))
    )


def ends_whole(blocks: Sequence[Block], *, free: bool = False) -> bool:
    """Tell whether a text ends as one does: not trailing off and, where it is not known to be free, asking nothing."""
    return bool(blocks) and not _trails_off(blocks) and (free or not _asks(blocks))


def _is_longer(other: int, letters: int) -> bool:
    return other > _RATIO * letters and other > letters + _MORE


def _trails_off(blocks: Sequence[Block]) -> bool:
    last = next((block for block in reversed(blocks) if _text(block) or isinstance(block, Code | Table)), None)
    return last is not None and bool(_CUT.search(_text(last)[-200:]))


def _asks(blocks: Sequence[Block]) -> bool:
    texts = [text for text in map(_text, blocks) if text]
    return any(_WALL.search(text) for text in texts[-3:] if len(text) < 500)


def _counts_more(meta: Metadata, words: str, letters: int) -> bool:
    """Tell whether the page counts many more words than were found; scripts without spaces can't be counted."""
    found = len(words.split())
    told = jsonld.number(meta.article.get("wordCount"))
    ratio = _LOOSELY if meta.free is not False else _RATIO
    return told > ratio * found and told > found + _WORDS and letters < 12 * max(1, found)


def _is_stub(letters: int, meta: Metadata) -> bool:
    """Tell whether a short text stands before a wall, or before a link to the rest of itself."""
    if letters > _STUB or meta.free is True:
        return False
    return (meta.free is False and letters < _TEASER) or any(map(_is_wall(meta), meta.root.iter(*_NOTES)))


def _is_wall(meta: Metadata) -> Callable[[HtmlElement], bool]:
    def is_wall(element: HtmlElement) -> bool:
        if len(element) > _PARTS:
            return False
        text = clean("".join(islice(element.itertext(), 20))[: 2 * _NOTE])
        if element.tag in ("a", "button") and _CONTINUE.fullmatch(text):
            return gate(element.get("href", "") or "#", meta.url) in (gate(meta.url), meta.canonical)
        return 5 < len(text) < _NOTE and _WALL.search(text) is not None

    return is_wall


def _holds_more(root: HtmlElement, letters: int) -> bool:
    """Tell whether paragraphs that are neither short, linked nor furniture hold more letters than were found."""
    texts = [(p, p.text_content()) for p in root.iter("p")]
    if not _is_longer(sum(len(text) for _, text in texts), letters):
        return False
    keys = ((p, key(text)) for p, text in texts)
    return _is_longer(sum(len(w) for p, w in keys if len(w) >= _PARAGRAPH and not _is_aside(p, len(w))), letters)


def _is_aside(paragraph: HtmlElement, letters: int) -> bool:
    linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
    return linked > 0.5 * letters or any(
        is_furniture(box) for box in paragraph.iterancestors() if box.tag not in ("html", "body")
    )


def _found(root: HtmlElement) -> int:
    """Return how many letters trafilatura finds where it is asked to lose nothing."""
    from trafilatura import bare_extraction  # loads slowly, and wanted only where paragraphs are missing

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(root, favor_recall=True, include_comments=False)
    return len(key(getattr(found, "text", "") or ""))


def _text(block: Block) -> str:
    if isinstance(block, Paragraph | Heading | Quote):
        return block.text.text
    return block.items[-1].text if isinstance(block, ItemList) else ""
