"""Cut a text into sentences that an engine can carry: ICU's boundaries, merged at abbreviations, split where too long.

ICU alone cuts after most abbreviations and initials; what it cut wrongly is merged by the rules below, since a
sentence cut in two is translated worse than two joined ones, and a joined pair worse than none: engines drop text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from icu4py.breakers import SentenceBreaker

from dragoman.types import Span

MAX_WORDS = 60
"""Words that an engine carries safely in one call; longer sentences are split at clauses."""

MAX_LENGTH = 800
"""Code points that it carries, whatever the words: its time grows faster than the length."""


def _table(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(listed.split()) for language, listed in words.items()}


ALWAYS = _table(
    {
        "en": (
            "Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Sgt Capt Cmdr Adm Maj Rev Hon St Mt Ft vs v No Nos Art "
            "Fig Vol pp ca approx Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Pres Supt Insp Messrs Det "
            "Sens Reps e.g i.e cf al Bros est"
        ),
        "pt": (
            "Sr Sra Srta Dr Dra Prof Profa Eng Exmo Exma Gen Cel Cap Ten Sgt Maj Alm Pe Dom Sto Sta St Av R "
            "art arts n nº p pp pág págs fig vol cf ex tel séc aprox jan fev mar abr jun jul ago set out nov "
            "dez Ltda V.Exa V.Sa i.e vs"
        ),
        "es": (
            "Sr Sra Srta Dr Dra Prof Ing Lic Gral Cnel Cap Sto Sta Av art arts núm nº pág págs fig vol cf ej tel aprox"
        ),
        "": "Dr Prof Mr Mrs Ms St No vs cf pp vol fig art",
    }
)
"""Abbreviations that never end a sentence, by language."""

SOMETIMES = _table(
    {
        "en": "U.S U.K U.N E.U D.C L.A N.Y a.m p.m Inc Corp Co Ltd Jr Sr etc Ph.D M.D B.A M.A Ave Blvd Rd",
        "pt": "S.A Cia Jr etc Ltda EUA D.C",
        "": "etc Inc Jr S.A",
    }
)
"""Abbreviations that end a sentence where a usual first word follows."""

STARTERS = _table(
    {
        "en": (
            "The A An He She It They We I You In On At As But And For If When While After Before This That "
            "These Those His Her Its Their Our There What Who How Why Where With By From To No Not One Some "
            "Many Most Several Police According Meanwhile However Since Although Despite During Under Last "
            "Earlier Later Now Then So Both Each Other Another"
        ),
        "pt": (
            "O A Os As Um Uma Ele Ela Eles Elas Isso Este Esta Esse Essa Em No Na Nos Nas De Do Da Dos Das "
            "Por Para Com Mas E Se Quando Enquanto Depois Antes Segundo Já Não Até Ao À Entre Sobre Após Além "
            "Também Ainda Porém Foi São Há"
        ),
        "": "",
    }
)
"""Words that open sentences: after an ambiguous abbreviation or an initial they do so again."""

_TRAILING = re.compile(r"(\S+)\.[\"'”’»)\]]*\s*$")
_INITIAL = re.compile(r"(?:^|[\s(\"“'‘.])(?:[A-ZÀ-Þ]\.)+\s*$")
_NUMBER = re.compile(r"^\W*\d{1,3}\.\s*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = (
    re.compile(r"[;:]\s|\s[-–—]\s|—"),
    re.compile(r",\s(?=(?:and|but|or|which|who|while|because|e|mas|ou|que|enquanto|porque|y|pero|o)\s)"),
    re.compile(r",\s"),
    re.compile(r"\s"),
)


def segment(text: str, language: str) -> list[Span]:
    """Return the spans of the sentences of a text, white space between them left out; a newline always ends one."""
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _sentences(line[0], language.split("-")[0]):
            spans.extend(_bounded(text, line.start() + start, line.start() + end))
    return spans


def _sentences(line: str, language: str) -> Iterator[Span]:
    start = end = 0
    # The breaker's own offsets count UTF-16 units; its pieces are plain strings.
    for piece in SentenceBreaker(line, language or "en"):
        end += len(piece)
        if end == len(line) or not _belong_together(line[start:end], line[end:], language):
            yield start, end
            start = end


def _belong_together(before: str, after: str, language: str) -> bool:
    first = _FIRST_WORD.search(after)
    if not first:
        return True
    if first[0][0].islower() and not after[: first.start()].strip("\"'“‘«([-–— ”’»)]"):
        return True
    opens = first[0] in _words(STARTERS, language)
    if _NUMBER.match(before):
        return True
    if _INITIAL.search(before):
        return not opens
    last = _TRAILING.search(before)
    word = last[1].lstrip("\"'“‘«([") if last else ""
    if word in _words(ALWAYS, language):
        return True
    return word in _words(SOMETIMES, language) and not opens


def _words(table: dict[str, frozenset[str]], language: str) -> frozenset[str]:
    return table.get(language, table[""])


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence without its white space, in parts where it is longer than an engine carries."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_LENGTH or len(text[start:end].split()) > MAX_WORDS:
        cut = _clause_end(text, start, end)
        yield start, len(text[:cut].rstrip())
        start = cut
    if start < end:
        yield start, end


def _clause_end(text: str, start: int, end: int) -> int:
    """Find the best place to part an over-long sentence: the last strong clause end within reach, else a space."""
    words = list(islice(re.finditer(r"\S+", text[start:end]), MAX_WORDS))
    most = min(start + MAX_LENGTH, start + words[-1].start() if len(words) == MAX_WORDS else end)
    least = start + (most - start) // 4
    for clause in _CLAUSE:
        places = [m.end() for m in clause.finditer(text, least, most)]
        if places:
            return places[-1]
    return most
