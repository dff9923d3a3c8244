"""Text with its marks, and the direction in which it is translated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Pair:
    """A direction of translation, from one language to another, as BCP 47 codes."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}->{self.target}"

    @classmethod
    def of(cls, key: str) -> Pair:
        """Return the pair that settings and files name so (en-pt); raise ValueError where it is none."""
        source, _, target = key.partition("-")
        if not (source and target):
            raise ValueError(f"{key} is no pair of languages; write it as en-pt")
        return cls(source, target)

    @property
    def key(self) -> str:
        """Return the pair as settings and files name it: en-pt."""
        return f"{self.source}-{self.target}"

    @property
    def languages(self) -> tuple[str, str]:
        """Return the primary subtags of both in lower case: models and rules are made for languages, not regions."""
        return _primaries(self.source, self.target)

    @property
    def reversed(self) -> Pair:
        """Return the pair the other way round."""
        return Pair(self.target, self.source)


@lru_cache(maxsize=256)
def _primaries(source: str, target: str) -> tuple[str, str]:
    return primary(source), primary(target)


@lru_cache(maxsize=256)
def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 code in lower case."""
    return language.replace("_", "-").partition("-")[0].lower()


MarkKind = Literal["link", "emphasis", "strong", "sub", "sup", "code", "abbr", "verbatim"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a Text that carries a link, an emphasis or the like; what is `verbatim` must not be translated."""

    kind: MarkKind
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text with its inline marks; a newline in it is a line or paragraph break inside its block."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def cut(self, start: int, end: int) -> Text:
        """Return the part from start to end with the marks that fall into it."""
        marks = tuple(
            Mark(m.kind, max(m.start, start) - start, min(m.end, end) - start, m.href)
            for m in self.marks
            if m.start < end and m.end > start
        )
        return Text(self.text[start:end], marks)
