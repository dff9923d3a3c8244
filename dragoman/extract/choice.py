"""The better of two readings of one article: of its page, and of the entry that its feed carries."""

from __future__ import annotations

from dataclasses import replace

from dragoman.extract.text import key
from dragoman.types import Code, Document, block_texts

WHOLE = 800
"""Letters from which the text of an entry is taken for an article: shorter ones are mostly summaries."""
FULLER = 1.5
"""How many times the text of a page that of its entry must be."""


def carries_all(entry: Document) -> bool:
    """Tell whether an entry's text is as long as articles are, and ends as they do."""
    return entry.complete and _letters(entry) >= WHOLE


def better(page: Document, entry: Document) -> Document:
    """Return a page's Document, with the text of its entry where that is whole and the page's is not.

    The page's word on everything else stands: it knows its authors, dates and pictures better.
    """
    if not carries_all(entry):
        return page
    stub = not page.complete and _letters(entry) > _letters(page)
    if not stub and _letters(entry) <= FULLER * _letters(page):
        return page
    standfirst = page.standfirst if str(page.standfirst) not in str(entry.standfirst) else entry.standfirst
    return replace(page, blocks=entry.blocks, standfirst=standfirst, lead=page.lead or entry.lead, complete=True)


def _letters(document: Document) -> int:
    texts = (str(text) for block in document.blocks for _, text in block_texts("", block))
    code = (block.text for block in document.blocks if isinstance(block, Code))
    return len(key(" ".join([*texts, *code])))
