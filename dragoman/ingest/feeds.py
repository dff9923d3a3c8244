"""Bytes to Feed: feedparser does the reading, everything it lets through is gated here."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from dragoman.errors import NotAFeed
from dragoman.ingest import bounded, charset, clean, dates, hints, jsonfeed, markup, nofeed, rightsmarks
from dragoman.ingest.rightsmarks import Marks
from dragoman.types import Entry, Feed
from dragoman.urls import MAX_LENGTH

Raw = Mapping[str, Any]
_CAPTION = re.compile(rb"<(/?)media:description\b[^<>]{0,500}?(/?)>")
_POINTER = 20
_NO_TEXT = ("image/", "audio/", "video/")


def parse_feed(
    body: bytes, url: str, content_type: str = "", now: datetime | None = None, content_language: str = ""
) -> Feed:
    """Parse a feed of any kind: RSS, Atom, RDF, CDF or JSON Feed.

    `content_type` and `content_language` are the headers it came with: the document's own word goes before the latter.
    URLs are gated, titles plain, HTML harmless, dates between 2000 and an hour from `now` or None.
    Raises NotAFeed with a sentence that says what the bytes are instead.
    """
    now = now or datetime.now(UTC)
    text = clean.xml_characters(charset.decode(body, content_type))
    try:
        if jsonfeed.looks_json(text):
            return jsonfeed.parse(text, url, now)
        found, marks = _parsed(body, text, content_language)
        return _Reader(url, now, marks).feed(found, text)
    except NotAFeed as reason:
        raise NotAFeed(f"{url} is no feed: {reason}.") from None


def _parsed(body: bytes, text: str, language: str) -> tuple[Raw, Marks]:
    root, at, prolog = markup.root(text)
    if not root or root == "html":
        raise NotAFeed(nofeed.what(body, text, root))
    # feedparser takes the words under a picture for the entry's own, where they come first.
    prepared = markup.prepare(text, at, prolog)
    document = io.BytesIO(_CAPTION.sub(rb"<\1media:caption\2>", prepared))
    # No address is given: feedparser would rewrite guids with it.
    headers = {"content-type": "application/xml; charset=utf-8", "content-language": clean.language(language)}
    try:
        found = bounded.parse(document, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - on hostile markup feedparser lets any exception of its insides out
        raise NotAFeed("its markup is so broken that no reader makes sense of it") from None
    if root not in markup.ROOTS and not found["entries"]:
        raise NotAFeed(nofeed.what(body, text, root))
    return found, rightsmarks.read(prepared)


class _Reader:
    """Turns what feedparser found into our types; holds the address, the time and the language of the feed."""

    def __init__(self, url: str, now: datetime, marks: Marks) -> None:
        self.url, self.now, self.marks, self.language = url, now, marks, ""
        self.atom = False

    def feed(self, found: Raw, document: str) -> Feed:
        raw = found["feed"]
        self.atom = str(found.get("version", "")).startswith("atom")
        self.language = clean.language(_str(raw, "language"))
        return Feed(
            title=self.line(raw, "title"),
            link=clean.link(_str(raw, "link"), self.url),
            language=self.language,
            subtitle=self.line(raw, "subtitle") or self.line(raw, "summary"),
            updated=self.date(raw, "updated") or self.date(raw, "published"),
            licence=_licence(raw, self.url),
            rights=self.line(raw, "rights"),
            entries=tuple(self.entry(*each) for each in enumerate(found["entries"][: markup.MAX_ENTRIES])),
            signals=self.marks.feed,
            hints=hints.read(document, _str(raw, "ttl"), _str(raw, "sy_updateperiod"), _str(raw, "sy_updatefrequency")),
            hub=hints.hub(_rels(raw, "hub"), self.url),
            topic=next(iter(_links(_rels(raw, "self"), self.url)), self.url),
        )

    def entry(self, number: int, raw: Raw) -> Entry:
        base = _base(self.url, raw)
        url = _url(raw, self.url)
        return Entry(
            id=_id(raw, base) or url,
            url=url,
            title=self.line(raw, "title"),
            published=self.date(raw, "published") or self.date(raw, "created"),
            updated=self.date(raw, "updated"),
            authors=_authors(raw),
            summary=_rich(_summary(raw), self.url),
            content=_rich(_content(raw), self.url),
            enclosures=_links(_rels(raw, "enclosure"), base),
            media=_links((_str(each, "url") for name in _MEDIA for each in _dicts(raw, name)), base),
            categories=_categories(raw),
            language=self.tongue(raw),
            licence=_licence(raw, base),
            rights=self.line(raw, "rights"),
            raw_published=self.untaken(raw),
            signals=self.marks.of(number),
        )

    def tongue(self, raw: Raw) -> str:
        """Return the language of an entry; in Atom, `xml:lang=""` says that it is not the feed's."""
        unsaid = self.atom and any(detail and detail.get("language") is None for detail in _details(raw))
        return _language(raw) or ("" if unsaid else self.language)

    def line(self, raw: Raw, name: str) -> str:
        detail = _dict(raw, f"{name}_detail")
        # Only Atom says for certain that a text is no markup; elsewhere text/plain is a parser's guess.
        literal = self.atom and detail.get("type") == "text/plain"
        return clean.plain(_str(raw, name), markup=not literal)

    def date(self, raw: Raw, name: str) -> datetime | None:
        return dates.plausible(dates.read(_str(raw, name), self.tongue(raw)), self.now)

    def untaken(self, raw: Raw) -> str:
        """Return the words of a date that was written and could not be taken, where no other says the same."""
        for names in (("published", "created"), ("updated",)):
            written = [text for name in names if (text := _str(raw, name).strip())]
            if written:
                return "" if any(self.date(raw, name) for name in names) else dates.quoted(written[0])
        return ""


_MEDIA = ("media_content", "media_thumbnail")


# --- What feedparser hands out, taken with care: any key may be missing, any value of another type ---------------


def _as_dict(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _str(raw: Raw, name: str) -> str:
    # Past FeedParserDict's own look-up, which answers for one key with another's value.
    value = dict.get(_as_dict(raw), name)
    return value if isinstance(value, str) else ""


def _dict(raw: Raw, name: str) -> dict[str, Any]:
    return _as_dict(dict.get(_as_dict(raw), name))


def _dicts(raw: Raw, name: str) -> list[dict[str, Any]]:
    value = dict.get(_as_dict(raw), name)
    return [each for each in value[: clean.MAX_LIST] if isinstance(each, dict)] if isinstance(value, list) else []


def _rels(raw: Raw, rel: str) -> list[str]:
    links = (each for each in _dicts(raw, "links") if "rsl" not in _str(each, "type"))
    return [_str(each, "href") for each in links if rel in _str(each, "rel").lower().split()]


def _links(hrefs: Iterable[str], base: str) -> tuple[str, ...]:
    return clean.unique(clean.link(href, base) for href in hrefs)


# --- Fields ------------------------------------------------------------------------------------------------------


def _details(raw: Raw) -> list[dict[str, Any]]:
    return [*_dicts(raw, "content"), _dict(raw, "summary_detail"), _dict(raw, "title_detail")]


def _base(url: str, raw: Raw) -> str:
    """Return the xml:base of an entry: feedparser keeps it only beside its texts."""
    return _joined(url, next((base for detail in _details(raw) if (base := _str(detail, "base"))), ""))


def _joined(url: str, base: str) -> str:
    try:
        address = urljoin(url, base)
    except ValueError:
        return url
    return address if len(address) <= MAX_LENGTH else url


def _language(raw: Raw) -> str:
    own = clean.language(_str(raw, "language"))
    return own or next((tag for detail in _details(raw) if (tag := clean.language(_str(detail, "language")))), "")


def _id(raw: Raw, base: str) -> str:
    """Return the guid; one that is a path is an address of its site."""
    guid = clean.plain(_str(raw, "id"), markup=False)
    return clean.link(guid, base) or guid if guid.startswith("/") else guid


def _url(raw: Raw, base: str) -> str:
    guid = _str(raw, "id").strip()
    candidates = [_str(raw, "link"), *_rels(raw, "alternate"), guid if guid.startswith(("http://", "https://")) else ""]
    return next((url for href in candidates if (url := clean.link(href, base))), "")


def _authors(raw: Raw) -> tuple[str, ...]:
    names = [_str(each, "name") or _str(each, "email") for each in _dicts(raw, "authors")]
    return clean.unique(clean.plain(name) for name in names) or clean.unique([clean.plain(_str(raw, "author"))])


def _categories(raw: Raw) -> tuple[str, ...]:
    return clean.unique(clean.plain(_str(tag, "term") or _str(tag, "label")) for tag in _dicts(raw, "tags"))


def _content(raw: Raw) -> dict[str, Any]:
    """Return the longest text among the contents: the second is often the description of a picture."""
    texts = [each for each in _dicts(raw, "content") if not _str(each, "type").startswith(_NO_TEXT)]
    return max(texts, key=lambda each: len(_str(each, "value")), default={})


def _summary(raw: Raw) -> dict[str, Any]:
    """Return the summary of an entry, or the words under its picture where it has none, or only a pointer to the page.

    Without a summary of its own, an entry has its content's; that is said once only.
    """
    own, caption = _dict(raw, "summary_detail"), _str(raw, "media_caption")
    is_pointer = caption and len(clean.plain(_str(own, "value"))) <= _POINTER
    return {"value": caption} if is_pointer else own


def _rich(detail: Raw, url: str) -> str:
    # The base of a text is that of all elements round it already.
    return clean.rich(
        _str(detail, "value"), _joined(url, _str(detail, "base")), markup=_str(detail, "type") != "text/plain"
    )


def _licence(raw: Raw, base: str) -> str:
    """Return the licence's URL, or its name where it is none."""
    named = [*_rels(raw, "license"), _str(raw, "dcterms_license")]
    value = next((each.strip() for each in named if each.strip()), "")
    return clean.link(value, base) if "/" in value else clean.plain(value, limit=200)
