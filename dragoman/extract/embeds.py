"""Videos, posts, maps and charts of third parties: what they are, their permalink and what they say in words."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from dragoman.extract.furniture import words_of
from dragoman.extract.inline import read
from dragoman.extract.text import clean
from dragoman.types import Embed, Media, Text
from dragoman.urls import gate

_SERVICES: dict[Media, str] = {
    "video": "youtube.com youtube-nocookie.com youtu.be vimeo.com dailymotion.com dai.ly tiktok.com ted.com c-span.org "
    "streamable.com globo.com twitch.tv rumble.com wistia.net wistia.com brightcove.net jwplayer.com jwplatform.com "
    "kaltura.com vidyard.com odysee.com bitchute.com nexx.cloud glomex.com loom.com",
    "audio": "spotify.com soundcloud.com anchor.fm podcasts.apple.com bandcamp.com megaphone.fm omny.fm acast.com "
    "simplecast.com libsyn.com art19.com buzzsprout.com podbean.com deezer.com mixcloud.com podigee.io iheart.com "
    "spreaker.com ivoox.com audioboom.com castos.com",
    "map": "openstreetmap.org umap.openstreetmap.fr knightlab.com arcgis.com carto.com mapbox.com felt.com",
    "post": "twitter.com x.com facebook.com instagram.com bsky.app threads.net threads.com t.me telegram.org "
    "truthsocial.com reddit.com linkedin.com pinterest.com tumblr.com vk.com",
    "chart": "datawrapper.de dwcdn.net flourish.studio infogram.com tableau.com everviz.com ourworldindata.org "
    "observablehq.com powerbi.com plotly.com genially.com genial.ly thinglink.com piktochart.com",
    "document": "documentcloud.org scribd.com archive.org issuu.com slideshare.net calameo.com",
}
_HOSTS: dict[str, Media] = {host: media for media, hosts in _SERVICES.items() for host in hosts.split()}
_POSTS: dict[str, Media] = {
    "twitter-tweet": "post", "twitter-video": "post", "instagram-media": "post", "tiktok-embed": "video",
    "fb-post": "post", "fb-video": "video", "bluesky-embed": "post", "mastodon-embed": "post",
    "text-post-media": "post", "reddit-embed-bq": "post", "reddit-card": "post", "telegram-post": "post",
    "flourish-embed": "chart", "infogram-embed": "chart",
}  # fmt: skip
"""The classes that services tell publishers to give to what their scripts turn into an embed."""
_TAGS: dict[str, tuple[str, str, Media]] = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v=", "video"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v=", "video"),
    "youtube-video": ("id", "https://www.youtube.com/watch?v=", "video"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/", "video"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/", "video"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/", "post"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/", "post"),
    "amp-facebook": ("data-href", "", "post"),
    "amp-iframe": ("src", "", "page"),
}
PLAYERS = frozenset(("iframe", "video", "audio", "embed", *_TAGS))
"""The elements that are an embed by their tag."""
_ID = re.compile(r"[\w-]{3,60}")
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/|youtu\.be/)([\w-]{11})")
_PAGES = (
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/"),
    (re.compile(r"open\.spotify\.com/embed(?:-podcast)?/([\w/]+)"), "https://open.spotify.com/"),
    (re.compile(r"dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/"),
    (re.compile(r"platform\.(?:twitter|x)\.com/embed/.{0,2000}?[?&]id=(\d+)"), "https://twitter.com/i/status/"),
    (re.compile(r"instagram\.com/((?:p|reel|tv)/[\w-]+)/embed"), "https://www.instagram.com/"),
    (re.compile(r"tiktok\.com/(?:embed|player)/v\d/(\d+)"), "https://www.tiktok.com/@/video/"),
    (re.compile(r"embed\.ted\.com/(talks/[\w-]+)"), "https://www.ted.com/"),
)
"""Addresses of players, and what the address of the page that they play begins with."""
_BARE = re.compile(r"https?://\S{8,300}")
_SAID_NOTHING = frozenset(("youtube video player", "embed", "iframe", "video player", "embedded content"))
_SHOWS = frozenset(
    "embed video player chart graphic interactive map infographic oembed podcast audio datawrapper".split()
)
_NO_EMBED = re.compile(
    r"\b(?:ads?|doubleclick|googlesyndication|adservice|recaptcha|disqus|newsletters?|subscri\w+|signup|login|consent|"
    r"outbrain|taboola|livere|comments?|paywall|piano|typeform|mailchimp|forms?|counter|pixel|beacon|analytics)\b",
    re.I,
)


def is_embed(element: HtmlElement) -> bool:
    """Tell whether an element as a whole is an embed by its tag, or is what a service's script makes one of."""
    return element.tag in PLAYERS or _post_kind(element) is not None


def embed(element: HtmlElement, base: str) -> Embed | None:
    """Return the embed that a player or a quoted post makes, or None where it is none that we know."""
    if kind := _post_kind(element):
        return _post(element, base, kind)
    if element.tag in _TAGS:
        return _by_tag(element, base)
    href = _address(element, base)
    media = _media(element, href) if href else None
    if media is None:
        return None
    title = clean(element.get("title", "") or element.get("aria-label", ""))
    return Embed(permalink(href), Text("" if title.lower() in _SAID_NOTHING else title[:300]), media=media)


def linked(text: Text) -> Embed | None:
    """Return the embed that a line with nothing but the address of a video or a post stands for, or None."""
    href = gate(text.text) if _BARE.fullmatch(text.text) else ""
    media = _service(href) if href else None
    return Embed(permalink(href), media=media) if media in ("video", "audio", "post") else None


def permalink(href: str) -> str:
    """Return the address of the page that a player's address plays."""
    if match := _YOUTUBE.search(href):
        return f"https://www.youtube.com/watch?v={match[1]}"
    for player, page in _PAGES:
        if match := player.search(href):
            return page + match[1]
    parts = urlsplit(href)
    if parts.path.startswith(("/plugins/", "/embed")) or parts.hostname == "w.soundcloud.com":
        query = parse_qs(parts.query)
        inner = next((gate(value) for name in ("href", "url") for value in query.get(name, [])), "")
        return inner or href
    return href


def _post_kind(element: HtmlElement) -> Media | None:
    if element.tag not in ("blockquote", "div", "section"):
        return None
    return next((_POSTS[name] for name in element.get("class", "")[:300].split() if name in _POSTS), None)


def _post(element: HtmlElement, base: str, media: Media) -> Embed | None:
    if name := element.get("data-src", ""):
        href = gate(f"https://public.flourish.studio/{name}") if re.fullmatch(r"[\w/]{3,60}", name) else ""
        return Embed(href, media=media) if href else None
    if element.get("data-id") and "infogram-embed" in element.get("class", ""):
        return Embed(gate(f"https://infogram.com/{element.get('data-id')}"), media=media)
    links = [gate(link.get("href", ""), base) for link in element.iter("a")]
    names = ("data-instgrm-permalink", "cite", "data-href", "data-bluesky-uri", "data-embed-url")
    told = (gate(element.get(name, ""), base) for name in names)
    href = next(filter(None, told), "") or next((link for link in reversed(links) if link), "")
    return Embed(href.split("?")[0], Text(read(element, base).text), media=media) if href else None


def _by_tag(element: HtmlElement, base: str) -> Embed | None:
    name, page, media = _TAGS[str(element.tag)]
    told = element.get(name, "")
    href = gate(page + told if page and _ID.fullmatch(told) else "" if page else told, base)
    if not href:
        return None
    return Embed(permalink(href), Text(clean(element.get("title", ""))[:300]), media=_service(href) or media)


def _address(element: HtmlElement, base: str) -> str:
    names = ["src", "data-src"]
    if element.tag == "iframe":
        lazy = ("data-src", "data-lazy-src", "data-cmp-src", "data-src-cmplz", "data-cookieblock-src", "data-url")
        names = [*lazy, "data-iframe-src", "src"]
    values = [element.get(name, "").strip() for name in names]
    values += [source.get("src", "") for source in element.iter("source")] if element.tag != "iframe" else []
    return next(filter(None, (gate(value, base) for value in values if value and not value.startswith("about:"))), "")


def _media(element: HtmlElement, href: str) -> Media | None:
    """Return what an address shows: by the element, by its service, or by what the boxes round it are called."""
    if element.tag in ("video", "audio"):
        return "video" if element.tag == "video" else "audio"
    if service := _service(href):
        return service
    if _NO_EMBED.search(href[:300]) or element.get("width") in ("0", "1") or element.get("height") in ("0", "1"):
        return None
    return (
        "page" if _is_shown(element) or any(map(_is_shown, islice(element.iterancestors("div", "figure"), 2))) else None
    )


def _is_shown(box: HtmlElement) -> bool:
    """Tell whether a box is a figure, or called something that is shown."""
    return box.tag == "figure" or not _SHOWS.isdisjoint(words_of(f"{box.get('class', '')} {box.get('id', '')}"[:300]))


def _service(href: str) -> Media | None:
    """Return what the service at an address shows, or None for one that we don't know."""
    parts = urlsplit(href)
    host = parts.hostname or ""
    if host.startswith(("maps.google.", "www.google.")) or host == "google.com":
        return "map" if "/maps" in parts.path or host.startswith("maps.") else None
    if host == "docs.google.com" or host == "drive.google.com":
        return None if "/forms/" in parts.path else "document"
    labels = host.split(".")
    found = next((_HOSTS[name] for n in range(len(labels)) if (name := ".".join(labels[n:])) in _HOSTS), None)
    if found == "post" and host.endswith("facebook.com"):
        return "video" if "/video" in href else None if "/plugins/like" in href or "/plugins/page" in href else "post"
    return found
