"""One walk over a page that turns its elements into blocks, in order, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement

from dragoman.extract import dates, embeds, figures, lists, pictures, tables
from dragoman.extract.anchor import Anchor, idle_names
from dragoman.extract.furniture import UNSEEN, furniture_names, is_furniture, is_hidden, is_own_teaser, words_of
from dragoman.extract.inline import BLOCKS, Inline, is_break, read
from dragoman.extract.text import clean_lines, key
from dragoman.types import (
    Block,
    Code,
    Embed,
    Figure,
    Heading,
    Paragraph,
    Quote,
    Separator,
    Table,
    Text,
    block_texts,
)

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_STRUCTURE = ("h2", "h3", "h4", "figure", "table", "ul", "ol", "iframe")
"""What makes a quotation a box with a text of its own."""
_BOXES = ("div", "span", "a", "p", "dl")
"""What may hold a picture and its caption where no figure does."""
_SHOWN = embeds.PLAYERS | {"picture", "img", "noscript"}
_PULLED = frozenset("pull pullquote pullquotes pulled blockzitat zitatbox sidequote".split())
_MAX_PIECES = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, the element that it came from, and what its selection asks of it."""

    block: Block
    element: HtmlElement
    key: str
    linked: float
    """The share of its text that links make."""
    when: datetime | None = None
    """The time that the page shows right before it."""

    @property
    def weight(self) -> int:
        """Return the length of its text in letters of an alphabet; an ideograph weighs three."""
        return len(self.key) * (3 if self.key[len(self.key) // 2 :][:1] > "\u2e80" else 1)


class Walk:
    """Walk a page once and collect its pieces; the anchor tells which furniture-looking element holds the article."""

    def __init__(self, base: str, held: Anchor) -> None:
        self.base = base
        self.held = held
        self.idle: frozenset[str] = frozenset()
        self.pieces: list[Piece] = []
        self.inline = Inline(base)
        self.when: datetime | None = None
        self.clock = ""
        """The letters of the last time that the page shows."""
        self.within: list[HtmlElement] = []
        self.excused: list[tuple[HtmlElement, frozenset[str]]] = []
        """The furniture-like elements that hold the article, each with all names that say nothing inside it."""

    def run(self, root: HtmlElement) -> list[Piece]:
        """Return the pieces of a tree in the order of reading."""
        self.idle = idle_names(root, self.held)
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element, root)
            elif len(self.pieces) > _MAX_PIECES:
                break
            elif element is not root and self._skips(element):
                self._read_time(next(element.iter("time"), None))
                walker.skip_subtree()
            elif self._unit(element):
                walker.skip_subtree()
            else:
                self._start(element)
        return self.pieces

    def _read_time(self, element: HtmlElement | None) -> None:
        if element is not None and (when := dates.parse(element.get("datetime", ""))):
            self.when, self.clock = when, key(element.text_content()[:100])

    def _start(self, element: HtmlElement) -> None:
        if element.tag == "time":
            self._read_time(element)
        if _is_block(element):
            self._flush()
            self.within.append(element)
        elif is_break(element):
            if self.inline.runs.parts and self.inline.runs.parts[-1].endswith("\n"):
                self._flush()
            self.inline.runs.line()
        self.inline.open(element)

    def _end(self, element: HtmlElement, root: HtmlElement) -> None:
        if _is_block(element):
            self._flush()
            if self.within and self.within[-1] is element:
                self.within.pop()
        if self.excused and self.excused[-1][0] is element:
            self.excused.pop()
        self.inline.close(element)
        if element is not root:
            self.inline.runs.add(element.tail)

    def _flush(self) -> None:
        text = self.inline.cut()
        if not text or not self.within:
            return
        element = self.within[-1]
        level = _HEADINGS.get(str(element.tag))
        if self._is_caption(element, text):
            return
        block = Heading(text, level) if level else embeds.linked(text) or Paragraph(text)
        self._add(block, element)

    def _is_caption(self, element: HtmlElement, text: Text) -> bool:
        """Tell whether a text is no paragraph but a caption; give it to the picture right before it."""
        last = self.pieces[-1] if self.pieces else None
        pictured = last is not None and isinstance(last.block, Figure) and not last.block.caption
        under_player = figures.without_duration(text)
        named = under_player is not None or (figures.is_caption(element) and not self.held.is_most(element))
        text = text if under_player is None else under_player
        if not named and not (pictured and last is not None and figures.is_under(element, last.element)):
            return False
        if last is not None and isinstance(last.block, Figure) and not last.block.caption:
            told = figures.captioned(last.block, text, last.block.credit)
            licence = told.licence or figures.licence_in(element)
            self.pieces[-1] = replace(last, block=replace(told, licence=licence))
        elif last is not None and isinstance(last.block, Table) and not last.block.caption:
            self.pieces[-1] = replace(last, block=replace(last.block, caption=text))
        return True

    def _skips(self, element: HtmlElement) -> bool:
        if element.tag in UNSEEN:
            return True
        if element.tag not in BLOCKS and element.tag not in _SHOWN:
            if is_hidden(element):
                return True
            if self.inline.runs.length or (element.tail or "").strip():
                return False
        excused = self.excused[-1][1] if self.excused else self.idle
        if not is_furniture(element, excused) or (element.tag == "aside" and _is_pulled(element)):
            return False
        if not self.held.is_body(element) and not is_own_teaser(element):
            return True
        self.excused.append((element, excused | furniture_names(element)))
        return False

    def _unit(self, element: HtmlElement) -> bool:
        """Add the block that an element makes as a whole; tell whether it did."""
        block = self._block(element)
        if block is None:
            return False
        self._flush()
        self._add(block, element)
        return True

    def _block(self, element: HtmlElement) -> Block | None:
        tag = str(element.tag)
        if embeds.is_embed(element):
            return embeds.embed(element, self.base)
        if tag in ("figure", "picture") or (tag in _BOXES and figures.is_box(element, self.base)):
            return self._figure(element)
        if tag in ("img", "amp-img"):
            return None if pictures.leads_elsewhere(element) else pictures.picture(element, self.base)
        if tag == "pre":
            return Code(clean_lines(element.text_content())[:20_000])
        if tag == "table":
            return None if self.held.is_most(element) else tables.table(element, self.base)
        pulled = tag in ("blockquote", "div", "p", "aside") and _is_pulled(element)
        if (tag == "blockquote" or pulled) and not self.held.is_most(element) and not _has_structure(element):
            return Quote(text, pulled=pulled) if (text := read(element, self.base)) else None
        if tag in lists.LISTS and not self.held.is_most(element):
            return lists.item_list(element, self.base)
        return Separator() if tag == "hr" else None

    def _figure(self, element: HtmlElement) -> Block | None:
        if element.find(".//table") is not None or element.find(".//blockquote") is not None:
            return None
        found = figures.figure(element, self.base)
        if found is None:
            player = next(element.iter(*embeds.PLAYERS), None)
            return embeds.embed(player, self.base) if player is not None else None
        return found if len(list(element.iter("img"))) <= 3 or element.tag != "figure" else None

    def _add(self, block: Block, element: HtmlElement) -> None:
        texts = _texts(block)
        length = sum(len(text.text) for text in texts)
        linked = sum(mark.end - mark.start for text in texts for mark in text.marks if mark.kind == "link")
        words = key("".join(text.text for text in texts))
        self.pieces.append(Piece(block, element, words, linked / max(1, length), self.when))
        if words and words != self.clock:
            self.when = None


def _is_pulled(element: HtmlElement) -> bool:
    """Tell whether an element is called a pull quote, or stands alone in a box that is."""
    parent = element.getparent()
    boxes = [element] if parent is None or parent.tag not in ("figure", "aside", "div") else [element, parent]
    names = (f"{box.get('class', '')}"[:300] for box in boxes)
    return any(name and ("pull-quote" in name or not _PULLED.isdisjoint(words_of(name))) for name in names)


def _has_structure(element: HtmlElement) -> bool:
    return next(element.iter(*_STRUCTURE), None) is not None


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCKS or (element.tag == "span" and figures.is_caption(element))


def _texts(block: Block) -> list[Text]:
    """Return the texts that a block is known by; a picture or an embed is known by none."""
    if isinstance(block, Code):
        return [Text(block.text)]
    return [] if isinstance(block, Figure | Embed | Separator) else [text for _, text in block_texts("", block)]
