"""What engines leave unagreed or in English in Portuguese, whatever the sentence says, and what should stand there."""

from __future__ import annotations

import re
from functools import partial

from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_SAID = re.compile(
    r"(?P<before>[”\"»],? )(?P<verb>(?:diss|escrev|acrescent|afirm|declar|explic|inform|cont|alert|relat|coment|coloc"
    r"|argument|respond|concord|observ|revel|anunci|avis|concl|advert|insist|admit|assegur)(?P<end>e|ou|eu|iu))"
    r"(?= (?:os|as|dois|duas|três|vários|várias|muitos|muitas) [^\W\d_]+s\b)"
)
_MANY = {"e": "eram", "ou": "aram", "eu": "eram", "iu": "iram"}
_I = re.compile(
    r"\b(?P<verb>(?:[Ee]stou prestes|[Ee]stou disposto|[Ee]stou disposta|[Ee]stou pronto|[Ee]stou pronta) (?:a|para)"
    r"|[Ee]u (?:vou|quero|posso|preciso|devo|não vou|não quero|não posso)|(?:^|[“\"])(?:Vou|Quero|Preciso)) se "
    r"(?=[^\W\d_]+r\b)"
)
_BEFORE = re.compile(
    r"\b(?P<when>[Aa]ntes|[Dd]epois) d(?P<article>[oa])(?P<many>s?) (?P<noun>[^\W\d_]+) (?:foi|foram) "
    r"(?=\w+(?:[ai]d|eit|ist|ert|ost)[oa]s?\b)"
)
_TITLE = re.compile(r"(?:\b(?P<before>[Dd]e|[Ee]m|[Pp]or) )?\b(?P<title>Mr|Mrs|Ms|Miss)\.? (?=[A-ZÀ-Þ][a-zà-ÿ'’-]+\b)")
_TITLES = {"Mr": "Sr.", "Mrs": "Sra.", "Ms": "Sra.", "Miss": "Srta."}
_HELD = {"de": "d", "em": "n", "por": "pel"}


def portuguese(text: str, pair: Pair, knows: Knows) -> Step:
    """Let an answer in Portuguese agree with itself: `escreveu os deputados`, `antes do erro foi percebido`."""
    if primary(pair.target) != "pt":
        return Step(text, same)
    return Step(text, partial(_agreed, english=primary(pair.source) == "en"))


def _agreed(answer: str, *, english: bool) -> str:
    answer = _SAID.sub(_they_said, answer)
    answer = _I.sub(r"\g<verb> me ", answer)
    answer = _BEFORE.sub(_happened, answer)
    return _TITLE.sub(_titled, answer) if english else answer


def _they_said(found: re.Match[str]) -> str:
    return f"{found['before']}{found['verb'].removesuffix(found['end'])}{_MANY[found['end']]}"


def _happened(found: re.Match[str]) -> str:
    be = "serem" if found["many"] else "ser"
    return f"{found['when']} de {found['article']}{found['many']} {found['noun']} {be} "


def _titled(found: re.Match[str]) -> str:
    """Say who somebody is as Portuguese does, with the article where a preposition stands before it."""
    title, before = _TITLES[found["title"]], found["before"] or ""
    article = "o" if title == "Sr." else "a"
    return f"{_held(before, article)} {title} " if before else f"{title} "


def _held(preposition: str, article: str) -> str:
    """Return a preposition and an article as one word: de and a, da."""
    word = f"{_HELD[preposition.lower()]}{article}"
    return word.capitalize() if preposition[0].isupper() else word
