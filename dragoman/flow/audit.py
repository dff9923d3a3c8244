"""Audit a pair of languages: real sentences through the engine there and back, as the wire reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.errors import EngineError, NoRoute
from dragoman.translate.attempts import Translator
from dragoman.translate.audit import Way, audit, proposals
from dragoman.translate.brief import cut_text
from dragoman.translate.engines.embedded import EmbeddedEngine
from dragoman.translate.engines.store import known_models
from dragoman.translate.forced import Forced
from dragoman.translate.glossary import glossary
from dragoman.types import Pair, Text


def audit_pair(pair: Pair, paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield lines for a glossary.toml that propose the words which a pair's model gets wrong; raise NoRoute."""
    models = known_models()
    if not {pair, pair.reversed} <= set(models):
        raise NoRoute(f"No models lead from {pair.source} to {pair.target} and back; see `dragoman models list`")
    there, back = (Translator(way, EmbeddedEngine(models[way])) for way in (pair, pair.reversed))
    read = glossary(pair).read

    def forth(sentence: str) -> str:
        segment = read(next(cut_text("text", Text(sentence), pair.source)))
        return _plain(there, segment.safe or segment.reading)

    sentences = [
        segment.source.text
        for paragraph in paragraphs
        if paragraph.strip()
        for segment in cut_text("text", Text(paragraph.strip()), pair.source)
    ]
    way = Way(forth, lambda sentence: _plain(back, sentence), Forced(models, pair))
    yield from proposals(audit(sentences, way))


def _plain(translator: Translator, sentence: str) -> str:
    try:
        return next(translator.attempts(sentence)).text
    except EngineError:
        return ""
