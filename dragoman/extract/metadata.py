"""What a page says of itself in JSON-LD, OpenGraph, meta elements and microdata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from dragoman.extract import addresses, authors, bylines, headings, jsonld, nearby, relay, times, titles
from dragoman.extract import headline as headlines
from dragoman.extract.language import normalised
from dragoman.extract.section import section
from dragoman.extract.text import clean, key
from dragoman.types import Alternate, Document, Translator
from dragoman.urls import bare_host, gate

_DESCRIPTIONS = "og:description description twitter:description dc.description sailthru.description".split()
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_KEYWORDS = "article:tag news_keywords parsely-tags sailthru.tags".split()
_TIER = ("article:content_tier og:article:content_tier content_tier article.content_tier access").split()
_TIERS = {"free": True, "locked": False, "paid": False, "premium": False, "subscriber": False, "subscription": False}
_NAME = 40
"""Letters of a section's name; longer ones are lists of tags."""


@dataclass
class Metadata:
    """The fields of one page, each read when it is asked for."""

    root: HtmlElement
    url: str
    nodes: list[jsonld.Node] = field(init=False)
    article: jsonld.Node = field(init=False)
    meta: Mapping[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = list(jsonld.nodes(self.root))
        self.article = jsonld.article(self.nodes)
        self.meta = _metas(self.root)

    def first(self, names: Iterable[str]) -> str:
        """Return the first meta value that stands under one of these names."""
        return next((value for name in names for value in self.meta.get(name, []) if value), "")

    def document(self) -> Document:
        """Return a Document of all fields, without a body."""
        return Document(
            url=self.url,
            language=self.language,
            headline=headings.marked(self.root, self.headline),
            canonical=self.canonical,
            authors=self.authors,
            published=self.published,
            modified=self.modified,
            section=self.section,
            tags=self.tags,
            publisher=self.publisher,
            licence=self.licence,
            free=self.free,
            organisations=self.organisations,
            alternates=self.alternates,
            translators=self.translators,
            original=relay.original(self.root, self.article, self.alternates) if self.translators else None,
        )

    @cached_property
    def alternates(self) -> tuple[Alternate, ...]:
        """The page's versions in other languages, as it tells machines and readers."""
        found = (
            *addresses.alternates(self.root, self.url, self.language),
            *relay.versions(self.root, self.url, self.language),
        )
        return tuple({each.language: each for each in reversed(found)}.values())[::-1]

    @cached_property
    def translators(self) -> tuple[Translator, ...]:
        """Who translated the article before."""
        return relay.translators(self.root, self.article)

    @cached_property
    def publisher(self) -> str:
        told = jsonld.string(authors.resolved(self.article.get("publisher"), self.things))
        if told and "/" not in told:
            return told
        named = (self.first((name,)) for name in ("og:site_name", "application-name", "al:android:app_name"))
        return next((name for name in named if name and "//" not in name), "") or titles.site(
            clean(self.root.findtext(".//title") or ""), urlsplit(self.url).hostname or ""
        )

    @cached_property
    def headline(self) -> str:
        host = bare_host(self.url)
        sites = (
            self.publisher,
            self.first(("og:site_name",)),
            self.first(("application-name",)),
            host,
            host.rsplit(".", 1)[0],
            *host.split(".")[:-1],
        )
        title = self.root.findtext(".//title") or ""
        told = (
            jsonld.string(self.article.get("headline")),
            self.first(("og:title",)),
            self.first(("twitter:title",)),
            self.first(("sailthru.title", "parsely-title", "dc.title")),
            clean(title),
        )
        texts = [clean(html.unescape(text))[:500] for text in told if text]
        return headlines.choose(*headings.shown(self.root, texts), texts, sites)

    @cached_property
    def near(self) -> list[str]:
        """The short lines round the headline."""
        return list(nearby.lines(self.root, self.headline))

    @cached_property
    def base(self) -> str:
        """The address that the page's relative addresses start from."""
        base = self.root.find(".//base")
        return gate(base.get("href", ""), self.url) or self.url if base is not None else self.url

    @cached_property
    def descriptions(self) -> list[str]:
        """What the page tells machines that the article is about, each text once."""
        told = [value for name in _DESCRIPTIONS for value in self.meta.get(name, [])[:1]]
        told += [jsonld.string(self.article.get(name)) for name in ("description", "abstract")]
        cut = (_ELLIPSIS.sub("", clean(html.unescape(text))) for text in told if text)
        return list(dict.fromkeys(filter(key, cut)))

    @cached_property
    def language(self) -> str:
        body = self.root.find("body")
        told = [e.get("lang", "") or e.get("xml:lang", "") for e in (self.root, body) if e is not None]
        told.append(self.first(("content-language", "dc.language", "language")))
        told.append(jsonld.string(self.article.get("inLanguage")))
        return next(filter(None, map(normalised, told)), "")

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors as told, unless that is only the site and the page shows or tells a name besides."""
        told = (authors.in_json(self.article, self.things), *authors.in_meta(self.meta))
        shown = bylines.shown(self.root, self.near)
        return authors.choose(told, shown, self._sites)

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Those of the authors that are organisations."""
        told = {key(name) for name in authors.organisations(self.article, self.things)} | self._sites
        return tuple(name for name in self.authors if key(name) in told or bylines.is_organisation(name))

    @cached_property
    def things(self) -> Mapping[str, jsonld.Node]:
        """The objects of the page's JSON-LD that say more than their kind, by their `@id`."""
        return {str(node["@id"]): node for node in self.nodes if "@id" in node and len(node) > 2}

    @cached_property
    def _sites(self) -> frozenset[str]:
        host = key(urlsplit(self.url).hostname or "").removeprefix("www")
        return frozenset((key(self.publisher), key(self.first(("og:site_name",))), host)) - {""}

    @cached_property
    def published(self) -> datetime | None:
        told = [jsonld.string(self.article.get(name)) for name in ("datePublished", "dateCreated", "uploadDate")]
        told += [value for name in times.PUBLISHED for value in self.meta.get(name, [])]
        return times.published(self.root, told, self)

    @cached_property
    def changed(self) -> datetime | None:
        """The time of the last change, as told."""
        told = [value for name in times.MODIFIED for value in self.meta.get(name, [])]
        told = [jsonld.string(self.article.get("dateModified")), *told, *times.in_scripts(self.root, "Modified")]
        return times.best(told, self.language)

    @cached_property
    def modified(self) -> datetime | None:
        """The time of the last change, where it isn't before publication."""
        return self.changed if self.changed and not (self.published and self.changed < self.published) else None

    @cached_property
    def section(self) -> str:
        told = self.first(("article:section", "og:article:section", "parsely-section"))
        told = told or jsonld.string(self.article.get("articleSection"))
        told = told if len(told) <= _NAME else told.split(",")[0]
        return told if told and "/" not in told else section(self.nodes, self._sites)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        told = [value for name in _KEYWORDS for value in self.meta.get(name, [])]
        told += jsonld.strings(self.article.get("keywords"))
        words = [clean(word) for value in told or self.meta.get("keywords", []) for word in value.split(",")]
        return tuple(dict.fromkeys(word for word in words if 1 < len(word) <= 60))[:30]

    @cached_property
    def canonical(self) -> str:
        page = self.article.get("mainEntityOfPage")
        told = (self.first(("og:url",)), jsonld.address(page), jsonld.address(self.article.get("url")))
        return addresses.canonical(self.root, told, self.url)

    @cached_property
    def licence(self) -> str:
        """The address of the licence, or its words where it has none."""
        linked = [
            e.get("href", "") for e in self.root.iter("link", "a") if "license" in e.get("rel", "").lower().split()
        ]
        told = [
            *linked,
            jsonld.address(self.article.get("license")),
            self.first(("license", "licence", "dcterms.license", "dc.rights.license")),
        ]
        return next((gate(value, self.url) or clean(value)[:200] for value in told if value), "")

    @cached_property
    def free(self) -> bool | None:
        """Whether the article is free to read, as a whole and in its parts; None where the page doesn't say."""
        parts = self.article.get("hasPart")
        things = (self.article, *(part for part in (parts if isinstance(parts, list) else [parts])[:20]))
        told = [jsonld.flag(thing.get("isAccessibleForFree")) for thing in things if isinstance(thing, Mapping)]
        if said := [flag for flag in told if flag is not None]:
            return all(said)
        return _TIERS.get(self.first(_TIER).lower())


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        value = clean(element.get("content", "") or element.get("value", ""))
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = element.get(attribute, "").strip().lower()
            if name and value:
                found.setdefault(name, []).append(value[:2000])
    return found
