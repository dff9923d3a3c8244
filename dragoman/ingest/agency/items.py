"""An agency's item as its format writes it, and the entry that it makes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dragoman.ingest import clean, dates
from dragoman.ingest.agency import bodies
from dragoman.types import Entry

_PICTURES = frozenset("picture photo image graphic animation".split())
_NO_NEWS = _PICTURES | {"audio", "video", "planning", "event", "component", "data", "package"}
_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))
_ZONED = re.compile(r"(?:[zZ]|[+-]\d\d:?\d\d)$")
_SHOWN = re.compile(r"(?:image/(?:jpe?g|png|webp|gif|avif))?(?:;.*)?", re.IGNORECASE)
_REACHABLE = re.compile(r"https?://|[^:]*$", re.IGNORECASE)
_WIDEST = 2048
_MOST_RENDITIONS = 20
_WIDTHS = (("thumb", 150), ("small", 150), ("preview", 640), ("view", 640), ("web", 1200), ("main", 1200))
_ANYWHERE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it was written: nothing of it is gated yet. `summary` and `content` are HTML.

    `embargo` is None for none; `renditions` are the addresses of a picture, best first; `members` are other items that
    it brings along, its pictures above all.
    """

    id: str
    version: str = ""
    kind: str = ""
    status: str = ""
    embargo: str | None = None
    url: str = ""
    headline: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    created: tuple[str, ...] = ()
    changed: str = ""
    subjects: tuple[str, ...] = ()
    language: str = ""
    rights: tuple[str, ...] = ()
    licence: str = ""
    renditions: tuple[str, ...] = ()
    members: tuple[Item, ...] = ()

    @property
    def is_news(self) -> bool:
        """Tell whether the item is an article, or was one before it was taken back."""
        return self.kind not in _NO_NEWS and bool(self.headline or self.content or self.withdrawn)

    @property
    def is_picture(self) -> bool:
        """Tell whether the item is a picture that can be shown beside a text."""
        return bool(self.renditions) and (self.kind in _PICTURES or not (self.kind or self.content))

    @property
    def withdrawn(self) -> bool:
        """Tell whether its agency takes the item back."""
        return self.status in _WITHDRAWN

    @property
    def rank(self) -> tuple[int, str]:
        """What is greater in a newer version."""
        return (int(self.version[:18]) if self.version.isdecimal() else 0), self.changed


def tail(code: str) -> str:
    """Return the last part of a code or address in lower case: `usable` for `stat:usable`."""
    return re.split(r"[:/#]", code.strip().rstrip("/"))[-1].lower()


def pictures(renditions: Iterable[tuple[str, str, str, str]]) -> tuple[str, ...]:
    """Return the addresses of a picture, the one that suits a page best first.

    Renditions are given as address, media type, name and width; what browsers do not show is left out.
    """
    usable = [
        (_width(name, width), href.strip())
        for href, media_type, name, width in renditions
        if href.strip() and _SHOWN.fullmatch(media_type.strip()) and _REACHABLE.match(href.strip())
    ]
    usable.sort(key=lambda found: (found[0] > _WIDEST, abs(found[0] - _WIDEST)))
    return tuple(href for _, href in usable[:_MOST_RENDITIONS])


def joined(members: Iterable[Item]) -> list[Item]:
    """Return the items of a package, its pictures given to its article where it has one only."""
    members = list(members)
    articles = [item for item in members if item.is_news]
    if len(articles) != 1:
        return members
    shown = tuple(item for item in members if item.is_picture)
    return [replace(articles[0], members=(*articles[0].members, *shown)), *shown]


def entries(items: Iterable[Item], url: str, now: datetime) -> list[Entry]:
    """Return the entries of the articles among items: the newest version of each, in their order.

    What is under an embargo is left out until its time; what its agency takes back is `withdrawn`, without its text.
    """
    newest: dict[str, Item] = {}
    for item in _flat(items, now):
        known = newest.get(item.id)
        if item.is_news and item.id and (known is None or item.rank >= known.rank):
            # A package names its articles beside them: there they have their pictures.
            newest[item.id] = replace(item, members=item.members or (known.members if known else ()))
    return [_entry(item, url, now) for item in newest.values() if item.withdrawn or _is_free(item, now)]


def _flat(items: Iterable[Item], now: datetime) -> Iterator[Item]:
    """Yield the items, and in place of a package without a text of its own what it holds, once it may be used."""
    for item in items:
        if item.content or item.withdrawn or not item.members:
            yield item
        elif _is_free(item, now):
            held = joined(item.members)
            yield from held if any(each.is_news for each in held) else [item]


def is_held(item: Item, now: datetime) -> bool:
    """Tell whether an embargo keeps an item back for now, and nothing else does."""
    return not item.withdrawn and _is_free(replace(item, embargo=None), now) and not _is_free(item, now)


def _is_free(item: Item, now: datetime) -> bool:
    """Tell whether an item may be used by now; an embargo whose end can't be read has not ended."""
    if item.status not in ("", "usable"):
        return False
    if item.embargo is None:
        return True
    until = dates.read(item.embargo, item.language)
    # Without a zone it is any place's time.
    margin = timedelta() if _ZONED.search(item.embargo.strip()) else _ANYWHERE
    return until is not None and until + margin <= now


def _entry(item: Item, base: str, now: datetime) -> Entry:
    url = clean.link(item.url, base)
    changed = _date(item.changed, item.language, now)
    head = Entry(
        id=clean.plain(item.id, markup=False),
        url=url,
        title=clean.plain(item.headline),
        updated=changed,
        language=clean.language(item.language),
        withdrawn=item.withdrawn,
    )
    if item.withdrawn:
        return head
    written = [text for text in item.created if text.strip()]
    published = next((date for text in written if (date := _date(text, item.language, now))), None)
    shown = _shown(item, now)
    return replace(
        head,
        published=published,
        authors=clean.unique(map(clean.plain, item.authors)),
        summary=clean.rich(item.summary, url or base),
        content=clean.rich(_illustrated(item, shown), url or base),
        media=clean.unique(clean.link(each.renditions[0], base) for each in shown),
        categories=clean.unique(name for name in map(clean.plain, item.subjects) if len(name) > 1),
        licence=clean.link(item.licence, base) or clean.plain(item.licence, limit=200),
        rights=clean.plain(" ".join(clean.unique(item.rights))),
        raw_published="" if published or not written else dates.quoted(written[0]),
    )


def _shown(item: Item, now: datetime) -> list[Item]:
    """Return the pictures that may be shown with an article, its own first, which has no caption."""
    own = [Item(item.id, renditions=item.renditions)] if item.renditions else []
    free = [each for each in item.members if each.is_picture and _is_free(each, now)]
    return (own + free)[: clean.MAX_LIST]


def _illustrated(item: Item, shown: Iterable[Item]) -> str:
    """Return the content with the pictures that it lacks: the first before it, the others after it.

    A picture that it has in another rendition is shown in the best one.
    """
    content, figures = item.content, []
    for each in shown:
        best, *others = each.renditions
        for other in others:
            content = content.replace(f'"{html.escape(other)}"', f'"{html.escape(best)}"')
        if html.escape(best) not in content:
            figures.append(bodies.written(bodies.figure(best, clean.plain(each.summary), ", ".join(each.authors))))
    return "".join([*figures[:1], content, *figures[1:]]) if content else ""


def _date(text: str, language: str, now: datetime) -> datetime | None:
    return dates.plausible(dates.read(text, language), now)


def _width(name: str, width: str) -> int:
    if width.strip().isdecimal():
        return int(width[:9])
    return next((guess for part, guess in _WIDTHS if part in name.lower()), 2 * _WIDEST)
