"""Read the original of an article that came to us as a translation: nothing is translated twice that needn't be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.errors import BadStatus, Disallowed, DragomanError, NoRoute, TooSoon
from dragoman.flow.desk import Desk
from dragoman.flow.hostwords import fetch_page, signals_of
from dragoman.flow.manners import PAID
from dragoman.flow.parsing import Page, Reading, parse_page
from dragoman.net.answers import Response
from dragoman.newsroom.archive import StoredRevision
from dragoman.newsroom.rows import ArticleState
from dragoman.types import Alternate, Document, Pair, Signal, primary

NO_ORIGINAL = "no-original"
"""The name of the signal that an original can't be had: then its translation is translated."""
TRIES = 5
"""How often an original whose host does not answer is asked for before its translation is taken."""


@dataclass(frozen=True, slots=True)
class Original:
    """An original as it was read, and the answer that it came in."""

    reading: Reading
    response: Response


def original_of(desk: Desk, state: ArticleState, relay: Document) -> Original | Signal | None:
    """Return the original of a translation, a signal where it can't be had, None where its rights keep us from it.

    Raises what is transient: its translation is not taken before the original was asked for several times.
    """
    original = relay.relays
    if original is None:
        return None
    try:
        response = fetch_page(desk, original.href)
        page = Page(response.url, response.body, dict(response.headers), original.language, desk.rules)
        reading = desk.readers.run(parse_page, page)
        signals = signals_of(desk, response.url, reading.signals)
    except DragomanError as error:
        if isinstance(error, Disallowed) or (isinstance(error, BadStatus) and error.status in PAID):
            return None
        if isinstance(error, TooSoon) or (error.transient and state.failures < TRIES):
            raise
        return _lacking(str(error))
    document = replace(reading.document, relay=relay.url, alternates=_versions(reading.document, relay))
    return _usable(desk, state, Original(replace(reading, document=document, signals=signals), response))


def _versions(original: Document, relay: Document) -> tuple[Alternate, ...]:
    """Return where an original is in other languages: the translation that led to it is one of them."""
    own = Alternate(relay.language, relay.url)
    return (*(each for each in original.alternates if each.language != own.language), own)


def _usable(desk: Desk, state: ArticleState, found: Original) -> Original | Signal | None:
    document = found.reading.document
    if document.relays:
        return None  # a translation too, and who knows of what
    if not document.complete:
        return _lacking("its page shows only a part of it")
    if not _speaks(desk, document.language):
        return _lacking(f"no engine translates from {primary(document.language)}")
    revision = StoredRevision(state.id, 0, state.source, state.entry, document, found.reading.signals, desk.clock())
    decision = desk.decision_on(revision)
    return found if decision.translatable else None


def _speaks(desk: Desk, language: str) -> bool:
    """Tell whether any edition can show a text in a language, in that language or in a translation."""
    return any(_leads(desk, Pair(primary(language), primary(edition))) for edition in desk.settings.site.languages)


def _leads(desk: Desk, pair: Pair) -> bool:
    try:
        return pair.source == pair.target or bool(desk.ways(pair))
    except NoRoute:
        return False


def _lacking(why: str) -> Signal:
    return Signal(NO_ORIGINAL, why, "original")
