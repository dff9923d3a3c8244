"""Read the quotation marks of a text: which open, which close, which are apostrophes, feet or inches. A leaf."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_MARK = re.compile("[\"“”„‟«»‹›‚‘’'「」『』〝〞＂`´]|''|``")
_KINDS = {
    mark: kind for kind, marks in enumerate(('"“”„‟〝〞＂', "‘’‚'`´", "«»", "‹›", "「」", "『』")) for mark in marks
}
_SINGLE = frozenset("‘’‚'`´")
_STRAIGHT = frozenset("\"'＂`´")
_LOW = frozenset("„‚‟")
_BEFORE = frozenset(" \t\n\u00a0\u202f\u2009\u3000([{—–-/…:\"“«„'‘‚‹¿¡")
_AFTER = frozenset(" \t\n\u00a0\u202f\u2009\u3000)]}—–-/….,;:!?\"”»'’›")
_STOPS = (".", ",", "!", "?", "…", "")
_NEXT = re.compile(r"(?<=\S)['’](?!\w)|\s['‘](?=\w)")
"""The next single mark that may close a quotation, or the next that opens one."""
_ENDS, _FEET = re.compile(r"[.,;:!?]*\s*$"), re.compile(r"['’]\s?\d{1,2}$")
_SLIP = re.compile(r'[A-ZÀ-Þ][\w’-]*s" \w')
"""A double mark for the apostrophe of a name: the Lakers" website."""
_FEW = 3
_ELISION = re.compile(r"(?:\d\ds?\b|em\b|til\b|cause\b|tis\b|twas\b|n['’]|bout\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of one text, as spans with their marks, and the marks that have no partner in it.

    `perhaps` are straight single marks with no partner, which may open or close a quotation or be apostrophes, and
    double ones that may close a quotation or be inches, behind a figure at the end, or a slip for an apostrophe.
    """

    spans: tuple[tuple[int, int], ...]
    opened: tuple[int, ...]
    closed: tuple[int, ...]
    perhaps: tuple[int, ...] = ()

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return how many quotations stand whole, how many only open and how many only close."""
        return len(self.spans), len(self.opened), len(self.closed)

    def agrees(self, other: Quotes) -> bool:
        """Tell whether both open and close alike outside themselves, with what may be apostrophes counted or not."""
        spare = len(self.perhaps) + len(other.perhaps)
        apart = abs(len(self.opened) - len(other.opened)) + abs(len(self.closed) - len(other.closed))
        return apart <= spare


def depth(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> int:
    """Return how many others of some quotations one stands in."""
    return sum(start < span[0] and span[1] <= end for start, end in spans)


@lru_cache(maxsize=64)
def quotes(text: str) -> Quotes:
    """Pair the quotation marks of a text, nested ones too, whatever the convention („…“, »…«, ”…”, «…», 「…」).

    Apostrophes, elisions, possessives and inches are no quotation marks.
    """
    stack: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    closed: list[int] = []
    perhaps: list[int] = []
    for match in _MARK.finditer(text):
        mark, at, end = match[0], match.start(), match.end()
        if mark in _SINGLE and _apostrophe(text, at):
            continue
        partner = _partner(stack, mark)
        if _opens(text, at, end, None if partner is None else stack[partner][1]):
            stack.append((at, mark))
        elif partner is not None and not (mark in "’'" and _possessive(text, stack[partner][0], at)):
            spans.append((stack[partner][0], end))
            del stack[partner]
        elif partner is None and mark in _SINGLE:
            if mark in "’'" and _ends_clause(text, at):
                (closed if mark == "’" and text[at - 1] in _STOPS else perhaps).append(at)
        elif partner is None and not (mark in ('"', "''") and text[at - 1 : at].isdigit()):
            (perhaps if _SLIP.match(text, text.rfind(" ", 0, at) + 1) else closed).append(at)
        elif partner is None and _ENDS.match(text, end) and not _FEET.search(text, 0, at):
            perhaps.append(at)
    opened = [at for at, mark in stack if mark not in "'`´"]
    perhaps += [at for at, mark in stack if mark == "'"]
    return Quotes(tuple(sorted(spans)), tuple(opened), tuple(closed), tuple(perhaps))


def _apostrophe(text: str, at: int) -> bool:
    """Tell whether a single mark stands inside a word, or before one as an elision: 'til, '90s."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return True
    elided = _ELISION.match(text, at + 1) if not before.isalnum() else None
    return elided is not None and (text[at] != "‘" or elided[0][0].isdigit())


def _partner(stack: list[tuple[int, str]], mark: str) -> int | None:
    """Return the place in the stack of the innermost opening mark of the same kind."""
    kind = _KINDS[mark[0]]
    return next((n for n in range(len(stack) - 1, -1, -1) if _KINDS[stack[n][1][0]] == kind), None)


def _opens(text: str, at: int, end: int, partner: str | None) -> bool:
    """Decide by shape where the mark has one, by its surroundings where it does not."""
    mark = text[at]
    before = at == 0 or text[at - 1] in _BEFORE
    after = end == len(text) or text[end] in _AFTER
    if mark in _LOW or mark in "「『〝":
        return True
    if mark in "」』〞":
        return False
    if mark in "“‘":
        return partner is None or partner not in _LOW
    if mark in "«‹":
        return partner is None or partner == mark or before
    if mark in _STRAIGHT:
        return (before and not after) if partner else (before or not after)
    return partner is None and before and not after


def _possessive(text: str, opened: int, at: int) -> bool:
    """Tell whether a single mark behind an s is a possessive in a quotation that goes on: 'the students' union ...'"""
    if text[at - 1] not in "sS" or not (text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()):
        return False
    following = _NEXT.search(text, at + 1)
    if following is None:
        return text.count(" ", opened, at) > _FEW
    return not following[0][0].isspace()


def _ends_clause(text: str, at: int) -> bool:
    """Tell whether a single mark that nothing opened stands where a quotation from before would end."""
    return at > 0 and (text[at - 1] in _STOPS or text[at + 1 : at + 2] in _STOPS)
