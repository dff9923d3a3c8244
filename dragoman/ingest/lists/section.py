"""A front or section page as a list of news: the links that are articles, by structure or by a selector."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.etree import XPathError
from lxml.html import HtmlElement

from dragoman.errors import NotAFeed, UsageError
from dragoman.ingest import clean, dates
from dragoman.ingest.lists import addresses, cards, webpage
from dragoman.ingest.lists.cards import Card
from dragoman.types import Entry, Feed

MAX_ENTRIES = 100
LEAST = 3

_FURNITURE = frozenset(("nav", "footer", "aside", "dialog", "menu"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog"))
_CONTENT = frozenset(("article", "section", "main", "li"))
_FURNISHED = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|megamenu|footer|breadcrumbs?|paginat\w*|pager|social|share|sharing|cookies?"
    r"|comments?|tagcloud|sidebar)(?:$|[-_\s])",
    re.I,
)
_DATED = re.compile(r"(?:^|[-_\s])(?:date|time|datetime|timestamp|posted|published|data|fecha)(?:$|[-_\s])", re.I)
_DEPTH = 5
_CHOICE = 20
_PARTS = 1000
_HEADLINE = 4
_WORDS = 15
_SHARE = 0.15
_NAMED = 0.6


def parse_section(
    body: bytes, url: str, content_type: str = "", selector: str = "", now: datetime | None = None
) -> Feed:
    """Return the articles that a front or section page links to, in its own order, at most 100.

    `selector` (CSS) picks the links, or elements that hold one each; without it they are found by structure: links of
    the page's own site with a headline, to addresses as articles have them, in the places that hold most of them.
    Raises NotAFeed where there is nothing like it, UsageError for a selector that is none.
    """
    now = now or datetime.now(UTC)
    pick = _compiled(selector) if selector.strip() else None
    try:
        page = webpage.parse(body, content_type)
        base = webpage.base(page, url)
        found = _picked(page, base, pick) if pick else _found(page, url, base)
    except NotAFeed as reason:
        raise NotAFeed(f"{url} is no list of articles: {reason}.") from None
    language = clean.language(page.get("lang") or page.get("xml:lang") or "")
    return Feed(
        title=webpage.title(page),
        link=clean.link(url),
        language=language,
        subtitle=webpage.meta(page, "description"),
        entries=tuple(_entry(each, language, now) for each in _once(found)),
    )


def _entry(card: Card, language: str, now: datetime) -> Entry:
    return Entry(
        id=card.url,
        url=card.url,
        title=card.title,
        published=_published(card.whole, language, now),
        language=language,
    )


def _once(found: Iterable[Card]) -> list[Card]:
    """Return one card an article, in the order of the page: the one with the best title."""
    best: dict[str, Card] = {}
    for card in found:
        # Front pages note in the query where on them a link stands.
        path = card.url.partition("?")[0]
        name = path if addresses.is_article(path) else card.url
        known = best.setdefault(name, card)
        if (card.rank, len(card.title)) > (known.rank, len(known.title)):
            best[name] = replace(card, url=known.url)
    return list(best.values())[:MAX_ENTRIES]


def _published(whole: HtmlElement, language: str, now: datetime) -> datetime | None:
    """Return the date that stands beside a link, where it is one."""
    for element in islice(whole.iter(), _PARTS):
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if element.tag == "time" or _DATED.search(named) or "datePublished" in named:
            told = [element.get("datetime"), element.get("content"), webpage.line(element)]
            moments = (dates.plausible(dates.read(text, language), now) for text in told if text)
            if moment := next(filter(None, moments), None):
                return moment
    return None


# --- By selector -------------------------------------------------------------------------------------------------


def _compiled(selector: str) -> CSSSelector:
    try:
        return CSSSelector(selector, translator="html")
    except (SelectorError, XPathError, ValueError) as error:
        raise UsageError(f"“{selector}” is no CSS selector ({error}); write one such as “article h2 a”") from None


def _picked(page: HtmlElement, base: str, pick: CSSSelector) -> list[Card]:
    try:
        elements = pick(page)
    except XPathError as error:
        raise UsageError(f"“{pick.css}” can't be applied ({error}); write a simpler CSS selector") from None
    found = [card for element in islice(elements, cards.MAX_LINKS) if (card := _card(element, base))]
    if not found:
        raise NotAFeed(f"the selector “{pick.css}” picks no link on it; look whether the page has changed")
    return found


def _card(element: HtmlElement, base: str) -> Card | None:
    """Return the card of an element: of the link it is, holds (that of its heading first) or stands in."""
    anchors = islice((*element.iter("a"), *element.iterancestors("a")), _CHOICE)
    named = [(anchor, url) for anchor in anchors if (url := clean.link(anchor.get("href") or "", base))]
    if not named:
        return None
    anchor, url = min(named, key=lambda each: (not _is_headed(each[0]), addresses.is_list(each[1])))
    return cards.card([anchor], url, element)


def _is_headed(anchor: HtmlElement) -> bool:
    headings = (*anchor.iterancestors(*cards.HEADINGS), *anchor.iter(*cards.HEADINGS))
    return bool(headings)


# --- By structure ------------------------------------------------------------------------------------------------


def _found(page: HtmlElement, url: str, base: str) -> list[Card]:
    own = clean.link(url)
    links = [
        (anchor, href)
        for anchor, href in cards.links(page, base)
        if href != own and addresses.same_site(href, url) and not addresses.is_list(href)
    ]
    found = _unfurnished(cards.cards(filter(_leads_on, links)), page)
    found = _main([card for card in found if _is_news(card)])
    count = len({card.url for card in found})
    if count < LEAST:
        raise NotAFeed(
            f"{count or 'none'} of its {len(links)} links to pages of its own look like articles; "
            "give a CSS selector that picks them, such as “article h2 a”"
        )
    return found


def _leads_on(link: tuple[HtmlElement, str]) -> bool:
    """Tell whether a link may lead to an article, not only to what the article belongs to (its section, its author)."""
    anchor, url = link
    return addresses.is_article(url) or addresses.words(webpage.line(anchor)) >= _HEADLINE or _is_headed(anchor)


def _is_news(card: Card) -> bool:
    words = addresses.words(card.title)
    if addresses.is_article(card.url):
        return words >= _HEADLINE or (card.headed and words >= _HEADLINE / 2)
    return card.headed and words >= _HEADLINE


def _unfurnished(found: list[Card], page: HtmlElement) -> list[Card]:
    """Leave out what stands in menus, margins and the foot of the page, and words that are the same for many links."""
    times = Counter(title for title, _ in {(card.title, card.url) for card in found})
    furniture, furnished = _furniture(page)
    content = [card for card in found if times[card.title] < LEAST and card.link not in furniture]
    marked = [card for card in content if card.link not in furnished]
    # Names of classes are hints only: a whole page may stand in a “content-with-sidebar”.
    return marked if _weight(marked) >= _weight(content) / 2 else content


def _furniture(page: HtmlElement) -> tuple[set[HtmlElement], set[HtmlElement]]:
    """Return the elements in what is no content by its tag or role, and in what its classes call so."""
    furniture: set[HtmlElement] = set()
    furnished: set[HtmlElement] = set()
    content: set[HtmlElement] = set()
    for element in page.iter():
        parent = element.getparent()
        if element.tag in _CONTENT or parent in content:
            content.add(element)
        if parent in furniture or _is_furniture(element) or (element.tag == "header" and element not in content):
            furniture.add(element)
        if parent in furnished or _FURNISHED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            furnished.add(element)
        if element.tag == "body":
            furnished.discard(element)
    return furniture, furnished


def _is_furniture(element: HtmlElement) -> bool:
    return element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES


def _main(found: list[Card]) -> list[Card]:
    """Return the cards of the shapes that hold most of the headlines on the page."""
    named = [card for card in found if addresses.is_article(card.url)]
    if _weight(named) > _NAMED * _weight(found):
        found = named
    groups: dict[tuple[str, ...], list[Card]] = defaultdict(list)
    for card in found:
        groups[_shape(card.link)].append(card)
    most = max(map(_weight, groups.values()), default=0)
    main = {shape for shape, group in groups.items() if _weight(group) >= _SHARE * most}
    return [card for card in found if _shape(card.link) in main or card.headed]


def _weight(found: Iterable[Card]) -> int:
    return sum(min(addresses.words(card.title), _WORDS) for card in found)


def _shape(anchor: HtmlElement) -> tuple[str, ...]:
    """Return the tags and first classes of a link and what is around it; numbers in classes name single items."""
    return tuple(_step(element) for element in (anchor, *islice(anchor.iterancestors(), _DEPTH)))


def _step(element: HtmlElement) -> str:
    first = (element.get("class") or "").split(maxsplit=1)[:1]
    return re.sub(r"\d+", "", ".".join([str(element.tag), *first]))
