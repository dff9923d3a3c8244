"""Replies of a word or three, which engines make sentences of: `Sim.` came back as `Yes, I's.`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from dragoman.translate.typography import typeset
from dragoman.types import Pair

_COLUMNS = ("en", "pt", "es")
_ROWS = """
yes, yeah, yep, yup           | sim                                   | sí
no, nope                      | não                                   | no
never                         | nunca, jamais                         | nunca, jamás
maybe, perhaps                | talvez                                | quizá, quizás, tal vez
of course, sure, sure thing   | claro, é claro, claro que sim         | claro, por supuesto, claro que sí
of course not                 | claro que não, é claro que não        | claro que no, por supuesto que no
exactly                       | exatamente, exato                     | exactamente, exacto
definitely, absolutely        | com certeza, sem dúvida, certamente   | sin duda, desde luego
that's right                  | isso mesmo, é isso, pois é            | eso es, así es
that's true, true             | é verdade, verdade                    | es verdad
thank you, thanks             | obrigado, obrigada                    | gracias
thank you very much           | muito obrigado, muito obrigada        | muchas gracias
not at all, no way            | de modo nenhum, de jeito nenhum       | en absoluto, de ninguna manera
not always                    | nem sempre                            | no siempre
not yet                       | ainda não                             | todavía no, aún no
I don't know                  | não sei, eu não sei                   | no lo sé, no sé
I think so                    | acho que sim, eu acho que sim         | creo que sí
I don't think so              | acho que não, eu acho que não         | creo que no
it depends, that depends      | depende                               | depende
very much, a lot              | muito                                 | mucho
quite a lot                   | bastante                              | bastante
so do we                      | nós também                            | nosotros también
so do I, me too               | eu também                             | yo también
neither do I, me neither      | eu também não                         | yo tampoco
indeed                        | de fato                               | en efecto
all right                     | tudo bem                              | está bien
"""
"""What is said first stands first in each language; the others are read as it is."""
_REPLY = re.compile(
    r"(?P<open>[\"“‘(\[]?)(?P<said>[^\W\d_][^\W\d_'’ ]*(?: [^\W\d_'’]+['’]?[^\W\d_]*){0,3})(?P<close>\W*)"
)


def reply(text: str, pair: Pair) -> str | None:
    """Return the translation of a text that is a common reply and nothing else; None where it is none."""
    found = _REPLY.fullmatch(text)
    said = found and _said(*pair.languages).get(found["said"].lower().replace("’", "'"))
    if not found or not said:
        return None
    said = said[0].upper() + said[1:] if found["said"][0].isupper() else said
    said = said.replace("'", "’") if typeset(text) else said
    return f"{found['open']}{said}{found['close']}"


@cache
def _said(here: str, there: str) -> Mapping[str, str]:
    """Return what is said in one language for each reply of another."""
    if not {here, there} <= {*_COLUMNS}:
        return {}
    return {form: row[there][0] for row in _rows() for form in map(str.lower, row[here])}


def _rows() -> Iterator[dict[str, list[str]]]:
    for line in _ROWS.strip().splitlines():
        cells = ([form.strip() for form in cell.split(",")] for cell in line.split("|"))
        yield dict(zip(_COLUMNS, cells, strict=True))
