"""The headline: what the page shows as one, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain, islice

from lxml.html import HtmlElement

from dragoman.extract.furniture import is_furniture_by_nature, words_of
from dragoman.extract.text import clean, key

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•»›:/~]|::|\|\|)\s+|\s*\|\s*|(?<!\s)»\s*(?=\S)"
    rf"|(?<=[{_CJK}\u3000-\u303f\uff01-\uff5e”])\s*[-_–—]+\s*(?=[{_CJK}])"
)
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_NAMES = frozenset("headline hed title heading".split())
_LABELS = frozenset("site page section widget video image related next menu nav sub small teaser card list".split())
_APART = frozenset(
    "kicker overline dachzeile spitzmarke eyebrow roofline pretitle supertitle antetitulo volanta cintillo chapeu "
    "surtitre occhiello topic label subtitle subline subheadline".split()
)
"""What is set above or below a headline inside its heading."""
_COLONS = (":", "：")
_CRUMBS = frozenset("breadcrumb breadcrumbs seotitle".split())
_TAGS = ("h2", "h3", "div", "span", "p", "a")
_MOST = 500
_LONG = 25
"""Letters from which a text is hardly a label."""
_TRIED = 8
_PARTS = 50
_LEAST = 15
"""Letters that a headline must keep when what is set apart goes."""


def shown(root: HtmlElement, told: Sequence[str]) -> tuple[list[str], Iterator[str]]:
    """Return the first headings of the first level, and what else on the page looks like a headline."""
    tops = [top for top in islice(root.iter("h1"), _TRIED) if not _is_crumb(top, told)]
    return [_text(top) for top in tops], _others(root, tops)


def _others(root: HtmlElement, tops: Iterable[HtmlElement]) -> Iterator[str]:
    inner = [_text(part) for top in tops for part in top.iter("span", "strong") if _is_named(part)]
    named = islice((e for e in root.iter(*_TAGS) if e.get("itemprop") == "headline" or _is_named(e)), _TRIED)
    seconds = islice((e for e in root.iter("h2") if not _in_furniture(e)), _TRIED)
    yield from inner
    yield from map(_text, chain(named, seconds))


def choose(tops: Sequence[str], others: Iterable[str], told: Sequence[str], sites: Iterable[str]) -> str:
    """Return the headline among those shown on the page and those told to machines (best first).

    The shown one that agrees best with what machines are told wins; where none does, what machines are told.
    """
    site_keys = {key(site) for site in sites} - {""} - {key(text) for text in told[:2] if len(text) > _LONG}
    told = [text for text in (without_site(text, site_keys) for text in told) if text and key(text) not in site_keys]
    tops = [text for text in tops if key(text) and key(text) not in site_keys]
    if not told:
        return next(iter(tops), "")
    top = max(tops, key=lambda text: _agreement(text, told), default="")
    if key(top) and key(top) in map(key, told):
        return _as_told(top, told, site_keys)
    others = [text for text in others if not tops or len(_WORD.findall(text)) > 3]
    told, tails = _cut(told, {key(text) for text in (*tops, *others, *told)})
    site_keys |= tails
    tops = [text for text in tops if key(text) not in tails]
    top = max(tops, key=lambda text: _agreement(text, told), default="")
    other = max(others, key=lambda text: _agreement(text, told), default="")
    top_agrees, other_agrees = _agreement(top, told), _agreement(other, told)
    if other_agrees >= 0.7 and other_agrees > top_agrees + (0.2 if top_agrees >= 0.5 and other not in top else 0.0):
        return _as_told(other, told, site_keys)
    if top_agrees >= 0.5:
        return _as_told(top, told, site_keys)
    long = [text for text in tops if len(text) >= min(_LONG, len(told[0]))]
    if len(long) == 1 and not _is_settled(told):
        return long[0]
    return told[0] if len(told) > 1 else without_tail(told[0])


def site(title: str, host: str) -> str:
    """Return the last part of a title where it is the name of its host."""
    parts = list(_SEPARATOR.finditer(title))
    tail = title[parts[-1].end() :] if parts else ""
    return tail if len(key(tail)) >= 3 and key(tail) in key(host) else ""


def _cut(titles: Iterable[str], alone: Collection[str]) -> tuple[list[str], set[str]]:
    """Return titles, each cut to its beginning where that stands alone too, and the keys of the last parts cut off."""
    kept, tails = [], set()
    for title in titles:
        parts = list(_SEPARATOR.finditer(title))
        for part in parts:
            head, rest = key(title[: part.start()]), key(title[part.end() :])
            if head in alone and len(head) > len(rest) > 0:
                tails.add(key(title[parts[-1].end() :]))
                title = title[: part.start()]
                break
        kept.append(title)
    return kept, tails


def _is_settled(told: Sequence[str]) -> bool:
    """Tell whether what machines are told first is told again in a title of its own: a live blog's lasting one."""
    return (
        len(told) > 2
        and len(told[0]) >= _LONG
        and key(told[0]) == key(told[-1])
        and _agreement(told[1], told[:1]) > 0.7
    )


def without_site(title: str, site_keys: set[str]) -> str:
    """Cut the site's name off the end or the start of a title."""
    while True:
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            return title
        if _is_site(title[parts[-1].end() :], site_keys):
            title = title[: parts[-1].start()]
        elif _is_site(title[: parts[0].start()], site_keys):
            title = title[parts[0].end() :]
        else:
            return title


def without_tail(title: str) -> str:
    """Cut a short last part, which is mostly a site's name, off a title that nothing else speaks for."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    return head if len(tail.split()) <= 4 and len(_WORD.findall(head)) >= 3 else title


def _text(element: HtmlElement) -> str:
    """Return the words of an element without the readings set over them, and without what is set apart."""
    whole = clean(element.text_content()[: 4 * _MOST])[:_MOST]
    if not any(part is not element and _is_apart(part) for part in islice(element.iter(), _PARTS)):
        return whole
    bare = _without(element, lambda part: part.tag in ("rt", "rp"))
    rest = _without(element, _is_apart)
    return rest if len(key(rest)) >= _LEAST and not _is_joined(bare, rest) else bare


def _is_joined(whole: str, rest: str) -> bool:
    """Tell whether a colon joins the rest of a line to what is set apart in it."""
    parts = (rest, whole.replace(rest, "").strip())
    return any(part.startswith(_COLONS) or part.endswith(_COLONS) for part in parts)


def _without(element: HtmlElement, goes: Callable[[HtmlElement], bool]) -> str:
    """Return the words of an element without those of the parts in it that go."""
    rest = deepcopy(element)
    for part in [part for part in rest.iter() if part is not rest and goes(part)]:
        part.drop_tree()
    return clean(rest.text_content()[: 4 * _MOST])[:_MOST]


def _is_apart(element: HtmlElement) -> bool:
    names = element.get("class", "")[:200]
    return element.tag in ("small", "rt", "rp") or bool(names and not _APART.isdisjoint(words_of(names)))


def _is_crumb(top: HtmlElement, told: Sequence[str]) -> bool:
    """Tell whether a heading is but the end of a trail of links, where machines are told another headline too."""
    names = " ".join((top.get("class", ""), *map(str, top.attrib)))[:200]
    if _CRUMBS.isdisjoint(words_of(names)):
        return False
    words = key(_text(top))
    return any(not (other.startswith(words) or words.startswith(other)) for other in map(key, told))


def _is_named(element: HtmlElement) -> bool:
    names = element.get("class")
    if not names or len(names) > 200:
        return False
    words = frozenset(words_of(names))
    return not _NAMES.isdisjoint(words) and _LABELS.isdisjoint(words) and not _in_furniture(element)


def _in_furniture(element: HtmlElement) -> bool:
    return any(map(is_furniture_by_nature, _around(element)))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    return (e for e in element.iterancestors() if e.tag not in ("header", "body", "html"))


def _is_site(part: str, site_keys: set[str]) -> bool:
    part = key(part)
    return not part or any(
        part == site or (len(site) > 4 and part in (f"the{site}", f"{site}com")) for site in site_keys
    )


def _agreement(text: str, told: Iterable[str]) -> float:
    """Return the best share of common words (F1) of a text with any of the others."""
    words = set(_WORD.findall(text.lower()))

    def common(other: str) -> float:
        others = set(_WORD.findall(other.lower()))
        return 2 * len(words & others) / (len(words) + len(others)) if words or others else 0.0

    return max(map(common, told), default=0.0)


def _as_told(shown: str, told: Iterable[str], site_keys: set[str]) -> str:
    """Return the shown headline, or as it is told: better spaced, without the kicker before or the site after it."""
    words = key(shown)
    for text in told:
        same = key(text)
        if same == words and len(text) > len(shown):
            return text
        if len(same) >= 15 and words.endswith(same) and len(shown) - len(text) >= 2:
            return text
        if len(same) >= 15 and words.startswith(same) and words[len(same) :] in site_keys:
            return text
    return shown
