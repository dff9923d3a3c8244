"""Put articles into stories: sign each, find what it is a copy of and what tells of the same, and store that.

Articles that came together are taken in the order of their times, so it does not matter which was rendered first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from pydantic import TypeAdapter

from dragoman.errors import DragomanError
from dragoman.flow.desk import Desk
from dragoman.flow.renditions import decision_on
from dragoman.ingest.identity import address
from dragoman.newsroom import archive, exclusions, stories
from dragoman.newsroom.archive import StoredArticle, StoredRevision
from dragoman.newsroom.stories import Joining, StoredMember
from dragoman.stories import copies, joining
from dragoman.stories.claims import SENTENCES, Stated, claims
from dragoman.stories.copies import Rival, is_copy, kept
from dragoman.stories.joining import Story, turn
from dragoman.stories.signature import Told, signature
from dragoman.translate.segmentation import segment
from dragoman.types import Claim, Document, Level, Outcome, Paragraph, Place, Rendition, Signature, primary
from dragoman.verify.calendar import days
from dragoman.verify.places import places
from dragoman.verify.quantities import quantities

log = structlog.get_logger()

BATCH = 100
PIVOT = "en"
"""The language that articles are compared in, where the site has it; else its first one."""
COPIED = timedelta(days=30)
"""How long after a text its copies are looked for."""
UNSOUND = (ValueError, TypeError, LookupError)
"""What an article that we did not foresee may raise."""
PARAGRAPHS = 4
"""Paragraphs, the standfirst included, from which an article is known again."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What is stored of an article to know it again."""

    signature: Signature
    rival: Rival
    addresses: tuple[str, ...] = ()
    """Its own address, and those that it gives for its original, in the spelling that all have in common."""
    claims: tuple[Claim, ...] = ()


FILED = TypeAdapter(Filed)


def join(desk: Desk) -> bool:
    """Put articles that were rendered since into their stories, some at a time; tell whether others wait."""
    _sum_up()
    if waiting := stories.unjoined(BATCH):
        out = exclusions.among(waiting)
        for id_ in out:
            stories.leave(id_)
        found = [filed for id_ in waiting if id_ not in out and (filed := _filed(desk, id_))]
        for each in sorted(found, key=lambda one: turn(one.dated, one.id)):
            put(each)
        # One that could not be signed stands alone until it changes.
        signed = {each.id for each in found}
        stories.pass_over({id_: rendered for id_, rendered in waiting.items() if id_ not in signed})
    return bool(stories.unjoined(1))


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it was signed."""

    id: str
    rendered: int
    dated: datetime
    filed: Filed


def _filed(desk: Desk, id_: str) -> Found | None:
    """Return an article as it is known again, None where nothing of it is there, or what there is can't be read."""
    try:
        stored = archive.article(id_)
        return _signed(desk, stored) if stored else None
    except (DragomanError, *UNSOUND) as error:
        log.warning("article not put into a story", article=id_, error=str(error))
        return None


def _signed(desk: Desk, stored: StoredArticle) -> Found:
    revision, pivot = stored.revision, pivot_of(desk)
    document = revision.document
    told, stated = words_of(stored, pivot)
    signed = desk.crew.run(signature, told, pivot, places)
    said = desk.crew.run(claims, stated, quantities, days) if stated else ()
    published = document.published or revision.entry.published or stored.first_seen
    dated = min(published, stored.first_seen)
    addresses = tuple(address(url) for url in (document.url, *_originals(document)) if url)
    filed = Filed(signed, _rival(desk, revision, signed.words, dated), addresses, said)
    return Found(revision.article, revision.number, dated, filed)


def _rival(desk: Desk, revision: StoredRevision, words: int, dated: datetime) -> Rival:
    document = revision.document
    return Rival(
        id=revision.article,
        publisher=document.publisher or revision.source.name,
        host=_host(document.url),
        named=tuple(map(_host, _originals(document))),
        credits=(*document.authors, *document.organisations),
        level=list(Level).index(decision_on(desk, revision).level),
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
    return tuple(url for url in named if url and address(url) != address(document.url))


# --- Its words ---


def words_of(stored: StoredArticle, pivot: str) -> tuple[Told, list[Stated]]:
    """Return an article's words in the pivot language where they can be had, and its first sentences in English."""
    document = stored.revision.document
    text = "\n".join(block.text.text for block in document.blocks if isinstance(block, Paragraph))
    rendition = stored.renditions.get(pivot)
    whole = f"{document.standfirst.text}\n{text}"
    if rendition and rendition.passages:
        said = list(_said(document, rendition))
        headline = " ".join(one.text for place, one in said if place == "headline") or document.headline.text
        opening = " ".join(one.text for place, one in said if place != "headline")
        told = Told(headline, opening, pivot if opening or headline != document.headline.text else "", whole)
        return told, [one for _, one in said][:SENTENCES] if primary(pivot) == "en" else []
    told = Told(document.headline.text, whole, document.language, whole)
    return told, list(_own(document)) if primary(document.language) == "en" else []


def _said(document: Document, rendition: Rendition) -> Iterator[tuple[Place, Stated]]:
    """Yield what a rendition says of an article's opening; what stands in the original is no word of its language."""
    for place in ("headline", *_opening(document)):
        for sentence in rendition.passages.get(place, ()):
            if sentence.outcome is not Outcome.ORIGINAL:
                yield place, Stated(sentence.target.text, sentence.source.text)


def _own(document: Document) -> Iterator[Stated]:
    texts = dict(document.texts())
    for place in ("headline", *_opening(document)):
        text = texts[place].text
        yield from (Stated(text[start:end], text[start:end]) for start, end in segment(text, document.language))


def _opening(document: Document) -> list[Place]:
    paragraphs = [str(n) for n, block in enumerate(document.blocks) if isinstance(block, Paragraph)]
    return ["standfirst", *paragraphs][:PARAGRAPHS]


# --- Its story ---

_TERMS: TypeAdapter[tuple[dict[str, float], frozenset[str]]] = TypeAdapter(tuple[dict[str, float], frozenset[str]])
"""How a story's vector is stored, with those of its terms that are the same in every language."""


def put(found: Found) -> None:
    """Put an article into the story that it is most like, or that of the text that it is a copy of."""
    if stories.leave(found.id):
        _sum_up()
    signed, same = found.filed.signature, _copies(found)
    like = stories.stories_like(joining.indexed(signed.terms), found.dated, joining.WINDOW)
    decided = joining.joined(signed, [Story(each.id, each.opened, *_TERMS.validate_json(each.terms)) for each in like])
    story = same[0].story if same else decided.story.id if decided.story else ""
    rivals = [found.filed.rival, *(FILED.validate_json(each.body).rival for each in same)]
    shown = kept(rivals).id
    stories.record_joined(
        Joining(
            article=found.id,
            rendered=found.rendered,
            dated=found.dated,
            body=FILED.dump_json(found.filed).decode(),
            keys=_keys(found.filed),
            story=story or stories.new_id(found.id),
            merged=() if same else [other.id for other in decided.merged],
            kept=shown,
            copies=[each.id for each in rivals if each.id != shown],
        )
    )
    _sum_up()


def _copies(found: Found) -> list[StoredMember]:
    """Return the other articles whose text is the same, or that one of both names as its original."""
    like = stories.texts_like(_keys(found.filed), found.dated, COPIED)
    same = {each.kept or each.id for each in like if _same(found.filed, FILED.validate_json(each.body))}
    return [each for each in stories.copies_of(same) if each.id != found.id]


def _keys(filed: Filed) -> list[int]:
    return [*copies.indexed(filed.signature), *map(stories.hashed, filed.addresses)]


def _same(one: Filed, other: Filed) -> bool:
    """Tell whether two articles have one text; within a house, where many name one page as canonical, by its words."""
    one_house = one.rival.host == other.rival.host
    known = 1 if one_house else None
    named = set(one.addresses[:known]) & set(other.addresses[:known])
    return bool(named) or is_copy(one.signature, other.signature, one_house=one_house)


def _sum_up() -> None:
    """Store what the articles of stories have in common, where that changed; round-ups have too much."""
    for id_, version in stories.unsummed():
        signed = [FILED.validate_json(each.body).signature for each in stories.members([id_])]
        telling = [each for each in signed if not each.roundup] or signed
        terms = joining.total(each.terms for each in telling)
        neutral = sorted({term for each in telling for term in each.neutral} & terms.keys())
        stories.record_summed(id_, version, json.dumps([terms, neutral], ensure_ascii=False), joining.indexed(terms))
