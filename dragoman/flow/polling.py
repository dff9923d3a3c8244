"""Poll a source: from its address to entries, and to when it is polled next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from dragoman.dispatch.local import Job
from dragoman.errors import BadStatus, ContentError, DragomanError, NotAFeed, TooSoon
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.flow.manners import fetch
from dragoman.flow.reading import Listing, read_list
from dragoman.newsroom import articles, sources, subscriptions
from dragoman.newsroom.rows import SourceState, Validators
from dragoman.types import Entry, Feed, Kind

PARTS = 3
"""Lists of a sitemap index that are read at a poll."""
FILES = 1000
"""Files of an agency's folder that are read at a poll, the newest first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a poll brought: the feed, None where it is as it was, and what to ask with next time."""

    feed: Feed | None
    validators: Validators = Validators()
    digest: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[tuple[int, str], ...] = ()
    trouble: str = ""
    """What could not be read of it while the rest could."""


def poll(desk: Desk, slug: str) -> Iterable[Job]:
    """Fetch what a source lists and store its entries; the pages of new and changed ones are to be read."""
    state = sources.source(slug)
    try:
        answer = _folder(desk, state) if Path(state.source.feed).is_absolute() else _address(desk, state)
    except TooSoon as error:
        sources.postpone_poll(slug, desk.clock() + timedelta(seconds=error.retry_after))
        return []
    except DragomanError as error:
        _record_failure(desk, state, error)
        return []
    touched = _store(desk, state, answer)
    return [jobs.read(id_, url) for id_, url in touched]

