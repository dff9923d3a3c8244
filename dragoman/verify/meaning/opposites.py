"""Words and their opposites, from tables: `tables/` says where they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).parent / "tables"

PERSONS = frozenset("he she him her his hers himself herself ele ela dele dela".split())
"""Pronouns that tell a person's sex."""
DENIALS = frozenset(
    "no nor not never neither nobody nothing none noone nowhere cannot without"
    " não nem nunca jamais ninguém nada nenhum nenhuma sem tampouco".split()
)
COMMON = frozenset(
    "to from on onto off at in into out and for against a an all any some every both either by upon with without"
    " over under up down here there now then yes ever like unlike before after go come goes comes went came gone"
    " going coming um uma e com sem sobre sob desde até contra favor aqui ali lá cá já ainda também outro outra"
    " mesmo mesma ir vir vai"
    " vem vão foi veio".split()
)
"""Words of many senses, most of which have no opposite."""


@cache
def opposites(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the opposites of each word, in small letters; none for a language that has no table."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    path = _FOLDER / f"{language}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if not line.startswith("#"):
            one, other = line.split()
            table[one].append(other)
            table[other].append(one)
    return MappingProxyType({word: tuple(others) for word, others in table.items()})
