"""What may be done with an article, decided from what its publisher signals and what its operator grants. Pure.

The strictest word wins. Without a licence that we know there is a headline and a link, no more. A page may tighten
what a feed or an operator says; only where both are silent does its own licence speak. In a Decision, `translate`
says whether the words of its level may be translated: the text at FULL, the headline at HEADLINE; `remember` whether
its sentences may go into the translation memory, which is a copy of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.rights.licences import CUSTOM_ND, Terms, recognise
from dragoman.rights.reasons import say
from dragoman.types import Decision, Level, Licence, Signal

EXCERPT_LENGTH = 200
"""Characters of an excerpt at most; a publisher that allows fewer (`max-snippet`) is shown with its headline."""

STRICTNESS = (Level.FULL, Level.EXCERPT, Level.HEADLINE, Level.SKIP)
"""The levels, strictest last."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One reason to do no more than something."""

    level: Level
    translate: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A licence and who states it; terms are None where the words are none that we know."""

    terms: Terms | None
    words: str
    who: str


def decide(signals: Sequence[Signal], grant: str = "", commercial: bool = False) -> Decision:
    """Return what may be done with an article; `grant` is the licence that the operator vouches for, empty for none.

    Adding a signal never loosens the decision, but for a licence where nobody had named one.
    """
    vouched = recognise(grant) is not None
    statements = [*_granted(grant), *_stated(signals, vouched)]
    limits = [*_licence_limits(statements, commercial), *_signal_limits(signals, vouched)]
    level = max((limit.level for limit in limits), key=STRICTNESS.index)
    translate = level is not Level.SKIP and all(limit.translate for limit in limits)
    reasons = dict.fromkeys(limit.reason for limit in limits if limit.level is level or not limit.translate)
    return Decision(level, translate, _binding(statements), tuple(reasons), _may_remember(signals, vouched))


def _granted(grant: str) -> Iterator[Statement]:
    if grant.strip():
        yield Statement(recognise(grant), grant.strip(), "The operator of this site")


def _stated(signals: Iterable[Signal], vouched: bool) -> Iterator[Statement]:
    """Yield what publishers state; words that we do not know say nothing against an operator who has read them."""
    for signal in signals:
        if signal.name not in ("licence", "rights"):
            continue
        terms = recognise(signal.value)
        reserved = signal.name == "licence" or _reserves(signal.value)
        if terms or (reserved and not vouched):
            yield Statement(terms, signal.value, _who(signal))


def _who(signal: Signal) -> str:
    return "The feed" if signal.place in ("feed", "entry") else "The page"


def _reserves(prose: str) -> bool:
    """Tell whether prose reserves all rights; other prose that names no licence is only a notice."""
    prose = prose.casefold()
    return any(words in prose for words in _RESERVED)


_RESERVED = (
    "all rights reserved", "todos os direitos reservados", "todos los derechos reservados", "tous droits réservés",
    "alle rechte vorbehalten", "tutti i diritti riservati", "direitos reservados", "alle rechten voorbehouden",
)  # fmt: skip


def _licence_limits(statements: Sequence[Statement], commercial: bool) -> Iterator[Limit]:
    if not any(statement.terms for statement in statements):
        yield Limit(Level.HEADLINE, True, say("no_licence"))
    for statement in statements:
        yield _limit_of(statement, commercial)


def _limit_of(statement: Statement, commercial: bool) -> Limit:
    terms, who = statement.terms, statement.who
    if terms is None:
        return Limit(Level.HEADLINE, True, say("unknown_terms", who=who, words=statement.words[:100]))
    if terms.no_derivatives:
        return Limit(Level.HEADLINE, False, say("no_derivatives", who=who, licence=terms.name))
    if terms.non_commercial and commercial:
        return Limit(Level.HEADLINE, True, say("non_commercial", who=who, licence=terms.name))
    if terms.share_alike:
        return Limit(Level.FULL, True, say("share_alike", who=who, licence=terms.name))
    return Limit(Level.FULL, True, say("allowed", who=who, licence=terms.name))


def _signal_limits(signals: Iterable[Signal], vouched: bool) -> Iterator[Limit]:
    for signal in signals:
        found = _limit_by(signal.name, signal.value.strip().lower(), vouched)
        if found:
            level, translate, key = found
            yield Limit(level, translate, say(key, who=_who(signal), words=signal.value))


def _limit_by(name: str, value: str, vouched: bool) -> tuple[Level, bool, str] | None:
    """Return the limit that a signal sets, or None where it sets none; an operator's grant outweighs a reservation."""
    if name == "robots":
        return _robots_limit(value, vouched)
    if name == "tdm-reservation":
        return (Level.HEADLINE, True, "reserved") if value == "1" and not vouched else None
    if name == "translate":
        return Level.HEADLINE, False, "no_translation"
    if name == "free":
        return (Level.HEADLINE, True, "paid") if value == "false" else None
    return _PREFERENCES.get((name, value))


_PREFERENCES: dict[tuple[str, str], tuple[Level, bool, str]] = {
    ("content-usage", "search=n"): (Level.HEADLINE, True, "no_search"),
    ("content-signal", "search=no"): (Level.HEADLINE, True, "no_search"),
    ("content-signal", "ai-input=no"): (Level.HEADLINE, False, "no_ai"),
}


def _may_remember(signals: Iterable[Signal], vouched: bool) -> bool:
    """Tell whether no signal forbids to keep copies or to learn from the text; a grant outweighs a reservation."""
    said = {(signal.name, signal.value.strip().lower()) for signal in signals}
    return not said & (_KEEP_NOTHING if vouched else _KEEP_NOTHING | _RESERVATIONS)


_KEEP_NOTHING = {
    ("robots", "noarchive"),
    ("robots", "nocache"),
    ("content-usage", "train-ai=n"),
    ("content-signal", "ai-train=no"),
}
_RESERVATIONS = {("tdm-reservation", "1"), ("robots", "noai")}


def _robots_limit(value: str, vouched: bool) -> tuple[Level, bool, str] | None:
    directive, _, number = value.partition(":")
    if directive in ("noindex", "none"):
        return Level.SKIP, False, "noindex"
    if directive == "nosnippet":
        return Level.HEADLINE, True, "nosnippet"
    if directive == "notranslate":
        return Level.HEADLINE, False, "no_translation"
    if directive == "noai":
        return None if vouched else (Level.HEADLINE, True, "reserved")
    if directive == "max-snippet" and number.strip().isdecimal():
        return (Level.EXCERPT if int(number) >= EXCERPT_LENGTH else Level.HEADLINE), True, "max_snippet"
    return None


def _binding(statements: Iterable[Statement]) -> Licence | None:
    """Return the licence that binds most among those stated; words that only forbid are no licence."""
    known = [statement.terms for statement in statements if statement.terms and statement.terms.name != CUSTOM_ND]
    strictness = [(terms.no_derivatives, terms.non_commercial, terms.share_alike, bool(terms.url)) for terms in known]
    return known[strictness.index(max(strictness))].licence if known else None
