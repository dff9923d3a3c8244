"""Measure translation as the wire does it beside the bare engine: quality, headlines, and what each treatment gains.

    python bench/translate.py                 # en->pt and pt->en on NTREX and FLORES, as typed and as pages have it
    python bench/translate.py --sample 5      # every fifth sentence
    python bench/translate.py --verified      # by the choice of the checks too, as published
    python bench/translate.py --treatments    # one treatment off at a time
    python bench/translate.py --speed         # the wire's plain form beside the bare engine's loop, and two processes
    python bench/translate.py --read 60       # re-typed sentences and their translations, to be read

Scores are BLEU and chrF (sacrebleu's defaults) with typography made plain on both sides, since the references are typed
with straight quotation marks; headlines are compared in lower case.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from corpora import DATA, Corpus, corpora, documents
from retype import retyped
from sacrebleu.metrics import BLEU, CHRF

from dragoman.errors import EngineError
from dragoman.flow.interpreter import Interpreter
from dragoman.translate import typography
from dragoman.translate.attempts import Translator
from dragoman.translate.brief import Segment, segments
from dragoman.translate.engines.embedded import EmbeddedEngine, open_engine
from dragoman.translate.shield import STEPS
from dragoman.types import Document, Pair, Paragraph, Text

PAIRS = (Pair("en", "pt"), Pair("pt", "en"))
SEED = 20261125


class Remembering:
    """An engine that translates each sentence once, however many variants of the wire ask for it."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self.name = engine.name
        self.vocabulary = engine.vocabulary
        self._engine = engine
        self._known: dict[str, str | EngineError] = {}

    def translate(self, sentence: str) -> str:
        """Return the translation of one sentence; raise EngineError where the engine gives none."""
        if sentence not in self._known:
            try:
                self._known[sentence] = self._engine.translate(sentence)
            except EngineError as error:
                self._known[sentence] = error
        answer = self._known[sentence]
        if isinstance(answer, EngineError):
            raise answer
        return answer


@dataclass(frozen=True)
class Score:
    """How near translations are to the references."""

    bleu: float
    chrf: float

    def __str__(self) -> str:
        return f"{self.bleu:5.2f} {self.chrf:6.2f}"


def main() -> int:
    args = _arguments()
    if not args.data.is_dir():
        print(f"No data in {args.data}: give the folder with --data.", file=sys.stderr)
        return 1
    for pair in PAIRS:
        engine = Remembering(open_engine(pair))
        sets = [corpus.every(args.sample) for corpus in corpora(pair, args.data)]
        if args.read:
            read(sets, engine, args.read)
        elif args.speed:
            speed(sets, pair)
        else:
            quality(sets, engine, verified=args.verified)
            headlines(pair, engine, args.data)
            if args.treatments:
                treatments(sets, engine)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the NTREX and FLORES files")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="take every N-th sentence")
    parser.add_argument("--verified", action="store_true", help="score what the checks choose as well")
    parser.add_argument("--treatments", action="store_true", help="switch one treatment off at a time")
    parser.add_argument("--speed", action="store_true", help="only measure user CPU time")
    parser.add_argument("--read", type=int, default=0, metavar="N", help="only print N re-typed sentences")
    return parser.parse_args()


# --- Quality -----------------------------------------------------------------------------------------------------


def score(answers: Sequence[str], references: Sequence[str], *, lower: bool = False) -> Score:
    """Return BLEU and chrF over a corpus, typography made plain on both sides."""
    ours, theirs = ([_plain(text, lower) for text in texts] for texts in (answers, references))
    return Score(BLEU().corpus_score(ours, [theirs]).score, CHRF().corpus_score(ours, [theirs]).score)


def _plain(text: str, lower: bool) -> str:
    text = typography.plain(text)
    return text.lower() if lower else text


def quality(sets: Sequence[Corpus], engine: Remembering, *, verified: bool) -> None:
    """Print each corpus as typed and as pages have it: bare engine, the wire's plain form, the verified choice."""
    print("\nBLEU and chrF                        as typed        re-typed")
    for corpus in sets:
        pages = pages_of(corpus)
        for name, translate in _ways(corpus.pair, engine, verified=verified).items():
            typed = score(list(map(translate, corpus.sources)), corpus.references)
            paged = score(list(map(translate, pages)), corpus.references)
            print(f"{corpus.pair} {corpus.name:7} {name:15}  {typed}    {paged}", flush=True)


def pages_of(corpus: Corpus) -> list[str]:
    """Return a corpus' sentences as published pages have them."""
    rng = random.Random(f"{SEED} {corpus.name} {corpus.pair}")
    return [retyped(sentence, corpus.pair.source, rng) for sentence in corpus.sources]


def _ways(pair: Pair, engine: Remembering, *, verified: bool) -> dict[str, Callable[[str], str]]:
    ways = {"bare engine": _bare(engine), "wire, plain": plain_form(Translator(pair, engine))}
    if verified:
        ways["wire, verified"] = published_form(pair, engine)
    return ways


def _bare(engine: Remembering | EmbeddedEngine) -> Callable[[str], str]:
    def translate(sentence: str) -> str:
        try:
            return engine.translate(sentence)
        except EngineError:
            return ""

    return translate


def plain_form(translator: Translator) -> Callable[[str], str]:
    """Return the wire's first attempt at a sentence as a function."""
    return lambda sentence: next(translator.attempts(sentence)).text


def published_form(pair: Pair, engine: Remembering) -> Callable[[str], str]:
    """Return what the wire publishes of a sentence, by the choice of its checks, as a function."""
    interpreter = Interpreter(engine.name, pair, [Translator(pair, engine)])
    return lambda sentence: interpreter.render(Segment("text", Text(sentence), sentence)).target.text


# --- Treatments --------------------------------------------------------------------------------------------------


def treatments(sets: Sequence[Corpus], engine: Remembering) -> None:
    """Print what each treatment gains on re-typed text: chrF with all less chrF without it, where it changes a line."""
    print("\nchrF gained by each treatment on the re-typed sentences that it changes")
    for corpus in sets:
        pages = pages_of(corpus)
        whole = list(map(plain_form(Translator(corpus.pair, engine)), pages))
        for step in STEPS:
            others = tuple(other for other in STEPS if other is not step)
            without = list(map(plain_form(Translator(corpus.pair, engine, others)), pages))
            changed = [n for n in range(len(pages)) if whole[n] != without[n]]
            if changed:
                references = [corpus.references[n] for n in changed]
                gain = score([whole[n] for n in changed], references).chrf
                gain -= score([without[n] for n in changed], references).chrf
                print(f"{corpus.pair} {corpus.name:7} {step.__name__:12} n={len(changed):4} {gain:+6.2f}")


# --- Headlines ---------------------------------------------------------------------------------------------------


def headlines(pair: Pair, engine: Remembering, data: Path) -> None:
    """Print chrF of the documents' first lines, in three casings, read by the wire in sentence case and raw."""
    print("\nHeadlines, chrF in lower case          raw    wire")
    papers, references = documents(pair.source, data), [paper[0] for paper in documents(pair.target, data)]
    translate = plain_form(Translator(pair, engine))
    for name, recase in (("as published", str), ("Title Case", _titled), ("ALL CAPS", str.upper)):
        raw = [_bare(engine)(recase(paper[0])) for paper in papers]
        wire = [translate(_reading(recase(paper[0]), paper[1:], pair, engine)) for paper in papers]
        scores = [score(answers, references, lower=True).chrf for answers in (raw, wire)]
        print(f"{pair} {name:29}  {scores[0]:6.2f}  {scores[1]:6.2f}")


def _titled(headline: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in headline.split())


def _reading(headline: str, body: Sequence[str], pair: Pair, engine: Remembering) -> str:
    blocks = tuple(Paragraph(Text(text)) for text in body)
    document = Document("", pair.source, Text(headline), blocks)
    return next(segments(document, engine.vocabulary.likeliest_case)).reading


# --- Speed and reading -------------------------------------------------------------------------------------------


def speed(sets: Sequence[Corpus], pair: Pair) -> None:
    """Print the rates of the bare loop and of the wire's plain form in words a second of user CPU time, by turns."""
    engine = open_engine(pair)
    ways = _bare(engine), plain_form(Translator(pair, engine))
    for corpus in sets:
        for name, sentences in (("typed", corpus.sources), ("re-typed", pages_of(corpus))):
            bare, wire = _spent(ways, sentences)
            words = sum(len(sentence.split()) for sentence in sentences)
            rates = f"bare {words / bare:5.0f} wire {words / wire:5.0f} words/s  ratio {bare / wire:.3f}"
            print(f"{pair} {corpus.name:7} {name:9} {rates}", flush=True)
    two_processes(sets[0], pair)


def two_processes(corpus: Corpus, pair: Pair) -> None:
    """Print how many times the work of one process two do side by side, in user CPU time: caches are shared.

    That of the bare engine tells what the machine lets any two processes do.
    """
    told = []
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for bare in (True, False):
            alone = pool.submit(_seconds, pair, corpus.sources, bare=bare).result()
            both = [pool.submit(_seconds, pair, corpus.sources, bare=bare) for _ in range(2)]
            told.append(2 * alone / max(each.result() for each in both))
    print(
        f"{pair} {corpus.name:7} two processes do {told[1]:.2f} times the work of one, bare {told[0]:.2f}", flush=True
    )


def _seconds(pair: Pair, sentences: Sequence[str], *, bare: bool) -> float:
    """Return the CPU seconds in which a process of its own translates sentences, bare or in the wire's plain form."""
    engine = open_engine(pair)
    translate = _bare(engine) if bare else plain_form(Translator(pair, engine))
    translate(sentences[0])
    began = time.process_time()
    for sentence in sentences:
        translate(sentence)
    return time.process_time() - began


def _spent(ways: Sequence[Callable[[str], str]], sentences: Sequence[str]) -> list[float]:
    """Return the CPU seconds of each way over all sentences; each sentence goes through all before the next one."""
    spent = [0.0] * len(ways)
    for turn, sentence in enumerate(sentences):
        for n in range(len(ways)) if turn % 2 else reversed(range(len(ways))):
            began = time.process_time()
            ways[n](sentence)
            spent[n] += time.process_time() - began
    return spent


def read(sets: Sequence[Corpus], engine: Remembering, count: int) -> None:
    """Print re-typed sentences that differ from the typed ones, with the wire's plain form."""
    for corpus in sets:
        translate = plain_form(Translator(corpus.pair, engine))
        for page in list(_differing(corpus))[:count]:
            print(f"{page}\n  -> {translate(page)}")


def _differing(corpus: Corpus) -> Iterator[str]:
    yield from (page for page, typed in zip(pages_of(corpus), corpus.sources, strict=True) if page != typed)


if __name__ == "__main__":
    raise SystemExit(main())
