"""Dates in the forms that Portuguese, Spanish and English feeds use: the right one, or none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import dates


def at(hour: int = 0, minute: int = 0, second: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("qua, 22 nov 2026", at()),
        ("qua., 22 de nov. de 2026 14:30", at(14, 30)),
        ("22 de novembro de 2026 às 14h30", at(14, 30)),
        ("22 de novembro de 2026 | 14h30min", at(14, 30)),
        ("domingo, 22 de novembro de 2026 - 14h", at(14)),
        ("2ª feira, 23 de novembro de 2026", at(day=23)),
        ("segunda feira, 23 de novembro de 2026, às 8h05", at(8, 5, day=23)),
        ("Dom, 22 Nov 2026 14:30:00 BRT", at(17, 30)),
        ("Dom, 22 Nov 2026 14:30:00 BRST", at(16, 30)),
        ("Dom, 22 Nov 2026 14:30:00 AMT", at(18, 30)),
        ("22 nov 2026 14:30 (BRT)", at(17, 30)),
        ("22/11/2026 às 14h30", at(14, 30)),
        ("22/11/2026 - 14:30:05", at(14, 30, 5)),
        ("2026-11-22 às 14h30", at(14, 30)),
        ("domingo 22 de noviembre de 2026, 14:30 horas", at(14, 30)),
        ("22 de noviembre del 2026 a las 2:30 p. m.", at(14, 30)),
        ("mié, 25 nov 2026 10:00:00 +0100", at(9, day=25)),
        ("Sunday, November 22nd, 2026 at 2:30 PM EST", at(19, 30)),
        ("Sun, 22 Nov 2026 14:30:00.123 GMT", at(14, 30)),
        ("Sun, 22 Nov 2026 14:30:00 +0000 GMT", at(14, 30)),
        ("Sun Nov 22 2026 14:30:00 GMT-0300 (Brasilia Standard Time)", at(17, 30)),
        ("2026-11-22T14:30:00-03:00[America/Sao_Paulo]", at(17, 30)),
        ("2026-11-22 02:30 PM", at(14, 30)),
        ("2026-1-5", datetime(2026, 1, 5, tzinfo=UTC)),
        ("20261122143000", at(14, 30)),
        ("2026年11月22日 14:30", at(14, 30)),
        ("2026년 11월 22일", at()),
        ("Κυρ, 22 Νοε 2026 14:30:00 GMT", at(14, 30)),
        ("22. November 2026, 14.30 Uhr", at(14, 30)),
        ("1795357800", at(14, 30)),
        ("1795357800000", at(14, 30)),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, when: datetime) -> None:
    assert dates.read(text) == when


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("05/11/2026", "pt-BR", at(day=5)),
        ("05/11/2026", "es", at(day=5)),
        ("05/11/2026", "en-GB", at(day=5)),
        ("11/05/2026", "en-US", at(day=5)),
        ("05/11/2026", "en", None),
        ("05/11/2026", "en-CA", None),
        ("05/11/2026", "es-US", None),
        ("05/11/2026", "", None),
        ("22.11.26 0h24", "pt-BR", at(0, 24)),
        ("22/11/26", "es", at()),
        ("22/11/26", "", None),  # 2022 or 2026
        ("22-11-26", "pt", None),
    ],
)
def test_figures_go_by_the_language_or_are_no_date(text: str, language: str, when: datetime | None) -> None:
    assert dates.read(text, language) == when


@pytest.mark.parametrize(
    "text",
    [
        "há 2 horas",
        "hace 2 horas",
        "2 hours ago",
        "ontem às 14h",
        "hoje, 14h30",
        "22 nov",
        "November 22",
        "2026",
        "2026-11",
        "24",
        "16-12-24",
        "179535780",  # an epoch of nine digits
        "1795357800000000",
        "22 11 2026",
        "14h30 22/11/2026",
        "12. marraskuu 2026",  # Finnish for November, which begins like March
        "12 jui 2026",  # June or July
        "22 nov 2026 25:30",
        "22 nov 2026 14:30 AM",
        "Sun, 22 Nov 2026 14:30:00 America/Sao_Paulo",
        "Sun, 22 Nov 2026 14:30:00 AST",
        "2026-11-22T14:30:00+99:99",
        "2026-11-22 and a little later",
    ],
)
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert dates.read(text, "pt") is None


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2030, 1, 1)).map(  # noqa: DTZ001
        lambda when: when.replace(microsecond=0, tzinfo=UTC)
    ),
    st.integers(-12 * 60, 14 * 60).filter(lambda minutes: minutes % 15 == 0),
)
def test_every_moment_comes_back_from_the_forms_of_standards(when: datetime, minutes: int) -> None:
    local = when + timedelta(minutes=minutes)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    assert dates.read(f"{local:%Y-%m-%dT%H:%M:%S}{sign}{hours:02}:{rest:02}") == when
    assert dates.read(f"{local:%a, %d %b %Y %H:%M:%S} {sign}{hours:02}{rest:02}") == when
    assert dates.read(f"{local:%d/%m/%Y %Hh%M}", "pt-BR") == local.replace(second=0)


@given(st.text(max_size=200), st.sampled_from(["", "pt-BR", "en-US"]))
def test_any_text_is_a_date_or_none(text: str, language: str) -> None:
    when = dates.read(text, language)
    assert when is None or when.tzinfo is UTC


def test_a_date_that_could_not_be_taken_is_quoted_as_plain_text() -> None:
    assert dates.quoted("  <b>ontem</b>\n às 14h ") == "ontem às 14h"
    assert len(dates.quoted("x" * 500)) == 100
