"""The headers of an answer, by the file that it hands out. Pure."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
"""Nothing in a page is inline but data, which no policy stops, so there is nothing to allow by its hash.

Without scripts nothing connects but tools that look at a page from within, and ask for robots.txt.
"""
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""On every answer."""
SCRIPTED = {"Content-Security-Policy": f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'"}
"""For the search, the only page with a script, and for the worker in which it compiles Pagefind's WebAssembly."""
WORKER = "pagefind-worker.js"
SECURE = {"Strict-Transport-Security": "max-age=31536000"}
"""Only where readers come by TLS; a site on plain HTTP must not lock itself out."""
OPEN = {"Access-Control-Allow-Origin": "*"}
"""What lets pages of other sites read our feeds and data."""
BRIEF = {"Cache-Control": "max-age=60", "Vary": "Accept-Encoding"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
UNSTORED = {"Cache-Control": "no-store"}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".opml": "text/x-opml; charset=utf-8",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
}
NAMED = {
    "atom.xml": "application/atom+xml; charset=utf-8",
    "rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}
_NAMED_BY_CONTENT = re.compile(r"pictures/[0-9a-f]{2}/[0-9a-f]{24}\.[a-z]+")


def media_type(path: PurePosixPath) -> str:
    """Return the media type of a file of the tree."""
    return NAMED.get(path.name) or TYPES.get(path.suffix, "application/octet-stream")


def of_file(path: PurePosixPath) -> dict[str, str]:
    """Return what is said of a file of the tree, by its path there, beside SECURITY and its media type."""
    if _NAMED_BY_CONTENT.fullmatch(str(path)):
        return FOR_EVER | OPEN
    if path.suffix in (".html", ".css"):
        return BRIEF | (SCRIPTED if path.parts[1:] == ("search", "index.html") else {})
    return BRIEF | OPEN | (SCRIPTED if path.name == WORKER else {})
