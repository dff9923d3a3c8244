"""What bytes are that are no feed, in words for the operator."""

from __future__ import annotations

import re

from dragoman.ingest import clean

_KINDS = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "packed data (gzip)"),
)
_ELEMENTS = {
    "urlset": "a sitemap",
    "sitemapindex": "a list of sitemaps",
    "rss": "a feed",
    "feed": "a feed",
    "rdf": "a feed",
    "channel": "a feed",
    "opml": "a list of feeds (OPML)",
    "svg": "an image",
    "newsitem": "a NewsML item",
    "error": "an error message",
}
_HTML = frozenset(
    "html head body title meta link base script style div p span a ul ol main nav header section article center h1"
    " h2 h3 br b i table".split()
)
_TITLE = re.compile(r"<title[^<>]{0,500}>([^<]{0,1000})", re.IGNORECASE)
_GATES = re.compile(
    r"just a moment|attention required|captcha|are you (?:a )?(?:human|robot)|access denied|verif(?:y|ying) you|"
    r"security check|checking your browser|não é um robô|no eres un robot",
    re.IGNORECASE,
)


def what(body: bytes, text: str, root: str) -> str:
    """Say what bytes look like that are no feed: `it is ...`; `root` is the name of their first element, if any."""
    if not text.strip():
        return "it is empty"
    for start, kind in _KINDS:
        if body.startswith(start):
            return f"it is {kind}"
    if is_page(text, root):
        return _page(text)
    if root:
        return f"it is {_ELEMENTS.get(root, f'an XML document of another kind (<{root}>)')}"
    if "\0" in text[:1000] or text[:1000].count("�") > 50:
        return "it is binary data"
    return f"it is plain text that begins “{clean.plain(text[:500], markup=False, limit=60)}”"


def is_page(text: str, root: str) -> bool:
    """Tell whether a text is an HTML page; `root` is the name of its first element."""
    return root in _HTML or text.lstrip()[:14].lower() == "<!doctype html"


def _page(text: str) -> str:
    match = _TITLE.search(text[:65536])
    title = clean.plain(match[1], limit=80) if match else ""
    named = f" titled “{title}”" if title else ""
    if _GATES.search(title) or (len(text) < 65536 and _GATES.search(text)):
        return f"it is an HTML page{named} that asks visitors to prove that they are human"
    return f"it is an HTML page{named}"
