"""Make the renditions of an article's newest revision: from Document to every edition language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain

from dragoman import __version__, metrics
from dragoman.dispatch.local import Job
from dragoman.errors import DragomanError, EngineAway, NoRoute, WorkerLost
from dragoman.flow import jobs
from dragoman.flow.changes import Succession
from dragoman.flow.desk import Desk
from dragoman.flow.filtering import left_out, subject
from dragoman.flow.interpreter import agreeing, cut
from dragoman.flow.rounds import name, translate_each
from dragoman.newsroom import archive, exclusions, withdrawal
from dragoman.newsroom.archive import StoredRevision
from dragoman.newsroom.rulings import Ruling, Verdict
from dragoman.publish.paths import slug
from dragoman.translate.brief import Segment
from dragoman.translate.glossary import glossary
from dragoman.translate.routing import reader
from dragoman.types import Decision, Document, Level, Pair, Place, Rendition, Sentence, State, primary
from dragoman.verify import CHECKS, consistency, headline, meaning
from dragoman.verify.decide import Policy, decide

REST = timedelta(minutes=5)
"""How long an article that could not be rendered is left alone."""


def interpret(desk: Desk, id_: str) -> Iterable[Job]:
    """Render an article's newest revision in every edition language that lacks it."""
    revision = archive.newest_revision(id_)
    decision = desk.decision_on(revision)
    done = archive.rendered_languages(id_, revision.number)
    languages = [] if decision.level is Level.SKIP else desk.settings.site.languages
    out = _left_out(desk, revision, languages)
    troubles: list[DragomanError] = []
    succession = Succession(desk, archive.article(id_), revision)
    try:
        for language in languages:
            if language not in done:
                why = out.get(language)
                held = Rendition(language, State.HELD, made=desk.clock(), reasons=(why,)) if why else None
                rendition = held or _tried(desk, revision, decision, language, troubles)
                if archive.awaited(rendition) and decision.level is Level.FULL and succession.has(language):
                    continue  # a translation of this very text stands: it is better than none
                succession.record(rendition)
                archive.add_rendition(id_, revision.number, rendition, _slug(revision, rendition))
                _count(rendition)
    except DragomanError as error:
        _record_broken(desk, id_, error)
        return []
    finally:
        withdrawal.forget_late(id_, revision.document)
    if decision.level is Level.SKIP:
        withdrawal.withdraw(id_, " ".join(decision.reasons), desk.clock())
    else:
        withdrawal.record_expiry(id_, decision.until)
    exclusions.record(id_, next(iter(out.values())) if out and len(out) == len(languages) else "", desk.clock())
    archive.record_rendered(revision, desk.clock(), _first(desk, troubles), desk.outdated.is_set)
    if broken := [error for error in troubles if not isinstance(error, EngineAway)]:
        _record_broken(desk, id_, broken[0])
    return [jobs.publish()]


def _tried(
    desk: Desk, revision: StoredRevision, decision: Decision, language: str, troubles: list[DragomanError]
) -> Rendition:
    """Return a revision in a language; what keeps it from one, put into `troubles`, keeps it from no other."""
    try:
        return rendition_of(desk, revision, decision, language)
    except DragomanError as error:
        troubles.append(error)
        return Rendition(language, State.HEADLINE, made=desk.clock(), reasons=(archive.WAITS,))


def _first(desk: Desk, troubles: Iterable[DragomanError]) -> EngineAway | None:
    """Return what is over first of all that renditions wait for."""
    rests = desk.clock() + REST
    waits = [each if isinstance(each, EngineAway) else EngineAway(str(each), rests) for each in troubles]
    return min(waits, key=lambda away: away.until, default=None)


def _record_broken(desk: Desk, id_: str, error: DragomanError) -> None:
    record = archive.record_lost if isinstance(error, WorkerLost) else archive.record_unrenderable
    record(id_, desk.clock() + REST, str(error))


def _left_out(desk: Desk, revision: StoredRevision, languages: Sequence[str]) -> dict[str, str]:
    """Return why a filter leaves a revision out, by edition; none where the operator released this very text."""
    filters = desk.settings.filters
    why = left_out(filters, subject(revision)) if filters and languages else ""
    return {language: why for language in languages if why and not _is_released(revision.ruling(language))}


def _is_released(ruling: Ruling | None) -> bool:
    return ruling is not None and ruling.verdict is Verdict.RELEASED


def _count(rendition: Rendition) -> None:
    """Count a rendition with its sentences and what was found in them."""
    metrics.RENDITIONS.labels(rendition.language, rendition.state).inc()
    for outcome, count in rendition.outcomes.items():
        metrics.SENTENCES.labels(rendition.language, outcome).inc(count)
    for sentence in chain.from_iterable(rendition.passages.values()):
        for finding in sentence.findings:
            metrics.FINDINGS.labels(finding.check, finding.severity).inc()


def _slug(revision: StoredRevision, rendition: Rendition) -> str:
    translated = rendition.passages.get("headline", ())
    return slug(translated[0].target.text if translated else revision.document.headline.text)


def rendition_of(desk: Desk, revision: StoredRevision, decision: Decision, language: str) -> Rendition:
    """Return a revision in a language; raises the word of an engine that owes sentences which no other could try."""
    document = revision.document
    if same_language(document.language, language):
        state = State.PUBLISHED if decision.level in (Level.FULL, Level.EXCERPT) else State.HEADLINE
        return Rendition(language, state, made=desk.clock())
    if not decision.translate:
        return Rendition(language, State.HEADLINE, made=desk.clock())
    pair = Pair(primary(document.language), primary(language))
    try:
        found = desk.ways(pair)
    except NoRoute as error:
        return Rendition(language, State.HEADLINE, made=desk.clock(), reasons=(str(error),))
    cutting = partial(cut, places=shown_places(document, decision))
    terms = partial(glossary, pair, desk.terms, found[0].legs[0].pair)
    segments = desk.crew.run(cutting, reader(desk.offers, pair.source), document, terms)
    made = translate_each(desk, found, segments, remember=decision.remember)
    if made.waits:
        raise made.waits
    whole = desk.crew.run(agreeing, pair, passages(segments, made.sentences), frozenset(document.paragraphs()))
    engines, checks = _engines(made.sentences.values()), (*CHECKS, *meaning.CHECKS, consistency.NAME, headline.NAME)
    rendition = Rendition(language, State.PUBLISHED, whole, engines, checks, made=desk.clock())
    told = replace(rendition, software=f"dragoman {__version__}", settings=desk.digest)
    return _decided(desk, told, shown_places(document, decision), revision.ruling(language))


HEADLINE_ONLY = frozenset({"headline"})
ANYWAY = Policy(max_original=1, max_flagged=1)
"""What lets everything pass."""


def shown_places(document: Document, decision: Decision) -> frozenset[Place] | None:
    """Return the places of a document that may be shown in another language, None for all of them."""
    if decision.level is Level.FULL:
        return None
    excerpt = decision.level is Level.EXCERPT and decision.translate_excerpt
    return HEADLINE_ONLY | {document.opening} if excerpt else HEADLINE_ONLY


def _decided(
    desk: Desk, rendition: Rendition, places: frozenset[Place] | None, ruling: Ruling | None = None
) -> Rendition:
    """Return a rendition with the verdict on it; where only the headline may be shown, that is all it holds.

    What the operator released is shown as it is, whatever share of it is unproved.
    """
    every = [(place, sentence) for place, passage in rendition.passages.items() for sentence in passage]
    ours = [(place, sentence) for place, sentence in every if not sentence.language]
    # What stands in a third language did so in the original, and is no failure of ours while most is translated.
    if 2 * len(ours) < len(every):
        ours = every
    released = _is_released(ruling)
    state, reasons = decide(
        [sentence for place, sentence in ours if place == "headline" and not released],
        [sentence for place, sentence in ours if place != "headline" or released],
        ANYWAY if released else Policy(**desk.settings.policy.model_dump()),
    )
    if places == HEADLINE_ONLY:
        state = State.HEADLINE
    if state is State.HEADLINE:
        return replace(
            rendition, state=state, reasons=reasons, passages={"headline": rendition.passages.get("headline", ())}
        )
    return replace(rendition, state=state, reasons=reasons)


def passages(segments: Sequence[Segment], sentences: Mapping[str, Sentence]) -> dict[Place, tuple[Sentence, ...]]:
    """Put every text of a document together again from its sentences by their names, in reading order."""
    found: dict[Place, list[Sentence]] = {}
    for segment in segments:
        found.setdefault(segment.place, []).append(replace(sentences[name(segment)], gap=segment.gap))
    return {place: tuple(passage) for place, passage in found.items()}


def _engines(sentences: Iterable[Sentence]) -> str:
    """Name the routes that made some sentences, the one that made most of them first."""
    counts = Counter(sentence.route.rpartition("/")[0] for sentence in sentences)
    return ", ".join(route for route, _ in counts.most_common() if route)


def same_language(one: str, other: str) -> bool:
    """Tell whether readers of one language read the other as it stands."""
    return primary(one) == primary(other)
