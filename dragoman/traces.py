"""What is done for each article, as spans of a trace. A leaf: spans are kept here until somebody sends them.

All that any process does for an article is one trace, whose root is the way from the poll that listed it to its page:
both are named by the article's id, so nobody has to tell another process which trace it works for.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias

MOST = 10_000
"""Spans that wait; where more come, the oldest are lost: a collector that is away costs some megabytes at most."""
Attributes: TypeAlias = Mapping[str, str | int]
NONE: Attributes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of work for an article; times in nanoseconds since 1970, `failed` says why it was not done.

    `id` and `parent` are of 16 hexadecimal digits; the root's id is the article's, and it has no parent.
    """

    article: str
    id: str
    parent: str
    name: str
    began: int
    ended: int
    attributes: Attributes = field(default_factory=dict)
    failed: str = ""


class Spans:
    """Spans that wait to be sent; `lost` counts those for which there was no room."""

    def __init__(self, most: int = MOST) -> None:
        self.lost = 0
        self._most = most
        self._waiting: deque[Span] = deque()
        self._lock = threading.Lock()

    def add(self, spans: Sequence[Span]) -> None:
        """Have spans wait, the last ones of all that do."""
        with self._lock:
            self._waiting.extend(spans)
            while len(self._waiting) > self._most:
                self._waiting.popleft()
                self.lost += 1

    def first(self, most: int) -> list[Span]:
        """Return the first that wait."""
        with self._lock:
            return list(islice(self._waiting, most))

    def drop(self, spans: Sequence[Span]) -> None:
        """Let go of spans; those that were lost meanwhile are gone already."""
        with self._lock:
            for span in spans:
                if self._waiting and self._waiting[0] is span:
                    self._waiting.popleft()


@dataclass(frozen=True, slots=True)
class _Work:
    """A step or a part of one that is under way; without an article where it is done for several, or for the site."""

    name: str
    article: str
    id: str
    began: int


_spans: Spans | None = None
_under_way: ContextVar[_Work | None] = ContextVar("_under_way", default=None)


def keep(spans: Spans | None) -> None:
    """Have what is done from now on kept, or nothing any more."""
    global _spans
    _spans = spans


@contextmanager
def step(name: str, article: str = "") -> Iterator[None]:
    """Trace a step of the wire as a span of the article that it is done for, if there is one."""
    with _doing(_Work(name, article, _new_id(), time.time_ns()), article, NONE):
        yield


@contextmanager
def part(name: str, attributes: Attributes = NONE) -> Iterator[None]:
    """Trace a part of the step under way; of one that is not done for an article, nothing is kept."""
    whole = _under_way.get()
    if whole is None or not whole.article:
        yield
        return
    with _doing(_Work(name, whole.article, _new_id(), time.time_ns()), whole.id, attributes):
        yield


def done(name: str, began: int, seconds: float, attributes: Attributes = NONE) -> None:
    """Trace a part of the step under way that another process has done, from when it began, in nanoseconds."""
    whole = _under_way.get()
    if whole and whole.article:
        _keep(Span(whole.article, _new_id(), whole.id, name, began, began + int(seconds * 1e9), attributes))


def shared(article: str) -> None:
    """Trace the step under way, which is done for several articles, in the trace of one, as far as it is now."""
    whole = _under_way.get()
    if whole and not whole.article:
        _keep(Span(article, _new_id(), article, whole.name, whole.began, time.time_ns()))


def arrived(article: str, seen: datetime) -> None:
    """Trace the whole way of an article that has come to its page now, since it was seen."""
    _keep(Span(article, article, "", "article", int(seen.timestamp() * 1e9), time.time_ns()))


@contextmanager
def _doing(work: _Work, parent: str, attributes: Attributes) -> Iterator[None]:
    before, failed = _under_way.set(work), ""
    try:
        yield
    except Exception as error:
        failed = str(error) or type(error).__name__
        raise
    finally:
        _under_way.reset(before)
        if work.article:
            _keep(Span(work.article, work.id, parent, work.name, work.began, time.time_ns(), attributes, failed))


def _keep(span: Span) -> None:
    if _spans is not None:
        _spans.add([span])


def _new_id() -> str:
    return secrets.token_hex(8)
