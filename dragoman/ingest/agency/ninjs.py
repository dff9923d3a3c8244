"""ninjs, the news items in JSON of the IPTC: versions 1 to 3, and what agencies wrap them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from dragoman.errors import NotAFeed
from dragoman.ingest import clean, jsonfeed
from dragoman.ingest.agency import bodies, items
from dragoman.ingest.agency.items import Item
from dragoman.ingest.markup import MAX_ENTRIES

Raw = Mapping[str, Any]
_WRAPPERS = ("items", "item", "data")
_NEWS = ("headline", "headlines", "bodies", "versioncreated", "pubstatus", "type", "title", "associations")
_SUMMARIES = ("summary", "abstract", "lead", "intro", "", "text", "html")
_WEB = frozenset("canonical web url weburl canonicalurl permalink link webpage".split())
_HTML_ROLES = ("html", "xhtml", "rich")
_DEEPEST = 4


def read(text: str) -> list[Item]:
    """Return the items of a document; raises NotAFeed for JSON that is no ninjs."""
    data = jsonfeed.load(text)
    found = [_item(raw) for raw in islice(_wrapped(data), MAX_ENTRIES)]
    if not found:
        raise NotAFeed(f"it is JSON that is no ninjs: {jsonfeed.gist(data)}")
    return found


def _wrapped(data: object, depth: int = 0) -> Iterator[Raw]:
    """Yield the items that JSON is, lists or wraps."""
    if isinstance(data, list):
        for each in data:
            yield from _wrapped(each, depth + 1) if depth < _DEEPEST else ()
    elif isinstance(data, dict):
        raw = _lowered(data)
        if _id(raw) and any(name.startswith(_NEWS) for name in raw) and not isinstance(raw.get("items"), list):
            yield raw
        else:
            for name in _WRAPPERS:
                yield from _wrapped(raw.get(name), depth + 1) if depth < _DEEPEST else ()


def _item(raw: Raw, depth: int = 0) -> Item:
    kind = _text(raw, "type").lower()
    language = _text(raw, "language")
    embargo = _first(raw, "embargoeduntil", "embargoed")
    told = _said(raw, "headline")
    rights = _lowered(raw.get("rightsinfo"))
    return Item(
        id=_id(raw),
        version=_text(raw, "version"),
        kind=kind,
        status=items.tail(_text(raw, "pubstatus")),
        embargo=embargo or None,
        url=_url(raw),
        headline=_chosen(told, ("", "main")) or _text(raw, "title"),
        summary=bodies.from_text(_summary(raw, kind)).html,
        content=bodies.best(_bodies(raw)),
        authors=_authors(raw),
        created=(_text(raw, "firstcreated"), _text(raw, "contentcreated")),
        changed=_text(raw, "versioncreated"),
        subjects=tuple(_names(raw, language)),
        language=language,
        rights=(_text(raw, "usageterms"), _text(raw, "copyrightnotice")),
        licence=_text(rights, "linkedrights"),
        renditions=items.pictures(map(_rendition, _named(raw.get("renditions")))),
        members=tuple(_item(each, depth + 1) for each in _named(raw.get("associations")) if depth < _DEEPEST),
    )


# --- Fields: version 1 has `body_html`, the later ones `bodies: [{role, contentType, value}]` -----------------------


def _said(raw: Raw, name: str) -> list[tuple[str, str, str]]:
    """Return the texts of a field in all its forms, each with its role and its media type."""
    plural = {"body": "bodies"}.get(name, f"{name}s")
    listed = [(_text(each, "role"), _text(each, "contenttype"), _text(each, "value")) for each in _dicts(raw, plural)]
    flat = [(key.partition("_")[2], "", _text(raw, key)) for key in raw if key == name or key.startswith(f"{name}_")]
    said = [(role.lower(), kind.lower(), value) for role, kind, value in (*listed, *flat) if value.strip()]
    return said[: clean.MAX_LIST]


def _chosen(said: Iterable[tuple[str, str, str]], roles: tuple[str, ...]) -> str:
    """Return the text of the first of these roles that there is, else the first text."""
    said = list(said)
    wanted = [value for role in roles for told, _, value in said if told == role]
    return next(iter([*wanted, *(value for _, _, value in said)]), "")


def _summary(raw: Raw, kind: str) -> str:
    said = _said(raw, "description")
    if kind in ("picture", "graphic", "video", "audio"):
        return _chosen(said, ("caption", ""))
    return _chosen([each for each in said if each[0] != "caption"], _SUMMARIES)


def _bodies(raw: Raw) -> Iterator[bodies.Body]:
    for role, kind, value in _said(raw, "body"):
        plain = not kind and not role.startswith(_HTML_ROLES)
        yield bodies.from_text(value, "text/plain" if plain else kind)


def _authors(raw: Raw) -> tuple[str, ...]:
    by = _first(raw, "by", "byline")
    named = (_text(each, "name") for each in _dicts(raw, "authors") if _text(each, "role") in ("", "author", "writer"))
    return (by,) if by.strip() else tuple(named)


def _names(raw: Raw, language: str) -> Iterator[str]:
    subjects = [*_dicts(raw, "subject"), *_dicts(raw, "subjects")]
    own = [each for each in subjects if _text(each, "lang") == language]
    yield from (_text(each, "name") for each in own or subjects)
    yield from (each for each in _values(raw, "keywords") if isinstance(each, str))


def _url(raw: Raw) -> str:
    """Return the address of the page that shows the item: its uri only names it."""
    alternatives = raw.get("altids")
    pairs = (
        _lowered(alternatives).items()
        if isinstance(alternatives, dict)
        else [(_text(each, "role").lower(), _text(each, "value")) for each in _dicts(raw, "altids")]
    )
    pages = (_text(each, "href") for each in _named(raw.get("renditions")) if _kind_of(each).startswith("text/html"))
    told = [*(_text(raw, name) for name in sorted(_WEB)), *(value for role, value in pairs if role in _WEB), *pages]
    return next((value for value in told if isinstance(value, str) and value.startswith(("http://", "https://"))), "")


def _rendition(raw: Raw) -> tuple[str, str, str, str]:
    return _text(raw, "href"), _kind_of(raw), _text(raw, "name"), _text(raw, "width")


def _kind_of(rendition: Raw) -> str:
    return _first(rendition, "contenttype", "mimetype").lower()


# --- JSON taken with care: any key may be missing or written otherwise, any value of another type -------------------


def _lowered(value: object) -> dict[str, Any]:
    return {str(key).lower(): each for key, each in value.items()} if isinstance(value, dict) else {}


def _id(raw: Raw) -> str:
    return _first(raw, "uri", "guid")


def _first(raw: Raw, *names: str) -> str:
    return next((text for name in names if (text := _text(raw, name))), "")


def _text(raw: Raw, name: str) -> str:
    value = raw.get(name)
    if isinstance(value, list):
        value = " ".join(each for each in value if isinstance(each, str))
    return clean.bare(value) if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _values(raw: Raw, name: str) -> list[Any]:
    value = raw.get(name)
    return value[: clean.MAX_LIST] if isinstance(value, list) else []


def _dicts(raw: Raw, name: str) -> list[dict[str, Any]]:
    return [_lowered(each) for each in _values(raw, name) if isinstance(each, dict)]


def _named(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or those that version 1 keeps under their names."""
    if isinstance(value, dict):
        value = [{"name": name} | each for name, each in value.items() if isinstance(each, dict)]
    return _dicts({"": value}, "")
