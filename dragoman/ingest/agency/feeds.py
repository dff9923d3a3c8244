"""Items of news agencies, as ninjs or NewsML-G2, from bytes to a Feed."""

from __future__ import annotations

from datetime import UTC, datetime

from dragoman.errors import NotAFeed
from dragoman.ingest import charset, clean, jsonfeed, markup, nofeed
from dragoman.ingest.agency import bodies, items, newsml, ninjs
from dragoman.ingest.agency.items import Item
from dragoman.types import Feed

_OTHERS = {
    "newsml": "a NewsML 1 document; NewsML-G2 is read",
    "nitf": "an NITF document outside a NewsML-G2 item",
    **dict.fromkeys(
        ("conceptitem", "knowledgeitem", "planningitem", "catalogitem"), "a NewsML-G2 item that is no news"
    ),
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), "a feed; add it as one"),
}


def parse_items(body: bytes, url: str, content_type: str = "", now: datetime | None = None) -> Feed:
    """Parse what an agency delivers: ninjs (one item, a list, a page of an API) or NewsML-G2 (an item, a message).

    Each article is one entry under its guid, its newest version only; its pictures stand in `media` and, with their
    captions, in the content. `now` decides which embargoes are over. `parts` are the addresses of items that a
    package only points to.
    Raises NotAFeed with a sentence that says what the bytes are instead.
    """
    now = now or datetime.now(UTC)
    text = clean.xml_characters(charset.decode(body, content_type))
    try:
        found, parts = (ninjs.read(text), ()) if jsonfeed.looks_json(text) else _xml(body, text)
    except NotAFeed as reason:
        raise NotAFeed(f"{url} holds no items of an agency: {reason}.") from None
    return Feed(
        entries=tuple(items.entries(found, url, now)),
        parts=clean.unique(clean.link(href, url) for href in parts),
        held=any(items.is_held(item, now) for item in found),
    )


def _xml(body: bytes, text: str) -> tuple[list[Item], tuple[str, ...]]:
    is_markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    name = markup.root(text)[0] if is_markup else ""
    if name in ("", "html"):
        raise NotAFeed(nofeed.what(body, text, name))
    root = bodies.parse(text)
    name = str(root.tag).lower()
    if name not in newsml.ROOTS:
        raise NotAFeed(f"it is {_OTHERS[name]}" if name in _OTHERS else nofeed.what(body, text, name))
    return newsml.read(root), newsml.parts(root)
