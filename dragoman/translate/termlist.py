"""Read a list of terms (TOML, see `dragoman.translate.glossary`): what is wrong is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.errors import UsageError
from dragoman.types import Pair

_PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")
_KINDS = ("keep", "fixed", "hazards")
_LISTS = ("say", "as", "never", "near", "unless", "right")
_KEYS = {
    "fixed": {"term", "as", "near", "unless", "try"},
    "hazards": {"term", "say", "near", "unless", "never", "try", "right"},
}
_NEEDS = {
    "fixed": "a fixed term needs `as`, its translation",
    "hazards": "a hazard needs `say`, a safer wording, or `never`, the words that it must not become",
}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a term, and the safer wording of it."""

    text: str
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in all its forms; `targets`: its fixed translations; `never`: words of the target that would be wrong.

    `trial` is a sentence to try it on, and `right` the words one of which then stands in the translation.
    """

    forms: tuple[Form, ...]
    targets: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    near: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    trial: str = ""
    right: tuple[str, ...] = ()

    def applies(self, text: str) -> bool:
        """Tell whether the other words of a sentence call for this sense."""
        if self.near and not self.near.search(text):
            return False
        return not (self.unless and self.unless.search(text))


def read_terms(text: str, name: str) -> dict[Pair, tuple[Entry, ...]]:
    """Return the entries of every pair in a list; raise UsageError with the line of what is wrong."""
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not valid TOML ({error}); mend that line") from None
    reader = _Reader(text, name)
    return {reader.pair(pair): tuple(reader.entries(table, pair)) for pair, table in tables.items()}


def pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return an expression that finds any of some words, whole, in any case; `*` stands for any ending."""
    if not words:
        return None
    told = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    name: str

    def pair(self, name: str) -> Pair:
        if not _PAIR.fullmatch(name):
            raise self._error(name, f"[{name}] is no pair of languages; write it as [en-pt]")
        return Pair.of(name)

    def entries(self, table: Any, pair: str) -> Iterator[Entry]:
        if not isinstance(table, Mapping) or set(table) - set(_KINDS):
            raise self._error(pair, f"[{pair}] may hold {', '.join(_KINDS)}, each a list")
        for term in self._words(table.get("keep", []), "keep", "keep"):
            yield Entry((Form(term),), targets=(term,))
        for kind in ("fixed", "hazards"):
            rows = table.get(kind, [])
            if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
                raise self._error(kind, f"{kind} is a list of entries in braces")
            for row in rows:
                yield self._entry(row, kind)

    def _entry(self, row: Mapping[str, Any], kind: str) -> Entry:
        terms = self._words(row.get("term", []), kind, "term")
        if not terms:
            raise self._error(kind, f"an entry of {kind} needs `term`")
        at = terms[0]
        if strange := set(row) - _KEYS[kind]:
            raise self._error(at, f"an entry of {kind} has no `{min(strange)}`")
        told = {
            key: self._words(row.get(key, []), at, key) for key in ("say", "as", "never", "near", "unless", "right")
        }
        says = told["say"]
        if not (says or told["as"] or told["never"]):
            raise self._error(at, _NEEDS[kind])
        if len(says) not in (0, 1, len(terms)):
            raise self._error(at, "`say` holds one wording for all forms of the term, or one for each")
        forms = zip(terms, says if len(says) > 1 else [*says, None][:1] * len(terms), strict=True)
        return Entry(
            tuple(Form(term, say) for term, say in forms),
            targets=told["as"],
            never=told["never"],
            near=pattern(told["near"]),
            unless=pattern(told["unless"]),
            trial=str(row.get("try", "")),
            right=told["right"],
        )

    def _words(self, value: Any, at: str, key: str) -> tuple[str, ...]:
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise self._error(at, f"`{key}` is a text or a list of texts, none of them empty")
        return tuple(word.strip() for word in words)

    def _error(self, at: str, message: str) -> UsageError:
        """Name the line on which a word of the list first stands: TOML readers don't say where a value came from."""
        before = self.text.partition(f'"{at}"' if f'"{at}"' in self.text else at)[0]
        return UsageError(f"{self.name}, line {before.count(chr(10)) + 1}: {message}")
