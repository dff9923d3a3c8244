"""Ask a source for what it lists: one address, the parts of an index, or an agency's folder."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dragoman.errors import ContentError, DragomanError, NotAFeed
from dragoman.flow.desk import Desk
from dragoman.flow.manners import fetch
from dragoman.flow.parsing import FetchedList, parse_list
from dragoman.ingest.timing.schedule import asks_whole
from dragoman.net.answers import Response
from dragoman.newsroom.rows import NO_VALIDATORS, SourceState, Validators
from dragoman.rights.signals import of_feed
from dragoman.types import Entry, Feed, Kind, Source

PARTS = 3
"""Lists of a sitemap index that are read at a poll."""
FILES = 1000
"""Files of an agency's folder that are read at a poll, the oldest first; more where they are of one moment."""
LONGEST_FILE = 16 * 1024 * 1024
SUFFIXES = (".json", ".xml")
SETTLED = 2_000_000_000
"""Nanoseconds after which a file is taken to be written to its end."""
_TOLD = 24
"""Letters of a digest that stand for what headers say of rights."""
TOLD = 3
"""Files that could not be read that are named."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a poll brought: the feed, None where it is as it was, and what to ask with next time.

    `whole` is when it was last asked without validators; `trouble` says what of it could not be read while the rest
    could.
    """

    feed: Feed | None
    validators: Validators = NO_VALIDATORS
    digest: str = ""
    whole: datetime | None = None
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[tuple[int, str], ...] = ()
    trouble: str = ""


def ask(desk: Desk, state: SourceState) -> Answer:
    """Ask a source for what it lists, without validators once a week in case they lie."""
    if Path(state.source.feed).is_absolute():
        return _folder(desk, state)
    now = desk.clock()
    whole = asks_whole(state.whole, now)
    response = fetch(desk, state.source.feed, NO_VALIDATORS if whole else state.validators)
    if response.status == 304 and _tells_anew(state, response):
        response, whole = fetch(desk, state.source.feed), True
    unchanged = response.status == 304
    digest = state.body_hash if unchanged else _digest(response)
    known = unchanged or digest == state.body_hash
    feed, trouble = (None, state.alarm) if known else _feed(desk, state.source, response)
    # What is under an embargo is read again though it stays the same; so is an index, whose parts change.
    held = feed is not None and (feed.held or bool(feed.parts))
    fresh = NO_VALIDATORS if held else Validators(response.etag, response.last_modified)
    return Answer(
        feed=feed,
        validators=state.validators if unchanged else fresh,
        digest="" if held else digest,
        whole=now if whole else state.whole,
        url=response.url,
        headers=response.headers,
        redirects=response.redirects,
        trouble=trouble,
    )


def _digest(response: Response) -> str:
    """Return the digest of an answer: of its body, and after that of what its headers say of rights."""
    return hashlib.sha256(response.body).hexdigest()[:-_TOLD] + _told(response)


def _told(response: Response) -> str:
    told = "".join(map(repr, of_feed(Feed(), response.headers)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_TOLD] if told else _TOLD * "0"


def _tells_anew(state: SourceState, response: Response) -> bool:
    """Tell whether an answer without a body says something of rights in its headers that the last whole one did not."""
    told = _told(response)
    return told not in (_TOLD * "0", state.body_hash[-_TOLD:])


def _feed(desk: Desk, source: Source, response: Response) -> tuple[Feed, str]:
    """Read a list, and with an index of sitemaps the likeliest of its parts; tell what of them could not be read."""
    feed = read(desk, source.kind, response, source.selector)
    found, troubles = list(feed.entries), list[str]()
    for part in feed.parts[:PARTS]:
        try:
            found += read(desk, source.kind, fetch(desk, part)).entries
        except DragomanError as error:
            troubles.append(str(error))
    return replace(feed, entries=tuple(found)), " ".join(troubles)


def read(desk: Desk, kind: Kind, response: Response, selector: str = "") -> Feed:
    """Read an answer as a list of a kind; raise NotAFeed where it is none."""
    language = response.headers.get("content-language", "")
    listing = FetchedList(kind, response.url, response.body, response.content_type, language, selector)
    return desk.readers.run(parse_list, listing, desk.clock())


def _folder(desk: Desk, state: SourceState) -> Answer:
    """Read the files of an agency's folder that are new since the last poll; a bad one costs only itself.

    The digest is when the newest file came that is done with.
    """
    folder = Path(state.source.feed)
    if not folder.is_dir():
        raise NotAFeed(f"{folder} is no folder; make it, or remove this source and add the agency's new one")
    mark, held = int(state.body_hash or 0), False
    entries: list[Entry] = []
    troubles: list[str] = []
    for written, file in _new_files(folder, mark):
        try:
            listing = FetchedList(Kind.AGENCY, file.as_uri(), _bytes(file))
            feed = desk.readers.run(parse_list, listing, desk.clock())
        except ContentError as error:
            troubles.append(f"{file.name} could not be read: {error}")
            feed = Feed()
        except (DragomanError, OSError) as error:
            troubles.append(f"{file.name} could not be read now: {error}")
            feed = Feed(held=True)
        entries = [*feed.entries, *entries]  # the newest first, as feeds have it
        # A file under an embargo, and with it those after it, is read again until its time has come.
        held = held or feed.held
        mark = mark if held else written
    if not entries and not troubles:
        return Answer(None, digest=str(mark), trouble=state.alarm)
    return Answer(Feed(entries=tuple(entries)), digest=str(mark), trouble=" ".join(troubles[:TOLD]))


def _new_files(folder: Path, since: int) -> list[tuple[int, Path]]:
    """Return files that came after a time in nanoseconds, the oldest first; not those that may still be written to.

    When a file came is when it was last changed in any way: its own time may be that of its sender, who delivers late.
    """
    settled = time.time_ns() - SETTLED
    try:
        found = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
        dated = sorted((came, file) for file in found if (came := _came(file)))
    except OSError as error:
        raise NotAFeed(f"{folder} can't be read ({error.strerror}); let the user that runs Dragoman read it") from error
    new = [(written, file) for written, file in dated if since < written <= settled]
    # Files of one moment are read together: the mark knows them by it.
    return [each for each in new if each[0] <= new[min(len(new), FILES) - 1][0]]


def _came(file: Path) -> int:
    """Return when a file came, 0 where it has gone meanwhile."""
    try:
        return file.stat().st_ctime_ns
    except FileNotFoundError:
        return 0


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        body = opened.read(LONGEST_FILE + 1)
    if len(body) > LONGEST_FILE:
        raise NotAFeed(f"it is longer than {LONGEST_FILE // 1024**2} MB")
    return body
