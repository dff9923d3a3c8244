"""The pictures of an article: which may be shown, fetched through the door, made anew by workers, kept in data/.

What was made is kept beside the database and not made again: encoders give other bytes with each release, and a tree
built twice must be the same. An article is published before its pictures are there, and again with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path

from dragoman.dispatch.local import Job
from dragoman.errors import DragomanError, TooSoon, UsageError
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.flow.grants import signals_on, site_of
from dragoman.flow.manners import fetch
from dragoman.net.answers import Response
from dragoman.newsroom import archive, pictures
from dragoman.newsroom.archive import StoredRevision
from dragoman.newsroom.pictures import StoredPicture
from dragoman.pictures.embedded import words_of
from dragoman.pictures.encoding import Owed, encoded
from dragoman.publish import tree
from dragoman.publish.marks import one_line
from dragoman.publish.tree import Files
from dragoman.rights.pictures import Cleared, decide_picture
from dragoman.rights.signals import from_page
from dragoman.types import Article, Document, Figure, Level, Picture, PictureWords, Signal

MOST = 24
"""Pictures of one article: more is a gallery, which its source shows better."""
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(days=1))
"""When a picture is tried again that could not be had; then no more until an article that has it is looked at anew."""
CLAIM = timedelta(minutes=1)
"""How long others leave a picture alone that is being fetched, or was by a process that is no more.

Where it takes longer, it may be made twice, with the same bytes.
"""
SECONDS = 60.0
"""How long a worker may take to make one anew."""
ORPHANS = 1000


def missing(desk: Desk, limit: int) -> Iterator[Job]:
    """Yield a job for each article whose pictures are to be looked at."""
    if desk.settings.pictures.show:
        yield from map(jobs.illustrate, pictures.due(desk.clock(), limit))


def illustrate(desk: Desk, id_: str) -> Iterable[Job]:
    """Have the pictures that an article may show, each once; its pages are written again where there are new ones."""
    asked = _Asked(desk, id_)
    made = pictures.hold(id_, {_key(figure): figure.src for figure in asked.wanted.values()}, desk.clock())
    for key, stored in pictures.of(id_).items():
        if stored.words is None and stored.due is None and stored.tries > len(WAITS):
            pictures.record_delayed(key, desk.clock())  # its host was away for days, and may be back by now
        # Another article may show the same and be at it.
        if pictures.claim(key, desk.clock(), CLAIM):
            made |= asked.make(stored, asked.wanted[key])
    pictures.record_illustrated(id_)
    # Others are told of an article when its pictures are there, or when there are none.
    return [jobs.publish() if made else jobs.announce()]


class _Asked:
    """One article's pictures: those that may be shown, as far as anybody knows before their files are here."""

    def __init__(self, desk: Desk, id_: str) -> None:
        self.desk = desk
        stored = archive.article(id_)
        self.wanted: dict[str, Figure] = {}
        if stored and not stored.withdrawn:
            self.rights = _Rights(desk, stored.revision)
            self.wanted = {_key(figure): figure for figure in self._wanted(stored.revision.document)}

    def _wanted(self, document: Document) -> Iterator[Figure]:
        inspect = self.desk.settings.pictures.inspect
        for _, figure in islice(document.figures(), MOST if self.rights.whole else 0):
            cleared = self.rights.cleared(figure)
            if cleared.allowed or (cleared.open and inspect):
                yield figure

    def make(self, stored: StoredPicture, figure: Figure) -> bool:
        """Fetch a picture and make it anew; tell whether there is anything to show. Failures are stored."""
        desk = self.desk
        try:
            response = fetch(desk, stored.url)
            words = _with_headers(desk.readers.run(words_of, response.body, response.content_type), response)
            cleared = self.rights.cleared(figure, words)
            if not cleared.allowed:
                pictures.record_refused(stored.key, words, cleared.reason)
                return False
            owed = _owed(figure, words, cleared)
            files = desk.readers.run(encoded, response.body, owed, timeout=SECONDS)
        except TooSoon as error:
            pictures.record_delayed(stored.key, desk.clock() + timedelta(seconds=error.retry_after))
            return False
        except DragomanError as error:
            pictures.record_failed(stored.key, str(error), _again(desk.clock(), stored, error))
            return False
        tree.write(_kept(desk), {file.path: content for file, content in files.items()}, sync=True)
        if not pictures.record_made(stored.key, words, tuple(files)):
            # It was dropped meanwhile, with the last article that held it.
            tree.write(_kept(desk), dict.fromkeys(pictures.unused(file.path for file in files)))
            return False
        return True


@dataclass(frozen=True)
class _Rights:
    """What decides on the pictures of a revision."""

    desk: Desk
    revision: StoredRevision

    @cached_property
    def signals(self) -> tuple[Signal, ...]:
        return signals_on(self.revision)

    @property
    def whole(self) -> bool:
        """Tell whether the text is shown whole: beside less of it there are no pictures."""
        desk = self.desk
        decision = desk.decision_on(self.revision)
        return decision.level is Level.FULL

    def cleared(self, figure: Figure, words: PictureWords | None = None) -> Cleared:
        return decide_picture(figure, self.signals, site_of(self.desk.settings), words)


def _key(figure: Figure) -> str:
    """Name a picture by its address and what its page says of its rights: with other words it is made anew."""
    told = "\0".join((figure.src, figure.credit, figure.licence))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _with_headers(words: PictureWords, response: Response) -> PictureWords:
    """Add what the server says of a picture: a licence in its headers is the picture's own."""
    told = from_page(b"", response.headers, response.url)
    licences = tuple(signal.value for signal in told if signal.name == "licence")
    others = tuple(signal for signal in told if signal.name != "licence")
    return replace(words, licences=(*words.licences, *licences), signals=others)


def _owed(figure: Figure, words: PictureWords, cleared: Cleared) -> Owed:
    credit = figure.credit or next(iter(words.credits), "") or figure.caption.text[:300]
    return Owed(one_line(credit), cleared.licence.url if cleared.licence else "", words.origin)


def _again(now: datetime, stored: StoredPicture, error: DragomanError) -> datetime | None:
    if not error.transient or stored.tries >= len(WAITS):
        return None
    return now + max(WAITS[stored.tries], timedelta(seconds=getattr(error, "retry_after", None) or 0))


# --- In the tree -------------------------------------------------------------------------------------------------


def sweep(desk: Desk) -> None:
    """Remove what was left half-written, where nobody else illustrates the site."""
    tree.sweep(_kept(desk))


def _kept(desk: Desk) -> Path:
    """Return the folder in which pictures are kept, by the same paths as in the tree."""
    return desk.folder / "data"


def read(desk: Desk, path: str) -> bytes:
    """Return the bytes of a picture's file by its path in the tree; raise UsageError where they can't be read."""
    try:
        return (_kept(desk) / path).read_bytes()
    except OSError as error:
        raise UsageError(f"{_kept(desk) / path} can't be read ({error.strerror}); restore it from a backup") from None


def shown(desk: Desk, revision: StoredRevision) -> Mapping[str, Picture]:
    """Return the pictures that a revision's pages may show now, by the address that it shows them from."""
    held = pictures.of(revision.article) if any(revision.document.figures()) else {}
    rights, found = _Rights(desk, revision), {}
    for _, figure in revision.document.figures() if held else ():
        stored = held.get(_key(figure))
        if not (stored and stored.words and stored.files and _is_whole(desk, stored)):
            continue
        cleared = rights.cleared(figure, stored.words)
        if cleared.allowed:
            credit = figure.credit or next(iter(stored.words.credits), "")
            found[figure.src] = Picture(stored.files, credit, cleared.licence)
    return found


def _is_whole(desk: Desk, stored: StoredPicture) -> bool:
    """Tell whether all files of a picture are there: a backup may have left them out."""
    return all((_kept(desk) / file.path).is_file() for file in stored.files)


def files_of(desk: Desk, article: Article, out: Path) -> Files:
    """Return the files of an article's pictures that a tree lacks; where pictures are not shown, all are to go."""
    paths = [file.path for picture in article.pictures.values() for file in picture.files]
    if not desk.settings.pictures.show:
        return dict.fromkeys(paths)
    # What is named by its content and stands, stands right.
    return {path: (_kept(desk) / path).read_bytes() for path in paths if not (out / path).is_file()}


def drop(desk: Desk, keys: Iterable[str]) -> None:
    """Drop pictures that no article holds any more, from the tree and from what is kept."""

    def erase(paths: Iterable[str]) -> None:
        for root in (desk.public, _kept(desk)):
            tree.write(root, dict.fromkeys(paths))

    for key in keys:
        pictures.drop(key, erase)
