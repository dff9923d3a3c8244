"""The memory: sentences once translated and proved, each under a key that names all that decides on it.

It is bounded: what was used least recently goes first. The day of its last use is written at most once a day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dragoman.newsroom import models, rows
from dragoman.types import Sentence

MANY = 500
"""Keys in one query."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of some texts: sentences in the memory and the operator's own wordings, by their keys."""

    sentences: Collection[str] = ()
    wordings: Collection[str] = ()


def recall(keys: Iterable[str], today: date) -> dict[str, Sentence]:
    """Return the sentences that are remembered under some keys, and note that they were used today."""
    found: dict[str, Sentence] = {}
    for some in _chunks(keys):
        known = models.Memory.objects.filter(key__in=some)
        rested = []
        for key, sentence, used in known.values_list("key", "sentence", "used"):
            found[key] = rows.SENTENCE.validate_json(sentence)
            if used < today:
                rested.append(key)
        if rested:
            models.Memory.objects.filter(key__in=rested).update(used=today)
    return found


def remember(sentences: Mapping[str, Sentence], today: date) -> None:
    """Keep sentences under their keys; what is there already stays."""
    told = {key: rows.SENTENCE.dump_json(each, exclude_defaults=True).decode() for key, each in sentences.items()}
    models.Memory.objects.bulk_create(
        [models.Memory(key=key, sentence=sentence, used=today) for key, sentence in told.items()],
        ignore_conflicts=True,
    )


def forget(keys: Iterable[str]) -> None:
    """Drop what is remembered under some keys."""
    for some in _chunks(keys):
        models.Memory.objects.filter(key__in=some).delete()


def digest(text: str) -> str:
    """Name a sentence by what nobody can read it from."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def kept(texts: Iterable[str], digests: Collection[str] = ()) -> Kept:
    """Return what is kept of every sentence that stands in one of some texts or has one of some digests.

    It reads the whole memory, so ask it before any transaction.
    """
    whole = "\0".join(texts)
    if not whole and not digests:
        return Kept()
    worded = models.Wording.objects.values_list("key", "source")
    wordings = [key for key, text in worded if text in whole or digest(text) in digests]
    return Kept(translations(whole, digests), wordings)


def translations(text: str, digests: Collection[str] = ()) -> list[str]:
    """Return the keys of what engines made of every sentence that stands in a text or has one of some digests."""
    every = models.Memory.objects.values_list("key", "sentence").iterator(chunk_size=MANY)
    spoken = ((key, json.loads(sentence)["source"]["text"]) for key, sentence in every)
    return [key for key, told in spoken if told in text or digest(told) in digests]


def drop(gone: Kept) -> None:
    """Drop what was kept, whoever worded it."""
    forget(gone.sentences)
    for some in _chunks(gone.wordings):
        models.Wording.objects.filter(key__in=some).delete()


def excess(limit: int) -> int:
    """Return how many sentences there are more than there may be."""
    return max(0, models.Memory.objects.count() - limit)


def prune(count: int) -> None:
    """Drop so many of the sentences whose last use is longest ago."""
    # PostgreSQL has no DELETE with a limit, so the keys are asked first.
    forget(list(models.Memory.objects.order_by("used").values_list("key", flat=True)[:count]))


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(dict.fromkeys(keys))
    for start in range(0, len(wanted), MANY):
        yield wanted[start : start + MANY]
