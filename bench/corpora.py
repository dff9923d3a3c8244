"""The corpora that benchmarks of translation share: NTREX as news, FLORES as general text, aligned by line."""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dragoman.types import Pair

DATA = Path(__file__).parents[2] / "shared" / "data" / "mt"
NTREX = {"en": "eng", "pt": "por-BR", "es": "spa", "ca": "cat", "gl": "glg", "fr": "fra", "it": "ita"}


@dataclass(frozen=True)
class Corpus:
    """Sentences of one language and their human translations."""

    name: str
    pair: Pair
    sources: Sequence[str]
    references: Sequence[str]

    def every(self, step: int) -> Corpus:
        """Return every step-th sentence."""
        return Corpus(self.name, self.pair, self.sources[::step], self.references[::step])


def lines(path: Path) -> list[str]:
    """Return the lines of a packed text, entities resolved."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [html.unescape(line.rstrip("\n")) for line in file]


def news(language: str, data: Path = DATA) -> list[str]:
    """Return the sentences of NTREX in a language."""
    return lines(data / f"ntrex-dev.{NTREX[language]}.txt.gz")


def documents(language: str, data: Path = DATA) -> list[list[str]]:
    """Return NTREX document by document; the first line of each is its headline."""
    names = [line for line in lines(data / "ntrex-dev.docs.txt.gz") if line]
    numbered = zip(names, news(language, data), strict=True)
    return [[line for _, line in rows] for _, rows in groupby(numbered, key=lambda row: row[0])]


def corpora(pair: Pair, data: Path = DATA) -> Iterator[Corpus]:
    """Yield NTREX and FLORES for a pair."""
    yield Corpus("NTREX", pair, news(pair.source, data), news(pair.target, data))
    yield Corpus(
        "FLORES", pair, *(lines(data / f"flores-dev.{language}.gz") for language in (pair.source, pair.target))
    )
