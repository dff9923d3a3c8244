"""What an operator sees of a site at a glance, put together from settings and facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher

from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.flow.grants import decision_on_revision
from dragoman.flow.lists import candidates
from dragoman.newsroom import archive, articles, pins, rulings, usage, wordings
from dragoman.newsroom.articles import Standing
from dragoman.newsroom.pins import Pin
from dragoman.newsroom.rulings import Ruling
from dragoman.publish import told as pages
from dragoman.publish.ranking import Rank, leading
from dragoman.publish.words import words
from dragoman.rights.registry import Registry
from dragoman.types import Decision, Pair, Place, Rendition, Sentence

_MARKS = ".,;:!?…\"'“”‘’«»()[]"


@dataclass(frozen=True, slots=True)
class EngineState:
    """An engine behind the network: characters sent and allowed (0: as many as there are), failures in a row, its rest.

    Of one that the settings name no longer, `kind` is empty.
    """

    name: str
    kind: str
    role: str
    today: int
    day: int
    this_month: int
    month: int
    failures: int
    error: str
    rests: datetime | None

    @property
    def line(self) -> str:
        """The engine as a line for a terminal."""
        day, month = (f" of {bound}" if bound else "" for bound in (self.day, self.month))
        sent = f"{self.today}{day} characters today, {self.this_month}{month} this month"
        rests = f", not asked before {self.rests:%Y-%m-%d %H:%M}Z" if self.rests else ""
        wrong = f"; {self.failures} failures in a row{rests}: {self.error}" if self.failures else ""
        what = f"{self.kind}, {self.role}" if self.kind else "no longer in the settings"
        return f"{self.name} ({what}): {sent}{wrong}"


def engines(settings: Settings, now: datetime) -> Iterator[EngineState]:
    """Yield the engines of the settings, then those that are there no longer but were asked this month."""
    named = {each.name: each for each in settings.engines}
    today = now.astimezone(UTC).date()
    for name in (*named, *(name for name in usage.asked(today.replace(day=1)) if name not in named)):
        known, health = named.get(name), usage.health(name)
        yield EngineState(
            name,
            known.kind if known else "",
            known.role if known else "",
            usage.sent(name, today),
            known.day if known else 0,
            usage.sent(name, today.replace(day=1)),
            known.month if known else 0,
            health.failures,
            health.error,
            health.rests,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that operators put otherwise than an engine, how often, and a sentence where they did."""

    pair: Pair
    was: str
    now: str
    count: int
    source: str


def proposals(limit: int) -> list[Proposal]:
    """Return what the wordings have in common, as words to think of for the glossary, the commonest first."""
    counts: Counter[tuple[Pair, str, str]] = Counter()
    seen: dict[tuple[Pair, str, str], str] = {}
    for each in wordings.every():
        for was, now in _otherwise(each.was.split(), each.target.split()):
            counts[each.pair, was, now] += 1
            seen.setdefault((each.pair, was, now), each.source)
    return [Proposal(*words, count, seen[words]) for words, count in counts.most_common(limit)]


def _otherwise(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words in which two wordings differ, without the marks around them."""
    for kind, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "replace":
            yield " ".join(was[start:end]).strip(_MARKS), " ".join(now[first:last]).strip(_MARKS)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a rendition, by its place in the document and its number there; `language` is its source's."""

    place: Place
    number: int
    language: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in an edition: its rendition, and what the operator ruled of it."""

    language: str
    rendition: Rendition
    ruling: Ruling | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """An article as an operator sees it: how it stands, what may be done with it and why, and all its editions.

    `decision` is None where nothing of it was rendered yet, `pin` where it is not pinned.
    """

    standing: Standing
    pin: Pin | None
    decision: Decision | None = None
    editions: tuple[Edition, ...] = ()


def article(registry: Registry, settings: Settings, id_: str, now: datetime) -> Seen:
    """Return an article as an operator sees it; raise UsageError where there is none."""
    standing, pin = articles.standing(id_), pins.of(id_)
    stored = archive.article(id_)
    if stored is None:
        return Seen(standing, pin)
    ruled = rulings.every(id_, stored.revision.number)
    found = [
        Edition(
            language,
            rendition,
            rulings.on(ruled, language),
            tuple(_lines(rendition, stored.revision.document.language)),
        )
        for language, rendition in stored.renditions.items()
    ]
    return Seen(standing, pin, decision_on_revision(registry, settings, stored.revision, now), tuple(found))


@dataclass(frozen=True, slots=True)
class Lead:
    """A story that leads a front page, and the factors that give it its place there, or that it is pinned."""

    id: str
    headline: str
    language: str
    source: str
    pinned: bool
    weight: float
    told: float
    placed: float
    recency: float
    share: float
    score: float


def front(language: str) -> list[Lead]:
    """Return the stories that lead the front page of an edition now, the first one first."""
    found = candidates(language, pins.every())
    return [_lead(rank) for rank in leading(found.newest, found.pins)]


def _lead(rank: Rank) -> Lead:
    item = rank.item
    named = (item.id, item.headline, item.headline_language or item.language, item.source)
    return Lead(*named, rank.pinned, rank.weight, rank.told, rank.placed, rank.recency, rank.share, rank.score)


def line(seen: Seen, language: str, place: Place, number: int) -> Line:
    """Return a sentence of an edition; raise UsageError where it is not there (any more)."""
    lines = (each for edition in seen.editions if edition.language == language for each in edition.lines)
    found = next((each for each in lines if (each.place, each.number) == (place, number)), None)
    if found is None:
        raise UsageError("That sentence is not there any more; look at the article again")
    return found


def _lines(rendition: Rendition, language: str) -> Iterator[Line]:
    for place, passage in rendition.passages.items():
        for number, sentence in enumerate(passage):
            yield Line(place, number, sentence.language or language, sentence)


def told(language: str, message: str) -> str:
    """Return a sentence of the checks, the policy or the rights as HTML, in a language of the site's pages."""
    return pages.told(words(language), message)
