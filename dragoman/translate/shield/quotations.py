"""Quotation marks: straight before the engine, which loses others; by the target's way and depth after it.

What engines lose even straight is not shown to them: marks around a whole sentence, and halves whose other half stands
in another sentence. One quotation in another is told apart by brackets, which they keep where they merge quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.quotes import Quotes, depth, quotes
from dragoman.translate import typography
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, Span, primary

_STOPS = ".,;:!?…"
_NESTED = {"[": re.compile(r"\[[\s-]*([^\[\]]*?)\s*\]"), "(": re.compile(r"\([\s-]*([^()]*?)\s*\)")}
"""Brackets that stand for the marks of a quotation in another, where the text has none of their own."""
_INNER = "‹›"
"""Marks that stand for an inner quotation until the answer is set."""
_BOTH_END = re.compile(r"[\])][.!?]?\"")
_BOTH_AT_END = re.compile(_BOTH_END.pattern + r"[.!?]?$")
_ONE_ENDS = re.compile(rf"{_INNER[1]}(?!\")")
"""Where an inner and an outer quotation end together, engines close but one."""
_COMMA_BEHIND = re.compile(r"(\"[^\"\s]+(?:\s[^\"\s]+){2,}\s[^\"\s]*\w)\",")
"""A British comma: behind `murder and terrorism charges", adding` the quotation came back closed behind `adding`."""
_COMMA_INSIDE = re.compile(r"(?<=\w),\"")
_SPACE_INSIDE = re.compile(r"(?<=[«‹])\s+|\s+(?=[»›])")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What was taken off the ends of a sentence, and what its answer is told by."""

    head: bool = False
    tail: bool = False
    stop: str = ""
    """What stood behind the closing mark that was taken off."""
    lent: bool = False
    """Whether the engine reads that stop inside."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How an answer's marks are set: the style, how deep it stands in quotations already, whether single marks quote.

    `end` is what followed the mark that closed the source, None where none did.
    """

    style: typography.Style
    depth: int
    singles: bool
    end: str | None

    @property
    def typed(self) -> bool:
        return self.style is typography.STRAIGHT


def quotations(text: str, pair: Pair, knows: Knows) -> Step:
    """Straighten quotation marks, take off those at the ends, set the target's by depth afterwards."""
    typed = not typography.typeset(text)
    text = _SPACE_INSIDE.sub("", text)
    found = quotes(text)
    if not (found.spans or found.opened or found.closed):
        return Step(text, same if typed else curled)
    style = typography.STRAIGHT if typed else typography.style_of(pair.target)
    frame, core = _unframed(text, found)
    inside = quotes(core)
    bracket = next((mark for mark in _NESTED if mark not in core), "")
    nested = [span for span in inside.spans if bracket and depth(span, inside.spans)]
    singles = any(core[start] in "'‘" for start, _ in inside.spans)
    setting = _Setting(style, int(frame.head or frame.tail), singles, _end(core, inside))

    straight = _straight(core, inside, nested, bracket)

    def undo(answer: str) -> str:
        if not (inside.opened or inside.closed):
            answer = _alternating(answer)
        if nested:
            answer = _NESTED[bracket].sub(rf"{_INNER[0]}\1{_INNER[1]}", answer)
            if answer.count('"') == straight.count('"') - 1:
                if len(nested) == 1 and _BOTH_END.search(straight):
                    answer = _ONE_ENDS.sub(_INNER[1] + '"', answer, count=1)
                elif _BOTH_AT_END.search(straight) and answer.endswith(_INNER[1]):
                    answer += '"'
        return _framed(_set(answer, setting), frame, style)

    if primary(pair.source) == "en" and not nested and _COMMA_BEHIND.search(straight):
        return Step(_COMMA_BEHIND.sub(r'\1,"', straight), lambda answer: undo(_COMMA_INSIDE.sub('",', answer)))
    return Step(straight, undo)


def curled(answer: str) -> str:
    """Return an answer with typographic apostrophes."""
    return answer.replace("'", "’")


# --- Before the engine -------------------------------------------------------------------------------------------


def _unframed(text: str, found: Quotes) -> tuple[_Frame, str]:
    """Take off marks around the whole sentence, or the halves that stand at its ends."""
    whole = next((end for start, end in found.spans if start == 0 and not text[end:].strip(_STOPS)), 0)
    if whole > 2:
        core, stop = text[1 : whole - 1], text[whole:]
        lent = bool(stop) and core[-1] not in _STOPS
        return _Frame(True, True, stop, lent), core + stop if lent else core
    head = 0 in found.opened + found.closed
    last = max(found.closed + found.opened, default=0)
    tail = last > 0 and not text[last + 1 :].strip(_STOPS)
    if tail:
        text = text[:last] + text[last + 1 :]
    return _Frame(head, tail), text[1:].lstrip() if head else text


def _end(text: str, found: Quotes) -> str | None:
    closing = max((end for _, end in found.spans), default=0)
    return None if not closing or text[closing:].strip(_STOPS) else text[closing:]


def _straight(text: str, found: Quotes, nested: list[Span], bracket: str) -> str:
    """Write every quotation mark as the engine shall read it; apostrophes are left to the typography."""
    marks = dict.fromkeys((*found.opened, *found.closed), '"')
    for start, end in found.spans:
        single = text[start] in "'‘"
        opening, closing = ("'", "'") if single else ('"', '"')
        if (start, end) in nested:
            opening, closing = ("[ ", " ]") if bracket == "[" else ("(", ")")
        marks |= {start: opening, end - 1: closing}
    return "".join(marks.get(place, character) for place, character in enumerate(text))


# --- After it ----------------------------------------------------------------------------------------------------


def _alternating(answer: str) -> str:
    """Take marks by turns as opening and closing, where each has its other half, however the engine spaced them."""
    pieces = answer.split('"')
    if len(pieces) % 2 == 0:
        return answer
    for n in range(1, len(pieces), 2):
        inner = pieces[n]
        pieces[n] = f"“{inner.strip()}”"
        pieces[n - 1] += " " * (inner[:1] == " " and pieces[n - 1][-1:].isalnum())
        pieces[n + 1] = " " * (inner[-1:] == " " and pieces[n + 1][:1].isalnum()) + pieces[n + 1]
    return "".join(pieces)


def _set(answer: str, setting: _Setting) -> str:
    """Set the marks of an answer by their depth."""
    found = quotes(answer)
    singles = setting.singles or not set('"“') & set(answer)
    spans = [span for span in found.spans if singles or answer[span[0]] != "'"]
    marks: dict[int, str] = {}
    for start, end in spans:
        deep = depth((start, end), spans) + setting.depth
        if setting.singles and answer[start] == "'" and not deep:
            deep = 1  # whose outer marks may stand in other sentences
        opening, closing = setting.style.inner if deep % 2 else setting.style.outer
        if not setting.typed or deep or answer[start] != "'":
            marks |= {start: opening, end - 1: closing}
    if not setting.typed:
        marks |= dict.fromkeys(found.opened, setting.style.outer[0]) | dict.fromkeys(
            found.closed, setting.style.outer[1]
        )
    text = "".join(marks.get(place, character) for place, character in enumerate(answer))
    if setting.end is not None and len(found.opened) == 1:
        text = (text.rstrip(_STOPS) if setting.end else text) + setting.style.outer[1] + setting.end
    return text if setting.typed else curled(text)


def _framed(answer: str, frame: _Frame, style: typography.Style) -> str:
    if frame.lent:
        answer = answer.rstrip(_STOPS)
    head, tail = style.outer[0] if frame.head else "", style.outer[1] if frame.tail else ""
    return f"{head}{answer}{tail}{frame.stop}"
