"""An operator's own rules for a site, as plain data: which elements of its pages are what.

    ["paper.example"]                      # and its subdomains
    body = "article .story-text"           # one CSS selector, or a list of them
    drop = [".promo", "#comments"]         # taken off the page before anything is read
    headline = "h1.title"
    standfirst = "p.intro"
    byline = ".author-name"
    published = "time.posted"
    section = ".rubric"
    lead = "figure.opener"

What a rule names and the page has goes before all that is found in general; what it doesn't have changes nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from dragoman.errors import UsageError
from dragoman.extract import bylines, dates, figures, pictures
from dragoman.extract.inline import read
from dragoman.extract.text import clean
from dragoman.types import Document, Figure, Text

NAMES = ("body", "drop", "headline", "standfirst", "byline", "published", "section", "lead")


@dataclass(frozen=True, slots=True)
class Rule:
    """The CSS selectors for one site, by what they find."""

    host: str
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def prune(self, root: HtmlElement) -> None:
        """Take off a page what its rule drops."""
        for element in self._found(root, "drop"):
            if element.getparent() is not None:
                element.drop_tree()

    def boxes(self, root: HtmlElement) -> list[HtmlElement]:
        """Return the elements that hold the body, none inside another, in the order of the page."""
        found = list(self._found(root, "body"))
        inner = {id(element) for box in found for element in box.iterdescendants()}
        order = {id(element): n for n, element in enumerate(root.iter())}
        outer = {id(box): box for box in found if id(box) not in inner}
        return sorted(outer.values(), key=lambda box: order[id(box)])

    def applied(self, document: Document, root: HtmlElement, base: str) -> Document:
        """Return a Document with the fields that the rule finds on its page."""
        lead = self._first(root, "lead")
        published = self._first(root, "published")
        texts = {name: self._text(root, name, base) for name in ("headline", "standfirst", "section")}
        authors = tuple(bylines.names([clean(one.text_content()) for one in self._found(root, "byline")]))
        return replace(
            document,
            headline=texts["headline"] or document.headline,
            standfirst=texts["standfirst"] or document.standfirst,
            section=texts["section"].text or document.section,
            authors=authors or document.authors,
            published=(None if published is None else _time(published, document.language)) or document.published,
            lead=(None if lead is None else _figure(lead, base)) or document.lead,
        )

    def _text(self, root: HtmlElement, name: str, base: str) -> Text:
        element = self._first(root, name)
        return Text() if element is None else read(element, base)

    def _first(self, root: HtmlElement, name: str) -> HtmlElement | None:
        return next(self._found(root, name), None)

    def _found(self, root: HtmlElement, name: str) -> Iterator[HtmlElement]:
        for selector in self.selectors.get(name, ()):
            yield from _compiled(selector)(root)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for all sites that an operator has some for."""

    rules: Mapping[str, Rule] = field(default_factory=dict)

    def of(self, url: str) -> Rule | None:
        """Return the rule for the site of an address: that of its host, or of the nearest domain above it."""
        labels = (urlsplit(url).hostname or "").split(".")
        hosts = (".".join(labels[n:]) for n in range(len(labels)))
        return next((self.rules[host] for host in hosts if host in self.rules), None)


def read_rules(text: str, name: str = "the rules") -> Rules:
    """Return the rules in a TOML text; name is what its errors call it.

    Raises:
        UsageError: the text is no TOML, or a host, a name or a selector in it is wrong.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is no TOML: {error}.") from error
    return Rules({host.lower(): _rule(host.lower(), one, name) for host, one in told.items()})


def _rule(host: str, told: Any, name: str) -> Rule:
    if not isinstance(told, Mapping) or not host.strip() or "/" in host:
        raise UsageError(f'{name}: “{host}” must be a table named by a host, such as ["www.paper.example"].')
    if any(isinstance(inner, Mapping) for inner in told.values()):
        raise UsageError(f'{name}: write a host with dots in quotation marks: ["{host}.…"].')
    if unknown := [key for key in told if key not in NAMES]:
        raise UsageError(f"{name}: {host} has no “{unknown[0]}”; use {', '.join(NAMES)}.")
    return Rule(host, {key: tuple(_selectors(value, f"{name}: {key} of {host}")) for key, value in told.items()})


def _selectors(told: Any, where: str) -> Iterator[str]:
    for selector in [told] if isinstance(told, str) else told if isinstance(told, list) else [None]:
        if not isinstance(selector, str) or not selector.strip():
            raise UsageError(f"{where} must be a CSS selector or a list of them, in quotation marks.")
        try:
            _compiled(selector)
        except SelectorError as error:
            raise UsageError(f"{where} is no CSS selector that can be read: “{selector}” ({error}).") from error
        yield selector


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _time(element: HtmlElement, language: str) -> Any:
    told = element.get("datetime") or element.get("content") or element.text_content()
    return dates.parse(clean(told), language)


def _figure(element: HtmlElement, base: str) -> Figure | None:
    return pictures.picture(element, base) if element.tag == "img" else figures.figure(element, base)
