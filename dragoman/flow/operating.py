"""What an operator can do, from the command line, the console or a program: each deed is done here, and noted.

Each function does one thing, stores with it who did it, and returns what to tell the operator, in a sentence. All
raise UsageError for what is not there.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from dragoman.errors import UsageError
from dragoman.newsroom import (
    archive,
    articles,
    deeds,
    memory,
    pins,
    reports,
    rulings,
    sources,
    tokens,
    usage,
    withdrawal,
    wordings,
)
from dragoman.newsroom.deeds import Deed
from dragoman.newsroom.rulings import Ruling, Verdict
from dragoman.newsroom.wordings import Wording
from dragoman.types import BY_HAND, Finding, Pair, Severity, primary

WITHDRAWN = "The operator of this site withdrew it."
"""What readers are told where the operator gives no reason."""
AGAIN = "rendered again in the next run"
LOOKED_AT = 10
"""Articles that are looked at for how a sentence stood before it was worded."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who acts, and when."""

    name: str
    now: datetime

    def doing(self, action: str, subject: str = "", told: str = "") -> AbstractContextManager[None]:
        """Keep what is done in the block: both are stored, or neither."""
        return deeds.noted(Deed(self.now, self.name, action, subject, told))


# --- Sources ---


def pause(by: Operator, source: str) -> str:
    """Stop polling a source; its articles stay."""
    with by.doing("pause", source):
        sources.pause_source(source)
    return f"Paused {source}"


def resume(by: Operator, source: str) -> str:
    """Take a paused source up again."""
    with by.doing("resume", source):
        sources.resume_source(source, by.now)
    return f"Resumed {source}; it is polled in the next run"


def accept(by: Operator, source: str) -> str:
    """Take all entries of a source that were left out because nearly all of them looked new."""
    with by.doing("accept", source):
        sources.accept_entries(source, by.now)
    return f"All entries of {source} are taken in the next run"


def remove(by: Operator, source: str) -> str:
    """Stop polling a source for good and withdraw its articles."""
    with by.doing("remove", source):
        sources.remove_source(source, by.now)
    return f"Removed {source}; its articles are withdrawn in the next run, and come back if you add it again"


# --- Articles, by their address at the source or their id ---


def hold(by: Operator, article: str, language: str = "", reason: str = "") -> str:
    """Keep an article from readers, in one edition or in all, whatever becomes of it at its source."""
    for id_ in articles.find_articles(article):
        with by.doing("hold", id_, f"{language} {reason}".strip()):
            rulings.give(id_, Ruling(Verdict.HELD, language, reason), by.now)
    return "Held; its pages go with the next publishing"


def release(by: Operator, article: str, language: str = "") -> str:
    """Show what stands of an article now, whatever share of it is unproved; what rights forbid stays hidden."""
    for id_ in articles.find_articles(article):
        with by.doing("release", id_, language):
            rulings.give(id_, Ruling(Verdict.RELEASED, language), by.now)
    return f"Released; it is {AGAIN}, and shown as it stands now"


def leave(by: Operator, article: str, language: str = "") -> str:
    """Take back a hold or a release: the policy decides again."""
    found = [id_ for id_ in articles.find_articles(article) if rulings.is_ruled(id_, language)]
    if not found:
        raise UsageError(f"{article} is neither held nor released by you; there is nothing to take back")
    for id_ in found:
        with by.doing("leave", id_, language):
            rulings.take_back(id_, language)
    return f"Left to the policy; it is {AGAIN}"


def pin(by: Operator, article: str, hours: int | None = None, *, story: bool = False) -> str:
    """Put an article first on front pages, or whichever report of its story is best; for good without `hours`."""
    until = by.now + timedelta(hours=hours) if hours else None
    lasts = f"until {until:%Y-%m-%d %H:%M}Z" if until else "until you take it back"
    for id_ in articles.find_articles(article):
        with by.doing("pin", id_, f"{'its story ' if story else ''}{lasts}"):
            pins.give(id_, by.now, until, story=story)
    return f"Pinned {lasts}; it leads the front pages with the next publishing"


def unpin(by: Operator, article: str) -> str:
    """Leave the place of an article on front pages to their rule again."""
    found = list(filter(pins.of, articles.find_articles(article)))
    if not found:
        raise UsageError(f"{article} is not pinned; `dragoman pin` lists what is")
    for id_ in found:
        with by.doing("unpin", id_):
            pins.take_back(id_)
    return "Not pinned any more; the front pages follow with the next publishing"


def withdraw(by: Operator, article: str, reason: str = "") -> str:
    """Take an article down from every edition and erase its texts; `reason` is what readers are told."""
    for id_ in articles.find_articles(article):
        kept = withdrawal.kept_of([id_])
        with by.doing("withdraw", id_, reason):
            memory.drop(kept)
            withdrawal.mark(id_, reason or WITHDRAWN, by.now, withdrawal.OPERATOR)
    return "Withdrawn, and its text erased; the worker that publishes takes its pages down, once it is at work"


def restore(by: Operator, article: str) -> str:
    """Put a withdrawn article back, whoever withdrew it."""
    for id_ in articles.find_articles(article):
        with by.doing("restore", id_):
            withdrawal.restore(id_, by.now)
    return "Restored; its page is read again in the next run, and its pages come back with it"


def retranslate(by: Operator, *named: str) -> str:
    """Forget what engines made of articles, and have them asked again; what you worded stays."""
    ids = [id_ for article in named for id_ in articles.find_articles(article)]
    made = withdrawal.translations_of(ids)  # of all at once, since it reads the whole memory
    refused = []
    for id_ in ids:
        try:
            with by.doing("retranslate", id_):
                memory.forget(made)  # the first deed that is stored leaves nothing to the others
                rulings.render_again(id_)
        except UsageError as error:
            refused.append(str(error))
    if refused:
        raise UsageError("; ".join(refused))
    return f"What engines made of it is forgotten; it is {AGAIN}"


# --- Sentences ---


class FactDiffers(UsageError):
    """A wording in which a fact differs from its source, with what the checks found."""

    def __init__(self, found: tuple[Finding, ...]) -> None:
        super().__init__("A fact differs from the source; mend the wording, or say --anyway")
        self.found = found


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, in a sentence, and what the checks found about it."""

    told: str
    found: tuple[Finding, ...]


def pair_of(source: str, target: str) -> Pair:
    """Return the languages of a wording: it is for those, not for regions; raise UsageError where one is missing."""
    if not source or not target:
        raise UsageError("Name both languages: --from en --to pt")
    return Pair(primary(source), primary(target))


def word(by: Operator, pair: Pair, source: str, target: str, *, anyway: bool = False) -> Told:
    """Word a sentence for good, in every article that holds it; raise FactDiffers unless it is wanted `anyway`."""
    from dragoman.verify import check  # takes its time to load, and no other deed needs it

    source, target = " ".join(source.split()), " ".join(target.split())
    if not source or not target:
        raise UsageError("Give the sentence and its wording, or --undo")
    wording = Wording(pair, source, target, by.now, _stood(pair, source))
    found = tuple(check(wording.source, wording.target, pair))
    if not anyway and any(each.severity is Severity.FAIL for each in found):
        raise FactDiffers(found)
    touched = wordings.holding(source)
    with by.doing("word", wordings.name(pair, source), str(pair)):
        wordings.give(wording, touched)
    return Told(f"Kept; {len(touched)} articles hold the sentence and are {AGAIN}", found)


def _stood(pair: Pair, source: str) -> str:
    """Return how an engine put a sentence in one of the articles that hold it, empty where none of these shows it."""
    stored = (archive.article(id_) for id_ in wordings.holding(source)[:LOOKED_AT])
    renditions = (each for one in stored if one for each in one.renditions.values())
    passages = (each for one in renditions if primary(one.language) == pair.target for each in one.passages.values())
    said = (each for passage in passages for each in passage if " ".join(each.source.text.split()) == source)
    return next((each.target.text for each in said if each.route != BY_HAND), "")


def unword(by: Operator, pair: Pair, source: str) -> str:
    """Leave a sentence to the engines again."""
    touched = wordings.holding(source)
    with by.doing("unword", wordings.name(pair, source), str(pair)):
        was_there = wordings.take_back(pair, source, touched)
    return f"Taken back; {len(touched) if was_there else 0} articles hold the sentence and are {AGAIN}"


# --- Reports, by number ---


def grant(by: Operator, report: str) -> str:
    """Take the article of a report down at once."""
    kept = reports.kept_of(report)
    with by.doing("grant", report):
        reports.grant(report, by.now, kept)
    return "Withdrawn; its pages say so with the next publishing"


def refuse(by: Operator, report: str) -> str:
    """Refuse a takedown, before or after it took effect, or settle the report of a fault."""
    with by.doing("refuse", report):
        back = reports.refuse(report, by.now)
    return "Settled; the article comes back with the next run" if back else "Settled"


# --- Programs that do what operators may ---


def add_token(by: Operator, name: str) -> str:
    """Make a token and return it: it is kept nowhere; raise UsageError where its name is taken or none."""
    if not name.strip() or len(name) > 80:
        raise UsageError("Give the token a name of at most 80 characters, by which you will know it")
    with by.doing("add token", name):
        return tokens.add(name, by.now)


def remove_token(by: Operator, name: str) -> str:
    """Let a program in no more."""
    with by.doing("remove token", name):
        tokens.remove(name)
    return f"The token {name} opens nothing any more"


# --- Engines ---


def wake(by: Operator, engine: str) -> str:
    """Ask an engine behind the network again at once, that is left alone because it failed."""
    if not usage.health(engine).failures:
        raise UsageError(f"The engine {engine} is not left alone; `dragoman engine list` shows how each is")
    with by.doing("wake", engine):
        usage.record_success(engine)
        archive.hurry(by.now)
    return f"The engine {engine} is asked again in the next run"
