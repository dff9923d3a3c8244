"""The site's own words, language by language: the files in words/, with plurals, dates and names by CLDR."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date as calendar_day
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_compact_currency, format_decimal, format_percent
from markupsafe import Markup, escape

from dragoman.errors import UsageError
from dragoman.publish.paths import utc
from dragoman.publish.pieces import KEPT
from dragoman.types import primary

PARTS = ("words", "afterwords", "words/stories", "words/told")
"""The folders that a language's words are in: of every page, of what becomes of articles, of stories, of the checks."""
# Kept as they were put into words, since CLDR's patterns take their time.
_date, _time, _decimal = (lru_cache(maxsize=KEPT)(form) for form in (format_date, format_time, format_decimal))
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Words:
    """The words of one language. Call it with a key for HTML; `plain` gives the same as plain text."""

    def __init__(self, language: str, table: Mapping[str, Any]) -> None:
        self.language = language
        self.locale = locale_of(language) or Locale("en")
        self.table = table
        self.direction = direction(language)

    def __call__(self, key: str, n: int | None = None, /, **fill: object) -> Markup:
        """Return the words under a key as HTML; what is filled in is escaped unless it is Markup."""
        pattern = _escaped(self._pattern(key, n))
        if n is None and not fill:
            return pattern
        filling = {name: escape(value) for name, value in self._filling(n, fill).items()}
        return Markup(str.format(pattern, **filling))  # noqa: S704

    def plain(self, key: str, n: int | None = None, /, **fill: object) -> str:
        """Return the words under a key as plain text."""
        return self._pattern(key, n).format(**self._filling(n, fill))

    def _pattern(self, key: str, n: int | None) -> str:
        found = self.table[key]
        if n is not None and not isinstance(found, str):
            found = found.get(self.locale.plural_form(n), found["other"])
        return str(found)

    def _filling(self, n: int | None, fill: dict[str, object]) -> dict[str, object]:
        return fill if n is None else {"n": self.number(n), **fill}

    def forms(self, key: str) -> str:
        """Return all forms of a plural as JSON, for a script that counts."""
        return json.dumps(self.table[key], ensure_ascii=False)

    def form(self, case: str, code: str) -> str:
        """Return a language's name as a sentence needs it: `form("from", "pt")` is "from Portuguese"."""
        forms = self.table[case]
        if name := self.name(code):
            return str(forms.get(primary(code), forms["any"])).format(name=name)
        return str(forms["unknown"])

    def name(self, code: str) -> str:
        """Return the name of a language without its country, or an empty string for one that CLDR doesn't know."""
        found = locale_of(code)
        if found is None:
            return ""
        return Locale(found.language, script=found.script).get_display_name(self.locale) or ""

    def number(self, n: int | Decimal) -> str:
        return _decimal(n, locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return a sum with its currency, shortly: $1.4B."""
        return format_compact_currency(amount, currency, locale=self.locale, fraction_digits=2)

    def day_of_year(self, month: int, day: int) -> str:
        return format_skeleton("MMMMd", calendar_day(2024, month, day), locale=self.locale)

    def day(self, moment: datetime) -> str:
        """Return a date with its weekday."""
        return _date(utc(moment), "full", self.locale)

    def day_of(self, day: calendar_day) -> str:
        """Return a calendar day with its weekday."""
        return _date(day, "full", self.locale)

    def date_of(self, day: calendar_day) -> str:
        return _date(day, "long", self.locale)

    def year(self, day: calendar_day) -> str:
        return format_skeleton("y", day, locale=self.locale)

    def share(self, percent: float) -> str:
        """Return a share in % with the digits that it is given with."""
        return format_percent(Decimal(str(percent)) / 100, locale=self.locale, decimal_quantization=False)

    def span(self, ends: tuple[float, float]) -> str:
        """Return two numbers as a range."""
        return "–".join(_decimal(end, locale=self.locale) for end in ends)

    def date(self, moment: datetime) -> str:
        return _date(utc(moment), "long", self.locale)

    def month(self, day: calendar_day) -> str:
        """Return a month with its year."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def weekday(self, day: calendar_day) -> str:
        """Return a day without its year."""
        return format_skeleton("MMMMEEEEd", day, locale=self.locale)

    def time(self, moment: datetime) -> str:
        return _time(utc(moment), "short", locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """Return date and time with the zone, which is UTC on every page."""
        return self.plain("moment", date=self.date(moment), time=self.time(moment))

    def brief(self, moment: datetime, day: calendar_day) -> str:
        """Return the time for a moment of the given day, in UTC, and the date for any other."""
        at = utc(moment)
        if at.date() == day:
            return f"{_time(at, 'short', locale=self.locale)} UTC"
        return _date(at, "medium", self.locale)

    def day_name(self, number: int) -> str:
        """Return the name of a weekday; Monday is 1."""
        return str(self.locale.days["stand-alone"]["wide"][number - 1])

    def check(self, name: str) -> str:
        """Return the name of a check for readers, or its own name where the file has none."""
        return str(self.table["checks"].get(name, name))


@lru_cache(maxsize=4096)
def _escaped(pattern: str) -> Markup:
    return escape(pattern)


@lru_cache
def words(language: str) -> Words:
    """Load the words of an edition language; those of `pt` serve `pt-BR` too.

    Raises UsageError where nobody has written them.
    """
    for name in (language, primary(language)):
        parts = [_file(part, name) for part in PARTS]
        if language_tag(name) and parts[0].is_file():
            pages, later, stories, told = (tomllib.loads(part.read_text("utf-8")) for part in parts)
            return Words(language, {**pages, **later, **_flat(stories), "told": told})
    have = ", ".join(written())
    raise UsageError(f"The site's own words are not written in {language!r} yet; choose edition languages from {have}.")


def _flat(tables: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the words of tables under keys that start with their table's name."""
    return {f"{table}_{key}": text for table, found in tables.items() for key, text in found.items()}


def _file(part: str, name: str) -> Traversable:
    return files("dragoman.publish") / part / f"{name}.toml"


def written() -> list[str]:
    """List the languages that the site's own words are written in."""
    names = (file.name for file in (files("dragoman.publish") / "words").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def language_tag(code: str) -> str:
    """Return a well-formed language tag as it is, anything else as an empty string."""
    return code if _TAG.fullmatch(code) and code.lower() != "und" else ""


@lru_cache
def locale_of(code: str) -> Locale | None:
    """Return the CLDR locale of a language tag, or None where there is none."""
    try:
        return Locale.parse(language_tag(code), sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def direction(code: str) -> str:
    """Return `ltr`, `rtl`, or `auto` for a language that CLDR doesn't know."""
    found = locale_of(code)
    return found.text_direction if found else "auto"


@lru_cache(maxsize=1024)
def language_attributes(code: str) -> Markup:
    """Return the attributes of a text in another language than the page's."""
    return Markup('lang="{}" dir="{}"').format(language_tag(code), direction(code))


@lru_cache(maxsize=1024)
def endonym(code: str) -> str:
    """Return a language's name in itself, as it stands at the head of a line."""
    found = locale_of(code)
    name = (found.get_display_name() or code) if found else code
    return name[:1].upper() + name[1:]


def territory_locale(code: str) -> str:
    """Return a locale with a territory, as Open Graph wants it: `pt_BR` for `pt`."""
    name = code.replace("-", "_")
    likely = get_global("likely_subtags").get(name, name).split("_")
    return "_".join([likely[0], *(part for part in likely[1:] if len(part) == 2 and part.isupper())])


def news_language(code: str) -> str:
    """Return a language as news sitemaps want it: two letters, but for Chinese in its two scripts."""
    base = primary(code)
    if base != "zh":
        return base
    return "zh-tw" if {part.lower() for part in code.split("-")} & {"hant", "tw", "hk"} else "zh-cn"
