"""feedparser within bounds: it takes quadratic time in the length of some texts and sets no bound to any."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.expatreader import ExpatParser

from feedparser import api

from dragoman.ingest.clean import MAX_FIELD, MAX_LIST

MAX_DOCUMENT = 256 * 1024 * 1024
MAX_VALUE = 64 * 1024
MAX_TEXT = 16 * 1024
MAX_NAME = 1000
MAX_BASE = 4096

_LONG = frozenset({"content", "description", "summary", "title", "subtitle", "rights", "info"})
_CATEGORIES = frozenset({"category", "dc:subject", "subject"})
_NAMES = frozenset({"author", "publisher", "name", "email"})
# It looks for e-mail addresses in names, from each letter of a word anew.
_WORD = re.compile(r"([\w.+-]{64})[\w.+-]+")


class _Bounds:
    """Stands before feedparser's own methods and hands on what they can bear."""

    baseuri: str
    basestack: list[str]
    elementstack: list[list[Any]]

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        if self._is_spare(tag):
            return
        super().unknown_starttag(tag, [each for each in attrs if len(each[1]) <= MAX_VALUE])  # type: ignore[misc]
        if len(self.baseuri) > MAX_BASE:
            # Each element's base is joined to its parent's.
            self.baseuri = self.basestack[-1] = self.basestack[-2] if len(self.basestack) > 1 else ""

    def unknown_endtag(self, tag: str) -> None:
        if not self._is_spare(tag):
            super().unknown_endtag(tag)  # type: ignore[misc]

    def _is_spare(self, tag: str) -> bool:
        """Tell whether an element is a category of an item that has as many as are kept."""
        return tag in _CATEGORIES and self._tags() >= MAX_LIST

    def _tags(self) -> int:
        return len(self._get_context().get("tags", ()))  # type: ignore[attr-defined]

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        if self.elementstack and self.elementstack[-1][0] == element:
            self.elementstack[-1][2] = _short(element, self.elementstack[-1][2])
        return super().pop(element, strip_whitespace)  # type: ignore[misc]

    def _add_tag(self, term: Any, scheme: Any, label: Any) -> None:
        # Each is compared with all before it.
        if self._tags() < MAX_LIST:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]


def _short(element: str, pieces: list[str]) -> list[str]:
    """Return the pieces of an element's text, joined where they are cut."""
    if element in _NAMES:
        return [_WORD.sub(r"\1", "".join(pieces)[:MAX_NAME])]
    limit = MAX_FIELD if element in _LONG else MAX_TEXT
    return pieces if sum(map(len, pieces)) <= limit else ["".join(pieces)[:limit]]


class _Strict(_Bounds, api.StrictFeedParser):  # type: ignore[misc]
    pass


class _Loose(_Bounds, api.LooseFeedParser):  # type: ignore[misc]
    pass


def create_parser() -> ExpatParser:
    """Return an XML parser that takes a document in one piece: with each further one it reads a long tag anew."""
    return ExpatParser(bufsize=MAX_DOCUMENT)


# feedparser has no other way to be given parsers.
api.StrictFeedParser, api.LooseFeedParser = _Strict, _Loose
api.PREFERRED_XML_PARSERS = [__name__]
parse = api.parse
