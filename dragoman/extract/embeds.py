"""Videos, posts and maps of third parties: their permalink and what they say in words."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from dragoman.extract.inline import read
from dragoman.extract.text import clean
from dragoman.types import Embed, Text
from dragoman.urls import gate

_HOSTS = (
    "youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com twitter.com x.com facebook.com instagram.com "
    "tiktok.com spotify.com soundcloud.com openstreetmap.org google.com datawrapper.de dwcdn.net flourish.studio "
    "infogram.com documentcloud.org scribd.com bsky.app threads.net t.me telegram.org reddit.com ted.com archive.org "
    "knightlab.com anchor.fm podcasts.apple.com bandcamp.com c-span.org streamable.com globo.com"
).split()
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video bluesky-embed mastodon-embed "
    "text-post-media reddit-embed-bq".split()
)
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/|youtu\.be/)([\w-]{11})")
_PLAYER = {"player.vimeo.com/video/": "https://vimeo.com/", "open.spotify.com/embed/": "https://open.spotify.com/"}


def is_post(element: HtmlElement) -> bool:
    """Tell whether an element is the quoted post of a social network."""
    return not _POSTS.isdisjoint(element.get("class", "").split())


def embed(element: HtmlElement, base: str) -> Embed | None:
    """Return the embed that an iframe, a video or a quoted post makes, or None where it is none that we know."""
    if is_post(element):
        return _post(element, base)
    href = _address(element, base)
    if not href or (element.tag == "iframe" and not _known(href)):
        return None
    title = clean(element.get("title", "") or element.get("aria-label", ""))
    return Embed(
        permalink(href), Text("" if title.lower() in ("youtube video player", "embed", "iframe") else title[:300])
    )


def permalink(href: str) -> str:
    """Return the address of the page that a player's address plays."""
    if match := _YOUTUBE.search(href):
        return f"https://www.youtube.com/watch?v={match[1]}"
    parts = urlsplit(href)
    if parts.path.startswith("/plugins/") and (inner := gate(next(iter(parse_qs(parts.query).get("href", [])), ""))):
        return inner
    for player, page in _PLAYER.items():
        if player in href:
            return page + href.split(player, 1)[1].split("?")[0]
    return href


def _post(element: HtmlElement, base: str) -> Embed | None:
    links = [gate(link.get("href", ""), base) for link in element.iter("a")]
    told = (element.get(name, "") for name in ("data-instgrm-permalink", "cite", "data-href", "data-bluesky-uri"))
    href = next(filter(None, (gate(address, base) for address in told)), "") or next(
        (link for link in reversed(links) if link), ""
    )
    return Embed(href.split("?")[0], Text(read(element, base).text)) if href else None


def _address(element: HtmlElement, base: str) -> str:
    names = ("data-src", "src") if element.tag == "iframe" else ("src", "data-src")
    values = [element.get(name, "") for name in names]
    values += [source.get("src", "") for source in element.iter("source")] if element.tag != "iframe" else []
    return next(filter(None, (gate(value, base) for value in values if value and not value.startswith("about:"))), "")


def _known(href: str) -> bool:
    """Tell whether an address leads to a service whose embeds are worth a link."""
    host = urlsplit(href).hostname or ""
    if host.endswith("google.com"):
        return "/maps" in href
    return any(host == name or host.endswith(f".{name}") for name in _HOSTS)
