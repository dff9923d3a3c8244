"""Which section of the newspaper an article belongs in, by what its source says of it: pure, by a table of words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from dragoman.types import Document

_BETWEEN = re.compile(r"[\s/\\&,;:|·•()\[\]_.\-–—]+")
"""What parts words; letters are not asked for, since vowel signs of Indic scripts are none."""


def section_of(document: Document, address: str = "") -> str:
    """Return the key of an article's section, empty where nothing that its source says puts it in one.

    Its section's name is asked first, then its tags, then the folders of its address.
    """
    for told in (document.section, *document.tags, *_folders(address or document.url)):
        for word in _words(told):
            if found := _keys().get(word):
                return found
    return ""


def sections() -> tuple[str, ...]:
    """Return the keys of all sections, in the order in which a front page has them."""
    return tuple(_table())


def code(section: str) -> str:
    """Return the IPTC media topic of a section."""
    return str(_table()[section]["code"])


def _folders(address: str) -> list[str]:
    """Return the parts of an address's path but the last, which names the article."""
    return unquote(urlsplit(address).path).split("/")[1:-1]


def _words(told: str) -> Iterable[str]:
    """Yield the whole of a short name, then its words, folded."""
    found = [word for word in _BETWEEN.split(_folded(told)) if word]
    return dict.fromkeys(["-".join(found), *found])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("dragoman.publish") / "sections.toml").read_text("utf-8"))


@lru_cache
def _keys() -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for section, row in _table().items():
        for word in row["words"].split():
            keys.setdefault(_folded(word), section)
    return keys
