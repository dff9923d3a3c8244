"""Choose articles by the operator's criteria, and say why one is left out. Pure: facts in, a sentence out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dragoman.errors import UsageError
from dragoman.filters import Criteria, FeedSettings, FilterSettings
from dragoman.newsroom.archive import StoredRevision
from dragoman.publish.sections import section_of, sections
from dragoman.types import Article, Document, Paragraph, primary
from dragoman.verify.places import places

ENGLISH = "en"
"""The language in which settings name places."""


@dataclass(frozen=True)
class Subject:
    """What is asked of an article: its source, what it says, the key of its section, its words in other languages."""

    source: str
    document: Document
    topic: str = ""
    more: str = ""

    @cached_property
    def places(self) -> frozenset[str]:
        """The keys of the places that its headline, standfirst and first paragraph name."""
        document = self.document
        first = next((block.text.text for block in document.blocks if isinstance(block, Paragraph)), "")
        text = "\n".join((document.headline.text, document.standfirst.text, first))
        return _keys(text, primary(document.language))

    @cached_property
    def text(self) -> str:
        """All its words, as `spelled` gives them."""
        return spelled("\n".join((*(text.text for _, text in self.document.texts()), *self.document.tags, self.more)))


def subject(revision: StoredRevision) -> Subject:
    """Return what is asked of a revision."""
    return Subject(revision.source.slug, revision.document, section_of(revision.document))


def feeds_of(feeds: Sequence[FeedSettings], article: Article, language: str, topic: str) -> list[str]:
    """Return the own feeds that hold an article in an edition, whose words count as well."""
    rendition = article.renditions.get(language)
    told = (one.target.text for passage in (rendition.passages.values() if rendition else ()) for one in passage)
    asked = Subject(article.source.slug, article.document, topic, "\n".join(told) if feeds else "")
    return [feed.name for feed in feeds if fits(feed, asked) is not None]


def left_out(filters: Sequence[FilterSettings], asked: Subject) -> str:
    """Return why an article is left out, empty where it is not."""
    only = [each for each in filters if each.do == "only"]
    if only and not any(fits(each, asked) is not None for each in only):
        return f"It fits none of your filters of what comes in ({', '.join(each.name for each in only)})."
    for each in filters:
        if each.do == "exclude" and (why := fits(each, asked)) is not None:
            return f"Your filter {each.name} leaves it out ({', '.join(why) or 'it lacks all that would keep it'})."
    return ""


def fits(criteria: Criteria, asked: Subject) -> list[str] | None:
    """Return by what an article fits some criteria, None where it doesn't."""
    if any(_said(asked.text, word) for word in criteria.without):
        return None
    reasons: list[str] = []
    for kind, found in _looked_for(criteria, asked):
        if found is None:
            return None
        reasons.append(f"{kind} {found}")
    return reasons


def _looked_for(criteria: Criteria, asked: Subject) -> Iterator[tuple[str, str | None]]:
    """Yield each kind that is named with what of it an article has first, None where it has none."""
    if criteria.sources:
        yield "source", asked.source if asked.source in criteria.sources else None
    if criteria.languages:
        language = primary(asked.document.language)
        yield "language", language if language in map(primary, criteria.languages) else None
    if criteria.topics:
        yield "topic", asked.topic if asked.topic in criteria.topics else None
    if criteria.places:
        yield "place", next((name for name in criteria.places if _keys(name, ENGLISH) & asked.places), None)
    if criteria.words:
        yield "word", next((word for word in criteria.words if _said(asked.text, word)), None)


def _keys(text: str, language: str) -> frozenset[str]:
    return frozenset().union(*(named.keys for named in places(text, language)))


def _said(text: str, word: str) -> bool:
    return _sought(word) in text


@lru_cache(maxsize=1024)
def _sought(word: str) -> str:
    """Return a word or phrase as it stands among others; where no spaces part words it may stand anywhere."""
    bare = spelled(word).strip()
    before, after = ("" if unicodedata.east_asian_width(letter) in "WF" else " " for letter in (bare[0], bare[-1]))
    return f"{before}{bare}{'' if word.endswith('*') else after}"


def spelled(text: str) -> str:
    """Return the words of a text in small letters without accents, a space before and after each."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return f" {' '.join(''.join(c if unicodedata.category(c)[0] in 'LMN' else ' ' for c in letters).split())} "


def proved(criteria: Iterable[FilterSettings | FeedSettings]) -> None:
    """Raise UsageError for a topic or a place that nobody knows: it would choose nothing, and nobody would see why."""
    for each in criteria:
        for topic in each.topics:
            if topic not in sections():
                raise UsageError(f"{each.name} names the topic {topic}; there are {', '.join(sections())}")
        for place in each.places:
            if not _keys(place, ENGLISH):
                raise UsageError(f"{each.name} names the place {place}, which is on no map of ours; use words for it")
