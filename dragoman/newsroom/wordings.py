"""How the operator wants sentences worded: stronger than any engine, and kept until somebody has them taken down."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dragoman.newsroom import models
from dragoman.types import Pair

LOOKED_FOR = 8
"""Words of a sentence that a database looks for: what holds them all is read."""
_BLANK = re.compile(r"(?:\s|\\[nrt])+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, how it is to stand in another language, and how it stood before."""

    pair: Pair
    source: str
    target: str
    made: datetime
    was: str = ""


def give(wording: Wording, ids: Collection[str]) -> None:
    """Keep a wording, and have the articles rendered again that hold its sentence."""
    pair = wording.pair
    told = {"source_language": pair.source, "target_language": pair.target}
    told |= {"source": wording.source, "target": wording.target}
    if wording.was:
        told["was"] = wording.was
    with transaction.atomic():
        models.Wording.objects.update_or_create(key=name(pair, wording.source), defaults=told | {"made": wording.made})
        _touch(ids)


def take_back(pair: Pair, source: str, ids: Collection[str]) -> bool:
    """Drop a wording, and have the articles rendered again that hold its sentence; tell whether there was one."""
    with transaction.atomic():
        dropped, _ = models.Wording.objects.filter(key=name(pair, source)).delete()
        if dropped:
            _touch(ids)
    return bool(dropped)


def given(pair: Pair, sources: Iterable[str]) -> dict[str, str]:
    """Return how some sentences are to be worded, those of which anything was said."""
    keys = {name(pair, source): source for source in sources}
    found = models.Wording.objects.filter(key__in=list(keys)).values_list("key", "target")
    return {keys[key]: target for key, target in found}


def every() -> list[Wording]:
    """Return all wordings, the newest first."""
    rows = models.Wording.objects.order_by("-made", "key")
    return [
        Wording(Pair(row.source_language, row.target_language), row.source, row.target, row.made, row.was)
        for row in rows
    ]


def holding(source: str) -> list[str]:
    """Return the ids of the rendered articles that hold a sentence, however it is spaced there, the newest first.

    It reads every document, so ask it before any transaction.
    """
    # A document is stored as JSON in UTF-8.
    told = json.dumps(source, ensure_ascii=False)[1:-1]
    longest = sorted(told.split(), key=len)[-LOOKED_FOR:]
    likely = models.Revision.objects.filter(*(Q(document__contains=word) for word in longest))
    documents = likely.values_list("article", "document").iterator()
    sentence = _spaced(told)
    holders = [article for article, document in documents if sentence in _spaced(document)]
    found = models.Article.objects.filter(pk__in=holders, withdrawn="", rendered__gt=0)
    return list(found.order_by("-first_seen", "id").values_list("public_id", flat=True))


def _spaced(told: str) -> str:
    """Return JSON with one space for each stretch of blanks of any kind."""
    return " ".join(_BLANK.split(told))


def _touch(ids: Collection[str]) -> None:
    """Have articles rendered again."""
    models.Article.objects.filter(public_id__in=list(ids)).update(stale=True, rests=None)


def name(pair: Pair, source: str) -> str:
    """Return the name under which the wording of a sentence is kept, from which nobody can read it."""
    return hashlib.sha256(f"{pair}\n{' '.join(source.split())}".encode("utf-8", "surrogatepass")).hexdigest()
