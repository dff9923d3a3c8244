"""From an entry that carries its whole text, as agencies and full-content feeds send it, to a Document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import SPAN

from dragoman.errors import NotAPage
from dragoman.extract import bylines, page
from dragoman.extract import language as languages
from dragoman.extract.anchor import Anchor
from dragoman.extract.blocks import Walk
from dragoman.extract.complete import ends_whole
from dragoman.extract.inline import read
from dragoman.extract.pictures import same_picture
from dragoman.extract.text import clean, key
from dragoman.types import Block, Code, Document, Entry, Figure, Heading, Paragraph, Text, block_texts

# What pages keep their furniture and the boxes of their pictures in; in a text that was sent they are parts of it.
_SENT = {
    **dict.fromkeys(("aside", "nav", "footer", "header", "div", "dl", "map"), "section"),
    **dict.fromkeys(("dt", "dd"), "p"),
}
_STRUCK = ("del", "s", "strike", "rt", "rp")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|\?)", re.I)
# The line that WordPress puts under every entry of a feed, and no article has.
_TRAILER = re.compile(
    r"(?:The post .+ appeared first on|O post .+ apareceu primeiro em|"
    r"(?:La entrada|El cargo) .+ (?:se publicó primero en|aparece primero en|apareció primero en)|"
    r"L[’']article .+ est apparu en premier sur|Der Beitrag .+ erschien zuerst auf|"
    r"L[’']articolo .+ (?:proviene da|sembra essere il primo su)) .+"
)
_CUT = re.compile(r"(?:…|\.\.\.).{0,60}$", re.S)
_LABEL = 25
"""Letters that a caption may lose where its credit is set apart: `Photo by`."""
_CREDIT = 60
"""Characters of a line beside a caption that may be its picture's credit."""
_HEAD = 3
"""How many blocks from the beginning may be the headline."""
_OPENING = 80
"""Letters by which a text is known to begin as another does."""


def from_entry(entry: Entry, language: str = "") -> Document:
    """Return the Document of an entry from the HTML that it carries: its content, or a longer summary.

    No word of the text is lost but what is struck through, what its publisher lets nobody quote, and the line that
    WordPress adds; where the markup would cost words, the text stands in plain paragraphs. The same entry always gives
    the same Document. `language` counts where the entry names none.

    Raises:
        NotAPage: the entry carries no text, or more than any article has.
    """
    body, summary = _text_and_summary(_root(entry.content), _root(entry.summary), entry.url)
    headline = clean(entry.title)
    blocks = _without_edges(_blocks(body, entry.url), headline)
    if not any(key(_words(block)) for block in blocks if not isinstance(block, Figure)):
        raise NotAPage(f"The entry {entry.id or entry.url or headline} carries no text.")
    lead, blocks = _lead(blocks, (*entry.media, *entry.enclosures))
    told = languages.normalised(entry.language) or languages.normalised(language)
    return Document(
        url=entry.url,
        language=languages.settled(told, _plain(headline, blocks)),
        headline=Text(headline),
        blocks=tuple(blocks),
        standfirst=_standfirst(summary, headline),
        authors=bylines.names(entry.authors),
        published=entry.published,
        modified=entry.updated if entry.updated != entry.published else None,
        tags=_tags(entry),
        lead=lead,
        licence=entry.licence,
        complete=ends_whole(blocks),
    )


def filled(document: Document, entry: Entry) -> Document:
    """Return the Document of a page with what only its entry tells: date, authors, tags."""
    return replace(
        document,
        published=document.published or entry.published,
        authors=document.authors or bylines.names(entry.authors),
        tags=document.tags or _tags(entry),
    )


def _tags(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, entry.categories))))


def _root(html: str) -> HtmlElement:
    """Return the body of a page that holds nothing but this text, without what is struck through or kept to itself."""
    root = page.parse(f"<!doctype html><html><body>{html}</body></html>".encode("utf-8", "replace"))
    page.drop_unquotable(root)
    body = next(root.iter("body"))
    etree.strip_elements(body, *_STRUCK, with_tail=False)
    for figure in body.iter("figure"):
        _credit(figure)
    for element in body.iter(*_SENT):
        element.tag = _SENT[str(element.tag)]
    return body


def _credit(figure: HtmlElement) -> None:
    """Put the line that stands beside a caption into it, as its picture's credit."""
    caption = next(figure.iter("figcaption"), None)
    beside = [] if caption is None else figure.xpath(".//text()[not(ancestor::figcaption)]")
    credit = clean(" ".join(map(str, beside)))
    if caption is None or not 0 < len(credit) <= _CREDIT or figure.find(".//img") is None:
        return
    for text in beside:
        if text.is_tail:
            text.getparent().tail = None
        else:
            text.getparent().text = None
    caption.append(SPAN(f" Photo: {credit}"))


def _text_and_summary(content: HtmlElement, summary: HtmlElement, base: str) -> tuple[HtmlElement, Text]:
    """Return the text and what stands before it: of two that begin alike the longer is the text, and all of it."""
    below, above = read(content, base), read(summary, base)
    longer = content if len(key(below.text)) >= len(key(above.text)) else summary
    return (longer, Text()) if _begins(above, below) or _begins(below, above) else (content, above)


def _begins(one: Text, other: Text) -> bool:
    """Tell whether a text begins with words of another; what follows the dots of an excerpt says nothing."""
    return key(_CUT.sub("", one.text))[:_OPENING] in key(other.text)


def _plain(headline: str, blocks: Iterable[Block]) -> str:
    return "\n".join([headline, *(str(block.text) for block in blocks if isinstance(block, Paragraph))])


def _blocks(body: HtmlElement, base: str) -> list[Block]:
    """Return the blocks of a text, or its plain paragraphs where its markup would cost words."""
    blocks = [_below_headline(piece.block) for piece in Walk(base, Anchor([])).run(body)]
    whole = read(body, base)
    lost = Counter(key(whole.text)) - Counter(key("".join(map(_words, blocks))))
    figures = ["".join(figure.itertext()) for figure in body.iter("figure")]
    is_whole = not lost - Counter(key("".join(figures))) and lost.total() <= _LABEL * len(figures)
    return blocks if is_whole else list(_lines(whole))


def _lines(text: Text) -> Iterator[Paragraph]:
    start = 0
    for line in text.text.split("\n"):
        if line:
            yield Paragraph(text.cut(start, start + len(line)))
        start += len(line) + 1


def _words(block: Block) -> str:
    """Return what a block says, a picture's caption and credit included."""
    match block:
        case Code(text):
            return text
        case Figure():
            return f"{block.caption} {block.credit}"
        case _:
            return "\n".join(str(text) for _, text in block_texts("", block))


def _below_headline(block: Block) -> Block:
    """Return a block that leaves the first level of headings to the headline."""
    return replace(block, level=2) if isinstance(block, Heading) and block.level == 1 else block


def _without_edges(blocks: Sequence[Block], headline: str) -> list[Block]:
    """Return the blocks without the headline at their beginning and the line of WordPress at their end."""
    first = [block for block in blocks[:_HEAD] if not (headline and _says(block, headline))]
    kept = [*first, *blocks[_HEAD:]]
    trails = kept and isinstance(kept[-1], Paragraph) and _TRAILER.fullmatch(kept[-1].text.text)
    return kept[:-1] if trails else kept


def _says(block: Block, words: str) -> bool:
    return isinstance(block, Heading | Paragraph) and key(block.text.text) == key(words)


def _standfirst(summary: Text, headline: str) -> Text:
    """Return the summary without the line of WordPress, or nothing where it is the headline again."""
    above, _, last = summary.text.rpartition("\n")
    if _TRAILER.fullmatch(last):
        summary = summary.cut(0, len(above))
    return summary if key(summary.text) != key(headline) else Text()


def _lead(blocks: Sequence[Block], addresses: Iterable[str]) -> tuple[Figure | None, list[Block]]:
    """Return the lead figure and the other blocks: the picture sent with the entry, with its caption in the text."""
    pictures = [address for address in addresses if _PICTURE.search(address)]
    figures = [block for block in blocks if isinstance(block, Figure)]
    lead = next((each for address in pictures for each in figures if same_picture(each.src, address)), None)
    lead = lead or next((block for block in blocks[:1] if isinstance(block, Figure)), None)
    if lead:
        return lead, [block for block in blocks if block is not lead]
    return (Figure(pictures[0]) if pictures else None), list(blocks)
