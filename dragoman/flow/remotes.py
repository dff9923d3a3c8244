"""The engines behind the network: asked through the door, within their budgets, left alone while they are down."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from dragoman import metrics
from dragoman.config import EngineSettings
from dragoman.errors import AddressRefused, BadStatus, DragomanError, EngineAway, TooSoon
from dragoman.flow import apis
from dragoman.flow.apis import Endpoint
from dragoman.net.door import Door
from dragoman.newsroom import usage
from dragoman.newsroom.usage import Budget
from dragoman.stories import meaning
from dragoman.translate import engines
from dragoman.translate.engines import Capabilities, Offer, Question, Remote, apy, deepl, libretranslate, openai
from dragoman.types import Finding, Pair
from dragoman.verify import judge
from dragoman.verify.judge import Given

TRIES = 2
"""How often a question is asked whose answer failed in a way that may pass."""
PAUSE = 1.0
"""Seconds between two tries."""
PATIENT = 3
"""Failures in a row after which an engine is left alone."""
REST = timedelta(minutes=1)
"""How long it is, at first; twice as long after each failure more."""
LONGEST_REST = timedelta(hours=1)
HURRY = 5.0
"""Seconds that vectors are waited for at most, once: without them stories are joined by words, and pages wait."""
ABLE: Mapping[str, Capabilities] = {
    "openai": openai.ABLE,
    "libretranslate": libretranslate.ABLE,
    "deepl": deepl.ABLE,
    "apy": apy.ABLE,
}
LASTING = frozenset({401, 402, 403, 404, 456})
"""Statuses that someone must do something about: a wrong key or address, no money, a quota used up (DeepL's 456)."""
Answer = TypeVar("Answer")
RANK = {"first": 1, "last": -1}


def offers(settings: Sequence[EngineSettings], pair: Pair) -> list[Offer]:
    """Return what the engines of a site's settings offer for a pair."""
    return [
        Offer(name_of(each), pair, each.kind, each.name, able=ABLE[each.kind], rank=RANK[each.role])
        for each in settings
        if each.translates and (not each.pairs or pair.key in each.pairs)
    ]


def judge_of(settings: Sequence[EngineSettings], pair: Pair) -> EngineSettings | None:
    """Return the engine that is to judge the translations of a pair, None where there is none."""
    return next(
        (each for each in settings if each.role == "judge" and (not each.pairs or pair.key in each.pairs)), None
    )


def for_stories(settings: Sequence[EngineSettings]) -> EngineSettings | None:
    """Return the engine that gives vectors of meaning for stories, None where there is none."""
    return next((each for each in settings if each.role == "stories"), None)


def name_of(settings: EngineSettings) -> str:
    """Return an engine's name with its model."""
    return f"{settings.name}:{settings.model}" if settings.model else settings.name


def secret(settings: EngineSettings) -> str:
    """Return an engine's secret from the environment; raise UsageError where it is named and not there."""
    needed = bool(settings.key) or settings.kind == "deepl"
    return apis.secret(settings.key, f"the engine {settings.name}", needed=needed)


@dataclass(frozen=True, eq=False)
class Remotes:
    """All engines behind the network that a site's settings name; any thread may ask."""

    settings: tuple[EngineSettings, ...]
    door: Door
    clock: Callable[[], datetime]
    pause: Callable[[float], None] = field(default=time.sleep)

    def ask(self, offer: Offer, question: Question) -> list[str]:
        """Return an engine's answer to a question; raise EngineAway where it may not be asked now, or what went wrong.

        What it is asked counts before it is, so that no budget is ever overstepped.
        """
        settings = next(each for each in self.settings if each.name == offer.label)
        return self._asked(settings, question.characters, lambda: self._remote(settings).translate(question))

    def judge(self, settings: EngineSettings, pair: Pair, given: Sequence[Given]) -> list[tuple[Finding, ...]]:
        """Return what a judge finds in each of some translations; raise as `ask` does."""

        def asked() -> list[tuple[Finding, ...]]:
            return judge.read(self._chat(settings).ask(judge.order(pair), judge.form(given)), given)

        return self._asked(settings, sum(len(each.source) + len(each.target) for each in given), asked)

    def vectors(self, settings: EngineSettings, texts: Sequence[str]) -> list[str]:
        """Return the vector of each of some texts as it is kept; raise as `ask` does, and soon."""
        post = Endpoint(settings.address, self.door, min(settings.timeout, HURRY))

        def asked() -> list[str]:
            answer = post(meaning.PATH, meaning.form(settings.model, texts), openai.bearer(secret(settings)))
            return meaning.read(engines.object_of(answer, settings.name), len(texts), settings.name)

        return self._asked(settings, sum(map(len, texts)), asked, tries=1)

    def _asked(
        self, settings: EngineSettings, characters: int, ask: Callable[[], Answer], *, tries: int = TRIES
    ) -> Answer:
        self._look(settings)
        for attempt in range(tries):
            self._reserve(settings, characters)
            try:
                with metrics.ENGINE.labels(settings.name).time():
                    answer = ask()
            except DragomanError as error:
                metrics.ENGINE_FAILURES.labels(settings.name).inc()
                self._note(settings, error)
                if attempt == tries - 1 or not _passes(error):
                    raise
                self.pause(PAUSE)
            else:
                usage.record_success(settings.name)
                return answer
        raise AssertionError("unreachable")

    def _look(self, settings: EngineSettings) -> None:
        health = usage.health(settings.name)
        if health.rests and health.rests > self.clock():
            told = f"The engine {settings.name} is left alone until {_at(health.rests)} ({health.error.rstrip('.')})"
            raise EngineAway(told, health.rests)

    def _reserve(self, settings: EngineSettings, characters: int) -> None:
        budget = Budget(settings.day, settings.month)
        until = usage.reserve(settings.name, characters, budget, self.clock())
        if until:
            raise EngineAway(f"The budget of the engine {settings.name} is used up until {_at(until)}", until)

    def _note(self, settings: EngineSettings, error: DragomanError) -> None:
        rest = _rest(usage.health(settings.name).failures + 1, error)
        usage.record_failure(settings.name, str(error), self.clock() + rest if rest else None)

    def _remote(self, settings: EngineSettings) -> Remote:
        post, key = self._post(settings), secret(settings)
        match settings.kind:
            case "openai":
                return openai.OpenAI(self._chat(settings))
            case "libretranslate":
                return libretranslate.LibreTranslate(settings.name, post, key)
            case "deepl":
                return deepl.DeepL(settings.name, post, key)
            case "apy":
                return apy.Apy(settings.name, post, key)

    def _post(self, settings: EngineSettings) -> Endpoint:
        return Endpoint(settings.address, self.door, settings.timeout)

    def _chat(self, settings: EngineSettings) -> openai.Chat:
        return openai.Chat(settings.name, self._post(settings), settings.model, secret(settings))


def _passes(error: DragomanError) -> bool:
    """Tell whether to ask again at once: not what lasts, and not who wants to be left in peace."""
    return error.transient and not isinstance(error, TooSoon) and getattr(error, "status", 0) != 429


def _rest(failures: int, error: DragomanError) -> timedelta | None:
    """Return how long an engine is left alone after so many failures in a row, the last one given; None: it is not."""
    asked = getattr(error, "retry_after", None)
    if asked:
        return timedelta(seconds=asked)
    status = error.status if isinstance(error, BadStatus) else 0
    if status in LASTING or isinstance(error, AddressRefused):
        return LONGEST_REST
    if status == 429:
        return REST
    return min(REST * 2 ** min(failures - PATIENT, 10), LONGEST_REST) if failures >= PATIENT else None


def _at(time_: datetime) -> str:
    return f"{time_:%Y-%m-%d %H:%M}Z"
