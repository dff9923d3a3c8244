"""A look at HTML before a tree is built of it, which takes the square of an element's attributes in time. A leaf."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree


class _Target:
    """What a parser tells of each element in place of a tree."""

    def __init__(self, look: Callable[[int, int], None]) -> None:
        self._look = look
        self._elements = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        self._look(self._elements, len(attributes))

    def close(self) -> None:
        return None


def survey(document: bytes, look: Callable[[int, int], None]) -> None:
    """Tell `look` of every element of a UTF-8 page: how many there were up to it, and how many attributes it has.

    What `look` raises ends the survey. Markup that can't be read to its end is left to the parser that builds the tree.
    """
    # lxml's stubs ask of a target what it need not have
    parser = etree.HTMLParser(target=_Target(look), encoding="utf-8")  # type: ignore[call-overload]
    try:
        parser.feed(document)
        parser.close()
    except etree.LxmlError:
        return
