"""The desk: all that the steps of the wire share."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from dragoman import __version__
from dragoman.clock import utc_now
from dragoman.config import Settings
from dragoman.dispatch.crew import Crew
from dragoman.errors import UsageError
from dragoman.extract.rules import Rules, read_rules
from dragoman.flow import remotes
from dragoman.flow.grants import decision_on_revision, site_of
from dragoman.flow.market import local_offers, ways
from dragoman.flow.tempo import Tempo
from dragoman.net.door import Door, DoorSettings
from dragoman.newsroom.archive import StoredRevision
from dragoman.rights.registry import Registry, shipped
from dragoman.translate import glossary
from dragoman.translate.engines import FORM_TYPE, Offer
from dragoman.translate.routing import Route
from dragoman.translate.termlist import read_terms
from dragoman.types import Decision, Pair

AGENT = "Dragoman"
RULES = "rules.toml"
"""The file of a site that says which elements of whose pages are what."""
READ_SECONDS = 10.0
READ_MEMORY = 1024**3
READ_PATIENCE = 6.0
"""How many times as long a reader may take by the clock: the engines want the same processors."""
FORM_HEADERS = (("Content-Type", FORM_TYPE),)
"""The header of a posted form."""


@dataclass(frozen=True, eq=False)
class Desk:
    """A site at work: its folder and settings, the door, the workers, the clock and what engines offer.

    `readers` read what comes from outside, within bounds; `crew` does the rest of the computing.
    """

    folder: Path
    settings: Settings
    door: Door
    crew: Crew
    readers: Crew
    clock: Callable[[], datetime] = utc_now
    tempo: Tempo = field(default_factory=Tempo)
    rules: Rules | None = None
    terms: str = ""
    """The text of the operator's own glossary."""
    offers: tuple[Offer, ...] = field(default_factory=local_offers)
    registry: Registry = field(default_factory=shipped)
    """The sources whose terms were read, the operator's own first."""
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set once the work is to end: what takes long ends between two parts of it."""
    outdated: threading.Event = field(default_factory=threading.Event, init=False)
    """Set once another desk has taken its place: its settings, or what else its site's files say, have changed."""

    @cached_property
    def remotes(self) -> remotes.Remotes:
        """Return the engines behind the network."""
        return remotes.Remotes(self.settings.engines, self.door, self.clock)

    def ways(self, pair: Pair) -> tuple[Route, ...]:
        """Return the routes that are tried for a pair, the best first; raise NoRoute where there is none."""
        return ways([*self.offers, *remotes.offers(self.settings.engines, pair)], pair)

    def decision_on(self, revision: StoredRevision) -> Decision:
        """Return what may be done with a revision now, from all that its publisher signals and its operator grants."""
        return decision_on_revision(self.registry, self.settings, revision, self.clock())

    @cached_property
    def digest(self) -> str:
        """Name what decides on renditions, settings and models: where it changes, all are made again (from memory)."""
        settings = self.settings
        engines = sorted((str(offer.pair), offer.name) for offer in self.offers)
        facts = (site_of(settings), self.registry)
        decisive = (settings.site.languages, facts, settings.policy, engines, self.terms, *settings.filters)
        told = repr((*decisive, *_networked(settings)))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def public(self) -> Path:
        """Return the folder of the site tree."""
        return self.folder / "public"


def _networked(settings: Settings) -> list[tuple[str, ...]]:
    """Name what decides on renditions of the engines behind the network; their budgets and timeouts don't."""
    told = (each for each in settings.engines if each.role != "stories")
    return [(each.name, each.kind, each.model, each.role, *each.pairs) for each in told]


def open_readers(processes: int | None) -> Crew:
    """Return the workers that read what comes from outside, each within bounds."""
    return Crew(processes, READ_SECONDS, READ_MEMORY, patience=READ_PATIENCE)


def load_rules(folder: Path) -> Rules | None:
    """Return the operator's own rules for sites, None where there are none; raise UsageError for what is wrong."""
    text = _text(folder / RULES)
    return None if text is None else read_rules(text, str(folder / RULES))


def load_terms(folder: Path) -> str:
    """Return the text of the operator's own glossary, empty where there is none; raise UsageError for what is wrong."""
    text = _text(folder / glossary.FILE) or ""
    read_terms(text, str(folder / glossary.FILE))
    return text


def _text(file: Path) -> str | None:
    """Return the text of a file, None where there is none; raise UsageError where it can't be read."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); let Dragoman read it") from None


def user_agent(settings: Settings) -> str:
    """Return the honest name under which the site asks for pages, with an address for complaints."""
    contact = settings.site.contact or settings.site.address
    return f"{AGENT}/{__version__} (+{contact})"


def door_settings(settings: Settings) -> DoorSettings:
    """Return how the door behaves for a site."""
    return DoorSettings(
        user_agent=user_agent(settings),
        allow=frozenset(settings.network.allow),
        gap=settings.network.gap,
        timeout=settings.network.timeout,
    )
