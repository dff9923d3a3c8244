"""Find where a source says itself that it was wrong: in a headline of its own, at the head or foot of an article."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from dragoman.types import Document, Heading, Paragraph, Place, Quote

_LONGEST = 1500
"""Code points of a paragraph beyond which it is the article's own text."""
_BARE = 60
"""Code points up to which a label stands alone, and its text in the next block."""
_DESK = "|".join((r"editor[’']?s? note", r"nota d[aoe](?: la)? redacci?[óç]\w*", r"anmerkung der redaktion", "ndlr"))
_STARTS = rf"(?:[*•\[(【（]|\W{{0,3}}\b(?:{_DESK})\s*[:.–—-])?\s*"
_ENDS = r"(?:\s*[:：\]】)）|]|\s+[–—-]|[–—-]\s?|\s*[,(（]?\s*(?:\w+\.?\s+)?\d|\s*\.?\s*$)"
_ERRED = re.compile(r"(?:a |o |as |os )?(?P<who>[^.,:;!?]{2,60}?) errou", re.IGNORECASE)


def notices(document: Document) -> tuple[Place, ...]:
    """Return the places where a document says that it, or another text of its paper, was wrong; empty for none.

    Only the paper's own words count: what is said of others' errors ("the coach says he was wrong") is news.
    """
    found = list(_in_blocks(document))
    if _in_headline(document, said=bool(found)):
        found.insert(0, "headline")
    return tuple(found)


def _in_headline(document: Document, *, said: bool) -> bool:
    headline = " ".join(document.headline.text.split())
    if _labels().match(headline) or any(
        each.fullmatch(headline.rstrip(".!")) for each in _headlines(_papers(document))
    ):
        return True
    return said and _ERRED.fullmatch(headline) is not None


def _in_blocks(document: Document) -> Iterator[Place]:
    if _speaks(document.standfirst.text):
        yield "standfirst"
    told = False
    for n, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph | Heading | Quote):
            continue
        if told or _speaks(block.text.text):
            yield str(n)
        label = _labels().match(block.text.text)
        told = label is not None and len(block.text.text) <= _BARE and label.end() >= len(block.text.text.rstrip())


def _speaks(text: str) -> bool:
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return False
    if _labels().match(text):
        return True
    folded = text.casefold()
    return any(stem in folded for stem in _table()["stems"]) and _sentences().search(text) is not None


def _papers(document: Document) -> frozenset[str]:
    """Return what a paper may call itself: as its pages say, and as its address reads."""
    host = urlsplit(document.canonical or document.url).hostname or ""
    return frozenset({_key(document.publisher), *(_key(part) for part in host.split("."))} - {""})


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


class _Headline:
    """A headline of a correction that holds the paper's own name."""

    def __init__(self, pattern: str, papers: frozenset[str]) -> None:
        self._pattern = re.compile(pattern.replace("{paper}", r"(?P<paper>[\w .&'’-]{1,60}?)"), re.IGNORECASE)
        self._papers = papers

    def fullmatch(self, headline: str) -> bool:
        found = self._pattern.fullmatch(headline)
        if found is None:
            return False
        return "paper" not in self._pattern.groupindex or _key(found["paper"]) in self._papers


def _headlines(papers: frozenset[str]) -> list[_Headline]:
    return [_Headline(pattern, papers) for pattern in _table()["headlines"]]


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(f"{_STARTS}(?:{'|'.join(_table()['labels'])}){_ENDS}", re.IGNORECASE)


@cache
def _sentences() -> re.Pattern[str]:
    return re.compile("|".join(_table()["sentences"]), re.IGNORECASE)


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads((files("dragoman.corrections") / "notices.toml").read_text("utf-8"))
