"""One article in one edition, as a reader may see it: what of it is shown, in which words, in whose language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from markupsafe import Markup

from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line
from dragoman.publish.paths import article_path, iso, utc
from dragoman.publish.said import (
    EXCERPT_LENGTH,
    OPENING_LENGTH,
    Line,
    Said,
    broken,
    clipped,
    fitting,
    joined,
    said,
    verbatim,
)
from dragoman.publish.shown import Shown, is_own, shown
from dragoman.publish.words import Words, language_attributes, language_tag, words
from dragoman.types import (
    Article,
    Document,
    Picture,
    Place,
    Rendition,
    Sentence,
    Text,
)
from dragoman.urls import gate


@dataclass(frozen=True, eq=False)
class Edition:
    """An article in one edition language. Everything in it follows from the article and the site, once."""

    article: Article
    language: str
    site: SiteFacts

    @cached_property
    def shown(self) -> Shown:
        return shown(self.article, self.language)

    @property
    def visible(self) -> bool:
        """Tell whether the article can be read, or at least found, in this edition."""
        return self.shown in (Shown.TEXT, Shown.EXCERPT, Shown.HEADLINE)

    @cached_property
    def words(self) -> Words:
        return words(self.language)

    @property
    def document(self) -> Document:
        return self.article.document

    @property
    def rendition(self) -> Rendition:
        return self.article.renditions[self.language]

    @cached_property
    def path(self) -> str:
        return article_path(self.article, self.language)

    @cached_property
    def url(self) -> str:
        return self.site.url(self.path)

    @cached_property
    def every(self) -> Sequence[Edition]:
        """Return all editions in which the article can be read, in the site's order; this is one of them."""
        others = {code: Edition(self.article, code, self.site) for code in self.site.languages}
        return [edition for edition in (others | {self.language: self}).values() if edition.visible]

    @cached_property
    def licence(self) -> tuple[str, str]:
        """Name and address of the licence under which the article stands, empty where it has none."""
        found = self.article.decision.licence
        return (one_line(found.name), gate(found.url)) if found else ("", "")

    @cached_property
    def own(self) -> bool:
        return is_own(self.article, self.rendition)

    @cached_property
    def translated(self) -> bool:
        """Tell whether a machine wrote what this edition shows."""
        only_original = self.shown is Shown.HEADLINE and self.headline_kept
        return bool(self.passages) and not self.own and not only_original

    @property
    def indexed(self) -> bool:
        """Tell whether search engines are asked to list the page: only translations of whole articles are news here."""
        return self.shown is Shown.TEXT and self.translated and self.article.decision.index and not self.kept

    @property
    def kept(self) -> str:
        """Return the page of the article that is shown in place of this one, empty where this one is."""
        return self.article.telling.kept.get(self.language, "") if self.visible else ""

    # --- The source ---

    @property
    def origin(self) -> str:
        """Language tag of the original, empty where unknown."""
        return language_tag(self.document.language)

    @cached_property
    def original_url(self) -> str:
        return gate(self.article.url) or gate(self.document.url)

    @cached_property
    def source_name(self) -> str:
        listed = "" if self.document.relay else self.article.source.name
        return one_line(listed or self.document.publisher) or urlsplit(self.original_url).netloc

    @cached_property
    def original_headline(self) -> str:
        return one_line(self.document.headline.text)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        return tuple(filter(None, map(one_line, self.document.authors)))

    @property
    def published(self) -> datetime | None:
        return utc(self.document.published) if self.document.published else None

    @property
    def made(self) -> datetime:
        return utc(self.rendition.made or self.article.updated)

    @property
    def modified(self) -> datetime:
        """When the shown text last changed."""
        return max(self.made, utc(self.article.updated))

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """Return the pictures that may be shown, by the address of their figures."""
        return self.article.pictures if self.site.pictures and self.shown is Shown.TEXT else {}

    # --- The words ---

    @cached_property
    def passages(self) -> Mapping[Place, tuple[Sentence, ...]]:
        """Return the sentences of every text that was translated, in reading order."""
        return self.rendition.passages if self.article.decision.translate else {}

    @cached_property
    def _texts(self) -> dict[Place, Text]:
        return dict(self.document.texts())

    @cached_property
    def _lines(self) -> dict[Place, Sequence[Line]]:
        return {}

    def lines(self, place: Place) -> Sequence[Line]:
        """Return what is shown of one text, line by line; what nobody translated stands in the original."""
        if place not in self._lines:
            self._lines[place] = list(broken(self._said(place)))
        return self._lines[place]

    def _said(self, place: Place) -> Iterable[Said]:
        language, passage = self.document.language, self.passages.get(place)
        if passage:
            return (said(sentence, language, self.article.decision.compare) for sentence in passage)
        return verbatim(self._texts.get(place, Text()), language, self.own)

    def plain(self, place: Place) -> str:
        """Return what is shown of one text as a single plain line."""
        return joined(self.lines(place))

    @cached_property
    def headline(self) -> str:
        return self.plain("headline") or self.source_name

    @cached_property
    def headline_said(self) -> Line:
        return tuple(said for line in self.lines("headline") for said in line)

    @cached_property
    def headline_kept(self) -> bool:
        """Tell whether the whole headline stands in a language that isn't the page's."""
        return bool(self.headline_said) and all(said.kept for said in self.headline_said)

    @property
    def headline_language(self) -> str:
        """Return the language of a headline that isn't in the page's."""
        return self.headline_said[0].language if self.headline_kept else ""

    @cached_property
    def excerpt(self) -> list[Line]:
        """Return the first whole sentences that an excerpt may hold; of an untouched original its first words."""
        if self.own:
            return [(Said(Text(clipped(self.plain(self.document.opening), self._room))),)]
        kept = fitting(self.lines(self.document.opening), self._room)
        return [kept] if kept else []

    @property
    def _room(self) -> int:
        return min(self.article.decision.excerpt or EXCERPT_LENGTH, EXCERPT_LENGTH)

    @cached_property
    def description(self) -> str:
        """Return what the article says first, in few words; empty where only the headline may be shown."""
        if self.shown is Shown.TEXT:
            return clipped(self.plain(self.document.opening))
        return joined(self.excerpt) if self.shown is Shown.EXCERPT else ""

    @property
    def opening(self) -> str:
        """Return the beginning of the text for a lead story, more of it than the description says."""
        if self.shown is not Shown.TEXT:
            return ""
        said = map(self.plain, ("standfirst", *islice(self.document.beginning(), 3)))
        return clipped(" ".join(filter(None, said)), OPENING_LENGTH)

    # --- What the templates ask ---

    def foreign(self, code: str) -> Markup:
        return language_attributes(code)

    def report(self, block: int | None = None) -> str:
        """Return the link to report a fault in the article, or in one of its blocks."""
        place = "" if block is None else f"p{block}"
        subject = f"{self.words.plain('report_subject')} {self.article.id} {self.language} {place}".rstrip()
        mail = self.site.report(subject, f"{self.url}#{place}" if place else self.url)
        return self.site.form_link(self.language, self.article.id, place) if self.site.form else mail

    @property
    def published_iso(self) -> str:
        return iso(self.published) if self.published else ""
