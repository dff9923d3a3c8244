"""Which of a page's pieces are its article: those between the first and the last that trafilatura takes for text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, islice

from lxml.html import HtmlElement

from dragoman.extract.anchor import Anchor
from dragoman.extract.blocks import Piece
from dragoman.extract.furniture import heads_furniture, is_furniture_line
from dragoman.extract.teasers import without_teasers
from dragoman.types import Embed, Figure, Heading, ItemList, Paragraph, Quote, Separator

_LONG, _SHORT = 80, 40
_LISTED, _HEADLINE = 3, 30
"""Headings in a row that head nothing, and the letters of one that is a headline."""
_LINE = 120
"""Letters under which what is no paragraph by its tag is a line of a footer."""
_NAME = 12
"""Letters of a link that is the name of a place or a person, and no headline."""


def select(pieces: Sequence[Piece], held: Anchor, url: str = "") -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of the article's body, and those right before it."""
    known = [bool(piece.key) and held.holds(piece.key) for piece in pieces]
    places = _Places(pieces, known)
    first, last = _range(pieces, known, places)
    last = _end(pieces, known, (first, last), places)
    found: list[Piece] = []
    heads_body = False
    for index in range(last, first - 1, -1):
        piece = pieces[index]
        belongs = _belongs(piece, known[index] or (heads_body and _is_plain_heading(piece)), places)
        if not isinstance(piece.block, Figure | Embed | Separator):
            heads_body = belongs
        found += [piece] if belongs else []
    chosen = without_teasers(_without_listings(_without_copies(found[::-1], places)), url)
    return _without_end(_as_told(chosen, held.told)), list(pieces[:first])


def _without_copies(found: Sequence[Piece], places: _Places) -> list[Piece]:
    """Keep of a long text that stands in several boxes the last among the paragraphs of the text, or else the last."""
    owners: dict[str, HtmlElement | None] = {}
    for piece in found:
        box = piece.element.getparent()
        if len(piece.key) > _SHORT and (box in places.parents or owners.get(piece.key) not in places.parents):
            owners[piece.key] = box
    return [piece for piece in found if owners.get(piece.key, piece.element.getparent()) is piece.element.getparent()]


def _as_told(chosen: list[Piece], told: str) -> list[Piece]:
    """Drop what follows the last words that the page tells machines, where it tells them the whole text."""
    texts = [piece for piece in chosen if piece.weight > _LONG]
    inside = [piece for piece in texts if piece.key in told]
    if not inside or not told.endswith(inside[-1].key[-_LONG:]):
        return chosen
    if sum(len(piece.key) for piece in inside) < 0.6 * sum(len(piece.key) for piece in texts):
        return chosen
    end = chosen.index(inside[-1]) + 1
    return chosen[:end] + [piece for piece in chosen[end:] if not piece.key or piece.key in told]


def _end(pieces: Sequence[Piece], known: Sequence[bool], found: tuple[int, int], places: _Places) -> int:
    """Return the last index of a text, before a small part that is headed as none of it: comments, related stories."""
    first, last = found
    left = 0.2 * sum(piece.weight for n, piece in enumerate(pieces[first : last + 1], first) if known[n])
    for n in range(last, first, -1):
        block = pieces[n].block
        left -= pieces[n].weight if known[n] else 0
        if left < 0:
            break
        if isinstance(block, Heading) and heads_furniture(block.text.text):
            text = next((piece for piece in pieces[n + 1 : last + 1] if places.has(piece)), None)
            if text is None or _heads(pieces[n].element, text.element):
                return n - 1
    return last


def _heads(heading: HtmlElement, text: HtmlElement) -> bool:
    """Tell whether a heading stands over a text, and not only over what is in its own box."""
    box = heading.getparent()
    while box is not None and _is_alone(heading):
        heading, box = box, box.getparent()
    return box is not None and box in text.iterancestors()


def _without_listings(chosen: Sequence[Piece]) -> list[Piece]:
    """Drop three and more long headings of one level in a row: they list other articles, whatever that is called."""
    kept: list[Piece] = []
    for level, group in groupby(chosen, key=_level):
        run = list(group)
        is_listing = level and len(run) >= _LISTED and all(len(piece.key) >= _HEADLINE for piece in run)
        kept += [] if is_listing else run
    return kept


def _level(piece: Piece) -> int:
    return piece.block.level if isinstance(piece.block, Heading) else 0


def _without_end(chosen: list[Piece]) -> list[Piece]:
    """Drop what ends a text without being of it: lines of other boxes, a heading with nothing under it, links."""
    chosen = chosen[: _last_of_its_box(chosen) + 1]
    end = len(chosen)
    while end > 1 and (isinstance(chosen[end - 1].block, Heading) or chosen[end - 1].linked > 0.8):
        end -= 1
    if end > 1 and isinstance(last := chosen[end - 1].block, Paragraph):
        end -= len(last.text.text) < _LONG and last.text.text.endswith(":")
    return chosen[:end]


def _last_of_its_box(chosen: Sequence[Piece]) -> int:
    """Return the last index of a text before lines that are no paragraphs by their tag and stand outside its boxes."""
    boxes = {piece.element.getparent() for piece in chosen if piece.element.tag == "p" and piece.weight > _LONG}
    last = len(chosen) - 1
    while boxes and last > 0 and _is_line(chosen[last]) and boxes.isdisjoint(chosen[last].element.iterancestors()):
        last -= 1
    return last


def _is_line(piece: Piece) -> bool:
    """Tell whether a piece is a line as footers hold: no paragraph by its tag, and no long sentence."""
    if not isinstance(piece.block, Paragraph) or piece.element.tag == "p" or piece.weight >= _LINE:
        return False
    return piece.weight <= _LONG or piece.block.text.text[-1:] not in ".!?…。"


def _is_plain_heading(piece: Piece) -> bool:
    """Tell whether a piece is a heading and no link: it belongs to what follows it."""
    return isinstance(piece.block, Heading) and piece.linked < 0.5


def inside_article(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the paragraphs inside an article or main element, the body of a short note, and what is before them."""
    found = [index for index, piece in enumerate(pieces) if _is_inside(piece) and _goes_on(piece, piece, None)]
    return [pieces[index] for index in found], list(pieces[: found[0]] if found else [])


def _is_inside(piece: Piece) -> bool:
    return next(piece.element.iterancestors("article", "main"), None) is not None


class _Places:
    """Where the known long paragraphs of a text stand: an element and what is round it, by tag and class."""

    def __init__(self, pieces: Sequence[Piece], known: Sequence[bool]) -> None:
        self.parents: set[HtmlElement | None] = set()
        self.box: HtmlElement | None = None
        places: Counter[str] = Counter()
        classes: Counter[str] = Counter()
        for piece, is_known in zip(pieces, known, strict=True):
            if is_known and isinstance(piece.block, Paragraph) and piece.weight > _LONG:
                places[_place(piece.element)] += len(piece.key)
                classes[piece.element.get("class", "")] += len(piece.key)
                self.parents.add(piece.element.getparent())
        least = 0.1 * places.total()
        self.places = frozenset(place for place, weight in places.items() if weight >= least)
        self.around = frozenset(place.partition(">")[2] for place in self.places)
        self.classes = frozenset(name for name, weight in classes.items() if name and weight >= 5 * least)

    def has(self, piece: Piece) -> bool:
        """Tell whether a long paragraph stands where the text's do, or has the class that most of them have."""
        if piece.weight <= _LONG or not isinstance(piece.block, Paragraph):
            return False
        return _place(piece.element) in self.places or piece.element.get("class", "") in self.classes

    def hold(self, piece: Piece) -> bool:
        """Tell whether a piece stands in the innermost element that holds all paragraphs of the text."""
        if self.box is None:
            shared = [set(parent.iterancestors()) | {parent} for parent in self.parents if parent is not None]
            common = set.intersection(*shared) if shared else set()
            self.box = max(common, key=lambda box: sum(1 for _ in box.iterancestors()), default=None)
        return self.box is not None and self.box in piece.element.iterancestors()

    def surround(self, piece: Piece) -> bool:
        """Tell whether a piece stands beside paragraphs of the text, or in a box like theirs."""
        inner, parent = piece.element, piece.element.getparent()
        while parent is not None and parent.tag in ("div", "section", "span", "figure") and _is_alone(inner):
            inner, parent = parent, parent.getparent()
        if isinstance(piece.block, Heading) and parent is not None and parent.getparent() in self.parents:
            return True
        return parent in self.parents or _place(piece.element).partition(">")[2] in self.around


def _is_alone(element: HtmlElement) -> bool:
    """Tell whether an element is its parent's only one; to count a parent's elements takes a walk over them all."""
    return element.getnext() is None and element.getprevious() is None


def _place(element: HtmlElement) -> str:
    """Return the tags and classes of an element and the two round it."""
    around = [element, *islice(element.iterancestors(), 2)]
    return ">".join(f"{one.tag!s}.{one.get('class', '')}" for one in around)


def _range(pieces: Sequence[Piece], known: Sequence[bool], places: _Places) -> tuple[int, int]:
    """Return the first and last index of the body, grown over the paragraphs beside it."""
    indexes = [n for n, piece in enumerate(pieces) if known[n] and (piece.weight > _SHORT or places.surround(piece))]
    indexes = indexes or [n for n, is_known in enumerate(known) if is_known]
    if not indexes:
        return 0, -1
    last = indexes[-1]
    first = next((n for n in indexes if not isinstance(pieces[n].block, Heading)), indexes[0])
    while first > 0 and (_goes_on(pieces[first - 1], pieces[first], places) or _opens(pieces[first - 1], places)):
        first -= 1
    for index in range(last + 1, min(last + 400, len(pieces))):
        if _goes_on(pieces[index], pieces[last], places) or _is_shown_with(pieces[index], places):
            last = index
    return first, last


def _opens(piece: Piece, places: _Places) -> bool:
    """Tell whether a piece before the text is a subhead that stands among its paragraphs."""
    return isinstance(piece.block, Heading) and piece.block.level > 1 and places.surround(piece)


def _is_shown_with(piece: Piece, places: _Places) -> bool:
    """Tell whether a piece after the text is a picture or an embed that stands among its paragraphs."""
    if isinstance(piece.block, Embed) and places.hold(piece):
        return True
    return isinstance(piece.block, Figure | Embed) and places.surround(piece)


def _goes_on(piece: Piece, neighbour: Piece, places: _Places | None) -> bool:
    """Tell whether a piece beside the body is a paragraph of it."""
    if not isinstance(piece.block, Paragraph) or piece.element.tag != "p" or piece.linked >= 0.5:
        return False
    if is_furniture_line(piece.block.text.text, piece.linked):
        return False
    if places and places.has(piece):
        return True
    return neighbour.element.tag == "p" and piece.element.getparent() is neighbour.element.getparent()


def _belongs(piece: Piece, is_known: bool, places: _Places) -> bool:
    """Tell whether a piece between the body's ends is a part of it."""
    if isinstance(piece.block, Figure | Embed):
        return True
    if isinstance(piece.block, Separator):
        return piece.element.getparent() in places.parents
    if is_pointer(piece):
        return False
    if is_known:
        return True
    if piece.linked > 0.5 and not _goes_round_links(piece):
        return False
    return places.surround(piece) or places.has(piece) or (isinstance(piece.block, Quote) and places.hold(piece))


def _goes_round_links(piece: Piece) -> bool:
    """Tell whether a paragraph is a sentence round its links, lists several or names, and is no link with a label."""
    if not isinstance(piece.block, Paragraph) or piece.element.tag != "p":
        return False
    text, links = piece.block.text.text, [mark for mark in piece.block.text.marks if mark.kind == "link"]
    first, last = min(mark.start for mark in links), max(mark.end for mark in links)
    if len(links) > 1 and all(mark.end - mark.start <= _NAME for mark in links):
        return True
    return first > 0 and (len(links) > 2 or (last < len(text) and text[-1] in ".!?。"))


def is_pointer(piece: Piece) -> bool:
    """Tell whether a piece is a line that points elsewhere and says nothing itself."""
    block = piece.block
    if isinstance(block, ItemList):
        return all(is_furniture_line(item.text, piece.linked) for item in block.items)
    return isinstance(block, Paragraph | Heading | Quote) and is_furniture_line(block.text.text, piece.linked)
