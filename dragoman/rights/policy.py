"""What may be done with an article, decided from what its publisher signals and what its operator grants. Pure.

The strictest word wins. Without a licence that we know there is a headline and a link, no more. A page may tighten
what a feed or an operator says; only where both are silent does its own licence speak. In a Decision, `translate`
says whether the words of its level may be translated: the text at FULL, the headline at HEADLINE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dragoman.rights.effects import EXCERPT_LENGTH, Effect, effects, expiry
from dragoman.rights.licences import LEAVE, PERMISSION, Terms, licence_of, permits, recognise, recognise_for_text
from dragoman.rights.reasons import say
from dragoman.types import Decision, Level, Licence, Signal, Use

STRICTNESS = (Level.FULL, Level.EXCERPT, Level.HEADLINE, Level.SKIP)
"""The levels, strictest last."""


@dataclass(frozen=True, slots=True)
class Site:
    """What decides about the site itself: whether it earns money, which law it is under, what it dares to quote.

    `jurisdiction` is a code of the operator's choice (`EU`, `BR`); `quotation` is how many characters are shown of a
    text without a licence, none by default and a very short extract at most.
    """

    commercial: bool = False
    jurisdiction: str = ""
    quotation: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """What is vouched for a source beyond what it says itself: a licence, `permission`, or nothing.

    `who` says so; `blocked` are the jurisdictions in which nothing of the source is shown, and `state_media` tells that
    a state runs it or pays for it.
    """

    licence: str = ""
    who: str = "The operator of this site"
    blocked: tuple[str, ...] = ()
    state_media: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """One reason to do no more than something."""

    reason: str
    level: Level = Level.FULL
    refused: frozenset[Use] = frozenset()
    excerpt: int = 0
    translate_excerpt: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """A licence and who states it; terms are None where the words are none that we know."""

    terms: Terms | None
    words: str
    who: str
    passing: bool = False
    """Said in a page's corner: it may tighten, and is no licence by itself."""


NOTHING_VOUCHED = Grant()
PLAIN_SITE = Site()


def decide(signals: Sequence[Signal], grant: Grant = NOTHING_VOUCHED, site: Site = PLAIN_SITE) -> Decision:
    """Return what may be done with an article.

    Adding a signal never loosens the decision, but for a licence where nobody had named one, and for `no-original`,
    which no publisher says: it is what we found ourselves.
    """
    vouched = permits(_vouched(grant))
    statements = [*_granted(grant), *_stated(signals, vouched)]
    licensed = any(permits(each.terms) and not each.passing for each in statements)
    limits = [
        *_licence_limits(statements, site),
        *_signal_limits(signals, vouched, licensed),
        *_operator_limits(grant, site),
        *_picture_limits(signals, site),
    ]
    return replace(_decided(limits, signals, _binding(statements)), state_media=grant.state_media)


def _decided(limits: Sequence[Limit], signals: Sequence[Signal], licence: Licence | None) -> Decision:
    level = max((limit.level for limit in limits), key=STRICTNESS.index)
    refused = frozenset[Use]().union(*(limit.refused for limit in limits))
    reasons = tuple(dict.fromkeys(limit.reason for limit in limits if _tells(limit, level)))
    quoted = [limit for limit in limits if limit.level is Level.EXCERPT]
    return Decision(
        level,
        Use.TRANSLATE not in refused,
        licence,
        reasons,
        remember=Use.REMEMBER not in refused,
        compare=Use.COMPARE not in refused,
        index=Use.INDEX not in refused,
        illustrate=Use.ILLUSTRATE not in refused,
        excerpt=min((limit.excerpt for limit in quoted), default=0) if level is Level.EXCERPT else 0,
        translate_excerpt=all(limit.translate_excerpt for limit in quoted),
        until=min(filter(None, map(expiry, signals)), default=None),
        why=tuple((use, _why(use, limits, level)) for use in Use),
    )


def _tells(limit: Limit, level: Level) -> bool:
    """Tell whether a limit is a reason for a level, or against translation."""
    return Use.TRANSLATE in limit.refused or (limit.level is level and not (level is Level.FULL and limit.refused))


def _why(use: Use, limits: Sequence[Limit], level: Level) -> str:
    """Return the sentence that says why a use is refused or allowed."""
    against = [limit.reason for limit in limits if use in limit.refused]
    if against:
        return " ".join(dict.fromkeys(against))
    if use is Use.TRANSLATE and level in (Level.FULL, Level.EXCERPT):
        return " ".join(dict.fromkeys(limit.reason for limit in limits if limit.level is level and not limit.refused))
    return say(f"may_{use}")


# --- Licences ---------------------------------------------------------------------------------------------------


def _vouched(grant: Grant) -> Terms | None:
    return PERMISSION if grant.licence.strip().lower() == PERMISSION.name else recognise(grant.licence)


def _granted(grant: Grant) -> Iterator[Statement]:
    if grant.licence.strip():
        yield Statement(_vouched(grant), grant.licence.strip(), grant.who)


def _stated(signals: Iterable[Signal], vouched: bool) -> Iterator[Statement]:
    """Yield what publishers state; words that we do not know say nothing against an operator who has read them."""
    for signal in signals:
        if signal.name == "notice" or (vouched and signal.name in ("licence", "rights")):
            yield from _tightening(signal)
        elif signal.name == "licence":
            yield Statement(recognise(signal.value), signal.value, who(signal))
        elif signal.name == "rights":
            yield from _in_prose(signal)


def _tightening(signal: Signal) -> Iterator[Statement]:
    """Yield what asks for more than credit; leave to publish takes no other leave back."""
    terms = recognise_for_text(signal.value)
    if terms and terms.restricts:
        yield Statement(replace(terms, translation=True), signal.value, who(signal), signal.name == "notice")


def _in_prose(signal: Signal) -> Iterator[Statement]:
    """Yield what prose states; who names a licence and reserves all rights has granted nothing for certain."""
    if terms := recognise_for_text(signal.value):
        yield Statement(terms, signal.value, who(signal))
    if _reserves(signal.value):
        yield Statement(None, signal.value, who(signal))


def who(signal: Signal) -> str:
    """Name who gave a signal."""
    place = signal.place.partition(" ")[0]
    return _WHO.get(place, "The page")


_WHO = {"feed": "The feed", "entry": "The feed", "robots.txt": "The site's robots.txt", "tdmrep.json": "The site"}


def _reserves(prose: str) -> bool:
    """Tell whether prose reserves all rights; other prose that names no licence is only a notice."""
    prose = prose.casefold()
    return any(words in prose for words in _RESERVED)


_RESERVED = (
    "all rights reserved", "todos os direitos reservados", "todos los derechos reservados", "tous droits réservés",
    "alle rechte vorbehalten", "tutti i diritti riservati", "alle rechten voorbehouden",
)  # fmt: skip


def _licence_limits(statements: Sequence[Statement], site: Site) -> Iterator[Limit]:
    if not any(statement.terms and not statement.passing for statement in statements):
        quoted = min(site.quotation, EXCERPT_LENGTH)
        unknown = any(statement.terms is None for statement in statements)
        if quoted > 0 and not unknown:
            yield Limit(say("quotation"), Level.EXCERPT, excerpt=quoted)
        else:
            yield Limit(say("no_licence"), Level.HEADLINE)
    for statement in statements:
        yield _limit_of(statement, site)


def _limit_of(statement: Statement, site: Site) -> Limit:
    terms, words = statement.terms, {"who": statement.who, "words": statement.words[:100]}
    if terms is None:
        return Limit(say("unknown_terms", **words), Level.HEADLINE)
    if terms is PERMISSION:
        return Limit(say("permission", **words))
    words["licence"] = terms.name
    if terms.name == LEAVE.name and not (terms.non_commercial and site.commercial):
        return Limit(say("leave", **words))
    if terms.no_derivatives:
        return Limit(say("no_derivatives", **words), Level.HEADLINE, frozenset((Use.TRANSLATE,)))
    if terms.non_commercial and site.commercial:
        return Limit(say("non_commercial", **words), Level.EXCERPT, excerpt=EXCERPT_LENGTH)
    if not terms.translation:
        return Limit(say("own_terms", **words), Level.EXCERPT, excerpt=EXCERPT_LENGTH, translate_excerpt=False)
    return Limit(say("share_alike" if terms.share_alike else "allowed", **words))


def _binding(statements: Iterable[Statement]) -> Licence | None:
    """Return the licence that binds most among those stated; words that only forbid are no licence."""
    known = [each.terms for each in statements if each.terms and licence_of(each.terms)]
    strictness = [(terms.no_derivatives, terms.non_commercial, terms.share_alike, bool(terms.url)) for terms in known]
    return licence_of(known[strictness.index(max(strictness))]) if known else None


# --- Everything else --------------------------------------------------------------------------------------------


def _signal_limits(signals: Sequence[Signal], vouched: bool, licensed: bool) -> Iterator[Limit]:
    lost = any(signal.name == "no-original" for signal in signals)
    for signal in signals:
        for effect in effects(signal):
            if not (effect.reservation and vouched):
                yield _limit_by(signal, effect, licensed)
        if signal.name == "translation-of" and not lost:
            yield Limit(say("relayed", words=signal.value), refused=frozenset((Use.TRANSLATE,)))


def _limit_by(signal: Signal, effect: Effect, licensed: bool) -> Limit:
    """Return the limit that a signal sets; a licence lifts the level of a reservation, for that is what it grants."""
    level = Level.FULL if effect.reservation and licensed else effect.level
    return Limit(say(effect.key, who=who(signal), words=signal.value), level, effect.refused, effect.excerpt)


def _operator_limits(grant: Grant, site: Site) -> Iterator[Limit]:
    if site.jurisdiction and site.jurisdiction.upper() in {code.upper() for code in grant.blocked}:
        yield Limit(say("blocked", words=site.jurisdiction.upper()), Level.SKIP, frozenset(Use))


def _picture_limits(signals: Iterable[Signal], site: Site) -> Iterator[Limit]:
    """Yield that pictures are not shown where none of them states a licence that lets them be."""
    told = [signal.value for signal in signals if signal.name == "picture-licence"]
    if not any(_shows(words, site) for words in told):
        yield Limit(say("no_own_picture"), refused=frozenset((Use.ILLUSTRATE,)))


def _shows(words: str, site: Site) -> bool:
    terms = recognise(words)
    return bool(terms and licence_of(terms) and not (terms.non_commercial and site.commercial))


def expired(decision: Decision, now: datetime) -> Decision:
    """Return a decision as it is at a moment: past the time that its page set, nothing is shown."""
    if decision.until is None or now < decision.until:
        return decision
    reason = say("expired", who="The page", words=f"{decision.until:%Y-%m-%d %H:%M}Z")
    nothing = Decision(Level.SKIP, False, decision.licence, (reason,), remember=False, compare=False, index=False)
    return replace(nothing, until=decision.until, why=tuple((use, reason) for use in Use))
