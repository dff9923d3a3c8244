"""Spanish turns that near languages misread: `ha dicho` is no *tem dito*, which Portuguese says of habits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.gender import is_woman
from dragoman.translate.shield.masks import masked
from dragoman.translate.shield.steps import Knows, Step, same
from dragoman.types import Pair, primary

_WHOLE = {
    "sido": ("fue", "fueron"),
    "ido": ("fue", "fueron"),
    "habido": ("hubo", "hubo"),
    "podido": ("pudo", "pudieron"),
    "querido": ("quiso", "quisieron"),
    "sabido": ("supo", "supieron"),
    "andado": ("anduvo", "anduvieron"),
    "dado": ("dio", "dieron"),
    "visto": ("vio", "vieron"),
    "muerto": ("murió", "murieron"),
    "oído": ("oyó", "oyeron"),
    "roto": ("rompió", "rompieron"),
    "dormido": ("durmió", "durmieron"),
}
_ENDINGS = {
    "tenido": ("tuvo", "tuvieron"),
    "venido": ("vino", "vinieron"),
    "ducido": ("dujo", "dujeron"),
    "traído": ("trajo", "trajeron"),
    "dicho": ("dijo", "dijeron"),
    "hecho": ("hizo", "hicieron"),
    "puesto": ("puso", "pusieron"),
    "crito": ("cribió", "cribieron"),
    "vuelto": ("volvió", "volvieron"),
    "suelto": ("solvió", "solvieron"),
    "bierto": ("brió", "brieron"),
    "caído": ("cayó", "cayeron"),
    "leído": ("leyó", "leyeron"),
    "creído": ("creyó", "creyeron"),
    "uido": ("uyó", "uyeron"),
    "pedido": ("pidió", "pidieron"),
    "medido": ("midió", "midieron"),
    "sentido": ("sintió", "sintieron"),
    "mentido": ("mintió", "mintieron"),
    "ferido": ("firió", "firieron"),
    "gerido": ("girió", "girieron"),
    "vertido": ("virtió", "virtieron"),
    "herido": ("hirió", "hirieron"),
    "seguido": ("siguió", "siguieron"),
    "elegido": ("eligió", "eligieron"),
    "rregido": ("rrigió", "rrigieron"),
    "servido": ("sirvió", "sirvieron"),
    "petido": ("pitió", "pitieron"),
    "vestido": ("vistió", "vistieron"),
    "rendido": ("rindió", "rindieron"),
    "ado": ("ó", "aron"),
    "ido": ("ió", "ieron"),
}
"""What is said of one and of many, by the end of the participle; the first that fits."""
_TENSE = re.compile(
    r"\b(?P<have>[Hh]an?) (?P<done>(?!estado\b|sido \w+(?:ando|iendo)\b)\w*"
    r"(?:[aií]do|dicho|hecho|puesto|crito|vuelto|suelto|bierto|visto|muerto|roto))\b"
)
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+\b")
_NAME = re.compile(
    r"\b[A-ZÀ-Þ][a-zà-ÿ]+(?: (?:(?:de|del|de la|de los) )?[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?){1,3}\b"
)
"""A person's name of two words or more, whose surname Apertium would translate: Esteban Lazo."""
_NEAR = frozenset({"es", "ca", "gl"})
_HABIT = re.compile(r"\b(?:últimamente|siempre|cada (?:día|semana|mes|año)|desde|todos los|todas las)\b", re.IGNORECASE)


def spanish(text: str, pair: Pair, knows: Knows) -> Step:
    """Keep persons' full names; say as past what Spanish says with `haber`, where Portuguese would tell of a habit."""
    here = primary(pair.source)
    if here not in _NEAR or primary(pair.target) != "pt":
        return Step(text, same)
    text = text if here != "es" or _HABIT.search(text) else _TENSE.sub(_past, text)
    names = list(_names(text))
    return Step(*masked(text, re.compile("|".join(map(re.escape, names))))) if names else Step(text, same)


def _names(text: str) -> Iterator[str]:
    """Yield the full names of persons, known by the given names that they begin with."""
    end = 0
    for given in _CAPITAL.finditer(text):
        name = _NAME.match(text, given.start()) if given.start() >= end and is_woman(given[0]) is not None else None
        if name:
            end = name.end()
            yield name[0]


def _past(found: re.Match[str]) -> str:
    done, many = found["done"], found["have"].lower() == "han"
    past = _WHOLE[done][many] if done in _WHOLE else _regular(done, many=many)
    return past[0].upper() + past[1:] if found["have"][0].isupper() else past


def _regular(done: str, *, many: bool) -> str:
    end = next(end for end in (*_ENDINGS, done) if done.endswith(end))
    return done.removesuffix(end) + _ENDINGS[end][many] if end in _ENDINGS else f"ha{'n' * many} {done}"
