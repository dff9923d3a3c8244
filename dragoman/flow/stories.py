"""Put articles into stories: sign each, link it with those it is a copy of or alike, and see what hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from pydantic import TypeAdapter

from dragoman.config import EngineSettings
from dragoman.errors import DragomanError
from dragoman.flow import remotes
from dragoman.flow.desk import Desk
from dragoman.flow.signing import UNSOUND, Signed, Unsound, Words, sign, words_of
from dragoman.newsroom import archive, exclusions, meanings, pins, stories
from dragoman.newsroom.archive import StoredArticle, StoredRevision
from dragoman.newsroom.stories import Arranged, Joining, Region, StoredLink, StoredMember
from dragoman.stories import copies, joining
from dragoman.stories.copies import Rival, is_copy
from dragoman.stories.joining import Bond, Known, Link
from dragoman.stories.meaning import EVEN, TOGETHER, Meaning, digest, text_of
from dragoman.types import Claim, Document, Level, Signature, primary
from dragoman.urls import normalised

log = structlog.get_logger()

BATCH = 100
PIVOT = "en"
"""The language that articles are compared in, where the site has it; else its first one."""
COPIED = timedelta(days=30)
"""How long after a text its copies are looked for."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What is stored of an article to know it again."""

    signature: Signature
    rival: Rival
    addresses: tuple[str, ...] = ()
    """Its own address, and those that it gives for its original, in the spelling that all have in common."""
    claims: tuple[Claim, ...] = ()
    meaning: Meaning | None = None
    owed: str = ""
    """The words whose vector of meaning is owed."""


FILED = TypeAdapter(Filed)


def join(desk: Desk) -> bool:
    """Put articles that were rendered since into their stories, some at a time; tell whether others wait.

    One that reads as it did when it was put there stays as it is.
    """
    waiting, owed = stories.unjoined(BATCH), meanings.bare(BATCH)
    put_in = _put_in(desk, waiting, owed) if waiting or owed else set()
    arrange()
    return len(waiting) == BATCH or bool(put_in.intersection(each.id for each in owed) and meanings.bare(1))


def _put_in(desk: Desk, waiting: Mapping[str, int], owed: Sequence[meanings.Bare]) -> set[str]:
    """Put articles, and those whose vector is owed, into their stories; return those that read otherwise by now."""
    out = exclusions.among(waiting)
    for id_ in out:
        pins.pass_on(id_)
        stories.leave(id_)
    found = list(_filed(desk, [id_ for id_ in waiting if id_ not in out]))
    late = [Found(each.id, each.joined, each.dated, FILED.validate_json(each.body)) for each in owed]
    bodies = meanings.bodies([each.id for each in (*found, *late)])
    known = {id_: FILED.validate_json(body) for id_, body in bodies.items()}
    changed = [each for each in _meant(desk, [*found, *late], known) if each.filed != known.get(each.id)]
    for each in changed:
        put(each, _even(desk))
    # One that could not be signed stands alone until it changes.
    put_in = {each.id for each in changed}
    stories.pass_over({id_: rendered for id_, rendered in waiting.items() if id_ not in put_in})
    return put_in


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was signed."""

    id: str
    rendered: int
    dated: datetime
    filed: Filed

    @property
    def known(self) -> Known:
        """The article as far as joining goes."""
        return Known(self.id, self.dated, self.filed.signature, self.filed.meaning)


def _filed(desk: Desk, ids: Iterable[str]) -> Iterator[Found]:
    """Yield articles as they are known again; those of which nothing is there, or is not to be read, are left out."""
    loaded: list[tuple[StoredArticle, Words]] = []
    pivot = pivot_of(desk)
    for id_ in ids:
        with _told(id_):
            if stored := archive.article(id_):
                loaded.append((stored, words_of(stored.revision.document, stored.renditions.get(pivot), pivot)))
    signs = desk.crew.map(
        sign, [words for _, words in loaded], instead=lambda _: Unsound("it takes its worker with it")
    )
    for (stored, words), (_, made) in zip(loaded, signs, strict=True):
        with _told(stored.revision.article):
            yield _signed(desk, stored, words, made)


@contextmanager
def _told(id_: str) -> Iterator[None]:
    """Tell of an article that can't be put into a story, and go on."""
    try:
        yield
    except (DragomanError, *UNSOUND) as error:
        log.warning("article not put into a story", article=id_, error=str(error))


def _signed(desk: Desk, stored: StoredArticle, words: Words, made: Signed | Unsound) -> Found:
    if isinstance(made, Unsound):
        raise made
    revision, document = stored.revision, stored.revision.document
    signed, said = made
    published = document.published or revision.entry.published or stored.first_seen
    dated = min(published, stored.first_seen)
    addresses = tuple(normalised(url) for url in (document.url, *_originals(document)) if url)
    decision = desk.decision_on(revision)
    rival = _rival(revision, decision.level, signed.words, dated)
    owed = text_of(words.told) if decision.remember and words.told.language == words.pivot else ""
    return Found(revision.article, revision.number, dated, Filed(signed, rival, addresses, said, owed=owed))


def _rival(revision: StoredRevision, level: Level, words: int, dated: datetime) -> Rival:
    document = revision.document
    return Rival(
        id=revision.article,
        publisher=document.publisher or revision.source.name,
        host=_host(document.url),
        named=tuple(map(_host, _originals(document))),
        credits=(*document.authors, *document.organisations),
        level=list(Level).index(level),
        words=words,
        moment=dated.timestamp(),
    )


def pivot_of(desk: Desk) -> str:
    """Return the language in which a site's articles are compared."""
    languages = desk.settings.site.languages
    return PIVOT if PIVOT in map(primary, languages) else languages[0]


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _originals(document: Document) -> tuple[str, ...]:
    """Return the addresses that a text itself gives as those of its original."""
    named = (document.canonical, document.original.href if document.original else "")
    return tuple(url for url in named if url and normalised(url) != normalised(document.url))


# --- Its meaning ---


def _even(desk: Desk) -> float:
    engine = remotes.for_stories(desk.settings.engines)
    return engine.even if engine else EVEN


def _meant(desk: Desk, found: Sequence[Found], known: Mapping[str, Filed]) -> list[Found]:
    """Return articles with the vectors that are owed, as far as a server gives them; they wait for none.

    What is known of the same words is not asked for again. Without a server nothing is owed.
    """
    engine = remotes.for_stories(desk.settings.engines)
    if engine is None:
        return [replace(each, filed=replace(each.filed, owed="")) for each in found]
    owed = {each.id: each.filed.owed for each in found if each.filed.owed}
    made = {
        id_: meaning
        for id_, text in owed.items()
        if id_ in known and (meaning := known[id_].meaning)
        if (meaning.model, meaning.text) == (remotes.name_of(engine), digest(text))
    }
    made |= _asked(desk, engine, {id_: text for id_, text in owed.items() if id_ not in made})
    return [
        replace(each, filed=replace(each.filed, meaning=made[each.id], owed="")) if each.id in made else each
        for each in found
    ]


def _asked(desk: Desk, engine: EngineSettings, texts: Mapping[str, str]) -> dict[str, Meaning]:
    """Return what an engine makes of some texts, up to its first failure."""
    made: dict[str, Meaning] = {}
    ids = list(texts)
    for some in (ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER)):
        try:
            vectors = desk.remotes.vectors(engine, [texts[id_] for id_ in some])
        except DragomanError as error:
            log.warning("stories are joined by words alone", engine=engine.name, error=str(error))
            break
        for id_, vector in zip(some, vectors, strict=True):
            made[id_] = Meaning(remotes.name_of(engine), digest(texts[id_]), vector)
    return made


# --- Its story ---


def put(found: Found, even: float = EVEN) -> None:
    """Link an article with those that may be of one event with it, and with the copies of its text.

    `even` is the cosine of two vectors of meaning that tells nothing.
    """
    filed = found.filed
    terms = list(map(stories.hashed, joining.indexed(filed.signature)))
    texts = [*copies.indexed(filed.signature), *map(stories.hashed, filed.addresses)]
    alike = stories.sharing(terms, found.dated, joining.WINDOW, joining.LEAST)
    others = {each.id: each for each in (*alike, *stories.sharing(texts, found.dated, COPIED))}
    links = [link for id_, each in others.items() if id_ != found.id and (link := _linked(found, each, even))]
    body = FILED.dump_json(filed).decode()
    stories.record_joined(
        Joining(found.id, found.rendered, found.dated, body, [*terms, *texts], links, bool(filed.owed))
    )


def _linked(found: Found, other: StoredMember, even: float) -> StoredLink | None:
    filed = FILED.validate_json(other.body)
    known = Known(other.id, other.dated, filed.signature, filed.meaning)
    link = joining.linked(found.known, known, copy=_same(found.filed, filed), even=even)
    return StoredLink(link.article, link.other, link.likeness, link.bond) if link else None


def _same(one: Filed, other: Filed) -> bool:
    """Tell whether two articles have one text; within a house, where many name one page as canonical, by its words."""
    one_house = one.rival.host == other.rival.host
    known = 1 if one_house else None
    named = set(one.addresses[:known]) & set(other.addresses[:known])
    return bool(named) or is_copy(one.signature, other.signature, one_house=one_house)


def arrange() -> None:
    """See what hangs together by links, where these have changed."""
    while stories.arrange(BATCH, Bond.COPY, _arranged):
        pass


def _arranged(region: Region) -> Arranged:
    links = [Link(each.article, each.other, each.likeness, Bond(each.bond)) for each in region.links]
    of_one_text = joining.together(region.bodies, [link for link in links if link.bond is Bond.COPY])
    kept: dict[str, str] = {}
    for ids in of_one_text:
        shown = copies.kept([FILED.validate_json(region.bodies[id_]).rival for id_ in ids]).id
        kept |= {id_: shown for id_ in ids if id_ != shown}
    return Arranged(joining.grouped(region.dates, links), kept)
