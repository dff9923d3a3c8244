"""The section of the paper that an article stands in, out of a page's breadcrumbs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from dragoman.extract import jsonld
from dragoman.extract.text import key

_HOME = frozenset(
    "home homepage startseite start inicio início accueil portada capa news nachrichten noticias notícias".split()
)
_MOST = 40
"""Letters of a section's name."""


def section(nodes: Iterable[jsonld.Node], sites: Collection[str]) -> str:
    """Return the first step of the breadcrumbs that is neither the front page, the site nor the article itself."""
    trail = next((node for node in nodes if "BreadcrumbList" in jsonld.strings(node.get("@type"))), {})
    names = list(_names(trail.get("itemListElement")))
    return next((name for name in names[:-1] if key(name) not in {*_HOME, *sites} and len(name) <= _MOST), "")


def _names(steps: Any) -> Iterator[str]:
    for step in islice(steps if isinstance(steps, list) else [], 10):
        if isinstance(step, Mapping):
            yield jsonld.string(step.get("name")) or jsonld.string(_named(step.get("item")))


def _named(item: Any) -> Any:
    return item.get("name") if isinstance(item, Mapping) else None
