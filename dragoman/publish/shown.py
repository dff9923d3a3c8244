"""What stands at an article's address: a decision on what may be shown and on what came out well enough."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.types import Article, Level, Rendition, State, primary


class Shown(StrEnum):
    """What stands at an article's address in an edition."""

    TEXT = "text"
    EXCERPT = "excerpt"
    HEADLINE = "headline"
    GONE = "gone"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Mark:
    """How an edition came out, as lists say it: a kind for the style sheet, the key of its words, and their number."""

    kind: str
    key: str
    count: int = 0


def shown(article: Article, language: str) -> Shown:
    """Decide what stands at the address of an article in an edition."""
    rendition = article.renditions.get(language)
    if article.withdrawn or (rendition and rendition.state is State.WITHDRAWN):
        had_a_page = language in article.slugs or (rendition and rendition.state is not State.HELD)
        return Shown.GONE if had_a_page else Shown.NOTHING
    if rendition is None or rendition.state is State.HELD or article.decision.level is Level.SKIP:
        return Shown.NOTHING
    untranslated = not is_own(article, rendition) and not (article.decision.translate and rendition.passages)
    if untranslated or rendition.state is State.HEADLINE or article.decision.level is Level.HEADLINE:
        return Shown.HEADLINE
    return Shown.EXCERPT if article.decision.level is Level.EXCERPT else Shown.TEXT


def is_own(article: Article, rendition: Rendition) -> bool:
    """Tell whether an edition shows the article in the language it was written in."""
    return not rendition.passages and primary(rendition.language) == primary(article.document.language)
