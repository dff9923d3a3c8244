"""The headline: the text that a page shows and tells machines alike, without the name of the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.extract.text import key
from dragoman.extract.titles import SEPARATOR, WORD, without_site, without_tail

_LONG = 25
"""Letters from which a text is hardly a label."""


def choose(tops: Sequence[str], others: Iterable[str], told: Sequence[str], sites: Iterable[str]) -> str:
    """Return the headline among those shown on the page and those told to machines (best first).

    The shown one that agrees best with what machines are told wins; where none does, what machines are told.
    """
    site_keys = {key(site) for site in sites} - {""} - {key(text) for text in told[:2] if len(text) > _LONG}
    told = [text for text in (without_site(text, site_keys) for text in told) if text and key(text) not in site_keys]
    tops = [text for text in tops if key(text) and key(text) not in site_keys]
    if not told:
        return next(iter(tops), "")
    top = max(tops, key=lambda text: agreement(text, told), default="")
    if key(top) and key(top) in map(key, told):
        return _as_told(top, told, site_keys)
    others = [text for text in others if not tops or len(WORD.findall(text)) > 3]
    told, tails = _cut(told, {key(text) for text in (*tops, *others, *told)})
    site_keys |= tails
    tops = [text for text in tops if key(text) not in tails]
    top = max(tops, key=lambda text: agreement(text, told), default="")
    other = max(others, key=lambda text: agreement(text, told), default="")
    top_agrees, other_agrees = agreement(top, told), agreement(other, told)
    if other_agrees >= 0.7 and other_agrees > top_agrees + (0.2 if top_agrees >= 0.5 and other not in top else 0.0):
        return _as_told(other, told, site_keys)
    if top_agrees >= 0.5:
        return _as_told(top, told, site_keys)
    long = [text for text in tops if len(text) >= min(_LONG, len(told[0]))]
    if len(long) == 1 and not _is_settled(told):
        return long[0]
    return told[0] if len(told) > 1 else without_tail(told[0])


def _cut(titles: Iterable[str], alone: Collection[str]) -> tuple[list[str], set[str]]:
    """Return titles, each cut to its beginning where that stands alone too, and the keys of the last parts cut off."""
    kept, tails = [], set()
    for title in titles:
        parts = list(SEPARATOR.finditer(title))
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
        len(told) > 2 and len(told[0]) >= _LONG and key(told[0]) == key(told[-1]) and agreement(told[1], told[:1]) > 0.7
    )


def agreement(text: str, told: Iterable[str]) -> float:
    """Return the best share of common words (F1) of a text with any of the others, from 0 to 1."""
    words = set(WORD.findall(text.lower()))

    def common(other: str) -> float:
        others = set(WORD.findall(other.lower()))
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
