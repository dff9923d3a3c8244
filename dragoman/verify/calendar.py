"""Find the months and weekdays that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from dragoman.verify.lookup import Lookup
from dragoman.verify.tokens import plain, said


@dataclass(frozen=True, slots=True)
class Day:
    """A month or weekday named in a text, as `month 9` or `weekday 1` (Monday); a loose one may be another word."""

    start: int
    end: int
    kind: str
    number: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The names of months and weekdays of one language.

    `names` are sure, but where `refused` matches the text before or behind them; `loose` ones are never missed.
    """

    names: Mapping[str, tuple[str, int]]
    loose: Mapping[str, tuple[str, int]]
    pattern: re.Pattern[str]
    refused: re.Pattern[str]
    words: Lookup
    """The words that a name may be of."""


def _table(kind: str, names: str) -> dict[str, tuple[str, int]]:
    return {name: (kind, n) for n, group in enumerate(names.split(), 1) for name in group.split("/") if name != "-"}


_PART = re.compile(r"[^\W\d_]+")


def _calendar(names: dict[str, tuple[str, int]], loose: dict[str, tuple[str, int]], refused: str) -> _Calendar:
    known = sorted({*names, *loose}, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in known) + r")(?!\w)")
    parts = {part for name in known for part in _PART.findall(name.lower())}
    words = Lookup(lambda word: not parts.isdisjoint(word.split("'")))
    return _Calendar(names, loose, pattern, re.compile(refused), words)


_EN = _calendar(
    _table("month", "January February March April May June July August September October November December")
    | _table("month", "Jan. Feb. Mar. Apr. - Jun. Jul. Aug. Sept./Sep. Oct. Nov. Dec.")
    | _table("weekday", "Monday/Mondays Tuesday/Tuesdays Wednesday/Wednesdays Thursday/Thursdays")
    | _table("weekday", "- - - - Friday/Fridays Saturday/Saturdays Sunday/Sundays"),
    _table("month", "Jan Feb Mar Apr - Jun Jul Aug Sept/Sep Oct Nov Dec")
    | _table("weekday", "Mon Tue/Tues Wed Thu/Thurs Fri Sat Sun/Sabbath")
    | _table("month", "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER")
    | _table("weekday", "MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY"),
    # Names of papers, films, shops and people: before the name, then behind it.
    r"(?:Black|Super|Cyber|Freaky|Bloody|Casual|Palm|Easter|Good|Ash|Theresa|Brian|Fat|Holy|Ruby|Joe)\s$"
    r"|^(?:\s(?:Times|Mirror|Telegraph|Mail|Express|Herald|Post|Sport|People|Night|Morning\sHerald|Brunch|League|World"
    r"|Jones|Madness|Wilson|Fox|Addams|Allman|Fools|Pride))",
)
_PT = _calendar(
    _table("month", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
    | _table("month", "Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro Outubro Novembro Dezembro")
    | _table("weekday", "segunda-feira/segundas-feiras terça-feira/terças-feiras quarta-feira/quartas-feiras")
    | _table("weekday", "- - - quinta-feira/quintas-feiras sexta-feira/sextas-feiras sábado/sábados domingo/domingos")
    | _table("weekday", "Segunda-feira Terça-feira Quarta-feira Quinta-feira Sexta-feira Sábado -")
    | _table("weekday", "Segunda-Feira Terça-Feira Quarta-Feira Quinta-Feira Sexta-Feira - -")
    | _table("weekday", "2ª-feira 3ª-feira 4ª-feira 5ª-feira 6ª-feira - -"),
    _table("month", "jan fev mar abr mai jun jul ago set out nov dez")
    | _table(
        "weekday", "segunda/segundas terça/terças quarta/quartas quinta/quintas sexta/sextas - dominical/dominicais"
    )
    | _table("weekday", "Segunda Terça Quarta Quinta Sexta - Domingo/Domingos")
    | _table("weekday", "2ª 3ª 4ª 5ª 6ª sabático dominicais")
    | _table("weekday", "- superterça/Superterça - - - - -"),
    r"(?:Rio\sde|Editora|Primeiro\sde|de\s1º\sde)\s$|(?:Avenida|Rua|Av\.|R\.)\s(?:\d{1,2}\sde\s|[\w\s]{1,12})$",
)
_ES = _calendar(
    _table(
        "month", "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre"
    )
    | _table("month", "Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre")
    | _table("weekday", "lunes martes miércoles jueves viernes sábado/sábados domingo/domingos")
    | _table("weekday", "Lunes Martes Miércoles Jueves Viernes Sábado -"),
    _table("month", "ene feb mar abr may jun jul ago sep/sept oct nov dic")
    | _table("weekday", "- - - - - sabático dominical/dominicales/Domingo"),
    r"(?:Plaza\sde|Primero\sde|Avenida|Calle)\s$",
)
_CA = _calendar(
    _table("month", "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre")
    | _table("month", "Gener Febrer Març Abril Maig Juny Juliol Agost Setembre Octubre Novembre Desembre")
    | _table("weekday", "dilluns dimarts dimecres dijous divendres dissabte/dissabtes diumenge/diumenges")
    | _table("weekday", "Dilluns Dimarts Dimecres Dijous Divendres Dissabte Diumenge"),
    _table("month", "gen febr - abr - - jul ag set oct nov des"),
    r"(?:Plaça|Carrer|Avinguda)\s$",
)
_GL = _calendar(
    _table("month", "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro")
    | _table("month", "Xaneiro Febreiro Marzo Abril Maio Xuño Xullo Agosto Setembro Outubro Novembro Decembro")
    | _table("weekday", "luns martes mércores xoves venres sábado/sábados domingo/domingos")
    | _table("weekday", "Luns Martes Mércores Xoves Venres Sábado -"),
    _table("month", "xan feb mar abr mai xuñ xul ago set out nov dec") | _table("weekday", "- - - - - - Domingo"),
    r"(?:Praza|Rúa|Avenida)\s$",
)
CALENDARS: Mapping[str, _Calendar] = MappingProxyType({"en": _EN, "pt": _PT, "es": _ES, "ca": _CA, "gl": _GL})
_MODAL = frozenset({"May", "March"})
_DATED = re.compile(
    r"(?:\d|(?:\b(?:in|on|of|since|until|till|by|from|to|last|next|this|late|early|mid|every|through|and|between|before"
    r"|after|during|for|Late|Early|In|Since|Last|By|Until|through|between|or)[\s-]|[,(/]\s?))$"
)
_DATED_AFTER = re.compile(
    r"\.?,?\s(?:the\s)?\d|\s(?:of\s)?(?:last|this|next)\syear|[/-](?:Jun|Apr|Jul|Aug|Feb)|,\s[A-Z]"
)


@lru_cache(maxsize=64)
def days(text: str, language: str) -> tuple[Day, ...]:
    """Return the months and weekdays that a text names, in order; none where the language's are unknown."""
    calendar = CALENDARS.get(language)
    if calendar is None or not calendar.words.among(said(text)):
        return ()
    body = plain(text)
    found = []
    for match in calendar.pattern.finditer(body):
        before, after = body[max(0, match.start() - 20) : match.start()], body[match.end() : match.end() + 20]
        named = calendar.refused.search(before) or calendar.refused.match(after)
        if match[0] in _MODAL and not (_DATED.search(before) or _DATED_AFTER.match(after)):
            continue
        sure = calendar.names.get(match[0])
        kind, number = sure or calendar.loose[match[0]]
        found.append(Day(match.start(), match.end(), kind, number, loose=sure is None or bool(named)))
    return tuple(found)
