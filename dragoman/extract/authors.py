"""Who wrote an article: as a page tells machines, else as it shows, persons and organisations told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.extract import bylines, jsonld
from dragoman.extract.text import clean, key

META = (
    "parsely-author sailthru.author author article:author og:article:author dc.creator dcterms.creator "
    "cxenseparse:author byl dc:creator bepress_citation_author citation_author"
).split()
_HOUSES = frozenset(("condénast", "condenast", "hearst", "axelspringer"))
_ORGANISATION = ("organization", "newsmediaorganization", "corporation", "brand", "ngo")


def choose(told: Iterable[tuple[str, ...]], shown: Iterable[tuple[str, ...]], sites: frozenset[str]) -> tuple[str, ...]:
    """Return the first names told, unless they are only the site's and a page shows or tells others besides.

    `sites` holds the keys of what the site and its house are called.
    """
    first: tuple[str, ...] = ()
    for source in (told, shown):
        for names in source:
            if names and not _are_sites(names, sites):
                return names
            first = first or names
    return first


def in_json(article: jsonld.Node, things: Mapping[str, jsonld.Node]) -> tuple[str, ...]:
    """Return the names of the authors in an article object; things are a page's objects by their `@id`."""
    found: dict[str, str] = {}
    for thing in _things(article, things):
        names = map(clean, jsonld.strings(thing)) if _is_organisation(thing) else bylines.names(jsonld.strings(thing))
        found |= {key(name): name for name in names if key(name) not in found}
    return tuple(found.values())


def organisations(article: jsonld.Node, things: Mapping[str, jsonld.Node]) -> Iterator[str]:
    """Yield the names of those authors in an article object that it calls organisations."""
    for thing in _things(article, things):
        if _is_organisation(thing):
            yield from jsonld.strings(thing)


def _is_organisation(thing: Any) -> bool:
    kinds = jsonld.strings(thing.get("@type")) if isinstance(thing, Mapping) else []
    return any(kind.lower() in _ORGANISATION for kind in kinds)


def in_meta(meta: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the names under each name that meta elements have for authors."""
    for name in META:
        values = [value for value in meta.get(name, []) if "//" not in value]
        yield bylines.names(map(bylines.turned, values))


def _things(article: jsonld.Node, things: Mapping[str, jsonld.Node]) -> Iterator[Any]:
    for name in ("author", "creator"):
        value = article.get(name)
        for item in value if isinstance(value, list) else [value]:
            for thing in item[:20] if isinstance(item, list) else [item]:
                yield resolved(thing, things)


def resolved(thing: Any, things: Mapping[str, jsonld.Node]) -> Any:
    """Return the thing that a bare reference leads to; one that leads nowhere has no name."""
    if isinstance(thing, Mapping) and not thing.get("name") and "@id" in thing:
        return things.get(str(thing["@id"]), {})
    return thing


def _are_sites(names: Iterable[str], sites: frozenset[str]) -> bool:
    keys = [key(name) for name in names]
    return all(any(name in site or site in name for site in sites) or name in _HOUSES for name in keys)
